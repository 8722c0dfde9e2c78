"""The parts of a session: laps, and when its timer stood still."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from retrowalk.formats.fit import profile
from retrowalk.formats.fit.course import exact_time_s, word_of
from retrowalk.formats.fit.developer import OwnFields
from retrowalk.formats.fit.parts import Part
from retrowalk.formats.fit.spans import ELAPSED, START, Span, filled
from retrowalk.formats.fit.totals import Columns, told
from retrowalk.recording import Array
from retrowalk.session import Lap

_TRIGGER = 24
_EVENT, _EVENT_TYPE = 0, 1
_WHOLE_S = 1.0
_DECIMALS = 3


@dataclass(frozen=True, eq=False, slots=True)
class Laps:
    """All laps of a file.

    Attributes:
        laps: start in FIT seconds, length in seconds and row of each, in the order of time.
        columns: their totals.
        direction: numbers of the words by row, NaN where nobody said.
        probability: by row, NaN where nobody said.
        reason: by row, "" where there is none.
        trigger: what closed them, by row.
    """

    laps: tuple[tuple[float, float, int], ...]
    columns: Columns
    direction: list[float]
    probability: list[float]
    reason: list[str]
    trigger: list[float]

    @classmethod
    def of(cls, part: Part, own: OwnFields) -> Laps:
        """Read them; those without a time are left out."""
        rows = part.of(profile.LAP)
        count = len(rows)
        starts, ends = exact_time_s(rows, own, START), rows.time_s()
        elapsed = filled(told(rows, ELAPSED), count)
        lengths = np.where(np.isnan(elapsed), np.maximum(ends - starts, 0.0), elapsed)
        timed = np.flatnonzero(np.isfinite(starts) & (lengths >= 0.0))
        found = zip(starts[timed].tolist(), lengths[timed].tolist(), timed.tolist(), strict=True)
        return cls(
            tuple(sorted(found, key=lambda lap: lap[0])),
            Columns.of(rows, own, of_laps=True),
            filled(own.numbers(rows, profile.DIRECTION), count).tolist(),
            filled(own.numbers(rows, profile.PROBABILITY), count).tolist(),
            own.texts(rows, profile.REASON),
            filled(rows.numbers(_TRIGGER), count).tolist(),
        )

    def within(self, low_s: float, high_s: float, span: Span) -> tuple[Lap, ...]:
        """Return the laps of a session: those that start in [low_s, high_s)."""
        first, last = (bisect_left(self.laps, at, key=lambda lap: lap[0]) for at in (low_s, high_s))
        inside = self.laps[first:last]
        if len(inside) == 1 and self._says_nothing(inside[0], span):
            return ()
        return tuple(self._lap(lap, span) for lap in inside)

    def _says_nothing(self, lap: tuple[float, float, int], span: Span) -> bool:
        """Return whether it is the one lap that every file must have, and no division."""
        start_s, length_s, row = lap
        return (
            self.trigger[row] == profile.LAP_AT_THE_END
            and abs(start_s - span.start_s) <= _WHOLE_S
            and abs(length_s - span.elapsed_s) <= _WHOLE_S
            and word_of(self.direction[row]) is None
        )

    def _lap(self, lap: tuple[float, float, int], span: Span) -> Lap:
        start_s, length_s, row = lap
        probability = self.probability[row]
        return Lap(
            round(start_s - span.start_s, _DECIMALS),
            round(start_s - span.start_s + length_s, _DECIMALS),
            self.columns.totals(row, span.on_foot),
            word_of(self.direction[row]),
            None if math.isnan(probability) else probability,
            self.reason[row] or None,
        )


def pauses_of(part: Part, own: OwnFields) -> Array:
    """Return (n, 2) when the timer stopped and started, FIT seconds; the last may be endless."""
    rows = part.of(profile.EVENT)
    count = len(rows)
    events = filled(rows.numbers(_EVENT), count).tolist()
    kinds = filled(rows.numbers(_EVENT_TYPE), count).tolist()
    found: list[tuple[float, float]] = []
    stopped: float | None = None
    for event, kind, time_s in zip(events, kinds, exact_time_s(rows, own).tolist(), strict=True):
        if event != profile.TIMER_EVENT or math.isnan(time_s):
            continue
        if kind == profile.START and stopped is not None:
            found.append((stopped, time_s))
            stopped = None
        elif kind in profile.STOPS and stopped is None:
            stopped = time_s
    if stopped is not None:
        found.append((stopped, math.inf))
    return np.array(found, np.float64).reshape(-1, 2)


def within(pauses: Array, span: Span) -> Iterator[tuple[float, float]]:
    """Yield the pauses of a session from its start on; the stop at its end is none."""
    low = np.maximum(pauses[:, 0] - span.start_s, 0.0)
    high = np.minimum(pauses[:, 1] - span.start_s, span.elapsed_s)
    keep = high > low
    keep &= ~(np.isinf(pauses[:, 1]) & (high - low <= _WHOLE_S))
    for start_s, end_s in zip(low[keep].tolist(), high[keep].tolist(), strict=True):
        yield round(start_s, _DECIMALS), round(end_s, _DECIMALS)
