"""Clocks that tell only the time of day: 17:23:55.464, 23:43:56:095, 9:05:01.

Such a clock names no date, so the instant of the start stays unknown; it begins again at
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


def across_midnight(seconds: Array) -> tuple[Array, int]:
    """Return seconds that go on rising past midnight, and how many midnights there are."""
    there = np.flatnonzero(np.isfinite(seconds))
    back = np.diff(seconds[there]) < -DAY_S / 2
    if not back.any():
        return seconds, 0
    days = np.zeros(len(seconds))
    days[there[1:]] = np.cumsum(back)
    return seconds + days * DAY_S, int(back.sum())
