"""Recording, Mounting, Wearer: shapes, gaps, parts, frozen arrays."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from tests.recordings import swinging_leg

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Channel, Mounting, Recording, Wearer


def test_arrays_are_copied_and_frozen() -> None:
    time_s = np.arange(3.0)
    recording = Recording(time_s, np.ones((3, 3)))
    time_s[0] = 9.0
    assert recording.time_s[0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        recording.acceleration_ms2[0, 0] = 5.0


def test_a_read_only_view_of_a_changeable_array_is_copied() -> None:
    base = np.arange(3.0)
    view = base[:]
    view.setflags(write=False)
    recording = Recording(view, np.ones((3, 3)))
    base[0] = 9.0
    assert recording.time_s[0] == 0.0


def test_lengths_and_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="as long as"):
        Recording(np.arange(3.0), np.ones((4, 3)))
    with pytest.raises(ValueError, match="shape"):
        Recording(np.arange(3.0), np.ones((3, 2)))
    with pytest.raises(ValueError, match="same length"):
        Channel(np.arange(2.0), np.arange(3.0))
    with pytest.raises(ValueError, match="time zone"):
        Recording(np.arange(3.0), np.ones((3, 3)), start_utc=dt.datetime(2026, 1, 1))


def test_gaps_and_parts() -> None:
    recording = Recording(np.array([0.0, 0.1, 0.2, 1.0, 1.1]), np.ones((5, 3)))
    assert recording.gaps() == ((0.2, 1.0),)
    assert recording.rate_hz == pytest.approx(10.0)
    assert recording.part(0.1, 1.0).time_s.tolist() == [0.1, 0.2]
    assert swinging_leg(4.0).duration_s == pytest.approx(3.99)


def test_mounting_from_words() -> None:
    mounting = Mounting.from_axes("forward=+z,up=+y")
    assert mounting.body_from_sensor @ np.array([0, 0, 1.0]) == pytest.approx([1, 0, 0])
    same = Mounting.from_axes("backward=-z, down=-y")
    assert np.array_equal(mounting.body_from_sensor, same.body_from_sensor)
    for words in ("forward=+z", "forward=+z,up=+z", "north=+x,up=+y", "forward=+q,up=+y"):
        with pytest.raises(RetrowalkError):
            Mounting.from_axes(words)


def test_wearer_must_be_possible() -> None:
    with pytest.raises(RetrowalkError, match="height_m is 180"):
        Wearer(height_m=180)
