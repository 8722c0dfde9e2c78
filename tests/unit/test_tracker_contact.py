"""Which part of a foot touches first, on feet whose path is known exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation
from tests.motions import GRAVITY, rotation, turned, walked

from retrowalk.recording import Array, Placement, Recording
from retrowalk.tracker import Contact, Direction
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.contact import Landing, contact_of, contact_of_bout, landing_of
from retrowalk.tracker.strides import Stride, foot_strides
from retrowalk.tracker.timebase import RATE_HZ, Stretch, stretches

COUNT = 6
SWING_S, STANCE_S = 0.6, 0.6
LEFT = np.array([0.0, 1.0, 0.0])
HEEL_M, BALL_M, BLEND_M = -0.14, 0.03, 0.002
WAYS_DEG = {"forward": 0.0, "left": 90.0, "right": -90.0, "backward": 180.0}
LANDS = 0.7  # share of the swing at which the first part touches


def smooth(u: Array) -> Array:
    u = np.clip(u, 0.0, 1.0)
    return np.asarray(u**4 * (35 - 84 * u + 70 * u**2 - 20 * u**3))


def foot(
    landing_rad: float, *, way_deg: float = 0.0, rise_m: float = 0.0, slope_rad: float = 0.0
) -> Recording:
    """Return a foot on the laces that lands with a given pitch, at 200 Hz; axes along the foot.

    The lowest of heel and ball is 5 cm high in mid-swing, touches at 0.7 of the swing and stays
    down while the foot turns flat. Before that it is toe down, whichever way it will land.
    """
    time_s = np.arange(round(200 * (2.0 + COUNT * (SWING_S + STANCE_S)))) / 200
    part, risen, pitch, clear = np.zeros((4, len(time_s)))
    for k in range(COUNT):
        u = (time_s - 1.0 - k * (SWING_S + STANCE_S)) / SWING_S
        part += smooth(u / LANDS)
        risen += smooth(u / 0.35)  # onto a stair from above
        inside = np.clip(u / LANDS, 0.0, 1.0)
        clear += 0.05 * (4 * inside * (1 - inside)) ** 3
        pitch += 0.5 * smooth(u / 0.3) * (1 - smooth((u - 0.3) / 0.3))
        pitch += landing_rad * smooth((u - 0.3) / 0.3) * (1 - smooth((u - LANDS) / (1 - LANDS)))
    arms = np.stack([HEEL_M * np.sin(pitch), BALL_M * np.sin(pitch)]) / BLEND_M
    height = (
        clear
        + BLEND_M * (np.logaddexp(*arms) - np.log(2))
        + rise_m * (risen if rise_m > 0.0 else part)
    )
    height += 0.05 * (np.cos(pitch) - 1.0)
    way = np.radians(way_deg)
    path = np.stack([0.7 * np.cos(way) * part, 0.7 * np.sin(way) * part, height], axis=1)
    slope = Rotation.from_rotvec(slope_rad * LEFT)
    acceleration = slope.apply(CubicSpline(time_s, path)(time_s, 2))
    angle = CubicSpline(time_s, pitch)
    turn = slope * Rotation.from_rotvec(angle(time_s)[:, None] * LEFT)
    return Recording(
        time_s, turn.inv().apply(acceleration + GRAVITY), angle(time_s, 1)[:, None] * LEFT
    )


def strides_of(recording: Recording) -> list[tuple[Motion, Stride]]:
    return [
        (motion, stride)
        for motion in map(motion_of, stretches(recording))
        for stride in foot_strides(motion)
    ]


def landings_of(recording: Recording, left: Array = LEFT) -> list[Landing]:
    return [landing_of(motion, stride, left) for motion, stride in strides_of(recording)]


@pytest.mark.parametrize("way", WAYS_DEG)
@pytest.mark.parametrize("landing_deg", [-25, -10, 10, 25])
def test_the_part_that_touches_first_is_told_whichever_way_the_foot_travels(
    landing_deg: float, way: str
) -> None:
    found = landings_of(foot(np.radians(landing_deg), way_deg=WAYS_DEG[way]))
    assert len(found) == COUNT
    for landing in found:
        assert landing.contact is (Contact.HEEL if landing_deg < 0 else Contact.BALL)
        assert np.degrees(landing.pitch_rad) == pytest.approx(landing_deg, abs=4.0)


@pytest.mark.parametrize("way", WAYS_DEG)
@pytest.mark.parametrize("landing_deg", [-1.5, 0.0, 1.5])
def test_a_foot_that_lands_flat_is_unknown(landing_deg: float, way: str) -> None:
    found = landings_of(foot(np.radians(landing_deg), way_deg=WAYS_DEG[way]))
    assert [landing.contact for landing in found] == [Contact.UNKNOWN] * COUNT


@pytest.mark.parametrize("rise_m", [-0.17, 0.17])
@pytest.mark.parametrize("landing_deg", [-15, 15])
def test_stairs_do_not_change_the_answer(landing_deg: float, rise_m: float) -> None:
    for landing in landings_of(foot(np.radians(landing_deg), rise_m=rise_m)):
        assert landing.contact is (Contact.HEEL if landing_deg < 0 else Contact.BALL)


@pytest.mark.parametrize("slope_deg", [-8, 8])
@pytest.mark.parametrize("landing_deg", [-15, 0, 15])
def test_on_a_slope_the_foot_is_compared_with_its_own_rest(
    landing_deg: float, slope_deg: float
) -> None:
    expected = {-15: Contact.HEEL, 0: Contact.UNKNOWN, 15: Contact.BALL}[int(landing_deg)]
    recording = foot(np.radians(landing_deg), slope_rad=np.radians(slope_deg))
    assert {landing.contact for landing in landings_of(recording)} == {expected}


def test_the_landing_is_found_when_the_foot_touches() -> None:
    touched_s = 1.0 + LANDS * SWING_S + (SWING_S + STANCE_S) * np.arange(COUNT)
    for landing_deg in (-15, 15):
        found = landings_of(foot(np.radians(landing_deg)))
        told_s = np.array([landing.sample for landing in found]) / RATE_HZ
        np.testing.assert_allclose(told_s, touched_s, atol=0.12)


@pytest.mark.parametrize("seed", range(3))
def test_it_does_not_depend_on_how_the_sensor_sits(seed: int) -> None:
    plain, mount = foot(-0.3), rotation(seed)
    for one, other in zip(
        landings_of(plain), landings_of(turned(plain, mount), mount @ LEFT), strict=True
    ):
        assert (other.contact, other.sample) == (one.contact, one.sample)
        assert other.pitch_rad == pytest.approx(one.pitch_rad, abs=1e-9)


def test_calling_left_right_takes_the_heel_for_the_ball() -> None:
    assert {one.contact for one in landings_of(foot(-0.4), -LEFT)} == {Contact.BALL}


@pytest.mark.parametrize("landing_rad", [-0.3, 0.3])
def test_two_seconds_before_the_end_of_the_stride_are_enough(landing_rad: float) -> None:
    (whole,) = stretches(foot(landing_rad))
    motion = motion_of(whole)
    for stride in foot_strides(motion):
        first, last = stride.end - 100, stride.end + 4
        if first < 0:
            continue
        cut = Stretch(
            whole.first + first,
            whole.acceleration_ms2[first:last],
            whole.angular_rate_rads[first:last],
            has_gyroscope=True,
        )
        part = replace(stride, start=max(0, stride.start - first), end=100)
        alone, told = landing_of(motion_of(cut), part, LEFT), landing_of(motion, stride, LEFT)
        assert (alone.contact, alone.sample + first) == (told.contact, told.sample)
        assert alone.pitch_rad == pytest.approx(told.pitch_rad, abs=1e-9)


def test_a_foot_that_never_leaves_the_floor_is_unknown() -> None:
    rolling = foot(0.0)
    assert rolling.angular_rate_rads is not None
    tiny = Recording(
        rolling.time_s,
        GRAVITY + 0.02 * (rolling.acceleration_ms2 - GRAVITY),
        0.02 * rolling.angular_rate_rads,
    )
    (motion,) = [motion_of(part) for part in stretches(tiny)]
    stride = Stride(60, 110, np.zeros(3), LEFT, 0.0, np.zeros((2, 3, 3)), 160)
    assert landing_of(motion, stride, LEFT).contact is Contact.UNKNOWN
    assert landing_of(motion, stride, LEFT).pitch_rad == 0.0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("gait", "expected"),
    [
        ("forward", Contact.HEEL),
        ("backward", Contact.BALL),
        ("stairs-down", Contact.BALL),
        ("shuffle", Contact.UNKNOWN),
    ],
)
def test_simulated_gaits_are_told_by_the_foot_and_not_by_their_direction(
    seed: int, gait: str, expected: Contact
) -> None:
    recording, truth = walked(seed, Placement.FOOT, f"stand 2, {gait} 14, stand 2")
    left = truth.mounting.body_from_sensor[1]
    told = [contact_of(motion, stride, left) for motion, stride in strides_of(recording)]
    assert len(told) >= 5
    assert contact_of_bout(told) is expected
    assert truth.segments[1].direction is (
        Direction.BACKWARD if gait == "backward" else Direction.FORWARD
    )


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ("", Contact.UNKNOWN),
        ("h", Contact.UNKNOWN),
        ("hh", Contact.HEEL),
        ("bb?", Contact.BALL),
        ("hhb", Contact.HEEL),
        ("hhbb", Contact.UNKNOWN),
        ("hh??", Contact.UNKNOWN),
        ("???", Contact.UNKNOWN),
    ],
)
def test_a_bout_needs_two_landings_and_two_thirds_of_them(contacts: str, expected: Contact) -> None:
    names = {"h": Contact.HEEL, "b": Contact.BALL, "?": Contact.UNKNOWN}
    assert contact_of_bout([names[letter] for letter in contacts]) is expected
