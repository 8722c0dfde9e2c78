"""What an arm may tell and what it must leave unknown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.motions import walked, without_gyroscope

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement
from retrowalk.tracker import Direction, track

ARMS = (Placement.WRIST, Placement.HAND)


@pytest.mark.parametrize("placement", ARMS)
def test_jogging_is_not_walking_backward(placement: Placement) -> None:
    for seed in range(4):
        recording, truth = walked(seed, placement, "stand 2, jog 14, stand 2")
        walk = track(recording, mounting=truth.mounting)
        assert Direction.BACKWARD not in {bout.direction for bout in walk.bouts}, seed


@pytest.mark.parametrize("placement", ARMS)
def test_after_a_gap_the_front_is_not_known_any_more(placement: Placement) -> None:
    recording, _ = walked(1, placement)
    rate = recording.angular_rate_rads
    assert rate is not None
    again = recording.time_s + recording.duration_s + 7.0
    doubled = replace(
        recording,
        time_s=np.concatenate([recording.time_s, again]),
        acceleration_ms2=np.vstack([recording.acceleration_ms2] * 2),
        angular_rate_rads=np.vstack([rate] * 2),
    )
    walk = track(doubled, calibration=(1.0, 17.0))
    late = [bout for bout in walk.bouts if bout.start_s > recording.duration_s]
    assert late
    assert {bout.direction for bout in late} == {Direction.UNKNOWN}
    assert all("calibrate again" in str(bout.reason) for bout in late)


def test_without_a_gyroscope_nothing_is_told_of_an_arm() -> None:
    recording, truth = walked(1, Placement.WRIST)
    walk = track(without_gyroscope(recording), mounting=truth.mounting)
    assert {bout.direction for bout in walk.bouts} <= {Direction.UNKNOWN}


def test_axes_and_calibration_together_are_refused() -> None:
    recording, truth = walked(1, Placement.WRIST)
    with pytest.raises(RetrowalkError, match="both"):
        track(recording, mounting=truth.mounting, calibration=(1.0, 17.0))
