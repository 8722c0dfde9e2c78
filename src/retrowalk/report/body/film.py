"""From key poses to all the frames between them.

Between two key poses every joint turns evenly; feet, knees and hands that rest in both stay
where they are, and the body follows. So no limb shrinks and no foot slides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from retrowalk.coach.base import Form
from retrowalk.report.body.contact import (
    FEET,
    LYING,
    Rest,
    Settled,
    arm_to,
    carried,
    flat,
    leg_to,
    limb,
    settled,
    toes_up,
    touching,
)
from retrowalk.report.body.rotation import LEFT, UP, Turn, Vector, between, degrees_about
from retrowalk.report.body.skeleton import Posture, points
from retrowalk.report.body.things import OWN, Thing, grip, thing

_MOVING_SHARE = 0.55
_LONGEST_MOVE_S = 1.5
_STEP_DEG = 12.0
_FEWEST, _MOST = 3, 9
_SAME_PLACE = 0.03
_LIFT = 0.07
_DROP_DEG = 12.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The figure at one instant.

    Attributes:
        time_s: from the start of the round.
        key: index of the key pose it comes from or is in.
        body: the posture.
        at: its points, metres.
    """

    time_s: float
    key: int
    body: Posture
    at: Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class Film:
    """One round of an exercise.

    Attributes:
        keys: the key poses in their places.
        frames: in order of time; the first is key pose 0.
        duration_s: of a round.
        leaves_s: until when each key pose is held.
        comes_back: whether the last pose leads to the first; else the picture begins anew.
        things: of the form, by kind.
    """

    keys: tuple[Settled, ...]
    frames: tuple[Frame, ...]
    duration_s: float
    leaves_s: tuple[float, ...]
    comes_back: bool
    things: Mapping[str, Thing]


def film(form: Form) -> Film:
    """Return the key poses of a form in their places, and the frames between them.

    Raises:
        RetrowalkError: an impossible pose or an unknown thing.
    """
    things = {found.kind: found for found in map(thing, form.things)}
    keys: list[Settled] = []
    for pose in form.poses:
        keys.append(settled(pose, keys, things))
    comes_back = any(_stays(keys[-1], keys[0]))
    frames = [Frame(0.0, 0, keys[0].body, keys[0].at)]
    time_s = 0.0
    leaves_s = []
    for k, pose in enumerate(form.poses):
        if k == 0:
            time_s += (1 - _MOVING_SHARE) * pose.seconds
        else:
            time_s = _move(frames, keys[k - 1], keys[k], k, pose.seconds, time_s, things)
        frames.append(Frame(time_s, k, keys[k].body, keys[k].at))
        leaves_s.append(time_s)
    if comes_back and len(keys) > 1:
        seconds = form.poses[0].seconds
        move_s = min(seconds * _MOVING_SHARE, _LONGEST_MOVE_S)
        time_s = _move(frames, keys[-1], keys[0], len(keys), move_s, time_s, things, stay=False)
        frames.append(Frame(time_s, 0, keys[0].body, keys[0].at))
    return Film(tuple(keys), tuple(frames), time_s, tuple(leaves_s), comes_back, things)


def _stays(first: Settled, second: Settled) -> list[tuple[Rest, Rest]]:
    """Return what rests in both poses at the same place."""
    both = [(a, b) for b in second.rests for a in first.rests if limb(a) == limb(b)]
    return [pair for pair in both if not _put(first, second, pair)]


def _put(first: Settled, second: Settled, pair: tuple[Rest, Rest]) -> bool:
    if not pair[1].side:
        return False
    point = touching(*pair)
    return float(np.linalg.norm(second.at[point] - first.at[point])) > _SAME_PLACE


def _move(
    frames: list[Frame],
    first: Settled,
    second: Settled,
    key: int,
    seconds: float,
    start_s: float,
    things: Mapping[str, Thing],
    *,
    stay: bool = True,
) -> float:
    move_s = min(seconds * _MOVING_SHARE, _LONGEST_MOVE_S) if stay else seconds
    count = int(np.clip(_widest_deg(first.body, second.body) / _STEP_DEG, _FEWEST, _MOST))
    for i in range(1, count):
        share = i / count
        eased = share * share * (3 - 2 * share)
        body = amid(first, second, eased, things)
        frames.append(Frame(start_s + share * move_s, key, body, points(body)))
    frames.append(Frame(start_s + move_s, key, second.body, second.at))
    return start_s + seconds


def _widest_deg(first: Posture, second: Posture) -> float:
    cosines = [(np.trace(first.turns[p].T @ second.turns[p]) - 1) / 2 for p in first.turns]
    return float(np.degrees(np.arccos(np.clip(min(cosines), -1.0, 1.0))))


def amid(first: Settled, second: Settled, share: float, things: Mapping[str, Thing]) -> Posture:
    """Return the posture that is this share of the way from one key pose to the next."""
    turns = {
        part: between(turn, second.body.turns[part], share)
        for part, turn in first.body.turns.items()
    }
    body = Posture((1 - share) * first.body.root + share * second.body.root, turns)
    straight = body.root
    stays = _stays(first, second)
    carrying = next((pair for pair in stays if pair[1].side), None)
    kinds = {pair[1].part for pair in stays}
    if "back" in kinds:
        goal = _amid(first.at["back"], second.at["back"], share)
        body = replace(body, root=body.root + goal - points(body)["back"])
    elif carrying and not kinds & set(LYING):
        point = touching(*carrying)
        goal = _amid(first.at[point], second.at[point], share)
        foot = _foot(first, second, carrying, share)
        body = carried(body, point, goal, foot)
        fixed = ("wall" in kinds, False, "seat" in kinds)
        body = replace(body, root=np.where(fixed, straight, body.root))
    both = [(a, b) for b in second.rests for a in first.rests if limb(a) == limb(b)]
    for pair in both:
        if pair[1].kind in FEET and pair[0].kind in FEET:
            point = touching(*pair)
            goal = _amid(first.at[point], second.at[point], share)
            foot = _foot(first, second, pair, share)
            if _put(first, second, pair) and not kinds & set(LYING):
                high = np.sin(np.pi * share)
                lift = _LIFT + 0.6 * abs(second.at[point][2] - first.at[point][2])
                goal = goal + UP * lift * high
                foot = foot if foot is None else foot @ degrees_about(LEFT, _DROP_DEG * high)
            body = leg_to(body, pair[1].side, point, goal, foot)
    if not kinds & set(LYING):
        body = toes_up(body)
    for side, (held, place, _) in second.grips.items():
        if side in first.grips and first.grips[side][0] == held:
            goal = _amid(first.grips[side][1], place, share)
            if held in OWN:
                goal = grip(held, side, things, body, points(body))
            body = arm_to(body, side, goal)
    return body


def _amid(first: Vector, second: Vector, share: float) -> Vector:
    return (1 - share) * first + share * second


def _foot(first: Settled, second: Settled, pair: tuple[Rest, Rest], share: float) -> Turn | None:
    """Return how a resting foot is turned in the room; None keeps the ankle's angle."""
    part = f"foot_{pair[1].side}"
    if pair[1].kind == "knee":
        return None
    turn = between(first.body.in_room(part), second.body.in_room(part), share)
    if pair[0].kind == pair[1].kind == "foot":
        return flat(turn)
    return turn
