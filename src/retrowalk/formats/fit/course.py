"""Numbers along the way, from records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.direction import Direction
from retrowalk.formats.fit.developer import OwnFields
from retrowalk.formats.fit.profile import (
    COLUMN_FIELDS,
    DIRECTION,
    DIRECTION_WORDS,
    FOOT_COLUMN_FIELDS,
    FRACTION,
    HEADING,
    own_totals,
)
from retrowalk.formats.fit.rows import Rows
from retrowalk.formats.fit.totals import joined
from retrowalk.formats.fit.wire import TIMESTAMP
from retrowalk.recording import Array
from retrowalk.session import Course

_FOOT = frozenset(one.name for one in FOOT_COLUMN_FIELDS)
_OWN = {
    "steps": own_totals("steps", "")[0],
    "cadence_spm": own_totals("cadence_spm", "")[0],
    "backward_steps": own_totals("backward_steps", "")[0],
    "heading_deg": HEADING,
}
_WORDS = tuple(Direction(word) for word in DIRECTION_WORDS)
_ON_EARTH = (("latitude_deg", 90.0), ("longitude_deg", 180.0))


def exact_time_s(rows: Rows, own: OwnFields, field: int = TIMESTAMP) -> Array:
    """Return (n,) FIT seconds, with what Retrowalk keeps of their fractions."""
    seconds, fraction = rows.time_s(field), own.numbers(rows, FRACTION)
    return seconds if fraction is None else seconds + np.nan_to_num(fraction) / 1000.0


@dataclass(frozen=True, eq=False, slots=True)
class Records:
    """All records of a file, in the order of time.

    Attributes:
        time_s: (n,) rising FIT seconds.
        columns: (n,) each, by the name of the column of a `Course`.
        foot: those that mean steps only where the sport is on foot.
        direction: (n,) numbers of `DIRECTION_WORDS`, or None.
        was_sorted: whether the file has them in that order.
    """

    time_s: Array
    columns: Mapping[str, Array]
    foot: Mapping[str, Array]
    direction: Array | None
    was_sorted: bool

    @classmethod
    def of(cls, rows: Rows, own: OwnFields) -> Records:
        """Read the columns."""
        time_s = exact_time_s(rows, own)
        columns: dict[str, Array] = {}
        foot: dict[str, Array] = {}
        for one in (*COLUMN_FIELDS, *FOOT_COLUMN_FIELDS):
            values = joined(rows, one.main, one.before, one.rest, one.per_unit)
            if values is not None:
                (foot if one.name in _FOOT else columns)[one.name] = values
        for name, field in _OWN.items():
            values = own.numbers(rows, field)
            if values is not None:
                columns[name] = values
        for name, most in _ON_EARTH:
            if name in columns:
                columns[name] = np.where(np.abs(columns[name]) <= most, columns[name], np.nan)
        direction = own.numbers(rows, DIRECTION)
        there = np.isfinite(time_s)
        sorted_ = bool((np.diff(time_s[there]) >= 0).all())
        if sorted_ and there.all():
            return cls(time_s, columns, foot, direction, True)
        order = np.flatnonzero(there)
        order = order[np.argsort(time_s[order], kind="stable")]
        return cls(
            time_s[order],
            {name: values[order] for name, values in columns.items()},
            {name: values[order] for name, values in foot.items()},
            None if direction is None else direction[order],
            sorted_,
        )

    def course(self, start_s: float, end_s: float, on_foot: bool) -> Course | None:
        """Return the records in [start_s, end_s) as a course that begins at `start_s`."""
        first, last = np.searchsorted(self.time_s, [start_s, end_s])
        if first == last:
            return None
        chosen = {**self.foot, **self.columns} if on_foot else dict(self.columns)
        cut = {name: values[first:last] for name, values in chosen.items()}
        told = {name: values for name, values in cut.items() if not np.isnan(values).all()}
        direction = None if self.direction is None else _words(self.direction[first:last])
        return Course(np.round(self.time_s[first:last] - start_s, 3), **told, direction=direction)


def _words(numbers: npt.NDArray[np.float64]) -> tuple[Direction | None, ...] | None:
    if np.isnan(numbers).all():
        return None
    return tuple(word_of(number) for number in numbers.tolist())


def word_of(number: float) -> Direction | None:
    """Return the word of a number of `DIRECTION_WORDS`, None where there is none."""
    return _WORDS[int(number)] if 0 <= number < len(_WORDS) else None
