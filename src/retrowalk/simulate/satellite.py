"""What a satellite receiver in the device would have reported of the walk.

    true path of the device -- averaged over 1 s --> delayed --> + errors --> positions

The error of a position wanders slowly (Gauss-Markov), so that neighbouring positions err
alike; speed and course come from the Doppler shift, with errors of their own that do not
wander. A receiver that hardly moves knows no course.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Positions

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class SatelliteModel:
    """One receiver under one sky (design choice: a phone or watch outdoors).

    Attributes:
        rate_hz: positions per second.
        position_sd_m: standard deviation of the wandering error, east and north each.
        correlation_s: time in which that error is forgotten to a third.
        jitter_m: standard deviation of what each position errs on its own.
        velocity_sd_mps: standard deviation of the Doppler velocity, east and north each.
        averaging_s: time over which the receiver smooths.
        delay_s: how long ago what it reports was true.
        slow_mps: speed below which it gives no course.
        latitude_deg: where the walk starts (the open Atlantic).
        longitude_deg: where the walk starts.
        facing_deg: where the walker faces at the start, clockwise from north.
    """

    rate_hz: float = 1.0
    position_sd_m: float = 3.0
    correlation_s: float = 40.0
    jitter_m: float = 0.3
    velocity_sd_mps: float = 0.15
    averaging_s: float = 1.0
    delay_s: float = 0.5
    slow_mps: float = 0.3
    latitude_deg: float = 46.0
    longitude_deg: float = -20.0
    facing_deg: float = 30.0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("rate_hz", 0.1, 10.0),
            ("position_sd_m", 0.0, 100.0),
            ("correlation_s", 1.0, 3600.0),
            ("jitter_m", 0.0, 100.0),
            ("velocity_sd_mps", 0.0, 5.0),
            ("averaging_s", 0.1, 10.0),
            ("delay_s", 0.0, 10.0),
            ("slow_mps", 0.0, 5.0),
            ("latitude_deg", -80.0, 80.0),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise RetrowalkError(
                    f"{name} is {value:g}", where="satellites", remedy=f"give {low:g} to {high:g}"
                )


def satellite_positions(
    time_s: Array, path_m: Array, model: SatelliteModel, rng: np.random.Generator
) -> Positions:
    """Return what a receiver on a path reports.

    Args:
        time_s: (n,) uniform seconds.
        path_m: (n, 2 or more) true path; x to where the walker faces at the start, y left of it.
        model: the receiver.
        rng: its errors.

    Returns:
        Positions on the same clock, from the first instant on.
    """
    rate_hz = (len(time_s) - 1) / float(time_s[-1] - time_s[0])
    width = 2 * round(0.5 * model.averaging_s * rate_hz) + 1
    padded = np.pad(path_m[:, :2], ((width // 2, width // 2), (0, 0)), mode="edge")
    smooth = np.stack([np.convolve(x, np.full(width, 1.0 / width), "valid") for x in padded.T])
    velocity = np.gradient(smooth, 1.0 / rate_hz, axis=1)
    count = int(np.floor(float(time_s[-1] - time_s[0]) * model.rate_hz + 1e-9)) + 1
    at_s = time_s[0] + np.arange(count) / model.rate_hz
    facing = np.radians(model.facing_deg)
    east_north = np.array([[np.sin(facing), -np.cos(facing)], [np.cos(facing), np.sin(facing)]])

    def reported(values: Array) -> Array:
        """(2, count) east and north as the receiver knew them."""
        then = [np.interp(at_s - model.delay_s, time_s, row) for row in values]
        return np.asarray(east_north @ np.stack(then))

    place = reported(smooth) + _wander(count, model, rng)
    place += model.jitter_m * rng.normal(size=(2, count))
    speed = reported(velocity) + model.velocity_sd_mps * rng.normal(size=(2, count))
    size = np.hypot(*speed)
    course = np.degrees(np.arctan2(speed[0], speed[1])) % 360.0
    latitude = np.radians(model.latitude_deg)
    return Positions(
        at_s,
        model.latitude_deg + np.degrees(place[1] / EARTH_RADIUS_M),
        model.longitude_deg + np.degrees(place[0] / (EARTH_RADIUS_M * np.cos(latitude))),
        size,
        np.where(size < model.slow_mps, np.nan, course),
        np.full(count, np.hypot(model.position_sd_m, model.jitter_m)),
    )


def _wander(count: int, model: SatelliteModel, rng: np.random.Generator) -> Array:
    """Return a (2, count) Gauss-Markov error of the model's size, east and north."""
    kept = float(np.exp(-1.0 / (model.rate_hz * model.correlation_s)))
    fresh = model.position_sd_m * rng.normal(size=(2, count))
    error = np.empty((2, count))
    error[:, 0] = fresh[:, 0]
    for k in range(1, count):
        error[:, k] = kept * error[:, k - 1] + np.sqrt(1.0 - kept**2) * fresh[:, k]
    return error
