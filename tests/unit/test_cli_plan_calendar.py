"""The plan as a calendar: the app's events, at the wearer's own hour, across the clocks' change."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.persons import SORE_65
from typer.testing import CliRunner

from retrowalk.cli import app


@pytest.fixture(autouse=True)
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETROWALK_DATA", str(tmp_path / "data"))
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(SORE_65), encoding="utf-8")
    _good("screen", "--answers", str(answers))
    _good("plan", "new", "--goal", "knee", "--start", "2026-10-19")


def _good(*words: str) -> str:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def _events(path: Path, *words: str) -> list[Any]:
    _good("plan", "calendar", str(path), "--today", "2026-10-19", *words)
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_sessions_are_whole_days_where_nobody_says_an_hour(tmp_path: Path) -> None:
    found = _events(tmp_path / "plan.ics")
    shown = json.loads(_good("plan", "show", "--json", "--today", "2026-10-19"))
    sessions = shown["weeks"][0]["sessions"]
    assert len(found) == len(sessions) > 0
    days = [dt.date(2026, 10, 19) + dt.timedelta(days=one["day"] - 1) for one in sessions]
    assert [event.decoded("DTSTART") for event in found] == days
    assert [str(event["UID"]) for event in found] == [
        f"2026-10-19-1-{one['day']}-session@retrowalk.invalid" for one in sessions
    ]
    assert not any(event.walk("VALARM") for event in found)
    assert "backward" in str(found[0]["DESCRIPTION"])


def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change(tmp_path: Path) -> None:
    found = _events(
        tmp_path / "plan.ics", "--at", "10:00", "--zone", "Europe/Berlin", "--ahead", "3",
        "--lang", "de",
    )  # fmt: skip
    offsets = {10 - event.decoded("DTSTART").hour for event in found}
    assert offsets == {1, 2}
    lengths = {event.decoded("DTEND") - event.decoded("DTSTART") for event in found}
    assert lengths == {dt.timedelta(minutes=20)}
    assert all(event.walk("VALARM") for event in found)
    assert "Rückwärts gehen" in str(found[0]["SUMMARY"])


def test_what_is_over_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    _good("plan", "calendar", str(path), "--today", "2026-12-24")
    days = [event.decoded("DTSTART") for event in Calendar.from_ical(path.read_bytes()).events]
    assert all(day >= dt.date(2026, 12, 24) for day in days)


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--at", "late"), "no time of day"), (("--at", "10:00", "--zone", "Moon"), "no time zone")],
)
def test_bad_words_are_one_sentence(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    done = CliRunner().invoke(app, ["plan", "calendar", str(tmp_path / "plan.ics"), *words])
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "plan.ics").exists()
