"""Step times of known variability and asymmetry, measured back."""

from __future__ import annotations

import numpy as np
import pytest

from retrowalk.estimate import Estimate
from retrowalk.recording import Array
from retrowalk.tracker.steadiness import steadiness, stride_ratio
from retrowalk.tracker.timebase import RATE_HZ

STILL = [1.0] * 10


def samples(step_times_s: Array) -> Array:
    return np.asarray(100.0 + RATE_HZ * np.concatenate([[0.0], np.cumsum(step_times_s)]))


def told(found: Estimate) -> tuple[float, float, float]:
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return found.value, found.low, found.high


@pytest.mark.parametrize("cv", [0.02, 0.05, 0.10])
def test_the_variability_of_step_times_is_measured_back(cv: float) -> None:
    times = 0.55 * (1 + cv * np.random.default_rng(1).normal(size=2000))
    value, low, high = told(steadiness(samples(times), None).step_time_cv)
    assert value == pytest.approx(cv, rel=0.06)
    assert low <= cv <= high


def test_its_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = []
    for seed in range(300):
        times = 0.55 * (1 + 0.04 * np.random.default_rng(seed).normal(size=60))
        _, low, high = told(steadiness(samples(times), None).step_time_cv)
        held.append(low <= 0.04 <= high)
    assert np.mean(held) >= 0.85


@pytest.mark.parametrize("difference", [0.0, 0.05, 0.2])
def test_the_difference_between_the_feet_is_asymmetry_and_not_variability(
    difference: float,
) -> None:
    times = 0.55 * (1 + 0.5 * difference * np.tile([1.0, -1.0], 40))
    found = steadiness(samples(times), STILL)
    assert told(found.step_time_cv)[0] == pytest.approx(0.0, abs=1e-9)
    assert told(found.step_time_asymmetry)[0] == pytest.approx(difference, abs=1e-9)


def test_asymmetry_is_measured_through_variability() -> None:
    rng = np.random.default_rng(2)
    times = 0.55 * (1 + 0.05 * np.tile([1.0, -1.0], 200) + 0.03 * rng.normal(size=400))
    value, low, high = told(steadiness(samples(times), STILL).step_time_asymmetry)
    assert value == pytest.approx(0.10, abs=0.01)
    assert low <= 0.10 <= high


def test_which_foot_is_first_does_not_matter() -> None:
    times = 0.55 * (1 + 0.05 * np.tile([1.0, -1.0], 40))
    here = told(steadiness(samples(times), STILL).step_time_asymmetry)
    there = told(steadiness(samples(-times + 1.1), STILL).step_time_asymmetry)
    assert there == pytest.approx(here)


def test_a_leg_shows_no_difference_between_the_feet_and_says_so() -> None:
    found = steadiness(samples(np.full(40, 0.55)), None)
    assert found.step_time_cv.known
    for one in (found.step_time_asymmetry, found.harmonic_ratio):
        assert not one.known
        assert "away from the trunk" in str(one.reason)


def test_too_few_strides_are_measured_not_at_all() -> None:
    found = steadiness(samples(np.full(6, 0.55)), STILL)
    for one in (found.step_time_cv, found.step_time_asymmetry, found.harmonic_ratio):
        assert not one.known
        assert "fewer than" in str(one.reason)
    assert steadiness(samples(np.full(7, 0.55)), STILL).step_time_cv.known


@pytest.mark.parametrize("uneven", [0.1, 0.5])
def test_the_harmonic_ratio_is_that_of_the_step_to_the_stride(uneven: float) -> None:
    step = 25.0  # samples; a stride is 50
    at = np.arange(2000)
    lift = np.sin(2 * np.pi * at / step) + uneven * np.sin(np.pi * at / step)
    ratios = [stride_ratio(lift[start : start + 50]) for start in range(100, 1500, 50)]
    found = steadiness(samples(np.full(39, step / RATE_HZ)), ratios)
    assert told(found.harmonic_ratio)[0] == pytest.approx(1.0 / uneven, rel=0.02)
