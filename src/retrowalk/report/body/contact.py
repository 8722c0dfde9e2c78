"""What rests on what, and so where the body is.

A pose says which parts rest, first the one that carries (``"foot_right"``, ``"ball_left"``,
``"heel_left"``, ``"knee_left"``, ``"seat"``, ``"wall"``, ``"back"``, ``"side"``, ``"front"``;
``@`` gives the height of what it rests on, metres; ``!`` says that it was put down anew) and what
the hands hold (``"left:rail-left"``; ``~`` before the thing lets the hand slide along).

The carrying part stays where it was; the pelvis follows from it through the joint angles. Every
other resting foot is brought to its place by its own hip and knee, every holding hand by its
shoulder and elbow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrowalk.coach.base import Pose
from retrowalk.errors import RetrowalkError
from retrowalk.report.body import names
from retrowalk.report.body.rotation import FORWARD, LEFT, UP, Turn, Vector, hinge, reach, unit
from retrowalk.report.body.skeleton import Posture, points, posture
from retrowalk.report.body.things import OWN, Thing, grip

LYING = ("back", "side", "front")
FEET = ("foot", "ball", "heel")
_KINDS = (*FEET, "knee")
_HOME = 0.12


@dataclass(frozen=True, slots=True)
class Rest:
    """One resting part, the height of what it rests on in metres, and whether it is newly there."""

    part: str
    height: float
    anew: bool = False

    @property
    def kind(self) -> str:
        """foot (flat), ball, heel or knee; or the part itself."""
        return self.part.split("_")[0]

    @property
    def side(self) -> str:
        """``left`` or ``right``; empty for the trunk."""
        return self.part.partition("_")[2]


@dataclass(frozen=True, slots=True)
class Settled:
    """A key pose in its place.

    Attributes:
        body: the posture.
        at: its points, metres.
        rests: what rests.
        grips: side to (thing, place of the palm, whether it slides).
    """

    body: Posture
    at: Mapping[str, Vector]
    rests: tuple[Rest, ...]
    grips: Mapping[str, tuple[str, Vector, bool]]


def rests_of(pose: Pose) -> tuple[Rest, ...]:
    """Return the resting parts of a pose.

    Raises:
        RetrowalkError: a part that cannot rest on anything.
    """
    found = []
    for text in pose.rests:
        part, _, height = text.partition("@")
        rest = Rest(part.removesuffix("!"), float(height or 0.0), part.endswith("!"))
        part = rest.part
        if not (rest.side and rest.kind in _KINDS) and part not in ("seat", "wall", *LYING):
            raise RetrowalkError(f"'{part}' cannot rest on anything", where="pose")
        found.append(rest)
    return tuple(found)


def touching(first: Rest, second: Rest) -> str:
    """Return the point of a foot or knee that stays in place from one rest to the next."""
    if "knee" in (first.kind, second.kind):
        return f"knee_{second.side}"
    heel = "heel" in (first.kind, second.kind)
    return f"{'heel' if heel else 'ball'}_{second.side}"


def flat(foot: Turn) -> Turn:
    """Return the foot laid flat, its toes pointing where they pointed."""
    level = foot @ FORWARD * np.array([1.0, 1.0, 0.0])
    ahead = unit(level)
    return np.stack([ahead, np.cross(UP, ahead), UP], axis=1)


def _offset(point: str) -> Vector:
    along = names.HEEL if point.startswith("heel") else names.BALL
    return FORWARD * along - UP * names.ANKLE_HEIGHT


def leg_to(body: Posture, side: str, point: str, goal: Vector, foot: Turn | None) -> Posture:
    """Return the posture with hip and knee so that a point of the foot is at its goal.

    Args:
        body: where the search begins.
        side: of the leg.
        point: ``heel_...`` or ``ball_...``.
        goal: its place, metres.
        foot: how the foot is turned against the room; None keeps the ankle's angle.
    """
    at = points(body)
    ahead = body.in_room(f"thigh_{side}") @ FORWARD
    for _ in range(1 if foot is not None else 5):
        now = body.in_room(f"foot_{side}") if foot is None else foot
        ankle = goal - now @ _offset(point)
        hip = at[f"hip_{side}"]
        knee, end = reach(hip, ankle, names.THIGH, names.SHANK, ahead)
        axis = np.cross(-unit(end - hip), ahead)
        thigh, shank = hinge(knee - hip, axis), hinge(end - knee, axis)
        pelvis = body.in_room("pelvis")
        body = body.turned(f"thigh_{side}", pelvis.T @ thigh)
        body = body.turned(f"shank_{side}", thigh.T @ shank)
        if foot is not None:
            body = body.turned(f"foot_{side}", shank.T @ foot)
    return body


def arm_to(body: Posture, side: str, goal: Vector) -> Posture:
    """Return the posture with shoulder and elbow so that the palm is at its goal."""
    trunk = body.in_room("trunk")
    shoulder = points(body)[f"shoulder_{side}"]
    out = 1.0 if side == "left" else -1.0
    bend = trunk @ (-FORWARD * 0.7 + LEFT * out * 0.35 - UP * 0.6)
    lower = names.FOREARM + names.PALM
    elbow, end = reach(shoulder, goal, names.UPPER_ARM, lower, bend)
    axis = np.cross(-unit(end - shoulder), -bend)
    upper, fore = hinge(elbow - shoulder, axis), hinge(end - elbow, axis)
    body = body.turned(f"upper_arm_{side}", trunk.T @ upper)
    return body.turned(f"forearm_{side}", upper.T @ fore)


def carried(body: Posture, point: str, goal: Vector, foot: Turn | None) -> Posture:
    """Return the posture moved so that a resting point is at its goal, angles unchanged."""
    if foot is not None and not point.startswith("knee"):
        side = point.partition("_")[2]
        shank = body.in_room(f"shank_{side}")
        body = body.turned(f"foot_{side}", shank.T @ foot)
    return replace(body, root=body.root + goal - points(body)[point])


def settled(pose: Pose, past: Sequence[Settled], things: Mapping[str, Thing]) -> Settled:
    """Return a pose in its place, after those before it.

    Raises:
        RetrowalkError: an impossible pose.
    """
    before = past[-1] if past else None
    body, rests = posture(pose.angles_deg), rests_of(pose)
    body = _root(body, rests, before)
    parts = [rest.part for rest in rests]
    if "wall" in parts and before is not None:
        body = replace(body, root=np.array([before.body.root[0], *body.root[1:]]))
    seats = [rest for rest in rests if rest.part == "seat"]
    if seats:
        x = before.body.root[0] if before and _earlier(seats[0], before) else body.root[0]
        height = seats[0].height + names.SEAT_BELOW_HIP
        body = replace(body, root=np.array([x, body.root[1], height]))
    for rest in rests:
        if rest.kind in FEET:
            old = _earlier(rest, before)
            point = touching(old or rest, rest)
            foot = flat(body.in_room(f"foot_{rest.side}")) if rest.kind == "foot" else None
            if before and old and "side" in parts:
                foot = before.body.in_room(f"foot_{rest.side}")
            goal = _goal(body, point, foot, rest.height, before if old else None)
            if not old and rest.kind != "heel":
                goal = _home(goal, point, past)
            body = leg_to(body, rest.side, point, goal, foot)
    if not any(rest.part in LYING for rest in rests):
        body = toes_up(body)
    grips = {}
    for text in pose.holds:
        side, _, held = text.partition(":")
        slides, held = held.startswith("~"), held.removeprefix("~")
        goal = grip(held, side, things, body, points(body))
        old_grip = before.grips.get(side) if before else None
        if old_grip and old_grip[0] == held and not slides and held not in OWN:
            goal = old_grip[1]
        body = arm_to(body, side, goal)
        grips[side] = (held, goal, slides)
    return Settled(body, points(body), rests, grips)


def _goal(
    body: Posture, point: str, foot: Turn | None, height: float, before: Settled | None
) -> Vector:
    if before:
        return np.array([*before.at[point][:2], height])
    if foot is None:
        return np.array([*points(body)[point][:2], height])
    side = point.partition("_")[2]
    place = points(body)[f"ankle_{side}"] + foot @ _offset(point)
    return np.array([*place[:2], height])


def _home(goal: Vector, point: str, past: Sequence[Settled]) -> Vector:
    """Return the place where this foot stood before, if the goal is close to it."""
    for key in past:
        stood = any(rest.side == point.partition("_")[2] for rest in key.rests)
        if stood and float(np.linalg.norm(key.at[point] - goal)) < _HOME:
            return key.at[point]
    return goal


def limb(rest: Rest) -> str:
    """Return what stays the same when a foot goes from flat to its ball or heel."""
    return f"leg_{rest.side}" if rest.kind in FEET else rest.part


def _earlier(rest: Rest, before: Settled | None) -> Rest | None:
    rests = before.rests if before else ()
    if rest.anew:
        return None
    return next((old for old in rests if limb(old) == limb(rest)), None)


def _root(body: Posture, rests: tuple[Rest, ...], before: Settled | None) -> Posture:
    lying = next((rest for rest in rests if rest.part in LYING), None)
    if lying:
        return lay(body, lying, before)
    feet = [rest for rest in rests if rest.side]
    if not feet:
        raise RetrowalkError("a pose rests on nothing", where="pose")
    rest = next((r for r in feet if _earlier(r, before)), feet[0])
    old = _earlier(rest, before)
    point = touching(old or rest, rest)
    foot = flat(body.in_room(f"foot_{rest.side}")) if rest.kind == "foot" else None
    height = rest.height + (names.THICKNESS["shank"][0] if rest.kind == "knee" else 0.0)
    if before and old:
        goal = np.array([*before.at[point][:2], height])
    else:
        along = {"heel": names.HEEL, "knee": 0.0}.get(point.partition("_")[0], names.BALL)
        goal = np.array([along, points(body)[point][1], height])
    return carried(body, point, goal, foot)


def toes_up(body: Posture) -> Posture:
    """Return the posture with toes that would sink into the floor laid flat on it."""
    at = points(body)
    for side in names.SIDES:
        if at[f"toe_{side}"][2] < min(at[f"ball_{side}"][2], 0.0):
            foot = body.in_room(f"foot_{side}")
            body = body.turned(f"toes_{side}", foot.T @ flat(foot))
    return body


def lay(body: Posture, rest: Rest, before: Settled | None) -> Posture:
    """Return the posture lying on a part of the trunk."""
    if rest.part == "back":
        goal = np.array([*(before.at["back"][:2] if before else (0.0, 0.0)), rest.height])
        return replace(body, root=body.root + goal - points(body)["back"])
    height = names.SIDE_BELOW if rest.part == "side" else names.BACK_BEHIND
    x, y = before.body.root[:2] if before else (0.0, 0.0)
    return replace(body, root=np.array([x, y, rest.height + height]))
