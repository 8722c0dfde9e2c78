"""A walk as the activity that other apps know: totals, a lap per bout, a row per second.

    walk          ___fff____bbbbbbb__?__      f forward, b backward, _ standing, ? no samples
    laps             [1]    [  2  ]
    pauses        [ ]   [  ]       [  ..]     2 s and longer without a bout
    rows          |||||||||||||||||||| ||     each second, none where no samples are

Nothing is told that the tracker or the recording does not say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Array, Channel, Recording
from retrowalk.session import WALKING, Course, Lap, Session, Totals, said
from retrowalk.tracker.base import Bout, Direction, Walk
from retrowalk.tracker.summary import lasted, sum_of

# a shorter stop does not end a bout either
PAUSE_S = 2.0
# a row has the value of a channel's sample no further away than this
NEAR_S = 0.5
_AROUND_S = 2.5
_FEWEST_STEPS = 3


def session_of(walk: Walk, recording: Recording | None = None) -> Session:
    """Return a tracked walk as an activity, for `retrowalk.write_sessions`.

    Args:
        walk: from `track`.
        recording: what it was tracked from: adds the time zone, heart rate and positions.

    Returns:
        The session. Its clock begins with the first sample; laps are the bouts.

    Raises:
        RetrowalkError: neither says when the walk began.
    """
    first_s = 0.0
    if recording is not None and len(recording.time_s):
        first_s = float(recording.time_s[0])
    heart = None if recording is None else _from(recording.heart_rate_bpm, first_s)
    return Session(
        start_utc=_start(walk, recording, first_s),
        elapsed_s=walk.duration_s,
        sport=WALKING if walk.bouts else "",
        totals=_whole(walk, heart),
        laps=tuple(_lap(bout, heart) for bout in walk.bouts),
        course=_course(walk, recording, heart, first_s),
        pauses=_pauses(walk),
        placement=walk.placement,
        zone=None if recording is None else recording.zone,
        device=walk.device,
        source=walk.source,
        notes=(
            f"placement {walk.placement.value} ({walk.placement_source}), mounting"
            f" {walk.knowledge.value}",
            *walk.warnings,
        ),
    )


def _start(walk: Walk, recording: Recording | None, first_s: float) -> dt.datetime:
    if recording is not None and recording.start_utc is not None:
        return recording.start_utc + dt.timedelta(seconds=first_s)
    if walk.start_utc is None:
        raise RetrowalkError(
            "the recording does not say when it began, which an activity must",
            where=walk.source or None,
            remedy="say it, such as --start 2026-11-25T14:03:00+01:00",
        )
    return dt.datetime.fromisoformat(walk.start_utc)


def _from(channel: Channel | None, first_s: float) -> Channel | None:
    """Return what a channel says, on the walk's clock; None where it says nothing."""
    if channel is None:
        return None
    known = np.isfinite(channel.values)
    if not known.any():
        return None
    return Channel(channel.time_s[known] - first_s, channel.values[known])


def _whole(walk: Walk, heart: Channel | None) -> Totals:
    bouts, summary = walk.bouts, walk.summary
    moving = sum_of([lasted(bout) for bout in bouts], "s", shared=False)
    return replace(
        _heart(heart, 0.0, walk.duration_s + 1.0),
        steps=sum_of([bout.steps for bout in bouts], "steps", shared=False),
        distance_m=sum_of([bout.distance_m for bout in bouts], "m", shared=True),
        moving_s=moving,
        speed_mps=_mean(bouts, [bout.speed_mps for bout in bouts], "m/s", shared=True),
        cadence_spm=_mean(bouts, [bout.cadence_spm for bout in bouts], "1/min", shared=False),
        backward_steps=summary.backward.steps,
        backward_distance_m=summary.backward.distance_m,
        backward_s=summary.backward.duration_s,
    )


def _mean(
    bouts: Sequence[Bout], values: Sequence[Estimate], unit: str, *, shared: bool
) -> Estimate | None:
    """Return the mean over the time of all bouts with a value; None where nobody walked."""
    lengths_s = [b.end_s - b.start_s for b, v in zip(bouts, values, strict=True) if v.known]
    if not bouts:
        return None
    if not sum(lengths_s):
        return Estimate.unknown(unit, values[0].reason or "unknown")
    weights = iter(length_s / sum(lengths_s) for length_s in lengths_s)
    parts = [v.scaled(next(weights), unit) if v.known else v for v in values]
    return sum_of(parts, unit, shared=shared)


def _heart(heart: Channel | None, start_s: float, end_s: float) -> Totals:
    if heart is None:
        return Totals()
    inside = heart.values[(heart.time_s >= start_s) & (heart.time_s < end_s)]
    if not len(inside):
        return Totals()
    return Totals(
        heart_rate_bpm=said("heart_rate_bpm", float(inside.mean())),
        most_heart_rate_bpm=said("most_heart_rate_bpm", float(inside.max())),
    )


def _lap(bout: Bout, heart: Channel | None) -> Lap:
    length = lasted(bout)
    totals = replace(
        _heart(heart, bout.start_s, bout.end_s),
        steps=bout.steps,
        distance_m=bout.distance_m,
        moving_s=length,
        speed_mps=bout.speed_mps,
        cadence_spm=bout.cadence_spm,
        step_time_cv=bout.steadiness.step_time_cv,
    )
    if bout.direction is Direction.BACKWARD:
        totals = replace(
            totals,
            backward_steps=bout.steps,
            backward_distance_m=bout.distance_m,
            backward_s=length,
        )
    known = bout.direction is not Direction.UNKNOWN
    return Lap(
        bout.start_s,
        bout.end_s,
        totals,
        bout.direction,
        bout.probability if known else None,
        bout.reason,
    )


def _pauses(walk: Walk) -> tuple[tuple[float, float], ...]:
    """Return the stretches of `PAUSE_S` and more in which nobody walked."""
    starts_s = [0.0, *(bout.end_s for bout in walk.bouts)]
    ends_s = [*(bout.start_s for bout in walk.bouts), walk.duration_s]
    spans = zip(starts_s, ends_s, strict=True)
    return tuple((a, b) for a, b in spans if b - a >= PAUSE_S)


def _course(
    walk: Walk, recording: Recording | None, heart: Channel | None, first_s: float
) -> Course | None:
    """Return a row at the beginning of each second and one at the end, none inside a gap."""
    time_s = np.array([*(second.time_s for second in walk.seconds), walk.duration_s])
    told: list[Direction | None] = [*(second.direction for second in walk.seconds), None]
    whole = np.ones(len(time_s), dtype=bool)
    for start_s, end_s in walk.gaps:
        whole &= (time_s <= start_s) | (time_s >= end_s)
    if len(time_s) > 1 and time_s[-1] <= time_s[-2]:
        whole[-2] = False
    time_s = time_s[whole]
    direction = [one for one, keep in zip(told, whole, strict=True) if keep]
    course = Course(
        time_s,
        steps=_so_far([step.time_s for step in walk.steps], time_s),
        backward_steps=_backward_so_far(walk, time_s),
        cadence_spm=_cadence(walk, time_s),
        heart_rate_bpm=None if heart is None else _near(heart.time_s, heart.values, time_s),
        direction=tuple(direction) if any(direction) else None,
    )
    positions = None if recording is None else recording.positions
    if positions is None or not len(positions.time_s):
        return course
    at_s = positions.time_s - first_s
    return replace(
        course,
        latitude_deg=_near(at_s, positions.latitude_deg, time_s),
        longitude_deg=_near(at_s, positions.longitude_deg, time_s),
        accuracy_m=_near(at_s, positions.accuracy_m, time_s),
        speed_mps=_near(at_s, positions.speed_mps, time_s),
        heading_deg=_near(at_s, positions.course_deg, time_s),
    )


def _so_far(steps_s: Sequence[float], time_s: Array) -> Array:
    return np.searchsorted(np.sort(np.array(steps_s)), time_s, side="right").astype(float)


def _backward_so_far(walk: Walk, time_s: Array) -> Array | None:
    """Return the steps known to be backward; None where no direction was told at all."""
    if not walk.summary.backward.steps.known:
        return None
    backward = [s.time_s for s in walk.steps if s.direction is Direction.BACKWARD]
    return _so_far(backward, time_s)


def _cadence(walk: Walk, time_s: Array) -> Array | None:
    """Return the cadence of the steps within 2.5 s of the middle of each second of a bout."""
    found = np.full(len(time_s), np.nan)
    steps_s = np.array([step.time_s for step in walk.steps])
    for bout in walk.bouts:
        inside = steps_s[(steps_s >= bout.start_s) & (steps_s <= bout.end_s)]
        middles_s = time_s + 0.5
        for row in np.flatnonzero((middles_s >= bout.start_s) & (middles_s < bout.end_s)):
            first, last = np.searchsorted(
                inside, [middles_s[row] - _AROUND_S, middles_s[row] + _AROUND_S]
            )
            near = inside[first:last]
            if len(near) >= _FEWEST_STEPS and near[-1] > near[0]:
                found[row] = 60.0 * (len(near) - 1) / (near[-1] - near[0])
    return found if np.isfinite(found).any() else None


def _near(at_s: Array, values: Array, time_s: Array) -> Array | None:
    """Return for each row the value of the nearest sample within `NEAR_S`, else NaN."""
    order = np.argsort(at_s, kind="stable")
    at_s, values = at_s[order], values[order]
    after = np.clip(np.searchsorted(at_s, time_s), 0, len(at_s) - 1)
    before = np.maximum(after - 1, 0)
    closer = np.abs(at_s[before] - time_s) <= np.abs(at_s[after] - time_s)
    nearest = np.where(closer, before, after)
    found = np.where(np.abs(at_s[nearest] - time_s) <= NEAR_S, values[nearest], np.nan)
    return found if np.isfinite(found).any() else None
