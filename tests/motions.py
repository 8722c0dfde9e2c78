"""Recordings and motions for tests of the tracker: simulated walks (cached) and simple ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
from scipy.spatial.transform import Rotation

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.follow import Followed, follow
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ, Stretch, stretches
from retrowalk.tracker.walking import Run

GRAVITY = np.array([0.0, 0.0, STANDARD_GRAVITY_MS2])
THERE_AND_BACK = "stand 2, forward 14, stand 3, backward 14, stand 2"


@cache
def walked(
    seed: int,
    placement: Placement = Placement.POCKET,
    plan: str = THERE_AND_BACK,
    sensor: str = "browser",
) -> tuple[Recording, Truth]:
    """Simulate a varied person's walk with the sensor at a random mounting."""
    return simulate(
        plan,
        style=WalkerStyle.varied(seed),
        placement=placement,
        sensor=sensor,
        mounting="random",
        seed=seed,
    )


def rotation(seed: int) -> Array:
    return np.asarray(Rotation.random(rng=np.random.default_rng(seed)).as_matrix())


def turned(recording: Recording, mount: Array) -> Recording:
    """Return what the same sensor would record if it were turned: vectors times `mount`'."""
    rate = recording.angular_rate_rads
    return replace(
        recording,
        acceleration_ms2=recording.acceleration_ms2 @ mount.T,
        angular_rate_rads=None if rate is None else rate @ mount.T,
    )


def played_backward(recording: Recording) -> Recording:
    """Return the recording of the film run backward: force as it was, turning the other way."""
    time_s, rate = recording.time_s, recording.angular_rate_rads
    return replace(
        recording,
        time_s=time_s[0] + time_s[-1] - time_s[::-1],
        acceleration_ms2=recording.acceleration_ms2[::-1],
        angular_rate_rads=None if rate is None else -rate[::-1],
    )


def without_gyroscope(recording: Recording) -> Recording:
    return replace(recording, angular_rate_rads=None)


def at_rest(seconds: float, force_ms2: Array = GRAVITY, rate_hz: float = 50.0) -> Recording:
    """Return a sensor that lies still."""
    time_s = np.arange(round(seconds * rate_hz) + 1) / rate_hz
    force = np.tile(force_ms2, (len(time_s), 1))
    return Recording(time_s, force, np.zeros_like(force))


def stretch(acceleration_ms2: Array, angular_rate_rads: Array | None = None) -> Stretch:
    rate = np.zeros_like(acceleration_ms2) if angular_rate_rads is None else angular_rate_rads
    return Stretch(0, acceleration_ms2, rate, has_gyroscope=True)


def resting_motion(seconds: float) -> Motion:
    return motion_of(stretch(np.tile(GRAVITY, (round(seconds * RATE_HZ), 1))))


def restless(seconds: float, seed: int) -> Stretch:
    """Return a sensor that is turned and shaken smoothly but without any order."""
    rng = np.random.default_rng(seed)
    count = round(seconds * RATE_HZ)
    at_s = np.arange(count) * PERIOD_S

    def wave(size: float) -> Array:
        frequency = rng.uniform(0.3, 3.0, (4, 3))
        phase = rng.uniform(0, 2 * np.pi, (4, 3))
        waves = np.sin(2 * np.pi * frequency * at_s[:, None, None] + phase)
        return np.asarray(size * waves.sum(axis=1))

    rate = wave(0.6)
    turn = [Rotation.from_matrix(rotation(seed))]
    for one in 0.5 * (rate[1:] + rate[:-1]) * PERIOD_S:
        turn.append(turn[-1] * Rotation.from_rotvec(one))
    upright = Rotation.concatenate(turn).inv().apply(GRAVITY)
    return stretch(upright + wave(0.5), rate)


def runs_of(recording: Recording, placement: Placement) -> list[tuple[Motion, Run]]:
    """Return the walking in a recording with the motion it lies in."""
    return [(one.motion, run) for one in followed_of(recording, placement) for run in one.runs]


def followed_of(recording: Recording, placement: Placement) -> list[Followed]:
    return [
        follow(
            np.hstack([part.acceleration_ms2, part.angular_rate_rads]),
            part.first,
            placement,
            has_gyroscope=part.has_gyroscope,
        )
        for part in stretches(recording)
    ]


def cut(recording: Recording, sizes: list[int]) -> Iterator[Recording]:
    """Yield the recording in parts of the given numbers of samples, again and again."""
    start = k = 0
    while start < len(recording.time_s):
        part = slice(start, start + sizes[k % len(sizes)])
        rate = recording.angular_rate_rads
        yield Recording(
            recording.time_s[part],
            recording.acceleration_ms2[part],
            None if rate is None else rate[part],
        )
        start, k = part.stop, k + 1


def handled(recording: Recording, at_s: float, axis: Array, seconds: float = 3.0) -> Recording:
    """Return the recording of a device that is tilted out, turned half round and put back.

    Args:
        recording: of one sensor with a gyroscope.
        at_s: when it is taken.
        axis: (3,) axis of the half turn in the sensor's frame.
        seconds: until it is back.
    """
    share = np.clip((recording.time_s - at_s) / seconds, 0.0, 1.0)
    smooth = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
    across = np.cross(axis, np.eye(3)[int(np.argmin(np.abs(axis)))])
    tilt = Rotation.from_rotvec(np.sin(np.pi * smooth)[:, None] * across / np.linalg.norm(across))
    turn = Rotation.from_rotvec(np.pi * smooth[:, None] * axis) * tilt
    rate = recording.angular_rate_rads
    assert rate is not None
    own = np.zeros_like(rate)
    own[1:] = (turn[:-1].inv() * turn[1:]).as_rotvec() / np.diff(recording.time_s)[:, None]
    return replace(
        recording,
        acceleration_ms2=turn.inv().apply(recording.acceleration_ms2.copy()),
        angular_rate_rads=turn.inv().apply(rate.copy()) + own,
    )
