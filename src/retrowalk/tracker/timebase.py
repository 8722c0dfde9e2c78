"""One internal clock: samples at their own times become stretches at 50 Hz.

    samples   x    x  x     x        (gap)          x  x   x
    grid      |  |  |  |  |  |                       |  |  |
              each grid value = mean of the straight lines through the samples
              over the cell [t - 10 ms, t + 10 ms)

The cell mean works for any rate: it interpolates slow recordings and averages fast ones,
does not shift in time and commutes with turning the sensor. No stretch crosses a gap.

Samples may come all at once (`stretches`) or as they are measured (`Grid`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, eq=False, slots=True)
class GridBlock:
    """Part of a stretch, as far as its samples are known.

    Attributes:
        first: grid index of the first value.
        values: (n, 6) acceleration in m/s² and angular rate in rad/s, sensor frame.
        opens: whether a stretch begins with it.
        closes: whether the stretch ends with it; then n may be 0.
    """

    first: int
    values: Array
    opens: bool
    closes: bool


@dataclass(eq=False, slots=True)
class Grid:
    """Samples in, grid values out, cut at gaps; holds what is not yet complete.

    A stretch of under one second gives nothing, so a block comes only once a second is there.
    """

    _time_s: Array = field(default_factory=lambda: np.empty(0))
    _values: Array = field(default_factory=lambda: np.empty((0, 6)))
    _next: int | None = None

    def push(self, time_s: Array, values: Array) -> list[GridBlock]:
        """Add samples.

        Args:
            time_s: (n,) rising seconds from the recording's first sample.
            values: (n, 6) acceleration and angular rate.

        Returns:
            Blocks in time order.
        """
        time_s = np.concatenate([self._time_s, time_s])
        values = np.vstack([self._values, values])
        edges = (np.flatnonzero(np.diff(time_s) > GAP_S) + 1).tolist()
        found = []
        for start, end in zip([0, *edges], [*edges, len(time_s)], strict=True):
            self._time_s, self._values = time_s[start:end], values[start:end]
            found.extend(self._emitted(closes=end < len(time_s)))
        return found

    def finish(self) -> list[GridBlock]:
        """Return what is left when no more samples come."""
        return self._emitted(closes=True)

    def _emitted(self, *, closes: bool) -> list[GridBlock]:
        time_s, opens = self._time_s, self._next is None
        if len(time_s) < 2:  # all but the last sample has gone into the grid already
            first = stop = 0 if self._next is None else self._next
        else:
            first = self._next if self._next is not None else _first_cell(time_s)
            last = time_s[-1] + 1e-6 * PERIOD_S if closes else time_s[-1] - 0.5 * PERIOD_S
            stop = int(np.floor(last * RATE_HZ)) + 1
        if opens and stop - first <= RATE_HZ:
            if closes:
                self._forget()
            return []
        means = np.empty((0, 6))
        if stop > first:
            centres = np.arange(first, stop, dtype=np.float64) * PERIOD_S
            means = _cell_means(time_s, self._values, centres)
            keep = int(np.searchsorted(time_s, (stop - 0.5) * PERIOD_S, side="right")) - 1
            self._time_s, self._values = time_s[max(keep, 0) :], self._values[max(keep, 0) :]
            self._next = stop
        elif not closes:
            return []
        if closes:
            self._forget()
        return [GridBlock(first, means, opens, closes)]

    def _forget(self) -> None:
        self._time_s, self._values, self._next = np.empty(0), np.empty((0, 6)), None


def _first_cell(time_s: Array) -> int:
    return int(np.ceil(time_s[0] * RATE_HZ - 1e-6))


def samples_of(recording: Recording) -> tuple[Array, Array]:
    """Return (n,) seconds from the first sample and (n, 6) values; no gyroscope reads zero."""
    rate = recording.angular_rate_rads
    turning = np.zeros_like(recording.acceleration_ms2) if rate is None else rate
    start = recording.time_s[0] if len(recording.time_s) else 0.0
    return recording.time_s - start, np.hstack([recording.acceleration_ms2, turning])


def stretches(recording: Recording) -> tuple[Stretch, ...]:
    """Resample a recording to 50 Hz, cut at its gaps.

    Args:
        recording: validated samples at 15 Hz or more.

    Returns:
        Stretches of at least one second in time order.
    """
    grid = Grid()
    blocks = [*grid.push(*samples_of(recording)), *grid.finish()]
    found: list[Stretch] = []
    for block in blocks:
        parts = [block.values]
        first = block.first
        if not block.opens:
            last = found.pop()
            first = last.first
            parts.insert(0, np.hstack([last.acceleration_ms2, last.angular_rate_rads]))
        values = np.vstack(parts)
        measured = recording.angular_rate_rads is not None
        found.append(Stretch(first, values[:, :3], values[:, 3:], measured))
    return tuple(found)
