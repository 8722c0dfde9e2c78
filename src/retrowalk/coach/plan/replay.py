"""A plan from everything that is known: the history replayed from its first day.

The same screening, goal, ability, minutes, start, logs and tests always give the same plan; in
which order the logs came does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from retrowalk.coach.base import Ability, Advice, Goal, Reason, Session
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.build import eased, sessions
from retrowalk.coach.plan.catalogue import CATALOGUE, ExerciseInfo, left_out
from retrowalk.coach.plan.decide import State, decide
from retrowalk.coach.plan.limits import DAYS, limit
from retrowalk.coach.plan.load import Person, start_load
from retrowalk.coach.plan.rules import Does, because, plan_rule
from retrowalk.coach.plan.seen import flared, seen_in_week
from retrowalk.coach.plan.words import EXERCISE_NAMES, listed, minutes_phrase
from retrowalk.coach.plans import Plan, Week
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening.base import Screening
from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase


@dataclass(frozen=True, slots=True)
class Decision:
    """One change of the plan, or why there was none.

    Attributes:
        week: the first week it holds for; 0 for how the plan begins.
        does: what it does to the load.
        reason: the rule, in one sentence, with its sources.
    """

    week: int
    does: Does
    reason: Reason


def plan_from(
    screening: Screening,
    goal: Goal,
    ability: Ability,
    minutes: int,
    start: date,
    logs: Sequence[LogEntry] = (),
    results: Sequence[TestResult] = (),
    *,
    today: date | None = None,
    catalogue: tuple[ExerciseInfo, ...] = CATALOGUE,
) -> Plan:
    """Return the plan as it stands after this history.

    Args:
        screening: what is allowed.
        goal: what it is for.
        ability: how well the person walks backward at the start.
        minutes: available for one session.
        start: first day of week 1.
        logs: what was done, in any order.
        results: tests, in any order.
        today: weeks before it without an entry count as missed; without it, the plan ends with
            the first week that is not over by its entries.
        catalogue: the exercises to choose from.

    Raises:
        RetrowalkError: minutes that no session fits into, or an entry beyond the longest plan.
    """
    if not limit("minutes_least") <= minutes <= limit("minutes_most"):
        raise RetrowalkError(
            f"a session of {minutes} minutes cannot be planned",
            where="plan",
            remedy=f"say {limit('minutes_least'):.0f} to {limit('minutes_most'):.0f} minutes",
        )
    person = Person(screening, goal, ability, minutes)
    waits = screening.advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW)
    horizon = 0 if waits else _horizon(logs, start, today)
    weeks = tuple(_weeks(person, start, horizon, logs, results, catalogue))
    reasons = (because("no-plan"), *screening.fired) if waits else _beginning(person, catalogue)
    return Plan(
        goal=goal,
        advice=screening.advice,
        settings=screening.settings,
        flags=screening.flags,
        minutes=minutes,
        start=start,
        weeks=weeks,
        reasons=reasons,
        ability=ability,
    )


def _weeks(
    person: Person,
    start: date,
    horizon: int,
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
    catalogue: tuple[ExerciseInfo, ...],
) -> Iterator[Week]:
    """Yield each week, decided by the one before it."""
    if not horizon:
        return
    state = State(start_load(person))
    reasons: tuple[Reason, ...] = (_start_reason(person),)
    for number in range(1, horizon + 1):
        yield Week(number, sessions(number, state.load, person, catalogue), reasons)
        if number < horizon:
            seen = seen_in_week(number, DAYS, logs, results, start, person.screening.flags)
            state, reasons = decide(number, state, seen, person)


def _horizon(logs: Sequence[LogEntry], start: date, today: date | None) -> int:
    """Return the number of the last week that can be planned."""
    last = max((entry.week for entry in logs), default=1)
    most = int(limit("weeks_most"))
    if last > most:
        raise RetrowalkError(
            f"there is an entry for week {last}",
            where="log",
            remedy=f"a plan has at most {most} weeks; begin a new one",
        )
    over = any(entry.week == last and entry.day >= DAYS[-1] for entry in logs)
    now = 1 if today is None else (today - start).days // 7 + 1
    return min(most, max(last + over, now))


def _start_reason(person: Person) -> Reason:
    load = start_load(person)
    return because("start-load", minutes=minutes_phrase(load.full_s), bout=str(load.bout_s))


def _beginning(person: Person, catalogue: tuple[ExerciseInfo, ...]) -> tuple[Reason, ...]:
    reasons = [because(f"start-{person.goal.value}"), _start_reason(person), because("start-rail")]
    if person.supported:
        reasons.append(because("supported"))
    missing = left_out(person.goal, person.screening.flags, catalogue)
    if missing:
        names = tuple(EXERCISE_NAMES.get(x.id, Phrase(x.id, x.id)) for x in missing)
        reasons.append(because("left-out", exercises=listed(names)))
    return tuple(reasons)


def decisions(plan: Plan) -> tuple[Decision, ...]:
    """Return every decision of a plan in order, beginning with how it starts."""
    first = tuple(Decision(0, _does(reason), reason) for reason in plan.reasons)
    return first + tuple(
        Decision(week.number, _does(reason), reason)
        for week in plan.weeks
        for reason in week.reasons
    )


def _does(reason: Reason) -> Does:
    try:
        return plan_rule(reason.rule).does
    except KeyError:  # a rule of the screening
        return Does.STARTS


def next_session(plan: Plan, logs: Sequence[LogEntry], pain_before: int = 0) -> Session | None:
    """Return the next session of the last planned week that is not logged yet, or None.

    After a flare in the same week it is eased; after swelling there is no walking backward.

    Args:
        plan: as it stands.
        logs: what was done.
        pain_before: pain before the plan, of the screening.
    """
    if not plan.weeks:
        return None
    week = plan.weeks[-1]
    this_week = [entry for entry in logs if entry.week == week.number]
    done = {entry.day for entry in this_week}
    ahead = [session for session in week.sessions if session.day not in done]
    if not ahead:
        return None
    if any(flared(entry, pain_before) for entry in this_week):
        return eased(ahead[0], walk=not any(entry.swelling for entry in this_week))
    return ahead[0]


def session_date(plan: Plan, session: Session) -> date:
    """Return the day of a session."""
    return plan.start + timedelta(days=7 * (session.week - 1) + session.day - 1)


def due_date(plan: Plan, session: Session, logs: Sequence[LogEntry], today: date) -> date | None:
    """Return the day for the next session, or None when it fits no more into its week.

    That is the planned day; where it has passed, today, but with a day of rest after the last
    session (design choice: sessions are two days apart in the plan as well).

    Args:
        plan: as it stands.
        session: the next one.
        logs: what was done.
        today: the wearer's own day.
    """
    rested = max((entry.date for entry in logs), default=date.min)
    free = max(today, rested + timedelta(days=2)) if rested > date.min else today
    due = max(session_date(plan, session), free)
    return due if due < plan.start + timedelta(days=7 * session.week) else None


def outlook(
    plan: Plan,
    screening: Screening,
    weeks: int,
    logs: Sequence[LogEntry] = (),
    results: Sequence[TestResult] = (),
) -> Plan:
    """Return the plan with the weeks to come as they will be if all goes well.

    Args:
        plan: as it stands after `logs` and `results`.
        screening: of the plan.
        weeks: how many weeks to show.
        logs: what was done.
        results: tests so far.
    """
    known = list(logs)
    calm = min(screening.pain, 3)
    shown = plan
    while shown.weeks and len(shown.weeks) < weeks:
        number = shown.weeks[-1].number
        logged = {entry.day for entry in known if entry.week == number}
        for day in (day for day in DAYS if day not in logged):
            on = plan.start + timedelta(days=7 * (number - 1) + day - 1)
            known.append(LogEntry(number, day, on, 1.0, calm, calm, 4))
        shown = plan_from(
            screening, plan.goal, plan.ability, plan.minutes, plan.start, known, results
        )
    return replace(shown, weeks=shown.weeks[:weeks])
