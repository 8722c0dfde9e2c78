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

from retrowalk.recording import Array
from retrowalk.session import COLUMNS, Course


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
    sources: Sequence[str], start_s: Array, end_s: Array, value: Array, own: str
) -> Series | None:
    """Return the records of the one source that counts, or None where there are no records.

    Args:
        sources: n names.
        start_s: (n,) from the walk's start.
        end_s: (n,).
        value: (n,).
        own: the source that recorded the walk; "" where it is not known.
    """
    names = sorted(set(sources))
    if not names:
        return None
    told = np.array([names.index(one) for one in sources])
    covered = [float((end_s - start_s)[told == k].sum()) for k in range(len(names))]
    counts = [int((told == k).sum()) for k in range(len(names))]
    best = max(range(len(names)), key=lambda k: (names[k] == own, covered[k], counts[k], -k))
    mine = told == best
    rows = np.unique(np.column_stack([start_s[mine], end_s[mine], value[mine]]), axis=0)
    others = tuple(name for k, name in enumerate(names) if k != best)
    return Series(names[best], rows[:, 0], rows[:, 1], rows[:, 2], others)


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
