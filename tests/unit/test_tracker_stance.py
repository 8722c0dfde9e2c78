"""Strides from stance to stance: as long as the way of the body, at the ankle and on the foot."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from tests.motions import resting_motion, rotation, runs_of, turned, walked

from retrowalk.recording import Placement
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.stance import stance_strides
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.walking import Run

STANDING = (Placement.ANKLE, Placement.FOOT)


def cut(motion: Motion, run: Run, placement: Placement) -> tuple[Stride, ...]:
    return stance_strides(motion, 0, run.steps, run.start, run.end, placement)


@pytest.mark.parametrize("placement", STANDING)
@pytest.mark.parametrize("seed", range(4))
def test_strides_of_a_walk_add_up_to_its_path(placement: Placement, seed: int) -> None:
    recording, truth = walked(seed, placement)
    walked_m = [segment.distance_m for segment in truth.segments if segment.distance_m]
    runs = runs_of(recording, placement)
    assert len(runs) == len(walked_m) == 2
    for (motion, run), true_m in zip(runs, walked_m, strict=True):
        told_m = sum(stride.length_m for stride in cut(motion, run, placement))
        assert told_m == pytest.approx(true_m, rel=0.06)


@pytest.mark.parametrize("placement", STANDING)
def test_strides_follow_each_other_without_gaps_and_take_two_steps(placement: Placement) -> None:
    recording, _ = walked(0, placement)
    for motion, run in runs_of(recording, placement):
        strides = cut(motion, run, placement)
        assert all(a.end == b.start for a, b in itertools.pairwise(strides))
        assert strides[0].start <= run.steps[0].sample
        assert strides[-1].end >= run.steps[-1].sample
        inner = [stride.end - stride.start for stride in strides[1:-1]]
        at = np.array([step.sample for step in run.steps])
        two_steps = np.median(at[2:] - at[:-2])
        assert np.median(inner) == pytest.approx(two_steps, rel=0.1)


@pytest.mark.parametrize("placement", STANDING)
def test_turning_the_sensor_changes_no_stride(placement: Placement) -> None:
    recording, _ = walked(2, placement)
    other = turned(recording, rotation(5))
    for (motion, run), (moved, same) in zip(
        runs_of(recording, placement), runs_of(other, placement), strict=True
    ):
        one, two = cut(motion, run, placement), cut(moved, same, placement)
        assert [s.start for s in one] == [s.start for s in two]
        assert [s.length_m for s in one] == pytest.approx([s.length_m for s in two])


def test_a_stride_is_the_same_wherever_the_recording_is_cut() -> None:
    recording, _ = walked(1, Placement.ANKLE)
    ((motion, run), _) = runs_of(recording, Placement.ANKLE)
    whole = cut(motion, run, Placement.ANKLE)
    half = run.steps[: len(run.steps) // 2]
    part = stance_strides(motion, 0, half, run.start, half[-1].sample, Placement.ANKLE)
    assert [s.length_m for s in part[:-1]] == pytest.approx(
        [s.length_m for s in whole[: len(part) - 1]]
    )


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.WAIST, Placement.WRIST])
def test_other_placements_have_no_strides(placement: Placement) -> None:
    recording, _ = walked(0, Placement.ANKLE)
    ((motion, run), _) = runs_of(recording, Placement.ANKLE)
    assert cut(motion, run, placement) == ()


def test_a_foot_at_rest_has_no_strides() -> None:
    assert stance_strides(resting_motion(10.0), 0, (), 100, 300, Placement.FOOT) == ()
