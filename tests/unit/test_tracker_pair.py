"""Two sensors at once: clocks compared, directions handed over. Turning on the spot."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.walks import told_walk

from retrowalk.recording import Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.tracker import Direction, track
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.frame import hop_centres, leg_axes, sagittal, windows_at
from retrowalk.tracker.pair import answers_of, clock_offset, forward_span
from retrowalk.tracker.spot import on_the_spot
from retrowalk.tracker.timebase import stretches

PLAN = "stand 3, forward 14, stand 4, backward 20, stand 3, forward 10, stand 2"


@cache
def worn(seed: int, placement: Placement) -> tuple[Recording, Truth]:
    return simulate(
        PLAN,
        style=WalkerStyle.varied(seed),
        placement=placement,
        sensor="browser",
        mounting="random",
        seed=seed,
    )


def motions_of(recording: Recording) -> list[Motion]:
    return [motion_of(part) for part in stretches(recording)]


@pytest.mark.parametrize("late_s", [-1.9, -0.7, 0.0, 1.2, 1.9])
def test_the_offset_of_two_clocks_is_found(late_s: float) -> None:
    leg, arm = worn(1, Placement.POCKET)[0], worn(1, Placement.WRIST)[0]
    leg, arm = leg.part(max(0.0, -late_s), 1e9), arm.part(max(0.0, late_s), 1e9)
    offset = clock_offset(motions_of(leg), motions_of(arm))
    assert offset.value == pytest.approx(late_s, abs=0.25)
    assert offset.low is not None
    assert offset.high is not None
    assert offset.low <= late_s <= offset.high


def test_the_offset_turns_its_sign_with_the_order() -> None:
    leg, arm = worn(1, Placement.POCKET)[0], worn(1, Placement.WRIST)[0].part(0.8, 1e9)
    there = clock_offset(motions_of(leg), motions_of(arm)).value
    back = clock_offset(motions_of(arm), motions_of(leg)).value
    assert there is not None
    assert back == pytest.approx(-there, abs=0.02)


@pytest.mark.parametrize("case", ["short", "other walk", "far", "nothing"])
def test_an_offset_that_cannot_be_found_is_unknown(case: str) -> None:
    leg, arm = worn(1, Placement.POCKET)[0], worn(1, Placement.WRIST)[0]
    if case == "short":
        arm = arm.part(0.0, 8.0)
    if case == "far":
        arm = arm.part(9.0, 1e9)
    if case == "other walk":
        arm, _ = simulate("forward 60", placement="wrist", seed=5)
    second = [] if case == "nothing" else motions_of(arm)
    assert clock_offset(motions_of(leg), second).value is None


@pytest.mark.parametrize("seed", range(3))
def test_a_watch_takes_the_direction_of_the_pocket(seed: int) -> None:
    leg, truth = worn(seed, Placement.POCKET)
    arm = worn(seed, Placement.WRIST)[0].part(1.0, 1e9)
    walk = track(leg)
    motions = motions_of(arm)
    offset = clock_offset(motions_of(leg), motions)
    assert offset.value is not None
    answers = [
        (float(motion.time_s[answer.sample]) + 1.0, answer)
        for motion in motions
        for run in walks_in(motion, Placement.WRIST)
        for answer in answers_of(motion, run, walk, offset.value)
    ]
    inside = [
        (answer.direction, segment.direction)
        for at_s, answer in answers
        for segment in truth.segments
        if segment.steps and segment.start_s + 1.5 <= at_s < segment.end_s - 1.5
    ]
    assert len(inside) > 60
    assert np.mean([told is true for told, true in inside]) > 0.97


def test_unknown_stays_unknown_with_the_other_s_reason() -> None:
    walk = told_walk()
    (motion,) = motions_of(worn(1, Placement.WRIST)[0])
    run = replace(walks_in(motion, Placement.WRIST)[0], start=0, end=400)
    late = answers_of(motion, run, walk, 118.0)
    assert {answer.reason for answer in late if answer.direction is Direction.UNKNOWN} == {
        "the mounting is unknown at the waist",
        "the other sensor does not tell the direction here",
    }


def test_the_longest_forward_bout_anchors() -> None:
    walk = told_walk()
    assert forward_span(walk) == (4, 34)
    assert forward_span(walk, 1.5) == (2.5, 32.5)
    none = replace(walk, bouts=tuple(b for b in walk.bouts if b.direction.value != "forward"))
    assert forward_span(none) is None


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE, Placement.FOOT])
def test_turning_on_the_spot_is_told_from_a_walk_round_a_corner(placement: Placement) -> None:
    recording, truth = simulate(
        "stand 2, forward 10 turn 180, stand 2, backward 12 turn 180, stand 2, turn 720, stand 2",
        style=WalkerStyle.varied(2),
        placement=placement,
        sensor="browser",
        seed=2,
    )
    (motion,) = motions_of(recording)
    centres = hop_centres(motion)
    rows = windows_at(motion, centres, 125)
    signals = sagittal(motion, rows, leg_axes(motion, 125))
    yaw = motion.yaw_rate[rows].mean(axis=1)
    beyond = on_the_spot(yaw, signals.velocity_x, placement, forward=False)
    shares = {}
    for segment in truth.segments:
        if segment.steps:
            at = motion.time_s[centres]
            inside = (at >= segment.start_s + 1.5) & (at < segment.end_s - 1.5)
            shares[segment.gait] = float(beyond[inside].mean())
    assert shares["forward"] == 0.0
    assert shares["backward"] == 0.0
    assert shares["turn"] > 0.8
    less = on_the_spot(yaw, signals.velocity_x, placement, forward=True)
    assert not (less & ~beyond).any()
    assert not on_the_spot(yaw, signals.velocity_x, Placement.WAIST, forward=False).any()
