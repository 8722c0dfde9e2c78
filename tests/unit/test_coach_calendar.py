"""The plan as a calendar: right days, right times, names that stay, read by another library."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from tests.persons import DAYS, HEALTHY, START, entry, screened
from typer.testing import CliRunner, Result

from retrowalk.cli import app
from retrowalk.coach.base import Ability, Goal
from retrowalk.coach.feed import Entry, feed_text
from retrowalk.coach.plan import plan_from
from retrowalk.coach.plan.schedule import planned
from retrowalk.language import Language

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETROWALK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "UTC")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["plan", *words])


def made(tmp_path: Path, start: date = START) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(HEALTHY))
    done = run("new", "--goal", "knee", "--start", start.isoformat(), "--answers", str(answers))
    assert done.exit_code == 0, done.stderr


def events(path: Path) -> list[dict[str, Any]]:
    calendar: Any = Calendar.from_ical(path.read_bytes())
    assert not calendar.errors
    found = calendar.walk("VEVENT")
    assert all(not one.errors for one in found)
    return [
        {
            "uid": str(one["UID"]),
            "begins": one["DTSTART"].dt,
            "ends": one["DTEND"].dt,
            "summary": str(one["SUMMARY"]),
            "description": str(one["DESCRIPTION"]),
            "alarms": [alarm["TRIGGER"].dt for alarm in one.walk("VALARM")],
        }
        for one in found
    ]


def test_open_sessions_move_with_a_day_of_rest_and_the_late_are_left_out() -> None:
    screening = screened()
    plan = plan_from(screening, Goal.KNEE, Ability.NEW, 20, START)

    def days(today: date, *logged: int, ahead: int = 0) -> list[tuple[int, int, bool]]:
        logs = [entry(1, day) for day in logged]
        coming = planned(plan, screening, logs, (), today, ahead)
        return [((one.on - START).days + 1, one.session.week, one.decided) for one in coming]

    assert days(START) == [(day, 1, True) for day in DAYS]
    assert days(START - 3 * DAY) == [(day, 1, True) for day in DAYS]
    assert days(START + 2 * DAY) == [(3, 1, True), (5, 1, True), (7, 1, True)]
    assert days(START + 4 * DAY) == [(5, 1, True), (7, 1, True)]
    assert days(START, 1) == [(3, 1, True), (5, 1, True)]
    after = days(START, 1, ahead=1)
    assert after[:2] == [(3, 1, True), (5, 1, True)]
    assert after[2:] == [(7 + day, 2, False) for day in DAYS]
    assert days(START, *DAYS) == [(7 + day, 2, False) for day in DAYS]


def test_without_weeks_there_is_nothing_to_come() -> None:
    screening = screened(heart=["pressure-high"], knee=["sore"], pain=3, age=65)
    plan = plan_from(screening, Goal.KNEE, Ability.NEW, 20, START)
    assert planned(plan, screening, (), (), START, 3) == ()


def test_days_without_a_time_are_entries_of_a_day(tmp_path: Path) -> None:
    made(tmp_path)
    out = tmp_path / "plan.ics"
    done = run("calendar", str(out), "--today", START.isoformat())
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("3 sessions written")
    told = events(out)
    assert [one["begins"] for one in told] == [START + (day - 1) * DAY for day in DAYS]
    assert [one["ends"] for one in told] == [START + day * DAY for day in DAYS]
    assert all(str(one["description"]).startswith("- ") for one in told)
    assert any("backward" in str(one["description"]) for one in told)
    assert not any(one["alarms"] for one in told)
    raw = out.read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def test_six_in_the_evening_stays_so_when_the_clocks_change(tmp_path: Path) -> None:
    made(tmp_path, date(2026, 10, 19))
    out = tmp_path / "plan.ics"
    words = ("--today", "2026-10-19", "--at", "18:00", "--zone", "Europe/Berlin", "--ahead", "1")
    done = run("calendar", str(out), *words, "--remind", "30", "--lang", "de")
    assert done.exit_code == 0, done.stderr
    told = events(out)
    zone = ZoneInfo("Europe/Berlin")
    local = [one["begins"].astimezone(zone) for one in told]
    assert {one.time() for one in local} == {time(18)}
    assert {one.utcoffset() for one in local} == {timedelta(hours=1), timedelta(hours=2)}
    for one in told:
        assert isinstance(one["begins"], datetime)
        assert isinstance(one["ends"], datetime)
        assert one["ends"] - one["begins"] == timedelta(minutes=20)
        assert one["alarms"] == [timedelta(minutes=-30)]
        assert str(one["summary"]).startswith("Gehen: ")
    assert [str(one["summary"]).endswith(" *") for one in told] == [False] * 3 + [True] * 3
    assert "Ihre Einträge entscheiden" in str(told[-1]["description"])


def test_entries_keep_their_names(tmp_path: Path) -> None:
    made(tmp_path)
    first, second = tmp_path / "a.ics", tmp_path / "b.ics"
    run("calendar", str(first), "--today", START.isoformat(), "--ahead", "2")
    later = (START + 2 * DAY).isoformat()
    run("calendar", str(second), "--today", later, "--at", "07:30", "--lang", "de")
    names = [one["uid"] for one in events(first)]
    assert len(set(names)) == len(names) == 9
    assert {one["uid"] for one in events(second)} == set(names[:3])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--ahead", "99"), "99 weeks"),
        (("--remind", "10"), "before a day"),
        (("--remind", "-1", "--at", "18:00"), "-1 minutes"),
        (("--at", "late"), "no time of day"),
        (("--zone", "Nowhere/No"), "no time zone"),
        (("--today", "soon"), "no date"),
    ],
)
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], why: str, tmp_path: Path) -> None:
    made(tmp_path)
    out = tmp_path / "plan.ics"
    refused = run("calendar", str(out), *words)
    assert refused.exit_code == 2
    assert why in refused.stderr
    assert not out.exists()
    assert "end in .ics" in run("calendar", str(tmp_path / "plan.csv")).stderr


def test_without_a_plan_it_says_so(tmp_path: Path) -> None:
    assert "no plan yet" in run("calendar", str(tmp_path / "plan.ics")).stderr


def test_signs_that_mean_something_are_escaped() -> None:
    odd = "a;b,c\\d\ne" + "ü" * 60
    moment = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    one = Entry("x", moment, timedelta(minutes=3), odd, odd, timedelta(0))
    text = feed_text([one], Language.EN.value, "Test", moment, timedelta(hours=5))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == odd
    assert "PT5H" in text
