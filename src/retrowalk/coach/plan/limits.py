"""Every number of the plan, each with where it comes from.

A number without evidence rows is a design choice, taken on the careful side. The limits for
pain are design choices, too: those commonly used could not be read at their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from retrowalk.coach.logs import WORST
from retrowalk.coach.screening.rules import NUMBERS

DAYS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Limit:
    """One number.

    Attributes:
        name: how code and docs refer to it.
        value: in `unit`.
        unit: ``"1"`` for a share or a count.
        why: what it decides, one sentence.
        sources: evidence rows; empty for a design choice.
    """

    name: str
    value: float
    unit: str
    why: str
    sources: tuple[str, ...] = ()


LIMITS: tuple[Limit, ...] = (
    Limit("days_a_week", 3, "days", "days with a session", ("O-01", "B-33", "E-24")),
    Limit("aim_s", 600, "s", "most backward walking in one session", ("O-01",)),
    Limit("aim_fitness_s", 900, "s", "the same for fitness and sport", ("E-24",)),
    Limit("rise_share", 0.2, "1", "most that the backward time of a week may rise"),
    Limit("rise_s", 180, "s", "or this much, one minute a session, where it is more"),
    Limit("bout_most_s", 300, "s", "longest bout"),
    Limit("easy_share", 0.6, "1", "bouts of an easy day over those of a full day"),
    Limit("flare_share", 0.6, "1", "bouts kept after a flare, at most"),
    Limit("missed_share", 0.75, "1", "bouts kept for each missed week"),
    Limit(
        "flare_pain",
        NUMBERS["stop_pain"],
        "points 0-10",
        "pain while walking that counts as a flare",
    ),
    Limit("morning_pain", 4, "points 0-10", "pain next morning that counts as a flare, at least"),
    Limit("morning_rise", 2, "points 0-10", "and this much above the pain before the plan"),
    Limit("some_pain", 4, "points 0-10", "pain while walking at which nothing is added"),
    Limit("effort_hold", 7, "points 0-10", "effort at which nothing is added"),
    Limit("effort_less", 9, "points 0-10", "effort at which the plan gets shorter"),
    Limit("done_hold", 0.8, "1", "share done below which nothing is added"),
    Limit("done_less", 0.5, "1", "share done below which the plan gets shorter"),
    Limit("settle_weeks", 4, "weeks", "every so many weeks walking stays and exercises step up"),
    Limit(
        "slow_test_s",
        5.5,
        "s",
        "slowest three-metre backward walk with which an older person leaves the rail",
        ("B-06",),
    ),
    Limit(
        "older_years",
        NUMBERS["older_years"],
        "years",
        "from here on every goal gets tasks for the mind, and"
        " a slow backward test keeps at the rail",
    ),
    Limit("slope_age", NUMBERS["older_years"] - 1, "years", "oldest for a slope"),
    Limit("slope_most", 5, "%", "steepest slope, on a treadmill", ("E-11",)),
    Limit("exercise_s", 180, "s", "longest exercise"),
    Limit("change_s", 20, "s", "to get from one exercise to the next"),
    Limit("exercises_most", 4, "1", "exercises in one session"),
    Limit("minutes_least", 5, "min", "shortest session that can be asked for"),
    Limit("minutes_most", 90, "min", "longest session that can be asked for"),
    Limit("weeks_most", 104, "weeks", "longest plan"),
)

_BY_NAME: MappingProxyType[str, Limit] = MappingProxyType({x.name: x for x in LIMITS})


def limit(name: str) -> float:
    """Return a number of the plan; KeyError when there is none of that name."""
    return _BY_NAME[name].value


def limit_sources(name: str) -> tuple[str, ...]:
    """Return the evidence rows of a number; none for a design choice."""
    return _BY_NAME[name].sources


def numbers() -> dict[str, float]:
    """Return what the ``{=name}`` of a rule's texts stand for: limits, minutes, days."""
    return {
        **{x.name: x.value for x in LIMITS},
        **{f"{x.name[:-2]}_min": x.value / 60.0 for x in LIMITS if x.unit == "s"},
        "full_day": DAYS[0],
        "easy_day": DAYS[1],
        "task_day": DAYS[2],
        "pain_below_flare": limit("flare_pain") - 1,
        "scale_top": WORST,
    }
