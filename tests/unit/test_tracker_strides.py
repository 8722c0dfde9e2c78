"""Strides of a foot whose path is known exactly."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation
from tests.motions import GRAVITY, resting_motion, rotation, walked

from retrowalk.recording import Array, Placement, Recording
from retrowalk.tracker import Direction
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.strides import FootStrides, Stride, foot_strides, stride_direction
from retrowalk.tracker.timebase import stretches

COUNT = 8
SWING_S, STANCE_S = 0.55, 0.65
LEFT = np.array([0.0, 1.0, 0.0])
WAYS = {
    "forward": (0.0, Direction.FORWARD),
    "left": (90.0, Direction.SIDEWAYS),
    "right": (-90.0, Direction.SIDEWAYS),
    "backward": (180.0, Direction.BACKWARD),
}


def foot(
    length_m: float, way_deg: float, *, heading_deg: float = 0.0, pitch_rad: float = 0.6
) -> Recording:
    """Return a foot that points to its heading and steps to `way_deg` from there, at 200 Hz.

    It rolls up and down in each swing and lifts 6 cm; axes x to the toe, y left, z up.
    """
    time_s = np.arange(round(200 * (2.0 + COUNT * (SWING_S + STANCE_S)))) / 200
    part = np.zeros_like(time_s)  # strides done
    bump = np.zeros_like(time_s)
    for k in range(COUNT):
        u = np.clip((time_s - 1.0 - k * (SWING_S + STANCE_S)) / SWING_S, 0.0, 1.0)
        part += u**4 * (35 - 84 * u + 70 * u**2 - 20 * u**3)  # smooth up to the jerk
        bump += (4 * u * (1 - u)) ** 4
    way = np.radians(way_deg + heading_deg)
    path = np.stack([np.cos(way) * length_m * part, np.sin(way) * length_m * part, 0.06 * bump], 1)
    acceleration = CubicSpline(time_s, path)(time_s, 2)
    pitch = CubicSpline(time_s, pitch_rad * bump)
    heading = Rotation.from_euler("z", heading_deg, degrees=True)
    turn = heading * Rotation.from_rotvec(pitch(time_s)[:, None] * LEFT)
    rate = pitch(time_s, 1)[:, None] * LEFT
    return Recording(time_s, turn.inv().apply(acceleration + GRAVITY), rate)


def strides_of(recording: Recording) -> list[Stride]:
    return [stride for part in stretches(recording) for stride in foot_strides(motion_of(part))]


@pytest.mark.parametrize("length_m", [0.4, 0.8, 1.3])
@pytest.mark.parametrize("name", WAYS)
def test_a_stride_is_as_long_as_the_foot_went(length_m: float, name: str) -> None:
    found = strides_of(foot(length_m, WAYS[name][0]))
    assert len(found) == COUNT
    for stride in found:
        assert stride.length_m == pytest.approx(length_m, rel=0.02)
        assert stride.firm


@pytest.mark.parametrize("heading_deg", [0.0, 70.0, 200.0])
@pytest.mark.parametrize("name", WAYS)
def test_the_direction_is_that_of_the_path_against_the_foots_front(
    name: str, heading_deg: float
) -> None:
    way_deg, expected = WAYS[name]
    for stride in strides_of(foot(0.8, way_deg, heading_deg=heading_deg)):
        angle = stride.angle_rad(LEFT)
        off = np.angle(np.exp(1j * (angle - np.radians(way_deg))))
        assert abs(off) < np.radians(3.0)
        assert stride_direction(angle) is expected


@pytest.mark.parametrize("seed", range(3))
def test_length_and_direction_do_not_depend_on_how_the_sensor_sits(seed: int) -> None:
    plain, mount = foot(0.8, 30.0), rotation(seed)
    rate = plain.angular_rate_rads
    assert rate is not None
    seated = Recording(plain.time_s, plain.acceleration_ms2 @ mount.T, rate @ mount.T)
    for one, other in zip(strides_of(plain), strides_of(seated), strict=True):
        assert other.length_m == pytest.approx(one.length_m, rel=0.005)
        angle = other.angle_rad(mount @ LEFT)
        assert angle == pytest.approx(one.angle_rad(LEFT), abs=0.01)


def test_calling_left_right_turns_the_direction_by_half_a_turn() -> None:
    for stride in strides_of(foot(0.8, 30.0)):
        here, there = stride.angle_rad(LEFT), stride.angle_rad(-LEFT)
        assert abs(np.exp(1j * here) + np.exp(1j * there)) < 1e-9


def test_strides_follow_each_other_from_stance_to_stance() -> None:
    found = strides_of(foot(0.8, 0.0))
    for before, after in pairwise(found):
        assert before.start < before.end <= after.start
    middles = [0.01 * (stride.start + stride.end) for stride in found]
    truth = 1.0 + 0.5 * SWING_S + (SWING_S + STANCE_S) * np.arange(COUNT)
    np.testing.assert_allclose(middles, truth, atol=0.25)


def test_a_foot_that_rolls_on_the_spot_makes_only_tiny_strides() -> None:
    found = strides_of(foot(0.0, 0.0))
    assert found
    assert all(stride.tiny and not stride.firm for stride in found)


def test_a_foot_that_rests_for_long_keeps_nothing() -> None:
    strides = FootStrides()
    rng = np.random.default_rng(0)
    turn = np.tile(np.eye(3).ravel(), (500, 1))
    for _ in range(40):
        force = np.array([0.0, 0.0, 9.81]) + 0.02 * rng.normal(size=(500, 3))
        strides.push(force, 0.01 * rng.normal(size=(500, 3)), turn, ended=False)
    assert strides.kept < 1000


def test_a_foot_at_rest_makes_no_stride() -> None:
    assert foot_strides(resting_motion(20.0)) == ()


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [
        (0, Direction.FORWARD),
        (44, Direction.FORWARD),
        (-44, Direction.FORWARD),
        (46, Direction.SIDEWAYS),
        (-134, Direction.SIDEWAYS),
        (136, Direction.BACKWARD),
        (-136, Direction.BACKWARD),
        (180, Direction.BACKWARD),
    ],
)
def test_directions_have_their_borders_at_45_and_135_degrees(
    degrees: float, expected: Direction
) -> None:
    assert stride_direction(np.radians(degrees)) is expected


def lengths_m(plan: str, seed: int) -> tuple[Array, float]:
    recording, truth = walked(seed, Placement.FOOT, plan)
    found = [stride.length_m for stride in strides_of(recording) if stride.firm]
    inside = truth.segments[1]
    return np.array(found), inside.distance_m


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_the_strides_of_a_simulated_walk_add_up_to_its_distance(way: str) -> None:
    for seed in range(3):
        found, distance_m = lengths_m(f"stand 2, {way} 20, stand 2", seed)
        assert found.sum() == pytest.approx(distance_m, rel=0.08), seed
