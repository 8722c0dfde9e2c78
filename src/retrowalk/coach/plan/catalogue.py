"""Which exercise is taken for which goal, from which stage on, and when it is left out."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.coach.base import Goal, Level
from retrowalk.coach.exercises import exercise


@dataclass(frozen=True, slots=True)
class ExerciseInfo:
    """What a plan must know of an exercise.

    Attributes:
        id: its short name.
        goals: what a plan takes it for.
        avoid_with: screening flags with which it is left out.
        stage: the stage of the plan from which it is taken, in its easiest form first.
        snack: whether it suits a break from sitting.
        forms_avoid: screening flags with which a form is left out for an easier one.
    """

    id: str
    goals: tuple[Goal, ...]
    avoid_with: tuple[str, ...] = ()
    stage: Level = Level.EASIER
    snack: bool = False
    forms_avoid: tuple[tuple[Level, tuple[str, ...]], ...] = ()

    def level_for(self, level: Level, flags: tuple[str, ...]) -> Level:
        """Return this form, or the hardest easier one that the flags allow."""
        stages = tuple(Level)
        barred = {form for form, avoid in self.forms_avoid if set(avoid) & set(flags)}
        allowed = [stage for stage in stages[: stages.index(level) + 1] if stage not in barred]
        return allowed[-1] if allowed else Level.EASIER


# the order in which a plan takes turns, and the stage from which it takes them (design choices)
_STAGES = {
    "sit-to-stand": Level.EASIER,
    "heel-raise": Level.EASIER,
    "quad-set": Level.EASIER,
    "toe-raise": Level.EASIER,
    "straight-leg-raise": Level.EASIER,
    "tandem-stance": Level.EASIER,
    "glute-bridge": Level.EASIER,
    "hip-extension": Level.EASIER,
    "side-lying-hip-abduction": Level.EASIER,
    "hip-flexor-stretch": Level.EASIER,
    "terminal-knee-extension": Level.STANDARD,
    "mini-squat": Level.STANDARD,
    "step-up": Level.STANDARD,
    "single-leg-stance": Level.STANDARD,
    "wall-squat": Level.HARDER,
    "lateral-step-down": Level.HARDER,
}
WALKING = "backward-walk-rail"
_SNACKS = {"sit-to-stand", "heel-raise", "toe-raise", "hip-flexor-stretch", "mini-squat", WALKING}


def _info(identifier: str, stage: Level) -> ExerciseInfo:
    known = exercise(identifier)
    # a plan's own blocks are the walking, so that exercise is for breaks alone
    goals = () if identifier == WALKING else known.goals
    forms_avoid = tuple((level, form.avoid_with) for level, form in known.forms.items())
    return ExerciseInfo(
        identifier, goals, known.avoid_with, stage, identifier in _SNACKS, forms_avoid
    )


CATALOGUE: tuple[ExerciseInfo, ...] = tuple(
    _info(identifier, stage) for identifier, stage in (*_STAGES.items(), (WALKING, Level.EASIER))
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
