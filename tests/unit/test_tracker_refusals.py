"""What could turn the direction round is refused, or answered as unknown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction, track
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.walking import runs

PLAN = "stand 2, forward 16, stand 3, backward 16, stand 2"
LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)


@pytest.mark.parametrize("placement", LEGS)
def test_a_calibration_with_a_backward_walk_is_refused(placement: Placement) -> None:
    for seed in range(3):
        recording, _ = simulate(
            PLAN, style=WalkerStyle.varied(seed), placement=placement, mounting="random", seed=seed
        )
        with pytest.raises(RetrowalkError, match="backward"):
            track(recording, placement=placement, calibration=(21.0, 38.0))


def test_axes_that_contradict_gravity_are_refused() -> None:
    recording, _ = simulate(PLAN, placement=Placement.ANKLE)
    with pytest.raises(RetrowalkError, match="degrees away from up"):
        track(recording, placement=Placement.ANKLE, mounting=Mounting.from_axes("forward=+z,up=+y"))


@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.HAND])
def test_an_arm_that_nobody_named_gets_no_direction_for_moving_like_an_ankle(
    placement: Placement,
) -> None:
    for seed in range(4):
        recording, _ = simulate(
            PLAN, style=WalkerStyle.varied(seed), placement=placement, mounting="random", seed=seed
        )
        walk = track(replace(recording, placement=None))
        if walk.placement is Placement.ANKLE:
            assert {bout.direction for bout in walk.bouts} <= {Direction.UNKNOWN}


def test_of_steps_at_random_times_and_of_random_size_few_look_like_a_walk() -> None:
    rng = np.random.default_rng(3)
    accepted = count = 0
    for _ in range(20):
        at, swings = np.cumsum(rng.integers(8, 97, 60)), rng.uniform(0.1, 1.3, 60)
        points = tuple(
            TurningPoint(int(sample), Turn.HIGH if k % 2 else Turn.LOW, float(swing))
            for k, (sample, swing) in enumerate(zip(at, swings, strict=True))
        )
        found = runs(points, int(at[-1]) + 100, Placement.POCKET)
        accepted += sum(len(run.steps) for run in found)
        count += len(points)
    assert accepted <= 0.12 * count


def test_steps_without_a_direction_widen_the_totals() -> None:
    recording, _ = simulate(PLAN, placement=Placement.POCKET, seed=4)
    walk = track(recording, placement=Placement.POCKET)
    steps = walk.summary.backward.steps
    assert steps.high is not None
    lost = walk.summary.unknown.steps.value or 0.0
    assert (steps.reason is not None) == (lost > 0)


def test_distances_of_several_bouts_share_their_error() -> None:
    recording, _ = simulate(
        "stand 2, backward 12, stand 4, backward 12, stand 4, backward 12, stand 2", seed=2
    )
    walk = track(recording, placement=Placement.POCKET)
    total = walk.summary.backward.distance_m
    mine = [b.distance_m for b in walk.bouts if b.direction is Direction.BACKWARD]
    assert len(mine) == 3
    assert total.low == pytest.approx(sum(one.low or 0.0 for one in mine))
    assert total.high == pytest.approx(sum(one.high or 0.0 for one in mine))
