"""Recordings for tests of files: a leg that swings about the sensor's y axis, gravity seen."""

from __future__ import annotations

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Recording


def swinging_leg(
    duration_s: float = 8.0, rate_hz: float = 100.0, *, seed: int = 1, gyroscope: bool = True
) -> Recording:
    """Return a consistent accelerometer and gyroscope; rounded as a logger rounds."""
    rng = np.random.default_rng(seed)
    time_s = np.round(np.arange(round(duration_s * rate_hz)) / rate_hz, 6)
    phase = 2 * np.pi * 0.9 * time_s
    angle, rate = 0.5 * np.sin(phase), 0.5 * 2 * np.pi * 0.9 * np.cos(phase)
    up = np.stack([-np.sin(angle), np.zeros_like(angle), np.cos(angle)], axis=1)
    impact = 0.15 * np.cos(2 * phase)[:, None] * up
    acceleration = STANDARD_GRAVITY_MS2 * (up + impact) + rng.normal(0, 0.2, (len(time_s), 3))
    angular_rate = np.stack([np.zeros_like(rate), rate, np.zeros_like(rate)], axis=1)
    angular_rate += rng.normal(0, 0.02, (len(time_s), 3))
    return Recording(
        time_s=time_s,
        acceleration_ms2=np.round(acceleration, 4),
        angular_rate_rads=np.round(angular_rate, 5) if gyroscope else None,
    )


def user_acceleration(recording: Recording) -> np.ndarray:
    """Return what is left of the swinging leg's acceleration without gravity, about."""
    phase = 2 * np.pi * 0.9 * recording.time_s
    angle = 0.5 * np.sin(phase)
    up = np.stack([-np.sin(angle), np.zeros_like(angle), np.cos(angle)], axis=1)
    return np.asarray(recording.acceleration_ms2 - STANDARD_GRAVITY_MS2 * up)
