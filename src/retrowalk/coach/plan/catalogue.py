"""Which exercise is taken for which goal, from which stage on, and when it is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from retrowalk.coach.base import Exercise, Goal, Level
from retrowalk.errors import RetrowalkError

_K, _B, _F, _S = Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT
_ALL = (_K, _B, _F, _S)


@dataclass(frozen=True, slots=True)
class ExerciseInfo:
    """What a plan must know of an exercise.

    Attributes:
        id: its short name.
        goals: what a plan takes it for.
        avoid_with: screening flags with which it is left out.
        stage: the stage of the plan from which it is taken, in its easiest form first.
        snack: whether it suits a break from sitting.
    """

    id: str
    goals: tuple[Goal, ...]
    avoid_with: tuple[str, ...] = ()
    stage: Level = Level.EASIER
    snack: bool = False


_STANDARD, _HARDER = Level.STANDARD, Level.HARDER
_UNSTEADY = ("falls", "dizziness", "poor-vision", "balance-medication")

CATALOGUE: tuple[ExerciseInfo, ...] = (
    ExerciseInfo("sit-to-stand", _ALL, ("severe-pain",), snack=True),
    ExerciseInfo("heel-raise", _ALL, snack=True),
    ExerciseInfo("quad-set", (_K,), ("high-blood-pressure",)),
    ExerciseInfo("toe-raise", (_K, _B, _F), snack=True),
    ExerciseInfo("straight-leg-raise", (_K,), ("back-pain", "pregnant")),
    ExerciseInfo("tandem-stance", (_B, _S), ("dizziness",)),
    ExerciseInfo("glute-bridge", (_K, _F, _S), ("pregnant",)),
    ExerciseInfo("hip-extension", (_B, _F, _K), ("back-pain",)),
    ExerciseInfo(
        "side-lying-hip-abduction",
        (_K, _B, _S),
        ("hip-replaced", "hip-pain", "pregnant"),
    ),
    ExerciseInfo(
        "hip-flexor-stretch", (_F, _S), ("cannot-kneel", "hip-replaced", "pregnant"), snack=True
    ),
    ExerciseInfo(
        "terminal-knee-extension", (_K,), ("recent-surgery", "high-blood-pressure"), _STANDARD
    ),
    ExerciseInfo("mini-squat", _ALL, ("severe-pain", "knee-swollen"), _STANDARD, snack=True),
    ExerciseInfo(
        "step-up",
        (_K, _B, _F, _S),
        ("severe-pain", "dizziness", "poor-vision", "balance-medication"),
        _STANDARD,
    ),
    ExerciseInfo("single-leg-stance", (_B, _S, _F), _UNSTEADY, _STANDARD),
    ExerciseInfo(
        "wall-squat", (_K, _F, _S), ("high-blood-pressure", "severe-pain", "pregnant"), _HARDER
    ),
    ExerciseInfo("lateral-step-down", (_K, _S), ("severe-pain", *_UNSTEADY), _HARDER),
    ExerciseInfo("backward-walk-rail", (), ("dizziness",), snack=True),
)


def fitting(
    goal: Goal,
    flags: tuple[str, ...],
    stage: Level,
    catalogue: tuple[ExerciseInfo, ...] = CATALOGUE,
) -> tuple[ExerciseInfo, ...]:
    """Return the exercises for a goal at a stage, without those the flags forbid."""
    stages = tuple(Level)
    return tuple(
        info
        for info in catalogue
        if goal in info.goals
        and not set(flags) & set(info.avoid_with)
        and stages.index(info.stage) <= stages.index(stage)
    )


def left_out(
    goal: Goal, flags: tuple[str, ...], catalogue: tuple[ExerciseInfo, ...] = CATALOGUE
) -> tuple[ExerciseInfo, ...]:
    """Return the exercises for a goal that the flags forbid."""
    return tuple(
        info for info in catalogue if goal in info.goals and set(flags) & set(info.avoid_with)
    )


def catalogue_of(exercises: Iterable[Exercise]) -> tuple[ExerciseInfo, ...]:
    """Return the catalogue with what the exercises say of themselves.

    Goals are the exercise's own; it is left out with the flags of both, which is the careful
    way. Stage and snack are the catalogue's. The walking itself is no exercise of a plan.

    Args:
        exercises: every exercise of the catalogue, in any order.

    Raises:
        RetrowalkError: the ids are not those of the catalogue.
    """
    by_id = {exercise.id: exercise for exercise in exercises}
    known = {info.id for info in CATALOGUE}
    if set(by_id) != known:
        odd = ", ".join(sorted(set(by_id) ^ known))
        raise RetrowalkError(f"the exercises are not those of the catalogue ({odd})", where="plan")
    return tuple(
        replace(
            info,
            goals=by_id[info.id].goals if info.goals else (),
            avoid_with=tuple(dict.fromkeys((*info.avoid_with, *by_id[info.id].avoid_with))),
        )
        for info in CATALOGUE
    )
