"""Steps are told when the foot comes down, not when the leg turns."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.motions import walked

from retrowalk.recording import Placement
from retrowalk.tracker import Direction, track
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.contact_times import contact_samples, lag, lags, leads, own_foot
from retrowalk.tracker.steps import Turn, TurningPoint

LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)


def test_a_leg_that_is_in_front_comes_down_there_walking_forward() -> None:
    assert own_foot(Turn.LOW, Direction.FORWARD, 1) is True
    assert own_foot(Turn.HIGH, Direction.FORWARD, 1) is False
    assert own_foot(Turn.HIGH, Direction.BACKWARD, 1) is True


def test_turning_the_axis_round_changes_which_turn_is_in_front() -> None:
    for turn in Turn:
        for way in (Direction.FORWARD, Direction.BACKWARD):
            assert own_foot(turn, way, 1) is not own_foot(turn, way, -1)


def test_without_front_or_direction_the_foot_is_not_known() -> None:
    assert own_foot(Turn.LOW, Direction.FORWARD, 0) is None
    assert own_foot(Turn.LOW, Direction.UNKNOWN, 1) is None


def test_an_unknown_foot_gets_the_mean_of_both_and_an_arm_none() -> None:
    for placement in LEGS:
        for way in (Direction.FORWARD, Direction.BACKWARD):
            both = [lag(placement, way, own) for own in (True, False)]
            assert lag(placement, way, None) == pytest.approx(np.mean(both))
    assert lag(Placement.WRIST, Direction.FORWARD, None) == 0.0


def test_every_lag_is_less_than_a_third_of_a_stride() -> None:
    assert all(abs(value) < 0.33 for value in lags().values())


def on_a_leg(other: float = 0.0) -> tuple[list[TurningPoint], Timing]:
    """Return steps of 30 samples, those of the other foot (high turns) found `other` later."""
    steps = [TurningPoint(30 * k, Turn.HIGH if k % 2 else Turn.LOW, 0.6) for k in range(20)]
    numbers = np.arange(20)
    return steps, Timing(30.0 * numbers + other * (numbers % 2), numbers, np.ones(20), 0.0)


def test_contacts_keep_their_order() -> None:
    steps, timing = on_a_leg(29.0)
    for placement in LEGS:
        for way in Direction:
            found = contact_samples(steps, [1] * 20, timing, placement, way)
            assert all(one <= other for one, other in pairwise(found))


@pytest.mark.parametrize("way", [Direction.FORWARD, Direction.BACKWARD])
@pytest.mark.parametrize("other", [-9.0, 0.0, 6.0])
@pytest.mark.parametrize("front", [1, -1])
def test_the_foot_that_is_less_sure_is_put_half_way(
    way: Direction, other: float, front: int
) -> None:
    steps, timing = on_a_leg(other)
    for placement in LEGS:
        found = contact_samples(steps, [front] * 20, timing, placement, way)
        assert np.diff(found) == pytest.approx(30.0)
        own = own_foot(steps[0].turn, way, front)
        sure = 0 if own == leads(placement, way) else 1
        stride = 2.0 * (timing.samples[-1] - timing.samples[0]) / 19.0
        expected = timing.samples[sure] + lag(placement, way, leads(placement, way)) * stride
        assert found[sure] == pytest.approx(expected)


def test_a_front_that_is_learnt_late_serves_the_steps_before_it() -> None:
    steps, timing = on_a_leg(4.0)
    known = contact_samples(steps, [1] * 20, timing, Placement.ANKLE, Direction.FORWARD)
    later = contact_samples(steps, [0] * 6 + [1] * 14, timing, Placement.ANKLE, Direction.FORWARD)
    assert later == pytest.approx(known)


def test_each_step_keeps_its_own_time_against_the_others() -> None:
    steps, timing = on_a_leg()
    moved = timing.samples + np.random.default_rng(0).normal(size=20)
    uneven = Timing(moved, timing.numbers, timing.alike, 0.0)
    found = contact_samples(steps, [1] * 20, uneven, Placement.FOOT, Direction.FORWARD)
    for foot in (0, 1):
        assert np.diff(found[foot::2]) == pytest.approx(np.diff(moved[foot::2]))


def test_one_foot_leads_on_every_leg() -> None:
    for placement in (Placement.ANKLE, Placement.FOOT):
        for way in (Direction.FORWARD, Direction.BACKWARD):
            assert leads(placement, way)


@pytest.mark.parametrize("placement", [*LEGS, Placement.WAIST])
def test_half_of_all_simulated_steps_are_told_within_60_ms_of_their_contact(
    placement: Placement,
) -> None:
    off: dict[Direction, list[float]] = {Direction.FORWARD: [], Direction.BACKWARD: []}
    for seed in range(6):
        recording, truth = walked(seed, placement)
        walk = track(recording, mounting=truth.mounting)
        at = np.array([contact.time_s for contact in truth.contacts])
        for step in walk.steps:
            if step.direction in off:
                off[step.direction].append(float(np.min(np.abs(at - step.time_s))))
    for way, errors in off.items():
        assert np.median(errors) <= 0.06, way
