"""Which way is up: the sensor's turning is undone, then gravity is what stays.

    sensor frame --(product of the gyroscope's small turns)--> drift frame W
    W does not turn with the body; over the few seconds of any filter here its drift
    (gyroscope bias, about 1 degree per second) does not matter.

    up = direction of the specific force in W, averaged over 2.5 s (Hann weights)
    motion = what is left between 0.4 and 5 Hz; velocity and angle are its integrals,
             made by antisymmetric filters so that nothing is shifted in time

Every step is even or odd under time reversal exactly, turns with the sensor exactly, and
needs 1.32 s of look-ahead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ, Stretch

# Design choices: the slowest stride is about 2 s long; nothing above 5 Hz is needed.
SLOW_S = 2.5
FAST_S = 0.18
# about two steps: long enough to be smooth over a stride, short enough to follow a change
_VIGOUR_S = 1.5


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
_RUNNING = np.cumsum(_BAND) - 0.5 * _BAND
_INTEGRAL = 0.5 * PERIOD_S * (_RUNNING - _RUNNING[::-1])
LOOK_AHEAD = _HALF
_END = round(RATE_HZ)


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


def integrated(signal: Array) -> Array:
    """Integrate (n,) samples over time between 0.4 and 5 Hz; beyond the ends the mean is kept."""
    column = signal[:, None]
    ends = column[:_END].mean(axis=0), column[-_END:].mean(axis=0)
    return convolved(column, _INTEGRAL, *ends)[:, 0]


def _turns(angular_rate_rads: Array) -> Array:
    """Return (n, 4) unit quaternions (w, x, y, z) of W from the sensor, the first identity."""
    middle = 0.5 * (angular_rate_rads[1:] + angular_rate_rads[:-1]) * PERIOD_S
    angle = np.linalg.norm(middle, axis=1)
    half = 0.5 * angle
    scale = np.where(angle > 1e-12, np.sin(half) / np.maximum(angle, 1e-12), 0.5)
    w, (x, y, z) = np.cos(half), (middle * scale[:, None]).T
    out = np.empty((len(middle) + 1, 4))
    a, b, c, d = 1.0, 0.0, 0.0, 0.0
    out[0] = (a, b, c, d)
    rows = zip(w.tolist(), x.tolist(), y.tolist(), z.tolist(), strict=True)
    for i, (p, q, r, s) in enumerate(rows, 1):
        a, b, c, d = (
            a * p - b * q - c * r - d * s,
            a * q + b * p + c * s - d * r,
            a * r - b * s + c * p + d * q,
            a * s + b * r - c * q + d * p,
        )
        out[i] = (a, b, c, d)
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True))


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
    """Filtered motion of one stretch; W is the drift frame.

    Attributes:
        first: grid index of the first sample.
        world_from_sensor: (n, 3, 3) rotations to W.
        up: (n, 3) unit vector up, in W.
        acceleration: (n, 3) m/s², 0.4-5 Hz, in W.
        velocity: (n, 3) m/s, its integral, in W.
        rate: (n, 3) rad/s, 0.4-5 Hz, in the sensor frame.
        angle: (n, 3) rad, its integral, in the sensor frame.
        vigour: (n,) m/s², root mean square of `acceleration` around each sample.
        yaw_rate: (n,) rad/s about up, averaged over 2.5 s.
        raw_rate: (n, 3) rad/s, sensor frame, unfiltered.
        raw_acceleration: (n, 3) m/s², in W, unfiltered, with gravity.
        has_gyroscope: whether turning was measured; without it W is the sensor frame.
    """

    first: int
    world_from_sensor: Array
    up: Array
    acceleration: Array
    velocity: Array
    rate: Array
    angle: Array
    vigour: Array
    yaw_rate: Array
    raw_rate: Array
    raw_acceleration: Array
    has_gyroscope: bool

    def __len__(self) -> int:
        return len(self.up)

    @property
    def time_s(self) -> Array:
        """(n,) seconds from the recording's first sample."""
        return np.asarray((self.first + np.arange(len(self))) * PERIOD_S)

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


def motion_of(stretch: Stretch) -> Motion:
    """Undo the sensor's turning and split gravity from motion.

    Args:
        stretch: gap-free samples at 50 Hz.

    Returns:
        Filtered motion on the same grid.
    """
    rotation = _matrices(_turns(stretch.angular_rate_rads))
    force = np.einsum("nij,nj->ni", rotation, stretch.acceleration_ms2)
    # beyond the ends the sensor is taken to rest as it was on average over the nearest second
    ends = force[:_END].mean(axis=0), force[-_END:].mean(axis=0)
    still = np.zeros(3), np.zeros(3)
    slow = convolved(force, _SLOW, *ends)
    up = slow / np.maximum(np.linalg.norm(slow, axis=1, keepdims=True), 1e-9)
    rate_in_world = np.einsum("nij,nj->ni", rotation, stretch.angular_rate_rads)
    acceleration = convolved(force, _BAND, *ends)
    power = smoothed(np.einsum("ni,ni->n", acceleration, acceleration), _VIGOUR_S)
    return Motion(
        first=stretch.first,
        world_from_sensor=rotation,
        up=up,
        acceleration=acceleration,
        velocity=convolved(force, _INTEGRAL, *ends),
        rate=convolved(stretch.angular_rate_rads, _BAND, *still),
        angle=convolved(stretch.angular_rate_rads, _INTEGRAL, *still),
        vigour=np.sqrt(np.maximum(power, 0.0)),
        yaw_rate=np.einsum("ni,ni->n", convolved(rate_in_world, _SLOW, *still), up),
        raw_rate=stretch.angular_rate_rads,
        raw_acceleration=force,
        has_gyroscope=stretch.has_gyroscope,
    )
