"""Health Connect and Google Takeout: what is read, what belongs to a walk, what is refused."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab.format_samples import health as made

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read_sessions
from retrowalk.formats.health import database as foreign
from retrowalk.formats.health.shares import chosen, course_of, running
from retrowalk.session import Course

MINUTE = made.MINUTE_MS
SAMPLES = {sample.file_name: sample for sample in made.SAMPLES}


def database(path: Path, fill: Callable[[sqlite3.Connection], None]) -> Path:
    connection = sqlite3.connect(path)
    with connection:
        fill(connection)
    connection.close()
    return path


def test_a_walk_of_health_connect(tmp_path: Path) -> None:
    path = tmp_path / "Health Connect.zip"
    SAMPLES["Health Connect.zip"].make(path)
    (walk,) = read_sessions(path)
    assert walk.start_utc == dt.datetime(2026, 3, 1, 6, 0, tzinfo=dt.UTC)
    assert (walk.sport, walk.name, walk.zone) == ("walking", "Round the pond", "+01:00")
    assert walk.device == "com.example.watch on Example Watch 5"
    assert walk.pauses == ((300.0, 360.0),)
    assert [lap.totals.distance_m for lap in walk.laps if lap.totals.distance_m is None] == []
    assert walk.totals.steps is not None
    assert walk.totals.steps.value == sum(range(100, 120))  # the phone's are left out
    assert walk.totals.energy_kcal is not None
    assert walk.totals.energy_kcal.value == pytest.approx(95.5)
    course = walk.course
    assert course is not None
    assert course.latitude_deg is not None
    assert np.isfinite(course.latitude_deg).sum() == 40
    assert course.heart_rate_bpm is not None
    assert np.isfinite(course.heart_rate_bpm).sum() == 40
    assert any("Pixel 9" in note for note in walk.notes)


def test_the_database_alone_and_in_a_folder(tmp_path: Path) -> None:
    path = database(tmp_path / "anything.db", made.fill)
    (alone,) = read_sessions(path)
    folder = tmp_path / "folder"
    folder.mkdir()
    database(folder / "health_connect_export.db", made.fill)
    (inside,) = read_sessions(folder)
    assert alone.totals == inside.totals


def test_the_clock_changes_on_the_way_and_midnight(tmp_path: Path) -> None:
    start = int(dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC).timestamp() * 1000)
    night = int(dt.datetime(2026, 3, 1, 22, 50, tzinfo=dt.UTC).timestamp() * 1000)

    def fill(connection: sqlite3.Connection) -> None:
        made.tables(connection)
        table = "exercise_session_record_table"
        end = start + 60 * MINUTE
        made.interval(connection, table, start, end, exercise_type=53, end_zone_offset=7200)
        made.interval(
            connection,
            table,
            night,
            night + 20 * MINUTE,
            exercise_type=21,
            start_zone_offset=-12_600,
            end_zone_offset=-12_600,
        )
        made.interval(connection, table, night, night + MINUTE, start_zone_offset=None)
        made.interval(connection, "steps_record_table", night, night + 20 * MINUTE, count=2000)
        made.interval(connection, "steps_record_table", night - 1, night + MINUTE, count=99)

    hike, unknown, walk = read_sessions(database(tmp_path / "x.db", fill))
    assert walk.elapsed_s == 3600.0
    assert walk.zone == "+01:00"
    assert any("+01:00 at the start, +02:00 at the end" in note for note in walk.notes)
    assert (hike.sport, hike.zone) == ("hiking", "-03:30")
    assert hike.totals.steps is not None
    assert hike.totals.steps.value == 2000.0
    assert (unknown.sport, unknown.zone) == ("", None)


def test_numbers_that_are_none_are_left_out(tmp_path: Path) -> None:
    start = made.START_MS

    def fill(connection: sqlite3.Connection) -> None:
        made.tables(connection)
        made.interval(connection, "exercise_session_record_table", start, start + 9 * MINUTE)
        for k, count in enumerate(["x", None, b"\1", -5, 5e-324, 1e300, 70]):
            at = start + k * MINUTE
            made.interval(connection, "steps_record_table", at, at + MINUTE, count=count)
        made.interval(connection, "steps_record_table", "soon", start, count=1)  # type: ignore[arg-type]

    (walk,) = read_sessions(database(tmp_path / "x.db", fill))
    assert walk.totals.steps is not None
    assert walk.totals.steps.value == 70.0


def _view(connection: sqlite3.Connection) -> None:
    connection.executescript(
        "CREATE VIEW exercise_session_record_table AS WITH RECURSIVE n(row_id) AS "
        "(SELECT 1 UNION ALL SELECT row_id + 1 FROM n) "
        "SELECT row_id, 1000000000000 AS start_time, 1000000000001 AS end_time FROM n;"
    )


def _hidden_view(connection: sqlite3.Connection) -> None:
    made.fill(connection)
    connection.executescript(
        "DROP TABLE steps_record_table; CREATE VIEW steps_record_table AS "
        "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n) SELECT k AS count, "
        "1772344800000 AS start_time, 1772344860000 AS end_time FROM n;"
    )


def _formula(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE exercise_session_record_table (row_id INTEGER PRIMARY KEY, "
        "start_time INTEGER, end_time INTEGER AS (start_time / 0))"
    )


def test_a_view_in_the_place_of_a_table_is_not_run(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(RetrowalkError, match="no table"):
        list(read_sessions(database(tmp_path / "health_connect_export.db", _view)))
    (walk,) = read_sessions(database(tmp_path / "b.db", _hidden_view))
    assert walk.totals.steps is None
    assert time.monotonic() - began < 5.0


def test_a_column_made_by_a_formula_is_not_worked_out(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match="no table"):
        list(read_sessions(database(tmp_path / "health_connect_export.db", _formula)))


def test_a_database_that_takes_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        made.fill(connection)
        connection.executemany(
            "INSERT INTO speed_record_table VALUES (1, 1.0, ?)", [(k,) for k in range(20_000)]
        )

    path = database(tmp_path / "health_connect_export.db", fill)
    assert len(list(read_sessions(path))) == 1
    monkeypatch.setattr(foreign, "LEAST_STEPS", 0)
    monkeypatch.setattr(foreign, "STEPS_PER_BYTE", 0)
    with pytest.raises(RetrowalkError, match="takes too long"):
        list(read_sessions(path))


def test_databases_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "health_connect_export.db"
    database(path, made.tables)
    with pytest.raises(RetrowalkError, match="no exercise"):
        list(read_sessions(path, format="health-connect"))
    whole = made.database_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(RetrowalkError, match="damaged"):
        list(read_sessions(path, format="health-connect"))
    path.write_bytes(b"SQLite format 3\0")
    with pytest.raises(RetrowalkError, match=r"damaged|no table"):
        list(read_sessions(path, format="health-connect"))
    zipped = tmp_path / "a.zip"
    made.zipped(zipped, {"health_connect_export.db": "no database"})
    with pytest.raises(RetrowalkError, match="no SQLite database"):
        list(read_sessions(zipped))
    made.zipped(zipped, {"other.db": whole})
    with pytest.raises(RetrowalkError, match=r"there is no 'health_connect_export\.db'"):
        list(read_sessions(zipped, format="health-connect"))


def test_damaged_databases_never_escape_as_another_error(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    data = made.database_bytes()
    refused = 0
    for k in range(120):
        broken = bytearray(data)
        for at in rng.integers(0, len(data), 30):
            broken[at] = rng.integers(0, 256)
        path = tmp_path / f"{k}.db"
        path.write_bytes(bytes(broken))
        try:
            list(read_sessions(path, format="health-connect"))
        except RetrowalkError:
            refused += 1
    assert refused > 10


# -- Takeout -----------------------------------------------------------------------------


def test_a_walk_of_google_fit(tmp_path: Path) -> None:
    path = tmp_path / "takeout.zip"
    SAMPLES["takeout-20260302.zip"].make(path)
    (walk,) = read_sessions(path)  # the sleep is none
    assert (walk.sport, walk.zone, walk.elapsed_s) == ("walking", "+01:00", 1800.5)
    assert walk.totals.steps is not None
    assert walk.totals.steps.value == 3312.0
    assert walk.totals.moving_s is not None
    assert walk.totals.moving_s.value == 1800.5
    assert walk.course is not None
    assert walk.course.steps is not None
    assert walk.course.steps[-1] == 30 * 110  # derived once, not raw as well


def takeout(path: Path, sessions: dict[str, Any], more: dict[str, bytes | str]) -> Path:
    members: dict[str, bytes | str] = {
        f"Takeout/Fit/All Sessions/{name}": json.dumps(told) for name, told in sessions.items()
    }
    made.zipped(path, members | more)
    return path


NAME = "2026-03-01T07_00_00+01_00_WALKING.json"


def test_segments_zones_and_the_tcx_beside(tmp_path: Path) -> None:
    from lab.format_samples.gpx_tcx import garmin_tcx

    parts = [
        {"startTime": "2026-05-02T06:30:00Z", "endTime": "2026-05-02T06:31:00Z"},
        {"startTime": "2026-05-02T06:31:00.000Z", "endTime": "2026-05-02T06:40:00Z"},
        "nothing",
    ]
    told = {
        **made.FIT_SESSION,
        "startTime": "2026-05-02T06:30:00Z",
        "endTime": "2026-05-02T06:32:00Z",
        "segment": parts,
        "name": "To the shop",
    }
    path = takeout(
        tmp_path / "a.zip",
        {"2026-05-01T20_30_00-10_00_WALKING.json": told, NAME: made.FIT_SESSION},
        {
            "Takeout/Fit/Activities/2026-05-01T20_30_00-10_00_PT2M_Walking.tcx": garmin_tcx(),
            "Takeout/Fit/Activities/2026-03-01T07_00_00+01_00_PT30M_Walking.tcx": "<no",
        },
    )
    march, may = read_sessions(path)
    assert may.zone == "-10:00"
    assert may.name == "To the shop"
    assert [(lap.start_s, lap.end_s) for lap in may.laps] == [(0.0, 60.0), (60.0, 120.0)]
    assert may.course is not None
    assert may.course.latitude_deg is not None
    assert march.course is None
    assert any(note.startswith("warning: left out") for note in march.notes)


def test_broken_sessions_are_told_and_do_not_end_it(tmp_path: Path) -> None:
    path = takeout(
        tmp_path / "a.zip",
        {
            "2026-03-01T01_00_00Z_WALKING.json": made.FIT_SESSION,
            NAME: {"fitnessActivity": "walking", "startTime": "x"},
            "2026-03-01T09_00_00Z_WALKING.json": made.FIT_SESSION,
        },
        {"Takeout/Fit/All Sessions/2026-03-01T10_00_00Z_WALKING.json": b"\xff\xfe"},
    )
    first, last = read_sessions(path)
    assert first.zone == "UTC"
    assert first.notes == ()
    assert [note.partition(": ")[0] for note in last.notes] == ["warning", "warning"]
    assert "no start and end" in last.notes[0]
    assert "not UTF-8" in last.notes[1]
    path = takeout(tmp_path / "b.zip", {NAME: {"fitnessActivity": 1, "startTime": 2}}, {})
    with pytest.raises(RetrowalkError, match="none of its 1 activities"):
        list(read_sessions(path))
    sleep = {**made.FIT_SESSION, "fitnessActivity": "sleep.light"}
    with pytest.raises(RetrowalkError, match="no session in it"):
        list(read_sessions(takeout(tmp_path / "c.zip", {NAME: sleep}, {})))


@pytest.mark.parametrize(
    "points",
    [
        '{"Data Points": [{"fitValue": ',
        '{"Data Points": [{]}',
        '{"Data Points": [' + "[" * 100_000,
        '{"Data Points": [{"a": ' + "[" * 100_000,
        '{"Data Points": [{"a": ' + "1" * 5000 + "}",
        '{"Data Points": "none"}',
        '{"Data Points": [{"startTimeNanos": "1e999", "endTimeNanos": {}, "fitValue": 5}, 7]}',
    ],
    ids=range(7),
)
def test_damaged_points_are_a_warning_at_most(points: str, tmp_path: Path) -> None:
    name = "derived_com.google.step_count.delta_x_estimated_steps.json"
    path = takeout(
        tmp_path / "a.zip", {NAME: made.FIT_SESSION}, {f"Takeout/Fit/All Data/{name}": points}
    )
    (walk,) = read_sessions(path)
    assert walk.course is None


def test_points_are_read_in_pieces(tmp_path: Path) -> None:
    values = [(k, k + 1, 1) for k in range(1700)]
    more = {
        "Fit/All Data/derived_com.google.step_count.delta_y_estimated_steps.json": made.fit_points(
            "com.google.step_count.delta", [(-9, -8, 3)] * 8000 + values
        ),
        "Fit/All Data/derived_com.google.heart_rate.bpm_y_merge_heart_rate_bpm.json": (
            made.fit_points("com.google.heart_rate.bpm", [(k, k, 88.5) for k in range(0, 1700, 60)])
        ),
    }
    (walk,) = read_sessions(takeout(tmp_path / "a.zip", {NAME: made.FIT_SESSION}, dict(more)))
    assert walk.course is not None
    assert walk.course.steps is not None
    assert np.nanmax(walk.course.steps) == 1700.0
    assert walk.totals.heart_rate_bpm is not None
    assert walk.totals.heart_rate_bpm.value == 88.5


# -- the rule ----------------------------------------------------------------------------

ROWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 50), st.integers(0, 20), st.integers(0, 9)),
    max_size=30,
)


@given(ROWS, st.sampled_from("abcd"))
@settings(max_examples=60, deadline=None)
def test_one_source_counts_and_each_record_once(
    rows: list[tuple[str, int, int, int]], own: str
) -> None:
    start = np.array([row[1] for row in rows], dtype=np.float64)
    end = start + np.array([row[2] for row in rows], dtype=np.float64)
    value = np.array([row[3] for row in rows], dtype=np.float64)
    source = np.array(["abc".index(row[0]) for row in rows], dtype=np.uint16)
    found = chosen(("a", "b", "c"), source, start, end, value, own)
    if not rows:
        assert found is None
        return
    assert found is not None
    names = {row[0] for row in rows}
    assert set(found.left_out) | {found.source} == names
    if own in names:
        assert found.source == own
    mine = {(row[1], row[1] + row[2], row[3]) for row in rows if row[0] == found.source}
    assert found.value.sum() == sum(row[2] for row in mine)
    clock, total = running(found)
    assert total[-1] == found.value.sum()
    course = course_of({"steps": (clock, total)}, None)
    assert course is not None
    assert course.steps is not None
    assert np.nanmax(course.steps) == found.value.sum()


def test_a_route_wins_over_records_of_the_same_quantity() -> None:
    route = Course(np.array([0.0, 1.0]), speed_mps=np.array([1.0, np.nan]))
    column = (np.array([0.5]), np.array([9.0]))
    course = course_of({"speed_mps": column, "heart_rate_bpm": column}, route)
    assert course is not None
    assert course.speed_mps is not None
    assert np.nansum(course.speed_mps) == 1.0
    assert course.time_s.tolist() == [0.0, 0.5, 1.0]
    assert course_of({}, None) is None
