"""What the options of one call say about a recording, and the walk that comes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from retrowalk.cli.known import read_calibration
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording, Wearer
from retrowalk.tracker.base import Walk
from retrowalk.zones import zone_of

START = "--start"


@dataclass(frozen=True, slots=True)
class Asked:
    """Options of `track` that others share.

    Attributes:
        placement: where the sensor was worn.
        axes: the device's axes.
        calibration: a file, or a span of time.
        height_m: of the wearer.
        rate_hz: for files without a clock.
        zone: for files that do not say it.
        start: when the recording began, for files that do not say it.
    """

    placement: Placement | None = None
    axes: str | None = None
    calibration: str | None = None
    height_m: float | None = None
    rate_hz: float | None = None
    zone: str | None = None
    start: str | None = None

    def for_motion(self) -> list[str]:
        """Return the options that say something of a recording of motion."""
        told = {"--placement": self.placement, "--rate": self.rate_hz, START: self.start}
        return [name for name, value in told.items() if value is not None]

    def for_tracking(self) -> list[str]:
        """Return the options that only tracking has a use for."""
        told = {
            "--axes": self.axes,
            "--calibration": self.calibration,
            "--height": self.height_m,
        }
        return [name for name, value in told.items() if value is not None]


def read_recording(path: Path, asked: Asked, format: str | None) -> Recording:
    """Read motion, and add to it what the options say.

    Raises:
        RetrowalkError: a file that cannot be read, or a start that is no time.
    """
    from retrowalk.formats import read

    recording = read(path, format=format, rate_hz=asked.rate_hz, zone=asked.zone)
    if asked.placement is not None:
        recording = replace(recording, placement=asked.placement)
    if asked.zone is not None and recording.zone is None:
        recording = replace(recording, zone=asked.zone)
    if asked.start is None:
        return recording
    began = start_from(asked.start, recording.zone)
    first_s = float(recording.time_s[0]) if len(recording.time_s) else 0.0
    return replace(recording, start_utc=began - dt.timedelta(seconds=first_s))


def start_from(text: str, zone: str | None) -> dt.datetime:
    """Return the instant of ``2026-11-25T14:03:00+01:00``; without an offset in the zone.

    Raises:
        RetrowalkError: it is no time, or neither offset nor zone are known.
    """
    try:
        told = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise RetrowalkError(
            f"'{text}' is no date with a time",
            where=START,
            remedy="write it like 2026-11-25T14:03:00+01:00",
        ) from error
    if told.tzinfo is None:
        if zone is None:
            raise RetrowalkError(
                f"'{text}' says no offset and the time zone is not known",
                where=START,
                remedy="add the offset, such as +01:00, or give --zone",
            )
        told = _in_zone(told, zone)
    try:
        return told.astimezone(dt.UTC)
    except OverflowError as error:
        raise RetrowalkError(f"'{text}' is beyond every calendar", where=START) from error


def _in_zone(local: dt.datetime, zone: str) -> dt.datetime:
    """Return a local time with its zone.

    Raises:
        RetrowalkError: the clocks were changed: the time was twice, or never.
    """
    told = local.replace(tzinfo=zone_of(zone))
    offsets = [told.replace(fold=fold).utcoffset() for fold in (0, 1)]
    if offsets[0] == offsets[1]:
        return told
    there_and_back = told.astimezone(dt.UTC).astimezone(told.tzinfo).replace(tzinfo=None)
    raise RetrowalkError(
        f"in {zone} {local:%Y-%m-%dT%H:%M:%S}"
        f" {'was twice' if there_and_back == local else 'never was'}, as the clocks were changed",
        where=START,
        remedy="add the offset, such as +01:00",
    )


def walk_of(recording: Recording, asked: Asked) -> Walk:
    """Track a recording with what is known.

    Raises:
        RetrowalkError: as `retrowalk.track`.
    """
    from retrowalk.tracker import track

    return track(
        recording,
        placement=asked.placement,
        mounting=None if asked.axes is None else Mounting.from_axes(asked.axes),
        calibration=read_calibration(asked.calibration, None, asked.rate_hz),
        wearer=Wearer(height_m=asked.height_m),
    )
