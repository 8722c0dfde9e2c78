"""Weights can be exchanged for as long as wanted, and come back."""

from __future__ import annotations

from lab.fit.direction import using

import retrowalk
from retrowalk.recording import Placement
from retrowalk.tracker import Direction
from retrowalk.tracker.direction import models

NOTHING: dict[str, dict[str, float]] = {"cues": {}, "flip_free": {}, "front": {}}


def test_the_tracker_uses_other_weights_and_then_its_own_again() -> None:
    recording, _ = retrowalk.simulate("stand 2, forward 14, stand 3, backward 14", seed=1)
    shipped = models()[Placement.POCKET]

    def told() -> set[Direction]:
        return {b.direction for b in retrowalk.track(recording, placement=Placement.POCKET).bouts}

    before = told()
    with using(Placement.POCKET, NOTHING):
        assert told() == {Direction.UNKNOWN}
    assert models()[Placement.POCKET] is shipped
    assert told() == before == {Direction.FORWARD, Direction.BACKWARD}
