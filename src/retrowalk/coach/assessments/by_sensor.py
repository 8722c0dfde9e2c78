"""Tests timed by a sensor on the leg: the 3-metre backward walk.

Timed from when the first foot lifts to the last contact, whichever leg wears the sensor::

    standing │ first swing ...  last swing │ standing
             └─ lift                        └─ last contact

    first swing is the sensor's     lift = its end - LIFT
    ... is the other leg's          lift = end of the sensor's first swing - LIFT_OTHER steps
    last swing is the sensor's      contact = its end + CONTACT
    ... is the other leg's          contact = end of the sensor's last swing + CONTACT_OTHER steps

Which leg began shows in the first swing: from feet side by side it goes half as far as the
others. On the thigh that is half of the turn, and for the end it shows in whether the thigh
still moves after its last swing. The tracker's steps alone do not tell: the first and last are
the ones it misses. The numbers are fitted to the virtual walker (`python -m lab.fit.walk_test`),
the limits are design choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrowalk.coach.assessments import reasons
from retrowalk.coach.assessments.swings import LegMotion, leg_motion
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.language import Phrase
from retrowalk.recording import Placement, Recording
from retrowalk.tracker.base import Bout, Direction, Walk


@dataclass(frozen=True, slots=True)
class Timing:
    """From a swing's end to lift and contact; "other" in step times.

    Attributes:
        lift_s: the sensor's leg begins: end of its swing minus lift.
        lift_other: the other leg begins.
        contact_s: the sensor's leg ends.
        contact_other: the other leg ends.
        half_width_s: half of the 95 % interval, from simulated and captured walks.
    """

    lift_s: float
    lift_other: float
    contact_s: float
    contact_other: float
    half_width_s: float


_THIGH = Timing(0.68, 1.87, -0.06, 0.85, 0.6)
TIMINGS = {
    Placement.POCKET: _THIGH,
    Placement.THIGH: _THIGH,
    Placement.ANKLE: Timing(0.42, 1.62, 0.14, 1.16, 0.25),
    Placement.FOOT: Timing(0.50, 1.70, 0.23, 1.15, 0.25),
}
# design choices
# recorded before and after, in steps: so much that another swing would have shown
_SHOWN_OWN = 1.1
_SHOWN_OTHER = 1.9
_UNEVEN = 0.3
_AROUND_S = 2.5
_HALF_WAY = 0.7
_ANKLE_FIRST = (0.64, 0.7)
_THIGH_FIRST = (0.85, 0.9)
_THIGH_LAST = (0.25, 0.5)
_THIGHS = frozenset({Placement.POCKET, Placement.THIGH})
_PAUSE_S = 2.0


def backward_walk_time(walk: Walk, recording: Recording) -> Estimate:
    """Return the seconds of one backward walk from the first lift to the last contact.

    Args:
        walk: what the tracker made of the recording.
        recording: the same samples; one backward walk with standing before and after it.

    Returns:
        Seconds with their interval, or the reason why they cannot be told.

    Raises:
        RetrowalkError: more than one backward walk.
    """
    timing = TIMINGS.get(walk.placement)
    if timing is None:
        return _unknown(reasons.NOT_ON_LEG)
    if recording.angular_rate_rads is None:
        return _unknown(reasons.NO_GYROSCOPE)
    group = _tested(walk)
    if not group:
        return Estimate.unknown("s", _why_none(walk))
    start_s, end_s = group[0].start_s, group[-1].end_s
    # a walk counts from its recording's first sample
    zero_s = float(recording.time_s[0])
    window = (zero_s + start_s - _AROUND_S, zero_s + end_s + _AROUND_S)
    if any(a < end_s and b > start_s for a, b in walk.gaps):
        return _unknown(reasons.GAP)
    step_s = 60.0 / (group[0].cadence_spm.value or 90.0)
    found = leg_motion(recording, window, (zero_s + start_s, zero_s + end_s), step_s)
    if found is None or len(found.swings) < 3:
        return _unknown(reasons.FEW_SWINGS)
    if abs(found.step_s / step_s - 1.0) > _UNEVEN:
        return _unknown(reasons.UNEVEN)
    first, last = _is_first(found, walk.placement), _is_last(found, walk.placement)
    if found.shown_before < (_SHOWN_OWN if first else _SHOWN_OTHER):
        return _unknown(reasons.BEGINS)
    if found.shown_after < (_SHOWN_OWN if last else _SHOWN_OTHER):
        return _unknown(reasons.ENDS)
    if first is None or last is None:
        return _unknown(reasons.FIRST_LEG if first is None else reasons.LAST_LEG)
    value_s = _lasted(found, timing, first=first, last=last)
    half_s = timing.half_width_s
    return Estimate(value_s, max(value_s - half_s, 0.0), value_s + half_s, "s")


def backward_walk_test(walk: Walk, recording: Recording, day: date) -> TestResult:
    """Return the 3-metre backward walk test by sensor.

    The recording must hold one backward walk of 3 m, with standing before and after it.

    Raises:
        RetrowalkError: more than one backward walk.
    """
    return TestResult("3mbwt", day, backward_walk_time(walk, recording), "sensor")


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


def _tested(walk: Walk) -> tuple[Bout, ...]:
    """Return the one backward walk; pieces without a pause between them belong together."""
    groups: list[list[Bout]] = []
    for bout in walk.bouts:
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


def _is_first(found: LegMotion, placement: Placement) -> bool | None:
    """Return whether the leg with the sensor made the first step, None where it is not clear."""
    swing = found.swings[0]
    if placement in _THIGHS:
        return _decided(swing.share + 0.15 * found.before_s / found.step_s, *_THIGH_FIRST)
    if placement is Placement.ANKLE:
        return _decided(0.5 * (swing.share + swing.travel_share), *_ANKLE_FIRST)
    return swing.travel_share < _HALF_WAY


def _is_last(found: LegMotion, placement: Placement) -> bool | None:
    """Return whether the leg with the sensor made the last step, None where it is not clear."""
    if placement in _THIGHS:
        return _decided(found.after, *_THIGH_LAST)
    return found.swings[-1].travel_share < _HALF_WAY


def _decided(value: float, low: float, high: float) -> bool | None:
    return None if low <= value <= high else value < low


def _lasted(found: LegMotion, timing: Timing, *, first: bool, last: bool) -> float:
    step_s = found.step_s
    lift_s = found.swings[0].end_s - (timing.lift_s if first else timing.lift_other * step_s)
    tail_s = timing.contact_s if last else timing.contact_other * step_s
    return found.swings[-1].end_s + tail_s - lift_s
