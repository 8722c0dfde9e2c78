"""When a leg with a sensor swings, and what it does before the first and after the last swing.

A leg turns quickly while it swings and slowly, the other way, while it stands. The turning is
looked at about the one axis in which the leg turns most, so the mounting need not be known::

    rate     ╭╮        ╭╮        ╭╮             swing: fast, short
    ────────╯  ╲______╱  ╲______╱  ╲────── 0
            first      ...       last           stance: slow, long

All of it is read from the gyroscope; a displacement also needs the accelerometer.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

RATE_HZ = 50.0
# design choices: what counts as turning, and which turn is large enough for a swing
_TURNING = 0.15
_SWING = 0.25
_SMALLEST_RAD = 0.05
_SMOOTH = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0
_MEAN = np.full(7, 1.0 / 7.0)
_AROUND_S = 0.3
_EDGE_S = 1.0
# turns closer than this share of the usual stride are one swing and a shake
_TOO_CLOSE = 0.55
# rest is the calmest stretch of _REST_S on either side; motion ends in a pause of _PAUSE_S
_REST_S = 0.4
_LEAVES = 0.4
_COMES = 0.25
_PAUSE_S = 0.3
_CUT_OFF = 4


@dataclass(frozen=True, slots=True)
class Swing:
    """One swing of the leg with the sensor.

    Attributes:
        start_s: on the recording's clock.
        end_s: on the recording's clock.
        turn_rad: how far the sensor turned.
        share: `turn_rad` against the usual swing of this walk.
        travel_share: how far the sensor travelled against the usual swing.
        lasts_share: how long it lasted against the usual swing.
    """

    start_s: float
    end_s: float
    turn_rad: float
    share: float
    travel_share: float
    lasts_share: float


@dataclass(frozen=True, eq=False, slots=True)
class LegMotion:
    """How one leg moved around one walk.

    Attributes:
        swings: in time order.
        step_s: half of the usual time from swing to swing.
        since: from when the leg left its rest to the end of the first swing, in steps.
        until: from the end of the last swing to when the leg came to rest, in steps.
        shown_before: recorded time before the first swing, in steps.
        shown_after: recorded time after the last swing, in steps.
    """

    swings: tuple[Swing, ...]
    step_s: float
    since: float
    until: float
    shown_before: float
    shown_after: float


def leg_motion(
    recording: Recording,
    window_s: tuple[float, float],
    walk_s: tuple[float, float],
    step_s: float,
) -> LegMotion | None:
    """Return how the leg swung, or None where fewer than two swings show.

    Args:
        recording: of a sensor on a leg, with a gyroscope.
        window_s: the stretch to look at, rest before and after included.
        walk_s: where about the walk lies in it.
        step_s: about the time of a step.
    """
    time_s, rate, force = _grid(recording, *window_s)
    inside = (time_s >= walk_s[0]) & (time_s < walk_s[1])
    if np.count_nonzero(inside) < RATE_HZ:
        return None
    rate_smooth, force_smooth = _smoothed(rate), _smoothed(force)
    axis = np.linalg.svd(rate_smooth[inside], full_matrices=False)[2][0]
    turning = rate_smooth @ axis
    level = _TURNING * float(np.sqrt(np.mean(turning[inside] ** 2)))
    lobes = _lobes(turning, level)
    near = (walk_s[0] - _EDGE_S, walk_s[1] + _EDGE_S)
    # a turn that the end of the recording cuts off is none, and nothing shows after it begins
    whole = len(turning) - _CUT_OFF
    cut = [float(time_s[i]) for i, j, _ in lobes if j >= whole]
    lobes = [one for one in lobes if near[0] < time_s[one[0]] < near[1] and one[1] < whole]
    both = [_swings([(i, j, sign * area) for i, j, area in lobes]) for sign in (1.0, -1.0)]
    swings = min(both, key=lambda found: _unlike(found, time_s, step_s))
    swings = _one_a_stride(swings)
    if len(swings) < 2:
        return None
    usual = _usual(swings)
    step_s = 0.5 * float(np.median(np.diff([time_s[j] for _, j, _ in swings])))
    travel = _travel_shares(rate, force, swings)
    lasts = float(np.median([j - i for i, j, _ in swings]))
    first, last = swings[0], swings[-1]
    left, came = _moving(rate_smooth, force_smooth, first[0], last[1])
    return LegMotion(
        tuple(
            Swing(float(time_s[i]), float(time_s[j]), area, area / usual, share, (j - i) / lasts)
            for (i, j, area), share in zip(swings, travel, strict=True)
        ),
        step_s,
        float(time_s[first[1]] - time_s[left]) / step_s,
        float(time_s[came] - time_s[last[1]]) / step_s,
        float(time_s[first[0]] - recording.time_s[0]) / step_s,
        float(min([*cut, recording.time_s[-1]]) - time_s[last[1]]) / step_s,
    )


def _grid(recording: Recording, start_s: float, end_s: float) -> tuple[Array, Array, Array]:
    """Return time (n,), angular rate (n, 3) and specific force (n, 3) on an even grid."""
    rate = recording.angular_rate_rads
    assert rate is not None
    clock = recording.time_s
    time_s = np.arange(max(start_s, clock[0]), min(end_s, clock[-1]), 1.0 / RATE_HZ)

    def even(values: Array) -> Array:
        return np.stack([np.interp(time_s, clock, values[:, k]) for k in range(3)], axis=1)

    return time_s, even(rate), even(recording.acceleration_ms2)


def _smoothed(values: Array) -> Array:
    return np.stack([np.convolve(values[:, k], _SMOOTH, "same") for k in range(3)], axis=1)


def _lobes(turning: Array, level: float) -> list[tuple[int, int, float]]:
    """Return (first, last, area) of each stretch of one sign above the level."""
    signs = np.where(np.abs(turning) > level, np.sign(turning), 0.0)
    edges = np.flatnonzero(np.diff(signs)) + 1
    bounds = [0, *edges.tolist(), len(turning)]
    return [
        (i, j - 1, float(np.sum(turning[i:j]) / RATE_HZ))
        for i, j in pairwise(bounds)
        if signs[i] != 0.0
    ]


def _usual(turns: list[tuple[int, int, float]]) -> float:
    """Return the area of a usual swing among turns of one sign."""
    return float(np.quantile([area for _, _, area in turns], 0.8))


def _swings(lobes: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Return the large turns of positive sign."""
    turns = [lobe for lobe in lobes if lobe[2] > _SMALLEST_RAD]
    return [lobe for lobe in turns if lobe[2] > _SWING * _usual(turns)] if turns else []


def _unlike(swings: list[tuple[int, int, float]], time_s: Array, step_s: float) -> float:
    """Return how little the turns look like swings: slow, or not one in two steps."""
    if len(swings) < 2:
        return float("inf")
    stride_s = float(np.median(np.diff([time_s[j] for _, j, _ in swings])))
    # a swing turns as far as a stance, but in less time
    lasts = float(np.median([(j - i + 1) / RATE_HZ for i, j, _ in swings]))
    return lasts / step_s + abs(stride_s / (2.0 * step_s) - 1.0)


def _travel_shares(
    rate: Array, force: Array, swings: list[tuple[int, int, float]]
) -> tuple[float, ...]:
    """Return how far each swing went against the middle of the inner ones, the second of two."""
    travel_m = [_travel_m(rate, force, i, j) for i, j, _ in swings]
    usual_m = float(np.median(travel_m[1:-1] if len(swings) > 2 else travel_m[1:]))
    return tuple(travel / usual_m if usual_m > 0.0 else float("nan") for travel in travel_m)


def _travel_m(rate: Array, force: Array, first: int, last: int) -> float:
    """Return the level distance of one swing, from rest to rest.

    The force is turned into the frame of the start, gravity is taken off as it points there,
    and velocity is made to end at zero.
    """
    from scipy.spatial.transform import Rotation

    around = round(_AROUND_S * RATE_HZ)
    low, high = max(first - around, 0), min(last + around, len(force) - 1)
    up = force[max(low - 3, 0) : low + 3].mean(axis=0)
    up = up / np.linalg.norm(up)
    turned = Rotation.identity()
    pushed = np.empty((high - low, 3))
    for k in range(low, high):
        pushed[k - low] = turned.apply(force[k])
        turned = turned * Rotation.from_rotvec(rate[k] / RATE_HZ)
    velocity = np.cumsum(pushed - STANDARD_GRAVITY_MS2 * up, axis=0) / RATE_HZ
    velocity -= velocity[-1] * np.linspace(0.0, 1.0, len(velocity))[:, None]
    way = velocity.sum(axis=0) / RATE_HZ
    return float(np.linalg.norm(way - up * (way @ up)))


def _moving(rate: Array, force: Array, first: int, last: int) -> tuple[int, int]:
    """Return when the leg left its rest before the first swing and came to rest after the last.

    Motion is turning and pushing, each against its level while walking. Leaving shows in both
    together; coming to rest in the pushing alone, because a leg that already stands still
    turns with the trunk.
    """
    turns = np.linalg.norm(rate, axis=1)
    walking = slice(first, last + 1)
    turning = turns / np.sqrt(np.mean(turns[walking] ** 2))

    def pushing(low: int, high: int) -> Array:
        push = np.linalg.norm(force - _rest(turns, force, low, high), axis=1)
        return np.asarray(push / np.sqrt(np.mean(push[walking] ** 2)))

    leaving = np.convolve(turning + pushing(0, first), _MEAN, "same") > _LEAVES
    coming = np.convolve(pushing(last, len(force)), _MEAN, "same") > _COMES
    pause = round(_PAUSE_S * RATE_HZ)
    left = came = 0
    for back in range(first + 1):
        if back - left >= pause:
            break
        if leaving[first - back]:
            left = back
    for on in range(len(force) - last):
        if on - came >= pause:
            break
        if coming[last + on]:
            came = on
    return first - left, last + came


def _rest(turns: Array, force: Array, low: int, high: int) -> Array:
    """Return the force (3,) of the calmest stretch between two samples."""
    count = min(round(_REST_S * RATE_HZ), high - low)
    if count < 1:
        return np.asarray(force[min(low, len(force) - 1)])
    calm = low + int(np.argmin(np.convolve(turns[low:high] ** 2, np.ones(count), "valid")))
    return np.asarray(force[calm : calm + count].mean(axis=0))


def _one_a_stride(swings: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Return the swings without the smaller one of two that follow too closely."""
    kept = list(swings)
    while len(kept) > 2:
        apart = np.diff([j for _, j, _ in kept])
        k = int(np.argmin(apart))
        if apart[k] >= _TOO_CLOSE * float(np.quantile(apart, 0.75)):
            break
        del kept[k if kept[k][2] < kept[k + 1][2] else k + 1]
    return kept
