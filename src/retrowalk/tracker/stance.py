"""Strides of a sensor on the foot or just above the ankle, with its own motion in stance.

A foot that stands does not move, but a sensor above the ankle still does: the shank turns over
the ankle like a stick whose foot is held.

    angle    \\ stance /\\ swing /\\ stance /        turning points part swing from stance
    stance        o              o                 the stillest instant of each stance half
    velocity there = rate x lever,  lever = what is between ankle joint and sensor, along up

    stride vector = double integral of acceleration from one such instant to the next, the
                    velocity at both ends being the lever's; it needs no size of the body

The turning points are needed: a swing may hold a moment as still as a stance, mostly backward.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement
from retrowalk.tracker.attitude import Motion, convolved, hann
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ

# Ankle joint to sensor (design choices): a strap above the ankle; a foot stands flat.
LEVER_M = {Placement.ANKLE: 0.07, Placement.FOOT: 0.0}
_SMOOTH_S = 0.2
_RATE_SMOOTH_S = 0.12
_SHAKE_S_PER_M = 0.17  # rad/s of stir per m/s² that the force differs from gravity
# a shank rolls over its foot with speed / leg length, rarely over 2 rad/s
_STANDING_RADS = 3.0
_CLOSEST = round(0.36 * RATE_HZ)
_REST = round(0.3 * RATE_HZ)
MARGIN = round(1.3 * RATE_HZ)


@dataclass(frozen=True, eq=False, slots=True)
class _Part:
    """What is needed of a stretch around one piece of walking; `first` is its first sample."""

    first: int
    turn: Array
    up: Array
    force: Array
    rate: Array
    stir: Array


def _part(motion: Motion, base: int, start: int, end: int) -> _Part:
    first = max(base, start - MARGIN)
    part = motion.part(first - base, min(len(motion), end + MARGIN - base))
    up, force, turn = part.up, part.raw_acceleration, part.world_from_sensor
    rate = np.einsum("nij,nj->ni", turn, part.raw_rate)
    shake = force - STANDARD_GRAVITY_MS2 * up
    power = np.einsum("ni,ni->n", rate, rate)
    power = power + _SHAKE_S_PER_M**2 * np.einsum("ni,ni->n", shake, shake)
    stir = np.sqrt(np.maximum(_kept(power[:, None], _SMOOTH_S)[:, 0], 0.0))
    return _Part(first, turn, up, force, _kept(rate, _RATE_SMOOTH_S), stir)


def _kept(values: Array, length_s: float) -> Array:
    """Average columns; beyond the ends the last value stays."""
    return convolved(values, hann(length_s), values[0], values[-1])


def _stances(stir: Array, turns: list[int], start: int, end: int) -> list[int]:
    """Return the stillest instant of each stance, and of the rest or stance at both ends."""

    def stillest(low: int, high: int) -> int:
        return low + int(np.argmin(stir[low : high + 1]))

    halves = [stillest(a, b) for a, b in itertools.pairwise(turns)]
    even, odd = halves[0::2], halves[1::2]
    standing = even if not odd or np.median(stir[even]) <= np.median(stir[odd]) else odd
    before = stillest(min(max(0, start - _REST), turns[0]), turns[0])
    after = stillest(turns[-1], max(min(len(stir) - 1, end + _REST), turns[-1]))
    found: list[int] = []
    for at in (before, *standing, after):
        if stir[at] > _STANDING_RADS:
            continue
        if found and at - found[-1] < _CLOSEST:
            if stir[at] < stir[found[-1]]:
                found[-1] = at
            continue
        found.append(at)
    return found


def _stride(part: _Part, start: int, end: int, lever_m: float) -> Stride:
    up = part.up[start : end + 1].mean(axis=0)
    up = up / np.linalg.norm(up)
    acceleration = part.force[start : end + 1] - STANDARD_GRAVITY_MS2 * up
    leaving, landing = np.cross(part.rate[[start, end]], lever_m * up)
    velocity = np.tile(leaving, (len(acceleration), 1))
    velocity[1:] += np.cumsum(0.5 * (acceleration[1:] + acceleration[:-1]), axis=0) * PERIOD_S
    velocity += np.linspace(0.0, 1.0, len(velocity))[:, None] * (landing - velocity[-1])
    vector = 0.5 * (velocity[1:] + velocity[:-1]).sum(axis=0) * PERIOD_S
    stir = float(max(part.stir[start], part.stir[end]))
    turns = part.turn[[start, end]]
    return Stride(part.first + start, part.first + end, vector, up, stir, turns, part.first + end)


def stance_strides(
    motion: Motion,
    base: int,
    steps: tuple[TurningPoint, ...],
    start: int,
    end: int,
    placement: Placement,
) -> tuple[Stride, ...]:
    """Cut one piece of walking into strides.

    Args:
        motion: filtered motion, with a gyroscope, from `MARGIN` before the piece until
            `MARGIN` after it, as far as the stretch reaches.
        base: sample of the stretch at which it begins.
        steps: turning points of the leg inside the piece.
        start: first sample of the piece.
        end: one past its last sample.
        placement: foot or ankle.

    Returns:
        Strides in time order, each from stance to stance; the outer ones may reach beyond the
        piece. Empty for another placement.
    """
    if placement not in LEVER_M or len(steps) < 2:
        return ()
    part = _part(motion, base, start, end)
    turns = [step.sample - part.first for step in steps]
    at = _stances(part.stir, turns, start - part.first, end - part.first)
    return tuple(_stride(part, a, b, LEVER_M[placement]) for a, b in itertools.pairwise(at))
