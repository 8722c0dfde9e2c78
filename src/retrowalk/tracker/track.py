"""From a recording to a walk: the questions asked in their order.

Recording -> stretches at 50 Hz -> motion -> axis -> steps -> runs
          -> direction every half second -> bouts -> cadence, speed, steadiness -> Walk
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Mounting, Placement, Recording, Wearer
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.base import Direction, Knowledge, Walk
from retrowalk.tracker.bouts import HopAnswer, Piece, pieces
from retrowalk.tracker.calibration import Calibration, calibrate, calibrated_log_odds
from retrowalk.tracker.direction import (
    Belief,
    Model,
    both_signs,
    known_log_odds,
    log_odds,
    models,
    sigma,
)
from retrowalk.tracker.frame import HOP, hop_centres, leg_axes, sagittal
from retrowalk.tracker.moments import moments_of
from retrowalk.tracker.placement import placement_of
from retrowalk.tracker.steps import (
    ARM_PLACEMENTS,
    LEG_PLACEMENTS,
    arm_signal,
    arm_steps,
    leg_signal,
    leg_steps,
    trunk_signal,
    trunk_steps,
)
from retrowalk.tracker.strides import Stride, foot_strides, stride_direction
from retrowalk.tracker.summary import Counted, walk_of
from retrowalk.tracker.timebase import RATE_HZ, stretches
from retrowalk.tracker.walking import Run, runs

_NO_DIRECTION = {
    Placement.WRIST: "the arm's swing hides the direction; wear the device on a leg or belt",
    Placement.HAND: "a device in the hand does not show the walking direction",
}
_UNKNOWN_WAIST = "at the waist the direction needs a calibration walk or the device's axes"
_NO_GYROSCOPE = "the recording has no gyroscope; the direction needs one"
_UNSURE = "the movement fits neither forward nor backward walking well enough"
_VIGOROUS = "the movement is too vigorous for walking backward: stairs, jogging or a jump"
_TURNS = "the walker turns too fast to tell"
_SIDE = "the leg swings across the usual plane"
# cosine between the axis of swing and the usual left axis below which a walk goes sideways
_ACROSS = 0.5
_AXIS_KEPT = 0.98
_CERTAIN = 20.0
# lift against the wearer's own forward walk beyond which backward is not believed
_HARDER_THAN_OWN = 1.4
_TURNING_RADS = 1.3
# log-odds of the front from which a stride's own angle is read, and how sure that reading is
_FRONT_KNOWN = 3.0
_STRIDE_SURE = 0.95


@dataclass(frozen=True, eq=False, slots=True)
class _Followed:
    """A stretch with its steps: what is needed before the direction is asked."""

    motion: Motion
    swing: Array  # (hops, 3) axis of swing; empty for a sensor that is not on a leg
    runs: tuple[Run, ...]
    strides: tuple[Stride, ...]  # of a foot sensor, else empty


def _follow(motion: Motion, placement: Placement, window: int) -> _Followed:
    if placement in LEG_PLACEMENTS and motion.has_gyroscope:
        swing = leg_axes(motion, window, None)
        centres = hop_centres(motion)
        nearest = np.clip(
            np.round((np.arange(len(motion)) - centres[0]) / HOP).astype(int), 0, len(centres) - 1
        )
        steps = leg_steps(leg_signal(motion, swing[nearest]))
        strides = foot_strides(motion) if placement is Placement.FOOT else ()
        return _Followed(motion, swing, runs(steps, motion, placement), strides)
    if placement in ARM_PLACEMENTS:
        steps = arm_steps(arm_signal(motion))
    else:
        steps = trunk_steps(trunk_signal(motion))
    return _Followed(motion, np.empty((0, 3)), runs(steps, motion, Placement.WAIST), ())


def _calibration(recording: Recording, placement: Placement) -> Calibration:
    if recording.angular_rate_rads is None:
        raise RetrowalkError(
            _NO_GYROSCOPE, where="calibration", remedy="record the gyroscope as well"
        )
    window = round(models()[placement].window_s * RATE_HZ)
    followed = [_follow(motion_of(part), placement, window) for part in stretches(recording)]
    return calibrate([(f.motion, run) for f in followed for run in f.runs], placement)


@dataclass(frozen=True, eq=False, slots=True)
class _State:
    """What is carried from one half second to the next.

    Attributes:
        left: (3,) left axis in the sensor frame, or None before the first walking.
        spread: (3, 3) gathered axes of swing, where the mounting is unknown.
        belief: of front and direction.
    """

    left: Array | None
    spread: Array
    belief: Belief

    def with_swing(self, swing: Array) -> _State:
        """Return the state after one more axis of swing, its sign carried on."""
        spread = _AXIS_KEPT * self.spread + np.outer(swing, swing)
        main = np.linalg.eigh(spread)[1][:, -1]
        if self.left is None:
            return _State(swing, spread, self.belief)
        cosine = float(main @ self.left)
        belief = self.belief
        if abs(cosine) < _ACROSS:  # most of the walking was about another axis: learn anew
            belief = Belief(0.0, belief.forward)
        return _State(main if cosine >= 0 else -main, spread, belief)


def _window(centre: int, samples: int, motion: Motion) -> slice:
    return slice(max(0, centre - samples // 2), min(len(motion), centre + samples // 2 + 1))


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


def _decide(
    followed: _Followed,
    run: Run,
    model: Model,
    state: _State,
    calibration: Calibration | None,
    *,
    front_fixed: bool,
) -> tuple[tuple[HopAnswer, ...], _State]:
    """Answer every half second of a run."""
    motion = followed.motion
    samples = round(model.window_s * RATE_HZ)
    centres = hop_centres(motion)
    inside = np.flatnonzero((centres >= run.start) & (centres < run.end))
    state = replace(state, belief=Belief(state.belief.front, 0.0))
    answers: list[HopAnswer] = []
    for k in inside:
        centre = int(centres[k])
        if len(followed.swing):
            swing = followed.swing[k]
            if not front_fixed:
                state = state.with_swing(swing)
        belief, axis = state.belief, state.left
        if len(followed.swing) and axis is not None:
            cosine = float(swing @ axis)
            if abs(cosine) < _ACROSS:
                state = replace(state, belief=Belief(belief.front, 0.0))
                answers.append(
                    HopAnswer(centre, Direction.SIDEWAYS, 1.0 - abs(cosine))
                    if front_fixed
                    else HopAnswer(centre, Direction.UNKNOWN, 0.0, _SIDE)
                )
                continue
            axis = swing if cosine > 0 else -swing
        if axis is None:
            raise AssertionError("a trunk sensor is decided only with a known left axis")
        around = _window(centre, samples, motion)
        window = moments_of(sagittal(motion, around, axis))
        first, reason = not answers, _UNSURE
        if front_fixed:
            evidence = known_log_odds(model, window)
        else:
            evidence, told = both_signs(model, window, belief.front)
            belief = belief.with_front(told, first=first)
        if calibration is not None:
            evidence = calibrated_log_odds(calibration, evidence, window.odd)
        hardest = model.hardest_ms2
        if calibration is not None:
            hardest = min(hardest, _HARDER_THAN_OWN * calibration.lift_ms2)
        if evidence < 0 and float(motion.lift_ms2[around].std()) > hardest:
            evidence, reason = 0.0, _VIGOROUS
        elif abs(float(motion.yaw_rate[around].mean())) > _TURNING_RADS:
            evidence, reason = 0.0, _TURNS
        stride = _stride_at(followed.strides, centre)
        if stride is not None and abs(belief.front) >= _FRONT_KNOWN:
            way = stride_direction(stride.angle_rad(motion, axis if belief.front > 0 else -axis))
            if way is Direction.SIDEWAYS:
                state = replace(state, belief=Belief(belief.front, 0.0))
                answers.append(HopAnswer(centre, Direction.SIDEWAYS, _STRIDE_SURE))
                continue
            evidence += (2.0 if way is Direction.FORWARD else -2.0) * log_odds(_STRIDE_SURE)
        belief = belief.with_evidence(evidence, first=first)
        state = replace(state, belief=belief)
        answers.append(_answer(belief, centre, reason))
    return tuple(answers), state


def _cut(
    followed: list[_Followed],
    placement: Placement,
    mounting: Mounting | None,
    calibration: Calibration | None,
) -> list[tuple[_Followed, list[Piece], tuple[HopAnswer, ...]]]:
    """Give every run its directions."""
    leg = placement in LEG_PLACEMENTS
    nothing = np.zeros((3, 3))
    state = _State(None, nothing, Belief(0.0, 0.0))
    if calibration is not None:
        state = _State(calibration.left, nothing, Belief(calibration.front_log_odds, 0.0))
    elif mounting is not None:
        state = _State(mounting.body_from_sensor[1], nothing, Belief(_CERTAIN, 0.0))
    front_fixed = state.left is not None
    found = []
    for part in followed:
        parts: list[Piece] = []
        all_answers: list[HopAnswer] = []
        for run in part.runs:
            reason = None
            if placement in _NO_DIRECTION:
                reason = _NO_DIRECTION[placement]
            elif not part.motion.has_gyroscope:
                reason = _NO_GYROSCOPE
            elif not leg and not front_fixed:
                reason = _UNKNOWN_WAIST
            if reason is None:
                answers, state = _decide(
                    part, run, models()[placement], state, calibration, front_fixed=front_fixed
                )
            else:
                answers = ()
            if not answers:
                middle = (run.start + run.end) // 2
                answers = (HopAnswer(middle, Direction.UNKNOWN, 0.0, reason or _UNSURE),)
            parts.extend(pieces(run, answers))
            all_answers.extend(answers)
        found.append((part, parts, tuple(all_answers)))
    return found


def track(
    recording: Recording,
    *,
    placement: Placement | None = None,
    mounting: Mounting | None = None,
    calibration: Recording | tuple[float, float] | None = None,
    wearer: Wearer | None = None,
) -> Walk:
    """Tell how a person walked: backward or forward, how many steps, how fast, how far.

    Args:
        recording: samples of one sensor (`retrowalk.read` makes one from a file).
        placement: where it was worn; taken from the recording or recognised when None.
        mounting: how the device's axes point on the body, when known.
        calibration: another recording of ordinary forward walking with the device as worn, or
            (start_s, end_s) of such a walk inside this recording, from its first sample.
        wearer: body size for speed and distance.

    Returns:
        The walk. Direction is unknown, with the reason, wherever it cannot be told.

    Raises:
        RetrowalkError: a calibration without 8 s of even walking, or both a mounting and a
            calibration given.
    """
    if mounting is not None and calibration is not None:
        raise RetrowalkError(
            "both axes and a calibration were given", remedy="give the one you trust more"
        )
    person = wearer or Wearer()
    motions = [motion_of(part) for part in stretches(recording)]
    where = placement_of(recording, placement, motions)
    warnings = list(where.warnings)
    known: Calibration | None = None
    model = models().get(where.placement)
    if calibration is not None:
        if model is None:
            warnings.append(f"the calibration was not used: {_NO_DIRECTION[where.placement]}")
        elif isinstance(calibration, Recording):
            known = _calibration(calibration, where.placement)
        else:
            start, end = (at + float(recording.time_s[0]) for at in calibration)
            known = _calibration(recording.part(start, end), where.placement)
    window = round((model.window_s if model else 5.0) * RATE_HZ)
    followed = [_follow(motion, where.placement, window) for motion in motions]
    cut = _cut(followed, where.placement, mounting, known)
    knowledge = Knowledge.UNKNOWN
    if known is not None:
        knowledge = Knowledge.CALIBRATED
    elif mounting is not None:
        knowledge = Knowledge.KNOWN
    counted = [
        Counted(part.motion, piece, answers, part.strides)
        for part, parts, answers in cut
        for piece in parts
    ]
    walk = walk_of(recording, counted, where, knowledge, person)
    return replace(walk, warnings=(*warnings, *walk.warnings))
