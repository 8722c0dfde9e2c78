"""Which counts of a phone, a watch and their apps belong to one walk, and none of them twice.

The rule: a record belongs to a walk when it lies wholly inside it. Of each quantity one source
is taken: the one that recorded the walk if it has any there, else the one whose records cover
most of the time, then the one with most records, then the first by name. What is the same twice
(source, start, end and value) is taken once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.session import COLUMNS, Course

STEPS, DISTANCE, HEART_RATE, SPEED, STEP_LENGTH, CADENCE, ENERGY, ALL_ENERGY, ASCENT = range(9)
_WHAT = {
    STEPS: "steps",
    DISTANCE: "distance",
    HEART_RATE: "heart rate",
    SPEED: "speed",
    CADENCE: "cadence",
    ENERGY: "active energy",
    ALL_ENERGY: "energy with that of rest",
    ASCENT: "ascent",
}
_SUMS = (
    (STEPS, "steps"),
    (DISTANCE, "distance_m"),
    (ENERGY, "energy_kcal"),
    (ALL_ENERGY, "energy_kcal"),
    (ASCENT, "ascent_m"),
)
_MEANS = ((SPEED, "speed_mps"), (CADENCE, "cadence_spm"), (HEART_RATE, "heart_rate_bpm"))


@dataclass(frozen=True, eq=False, slots=True)
class Records:
    """Records of all walks, by their start.

    Attributes:
        kind: (n,) such as `STEPS`.
        source: (n,) index into `sources`.
        start_s: (n,) since 1970, rising.
        end_s: (n,) since 1970.
        value: (n,) in steps, m, 1/min, m/s, m, 1/min, kcal, kcal, m.
        sources: names.
    """

    kind: npt.NDArray[np.uint8]
    source: npt.NDArray[np.uint16]
    start_s: Array
    end_s: Array
    value: Array
    sources: tuple[str, ...]


class Spans:
    """The union of the times of some walks."""

    def __init__(self, spans: Sequence[tuple[float, float]]) -> None:
        first: list[float] = []
        last: list[float] = []
        for begin, end in sorted(spans):
            if last and begin <= last[-1]:
                last[-1] = max(last[-1], end)
            else:
                first.append(begin)
                last.append(end)
        self._first, self._last = np.array(first), np.array(last)

    def hold(self, start_s: Array, end_s: Array) -> npt.NDArray[np.bool_]:
        """Return which of some records lie wholly inside."""
        if not len(self._first):
            return np.zeros(len(start_s), dtype=np.bool_)
        at = np.searchsorted(self._first, start_s, side="right") - 1
        return (at >= 0) & (end_s <= self._last[at]) & (end_s >= start_s)


@dataclass(frozen=True, eq=False, slots=True)
class Series:
    """Records of one quantity by one source inside one walk.

    Attributes:
        source: whose.
        start_s: (n,) from the walk's start, rising.
        end_s: (n,) the same as `start_s` for instants.
        value: (n,).
        left_out: the other sources.
    """

    source: str
    start_s: Array
    end_s: Array
    value: Array
    left_out: tuple[str, ...] = ()


def chosen(
    names: Sequence[str],
    source: npt.NDArray[np.integer[Any]],
    start_s: Array,
    end_s: Array,
    value: Array,
    own: str,
) -> Series | None:
    """Return the records of the one source that counts, or None where there are no records.

    Args:
        names: of all sources.
        source: (n,) indices into `names`.
        start_s: (n,) from the walk's start.
        end_s: (n,).
        value: (n,).
        own: the source that recorded the walk; "" where it is not known.
    """
    if not len(source):
        return None
    counts = np.bincount(source)
    covered = np.bincount(source, weights=end_s - start_s)
    there = np.flatnonzero(counts).tolist()
    best = min(there, key=lambda k: (names[k] != own, -covered[k], -counts[k], names[k]))
    others = tuple(sorted(names[k] for k in there if k != best))
    mine = np.flatnonzero(source == best)
    mine = mine[np.lexsort((value[mine], end_s[mine], start_s[mine]))]
    start_s, end_s, value = start_s[mine], end_s[mine], value[mine]
    new = np.ones(len(mine), dtype=np.bool_)
    new[1:] = (np.diff(start_s) != 0.0) | (np.diff(end_s) != 0.0) | (np.diff(value) != 0.0)
    return Series(names[best], start_s[new], end_s[new], value[new], others)


def inside(records: Records, start_s: float, end_s: float, own: str) -> dict[int, Series]:
    """Return by kind the records that belong to one walk.

    Args:
        records: of all walks.
        start_s: of the walk, since 1970.
        end_s: of the walk, since 1970.
        own: the source that recorded it.
    """
    first = int(np.searchsorted(records.start_s, start_s, side="left"))
    last = int(np.searchsorted(records.start_s, end_s, side="right"))
    within = np.flatnonzero(records.end_s[first:last] <= end_s) + first
    found: dict[int, Series] = {}
    for kind in np.unique(records.kind[within]).tolist():
        rows = within[records.kind[within] == kind]
        one = chosen(
            records.sources,
            records.source[rows],
            records.start_s[rows] - start_s,
            records.end_s[rows] - start_s,
            records.value[rows],
            own,
        )
        if one is not None:
            found[kind] = one
    return found


def add_totals(
    values: dict[str, float], series: Mapping[int, Series], elapsed_s: float, notes: list[str]
) -> None:
    """Fill in sums and means of records where the walk itself has no total, with a note each.

    Records that last, but not over half of the walk, make no mean: a phone measures the walking
    speed in some stretches only.
    """

    def add(name: str, kind: int, value: float) -> None:
        if name in values:
            return
        values[name] = value
        one = series[kind]
        note = f"{_WHAT[kind]} from {len(one.value)} record(s) of '{one.source}' inside the walk"
        if one.left_out:
            others = "', '".join(one.left_out)
            note += f"; '{others}' counted the same and was left out"
        notes.append(note)

    for kind, name in _SUMS:
        if kind in series:
            add(name, kind, float(series[kind].value.sum()))
    for kind, name in _MEANS:
        if kind in series and _covers(series[kind], elapsed_s):
            add(name, kind, mean(series[kind]))
    if HEART_RATE in series:
        values.setdefault("most_heart_rate_bpm", float(series[HEART_RATE].value.max()))
    if STEP_LENGTH in series:
        one = series[STEP_LENGTH]
        notes.append(f"step length {mean(one):.3f} m by '{one.source}', mean by time")


def _covers(series: Series, elapsed_s: float) -> bool:
    lasts_s = float((series.end_s - series.start_s).sum())
    return lasts_s == 0.0 or lasts_s >= 0.5 * elapsed_s


def mean(series: Series) -> float:
    """Return the mean, weighted by how long each record lasts where they last."""
    lasts = series.end_s - series.start_s
    return float(np.average(series.value, weights=lasts if lasts.sum() > 0.0 else None))


def along(series: Mapping[int, Series], route: Course | None) -> Course | None:
    """Return the numbers along a walk: sums up to the end of each record, and values at it."""
    columns: dict[str, tuple[Array, Array]] = {}
    for kind, name in ((STEPS, "steps"), (DISTANCE, "distance_m")):
        if kind in series:
            columns[name] = running(series[kind])
    for kind, name in _MEANS:
        if kind in series:
            one = series[kind]
            order = np.argsort(one.end_s, kind="stable")
            columns[name] = (one.end_s[order], one.value[order])
    return course_of(columns, route)


def running(series: Series) -> tuple[Array, Array]:
    """Return when the records end, rising, and the sum of all that ended until then."""
    order = np.argsort(series.end_s, kind="stable")
    return series.end_s[order], np.cumsum(series.value[order])


def course_of(columns: Mapping[str, tuple[Array, Array]], route: Course | None) -> Course | None:
    """Join columns with clocks of their own; where two rows have one instant the last counts.

    Args:
        columns: clock and values of a column of `Course`, by its name; a clock is rising.
        route: columns of a route, which win over the others; its directions are left out.
    """
    own = {name: pair for name, pair in columns.items() if len(pair[0])}
    if route is not None:
        for name in COLUMNS:
            values = getattr(route, name)
            if values is not None and np.isfinite(values).any():
                own[name] = (route.time_s, values)
    if not own:
        return None
    time_s = np.unique(np.concatenate([clock for clock, _ in own.values()]))
    filled: dict[str, Any] = {}
    for name, (clock, values) in own.items():
        column = np.full(len(time_s), np.nan)
        column[np.searchsorted(time_s, clock)] = values
        filled[name] = column
    return Course(time_s, **filled)
