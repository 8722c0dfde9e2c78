"""From joint angles to points in space.

pelvis -> trunk -> head
                -> upper_arm -> forearm -> hand    (left, right)
pelvis -> thigh -> shank -> foot -> toes           (left, right)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.report.body import names
from retrowalk.report.body.names import RANGES_DEG, SIDES
from retrowalk.report.body.rotation import FORWARD, LEFT, UP, Turn, Vector, degrees_about

_PARENTS: dict[str, str] = {"trunk": "pelvis", "head": "trunk"}
for _side in SIDES:
    _PARENTS |= {
        f"thigh_{_side}": "pelvis",
        f"shank_{_side}": f"thigh_{_side}",
        f"foot_{_side}": f"shank_{_side}",
        f"toes_{_side}": f"foot_{_side}",
        f"upper_arm_{_side}": "trunk",
        f"forearm_{_side}": f"upper_arm_{_side}",
    }
PARENTS: Mapping[str, str] = _PARENTS


@dataclass(frozen=True, slots=True)
class Posture:
    """Where the pelvis is, and how each part is turned against the one it hangs on.

    Attributes:
        root: midpoint between the hip joints, metres.
        turns: part to 3x3 turn; the pelvis against the room, all others against their parent.
    """

    root: Vector
    turns: Mapping[str, Turn]

    def turned(self, part: str, turn: Turn) -> Posture:
        """Return the posture with one part turned otherwise."""
        return replace(self, turns={**self.turns, part: turn})

    def in_room(self, part: str) -> Turn:
        """Return how a part is turned against the room."""
        turn = self.turns[part]
        while part != "pelvis":
            part = PARENTS[part]
            turn = self.turns[part] @ turn
        return turn


def posture(angles_deg: Mapping[str, float]) -> Posture:
    """Return the posture of these joint angles, its hips at the origin.

    Raises:
        RetrowalkError: a joint that is not there, or an angle nobody can reach.
    """
    for name, asked in angles_deg.items():
        if name not in RANGES_DEG:
            raise RetrowalkError(f"there is no joint '{name}'", where="pose")
        low, high = RANGES_DEG[name]
        if not low <= asked <= high:
            raise RetrowalkError(
                f"{name} is {asked:g} degrees", where="pose", remedy=f"use {low:g} to {high:g}"
            )

    def angle(name: str) -> float:
        return angles_deg.get(name, 0.0)

    def turn(axis: Vector, name: str, sign: float = 1.0) -> Turn:
        return degrees_about(axis, sign * angle(name))

    turns = {
        "pelvis": turn(UP, "body_yaw") @ turn(LEFT, "body_pitch") @ turn(FORWARD, "body_roll"),
        "trunk": turn(UP, "trunk_turn") @ turn(FORWARD, "trunk_side") @ turn(LEFT, "trunk_lean"),
        "head": turn(UP, "head_turn") @ turn(FORWARD, "head_tilt") @ turn(LEFT, "head_nod"),
    }
    for side, out in (("left", 1.0), ("right", -1.0)):
        turns |= {
            f"thigh_{side}": turn(FORWARD, f"hip_abduction_{side}", out)
            @ turn(LEFT, f"hip_flexion_{side}", -1.0)
            @ turn(UP, f"hip_rotation_{side}", out),
            f"shank_{side}": turn(LEFT, f"knee_flexion_{side}"),
            f"foot_{side}": turn(LEFT, f"ankle_{side}", -1.0),
            f"toes_{side}": turn(LEFT, f"toes_{side}", -1.0),
            f"upper_arm_{side}": turn(FORWARD, f"shoulder_abduction_{side}", out)
            @ turn(LEFT, f"shoulder_flexion_{side}", -1.0)
            @ turn(UP, f"shoulder_rotation_{side}", out),
            f"forearm_{side}": turn(LEFT, f"elbow_flexion_{side}", -1.0),
        }
    return Posture(np.zeros(3), turns)


def points(body: Posture) -> dict[str, Vector]:
    """Return all joints and ends by name, metres."""
    pelvis, trunk, head = (body.in_room(part) for part in ("pelvis", "trunk", "head"))
    waist = body.root + pelvis @ (UP * names.PELVIS)
    neck = waist + trunk @ (UP * names.TRUNK)
    face = neck + head @ (UP * names.NECK + UP * names.HEAD * 0.9 + FORWARD * 0.018)
    found = {
        "pelvis": body.root,
        "waist": waist,
        "neck": neck,
        "head": face,
        "back": neck + trunk @ (-UP * 0.10 - FORWARD * names.BACK_BEHIND),
        "chest": neck + trunk @ (-UP * 0.12),
    }
    for side, out in (("left", 1.0), ("right", -1.0)):
        hip = body.root + pelvis @ (LEFT * out * names.HIP_HALF)
        knee = hip - body.in_room(f"thigh_{side}") @ UP * names.THIGH
        ankle = knee - body.in_room(f"shank_{side}") @ UP * names.SHANK
        foot = body.in_room(f"foot_{side}")
        ball = ankle + foot @ (FORWARD * names.BALL - UP * names.ANKLE_HEIGHT)
        shoulder = neck + trunk @ (LEFT * out * names.SHOULDER_HALF - UP * names.SHOULDER_DROP)
        elbow = shoulder - body.in_room(f"upper_arm_{side}") @ UP * names.UPPER_ARM
        fore = body.in_room(f"forearm_{side}")
        found |= {
            f"hip_{side}": hip,
            f"knee_{side}": knee,
            f"ankle_{side}": ankle,
            f"heel_{side}": ankle + foot @ (FORWARD * names.HEEL - UP * names.ANKLE_HEIGHT),
            f"ball_{side}": ball,
            f"toe_{side}": ball + body.in_room(f"toes_{side}") @ FORWARD * names.TOE,
            f"shoulder_{side}": shoulder,
            f"elbow_{side}": elbow,
            f"wrist_{side}": elbow - fore @ UP * names.FOREARM,
            f"palm_{side}": elbow - fore @ UP * (names.FOREARM + names.PALM),
            f"hand_{side}": elbow - fore @ UP * (names.FOREARM + names.HAND),
        }
    return found
