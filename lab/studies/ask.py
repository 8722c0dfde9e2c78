"""Asking push, brake and course about windows of walking, as the tracker would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.studies.rows import Tally
from lab.validation.score import windows
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate import Truth
from retrowalk.tracker import Direction
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.bouts import HopAnswer, pieces
from retrowalk.tracker.course import CourseHop
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.impulse import movements
from retrowalk.tracker.timebase import stretches
from retrowalk.tracker.travel import travel_of
from retrowalk.tracker.walking import Run

WALKING = (Direction.FORWARD, Direction.BACKWARD)
_REASON = "neither push, brake nor course tells"


@dataclass(frozen=True)
class Told:
    """A piece of walking with the direction it was given, seconds on the recording's clock."""

    start_s: float
    end_s: float
    direction: Direction


def motions_of(recording: Recording) -> list[Motion]:
    """Return the motion of each stretch."""
    return [motion_of(part) for part in stretches(recording)]


def runs_of(motions: Sequence[Motion], placement: Placement) -> list[tuple[Motion, Run]]:
    """Return the walks in a recording."""
    return [(motion, run) for motion in motions for run in walks_in(motion, placement)]


def told_by_travel(
    motions: Sequence[Motion],
    placement: Placement,
    *,
    front: Array | None = None,
    course: Sequence[CourseHop] = (),
) -> list[Told]:
    """Let impulses (with a front) and course decide the direction of every walk."""
    found = {id(motion): movements(motion) if front is not None else () for motion in motions}
    told: list[Told] = []
    for motion, run in runs_of(motions, placement):
        travel = travel_of(motion, run, found[id(motion)], front, course)
        told.extend(pieces_of(motion, run, travel.answers(_REASON)))
    return told


def pieces_of(motion: Motion, run: Run, answers: tuple[HopAnswer, ...]) -> list[Told]:
    """Cut a run where its answers change."""
    if not answers:
        return []
    time_s = motion.time_s
    return [
        Told(float(time_s[piece.start]), float(time_s[piece.end - 1]), piece.direction)
        for piece in pieces(run, answers)
    ]


def held(told: Sequence[Told], start_s: float, end_s: float) -> Direction:
    """Return the direction that holds most of a window; without a walk it is unknown."""
    sums = dict.fromkeys(Direction, 0.0)
    for one in told:
        sums[one.direction] += max(0.0, min(one.end_s, end_s) - max(one.start_s, start_s))
    best = max(sums, key=lambda direction: sums[direction])
    return best if sums[best] > 0.0 else Direction.UNKNOWN


def score_truth(
    tally: Tally, told: Sequence[Told], truth: Truth, where: str, *, after_s: float, delay_s: float
) -> None:
    """Count 5 s windows of the walks of a simulated recording.

    Args:
        tally: counts all directions together.
        told: the answers.
        truth: what happened.
        where: name of the walk, for the list of errors.
        after_s: windows before this are not asked (the calibration walk).
        delay_s: what to subtract from the truth's times.
    """
    for segment in truth.segments:
        if segment.direction not in WALKING or segment.start_s < after_s:
            continue
        for low, high in windows(segment.start_s - delay_s, segment.end_s - delay_s):
            tally.add(segment.direction, held(told, low, high), f"{where}, {low:.0f} s")
