"""Apple Health export: export.zip, its folder, or export.xml alone; gigabytes in little memory.

The file is gone through twice: Workouts stand at its end, the Records that lie inside them
before. Only those Records are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import MemberReader, Options
from retrowalk.formats.bundle import Bundle, is_bundle, open_bundle
from retrowalk.formats.health.apple_records import Collector
from retrowalk.formats.health.apple_workouts import MOST_WORKOUTS, Workout, workout_of
from retrowalk.formats.health.lines import Lines, stretches, word
from retrowalk.formats.health.routes import Route, joined
from retrowalk.formats.health.shares import Records, add_totals, along, inside
from retrowalk.formats.health.tags import Element, parsed
from retrowalk.session import Session, Totals, said

MOST_FILES = 100_000
MOST_BYTES = 64 * 1024**3
_HEAD_BYTES = 4096
_MARKS = (b"<!DOCTYPE HealthData", b"<HealthData")
_MOST_ASKED = 50
_WORKOUT = word(b"<Workout")
_NAMES = ("Workout", "Record")


class AppleHealthReader:
    """The export of the Health app of an iPhone."""

    name = "apple-health"
    title = "Apple Health export (zip, folder, XML)"
    suffixes: tuple[str, ...] = (".zip", ".xml")
    carries = (
        "sport, totals, pauses, laps, time zone, device; steps, distance, heart rate and walking "
        "speed along the way; the route"
    )

    def __init__(self, members: Sequence[MemberReader] = ()) -> None:
        self._gpx = next((reader for reader in members if reader.name == "gpx"), None)

    def sniff(self, head: bytes, path: Path) -> float:
        """The root of the XML, or an XML with that root in the zip."""
        if _is_export(head):
            return 1.0
        if not is_bundle(head, path):
            return 0.0
        try:
            return 1.0 if _export_in(_bundle(path)) is not None else 0.0
        except RetrowalkError:
            return 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the workouts in the order of the file.

        Raises:
            RetrowalkError: no export, not well-formed, entities, or beyond the bounds.
        """
        export = _export(path)
        found = _found(export)
        if not found.workouts:
            if found.broken:
                raise _strange(export.name, f"none of {found.broken} workouts has start and end")
            raise _strange(export.name, "there is no workout in it")
        spans = [(one.start.timestamp(), one.end.timestamp()) for one in found.workouts]
        collector = Collector(spans, export.name)
        with export.opened() as stream:
            for stretch in stretches(stream, _NAMES, export.name):
                if stretch is not None:
                    collector.take(stretch)
        records = collector.records()
        notes = found.notes(collector.unread)
        for at, workout in enumerate(found.workouts):
            route = self._route(export.bundle, workout, options)
            last = at + 1 == len(found.workouts)
            yield _session(export.name, workout, records, route, notes if last else ())

    def _route(self, bundle: Bundle | None, workout: Workout, options: Options) -> Route:
        if not workout.routes:
            return Route(None, ())
        if bundle is None:
            note = "the route lies beside the XML and was not read: give the zip or the folder"
            return Route(None, (note,))
        if self._gpx is None:
            return Route(None, ("warning: routes cannot be read here",))
        return joined(bundle, self._gpx, workout, options)


@dataclass(frozen=True, slots=True)
class _Export:
    """The XML wherever it lies."""

    name: str
    path: Path
    bundle: Bundle | None
    member: str

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        if self.bundle is None:
            with self.path.open("rb") as stream:
                yield stream
        else:
            with self.bundle.stream(self.member) as packed:
                yield packed


@dataclass(slots=True)
class _Found:
    workouts: list[Workout]
    broken: int = 0
    cut_off: bool = False

    def notes(self, unread: int) -> tuple[str, ...]:
        """Return what concerns the whole file; the last session carries it."""
        notes: list[str] = []
        if self.cut_off:
            notes.append("warning: the file is cut off; what is whole before was read")
        if self.broken:
            notes.append(f"warning: {self.broken} workout(s) without start and end were left out")
        if unread:
            notes.append(f"warning: {unread} record(s) without a known date or unit were left out")
        return tuple(notes)


def _bundle(path: Path) -> Bundle:
    return open_bundle(path, most_files=MOST_FILES, most_bytes=MOST_BYTES)


def _is_export(head: bytes) -> bool:
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    return any(mark in head for mark in _MARKS)


def _export_in(bundle: Bundle) -> str | None:
    """Return the member that is the export; its name differs from language to language."""
    asked = 0
    for member, last in bundle.names():
        if last.lower().endswith(".xml") and asked < _MOST_ASKED:
            asked += 1
            with bundle.stream(member) as stream:
                if _is_export(stream.read(_HEAD_BYTES)):
                    return member
    return None


def _export(path: Path) -> _Export:
    with path.open("rb") if path.is_file() else _nothing() as stream:
        head = stream.read(4)
    if not is_bundle(head, path):
        return _Export(path.name, path, None, "")
    bundle = _bundle(path)
    member = _export_in(bundle)
    if member is None:
        raise _strange(path.name, "there is no export.xml of Apple Health in it")
    return _Export(f"{path.name}/{member}", path, bundle, member)


@contextmanager
def _nothing() -> Iterator[BinaryIO]:
    import io

    yield io.BytesIO()


def _strange(name: str, what: str) -> RetrowalkError:
    return RetrowalkError(what, where=name, remedy="give export.zip of the Health app")


def _found(export: _Export) -> _Found:
    """Go through the file for its workouts alone."""
    found = _Found([])
    with export.opened() as stream:
        for stretch in stretches(stream, ("Workout",), export.name):
            if stretch is None:
                found.cut_off = True
                continue
            elements = _workouts(stretch, export.name) if isinstance(stretch, Lines) else stretch
            for element in elements:
                workout = workout_of(element)
                if workout is None:
                    found.broken += 1
                else:
                    found.workouts.append(workout)
            if len(found.workouts) > MOST_WORKOUTS:
                raise _strange(export.name, f"more than {MOST_WORKOUTS:,} workouts are in it")
    return found


def _workouts(lines: Lines, name: str) -> Iterator[Element]:
    """Yield the workouts of a stretch, each read by the parser."""
    top = lines.levels == 0
    rows = np.flatnonzero(top & ~lines.closes & (lines.words[lines.starts] == _WORKOUT))
    ends = np.flatnonzero(top & (lines.closes | lines.empty))
    for row, end in zip(rows, ends[np.searchsorted(ends, rows)], strict=True):
        begin = int(lines.starts[row])
        text = lines.data[begin : int(lines.closings[end]) + 1]
        yield from parsed(text, ("Workout",), name=name, at=lines.at + begin).elements


def _session(
    name: str, workout: Workout, records: Records, route: Route, notes: tuple[str, ...]
) -> Session:
    told: list[str] = [*workout.notes]
    series = inside(records, workout.start.timestamp(), workout.end.timestamp(), workout.source)
    values = dict(workout.totals)
    add_totals(values, series, workout.elapsed_s, told)
    return Session(
        start_utc=workout.start,
        elapsed_s=workout.elapsed_s,
        sport=workout.sport,
        sub_sport=workout.sub_sport,
        totals=Totals(**{name: said(name, value) for name, value in values.items()}),
        laps=workout.laps,
        course=along(series, route.course),
        pauses=workout.pauses,
        zone=workout.zone,
        device=workout.device,
        source=name,
        notes=(*told, *route.notes, *notes),
    )
