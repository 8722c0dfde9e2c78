"""When feet come down.

A leg that walks swings like a pendulum, once to and fro per stride, so each turning point of
its angle is one step, whichever way the walker goes:

    angle   front  /\\      /\\        own foot        . = turning points = steps
                  .  \\    .  \\       and the other
            back      .'     .'       in turn

On the trunk the body's rise and fall shows each step: it sinks into every contact, so each
lowest point of the vertical velocity is one step. An arm adds its own swing, once to and fro per
stride; the size of the force does not care about its direction, so there each lowest point of
its band-limited integral is one step. Arms differ: expect errors of a tenth and more.

A turning point counts when the signal then comes back by a share of its own recent size
(hysteresis), so that size, speed and mounting do not matter, and when it was reached and left
within the time of a slow step: rest is no turning point.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Motion, integrated, smoothed
from retrowalk.tracker.timebase import RATE_HZ

ARM_PLACEMENTS = frozenset({Placement.WRIST, Placement.HAND})
LEG_PLACEMENTS = frozenset({Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT})

# Design choices, checked against motion capture (docs/validation.md).
_LEG_SMOOTH_S = 0.30
_LEG_SMALLEST_RAD = 0.06
_TRUNK_SMOOTH_S = 0.22
_TRUNK_SMALLEST_MPS = 0.03
_SIZE_S = 2.5
_SHARE = 0.7
_ARM_SHARE = 0.5
# a slow walker's step lasts about 0.8 s
_SHARP = round(0.8 * RATE_HZ)
_SHARP_SHARE = 0.6


class Turn(IntEnum):
    """Which way a turning point points."""

    HIGH = 1
    LOW = -1


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A turning point of the step signal.

    Attributes:
        sample: index into the stretch.
        turn: whether the signal was highest or lowest there.
        swing: how far the signal had moved since the turning point before, in its unit.
    """

    sample: int
    turn: Turn
    swing: float


def turning_points(
    signal: Array, smallest: float, share: float = _SHARE
) -> tuple[TurningPoint, ...]:
    """Find the alternating highs and lows of a signal.

    Args:
        signal: (n,) smooth samples at 50 Hz.
        smallest: swings below this, in the signal's unit, never count.
        share: part of the signal's recent size that a swing must reach.

    Returns:
        Highs and lows in turn; each is known once the signal has come back from it.
    """
    size = np.sqrt(smoothed(signal**2, _SIZE_S))
    needed = np.maximum(smallest, share * size).tolist()
    values = signal.tolist()
    found: list[TurningPoint] = []

    def sharp(at: int) -> bool:
        """Whether the signal moves on both sides of a turning point."""
        middle, least = values[at], _SHARP_SHARE * needed[at]
        before, after = values[max(0, at - _SHARP) : at], values[at + 1 : at + 1 + _SHARP]
        return all(
            side and max(abs(value - middle) for value in side) >= least for side in (before, after)
        )

    turn = 0  # what the signal does now: 1 rises, -1 falls, 0 not known yet
    high_at = low_at = 0
    for i, value in enumerate(values):
        if value > values[high_at]:
            high_at = i
        if value < values[low_at]:
            low_at = i
        if turn >= 0 and values[high_at] - value > needed[high_at]:
            if sharp(high_at):
                found.append(TurningPoint(high_at, Turn.HIGH, values[high_at] - values[low_at]))
            turn, low_at = -1, i
        elif turn <= 0 and value - values[low_at] > needed[low_at]:
            if sharp(low_at):
                found.append(TurningPoint(low_at, Turn.LOW, values[high_at] - values[low_at]))
            turn, high_at = 1, i
    return tuple(found)


def leg_signal(motion: Motion, left: Array) -> Array:
    """Return the (n,) smoothed angle of a leg segment about its axis, rad.

    Args:
        motion: filtered motion.
        left: (n, 3) unit axis of swing in the sensor frame at each sample.
    """
    angle = np.einsum("ni,ni->n", motion.angle, left)
    return smoothed(angle, _LEG_SMOOTH_S)


def trunk_signal(motion: Motion) -> Array:
    """Return the (n,) smoothed vertical velocity, m/s."""
    rise = motion.rise_mps
    return smoothed(rise, _TRUNK_SMOOTH_S)


def arm_signal(motion: Motion) -> Array:
    """Return the (n,) smoothed integral of the force's size, m/s."""
    size = np.linalg.norm(motion.raw_acceleration, axis=1)
    return smoothed(integrated(size), _TRUNK_SMOOTH_S)


def arm_steps(signal: Array) -> tuple[TurningPoint, ...]:
    """Return one lowest point per step of an arm-worn or hand-held sensor."""
    points = turning_points(signal, _TRUNK_SMALLEST_MPS, _ARM_SHARE)
    return tuple(point for point in points if point.turn is Turn.LOW)


def leg_steps(signal: Array) -> tuple[TurningPoint, ...]:
    """Return one turning point per step of a leg-worn sensor."""
    return turning_points(signal, _LEG_SMALLEST_RAD)


def trunk_steps(signal: Array) -> tuple[TurningPoint, ...]:
    """Return one lowest point of the vertical velocity per step."""
    points = turning_points(signal, _TRUNK_SMALLEST_MPS)
    return tuple(point for point in points if point.turn is Turn.LOW)
