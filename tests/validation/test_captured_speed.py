"""Speed of one captured person (SNU) and of a real foot beside optical capture (PyShoe)."""

from __future__ import annotations

import numpy as np
import pytest
from lab.fit.speed_truth import Told, captured
from lab.mocap.clips import SHARED
from lab.validation.score import wilson
from lab.validation.speed import foot_bouts

from retrowalk.recording import Placement
from retrowalk.tracker import Direction

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
    ),
]

# greatest mean absolute error, m/s
BARS = {Placement.POCKET: 0.12, Placement.ANKLE: 0.06, Placement.FOOT: 0.06, Placement.WAIST: 0.14}


def off(told: list[Told]) -> float:
    return float(np.mean([abs((o.bout.speed_mps.value or 0.0) - o.true_mps) for o in told]))


@pytest.mark.parametrize("known", ["height", "unknown"])
@pytest.mark.parametrize("placement", BARS)
def test_speeds_of_a_captured_person_are_near_and_their_intervals_hold(
    placement: Placement, known: str
) -> None:
    told = captured("snu", placement, known)
    forward = [one for one in told if one.direction is Direction.FORWARD]
    backward = [one for one in told if one.direction is Direction.BACKWARD]
    assert len(forward) >= 50
    assert len(backward) >= 5
    assert off(forward) <= BARS[placement]
    assert off(backward) <= 0.15
    for mine in (forward, backward):
        assert wilson(sum(one.covered for one in mine), len(mine))[1] >= 0.95


def test_speeds_of_a_real_foot_are_those_of_optical_capture() -> None:
    bouts = foot_bouts()
    assert len(bouts) >= 30
    assert np.mean([abs(told.value - true) for told, true in bouts if told.value]) <= 0.03
    held = sum((told.low or 0.0) <= true <= (told.high or 0.0) for told, true in bouts)
    assert wilson(held, len(bouts))[1] >= 0.95
