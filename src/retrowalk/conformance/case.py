"""How a vector is made: a simulated walk, and what happens to its samples afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from retrowalk.recording import Placement, Recording
from retrowalk.simulate import PRESETS, SensorModel, WalkerStyle
from retrowalk.tracker.base import Knowledge, Side

# A browser's sensor before it rounds; the vectors round.
BROWSER = replace(PRESETS["browser"], rate_hz=50.0, acc_step_ms2=0.0, gyr_step_rads=0.0)
USUAL = WalkerStyle()
_FORWARD_WALK = "forward 11"

Alter = Callable[[Recording], Recording]


@dataclass(frozen=True, slots=True)
class Case:
    """How one vector is made.

    Attributes:
        name: of the vector.
        about: what it is there for.
        placement: where the sensor is worn.
        knowledge: what is known of its mounting.
        plan: what the walker does.
        style: who walks.
        seed: the same seed gives the same samples.
        sensor: its rate, jitter and gaps.
        side: of the body.
        height_m: told to the tracker, or None.
        alter: what happens to the samples afterwards.
        calibration_plan: what the walker does for the calibration.
        swapped: whether front and back of the known mounting are told the wrong way round.
    """

    name: str
    about: str
    placement: Placement
    knowledge: Knowledge
    plan: str
    style: WalkerStyle = USUAL
    seed: int = 1
    sensor: SensorModel = BROWSER
    side: Side = Side.RIGHT
    height_m: float | None = None
    alter: Alter = lambda recording: recording
    calibration_plan: str = _FORWARD_WALK
    swapped: bool = False


def without_gyroscope(recording: Recording) -> Recording:
    """Leave the angular rate out."""
    return replace(recording, angular_rate_rads=None)


def only(start_s: float, end_s: float) -> Alter:
    """Keep the samples of [start_s, end_s)."""
    return lambda recording: recording.part(start_s, end_s)


def dropped(share: float) -> Alter:
    """Lose a share of the samples at random, as a busy phone does."""

    def alter(recording: Recording) -> Recording:
        keep = np.random.default_rng(7).random(len(recording.time_s)) >= share
        rate = recording.angular_rate_rads
        return replace(
            recording,
            time_s=recording.time_s[keep],
            acceleration_ms2=recording.acceleration_ms2[keep],
            angular_rate_rads=None if rate is None else rate[keep],
        )

    return alter


def begun_at(start_s: float) -> Alter:
    """Let the clock show something else than zero at the first sample."""
    return lambda recording: replace(recording, time_s=recording.time_s + start_s)


def played(speed: float) -> Alter:
    """Play the samples faster than they were; forces stay as they are."""

    def alter(recording: Recording) -> Recording:
        rate = recording.angular_rate_rads
        return replace(
            recording,
            time_s=recording.time_s / speed,
            angular_rate_rads=None if rate is None else rate * speed,
        )

    return alter


def turned_over(at_s: float, degrees: float, axis: tuple[float, float, float]) -> Alter:
    """Turn the device within one second, about an axis of its own."""

    def alter(recording: Recording) -> Recording:
        from scipy.spatial.transform import Rotation

        unit = np.array(axis) / np.linalg.norm(axis)
        share = np.clip(recording.time_s - at_s, 0.0, 1.0)
        angle = np.radians(degrees) * 0.5 * (1.0 - np.cos(np.pi * share))
        speed = np.radians(degrees) * 0.5 * np.pi * np.sin(np.pi * share)
        # what the turned device reads: the same vectors turned back, and its own turning
        back = Rotation.from_rotvec(-angle[:, None] * unit).as_matrix()
        rate = recording.angular_rate_rads
        assert rate is not None
        return replace(
            recording,
            acceleration_ms2=np.einsum("nij,nj->ni", back, recording.acceleration_ms2),
            angular_rate_rads=np.einsum("nij,nj->ni", back, rate) + speed[:, None] * unit,
        )

    return alter
