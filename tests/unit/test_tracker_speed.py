"""How fast: readings of a step, intervals that hold the truth, no figure without a model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab.fit.speed_truth import DIRECTIONS, Told, simulated
from lab.studies.plans import plan_of
from tests.motions import GRAVITY, THERE_AND_BACK, rotation, stretch, turned, walked

from retrowalk.estimate import Estimate
from retrowalk.recording import Array, Mounting, Placement, Wearer
from retrowalk.simulate import WalkerStyle
from retrowalk.tracker import Direction, track
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.gains import gains, leg_length
from retrowalk.tracker.speed import curvature, pendulum_reading, speed, swing_reading
from retrowalk.tracker.steps import (
    StepSignal,
    Turn,
    TurningPoint,
    Turns,
    leg_angle,
    leg_turns,
    trunk_turns,
)
from retrowalk.tracker.strides import Stride

UP = np.array([0.0, 0.0, 1.0])
SPAN = (0, 600)
MODELLED = (Placement.POCKET, Placement.THIGH, Placement.WAIST)


def steps(swing: float, count: int = 12) -> tuple[TurningPoint, ...]:
    return tuple(TurningPoint(25 * k, Turn((-1) ** k), swing) for k in range(count))


def turns_of(signal: StepSignal, values: Array, turns: Turns) -> list[TurningPoint]:
    """Return the turning points of a whole step signal."""
    whole = np.concatenate([signal.push(values), signal.finish()])
    return [*turns.push(whole), *turns.finish()]


def told(
    swing: float,
    cadence_hz: float,
    wearer: Wearer,
    direction: Direction = Direction.FORWARD,
    placement: Placement = Placement.THIGH,
) -> Estimate:
    return speed(steps(swing), cadence_hz, placement, direction, wearer, (), SPAN)


def strides(angle_rad: float = 0.0, length_m: float = 1.0) -> tuple[Stride, ...]:
    """Return strides of one second that turn by an angle each."""
    return tuple(
        Stride(
            50 * k,
            50 * (k + 1),
            length_m * np.array([np.cos(k * angle_rad), np.sin(k * angle_rad), 0.0]),
            UP,
            0.1,
            np.zeros((2, 3, 3)),
            50 * k,
        )
        for k in range(12)
    )


def width(found: Estimate) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high / found.low


def value(found: Estimate) -> float:
    assert found.value is not None
    return found.value


def test_leg_length_is_measured_or_from_height_or_usual_and_ever_less_sure() -> None:
    measured = leg_length(Wearer(leg_length_m=0.95, height_m=1.7))
    from_height = leg_length(Wearer(height_m=1.7))
    usual = leg_length(Wearer())
    assert measured[0] == 0.95
    assert from_height[0] == pytest.approx(0.53 * 1.7)
    assert measured[1] < from_height[1] < usual[1]


@pytest.mark.parametrize("placement", MODELLED)
@pytest.mark.parametrize("direction", DIRECTIONS)
@given(swing=st.floats(0.1, 1.2), cadence_hz=st.floats(0.9, 2.4), leg_m=st.floats(0.3, 0.7))
def test_twice_the_leg_is_twice_the_speed(
    placement: Placement, direction: Direction, swing: float, cadence_hz: float, leg_m: float
) -> None:
    short = told(swing, cadence_hz, Wearer(leg_length_m=leg_m), direction, placement)
    long = told(swing, cadence_hz, Wearer(leg_length_m=2.0 * leg_m), direction, placement)
    assert value(long) == pytest.approx(2.0 * value(short))
    assert width(long) <= width(short)


def test_speed_grows_with_leg_swing_and_cadence() -> None:
    base = value(told(0.6, 1.6, Wearer()))
    assert value(told(0.7, 1.6, Wearer())) > base
    assert value(told(0.6, 1.7, Wearer())) > base


@pytest.mark.parametrize("cadence_hz", [1.0, 1.4, 1.8, 2.2])
def test_what_the_filters_took_from_a_swing_is_given_back(cadence_hz: float) -> None:
    turns = np.pi * cadence_hz * np.arange(1500) / 50.0
    angle = 0.35 * np.sin(turns)
    force = np.linalg.norm(GRAVITY) * np.stack(
        [-np.sin(angle), np.zeros_like(angle), np.cos(angle)], axis=1
    )
    rate = np.zeros_like(force)
    rate[:, 1] = 0.35 * np.pi * cadence_hz * np.cos(turns)
    motion = motion_of(stretch(force, rate))
    left = np.tile([0.0, 1.0, 0.0], (len(motion), 1))
    found = tuple(turns_of(StepSignal.of_leg(), leg_angle(motion, left), leg_turns())[4:-4])
    assert swing_reading(found, cadence_hz) == pytest.approx(2.0 * np.sin(0.35), rel=0.02)


@pytest.mark.parametrize("cadence_hz", [1.2, 1.8, 2.4])
def test_what_the_filters_took_from_the_rise_of_the_hips_is_given_back(cadence_hz: float) -> None:
    rise_m = 0.03
    omega = 2.0 * np.pi * cadence_hz
    force = np.tile(GRAVITY, (1500, 1))
    force[:, 2] += 0.5 * rise_m * omega**2 * np.sin(omega * np.arange(1500) / 50.0)
    motion = motion_of(stretch(force))
    found = tuple(turns_of(StepSignal.of_trunk(), motion.rise_mps, trunk_turns())[4:-4])
    stiff = 2.0 * np.sqrt(2.0 * rise_m / 0.9)
    assert pendulum_reading(found, cadence_hz) == pytest.approx(stiff, rel=0.03)


def test_one_odd_swing_hardly_changes_the_speed() -> None:
    odd = (*steps(0.6)[:5], replace(steps(0.6)[5], swing=3.0), *steps(0.6)[6:])
    assert swing_reading(odd, 1.8) == pytest.approx(swing_reading(steps(0.6), 1.8), rel=0.05)


def test_the_interval_is_wider_for_a_body_of_unknown_size_and_a_short_bout() -> None:
    known = Wearer(height_m=1.7)
    assert width(told(0.6, 1.8, Wearer())) > width(told(0.6, 1.8, known))
    short = speed(steps(0.6, 4), 1.8, Placement.THIGH, Direction.FORWARD, known, (), (0, 110))
    assert width(short) > width(told(0.6, 1.8, known))


@pytest.mark.parametrize("direction", [Direction.UNKNOWN, Direction.SIDEWAYS])
@pytest.mark.parametrize("placement", MODELLED)
def test_an_unknown_direction_has_no_speed_and_says_so(
    placement: Placement, direction: Direction
) -> None:
    found = told(0.6, 1.8, Wearer(), direction, placement)
    assert not found.known
    assert direction in str(found.reason)
    assert found.unit == "m/s"


@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.HAND])
def test_an_arm_has_no_speed(placement: Placement) -> None:
    assert not told(0.6, 1.8, Wearer(height_m=1.7), Direction.UNKNOWN, placement).known


def test_the_waist_has_a_speed_both_ways_and_the_widest_interval() -> None:
    for direction in DIRECTIONS:
        waist = told(0.4, 1.8, Wearer(height_m=1.7), direction, Placement.WAIST)
        thigh = told(0.6, 1.8, Wearer(height_m=1.7), direction, Placement.THIGH)
        assert width(waist) > width(thigh)


@pytest.mark.parametrize("placement", [Placement.ANKLE, Placement.FOOT])
@pytest.mark.parametrize(
    "direction", [Direction.FORWARD, Direction.BACKWARD, Direction.SIDEWAYS, Direction.UNKNOWN]
)
def test_strides_give_the_speed_whatever_the_direction_and_the_body(
    placement: Placement, direction: Direction
) -> None:
    for wearer in (Wearer(), Wearer(height_m=1.5)):
        found = speed(steps(0.6), 1.8, placement, direction, wearer, strides(), SPAN)
        assert value(found) == pytest.approx(1.0)
        assert width(found) < 1.2


def test_a_stride_counts_with_the_part_of_it_that_lies_in_the_bout() -> None:
    slow = strides(length_m=0.5)[:6]
    both = (*slow, *strides()[6:])
    found = speed(steps(0.6), 1.8, Placement.FOOT, Direction.FORWARD, Wearer(), both, (275, 600))
    assert value(found) == pytest.approx((0.25 + 6.0) / 6.5)


def test_bouts_that_strides_hardly_cover_have_no_speed() -> None:
    few = strides()[:5]
    found = speed(steps(0.6), 1.8, Placement.FOOT, Direction.FORWARD, Wearer(), few, SPAN)
    assert found.reason == "the foot hardly stands still"


def test_a_sensor_beside_a_bent_path_is_less_sure() -> None:
    assert curvature(strides()) == 0.0
    assert curvature(strides(0.2)) == pytest.approx(0.2 * 11 / 12)
    straight, bent = (
        speed(steps(0.6), 1.8, Placement.ANKLE, Direction.FORWARD, Wearer(), one, SPAN)
        for one in (strides(), strides(0.8))
    )
    assert width(bent) > width(straight)


def test_every_factor_is_positive_and_uncertain() -> None:
    placements = (*MODELLED, Placement.ANKLE, Placement.FOOT)
    assert set(gains()) == {(one, way) for one in placements for way in DIRECTIONS}
    for gain in gains().values():
        assert gain.factor > 0
        assert 0 < gain.bout < 0.2
        assert 0 < gain.person < 0.2


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE, Placement.WAIST])
def test_turning_the_sensor_changes_no_speed(placement: Placement) -> None:
    recording, truth = walked(1, placement)
    mount = rotation(7)
    mounting = Mounting(truth.mounting.body_from_sensor @ mount.T)
    plain = track(recording, mounting=truth.mounting)
    other = track(turned(recording, mount), mounting=mounting)
    both = [[b.speed_mps.value for b in walk.bouts if b.speed_mps.known] for walk in (plain, other)]
    assert len(both[0]) >= 2
    assert both[1] == pytest.approx(both[0], rel=1e-6)


# mean absolute error in m/s that held-out simulated people must keep
BARS = {
    (Placement.POCKET, Direction.FORWARD): 0.08,
    (Placement.POCKET, Direction.BACKWARD): 0.06,
    (Placement.ANKLE, Direction.FORWARD): 0.04,
    (Placement.ANKLE, Direction.BACKWARD): 0.03,
    (Placement.FOOT, Direction.FORWARD): 0.03,
    (Placement.FOOT, Direction.BACKWARD): 0.03,
    (Placement.WAIST, Direction.FORWARD): 0.15,
    (Placement.WAIST, Direction.BACKWARD): 0.06,
}


@pytest.mark.parametrize(
    "placement", [Placement.POCKET, Placement.ANKLE, Placement.FOOT, Placement.WAIST]
)
def test_speeds_of_simulated_people_whom_no_fit_has_seen(placement: Placement) -> None:
    found: list[Told] = []
    for seed in range(8):
        wearers = [Wearer(height_m=WalkerStyle.varied(seed).height_m), Wearer()]
        for walk in simulated(seed, placement, plan_of(seed), wearers):
            found.extend(walk)
    for direction in DIRECTIONS:
        mine = [one for one in found if one.direction is direction]
        assert len(mine) >= 30
        assert np.mean([one.covered for one in mine]) >= 0.85
        off = [abs(one.true_mps - value(one.bout.speed_mps)) for one in mine]
        assert np.mean(off) <= BARS[placement, direction]


def test_distance_is_speed_times_the_length_of_the_bout() -> None:
    recording, truth = walked(0, Placement.POCKET, THERE_AND_BACK)
    for bout in track(recording, mounting=truth.mounting).bouts:
        assert value(bout.distance_m) == pytest.approx(
            value(bout.speed_mps) * (bout.end_s - bout.start_s), rel=1e-3
        )
        assert width(bout.distance_m) == pytest.approx(width(bout.speed_mps))
