"""The seventeen exercises, one file each.

Each takes three minutes at most, rests and both sides included, and has an easier, a standard
and a harder form. Doses that are not those of a source are our own choice and say so.
"""

from __future__ import annotations

from difflib import get_close_matches

from retrowalk.coach.base import Exercise
from retrowalk.coach.exercises import (
    backward_walk_rail,
    glute_bridge,
    heel_raise,
    hip_extension,
    hip_flexor_stretch,
    lateral_step_down,
    mini_squat,
    quad_set,
    side_lying_hip_abduction,
    single_leg_stance,
    sit_to_stand,
    step_up,
    straight_leg_raise,
    tandem_stance,
    terminal_knee_extension,
    toe_raise,
    wall_squat,
)
from retrowalk.errors import RetrowalkError

__all__ = ["exercise", "exercises"]

_ALL = (
    quad_set.EXERCISE,
    straight_leg_raise.EXERCISE,
    terminal_knee_extension.EXERCISE,
    sit_to_stand.EXERCISE,
    mini_squat.EXERCISE,
    wall_squat.EXERCISE,
    lateral_step_down.EXERCISE,
    step_up.EXERCISE,
    glute_bridge.EXERCISE,
    side_lying_hip_abduction.EXERCISE,
    hip_extension.EXERCISE,
    heel_raise.EXERCISE,
    toe_raise.EXERCISE,
    tandem_stance.EXERCISE,
    single_leg_stance.EXERCISE,
    hip_flexor_stretch.EXERCISE,
    backward_walk_rail.EXERCISE,
)


def exercises() -> tuple[Exercise, ...]:
    """Return all exercises by their number."""
    return _ALL


def exercise(wanted: str) -> Exercise:
    """Return one exercise by its id or its number.

    Raises:
        RetrowalkError: there is none of that name.
    """
    name = wanted.strip().lower()
    for found in _ALL:
        if name in (found.id, str(found.number)):
            return found
    close = get_close_matches(name, [found.id for found in _ALL], n=1)
    raise RetrowalkError(
        f"there is no exercise '{wanted}'",
        remedy=f"did you mean '{close[0]}'?" if close else "see 'retrowalk exercise list'",
    )
