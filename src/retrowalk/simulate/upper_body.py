"""Trunk and arms of the walker, hung onto the pelvis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array
from retrowalk.simulate.body import Segment, SegmentPath, yaw_pitch_roll
from retrowalk.simulate.style import WalkerStyle
from retrowalk.tracker.base import Side

# Shares of body height (Winter 2009 after Drillis and Contini 1966).
TRUNK_SHARE = 0.288
SHOULDER_SHARE = 0.115
UPPER_ARM_SHARE = 0.186
FOREARM_SHARE = 0.146
HAND_SHARE = 0.108


@dataclass(frozen=True, eq=False, slots=True)
class Upper:
    """Angles of trunk (n,) and arms (2, n: left, right) in radians.

    Attributes:
        tilt: trunk to the front.
        side: trunk about the front axis, positive left side up.
        rotation: trunk about the vertical against the heading.
        pitch: upper arms about the left axis, positive elbow to the back.
        roll: right upper arm about the front axis; the left one mirrors it.
        elbow: flexion.
    """

    tilt: Array
    side: Array
    rotation: Array
    pitch: Array
    roll: Array
    elbow: Array


def upper_body(
    pelvis: SegmentPath, heading: Array, upper: Upper, style: WalkerStyle
) -> dict[Segment, SegmentPath]:
    """Return trunk, arms and hands."""
    height = style.height_m
    trunk = yaw_pitch_roll(heading + upper.rotation, upper.tilt, upper.side)
    parts = {Segment.TRUNK: SegmentPath(pelvis.origin_m, trunk, TRUNK_SHARE * height)}
    for row, side in enumerate((Side.LEFT, Side.RIGHT)):
        out = 1.0 if side is Side.LEFT else -1.0
        at = np.array([0.0, out * SHOULDER_SHARE * height, TRUNK_SHARE * height])
        shoulder = pelvis.origin_m + trunk @ at
        facing = heading + 0.3 * upper.rotation
        arm = yaw_pitch_roll(facing, upper.pitch[row], -out * upper.roll[row])
        none = np.zeros_like(facing)
        fore = arm @ yaw_pitch_roll(none, -upper.elbow[row], none)
        elbow = shoulder - UPPER_ARM_SHARE * height * arm[:, :, 2]
        wrist = elbow - FOREARM_SHARE * height * fore[:, :, 2]
        parts[Segment(f"upper_arm_{side}")] = SegmentPath(shoulder, arm, UPPER_ARM_SHARE * height)
        parts[Segment(f"forearm_{side}")] = SegmentPath(elbow, fore, FOREARM_SHARE * height)
        parts[Segment(f"hand_{side}")] = SegmentPath(wrist, fore, HAND_SHARE * height)
    return parts
