"""The 3-metre backward walk by sensor, on simulated walks with exact truth.

Simulated figures show that the method works; captured people are in
tests/validation/test_captured_backward_test.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from lab.fit.walk_test import simulated, simulated_attempt, tracked
from tests.walks import told_walk

from retrowalk.coach.assessments.by_sensor import (
    backward_walk_test,
    backward_walk_time,
    ten_metre_walk_test,
)
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import track
from retrowalk.tracker.base import Direction

DAY = date(2026, 1, 5)
SEEDS = range(400, 406)
LIMIT_S = 0.3


@pytest.mark.parametrize("calibrated", [False, True], ids=["mounting known", "calibrated"])
@pytest.mark.parametrize("placement", [Placement.ANKLE, Placement.FOOT])
def test_at_ankle_and_foot_it_is_within_three_tenths(
    placement: Placement, calibrated: bool
) -> None:
    attempts = [simulated_attempt(seed, placement, calibrated=calibrated) for seed in SEEDS]
    errors = [a.error_s for a in attempts if a.error_s is not None]
    assert len(errors) >= len(attempts) - 2
    assert max(abs(error) for error in errors) <= LIMIT_S
    for attempt in attempts:
        if attempt.told.low is not None and attempt.told.high is not None:
            assert attempt.told.low <= attempt.true_s <= attempt.told.high


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.THIGH])
def test_on_the_thigh_it_is_within_three_tenths_or_says_that_it_cannot_tell(
    placement: Placement,
) -> None:
    attempts = [simulated_attempt(seed, placement, calibrated=False) for seed in SEEDS]
    errors = [a.error_s for a in attempts if a.error_s is not None]
    assert len(errors) >= len(attempts) - 2
    assert max(abs(error) for error in errors) <= LIMIT_S
    for attempt in attempts:
        assert attempt.told.known or "wear it at the ankle" in (attempt.told.reason or "")


def test_a_result_by_sensor_is_ready_for_the_history() -> None:
    recording, truth, _ = simulated(400, Placement.ANKLE, calibrated=False)
    walk = tracked(recording, Placement.ANKLE, truth.mounting, calibrated=False)
    result = backward_walk_test(walk, recording, DAY)
    assert (result.test, result.by, result.value.unit) == ("3mbwt", "sensor", "s")


def reason(
    plan: str, placement: Placement = Placement.ANKLE, cut_s: tuple[float, float] = (0.0, 99.0)
) -> str:
    recording, truth = simulate(plan, placement=placement, seed=3, sensor="browser")
    recording = recording.part(*cut_s)
    walk = track(recording, placement=placement, mounting=truth.mounting)
    told = backward_walk_time(walk, recording)
    assert told.value is None
    assert told.reason is not None
    return told.reason


def test_what_cannot_be_timed_says_why() -> None:
    assert reason("stand 3, forward 6, stand 3") == "no walk backward shows"
    assert reason("stand 8") == "no walk of four steps or more shows"
    assert reason("stand 3, backward 6, stand 3", Placement.WAIST).startswith("only a sensor on a")
    assert reason("stand 3, forward 8, backward 6, stand 3").startswith("the backward walk begins")
    began = reason("stand 3, backward 8, stand 3", cut_s=(5.0, 99.0))
    assert began.startswith("the recording begins while walking")
    ended = reason("stand 3, backward 8, stand 3", cut_s=(0.0, 9.0))
    assert ended.startswith("the recording ends while walking")


@pytest.mark.parametrize("goes_on", [True, False], ids=["goes on", "cut"])
@pytest.mark.parametrize(
    "placement", [Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT]
)
def test_a_walk_that_does_not_stop_is_timed_to_the_last_contact_before_the_line(
    placement: Placement, goes_on: bool
) -> None:
    answered = 0
    for seed in range(410, 414):
        recording, line_s, true_s, mounting = passing(seed, placement, after=0.5)
        if not goes_on:
            recording = recording.part(0.0, line_s)
        walk = track(recording, placement=placement, mounting=mounting)
        told = backward_walk_time(walk, recording, line_s=line_s)
        if told.value is not None:
            answered += 1
            assert told.value == pytest.approx(true_s, abs=LIMIT_S)
    assert answered >= 3


def passing(
    seed: int, placement: Placement, *, after: float
) -> tuple[Recording, float, float, Mounting]:
    """Return a walk, a line crossed some steps after the seventh contact, and the true time."""
    recording, truth = simulate(
        "stand 3, backward 12, stand 4",
        style=WalkerStyle.varied(seed),
        placement=placement,
        seed=seed,
        mounting="random",
        sensor="browser",
    )
    segment = truth.segments[1]
    contacts_s = [c.time_s for c in truth.contacts]
    line_s = contacts_s[6] + after * (contacts_s[7] - contacts_s[6])
    lift_s = contacts_s[-1] - segment.moving_s
    return recording, line_s, contacts_s[6] - lift_s, truth.mounting


def test_a_contact_just_at_the_line_is_left_to_the_stopwatch() -> None:
    recording, line_s, _, mounting = passing(410, Placement.ANKLE, after=0.0)
    walk = track(recording, placement=Placement.ANKLE, mounting=mounting)
    told = backward_walk_time(walk, recording, line_s=line_s)
    assert (told.reason or "").startswith("a foot comes down just as the line is crossed")


def test_a_line_in_the_standing_after_the_walk_changes_nothing() -> None:
    recording, truth, _ = simulated(402, Placement.ANKLE, calibrated=False)
    walk = tracked(recording, Placement.ANKLE, truth.mounting, calibrated=False)
    whole = backward_walk_time(walk, recording)
    line_s = truth.segments[-1].start_s + 1.5
    assert backward_walk_time(walk, recording, line_s=line_s) == whole


def test_two_backward_walks_are_not_guessed_between() -> None:
    recording, truth = simulate(
        "stand 3, backward 6, stand 5, backward 6, stand 3", placement="ankle", seed=3
    )
    walk = track(recording, placement=Placement.ANKLE, mounting=truth.mounting)
    with pytest.raises(RetrowalkError, match="2 walks backward"):
        backward_walk_time(walk, recording)


@pytest.mark.parametrize("gap_s", [(4.4, 5.0), (5.0, 5.6), (8.4, 9.0)])
def test_steps_lost_in_a_gap_are_not_timed_without(gap_s: tuple[float, float]) -> None:
    recording, truth = simulate(
        "stand 3, backward 6, stand 3", placement="ankle", seed=3, sensor="browser"
    )
    keep = (recording.time_s < gap_s[0]) | (recording.time_s >= gap_s[1])
    assert recording.angular_rate_rads is not None
    recording = replace(
        recording,
        time_s=recording.time_s[keep],
        acceleration_ms2=recording.acceleration_ms2[keep],
        angular_rate_rads=recording.angular_rate_rads[keep],
    )
    walk = track(recording, placement=Placement.ANKLE, mounting=truth.mounting)
    assert backward_walk_time(walk, recording).reason == "samples are missing during the walk"


def test_without_a_gyroscope_it_is_unknown() -> None:
    recording, truth, _ = simulated(400, Placement.ANKLE, calibrated=False)
    walk = tracked(recording, Placement.ANKLE, truth.mounting, calibrated=False)
    deaf = replace(recording, angular_rate_rads=None)
    assert backward_walk_time(walk, deaf).reason == "the recording has no gyroscope"


def test_the_mounting_does_not_matter_to_the_timing() -> None:
    recording, truth, _ = simulated(401, Placement.FOOT, calibrated=False)
    walk = tracked(recording, Placement.FOOT, truth.mounting, calibrated=False)
    rate = recording.angular_rate_rads
    assert rate is not None
    turn = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    turned = replace(
        recording,
        acceleration_ms2=recording.acceleration_ms2 @ turn,
        angular_rate_rads=rate @ turn,
    )
    first, second = backward_walk_time(walk, recording), backward_walk_time(walk, turned)
    assert first.value == pytest.approx(second.value)


def test_ten_metres_take_the_speed_of_the_tracker() -> None:
    walk = told_walk()
    result = ten_metre_walk_test(walk, Direction.BACKWARD, DAY)
    assert result.test == "10mw-backward"
    assert result.value == walk.bouts[1].speed_mps
    empty = ten_metre_walk_test(replace(walk, bouts=()), Direction.FORWARD, DAY)
    assert empty.value.reason == "no walk forward shows"
    with pytest.raises(RetrowalkError, match="sideways"):
        ten_metre_walk_test(walk, Direction.SIDEWAYS, DAY)
