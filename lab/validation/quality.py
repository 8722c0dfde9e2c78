"""The same recording as a worse sensor would have made it.

full      as it is
browser   60 Hz with 3 ms of jitter, rounded to 0.1 m/s² and 0.1 degrees/s, a little noise
25 Hz     every reading of a slow logger, not filtered before
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retrowalk.recording import Recording

QUALITIES = ("full", "browser", "25 Hz")
_DEGREE = np.pi / 180.0


def _read_at(values: np.ndarray, time_s: np.ndarray, at_s: np.ndarray) -> np.ndarray:
    return np.stack([np.interp(at_s, time_s, column) for column in values.T], axis=1)


def browser(recording: Recording, seed: int) -> Recording:
    """Return the recording as a browser gives it: 60 Hz jittered, 0.1 m/s², 0.1 degrees/s."""
    rng = np.random.default_rng(seed)
    count = int(recording.duration_s * 60.0)
    time_s = recording.time_s[0] + np.sort(np.arange(count) / 60.0 + rng.normal(0, 0.003, count))
    time_s = time_s[(time_s >= recording.time_s[0]) & (time_s <= recording.time_s[-1])]
    time_s = _outside_gaps(recording, time_s[np.concatenate([[True], np.diff(time_s) > 1e-4])])

    def at(values: np.ndarray, step: float, noise: float) -> np.ndarray:
        read = _read_at(values, recording.time_s, time_s)
        return np.asarray(np.round((read + rng.normal(0, noise, read.shape)) / step) * step)

    rate = recording.angular_rate_rads
    return replace(
        recording,
        time_s=time_s,
        acceleration_ms2=at(recording.acceleration_ms2, 0.1, 0.03),
        angular_rate_rads=None if rate is None else at(rate, 0.1 * _DEGREE, 0.05 * _DEGREE),
    )


def slow(recording: Recording) -> Recording:
    """Return the recording at 25 Hz."""
    count = int(recording.duration_s * 25.0) + 1
    time_s = _outside_gaps(recording, recording.time_s[0] + np.arange(count) / 25.0)
    rate = recording.angular_rate_rads
    return replace(
        recording,
        time_s=time_s,
        acceleration_ms2=_read_at(recording.acceleration_ms2, recording.time_s, time_s),
        angular_rate_rads=None if rate is None else _read_at(rate, recording.time_s, time_s),
    )


def _outside_gaps(recording: Recording, time_s: np.ndarray) -> np.ndarray:
    """Keep no instant that lies where the recording has no samples."""
    keep = np.ones(len(time_s), dtype=bool)
    for start_s, end_s in recording.gaps():
        keep &= (time_s <= start_s) | (time_s >= end_s)
    return np.asarray(time_s[keep])


def as_quality(recording: Recording, quality: str, seed: int) -> Recording:
    """Return the recording at one of `QUALITIES`."""
    if quality == "browser":
        return browser(recording, seed)
    return slow(recording) if quality == "25 Hz" else recording
