"""The 3-metre backward walk by sensor on captured walks that stop after 3 m."""

from __future__ import annotations

import numpy as np
import pytest
from lab.fit.walk_test import CLIPS, FARTHER, captured_attempt, captured_truth, cut_attempt
from lab.mocap.clips import SHARED, body, sides

from retrowalk.recording import Placement
from retrowalk.simulate.body import Segment

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
    ),
]

LIMIT_S = 0.3


@pytest.mark.parametrize("clip", CLIPS)
def test_the_captured_walker_stops_at_three_metres(clip: str) -> None:
    lift_s, contact_s = captured_truth(clip)
    moving = body(clip)
    pelvis_m = moving.segments[Segment.PELVIS].origin_m[:, :2]
    ends = [np.searchsorted(moving.time_s, at) for at in (lift_s - 0.3, contact_s + 0.3)]
    way_m = float(np.hypot(*(pelvis_m[ends[1]] - pelvis_m[ends[0]])))
    assert 2.8 < way_m < 3.3


@pytest.mark.parametrize("placement", [Placement.ANKLE, Placement.FOOT])
@pytest.mark.parametrize("clip", CLIPS)
def test_at_ankle_and_foot_each_side_is_within_three_tenths(
    clip: str, placement: Placement
) -> None:
    for side in sides(placement):
        error_s = captured_attempt(clip, placement, side).error_s
        assert error_s is not None
        assert abs(error_s) <= LIMIT_S


@pytest.mark.parametrize("clip", CLIPS)
def test_in_the_pocket_it_is_within_three_tenths_or_unknown(clip: str) -> None:
    attempts = [captured_attempt(clip, Placement.POCKET, side) for side in ("left", "right")]
    errors = [a.error_s for a in attempts if a.error_s is not None]
    assert errors
    assert max(abs(error) for error in errors) <= LIMIT_S


@pytest.mark.parametrize("goes_on", [True, False], ids=["goes on", "cut"])
@pytest.mark.parametrize("placement", [Placement.ANKLE, Placement.FOOT])
def test_a_walk_that_goes_farther_is_timed_to_the_three_metre_line(
    placement: Placement, goes_on: bool
) -> None:
    tried = [
        cut_attempt(FARTHER, placement, side, 3.0, goes_on=goes_on) for side in sides(placement)
    ]
    errors = [a.error_s for a in tried if a is not None and a.error_s is not None]
    # cut there, one leg may show too little
    assert len(errors) >= (2 if goes_on else 1)
    assert max(abs(error) for error in errors) <= LIMIT_S


@pytest.mark.parametrize("line_m", [2.0, 2.5, 3.0])
@pytest.mark.parametrize("goes_on", [True, False], ids=["goes on", "cut"])
@pytest.mark.parametrize(
    "placement", [Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT]
)
def test_at_any_line_it_is_within_three_tenths_or_unknown(
    placement: Placement, goes_on: bool, line_m: float
) -> None:
    for clip in (FARTHER, *CLIPS):
        for side in sides(placement):
            attempt = cut_attempt(clip, placement, side, line_m, goes_on=goes_on)
            if attempt is None or attempt.error_s is None:
                continue
            assert abs(attempt.error_s) <= LIMIT_S
