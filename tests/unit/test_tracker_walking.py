"""What is a walk and what is only movement."""

from __future__ import annotations

import numpy as np
import pytest

from retrowalk.recording import Placement, Recording
from retrowalk.tracker import track
from retrowalk.tracker.rhythm import PAUSE_S, Rules
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ
from retrowalk.tracker.walking import (
    FEWEST_STEPS,
    Opened,
    Run,
    Told,
    Walks,
    runs,
    runs_of,
)

LENGTH = round(60.0 * RATE_HZ)


def steps(*times_s: float, swing: float = 0.6) -> tuple[TurningPoint, ...]:
    return tuple(
        TurningPoint(round(at * RATE_HZ), Turn.HIGH if k % 2 else Turn.LOW, swing)
        for k, at in enumerate(times_s)
    )


def every(gap_s: float, count: int, start_s: float = 5.0) -> list[float]:
    return [start_s + k * gap_s for k in range(count)]


def leg_runs(*times_s: float, swing: float = 0.6) -> tuple[Run, ...]:
    return runs(steps(*times_s, swing=swing), LENGTH, Placement.POCKET)


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
    (run,) = runs(steps(*every(0.6, 10, 0.02)), 280, Placement.POCKET)
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


def test_a_known_walk_goes_on_by_uneven_steps_that_would_begin_none() -> None:
    even = every(0.6, 10)
    uneven = [even[-1] + after for after in (1.3, 2.2, 2.7, 3.1, 3.5, 4.8, 6.1, 7.4)]
    (run,) = leg_runs(*even, *uneven)
    assert len(run.steps) == 18
    assert leg_runs(*uneven) == ()


def test_weak_movement_on_the_way_is_passed_over() -> None:
    walk = steps(*every(0.6, 16), swing=0.6)
    weak = steps(*(at + 0.3 for at in every(0.6, 3, 11.0)), swing=0.1)
    points = tuple(sorted((*walk, *weak), key=lambda one: one.sample))
    (run,) = runs(points, LENGTH, Placement.POCKET)
    assert run.steps == walk


def test_a_walk_reaches_back_by_a_step_of_another_rhythm() -> None:
    (run,) = leg_runs(4.2, *every(0.6, 10))
    assert run.steps[0].sample == round(4.2 * RATE_HZ)


def test_wide_swings_of_a_thigh_are_steps_if_they_are_quick() -> None:
    assert len(leg_runs(*every(0.5, 12), swing=1.6)) == 1
    assert leg_runs(*every(1.0, 12), swing=1.6) == ()


def test_the_two_feet_of_a_limp_may_differ() -> None:
    limp = 5.0 + np.cumsum([0.45, 0.75] * 10)
    (run,) = leg_runs(*limp)
    assert len(run.steps) == 20


def test_a_leg_that_hardly_swings_does_not_walk() -> None:
    assert leg_runs(*every(0.6, 20), swing=0.08) == ()
    assert len(leg_runs(*every(0.6, 20), swing=0.12)) == 1


@pytest.mark.parametrize("mean_gap_s", [0.4, 0.6])
def test_knocks_of_a_trunk_at_random_are_hardly_ever_a_walk(mean_gap_s: float) -> None:
    told = true = 0
    for seed in range(100):
        gaps = np.maximum(np.random.default_rng(seed).exponential(mean_gap_s, 50), 0.1)
        times = 5.0 + np.cumsum(gaps)
        found = runs(steps(*times[times < 55.0], swing=0.1), LENGTH, Placement.WAIST)
        told += sum(len(run.steps) for run in found)
        true += len(times)
    assert told <= 0.08 * true


def test_a_trunk_that_hardly_rises_does_not_walk() -> None:
    assert runs(steps(*every(0.6, 20), swing=0.04), LENGTH, Placement.WAIST) == ()
    assert len(runs(steps(*every(0.6, 20), swing=0.1), LENGTH, Placement.WAIST)) == 1


def test_a_leg_that_missed_steps_of_the_other_foot_finds_them_again() -> None:
    stride_s, short_s = 1.3, 0.42  # own foot to the other one, and back, are not alike
    own = np.array(every(stride_s, 24))
    other = own + short_s
    missed = np.arange(24) < 10
    both = sorted([*((at, Turn.HIGH) for at in own), *((at, Turn.LOW) for at in other[~missed])])
    even = [(at, (Turn.LOW, Turn.HIGH)[k % 2]) for k, at in enumerate(every(0.6, 10, -1.5))]
    points = tuple(
        TurningPoint(round((at + 3.0) * RATE_HZ), turn, 0.6) for at, turn in [*even, *both]
    )
    (run,) = runs(points, LENGTH, Placement.ANKLE)
    assert run.steps == points


def test_uneven_steps_before_and_after_do_not_undo_an_even_walk() -> None:
    rng = np.random.default_rng(2)
    restless = 5.0 + np.cumsum(rng.uniform(0.2, 1.9, 12))
    walk = restless[-1] + 0.9 + np.array(every(0.55, 20, 0.0))
    after = walk[-1] + np.cumsum(rng.uniform(0.2, 1.9, 12))
    found = leg_runs(*restless, *walk, *after)
    held = [run for run in found if run.steps[0].sample <= walk[5] * RATE_HZ]
    assert any(len(run.steps) >= 18 for run in held)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_told_does_not_depend_on_when_steps_come(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gaps = np.concatenate([rng.normal(0.55, 0.05, 15), rng.uniform(0.2, 3.0, 20)])
    points = steps(*(3.0 + np.cumsum(rng.permutation(gaps))))
    walks, told = Walks(Rules.of(Placement.ANKLE)), list[Told]()
    for step in points:
        told += walks.push([step], step.sample)
    told += walks.finish()
    assert runs_of(told, LENGTH) == runs(points, LENGTH, Placement.ANKLE)


def test_no_walk_begins_before_what_was_called_the_earliest() -> None:
    points = steps(*every(0.6, 9), *every(1.9, 6, 13.0), *every(0.6, 9, 27.0))
    walks, earliest = Walks(Rules.of(Placement.ANKLE)), 0
    for step in points:
        for one in walks.push([step], step.sample):
            if isinstance(one, Opened):
                assert one.start >= earliest
        earliest = walks.earliest(step.sample)


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
