"""Exports of phyphox: a zip or folder with a table per sensor, or one table.

    Accelerometer.csv   "Time (s)","Acceleration x (m/s^2)",...     with gravity
    Gyroscope.csv       "Time (s)","Gyroscope x (rad/s)",...
    meta/device.csv     "property","value"
    meta/time.csv       "event","experiment time","system time","system time text"

Tables and columns may be in the phone's language; the units in brackets tell what they
hold. Separators are comma, semicolon or tab, decimals point or comma. The experiment's
clock stands still while it is paused: meta/time.csv puts the pause back as a gap.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.assemble import channel_of, positions_of
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import Bundle, is_bundle, open_bundle
from retrowalk.formats.clock import clock_of, instant
from retrowalk.formats.columns import Role, recognise
from retrowalk.formats.delimited import small_rows
from retrowalk.formats.dialect import dialect_of
from retrowalk.formats.generic_csv import read_text, text_table
from retrowalk.formats.streams import Stream, joined
from retrowalk.formats.table import Table
from retrowalk.formats.text_file import TextFile
from retrowalk.recording import Array, Channel, Positions, Recording

_OFFSET = re.compile(r"UTC([+-]\d\d):?(\d\d)$")
_TABLES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Segment:
    """From one start to the next pause: seconds of the experiment and of the world."""

    experiment_s: float
    epoch_s: float


class PhyphoxReader:
    """The app's zip, its folder, or one of its tables."""

    name = "phyphox"
    title = "phyphox export (zip, folder, CSV)"
    suffixes: tuple[str, ...] = (".zip", ".csv")
    carries = "acceleration, angular rate, magnetic field, positions, pressure, device, start"

    def sniff(self, head: bytes, path: Path) -> float:
        """The app's meta folder, or quoted names with units in brackets."""
        if is_bundle(head, path):
            try:
                bundle = open_bundle(path)
            except RetrowalkError:
                return 0.0
            return 0.95 if bundle.find("time.csv") and bundle.find("device.csv") else 0.0
        first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
        return 0.8 if first.startswith(b'"') and b'(s)"' in first and b"(m/s^2)" in first else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Join the sensors on the accelerometer's timestamps."""
        with path.open("rb") if path.is_file() else io.BytesIO() as stream:
            head = stream.read(4)
        if is_bundle(head, path):
            return _from_bundle(open_bundle(path), options)
        return read_text(TextFile(path.name, path), options)


@dataclass(frozen=True, slots=True)
class Export:
    """One export, whatever its container.

    Attributes:
        name: of the file or folder.
        tables: one per sensor.
        events: rows of the experiment's starts and pauses, by column name.
        about: rows with "property" and "value".
    """

    name: str
    tables: tuple[Table, ...]
    events: tuple[dict[str, str], ...]
    about: tuple[dict[str, str], ...]


def _from_bundle(bundle: Bundle, options: Options) -> Recording:
    export = Export(
        bundle.path.name,
        tuple(_tables(bundle)),
        tuple(_rows(bundle, "time.csv")),
        tuple(_rows(bundle, "device.csv")),
    )
    return recording_of(export, options)


def recording_of(export: Export, options: Options) -> Recording:
    """Join the sensors of an export on the accelerometer's timestamps.

    Raises:
        RetrowalkError: no acceleration with gravity, or a sensor that is there twice.
    """
    notes: list[str] = []
    base = _only(export, Role.ACCELERATION, options)
    if base is None:
        linear = any(t.of(Role.LINEAR) for t in export.tables)
        raise RetrowalkError(
            "only acceleration without gravity is there, so up and down cannot be told"
            if linear
            else "no table in the export holds acceleration",
            where=export.name,
            remedy='record with "Acceleration with g" (and Gyroscope) and export again',
        )
    notes.append("acceleration in m/s² and angular rate in rad/s: the column names say so")
    rate = _only(export, Role.RATE, options)
    angular_rate: Array | None = None
    if rate is not None:
        base, angular_rate = joined(base, rate, notes)
    segments = _segments(export)
    if len(segments) > 1:
        notes.append(f"the recording was paused {len(segments) - 1} times; the pauses are gaps")
    return Recording(
        time_s=_world(base.time_s, segments),
        acceleration_ms2=base.values,
        angular_rate_rads=angular_rate,
        magnetic_field_ut=_magnetic(export, base, options),
        positions=_positions(export.tables, segments, options),
        pressure_hpa=_pressure(export.tables, segments, options),
        start_utc=instant(segments[0].epoch_s, f"{export.name}, times of the experiment, line 2")
        if segments
        else None,
        zone=options.zone or _zone(export),
        device=_device(export),
        source=export.name,
        notes=tuple(notes),
    )


def _tables(bundle: Bundle) -> Iterator[Table]:
    for member, last in bundle.names():
        parts = member.lower().split("/")
        if "meta" in parts[:-1] or Path(last).suffix.lower() not in _TABLES:
            continue
        file = bundle.text(member)
        dialect = dialect_of(file)
        known = (recognise(i, name) for i, name in enumerate(dialect.header))
        columns = tuple(c for c in known if c is not None)
        if any(c.role is Role.TIME for c in columns) and len(columns) > 1:
            yield text_table(file, dialect, columns)


def _only(export: Export, role: Role, options: Options) -> Stream | None:
    """Return the stream of the one table that holds three axes of a quantity."""
    having = [t for t in export.tables if len(t.of(role)) == 3]
    if len(having) > 1:
        raise RetrowalkError(
            f"{role.value} is in '{having[0].name}' and in '{having[1].name}'",
            where=export.name,
            remedy="export the recording of one phone",
        )
    if not having:
        return None
    time_s = clock_of(having[0], options).time_s
    return Stream(role.value, time_s, having[0].vectors[role]).whole()


def _magnetic(export: Export, base: Stream, options: Options) -> Array | None:
    """Return the magnetic field where it covers every sample; the tracker can do without."""
    stream = _only(export, Role.MAGNETIC, options)
    if stream is None:
        return None
    kept, values = joined(base, stream, [])
    return values if len(kept.time_s) == len(base.time_s) else None


def _positions(
    tables: tuple[Table, ...], segments: tuple[Segment, ...], options: Options
) -> Positions | None:
    for table in tables:
        if table.of(Role.LATITUDE):
            return positions_of(table, _world(clock_of(table, options).time_s, segments))
    return None


def _pressure(
    tables: tuple[Table, ...], segments: tuple[Segment, ...], options: Options
) -> Channel | None:
    for table in tables:
        if table.of(Role.PRESSURE):
            time_s = _world(clock_of(table, options).time_s, segments)
            return channel_of(table, Role.PRESSURE, time_s)
    return None


# -- meta --------------------------------------------------------------------------------


def _rows(bundle: Bundle, name: str) -> list[dict[str, str]]:
    """Return the rows of a table in the meta folder, whatever its separator."""
    member = bundle.find(name)
    if member is None:
        return []
    lines = small_rows(bundle.text(member))
    if not lines:
        return []
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]


def _zone(export: Export) -> str | None:
    """Return the offset that the text of the first start ends in, such as "UTC+02:00"."""
    for row in export.events:
        found = _OFFSET.search(row.get("system time text", ""))
        if found is not None:
            return f"{found[1]}:{found[2]}"
    return None


def _device(export: Export) -> str:
    about = {row.get("property", ""): row.get("value", "") for row in export.about}
    words = (about.get("deviceBrand", ""), about.get("deviceModel", ""))
    return " ".join(word for word in words if word and word != "null")


def _segments(export: Export) -> tuple[Segment, ...]:
    """Return the starts of the experiment's clock on the world's clock.

    Raises:
        RetrowalkError: a start whose times are no numbers.
    """
    segments: list[Segment] = []
    for number, row in enumerate(export.events, start=2):
        if row.get("event", "").upper() != "START":
            continue
        try:
            experiment_s, epoch_s = (
                float(row[name].replace(",", ".")) for name in ("experiment time", "system time")
            )
            if not np.isfinite([experiment_s, epoch_s]).all():
                raise ValueError("no time")
        except (KeyError, ValueError) as error:
            raise RetrowalkError(
                "a START without two times",
                where=f"{export.name}, times of the experiment, line {number}",
                remedy="export it again, or remove meta/time.csv",
            ) from error
        if not segments or experiment_s >= segments[-1].experiment_s:
            segments.append(Segment(experiment_s, epoch_s))
    return tuple(segments)


def _world(time_s: Array, segments: tuple[Segment, ...]) -> Array:
    """Put the pauses back: seconds since the first start by the phone's clock."""
    if not segments:
        return time_s
    starts = np.array([s.experiment_s for s in segments])
    offsets = np.array([s.epoch_s - s.experiment_s for s in segments]) - segments[0].epoch_s
    at = np.clip(np.searchsorted(starts, time_s, side="right") - 1, 0, None)
    return np.asarray(time_s + offsets[at])
