"""What steps of a walk are like: a rhythm to be recognised by, and a laxer one to go on by.

    to begin    six steps in a row that are even, at a walker's rhythm and with a walker's swing
    to go on    |  |  |     |  .  |    any step that is neither too weak, too soon nor too late

A walker who is known to walk may hesitate, turn and step aside; movement that is not known to
be walking must first show its rhythm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrowalk.recording import Placement
from retrowalk.tracker.stepping import SOONEST_S
from retrowalk.tracker.steps import LEG_PLACEMENTS, Turn, TurningPoint
from retrowalk.tracker.timebase import RATE_HZ

# Design choices: cadence 46-214 steps a minute; a pause of 2 s ends a bout.
PAUSE_S = 2.0
LONGEST_STEP_S = 1.3
# (longest - shortest) / middle of the strides (leg) or steps (trunk, arm) judged together
_LEG_RANGE = 0.30
_TRUNK_RANGE = 0.70
# of a leg, against the stride: the shorter step at least, steps of the same foot at most
_SHORTER_STEP = 0.2
_SAME_FOOT = 0.18
_SAME_SWING = 1.0
_ALONE_RANGE = 1.00
_LEG_SWING_RAD = 0.10
# a thigh swings 0.5-1.0 rad in a step, and 1.4 rad and more in sitting down, which takes longer
# than a step so wide
_THIGH_SWING_RAD = 1.35
_WIDE_STEP_S = 0.7
# half the rise and fall of a step, in speed
_TRUNK_SWING_MPS = 0.05
# of a walk that goes on, against its usual ones: swing at least, time from step to step at least
# and at most (one step may stay unseen)
_LEG_WEAK = 0.2
_TRUNK_WEAK = 0.15
_LEG_SOON = 0.4
_TRUNK_SOON = 0.4
_LATE = 2.5


def _range(values: list[float]) -> float:
    return max(values) - min(values)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _gap_s(walk: list[TurningPoint], step: TurningPoint) -> float:
    return abs(step.sample - walk[-1].sample) / RATE_HZ


@dataclass(frozen=True, slots=True)
class Rules:
    """What steps of one placement must be like to be a walk.

    Attributes:
        apart: 2 where only strides compare like with like (a leg), else 1.
        range_share: (longest - shortest) / middle of the times judged together.
        least_swing: in the step signal's unit.
        weak: swing of a step of a known walk at least, against the usual one.
        soon: its time from the one before at least, against the usual one.
        most_swing: of steps that are not quick, in the step signal's unit.
    """

    apart: int
    range_share: float
    least_swing: float
    weak: float
    soon: float
    most_swing: float = np.inf

    @classmethod
    def of(cls, placement: Placement) -> Rules:
        """Return the rules of a placement; an arm has those of the trunk."""
        if placement not in LEG_PLACEMENTS:
            return cls(1, _TRUNK_RANGE, _TRUNK_SWING_MPS, _TRUNK_WEAK, _TRUNK_SOON)
        thigh = placement in (Placement.POCKET, Placement.THIGH)
        most = _THIGH_SWING_RAD if thigh else np.inf
        return cls(2, _LEG_RANGE, _LEG_SWING_RAD, _LEG_WEAK, _LEG_SOON, most)

    def times_s(self, steps: list[TurningPoint]) -> list[float]:
        """Return the times that are compared: strides of a leg, steps of the trunk."""
        at = [step.sample for step in steps]
        return [(b - a) / RATE_HZ for a, b in zip(at, at[self.apart :], strict=False)]

    def strong(self, steps: list[TurningPoint], middle_s: float) -> bool:
        """Return whether steps have a walker's rhythm and swing."""
        step_s = middle_s / self.apart
        swing = _middle([step.swing for step in steps])
        most = self.most_swing if step_s > _WIDE_STEP_S else np.inf
        return SOONEST_S <= step_s <= LONGEST_STEP_S and self.least_swing <= swing <= most

    def even(self, steps: list[TurningPoint]) -> bool:
        """Return whether steps in a row are a walk."""
        times_s = self.times_s(steps)
        middle = _middle(times_s)
        if not self.strong(steps, middle) or _range(times_s) > self.range_share * middle:
            return False
        if self.apart == 1:
            return True
        # own steps are like each other, and the other foot's are
        gaps_s = [(b.sample - a.sample) / RATE_HZ for a, b in pairwise(steps)]
        swings = [step.swing for step in steps]
        return min(gaps_s) >= _SHORTER_STEP * middle and all(
            _range(gaps_s[foot::2]) <= _SAME_FOOT * middle
            and _range(swings[foot::2]) <= _SAME_SWING * _middle(swings)
            for foot in (0, 1)
        )

    def alone(self, steps: list[TurningPoint]) -> bool:
        """Return whether the few steps between two pauses are a walk."""
        times_s = sorted(self.times_s(steps))
        middle = times_s[len(times_s) // 2]
        aside = len(times_s) // 6  # one in six may be odd
        inner = times_s[aside : len(times_s) - aside]
        return self.strong(steps, middle) and _range(inner) <= _ALONE_RANGE * middle

    def late(self, walk: list[TurningPoint], step: TurningPoint) -> bool:
        """Return whether a step comes too late to be the next one of a known walk.

        Args:
            walk: its steps next to this one, the nearest last.
            step: before or after them.
        """
        return _gap_s(walk, step) > _LATE * self._usual_s(walk)

    def fits(self, walk: list[TurningPoint], step: TurningPoint) -> bool:
        """Return whether a step has the swing of a known walk and is not too soon; see `late`."""
        gap_s = _gap_s(walk, step)
        wide = step.swing > self.most_swing and gap_s > _WIDE_STEP_S
        strong = step.swing >= self.weak * _middle([one.swing for one in walk])
        return gap_s >= self.soon * self._usual_s(walk) and strong and not wide

    def _usual_s(self, walk: list[TurningPoint]) -> float:
        if self.apart == 1:
            return _middle([abs(time_s) for time_s in self.times_s(walk)])
        # from like to like: where the other foot's steps were missed, a stride is still a stride
        strides = [
            abs(b.sample - a.sample)
            for turn in Turn
            for a, b in pairwise([one for one in walk if one.turn is turn])
        ]
        return _middle(strides) / (2.0 * RATE_HZ)
