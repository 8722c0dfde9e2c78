"""Breaks from sitting: few, quiet, never about a device not worn; and the calendar feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from tests.persons import PEOPLE, screened

from retrowalk.coach.base import Advice
from retrowalk.coach.breaks import (
    BreakRules,
    Day,
    calendar_text,
    day_from_walks,
    from_suggestions,
    planned,
    read_steps,
    sitting_min,
    snacks,
    suggestions,
)
from retrowalk.coach.plan.catalogue import CATALOGUE
from retrowalk.coach.screening import answers_from, screen
from retrowalk.errors import RetrowalkError
from retrowalk.evidence import evidence
from retrowalk.language import Language
from retrowalk.simulate import simulate
from retrowalk.tracker import track

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)
ON = BreakRules(on=True)


def _day(*spans: tuple[int, int | None], start: datetime = TUESDAY) -> Day:
    """Return a day of spans (minutes, steps in each minute)."""
    return Day(start, tuple(count for minutes, count in spans for _ in range(minutes)))


def _at(day: Day, rules: BreakRules = ON, **more: Any) -> list[str]:
    return [f"{found.at:%H:%M}" for found in suggestions(day, rules, **more)]


def test_nothing_is_said_unless_switched_on() -> None:
    assert _at(_day((480, 0)), BreakRules()) == []


def test_sitting_asks_for_a_break_once_and_then_once_more() -> None:
    assert _at(_day((100, 0))) == ["09:45", "10:30"]


def test_walking_sets_the_clock_to_nothing() -> None:
    assert _at(_day((40, 0), (2, 60), (44, 0))) == []
    assert _at(_day((40, 0), (2, 60), (45, 0))) == ["10:27"]


def test_fidgeting_is_not_walking() -> None:
    assert _at(_day((40, 0), (2, 5), (10, 0))) == ["09:45"]


def test_taking_the_device_off_is_not_sitting() -> None:
    assert _at(_day((40, 0), (90, None), (40, 0))) == []
    assert _at(_day((480, None))) == []


def test_a_short_while_without_the_device_stops_the_clock_only() -> None:
    day = _day((40, 0), (5, None), (10, 0))
    assert sitting_min(day, ON)[39:47] == (40, None, None, None, None, None, 41, 42)
    assert _at(day) == ["09:50"]


def test_only_in_working_hours_on_working_days() -> None:
    assert _at(_day((120, 0), start=TUESDAY.replace(hour=6))) == []
    assert _at(_day((300, 0), start=TUESDAY.replace(hour=20))) == []
    sunday = TUESDAY - timedelta(days=2)
    assert _at(_day((300, 0), start=sunday)) == []
    assert _at(_day((60, 0), start=sunday), replace(ON, weekdays=(6,))) == ["09:45"]


def test_do_not_disturb_waits_and_then_says_it_once() -> None:
    rules = replace(ON, quiet=((time(9, 30), time(10, 0)),))
    assert _at(_day((80, 0)), rules) == ["10:00"]
    assert _at(_day((50, 0), (3, 60), (30, 0)), rules) == []


def test_one_tap_on_later_keeps_quiet_and_walking_makes_it_forget() -> None:
    tap = [TUESDAY + timedelta(minutes=46)]
    assert _at(_day((70, 0)), snoozed=tap) == ["09:45", "10:01"]
    assert _at(_day((50, 0), (3, 60), (20, 0)), snoozed=tap) == ["09:45"]
    assert _at(_day((60, 0)), snoozed=[TUESDAY + timedelta(minutes=5)]) == ["09:45"]


def test_never_more_than_the_person_wants() -> None:
    assert len(_at(_day((480, 0)), replace(ON, most=2))) == 2
    two_days = _day((1440, 0), (480, 0))
    assert len(_at(two_days, replace(ON, most=1))) == 2


def test_a_suggestion_says_why_with_sources_and_takes_turns() -> None:
    choices = snacks(screened())
    found = suggestions(_day((480, 0)), ON, choices)
    assert [s.exercise for s in found[: len(choices)]] == list(choices)[: len(found)]
    for s in found:
        assert set(s.reason.sources) <= set(evidence())
        assert s.reason.sources
        assert str(s.sat_min) in s.reason.sentence.de


def test_snacks_follow_the_screening() -> None:
    assert snacks(None) == ()
    for advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW):
        assert snacks(screen(answers_from(PEOPLE[advice]))) == ()
    flagged = screened(knee=["hard-to-kneel"], dizziness="sometimes")
    forbidden = {i.id for i in CATALOGUE if set(i.avoid_with) & set(flagged.flags)}
    assert "backward-walk-rail" in forbidden
    assert snacks(flagged)
    assert not set(snacks(flagged)) & forbidden
    assert "backward-walk-rail" in snacks(screened())


def test_minutes_run_right_across_the_change_of_clocks() -> None:
    night = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN)
    day = Day(night, (0,) * 200)
    assert day.moment(90).astimezone(UTC) - night.astimezone(UTC) == timedelta(minutes=90)
    assert f"{day.moment(120):%H:%M}" == "02:30"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": time(8)}, "end after they begin"),
        ({"quiet": ((time(13), time(12)),)}, "quiet time"),
        ({"after_min": 0}, "after_min is 0"),
        ({"most": -1}, "most is -1"),
    ],
)
def test_bad_rules_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(RetrowalkError, match=words):
        BreakRules(**changes)


def test_a_day_without_zone_or_with_negative_steps_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="time zone"):
        Day(datetime(2026, 11, 24), (0,))
    with pytest.raises(RetrowalkError, match="-1 steps"):
        Day(TUESDAY, (0, -1))


def test_a_recording_becomes_a_day_and_gaps_are_not_worn() -> None:
    recording, _ = simulate("stand 60, forward 60, stand 70", placement="pocket", seed=3)
    walk = replace(track(recording), start_utc="2026-11-24T08:00:00+00:00")
    later = replace(walk, start_utc="2026-11-24T08:10:00+00:00")
    day = day_from_walks([walk, later], BERLIN)
    assert day.start == TUESDAY
    assert day.steps[0] == 0
    assert (day.steps[1] or 0) > 60
    assert day.steps[3:10] == (0,) + (None,) * 6
    with pytest.raises(RetrowalkError, match="no date"):
        day_from_walks([replace(walk, start_utc=None)], BERLIN)
    with pytest.raises(RetrowalkError, match="no recording"):
        day_from_walks([], BERLIN)


def test_a_table_of_step_counts_is_read(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(
        "time,steps\n2026-11-24T09:00,0\n2026-11-24T09:01,\n\n2026-11-24T09:03:20,40\n"
        "2026-11-24T08:04:00+00:00,7\n"
    )
    day = read_steps(path, BERLIN)
    assert day == Day(TUESDAY, (0, None, None, 40, 7))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("yesterday,5", "line 2"),
        ("2026-11-24T09:00,many", "line 2"),
        ("2026-11-24T09:00", "line 2"),
        ("2026-11-24T09:00,-4", "-4 steps"),
        ("", "no minute"),
        ("2026-11-24T09:00,1\n2026-12-24T09:00,1", "longer than a week"),
    ],
)
def test_a_bad_table_names_its_line(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "day.csv"
    path.write_text(f"time,steps\n{line}\n")
    with pytest.raises(RetrowalkError, match=words):
        read_steps(path, BERLIN)


MADE = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", Language)
def test_the_feed_is_a_calendar_that_others_read(language: Language) -> None:
    choices = snacks(screened())
    events = planned(ON, date(2026, 11, 23), 14, BERLIN, choices)
    text = calendar_text(events, MADE, language)
    for line in text.split("\r\n"):
        assert "\n" not in line
        assert len(line.encode()) <= 75
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    entries = calendar.walk("VEVENT")
    assert len(entries) == len(events) == 10 * 8
    assert len({str(one["UID"]) for one in entries}) == len(entries)
    for one, event in zip(entries, events, strict=True):
        assert not one.errors
        assert one.decoded("DTSTART") == event.at.astimezone(UTC)
        assert one.decoded("DTEND") - one.decoded("DTSTART") == timedelta(minutes=3)
        assert one.decoded("DTSTAMP") == MADE
        assert one.walk("VALARM")
    folded = [line for line in text.split("\r\n") if line.startswith(" ")]
    assert folded
    if language is Language.DE:
        assert any("Rückwärtsgehen" in str(one["SUMMARY"]) for one in entries)


def test_commas_and_umlauts_survive_folding() -> None:
    events = planned(ON, date(2026, 11, 23), 1, BERLIN, ("terminal-knee-extension",))
    text = calendar_text(events, MADE, Language.DE)
    first = Calendar.from_ical(text).walk("VEVENT")[0]
    assert str(first["SUMMARY"]) == "Aufstehen und bewegen: Knie strecken über der Rolle"
    assert str(first["DESCRIPTION"]).startswith("Drei Minuten genügen.")


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change() -> None:
    rules = replace(ON, weekdays=tuple(range(7)), most=1)
    events = planned(rules, date(2026, 10, 24), 2, BERLIN)
    utc = [event.at.astimezone(UTC) for event in events]
    assert [f"{moment:%d %H:%M}" for moment in utc] == ["24 07:45", "25 08:45"]


def test_the_feed_keeps_quiet_times_and_the_switch() -> None:
    rules = replace(ON, quiet=((time(12), time(13)),))
    hours = {event.at.hour for event in planned(rules, date(2026, 11, 23), 7, BERLIN)}
    assert 12 not in hours
    assert 11 in hours
    assert planned(BreakRules(), date(2026, 11, 23), 7, BERLIN) == ()


def test_suggestions_go_into_the_feed_at_their_times() -> None:
    found = suggestions(_day((100, 0)), ON, ("heel-raise",))
    text = calendar_text(from_suggestions(found), MADE, Language.EN)
    starts = [one.decoded("DTSTART") for one in Calendar.from_ical(text).walk("VEVENT")]
    assert starts == [s.at for s in found]
