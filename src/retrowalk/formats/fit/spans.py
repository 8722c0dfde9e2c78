"""From when to when each session of a file goes, and what it is called."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.fit import profile
from retrowalk.formats.fit.course import Records, exact_time_s
from retrowalk.formats.fit.developer import OwnFields
from retrowalk.formats.fit.parts import Part
from retrowalk.formats.fit.profile import Number
from retrowalk.formats.fit.rows import Rows
from retrowalk.formats.fit.totals import told
from retrowalk.formats.fit.wire import FIRST_DATE_S, LAST_DATE_S, UINT32
from retrowalk.formats.fit.words import ON_FOOT, SPORTS, SUB_SPORTS
from retrowalk.recording import Array

START = 2
ELAPSED = Number(7, UINT32, 1000.0)
"""The same in sessions and laps."""
_NAME, _SPORT, _SUB_SPORT = 110, 5, 6
_LAP_SPORT, _LAP_SUB_SPORT = 25, 39
_GENERIC = 0
_MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True)
class Span:
    """One session's frame.

    Attributes:
        row: of its message; 0 where there is none.
        start_s: FIT seconds.
        elapsed_s: until its end.
        sport: in the file's word; "" where it does not say.
        sub_sport: likewise.
        name: what it is called.
        zone: the wearer's by name, in files of Retrowalk; not checked.
        placement: of the sensor, likewise.
    """

    row: int
    start_s: float
    elapsed_s: float
    sport: str
    sub_sport: str
    name: str = ""
    zone: str = ""
    placement: str = ""

    @property
    def on_foot(self) -> bool:
        """Whether cycles are strides."""
        return self.sport in ON_FOOT


def filled(values: Array | None, count: int) -> Array:
    """Return the column, NaN where there is none at all."""
    return np.full(count, np.nan) if values is None else values


def spans_of(part: Part, own: OwnFields, name: str) -> list[Span]:
    """Return the frames that session messages tell, in their order.

    Raises:
        RetrowalkError: too many, or one whose time cannot be.
    """
    rows = part.of(profile.SESSION)
    if len(rows) > _MOST_SESSIONS:
        raise RetrowalkError(
            f"{len(rows)} sessions in one activity are more than are read",
            where=f"{name}, byte {int(rows.at[0])}",
            remedy=f"export them apart; up to {_MOST_SESSIONS} are read",
        )
    starts, ends = exact_time_s(rows, own, START), rows.time_s()
    lengths = filled(told(rows, ELAPSED), len(rows))
    lengths = np.where(np.isnan(lengths), np.maximum(ends - starts, 0.0), lengths)
    starts = np.where(np.isnan(starts), ends - lengths, starts)
    for row in range(len(rows)):
        _check(float(starts[row]), float(lengths[row]), f"{name}, byte {int(rows.at[row])}")
    return [
        Span(*one)
        for one in zip(
            range(len(rows)),
            starts.tolist(),
            lengths.tolist(),
            _words(rows, _SPORT, SPORTS, own.texts(rows, profile.SPORT), "sport"),
            _words(rows, _SUB_SPORT, _SUB_WORDS, own.texts(rows, profile.SUB_SPORT), "sub-sport"),
            rows.texts(_NAME),
            own.texts(rows, profile.ZONE),
            own.texts(rows, profile.PLACEMENT),
            strict=True,
        )
    ]


def span_of_records(part: Part, records: Records, name: str) -> Span | None:
    """Return the frame of an activity that was cut off before its summary, or None."""
    kind = part.of(profile.FILE_ID).numbers(0)
    is_activity = kind is None or kind[0] == profile.ACTIVITY_FILE
    if not is_activity or not len(records.time_s):
        return None
    laps = part.of(profile.LAP)
    none = [""] * len(laps)
    sports = _words(laps, _LAP_SPORT, SPORTS, none, "sport")
    sub_sports = _words(laps, _LAP_SUB_SPORT, _SUB_WORDS, none, "sub-sport")
    first, last = float(records.time_s[0]), float(records.time_s[-1])
    _check(first, last - first, name)
    return Span(0, first, last - first, next(iter(sports), ""), next(iter(sub_sports), ""))


_SUB_WORDS = {**SUB_SPORTS, _GENERIC: ""}


def _words(
    rows: Rows, field: int, words: Mapping[int, str], own: list[str], what: str
) -> list[str]:
    numbers = filled(rows.numbers(field), len(rows)).tolist()
    return [
        mine or ("" if math.isnan(number) else words.get(int(number), f"{what} {int(number)}"))
        for number, mine in zip(numbers, own, strict=True)
    ]


def _check(start_s: float, length_s: float, where: str) -> None:
    if 0.0 <= start_s < FIRST_DATE_S:
        raise RetrowalkError(
            "the clock of the device was never set, so nobody knows when this was",
            where=where,
            remedy="let the device find the time before the next walk",
        )
    if not (FIRST_DATE_S <= start_s <= LAST_DATE_S and 0.0 <= length_s <= LAST_DATE_S):
        raise RetrowalkError(
            "the session has no start and length that can be", where=where, remedy="export it again"
        )
