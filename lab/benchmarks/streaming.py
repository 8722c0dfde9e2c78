"""The live form, sample by sample as a phone hands them over."""

from __future__ import annotations

import time
from typing import Any

from lab.benchmarks.day import CALIBRATION_S
from retrowalk import Placement, Recording, Tracker, calibrate

PUSH_S = 0.1


def live(*, placement: Placement, calibration: Recording) -> Tracker:
    """Return the live form after a calibration walk."""
    return Tracker(placement, calibration=calibrate(calibration, placement))


def streamed(recording: Recording) -> dict[str, Any]:
    """Push a recording in parts of 0.1 s into the live form."""
    return pushed(live, recording)


def pushed(make: Any, recording: Recording, push_s: float = PUSH_S) -> dict[str, Any]:
    """Time every push; cutting the recording into parts is not counted.

    Args:
        make: `live` or what behaves like it.
        recording: with the calibration walk at its start.
        push_s: seconds in each push.

    Returns:
        How many events came, microseconds per sample, and the longest push in milliseconds.
    """
    rate = recording.angular_rate_rads
    assert rate is not None
    start_s = float(recording.time_s[0])
    calibration = recording.part(*(start_s + at_s for at_s in CALIBRATION_S))
    tracker = make(placement=Placement.WAIST, calibration=calibration)
    events, spent = 0, []
    count = max(round(push_s * recording.rate_hz), 1)
    for first in range(0, len(recording.time_s), count):
        rows = slice(first, first + count)
        part = Recording(recording.time_s[rows], recording.acceleration_ms2[rows], rate[rows])
        started = time.perf_counter()
        events += len(tracker.push(part))
        spent.append(time.perf_counter() - started)
    events += len(tracker.finish() or ())
    return {
        "events": events,
        "us_per_sample": 1e6 * sum(spent) / len(recording.time_s),
        "longest_push_ms": 1e3 * max(spent),
    }
