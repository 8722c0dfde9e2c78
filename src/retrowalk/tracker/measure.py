"""Everything measured about a half second of a walk, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.tracker.attitude import LOOK_AHEAD, VIGOUR_HALF, Motion
from retrowalk.tracker.direction import Model
from retrowalk.tracker.frame import sagittal, windows_at
from retrowalk.tracker.moments import Moments, moments_of
from retrowalk.tracker.timebase import RATE_HZ


@dataclass(frozen=True, eq=False, slots=True)
class Window:
    """Measures of the window around one half second.

    Attributes:
        centre: its sample in the stretch.
        swing: (3,) axis of swing, zero before the leg moved; None for a sensor that is not
            on a leg.
        moments: resolved with the axis of swing, or with the known left axis.
        across: sideways against forward velocity, with the known left axis; 0 where it is
            not known.
        lift_ms2: standard deviation of vertical acceleration.
        yaw_rads: mean turning of the walker.
    """

    centre: int
    swing: Array | None
    moments: Moments
    across: float
    lift_ms2: float
    yaw_rads: float


def reach(model: Model) -> int:
    """Return how many samples after its centre a window needs."""
    return round(model.window_s * RATE_HZ) // 2 + 1 + (VIGOUR_HALF if model.evened else 0)


def heard_after(model: Model) -> int:
    """Return how many samples after its centre a half second is answered, live.

    What is known later must not enter the answer: batch and live would differ.
    """
    return reach(model) + LOOK_AHEAD


def measure(
    motion: Motion,
    base: int,
    centres: npt.NDArray[np.int64],
    model: Model,
    swing: Array | None,
    left: Array | None,
) -> list[Window]:
    """Measure the windows around some half seconds.

    Args:
        motion: motion that holds the windows; where it begins or ends inside one, the
            stretch does.
        base: sample of the stretch at which it begins.
        centres: (h,) samples of the stretch.
        model: weights of the placement.
        swing: (h, 3) axes of swing of a leg, else None.
        left: (3,) the left axis where it is known; needed where there is no swing.
    """
    length, most = round(model.window_s * RATE_HZ), reach(model)
    start = max(0, min(int(centres[0]) - base - most, len(motion) - length - VIGOUR_HALF))
    end = min(len(motion), max(int(centres[-1]) - base + most, length + VIGOUR_HALF))
    part = motion.part(start, end)
    rows = windows_at(part, centres - base - start, length)
    if swing is not None:
        axis = swing
    elif left is not None:
        axis = left
    else:
        raise AssertionError("a trunk sensor is measured only with a known left axis")
    across = np.zeros(len(centres))
    if left is not None and model.sideways > 0:
        known = sagittal(part, rows, left)
        across = known.velocity_y.std(axis=1) / np.maximum(known.velocity_x.std(axis=1), 1e-6)
    moments = moments_of(sagittal(part, rows, axis, evened=model.evened))
    lift_ms2 = part.lift_ms2[rows].std(axis=1)
    yaw_rads = part.yaw_rate[rows].mean(axis=1)
    return [
        Window(
            int(centre),
            None if swing is None else swing[k],
            moments.at(k),
            float(across[k]),
            float(lift_ms2[k]),
            float(yaw_rads[k]),
        )
        for k, centre in enumerate(centres)
    ]
