"""The placement is told, read, recognised, or assumed and said so; never silently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrowalk.recording import Placement
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import track

PLAN = "stand 2, forward 12, stand 3, backward 15, stand 2"


@pytest.mark.parametrize(
    ("worn", "told"),
    [
        (Placement.POCKET, Placement.POCKET),
        (Placement.THIGH, Placement.POCKET),
        (Placement.ANKLE, Placement.ANKLE),
        (Placement.FOOT, Placement.ANKLE),
        (Placement.WAIST, Placement.WAIST),
    ],
)
def test_a_placement_that_was_not_given_is_recognised_and_said(
    worn: Placement, told: Placement
) -> None:
    for seed in range(3):
        style = WalkerStyle.varied(seed)
        recording, _ = simulate(
            PLAN, style=style, placement=worn, sensor="browser", mounting="random", seed=seed
        )
        walk = track(replace(recording, placement=None))
        assert walk.placement is told
        assert walk.placement_source == "recognised"
        assert any("--placement" in warning for warning in walk.warnings)


def test_what_the_caller_says_wins_over_the_file() -> None:
    recording, _ = simulate(PLAN, placement=Placement.ANKLE)
    walk = track(recording, placement=Placement.FOOT)
    assert (walk.placement, walk.placement_source) == (Placement.FOOT, "given")
    assert track(recording).placement_source == "file"


def test_a_recording_without_movement_assumes_the_pocket_and_says_so() -> None:
    recording, _ = simulate("stand 20", placement=Placement.WAIST)
    walk = track(replace(recording, placement=None))
    assert (walk.placement, walk.placement_source) == (Placement.POCKET, "assumed")
    assert any("assumed" in warning for warning in walk.warnings)
