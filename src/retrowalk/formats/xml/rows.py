"""The points of one track on their way to a `Course`: eight bytes a number, none where none is."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping

import numpy as np

from retrowalk.direction import Direction
from retrowalk.recording import Array
from retrowalk.session import COLUMNS, WALKING, Course

TURNS = "turns"
"""The column of what a file calls cadence: strides, turns of a crank, or steps a minute."""
STRIDES = "strides"
"""The column of cadence on foot: strides a minute, though some write steps."""
MOST_STRIDES_PER_MIN = 120.0
"""Half of the steps that anybody keeps up in a minute: more are steps (design choice)."""
_ON_FOOT = frozenset({WALKING, "running", "hiking", "trail running", "treadmill running"})


class Rows:
    """Points in the order of their file.

    Attributes:
        instants: microseconds since 1970, one per point.
    """

    def __init__(self) -> None:
        self.instants: array[int] = array("q")
        self._columns: dict[str, array[float]] = {}
        self._exact_s: array[float] = array("d")
        self._directions: list[Direction | None] = []

    def __len__(self) -> int:
        return len(self.instants)

    def add(
        self,
        instant_us: int,
        values: Mapping[str, float],
        exact_s: float | None = None,
        direction: Direction | None = None,
    ) -> None:
        """Append a point.

        Args:
            instant_us: microseconds since 1970.
            values: per column of `Course`, or `TURNS`; what is not there stays empty.
            exact_s: seconds from the start, where microseconds are not exact enough.
            direction: which way, or None.
        """
        count = len(self.instants)
        for name in values:
            if name not in self._columns:
                self._columns[name] = array("d", [math.nan]) * count
        self.instants.append(instant_us)
        for name, column in self._columns.items():
            column.append(values.get(name, math.nan))
        self._exact_s.append(math.nan if exact_s is None else exact_s)
        self._directions.append(direction)

    def seconds(self, start_us: int) -> Array:
        """Return (n,) seconds from the start, in the order of the file."""
        exact = np.array(self._exact_s)
        apart = (np.array(self.instants, dtype=np.int64) - start_us) / 1e6
        return np.where(np.isnan(exact), apart, exact)

    def course(self, start_us: int, sport: str, *, ours: bool) -> tuple[Course | None, list[str]]:
        """Return the points in the order of time, and what was noticed.

        Args:
            start_us: instant of the start.
            sport: of the session; it tells what turns a minute are.
            ours: whether Retrowalk wrote the file: its turns are strides.
        """
        if not len(self):
            return None, []
        notes: list[str] = []
        columns = {name: np.array(values) for name, values in self._columns.items()}
        cadence, note = _steps_per_min(
            {name: columns.pop(name) for name in (TURNS, STRIDES) if name in columns},
            sport,
            ours=ours,
        )
        if note:
            notes.append(note)
        if cadence is not None:
            exact = columns.get("cadence_spm", np.full(len(self), math.nan))
            columns["cadence_spm"] = np.where(np.isnan(exact), cadence, exact)
        time_s = self.seconds(start_us)
        directions = self._directions
        if (np.diff(time_s) < 0).any():
            order = np.argsort(time_s, kind="stable")
            time_s = time_s[order]
            columns = {name: values[order] for name, values in columns.items()}
            directions = [directions[i] for i in order.tolist()]
            if not ours:
                notes.append("warning: the points were not in the order of time; they were put so")
        kept = {
            name: columns[name]
            for name in COLUMNS
            if name in columns and not np.isnan(columns[name]).all()
        }
        told = tuple(directions) if any(one is not None for one in directions) else None
        return Course(time_s, **kept, direction=told), notes


def steps_per_min(cadence: Mapping[str, float], sport: str) -> float | None:
    """Return the steps a minute of a mean cadence, `TURNS` or `STRIDES`, as in `Rows.course`."""
    told = {name: np.array([number]) for name, number in cadence.items()}
    steps, _ = _steps_per_min(told, sport, ours=False)
    return None if steps is None else float(steps[0])


def _steps_per_min(
    told: Mapping[str, Array], sport: str, *, ours: bool
) -> tuple[Array | None, str]:
    """Return steps a minute, strides before turns, and why they are what they are."""
    if not told:
        return None, ""
    turns, strides = told.get(TURNS), told.get(STRIDES)
    on_foot = ours or strides is not None or sport in _ON_FOOT
    if strides is not None:
        turns = strides if turns is None else np.where(np.isnan(strides), turns, strides)
    if turns is None or not np.isfinite(turns).any():
        return None, ""
    known = turns[np.isfinite(turns) & (turns > 0)]
    if not ours and len(known) and np.median(known) > MOST_STRIDES_PER_MIN:
        return turns, (
            f"cadence read as steps a minute: a median of {np.median(known):g} cannot be strides"
        )
    if on_foot:
        return 2.0 * turns, (
            "cadence read as strides a minute, as Garmin's schemas have it, and doubled into steps"
        )
    return None, (
        f"cadence left out: with the sport '{sport}' it may be turns of a crank"
        if sport
        else "cadence left out: without the sport it may be turns of a crank"
    )
