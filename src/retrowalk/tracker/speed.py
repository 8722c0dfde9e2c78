"""How fast and how far: the mean speed of a bout along its path, starting and stopping included.

    ankle, foot     speed = length of the strides / their time       (retrowalk.tracker.stance)
    pocket, thigh,  speed = k l s * cadence                          l: leg, hip joint to ground
    waist           s: step in leg lengths, read in two ways whose errors differ

        c = cadence / 1.8 Hz
        pocket, thigh   a: swing of the thigh       s = (2 sin(a / 2))^(2/3) c^(1/3)
        waist           h: rise of the hips         s = (2 sqrt(2 h / l))^(1/2) c^(1/2)

2 sin(a / 2) is the step of straight legs that open by a, 2 sqrt(2 h / l) that of a stiff leg over
which the hips rise by h, and a brisk step is a long one. k depends on placement and direction:
speed_gains.json, ``python -m lab.fit.speed``. A walk over a known distance makes it personal
(retrowalk.tracker.personal).
"""

from __future__ import annotations

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Wearer
from retrowalk.tracker.attitude import FAST_S, SLOW_S, hann
from retrowalk.tracker.base import Direction
from retrowalk.tracker.gains import (
    STRIDE_PLACEMENTS,
    USUAL_LEG_M,
    Gain,
    edge_spread,
    gains,
    leg_length,
)
from retrowalk.tracker.personal import PersonalScale, interval, rescaled
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.timebase import RATE_HZ

_BRISK_HZ = 1.8
# how much longer than the usual one a swing may be before it is an error (design choice)
_LONGEST = 1.5
# smoothing of the step signals in retrowalk.tracker.steps; a test holds both together
_LEG_SMOOTH_S = 0.30
_TRUNK_SMOOTH_S = 0.22
# How two readings share the step (design choice near what captured walks ask for: model card).
_SWING_SHARE = 2.0 / 3.0
_PENDULUM_SHARE = 0.5
# a slow walk is less sure: steps are then hardly longer than a sway (design choice, one SD)
_SLOW_MPS = 0.02
# a sensor walks beside the body's path, shorter or longer where it bends (design choice)
_BESIDE_PATH_M = {Placement.ANKLE: 0.06, Placement.FOOT: 0.05}
# strides must cover this share of a bout (design choice)
_LEAST_COVERED = 0.6


def _passed(length_s: float, frequency_hz: float) -> float:
    """Return how much of a sine of this frequency a Hann average lets through."""
    weights = hann(length_s)
    k = np.arange(len(weights)) - len(weights) // 2
    return float(weights @ np.cos(2.0 * np.pi * frequency_hz * k / RATE_HZ))


def seen_share(frequency_hz: float, smooth_s: float) -> float:
    """Return the share of a sine's amplitude that is left in a step signal.

    Args:
        frequency_hz: of the sine: strides of a leg, steps of the trunk.
        smooth_s: length of the step signal's own smoothing.
    """
    band = _passed(FAST_S, frequency_hz) - _passed(SLOW_S, frequency_hz)
    return max(band * _passed(smooth_s, frequency_hz), 0.2)


def swing_reading(steps: tuple[TurningPoint, ...], cadence_hz: float) -> float:
    """Return the mean of 2 sin(a / 2), a step of a straight leg in leg lengths.

    The swing that the band-pass and the smoothing took away at this rhythm is given back.
    """
    swings = np.array([step.swing for step in steps[1:]])
    swings = np.minimum(swings, _LONGEST * np.median(swings))
    swings = swings / seen_share(0.5 * cadence_hz, _LEG_SMOOTH_S)
    return float(np.mean(2.0 * np.sin(0.5 * np.minimum(swings, np.pi))))


def pendulum_reading(steps: tuple[TurningPoint, ...], cadence_hz: float) -> float:
    """Return the step of a stiff leg in leg lengths that lets the hips rise and fall so far.

    Args:
        steps: lowest points of the vertical velocity; their swing is its range, m/s.
        cadence_hz: steps per second; the range of height is that of a sine of this frequency.
    """
    swings = np.array([step.swing for step in steps[1:]])
    swings = np.minimum(swings, _LONGEST * np.median(swings))
    range_mps = float(np.mean(swings)) / seen_share(cadence_hz, _TRUNK_SMOOTH_S)
    rise_m = range_mps / (2.0 * np.pi * cadence_hz)
    return float(2.0 * np.sqrt(2.0 * rise_m / USUAL_LEG_M))


def reading(steps: tuple[TurningPoint, ...], cadence_hz: float, placement: Placement) -> float:
    """Return the step length before the factor, in leg lengths."""
    cadence = cadence_hz / _BRISK_HZ
    if placement is Placement.WAIST:
        share, size = _PENDULUM_SHARE, pendulum_reading(steps, cadence_hz)
    else:
        share, size = _SWING_SHARE, swing_reading(steps, cadence_hz)
    return float(size**share * cadence ** (1.0 - share))


def stride_speed(strides: tuple[Stride, ...], start: int, end: int) -> tuple[float, float]:
    """Return the mean speed in m/s of strides, and the share of the bout that they cover.

    Args:
        strides: in time order; each counts with the part of it that lies inside.
        start: first sample of the bout.
        end: one past its last sample.
    """
    inside = np.array([max(0, min(s.end, end) - max(s.start, start)) for s in strides])
    if not inside.sum():
        return 0.0, 0.0
    rates = np.array([stride.length_m / (stride.end - stride.start) for stride in strides])
    return float(rates @ inside / inside.sum() * RATE_HZ), float(inside.sum() / (end - start))


def curvature(strides: tuple[Stride, ...]) -> float:
    """Return how sharply strides bend to one side, rad per metre."""
    flat = np.array([s.vector_m - (s.vector_m @ s.up) * s.up for s in strides])
    length_m = float(np.linalg.norm(flat, axis=1).sum())
    if len(flat) < 2 or not length_m:
        return 0.0
    ups = np.array([stride.up for stride in strides[1:]])
    sines = np.einsum("ni,ni->n", np.cross(flat[:-1], flat[1:]), ups)
    turns = np.arctan2(sines, np.einsum("ni,ni->n", flat[:-1], flat[1:]))
    return float(abs(turns.sum()) / length_m)


def speed(
    steps: tuple[TurningPoint, ...],
    cadence_hz: float,
    placement: Placement,
    direction: Direction,
    wearer: Wearer,
    strides: tuple[Stride, ...],
    span: tuple[int, int],
    scale: PersonalScale | None = None,
) -> Estimate:
    """Estimate the mean speed of a bout along its path, starting and stopping included.

    Args:
        steps: its steps.
        cadence_hz: steps per second.
        placement: where the sensor is worn.
        direction: which way it went.
        wearer: leg length or height, when known.
        strides: of a foot or ankle sensor (`retrowalk.tracker.stance`), else empty.
        span: first sample of the bout, and one past its last.
        scale: what known distances told of this person, or None.

    Returns:
        Speed in m/s with a 95 % interval, or why there is none.
    """
    known = gains()
    gain = known.get((placement, direction))
    edges = edge_spread(placement, (span[1] - span[0]) / RATE_HZ)
    if placement in STRIDE_PLACEMENTS:
        # strides do not ask for the direction
        gain = gain or known[placement, Direction.BACKWARD]
        told_mps, covered = stride_speed(strides, *span)
        if covered < _LEAST_COVERED or told_mps <= 0.0:
            return Estimate.unknown("m/s", "the foot hardly stands still")
        beside = _BESIDE_PATH_M[placement] * curvature(strides)
        spread = _spread(gain, edges, beside)
        told = interval(gain.factor * told_mps, spread)
    else:
        if gain is None:
            reason = f"no speed model for {placement} and {direction} walking"
            return Estimate.unknown("m/s", reason)
        leg_m, leg_spread = leg_length(wearer)
        told_mps = gain.factor * leg_m * reading(steps, cadence_hz, placement) * cadence_hz
        slow = _SLOW_MPS / told_mps
        told = interval(told_mps, _spread(gain, edges, slow, leg_spread))
    return told if scale is None else rescaled(told, placement, direction, wearer, scale)


def _spread(gain: Gain, *others: float) -> float:
    return float(np.sqrt(gain.person**2 + gain.bout**2 + sum(one**2 for one in others)))
