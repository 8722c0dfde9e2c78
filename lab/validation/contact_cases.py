"""Steps whose contact is not the usual one of their direction: edited captures, simulated gaits.

Edited: the foot of a captured body is turned about its ankle for the landing alone, the rest of
the body and of the swing as captured, so that a forward step lands on the ball and a backward one
on the heel. Simulated: stairs down land on the ball going forward, shuffles and side steps flat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial.transform import Rotation

from lab.validation.contact_truth import Sole, TrueLanding
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate.body import BodyMotion, Segment, SegmentPath
from retrowalk.simulate.footsteps import lay_footsteps
from retrowalk.simulate.plan import Plan
from retrowalk.simulate.scene import simulate
from retrowalk.simulate.style import WalkerStyle
from retrowalk.simulate.walker import move
from retrowalk.tracker.base import Contact, Side

EDIT_RAD = 0.5
FLAT_RAD = 0.07
PLAN = (
    "stand 2, forward 10, stand 2, backward 10, stand 2, left 8, stand 2, shuffle 8, stand 2, "
    "stairs-up 8, stand 2, stairs-down 8, stand 2, jog 8, stand 2"
)


def edited(moving: BodyMotion, side: str, sole: Sole, truths: list[TrueLanding]) -> BodyMotion:
    """Turn a foot about its ankle around each landing, so that its other part comes first.

    The turn grows from 0.3 to 0.1 s before the landing and is gone 0.15 s after it; the foot is
    lifted or lowered so that its lowest point keeps its height.
    """
    name = Segment(f"foot_{side}")
    foot = moving.segments[name]
    turn_rad = np.zeros(len(moving.time_s))
    for truth in truths:
        part = np.interp(moving.time_s - truth.time_s, [-0.3, -0.1, 0.0, 0.15], [0, 1, 1, 0])
        turn_rad += np.copysign(EDIT_RAD, truth.gap_m) * part**2 * (3.0 - 2.0 * part)
    turn = Rotation.from_rotvec(turn_rad[:, None] * foot.world_from_segment[:, :, 1])
    changed = replace(foot, world_from_segment=turn.as_matrix() @ foot.world_from_segment)
    level_m = _floor_m(foot, sole.heel_m) - _floor_m(foot, sole.ball_m)

    def lowest_m(path: SegmentPath) -> Array:
        heel, ball = path.point_m(sole.heel_m)[:, 2], path.point_m(sole.ball_m)[:, 2]
        return np.asarray(np.minimum(heel - level_m, ball))

    lift_m = np.zeros_like(foot.origin_m)
    lift_m[:, 2] = lowest_m(foot) - lowest_m(changed)
    changed = replace(changed, origin_m=foot.origin_m + lift_m)
    return BodyMotion(moving.time_s, {name: changed})


def _floor_m(foot: SegmentPath, point_m: Array) -> float:
    return float(np.percentile(foot.point_m(point_m)[:, 2], 10))


def pitch_rad(moving: BodyMotion, segment: str) -> Array:
    """Return how far a segment tips forward (n,); for a foot that is toe down."""
    front = moving.segments[Segment(segment)].world_from_segment[:, :, 0]
    return np.asarray(-np.arcsin(np.clip(front[:, 2], -1.0, 1.0)))


@dataclass(frozen=True, eq=False, slots=True)
class Simulated:
    """A simulated person with a foot sensor at a random mounting.

    Attributes:
        recording: of browser quality.
        left: (3,) left axis in the sensor frame.
        side: the foot that wears it.
        moving: the body.
        landings: gait, declared contact, and landing as the foot's pitch at the exact contact
            shows it, of every step of that foot.
    """

    recording: Recording
    left: Array
    side: Side
    moving: BodyMotion
    landings: tuple[tuple[str, Contact, TrueLanding], ...]


def simulated(seed: int) -> Simulated:
    """Let one varied person walk every gait."""
    style, side = WalkerStyle.varied(seed), Side.RIGHT if seed % 2 else Side.LEFT
    recording, truth = simulate(
        PLAN,
        style=style,
        placement=Placement.FOOT,
        side=side,
        sensor="browser",
        mounting="random",
        seed=seed,
    )
    # the same draws give the same body
    rng, plan = np.random.default_rng(seed), Plan.parse(PLAN)
    moving = move(plan, lay_footsteps(plan, style, rng), style, rng)
    foot_rad = pitch_rad(moving, f"foot_{side}")
    found = []
    for one in truth.contacts:
        if one.side is side:
            at_rad = float(np.interp(one.time_s, moving.time_s, foot_rad))
            landed = Contact.UNKNOWN
            if abs(at_rad) > FLAT_RAD:
                landed = Contact.BALL if at_rad > 0.0 else Contact.HEEL
            gait = next(s.gait for s in truth.segments if s.start_s <= one.time_s < s.end_s)
            found.append((gait, one.contact, TrueLanding(one.time_s, landed, 0.0)))
    left = truth.mounting.body_from_sensor[1]
    return Simulated(recording, left, side, moving, tuple(found))
