"""A moving body: where each segment is and how it is turned, over time.

World frame: right-handed, z up, metres. Segment frames: x front, y left, z up when the
body stands upright facing the world's x axis; the origin is the segment's proximal joint
(thigh: hip, shank: knee, foot: ankle, upper arm: shoulder, forearm: elbow, hand: wrist;
pelvis: midpoint of the hips; trunk: its lower end).

The simulator and motion capture both become a `BodyMotion`, and one virtual sensor
(`retrowalk.simulate.sensor`) reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from retrowalk.recording import Array


class Segment(StrEnum):
    """Rigid parts of the body that can carry a sensor."""

    PELVIS = "pelvis"
    TRUNK = "trunk"
    THIGH_LEFT = "thigh_left"
    THIGH_RIGHT = "thigh_right"
    SHANK_LEFT = "shank_left"
    SHANK_RIGHT = "shank_right"
    FOOT_LEFT = "foot_left"
    FOOT_RIGHT = "foot_right"
    UPPER_ARM_LEFT = "upper_arm_left"
    UPPER_ARM_RIGHT = "upper_arm_right"
    FOREARM_LEFT = "forearm_left"
    FOREARM_RIGHT = "forearm_right"
    HAND_LEFT = "hand_left"
    HAND_RIGHT = "hand_right"


def yaw_pitch_roll(yaw_rad: Array, pitch_rad: Array, roll_rad: Array) -> Array:
    """Return (n, 3, 3) rotations Rz(yaw) Ry(pitch) Rx(roll) from (n,) angles."""
    cy, sy = np.cos(yaw_rad), np.sin(yaw_rad)
    cp, sp = np.cos(pitch_rad), np.sin(pitch_rad)
    cr, sr = np.cos(roll_rad), np.sin(roll_rad)
    rows = [
        [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
        [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
        [-sp, cp * sr, cp * cr],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


@dataclass(frozen=True, eq=False, slots=True)
class SegmentPath:
    """One segment over time.

    Attributes:
        origin_m: (n, 3) proximal joint in the world frame.
        world_from_segment: (n, 3, 3) rotations.
        length_m: distance from the proximal to the distal joint (foot: ankle to toe tip).
    """

    origin_m: Array
    world_from_segment: Array
    length_m: float

    def point_m(self, offset_m: Array) -> Array:
        """Return the (n, 3) world path of a point fixed to the segment."""
        turned = np.einsum("nij,j->ni", self.world_from_segment, offset_m)
        return np.asarray(self.origin_m + turned)


@dataclass(frozen=True, eq=False, slots=True)
class BodyMotion:
    """All segments on one uniform clock.

    Attributes:
        time_s: (n,) uniform seconds.
        segments: path of each segment that is known.
    """

    time_s: Array
    segments: Mapping[Segment, SegmentPath]

    @property
    def rate_hz(self) -> float:
        """Frames per second."""
        return float((len(self.time_s) - 1) / (self.time_s[-1] - self.time_s[0]))
