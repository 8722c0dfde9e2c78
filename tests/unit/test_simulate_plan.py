"""Plans: read, refused by name, written back."""

from __future__ import annotations

import pytest

from retrowalk.errors import RetrowalkError
from retrowalk.simulate import Gait, Plan, PlanItem, WalkerStyle
from retrowalk.tracker.base import Direction


def test_reads_the_mini_language() -> None:
    plan = Plan.parse("forward 15, stand 3, backward 60 @0.6, turn -90, forward 10 turn 90 @1.3")
    assert plan.items[0] == PlanItem(Gait.FORWARD, 15.0)
    assert plan.items[2] == PlanItem(Gait.BACKWARD, 60.0, speed_mps=0.6)
    assert plan.items[3].turn_deg == -90.0
    assert plan.items[4] == PlanItem(Gait.FORWARD, 10.0, 90.0, 1.3)


def test_writes_back_what_it_read() -> None:
    text = "forward 15, left 4, turn 180, backward 8 turn -45 @0.5, stairs-down 6, sit 7"
    assert str(Plan.parse(text)) == text
    assert Plan.parse(str(Plan.parse(text))) == Plan.parse(text)


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("", "plan", "empty"),
        ("forward 10, hop 3", "item 2 'hop 3'", "no gait 'hop'"),
        ("forward", "item 1 'forward'", "cannot be read"),
        ("forward 10,, stand 2", "item 2 ''", "cannot be read"),
        ("forward 1", "item 1", "too short"),
        ("sit 2", "item 1", "too short"),
        ("stand 3 @1", "item 1", "no speed"),
        ("forward 5 @9", "item 1", "not a walking speed"),
        ("turn 3", "item 1", "cannot turn"),
        ("turn 90 @1", "item 1", "only degrees"),
        ("stairs-up 5 turn 90", "item 1", "cannot curve"),
        ("forward 5 turn 900", "item 1", "too fast"),
        ("stand 90000", "plan", "lasts"),
        ("forward nan", "item 1", "cannot be read"),
    ],
)
def test_bad_plans_are_named(text: str, place: str, word: str) -> None:
    with pytest.raises(RetrowalkError) as caught:
        Plan.parse(text)
    assert place in str(caught.value)
    assert word in str(caught.value)


def test_directions_of_gaits() -> None:
    assert Gait.BACKWARD.direction is Direction.BACKWARD
    assert Gait.RIGHT.direction is Direction.SIDEWAYS
    assert Gait.JOG.direction is Direction.FORWARD
    assert Gait.SIT.direction is Direction.STILL
    assert Gait.TURN.direction is Direction.UNKNOWN


@pytest.mark.parametrize(
    "bad", [{"height_m": 3.0}, {"speed_mps": 9.0}, {"cadence_spm": 10.0}, {"leg_length_m": 2.0}]
)
def test_impossible_walkers_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(RetrowalkError, match=next(iter(bad))):
        WalkerStyle(**bad)  # type: ignore[arg-type]


def test_varied_walkers_differ_and_repeat() -> None:
    people = [WalkerStyle.varied(seed) for seed in range(40)]
    assert len(set(people)) == 40
    assert WalkerStyle.varied(7) == people[7]
    assert all(0.4 <= p.backward_speed_mps <= 0.8 for p in people)
    assert all(0.8 <= p.speed_mps <= 1.4 for p in people)
