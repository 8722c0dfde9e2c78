"""Strides of a foot-worn sensor: from stance to stance.

stir     __/\\____/\\____/\\__        how fast the foot turns and is shaken
stance   o    o    o    o           stillest instants before and after each swing
stride vector = double integral of acceleration between two stances, with zero velocity
                at both ends (zero-velocity update, ZUPT)
angle = direction of the vector against the foot's front: within 45 degrees forward,
        beyond 135 backward, else sideways
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.attitude import Motion, smoothed
from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import Turn, turning_points
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ

# Design choices, checked on strides measured by optical capture (docs/validation.md).
_SMOOTH_S = 0.2
_SHAKE_S_PER_M = 0.17  # rad/s of stir per m/s² that the force differs from gravity
_SMALLEST_STIR_RADS = 0.7
_STANDING_RADS = 1.5
_FIRM_RADS = 0.5
_REACH = round(1.0 * RATE_HZ)
_SHORTEST_M = 0.10


@dataclass(frozen=True, eq=False, slots=True)
class Stride:
    """One stride, from stance to stance.

    Attributes:
        start: sample of the stance before it.
        end: sample of the stance after it.
        vector_m: (3,) displacement in the drift frame W.
        up: (3,) unit vector up in W.
        stir_rads: the larger stir of its two stances; a foot that truly stands is still.
    """

    start: int
    end: int
    vector_m: Array
    up: Array
    stir_rads: float

    @property
    def length_m(self) -> float:
        """Horizontal length."""
        return float(np.linalg.norm(self.vector_m - (self.vector_m @ self.up) * self.up))

    @property
    def tiny(self) -> bool:
        """Whether the foot stayed about where it was."""
        return self.length_m < _SHORTEST_M

    @property
    def firm(self) -> bool:
        """Whether both stances are still enough for its direction to be relied on."""
        return self.stir_rads < _FIRM_RADS and not self.tiny

    def angle_rad(self, motion: Motion, left: Array) -> float:
        """Return the direction of travel against the foot's front, counter-clockwise.

        Args:
            motion: the motion it was cut from.
            left: (3,) left axis in the sensor frame.
        """
        ends = motion.world_from_sensor[[self.start, self.end]] @ left
        side = ends.sum(axis=0)
        side = side - (side @ self.up) * self.up
        front = np.cross(side, self.up)
        return float(np.arctan2(self.vector_m @ side, self.vector_m @ front))


def stride_direction(angle_rad: float) -> Direction:
    """Name the direction of a stride: within 45 degrees forward, beyond 135 backward."""
    turned = abs(angle_rad)
    if turned < 0.25 * np.pi:
        return Direction.FORWARD
    return Direction.BACKWARD if turned > 0.75 * np.pi else Direction.SIDEWAYS


def _stillest(stir: Array, low: int, high: int) -> int:
    return low + int(np.argmin(stir[low : high + 1]))


def _vector(motion: Motion, start: int, end: int) -> tuple[Array, Array]:
    up = motion.up[start : end + 1].mean(axis=0)
    up = up / np.linalg.norm(up)
    acceleration = motion.raw_acceleration[start : end + 1] - STANDARD_GRAVITY_MS2 * up
    velocity = np.zeros_like(acceleration)
    velocity[1:] = np.cumsum(0.5 * (acceleration[1:] + acceleration[:-1]), axis=0) * PERIOD_S
    velocity -= np.linspace(0.0, 1.0, len(velocity))[:, None] * velocity[-1]
    return np.asarray(0.5 * (velocity[1:] + velocity[:-1]).sum(axis=0) * PERIOD_S), up


def foot_strides(motion: Motion) -> tuple[Stride, ...]:
    """Cut the motion of a foot into strides.

    Args:
        motion: filtered motion of a foot sensor with a gyroscope.

    Returns:
        Strides in time order; shuffling on the spot gives tiny ones.
    """
    shake = np.linalg.norm(motion.raw_acceleration, axis=1) - STANDARD_GRAVITY_MS2
    turn = np.einsum("ni,ni->n", motion.raw_rate, motion.raw_rate)
    stirs = np.sqrt(np.maximum(smoothed(turn + (_SHAKE_S_PER_M * shake) ** 2, _SMOOTH_S), 0.0))
    swings = [
        point.sample
        for point in turning_points(stirs, _SMALLEST_STIR_RADS)
        if point.turn is Turn.HIGH
    ]
    found = []
    start: int | None = None
    borders = [0, *swings, len(stirs) - 1]
    for k, swing in enumerate(swings, 1):
        before, after = borders[k - 1], borders[k + 1]
        leaving = _stillest(stirs, max(before, swing - _REACH), swing)
        landing = _stillest(stirs, swing, min(after, swing + _REACH))
        # a swing may have two humps: without a stance between them it goes on
        if start is None or stirs[leaving] <= _STANDING_RADS:
            start = leaving
        if stirs[landing] <= _STANDING_RADS and stirs[start] <= _STANDING_RADS:
            vector, up = _vector(motion, start, landing)
            stir = float(max(stirs[start], stirs[landing]))
            found.append(Stride(start, landing, vector, up, stir))
    return tuple(found)
