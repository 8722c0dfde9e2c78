"""The walker's body: fixed feet, connected legs, captured joint angles, exact travel."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from retrowalk.recording import Array
from retrowalk.simulate.body import BodyMotion, Segment
from retrowalk.simulate.curves import stride_curves
from retrowalk.simulate.footsteps import Footsteps, lay_footsteps
from retrowalk.simulate.legs import leg_lengths
from retrowalk.simulate.plan import Plan
from retrowalk.simulate.style import WalkerStyle
from retrowalk.simulate.walker import move
from retrowalk.tracker.base import Side

GAITS = (
    "forward 10",
    "backward 10",
    "left 8",
    "turn 180",
    "forward 12 turn 90",
    "stairs-up 7",
    "stairs-down 7",
    "jog 7",
    "shuffle 7",
)


def walked(text: str, style: WalkerStyle | None = None) -> tuple[Footsteps, BodyMotion]:
    plan = Plan.parse(text)
    walker = WalkerStyle() if style is None else style
    rng = np.random.default_rng(4)
    steps = lay_footsteps(plan, walker, rng)
    return steps, move(plan, steps, walker, rng)


def sole(body: BodyMotion, side: Side, front_m: float) -> Array:
    _, _, shape = leg_lengths(WalkerStyle())
    foot = body.segments[Segment(f"foot_{side}")]
    return foot.point_m(np.array([front_m, 0.0, -shape.height_m]))


def pitch_deg(body: BodyMotion, segment: Segment) -> Array:
    axis = body.segments[segment].world_from_segment[:, :, 2]
    return np.degrees(np.arctan2(axis[:, 0], axis[:, 2]))


@pytest.mark.parametrize("text", GAITS)
def test_a_standing_foot_is_fixed(text: str) -> None:
    steps, body = walked(text)
    _, _, shape = leg_lengths(WalkerStyle())
    for side in Side:
        heel, ball = sole(body, side, -shape.heel_m), sole(body, side, shape.ball_m)
        for stance in steps.stances[side]:
            inside = (body.time_s >= stance.ic_s) & (body.time_s < stance.to_s)
            # heel, ball or toe carries the foot: one of them hardly slips at any instant
            slips = [
                np.linalg.norm(np.diff(point[inside], axis=0), axis=1)
                for point in (heel, ball, sole(body, side, shape.length_m))
            ]
            assert np.max(np.min(slips, axis=0)) < 0.004
            lowest = np.minimum(heel[inside, 2], ball[inside, 2]) - stance.position_m[2]
            assert np.max(lowest) < 0.03


@pytest.mark.parametrize("text", [*GAITS, "sit 8", "sit-stand 10", "stand 4"])
def test_legs_are_connected_and_never_torn(text: str) -> None:
    _, body = walked(text)
    thigh, shank, _ = leg_lengths(WalkerStyle())
    for side in Side:
        parts = {
            name: body.segments[Segment(f"{name}_{side}")] for name in ("thigh", "shank", "foot")
        }
        knee = parts["thigh"].point_m(np.array([0.0, 0.0, -thigh]))
        ankle = parts["shank"].point_m(np.array([0.0, 0.0, -shank]))
        np.testing.assert_allclose(knee, parts["shank"].origin_m, atol=1e-9)
        np.testing.assert_allclose(ankle, parts["foot"].origin_m, atol=2e-3)
        for part in parts.values():
            turn = part.world_from_segment
            eye = np.eye(3)[None]
            np.testing.assert_allclose(turn @ turn.transpose(0, 2, 1), eye + 0 * turn, atol=1e-9)


@pytest.mark.parametrize("text", GAITS)
def test_the_body_moves_smoothly(text: str) -> None:
    _, body = walked(text)
    for name in (Segment.PELVIS, Segment.FOOT_LEFT, Segment.THIGH_RIGHT):
        speed = np.linalg.norm(np.gradient(body.segments[name].origin_m, 0.01, axis=0), axis=1)
        assert np.max(speed) < 9.0
        jumps = np.abs(np.diff(body.segments[name].world_from_segment, axis=0))
        assert np.max(jumps) < 0.25


@pytest.mark.parametrize("gait", ["forward", "backward"])
def test_joint_angles_are_those_of_the_captures(gait: str) -> None:
    style = WalkerStyle(step_time_cv=0.0)
    steps, body = walked(f"{gait} 14", style)
    bout = steps.bouts[0]
    contacts = bout.contact_s[[side is Side.RIGHT for side in bout.sides]][3:-2]
    phase = np.linspace(0.0, 1.0, 101)
    curves = stride_curves(gait).curves
    v = np.array(style.speed_mps if gait == "forward" else style.backward_speed_mps)
    v = v / np.sqrt(9.81 * 0.93 * style.leg_m)
    for name in ("thigh", "shank"):
        angle = pitch_deg(body, Segment(f"{name}_right"))
        strides = [
            np.interp(a + phase * (b - a), body.time_s, angle)
            for a, b in itertools.pairwise(contacts)
        ]
        captured = np.degrees(curves[f"{name}_pitch"].at(phase, v))
        mean = np.mean(strides, axis=0)
        assert np.corrcoef(mean, captured)[0, 1] > 0.95
        assert np.std(mean - captured) < 7.0


def test_backward_is_not_forward_played_in_reverse() -> None:
    phase = np.linspace(0.0, 1.0, 200, endpoint=False)
    for name in ("thigh_pitch", "shank_pitch", "foot_pitch"):
        speed = np.array(0.28)
        forward = np.degrees(stride_curves("forward").curves[name].at(phase, speed))
        backward = np.degrees(stride_curves("backward").curves[name].at(phase, speed))
        reversed_forward = forward[::-1]
        misfit = min(
            float(np.std(backward - np.roll(reversed_forward, shift))) for shift in range(200)
        )
        # alike as Winter 1989 and Grasso 1998 found, yet not the same
        assert misfit > 2.0, name


@pytest.mark.parametrize(("gait", "first"), [("forward", "heel"), ("backward", "ball")])
def test_which_part_of_the_foot_lands_first(gait: str, first: str) -> None:
    steps, body = walked(f"{gait} 12")
    _, _, shape = leg_lengths(WalkerStyle())
    for side in Side:
        heel, ball = sole(body, side, -shape.heel_m), sole(body, side, shape.ball_m)
        for stance in steps.stances[side][2:-1]:
            at = int(np.searchsorted(body.time_s, stance.ic_s))
            lower = "heel" if heel[at, 2] < ball[at, 2] else "ball"
            assert lower == first


def test_a_body_at_rest_before_and_after_each_bout() -> None:
    steps, body = walked("forward 10, backward 10")
    speed = np.abs(np.gradient(steps.path_m[:, 0], 0.01))
    for at_s in (0.05, 9.95, 10.05, 19.95):
        assert speed[round(at_s * 100)] < 0.05
    assert body.segments[Segment.PELVIS].origin_m[1000, 0] > 7.0


def test_a_sore_knee_bends_less_and_stands_shorter() -> None:
    def of(style: WalkerStyle) -> tuple[float, float]:
        steps, body = walked("forward 20", style)
        knee = pitch_deg(body, Segment.SHANK_RIGHT) - pitch_deg(body, Segment.THIGH_RIGHT)
        right = steps.stances[Side.RIGHT][2:-2]
        left = steps.stances[Side.LEFT][2:-2]
        loading = [
            float(np.mean(knee[int(100 * s.ic_s) + 15 : int(100 * s.ic_s) + 35])) for s in right
        ]
        share = np.mean([s.to_s - s.ic_s for s in right]) / np.mean([s.to_s - s.ic_s for s in left])
        return float(np.mean(loading)), float(share)

    sound_bend, sound_share = of(WalkerStyle(step_time_cv=0.0))
    sore_bend, sore_share = of(WalkerStyle(step_time_cv=0.0, pain_side=Side.RIGHT))
    assert sore_bend < sound_bend - 3.0
    assert sore_share < sound_share - 0.01


def test_stairs_climb_one_rise_per_step() -> None:
    steps, _ = walked("stairs-up 7")
    heights = sorted({round(float(s.position_m[2]), 3) for s in steps.stances[Side.LEFT]})
    assert np.allclose(np.diff(heights)[:-1], 0.34)
    down, _ = walked("stairs-down 7")
    assert down.stances[Side.LEFT][-1].position_m[2] < -1.0


def test_a_seated_hip_is_at_chair_height_with_a_bent_knee() -> None:
    _, body = walked("sit 9")
    hip = body.segments[Segment.THIGH_LEFT].origin_m[450, 2]
    assert 0.45 < hip < 0.6
    knee = pitch_deg(body, Segment.SHANK_LEFT) - pitch_deg(body, Segment.THIGH_LEFT)
    assert 70 < knee[450] < 115
