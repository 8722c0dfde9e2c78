"""A short forward walk tells how the sensor sits and how this person walks.

    12 s of ordinary forward walking (8 s of it walking)
        -> the left axis in the sensor frame, its sign from "this was forward"
        -> the mean moments of this person's forward windows, z

    later window:  c = cos(z, its moments);  c near 1 forward, near -1 backward

The comparison needs no training, so it also works where no model holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.direction import models
from retrowalk.tracker.frame import HOP, leg_axis, sagittal, trunk_axis
from retrowalk.tracker.moments import ODD_SIGNS, moments_of
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.walking import Run

SHORTEST_S = 8.0
# mean cosine of the windows with their mean; mean log-odds of the flip-free cues (design choices)
_LEAST_AGREEMENT = 0.3
_BACKWARD_LOG_ODDS = -1.0
# log-odds per unit of cosine (design choice; docs/validation.md shows the spread)
_COSINE_LOG_ODDS = 8.0


@dataclass(frozen=True, eq=False, slots=True)
class Calibration:
    """What a forward walk told.

    Attributes:
        placement: the placement it was made for.
        left: (3,) unit left axis in the sensor frame.
        front_log_odds: how sure the sign of `left` is.
        forward: (len(NAMES),) mean time-odd moments of forward walking.
        lift_ms2: usual standard deviation of vertical acceleration of forward walking.
        up: (3,) mean unit vector up in the sensor frame.
        agreement: mean cosine between the calibration's windows and their mean.
        walked_s: seconds of walking used.
    """

    placement: Placement
    left: Array
    front_log_odds: float
    forward: Array
    lift_ms2: float
    up: Array
    agreement: float
    walked_s: float

    def evidence(self, odd: Array) -> float:
        """Return the log-odds of forward from the comparison with this person's walk."""
        size = float(np.linalg.norm(odd) * np.linalg.norm(self.forward))
        return _COSINE_LOG_ODDS * float(odd @ self.forward) / max(size, 1e-9)


def calibrate_pieces(pieces: list[tuple[Motion, Run]], placement: Placement) -> Calibration:
    """Learn mounting and style from a forward walk.

    Args:
        pieces: walking runs with the motion they lie in.
        placement: where the sensor is worn.

    Returns:
        The calibration.

    Raises:
        RetrowalkError: less than 8 s of walking, no model for the placement, or a walk so
            uneven that its windows contradict each other, or one that went backward.
    """
    walked_s = sum(run.end - run.start for _, run in pieces) / RATE_HZ
    if walked_s < SHORTEST_S:
        raise RetrowalkError(
            f"only {walked_s:.1f} s of walking found",
            where="calibration",
            remedy=f"walk forward as usual for 12 s, at least {SHORTEST_S:g} s without long stops",
        )
    model = models()[placement]
    samples = round(model.window_s * RATE_HZ)
    windows = [(motion, _windows_in(motion, run, samples)) for motion, run in pieces]
    if placement in LEG_PLACEMENTS:
        axes = np.array([leg_axis(motion, row) for motion, rows in windows for row in rows])
        spread = axes.T @ axes
    else:
        found = [trunk_axis(motion, rows) for motion, rows in windows]
        spread = np.sum([clear * np.outer(axis, axis) for axis, clear in found], axis=0)
    left = np.linalg.eigh(spread)[1][:, -1]
    told = [
        moments_of(sagittal(motion, rows, left, evened=model.evened)) for motion, rows in windows
    ]
    odd = np.concatenate([many.odd for many in told])
    front = np.concatenate([many.front for many in told])
    sign_log_odds = float(np.mean(2.0 * (odd @ model.flipping) + front @ model.front))
    if placement in LEG_PLACEMENTS and float(np.mean(odd @ model.flip_free)) < _BACKWARD_LOG_ODDS:
        raise RetrowalkError(
            "this looks like walking backward",
            where="calibration",
            remedy="calibrate with ordinary forward walking",
        )
    if sign_log_odds < 0:
        left, odd, sign_log_odds = -left, odd * ODD_SIGNS, -sign_log_odds
    mean = odd.mean(axis=0)
    sizes = np.linalg.norm(odd, axis=1) * np.linalg.norm(mean)
    agreement = float(np.mean(odd @ mean / np.maximum(sizes, 1e-9)))
    if agreement < _LEAST_AGREEMENT:
        raise RetrowalkError(
            "the steps differ too much from each other",
            where="calibration",
            remedy="walk forward once more, straight and at an even pace, the device fixed",
        )
    lifts = np.concatenate([motion.lift_ms2[rows].std(axis=1) for motion, rows in windows])
    lift_ms2 = float(np.median(lifts))
    up = np.mean([motion.up_in_sensor[rows].mean(axis=(0, 1)) for motion, rows in windows], axis=0)
    up = up / max(float(np.linalg.norm(up)), 1e-9)
    return Calibration(placement, left, sign_log_odds, mean, lift_ms2, up, agreement, walked_s)


def _windows_in(motion: Motion, run: Run, samples: int) -> npt.NDArray[np.int64]:
    """Return (h, n) indices of windows inside a run, every hop; a short run gives one."""
    length = min(samples, run.end - run.start)
    first = np.arange(run.start, run.end - length + 1, HOP, dtype=np.int64)
    return np.asarray(first[:, None] + np.arange(length)[None, :])


def calibrated_log_odds(calibration: Calibration, model_log_odds: float, odd: Array) -> float:
    """Join the model's answer and the comparison with the person's own walk."""
    return 0.5 * (model_log_odds + calibration.evidence(odd))
