"""People of the coach's tests: answers for each screening result, and weeks as they went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from retrowalk.coach.base import Ability, Advice, Goal
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import plan_from
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening import Screening, answers_from, screen
from retrowalk.estimate import Estimate

START = date(2026, 11, 30)
DAYS = (1, 3, 5)

HEALTHY: dict[str, Any] = {
    "age": 40,
    "knee": [],
    "hip-back": [],
    "pain": 0,
    "recent": [],
    "heart": [],
    "falls": "none",
    "dizziness": "no",
    "senses": [],
    "medication": [],
    "pregnancy": "no",
    "home": ["rail", "person"],
    "activity": "some",
}
SORE_65 = {**HEALTHY, "age": 65, "knee": ["sore"], "pain": 3}

PEOPLE: dict[Advice, dict[str, Any]] = {
    Advice.GO: SORE_65,
    Advice.WITH_SUPPORT: {**SORE_65, "age": 74, "falls": "one"},
    Advice.ASK_DOCTOR: {**SORE_65, "heart": ["pressure-high"]},
    Advice.NOT_NOW: {**SORE_65, "knee": ["sore", "swollen"]},
}


def screened(**changes: Any) -> Screening:
    """Return the screening of a healthy person of 40 with these answers changed."""
    return screen(answers_from({**HEALTHY, **changes}))


def entry(week: int, day: int, **told: Any) -> LogEntry:
    """Return an entry that went well, but for what is told."""
    went: dict[str, Any] = {
        "completed_share": 1.0,
        "pain_during": 2,
        "pain_next_morning": 1,
        "effort": 4,
    }
    on = START + timedelta(days=7 * (week - 1) + day - 1)
    return LogEntry(week, day, on, **{**went, **told})


def weeks_of(
    number: int,
    told: Mapping[int, Mapping[str, Any]] = MappingProxyType({}),
    *,
    skip: Sequence[int] = (),
) -> Iterator[LogEntry]:
    """Yield the entries of weeks; ``{3: {"pain_during": 7}}`` tells of week 3."""
    for week in range(1, number + 1):
        if week not in skip:
            for day in DAYS:
                yield entry(week, day, **told.get(week, {}))


def backward_test(week: int, seconds: float) -> TestResult:
    """Return a 3-metre backward walk at the end of a week."""
    value = Estimate(seconds, seconds - 0.2, seconds + 0.2, "s")
    return TestResult("3mbwt", START + timedelta(days=7 * week - 1), value, "stopwatch")


def planned(
    screening: Screening,
    logs: Sequence[LogEntry] = (),
    results: Sequence[TestResult] = (),
    *,
    goal: Goal = Goal.KNEE,
    ability: Ability = Ability.NEW,
    minutes: int = 20,
    today: date | None = None,
) -> Plan:
    """Return the plan after this history."""
    return plan_from(screening, goal, ability, minutes, START, logs, results, today=today)
