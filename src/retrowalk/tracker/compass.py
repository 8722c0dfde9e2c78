"""A compass beside the gyroscope: it knows little of each second, and does not drift.

    offset = facing of the device by its compass - turning by the gyroscope

The offset is constant but for the gyroscope's drift and the compass' own disturbance, so that
its changes over a minute tell the drift. With a known mounting it is the wearer's facing
itself. Heading is that of the device's y axis, clockwise from north, as phones and loggers give
it; where that axis stands upright it has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Channel, Mounting
from retrowalk.tracker.turning import HOP_S, Turning

# Design choices. Iron and wrong declination turn a compass by 10 to 25 degrees for a while.
COMPASS_SD_RAD = np.radians(20.0)
MOUNTED_SD_RAD = np.radians(30.0)
_WINDOW_S = 4.0
_LEAST_AGREEMENT = 0.8
_FLAT = 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Compass:
    """Facing by the compass less turning by the gyroscope.

    Attributes:
        offset_rad: (h,) counter-clockwise from east; NaN where the compass tells nothing.
    """

    offset_rad: Array

    def facing_offset(self, mounting: Mounting) -> Array:
        """Return (h,) what to add to the turning for the wearer's facing, rad."""
        x, y = mounting.body_from_sensor[:2, 1]
        if np.hypot(x, y) < _FLAT:
            return np.full_like(self.offset_rad, np.nan)
        return np.asarray(self.offset_rad - np.arctan2(y, x))


def compass_of(heading_deg: Channel, turning: Turning, start_s: float) -> Compass:
    """Compare compass and gyroscope around each half second.

    Args:
        heading_deg: heading of the device.
        turning: turning by the gyroscope.
        start_s: the recording's first sample on the clock of `heading_deg`.
    """
    there = np.isfinite(heading_deg.values)
    at_s = heading_deg.time_s[there] - start_s
    facing = np.radians(90.0 - heading_deg.values[there])
    pointer = np.exp(1j * (facing - turning.at(at_s)))
    sums = np.concatenate([[0.0], np.cumsum(pointer)])
    half = 0.5 * _WINDOW_S
    low = np.searchsorted(at_s, turning.time_s - half)
    high = np.searchsorted(at_s, turning.time_s + half)
    count = high - low
    mean = (sums[high] - sums[low]) / np.maximum(count, 1)
    flat = np.hypot(turning.up_in_sensor[:, 0], turning.up_in_sensor[:, 2]) > _FLAT
    usable = (count >= 3) & (np.abs(mean) > _LEAST_AGREEMENT) & flat
    return Compass(np.where(usable, np.angle(mean), np.nan))


def anchored(offset_rad: Array, inside: npt.NDArray[np.bool_]) -> float | None:
    """Return the mean offset of the half seconds in `inside`, rad; None below 2 s of them."""
    known = offset_rad[inside & np.isfinite(offset_rad)]
    if len(known) * HOP_S < 2.0:
        return None
    return float(np.angle(np.mean(np.exp(1j * known))))
