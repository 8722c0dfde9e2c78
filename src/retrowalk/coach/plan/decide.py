"""One week's decision: from the load and how it went, the next load and the reason.

The rules of `rules.py` in their order. A week is judged as a whole; one variable of the walking
changes at a time, and what is taken away is taken away together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from retrowalk.coach.base import Goal, Pace, Reason, Setting
from retrowalk.coach.plan.limits import limit
from retrowalk.coach.plan.load import (
    TASKS,
    Load,
    Person,
    faster,
    further,
    gentler_exercises,
    harder_exercises,
    longer,
    longer_bouts,
    on_treadmill,
    safer,
    shorter,
    start_load,
    steeper,
    with_task,
)
from retrowalk.coach.plan.rules import because
from retrowalk.coach.plan.seen import Seen, morning_limit
from retrowalk.coach.plan.words import (
    PACES_AS_ADJECTIVE,
    SETTINGS,
    SUPPORTS,
    TASK_NAMES,
    listed,
    minutes_phrase,
    number_phrase,
)

_FLARES_APART = 4


@dataclass(frozen=True, slots=True)
class State:
    """Where the plan stands.

    Attributes:
        load: what this week asks for.
        turn: whose turn it is among the variables that may be added.
        lowered: whether this week's load was lowered.
        missed: weeks missed in a row up to now.
        last_flare: week of the last flare, or None.
    """

    load: Load
    turn: int = 0
    lowered: bool = False
    missed: int = 0
    last_flare: int | None = None


_TURNS: MappingProxyType[Goal, tuple[str, ...]] = MappingProxyType(
    {
        Goal.KNEE: (
            "longer", "further", "longer", "longer-bouts", "longer", "further", "longer", "task",
            "faster",
        ),
        Goal.BALANCE: (
            "further", "longer", "task", "further", "longer-bouts", "task", "longer", "faster",
        ),
        Goal.FITNESS: (
            "longer", "further", "longer", "longer-bouts", "faster", "longer", "treadmill",
            "further", "longer", "steeper", "task",
        ),
        Goal.SPORT: (
            "further", "longer", "faster", "longer-bouts", "longer", "treadmill", "longer",
            "steeper", "task",
        ),
    }
)  # fmt: skip


def turns(goal: Goal) -> tuple[str, ...]:
    """Return the variables of a goal in the order in which they have their turn."""
    return _TURNS[goal]


def decide(week: int, state: State, seen: Seen, person: Person) -> tuple[State, tuple[Reason, ...]]:
    """Return the state after a week, and why; the first reason is the decision.

    Args:
        week: the week that is over, from 1.
        state: as the week was planned.
        seen: how it went.
        person: whom it is for.
    """
    flare = _flare(state.load, seen, person)
    if flare is not None:
        return _after_flare(week, state, flare)
    if seen.entries == 0:
        return _after_missed(state, person)
    state = replace(state, load=replace(state.load, gentle=False))
    back = replace(state, missed=0, lowered=False)
    if state.load.bouts == 0:
        return _after_pause(back, seen)
    lowering = _lowering(state.load, seen)
    if lowering is not None:
        load, reason = lowering
        return replace(back, load=load, lowered=True), (reason,)
    holding = _holding(state, seen, person)
    if holding is not None:
        return back, (holding,)
    if week % int(limit("settle_weeks")) == 0:
        harder = harder_exercises(state.load, person)
        if harder is None:
            return back, (because("settle"),)
        return replace(back, load=harder), (because("exercises-up"),)
    return _added(back, seen, person)


def _flare(load: Load, seen: Seen, person: Person) -> tuple[str, int | None] | None:
    """Return the rule of a flare and the pain that it names."""
    if seen.swelling:
        return "swelling", None
    if seen.pain is not None and seen.pain >= limit("flare_pain"):
        return "pain-strong", seen.pain
    if seen.morning is not None and seen.morning >= morning_limit(person.screening.pain):
        return "pain-next-morning", seen.morning
    return None


def _after_flare(
    week: int, state: State, flare: tuple[str, int | None]
) -> tuple[State, tuple[Reason, ...]]:
    rule, pain = flare
    before = state.load
    load = gentler_exercises(safer(shorter(before, limit("flare_share"))))
    load = replace(load, gentle=True)
    first = (
        because("still-paused")
        if before.bouts == 0
        else because(
            rule,
            before=minutes_phrase(before.week_s),
            after=minutes_phrase(load.week_s),
            pain=str(pain),
        )
    )
    again = state.last_flare is not None and week - state.last_flare < _FLARES_APART
    reasons = (first, because("flares-again")) if again else (first,)
    lower = replace(state, load=load, turn=0, lowered=True, missed=0, last_flare=week)
    return lower, reasons


def _after_missed(state: State, person: Person) -> tuple[State, tuple[Reason, ...]]:
    before, least = replace(state.load, gentle=False), start_load(person)
    missed = state.missed + 1
    if before.bouts == 0:
        return replace(state, missed=missed), (because("still-paused"),)
    load = before
    if before.week_s > least.week_s:
        load = shorter(before, limit("missed_share"))
        if load.week_s < least.week_s:
            load = replace(load, bouts=least.bouts, bout_s=least.bout_s)
    if missed >= 2:
        load = safer(load)
    back = replace(state, load=load, turn=0, missed=missed, lowered=True)
    if load == before:
        return back, (because("missed-start"),)
    if load.week_s == before.week_s:
        return back, (because("missed-again"),)
    reason = because(
        "missed", before=minutes_phrase(before.week_s), after=minutes_phrase(load.week_s)
    )
    return back, (reason,)


def _after_pause(state: State, seen: Seen) -> tuple[State, tuple[Reason, ...]]:
    if seen.pain is None:
        return state, (because("still-paused"),)
    load = replace(state.load, bouts=1, place=0, pace=Pace.SLOW)
    return replace(state, load=load, lowered=True), (because("after-pause"),)


def _lowering(load: Load, seen: Seen) -> tuple[Load, Reason] | None:
    """Return a lowered load short of a flare."""
    less = shorter(load, 1.0)
    less = load if less.bouts == 0 else less
    if seen.worse is not None:
        reason = because(
            "test-worse",
            (seen.worse.source,),
            test=seen.worse.test,
            change=number_phrase(seen.worse.change_s),
            real=number_phrase(seen.worse.real_s),
        )
        return safer(less), reason
    if seen.unsteady:
        return safer(less), because("less-steady")
    if seen.effort is not None and seen.effort >= limit("effort_less"):
        return less, because("too-hard", effort=str(seen.effort))
    if seen.done < limit("done_less"):
        return less, because("little-done", done=f"{100.0 * seen.done:.0f}")
    return None


def _holding(state: State, seen: Seen, person: Person) -> Reason | None:
    """Return the reason why nothing is added, or None."""
    more_pain = max(limit("some_pain"), person.screening.pain + 1)
    if seen.pain is not None and seen.pain >= more_pain:
        return because("pain-some", pain=str(seen.pain))
    if seen.effort is not None and seen.effort >= limit("effort_hold"):
        return because("hard-enough", effort=str(seen.effort))
    if seen.done < limit("done_hold"):
        return because("not-all-done", done=f"{100.0 * seen.done:.0f}")
    if seen.pain is None:
        return because("not-said")
    return because("calm-week") if state.lowered else None


def _added(state: State, seen: Seen, person: Person) -> tuple[State, tuple[Reason, ...]]:
    """Return the state with one variable added, the next in turn that can be."""
    slow = (
        seen.backward_test_s is not None
        and seen.backward_test_s > limit("slow_test_s")
        and person.screening.age_years >= limit("older_years")
    )
    ways: dict[str, Callable[[], Load | None]] = {
        "longer": lambda: longer(state.load, person),
        "longer-bouts": lambda: longer_bouts(state.load, person),
        "further": lambda: further(state.load, person, at_rail=slow),
        "faster": lambda: faster(state.load, person),
        "task": lambda: with_task(state.load, person),
        "treadmill": lambda: on_treadmill(state.load, person),
        "steeper": lambda: steeper(state.load, person),
    }
    order = _TURNS[person.goal]
    held = (because("slow-test", seconds=number_phrase(seen.backward_test_s or 0.0)),) * slow
    for ahead in range(len(order)):
        turn = state.turn + ahead
        rule = order[turn % len(order)]
        load = ways[rule]()
        if load is None and rule == "longer":  # no room for more: fewer rests make some
            rule = "longer-bouts"
            load = ways[rule]()
        if load is not None:
            turned = replace(state, load=load, turn=(turn + 1) % len(order))
            return turned, (_why(rule, state.load, load, person), *held)
    return state, (because("keep"), *held)


def _why(rule: str, before: Load, load: Load, person: Person) -> Reason:
    if rule == "longer":
        return because(
            rule, before=minutes_phrase(before.week_s), after=minutes_phrase(load.week_s)
        )
    if rule == "longer-bouts":
        return because(rule, bout=str(load.bout_s))
    if rule == "further":
        setting, support = person.places[load.place]
        if setting is Setting.OPEN:
            return because(rule, place=SETTINGS[setting])
        return because(rule, place=listed((SETTINGS[setting], SUPPORTS[support])))
    if rule == "faster":
        return because(rule, pace=PACES_AS_ADJECTIVE[load.pace])
    if rule == "task":
        return because(rule, task=TASK_NAMES[TASKS[load.task - 1]])
    if rule == "steeper":
        return because(rule, slope=str(load.slope_percent))
    return because(rule)
