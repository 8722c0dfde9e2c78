"""What was learnt of the mounting ends where the device may have been taken off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.simulate import simulate
from retrowalk.tracker import Bout, Direction, track


def _with_gap(seconds: float) -> Recording:
    """A walk forward and backward, then a gap, then the same walk again."""
    walk, _ = simulate("stand 2, forward 14, stand 3, backward 14, stand 2", seed=5)
    again = walk.time_s + walk.duration_s + seconds
    assert walk.angular_rate_rads is not None
    return replace(
        walk,
        time_s=np.concatenate([walk.time_s, again]),
        acceleration_ms2=np.vstack([walk.acceleration_ms2] * 2),
        angular_rate_rads=np.vstack([walk.angular_rate_rads] * 2),
    )


def _after(bouts: tuple[Bout, ...], start_s: float) -> list[Bout]:
    return [bout for bout in bouts if bout.start_s > start_s]


def test_a_calibration_ends_at_a_gap_of_over_five_seconds() -> None:
    recording = _with_gap(6.0)
    walk = track(recording, placement=Placement.POCKET, calibration=(1.0, 17.0))
    late = _after(walk.bouts, 36.0)
    assert [bout.direction for bout in walk.bouts[:2]] == [Direction.FORWARD, Direction.BACKWARD]
    assert late
    assert {bout.direction for bout in late} == {Direction.UNKNOWN}
    assert all("calibrate again" in (bout.reason or "") for bout in late)
    assert all(bout.steps.value for bout in late)


def test_a_calibration_after_the_gap_holds_after_the_gap() -> None:
    recording = _with_gap(6.0)
    walk = track(recording, placement=Placement.POCKET, calibration=(42.0, 58.0))
    late = _after(walk.bouts, 36.0)
    assert [bout.direction for bout in late] == [Direction.FORWARD, Direction.BACKWARD]
    assert walk.bouts[0].direction is Direction.UNKNOWN


def test_a_calibration_survives_a_short_gap() -> None:
    walk = track(_with_gap(2.0), placement=Placement.POCKET, calibration=(1.0, 17.0))
    late = _after(walk.bouts, 36.0)
    assert [bout.direction for bout in late] == [Direction.FORWARD, Direction.BACKWARD]


def test_a_device_put_back_turned_round_is_learnt_anew_after_a_gap() -> None:
    recording = _with_gap(6.0)
    half = len(recording.time_s) // 2
    turn = Mounting.from_axes("forward=-x,up=+z").body_from_sensor
    rate = recording.angular_rate_rads
    assert rate is not None
    turned = replace(
        recording,
        acceleration_ms2=np.vstack(
            [recording.acceleration_ms2[:half], recording.acceleration_ms2[half:] @ turn.T]
        ),
        angular_rate_rads=np.vstack([rate[:half], rate[half:] @ turn.T]),
    )
    walk = track(turned, placement=Placement.POCKET)
    assert [bout.direction for bout in walk.bouts] == [
        Direction.FORWARD,
        Direction.BACKWARD,
        Direction.FORWARD,
        Direction.BACKWARD,
    ]


def test_a_calibration_outside_the_recording_is_refused_with_a_remedy() -> None:
    recording, _ = simulate("stand 2, forward 10, stand 2", seed=1)
    with pytest.raises(RetrowalkError, match="walk forward"):
        track(recording, placement=Placement.POCKET, calibration=(100.0, 120.0))


def test_without_any_direction_the_totals_of_each_direction_are_unknown() -> None:
    recording, _ = simulate("stand 2, backward 14, stand 2", placement=Placement.WAIST, seed=1)
    walk = track(recording, placement=Placement.WAIST)
    assert walk.summary.unknown.steps.value
    for totals in (walk.summary.backward, walk.summary.forward, walk.summary.sideways):
        assert totals.steps.value is None
        assert "calibration" in (totals.steps.reason or "")
