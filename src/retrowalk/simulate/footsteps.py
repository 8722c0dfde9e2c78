"""From a plan to footsteps: when and where each foot stands, and the path of the body.

    right  ────stance────╮ swing ╭────stance────          stance = [IC, TO)
    left   ─────╮ swing ╭────stance────╮ swing            IC initial contact, TO toe-off
                └ double support ┘

The body's path P(t) and heading come first, from speed with smooth starts and stops. A foot
stands where the path passes at the gait's "over" instant of its stance, half a step width to
the side: so step lengths, curves, side steps and stops all follow from one rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.simulate.curves import stride_curves
from retrowalk.simulate.gaits import STAIR_TREAD_M, shape_of
from retrowalk.simulate.plan import Gait, Plan
from retrowalk.simulate.rhythm import (
    BoutPlan,
    duty_of,
    envelope_of,
    grouped,
    smooth_noise,
    smooth_step,
    speed_of,
    timed,
)
from retrowalk.simulate.style import WalkerStyle
from retrowalk.tracker.base import Side

PATH_RATE_HZ = 100.0


@dataclass(frozen=True, eq=False, slots=True)
class Stance:
    """One foot on the ground, [ic_s, to_s).

    Attributes:
        ic_s: initial contact; the start of the recording for the first stance.
        to_s: toe-off; the end of the recording for the last.
        position_m: (3,) ground point under the ankle of the flat foot.
        yaw_rad: where the foot points.
        gait: gait of the step that ended here.
        bout: index of the bout of that step, -1 before any.
    """

    ic_s: float
    to_s: float
    position_m: Array
    yaw_rad: float
    gait: Gait
    bout: int


@dataclass(frozen=True, eq=False, slots=True)
class Footsteps:
    """The whole plan on the ground.

    Attributes:
        time_s: (n,) clock of the path.
        path_m: (n, 3) the body's mean path on the ground (stairs rise).
        heading_rad: (n,) where the body faces.
        speed_mps: (n,) speed along the path.
        envelope: (n,) 0 at rest, 1 in steady gait.
        stances: of each foot, in time order.
        bouts: in time order.
        item_s: (k + 1,) boundaries of the plan's items.
    """

    time_s: Array
    path_m: Array
    heading_rad: Array
    speed_mps: Array
    envelope: Array
    stances: dict[Side, tuple[Stance, ...]]
    bouts: tuple[BoutPlan, ...]
    item_s: Array


def lay_footsteps(plan: Plan, style: WalkerStyle, rng: np.random.Generator) -> Footsteps:
    """Return path, rhythm and stances of a plan; the walker starts at the origin facing x."""
    total = plan.duration_s
    n = round(total * PATH_RATE_HZ) + 1
    time = np.arange(n) / PATH_RATE_HZ
    speed = np.zeros(n)
    lateral = np.zeros(n)
    yaw_rate = np.zeros(n)
    envelope = np.zeros(n)
    bouts: list[BoutPlan] = []
    for start, end, items in grouped(plan):
        gait = items[0].gait
        if not gait.steps:
            continue
        bout = timed(start, end, items, style, rng)
        bouts.append(bout)
        inside = slice(int(start * PATH_RATE_HZ), int(np.ceil(end * PATH_RATE_HZ)) + 1)
        t = time[inside]
        shape = envelope_of(bout, t)
        envelope[inside] = np.maximum(envelope[inside], shape)
        if gait is Gait.TURN:
            share = smooth_step((t - bout.lift_s[0]) / (bout.contact_s[-1] - bout.lift_s[0]))
            yaw_rate[inside] += np.gradient(share, t) * np.radians(items[0].turn_deg)
            continue
        targets = np.array([speed_of(item, style) for item in items])
        if gait in {Gait.STAIRS_UP, Gait.STAIRS_DOWN}:
            targets = np.full(len(items), STAIR_TREAD_M / bout.step_s)
        at = start
        steady = np.full(len(t), targets[0])
        for k, item in enumerate(items):
            if k:
                steady += (targets[k] - targets[k - 1]) * smooth_step((t - at + 1.0) / 2.0)
            inner = (t >= at) & (t < at + item.duration_s)
            weight = shape * inner
            if item.turn_deg:
                yaw_rate[inside] += (
                    np.radians(item.turn_deg) * weight / max(weight.sum(), 1.0) * PATH_RATE_HZ
                )
            at += item.duration_s
        stairs = shape_of(gait).rise_m != 0.0
        wander = 0.0 if stairs else 0.025 * smooth_noise(rng, len(t), 1.5 * PATH_RATE_HZ)
        value = steady * shape * (1.0 + wander)
        if gait in {Gait.LEFT, Gait.RIGHT}:
            lateral[inside] += value if gait is Gait.LEFT else -value
        else:
            speed[inside] += -value if gait is Gait.BACKWARD else value

    heading = _integral(yaw_rate)
    cos, sin = np.cos(heading), np.sin(heading)
    path = np.zeros((n, 3))
    path[:, 0] = _integral(speed * cos - lateral * sin)
    path[:, 1] = _integral(speed * sin + lateral * cos)
    item_s = np.concatenate([[0.0], np.cumsum([item.duration_s for item in plan.items])])
    stances, rises = _stances(bouts, time, path, heading, style, rng, total)
    for bout, height in rises:
        # the path climbs from the first contact on; the pelvis itself follows the legs
        climb = np.interp(time, bout.contact_s, np.linspace(0.0, height, len(bout.contact_s)))
        path[:, 2] += climb
    return Footsteps(
        time, path, heading, np.hypot(speed, lateral), envelope, stances, tuple(bouts), item_s
    )


def _integral(rate: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(0.5 * (rate[1:] + rate[:-1]))]) / PATH_RATE_HZ


def _stances(
    bouts: list[BoutPlan],
    time: Array,
    path: Array,
    heading: Array,
    style: WalkerStyle,
    rng: np.random.Generator,
    total: float,
) -> tuple[dict[Side, tuple[Stance, ...]], list[tuple[BoutPlan, float]]]:
    """Return the stances of both feet and the height each bout climbs."""
    floor = 0.0
    rises: list[tuple[BoutPlan, float]] = []
    rows: dict[Side, list[Stance]] = {}

    def pose(side: Side, over_s: float, width: float, height: float) -> tuple[Array, float]:
        out = 1.0 if side is Side.LEFT else -1.0
        here = np.array([np.interp(over_s, time, path[:, k]) for k in range(2)])
        yaw = float(np.interp(over_s, time, heading))
        shift = 0.5 * width * out
        place = here + shift * np.array([-np.sin(yaw), np.cos(yaw)])
        return np.array([place[0], place[1], height]), yaw + out * style.toe_out_rad

    for side in Side:
        place, yaw = pose(side, 0.0, style.step_width_m, 0.0)
        rows[side] = [Stance(0.0, total, place, yaw, Gait.STAND, -1)]
    for index, bout in enumerate(bouts):
        shape = shape_of(bout.gait)
        over = stride_curves(shape.parent).over if shape.over is None else shape.over
        stance_s = 2.0 * bout.step_s * duty_of(bout.gait)
        width = style.step_width_m
        if bout.gait in {Gait.LEFT, Gait.RIGHT}:
            # wide enough that the closing foot never meets the standing one
            width = 0.12 + abs(speed_of(bout.items[0], style)) * bout.step_s
        if bout.gait is Gait.JOG:
            width *= 0.6
        count = len(bout.contact_s)
        start = floor
        for k in range(count):
            side = bout.sides[k]
            contact, lift = float(bout.contact_s[k]), float(bout.lift_s[k])
            if k < count - 1:
                floor = start + shape.rise_m * (k + 1)
            jitter = rng.normal(0.0, 0.01)
            last = k == count - 1
            over_s = bout.end_s if last else min(contact + over * stance_s, bout.end_s)
            wide = style.step_width_m if k >= count - 2 else width + jitter
            place, yaw = pose(side, over_s, wide, floor)
            before = rows[side][-1]
            rows[side][-1] = Stance(
                before.ic_s, lift, before.position_m, before.yaw_rad, before.gait, before.bout
            )
            rows[side].append(Stance(contact, total, place, yaw, bout.gait, index))
        if shape.rise_m:
            rises.append((bout, floor - start))
    return {side: tuple(stances) for side, stances in rows.items()}, rises


def dimensionless_speed(speed_mps: Array, style: WalkerStyle) -> Array:
    """Return speed / sqrt(g * hip-to-ankle length), the captures' own measure."""
    return np.asarray(speed_mps / np.sqrt(STANDARD_GRAVITY_MS2 * 0.93 * style.leg_m))
