"""A device that is taken out or turned over while recording is noticed."""

from __future__ import annotations

import numpy as np
import pytest
from tests.motions import handled, walked

from retrowalk.recording import Placement
from retrowalk.tracker import Direction, NoticeEvent, Tracker, Walk, calibrate, track
from retrowalk.tracker.handling import Lean, Worn

STANDING = "stand 2, forward 16, stand 3, backward 12, stand 9, forward 12, backward 12, stand 2"
TAKEN_S = 35.0
WALKING = "stand 2, forward 16, stand 3, backward 12, stand 2, forward 24, backward 12, stand 2"
DAILY = (
    "stand 2, forward 16, stand 3, sit 8, backward 10, turn 180, forward 10, sit-stand 15, "
    "forward 8 turn 90, backward 8, sit 6, turn 180, forward 8, stand 2"
)
PLACED = (Placement.POCKET, Placement.ANKLE, Placement.WAIST)
WORDS = "turned or taken out"
AXES = (0, 1, 2)


def late(walk: Walk, from_s: float) -> set[Direction]:
    return {bout.direction for bout in walk.bouts if bout.start_s > from_s}


def noticed(walk: Walk) -> bool:
    return any(WORDS in warning for warning in walk.warnings)


@pytest.mark.parametrize("placement", PLACED)
@pytest.mark.parametrize("axis", AXES)
def test_turned_round_any_axis_while_standing_it_is_unknown_and_to_be_calibrated_again(
    placement: Placement, axis: int
) -> None:
    for seed in range(2):
        recording, truth = walked(seed, placement, STANDING)
        about = truth.mounting.body_from_sensor[axis]
        walk = track(handled(recording, TAKEN_S, about), calibration=(1.0, 19.0))
        assert noticed(walk), seed
        assert late(walk, TAKEN_S + 3.0) == {Direction.UNKNOWN}, seed
        reasons = {bout.reason for bout in walk.bouts if bout.start_s > TAKEN_S + 3.0}
        assert all("calibrate again" in str(reason) for reason in reasons)
        before = [bout.direction for bout in walk.bouts[:2]]
        assert before == [Direction.FORWARD, Direction.BACKWARD], seed


@pytest.mark.parametrize("placement", PLACED)
@pytest.mark.parametrize("axis", AXES)
def test_turned_round_while_walking_it_never_tells_the_wrong_way(
    placement: Placement, axis: int
) -> None:
    for seed in range(2):
        recording, truth = walked(seed, placement, WALKING)
        about = truth.mounting.body_from_sensor[axis]
        walk = track(handled(recording, 42.0, about), mounting=truth.mounting)
        assert noticed(walk), seed
        assert late(walk, 47.0) <= {Direction.UNKNOWN}, seed


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE])
def test_at_an_unknown_mounting_a_leg_learns_its_front_anew(placement: Placement) -> None:
    recording, truth = walked(1, placement, STANDING)
    walk = track(handled(recording, TAKEN_S, truth.mounting.body_from_sensor[0]))
    after = [bout.direction for bout in walk.bouts if bout.start_s > TAKEN_S]
    assert after == [Direction.FORWARD, Direction.BACKWARD]


@pytest.mark.parametrize(
    "placement",
    [Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT, Placement.WAIST],
)
def test_sitting_turning_and_standing_up_are_no_handling(placement: Placement) -> None:
    for seed in range(4):
        recording, _ = walked(seed, placement, DAILY)
        assert not noticed(track(recording, calibration=(1.0, 19.0))), seed


def test_it_is_heard_live() -> None:
    recording, truth = walked(0, Placement.WAIST, STANDING)
    known = calibrate(recording.part(1.0, 19.0), Placement.WAIST)
    tracker = Tracker(Placement.WAIST, calibration=known)
    told = tracker.push(handled(recording, TAKEN_S, truth.mounting.body_from_sensor[0]))
    notices = [event for event in (*told, *tracker.finish()) if isinstance(event, NoticeEvent)]
    assert any(WORDS in notice.text for notice in notices)


def lean(up: tuple[float, float, float], yaw_rad: float = 0.0) -> Lean:
    c, s = np.cos(yaw_rad), np.sin(yaw_rad)
    turned = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    unit = np.array(up) / np.linalg.norm(up)
    return Lean(0, unit, turned, np.array([0.0, 0.0, 1.0]), spins=False)


UPRIGHT, LYING = (0.0, 0.0, 1.0), (0.0, 1.0, 0.1)
LEFT = np.array([0.0, 1.0, 0.0])


def after(*leans: Lean) -> Worn:
    worn = Worn(np.array(UPRIGHT), lean(UPRIGHT))
    for one in leans:
        worn = worn.after(one, LEFT, walking=False)
    return worn


def test_lying_down_and_getting_up_the_same_way_is_no_handling() -> None:
    assert not after(lean(LYING), lean(LYING), lean(UPRIGHT, 0.6)).handled


def test_lying_down_and_getting_up_another_way_cannot_be_told_from_handling() -> None:
    assert after(lean(LYING), lean(LYING), lean(UPRIGHT, 3.0)).handled


def test_a_trunk_that_walks_leans_less_than_a_device_in_a_hand() -> None:
    tilted = lean((0.0, np.sin(np.radians(18.0)), np.cos(np.radians(18.0))))
    for trunk in (True, False):
        told = Worn(np.array(UPRIGHT), lean(UPRIGHT))
        for one in (tilted, tilted, lean(UPRIGHT, 3.0)):
            told = told.after(one, LEFT, walking=True, trunk=trunk)
        assert told.handled is trunk


def test_turning_while_upright_is_no_handling() -> None:
    assert not after(lean(UPRIGHT, 1.0), lean(UPRIGHT, 2.0), lean(UPRIGHT, 3.1)).handled


def test_before_the_first_walk_nothing_is_handled() -> None:
    worn = Worn()
    for one in (lean(UPRIGHT), lean(LYING), lean(UPRIGHT, 3.0)):
        worn = worn.after(one, None, walking=False)
        assert not worn.handled
