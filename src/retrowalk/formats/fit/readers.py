"""FIT files as what they hold: activities, or samples of motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.fit import profile
from retrowalk.formats.fit.activity import WANTED, sessions_of
from retrowalk.formats.fit.motion import recording_of
from retrowalk.formats.fit.parts import announces, is_fit, load, parts_of
from retrowalk.formats.fit.words import FILE_KINDS
from retrowalk.recording import Recording
from retrowalk.session import Session

NAME = "fit"
TITLE = "FIT of Garmin, Suunto, Polar, Wahoo, Coros and others"
SUFFIXES = (".fit",)
_NO_MOTION = 0.1


class FitReader:
    """Activities: what a watch made of a walk."""

    name = NAME
    title = TITLE
    suffixes: tuple[str, ...] = SUFFIXES
    carries = (
        "totals, laps, pauses, positions, altitude, distance, speed, heart rate, cadence, steps, "
        "device, time zone; of Retrowalk's own files directions and intervals too"
    )

    def sniff(self, head: bytes, path: Path) -> float:
        """The four letters in its header."""
        return 1.0 if is_fit(head) else 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Read the file whole."""
        return self.sessions_in(load(path), path.name, options)

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        """Yield the sessions of all FIT files that are chained in these bytes."""
        kinds: list[int] = []
        count = 0
        for part in parts_of(data, name, WANTED):
            for session in sessions_of(part, name, options):
                count += 1
                yield session
            kind = part.of(profile.FILE_ID).numbers(0)
            if kind is not None and kind[0] == kind[0]:
                kinds.append(int(kind[0]))
        if not count:
            raise _no_activity(data, name, kinds)


class FitMotionReader:
    """Samples of accelerometer and gyroscope, as some watches and cameras log them."""

    name = NAME
    title = TITLE
    suffixes: tuple[str, ...] = SUFFIXES
    carries = "acceleration, angular rate, magnetic field, positions, heart rate, device"

    def sniff(self, head: bytes, path: Path) -> float:
        """The header, and that samples of an accelerometer are announced in the file."""
        if not is_fit(head):
            return 0.0
        if announces(head, profile.ACCELEROMETER):
            return 1.0
        if not path.is_file() or path.stat().st_size == len(head):
            return _NO_MOTION
        data = load(path)
        there = announces(data, profile.ACCELEROMETER)
        return 1.0 if there else _NO_MOTION

    def read(self, path: Path, options: Options) -> Recording:
        """Read the file whole."""
        return recording_of(load(path), path.name, options)


def _no_activity(data: bytes, name: str, kinds: list[int]) -> RetrowalkError:
    if announces(data, profile.ACCELEROMETER):
        return RetrowalkError(
            "this FIT file holds samples of motion, no activity",
            where=name,
            remedy="read it as a recording",
        )
    words = [FILE_KINDS.get(kind, f"a file of kind {kind}") for kind in kinds]
    if kinds and all(kind == profile.ACTIVITY_FILE for kind in kinds):
        return RetrowalkError(
            "this FIT activity holds neither a session nor a record",
            where=name,
            remedy="export it again",
        )
    return RetrowalkError(
        f"this FIT file holds {words[0] if words else 'no activity'}, no walk that was done",
        where=name,
        remedy="export the activity itself",
    )
