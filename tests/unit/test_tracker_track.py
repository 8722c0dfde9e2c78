"""From a recording to the whole answer: what is counted, summed, and left unknown with a reason."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from tests.motions import at_rest, played_backward, walked, without_gyroscope

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Recording, Wearer
from retrowalk.simulate import SensorModel, WalkerStyle, simulate
from retrowalk.tracker import Bout, Direction, Knowledge, Totals, Walk, track
from retrowalk.tracker.placement import placement_of

LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
ARMS = (Placement.WRIST, Placement.HAND)
WALKING = (Direction.BACKWARD, Direction.FORWARD, Direction.SIDEWAYS, Direction.UNKNOWN)
ROUTES = "stand 2, forward 12, backward 14, stand 3, forward 10, backward 10, stand 2"


def value(found: Estimate) -> float:
    assert found.value is not None, found.reason
    return found.value


def totals(walk: Walk, direction: Direction) -> Totals:
    found: Totals = getattr(walk.summary, direction.value)
    return found


def of(walk: Walk, direction: Direction) -> list[Bout]:
    return [bout for bout in walk.bouts if bout.direction is direction]


def directions(walk: Walk) -> list[Direction]:
    return [bout.direction for bout in walk.bouts]


# which way


@pytest.mark.parametrize("placement", LEGS)
@pytest.mark.parametrize("known", [False, True])
def test_there_and_back_is_one_bout_forward_and_one_backward(
    placement: Placement, known: bool
) -> None:
    for seed in range(4):
        recording, truth = walked(seed, placement)
        walk = track(recording, mounting=truth.mounting if known else None)
        assert directions(walk) == [Direction.FORWARD, Direction.BACKWARD], seed
        assert walk.knowledge is (Knowledge.KNOWN if known else Knowledge.UNKNOWN)
        for bout, segment in zip(walk.bouts, (truth.segments[1], truth.segments[3]), strict=True):
            assert bout.start_s == pytest.approx(segment.start_s, abs=2.0)
            assert bout.end_s == pytest.approx(segment.end_s, abs=2.0)
            assert bout.probability > 0.8
            assert bout.reason is None


@pytest.mark.parametrize("placement", LEGS)
def test_a_change_of_direction_without_a_stop_is_found(placement: Placement) -> None:
    recording, truth = walked(5, placement, "stand 2, forward 12, backward 12, stand 2")
    walk = track(recording, mounting=truth.mounting)
    assert directions(walk) == [Direction.FORWARD, Direction.BACKWARD]
    assert walk.bouts[0].end_s == pytest.approx(14.0, abs=2.0)


def test_a_foot_of_known_mounting_tells_side_steps_from_forward_and_backward() -> None:
    told = []
    for seed in range(4):
        recording, truth = walked(seed, Placement.FOOT, "stand 2, left 12, stand 2")
        found = directions(track(recording, mounting=truth.mounting))
        assert not {Direction.FORWARD, Direction.BACKWARD} & set(found), seed
        told.append(Direction.SIDEWAYS in found)
    assert sum(told) >= 3


def test_at_the_waist_the_mounting_tells_the_way() -> None:
    recording, truth = walked(4, Placement.WAIST)
    walk = track(recording, mounting=truth.mounting)
    assert directions(walk) == [Direction.FORWARD, Direction.BACKWARD]


# unknown, and why


def test_at_the_waist_without_mounting_or_calibration_the_way_is_unknown_and_steps_count() -> None:
    recording, truth = walked(4, Placement.WAIST)
    walk = track(recording)
    assert set(directions(walk)) == {Direction.UNKNOWN}
    assert all("calibration walk" in str(bout.reason) for bout in walk.bouts)
    assert value(totals(walk, Direction.UNKNOWN).steps) == pytest.approx(
        len(truth.contacts), rel=0.1
    )


@pytest.mark.parametrize("placement", ARMS)
@pytest.mark.parametrize("state", ["known", "calibrated"])
def test_an_arm_whose_front_is_known_tells_the_way_from_the_push_and_never_the_wrong_one(
    placement: Placement, state: str
) -> None:
    told = 0
    for seed in range(4):
        recording, truth = walked(seed, placement)
        walk = (
            track(recording, mounting=truth.mounting)
            if state == "known"
            else track(recording, calibration=(1.0, 17.0))
        )
        for bout in walk.bouts:
            true = truth.direction_at(0.5 * (bout.start_s + bout.end_s))
            assert bout.direction in (true, Direction.UNKNOWN), seed
            told += bout.direction is true
    assert told >= 6


@pytest.mark.parametrize("placement", ARMS)
def test_an_arm_of_unknown_mounting_never_tells_the_way_and_says_why(placement: Placement) -> None:
    for seed in range(4):
        recording, _ = walked(seed, placement)
        walk = track(recording)
        for bout in walk.bouts:
            assert bout.direction is Direction.UNKNOWN
            assert bout.probability == 0.0
            assert "wear the device" in str(bout.reason) or "in the hand" in str(bout.reason)
            assert not bout.speed_mps.known
        assert {second.direction for second in walk.seconds} <= {
            Direction.UNKNOWN,
            Direction.STILL,
        }


@pytest.mark.parametrize("placement", list(Placement))
def test_without_a_gyroscope_the_way_is_unknown_and_says_so(placement: Placement) -> None:
    recording, truth = walked(2, placement)
    walk = track(without_gyroscope(recording), mounting=truth.mounting)
    assert {bout.direction for bout in walk.bouts} <= {Direction.UNKNOWN}
    if placement not in ARMS:
        assert all("gyroscope" in str(bout.reason) for bout in walk.bouts)


def test_without_a_gyroscope_the_waist_counts_as_well_as_with_one() -> None:
    for seed in range(4):
        recording, truth = walked(seed, Placement.WAIST)
        walk = track(without_gyroscope(recording))
        assert len(walk.steps) == pytest.approx(len(truth.contacts), rel=0.1), seed


def test_without_a_gyroscope_a_pocket_counts_steps_but_none_too_many() -> None:
    for seed in range(6):
        recording, truth = walked(seed)
        walk = track(without_gyroscope(recording))
        assert 0 < len(walk.steps) <= 1.05 * len(truth.contacts), seed


def test_without_a_gyroscope_a_leg_has_no_speed_or_distance_and_says_so() -> None:
    walk = track(without_gyroscope(walked(2)[0]))
    assert walk.bouts
    for bout in walk.bouts:
        for found in (bout.speed_mps, bout.distance_m):
            assert not found.known
            assert "gyroscope" in str(found.reason)


@pytest.mark.parametrize(
    ("gait", "placement"),
    [
        *product(("jog", "stairs-up", "shuffle"), LEGS),
        ("stairs-down", Placement.ANKLE),
        ("stairs-down", Placement.FOOT),
    ],
)
def test_jogging_shuffling_and_stairs_are_not_called_backward(
    gait: str, placement: Placement
) -> None:
    for seed in range(3):
        recording, truth = walked(seed, placement, f"stand 2, {gait} 14, stand 2")
        for mounting in (None, truth.mounting):
            walk = track(recording, mounting=mounting)
            assert not of(walk, Direction.BACKWARD), seed


# nothing to count


@pytest.mark.parametrize("placement", list(Placement))
def test_standing_and_lying_add_nothing_and_are_still(placement: Placement) -> None:
    walk = track(at_rest(12.4), placement=placement)
    assert walk.bouts == ()
    assert walk.steps == ()
    assert [second.direction for second in walk.seconds] == [Direction.STILL] * 12
    assert any("no walking found" in warning for warning in walk.warnings)
    for direction in WALKING:
        found = totals(walk, direction)
        assert value(found.steps) == value(found.duration_s) == value(found.distance_m) == 0.0


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.THIGH, Placement.FOOT])
def test_sitting_down_and_standing_up_are_no_walk(placement: Placement) -> None:
    recording, _ = walked(1, placement, "stand 3, sit 15, stand 3")
    assert track(recording).bouts == ()


@pytest.mark.parametrize("placement", list(Placement))
def test_a_second_of_walking_is_too_short_to_be_a_bout_and_no_error(placement: Placement) -> None:
    recording, _ = walked(1, placement)
    for length_s in (0.5, 1.2):
        walk = track(recording.part(8.0, 8.0 + length_s))
        assert walk.bouts == ()
        assert len(walk.seconds) == int(length_s)


# one answer in all its forms


@pytest.mark.parametrize("placement", [*LEGS, Placement.WAIST, Placement.WRIST])
def test_totals_are_the_sums_of_the_bouts(placement: Placement) -> None:
    recording, truth = walked(6, placement, ROUTES)
    walk = track(recording, mounting=truth.mounting)
    assert walk.bouts
    for direction in WALKING:
        mine, found = of(walk, direction), totals(walk, direction)
        if direction is not Direction.UNKNOWN and set(directions(walk)) == {Direction.UNKNOWN}:
            # nothing is known of any direction: none of the totals is a zero
            assert not found.steps.known
            assert found.steps.reason
            continue
        assert value(found.steps) == sum(value(bout.steps) for bout in mine)
        assert value(found.duration_s) == pytest.approx(
            sum(bout.end_s - bout.start_s for bout in mine)
        )
        known = [value(bout.distance_m) for bout in mine if bout.distance_m.known]
        if known or not mine:
            assert value(found.distance_m) == pytest.approx(sum(known))
        else:
            assert found.distance_m.reason


def test_a_sum_with_a_missing_part_says_how_many_are_missing() -> None:
    recording, _ = walked(6, Placement.WRIST, ROUTES)
    walk = track(recording)
    unknown = totals(walk, Direction.UNKNOWN)
    assert not unknown.distance_m.known
    assert unknown.distance_m.reason
    assert unknown.steps.known


def test_an_interval_of_a_sum_is_narrower_than_the_sum_of_the_intervals() -> None:
    recording, truth = walked(6, Placement.POCKET, ROUTES)
    walk = track(recording, mounting=truth.mounting)
    forward = of(walk, Direction.FORWARD)
    assert len(forward) == 2

    def width(found: Estimate) -> float:
        assert found.low is not None
        assert found.high is not None
        return found.high - found.low

    total = totals(walk, Direction.FORWARD).steps
    assert (
        max(width(b.steps) for b in forward) < width(total) < sum(width(b.steps) for b in forward)
    )


@pytest.mark.parametrize("placement", list(Placement))
def test_every_step_lies_in_its_bout_and_has_its_direction(placement: Placement) -> None:
    walk = track(walked(6, placement, ROUTES)[0])
    assert len(walk.steps) == sum(value(bout.steps) for bout in walk.bouts)
    for bout in walk.bouts:
        inside = [s for s in walk.steps if bout.start_s <= s.time_s < bout.end_s]
        assert len(inside) == value(bout.steps) >= 4
        assert {step.direction for step in inside} == {bout.direction}
    assert all(one.end_s <= other.start_s for one, other in pairwise(walk.bouts))
    assert all(one.time_s < other.time_s for one, other in pairwise(walk.steps))


@pytest.mark.parametrize("placement", LEGS)
def test_there_is_one_answer_for_each_second_of_the_recording(placement: Placement) -> None:
    recording, truth = walked(6, placement, ROUTES)
    walk = track(recording, mounting=truth.mounting)
    assert [second.time_s for second in walk.seconds] == list(range(int(recording.duration_s)))
    for second in walk.seconds:
        assert 0.0 <= second.probability <= 1.0
        held = dict.fromkeys(Direction, 0.0)
        for bout in walk.bouts:
            overlap = min(bout.end_s, second.time_s + 1) - max(bout.start_s, second.time_s)
            held[bout.direction] += max(0.0, overlap)
        if sum(held.values()) < 0.499:
            assert second.direction is Direction.STILL
        elif sum(held.values()) > 0.501:
            assert held[second.direction] >= 0.5 * sum(held.values()) - 0.03


def test_cadence_is_that_of_the_walker() -> None:
    for seed in range(3):
        recording, truth = walked(seed, Placement.ANKLE)
        walk = track(recording)
        for bout, segment in zip(walk.bouts, (truth.segments[1], truth.segments[3]), strict=True):
            at = [c.time_s for c in truth.contacts if segment.start_s <= c.time_s < segment.end_s]
            true_spm = 60.0 / float(np.median(np.diff(at)))
            assert value(bout.cadence_spm) == pytest.approx(true_spm, rel=0.08)


def test_a_known_height_narrows_the_distance_and_removes_the_warning() -> None:
    recording, _ = walked(2)
    without, known = track(recording), track(recording, wearer=Wearer(height_m=1.7))
    assert any("height" in warning for warning in without.warnings)
    assert not any("height" in warning for warning in known.warnings)
    for one, other in zip(without.bouts, known.bouts, strict=True):
        assert one.speed_mps.low is not None
        assert other.speed_mps.low is not None
        share = other.speed_mps.low / value(other.speed_mps)
        assert share > one.speed_mps.low / value(one.speed_mps)


# gaps


def with_gap(start_s: float, end_s: float) -> Recording:
    recording, _ = walked(1)
    keep = (recording.time_s < start_s) | (recording.time_s >= end_s)
    rate = recording.angular_rate_rads
    assert rate is not None
    return replace(
        recording,
        time_s=recording.time_s[keep],
        acceleration_ms2=recording.acceleration_ms2[keep],
        angular_rate_rads=rate[keep],
    )


def test_a_gap_becomes_unknown_seconds_without_steps_and_a_warning() -> None:
    walk = track(with_gap(7.0, 10.0))
    ((start, end),) = walk.gaps
    assert (start, end) == pytest.approx((7.0, 10.0), abs=0.05)
    for second in walk.seconds[7:10]:
        assert second.direction is Direction.UNKNOWN
        assert second.probability == 0.0
    assert not [step for step in walk.steps if start < step.time_s < end]
    assert all(bout.end_s <= start + 0.02 or bout.start_s >= end - 0.02 for bout in walk.bouts)
    assert any("gap" in warning for warning in walk.warnings)


def test_a_gap_while_walking_does_not_change_the_way_before_or_after() -> None:
    walk = track(with_gap(7.0, 10.0))
    assert directions(walk) == [Direction.FORWARD, Direction.FORWARD, Direction.BACKWARD]


def test_a_recording_without_gaps_has_none_and_no_warning_of_any() -> None:
    walk = track(walked(1)[0])
    assert walk.gaps == ()
    assert not any("gap" in warning for warning in walk.warnings)


def test_times_count_from_the_first_sample_gaps_included() -> None:
    recording = with_gap(7.0, 10.0)
    later = replace(recording, time_s=recording.time_s + 1000.0)
    here, there = track(recording), track(later)
    np.testing.assert_allclose(there.gaps, here.gaps, atol=1e-6)
    assert [step.time_s for step in there.steps] == [step.time_s for step in here.steps]


# what was asked


def test_axes_and_calibration_together_are_refused_with_what_to_do() -> None:
    recording, truth = walked(1)
    with pytest.raises(RetrowalkError) as caught:
        track(recording, mounting=truth.mounting, calibration=(1.0, 16.0))
    assert "both" in caught.value.what
    assert caught.value.remedy


def test_the_placement_is_as_told_then_as_the_file_says_then_assumed_with_a_warning() -> None:
    plain = at_rest(5.0)
    named = replace(plain, placement=Placement.ANKLE)
    told = placement_of(named, Placement.FOOT, [])
    assert (told.placement, told.source, told.warnings) == (Placement.FOOT, "given", ())
    from_file = placement_of(named, None, [])
    assert (from_file.placement, from_file.source) == (Placement.ANKLE, "file")
    assumed = placement_of(plain, None, [])
    assert (assumed.placement, assumed.source) == (Placement.POCKET, "assumed")
    assert any("--placement" in warning for warning in assumed.warnings)


def test_the_answer_names_its_placement_and_source_and_warns_when_it_assumed() -> None:
    recording, _ = walked(1)
    anonymous = replace(recording, placement=None)
    assert track(recording).placement_source == "file"
    assert track(recording, placement=Placement.THIGH).placement is Placement.THIGH
    guessed = track(anonymous)
    assert guessed.placement_source in {"recognised", "assumed"}
    assert any("placement" in warning for warning in guessed.warnings)


def test_the_same_recording_gives_the_same_answer_and_is_not_changed() -> None:
    recording, _ = walked(1)
    before = recording.acceleration_ms2.copy()
    assert track(recording) == track(recording)
    np.testing.assert_array_equal(recording.acceleration_ms2, before)


def test_a_film_run_backward_swaps_the_ways() -> None:
    recording, truth = walked(1)
    walk = track(played_backward(recording), mounting=truth.mounting)
    # the walk there, in reverse, comes last
    assert directions(walk) == [Direction.FORWARD, Direction.BACKWARD]
    assert walk.bouts[1].end_s - walk.bouts[1].start_s == pytest.approx(13.0, abs=2.0)


def test_a_sensor_of_25_hz_is_enough() -> None:
    recording, _ = simulate(
        "stand 2, forward 14, stand 3, backward 14, stand 2",
        style=WalkerStyle.varied(2),
        sensor=SensorModel(rate_hz=25.0, acc_noise_ms2=0.05, gyr_noise_rads=0.01),
        mounting="random",
        seed=2,
    )
    assert directions(track(recording)) == [Direction.FORWARD, Direction.BACKWARD]
