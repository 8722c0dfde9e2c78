"""What must hold of step times, whatever the walk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.steadiness import steadiness

often = settings(max_examples=60, deadline=None, derandomize=True)


def walked(cv: float, count: int, seed: int, step: float = 28.0) -> Timing:
    times = step * (1.0 + cv * np.random.default_rng(seed).normal(size=count))
    samples = 100.0 + np.concatenate([[0.0], np.cumsum(times)])
    return Timing(samples, np.arange(count + 1), np.ones(count + 1), 0.0)


@often
@given(
    cv=st.floats(0.01, 0.06),
    noise=st.floats(0.0, 0.8),
    count=st.integers(200, 400),
    seed=st.integers(0, 10**6),
)
def test_timing_noise_that_is_told_does_not_push_the_truth_out_of_the_interval(
    cv: float, noise: float, count: int, seed: int
) -> None:
    true = walked(cv, count, seed)
    exact = steadiness(true, None).step_time_cv.value
    white = noise * np.random.default_rng(seed + 1).normal(size=count + 1)
    found = steadiness(replace(true, samples=true.samples + white, noise=noise), None).step_time_cv
    assert exact is not None
    assert found.low is not None
    assert found.high is not None
    # the interval is for 95 of 100 walks: a little room for the others
    assert 0.95 * found.low <= exact <= 1.05 * found.high


@often
@given(
    cv=st.floats(0.0, 0.1),
    longer=st.floats(0.5, 2.0),
    later=st.floats(0.0, 1e5),
    seed=st.integers(0, 10**6),
)
def test_neither_pace_nor_time_of_day_changes_the_variability(
    cv: float, longer: float, later: float, seed: int
) -> None:
    one = walked(cv, 60, seed)
    other = replace(one, samples=later + longer * one.samples)
    told = [steadiness(timing, None).step_time_cv.value for timing in (one, other)]
    assert told[0] is not None
    assert told[1] is not None
    assert abs(told[0] - told[1]) < 1e-6
