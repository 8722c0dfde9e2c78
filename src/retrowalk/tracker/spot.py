"""Turning on the spot: many steps, no travel.

    turned per metre of swing = |yaw rate| / spread of the leg's velocity along its plane

A leg that steps round on the spot swings little and turns much; its time-odd moments mean
nothing, so neither forward nor backward is told. A walk through a corner turns as fast but
swings on. Walking backward through a sharp corner is rarer than turning on the spot, so less
turning is allowed for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Placement

# Design choices: rad/m between captured walks round corners and simulated turns on the spot
# (docs/wrist.md). A thigh swings less than a shank, so its limits are higher.
_LEAST_YAW_RADS = 0.4


@dataclass(frozen=True, slots=True)
class _Limits:
    backward: float
    forward: float


_THIGH, _SHANK = _Limits(4.5, 12.0), _Limits(2.5, 4.5)
_LIMITS: Mapping[Placement, _Limits] = MappingProxyType(
    {
        Placement.POCKET: _THIGH,
        Placement.THIGH: _THIGH,
        Placement.ANKLE: _SHANK,
        Placement.FOOT: _SHANK,
    }
)


def on_the_spot(
    yaw_rads: Array, velocity_x: Array, placement: Placement, *, forward: bool
) -> npt.NDArray[np.bool_]:
    """Tell which windows turn more than a walk does.

    Args:
        yaw_rads: (h,) mean turning of the walker.
        velocity_x: (h, n) velocity along the plane of walking, m/s.
        placement: where the sensor is worn; never true beside the legs.
        forward: whether the windows would be read as forward (else backward or sideways).
    """
    limits = _LIMITS.get(placement)
    turning = np.abs(yaw_rads)
    if limits is None:
        return np.zeros(len(turning), dtype=bool)
    most = limits.forward if forward else limits.backward
    return np.asarray((turning > _LEAST_YAW_RADS) & (turning > most * velocity_x.std(axis=1)))
