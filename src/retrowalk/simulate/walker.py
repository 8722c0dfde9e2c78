"""The virtual walker: footsteps and stride curves become a `BodyMotion`.

Order of construction: feet (exact contacts) -> pelvis (path + captured sway, its height
carried by the knee angle of the standing leg) -> thighs and shanks by inverse kinematics
-> trunk and arms. Frames: see `retrowalk.simulate.body`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array
from retrowalk.simulate.body import BodyMotion, Segment, SegmentPath, yaw_pitch_roll
from retrowalk.simulate.curves import stride_curves
from retrowalk.simulate.footsteps import PATH_RATE_HZ, Footsteps, dimensionless_speed
from retrowalk.simulate.gaits import STAND_KNEE_RAD, shape_of
from retrowalk.simulate.legs import (
    FootPath,
    bout_slice,
    foot_path,
    foot_phase,
    foot_pitch,
    leg_lengths,
    parent_duty,
    solve_leg,
    twists,
)
from retrowalk.simulate.plan import Gait, Plan
from retrowalk.simulate.rhythm import BoutPlan, smooth_noise, smooth_step
from retrowalk.simulate.style import WalkerStyle
from retrowalk.simulate.upper_body import Upper, upper_body
from retrowalk.tracker.base import Side

HIP_SHARE = 0.050  # half the distance of the hip joints, of height (design choice)
# The captures' skeletons stand with bent knees: their straightest knee in walking moves here.
STRAIGHTEST_RAD = 0.09
SEAT_M = 0.52  # hip joint above the floor when seated (chair of 0.45 m)
SIT_S = 1.7
STRETCHED = 0.997  # longest leg against thigh + shank: the knee keeps about 9 degrees
SINK_S = 0.09
ROUNDED_S = 0.025
UP_SHARE = 0.5
SIT_CYCLE_S = 5.0


@dataclass(frozen=True, eq=False, slots=True)
class _Sway:
    """Pelvis and trunk movement about the path; (n,) each, lengths in m, angles in rad."""

    front: Array
    left: Array
    bounce: Array
    tilt: Array
    obliquity: Array
    rotation: Array
    upper: Upper


def move(plan: Plan, steps: Footsteps, style: WalkerStyle, rng: np.random.Generator) -> BodyMotion:
    """Return all segments of the walker over the whole plan at the path's rate."""
    time = steps.time_s
    n = len(time)
    speed = dimensionless_speed(steps.speed_mps, style)
    thigh_m, shank_m, shape = leg_lengths(style)
    feet: dict[Side, FootPath] = {}
    for side in Side:
        phase = foot_phase(steps.stances[side], steps.bouts, time)
        wander = smooth_noise(rng, n, PATH_RATE_HZ)
        pitch = foot_pitch(steps, style, side, phase, speed, wander)
        feet[side] = foot_path(steps, style, side, phase, pitch)
    sit = _sitting(plan, n)
    sway = _sway(steps, style, speed, feet, sit, rng)
    heading = steps.heading_rad
    cos, sin = np.cos(heading), np.sin(heading)
    pelvis = np.zeros((n, 3))
    back = 0.42 * style.leg_m * sit
    pelvis[:, 0] = steps.path_m[:, 0] + cos * (sway.front - back) - sin * sway.left
    pelvis[:, 1] = steps.path_m[:, 1] + sin * (sway.front - back) + cos * sway.left
    turned = yaw_pitch_roll(heading + sway.rotation, sway.tilt, sway.obliquity)
    half = HIP_SHARE * style.height_m
    hips = {
        Side.LEFT: turned @ np.array([0.0, half, 0.0]),
        Side.RIGHT: turned @ np.array([0.0, -half, 0.0]),
    }
    height = _carried(steps, style, speed, feet, pelvis, hips, sway.bounce)
    height += (SEAT_M * style.height_m / 1.72 - height) * sit
    pelvis[:, 2] = height
    segments = {Segment.PELVIS: SegmentPath(pelvis, turned, 2.0 * half)}
    for side, foot in feet.items():
        hip = pelvis + hips[side]
        thigh_twist, shank_twist, foot_twist, roll = twists(steps, side, foot, speed)
        # a turned-out foot turns the knee out with it, in part
        facing = heading + 0.4 * (foot.yaw_rad - heading) + thigh_twist
        thigh, knee, shank = solve_leg(hip, foot.ankle_m, facing, thigh_m, shank_m)
        none = np.zeros(n)
        shank = shank @ yaw_pitch_roll(shank_twist - thigh_twist, none, none)
        sole = yaw_pitch_roll(foot.yaw_rad + foot_twist, foot.pitch_rad, roll)
        segments[Segment(f"thigh_{side}")] = SegmentPath(hip, thigh, thigh_m)
        segments[Segment(f"shank_{side}")] = SegmentPath(knee, shank, shank_m)
        segments[Segment(f"foot_{side}")] = SegmentPath(foot.ankle_m, sole, shape.length_m)
    segments |= upper_body(segments[Segment.PELVIS], heading, sway.upper, style)
    return BodyMotion(time, segments)


def body_phase(bout: BoutPlan, time: Array) -> Array:
    """Return the right foot's phase (n,) as the trunk sees it: contacts of either foot."""
    from scipy.interpolate import PchipInterpolator

    first = 0.0 if bout.sides[0] is Side.RIGHT else 0.5
    count = len(bout.contact_s)
    at = np.concatenate(
        [[bout.contact_s[0] - bout.step_s], bout.contact_s, [bout.contact_s[-1] + bout.step_s]]
    )
    values = first + 0.5 * np.arange(-1, count + 1)
    inside = np.clip(time, at[0], at[-1])
    return np.asarray(PchipInterpolator(at, values)(inside))


def _sway(
    steps: Footsteps,
    style: WalkerStyle,
    speed: Array,
    feet: dict[Side, FootPath],
    sit: Array,
    rng: np.random.Generator,
) -> _Sway:
    n = len(steps.time_s)
    names = ("pelvis_tilt", "pelvis_obliquity", "pelvis_rotation")
    trunk = ("trunk_tilt", "trunk_side", "trunk_rotation")
    values = {name: np.zeros(n) for name in (*names, *trunk, "front", "left", "bounce")}
    arms = {name: np.zeros((2, n)) for name in ("pitch", "roll", "elbow")}
    still = stride_curves("forward").curves
    arms["pitch"] += 0.05
    arms["roll"] += still["upper_arm_roll"].mean[0]
    arms["elbow"] += 0.25 + style.elbow_flexion_rad
    unit = 0.93 * style.leg_m
    for bout in steps.bouts:
        inside = bout_slice(bout, n)
        shape = shape_of(bout.gait)
        curves = stride_curves(shape.parent).curves
        grown = steps.envelope[inside]
        v = speed[inside]
        phase = body_phase(bout, steps.time_s[inside])
        for name in (*names, *trunk):
            values[name][inside] += curves[name].at(phase, v) * grown * shape.sway
        values["front"][inside] += curves["pelvis_front"].at(phase, v) * unit * grown * shape.sway
        values["left"][inside] += curves["pelvis_left"].at(phase, v) * unit * grown * shape.sway
        if not shape.knee_rad:
            # knees alone carry the pelvis too evenly: the rest comes from its captured path
            rise = curves["pelvis_up"].at(phase, v) * unit * shape.sway
            values["bounce"][inside] += UP_SHARE * grown * rise
        if shape.bounce:
            # lowest in mid-stance of either foot, highest in flight
            low = 0.5 * parent_duty(bout.gait) * 0.6
            values["bounce"][inside] -= (
                shape.bounce * unit * grown * np.cos(4.0 * np.pi * (phase - low))
            )
        values["trunk_tilt"][inside] += shape.lean_rad * grown
        swing = grown * style.arm_swing * shape.arms
        for row, foot in enumerate((feet[Side.LEFT], feet[Side.RIGHT])):
            own = foot.phase[inside]
            pitch = curves["upper_arm_pitch"]
            arms["pitch"][row, inside] += (pitch.at(own, v) - pitch.mean[0]) * swing
            roll = curves["upper_arm_roll"]
            arms["roll"][row, inside] += (roll.at(own, v) - roll.mean[0]) * swing
            elbow = curves["elbow_flexion"]
            arms["elbow"][row, inside] += (elbow.at(own, v) - elbow.mean[0]) * swing
            arms["elbow"][row, inside] += (elbow.mean[0] - 0.25 + shape.elbow_rad) * grown
    # nobody stands perfectly still
    values["front"] += 0.004 * smooth_noise(rng, n, 0.8 * PATH_RATE_HZ)
    values["left"] += 0.003 * smooth_noise(rng, n, 0.9 * PATH_RATE_HZ)
    values["trunk_tilt"] += 0.008 * smooth_noise(rng, n, PATH_RATE_HZ) + style.trunk_lean_rad
    values["trunk_side"] += 0.006 * smooth_noise(rng, n, PATH_RATE_HZ)
    for name in arms:
        for row in range(2):
            arms[name][row] += 0.02 * smooth_noise(rng, n, 0.9 * PATH_RATE_HZ)
    # the trunk bows on the way down and up, the pelvis rolls back in the seat
    values["trunk_tilt"] += 0.75 * 4.0 * sit * (1.0 - sit) * 0.8
    values["pelvis_tilt"] += 0.4 * 4.0 * sit * (1.0 - sit) - 0.25 * sit
    arms["pitch"] -= 0.3 * sit
    arms["elbow"] += 0.9 * sit
    return _Sway(
        front=values["front"],
        left=values["left"],
        bounce=values["bounce"],
        tilt=values["pelvis_tilt"],
        obliquity=values["pelvis_obliquity"],
        rotation=values["pelvis_rotation"],
        upper=Upper(
            values["trunk_tilt"],
            values["trunk_side"],
            values["trunk_rotation"],
            arms["pitch"],
            arms["roll"],
            arms["elbow"],
        ),
    )


def _right_weight(bout: BoutPlan, time: Array) -> Array:
    """Return the share (n,) of the body's weight on the right foot."""
    count = len(bout.contact_s)
    first_on = 0.0 if bout.sides[0] is Side.RIGHT else 1.0
    weight = 0.5 + (first_on - 0.5) * smooth_step(
        (time - bout.start_s) / (bout.lift_s[0] - bout.start_s)
    )
    for k in range(count):
        begin = float(bout.contact_s[k])
        end = float(bout.lift_s[k + 1]) if k + 1 < count else bout.end_s
        begin, end = min(begin, end), max(begin, end, begin + 0.02)
        onto = 1.0 if bout.sides[k] is Side.RIGHT else 0.0
        goal = onto if k + 1 < count else 0.5
        before = 1.0 - onto
        weight = weight + (goal - before) * smooth_step((time - begin) / (end - begin))
    return np.asarray(weight)


def _knee(steps: Footsteps, style: WalkerStyle, side: Side, phase: Array, speed: Array) -> Array:
    """Return the knee angle (n,) that the leg has while it carries the body."""
    from scipy.interpolate import PchipInterpolator

    knee = np.full_like(phase, STAND_KNEE_RAD)
    parent = stride_curves("forward")
    grid = np.linspace(0.0, parent.duty, 61)
    forward = parent.curves["knee_flexion"]
    zero = float(np.min(forward.at(grid, np.array(forward.reference)))) - STRAIGHTEST_RAD
    yields = style.knee_flexion * (0.4 if style.pain_side is side else 1.0)
    for bout in steps.bouts:
        inside = bout_slice(bout, len(phase))
        shape = shape_of(bout.gait)
        duty = parent_duty(bout.gait)
        if shape.knee_rad:
            share = np.clip((phase[inside] % 1.0) / duty, 0.0, 1.0)
            at = np.linspace(0.0, 1.0, len(shape.knee_rad))
            value = PchipInterpolator(at, shape.knee_rad)(share)
        else:
            curve = stride_curves(shape.parent).curves["knee_flexion"]
            bend = curve.at(phase[inside], speed[inside]) - zero - STRAIGHTEST_RAD
            value = STRAIGHTEST_RAD + bend * yields
        value = 0.06 + 0.03 * np.logaddexp(0.0, (value - 0.06) / 0.03)
        knee[inside] += (value - STAND_KNEE_RAD) * steps.envelope[inside]
    return knee


def _carried(
    steps: Footsteps,
    style: WalkerStyle,
    speed: Array,
    feet: dict[Side, FootPath],
    pelvis: Array,
    hips: dict[Side, Array],
    bounce: Array,
) -> Array:
    """Return the pelvis height (n,): carried by the standing legs, within reach of both."""
    from scipy.ndimage import gaussian_filter1d, maximum_filter1d

    thigh, shank, _ = leg_lengths(style)
    n = len(pelvis)
    weight = np.full(n, 0.5)
    for bout in steps.bouts:
        inside = bout_slice(bout, n)
        weight[inside] = _right_weight(bout, steps.time_s[inside])
    reach = STRETCHED * (thigh + shank)
    heights: dict[Side, Array] = {}
    limits: list[Array] = []
    for side, foot in feet.items():
        offset = pelvis + hips[side] - foot.ankle_m
        level2 = offset[:, 0] ** 2 + offset[:, 1] ** 2
        base = foot.ankle_m[:, 2] - hips[side][:, 2]
        knee = _knee(steps, style, side, foot.phase, speed)
        line2 = thigh**2 + shank**2 + 2.0 * thigh * shank * np.cos(knee)
        heights[side] = base + np.sqrt(np.maximum(line2 - level2, 0.25 * line2))
        limits.append(base + np.sqrt(np.maximum(reach**2 - level2, 0.25 * reach**2)))
    blend = weight * heights[Side.RIGHT] + (1.0 - weight) * heights[Side.LEFT] + bounce
    # where a leg would have to stretch, the pelvis sinks beforehand and rises after
    short = np.maximum(blend - np.minimum(*limits), 0.0)
    ahead = maximum_filter1d(short, int(2 * SINK_S * PATH_RATE_HZ) + 1)
    sunk = blend - gaussian_filter1d(ahead, 0.5 * SINK_S * PATH_RATE_HZ)
    # muscles round off what weight shifts leave edged
    return np.asarray(gaussian_filter1d(sunk, ROUNDED_S * PATH_RATE_HZ))


def _sitting(plan: Plan, count: int) -> Array:
    """Return 0 standing, 1 seated, over (n,) frames."""
    sit = np.zeros(count)
    time = np.arange(count) / PATH_RATE_HZ
    at = 0.0
    for item in plan.items:
        end = at + item.duration_s
        if item.gait is Gait.SIT:
            down = smooth_step((time - at - 0.2) / SIT_S)
            sit += down * smooth_step((end - 0.2 - time) / SIT_S)
        elif item.gait is Gait.SIT_STAND:
            cycles = max(1, round(item.duration_s / SIT_CYCLE_S))
            share = (time - at) / item.duration_s * cycles
            inside = (share >= 0) & (share < cycles)
            part = share % 1.0
            rise = smooth_step((part - 0.05) / 0.35) * smooth_step((0.95 - part) / 0.35)
            sit += np.where(inside, rise, 0.0)
        at = end
    return sit
