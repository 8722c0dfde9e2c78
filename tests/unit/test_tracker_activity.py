"""A tracked walk as an activity: laps, totals, a row a second, and nothing invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import retrowalk
from retrowalk import Channel, Direction, Positions, RetrowalkError, session_of
from retrowalk.recording import Recording
from retrowalk.session import COLUMNS, UNITS
from retrowalk.tracker.activity import PAUSE_S
from retrowalk.tracker.base import Walk

START = dt.datetime(2026, 10, 24, 23, 59, 40, tzinfo=dt.UTC)


@cache
def recorded() -> Recording:
    recording, _ = retrowalk.simulate("forward 15, stand 5, backward 30", seed=1)
    return replace(recording, start_utc=START, zone="Europe/Berlin", device="a phone")


@cache
def walked() -> Walk:
    return retrowalk.track(recorded())


def test_laps_are_the_bouts_and_totals_their_sums() -> None:
    walk, session = walked(), session_of(walked(), recorded())
    assert [lap.direction for lap in session.laps] == [Direction.FORWARD, Direction.BACKWARD]
    assert [(lap.start_s, lap.end_s) for lap in session.laps] == [
        (bout.start_s, bout.end_s) for bout in walk.bouts
    ]
    totals = session.totals
    assert totals.steps is not None
    assert totals.steps.value == len(walk.steps)
    assert totals.backward_steps == walk.summary.backward.steps
    assert totals.backward_distance_m == walk.summary.backward.distance_m
    assert session.laps[0].totals.backward_steps is None
    assert session.laps[1].totals.backward_steps == walk.bouts[1].steps
    for name, unit in UNITS.items():
        told = getattr(totals, name)
        assert told is None or told.unit == unit
        if told is not None:
            assert told.low is not None
            assert told.low < told.high
    speeds = [bout.speed_mps.value for bout in walk.bouts]
    assert totals.speed_mps is not None
    assert min(speeds) < totals.speed_mps.value < max(speeds)  # type: ignore[type-var,operator]
    assert (totals.energy_kcal, totals.ascent_m, totals.heart_rate_bpm) == (None, None, None)


def test_the_course_counts_second_by_second() -> None:
    walk, course = walked(), session_of(walked(), recorded()).course
    assert course is not None
    assert course.steps is not None
    assert course.backward_steps is not None
    assert course.time_s[-1] == walk.duration_s
    assert list(course.time_s[:3]) == [0.0, 1.0, 2.0]
    assert course.steps[-1] == len(walk.steps)
    assert (np.diff(course.steps) >= 0).all()
    assert course.backward_steps[-1] == walk.summary.backward.steps.value
    assert course.direction is not None
    assert course.direction[:-1] == tuple(s.direction for s in walk.seconds)
    assert course.direction[-1] is None
    assert course.cadence_spm is not None
    walking = np.isfinite(course.cadence_spm)
    assert 35 <= walking.sum() <= 46
    assert 60.0 < np.nanmin(course.cadence_spm) < np.nanmax(course.cadence_spm) < 150.0
    untold = set(COLUMNS) - {"steps", "backward_steps", "cadence_spm"}
    assert all(getattr(course, name) is None for name in untold)


def test_pauses_lie_between_bouts() -> None:
    walk, session = walked(), session_of(walked(), recorded())
    assert len(session.pauses) == 1
    ((start_s, end_s),) = session.pauses
    assert (start_s, end_s) == (walk.bouts[0].end_s, walk.bouts[1].start_s)
    assert end_s - start_s >= PAUSE_S


def test_the_recordings_own_channels_come_along() -> None:
    time_s = np.arange(0.2, 40.0, 1.0)
    nothing = np.full(len(time_s), np.nan)
    recording = replace(
        recorded(),
        time_s=recorded().time_s + 100.0,
        heart_rate_bpm=Channel(np.array([103.3, 108.4, 119.0]), np.array([90.0, 110.0, np.nan])),
        positions=Positions(
            time_s + 100.0, 47 + time_s * 1e-5, 8 + 0 * time_s, 1.0 + 0 * time_s, nothing, nothing
        ),
    )
    session = session_of(retrowalk.track(recording), recording)
    assert session.start_utc == START + dt.timedelta(seconds=100.0)
    course = session.course
    assert course is not None
    assert course.heart_rate_bpm is not None
    assert np.flatnonzero(np.isfinite(course.heart_rate_bpm)).tolist() == [3, 8]
    assert session.totals.heart_rate_bpm is not None
    assert session.totals.most_heart_rate_bpm is not None
    assert session.totals.heart_rate_bpm.value == 100.0
    assert session.totals.most_heart_rate_bpm.value == 110.0
    assert course.latitude_deg is not None
    assert course.latitude_deg[:3] == pytest.approx(47 + time_s[:3] * 1e-5)
    assert np.isnan(course.latitude_deg[-5:]).all()
    assert course.speed_mps is not None
    assert (course.heading_deg, course.accuracy_m, course.distance_m) == (None, None, None)


def test_a_gap_has_no_rows() -> None:
    whole = recorded()
    keep = (whole.time_s < 25.0) | (whole.time_s > 33.0)
    assert whole.angular_rate_rads is not None
    recording = replace(
        whole,
        time_s=whole.time_s[keep],
        acceleration_ms2=whole.acceleration_ms2[keep],
        angular_rate_rads=whole.angular_rate_rads[keep],
        magnetic_field_ut=None,
    )
    session = session_of(retrowalk.track(recording), recording)
    assert session.course is not None
    inside = (session.course.time_s > 25.0) & (session.course.time_s < 33.0)
    assert not inside.any()
    assert any(start_s < 26.0 and end_s > 32.0 for start_s, end_s in session.pauses)


def test_midnight_and_the_change_of_clocks_do_not_matter() -> None:
    session = session_of(walked(), recorded())
    assert session.start_utc == START
    assert session.zone == "Europe/Berlin"
    assert session.elapsed_s == walked().duration_s
    assert session.device == "a phone"


def test_a_walk_without_its_recording_still_knows_its_start() -> None:
    session = session_of(walked())
    assert session.start_utc == START
    assert session.zone is None
    assert session.course is not None


def test_without_a_start_there_is_no_activity() -> None:
    unknown = replace(recorded(), start_utc=None)
    with pytest.raises(RetrowalkError, match="does not say when it began"):
        session_of(replace(walked(), start_utc=None), unknown)


def test_a_direction_that_is_unknown_is_not_nothing() -> None:
    recording = replace(recorded(), angular_rate_rads=None)
    walk = retrowalk.track(recording)
    assert not walk.summary.backward.steps.known
    session = session_of(walk, recording)
    assert session.totals.backward_steps is not None
    assert not session.totals.backward_steps.known
    assert session.totals.backward_steps.reason
    assert session.course is not None
    assert session.course.backward_steps is None
    assert all(lap.probability is None and lap.reason for lap in session.laps)


def test_where_nobody_walked_nothing_is_told_of_speed() -> None:
    still, _ = retrowalk.simulate("stand 12", seed=1)
    still = replace(still, start_utc=START)
    session = session_of(retrowalk.track(still), still)
    assert session.sport == ""
    assert (session.laps, session.totals.speed_mps) == ((), None)
    assert session.pauses == ((0.0, session.elapsed_s),)
