"""Totals of sessions and laps as fields of their messages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrowalk.formats.fit.encode import Cells, numbers, own_numbers
from retrowalk.formats.fit.profile import (
    FOOT_TOTALS,
    OWN_TOTALS,
    TOTALS,
    Number,
    own_totals,
)
from retrowalk.recording import Array
from retrowalk.session import UNITS, Totals

_STANDARD = frozenset(total.name for total in TOTALS)
_FOOT = frozenset(total.name for total in FOOT_TOTALS)


def cells_of(
    many: Sequence[Totals], moving_s: Sequence[float], *, of_laps: bool, on_foot: bool
) -> list[Cells]:
    """Return the fields that hold the totals of n sessions or laps.

    Args:
        many: n totals.
        moving_s: the time to write where they do not say one; every message needs it.
        of_laps: for lap messages, else for session messages.
        on_foot: whether cycles are strides.
    """
    cells: list[Cells] = []
    for total in (*TOTALS, *(FOOT_TOTALS if on_foot else ())):
        values = _column(many, total.name, "value")
        if total.name == "moving_s":
            values = np.where(np.isnan(values), np.asarray(moving_s), values)
        if np.isnan(values).all():
            continue
        main, rest = (total.lap, total.lap_rest) if of_laps else (total.session, total.session_rest)
        cells += split(main, rest, values / total.per_unit)
    for name in OWN_TOTALS:
        own = own_totals(name, UNITS[name])
        has_field = name in _STANDARD or (on_foot and name in _FOOT)
        for field, end in zip(own, ("value", "low", "high"), strict=True):
            values = _column(many, name, end)
            if not np.isnan(values).all() and not (has_field and end == "value"):
                cells.append(own_numbers(field, values))
    return cells


def split(main: Number, rest: Number | None, values: Array) -> list[Cells]:
    """Return a number in one field, and its fraction in another where there is one."""
    if rest is None:
        return [numbers(main, values)]
    parts = np.rint(values * rest.scale)
    whole = np.floor(parts / rest.scale)
    fraction = parts / rest.scale - whole
    cells = [numbers(main, whole)]
    return [*cells, numbers(rest, fraction)] if np.nan_to_num(fraction).any() else cells


def _column(many: Sequence[Totals], name: str, end: str) -> Array:
    estimates = [getattr(one, name) for one in many]
    told = [None if one is None else getattr(one, end) for one in estimates]
    return np.array([np.nan if value is None else value for value in told], np.float64)
