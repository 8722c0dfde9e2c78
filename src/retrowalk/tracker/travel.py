"""What is known of the travel beside the gait itself: the push from rest, and the course.

    run        |  |  |  |  |  |  |  |  |  |  |       steps
    impulse  push ------ holds until the next stop ------ brake     (front known)
    course     one answer every half second                         (positions, anchor)

Neither asks how a limb moves, so both serve at the wrist and in the hand, where nothing else
tells the direction, and beside the gait's own cues elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.base import Direction
from retrowalk.tracker.bouts import HopAnswer
from retrowalk.tracker.course import CourseHop
from retrowalk.tracker.direction import sigma
from retrowalk.tracker.frame import hop_centres
from retrowalk.tracker.impulse import Movement, front_of, movements
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.walking import Run

# Design choices. An arm that went on moving before the first step was not at rest.
_BESIDE = round(0.7 * RATE_HZ)
_ANSWER_FROM = 3.0
_NOT_SIDEWAYS = 0.5
_SIDEWAYS_SURE = 0.9
_INSIDE_SHARE = 0.8
_NEAR_S = 0.3


@dataclass(frozen=True, eq=False, slots=True)
class Travel:
    """Evidence of the direction of travel of a run.

    Attributes:
        centres: (h,) samples of the half seconds of the run.
        forward: (h,) log-odds of forward against backward; 0 where nothing is known.
        sideways: (h,) log-odds of sideways against both; 0 where nothing is known.
    """

    centres: npt.NDArray[np.int64]
    forward: Array
    sideways: Array

    def answers(self, reason: str) -> tuple[HopAnswer, ...]:
        """Return what the travel alone tells of every half second.

        Args:
            reason: why it is unknown where it is.
        """
        return tuple(
            _answer(int(centre), float(forward), float(sideways), reason)
            for centre, forward, sideways in zip(
                self.centres, self.forward, self.sideways, strict=True
            )
        )


def told(forward: float, sideways: float) -> Direction:
    """Name the direction that log-odds of forward and of sideways stand for."""
    if sideways >= _ANSWER_FROM:
        return Direction.SIDEWAYS
    maybe_sideways = sideways != 0.0 and sideways > -_NOT_SIDEWAYS
    if abs(forward) < _ANSWER_FROM or maybe_sideways:
        return Direction.UNKNOWN
    return Direction.FORWARD if forward > 0 else Direction.BACKWARD


def _answer(centre: int, forward: float, sideways: float, reason: str) -> HopAnswer:
    direction = told(forward, sideways)
    if direction is Direction.UNKNOWN:
        return HopAnswer(centre, direction, 0.0, reason)
    sure = _SIDEWAYS_SURE if direction is Direction.SIDEWAYS else sigma(abs(forward))
    return HopAnswer(centre, direction, sure)


def travel_of(
    motion: Motion,
    run: Run,
    found: tuple[Movement, ...],
    front: Array | None,
    course: Sequence[CourseHop],
) -> Travel:
    """Gather what push, brake and course say about a run.

    Args:
        motion: the stretch the run lies in.
        run: consecutive steps.
        found: `movements` of the stretch.
        front: (3,) unit front axis in the sensor frame, or None where it is not known.
        course: `course_evidence` of the recording; may be empty.
    """
    centres = hop_centres(motion)
    centres = centres[(centres >= run.start) & (centres < run.end)]
    forward = np.zeros(len(centres))
    if front is not None:
        for movement in found:
            held = _of_run(movement, run)
            inside = (centres >= held.start) & (centres < held.end)
            if inside.any():
                forward[inside] += held.log_odds(motion, front)
    sideways = np.zeros(len(centres))
    if course and len(centres):
        at_s = np.array([hop.time_s for hop in course])
        time_s = motion.time_s[centres]
        nearest = np.array([int(np.argmin(np.abs(at_s - t))) for t in time_s])
        near = np.abs(at_s[nearest] - time_s) <= _NEAR_S
        told = [course[k] for k in nearest]
        forward += near * np.array([hop.log_odds_forward for hop in told])
        sideways += near * np.array([hop.sideways_log_odds for hop in told])
    return Travel(centres, forward, sideways)


def _of_run(movement: Movement, run: Run) -> Movement:
    """Keep the impulses of a movement that begin or end with the steps of a run."""
    begins = movement.start >= run.start - _BESIDE
    ends = movement.end <= run.end + _BESIDE
    return Movement(
        movement.start,
        movement.end,
        movement.push if begins else None,
        movement.brake if ends else None,
    )


def front_in_span(motions: Sequence[Motion], span_s: tuple[float, float]) -> Array | None:
    """Learn the front from forward walking inside a span that began or ended at rest.

    Args:
        motions: motion of the stretches of a recording.
        span_s: [start, end) seconds from its first sample, known to be walked forward.

    Returns:
        The (3,) unit front axis in the sensor frame, or None.
    """
    walks = []
    for motion in motions:
        time_s = motion.time_s
        for movement in movements(motion):
            low, high = float(time_s[movement.start]), float(time_s[movement.end - 1])
            inside = min(high, span_s[1]) - max(low, span_s[0])
            if inside >= _INSIDE_SHARE * (high - low):
                walks.append((motion, movement))
    return front_of(tuple(walks))
