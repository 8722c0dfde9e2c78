"""The Records of an Apple Health export that can lie inside a workout.

    <Record type="HKQuantityTypeIdentifierStepCount" sourceName=".." sourceVersion=".."
     device=".." unit="count" creationDate=".." startDate="2026-03-01 07:00:00 +0100"
     endDate="2026-03-01 07:01:00 +0100" value="92"/>

In a stretch of lines the type, the dates and the value stand at known distances from the ends of
the line. Whatever does not stand there exactly is read by the parser instead.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.health.lines import Flags, Index, Lines, word
from retrowalk.formats.health.shares import (
    DISTANCE,
    HEART_RATE,
    SPEED,
    STEP_LENGTH,
    STEPS,
    Records,
    Spans,
)
from retrowalk.formats.health.tags import Element, parsed
from retrowalk.recording import Array

PREFIX = "HKQuantityTypeIdentifier"
KINDS = {
    f"{PREFIX}StepCount": STEPS,
    f"{PREFIX}DistanceWalkingRunning": DISTANCE,
    f"{PREFIX}HeartRate": HEART_RATE,
    f"{PREFIX}WalkingSpeed": SPEED,
    f"{PREFIX}WalkingStepLength": STEP_LENGTH,
}
METRES = {
    "m": 1.0,
    "km": 1000.0,
    "cm": 0.01,
    "mm": 0.001,
    "mi": 1609.344,
    "ft": 0.3048,
    "yd": 0.9144,
    "in": 0.0254,
}
PER_MINUTE = {"count/min": 1.0, "count/s": 60.0}
METRES_PER_SECOND = {
    "m/s": 1.0,
    "km/hr": 1000.0 / 3600.0,
    "km/h": 1000.0 / 3600.0,
    "mi/hr": 1609.344 / 3600.0,
    "ft/s": 0.3048,
}
UNITS: tuple[Mapping[str, float], ...] = (
    {"count": 1.0},
    METRES,
    PER_MINUTE,
    METRES_PER_SECOND,
    METRES,
)
MOST_RECORDS = 4_000_000
_MOST_CACHED = 4096
_SUFFIXES = [word(text) for text in (b"StepCoun", b"Distance", b"HeartRat", b"WalkingS")]
_RECORD, _TYPE = word(b"<Record "), word(b'type="HK')
_SEVEN = np.uint64(0x00FF_FFFF_FFFF_FFFF)
_QUANTITY, _IDENTIFIER, _ENTIFIER = word(b"Quantity"), word(b"TypeIden"), word(b"entifier")
_CATEGORY = word(b"HKCatego")
_SUFFIX_AT = len('<Record type="') + len(PREFIX)
_VALUE, _END = word(b' value="'), word(b"endDate=")
_START_HEAD, _START = word(b" startDa"), word(b'rtDate="')
_CREATED_HEAD, _CREATED = word(b" creatio"), word(b"ionDate=")
_QUOTE, _AMPERSAND, _SPACE = b'"& '
_LONGEST_VALUE = 24
_DATE = len("2026-03-01 07:00:00 +0100")
_SPAN = 36 + _DATE
_DIGITS = np.array([0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 21, 22, 23, 24])
_FIXED = np.array([4, 7, 10, 13, 16, 19])
_FIXED_CODES = np.frombuffer(b"-- :: ", np.uint8)
_DAY_S = 86_400
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def instant_of(text: str | None) -> dt.datetime | None:
    """Return an instant such as "2026-03-01 07:00:00 +0100" with its offset, or None."""
    if text is None or len(text) > 40:
        return None
    try:
        found = dt.datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S %z")
        return found if found.astimezone(dt.UTC) > _EPOCH else None
    except (ValueError, OverflowError):
        return None


def number_of(text: str | bytes | None) -> float:
    """Return a number, or NaN for what is none."""
    if text is None or len(text) > 40:
        return math.nan
    try:
        found = float(text)
    except ValueError:
        return math.nan
    if found - found != 0.0 or (b"_" in text if isinstance(text, bytes) else "_" in text):
        return math.nan
    return found


class Collector:
    """Takes stretches in and keeps the records that lie in one of some spans.

    Attributes:
        unread: how many of the kinds wanted had no date, value or unit that is known.
    """

    def __init__(self, spans: list[tuple[float, float]], name: str) -> None:
        self._name = name
        self._spans = Spans(spans)
        self._heads: dict[bytes, tuple[int, int, float] | None] = {}
        self._sources: dict[str, int] = {}
        self._chunks: tuple[list[Any], ...] = ([], [], [], [], [])
        self._loose: list[tuple[float, ...]] = []
        self._count = 0
        self.unread = 0

    def take(self, stretch: Lines | tuple[Element, ...]) -> None:
        """Keep what is wanted of the next stretch.

        Raises:
            RetrowalkError: a line that is no well-formed XML, or more than 4 million records.
        """
        if isinstance(stretch, Lines):
            self._lines(stretch)
        else:
            self._elements(stretch)
        if self._count > MOST_RECORDS:
            raise RetrowalkError(
                f"more than {MOST_RECORDS:,} records lie inside workouts",
                where=self._name,
                remedy="give a shorter export",
            )

    def records(self) -> Records:
        """Return all that was kept."""
        loose = np.array(self._loose, dtype=np.float64).reshape(-1, 5)
        columns: list[Any] = []
        for k, dtype in enumerate((np.uint8, np.uint16, np.float64, np.float64, np.float64)):
            self._chunks[k].append(loose[:, k].astype(dtype))
            columns.append(np.concatenate(self._chunks[k]))
            self._chunks[k].clear()
        order = np.argsort(columns[2], kind="stable")
        for k in range(5):  # one after the other: all at once would need twice the memory
            columns[k] = columns[k][order]
        kind, source, start_s, end_s, value = columns
        return Records(kind, source, start_s, end_s, value, tuple(self._sources))

    # -- lines ---------------------------------------------------------------------------

    def _lines(self, lines: Lines) -> None:
        top = (lines.levels == 0) & ~lines.closes
        starts, closings, empty = lines.starts[top], lines.closings[top], lines.empty[top]
        names = lines.words[starts]
        plain = names == _RECORD
        careful = ((names & _SEVEN) == (_RECORD & _SEVEN)) & ~plain
        wanted, odd = _typed(lines, starts[plain])
        careful[np.flatnonzero(plain)[odd]] = True
        rows = np.flatnonzero(plain)[wanted]
        tail = closings[rows] - 1 - empty[rows]
        values, good = _values(lines, starts[rows], tail)
        start_s, end_s, dated = _dates(lines, values)
        careful[rows[~good | ~dated]] = True
        inside = dated & good & self._spans.hold(start_s, end_s)
        self._keep(
            lines, starts[rows[inside]], values[inside], tail[inside], start_s, end_s, inside
        )
        for row in np.flatnonzero(careful):
            text = lines.data[starts[row] : closings[row] + 1]
            text = text if empty[row] else text + b"</Record>"
            found = parsed(text, ("Record",), name=self._name, at=lines.at + int(starts[row]))
            self._elements(found.elements)

    def _keep(
        self,
        lines: Lines,
        starts: Index,
        values: Index,
        tails: Index,
        start_s: Array,
        end_s: Array,
        inside: Flags,
    ) -> None:
        data = lines.data
        before = np.maximum(values - 115, starts)
        created = lines.words[before] == _CREATED_HEAD
        created &= lines.words[before + 6] == _CREATED
        heads = np.where(created, before, values - 74)
        told: list[tuple[int, int, float]] = []
        numbers: list[float] = []
        rows: list[int] = []
        known = self._heads
        columns = (starts.tolist(), heads.tolist(), values.tolist(), tails.tolist())
        for row, (a, b, c, d) in enumerate(zip(*columns, strict=True)):
            head = data[a:b]
            device = head.find(b'" device="')
            if device >= 0 and head.find(b"'", 0, device) < 0:
                # the device names a place in memory, another in each line
                key = head[:device] + head[max(device, head.rfind(b'" unit="')) :]
            else:
                key = head
            one = known[key] if key in known else self._head(head, key, lines.at + a)
            if one is None:
                continue
            text = data[c + 8 : d]
            number = (float(text) if text.isdigit() else number_of(text)) * one[2]
            if number != number:
                self.unread += 1
                continue
            told.append(one)
            numbers.append(number)
            rows.append(row)
        if rows:
            kinds, sources, _ = zip(*told, strict=True)
            kept = (
                np.array(kinds, dtype=np.uint8),
                np.array(sources, dtype=np.uint16),
                start_s[inside][rows],
                end_s[inside][rows],
                np.array(numbers),
            )
            for column, chunk in zip(self._chunks, kept, strict=True):
                column.append(chunk)
            self._count += len(rows)

    def _head(self, head: bytes, key: bytes, at: int) -> tuple[int, int, float] | None:
        """Return kind, source and factor of a line up to its dates; None for what is not wanted."""
        found = parsed(head + b"/>", ("Record",), name=self._name, at=at).elements
        told = self._told(found[0].attributes) if found else None
        if len(self._heads) >= _MOST_CACHED:
            self._heads.clear()
        self._heads[key] = told
        return told

    # -- elements ------------------------------------------------------------------------

    def _elements(self, elements: Iterable[Element]) -> None:
        for element in elements:
            if element.name != "Record":
                continue
            told = self._told(element.attributes)
            if told is None:
                continue
            begin = instant_of(element.attributes.get("startDate"))
            end = instant_of(element.attributes.get("endDate"))
            number = number_of(element.attributes.get("value")) * told[2]
            if begin is None or end is None or number != number:
                self.unread += 1
                continue
            start_s, end_s = np.array([begin.timestamp()]), np.array([end.timestamp()])
            if self._spans.hold(start_s, end_s)[0]:
                self._loose.append((told[0], told[1], start_s[0], end_s[0], number))
                self._count += 1

    def _told(self, attributes: Mapping[str, str]) -> tuple[int, int, float] | None:
        kind = KINDS.get(attributes.get("type", ""))
        if kind is None:
            return None
        source = attributes.get("sourceName", "").strip()
        if source not in self._sources and len(self._sources) >= 65_535:
            raise RetrowalkError(
                "more than 65,535 sources", where=self._name, remedy="this is no export of a phone"
            )
        factor = UNITS[kind].get(attributes.get("unit", ""), math.nan)
        return kind, self._sources.setdefault(source, len(self._sources)), factor


def _typed(lines: Lines, starts: Index) -> tuple[Flags, Flags]:
    """Return which records may be of a kind wanted, and which only a parser can tell."""
    quantity = lines.words[starts + 8] == _TYPE
    clear = quantity & (lines.words[starts + 14] == _CATEGORY)
    quantity &= lines.words[starts + 16] == _QUANTITY
    quantity &= lines.words[starts + 24] == _IDENTIFIER
    quantity &= lines.words[starts + 30] == _ENTIFIER
    suffix = lines.words[starts + _SUFFIX_AT]
    wanted = quantity & np.isin(suffix, _SUFFIXES)
    odd = ~quantity & ~clear
    # an entity may stand for a letter of the type
    letters = lines.codes[starts[:, None] + np.arange(_SUFFIX_AT, _SUFFIX_AT + 8)]
    odd |= quantity & (letters == _AMPERSAND).any(axis=1)
    return wanted & ~odd, odd


def _values(lines: Lines, starts: Index, tails: Index) -> tuple[Index, Flags]:
    """Return where ' value="' stands, which ends the line, and whether it does."""
    if not len(starts):
        return starts, np.zeros(0, dtype=np.bool_)
    back = lines.codes[np.maximum(0, tails[:, None] - np.arange(1, _LONGEST_VALUE + 1))]
    quotes = back == _QUOTE
    at = tails - 1 - np.argmax(quotes, axis=1) - 7
    good = quotes.any(axis=1) & (lines.codes[tails] == _QUOTE)
    good &= at - 74 > starts + _SUFFIX_AT
    at = np.where(good, at, 200)
    good &= lines.words[at] == _VALUE
    return at, good


def _dates(lines: Lines, values: Index) -> tuple[Array, Array, Flags]:
    """Return the instants of start and end, and whether they are written as Apple writes them."""
    if not len(values):
        return np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.bool_)
    base = values - 1 - _SPAN
    good = lines.words[base + 27] == _END
    good &= lines.words[base - 12] == _START_HEAD
    good &= lines.words[base - 8] == _START
    table = lines.codes[base[:, None] + np.arange(_SPAN + 1)]
    good &= (table[:, [25, 35, 61]] == _QUOTE).all(axis=1) & (table[:, 26] == _SPACE)
    start_s, first = _instants(table[:, :_DATE])
    end_s, second = _instants(table[:, 36 : 36 + _DATE])
    return start_s, end_s, good & first & second


def _instants(table: npt.NDArray[np.uint8]) -> tuple[Array, Flags]:
    """Return the seconds since 1970 of (n, 25) characters, and whether they are a date."""
    digits = table[:, _DIGITS] - np.uint8(48)
    good = (digits <= 9).all(axis=1) & (table[:, _FIXED] == _FIXED_CODES).all(axis=1)
    sign = table[:, 20]
    good &= (sign == ord("+")) | (sign == ord("-"))
    d = digits.astype(np.int32).T
    year = d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3]
    month, day = d[4] * 10 + d[5], d[6] * 10 + d[7]
    hour, minute, second = d[8] * 10 + d[9], d[10] * 10 + d[11], d[12] * 10 + d[13]
    offset_h, offset_min = d[14] * 10 + d[15], d[16] * 10 + d[17]
    good &= (year >= 1971) & (year <= 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    # days beyond the 28th of a month are left to the calendar of the parser's way
    good &= (day <= _MONTH_DAYS[np.clip(month, 0, 12)]) | (
        (month == 2) & (day == 29) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    )
    good &= (hour <= 23) & (minute <= 59) & (second <= 59)
    good &= (offset_h <= 23) & (offset_min <= 59)
    # days since 1970 by counting years from March on
    y = np.where(month <= 2, year - 1, year)
    m = np.where(month <= 2, month + 9, month - 3)
    days = 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day - 1 - 719_468
    local = days.astype(np.int64) * _DAY_S + hour * 3600 + minute * 60 + second
    offset = offset_h * 3600 + offset_min * 60
    return (local - np.where(sign == ord("-"), -offset, offset)).astype(np.float64), good


_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
