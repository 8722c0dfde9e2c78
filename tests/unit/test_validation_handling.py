"""A handled sensor: same clock, angular rate and turning agree, nothing changes before it."""

from __future__ import annotations

import numpy as np
import pytest
from lab.validation.handling import handled, turned_from, with_gap
from scipy.spatial.transform import Rotation

import retrowalk
from retrowalk.recording import Array, Recording

AT_S, LASTS_S = 4.0, 3.0


@pytest.fixture(scope="module")
def standing() -> Recording:
    recording, _ = retrowalk.simulate("stand 12", placement="waist", sensor="ideal", seed=1)
    return recording


def _axes() -> list[Array]:
    return [np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0]), np.array([1.0, -2.0, 0.5])]


@pytest.mark.parametrize("axis", _axes())
def test_the_gyroscope_adds_up_to_the_turn_that_the_accelerometer_shows(
    standing: Recording, axis: Array
) -> None:
    moved = handled(standing, AT_S, axis=axis, duration_s=LASTS_S, seed=5)
    rate, before = moved.angular_rate_rads, standing.angular_rate_rads
    assert rate is not None
    assert before is not None
    step = np.diff(moved.time_s)[:, None]
    turn = Rotation.identity()
    for part in Rotation.from_rotvec(0.5 * (rate[1:] + rate[:-1]) * step):
        turn = turn * part
    wanted = Rotation.from_rotvec(np.pi * axis / np.linalg.norm(axis))
    # the wearer's own sway adds a little
    assert (turn.inv() * wanted).magnitude() < 0.06
    after = moved.time_s > AT_S + LASTS_S + 0.03
    expected = wanted.inv().apply(standing.acceleration_ms2[after])
    assert np.abs(moved.acceleration_ms2[after] - expected).max() < 1e-6


def test_samples_keep_coming_and_nothing_changes_before(standing: Recording) -> None:
    moved = handled(standing, AT_S, axis=np.array([0.0, 1.0, 0.0]), duration_s=LASTS_S)
    assert np.array_equal(moved.time_s, standing.time_s)
    before = standing.time_s < AT_S - 0.3
    assert np.abs(moved.acceleration_ms2 - standing.acceleration_ms2)[before].max() < 1e-9


def test_a_hand_moves_smoothly(standing: Recording) -> None:
    moved = handled(standing, AT_S, axis=np.array([0.0, 0.0, 1.0]), duration_s=2.0, seed=2)
    rate = moved.angular_rate_rads
    assert rate is not None
    assert np.abs(rate).max() < 12.0
    assert np.abs(np.diff(rate, axis=0)).max() < 1.5
    size = np.linalg.norm(moved.acceleration_ms2, axis=1)
    assert size.min() > 5.0
    assert size.max() < 17.0


def test_a_handled_recording_without_gyroscope_stays_without(standing: Recording) -> None:
    blind = Recording(standing.time_s, standing.acceleration_ms2)
    moved = handled(blind, AT_S, axis=np.array([0.0, 0.0, 1.0]))
    assert moved.angular_rate_rads is None


def test_a_remounted_sensor_reads_the_same_turned(standing: Recording) -> None:
    turn = Rotation.from_rotvec([0.0, np.pi / 2, 0.0])
    moved = turned_from(standing, 6.0, turn)
    later = standing.time_s >= 6.0
    assert np.array_equal(moved.acceleration_ms2[~later], standing.acceleration_ms2[~later])
    back = turn.apply(moved.acceleration_ms2[later])
    assert np.allclose(back, standing.acceleration_ms2[later])


def test_a_gap_has_no_samples(standing: Recording) -> None:
    holed = with_gap(standing, 3.0, 9.0)
    (gap,) = holed.gaps()
    assert gap == pytest.approx((3.0, 9.0), abs=0.02)
