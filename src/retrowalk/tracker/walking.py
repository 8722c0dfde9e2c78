"""Is this walking at all: steps that come one after the other at a walker's rhythm.

    steps   |  |  |  |  |          |        |  |  |  |
            '-- run ----'       (lone)      '-- run -'
            gaps under 2 s, rhythm 0.28-1.3 s per step, even enough, strong enough

Standing, sitting down, typing, driving and shaking the phone give turning points too, but
not at this rhythm, this evenly and with this much rise and fall.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Placement
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.steps import LEG_PLACEMENTS, TurningPoint
from retrowalk.tracker.timebase import RATE_HZ

# Design choices: cadence 46-214 steps a minute; a pause of 2 s ends a bout.
PAUSE_S = 2.0
FEWEST_STEPS = 4
_SHORTEST_STEP_S = 0.28
_LONGEST_STEP_S = 1.3
_EVEN_SHARE = 0.75
_EVEN_WITHIN = 0.45
_STRIDE_SPREAD = 0.28
_LEG_SWING_RAD = 0.10
# a thigh swings 0.5-1.0 rad in walking and 1.4 rad and more in sitting down
_THIGH_SWING_RAD = 1.35
_TRUNK_LIFT_MS2 = 0.35


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive steps of one walk.

    Attributes:
        start: first sample, half a step before the first step.
        end: one past the last sample, half a step after the last step.
        steps: the steps in time order.
    """

    start: int
    end: int
    steps: tuple[TurningPoint, ...]

    @property
    def step_time_s(self) -> float:
        """Median time from step to step."""
        return float(np.median(np.diff([step.sample for step in self.steps])) / RATE_HZ)


def _even_share(times_s: list[float], within: float) -> float:
    """Share of times that are near the median of the five around them."""
    near = []
    for i, time_s in enumerate(times_s):
        around = float(np.median(times_s[max(0, i - 2) : i + 3]))
        near.append(abs(time_s - around) <= within * around)
    return float(np.mean(near))


def _spread(times_s: list[float]) -> float:
    """Half the range of the middle two thirds of times, over their median."""
    low, middle, high = np.quantile(times_s, [0.16, 0.5, 0.84])
    return float(0.5 * (high - low) / middle)


def _is_walk(steps: list[TurningPoint], motion: Motion, placement: Placement) -> bool:
    if len(steps) < FEWEST_STEPS:
        return False
    at_s = np.array([step.sample for step in steps]) / RATE_HZ
    strides_s = (at_s[2:] - at_s[:-2]).tolist()
    middle = 0.5 * float(np.median(strides_s))
    if not _SHORTEST_STEP_S <= middle <= _LONGEST_STEP_S:
        return False
    leg = placement in LEG_PLACEMENTS
    # turning points of a leg are not evenly spaced: only strides compare like with like
    if leg and _spread(strides_s) > _STRIDE_SPREAD:
        return False
    if not leg and _even_share(np.diff(at_s).tolist(), _EVEN_WITHIN) < _EVEN_SHARE:
        return False
    if leg:
        swing = float(np.median([step.swing for step in steps]))
        thigh = placement in (Placement.POCKET, Placement.THIGH)
        return swing >= _LEG_SWING_RAD and not (thigh and swing > _THIGH_SWING_RAD)
    span = slice(steps[0].sample, steps[-1].sample + 1)
    return float(motion.lift_ms2[span].std()) >= _TRUNK_LIFT_MS2


def runs(steps: tuple[TurningPoint, ...], motion: Motion, placement: Placement) -> tuple[Run, ...]:
    """Group steps into walks.

    Args:
        steps: all steps of a stretch.
        motion: its filtered motion.
        placement: where the sensor is worn.

    Returns:
        Runs of at least four steps in time order.
    """
    groups: list[list[TurningPoint]] = []
    for step in steps:
        if groups and (step.sample - groups[-1][-1].sample) / RATE_HZ <= PAUSE_S:
            groups[-1].append(step)
        else:
            groups.append([step])
    found = []
    for group in groups:
        if not _is_walk(group, motion, placement):
            continue
        half = 0.5 * float(np.median(np.diff([step.sample for step in group])))
        start = max(0, round(group[0].sample - half))
        end = min(len(motion), round(group[-1].sample + half) + 1)
        found.append(Run(start, end, tuple(group)))
    return tuple(found)
