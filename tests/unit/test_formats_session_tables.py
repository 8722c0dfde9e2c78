"""Sessions as CSV and Parquet: complete, told apart from recordings, refused with the line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lab.format_samples import session_tables
from tests.activity_sessions import differences, sessions, walk

from retrowalk.errors import RetrowalkError
from retrowalk.formats import Kind, kind_of, read_sessions, write_sessions
from retrowalk.formats.base import Options
from retrowalk.formats.tables.session_csv import SessionCsvReader
from retrowalk.formats.tables.session_parquet import SessionParquetReader
from retrowalk.recording import Placement
from retrowalk.session import Course, Lap, Session

MODEST = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ANY_TEXT = st.text(st.characters(max_codepoint=0x1F9FF, exclude_categories=["Cs"]), max_size=12)
TOLD = st.builds(
    replace,
    sessions(text=ANY_TEXT),
    source=ANY_TEXT.filter(bool),
    notes=st.lists(ANY_TEXT, max_size=2).map(tuple),
)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@MODEST
@given(written=st.lists(TOLD, min_size=1, max_size=3))
def test_everything_comes_back(ending: str, written: list[Session], tmp_path: Path) -> None:
    path = tmp_path / f"walks.session.{ending}"
    write_sessions(written, path)
    assert kind_of(path) is Kind.SESSIONS
    found = list(read_sessions(path))
    assert [differences(a, b) for a, b in zip(written, found, strict=True)] == [[]] * len(written)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_empty_columns_and_courses_come_back(ending: str, tmp_path: Path) -> None:
    empty = Course(np.array([]), steps=np.array([]))
    blank = Course(np.arange(2.0), steps=np.full(2, np.nan), direction=(None, None))
    told = [replace(walk(), course=one, source="x") for one in (empty, blank, None)]
    path = tmp_path / f"walks.session.{ending}"
    write_sessions(told, path)
    found = list(read_sessions(path))
    assert [differences(a, b) for a, b in zip(told, found, strict=True)] == [[], [], []]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_what_is_no_number_is_said(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"walks.session.{ending}"
    with pytest.raises(RetrowalkError, match="is no number"):
        write_sessions([replace(walk(), laps=(Lap(0.0, float("inf")),))], path)
    assert not path.exists()
    course = Course(np.arange(2.0), steps=np.array([np.inf, 1.0]))
    write_sessions([replace(walk(), course=course)], path)
    (found,) = read_sessions(path)
    assert found.course is not None
    assert found.course.steps is not None
    assert np.isnan(found.course.steps[0])


def test_a_table_by_hand(tmp_path: Path) -> None:
    for sample in session_tables.SAMPLES:
        path = tmp_path / sample.file_name
        sample.make(path)
        first, second = read_sessions(path)
        assert first.name == 'round, "the" lake; twice'
        assert (first.placement, first.zone) == (Placement.THIGH, "Europe/Zurich")
        assert first.totals.steps is not None
        assert (first.totals.steps.low, first.totals.steps.high) == (150.0, 170.0)
        assert first.pauses == ((30.0, 31.5),)
        assert first.source == sample.file_name
        assert first.notes == ("made by hand",)
        assert first.course is not None
        assert first.course.heart_rate_bpm is not None
        assert np.isnan(first.course.heart_rate_bpm[3])
        assert first.course.direction is not None
        assert first.course.direction[29:31] == ("backward", None)
        assert second.course is None
    data = (tmp_path / "walks.session.parquet").read_bytes()
    assert len(list(SessionParquetReader().sessions_in(data, "a", Options()))) == 2
    data = (tmp_path / "walks.session.csv").read_bytes()
    assert len(list(SessionCsvReader().sessions_in(data, "a", Options()))) == 2


def test_polars_reads_ours(tmp_path: Path) -> None:
    told = walk()
    assert told.course is not None
    write_sessions([told, told], tmp_path / "a.session.csv")
    write_sessions([told, told], tmp_path / "a.session.parquet")
    tables = (
        pl.read_csv(tmp_path / "a.session.csv", comment_prefix="#"),
        pl.read_parquet(tmp_path / "a.session.parquet"),
    )
    for table in tables:
        assert table["session"].to_list() == [1] * 540 + [2] * 540
        np.testing.assert_array_equal(table["time_s"][:540], told.course.time_s)
        assert table["direction"][150] == "backward"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_copy_from_a_spreadsheet(separator: str, tmp_path: Path) -> None:
    text = session_tables.csv_text()
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    before = list(read_sessions(path))
    rows = [line.split(",") for line in text.splitlines()]
    width = max(len(row) for row in rows)
    copy = io.StringIO()
    table = csv.writer(copy, delimiter=separator)
    for number, row in enumerate(rows):
        if separator == ",":
            cells = row  # cut at its commas, as it was opened
        elif number < 2:
            cells = [",".join(row)]
        else:
            cells = [cell.replace(".", ",") for cell in row]
        table.writerow([*cells, *[""] * (width - len(cells) if number < 2 else 0)])
    path.write_text("\ufeff" + copy.getvalue(), encoding="utf-8", newline="")
    found = list(read_sessions(path))
    assert [differences(a, b) for a, b in zip(before, found, strict=True)] == [[], []]


def words(**changed: object) -> str:
    told: dict[str, object] = {
        "schema": 1,
        "session": 1,
        "start_utc": "2026-05-02T06:30:00+00:00",
        "elapsed_s": 9.0,
        "totals": {},
        "pauses": [],
        "laps": [],
        "notes": [],
        "rows": 2,
        "columns": ["steps"],
    }
    return f"# retrowalk-session: {json.dumps(told | changed)}\n"


ROWS = "session,time_s,steps\n1,0,0\n1,1,2\n"
LAP = {"start_s": 0, "end_s": 1, "totals": {}}
STEPS: dict[str, object] = {
    "value": 1,
    "low": None,
    "high": None,
    "unit": "steps",
    "reason": None,
    "sources": [],
}


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("# retrowalk-session: {\n" + ROWS, "line 1", "the words of the session are not JSON"),
        ("# retrowalk-session: " + "[" * 9999 + "\n", "line 1", "are not JSON"),
        ("# retrowalk-session: [1]\n" + ROWS, "line 1", "no JSON object"),
        (words(schema=2) + ROWS, "line 1", "schema 2 is not known here"),
        (words(session="1") + ROWS, "line 1", "'session' of the session has a value that cannot"),
        (words(rows=-1) + ROWS, "line 1", "'rows' of the session"),
        (words(columns=["hat"]) + ROWS, "line 1", "'columns' of the session"),
        (words(columns=7) + ROWS, "line 1", "'columns' of the session"),
        (words(start_utc="noon") + ROWS, "line 1", "'start_utc' of the session"),
        (words(start_utc="2026-05-02T06:30:00") + ROWS, "line 1", "needs a time zone"),
        (words(start_utc=None) + ROWS, "line 1", "'start_utc' of the session"),
        (words(elapsed_s=True) + ROWS, "line 1", "'elapsed_s' of the session"),
        (words(elapsed_s=-1) + ROWS, "line 1", "a value that cannot be: elapsed_s"),
        (words(elapsed_s=float("nan")) + ROWS, "line 1", "'elapsed_s' of the session"),
        (words(name=[1]) + ROWS, "line 1", "'name' of the session"),
        (words(zone="Moon") + ROWS, "line 1", "'Moon' is no time zone"),
        (words(placement="hat") + ROWS, "line 1", "'placement' of the session"),
        (words(pauses=[[1]]) + ROWS, "line 1", "'pauses' of the session"),
        (words(notes="x") + ROWS, "line 1", "'notes' of the session"),
        (words(laps=[1]) + ROWS, "line 1", "'laps' of the session"),
        (words(laps=[{}]) + ROWS, "line 1", "'laps' of the session"),
        (words(laps=[LAP | {"direction": "up"}]) + ROWS, "line 1", "'laps' of the session"),
        (words(totals=[]) + ROWS, "line 1", "'totals' of the session"),
        (words(totals={"steps": 1}) + ROWS, "line 1", "steps is no object"),
        (words(totals={"steps": {"unit": "m"}}) + ROWS, "line 1", "steps is not in 'steps'"),
        (words(totals={"steps": STEPS | {"value": None}}) + ROWS, "line 1", "needs the reason"),
        (words() + words() + ROWS, "a.csv", "two sessions have the same number"),
        (words() + "session,steps\n1,2\n", "line 2", "the column 'time_s' is not there once"),
        (words() + "session,time_s,steps,steps\n", "line 2", "the column 'steps' is there twice"),
        (words() + ROWS + "1,2\n", "line 5", "the line has 2 cells, the header has 3"),
        (words() + ROWS + "1,2,many\n", "line 5, column 'steps'", "'many' is not a number"),
        (words() + ROWS + "1,2,1_0\n", "line 5, column 'steps'", "'1_0' is not a number"),
        (words() + ROWS + "1,2,inf\n", "line 5, column 'steps'", "'inf' is not a number"),
        (words() + ROWS + "1,0.5,3\n", "line 5", "time_s is empty or does not rise"),
        (words() + ROWS + "1,,3\n", "line 5", "time_s is empty or does not rise"),
        (words() + ROWS + ",2,3\n", "line 5", "the session has no number"),
        (words() + ROWS + "1.5,2,3\n", "line 5", "the session has no number"),
        (words() + ROWS + "1e30,2,3\n", "line 5", "the session has no number"),
        (words() + ROWS + "2,2,3\n", "line 5", "session 2 has no words"),
        (words() + words(session=2) + ROWS + "2,2,3\n1,2,3\n", "line 7", "are not together"),
        (
            words() + "session,time_s,direction\n1,0,up\n",
            "line 3",
            "'up' is no direction",
        ),
    ],
)
def test_refusals(text: str, where: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RetrowalkError, match=says) as raised:
        list(read_sessions(path))
    assert raised.value.where is not None
    assert raised.value.where.endswith(where)
    assert raised.value.remedy


def test_text_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(words().encode() + ROWS.encode() + b"1,2,\xff\n")
    with pytest.raises(RetrowalkError, match="line 5: byte 5 of the line is not UTF-8"):
        list(read_sessions(path))
    path.write_text(ROWS, encoding="utf-8")
    with pytest.raises(RetrowalkError, match="there is no line '# retrowalk-session:"):
        list(read_sessions(path, format="session-csv"))
    path.write_bytes(b"# retrowalk-session: " + b"[" * 17 * 1024**2)
    with pytest.raises(RetrowalkError, match="line 1: the line has more than 16 MiB"):
        list(read_sessions(path))


def test_a_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    text = session_tables.csv_text()
    begins = text.index("\n")
    path = tmp_path / "a.csv"
    for end in range(begins + 1, len(text) - 1, 41):
        path.write_text(text[:end], encoding="utf-8")
        found = list(read_sessions(path))
        assert found[-1].notes[-1].startswith("warning: ") or len(found) == 2
        assert any("warning: " in note for one in found for note in one.notes)
    path.write_text(words() + ROWS + "1,", encoding="utf-8")
    (one,) = read_sessions(path)
    assert one.notes == ("warning: line 5 is cut off; it was left out",)


@pytest.mark.parametrize(
    ("columns", "told", "says"),
    [
        ({"session": [1], "time_s": [0.0]}, "{", "words of the sessions are not JSON"),
        ({"session": [1], "time_s": [0.0]}, "{}", "it is no list"),
        ({"session": [1], "time_s": [0.0]}, "[1]", "no JSON object"),
        ({"session": [1]}, "[]", "this is no table of sessions"),
        ({"session": ["1"], "time_s": [0.0]}, "[]", "column 'session': the column holds string"),
        ({"session": [None], "time_s": [0.0]}, "[]", "column 'session': the column holds null"),
        ({"session": [1], "time_s": [0.0]}, "[]", "row 1: session 1 has no words"),
        ({"session": [1, None], "time_s": [0.0, 1.0]}, words()[21:-1], "row 2: the session has no"),
        ({"session": [1, 1], "time_s": [0.0, None]}, words()[21:-1], "row 2: time_s is empty"),
    ],
)
def test_refusals_of_parquet(
    columns: dict[str, list[object]], told: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.session.parquet"
    text = f"[{told}]" if told.startswith('{"') else told
    pq.write_table(pa.table(columns).replace_schema_metadata({"retrowalk-sessions": text}), path)
    with pytest.raises(RetrowalkError, match=says):
        list(read_sessions(path))


def test_damaged_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.session.parquet"
    write_sessions([walk()], path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(RetrowalkError, match="cannot be read"):
        list(read_sessions(path, format="session-parquet"))
    assert kind_of(path) is Kind.MOTION
    path.write_bytes(data[:200] + b"\xff" * 100 + data[300:])
    with pytest.raises(RetrowalkError, match=r"a\.session\.parquet"):
        list(read_sessions(path))


def test_too_many_rows(tmp_path: Path) -> None:
    course = Course(np.arange(1_000_001.0))
    with pytest.raises(RetrowalkError, match="a session has 1000001 rows, more than 1000000"):
        write_sessions([replace(walk(), course=course)], tmp_path / "a.session.csv")
