"""One internal clock: samples at their own times become stretches at 50 Hz.

    samples   x    x  x     x        (gap)          x  x   x
    grid      |  |  |  |  |  |                       |  |  |
              each grid value = mean of the straight lines through the samples
              over the cell [t - 10 ms, t + 10 ms)

The cell mean works for any rate: it interpolates slow recordings and averages fast ones,
does not shift in time and commutes with turning the sensor. No stretch crosses a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array, Recording

RATE_HZ = 50.0
PERIOD_S = 1.0 / RATE_HZ
# Longer holes in the samples are gaps: a walker's swing lasts about 0.4 s (design choice).
GAP_S = 0.25


@dataclass(frozen=True, eq=False, slots=True)
class Stretch:
    """Gap-free samples at 50 Hz on the recording's common grid.

    Attributes:
        first: grid index of the first sample; its time is ``first / RATE_HZ`` seconds after
            the recording's first sample.
        acceleration_ms2: (n, 3) specific force, sensor frame.
        angular_rate_rads: (n, 3), sensor frame; zeros without a gyroscope.
        has_gyroscope: whether the angular rate was measured.
    """

    first: int
    acceleration_ms2: Array
    angular_rate_rads: Array
    has_gyroscope: bool

    def __len__(self) -> int:
        return len(self.acceleration_ms2)

    @property
    def time_s(self) -> Array:
        """(n,) seconds from the recording's first sample."""
        return np.asarray((self.first + np.arange(len(self))) * PERIOD_S)


def _cell_means(time_s: Array, values: Array, centres_s: Array) -> Array:
    widths = np.diff(time_s)[:, None]
    area = np.vstack(
        [np.zeros((1, values.shape[1])), np.cumsum(0.5 * (values[1:] + values[:-1]) * widths, 0)]
    )

    def area_until(at_s: Array) -> Array:
        k = np.clip(np.searchsorted(time_s, at_s, side="right") - 1, 0, len(time_s) - 2)
        part = (at_s - time_s[k])[:, None]
        slope = (values[k + 1] - values[k]) / widths[k]
        return np.asarray(area[k] + values[k] * part + 0.5 * slope * part**2)

    low = np.maximum(centres_s - 0.5 * PERIOD_S, time_s[0])
    high = np.minimum(centres_s + 0.5 * PERIOD_S, time_s[-1])
    return np.asarray((area_until(high) - area_until(low)) / (high - low)[:, None])


def stretches(recording: Recording) -> tuple[Stretch, ...]:
    """Resample a recording to 50 Hz, cut at its gaps.

    Args:
        recording: validated samples at 15 Hz or more.

    Returns:
        Stretches of at least one second in time order.
    """
    if len(recording.time_s) < 2:
        return ()
    time_s = recording.time_s - recording.time_s[0]
    edges = np.flatnonzero(np.diff(time_s) > GAP_S) + 1
    found = []
    for start, end in zip([0, *edges], [*edges, len(time_s)], strict=True):
        if end - start < 2:
            continue
        times = time_s[start:end]
        first = int(np.ceil(times[0] * RATE_HZ - 1e-6))
        last = int(np.floor(times[-1] * RATE_HZ + 1e-6))
        if last - first < RATE_HZ:
            continue
        centres = np.arange(first, last + 1, dtype=np.float64) * PERIOD_S
        gyro = recording.angular_rate_rads
        acceleration = _cell_means(times, recording.acceleration_ms2[start:end], centres)
        rate = (
            np.zeros_like(acceleration)
            if gyro is None
            else _cell_means(times, gyro[start:end], centres)
        )
        found.append(Stretch(first, acceleration, rate, gyro is not None))
    return tuple(found)
