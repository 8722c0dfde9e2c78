"""People and their weeks for the coach's golden vectors: scripted ones, and seeded random ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Any

from retrowalk.coach.base import Ability, Goal
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import plan_from
from retrowalk.coach.plan.contract import log_to_dict, result_to_dict
from retrowalk.coach.plan.limits import DAYS
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening import QUESTIONS, Kind, Screening, answers_from, screen
from retrowalk.estimate import Estimate

START = date(2026, 11, 30)
WEEKS = 12
HEALTHY: Mapping[str, Any] = MappingProxyType(
    {
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
)
PEOPLE: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "healthy": HEALTHY,
        "runner": {**HEALTHY, "age": 31, "home": ["rail", "person", "treadmill"]},
        "sore knee": {**HEALTHY, "age": 65, "knee": ["sore"], "pain": 3},
        "fell": {**HEALTHY, "age": 74, "knee": ["sore"], "pain": 3, "falls": "one"},
        "rail only": {**HEALTHY, "age": 82, "falls": "several", "home": ["rail"]},
        "hurts a little": {**HEALTHY, "age": 50, "knee": ["sore"], "pain": 4},
        "inactive": {**HEALTHY, "age": 58, "pain": 5, "activity": "hardly"},
        "ask": {**HEALTHY, "age": 65, "heart": ["pressure-high"]},
        "wait": {**HEALTHY, "age": 65, "knee": ["sore", "swollen"]},
        "cleared": {**HEALTHY, "recent": ["surgery"], "cleared": "yes"},
    }
)


def each_complaint() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a healthy person with each single answer changed."""
    for question in QUESTIONS:
        if question.kind in (Kind.NUMBER, Kind.SCALE):
            for number in (question.low, 4, 5, 7, 17, 18, 65, 80, question.high):
                if question.low <= number <= question.high:
                    yield f"{question.id} {number}", {**HEALTHY, question.id: number}
            continue
        for option in question.options:
            picked = [option.id] if question.kind is Kind.SEVERAL else option.id
            yield f"{question.id} {option.id}", {**HEALTHY, question.id: picked}


def any_answers(chance: Random) -> dict[str, Any]:
    """Return random answers, most of them harmless, so that all results come up."""
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        names = [option.id for option in question.options]
        if question.kind in (Kind.NUMBER, Kind.SCALE):
            high = 95 if question.id == "age" else question.high
            answers[question.id] = chance.randint(18 if question.id == "age" else 0, high)
        elif question.kind is Kind.SEVERAL:
            share = 0.6 if question.id == "home" else 0.12
            answers[question.id] = [name for name in names if chance.random() < share]
        elif question.id == "cleared":
            answers[question.id] = chance.choice(names)
        else:
            answers[question.id] = names[0] if chance.random() < 0.75 else chance.choice(names)
    return answers


def entry(week: int, day: int, start: date = START, **told: Any) -> LogEntry:
    """Return an entry that went well, but for what is told."""
    went = {"completed_share": 1.0, "pain_during": 2, "pain_next_morning": 1, "effort": 4}
    return LogEntry(week, day, start + timedelta(days=7 * (week - 1) + day - 1), **{**went, **told})


def weeks_of(
    number: int,
    told: Mapping[int, Mapping[str, Any]] = MappingProxyType({}),
    skip: Sequence[int] = (),
) -> tuple[LogEntry, ...]:
    """Return the entries of weeks; ``{3: {"pain_during": 7}}`` tells of week 3."""
    return tuple(
        entry(week, day, **told.get(week, {}))
        for week in range(1, number + 1)
        if week not in skip
        for day in DAYS
    )


def timed(week: int, seconds: float, test: str = "3mbwt") -> TestResult:
    """Return a timed test at the end of a week."""
    value = Estimate(seconds, seconds - 0.2, seconds + 0.2, "s")
    return TestResult(test, START + timedelta(days=7 * week - 1), value, "stopwatch")


def any_history(chance: Random) -> tuple[list[LogEntry], list[TestResult]]:
    """Return a random history: good weeks, bad ones, missed ones, tests."""
    logs: list[LogEntry] = []
    results: list[TestResult] = []
    trouble = chance.choice((0.02, 0.1, 0.4))

    def score(top: int) -> int | None:
        return None if chance.random() < 0.1 else chance.randint(0, top)

    for week in range(1, chance.randint(2, WEEKS) + 1):
        if chance.random() < trouble:
            continue
        for day in DAYS:
            if chance.random() < trouble:
                continue
            bad = chance.random() < trouble
            cv = round(chance.uniform(0.03, 0.12), 4)
            logs.append(
                entry(
                    week,
                    day,
                    completed_share=round(chance.random(), 2) if bad else 1.0,
                    pain_during=score(10 if bad else 3),
                    pain_next_morning=score(8 if bad else 3),
                    effort=score(10 if bad else 6),
                    swelling=bad and chance.random() < 0.2,
                    steadiness_cv=Estimate(cv, round(0.85 * cv, 5), round(1.15 * cv, 5), "1")
                    if chance.random() < 0.3
                    else None,
                    backward_s=chance.randint(30, 600) if chance.random() < 0.3 else None,
                )
            )
        if chance.random() < 0.4:
            test = chance.choice(("3mbwt", "3mbwt", "tug"))
            results.append(timed(week, round(chance.uniform(2.5, 9.0), 2), test))
    chance.shuffle(logs)
    chance.shuffle(results)
    return logs, results


def short_log(given: LogEntry) -> dict[str, Any]:
    """Return the JSON form of an entry without what it does not say."""
    return {
        k: v for k, v in log_to_dict(given).items() if v is not None and v is not False and v != ""
    }


def short_result(given: TestResult) -> dict[str, Any]:
    """Return the JSON form of a result."""
    return result_to_dict(given)


def begun_with(answers: Any, goal: Goal, ability: Ability, minutes: int) -> dict[str, Any]:
    """Return what a plan is begun with, as a vector's input."""
    return {
        "answers": dict(answers),
        "goal": goal.value,
        "ability": ability.value,
        "minutes": minutes,
        "start": START.isoformat(),
    }


def with_history(
    begun: Mapping[str, Any], logs: Sequence[LogEntry], results: Sequence[TestResult], today: date
) -> dict[str, Any]:
    """Return the input of a vector with what is known since."""
    return {
        **begun,
        "logs": [short_log(one) for one in logs],
        "results": [short_result(one) for one in results],
        "today": today.isoformat(),
    }


def plan_of(
    begun: Mapping[str, Any], logs: Sequence[LogEntry], results: Sequence[TestResult], today: date
) -> tuple[Screening, Plan]:
    """Return the screening and the plan of a vector's input."""
    screening = screen(answers_from(begun["answers"]))
    made = plan_from(
        screening,
        Goal(begun["goal"]),
        Ability(begun["ability"]),
        begun["minutes"],
        START,
        logs,
        results,
        today=today,
    )
    return screening, made
