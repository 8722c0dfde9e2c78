"""Which turning points are steps: by placement, by how an arm moves, and not while leaning over."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from retrowalk import simulate
from retrowalk.recording import Array, Placement, Recording
from retrowalk.tracker import track
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.follow import Follow
from retrowalk.tracker.stepping import ArmChoice
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.timebase import RATE_HZ, stretches
from retrowalk.tracker.walking import Told

GRAVITY = 9.80665


def points(
    gap_s: float, swing: float, *, start_s: float = 1.0, count: int = 20
) -> list[TurningPoint]:
    return [
        TurningPoint(
            round((start_s + k * gap_s) * RATE_HZ), Turn.LOW if k % 2 else Turn.HIGH, swing
        )
        for k in range(count)
    ]


def bobbing(lean_deg: Array, rate_hz: float = 100.0) -> Recording:
    """Return a trunk that rises and falls 1.8 times a second and leans about one axis."""
    time_s = np.arange(len(lean_deg)) / rate_hz
    angle = np.radians(lean_deg)
    force = GRAVITY + 2.0 * np.sin(2 * np.pi * 1.8 * time_s)
    nothing = np.zeros_like(time_s)
    up = np.stack([-np.sin(angle), nothing, np.cos(angle)], axis=1)
    rate = np.stack([nothing, np.gradient(angle, 1.0 / rate_hz), nothing], axis=1)
    return Recording(time_s, force[:, None] * up, rate)


def steps_of(recording: Recording, placement: Placement) -> int:
    return len(track(recording, placement=placement).steps)


def test_a_trunk_that_bobs_upright_steps_and_one_that_keeps_leaning_over_does_not() -> None:
    time_s = np.arange(3000) / 100.0
    leaning = 60.0 * np.sin(2 * np.pi * time_s / 5.0)
    assert steps_of(bobbing(np.zeros(3000)), Placement.WAIST) > 40
    assert steps_of(bobbing(leaning), Placement.WAIST) < 20


def test_a_trunk_may_walk_bent_forward() -> None:
    assert steps_of(bobbing(np.full(3000, 40.0)), Placement.WAIST) > 40


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.THIGH])
def test_standing_up_and_sitting_down_again_and_again_takes_no_steps(placement: Placement) -> None:
    plan = "stand 2, forward 12, stand 3, sit-stand 15, stand 3"
    for seed in range(3):
        recording, truth = simulate(plan, placement=placement, mounting="random", seed=seed)
        walk = track(recording, placement=placement)
        end_s = next(one.end_s for one in truth.segments if one.distance_m > 0)
        assert sum(step.time_s > end_s + 2.0 for step in walk.steps) == 0


def test_an_arm_that_swings_steps_at_its_turning_points() -> None:
    swings, lows = points(0.55, 0.6), points(1.1, 0.8, count=10)
    found = ArmChoice().push(swings, lows, 1000)
    assert [one.sample for one in found[3:]] == [one.sample for one in swings[-len(found[3:]) :]]
    assert len(found) >= 18


def test_an_arm_that_turns_quickly_and_little_steps_at_the_lows_of_its_force() -> None:
    swings, lows = points(0.43, 0.3), points(0.86, 0.4, count=10)
    # the first swing alone may be a slow one
    assert ArmChoice().push(swings, lows, 1000)[1:] == lows[1:]


def test_a_slow_swing_may_be_small() -> None:
    found = ArmChoice().push(points(0.7, 0.25), [], 1000)
    assert len(found) >= 18


def test_what_an_arm_steps_does_not_depend_on_when_its_points_are_known() -> None:
    rng = np.random.default_rng(1)
    swings = points(0.5, 0.6, count=12) + points(0.4, 0.2, start_s=8.0, count=20)
    lows = points(0.8, 0.5, start_s=1.2, count=20)
    whole = ArmChoice().push(swings, lows, 2000)
    choice, found, settled = ArmChoice(), list[TurningPoint](), 0
    while settled < 2000:
        until = settled + int(rng.integers(1, 60))
        found += choice.push(
            [one for one in swings if settled <= one.sample < until],
            [one for one in lows if settled <= one.sample < until],
            until,
        )
        settled = until
    assert found == whole


@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.HAND])
def test_simulated_arms_count_within_three_per_cent_either_way(placement: Placement) -> None:
    for seed in range(3):
        recording, truth = simulate(
            "stand 2, forward 60, stand 4, backward 60, stand 2", placement=placement, seed=seed
        )
        walk = track(recording, placement=placement)
        assert len(walk.steps) == pytest.approx(len(truth.contacts), rel=0.03)


@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.WAIST, Placement.POCKET])
def test_blocks_of_any_length_tell_the_same(placement: Placement) -> None:
    recording, _ = simulate("stand 2, forward 12, sit 6, backward 10", placement=placement, seed=1)
    (stretch,) = stretches(recording)
    motion = motion_of(stretch)
    whole = Follow(motion.first, placement, has_gyroscope=True).follow(motion, ended=True)
    one, told = Follow(motion.first, placement, has_gyroscope=True), list[Told]()
    cuts = [0, 7, 90, 91, 400, 777, len(motion)]
    for start, end in pairwise(cuts):
        told += one.follow(motion.part(start, end), ended=end == len(motion))

    def places(all_told: list[Told]) -> list[object]:
        return [one.sample if isinstance(one, TurningPoint) else one for one in all_told]

    assert places(told) == places(whole)
    assert told
