"""On which days the sessions to come are: the open ones of this week, then what may follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retrowalk.coach.base import Session
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.replay import due_date, next_session, outlook, session_date
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening.base import Screening

# sessions are two days apart in the plan as well (design choice)
_APART = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Planned:
    """A session and its day.

    Attributes:
        on: the day.
        session: what to do.
        decided: whether it will be so; else it is what comes if all goes well.
    """

    on: date
    session: Session
    decided: bool


def planned(
    plan: Plan,
    screening: Screening,
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
    today: date,
    ahead: int = 0,
) -> tuple[Planned, ...]:
    """Return the sessions to come with their days.

    An open session whose day has passed moves, with a day of rest between two; one that fits no
    more into its week is left out.

    Args:
        plan: as it stands today.
        screening: of the plan.
        logs: what was done.
        results: tests so far.
        today: the wearer's own day.
        ahead: weeks beyond the decided one; where nothing is left of that, one at least.
    """
    if not plan.weeks:
        return ()
    found = _this_week(plan, screening, logs, today)
    weeks = len(plan.weeks) + (ahead or (0 if found else 1))
    later = outlook(plan, screening, weeks, logs, results).weeks[len(plan.weeks) :]
    coming = [Planned(session_date(plan, s), s, False) for week in later for s in week.sessions]
    return (*found, *(one for one in coming if one.on >= today))


def _this_week(
    plan: Plan, screening: Screening, logs: Sequence[LogEntry], today: date
) -> list[Planned]:
    week = plan.weeks[-1]
    done = {entry.day for entry in logs if entry.week == week.number}
    first = next_session(plan, logs, screening.pain)
    found: list[Planned] = []
    for session in week.sessions:
        if session.day in done:
            continue
        shown = first if first is not None and first.day == session.day else session
        due = due_date(plan, session, logs, today)
        if due is None:
            continue
        if found:
            due = max(due, found[-1].on + _APART)
        if due < plan.start + timedelta(days=7 * week.number):
            found.append(Planned(due, shown, True))
    return found
