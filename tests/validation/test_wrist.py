"""A small fixed sample of captured arms: a push from rest is right or silent."""

from __future__ import annotations

import numpy as np
import pytest
from lab.mocap.clips import SHARED, labelled, worn
from lab.studies.ask import held, motions_of, told_by_travel
from lab.studies.measured import waist_phone_rows

from retrowalk.recording import Placement
from retrowalk.tracker import Direction

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
    ),
]

BACKWARD = tuple(f"snu/wd2_WalkBackward0{k}.bvh" for k in range(5))
FORWARD = tuple(f"snu/wd2_WalkForwardSlow0{k}.bvh" for k in range(1, 7))
FRONT = np.array([1.0, 0.0, 0.0])


@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.HAND])
@pytest.mark.parametrize(
    ("clips", "direction"), [(BACKWARD, Direction.BACKWARD), (FORWARD, Direction.FORWARD)]
)
def test_captured_arms_tell_the_push_or_nothing(
    placement: Placement, clips: tuple[str, ...], direction: Direction
) -> None:
    right = 0
    for clip in clips:
        (one,) = [one for one in labelled() if one.clip == clip]
        for side in ("left", "right"):
            told = told_by_travel(motions_of(worn(clip, placement, side)), placement, front=FRONT)
            answer = held(told, one.start_s, one.end_s)
            assert answer in (direction, Direction.UNKNOWN), f"{clip} {side}"
            right += answer is direction
    assert right >= 5


def test_no_waist_phone_is_pushed_backward() -> None:
    pushes = [row.figure for row in waist_phone_rows() if "push" in row.what]
    assert len(pushes) == 3
    assert all(", 0 wrong" in figure for figure in pushes)
