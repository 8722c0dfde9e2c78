"""Which way is up: the sensor's turning is undone, then gravity is what stays.

    sensor frame --(product of the gyroscope's small turns)--> drift frame W
    W does not turn with the body; over the few seconds of any filter here its drift
    (gyroscope bias, about 1 degree per second) does not matter.

    up = direction of the specific force in W, averaged over 2 s (Hann weights)
    motion = what is left between 0.4 and 5 Hz; velocity and angle are its integrals,
             made by antisymmetric filters so that nothing is shifted in time

Every step is even or odd under time reversal exactly, turns with the sensor exactly, and
needs 1.08 s of look-ahead. The stretch may come all at once (`motion_of`) or in blocks
(`Attitude`): the answer is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ, Stretch

# Design choices: the slowest stride is about 2 s long; nothing above 5 Hz is needed.
SLOW_S = 2.0
FAST_S = 0.18
# about two steps: long enough to be smooth over a stride, short enough to follow a change
_VIGOUR_S = 1.0
VIGOUR_HALF = round(0.5 * _VIGOUR_S * RATE_HZ)


def hann(length_s: float) -> Array:
    """Return symmetric Hann weights of odd count that sum to one."""
    half = round(0.5 * length_s * RATE_HZ)
    k = np.arange(-half, half + 1)
    weights = 0.5 * (1.0 + np.cos(np.pi * k / (half + 1)))
    return np.asarray(weights / weights.sum())


def _centred(kernel: Array, half: int) -> Array:
    return np.pad(kernel, half - len(kernel) // 2)


_HALF = round(0.5 * SLOW_S * RATE_HZ) + round(0.5 * FAST_S * RATE_HZ)
_SLOW = _centred(hann(SLOW_S), _HALF)
_BAND = _centred(hann(FAST_S), _HALF) - _SLOW
# Integrates over time between 0.4 and 5 Hz.
_RUNNING = np.cumsum(_BAND) - 0.5 * _BAND
INTEGRAL = 0.5 * PERIOD_S * (_RUNNING - _RUNNING[::-1])
LOOK_AHEAD = _HALF
_END = round(RATE_HZ)
_ROW = 16  # turns that are multiplied one after the other


def convolved(values: Array, kernel: Array, before: Array, after: Array) -> Array:
    """Filter columns with a centred kernel.

    Args:
        values: (n, k) samples.
        kernel: (2 h + 1,) weights.
        before: (k,) what the samples are taken to have been before the first.
        after: (k,) and after the last.

    Returns:
        (n, k), not shifted in time.
    """
    half = len(kernel) // 2
    padded = np.concatenate([np.tile(before, (half, 1)), values, np.tile(after, (half, 1))])
    return np.stack(
        [np.convolve(padded[:, j], kernel, "valid") for j in range(values.shape[1])], axis=1
    )


def smoothed(signal: Array, length_s: float) -> Array:
    """Average (n,) samples with Hann weights over `length_s`; zero beyond the ends."""
    nothing = np.zeros(1)
    return convolved(signal[:, None], hann(length_s), nothing, nothing)[:, 0]


def _times(one: Array, other: Array) -> Array:
    """Return the product of quaternions (4, ...)."""
    a, b, c, d = one
    p, q, r, s = other
    return np.array(
        [
            a * p - b * q - c * r - d * s,
            a * q + b * p + c * s - d * r,
            a * r - b * s + c * p + d * q,
            a * s + b * r - c * q + d * p,
        ]
    )


def _running_products(turns: Array) -> Array:
    """Return (n, 4) products of the first, the first two, ... of (n, 4) quaternions."""
    products = _running(np.ascontiguousarray(turns.T)).T
    return np.asarray(products / np.linalg.norm(products, axis=1, keepdims=True))


def _running(turns: Array) -> Array:
    """Return running products of (4, n) quaternions.

    In rows side by side, and then the rows likewise: a long block costs few steps.
    """
    count = turns.shape[1]
    rows = -(-count // _ROW)
    padded = np.zeros((4, rows * _ROW))
    padded[0] = 1.0
    padded[:, :count] = turns
    # the first of all rows, the second of all rows, ...: each of them in one piece of memory
    table = np.ascontiguousarray(padded.reshape(4, rows, _ROW).transpose(2, 0, 1))
    for k in range(1, _ROW):
        table[k] = _times(table[k - 1], table[k])
    if rows > 1:
        before = _running(table[-1, :, :-1])
        table[:, :, 1:] = _times(before[:, None], table[:, :, 1:].transpose(1, 0, 2)).transpose(
            1, 0, 2
        )
    return table.transpose(1, 2, 0).reshape(4, -1)[:, :count]


def _small_turns(angular_rate_rads: Array) -> Array:
    """Return (n - 1, 4) quaternions of the turns from each sample to the next."""
    middle = 0.5 * (angular_rate_rads[1:] + angular_rate_rads[:-1]) * PERIOD_S
    angle = np.linalg.norm(middle, axis=1)
    half = 0.5 * angle
    scale = np.where(angle > 1e-12, np.sin(half) / np.maximum(angle, 1e-12), 0.5)
    return np.concatenate([np.cos(half)[:, None], middle * scale[:, None]], axis=1)


def _matrices(quaternions: Array) -> Array:
    w, x, y, z = quaternions.T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.moveaxis(np.array(rows), 2, 0)


@dataclass(frozen=True, eq=False, slots=True)
class Motion:
    """Filtered motion of one stretch, or of part of one; W is the drift frame.

    Attributes:
        first: grid index of the first sample.
        rows: (n, 31) all signals side by side, named below.
        has_gyroscope: whether turning was measured; without it W is the sensor frame.
    """

    first: int
    rows: Array
    has_gyroscope: bool

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, start: int, end: int) -> Motion:
        """Return the samples [start, end)."""
        return Motion(self.first + start, self.rows[start:end], self.has_gyroscope)

    def then(self, more: Motion) -> Motion:
        """Return this part and the one that follows it."""
        return Motion(self.first, np.vstack([self.rows, more.rows]), self.has_gyroscope)

    @property
    def time_s(self) -> Array:
        """(n,) seconds from the recording's first sample."""
        return np.asarray((self.first + np.arange(len(self))) * PERIOD_S)

    @property
    def world_from_sensor(self) -> Array:
        """(n, 3, 3) rotations to W."""
        return self.rows[:, :9].reshape(-1, 3, 3)

    @property
    def up(self) -> Array:
        """(n, 3) unit vector up, in W."""
        return self.rows[:, 9:12]

    @property
    def acceleration(self) -> Array:
        """(n, 3) m/s², 0.4-5 Hz, in W."""
        return self.rows[:, 12:15]

    @property
    def velocity(self) -> Array:
        """(n, 3) m/s, its integral, in W."""
        return self.rows[:, 15:18]

    @property
    def rate(self) -> Array:
        """(n, 3) rad/s, 0.4-5 Hz, in the sensor frame."""
        return self.rows[:, 18:21]

    @property
    def angle(self) -> Array:
        """(n, 3) rad, its integral, in the sensor frame."""
        return self.rows[:, 21:24]

    @property
    def raw_rate(self) -> Array:
        """(n, 3) rad/s, sensor frame, unfiltered."""
        return self.rows[:, 24:27]

    @property
    def raw_acceleration(self) -> Array:
        """(n, 3) m/s², in W, unfiltered, with gravity."""
        return self.rows[:, 27:30]

    @property
    def yaw_rate(self) -> Array:
        """(n,) rad/s about up, averaged over 2 s."""
        return self.rows[:, 30]

    @property
    def up_in_sensor(self) -> Array:
        """(n, 3) unit vector up in the sensor frame."""
        return np.asarray(np.einsum("nji,nj->ni", self.world_from_sensor, self.up))

    @property
    def lift_ms2(self) -> Array:
        """(n,) acceleration along up."""
        return np.asarray(np.einsum("ni,ni->n", self.acceleration, self.up))

    @property
    def rise_mps(self) -> Array:
        """(n,) velocity along up."""
        return np.asarray(np.einsum("ni,ni->n", self.velocity, self.up))

    @property
    def vigour(self) -> Array:
        """(n,) m/s², root mean square of `acceleration` around each sample, over 1 s."""
        power = smoothed(np.einsum("ni,ni->n", self.acceleration, self.acceleration), _VIGOUR_S)
        return np.asarray(np.sqrt(np.maximum(power, 0.0)))


# Filters of the force in W, the rate in the sensor frame and the rate in W: 3 columns each.
_KERNELS = np.stack([_SLOW, _BAND, INTEGRAL], axis=1)
# From here on a Fourier transform is quicker than sums (design choice, same numbers).
_LONG = 400


def _filtered(raw: Array) -> tuple[Array, Array, Array]:
    """Return (n, 9) columns averaged, band-passed and integrated; n is 2 LOOK_AHEAD shorter."""
    if len(raw) - 2 * LOOK_AHEAD > _LONG:
        from scipy.signal import oaconvolve

        slow, band, integral = (
            oaconvolve(raw, kernel[:, None], mode="valid", axes=0) for kernel in _KERNELS.T
        )
        return slow, band, integral
    windows = np.lib.stride_tricks.sliding_window_view(raw, 2 * LOOK_AHEAD + 1, axis=0)
    told = windows @ _KERNELS[::-1]
    return told[..., 0], told[..., 1], told[..., 2]


@dataclass(eq=False, slots=True)
class Attitude:
    """Grid values of one stretch in, motion out, 1.08 s later.

    Attributes:
        first: grid index of the stretch's first value.
        has_gyroscope: whether turning was measured.
    """

    first: int
    has_gyroscope: bool
    _turned: Array = field(default_factory=lambda: np.array([1.0, 0.0, 0.0, 0.0]))
    _last_rate: Array | None = None
    _raw: Array = field(default_factory=lambda: np.empty((0, 18)))
    _opened: bool = False

    def push(self, values: Array) -> Motion:
        """Add (n, 6) acceleration and angular rate; return what is known since the last call."""
        return self.push_resolved(self.resolved(values))

    def push_resolved(self, raw: Array) -> Motion:
        """Add (n, 18) resolved values."""
        self._raw = np.vstack([self._raw, raw])
        if not self._opened:
            if len(self._raw) <= _END:
                return self._out(np.empty((0, 31)))
            self._raw = np.vstack([_at_rest(self._raw[:_END]), self._raw])
            self._opened = True
        return self._out(self._rows())

    def finish(self) -> Motion:
        """Return the motion of the stretch's end."""
        if not self._opened:
            return self._out(np.empty((0, 31)))
        self._raw = np.vstack([self._raw, _at_rest(self._raw[-_END:])])
        return self._out(self._rows())

    def _out(self, rows: Array) -> Motion:
        motion = Motion(self.first, rows, self.has_gyroscope)
        self.first += len(rows)
        return motion

    def resolved(self, values: Array) -> Array:
        """Turn the next (n, 6) grid values into W.

        Returns:
            (n, 18): force in W, rate in the sensor frame, rate in W, rotation row by row.
        """
        force, rate = values[:, :3], values[:, 3:]
        if not len(values):
            return np.empty((0, 18))
        # the first value of a stretch does not turn
        before = rate[:1] if self._last_rate is None else self._last_rate
        turns = _small_turns(np.vstack([before, rate]))
        if self._last_rate is None:
            turns[0] = (1.0, 0.0, 0.0, 0.0)
        turned = _running_products(np.vstack([self._turned, turns]))[1:]
        self._turned, self._last_rate = turned[-1], rate[-1:]
        rotation = _matrices(turned)
        return np.hstack(
            [
                np.einsum("nij,nj->ni", rotation, force),
                rate,
                np.einsum("nij,nj->ni", rotation, rate),
                rotation.reshape(-1, 9),
            ]
        )

    def _rows(self) -> Array:
        raw = self._raw
        count = len(raw) - 2 * LOOK_AHEAD
        if count <= 0:
            return np.empty((0, 31))
        slow, band, integral = _filtered(raw[:, :9])
        up = slow[:, :3] / np.maximum(np.linalg.norm(slow[:, :3], axis=1, keepdims=True), 1e-9)
        now = raw[LOOK_AHEAD : LOOK_AHEAD + count]
        rows = np.empty((count, 31))
        rows[:, :9] = now[:, 9:]
        rows[:, 9:12] = up
        rows[:, 12:15] = band[:, :3]
        rows[:, 15:18] = integral[:, :3]
        rows[:, 18:21] = band[:, 3:6]
        rows[:, 21:24] = integral[:, 3:6]
        rows[:, 24:27] = now[:, 3:6]
        rows[:, 27:30] = now[:, :3]
        rows[:, 30] = np.einsum("ni,ni->n", slow[:, 6:9], up)
        self._raw = raw[count:]
        return rows


def _at_rest(near: Array) -> Array:
    """Return what lies beyond an end: the sensor rests as it was on average over a second."""
    padding = np.zeros((LOOK_AHEAD, 18))
    padding[:, :3] = near[:, :3].mean(axis=0)
    return padding


def motion_of(stretch: Stretch) -> Motion:
    """Undo the sensor's turning and split gravity from motion.

    Args:
        stretch: gap-free samples at 50 Hz, over one second.

    Returns:
        Filtered motion on the same grid.
    """
    attitude = Attitude(stretch.first, stretch.has_gyroscope)
    body = attitude.push(np.hstack([stretch.acceleration_ms2, stretch.angular_rate_rads]))
    return body.then(attitude.finish())
