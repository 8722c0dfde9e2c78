"""Golden vectors of today's card (see `lab.coach_vectors`).

today.json  answers, goal, ability, minutes, logs, tests, day -> what the first screen shows
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
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
from retrowalk.cli.coach_text import block_text, date_text
from retrowalk.cli.stored import next_lines
from retrowalk.coach.base import Ability, Goal, Session
from retrowalk.coach.contract import History
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import due_date, next_session, outlook, session_date
from retrowalk.coach.plan.contract import session_to_dict
from retrowalk.coach.plan.words import NO_SESSION, NOTHING_LEFT
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening import Screening
from retrowalk.language import Language, Phrase
from retrowalk.report.plan_progress import done_s

Vector = dict[str, Any]
_SEED = 20261127


def vectors() -> dict[str, list[Vector]]:
    """Return the vectors by file."""
    return {"today": _todays()}


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
            begun = begun_with(PEOPLE[who], Goal.BALANCE, Ability.SOME, 20)
            today = START + timedelta(days=days)
            made.append(_today(f"{name}: {who}", begun, logs, results, today))
    chance = Random(_SEED)
    for at in range(24):
        begun = begun_with(any_answers(chance), chance.choice(tuple(Goal)), Ability.NEW, 20)
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
    screening, made = plan_of(begun, logs, results, today)
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
    return {"name": name, "input": with_history(begun, logs, results, today), "output": output}


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
