"""What a short forward walk tells, and when it tells nothing."""

from __future__ import annotations

import numpy as np
import pytest
from tests.motions import (
    at_rest,
    played_backward,
    rotation,
    runs_of,
    turned,
    walked,
    without_gyroscope,
)

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import Truth
from retrowalk.tracker import Direction, Knowledge, track
from retrowalk.tracker.calibration import (
    SHORTEST_S,
    Calibration,
    calibrate_pieces,
    calibrated_log_odds,
)
from retrowalk.tracker.frame import sagittal
from retrowalk.tracker.moments import moments_of

PLACED = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT, Placement.WAIST)
FORWARD = "stand 2, forward 14, stand 2"


def calibrated(seed: int, placement: Placement) -> tuple[Calibration, Truth]:
    recording, truth = walked(seed, placement, FORWARD)
    return calibrate_pieces(runs_of(recording, placement), placement), truth


@pytest.mark.parametrize("placement", PLACED)
def test_left_is_found_closely_and_its_sign_is_right(placement: Placement) -> None:
    for seed in range(6):
        found, truth = calibrated(seed, placement)
        cosine = float(found.left @ truth.mounting.body_from_sensor[1])
        # the pelvis turns little: its axis comes from how it is pushed
        bar_deg = 15.0 if placement is Placement.WAIST else 10.0
        assert cosine > np.cos(np.radians(bar_deg)), seed
        assert found.front_log_odds > 0
        assert np.linalg.norm(found.left) == pytest.approx(1.0)


@pytest.mark.parametrize("placement", PLACED)
def test_turning_the_sensor_turns_the_left_axis_with_it(placement: Placement) -> None:
    recording, _ = walked(1, placement, FORWARD)
    mount = rotation(3)
    plain = calibrate_pieces(runs_of(recording, placement), placement)
    other = calibrate_pieces(runs_of(turned(recording, mount), placement), placement)
    np.testing.assert_allclose(other.left, mount @ plain.left, atol=1e-6)
    np.testing.assert_allclose(other.forward, plain.forward, atol=1e-6)


@pytest.mark.parametrize("placement", PLACED)
def test_the_persons_own_forward_walk_is_like_itself_and_unlike_the_walk_back(
    placement: Placement,
) -> None:
    for seed in range(3):
        recording, _ = walked(seed, placement)
        ahead, back = runs_of(recording, placement)[:2]
        known = calibrate_pieces([ahead], placement)
        forward, backward = (
            known.evidence(moments_of(sagittal(motion, slice(run.start, run.end), known.left)).odd)
            for motion, run in (ahead, back)
        )
        assert forward > 2.0 > -0.5 > backward, seed


def test_a_film_run_backward_is_the_opposite_of_the_calibration() -> None:
    known, _ = calibrated(0, Placement.POCKET)
    recording, _ = walked(0, Placement.POCKET, FORWARD)
    ((motion, run),) = runs_of(played_backward(recording), Placement.POCKET)
    window = moments_of(sagittal(motion, slice(run.start, run.end), known.left))
    assert known.evidence(window.odd) < -2.0


def test_both_sources_of_evidence_count_half() -> None:
    known, _ = calibrated(0, Placement.POCKET)
    same = known.evidence(known.forward)
    assert same == pytest.approx(8.0)
    assert calibrated_log_odds(known, 4.0, known.forward) == pytest.approx(6.0)
    assert calibrated_log_odds(known, 0.0, -known.forward) == pytest.approx(-4.0)


def refused(recording: Recording, placement: Placement = Placement.POCKET) -> RetrowalkError:
    walk, _ = walked(0, placement)
    with pytest.raises(RetrowalkError) as caught:
        track(walk, placement=placement, calibration=recording)
    assert caught.value.where == "calibration"
    assert caught.value.remedy
    return caught.value


def test_too_short_a_walk_is_refused_with_what_to_do() -> None:
    short, _ = walked(0, Placement.POCKET, "stand 6, forward 5, stand 6")
    error = refused(short)
    assert "of walking found" in error.what
    assert f"{SHORTEST_S:g} s" in str(error.remedy)


def test_standing_is_no_calibration() -> None:
    assert "0.0 s of walking" in refused(at_rest(20.0)).what


def test_a_calibration_outside_the_recording_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="walking found"):
        track(walked(1)[0], calibration=(500.0, 520.0))


def test_without_a_gyroscope_there_is_no_calibration() -> None:
    forward, _ = walked(0, Placement.POCKET, FORWARD)
    assert "gyroscope" in refused(without_gyroscope(forward)).what


def test_a_walk_whose_parts_contradict_each_other_is_refused() -> None:
    recording, _ = walked(0, Placement.THIGH, FORWARD)
    back = played_backward(recording)
    pieces = [
        *runs_of(recording, Placement.THIGH),
        *runs_of(back, Placement.THIGH),
    ]
    with pytest.raises(RetrowalkError, match="differ too much"):
        calibrate_pieces(pieces, Placement.THIGH)


def test_eight_seconds_in_two_parts_with_a_pause_are_enough() -> None:
    recording, truth = walked(
        2, Placement.POCKET, "stand 2, forward 6, stand 3, forward 6, stand 2"
    )
    known = calibrate_pieces(runs_of(recording, Placement.POCKET), Placement.POCKET)
    assert known.walked_s >= SHORTEST_S
    assert known.left @ truth.mounting.body_from_sensor[1] > 0.98


@pytest.mark.parametrize("placement", PLACED)
def test_part_of_the_recording_itself_calibrates_it(placement: Placement) -> None:
    recording, _ = walked(3, placement)
    walk = track(recording, calibration=(1.0, 17.5))
    assert walk.knowledge is Knowledge.CALIBRATED
    assert [bout.direction for bout in walk.bouts] == [Direction.FORWARD, Direction.BACKWARD]


def test_the_calibrations_clock_starts_at_the_first_sample() -> None:
    recording, _ = walked(3)
    later = Recording(
        recording.time_s + 512.0,
        recording.acceleration_ms2,
        recording.angular_rate_rads,
        placement=recording.placement,
    )
    here, there = (track(one, calibration=(1.0, 17.5)) for one in (recording, later))
    assert [b.direction for b in there.bouts] == [b.direction for b in here.bouts]
    assert there.knowledge is Knowledge.CALIBRATED


def test_an_arm_has_no_use_for_a_calibration_that_does_not_begin_at_rest_and_says_so() -> None:
    recording, _ = walked(3, Placement.WRIST)
    forward, _ = walked(3, Placement.WRIST, FORWARD)
    walk = track(recording, calibration=forward.part(6.0, 12.0))
    assert walk.knowledge is Knowledge.UNKNOWN
    assert any("calibration was not used" in warning for warning in walk.warnings)
    assert track(recording, calibration=forward).knowledge is Knowledge.CALIBRATED
