"""Retrowalk itself, timed like the others."""

from __future__ import annotations

from typing import Any

import numpy as np

from lab.benchmarks.day import CALIBRATION_S
from lab.benchmarks.peers.exchange import RATE_HZ, Signals, main, timed
from lab.benchmarks.streaming import streamed
from retrowalk import Placement, Recording, track


def recording_of(signals: Signals) -> Recording:
    """Return the samples as our own type."""
    time_s = np.arange(len(signals.acceleration_ms2)) / RATE_HZ
    return Recording(time_s, signals.acceleration_ms2, signals.angular_rate_rads)


def tracked(recording: Recording) -> dict[str, Any]:
    """Track with the calibration walk at the start of the recording."""
    walk = track(recording, placement=Placement.WAIST, calibration=CALIBRATION_S)
    return {"contacts": len(walk.steps)}


JOBS = {
    "track": timed(recording_of, tracked),
    "stream": timed(recording_of, streamed),
}

if __name__ == "__main__":
    main(JOBS, ("retrowalk", "scipy"))
