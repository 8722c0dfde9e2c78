"""A small fixed sample of real people: motion capture worn as sensors, a foot, a waist phone.

The whole of it is `python -m lab.validation`; this guards it against a slip.
"""

from __future__ import annotations

import numpy as np
import pytest
from lab.mocap.clips import SHARED, contacts, labelled, turned, worn
from lab.validation import foot, waist
from lab.validation.bars_numbers import strides_alone
from lab.validation.quality import browser
from lab.validation.run import Results
from lab.validation.score import answer
from scipy.spatial.transform import Rotation

from retrowalk.recording import Placement
from retrowalk.tracker import Direction, Walk, track

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
    ),
]

BACKWARD = tuple(f"snu/wd2_WalkBackward0{k}.bvh" for k in range(5))
FORWARD = tuple(f"snu/wd2_WalkForwardNormal0{k}.bvh" for k in range(3))
LEGS = (Placement.POCKET, Placement.ANKLE, Placement.FOOT)


def walk_of(clip: str, placement: Placement) -> tuple[Walk, float, float]:
    """Track a clip as a browser would record it at a mounting nobody knows."""
    (one,) = [one for one in labelled() if one.clip == clip]
    seed = sum(map(ord, clip))
    mount = Rotation.random(rng=np.random.default_rng(seed)).as_matrix()
    recording = browser(turned(worn(clip, placement, "right"), mount), seed)
    return track(recording, placement=placement), one.start_s, one.end_s


@pytest.mark.parametrize("placement", LEGS)
@pytest.mark.parametrize("clip", BACKWARD)
def test_a_captured_backward_walk_reads_backward(clip: str, placement: Placement) -> None:
    walk, start_s, end_s = walk_of(clip, placement)
    assert answer(walk, start_s, end_s) is Direction.BACKWARD


@pytest.mark.parametrize("placement", LEGS)
@pytest.mark.parametrize("clip", FORWARD)
def test_a_captured_forward_walk_reads_forward(clip: str, placement: Placement) -> None:
    walk, start_s, end_s = walk_of(clip, placement)
    assert answer(walk, start_s, end_s) is Direction.FORWARD


@pytest.mark.parametrize("placement", LEGS)
@pytest.mark.parametrize("clip", BACKWARD)
def test_captured_steps_are_counted_within_one(clip: str, placement: Placement) -> None:
    walk, start_s, end_s = walk_of(clip, placement)
    true = sum(start_s <= at < end_s for at in contacts(clip))
    assert abs(sum(start_s <= step.time_s < end_s for step in walk.steps) - true) <= 1


def test_strides_of_a_foot_beside_optical_capture_reach_their_bars() -> None:
    results = Results()
    for trial in foot.trials():
        results.foot.merge(foot.trial_of(trial, ()))
    barred = [bar for bar in strides_alone(results) if bar.asked]
    assert len(barred) == 2
    assert [bar.figure for bar in barred if not bar.met] == []


def test_a_persons_forward_walks_with_a_phone_at_the_waist_are_not_called_backward() -> None:
    name = waist.names()[0]
    found = waist.session_of(name, ("full",))
    walking = found.told("calibrated", "full", "walking")
    assert walking.get("backward", 0.0) <= 0.02 * sum(walking.values())
    assert walking["forward"] >= 0.5 * sum(walking.values())


def test_a_backward_minute_is_half_a_minute_of_false_backward_within_one() -> None:
    labels = np.full(round(180 * waist.RATE_HZ), waist.STILL[0])
    told = np.full(len(labels), "no bout", dtype=object)
    told[: round(31 * waist.RATE_HZ)] = "backward"
    assert waist.backward_minutes(told, labels) == 1
    told[round(29 * waist.RATE_HZ) :] = "no bout"
    assert waist.backward_minutes(told, labels) == 0
    told[:] = "backward"
    assert waist.backward_minutes(told, labels) == 3
    assert waist.backward_minutes(told, np.full(len(labels), waist.WALKING)) == 0
