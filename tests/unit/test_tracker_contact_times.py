"""Steps are told when the foot comes down, not when the leg turns."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.motions import walked

from retrowalk.recording import Placement
from retrowalk.tracker import Direction, track
from retrowalk.tracker.contact_times import contact_samples, lag, lags, own_foot
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


def test_contacts_keep_their_order() -> None:
    steps = [TurningPoint(10 * k, Turn.HIGH if k % 2 else Turn.LOW, 0.6) for k in range(20)]
    found = contact_samples(steps, [1] * 20, Placement.ANKLE, Direction.FORWARD)
    assert all(one <= other for one, other in pairwise(found))


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
