"""Whatever the pose: bones keep their length, and what is reached for is reached or pointed at."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.report.body import names as n
from retrowalk.report.body.contact import arm_to, leg_to
from retrowalk.report.body.names import RANGES_DEG, SIDES
from retrowalk.report.body.rotation import between, reach
from retrowalk.report.body.skeleton import points, posture

ANGLES = st.fixed_dictionaries({name: st.floats(*limits) for name, limits in RANGES_DEG.items()})
PLACES = st.tuples(*[st.floats(-0.9, 0.9)] * 3).map(np.array)


def _lengths(at: dict[str, np.ndarray]) -> list[float]:
    pairs = (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
    return [
        float(np.linalg.norm(at[f"{a}_{side}"] - at[f"{b}_{side}"]))
        for side in SIDES
        for a, b in pairs
    ]


@given(ANGLES)
@settings(max_examples=60, deadline=None)
def test_bones_keep_their_length(angles: dict[str, float]) -> None:
    bones = [n.THIGH, n.SHANK, n.UPPER_ARM, n.FOREARM] * 2
    assert _lengths(points(posture(angles))) == pytest.approx(bones)


@given(ANGLES, ANGLES, st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_between_two_poses_parts_stay_rigid(
    first: dict[str, float], second: dict[str, float], share: float
) -> None:
    a, b = posture(first), posture(second)
    for part, turn in a.turns.items():
        middle = between(turn, b.turns[part], share)
        assert middle @ middle.T == pytest.approx(np.eye(3), abs=1e-6)
        assert np.linalg.det(middle) == pytest.approx(1.0)


@given(PLACES, PLACES)
@settings(max_examples=80, deadline=None)
def test_two_bones_reach_as_far_as_they_can(start: np.ndarray, goal: np.ndarray) -> None:
    joint, end = reach(start, goal, 0.4, 0.41, np.array([1.0, 0.2, 0.1]))
    far = float(np.linalg.norm(goal - start))
    assert np.linalg.norm(end - start) <= 0.81
    if 0.02 < far < 0.8:
        assert end == pytest.approx(goal, abs=1e-4)
        assert np.linalg.norm(joint - start) == pytest.approx(0.4, abs=1e-4)
        assert np.linalg.norm(end - joint) == pytest.approx(0.41, abs=1e-4)


@given(ANGLES, PLACES, st.sampled_from(SIDES))
@settings(max_examples=60, deadline=None)
def test_reaching_keeps_bones_and_the_rest_of_the_body(
    angles: dict[str, float], goal: np.ndarray, side: str
) -> None:
    body = posture(angles)
    before = points(body)
    legs = leg_to(body, side, f"ball_{side}", before[f"hip_{side}"] + goal * 0.8, None)
    arms = arm_to(body, side, before[f"shoulder_{side}"] + goal * 0.6)
    for moved in (points(legs), points(arms)):
        assert _lengths(moved) == pytest.approx(_lengths(before), abs=1e-6)
        for name in ("pelvis", "neck", "head", "hip_left", "shoulder_right"):
            assert moved[name] == pytest.approx(before[name], abs=1e-9)
