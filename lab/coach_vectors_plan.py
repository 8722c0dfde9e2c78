"""Golden vectors of the plan (see `lab.coach_vectors`).

    plan.json  answers, goal, ability, minutes, logs, tests -> plan, decisions, next session

Long plans are compared by the SHA-256 of their JSON (`digest`); what they decided stands beside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from random import Random
from typing import Any

from lab.coach_people import (
    PEOPLE,
    START,
    any_answers,
    any_history,
    begun_with,
    entry,
    plan_of,
    timed,
    weeks_of,
    with_history,
)
from retrowalk.coach.base import Ability, Goal
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import decisions, due_date, next_session, outlook
from retrowalk.coach.plan.contract import plan_to_dict, session_to_dict
from retrowalk.coach.plan.limits import DAYS
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate

Vector = dict[str, Any]
_SEED = 20261125
_RANDOM_HISTORIES = 48
_GOALS, _ABILITIES = tuple(Goal), tuple(Ability)


def vectors() -> dict[str, list[Vector]]:
    """Return the vectors by file."""
    return {"plan": _plans()}


def _histories() -> dict[str, tuple[tuple[LogEntry, ...], tuple[TestResult, ...]]]:
    swollen: dict[int, Vector] = {5: {"swelling": True}, 7: {"pain_during": 8}}
    return {
        "adherent": (weeks_of(12), ()),
        "flare": (weeks_of(12, swollen), ()),
        "pain next morning": (weeks_of(9, {4: {"pain_next_morning": 5}}), ()),
        "missed weeks": (weeks_of(12, skip=(4, 5, 9)), ()),
        "worse balance": (
            weeks_of(12),
            (timed(1, 3.9), timed(5, 4.1), timed(7, 7.4), timed(9, 7.2)),
        ),
        "hard": (weeks_of(8, {3: {"effort": 9}, 5: {"effort": 7}, 6: {"pain_during": 5}}), ()),
        "little done": (
            weeks_of(8, {2: {"completed_share": 0.4}, 4: {"completed_share": 0.7}}),
            (),
        ),
        "less steady": (_steps_of((0.04, 0.05), (0.05, 0.06), (0.06, 0.07)), ()),
        "steadiness without interval": (_steps_of((0.04, 0.05), None, None), ()),
        "not said": (weeks_of(6, {3: {"pain_during": None}}), ()),
        "down to a pause": (
            weeks_of(10, {week: {"pain_during": 7} for week in range(1, 7)}),
            (),
        ),
    }


def _steps_of(*ends: tuple[float, float] | None) -> tuple[LogEntry, ...]:
    """Return weeks with these intervals of step-time variability, week by week."""
    return tuple(
        entry(
            week,
            day,
            steadiness_cv=Estimate(0.2, None, None, "1")
            if interval is None
            else Estimate(sum(interval) / 2, *interval, "1"),
        )
        for week, interval in enumerate(ends, start=1)
        for day in DAYS
    )


def _plans() -> list[Vector]:
    made = []
    for name, answers in PEOPLE.items():
        for at, goal in enumerate(_GOALS):
            begun = begun_with(answers, goal, _ABILITIES[at % 3], (20, 10, 35, 7)[at])
            made.append(_plan(f"new: {name}, {goal.value}", begun, (), (), whole=goal is Goal.KNEE))
    for name, (logs, results) in _histories().items():
        for at, who in enumerate(("sore knee", "fell", "runner", "rail only")):
            begun = begun_with(PEOPLE[who], _GOALS[at], Ability.NEW, 25)
            whole = name == "flare" and who == "fell"
            made.append(_plan(f"{name}: {who}", begun, logs, results, whole=whole))
    lively = begun_with(
        {**PEOPLE["runner"], "pregnancy": "no"}, Goal.FITNESS, Ability.PRACTISED, 60
    )
    for weeks in (20, 45):
        made.append(_plan(f"{weeks} weeks: lively", lively, weeks_of(weeks), ()))
    steady = begun_with(PEOPLE["healthy"], Goal.BALANCE, Ability.SOME, 40)
    for weeks in (14, 40):
        logs = (*weeks_of(weeks), entry(weeks + 1, 1), entry(weeks + 1, 3))
        made.append(_plan(f"{weeks} weeks: steady", steady, logs, ()))
    chance = Random(_SEED + 1)
    for at in range(_RANDOM_HISTORIES):
        begun = begun_with(
            any_answers(chance),
            chance.choice(_GOALS),
            chance.choice(_ABILITIES),
            chance.randint(5, 60),
        )
        made.append(_plan(f"random {at}", begun, *any_history(chance)))
    for minutes in (4, 91):
        begun = begun_with(PEOPLE["healthy"], Goal.KNEE, Ability.NEW, minutes)
        made.append(_plan(f"refused: {minutes} minutes", begun, (), ()))
    begun = begun_with(PEOPLE["healthy"], Goal.KNEE, Ability.NEW, 20)
    made.append(_plan("refused: week 105", begun, (entry(105, 1),), ()))
    return made


def _plan(
    name: str,
    begun: Vector,
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
    *,
    whole: bool = False,
) -> Vector:
    today = max((one.date for one in logs), default=START)
    given = with_history(begun, logs, results, today)
    try:
        screening, made = plan_of(begun, logs, results, today)
    except RetrowalkError as error:
        return {"name": name, "input": given, "output": {"error": str(error)}}
    session = next_session(made, logs, screening.pain)
    ahead = outlook(made, screening, len(made.weeks) + 3, logs, results)
    due = None if session is None else due_date(made, session, logs, today)
    output = {
        **({"plan": plan_to_dict(made)} if whole else {"digest": digest(plan_to_dict(made))}),
        "decisions": [f"{d.week} {d.does.value} {d.reason.rule}" for d in decisions(made)],
        "weeks_s": [week.backward_s for week in made.weeks],
        "next": None if session is None else session_to_dict(session),
        "due": None if due is None else due.isoformat(),
        "outlook_s": [week.backward_s for week in ahead.weeks],
        "outlook_digest": digest(plan_to_dict(ahead)),
    }
    return {"name": name, "input": given, "output": output}


def digest(data: Any) -> str:
    """Return the SHA-256 of JSON with sorted keys, whole numbers without a decimal point."""
    text = json.dumps(_whole(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _whole(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _whole(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_whole(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data
