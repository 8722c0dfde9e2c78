"""The answer for every half second of a walk.

axis of swing near the usual left axis?   no  -> sideways (known front) or unknown
movement gentle and straight enough?      no  -> says nothing
moments of the window                         -> log-odds of forward
firm stride of a foot                         -> adds its own direction, or says sideways
belief = what was gathered before, fading, and this window -> answer
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.base import Direction
from retrowalk.tracker.bouts import HopAnswer
from retrowalk.tracker.calibration import Calibration, calibrated_log_odds
from retrowalk.tracker.direction import (
    Belief,
    Model,
    both_signs,
    clearness,
    known_log_odds,
    log_odds,
    sigma,
)
from retrowalk.tracker.follow import Followed
from retrowalk.tracker.frame import hop_centres, sagittal, windows_at
from retrowalk.tracker.moments import Moments, moments_of
from retrowalk.tracker.strides import Stride, stride_direction
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.walking import Run

UNSURE = "the movement fits neither forward nor backward walking well enough"
VIGOROUS = "the movement is too vigorous for walking backward: stairs, jogging or a jump"
TURNS = "the walker turns too fast for walking backward"
ACROSS = "the leg swings across the usual plane"

# Design choices, checked against motion capture (docs/validation.md).
# cosine between the axis of swing and the usual left axis below which a walk goes sideways
_ACROSS_COSINE = 0.5
_SIDEWAYS_SURE = 0.9
_AXIS_KEPT = 0.98
# lift against the wearer's own forward walk beyond which backward is not believed
_HARDER_THAN_OWN = 1.4
_TURNING_RADS = 1.3
# log-odds of the front from which a stride's own angle is read, and how sure that reading is
_FRONT_KNOWN = 3.0
_STRIDE_SURE = 0.95


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """What is carried from one half second to the next.

    Attributes:
        left: (3,) left axis in the sensor frame, or None before the first walking.
        spread: (3, 3) gathered axes of swing, where the mounting is unknown.
        belief: of front and direction.
    """

    left: Array | None
    spread: Array
    belief: Belief

    def with_belief(self, belief: Belief) -> State:
        """Return the state with another belief."""
        return State(self.left, self.spread, belief)

    def with_swing(self, swing: Array) -> State:
        """Return the state after one more axis of swing, its sign carried on."""
        spread = _AXIS_KEPT * self.spread + np.outer(swing, swing)
        main = np.linalg.eigh(spread)[1][:, -1]
        if self.left is None:
            return State(swing, spread, self.belief)
        cosine = float(main @ self.left)
        belief = self.belief
        if abs(cosine) < _ACROSS_COSINE:  # most of the walk was about another axis: learn anew
            belief = Belief(0.0, belief.forward)
        return State(main if cosine >= 0 else -main, spread, belief)


@dataclass(frozen=True, eq=False, slots=True)
class _Windows:
    """Everything measured about the windows of a run, before anything is decided.

    Attributes:
        centres: (h,) samples.
        swing: (h, 3) axis of swing, or None for a sensor that is not on a leg.
        moments: resolved with the axis of swing, or with the known left axis.
        across: (h,) sideways against forward velocity, with the known left axis; zero
            where it is not known.
        lift_ms2: (h,) standard deviation of vertical acceleration.
        yaw_rads: (h,) mean turning of the walker.
    """

    centres: tuple[int, ...]
    swing: Array | None
    moments: Moments
    across: Array
    lift_ms2: Array
    yaw_rads: Array


def _measured(
    followed: Followed, run: Run, model: Model, left: Array | None, *, front_fixed: bool
) -> _Windows:
    motion = followed.motion
    all_centres = hop_centres(motion)
    inside = np.flatnonzero((all_centres >= run.start) & (all_centres < run.end))
    centres = all_centres[inside]
    rows = windows_at(motion, centres, round(model.window_s * RATE_HZ))
    swing = followed.swing[inside] if len(followed.swing) else None
    axis = swing if swing is not None else left
    if axis is None:
        raise AssertionError("a trunk sensor is decided only with a known left axis")
    across = np.zeros(len(centres))
    if front_fixed and left is not None and model.sideways > 0:
        known = sagittal(motion, rows, left)
        across = known.velocity_y.std(axis=1) / np.maximum(known.velocity_x.std(axis=1), 1e-6)
    return _Windows(
        tuple(int(centre) for centre in centres),
        swing,
        moments_of(sagittal(motion, rows, axis, evened=model.evened)),
        across,
        motion.lift_ms2[rows].std(axis=1),
        motion.yaw_rate[rows].mean(axis=1),
    )


def _stride_at(strides: tuple[Stride, ...], centre: int) -> Stride | None:
    """Return the firm stride of a foot sensor that holds a sample."""
    for stride in strides:
        if stride.start <= centre < stride.end and stride.firm:
            return stride
    return None


def _answer(belief: Belief, centre: int, reason: str) -> HopAnswer:
    if not belief.decided:
        return HopAnswer(centre, Direction.UNKNOWN, 0.0, reason)
    direction = Direction.FORWARD if belief.forward > 0 else Direction.BACKWARD
    return HopAnswer(centre, direction, sigma(abs(belief.forward)))


def decide(
    followed: Followed,
    run: Run,
    model: Model,
    state: State,
    calibration: Calibration | None,
    *,
    front_fixed: bool,
) -> tuple[tuple[HopAnswer, ...], State]:
    """Answer every half second of a run.

    Args:
        followed: the stretch the run lies in.
        run: consecutive steps.
        model: weights of the placement.
        state: what was known before the run.
        calibration: the wearer's own forward walk, or None.
        front_fixed: whether the left axis is known from the mounting or a calibration.

    Returns:
        One answer for each half second, and the state after the run.
    """
    measured = _measured(followed, run, model, state.left, front_fixed=front_fixed)
    hardest = model.hardest_ms2
    if calibration is not None:
        hardest = min(hardest, _HARDER_THAN_OWN * calibration.lift_ms2)
    state = state.with_belief(Belief(state.belief.front, 0.0))
    answers: list[HopAnswer] = []
    for k, centre in enumerate(measured.centres):
        window, axis = measured.moments.at(k), state.left
        first, reason = not answers, UNSURE
        if measured.swing is not None:
            swing = measured.swing[k]
            if not front_fixed:
                state = state.with_swing(swing)
            cosine = 1.0 if state.left is None else float(swing @ state.left)
            aside = model.sideways > 0 and float(measured.across[k]) > model.sideways
            if aside or abs(cosine) < _ACROSS_COSINE:
                state = state.with_belief(Belief(state.belief.front, 0.0))
                answers.append(
                    HopAnswer(centre, Direction.SIDEWAYS, _SIDEWAYS_SURE)
                    if front_fixed
                    else HopAnswer(centre, Direction.UNKNOWN, 0.0, ACROSS)
                )
                continue
            axis = swing if cosine > 0 else -swing
            window = window if cosine > 0 else window.turned()
        belief = state.belief
        if front_fixed:
            evidence = known_log_odds(model, window)
        else:
            evidence, told = both_signs(model, window, belief.front)
            belief = belief.with_front(told, first=first)
        if calibration is not None:
            evidence = calibrated_log_odds(calibration, evidence, window.odd)
        clear = clearness(model, window, front_fixed=front_fixed) >= model.vigorous_margin
        if evidence < 0 and measured.lift_ms2[k] > hardest and not clear:
            evidence, reason = 0.0, VIGOROUS
        elif evidence < 0 and abs(measured.yaw_rads[k]) > _TURNING_RADS:
            evidence, reason = 0.0, TURNS
        stride = _stride_at(followed.strides, centre)
        if stride is not None and axis is not None and abs(belief.front) >= _FRONT_KNOWN:
            left = axis if belief.front > 0 else -axis
            way = stride_direction(stride.angle_rad(followed.motion, left))
            if way is Direction.SIDEWAYS:
                state = state.with_belief(Belief(belief.front, 0.0))
                answers.append(HopAnswer(centre, Direction.SIDEWAYS, _STRIDE_SURE))
                continue
            evidence += (2.0 if way is Direction.FORWARD else -2.0) * log_odds(_STRIDE_SURE)
        belief = belief.with_evidence(evidence, first=first)
        state = state.with_belief(belief)
        answers.append(_answer(belief, centre, reason))
    return tuple(answers), state
