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

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.direction import models
from retrowalk.tracker.frame import HOP, leg_axis, sagittal, trunk_axis
from retrowalk.tracker.moments import NAMES, moments_of
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.walking import Run

SHORTEST_S = 8.0
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
        agreement: mean cosine between the calibration's windows and their mean.
        walked_s: seconds of walking used.
    """

    placement: Placement
    left: Array
    front_log_odds: float
    forward: Array
    lift_ms2: float
    agreement: float
    walked_s: float

    def evidence(self, odd: Array) -> float:
        """Return the log-odds of forward from the comparison with this person's walk."""
        size = float(np.linalg.norm(odd) * np.linalg.norm(self.forward))
        return _COSINE_LOG_ODDS * float(odd @ self.forward) / max(size, 1e-9)


def windows_in(run: Run, samples: int, length: int) -> list[slice]:
    """Return windows of `samples` every hop inside a run; a short run gives one window."""
    start, end = max(run.start, 0), min(run.end, length)
    if end - start <= samples:
        return [slice(start, end)]
    return [slice(i, i + samples) for i in range(start, end - samples + 1, HOP)]


def calibrate(pieces: list[tuple[Motion, Run]], placement: Placement) -> Calibration:
    """Learn mounting and style from a forward walk.

    Args:
        pieces: walking runs with the motion they lie in.
        placement: where the sensor is worn.

    Returns:
        The calibration.

    Raises:
        RetrowalkError: less than 8 s of walking, no model for the placement, or a walk so
            uneven that its windows contradict each other.
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
    windows = [(m, w) for m, run in pieces for w in windows_in(run, samples, len(m))]
    if placement in LEG_PLACEMENTS:
        axes = [leg_axis(motion, window) for motion, window in windows]
        spread = np.sum([np.outer(axis, axis) for axis in axes], axis=0)
        left = np.linalg.eigh(spread)[1][:, -1]
    else:
        by_motion = {id(motion): motion for motion, _ in windows}
        found = [
            trunk_axis(motion, [w for m, w in windows if m is motion])
            for motion in by_motion.values()
        ]
        spread = np.sum([clear * np.outer(axis, axis) for axis, clear in found], axis=0)
        left = np.linalg.eigh(spread)[1][:, -1]
    told = [moments_of(sagittal(motion, window, left)) for motion, window in windows]
    odd = np.array([window.odd for window in told])
    turning = float(np.mean(odd @ model.flipping))
    front = float(np.mean([model.front @ window.front for window in told]))
    sign_log_odds = 2.0 * turning + front
    flips = np.array([-1.0 if name_flips(name) else 1.0 for name in NAMES])
    if sign_log_odds < 0:
        left, odd, sign_log_odds = -left, odd * flips, -sign_log_odds
    mean = odd.mean(axis=0)
    sizes = np.linalg.norm(odd, axis=1) * np.linalg.norm(mean)
    agreement = float(np.mean(odd @ mean / np.maximum(sizes, 1e-9)))
    if agreement < 0.3:
        raise RetrowalkError(
            "the steps differ too much from each other",
            where="calibration",
            remedy="walk forward once more, straight and at an even pace, the device fixed",
        )
    lifts = [np.std(motion.lift_ms2[window]) for motion, window in windows]
    lift_ms2 = float(np.median(lifts))
    return Calibration(placement, left, sign_log_odds, mean, lift_ms2, agreement, walked_s)


def name_flips(name: str) -> bool:
    """Whether a moment changes sign when the left axis is turned round."""
    return sum(not letter.endswith("z") for letter in name.split(".")) % 2 == 1


def calibrated_log_odds(calibration: Calibration, model_log_odds: float, odd: Array) -> float:
    """Join the model's answer and the comparison with the person's own walk."""
    return 0.5 * (model_log_odds + calibration.evidence(odd))
