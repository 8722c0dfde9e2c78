"""What is a walk and what is only movement."""

from __future__ import annotations

import numpy as np
import pytest
from tests.motions import GRAVITY, resting_motion, stretch

from retrowalk.recording import Placement, Recording
from retrowalk.tracker import track
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ
from retrowalk.tracker.walking import FEWEST_STEPS, PAUSE_S, Run, runs

MOTION = resting_motion(60.0)


def steps(*times_s: float, swing: float = 0.6) -> tuple[TurningPoint, ...]:
    return tuple(
        TurningPoint(round(at * RATE_HZ), Turn.HIGH if k % 2 else Turn.LOW, swing)
        for k, at in enumerate(times_s)
    )


def every(gap_s: float, count: int, start_s: float = 5.0) -> list[float]:
    return [start_s + k * gap_s for k in range(count)]


def leg_runs(*times_s: float, swing: float = 0.6) -> tuple[Run, ...]:
    return runs(steps(*times_s, swing=swing), MOTION, Placement.POCKET)


@pytest.mark.parametrize("gap_s", [0.3, 0.5, 0.8, 1.2])
def test_even_steps_at_a_walkers_rhythm_are_one_walk(gap_s: float) -> None:
    (run,) = leg_runs(*every(gap_s, 20))
    assert len(run.steps) == 20
    assert run.step_time_s == pytest.approx(gap_s, abs=PERIOD_S)


def test_a_walk_begins_half_a_step_before_the_first_step_and_ends_half_a_step_after() -> None:
    (run,) = leg_runs(*every(0.6, 10))
    assert run.start * PERIOD_S == pytest.approx(5.0 - 0.3, abs=PERIOD_S)
    assert run.end * PERIOD_S == pytest.approx(5.0 + 9 * 0.6 + 0.3, abs=2 * PERIOD_S)


def test_a_walk_never_reaches_beyond_its_stretch() -> None:
    (run,) = runs(steps(*every(0.6, 10, 0.02)), resting_motion(5.6), Placement.POCKET)
    assert run.start == 0
    assert run.end == 280


def test_a_pause_of_over_two_seconds_splits_a_walk_and_a_shorter_one_does_not() -> None:
    first = every(0.6, 10)
    long_, short = (every(0.6, 10, first[-1] + PAUSE_S + extra) for extra in (0.1, -0.1))
    assert [len(run.steps) for run in leg_runs(*first, *long_)] == [10, 10]
    assert [len(run.steps) for run in leg_runs(*first, *short)] == [20]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_fewer_than_four_steps_are_no_walk(count: int) -> None:
    assert leg_runs(*every(0.6, count)) == ()
    assert len(leg_runs(*every(0.6, FEWEST_STEPS))) == 1


def test_a_short_group_is_left_out_beside_a_walk() -> None:
    found = leg_runs(*every(0.6, 3), *every(0.6, 8, 15.0))
    assert [len(run.steps) for run in found] == [8]


@pytest.mark.parametrize("gap_s", [0.12, 0.25, 1.4, 1.9])
def test_shaking_and_swaying_are_no_walk(gap_s: float) -> None:
    assert leg_runs(*every(gap_s, 30)) == ()


def test_the_two_feet_of_a_limp_may_differ() -> None:
    limp = 5.0 + np.cumsum([0.45, 0.75] * 10)
    (run,) = leg_runs(*limp)
    assert len(run.steps) == 20


def test_a_leg_that_hardly_swings_does_not_walk() -> None:
    assert leg_runs(*every(0.6, 20), swing=0.08) == ()
    assert len(leg_runs(*every(0.6, 20), swing=0.12)) == 1


def bouncing(size_ms2: float) -> Motion:
    force = np.tile(GRAVITY, (3000, 1))
    force[:, 2] += size_ms2 * np.sin(2 * np.pi / 0.6 * np.arange(3000) * PERIOD_S)
    return motion_of(stretch(force))


BOUNCING = bouncing(1.0)


@pytest.mark.parametrize("mean_gap_s", [0.4, 0.6])
def test_knocks_of_a_trunk_at_random_are_hardly_ever_a_walk(mean_gap_s: float) -> None:
    told = true = 0
    for seed in range(100):
        gaps = np.maximum(np.random.default_rng(seed).exponential(mean_gap_s, 50), 0.1)
        times = 5.0 + np.cumsum(gaps)
        found = runs(steps(*times[times < 55.0], swing=0.1), BOUNCING, Placement.WAIST)
        told += sum(len(run.steps) for run in found)
        true += len(times)
    assert told <= 0.08 * true


def test_a_trunk_that_hardly_rises_does_not_walk() -> None:
    at = steps(*every(0.6, 20), swing=0.1)
    assert runs(at, bouncing(0.3), Placement.WAIST) == ()
    assert len(runs(at, bouncing(1.0), Placement.WAIST)) == 1


def shaken(frequency_hz: float, size_rad: float, seconds: float = 20.0) -> Recording:
    """Return a device that is rocked about one axis, gravity seen in it."""
    time_s = np.arange(round(seconds * 100)) / 100
    phase = 2 * np.pi * frequency_hz * time_s
    angle, nothing = size_rad * np.sin(phase), np.zeros_like(time_s)
    up = np.stack([-np.sin(angle), nothing, np.cos(angle)], axis=1)
    rate = np.stack([nothing, size_rad * 2 * np.pi * frequency_hz * np.cos(phase), nothing], 1)
    return Recording(time_s, 9.80665 * up, rate)


def test_rocking_at_a_walkers_rhythm_is_seen_so_that_the_next_test_can_fail() -> None:
    assert track(shaken(0.9, 0.4), placement=Placement.POCKET).steps


@pytest.mark.parametrize("placement", list(Placement))
@pytest.mark.parametrize("frequency_hz", [4.0, 6.0])
def test_shaking_the_device_adds_no_steps(placement: Placement, frequency_hz: float) -> None:
    walk = track(shaken(frequency_hz, 0.4), placement=placement)
    assert walk.steps == ()
    assert walk.bouts == ()


@pytest.mark.parametrize("placement", list(Placement))
def test_a_device_that_is_handled_without_rhythm_adds_no_steps(placement: Placement) -> None:
    rng = np.random.default_rng(4)
    time_s = np.arange(3000) / 100
    tremble = rng.normal(0, 0.05, (3000, 3))
    force = np.array([0.0, 5.0, 8.43]) + rng.normal(0, 0.15, (3000, 3))
    walk = track(Recording(time_s, force, tremble), placement=placement)
    assert walk.steps == ()
