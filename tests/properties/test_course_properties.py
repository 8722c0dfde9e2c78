"""What must hold for course and impulse, however the world, the clock and the device are turned."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from retrowalk.recording import Array, Channel, Positions, Recording
from retrowalk.simulate import SatelliteModel, WalkerStyle, simulate
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.course import course_evidence
from retrowalk.tracker.ground import EARTH_RADIUS_M
from retrowalk.tracker.impulse import movements
from retrowalk.tracker.timebase import stretches
from retrowalk.tracker.turning import turning

few = settings(max_examples=8, deadline=None, derandomize=True)
people = st.integers(0, 3)
PLAN = "stand 2, forward 10 turn 60, stand 3, backward 10, turn 90, stand 2, left 8, stand 2"
ANCHOR = (0.0, 13.0)


@cache
def walked(person: int) -> Recording:
    recording, _ = simulate(
        PLAN,
        style=WalkerStyle.varied(person),
        placement="wrist",
        sensor="browser",
        satellites=SatelliteModel(latitude_deg=0.0),
        seed=person,
    )
    return recording


def told(recording: Recording) -> Array:
    """Return (h, 3): log-odds of forward and of sideways, and sigma; infinite as 999."""
    motions = [motion_of(part) for part in stretches(recording)]
    hops = course_evidence(recording, motions, ANCHOR)
    return np.array(
        [(h.log_odds_forward, h.sideways_log_odds, min(h.sigma_deg, 999.0)) for h in hops]
    )


def moved(positions: Positions, linear: Array) -> Positions:
    """Apply a (2, 2) rotation or mirror to east and north about the first position."""
    east = np.radians(positions.longitude_deg - positions.longitude_deg[0]) * EARTH_RADIUS_M
    north = np.radians(positions.latitude_deg - positions.latitude_deg[0]) * EARTH_RADIUS_M
    east, north = linear @ np.stack([east, north])
    course = np.radians(positions.course_deg)
    x, y = linear @ np.stack([np.sin(course), np.cos(course)])
    return replace(
        positions,
        latitude_deg=positions.latitude_deg[0] + np.degrees(north / EARTH_RADIUS_M),
        longitude_deg=positions.longitude_deg[0] + np.degrees(east / EARTH_RADIUS_M),
        course_deg=np.degrees(np.arctan2(x, y)) % 360.0,
    )


def with_positions(recording: Recording, linear: Array) -> Recording:
    assert recording.positions is not None
    return replace(recording, positions=moved(recording.positions, linear))


def with_turned_device(recording: Recording, turn: Rotation) -> Recording:
    assert recording.angular_rate_rads is not None
    return replace(
        recording,
        acceleration_ms2=turn.apply(recording.acceleration_ms2.copy()),
        angular_rate_rads=turn.apply(recording.angular_rate_rads.copy()),
    )


@few
@given(person=people, north_deg=st.floats(0.0, 360.0))
def test_where_north_lies_changes_nothing(person: int, north_deg: float) -> None:
    a = np.radians(north_deg)
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    recording = walked(person)
    assert told(with_positions(recording, turn)) == pytest.approx(told(recording), abs=1e-3)


@few
@given(person=people)
def test_a_mirrored_world_changes_nothing(person: int) -> None:
    recording = walked(person)
    assert recording.angular_rate_rads is not None
    # left and right change: the sensor's y axis here, and east against west
    mirrored = replace(
        with_positions(recording, np.diag([-1.0, 1.0])),
        acceleration_ms2=recording.acceleration_ms2 * [1.0, -1.0, 1.0],
        angular_rate_rads=recording.angular_rate_rads * [-1.0, 1.0, -1.0],
    )
    assert told(mirrored) == pytest.approx(told(recording), abs=1e-3)


@few
@given(person=people, shift_s=st.floats(-1e5, 1e5))
def test_when_the_clock_began_changes_nothing(person: int, shift_s: float) -> None:
    recording = walked(person)
    assert recording.positions is not None
    later = replace(
        recording,
        time_s=recording.time_s + shift_s,
        positions=replace(recording.positions, time_s=recording.positions.time_s + shift_s),
    )
    assert told(later) == pytest.approx(told(recording), abs=0.02)


@few
@given(person=people, seed=st.integers(0, 1000))
def test_how_the_device_sits_changes_nothing(person: int, seed: int) -> None:
    turn = Rotation.random(rng=np.random.default_rng(seed))
    recording = walked(person)
    assert told(with_turned_device(recording, turn)) == pytest.approx(told(recording), abs=1e-3)


@few
@given(person=people)
def test_turning_the_travel_after_the_anchor_turns_the_answer_round(person: int) -> None:
    recording = walked(person)
    assert recording.positions is not None
    # the way back is mirrored at the place where the walker stood after the anchor
    later = recording.positions.time_s > 14.0
    turned = moved(recording.positions, -np.eye(2))
    at = int(np.flatnonzero(later)[0])
    mixed = {
        name: np.where(later, getattr(turned, name), getattr(recording.positions, name))
        for name in ("latitude_deg", "longitude_deg", "course_deg")
    }
    for name in ("latitude_deg", "longitude_deg"):
        gap = getattr(recording.positions, name)[at] - getattr(turned, name)[at]
        mixed[name] = np.where(later, mixed[name] + gap, mixed[name])
    other = replace(recording, positions=replace(recording.positions, **mixed))
    back = slice(37, 46)  # inside the backward walk
    one, two = told(recording)[back, 0], told(other)[back, 0]
    assert (one <= 0.0).all()
    assert (two >= 0.0).all()
    assert one.min() < -3.0
    assert two.max() > 3.0


@few
@given(person=people, offset_deg=st.floats(-180.0, 180.0))
def test_a_compass_that_is_wrong_by_a_constant_changes_nothing(
    person: int, offset_deg: float
) -> None:
    recording = walked(person)
    turned = turning([motion_of(part) for part in stretches(recording)])
    at = np.arange(0.0, recording.duration_s, 0.1)
    heading = -np.degrees(turned.at(at))
    one, other = (
        told(replace(recording, heading_deg=Channel(at, (heading + off) % 360.0)))
        for off in (0.0, offset_deg)
    )
    assert other == pytest.approx(one, abs=1e-3)


@few
@given(person=people, seed=st.integers(0, 1000))
def test_an_impulse_turns_with_the_device(person: int, seed: int) -> None:
    turn = Rotation.random(rng=np.random.default_rng(seed))
    front = np.array([1.0, 0.0, 0.0])
    plain, turned = (
        next(motion_of(part) for part in stretches(recording))
        for recording in (walked(person), with_turned_device(walked(person), turn))
    )
    for one, other in zip(movements(plain), movements(turned), strict=True):
        assert other.log_odds(turned, turn.apply(front)) == pytest.approx(
            one.log_odds(plain, front), abs=1e-3
        )


@few
@given(person=people)
def test_an_impulse_changes_sign_with_the_front(person: int) -> None:
    (motion,) = (motion_of(part) for part in stretches(walked(person)))
    front = np.array([1.0, 0.0, 0.0])
    for movement in movements(motion):
        assert movement.log_odds(motion, -front) == -movement.log_odds(motion, front)
