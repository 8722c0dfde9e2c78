"""How even a walk is.

step times   t0   t1   t2   t3   t4
step-time CV = sd of stride times (t[i+2] - t[i]) / sqrt(2) / mean step time
    strides compare a foot with itself, so a difference between the feet does not count
asymmetry    = |mean of even step times - mean of odd step times| / their mean
harmonic ratio = sum of even over sum of odd harmonics of the vertical acceleration of
    the trunk per stride (Smidt 1971): both legs alike make it large

Only steps whose waveform is like the others of their foot are used (`Timing.alike`): one that
was miscounted, or in which the walker starts or stops, says nothing of how even the walk is.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrowalk.estimate import Estimate
from retrowalk.recording import Array
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.base import Steadiness
from retrowalk.tracker.trunk import LEAST_ALIKE, Trunk

_FEWEST_STRIDES = 6
# design choice: a step whose waveform correlates less with the others is another movement
_ALIKE = 0.7
# strides that last less or more than this share of the usual one hold a miscounted step
_SHORTEST, _LONGEST = 0.6, 1.6
# design choice: with a larger share of strides left out, what is left need not be the walk
_MOST_LEFT_OUT = 0.5
_AWAY = "a sensor away from the trunk does not show both feet alike"
# by how much strides that share a step each say less of their spread: 1 + 2 * 0.5^2
_SHARED = 1.5
_UNLIKE = "too few steps look alike"
_ASKEW = "the two feet do not look alike enough to be compared"


def _between(timing: Timing, apart: int) -> tuple[Array, npt.NDArray[np.int64]]:
    """Return the times between steps `apart` numbers from one another, and the first numbers."""
    place = {int(n): k for k, n in enumerate(timing.numbers) if timing.alike[k] >= _ALIKE}
    pairs = [(k, place[n + apart], n) for n, k in place.items() if n + apart in place]
    times = np.array([timing.samples[j] - timing.samples[k] for k, j, _ in pairs], float)
    numbers = np.array([n for _, _, n in pairs], dtype=np.int64)
    if len(times):
        usual = float(np.median(times))
        whole = (times > _SHORTEST * usual) & (times < _LONGEST * usual)
        times, numbers = times[whole], numbers[whole]
    return times, numbers


def _variability(strides: Array, noise: float) -> Estimate:
    """Return the CV of a step time from (n,) stride times.

    The lower end leaves room for noise (in the unit of the times) that each step time has: a
    stride has that of two. A stride shares one of its steps with the next.
    """
    spread, mean = float(strides.std(ddof=1)), float(strides.mean())
    scale = float(np.sqrt(2.0)) / mean
    share = 1.96 * float(np.sqrt(_SHARED / (2.0 * (len(strides) - 1))))
    least = spread * max(0.0, 1.0 - share)
    low = float(np.sqrt(max(0.0, least**2 - 2.0 * noise**2)))
    return Estimate(scale * spread, scale * low, scale * spread * (1.0 + share), "1")


def _asymmetry(timing: Timing, trunk: Trunk) -> Estimate:
    if trunk.alike < LEAST_ALIKE:
        return Estimate.unknown("1", _ASKEW)
    steps, numbers = _between(timing, 1)
    even, odd = steps[numbers % 2 == 0], steps[numbers % 2 == 1]
    if min(len(even), len(odd)) < _FEWEST_STRIDES // 2:
        return Estimate.unknown("1", _UNLIKE)
    mean = 0.5 * float(even.mean() + odd.mean())
    # an odd step that was timed too early made the even step before it short, the next one long
    difference = abs(float(even.mean() - odd.mean()) + 2.0 * trunk.apart) / mean
    spread = even.var(ddof=1) / len(even) + odd.var(ddof=1) / len(odd)
    error = float(np.hypot(1.96 * np.sqrt(spread), 2.0 * trunk.apart_error)) / mean
    return Estimate(difference, max(0.0, difference - error), difference + error, "1")


def _harmonic_ratio(timing: Timing, trunk: Trunk) -> Estimate:
    sure = {int(n) for k, n in enumerate(timing.numbers) if timing.alike[k] >= _ALIKE}
    ratios = [
        ratio
        for number, ratio in zip(trunk.numbers, trunk.ratios, strict=True)
        if number in sure and number + 2 in sure
    ]
    if len(ratios) < _FEWEST_STRIDES // 2:
        return Estimate.unknown("1", _UNLIKE)
    middle = float(np.mean(ratios))
    error = 1.96 * float(np.std(ratios, ddof=1)) / float(np.sqrt(len(ratios)))
    return Estimate(middle, max(0.0, middle - error), middle + error, "1")


def steadiness(timing: Timing, trunk: Trunk | None) -> Steadiness:
    """Measure how even the steps of a bout are.

    Args:
        timing: when they happened.
        trunk: what the trunk shows of both feet, or None where the sensor is worn elsewhere.

    Returns:
        Each measure as an estimate; unknown where the bout is too short or too uneven, or the
        placement does not show it.
    """
    strides, _ = _between(timing, 2)
    passed = int(timing.numbers[-1]) - 1
    if passed < _FEWEST_STRIDES:
        short = Estimate.unknown("1", f"fewer than {_FEWEST_STRIDES} strides")
        return Steadiness(short, short, short)
    if len(strides) < max(_FEWEST_STRIDES, _MOST_LEFT_OUT * passed):
        unlike = Estimate.unknown("1", _UNLIKE)
        return Steadiness(unlike, unlike, unlike)
    cv = _variability(strides, timing.noise)
    if trunk is None:
        away = Estimate.unknown("1", _AWAY)
        return Steadiness(cv, away, away)
    return Steadiness(cv, _asymmetry(timing, trunk), _harmonic_ratio(timing, trunk))
