"""Sums and means of sessions and laps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.formats.fit.developer import OwnFields
from retrowalk.formats.fit.profile import (
    FOOT_TOTALS,
    OWN_TOTALS,
    TOTALS,
    Number,
    Total,
    own_totals,
)
from retrowalk.formats.fit.rows import Rows
from retrowalk.recording import Array
from retrowalk.session import UNITS, Totals

_NO_ENDS = (math.nan, math.nan)
_FOOT = frozenset(total.name for total in FOOT_TOTALS)


def told(rows: Rows, number: Number | None) -> Array | None:
    """Return a field as (n,) numbers in its unit; None without any."""
    return None if number is None else rows.numbers(number.field, number.scale, number.offset)


def joined(
    rows: Rows, main: Number, before: Number | None, rest: Number | None, per_unit: float
) -> Array | None:
    """Return a number that is told by several fields.

    Args:
        rows: the messages.
        main: the field.
        before: read where the other is absent.
        rest: added where it is there.
        per_unit: what one of it is worth.
    """
    values, other = told(rows, main), told(rows, before)
    if values is None:
        values = other
    elif other is not None:
        values = np.where(np.isnan(values), other, values)
    if values is None:
        return None
    fraction = told(rows, rest)
    if fraction is not None:
        values = values + np.nan_to_num(fraction)
    return values * per_unit if per_unit != 1.0 else values


@dataclass(frozen=True, slots=True)
class Columns:
    """The totals of all sessions, or of all laps, as columns; NaN where nobody said.

    Attributes:
        standard: by the name of the field of `Totals`, from fields of the profile.
        own: from developer fields of Retrowalk.
        ends: the interval, likewise.
    """

    standard: Mapping[str, list[float]]
    own: Mapping[str, list[float]]
    ends: Mapping[str, tuple[list[float], list[float]]]

    @classmethod
    def of(cls, rows: Rows, fields: OwnFields, *, of_laps: bool) -> Columns:
        """Read the columns of session messages, or of lap messages."""
        standard: dict[str, list[float]] = {}
        own: dict[str, list[float]] = {}
        ends: dict[str, tuple[list[float], list[float]]] = {}
        for total in (*TOTALS, *FOOT_TOTALS):
            found = _standard(rows, total, of_laps)
            if found is not None:
                standard[total.name] = found.tolist()
        for name in OWN_TOTALS:
            value, low, high = (fields.numbers(rows, one) for one in own_totals(name, ""))
            if value is not None:
                own[name] = value.tolist()
            if low is not None and high is not None:
                ends[name] = (low.tolist(), high.tolist())
        return cls(standard, own, ends)

    def totals(self, row: int, on_foot: bool) -> Totals:
        """Return those of one message."""
        found: dict[str, Estimate] = {}
        for name, unit in UNITS.items():
            value = self.own[name][row] if name in self.own else math.nan
            if value != value and name in self.standard and (on_foot or name not in _FOOT):
                value = self.standard[name][row]
            if value != value:
                continue
            low, high = (one[row] for one in self.ends[name]) if name in self.ends else _NO_ENDS
            if low == low and high == high:
                # value and ends are rounded apart
                found[name] = Estimate(value, min(low, value), max(high, value), unit)
            else:
                found[name] = Estimate(value, None, None, unit)
        return Totals(**found)


def _standard(rows: Rows, total: Total, of_laps: bool) -> Array | None:
    if of_laps:
        numbers = (total.lap, total.lap_before, total.lap_rest)
    else:
        numbers = (total.session, total.session_before, total.session_rest)
    return joined(rows, *numbers, total.per_unit)
