"""The rows of several sessions in one table, and back, session by session."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError
from retrowalk.formats.shown import shown
from retrowalk.formats.tables.words import TOLD, Words
from retrowalk.session import COLUMNS, Course, Session

if TYPE_CHECKING:
    import pyarrow as pa

NUMBER = "session"
MOST_ROWS = 1_000_000
"""Of one session: eleven days with a row a second."""
_DIRECTIONS = {one.value: one for one in Direction}


def table_of(sessions: Sequence[Session], name: str) -> pa.Table:
    """Return the rows of all courses: the number of the session, its clock, columns in use.

    Raises:
        RetrowalkError: more rows than a table may have.
    """
    import pyarrow as pa

    courses = [(i, s.course) for i, s in enumerate(sessions, 1) if s.course is not None]
    for _, course in courses:
        if len(course.time_s) > MOST_ROWS:
            raise RetrowalkError(
                f"a session has {len(course.time_s)} rows, more than {MOST_ROWS}",
                where=name,
                remedy="write it in parts",
            )
    used = [one for one in TOLD if any(getattr(c, one) is not None for _, c in courses)]
    numbers = [np.full(len(course.time_s), i, dtype=np.int32) for i, course in courses]
    columns: dict[str, pa.Array] = {
        NUMBER: pa.array(np.concatenate(numbers) if numbers else [], pa.int32()),
        "time_s": pa.array(
            np.concatenate([c.time_s for _, c in courses]) if courses else [], pa.float64()
        ),
    }
    for one in used:
        if one == "direction":
            words = [
                None if told is None else told.value
                for _, c in courses
                for told in (c.direction or (None,) * len(c.time_s))
            ]
            columns[one] = pa.array(words, pa.string())
            continue
        parts = [
            np.full(len(c.time_s), np.nan) if getattr(c, one) is None else getattr(c, one)
            for _, c in courses
        ]
        values = np.concatenate(parts)
        columns[one] = pa.array(values, pa.float64(), mask=~np.isfinite(values))
    return pa.table(columns)


class Gathering:
    """The rows of the session at hand."""

    def __init__(self, words: Sequence[Words], name: str) -> None:
        numbers = [one.number for one in words]
        if len(set(numbers)) < len(numbers):
            raise RetrowalkError(
                "two sessions have the same number", where=name, remedy="write the file again"
            )
        self._waiting = list(words)
        self._name = name
        self._columns: dict[str, array[float]] = {}
        self._time_s: array[float] = array("d")
        self._directions: list[Direction | None] = []

    def before(self, number: int, where: str) -> Iterator[Session]:
        """Yield the sessions that are whole once rows of another begin.

        Raises:
            RetrowalkError: rows of a session that was told already, or of none.
        """
        if not any(one.number == number for one in self._waiting):
            raise RetrowalkError(
                f"session {number} has no words, or its rows are not together",
                where=where,
                remedy="sort the rows by session and time_s",
            )
        while self._waiting[0].number != number:
            yield self._done(())

    @property
    def number(self) -> int | None:
        """The number of the session at hand."""
        return self._waiting[0].number if self._waiting else None

    def add(self, time_s: float, values: dict[str, float], direction: str, where: str) -> None:
        """Append a row.

        Raises:
            RetrowalkError: a time that does not rise, no direction, too many rows.
        """
        count = len(self._time_s)
        if not math.isfinite(time_s) or (count and time_s < self._time_s[-1]):
            raise RetrowalkError(
                "time_s is empty or does not rise",
                where=where,
                remedy="sort the rows by session and time_s",
            )
        if count >= MOST_ROWS:
            raise RetrowalkError(
                f"a session has more than {MOST_ROWS} rows", where=where, remedy="split it"
            )
        if direction and direction not in _DIRECTIONS:
            raise RetrowalkError(
                f"'{shown(direction)}' is no direction",
                where=where,
                remedy=f"write one of {', '.join(_DIRECTIONS)}",
            )
        for name in values:
            if name not in self._columns:
                self._columns[name] = array("d", [math.nan]) * count
        self._time_s.append(time_s)
        for name, column in self._columns.items():
            column.append(values.get(name, math.nan))
        self._directions.append(_DIRECTIONS.get(direction))

    def rest(self, notes: tuple[str, ...]) -> Iterator[Session]:
        """Yield what is left, the last of them with notes on the file."""
        while self._waiting:
            yield self._done(notes if len(self._waiting) == 1 else ())

    def _done(self, notes: tuple[str, ...]) -> Session:
        words = self._waiting.pop(0)
        count = len(self._time_s)
        if words.rows is not None and count < words.rows:
            notes = (*notes, f"warning: {count} of {words.rows} rows are there")
        course: Course | None = None
        if count or words.rows == 0:
            empty = array("d", [math.nan]) * count
            course = Course(
                np.array(self._time_s),
                **{
                    name: np.array(self._columns.get(name, empty))
                    for name in COLUMNS
                    if name in words.columns or name in self._columns
                },
                direction=tuple(self._directions) if "direction" in words.columns else None,
            )
        self._columns, self._time_s, self._directions = {}, array("d"), []
        return words.session(course, self._name, notes)
