"""What is refused, what is warned about, and that good recordings pass untouched."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.recordings import swinging_leg

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Recording
from retrowalk.validation import validate

LEG = swinging_leg()


def refused(recording: Recording) -> str:
    with pytest.raises(RetrowalkError) as refusal:
        validate(recording, where="walk.csv")
    assert refusal.value.remedy
    return str(refusal.value)


def test_a_good_recording_passes_as_it_is() -> None:
    assert validate(LEG) is LEG


@pytest.mark.parametrize("rate_hz", [20.0, 50.0, 200.0])
def test_rounded_browser_data_pass(rate_hz: float) -> None:
    leg = swinging_leg(10.0, rate_hz)
    assert leg.angular_rate_rads is not None
    degrees = np.round(np.degrees(leg.angular_rate_rads), 1)
    rough = replace(
        leg,
        acceleration_ms2=np.round(leg.acceleration_ms2, 1),
        angular_rate_rads=np.radians(degrees),
    )
    assert validate(rough).notes == ()


def test_a_few_repeats_are_left_out_with_a_warning() -> None:
    time_s = LEG.time_s.copy()
    time_s[100] = time_s[99]
    result = validate(replace(LEG, time_s=time_s))
    assert len(result.time_s) == len(LEG.time_s) - 1
    assert result.notes == ("warning: 1 samples repeat a time stamp; the first of each was kept",)


def test_many_repeats_are_refused() -> None:
    assert "repeat" in refused(replace(LEG, time_s=np.round(LEG.time_s, 1)))


def test_a_gyroscope_of_zeros_is_left_out_with_a_warning() -> None:
    result = validate(replace(LEG, angular_rate_rads=np.zeros_like(LEG.acceleration_ms2)))
    assert result.angular_rate_rads is None
    assert "0 throughout" in result.notes[0]


def test_gaps_stay_and_are_told_once() -> None:
    time_s = LEG.time_s.copy()
    time_s[400:] += 3.0
    result = validate(replace(LEG, time_s=time_s))
    assert len(result.gaps()) == 1
    assert "the longest 3.0 s at 4.0 s" in result.notes[0]
    assert validate(result) is result


def _clipped(share: float) -> Recording:
    values = LEG.acceleration_ms2.copy()
    count = round(share * len(values))
    values[100 : 100 + count, 2] = 19.6133
    return replace(LEG, acceleration_ms2=np.minimum(values, 19.6133))


def test_little_clipping_warns_and_much_is_refused() -> None:
    assert "cut off at the end" in validate(_clipped(0.005)).notes[0]
    assert "cut off at the end" in refused(_clipped(0.03))


def test_degrees_are_refused() -> None:
    assert LEG.angular_rate_rads is not None
    degrees = np.degrees(LEG.angular_rate_rads)
    assert "deg/s" in refused(replace(LEG, angular_rate_rads=degrees))


def test_slow_degrees_are_refused_by_the_turning_of_gravity() -> None:
    assert LEG.angular_rate_rads is not None
    dense = np.arange(0.0, 80.0, 0.01)
    slow = np.column_stack(
        [np.interp(dense / 10, LEG.time_s, LEG.acceleration_ms2[:, k]) for k in range(3)]
    )
    rate = np.column_stack(
        [np.interp(dense / 10, LEG.time_s, LEG.angular_rate_rads[:, k]) / 10 for k in range(3)]
    )
    assert validate(Recording(dense, slow, rate)).notes == ()
    assert "gravity turns" in refused(Recording(dense, slow, np.degrees(rate)))


def test_place_and_number_are_named() -> None:
    values = LEG.acceleration_ms2.copy()
    values[321, 1] = np.nan
    text = refused(replace(LEG, acceleration_ms2=values))
    assert "walk.csv, sample 322 at 3.21 s" in text
