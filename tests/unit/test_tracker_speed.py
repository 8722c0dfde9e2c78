"""How fast: intervals that hold the truth, and no figure where there is no model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.motions import THERE_AND_BACK, walked

from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Wearer
from retrowalk.simulate import WalkerStyle
from retrowalk.tracker import Bout, Direction, track
from retrowalk.tracker.speed import gains, leg_length, leg_predictor, speed
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.strides import Stride

UP = np.array([0.0, 0.0, 1.0])


def steps(swing: float, count: int = 12) -> tuple[TurningPoint, ...]:
    return tuple(TurningPoint(25 * k, Turn((-1) ** k), swing) for k in range(count))


def leg_speed(swing: float, cadence_hz: float, wearer: Wearer) -> Estimate:
    return speed(steps(swing), cadence_hz, Placement.THIGH, Direction.FORWARD, wearer, ())


def width(found: Estimate) -> float:
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return (found.high - found.low) / found.value


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


def test_speed_grows_with_leg_swing_and_cadence() -> None:
    tall, short = Wearer(height_m=1.9), Wearer(height_m=1.6)
    base = value(leg_speed(0.6, 1.8, short))
    assert value(leg_speed(0.6, 1.8, tall)) == pytest.approx(base * 1.9 / 1.6)
    assert value(leg_speed(0.6, 0.9, short)) == pytest.approx(base / 2)
    assert value(leg_speed(0.9, 1.8, short)) > 1.3 * base


def test_the_interval_is_wider_for_a_body_of_unknown_size() -> None:
    assert width(leg_speed(0.6, 1.8, Wearer())) > width(leg_speed(0.6, 1.8, Wearer(height_m=1.7)))


def test_one_odd_swing_does_not_change_the_speed() -> None:
    odd = (*steps(0.6)[:5], replace(steps(0.6)[5], swing=3.0), *steps(0.6)[6:])
    assert leg_predictor(odd, 1.8) == leg_predictor(steps(0.6), 1.8)


@pytest.mark.parametrize("direction", [Direction.UNKNOWN, Direction.SIDEWAYS])
def test_an_unknown_direction_has_no_speed_and_says_so(direction: Direction) -> None:
    found = speed(steps(0.6), 1.8, Placement.POCKET, direction, Wearer(), ())
    assert not found.known
    assert direction in str(found.reason)
    assert found.unit == "m/s"


@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.HAND])
def test_an_arm_has_no_speed(placement: Placement) -> None:
    found = speed(steps(0.6), 1.8, placement, Direction.UNKNOWN, Wearer(height_m=1.7), ())
    assert not found.known


def test_the_waist_has_a_speed_forward_and_none_backward() -> None:
    known = Wearer(height_m=1.7)
    forward = speed(steps(0.1), 1.8, Placement.WAIST, Direction.FORWARD, known, ())
    backward = speed(steps(0.1), 1.8, Placement.WAIST, Direction.BACKWARD, known, ())
    assert forward.known
    assert not backward.known
    assert "backward" in str(backward.reason)


def test_a_foots_speed_is_its_strides_over_their_time_whatever_the_direction() -> None:
    strides = tuple(
        Stride(
            60 * k, 60 * k + 50, np.array([0.6, 0.8, 0.02]), UP, 0.1, np.zeros((2, 3, 3)), 60 * k
        )
        for k in range(5)
    )
    for direction in (Direction.FORWARD, Direction.BACKWARD, Direction.UNKNOWN):
        found = speed(steps(0.6), 1.8, Placement.FOOT, direction, Wearer(), strides)
        assert found.value == pytest.approx(1.0 / 1.0)


def test_every_factor_is_positive_and_uncertain() -> None:
    for gain in gains().values():
        assert gain.factor > 0
        assert 0 < gain.spread < 0.5


def bouts(seed: int, placement: Placement) -> list[tuple[Bout, float]]:
    recording, truth = walked(seed, placement, THERE_AND_BACK)
    height_m = WalkerStyle.varied(seed).height_m
    walk = track(recording, mounting=truth.mounting, wearer=Wearer(height_m=height_m))
    return [
        (bout, segment.distance_m / segment.moving_s)
        for bout in walk.bouts
        for segment in truth.segments
        if segment.steps and segment.start_s <= 0.5 * (bout.start_s + bout.end_s) < segment.end_s
    ]


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE, Placement.FOOT])
def test_the_intervals_of_simulated_walks_hold_the_true_speed(placement: Placement) -> None:
    held = []
    for seed in range(8):
        for bout, true_mps in bouts(seed, placement):
            found = bout.speed_mps
            assert found.low is not None
            assert found.high is not None
            held.append(found.low <= true_mps <= found.high)
    assert len(held) >= 14
    assert np.mean(held) >= 0.8


def test_distance_is_speed_times_the_length_of_the_bout() -> None:
    for bout, _ in bouts(0, Placement.POCKET):
        assert value(bout.distance_m) == pytest.approx(
            value(bout.speed_mps) * (bout.end_s - bout.start_s), rel=1e-3
        )
        assert width(bout.distance_m) == pytest.approx(width(bout.speed_mps))
