"""From a recording to a walk: the questions asked in their order.

Recording -> stretches at 50 Hz -> motion -> axis -> steps -> runs
          -> direction every half second -> bouts -> cadence, speed, steadiness -> Walk
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording, Wearer
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.base import Direction, Knowledge, Walk
from retrowalk.tracker.bouts import HopAnswer, Piece, pieces
from retrowalk.tracker.calibration import Calibration, calibrate
from retrowalk.tracker.decide import UNSURE, State, decide
from retrowalk.tracker.direction import Belief, models
from retrowalk.tracker.follow import Followed, follow
from retrowalk.tracker.placement import Placed, placement_of
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.summary import Counted, walk_of
from retrowalk.tracker.timebase import RATE_HZ, stretches

_NO_DIRECTION = {
    Placement.WRIST: "the arm's swing hides the direction; wear the device on a leg or belt",
    Placement.HAND: "a device in the hand does not show the walking direction",
}
_UNKNOWN_WAIST = "at the waist the direction needs a calibration walk or the device's axes"
_NO_GYROSCOPE = "the recording has no gyroscope; the direction needs one"
_WHERE = "where the device is worn is not sure enough for a direction; name it with --placement"
_REWORN = "after a gap of over 5 s the device may sit differently: calibrate again"
_CERTAIN = 20.0
# A longer gap ends what was learnt of the mounting (design choice).
REWORN_S = 5.0
# A segment leans while it walks, a foot sensor sits on a slope: 60 degrees (design choice).
_UPRIGHT_COSINE = 0.5


def _calibration(recording: Recording, placement: Placement) -> Calibration:
    if recording.angular_rate_rads is None:
        raise RetrowalkError(
            _NO_GYROSCOPE, where="calibration", remedy="record the gyroscope as well"
        )
    window = round(models()[placement].window_s * RATE_HZ)
    followed = [follow(motion_of(part), placement, window) for part in stretches(recording)]
    return calibrate([(f.motion, run) for f in followed for run in f.runs], placement)


def _worn(motions: list[Motion]) -> list[int]:
    """Number the parts between gaps in which the device may have been taken off."""
    numbers = [0] * len(motions)
    for k in range(1, len(motions)):
        before = motions[k - 1]
        gap_s = (motions[k].first - before.first - len(before)) / RATE_HZ
        numbers[k] = numbers[k - 1] + int(gap_s > REWORN_S)
    return numbers


def _no_direction(part: Followed, where: Placed, *, front_fixed: bool) -> str | None:
    """Return why the direction of a stretch cannot be asked, or None."""
    placement = where.placement
    if placement in _NO_DIRECTION:
        return _NO_DIRECTION[placement]
    if not where.sure:
        return _WHERE
    if not part.motion.has_gyroscope:
        return _NO_GYROSCOPE
    if placement not in LEG_PLACEMENTS and not front_fixed:
        return _UNKNOWN_WAIST
    return None


def _cut(
    followed: list[Followed],
    where: Placed,
    mounting: Mounting | None,
    calibration: Calibration | None,
    calibrated_part: int,
) -> list[tuple[Followed, list[Piece], tuple[HopAnswer, ...]]]:
    """Give every run its directions."""
    nothing = np.zeros((3, 3))
    state = fresh = State(None, nothing, Belief(0.0, 0.0))
    if calibration is not None:
        state = State(calibration.left, nothing, Belief(calibration.front_log_odds, 0.0))
    elif mounting is not None:
        state = State(mounting.body_from_sensor[1], nothing, Belief(_CERTAIN, 0.0))
    front_fixed = state.left is not None
    numbers = _worn([part.motion for part in followed])
    found = []
    for k, part in enumerate(followed):
        if not front_fixed and k > 0 and numbers[k] != numbers[k - 1]:
            state = fresh
        refused = _no_direction(part, where, front_fixed=front_fixed)
        if refused is None and calibration is not None and numbers[k] != calibrated_part:
            refused = _REWORN
        parts: list[Piece] = []
        all_answers: list[HopAnswer] = []
        for run in part.runs:
            answers: tuple[HopAnswer, ...] = ()
            if refused is None:
                answers, state = decide(
                    part,
                    run,
                    models()[where.placement],
                    state,
                    calibration,
                    front_fixed=front_fixed,
                )
            if not answers:
                middle = (run.start + run.end) // 2
                answers = (HopAnswer(middle, Direction.UNKNOWN, 0.0, refused or UNSURE),)
            parts.extend(pieces(run, answers))
            all_answers.extend(answers)
        found.append((part, parts, tuple(all_answers)))
    return found


def _check_axes(mounting: Mounting, followed: list[Followed]) -> None:
    """Refuse axes whose up does not point up while the wearer walks."""
    ups = [
        part.motion.up_in_sensor[run.start : run.end].mean(axis=0)
        for part in followed
        for run in part.runs
        if part.motion.has_gyroscope
    ]
    if not ups:
        return
    up = np.mean(ups, axis=0)
    cosine = float(mounting.body_from_sensor[2] @ up) / max(float(np.linalg.norm(up)), 1e-9)
    if cosine < _UPRIGHT_COSINE:
        degrees = round(float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))))
        raise RetrowalkError(
            f"the axis called up points {degrees} degrees away from up while walking",
            where="axes",
            remedy="check which device axis points up on the upright wearer, or leave the axes out",
        )


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
            calibration given, or axes that do not fit gravity.
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
    calibrated_part = 0
    model = models().get(where.placement)
    if calibration is not None:
        if model is None:
            warnings.append(f"the calibration was not used: {_NO_DIRECTION[where.placement]}")
        elif isinstance(calibration, Recording):
            known = _calibration(calibration, where.placement)
        else:
            start, end = (at + float(recording.time_s[0]) for at in calibration)
            known = _calibration(recording.part(start, end), where.placement)
            begun = [k for k, motion in enumerate(motions) if motion.time_s[0] <= calibration[1]]
            calibrated_part = _worn(motions)[begun[-1]] if begun else 0
    window = round((model.window_s if model else 5.0) * RATE_HZ)
    followed = [follow(motion, where.placement, window) for motion in motions]
    if mounting is not None:
        _check_axes(mounting, followed)
    cut = _cut(followed, where, mounting, known, calibrated_part)
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
