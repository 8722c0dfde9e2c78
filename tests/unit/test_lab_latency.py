"""The measure of the live form's delays: what it counts, on events made by hand."""

from __future__ import annotations

import pytest
from lab.validation.latency import PLAN, Heard, changes, edge_s, heard, table, timed
from tests.motions import walked

from retrowalk.recording import Placement
from retrowalk.simulate import simulate
from retrowalk.tracker import (
    Bout,
    BoutEvent,
    Direction,
    DirectionEvent,
    Knowledge,
    StepEvent,
    Tracker,
    track,
)

FORWARD, BACKWARD = Direction.FORWARD, Direction.BACKWARD


def bouts(seed: int = 1) -> list[Bout]:
    recording, _ = walked(seed, Placement.ANKLE, "forward 9, backward 9")
    return list(track(recording).bouts)


def test_changes_are_reversals_with_the_first_contact_after_them() -> None:
    _, truth = simulate(PLAN, seed=1)
    found = list(changes(truth))
    assert [(reversal, direction) for reversal, _, direction in found] == [
        (15.0, BACKWARD),
        (30.0, FORWARD),
    ]
    assert all(0.0 < contact - reversal < 2.5 for reversal, contact, _ in found)


def test_an_edge_is_that_of_the_new_direction_near_the_reversal() -> None:
    two = bouts()
    assert [bout.direction for bout in two] == [FORWARD, BACKWARD]
    assert edge_s(two, two[1].start_s - 0.4, BACKWARD) == pytest.approx(0.4)
    assert edge_s(two, two[1].start_s + 60.0, BACKWARD) is None
    assert edge_s(two, two[1].start_s, FORWARD) is None
    assert edge_s([], 3.0, FORWARD) is None


def test_delays_are_from_truth_to_the_first_event_that_says_so() -> None:
    _, truth = simulate("forward 10, backward 10", seed=1)
    ((reversal, contact, _),) = changes(truth)
    last = bouts()[-1]
    told: Heard = [
        (8.0, DirectionEvent(6.0, FORWARD, 0.9, None)),
        (9.0, DirectionEvent(reversal - 2.0, BACKWARD, 0.9, None)),  # too early to be this change
        (14.0, StepEvent(10.5)),
        (15.0, DirectionEvent(12.0, BACKWARD, 0.9, None)),
        (16.0, DirectionEvent(13.0, BACKWARD, 0.9, None)),
        (30.0, BoutEvent(last, ())),
    ]
    found = timed(told, truth, Placement.POCKET, Knowledge.KNOWN)
    assert found.changes == 1
    assert found.after_reversal == [15.0 - reversal]
    assert found.after_contact == [15.0 - contact]
    assert found.steps == [3.5]
    assert found.bouts == [30.0 - last.end_s]
    assert found.start == [8.0 - truth.contacts[0].time_s]


def test_a_change_that_is_never_heard_is_counted_as_such() -> None:
    _, truth = simulate("forward 10, backward 10", seed=1)
    found = timed([], truth, Placement.POCKET, Knowledge.KNOWN)
    assert "| pocket | known | 1 | 0 of 1 | none | none | none | none | none | none |" in table(
        [found]
    )


def test_every_event_comes_with_the_time_of_the_last_sample() -> None:
    recording, _ = walked(1, Placement.ANKLE, "forward 9, backward 9")
    told = heard(Tracker(Placement.ANKLE), recording)
    nows = [now for now, _ in told]
    assert nows == sorted(nows)
    assert nows[-1] == recording.duration_s
    assert all(now >= event.time_s for now, event in told if isinstance(event, DirectionEvent))
