"""A sensor that is taken out while recording, turned over and put back; and gaps.

    orientation   as worn --- out and tilted --- turned over --- put back, otherwise
    angular rate  what the hand adds, in the sensor's frame, on top of the body's
    acceleration  turned with the sensor, plus the hand's own smooth way

Samples keep coming, and angular rate and turning agree: only the mounting changes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from retrowalk.recording import Array, Recording

# design choices: a hand lifts a phone by about this much, and tilts it on the way
_LIFT_M = 0.35
_TILT_RAD = 0.9
# shares of the time over which the corners between tilting and turning are rounded
_ROUNDED = (-0.06, -0.03, 0.0, 0.03, 0.06)


def _minimum_jerk(share: Array) -> Array:
    u = np.clip(share, 0.0, 1.0)
    return np.clip(u**3 * (10.0 - 15.0 * u + 6.0 * u**2), 0.0, 1.0)


def turned_from(recording: Recording, at_s: float, turn: Rotation) -> Recording:
    """Return the recording with the sensor mounted otherwise from one instant on, at once.

    Args:
        recording: of one sensor.
        at_s: from this instant on.
        turn: of the sensor against how it sat before, in its own axes.
    """
    later = recording.time_s >= at_s

    def read(values: Array) -> Array:
        found = values.copy()
        found[later] = turn.inv().apply(values[later])
        return found

    rate = recording.angular_rate_rads
    return replace(
        recording,
        acceleration_ms2=read(recording.acceleration_ms2),
        angular_rate_rads=None if rate is None else read(rate),
    )


def with_gap(recording: Recording, start_s: float, end_s: float) -> Recording:
    """Return the recording without its samples in [start_s, end_s)."""
    keep = (recording.time_s < start_s) | (recording.time_s >= end_s)
    rate = recording.angular_rate_rads
    return replace(
        recording,
        time_s=recording.time_s[keep],
        acceleration_ms2=recording.acceleration_ms2[keep],
        angular_rate_rads=None if rate is None else rate[keep],
    )


def handled(
    recording: Recording,
    at_s: float,
    *,
    axis: Array,
    angle_rad: float = np.pi,
    duration_s: float = 3.0,
    seed: int = 0,
) -> Recording:
    """Return the recording of a sensor that a hand took out, turned and put back.

    Args:
        recording: of one sensor, with or without a gyroscope.
        at_s: when the hand takes it.
        axis: (3,) axis of the whole turn in the sensor's own axes as worn before.
        angle_rad: angle of the whole turn; pi turns it over.
        duration_s: from taking it out to having put it back.
        seed: of the tilt and the way of the hand in between.

    Returns:
        The recording with the same clock and as many samples.
    """
    rng = np.random.default_rng(seed)
    unit = np.asarray(axis, float) / np.linalg.norm(axis)
    # out: tilted about any axis; turned: most of the way round with the tilt still on
    tilt = Rotation.from_rotvec(_TILT_RAD * _unit(rng.normal(size=3)))
    turn = Rotation.from_rotvec(angle_rad * unit)
    half = Rotation.from_rotvec(0.5 * angle_rad * unit)
    keys = Rotation.concatenate([Rotation.identity(), tilt, half * tilt, turn * tilt, turn])
    # the sensor as worn before, from the sensor; corners of the way are rounded in time
    way = Slerp(np.array([0.0, 0.25, 0.5, 0.75, 1.0]), keys)
    since = (1.0 + 2.0 * _ROUNDED[-1]) * (recording.time_s - at_s) / duration_s - _ROUNDED[-1]
    soft = [way(_minimum_jerk(since + early)) for early in _ROUNDED]
    now = _mean(soft)
    before = now.inv()
    moved = before.apply(
        recording.acceleration_ms2 + _lift(recording.time_s, at_s, duration_s, rng)
    )
    rate = recording.angular_rate_rads
    turned = None
    if rate is not None:
        turned = before.apply(rate.copy()) + _own_rate(now, recording.time_s)
    return replace(recording, acceleration_ms2=moved, angular_rate_rads=turned)


def _unit(vector: Array) -> Array:
    return np.asarray(vector / np.linalg.norm(vector))


def _mean(rotations: list[Rotation]) -> Rotation:
    """Average rotations that lie near one another, sample by sample."""
    quaternions = np.stack([rotation.as_quat() for rotation in rotations])
    signs = np.sign(np.sum(quaternions * quaternions[0], axis=-1, keepdims=True))
    return Rotation.from_quat((quaternions * np.where(signs == 0, 1.0, signs)).sum(axis=0))


def _own_rate(now: Rotation, time_s: Array) -> Array:
    """Return the (n, 3) angular rate of a path of rotations, in the turning frame."""
    steps = (now[:-1].inv() * now[1:]).as_rotvec() / np.diff(time_s)[:, None]
    first, last = steps[:1], steps[-1:]
    return np.asarray(0.5 * (np.vstack([first, steps]) + np.vstack([steps, last])))


def _lift(time_s: Array, at_s: float, duration_s: float, rng: np.random.Generator) -> Array:
    """Return the (n, 3) acceleration of a hand that lifts the sensor and brings it back."""
    way = _LIFT_M * _unit(rng.normal(size=3))
    out = _minimum_jerk((time_s - at_s) / (0.4 * duration_s))
    back = _minimum_jerk((time_s - at_s - 0.6 * duration_s) / (0.4 * duration_s))
    path = (out - back)[:, None] * way
    return np.asarray(np.gradient(np.gradient(path, time_s, axis=0), time_s, axis=0))
