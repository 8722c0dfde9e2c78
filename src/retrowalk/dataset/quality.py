"""What the sensor and its browser gave: steps of rounding, rate, jitter, gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array, Recording

_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one recording.

    Attributes:
        acceleration_step_ms2: what values differ by at the least: the rounding.
        angular_rate_step_rads: the same of the gyroscope, or None without one.
        interval_spread_s: standard deviation of the intervals between samples, gaps left out.
        longest_gap_s: the longest interval between samples.
    """

    acceleration_step_ms2: float
    angular_rate_step_rads: float | None
    interval_spread_s: float
    longest_gap_s: float


def quality_of(recording: Recording) -> Quality:
    """Return the quality of a recording of at least two samples."""
    steps = np.diff(recording.time_s)
    usual = steps[steps < 4.0 * np.median(steps)]
    rate = recording.angular_rate_rads
    return Quality(
        _step(recording.acceleration_ms2),
        None if rate is None else _step(rate),
        float(np.std(usual)),
        float(steps.max()),
    )


def _step(values: Array) -> float:
    """Return the smallest difference between two values of an axis."""
    least = []
    for axis in values.T:
        apart = np.diff(np.unique(axis))
        apart = apart[apart > _SAME]
        if len(apart):
            least.append(float(apart.min()))
    return min(least) if least else 0.0
