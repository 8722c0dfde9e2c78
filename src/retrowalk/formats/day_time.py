"""Clocks as text that is no ISO date.

    17:23:55.464   23:43:56:095   9:05:01       the time of day only
    30-Sep-2024 10:37:40.125                    MATLAB's usual form, with English months
    2026/05/01 10:00:00.5   2026-05-01T10:00:00,5

The first kind names no date, so the instant of the start stays unknown; it begins again at
midnight, which is recognised as the one step back by most of a day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recording import Array

if TYPE_CHECKING:
    import pyarrow as pa

DAY_S = 86_400.0
_PARTS = r"^\s*(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?:[.,:](?P<f>\d{1,9}))?\s*$"
_DAY_TIME = re.compile(_PARTS)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE_PARTS = (
    rf"^\s*(?P<d>\d{{2}})-(?P<month>{'|'.join(_MONTHS)})-(?P<y>\d{{4}})"
    r" (?P<clock>\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)\s*$"
)
_NAMED_MONTH = re.compile(_DATE_PARTS)
_SLASHED = re.compile(r"^\s*\d{4}(-\d\d-|/\d\d/)\d\d[T ]\d\d:\d\d:\d\d([.,]\d{1,9})?\s*$")


def is_day_time(cell: str) -> bool:
    """Return whether a cell reads like a time of day with seconds."""
    return _DAY_TIME.match(cell) is not None


def seconds_of_day(column: pa.ChunkedArray) -> tuple[Array, bool]:
    """Return (n,) seconds since midnight, NaN where a cell is empty, and whether all fit.

    Args:
        column: text; null where a cell is empty.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = pc.extract_regex(column, _PARTS)
    fits = pc.sum(pc.is_valid(parts)).as_py() == len(column) - column.null_count

    def numbers(name: str, prefix: str) -> Array:
        text = pc.struct_field(parts, name)
        text = pc.if_else(pc.equal(text, ""), "0", text)
        joined = pc.binary_join_element_wise(prefix, text, "")
        return np.asarray(pc.cast(joined, pa.float64()).to_numpy())

    seconds = numbers("h", "") * 3600.0 + numbers("m", "") * 60.0 + numbers("s", "")
    return np.asarray(seconds + numbers("f", "0.")), fits


def is_other_date(cell: str) -> bool:
    """Return whether a cell reads like one of the dates above."""
    return _NAMED_MONTH.match(cell) is not None or _SLASHED.match(cell) is not None


def seconds_of_dates(column: pa.ChunkedArray) -> tuple[Array, bool]:
    """Return (n,) seconds since 1970 by the wall clock, and whether all cells fit.

    Args:
        column: text; null where a cell is empty.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = pc.extract_regex(column, _DATE_PARTS)
    month = pc.index_in(pc.struct_field(parts, "month"), pa.array(_MONTHS))
    number = pc.utf8_lpad(pc.cast(pc.add(month, 1), pa.string()), 2, "0")
    named = pc.binary_join_element_wise(
        pc.struct_field(parts, "y"), number, pc.struct_field(parts, "d"), "-"
    )
    named = pc.binary_join_element_wise(named, pc.struct_field(parts, "clock"), "T")
    other = pc.replace_substring(pc.utf8_trim_whitespace(column), "/", "-")
    text = pc.coalesce(named, pc.replace_substring(other, ",", "."))
    try:
        ticks = pc.cast(pc.cast(text, pa.timestamp("ns")), pa.int64())
    except pa.ArrowInvalid:
        return np.full(len(column), np.nan), False
    seconds = np.asarray(pc.cast(ticks, pa.float64(), safe=False).to_numpy()) * 1e-9
    return seconds, int(np.isfinite(seconds).sum()) == len(column) - column.null_count


def across_midnight(seconds: Array) -> tuple[Array, int]:
    """Return seconds that go on rising past midnight, and how many midnights there are."""
    there = np.flatnonzero(np.isfinite(seconds))
    back = np.diff(seconds[there]) < -DAY_S / 2
    if not back.any():
        return seconds, 0
    days = np.zeros(len(seconds))
    days[there[1:]] = np.cumsum(back)
    return seconds + days * DAY_S, int(back.sum())
