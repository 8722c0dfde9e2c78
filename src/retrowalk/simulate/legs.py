"""Both legs of the walker: feet from the footsteps, thigh and shank by inverse kinematics.

  hip ●
      │╲ thigh          the knee bends to the front, in the plane of hip, ankle and
      │ ● knee          the mean of pelvis and foot heading
      │╱ shank
ankle ●
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array
from retrowalk.simulate.curves import stride_curves
from retrowalk.simulate.feet import FootShape, bridge, swing_shape
from retrowalk.simulate.footsteps import PATH_RATE_HZ, Footsteps, Stance
from retrowalk.simulate.gaits import shape_of
from retrowalk.simulate.plan import Gait
from retrowalk.simulate.rhythm import BoutPlan, duty_of, smooth_step
from retrowalk.simulate.style import SHANK_SHARE, THIGH_SHARE, WalkerStyle
from retrowalk.tracker.base import Side

REST_PHASE = 0.30


@dataclass(frozen=True, eq=False, slots=True)
class FootPath:
    """One foot over time.

    Attributes:
        phase: (n,) stride phase; whole numbers are contacts.
        ankle_m: (n, 3) world.
        pitch_rad: (n,) positive toe down.
        yaw_rad: (n,) where it points.
        free: (n,) 0 on the ground, 1 in mid-swing.
    """

    phase: Array
    ankle_m: Array
    pitch_rad: Array
    yaw_rad: Array
    free: Array


def leg_lengths(style: WalkerStyle) -> tuple[float, float, FootShape]:
    """Return thigh and shank length and the foot."""
    foot = FootShape.of_height(style.height_m)
    reach = style.leg_m - foot.height_m
    thigh = reach * THIGH_SHARE / (THIGH_SHARE + SHANK_SHARE)
    return thigh, reach - thigh, foot


def parent_duty(gait: Gait) -> float:
    """Return the stance share of the captured stride, the phase of toe-off in its curves."""
    return stride_curves(shape_of(gait).parent).duty


def foot_phase(stances: tuple[Stance, ...], bouts: tuple[BoutPlan, ...], time: Array) -> Array:
    """Return the stride phase (n,): contacts are whole numbers, rest holds at mid-stance."""
    from scipy.interpolate import PchipInterpolator

    total = float(time[-1])
    knots: list[tuple[float, float]] = []
    for j, stance in enumerate(stances):
        into = bouts[stance.bout] if stance.bout >= 0 else None
        leaves = stances[j + 1] if j + 1 < len(stances) else None
        out = None if leaves is None else bouts[leaves.bout]
        if into is None:
            knots.append((stance.ic_s - 1.0, j + REST_PHASE))
        else:
            knots.append((stance.ic_s, float(j)))
        walking = into is not None and out is not None and into is out
        if not walking:
            if into is not None:
                knots.append((stance.ic_s + into.step_s * duty_of(into.gait), j + REST_PHASE))
            rest_end = total + 1.0
            if out is not None:
                rest_end = stance.to_s - 0.9 * out.step_s * duty_of(out.gait)
            if rest_end > knots[-1][0] + 0.01:
                knots.append((rest_end, j + REST_PHASE))
        if out is not None:
            knots.append((stance.to_s, j + parent_duty(out.gait)))
    at, values = np.array(knots).T
    return np.asarray(PchipInterpolator(at, values)(time))


def foot_pitch(
    steps: Footsteps, style: WalkerStyle, side: Side, phase: Array, speed: Array, wander: Array
) -> Array:
    """Return the pitch (n,) of one foot over the whole plan."""
    pitch = np.zeros_like(phase)
    sore = style.pain_side is side
    for bout in steps.bouts:
        inside = bout_slice(bout, len(phase))
        shape = shape_of(bout.gait)
        curve = stride_curves(shape.parent).curves["foot_pitch"]
        amount = shape.pitch * style.foot_pitch * (0.75 if sore else 1.0)
        # the foot pitches from the first step on, long before full speed
        grown = 1.0 - (1.0 - steps.envelope[inside]) ** 3
        value = curve.at(phase[inside], speed[inside]) * amount
        if shape.pitch_offset_rad:
            duty = parent_duty(bout.gait)
            turn = phase[inside] % 1.0
            swing = smooth_step((turn - duty) / (1.0 - duty)) * (turn >= duty)
            landing = 1.0 - smooth_step(turn / 0.15)
            value += shape.pitch_offset_rad * np.maximum(swing, landing)
        pitch[inside] = value * grown * (1.0 + 0.05 * wander[inside])
    return pitch


def bout_slice(bout: BoutPlan, count: int) -> slice:
    """Return the frames of a bout."""
    return slice(
        round(bout.start_s * PATH_RATE_HZ), min(count, round(bout.end_s * PATH_RATE_HZ) + 1)
    )


def foot_path(
    steps: Footsteps, style: WalkerStyle, side: Side, phase: Array, pitch: Array
) -> FootPath:
    """Return where the foot is: exactly fixed pivots in stance, arcs in swing."""
    time = steps.time_s
    _, _, foot = leg_lengths(style)
    stances = steps.stances[side]
    roll = np.stack(foot.roll(pitch), axis=1) - np.array(foot.roll(np.zeros(1))).T
    rate = np.gradient(roll, time, axis=0)
    states = np.stack([roll, rate, np.zeros_like(rate)])
    ankle = np.zeros((len(time), 3))
    yaw = np.zeros(len(time))
    free = np.zeros(len(time))
    sore = style.pain_side is side

    def placed(stance: Stance, local: Array) -> Array:
        """Turn (..., 2) front and up of the ankle into world vectors, without position."""
        cos, sin = np.cos(stance.yaw_rad), np.sin(stance.yaw_rad)
        return np.stack([local[..., 0] * cos, local[..., 0] * sin, local[..., 1]], axis=-1)

    for j, stance in enumerate(stances):
        first, last = np.searchsorted(time, [stance.ic_s, stance.to_s])
        here = slice(0 if j == 0 else first, len(time) if j == len(stances) - 1 else last)
        base = stance.position_m + np.array([0.0, 0.0, foot.height_m])
        ankle[here] = base + placed(stance, roll[here])
        yaw[here] = stance.yaw_rad
        if j == len(stances) - 1:
            break
        target = stances[j + 1]
        lift_s, land_s = stance.to_s, target.ic_s
        swing = slice(last, int(np.searchsorted(time, land_s)))
        share = (time[swing] - lift_s) / (land_s - lift_s)

        def state(at_s: float, of: Stance) -> Array:
            k = np.clip(at_s * PATH_RATE_HZ, 0, len(time) - 1.001)
            low, part = int(k), k - int(k)
            value = placed(of, (1 - part) * states[:, low] + part * states[:, low + 1])
            value[0] += of.position_m + np.array([0.0, 0.0, foot.height_m])
            return np.asarray(value)

        ankle[swing] = bridge(share, state(lift_s, stance), state(land_s, target), land_s - lift_s)
        shape = shape_of(target.gait)
        curves = stride_curves(shape.parent)
        across = (target.position_m - stance.position_m)[:2]
        ankle[swing, :2] += swing_shape(share, curves.swing_front)[:, None] * across
        # short steps (first, last, slow) lift less
        full = 0.45 + 0.55 * min(1.0, float(np.hypot(*across)) / (0.75 * style.leg_m))
        scale = style.leg_m * full * style.foot_lift * (0.8 if sore else 1.0)
        height = curves.swing_up * shape.lift
        height = height + shape.extra_lift * np.eye(len(height))[0]
        ankle[swing, 2] += scale * swing_shape(share, height)
        turn = (target.yaw_rad - stance.yaw_rad) * smooth_step(share)
        yaw[swing] = stance.yaw_rad + turn
        free[swing] = smooth_step(share / 0.4) * smooth_step((1.0 - share) / 0.4)
    return FootPath(phase, ankle, pitch, yaw, free)


def twists(
    steps: Footsteps, side: Side, foot: FootPath, speed: Array
) -> tuple[Array, Array, Array, Array]:
    """Return turns (n,) of thigh, shank and foot about their length, and the foot's roll.

    The captured curves are those of the right side; the left mirrors them. Foot values act
    in swing only, since the ground holds the standing foot.
    """
    values = np.zeros((4, len(speed)))
    out = 1.0 if side is Side.RIGHT else -1.0
    names = ("thigh_twist", "shank_twist", "foot_twist", "foot_roll")
    for bout in steps.bouts:
        inside = bout_slice(bout, len(speed))
        shape = shape_of(bout.gait)
        curves = stride_curves(shape.parent).curves
        grown = out * shape.sway * steps.envelope[inside]
        for row, name in enumerate(names):
            values[row, inside] = grown * curves[name].at(foot.phase[inside], speed[inside])
    values[2:] *= foot.free
    return values[0], values[1], values[2], values[3]


def axes_rotation(front: Array, left: Array, up: Array) -> Array:
    """Return (n, 3, 3) rotations with these unit vectors as columns."""
    return np.stack([front, left, up], axis=-1)


def solve_leg(
    hip: Array, ankle: Array, facing_rad: Array, thigh_m: float, shank_m: float
) -> tuple[Array, Array, Array]:
    """Return thigh rotation, knee position and shank rotation.

    Args:
        hip: (n, 3) world.
        ankle: (n, 3) world.
        facing_rad: (n,) heading in which the knee bends.
        thigh_m: hip to knee.
        shank_m: knee to ankle.
    """
    line = hip - ankle
    reach = np.linalg.norm(line, axis=1)
    up = line / reach[:, None]
    reach = np.minimum(reach, 0.9998 * (thigh_m + shank_m))
    level = np.stack([-np.sin(facing_rad), np.cos(facing_rad), np.zeros_like(facing_rad)], axis=1)
    front = np.cross(level, up)
    front /= np.linalg.norm(front, axis=1)[:, None]
    left = np.cross(up, front)
    cos = np.clip((thigh_m**2 + reach**2 - shank_m**2) / (2 * thigh_m * reach), -1.0, 1.0)
    sin = np.sqrt(1.0 - cos**2)
    cos, sin = cos[:, None], sin[:, None]
    thigh_up = cos * up - sin * front
    thigh = axes_rotation(cos * front + sin * up, left, thigh_up)
    knee = hip - thigh_m * thigh_up
    shank_up = knee - ankle
    shank_up /= np.linalg.norm(shank_up, axis=1)[:, None]
    return thigh, knee, axes_rotation(np.cross(left, shank_up), left, shank_up)
