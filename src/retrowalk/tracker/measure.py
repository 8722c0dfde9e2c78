"""Everything measured about a half second of a walk, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.tracker.attitude import LOOK_AHEAD, VIGOUR_HALF, Motion
from retrowalk.tracker.direction import Model
from retrowalk.tracker.frame import Sagittal, sagittal, windows_at
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
        turning: (3, 3) mean products of the horizontal angular rate, (rad/s)², sensor frame.
        moving: (3, 3) mean products of the horizontal velocity, (m/s)², sensor frame.
        pushed_ms2: acceleration to the front and to the left that goes with the rise and fall
            of the steps; of a trunk, else zero.
        along_mps: standard deviation of forward velocity.
        steep: vertical against forward velocity.
        lift_ms2: standard deviation of vertical acceleration.
        yaw_rads: mean turning of the walker.
    """

    centre: int
    swing: Array | None
    moments: Moments
    turning: Array
    moving: Array
    pushed_ms2: tuple[float, float]
    along_mps: float
    steep: float
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
    signals = sagittal(part, rows, axis, evened=model.evened)
    moments = moments_of(signals)
    along_mps = signals.velocity_x.std(axis=1)
    steep = signals.velocity_z.std(axis=1) / np.maximum(along_mps, 1e-6)
    turning, moving = _spreads(part, rows)
    pushed_ms2 = _pushed(signals) if swing is None else np.zeros((len(centres), 2))
    lift_ms2 = part.lift_ms2[rows].std(axis=1)
    yaw_rads = part.yaw_rate[rows].mean(axis=1)
    return [
        Window(
            int(centre),
            None if swing is None else swing[k],
            moments.at(k),
            turning[k],
            moving[k],
            (float(pushed_ms2[k, 0]), float(pushed_ms2[k, 1])),
            float(along_mps[k]),
            float(steep[k]),
            float(lift_ms2[k]),
            float(yaw_rads[k]),
        )
        for k, centre in enumerate(centres)
    ]


def _spreads(motion: Motion, rows: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """Return (h, 3, 3) mean products of horizontal angular rate and velocity, sensor frame."""
    up = motion.up_in_sensor[rows]
    turn = motion.world_from_sensor[rows]
    velocity = np.einsum("hnji,hnj->hni", turn, motion.velocity[rows])

    def products(values: Array) -> Array:
        flat = values - np.einsum("hni,hni->hn", values, up)[..., None] * up
        return np.asarray(np.einsum("hni,hnj->hij", flat, flat) / rows.shape[1])

    return products(motion.rate[rows]), products(velocity)


def _pushed(signals: Sagittal) -> Array:
    """Return (h, 2) acceleration to the front and to the left that goes with rise and fall."""

    def unit(values: Array) -> Array:
        centred = values - values.mean(axis=1, keepdims=True)
        return np.asarray(centred / np.maximum(centred.std(axis=1, keepdims=True), 1e-9))

    lift, rise = unit(signals.acceleration_z), unit(signals.velocity_z)
    return np.stack(
        [
            np.hypot((push * lift).mean(axis=1), (push * rise).mean(axis=1))
            for push in (signals.acceleration_x, signals.acceleration_y)
        ],
        axis=1,
    )
