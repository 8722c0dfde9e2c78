"""Seconds from whatever clock a table has, and the instant of their zero."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.columns import Column, Role
from retrowalk.formats.day_time import across_midnight
from retrowalk.formats.table import Table
from retrowalk.recording import Array
from retrowalk.units import CLOCK_UNITS, all_finite, clock_unit
from retrowalk.zones import zone_of

EPOCH_FROM_S = 3e8
"""A clock in seconds beyond this (July 1979) counts from 1970."""


@dataclass(frozen=True, slots=True)
class Clock:
    """(n,) seconds, NaN where a row has none, the instant of 0, and how they were found."""

    time_s: Array
    start_utc: dt.datetime | None
    notes: tuple[str, ...]


def clock_of(table: Table, options: Options) -> Clock:
    """Return the seconds of every row.

    A clock in plain seconds is preferred to dates, which loggers often round; the
    instant of the start is taken from whichever column has it.

    Raises:
        RetrowalkError: no clock and no rate, an empty clock, a unit that cannot be told.
    """
    times = [c for c in table.columns if c.role is Role.TIME]
    if not times:
        return _counted_clock(table, options)
    notes: list[str] = []
    if options.rate_hz is not None:
        notes.append(f"the file has its own clock; --rate {options.rate_hz:g} was not needed")
    found = [_seconds(table, c) for c in times]
    chosen = min(range(len(times)), key=lambda i: (found[i][1], i))
    seconds, absolute, why = found[chosen]
    if why:
        notes.append(why)
    first = int(np.isfinite(seconds).argmax()) if len(seconds) else 0
    if not len(seconds) or not np.isfinite(seconds[first]):
        raise RetrowalkError(
            f"the column '{times[chosen].name.strip()}' holds no time",
            where=table.name,
            remedy="export the recording with its time stamps",
        )
    if absolute:
        origin = float(seconds[first])
        named_zone = table.stamps.get(times[chosen].position, True)
        if not named_zone and options.zone is not None:
            return in_zone(seconds, first, options.zone, notes)
        if not named_zone:
            notes.append("the time stamps name no zone, so the instant of the start is unknown")
        place = f"{table.name}, column '{times[chosen].name.strip()}'"
        start_utc = instant(origin, place) if named_zone else None
        return Clock(seconds - origin, start_utc, tuple(notes))
    start: dt.datetime | None = None
    for column, (other, is_absolute, _) in zip(times, found, strict=True):
        if is_absolute and table.stamps.get(column.position, True) and np.isfinite(other[first]):
            place = f"{table.name}, column '{column.name.strip()}'"
            start = instant(float(other[first]) - float(seconds[first]), place)
            notes.append(f"the instant of the start is from column '{column.name.strip()}'")
            break
    return Clock(seconds, start, tuple(notes))


def in_zone(local_s: Array, first: int, zone: str, notes: list[str]) -> Clock:
    """Return the seconds since the first stamp and its instant, from a wall clock in a zone.

    Args:
        local_s: (n,) wall clock, as seconds since 1970 as if it were UTC; NaN where missing.
        first: which of them is the first that is there.
        zone: as `zone_of` reads it.
        notes: where it is said.

    Where summer time begins or ends in between, the wall clock jumps; so much is taken back.
    """
    there = np.flatnonzero(np.isfinite(local_s))
    try:
        start, end = (
            (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=float(local_s[i]))).replace(
                tzinfo=zone_of(zone), fold=fold
            )
            for i, fold in ((first, 0), (int(there[-1]), 1))
        )
    except OverflowError:
        return Clock(local_s - local_s[first], None, tuple(notes))
    notes.append(f"the time stamps name no zone; they are read as {zone}, as told")
    seconds = local_s - local_s[first]
    jump = (end.utcoffset() or dt.timedelta()) - (start.utcoffset() or dt.timedelta())
    if jump:
        steps = np.diff(local_s[there]) - jump.total_seconds()
        at = int(np.abs(steps).argmin())
        if abs(steps[at]) < abs(jump.total_seconds()) / 2:
            seconds[there[at + 1] :] -= jump.total_seconds()
            notes.append(f"the wall clock was changed by {jump.total_seconds():g} s; taken back")
    return Clock(seconds, start.astimezone(dt.UTC), tuple(notes))


def instant(epoch_s: float, where: str = "time stamps") -> dt.datetime:
    """Return the UTC instant of seconds since 1970.

    Raises:
        RetrowalkError: not in the years 1 to 9999.
    """
    try:
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=epoch_s)
    except (ValueError, OverflowError) as error:
        raise RetrowalkError(
            f"{epoch_s:.6g} s since 1970 is no date",
            where=where,
            remedy="check the clock of that column, and export it again",
        ) from error


def _seconds(table: Table, column: Column) -> tuple[Array, bool, str]:
    """Return seconds, whether they count from 1970, and the note."""
    values, name = table.values[column.position], column.name.strip()
    if column.position in table.stamps:
        return values, True, f"column '{name}' read as dates with times"
    if column.position in table.day_times:
        seconds, midnights = across_midnight(values)
        note = f"column '{name}' read as time of day; it names no date"
        if midnights:
            note += f", and midnight was passed {midnights} times"
        return seconds, False, note
    finite = values if all_finite(values) else values[np.isfinite(values)]
    if not len(finite):
        return values, False, ""
    unit, why = column.unit, "its name says so"
    if unit is None:
        finding = clock_unit(finite)
        if finding.unit is None:
            raise RetrowalkError(
                f"the unit of the clock is unclear: {finding.why}",
                where=f"{table.name}, column '{name}'",
                remedy="name the column time_s, time_ms, time_us or time_ns",
            )
        unit, why = finding.unit, finding.why
    if unit not in CLOCK_UNITS:
        raise RetrowalkError(
            f"'{unit}' is no unit of time",
            where=f"{table.name}, column '{name}'",
            remedy="name the column time_s, time_ms, time_us or time_ns",
        )
    seconds = values * CLOCK_UNITS[unit] if unit != "s" else values
    note = "" if name == "time_s" else f"column '{name}' read as time in {unit}: {why}"
    return seconds, bool(abs(finite[0]) * CLOCK_UNITS[unit] > EPOCH_FROM_S), note


def _counted_clock(table: Table, options: Options) -> Clock:
    if options.rate_hz is None:
        raise RetrowalkError(
            "the file has no clock, only samples one after the other",
            where=f"{table.name}, header",
            remedy="say the samples per second, such as --rate 100 or read(..., rate_hz=100)",
        )
    count = len(next(iter(table.vectors.values())))
    index = next((c for c in table.columns if c.role is Role.INDEX), None)
    if index is None:
        note = f"no clock in the file: {options.rate_hz:g} samples a second as told"
        return Clock(np.arange(count) / options.rate_hz, None, (note,))
    numbers = table.values[index.position]
    note = f"column '{index.name.strip()}' counts samples: {options.rate_hz:g} a second as told"
    return Clock((numbers - numbers[0]) / options.rate_hz, None, (note,))
