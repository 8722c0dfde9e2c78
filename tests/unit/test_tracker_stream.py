"""The live form: what it tells, when, and what it refuses."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from tests.motions import at_rest, cut, walked, without_gyroscope

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import Truth
from retrowalk.tracker import (
    BoutEvent,
    Direction,
    DirectionEvent,
    Event,
    NoticeEvent,
    StepEvent,
    Tracker,
    calibrate,
    track,
)

THERE_AND_BACK = "stand 2, forward 14, backward 14, stand 5"
LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)


def heard(tracker: Tracker, recording: Recording, size: int = 6) -> list[tuple[float, Event]]:
    """Return every event with the time of the last sample pushed when it came."""
    told = []
    for part in cut(recording, [size]):
        told += [(float(part.time_s[-1]), event) for event in tracker.push(part)]
    return told + [(recording.duration_s, event) for event in tracker.finish()]


def first_contact(truth: Truth) -> float:
    """Return when the first step backward comes down: before that there is nothing to hear."""
    return next(c.time_s for c in truth.contacts if c.direction is Direction.BACKWARD)


def delay_s(seed: int, placement: Placement) -> float:
    """Return how long after the first step backward the change is heard."""
    recording, truth = walked(seed, placement, THERE_AND_BACK)
    known = calibrate(recording.part(1.0, 16.0), placement)
    tracker = Tracker(placement, calibration=known)
    change = first_contact(truth)
    first = next(
        now
        for now, event in heard(tracker, recording)
        if isinstance(event, DirectionEvent)
        and event.direction is Direction.BACKWARD
        and event.time_s > change - 1.5
    )
    return first - change


@pytest.mark.parametrize("placement", LEGS)
def test_a_change_of_direction_is_heard_within_three_seconds_on_a_leg(
    placement: Placement,
) -> None:
    delays = [delay_s(seed, placement) for seed in range(8)]
    assert np.median(delays) <= 2.5
    assert np.quantile(delays, 0.75) <= 3.0
    assert max(delays) <= 3.5


def test_a_change_of_direction_is_heard_within_six_seconds_at_the_waist() -> None:
    delays = [delay_s(seed, Placement.WAIST) for seed in range(8)]
    assert np.median(delays) <= 5.0
    assert max(delays) <= 6.0


def test_each_half_second_is_told_at_most_once_and_in_order() -> None:
    recording, _ = walked(1, Placement.ANKLE, THERE_AND_BACK)
    times = [
        event.time_s
        for _, event in heard(Tracker(Placement.ANKLE), recording)
        if isinstance(event, DirectionEvent)
    ]
    assert times == sorted(set(times))
    assert all((2 * time).is_integer() for time in times)


def test_steps_are_heard_while_walking_and_are_those_of_the_bouts() -> None:
    recording, _ = walked(2, Placement.POCKET, THERE_AND_BACK)
    told = heard(Tracker(Placement.POCKET), recording)
    steps = [event.time_s for _, event in told if isinstance(event, StepEvent)]
    of_bouts = [
        step.time_s for _, event in told if isinstance(event, BoutEvent) for step in event.steps
    ]
    # turning points at first, contacts once the direction is known
    assert len(steps) == len(of_bouts)
    np.testing.assert_allclose(steps, of_bouts, atol=0.35)
    # once a walk is recognised, a step is heard within five seconds
    late = [now - event.time_s for now, event in told if isinstance(event, StepEvent)]
    assert np.median(late) <= 5.0


def test_a_gap_is_told_and_nothing_is_counted_through_it() -> None:
    recording, _ = walked(1)
    keep = (recording.time_s < 7.0) | (recording.time_s >= 10.0)
    rate = recording.angular_rate_rads
    assert rate is not None
    holed = replace(
        recording,
        time_s=recording.time_s[keep],
        acceleration_ms2=recording.acceleration_ms2[keep],
        angular_rate_rads=rate[keep],
    )
    told = [event for _, event in heard(Tracker(Placement.POCKET), holed, 50)]
    (notice,) = [event for event in told if isinstance(event, NoticeEvent)]
    assert notice.time_s == pytest.approx(7.0, abs=0.05)
    assert "gap" in notice.text
    assert not [e for e in told if isinstance(e, StepEvent) and 7.0 < e.time_s < 10.0]


def test_resting_for_long_tells_nothing_and_keeps_nothing() -> None:
    tracker = Tracker(Placement.WAIST)
    rest = at_rest(120.0)
    assert [event for part in cut(rest, [500]) for event in tracker.push(part)] == []
    assert tracker.finish() == ()


def test_without_a_gyroscope_it_counts_and_says_why_there_is_no_direction() -> None:
    recording, _ = walked(1, Placement.WAIST)
    plain = without_gyroscope(recording)
    told = heard(Tracker(Placement.WAIST, has_gyroscope=False), plain, 100)
    bouts = [event.bout for _, event in told if isinstance(event, BoutEvent)]
    assert bouts
    assert {bout.direction for bout in bouts} == {Direction.UNKNOWN}
    assert all("gyroscope" in str(bout.reason) for bout in bouts)


def test_nothing_pushed_is_nothing_told() -> None:
    assert Tracker(Placement.FOOT).finish() == ()
    nothing = Recording(np.empty(0), np.empty((0, 3)), np.empty((0, 3)))
    assert Tracker(Placement.FOOT).push(nothing) == ()


def test_samples_that_go_back_are_refused_with_the_place_and_a_remedy() -> None:
    recording, _ = walked(1)
    tracker = Tracker(Placement.POCKET)
    tracker.push(recording.part(0.0, 5.0))
    with pytest.raises(RetrowalkError, match="go back") as caught:
        tracker.push(recording.part(4.0, 6.0))
    assert "4.0" in str(caught.value)
    assert caught.value.remedy


def test_samples_out_of_order_within_one_push_are_refused() -> None:
    recording, _ = walked(0, Placement.POCKET, "forward 4")
    order = np.arange(len(recording.time_s))
    order[[30, 31]] = order[[31, 30]]
    rate = recording.angular_rate_rads
    assert rate is not None
    mixed = Recording(recording.time_s[order], recording.acceleration_ms2[order], rate[order])
    with pytest.raises(RetrowalkError, match="go back"):
        Tracker(Placement.POCKET).push(mixed)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e9])
def test_a_sample_that_no_sensor_tells_is_left_out(value: float) -> None:
    recording, _ = walked(1, Placement.FOOT, THERE_AND_BACK)
    rate = recording.angular_rate_rads
    assert rate is not None
    broken, force = rate.copy(), recording.acceleration_ms2.copy()
    broken[400:403, 1] = value
    force[900, 2] = value
    told = heard(
        Tracker(Placement.FOOT),
        replace(recording, angular_rate_rads=broken, acceleration_ms2=force),
    )
    plain = heard(Tracker(Placement.FOOT), recording)
    steps = [[event for _, event in one if isinstance(event, StepEvent)] for one in (told, plain)]
    assert abs(len(steps[0]) - len(steps[1])) <= 1
    ways = [
        [event.bout.direction for _, event in one if isinstance(event, BoutEvent)]
        for one in (told, plain)
    ]
    assert ways[0] == ways[1] == [Direction.FORWARD, Direction.BACKWARD]


def test_a_second_of_them_is_a_gap() -> None:
    recording, _ = walked(1, Placement.POCKET, THERE_AND_BACK)
    force = recording.acceleration_ms2.copy()
    force[600:660] = np.nan
    told = heard(Tracker(Placement.POCKET), replace(recording, acceleration_ms2=force))
    assert any(
        isinstance(event, NoticeEvent) and "a gap of 1.0 s" in event.text for _, event in told
    )


@pytest.mark.parametrize("size", [1, 7, 50])
def test_a_short_gap_right_after_a_push_does_not_end_the_calibration(size: int) -> None:
    recording, _ = walked(2, Placement.WAIST, "stand 2, forward 14, stand 4, backward 14, stand 4")
    known = calibrate(recording.part(1.0, 16.0), Placement.WAIST)
    at = int(np.searchsorted(recording.time_s, 17.5)) // size * size
    keep = np.ones(len(recording.time_s), dtype=bool)
    keep[at : at + round(recording.rate_hz)] = False
    rate = recording.angular_rate_rads
    assert rate is not None
    cut_out = Recording(recording.time_s[keep], recording.acceleration_ms2[keep], rate[keep])
    told = heard(Tracker(Placement.WAIST, calibration=known), cut_out, size)
    notices = [event.text for _, event in told if isinstance(event, NoticeEvent)]
    assert len(notices) == 1
    assert "nothing is counted there" in notices[0]


def test_a_gyroscope_that_comes_or_goes_is_refused() -> None:
    recording, _ = walked(1)
    with pytest.raises(RetrowalkError, match="angular rate"):
        Tracker(Placement.POCKET).push(without_gyroscope(recording))
    with pytest.raises(RetrowalkError, match="angular rate"):
        Tracker(Placement.POCKET, has_gyroscope=False).push(recording)


def test_a_calibration_of_another_placement_is_refused() -> None:
    recording, _ = walked(1, Placement.POCKET)
    known = calibrate(recording.part(1.0, 17.0), Placement.POCKET)
    with pytest.raises(RetrowalkError, match="made at the pocket"):
        Tracker(Placement.ANKLE, calibration=known)


def test_a_calibration_made_before_serves_batch_and_live() -> None:
    recording, _ = walked(3, Placement.WAIST)
    known = calibrate(recording.part(1.0, 17.0), Placement.WAIST)
    walk = track(recording, calibration=known)
    told = heard(Tracker(Placement.WAIST, calibration=known), recording, 60)
    bouts = tuple(event.bout for _, event in told if isinstance(event, BoutEvent))
    assert [b.direction for b in bouts] == [Direction.FORWARD, Direction.BACKWARD]
    assert [b.steps for b in bouts] == [b.steps for b in walk.bouts]


def swinging(minutes: int) -> Iterator[Recording]:
    """Yield a leg that swings evenly and never stops, ten seconds at a time."""
    omega = 2.0 * np.pi * 0.9
    for from_s in range(0, 60 * minutes, 10):
        time_s = from_s + np.arange(500) / 50.0
        angle = 0.4 * np.sin(omega * time_s)
        force = np.column_stack(
            [9.8 * np.sin(angle), 0.0 * angle, 9.8 * np.cos(angle) + np.sin(2.0 * omega * time_s)]
        )
        rate = np.zeros_like(force)
        rate[:, 1] = -0.4 * omega * np.cos(omega * time_s)
        yield Recording(time_s=time_s, acceleration_ms2=force, angular_rate_rads=rate)


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE])
def test_a_walk_that_never_stops_is_told_every_ten_minutes_and_keeps_no_more(
    placement: Placement,
) -> None:
    tracker = Tracker(placement)
    at_s = []
    kept = []
    tracemalloc.start()
    for part in swinging(45):
        for event in tracker.push(part):
            if isinstance(event, BoutEvent):
                at_s.append(part.time_s[-1])
                kept.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert len(at_s) == 4
    assert np.diff(at_s) == pytest.approx(600.0, abs=12.0)
    assert kept[-1] - kept[0] < 0.2 * 2**20
