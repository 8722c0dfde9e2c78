"""The direction of a walk at the wrist or in the hand, where the gait itself does not tell it.

    front known   from the axes, or from a forward walk that began or ended at rest
    positions     and a stretch known to be forward, or a compass and the axes

Push and brake need the rest before and after a whole walk, the course needs the whole way; so
this is asked of whole recordings only, not live (docs/wrist.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array, Mounting, Placement, Recording
from retrowalk.tracker.alignment import timing_of, wave_of
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.base import Direction
from retrowalk.tracker.bouts import HopAnswer, pieces
from retrowalk.tracker.course import CourseHop, course_evidence
from retrowalk.tracker.decide import TURNS, VIGOROUS
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.frame import hop_centres, windows_at
from retrowalk.tracker.handling import Worn, leans
from retrowalk.tracker.impulse import movements
from retrowalk.tracker.outcomes import HANDLED, NO_DIRECTION, REWORN, REWORN_S, Cut
from retrowalk.tracker.timebase import RATE_HZ, stretches
from retrowalk.tracker.travel import front_in_span, travel_of
from retrowalk.tracker.walking import Run

_EVER = (0.0, float("inf"))
# an arm is lifted by 1-5 m/s² (standard deviation) in simulated walks and stairs, by 14 and more
# in simulated jogging (design choice between them)
_HARDEST_MS2 = 7.0
# as beside the arms: retrowalk.tracker.gates
_TURNING_RADS = 0.5
_TURN = round(3.0 * RATE_HZ)


@dataclass(frozen=True, eq=False, slots=True)
class Arm:
    """What is known of an arm beside its swing.

    Attributes:
        motions: of each stretch.
        front: (3,) unit front axis in the sensor frame, or None.
        front_from: the stretch in which `front` was learnt.
        course: `course_evidence`; may be empty.
    """

    motions: tuple[Motion, ...]
    front: Array | None
    front_from: int
    course: tuple[CourseHop, ...]

    @property
    def tells(self) -> bool:
        """Whether anything may tell the direction."""
        return self.front is not None or bool(self.course)


def arm_of(
    recording: Recording,
    mounting: Mounting | None,
    calibration: Recording | tuple[float, float] | None,
) -> Arm:
    """Gather what is known of an arm beside its swing.

    Args:
        recording: with a gyroscope.
        mounting: how the device's axes point on the body, when known.
        calibration: another recording of forward walking, or its span in this one.
    """
    motions = tuple(motion_of(part) for part in stretches(recording))
    front, learnt = None, 0
    span = calibration if isinstance(calibration, tuple) else None
    if mounting is not None:
        front = mounting.body_from_sensor[0]
    elif span is not None:
        front = front_in_span(motions, span)
        begun = [k for k, motion in enumerate(motions) if motion.time_s[0] <= span[1]]
        learnt = begun[-1] if begun else 0
    elif isinstance(calibration, Recording):
        other = [motion_of(part) for part in stretches(calibration)]
        front = front_in_span(other, _EVER)
    return Arm(motions, front, learnt, course_evidence(recording, motions, span, mounting))


def _parts(motions: Sequence[Motion]) -> list[int]:
    """Number the stretches between gaps in which the device may have been taken off."""
    found = [0] * len(motions)
    for k in range(1, len(motions)):
        before = motions[k - 1]
        gap_s = (motions[k].first - before.first - len(before)) / RATE_HZ
        found[k] = found[k - 1] + int(gap_s > REWORN_S)
    return found


def _not_backward(answer: HopAnswer, reason: str) -> HopAnswer:
    """Return the answer of a movement that cannot be walking backward."""
    if answer.direction is not Direction.BACKWARD:
        return answer
    return HopAnswer(answer.sample, Direction.UNKNOWN, 0.0, reason)


def _turning(motion: Motion, answers: tuple[HopAnswer, ...]) -> list[bool]:
    """Return whether the walker turns around each answer, faster than one walks backward."""
    at = np.array([answer.sample for answer in answers])
    rows = windows_at(motion, at, _TURN)
    return list(np.abs(motion.yaw_rate[rows].mean(axis=1)) > _TURNING_RADS)


def _handled_at(motion: Motion, walks: Sequence[Run]) -> int:
    """Return the sample from which on the device may sit otherwise, or the end of the stretch."""
    worn = Worn()
    for lean in leans(motion, 0, hop_centres(motion)):
        walking = any(run.start <= lean.centre < run.end for run in walks)
        worn = worn.after(lean, None, walking=walking)
        if worn.handled:
            return lean.centre
    return len(motion)


def arm_cuts(arm: Arm, placement: Placement) -> list[Cut]:
    """Return the walks of an arm with the direction that push, brake and course tell.

    Args:
        arm: what is known.
        placement: wrist or hand.
    """
    parts = _parts(arm.motions)
    found: list[Cut] = []
    handled = False
    for part, motion in zip(parts, arm.motions, strict=True):
        worn = part == parts[arm.front_from]
        walks = walks_in(motion, placement)
        from_sample = 0 if handled else _handled_at(motion, walks)
        moved = movements(motion) if worn and arm.front is not None else ()
        for run in walks:
            handled = handled or run.end > from_sample
            front = arm.front if worn and not handled else None
            reason = NO_DIRECTION[placement]
            if front is None and arm.front is not None:
                reason = HANDLED if handled and worn else REWORN
            answers = travel_of(motion, run, moved, front, arm.course).answers(reason)
            answers = tuple(
                _not_backward(one, TURNS) if turning else one
                for one, turning in zip(answers, _turning(motion, answers), strict=True)
            )
            if float(motion.lift_ms2[run.start : run.end].std()) > _HARDEST_MS2:
                answers = tuple(_not_backward(one, VIGOROUS) for one in answers)
            if not answers:
                middle = (run.start + run.end) // 2
                answers = (HopAnswer(middle, Direction.UNKNOWN, 0.0, reason),)
            for piece in pieces(run, answers):
                inside = tuple(a for a in answers if piece.start <= a.sample < piece.end)
                wave = wave_of(motion.part(piece.start, piece.end))
                timing = timing_of(piece.steps, wave, piece.start, leg=False)
                found.append(Cut(motion.first, piece, inside, (), (), timing, None))
    return found
