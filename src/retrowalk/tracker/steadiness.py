"""How even a walk is.

step times   t0   t1   t2   t3   t4
step-time CV = sd of stride times (t[i+2] - t[i]) / sqrt(2) / mean step time
    strides compare a foot with itself, so a difference between the feet does not count
asymmetry    = |mean of even step times - mean of odd step times| / their mean
harmonic ratio = sum of even over sum of odd harmonics of the vertical acceleration of
    the trunk per stride (Smidt 1971): both legs alike make it large
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.recording import Array
from retrowalk.tracker.base import Steadiness
from retrowalk.tracker.timebase import RATE_HZ

_FEWEST_STRIDES = 6
_HARMONICS = 20


def _spread(values: Array, unit: str, *, scale: float) -> Estimate:
    """Coefficient of variation with its normal-theory interval."""
    value = float(values.std(ddof=1) / values.mean() * scale)
    error = 1.96 * value / np.sqrt(2.0 * (len(values) - 1))
    return Estimate(value, max(0.0, value - error), value + error, unit)


def stride_ratio(vertical_ms2: Array) -> float:
    """Return even over odd harmonics of the (n,) vertical acceleration of one stride."""
    stride = vertical_ms2
    if len(stride) < 2 * _HARMONICS:
        stride = np.interp(
            np.linspace(0.0, len(stride), 4 * _HARMONICS, endpoint=False),
            np.arange(len(stride)),
            stride,
        )
    size = np.abs(np.fft.rfft(stride - stride.mean()))[1 : _HARMONICS + 1]
    return float(size[1::2].sum() / max(size[0::2].sum(), 1e-12))


def _harmonic_ratio(ratios: Sequence[float]) -> Estimate:
    if len(ratios) < _FEWEST_STRIDES:
        return Estimate.unknown("1", f"fewer than {_FEWEST_STRIDES} strides")
    middle = float(np.mean(ratios))
    error = 1.96 * float(np.std(ratios, ddof=1)) / float(np.sqrt(len(ratios)))
    return Estimate(middle, max(0.0, middle - error), middle + error, "1")


def steadiness(step_samples: Array, ratios: Sequence[float] | None) -> Steadiness:
    """Measure how even the steps of a bout are.

    Args:
        step_samples: (n,) samples of the steps.
        ratios: `stride_ratio` of every second stride of the trunk, or None where the sensor is
            worn elsewhere.

    Returns:
        Each measure as an estimate; unknown where the bout is too short or the placement
        does not show it.
    """
    times = step_samples / RATE_HZ
    short = f"fewer than {_FEWEST_STRIDES} strides"
    strides = times[2:] - times[:-2]
    if len(strides) < _FEWEST_STRIDES:
        nothing = Estimate.unknown("1", short)
        return Steadiness(nothing, nothing, nothing)
    cv = _spread(strides, "1", scale=float(np.sqrt(2.0)))
    if ratios is None:
        leg = "a sensor away from the trunk does not show both feet alike"
        return Steadiness(cv, Estimate.unknown("1", leg), Estimate.unknown("1", leg))
    steps = np.diff(times)
    even, odd = steps[0::2], steps[1::2]
    difference = abs(float(even.mean() - odd.mean())) / float(steps.mean())
    error = 1.96 * float(
        np.sqrt(even.var(ddof=1) / len(even) + odd.var(ddof=1) / len(odd)) / steps.mean()
    )
    asymmetry = Estimate(difference, max(0.0, difference - error), difference + error, "1")
    return Steadiness(cv, asymmetry, _harmonic_ratio(ratios))
