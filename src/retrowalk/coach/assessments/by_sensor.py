"""Tests timed by a sensor on the leg: the 3-metre backward walk.

Timed from when the first foot lifts to the last contact, whichever leg wears the sensor
(`edges.py`). Where the walker goes on past the line, the last contact at or before it counts.
The tracker tells the direction and about when; lift and contact are read from the swings.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from retrowalk.coach.assessments import reasons
from retrowalk.coach.assessments.edges import EDGES, Edges
from retrowalk.coach.assessments.swings import LegMotion, leg_motion
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.language import Phrase
from retrowalk.recording import Placement, Recording
from retrowalk.tracker.base import Bout, Direction, Walk

# half of the 95 % interval, from simulated and captured walks
HALF_WIDTH_S = {
    Placement.POCKET: 0.25,
    Placement.THIGH: 0.25,
    Placement.ANKLE: 0.2,
    Placement.FOOT: 0.2,
}
# design choices
# recorded before and after, in steps: so much that another swing would have shown
_SHOWN_OWN = 1.1
_SHOWN_OTHER = 1.9
_UNEVEN = 0.3
_AROUND_S = 2.5
_PAUSE_S = 2.0
# a contact so near to the line may lie on either side of it
_NEAR_LINE_S = 0.1


def backward_walk_time(
    walk: Walk, recording: Recording, *, line_s: float | None = None
) -> Estimate:
    """Return the seconds of one backward walk from the first lift to the last contact.

    Args:
        walk: what the tracker made of the recording.
        recording: the same samples; one backward walk with standing before and after it.
        line_s: when the walker crossed the line, if he goes on or the recording ends there,
            from the recording's first sample; the last contact at or before it ends the test.

    Returns:
        Seconds with their interval, or the reason why they cannot be told.

    Raises:
        RetrowalkError: more than one backward walk.
    """
    edges = EDGES.get(walk.placement)
    if edges is None:
        return _unknown(reasons.NOT_ON_LEG)
    if recording.angular_rate_rads is None:
        return _unknown(reasons.NO_GYROSCOPE)
    group = _tested(walk, line_s)
    if not group:
        return Estimate.unknown("s", _why_none(walk))
    start_s, end_s = group[0].start_s, group[-1].end_s
    # a walk counts from its recording's first sample
    zero_s = float(recording.time_s[0])
    window = (zero_s + start_s - _AROUND_S, zero_s + end_s + _AROUND_S)
    # steps just before or after a gap may be too few for a bout
    until_s = end_s + _PAUSE_S if line_s is None else min(end_s + _PAUSE_S, line_s)
    if any(a < until_s and b > start_s - _PAUSE_S for a, b in walk.gaps):
        return _unknown(reasons.GAP)
    step_s = 60.0 / (group[0].cadence_spm.value or 90.0)
    found = leg_motion(recording, window, (zero_s + start_s, zero_s + end_s), step_s)
    if found is None or len(found.swings) < _swings_needed(walk.placement, line_s):
        return _unknown(reasons.FEW_SWINGS)
    if _uneven(found, step_s):
        return _unknown(reasons.UNEVEN)
    first = edges.first.is_own(found.swings[0], found.since)
    if found.shown_before < (_SHOWN_OWN if first else _SHOWN_OTHER):
        return _unknown(reasons.BEGINS)
    if first is None:
        return _unknown(reasons.FIRST_LEG)
    contact_s = (
        _last_contact(found, edges)
        if line_s is None
        else _contact_before(found, edges, zero_s + line_s)
    )
    if isinstance(contact_s, Phrase):
        return _unknown(contact_s)
    value_s = contact_s - edges.lift_s(found, own=first)
    half_s = HALF_WIDTH_S[walk.placement]
    return Estimate(value_s, max(value_s - half_s, 0.0), value_s + half_s, "s")


def backward_walk_test(
    walk: Walk, recording: Recording, day: date, *, line_s: float | None = None
) -> TestResult:
    """Return the 3-metre backward walk test by sensor.

    The recording must hold one backward walk of 3 m, with standing before and after it; or
    `line_s` says when the walker crossed the 3 m line.

    Raises:
        RetrowalkError: more than one backward walk.
    """
    told = backward_walk_time(walk, recording, line_s=line_s)
    return TestResult("3mbwt", day, told, "sensor")


def ten_metre_walk_test(walk: Walk, direction: Direction, day: date) -> TestResult:
    """Return the speed of the one walk in this direction, by the tracker's model.

    Raises:
        RetrowalkError: a direction that is neither forward nor backward.
    """
    if direction not in {Direction.FORWARD, Direction.BACKWARD}:
        raise RetrowalkError(
            f"a walk that goes {direction.value} is not timed", where="10-metre walk"
        )
    mine = [bout for bout in walk.bouts if bout.direction is direction]
    if mine:
        speed = max(mine, key=lambda bout: bout.end_s - bout.start_s).speed_mps
    else:
        speed = Estimate.unknown("m/s", reasons.NONE_GOES[direction].en)
    return TestResult(f"10mw-{direction.value}", day, speed, "sensor")


def by_stopwatch_only(test: str, day: date, unit: str) -> TestResult:
    """Return the honest answer for a test that no sensor of ours measures."""
    return TestResult(test, day, Estimate.unknown(unit, reasons.STOPWATCH.en), "sensor")


def _unknown(reason: Phrase) -> Estimate:
    return Estimate.unknown("s", reason.en)


def _tested(walk: Walk, line_s: float | None) -> tuple[Bout, ...]:
    """Return the one backward walk; pieces without a pause between them belong together."""
    groups: list[list[Bout]] = []
    for bout in walk.bouts:
        if line_s is not None and bout.start_s >= line_s:
            break
        if groups and bout.start_s - groups[-1][-1].end_s < _PAUSE_S:
            groups[-1].append(bout)
        else:
            groups.append([bout])
    mine = [g for g in groups if all(bout.direction is Direction.BACKWARD for bout in g)]
    if len(mine) > 1:
        times = ", ".join(f"{g[0].start_s:.0f}-{g[-1].end_s:.0f} s" for g in mine)
        raise RetrowalkError(
            f"there are {len(mine)} walks backward ({times})",
            where="3-metre backward walk",
            remedy="name one of them with --between START:END",
        )
    return tuple(mine[0]) if mine else ()


def _why_none(walk: Walk) -> str:
    """Return why no walk of the recording is one backward walk."""
    if not walk.bouts:
        return reasons.NO_WALK.en
    directions = {bout.direction for bout in walk.bouts}
    if Direction.BACKWARD in directions:
        return reasons.NO_PAUSE.en
    why = [bout.reason for bout in walk.bouts if bout.reason]
    if Direction.UNKNOWN in directions and why:
        return f"{reasons.DIRECTION_UNKNOWN.en}: {why[0]}"
    return reasons.NONE_GOES[Direction.BACKWARD].en


def _swings_needed(placement: Placement, line_s: float | None) -> int:
    """Return how many; the second of two tells the usual only where the walk goes on."""
    at_thigh = placement in {Placement.POCKET, Placement.THIGH}
    return 3 if line_s is None or at_thigh else 2


def _uneven(found: LegMotion, step_s: float) -> bool:
    """Return whether swings are missing or too many, against each other or the tracker's steps."""
    strides = np.diff([swing.end_s for swing in found.swings]) / (2.0 * found.step_s)
    return bool(
        abs(found.step_s / step_s - 1.0) > _UNEVEN or np.max(np.abs(strides - 1.0)) > _UNEVEN
    )


def _last_contact(found: LegMotion, edges: Edges) -> float | Phrase:
    """Return the contact after which the walker stands, or why it does not show."""
    last = edges.last.is_own(found.swings[-1], found.until)
    if found.shown_after < (_SHOWN_OWN if last else _SHOWN_OTHER):
        return reasons.ENDS
    return reasons.LAST_LEG if last is None else edges.contact_s(found, own=last)


def _contact_before(found: LegMotion, edges: Edges, line_s: float) -> float | Phrase:
    """Return the last contact at or before the line, or why it does not show."""
    contacts_s = list(edges.passing_s(found))
    last = edges.last.is_own(found.swings[-1], found.until)
    if found.shown_after >= (_SHOWN_OWN if last else _SHOWN_OTHER):
        # the walker stops: no step follows the last one
        if last is None and line_s > found.swings[-1].start_s:
            return reasons.LAST_LEG
        del contacts_s[-2 if last else -1 :]
        contacts_s.append(edges.contact_s(found, own=bool(last)))
    if any(abs(at - line_s) < _NEAR_LINE_S for at in contacts_s):
        return reasons.AT_LINE
    before_s = [at for at in contacts_s if at <= line_s]
    return max(before_s) if before_s else reasons.FEW_SWINGS
