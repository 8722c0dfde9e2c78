"""From named columns to a Recording: choose the clock, find the units, join the streams."""

from __future__ import annotations

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.clock import clock_of
from retrowalk.formats.columns import Role
from retrowalk.formats.gravity import acceleration_rows
from retrowalk.formats.merge import onto, rising
from retrowalk.formats.streams import Stream, joined
from retrowalk.formats.table import Mask, Table, quoted
from retrowalk.recording import Array, Channel, Positions, Recording
from retrowalk.units import RATE_UNITS, all_finite, rate_unit

_SIDE_FACTORS = {
    "km/h": 1 / 3.6,
    "kPa": 10.0,
    "Pa": 0.01,
}


def recording_from(table: Table, options: Options) -> Recording:
    """Join the columns of a table into a Recording.

    Raises:
        RetrowalkError: no clock, values without gravity, units that fit nothing, holes.
    """
    notes = list(table.notes)
    clock = clock_of(table, options)
    notes += clock.notes
    acceleration, rows = acceleration_rows(table, notes)
    time_s = clock.time_s if rows.all() else clock.time_s[rows]
    if not all_finite(time_s) and np.isnan(time_s).any():
        row = int(np.flatnonzero(rows)[np.flatnonzero(np.isnan(time_s))[0]]) + 1
        raise RetrowalkError(
            "the row has a sample but no time",
            where=f"{table.name}, data row {row}",
            remedy="mend or remove that row",
        )
    base = Stream("acceleration", time_s, acceleration)
    rate: Array | None = None
    if table.of(Role.RATE):
        base, rate = _beside(table, Role.RATE, clock.time_s, rows, base, notes)
        time_s, acceleration = base.time_s, base.values
        if rate is not None:
            rate = _rate_in_rads(table, time_s, acceleration, rate, notes)
    magnetic: Array | None = None
    if table.of(Role.MAGNETIC):
        magnetic = _magnetic(table, clock.time_s, time_s)
        if magnetic is None:
            notes.append("warning: the magnetic field has gaps; it was left out")
    for array in (time_s, acceleration, rate):
        if array is not None:
            array.setflags(write=False)
    return Recording(
        time_s=time_s,
        acceleration_ms2=acceleration,
        angular_rate_rads=rate,
        magnetic_field_ut=magnetic,
        positions=positions_of(table, clock.time_s),
        heading_deg=channel_of(table, Role.HEADING, clock.time_s),
        heart_rate_bpm=channel_of(table, Role.HEART_RATE, clock.time_s),
        pressure_hpa=channel_of(table, Role.PRESSURE, clock.time_s),
        start_utc=clock.start_utc,
        zone=options.zone,
        source=table.name,
        notes=tuple(notes),
    )


def _beside(
    table: Table, role: Role, clock_s: Array, rows: Mask, base: Stream, notes: list[str]
) -> tuple[Stream, Array | None]:
    """Return the accelerometer's samples to keep and the other stream at them."""
    values, there = table.whole_rows(role)
    if there.all() or not (rows & ~there).any():
        return base, (values if rows.all() else values[rows])
    keep = there & np.isfinite(clock_s)
    return joined(base, Stream(role.value, clock_s[keep], values[keep]), notes)


def _rate_in_rads(
    table: Table, time_s: Array, acceleration: Array, rate: Array, notes: list[str]
) -> Array:
    column = table.of(Role.RATE)[0]
    unit = column.unit
    if unit is None:
        finding = rate_unit(time_s, acceleration, rate)
        unit = finding.unit
        names = quoted([c.name for c in table.of(Role.RATE)])
        if unit is None:
            unit = "rad/s"
            notes.append(
                f"warning: columns {names} taken as angular rate in rad/s without proof: "
                f"{finding.why}"
            )
        else:
            notes.append(f"columns {names} read as angular rate in {unit}: {finding.why}")
    elif column.name.strip() != "gyr_x_rads":
        names = quoted([c.name for c in table.of(Role.RATE)])
        notes.append(f"columns {names} read as angular rate in {unit}")
    if unit not in RATE_UNITS:
        raise RetrowalkError(
            f"'{unit}' is no unit of angular rate",
            where=f"{table.name}, column '{column.name.strip()}'",
            remedy="give rad/s or deg/s",
        )
    return rate if unit == "rad/s" else rate * RATE_UNITS[unit]


def _magnetic(table: Table, clock_s: Array, time_s: Array) -> Array | None:
    values, there = table.whole_rows(Role.MAGNETIC)
    there = there & np.isfinite(clock_s)
    if not there.any():
        return None
    stream_time = clock_s[there]
    up = rising(stream_time)
    joined, near = onto(time_s, stream_time[up], values[there][up])
    return joined if near.all() else None


def _side(table: Table, role: Role) -> Array | None:
    column = next(iter(table.of(role)), None)
    if column is None:
        return None
    return table.values[column.position] * _SIDE_FACTORS.get(column.unit or "", 1.0)


def channel_of(table: Table, role: Role, clock_s: Array) -> Channel | None:
    """Return a side channel where its column has values, or None."""
    values = _side(table, role)
    if values is None:
        return None
    there = np.isfinite(values) & np.isfinite(clock_s)
    return Channel(clock_s[there], values[there]) if there.any() else None


def positions_of(table: Table, clock_s: Array) -> Positions | None:
    """Return satellite positions where the table has them, or None."""
    latitude, longitude = _side(table, Role.LATITUDE), _side(table, Role.LONGITUDE)
    if latitude is None or longitude is None:
        return None
    there = np.isfinite(latitude) & np.isfinite(longitude) & np.isfinite(clock_s)
    if not there.any():
        return None

    def at(role: Role) -> Array:
        values = _side(table, role)
        return np.full(int(there.sum()), np.nan) if values is None else values[there]

    return Positions(
        clock_s[there],
        latitude[there],
        longitude[there],
        at(Role.SPEED),
        at(Role.COURSE),
        at(Role.ACCURACY),
    )
