"""Health Connect export of Android: a zip with the SQLite file health_connect_export.db.

    exercise_session_record_table   start_time, end_time (ms), start_zone_offset (s),
                                    exercise_type, title, app_info_id, device_info_id
    steps_record_table.count, distance_record_table.distance (m),
    active_ and total_calories_burned_record_table.energy (cal), elevation_gained (m)
    heart_rate_record_table + heart_rate_record_series_table (epoch_millis, beats_per_minute)
    SpeedRecordTable + speed_record_table, StepsCadenceRecordTable + steps_cadence_record_table
    exercise_route_table, exercise_laps_table, exercise_segments_table by parent_key

Nothing joins a session with its steps but the time; shares.py has the rule.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import is_bundle, open_bundle
from retrowalk.formats.health.connect_words import PAUSE, SPORTS
from retrowalk.formats.health.database import SQLITE_HEAD, Database, opened
from retrowalk.formats.health.shares import (
    ALL_ENERGY,
    ASCENT,
    CADENCE,
    DISTANCE,
    ENERGY,
    HEART_RATE,
    SPEED,
    STEPS,
    Records,
    Spans,
    add_totals,
    along,
    inside,
)
from retrowalk.recording import Array
from retrowalk.session import Course, Lap, Session, Totals, said
from retrowalk.zones import offset_text

MOST_SESSIONS = 200_000
MOST_RECORDS = 2_000_000
MOST_CHILDREN = 1_500_000
_SESSIONS = "exercise_session_record_table"
_FILE = "health_connect_export.db"
_INTERVALS = (
    (STEPS, "steps_record_table", "count", 1.0),
    (DISTANCE, "distance_record_table", "distance", 1.0),
    (ENERGY, "active_calories_burned_record_table", "energy", 0.001),
    (ALL_ENERGY, "total_calories_burned_record_table", "energy", 0.001),
    (ASCENT, "elevation_gained_record_table", "elevation", 1.0),
)
_SERIES = (
    (HEART_RATE, "heart_rate_record_table", "heart_rate_record_series_table", "beats_per_minute"),
    (SPEED, "SpeedRecordTable", "speed_record_table", "speed"),
    (CADENCE, "StepsCadenceRecordTable", "steps_cadence_record_table", "rate"),
)
_ROUTE = {
    "latitude": "latitude_deg",
    "longitude": "longitude_deg",
    "altitude": "altitude_m",
    "horizontal_accuracy": "accuracy_m",
}
_LAP = ("lap_start_time", "lap_end_time", "lap_length")
_SEGMENT = ("segment_start_time", "segment_end_time", "segment_type")
_LEAST = 1e-30
"""Smaller numbers stand for "not recorded"."""
_LAST_MS = 4_102_444_800_000.0


class HealthConnectReader:
    """The export of Health Connect."""

    name = "health-connect"
    title = "Health Connect export (zip, SQLite)"
    suffixes: tuple[str, ...] = (".zip", ".db")
    carries = (
        "sport, title, laps, pauses, zone offset, device; steps, distance, heart rate, speed and "
        "cadence along the way; energy, ascent, route"
    )

    def sniff(self, head: bytes, path: Path) -> float:
        """The table of exercises, or the database's name in a zip."""
        if head.startswith(SQLITE_HEAD):
            return 1.0 if _SESSIONS.encode() in head or path.name == _FILE else 0.0
        if not is_bundle(head, path):
            return 0.0
        try:
            names = {last.lower() for _, last in open_bundle(path).names()}
        except RetrowalkError:
            return 0.0
        return 1.0 if _FILE in names else 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the exercises in the order of time.

        Raises:
            RetrowalkError: no such database, a damaged one, or one beyond the bounds.
        """
        with opened(path, _FILE) as database:
            if not database.has(_SESSIONS, "row_id", "start_time", "end_time"):
                raise RetrowalkError(
                    f"there is no table '{_SESSIONS}' in it",
                    where=database.name,
                    remedy="give the export of Health Connect",
                )
            exercises = _exercises(database)
            if not exercises:
                raise RetrowalkError(
                    "there is no exercise in it",
                    where=database.name,
                    remedy="apps write walks as exercises; steps alone are no walk",
                )
            found = _Found(
                _records(database, exercises),
                _children(database, "exercise_laps_table", _LAP),
                _children(database, "exercise_segments_table", _SEGMENT),
                _children(database, "exercise_route_table", ("timestamp_millis", *_ROUTE)),
            )
        for exercise in exercises:
            yield _session(database.name, exercise, found)


@dataclass(frozen=True, slots=True)
class _Found:
    """What belongs to the exercises: (n, columns) numbers of each by its row."""

    records: Records
    laps: dict[int, Array]
    segments: dict[int, Array]
    routes: dict[int, Array]


@dataclass(frozen=True, slots=True)
class _Exercise:
    row: int
    start_s: float
    end_s: float
    offset_s: float | None
    end_offset_s: float | None
    kind: int
    title: str
    source: str


def _source(apps: dict[int, str], devices: dict[int, str], app: Any, device: Any) -> str:
    named = apps.get(int(app), "") if isinstance(app, int) else ""
    on = devices.get(int(device), "") if isinstance(device, int) else ""
    return f"{named} on {on}" if named and on else named or on or "unknown app"


def _names(database: Database) -> tuple[dict[int, str], dict[int, str]]:
    apps = {
        row[0]: row[1]
        for row in database.rows("application_info_table", ("row_id", "package_name"))
        if isinstance(row[0], int) and isinstance(row[1], str)
    }
    devices = {
        row[0]: " ".join(word for word in row[1:] if isinstance(word, str) and word.strip())
        for row in database.rows("device_info_table", ("row_id", "manufacturer", "model"))
        if isinstance(row[0], int)
    }
    return apps, devices


def _exercises(database: Database) -> list[_Exercise]:
    apps, devices = _names(database)
    columns = (
        "row_id",
        "start_time",
        "end_time",
        "start_zone_offset",
        "end_zone_offset",
        "exercise_type",
        "title",
        "app_info_id",
        "device_info_id",
    )
    found: list[_Exercise] = []
    for row in database.rows(_SESSIONS, columns):
        start, end = _number(row[1]), _number(row[2])
        if not isinstance(row[0], int) or start is None or end is None:
            continue
        if not 0.0 < start <= end < _LAST_MS:
            continue
        found.append(
            _Exercise(
                row[0],
                start / 1000.0,
                end / 1000.0,
                _number(row[3]),
                _number(row[4]),
                row[5] if isinstance(row[5], int) else 0,
                row[6].strip() if isinstance(row[6], str) else "",
                _source(apps, devices, row[7], row[8]),
            )
        )
        if len(found) > MOST_SESSIONS:
            raise _too_many(database, f"{MOST_SESSIONS:,} exercises")
    return sorted(found, key=lambda one: (one.start_s, one.row))


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and np.isfinite(value) and abs(value) < 1e15:
        return float(value)
    return None


def _too_many(database: Database, what: str) -> RetrowalkError:
    return RetrowalkError(
        f"more than {what} are in it", where=database.name, remedy="give a shorter export"
    )


def _records(database: Database, exercises: list[_Exercise]) -> Records:
    apps, devices = _names(database)
    spans = Spans([(one.start_s, one.end_s) for one in exercises])
    sources: dict[str, int] = {}
    parts: list[tuple[Any, ...]] = []
    count = 0

    def keep(kind: int, rows: list[tuple[Any, ...]], factor: float) -> None:
        """Take rows of start and end in ms, value, app and device."""
        nonlocal count
        table = np.array(
            [[_number(cell) for cell in row[:3]] for row in rows], dtype=np.float64
        ).reshape(-1, 3)
        start_s, end_s, value = table[:, 0] / 1000.0, table[:, 1] / 1000.0, table[:, 2]
        good = np.isfinite(table).all(axis=1) & (value >= 0.0)
        good &= (value == 0.0) | (value > _LEAST)
        good &= spans.hold(start_s, end_s)
        told = [
            sources.setdefault(_source(apps, devices, *rows[k][3:5]), len(sources))
            for k in np.flatnonzero(good)
        ]
        if len(sources) > 65_535:
            raise _too_many(database, "65,535 sources")
        kinds = np.full(len(told), kind, dtype=np.uint8)
        parts.append((kinds, np.array(told), start_s[good], end_s[good], value[good] * factor))
        count += len(told)
        if count > MOST_RECORDS:
            raise _too_many(database, f"{MOST_RECORDS:,} records inside exercises")

    for kind, table, column, factor in _INTERVALS:
        names = ("start_time", "end_time", column, "app_info_id", "device_info_id")
        for rows in database.batches(table, names):
            keep(kind, rows, factor)
    for kind, parent, child, column in _SERIES:
        told = ("epoch_millis", "epoch_millis", column)
        for rows in database.joined(child, told, parent, ("app_info_id", "device_info_id")):
            keep(kind, rows, 1.0)
    joined: list[Any] = [
        np.concatenate([part[k] for part in parts]) if parts else [] for k in range(5)
    ]
    order = np.argsort(joined[2], kind="stable")
    kind_, source, start_s, end_s, value = (np.asarray(column)[order] for column in joined)
    return Records(
        kind_.astype(np.uint8), source.astype(np.uint16), start_s, end_s, value, tuple(sources)
    )


def _session(name: str, exercise: _Exercise, found: _Found) -> Session:
    elapsed_s = exercise.end_s - exercise.start_s
    series = inside(found.records, exercise.start_s, exercise.end_s, exercise.source)
    values: dict[str, float] = {}
    notes: list[str] = []
    add_totals(values, series, elapsed_s, notes)
    zone = _offset(exercise.offset_s)
    end_zone = _offset(exercise.end_offset_s)
    if zone != end_zone and end_zone is not None:
        notes.append(f"the clock changed on the way: {zone} at the start, {end_zone} at the end")
    pauses = _stretches(exercise, found.segments.get(exercise.row))
    laps = _stretches(exercise, found.laps.get(exercise.row))
    return Session(
        start_utc=dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=exercise.start_s),
        elapsed_s=elapsed_s,
        sport=SPORTS[exercise.kind] if 0 <= exercise.kind < len(SPORTS) else "",
        totals=Totals(**{one: said(one, value) for one, value in values.items()}),
        laps=tuple(
            Lap(begin, end, Totals(distance_m=said("distance_m", length)))
            for begin, end, length in laps
        ),
        course=along(series, _route(exercise, found.routes.get(exercise.row))),
        pauses=tuple((begin, end) for begin, end, kind in pauses if kind == PAUSE),
        zone=zone,
        name=exercise.title,
        device=exercise.source,
        source=name,
        notes=tuple(notes),
    )


def _offset(seconds: float | None) -> str | None:
    if seconds is None or abs(seconds) > 14 * 3600:
        return None
    return offset_text(dt.timedelta(seconds=seconds))


def _children(database: Database, table: str, columns: tuple[str, ...]) -> dict[int, Array]:
    """Return the rows of a table of children by the exercise, all read in one go."""
    told: dict[int, array[float]] = {}
    count = 0
    if database.has(table, "parent_key"):
        for rows in database.batches(table, ("parent_key", *columns)):
            for row in rows:
                if isinstance(row[0], int):
                    numbers = (_number(cell) for cell in row[1:])
                    told.setdefault(row[0], array("d")).extend(
                        np.nan if number is None else number for number in numbers
                    )
            count += len(rows)
            if count > MOST_CHILDREN:
                raise _too_many(database, f"{MOST_CHILDREN:,} rows of '{table}'")
    return {
        parent: np.frombuffer(numbers, np.float64).reshape(-1, len(columns))
        for parent, numbers in told.items()
    }


def _stretches(exercise: _Exercise, rows: Array | None) -> list[tuple[float, float, float]]:
    """Return begin and end in seconds from the start, and the third number."""
    found: list[tuple[float, float, float]] = []
    for begin, end, more in [] if rows is None else rows.tolist():
        begin_s = max(begin / 1000.0 - exercise.start_s, 0.0)
        end_s = min(end / 1000.0, exercise.end_s) - exercise.start_s
        if begin_s < end_s:
            found.append((begin_s, end_s, more))
    return sorted(found)


def _route(exercise: _Exercise, rows: Array | None) -> Course | None:
    if rows is None:
        return None
    time_s = rows[:, 0] / 1000.0 - exercise.start_s
    good = (time_s >= 0.0) & (time_s <= exercise.end_s - exercise.start_s)
    good &= (np.abs(rows[:, 1]) <= 90.0) & (np.abs(rows[:, 2]) <= 180.0)
    if not good.any():
        return None
    order = np.argsort(time_s[good], kind="stable")
    columns: dict[str, Any] = {
        name: rows[good, k + 1][order] for k, name in enumerate(_ROUTE.values())
    }
    return Course(time_s[good][order], **columns)
