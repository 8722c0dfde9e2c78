"""Golden vectors of breaks from sitting (see `lab.coach_vectors`).

breaks.json    a day's steps by the minute, as [steps or null, minutes] -> sitting, suggestions
calendar.json  rules and days -> the feed as text
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from lab.coach_people import PEOPLE
from retrowalk.coach.breaks import (
    BreakRules,
    Day,
    calendar_text,
    planned,
    sitting_min,
    snacks,
    suggestions,
)
from retrowalk.coach.screening import answers_from, screen
from retrowalk.coach.screening.screen import reason_to_dict
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language

Vector = dict[str, Any]
Spans = list[tuple[int | None, int]]
_SEED = 20261125
_BERLIN, _NEW_YORK = "Europe/Berlin", "America/New_York"
_MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)  # nine in Berlin, a Tuesday
_LUNCH = (("12:00", "13:00"),)
_NIGHT: Vector = {"on": True, "begin": "00:00", "end": "06:00", "weekdays": [0, 1, 2, 3, 4, 5, 6]}


def vectors() -> dict[str, list[Vector]]:
    """Return the vectors by file."""
    return {"breaks": _days(), "calendar": _feeds()}


def _days() -> list[Vector]:
    on: Vector = {"on": True}
    sat: Spans = [(0, 480)]
    given: dict[str, tuple[Spans, Vector, str, datetime, list[int]]] = {
        "off": (sat, {}, "healthy", _MORNING, []),
        "sat all day": (sat, on, "healthy", _MORNING, []),
        "sat all day, rail only": (sat, on, "rail only", _MORNING, []),
        "before a doctor's yes": (sat, on, "wait", _MORNING, []),
        "walked in between": (
            [(0, 40), (60, 2), (0, 44), (25, 1), (0, 90)], on, "fell", _MORNING, [],
        ),
        "not worn": ([(0, 30), (None, 9), (0, 15), (None, 10), (0, 60)], on, "fell", _MORNING, []),
        "quiet at noon": (sat, {**on, "quiet": [list(s) for s in _LUNCH]}, "fell", _MORNING, []),
        "later": (sat, on, "healthy", _MORNING, [46, 61, 200]),
        "later before anything was said": (sat, on, "healthy", _MORNING, [10]),
        "few": (sat, {**on, "most": 2, "after_min": 20}, "healthy", _MORNING, []),
        "two days": ([(0, 2000)], {**_NIGHT, "most": 3}, "healthy", _MORNING, []),
        "clocks go forward": (
            [(0, 360)], _NIGHT, "healthy", datetime(2026, 3, 28, 23, tzinfo=UTC), [],
        ),
        "clocks go back": (
            [(0, 420)], _NIGHT, "healthy", datetime(2026, 10, 24, 22, tzinfo=UTC), [],
        ),
    }  # fmt: skip
    made = [_day(name, *one) for name, one in given.items()]
    chance = Random(_SEED)
    for at in range(20):
        spans: Spans = [
            (chance.choice((0, 0, 0, 3, 19, 20, 70, None)), chance.randint(1, 90))
            for _ in range(14)
        ]
        rules: Vector = {
            "on": True,
            "begin": f"{chance.randint(6, 10):02d}:30",
            "end": f"{chance.randint(14, 20):02d}:00",
            "after_min": chance.randint(10, 60),
            "snooze_min": chance.randint(1, 30),
            "most": chance.randint(1, 9),
        }
        taps = sorted(chance.randint(0, 600) for _ in range(chance.randint(0, 4)))
        made.append(_day(f"random {at}", spans, rules, "fell", _MORNING, taps))
    refused: dict[str, Vector] = {
        "hours": {"begin": "17:00", "end": "09:00"},
        "quiet": {"quiet": [["13:00", "12:00"]]},
        "number": {"after_min": 9},
    }
    for name, wrong in refused.items():
        made.append(_day(f"refused: {name}", [(0, 10)], wrong, "fell", _MORNING, []))
    return made


def _rules(given: Vector) -> BreakRules:
    read: Vector = {
        **given,
        **{key: time.fromisoformat(given[key]) for key in ("begin", "end") if key in given},
        "weekdays": tuple(given.get("weekdays", (0, 1, 2, 3, 4))),
        "quiet": tuple(
            (time.fromisoformat(begin), time.fromisoformat(end))
            for begin, end in given.get("quiet", ())
        ),
    }
    return BreakRules(**read)


def _day(
    name: str, spans: Spans, rules: Vector, who: str, start: datetime, taps: list[int]
) -> Vector:
    """Return a vector; `taps` are minutes after the start at which "later" was tapped."""
    given = {
        "start": _utc(start),
        "zone": _BERLIN,
        "steps": [list(span) for span in spans],
        "rules": rules,
        "answers": dict(PEOPLE[who]),
        "snoozed_min": taps,
    }
    try:
        asked = _rules(rules)
    except RetrowalkError as error:
        return {"name": name, "input": given, "output": {"error": str(error)}}
    steps = tuple(count for count, minutes in spans for _ in range(minutes))
    day = Day(start.astimezone(ZoneInfo(_BERLIN)), steps)
    choices = snacks(screen(answers_from(PEOPLE[who])))
    snoozed = [day.moment(minute) for minute in taps]
    output = {
        "snacks": list(choices),
        "sitting": _runs(sitting_min(day, asked)),
        "suggestions": [
            {
                "at": _utc(found.at),
                "sat_min": found.sat_min,
                "exercise": found.exercise,
                "reason": reason_to_dict(found.reason),
            }
            for found in suggestions(day, asked, choices, snoozed)
        ],
    }
    return {"name": name, "input": given, "output": output}


def _runs(sitting: tuple[int | None, ...]) -> list[list[int | None]]:
    """Return the stretches of sitting as [first, last] minutes sat; [None, None] for not worn."""
    runs: list[list[int | None]] = []
    for sat in sitting:
        last = runs[-1][1] if runs else None
        goes_on = runs and (sat == last if sat is None or last is None else sat == last + 1)
        if goes_on:
            runs[-1][1] = sat
        else:
            runs.append([sat, sat])
    return runs


def _feeds() -> list[Vector]:
    given: dict[str, tuple[Vector, date, int, str, str]] = {
        "off": ({}, date(2026, 11, 23), 7, _BERLIN, "healthy"),
        "a week": ({"on": True}, date(2026, 11, 23), 7, _BERLIN, "healthy"),
        "nothing but getting up": ({"on": True}, date(2026, 11, 23), 3, _BERLIN, "wait"),
        "quiet": (
            {"on": True, "quiet": [["09:00", "11:00"]]}, date(2026, 11, 23), 2, _BERLIN, "fell",
        ),
        "forward, Berlin": ({**_NIGHT, "most": 9}, date(2026, 3, 28), 3, _BERLIN, "healthy"),
        "back, Berlin": ({**_NIGHT, "most": 9}, date(2026, 10, 24), 3, _BERLIN, "healthy"),
        "forward, New York": ({**_NIGHT, "most": 9}, date(2026, 3, 7), 3, _NEW_YORK, "healthy"),
        "back, New York": ({**_NIGHT, "most": 9}, date(2026, 10, 31), 3, _NEW_YORK, "healthy"),
        "half hours": ({"on": True}, date(2026, 11, 23), 1, "Asia/Kolkata", "healthy"),
    }  # fmt: skip
    made = []
    instant = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
    for name, (rules, first, days, zone, who) in given.items():
        choices = snacks(screen(answers_from(PEOPLE[who])))
        events = planned(_rules(rules), first, days, ZoneInfo(zone), choices)
        for language in Language if len(events) < 40 else (Language.DE,):
            made.append(
                {
                    "name": f"{name}, {language.value}",
                    "input": {
                        "rules": rules,
                        "first": first.isoformat(),
                        "days": days,
                        "zone": zone,
                        "answers": dict(PEOPLE[who]),
                        "made": _utc(instant),
                        "language": language.value,
                    },
                    "output": calendar_text(events, instant, language),
                }
            )
    return made


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
