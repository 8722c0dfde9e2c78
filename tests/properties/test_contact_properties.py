"""What must hold for the landing of any foot at any mounting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation
from tests.motions import turned, walked

from retrowalk.recording import Array, Placement, Recording
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.contact import Landing, landing_of
from retrowalk.tracker.strides import foot_strides
from retrowalk.tracker.timebase import stretches

few = settings(
    max_examples=15, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
plans = st.sampled_from(["forward", "backward", "left", "shuffle", "stairs-down", "stairs-up"])


@st.composite
def rotations(draw: st.DrawFn) -> Array:
    parts = draw(st.tuples(*[st.floats(-1.0, 1.0)] * 4).filter(lambda q: np.hypot(*q[:2]) > 0.05))
    return np.asarray(Rotation.from_quat(parts).as_matrix())


def landings(recording: Recording, left: Array) -> list[Landing]:
    return [
        landing_of(motion, stride, left)
        for motion in map(motion_of, stretches(recording))
        for stride in foot_strides(motion)
    ]


@few
@given(person=st.integers(0, 7), gait=plans, mount=rotations())
def test_turning_the_sensor_and_its_left_axis_changes_nothing(
    person: int, gait: str, mount: Array
) -> None:
    recording, truth = walked(person, Placement.FOOT, f"stand 2, {gait} 8, stand 2")
    left = truth.mounting.body_from_sensor[1]
    plain, other = landings(recording, left), landings(turned(recording, mount), mount @ left)
    assert [one.contact for one in other] == [one.contact for one in plain]
    assert [one.sample for one in other] == [one.sample for one in plain]
    for one, two in zip(plain, other, strict=True):
        assert two.pitch_rad == pytest.approx(one.pitch_rad, abs=1e-6)
