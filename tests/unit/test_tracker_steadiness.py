"""Step times of known variability and asymmetry, measured back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrowalk.estimate import Estimate
from retrowalk.recording import Array
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.steadiness import steadiness
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.trunk import Trunk

TRUNK = Trunk(tuple(range(0, 36, 2)), (2.0,) * 18, 0.0, 0.0, 1.0)


def timing(step_times_s: Array, noise: float = 0.0) -> Timing:
    samples = 100.0 + RATE_HZ * np.concatenate([[0.0], np.cumsum(step_times_s)])
    return Timing(samples, np.arange(len(samples)), np.ones(len(samples)), noise)


def told(found: Estimate) -> tuple[float, float, float]:
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return found.value, found.low, found.high


@pytest.mark.parametrize("cv", [0.02, 0.05, 0.10])
def test_the_variability_of_step_times_is_measured_back(cv: float) -> None:
    times = 0.55 * (1 + cv * np.random.default_rng(1).normal(size=2000))
    value, low, high = told(steadiness(timing(times), None).step_time_cv)
    assert value == pytest.approx(cv, rel=0.06)
    assert low <= cv <= high


def test_its_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = []
    for seed in range(300):
        times = 0.55 * (1 + 0.04 * np.random.default_rng(seed).normal(size=60))
        _, low, high = told(steadiness(timing(times), None).step_time_cv)
        held.append(low <= 0.04 <= high)
    assert np.mean(held) >= 0.85


@pytest.mark.parametrize("difference", [0.0, 0.05, 0.2])
def test_the_difference_between_the_feet_is_asymmetry_and_not_variability(
    difference: float,
) -> None:
    times = 0.55 * (1 + 0.5 * difference * np.tile([1.0, -1.0], 40))
    found = steadiness(timing(times), TRUNK)
    assert told(found.step_time_cv)[0] == pytest.approx(0.0, abs=1e-9)
    assert told(found.step_time_asymmetry)[0] == pytest.approx(difference, abs=1e-9)


def test_asymmetry_is_measured_through_variability() -> None:
    rng = np.random.default_rng(2)
    times = 0.55 * (1 + 0.05 * np.tile([1.0, -1.0], 200) + 0.03 * rng.normal(size=400))
    value, low, high = told(steadiness(timing(times), TRUNK).step_time_asymmetry)
    assert value == pytest.approx(0.10, abs=0.01)
    assert low <= 0.10 <= high


@pytest.mark.parametrize("early", [-4.0, -0.5, 2.0])
def test_a_foot_that_was_timed_too_early_does_not_make_a_walk_uneven(early: float) -> None:
    even = timing(np.full(60, 0.55))
    shifted = replace(even, samples=even.samples - early * (even.numbers % 2))
    found = steadiness(shifted, replace(TRUNK, apart=early))
    assert told(found.step_time_asymmetry)[0] == pytest.approx(0.0, abs=1e-9)
    assert told(found.step_time_cv)[0] == pytest.approx(0.0, abs=1e-9)


def test_how_well_the_feet_can_be_compared_widens_the_interval() -> None:
    times = timing(0.55 * (1 + 0.02 * np.tile([1.0, -1.0], 40)))
    _, low, high = told(steadiness(times, TRUNK).step_time_asymmetry)
    unsure = replace(TRUNK, apart_error=0.5)
    _, lower, higher = told(steadiness(times, unsure).step_time_asymmetry)
    assert lower < low
    assert higher > high


def test_feet_that_do_not_look_alike_are_not_compared() -> None:
    found = steadiness(timing(np.full(40, 0.55)), replace(TRUNK, alike=0.5))
    assert found.step_time_cv.known
    assert "do not look alike" in str(found.step_time_asymmetry.reason)


def test_which_foot_is_first_does_not_matter() -> None:
    times = 0.55 * (1 + 0.05 * np.tile([1.0, -1.0], 40))
    here = told(steadiness(timing(times), TRUNK).step_time_asymmetry)
    there = told(steadiness(timing(-times + 1.1), TRUNK).step_time_asymmetry)
    assert there == pytest.approx(here)


def test_a_leg_shows_no_difference_between_the_feet_and_says_so() -> None:
    found = steadiness(timing(np.full(40, 0.55)), None)
    assert found.step_time_cv.known
    for one in (found.step_time_asymmetry, found.harmonic_ratio):
        assert not one.known
        assert "away from the trunk" in str(one.reason)


def test_too_few_strides_are_measured_not_at_all() -> None:
    found = steadiness(timing(np.full(6, 0.55)), TRUNK)
    for one in (found.step_time_cv, found.step_time_asymmetry, found.harmonic_ratio):
        assert not one.known
        assert "fewer than" in str(one.reason)
    assert steadiness(timing(np.full(7, 0.55)), TRUNK).step_time_cv.known


def test_a_step_that_is_unlike_the_others_does_not_count() -> None:
    even = timing(0.55 * (1 + 0.03 * np.random.default_rng(3).normal(size=80)))
    before = told(steadiness(even, None).step_time_cv)[0]
    samples, alike = even.samples.copy(), even.alike.copy()
    samples[40] += 12.0
    assert told(steadiness(replace(even, samples=samples), None).step_time_cv)[0] > 1.5 * before
    alike[40] = 0.3
    found = told(steadiness(replace(even, samples=samples, alike=alike), None).step_time_cv)[0]
    assert found == pytest.approx(before, rel=0.1)


def test_a_missed_step_is_no_long_stride() -> None:
    even = timing(0.55 * (1 + 0.03 * np.random.default_rng(4).normal(size=80)))
    kept = np.arange(81) != 40
    gap = Timing(even.samples[kept], even.numbers[kept], even.alike[kept], 0.0)
    before, after = (told(steadiness(one, None).step_time_cv)[0] for one in (even, gap))
    assert after == pytest.approx(before, rel=0.1)


def test_a_walk_whose_steps_mostly_look_different_is_not_measured() -> None:
    even = timing(np.full(80, 0.55))
    found = steadiness(replace(even, alike=np.tile([1.0, 1.0, 0.1], 27)), TRUNK)
    for one in (found.step_time_cv, found.step_time_asymmetry, found.harmonic_ratio):
        assert "look alike" in str(one.reason)


def test_the_harmonic_ratio_is_the_mean_over_strides_that_count() -> None:
    even = timing(np.full(40, 0.55))
    ratios = (2.0,) * 9 + (3.0,) * 9
    trunk = replace(TRUNK, ratios=ratios)
    assert told(steadiness(even, trunk).harmonic_ratio)[0] == pytest.approx(2.5)
    alike = np.where(even.numbers < 18, 1.0, 0.2)
    alike[[20, 22, 24, 26, 30, 32]] = 1.0
    half = steadiness(replace(even, alike=np.where(even.numbers % 2, 1.0, alike)), trunk)
    assert 2.0 < told(half.harmonic_ratio)[0] < 2.5
