"""Exports of Health Connect, Google Takeout, Strava and Garmin."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lab.format_samples import Sample
from lab.format_samples.fit import encoded, garmin_activity
from lab.format_samples.gpx_tcx import gpxpy_file, strava_tcx

START_MS = 1_772_344_800_000
"""2026-03-01 06:00:00 UTC."""
MINUTE_MS = 60_000
_COMMON = (
    "row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE, last_modified_time INTEGER, "
    "client_record_id TEXT, client_record_version TEXT, device_info_id INTEGER, "
    "app_info_id INTEGER, recording_method INTEGER, dedupe_hash BLOB UNIQUE"
)
_INTERVAL = (
    "start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER, "
    "local_date INTEGER, "
    "local_date_time_start_time INTEGER AS (start_time + 1000 * start_zone_offset)"
)
_TABLES = f"""
CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT UNIQUE,
    app_name TEXT, app_icon BLOB, record_types_used TEXT);
CREATE TABLE device_info_table (row_id INTEGER PRIMARY KEY, manufacturer TEXT, model TEXT,
    device_type INTEGER);
CREATE TABLE exercise_session_record_table ({_COMMON}, {_INTERVAL}, notes TEXT,
    exercise_type INTEGER, title TEXT, has_route INTEGER, planned_exercise_session_id BLOB);
CREATE TABLE steps_record_table ({_COMMON}, {_INTERVAL}, count INTEGER);
CREATE TABLE distance_record_table ({_COMMON}, {_INTERVAL}, distance REAL);
CREATE TABLE total_calories_burned_record_table ({_COMMON}, {_INTERVAL}, energy REAL);
CREATE TABLE heart_rate_record_table ({_COMMON}, {_INTERVAL});
CREATE TABLE heart_rate_record_series_table (parent_key INTEGER REFERENCES
    heart_rate_record_table (row_id), beats_per_minute INTEGER, epoch_millis INTEGER);
CREATE TABLE SpeedRecordTable ({_COMMON}, {_INTERVAL});
CREATE TABLE speed_record_table (parent_key INTEGER, speed REAL, epoch_millis INTEGER);
CREATE TABLE exercise_laps_table (parent_key INTEGER, lap_start_time INTEGER,
    lap_end_time INTEGER, lap_length REAL);
CREATE TABLE exercise_segments_table (parent_key INTEGER, segment_start_time INTEGER,
    segment_end_time INTEGER, segment_type INTEGER, repetitions_count INTEGER);
CREATE TABLE exercise_route_table (parent_key INTEGER, timestamp_millis INTEGER, latitude REAL,
    longitude REAL, altitude REAL, horizontal_accuracy REAL, vertical_accuracy REAL);
"""


def interval(
    database: sqlite3.Connection, table: str, start_ms: int, end_ms: int, **values: Any
) -> int:
    """Put a record into a table; return its row."""
    told = {
        "app_info_id": 1,
        "device_info_id": 1,
        "start_time": start_ms,
        "end_time": end_ms,
        "start_zone_offset": 3600,
        "end_zone_offset": 3600,
        **values,
    }
    names, marks = ", ".join(told), ", ".join("?" * len(told))
    done = database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(told.values()))
    assert done.lastrowid is not None
    return done.lastrowid


def tables(database: sqlite3.Connection) -> None:
    """Make the tables, two apps and two devices."""
    database.executescript(_TABLES)
    database.executemany(
        "INSERT INTO application_info_table (row_id, package_name) VALUES (?, ?)",
        [(1, "com.example.watch"), (2, "com.google.android.apps.fitness")],
    )
    database.executemany(
        "INSERT INTO device_info_table VALUES (?, ?, ?, ?)",
        [(1, "Example", "Watch 5", 1), (2, "Google", "Pixel 9", 2)],
    )


def fill(database: sqlite3.Connection) -> None:
    """Walk twenty minutes with a watch, and a phone that counts too."""
    tables(database)
    end_ms = START_MS + 20 * MINUTE_MS
    walk = interval(
        database,
        "exercise_session_record_table",
        START_MS,
        end_ms,
        exercise_type=53,
        title="Round the pond",
        has_route=1,
    )
    for minute in range(20):
        begin, end = START_MS + minute * MINUTE_MS, START_MS + (minute + 1) * MINUTE_MS
        interval(database, "steps_record_table", begin, end, count=100 + minute)
        interval(database, "distance_record_table", begin, end, distance=75.5)
    for minute in range(-5, 25, 5):
        begin, end = START_MS + minute * MINUTE_MS, START_MS + (minute + 5) * MINUTE_MS
        phone = {"app_info_id": 2, "device_info_id": 2}
        interval(database, "steps_record_table", begin, end, count=480, **phone)
    interval(database, "total_calories_burned_record_table", START_MS, end_ms, energy=95_500.0)
    heart = interval(database, "heart_rate_record_table", START_MS, end_ms)
    speed = interval(database, "SpeedRecordTable", START_MS, end_ms)
    for second in range(0, 1200, 30):
        at = START_MS + 1000 * second
        database.execute(
            "INSERT INTO heart_rate_record_series_table VALUES (?, ?, ?)",
            (heart, 90 + second % 11, at),
        )
        database.execute("INSERT INTO speed_record_table VALUES (?, ?, ?)", (speed, 1.25, at))
        database.execute(
            "INSERT INTO exercise_route_table VALUES (?, ?, ?, ?, ?, ?, ?)",
            (walk, at, 52.52 + second * 1e-5, 13.405, 34.0, 4.5, 3.0),
        )
    middle = START_MS + 10 * MINUTE_MS
    database.executemany(
        "INSERT INTO exercise_laps_table VALUES (?, ?, ?, ?)",
        [(walk, START_MS, middle, 750.0), (walk, middle, end_ms, 760.0)],
    )
    database.execute(
        "INSERT INTO exercise_segments_table VALUES (?, ?, ?, ?, ?)",
        (walk, START_MS + 5 * MINUTE_MS, START_MS + 6 * MINUTE_MS, 67, 0),
    )


def database_bytes() -> bytes:
    """Return the SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "health_connect_export.db"
        database = sqlite3.connect(path)
        with database:
            fill(database)
        database.close()
        return path.read_bytes()


def zipped(path: Path, members: dict[str, bytes | str]) -> None:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def _connect(path: Path) -> None:
    zipped(path, {"health_connect_export.db": database_bytes()})


FIT_SESSION: dict[str, Any] = {
    "fitnessActivity": "walking",
    "startTime": "2026-03-01T06:00:00Z",
    "endTime": "2026-03-01T06:30:00.500Z",
    "duration": "1800.500s",
    "segment": [
        {
            "fitnessActivity": "walking",
            "startTime": "2026-03-01T06:00:00Z",
            "endTime": "2026-03-01T06:30:00.500Z",
        }
    ],
    "aggregate": [
        {"metricName": "com.google.calories.expended", "floatValue": 131.5},
        {"metricName": "com.google.step_count.delta", "intValue": 3312},
        {"metricName": "com.google.distance.delta", "floatValue": 2410.5},
        {"metricName": "com.google.heart_minutes.summary", "floatValue": 12.0},
    ],
}
"""A session of Google Fit."""


def fit_points(kind: str, values: Sequence[tuple[int, int, float | int]]) -> str:
    """Return a file of "All Data": points from and to these seconds after the start."""
    name = "intVal" if kind == "com.google.step_count.delta" else "fpVal"
    points = [
        {
            "fitValue": [{"value": {name: value}}],
            "originDataSourceId": "raw",
            "endTimeNanos": (START_MS + 1000 * end) * 1_000_000,
            "dataTypeName": kind,
            "startTimeNanos": (START_MS + 1000 * begin) * 1_000_000,
            "modifiedTimeMillis": START_MS,
            "rawTimestampNanos": 0,
        }
        for begin, end, value in values
    ]
    return json.dumps({"Data Source": f"derived:{kind}:x", "Data Points": points}, indent=2)


def _takeout(path: Path) -> None:
    sleep = {**FIT_SESSION, "fitnessActivity": "sleep", "aggregate": []}
    steps = fit_points(
        "com.google.step_count.delta",
        [(-60, 0, 40), *((60 * m, 60 * m + 58, 110) for m in range(30)), (1790, 1850, 30)],
    )
    zipped(
        path,
        {
            "Takeout/archive_browser.html": "<html></html>",
            "Takeout/Fit/All Sessions/2026-03-01T07_00_00+01_00_WALKING.json": json.dumps(
                FIT_SESSION, indent=2
            ),
            "Takeout/Fit/All Sessions/2026-03-01T23_00_00+01_00_SLEEP.json": json.dumps(sleep),
            "Takeout/Fit/All Data/derived_com.google.step_count.delta_"
            "com.google.android.gms_estimated_steps.json": steps,
            "Takeout/Fit/All Data/raw_com.google.step_count.delta_phone.json": steps,
            "Takeout/Fit/Daily activity metrics/2026-03-01.csv": "Start time,End time\n",
        },
    )


def fit_bytes() -> bytes:
    """Return a FIT activity by Garmin's own encoder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walk.fit"
        encoded(path, garmin_activity())
        return path.read_bytes()


STRAVA_HEAD = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,"
    "Filename,Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance,Max Speed,"
    "Average Speed,Elevation Gain,Max Heart Rate,Average Heart Rate,Calories,Total Steps"
)


def strava_row(number: int, name: str, kind: str, file: str, more: str = "") -> str:
    """Return a row of activities.csv."""
    return (
        f'{number},"Mar 1, 2026, 6:00:00 AM","{name}",{kind},,1830,2.41,,,false,,,{file},,,'
        f"1830.0,1770.0,2410.5,,,12.5,,94,131.5,{more}"
    )


def _strava(path: Path) -> None:
    table = "\n".join(
        (
            STRAVA_HEAD,
            strava_row(1, "Backward, round the pond", "Walk", "activities/1.gpx.gz"),
            strava_row(2, "Up the hill", "Hike", "activities/2.tcx.gz"),
            strava_row(3, "Watch", "Walk", "activities/3.fit.gz"),
            strava_row(4, "On the treadmill", "Walk", "", "3312"),
        )
    )
    zipped(
        path,
        {
            "activities.csv": table + "\n",
            "activities/1.gpx.gz": gzip.compress(gpxpy_file("1.1").encode()),
            "activities/2.tcx.gz": gzip.compress(strava_tcx().encode()),
            "activities/3.fit.gz": gzip.compress(fit_bytes()),
            "profile.csv": "Athlete ID\n1\n",
            "media/1.jpg": b"\xff\xd8",
        },
    )


def garmin_summaries(rows: list[dict[str, Any]]) -> str:
    """Return the JSON of summaries."""
    return json.dumps([{"summarizedActivitiesExport": rows}], indent=1)


GARMIN_ROW: dict[str, Any] = {
    "activityId": 111,
    "name": "Berlin Walking",
    "activityType": "walking",
    "sportType": "WALKING",
    "beginTimestamp": float(START_MS),
    "startTimeGmt": float(START_MS),
    "startTimeLocal": float(START_MS + 3_600_000),
    "duration": 1_800_000.0,
    "elapsedDuration": 1_830_500.0,
    "movingDuration": 1_770_000.0,
    "distance": 241_050.0,
    "elevationGain": 1250.0,
    "avgSpeed": 0.131,
    "avgHr": 94.0,
    "maxHr": 104.0,
    "steps": 3312,
}
"""One activity of the summaries."""


def _garmin(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("anna@example.org_1.fit", fit_bytes())
        archive.writestr("anna@example.org_2.txt", "nothing")
    zipped(
        path,
        {
            "DI_CONNECT/DI-Connect-Fitness/anna@example.org_0_summarizedActivities.json": (
                garmin_summaries([GARMIN_ROW])
            ),
            "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip": inner.getvalue(),
            "DI_CONNECT/DI-Connect-User/user_profile.json": "{}",
        },
    )


def _takeout_folder(path: Path) -> None:
    sessions = path / "Fit" / "Alle Sitzungen"
    sessions.mkdir(parents=True)
    name = "2026-03-01T07_00_00+01_00_WALKING.json"
    (sessions / name).write_text(json.dumps(FIT_SESSION), encoding="utf-8")


SAMPLES = (
    Sample(
        "health-connect",
        "Health Connect.zip",
        _connect,
        True,
        "tables of Android's HealthConnect module (storage/datatypehelpers)",
    ),
    Sample("takeout-fit", "takeout-20260302.zip", _takeout, True, "Google Takeout, Fit, English"),
    Sample("takeout-fit", "Takeout", _takeout_folder, False, "Google Takeout, Fit, German folder"),
    Sample("strava", "export_1234.zip", _strava, True, "support.strava.com, Exporting your Data"),
    Sample("garmin", "garmin.zip", _garmin, True, "Garmin's Export Your Data, DI_CONNECT"),
)
