"""Golden vectors of the plan and today's card (see `lab.coach_vectors`).

    plan.json   answers, goal, ability, minutes, logs, tests -> plan, decisions, next session
    today.json  the same on some day -> what the first screen shows

Long plans are compared by the SHA-256 of their JSON (`digest`); what they decided stands beside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from lab.coach_people import (
    PEOPLE,
    START,
    any_answers,
    any_history,
    entry,
    short_log,
    short_result,
    timed,
    weeks_of,
)
from retrowalk.cli.coach_text import block_text, date_text
from retrowalk.cli.stored import next_lines
from retrowalk.coach.base import Ability, Goal, Session
from retrowalk.coach.contract import History
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import decisions, due_date, next_session, outlook, plan_from, session_date
from retrowalk.coach.plan.contract import plan_to_dict, session_to_dict
from retrowalk.coach.plan.words import NO_SESSION, NOTHING_LEFT
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening import Screening, answers_from, screen
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase
from retrowalk.report.plan_progress import done_s

Vector = dict[str, Any]
_SEED = 20261125
_RANDOM_HISTORIES = 48
_GOALS, _ABILITIES = tuple(Goal), tuple(Ability)


def vectors() -> dict[str, list[Vector]]:
    """Return the vectors by file."""
    return {"plan": _plans(), "today": _todays()}


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
        "not said": (weeks_of(6, {3: {"pain_during": None}}), ()),
        "down to a pause": (
            weeks_of(10, {week: {"pain_during": 7} for week in range(1, 7)}),
            (),
        ),
    }


def _plans() -> list[Vector]:
    made = []
    for name, answers in PEOPLE.items():
        for at, goal in enumerate(_GOALS):
            begun = _begun(answers, goal, _ABILITIES[at % 3], (20, 10, 35, 7)[at])
            made.append(_plan(f"new: {name}, {goal.value}", begun, (), (), whole=goal is Goal.KNEE))
    for name, (logs, results) in _histories().items():
        for at, who in enumerate(("sore knee", "fell", "runner", "rail only")):
            begun = _begun(PEOPLE[who], _GOALS[at], Ability.NEW, 25)
            whole = name == "flare" and who == "fell"
            made.append(_plan(f"{name}: {who}", begun, logs, results, whole=whole))
    lively = _begun({**PEOPLE["runner"], "pregnancy": "no"}, Goal.FITNESS, Ability.PRACTISED, 60)
    for weeks in (20, 45):
        made.append(_plan(f"{weeks} weeks: lively", lively, weeks_of(weeks), ()))
    steady = _begun(PEOPLE["healthy"], Goal.BALANCE, Ability.SOME, 40)
    for weeks in (14, 40):
        logs = (*weeks_of(weeks), entry(weeks + 1, 1), entry(weeks + 1, 3))
        made.append(_plan(f"{weeks} weeks: steady", steady, logs, ()))
    chance = Random(_SEED + 1)
    for at in range(_RANDOM_HISTORIES):
        begun = _begun(
            any_answers(chance),
            chance.choice(_GOALS),
            chance.choice(_ABILITIES),
            chance.randint(5, 60),
        )
        made.append(_plan(f"random {at}", begun, *any_history(chance)))
    for minutes in (4, 91):
        begun = _begun(PEOPLE["healthy"], Goal.KNEE, Ability.NEW, minutes)
        made.append(_plan(f"refused: {minutes} minutes", begun, (), ()))
    begun = _begun(PEOPLE["healthy"], Goal.KNEE, Ability.NEW, 20)
    made.append(_plan("refused: week 105", begun, (entry(105, 1),), ()))
    return made


def _begun(answers: Any, goal: Goal, ability: Ability, minutes: int) -> Vector:
    return {
        "answers": dict(answers),
        "goal": goal.value,
        "ability": ability.value,
        "minutes": minutes,
        "start": START.isoformat(),
    }


def _with_history(
    begun: Vector, logs: Sequence[LogEntry], results: Sequence[TestResult], today: date
) -> Vector:
    return {
        **begun,
        "logs": [short_log(one) for one in logs],
        "results": [short_result(one) for one in results],
        "today": today.isoformat(),
    }


def _plan_of(
    begun: Vector, logs: Sequence[LogEntry], results: Sequence[TestResult], today: date
) -> tuple[Screening, Plan]:
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


def _plan(
    name: str,
    begun: Vector,
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
    *,
    whole: bool = False,
) -> Vector:
    today = max((one.date for one in logs), default=START)
    given = _with_history(begun, logs, results, today)
    try:
        screening, made = _plan_of(begun, logs, results, today)
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


def _todays() -> list[Vector]:
    made = []
    flare = (*weeks_of(2), entry(3, 1, swelling=True))
    strong = (*weeks_of(2), entry(3, 1, pain_during=7))
    tests = (timed(1, 4.0), timed(3, 4.2))
    # days since the start, logs, tests
    moments: dict[str, tuple[int, tuple[LogEntry, ...], tuple[TestResult, ...]]] = {
        "before the start": (-3, (), ()),
        "first day": (0, (), ()),
        "second day": (1, (entry(1, 1, pain_next_morning=None),), ()),
        "day of rest": (2, (entry(1, 1, pain_next_morning=None, backward_s=210.5),), ()),
        "too late this week": (6, (entry(1, 1), entry(1, 3, completed_share=0.5)), ()),
        "late, one day on": (3, (entry(1, 1),), ()),
        "after yesterday": (6, (*weeks_of(1)[:2], replaced(entry(1, 5), 6)), ()),
        "week done": (5, weeks_of(1), ()),
        "week two": (8, weeks_of(1), ()),
        "test done": (14, weeks_of(2), tests),
        "test due": (14, weeks_of(2), ()),
        "after swelling": (15, flare, ()),
        "after strong pain": (16, strong, ()),
        "three weeks away": (30, weeks_of(1), ()),
    }
    for name, (days, logs, results) in moments.items():
        for who in ("fell", "runner", "wait"):
            begun = _begun(PEOPLE[who], Goal.BALANCE, Ability.SOME, 20)
            today = START + timedelta(days=days)
            made.append(_today(f"{name}: {who}", begun, logs, results, today))
    chance = Random(_SEED + 2)
    for at in range(24):
        begun = _begun(any_answers(chance), chance.choice(_GOALS), Ability.NEW, 20)
        random_logs, random_results = any_history(chance)
        last = max((one.date for one in random_logs), default=START)
        today = last + timedelta(days=chance.randint(0, 9))
        made.append(_today(f"random {at}", begun, random_logs, random_results, today))
    return made


def replaced(given: LogEntry, days: int) -> LogEntry:
    """Return an entry that was logged so many days after the start."""
    return LogEntry(given.week, given.day, START + timedelta(days=days), 1.0, 1, 1, 3)


def _today(
    name: str,
    begun: Vector,
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
    today: date,
) -> Vector:
    screening, made = _plan_of(begun, logs, results, today)
    session = next_session(made, logs, screening.pain)
    due = None if session is None else due_date(made, session, logs, today)
    number = max(1, (today - START).days // 7 + 1)
    week = next((w for w in made.weeks if w.number == number), made.weeks[-1:] or None)
    week = week[0] if isinstance(week, tuple) else week
    mine = [] if week is None else [one for one in logs if one.week == week.number]
    history = History(made, tuple(logs), tuple(results))
    output = {
        "session": None if session is None else session_to_dict(session),
        "due": None if due is None else due.isoformat(),
        "note": _note(made, session, due, screening, logs, results),
        "steps": []
        if session is None
        else [{lang.value: block_text(b, lang) for lang in Language} for b in session.blocks],
        "week": None
        if week is None
        else {
            "number": week.number,
            "plannedS": week.backward_s,
            "doneS": sum(done_s(one, history) for one in mine),
            "sessionsDone": len({one.day for one in mine}),
        },
        "pain": [
            [one.date.isoformat(), one.pain_during, one.pain_next_morning]
            for one in sorted(logs, key=lambda one: (one.date, one.week, one.day))
        ],
    }
    return {"name": name, "input": _with_history(begun, logs, results, today), "output": output}


def _note(
    plan: Plan,
    session: Session | None,
    due: date | None,
    screening: Screening,
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
) -> Vector | None:
    """Return what `retrowalk plan next` says besides the session."""
    if session is not None:
        if due == session_date(plan, session):
            return None
        return {lang.value: [*next_lines(plan, session, due, lang)][-1] for lang in Language}
    if not plan.weeks:
        return _both(NO_SESSION)
    ahead = outlook(plan, screening, len(plan.weeks) + 1, logs, results).weeks[-1].sessions[0]
    return {
        lang.value: NOTHING_LEFT.said(lang).format(
            week=ahead.week, date=date_text(session_date(plan, ahead), lang)
        )
        for lang in Language
    }


def _both(phrase: Phrase) -> Vector:
    return {"en": phrase.en, "de": phrase.de}
