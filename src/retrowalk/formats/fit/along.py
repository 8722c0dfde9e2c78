"""Records and the timer's events, in the order of time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrowalk.formats.fit import profile
from retrowalk.formats.fit.encode import Cells, Table, numbers, own_numbers, table
from retrowalk.formats.fit.profile import (
    COLUMN_FIELDS,
    DIRECTION,
    DIRECTION_WORDS,
    FOOT_COLUMN_FIELDS,
    HEADING,
    Number,
    Own,
    own_totals,
)
from retrowalk.formats.fit.sums import split
from retrowalk.formats.fit.wire import ENUM, TIMESTAMP, UINT32, Ints
from retrowalk.session import UNITS, Course, Session

_EVENT_LOCAL, _RECORD_LOCAL = 5, 6
_TIME = Number(TIMESTAMP, UINT32)
_OWN = (
    ("steps", own_totals("steps", UNITS["steps"])[0]),
    ("cadence_spm", own_totals("cadence_spm", UNITS["cadence_spm"])[0]),
    ("backward_steps", own_totals("backward_steps", UNITS["backward_steps"])[0]),
    ("heading_deg", HEADING),
)


def along(session: Session, start_ms: int, on_foot: bool) -> tuple[bytes, tuple[Own, ...]]:
    """Return records and events, and the developer fields they use.

    Args:
        session: whose.
        start_ms: its start in FIT milliseconds.
        on_foot: whether cycles are strides.
    """
    end_ms = start_ms + round(1000.0 * session.elapsed_s)
    course = session.course
    if course is None or not len(course.time_s):
        times, records = np.empty(0, np.int64), None
    else:
        times = milliseconds(course.time_s, start_ms)
        records = _records(course, times, on_foot)
        end_ms = max(end_ms, int(times[-1]))
    at, kinds = _timer(session, start_ms, end_ms)
    events = table(
        _EVENT_LOCAL,
        profile.EVENT,
        [
            *stamped(_TIME, at),
            numbers(Number(0, ENUM), np.full(len(at), float(profile.TIMER_EVENT))),
            numbers(Number(1, ENUM), kinds.astype(np.float64)),
        ],
    )
    if records is None:
        return bytes(events), events.own
    # a stop comes after the records of its instant, a start before them
    before = np.where(
        kinds == profile.START,
        np.searchsorted(times, at, side="left"),
        np.searchsorted(times, at, side="right"),
    )
    before = np.maximum.accumulate(before)
    pieces = [events.definition, records.definition]
    done = 0
    for row, until in zip(events.rows, before.tolist(), strict=True):
        pieces += [records.rows[done:until].tobytes(), row.tobytes()]
        done = until
    pieces.append(records.rows[done:].tobytes())
    return b"".join(pieces), (*events.own, *records.own)


def stamped(number: Number, time_ms: Ints) -> list[Cells]:
    """Return whole seconds, and what they leave out where that is anything."""
    cells = [numbers(number, (time_ms // 1000).astype(np.float64))]
    rest = time_ms % 1000
    return [*cells, own_numbers(profile.FRACTION, rest.astype(np.float64))] if rest.any() else cells


def milliseconds(seconds: npt.ArrayLike, start_ms: int) -> Ints:
    """Return seconds from the start as FIT milliseconds."""
    return start_ms + np.rint(1000.0 * np.asarray(seconds, np.float64)).astype(np.int64)


def _timer(session: Session, start_ms: int, end_ms: int) -> tuple[Ints, Ints]:
    """Return when the timer starts and stops, (n,) FIT milliseconds and kinds."""
    at, kinds = [start_ms], [profile.START]
    for low_s, high_s in sorted(session.pauses):
        low, high = milliseconds((low_s, high_s), start_ms).tolist()
        if high > low:
            at += [low, high]
            kinds += [profile.STOP_ALL, profile.START]
    return np.array([*at, end_ms]), np.array([*kinds, profile.STOP_ALL])


def _records(course: Course, times: Ints, on_foot: bool) -> Table:
    cells = stamped(_TIME, times)
    for one in (*COLUMN_FIELDS, *(FOOT_COLUMN_FIELDS if on_foot else ())):
        values = getattr(course, one.name)
        if values is not None:
            cells += split(one.main, one.rest, values / one.per_unit)
    for name, own in _OWN:
        values = getattr(course, name)
        if values is not None and not (name == "cadence_spm" and on_foot):
            cells.append(own_numbers(own, values))
    if course.direction is not None:
        words = [np.nan if one is None else DIRECTION_WORDS.index(one) for one in course.direction]
        cells.append(own_numbers(DIRECTION, words))
    return table(_RECORD_LOCAL, profile.RECORD, cells)
