"""What is no walking forward or backward is told by numbers that do not know the course of time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from retrowalk.recording import Array, Placement
from retrowalk.tracker.direction import Model, models
from retrowalk.tracker.gates import (
    across,
    aside,
    axis_of,
    climbs,
    gathered,
    goes_sideways,
    pushed_aside,
    swings,
    turns,
)
from retrowalk.tracker.measure import Window
from retrowalk.tracker.moments import FRONT_NAMES, NAMES, Moments

LEFT = np.array([0.0, 1.0, 0.0])
PLAIN = np.diag([0.04, 1.0, 0.0])  # swings about left, a little about front
ROUND = np.diag([0.8, 1.0, 0.0])
ASIDE = np.diag([1.0, 0.2, 0.0])


def model(placement: Placement) -> Model:
    return models()[placement]


def window(
    *,
    turning: Array = PLAIN,
    moving: Array = PLAIN,
    pushed_ms2: tuple[float, float] = (0.8, 0.1),
    along_mps: float = 0.3,
    steep: float = 0.3,
    yaw_rads: float = 0.0,
) -> Window:
    still = Moments(np.zeros(len(NAMES)), np.zeros(len(FRONT_NAMES)))
    return Window(0, LEFT, still, turning, moving, pushed_ms2, along_mps, steep, 1.0, yaw_rads)


# a thigh turns about the front axis when it goes sideways; a shank moves to the side
MOVES_AHEAD = np.diag([1.0, 0.04, 0.0])
MOVES_ASIDE = np.diag([0.2, 1.0, 0.0])


@pytest.mark.parametrize(
    "placement", [Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT]
)
def test_a_leg_that_moves_in_its_plane_does_not_go_sideways_and_one_across_it_does(
    placement: Placement,
) -> None:
    known = model(placement)
    assert not aside(window(turning=PLAIN, moving=MOVES_AHEAD), LEFT, known)
    assert aside(window(turning=ASIDE, moving=MOVES_ASIDE), LEFT, known)


def test_a_curve_allows_a_thigh_more_turning_about_its_front() -> None:
    known = model(Placement.THIGH)
    border = 1.15 * known.sideways  # between the limit on a straight way and the one in a turn
    bent = window(turning=np.diag([border**2, 1.0, 0.0]))
    assert aside(bent, LEFT, known)
    assert not aside(replace(bent, yaw_rads=0.8), LEFT, known)


@given(
    turn=st.tuples(*[st.floats(-3.0, 3.0)] * 3),
    first=st.floats(0.01, 4.0),
    second=st.floats(0.01, 4.0),
)
def test_turning_the_sensor_changes_no_gate_of_a_leg(
    turn: tuple[float, float, float], first: float, second: float
) -> None:
    rotation = Rotation.from_rotvec(turn).as_matrix()
    here = np.diag([first, second, 0.0])
    there = rotation @ here @ rotation.T
    for placement in (Placement.THIGH, Placement.ANKLE):
        known = model(placement)
        one = across(window(turning=here, moving=here), LEFT, known)
        other = across(window(turning=there, moving=there), rotation @ LEFT, known)
        assert other == pytest.approx(one, rel=1e-6)
        assert swings(there, known) == swings(here, known) or first == pytest.approx(second)


def test_the_axis_of_swing_is_gathered_and_a_turn_or_a_side_step_counts_little() -> None:
    known = model(Placement.THIGH)
    spread = np.zeros((3, 3))
    for _ in range(10):
        spread = gathered(spread, window(), LEFT, known)
    assert abs(axis_of(spread) @ LEFT) == pytest.approx(1.0, abs=1e-9)
    assert swings(spread, known)
    odd = gathered(spread, window(turning=ASIDE), LEFT, known)
    plain = gathered(spread, window(turning=ASIDE), None, known)
    assert np.trace(odd) < np.trace(plain)
    assert abs(axis_of(odd) @ LEFT) > 0.99


def test_a_leg_that_turns_about_two_axes_alike_has_no_swing() -> None:
    assert not swings(ROUND, model(Placement.POCKET))
    assert swings(PLAIN, model(Placement.POCKET))


@pytest.mark.parametrize(
    ("pushed_ms2", "along_mps", "yaw_rads", "doubtful", "sure"),
    [
        ((0.8, 0.1), 0.30, 0.0, False, False),  # walking
        ((0.5, 0.7), 0.30, 0.0, True, False),  # a little more to the side
        ((0.2, 0.9), 0.30, 0.0, True, True),  # side steps
        ((0.2, 0.9), 0.30, 0.5, False, False),  # the same in a curve: the sides push unlike
        ((0.02, 0.1), 0.30, 0.0, False, False),  # hardly any push at all
        ((0.8, 0.1), 0.01, 0.0, True, False),  # on the spot: no braking, no driving
    ],
)
def test_a_trunk_is_pushed_aside_or_to_the_front(
    pushed_ms2: tuple[float, float],
    along_mps: float,
    yaw_rads: float,
    doubtful: bool,
    sure: bool,
) -> None:
    one = window(pushed_ms2=pushed_ms2, along_mps=along_mps, yaw_rads=yaw_rads)
    assert pushed_aside(one) is doubtful
    assert goes_sideways(one) is sure


@given(yaw_rads=st.floats(-4.0, 4.0))
def test_turning_is_told_alike_to_both_sides(yaw_rads: float) -> None:
    one, other = window(yaw_rads=yaw_rads), window(yaw_rads=-yaw_rads)
    assert turns(one) == turns(other) == (abs(yaw_rads) > 0.5)


@pytest.mark.parametrize("placement", sorted(models()))
def test_stairs_are_steeper_than_any_walk(placement: Placement) -> None:
    known = model(placement)
    assert climbs(window(steep=1.01 * known.steepest), known)
    assert not climbs(window(steep=0.99 * known.steepest), known)
