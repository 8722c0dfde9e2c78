"""Following a walk: what is needed of a stretch before its direction is asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.frame import HOP, hop_centres, leg_axes
from retrowalk.tracker.steps import (
    ARM_PLACEMENTS,
    LEG_PLACEMENTS,
    arm_signal,
    arm_steps,
    leg_signal,
    leg_steps,
    trunk_signal,
    trunk_steps,
)
from retrowalk.tracker.strides import Stride, foot_strides
from retrowalk.tracker.walking import Run, runs


@dataclass(frozen=True, eq=False, slots=True)
class Followed:
    """A stretch with its steps.

    Attributes:
        motion: filtered motion.
        swing: (hops, 3) axis of swing; empty for a sensor that is not on a leg.
        runs: walks found in it.
        strides: of a foot sensor, else empty.
    """

    motion: Motion
    swing: Array
    runs: tuple[Run, ...]
    strides: tuple[Stride, ...]


def follow(motion: Motion, placement: Placement, window: int) -> Followed:
    """Find the axis of swing, the steps and the runs of a stretch.

    Args:
        motion: filtered motion.
        placement: where the sensor is worn.
        window: samples over which the axis of swing is taken.
    """
    if placement in LEG_PLACEMENTS and motion.has_gyroscope:
        swing = leg_axes(motion, window, None)
        centres = hop_centres(motion)
        nearest = np.clip(
            np.round((np.arange(len(motion)) - centres[0]) / HOP).astype(int), 0, len(centres) - 1
        )
        steps = leg_steps(leg_signal(motion, swing[nearest]))
        strides = foot_strides(motion) if placement is Placement.FOOT else ()
        return Followed(motion, swing, runs(steps, motion, placement), strides)
    if placement in ARM_PLACEMENTS:
        steps = arm_steps(arm_signal(motion))
    else:
        steps = trunk_steps(trunk_signal(motion))
    return Followed(motion, np.empty((0, 3)), runs(steps, motion, Placement.WAIST), ())
