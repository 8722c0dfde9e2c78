"""Data points of Google Fit that lie in sessions, from "All Data" of a Takeout.

Fit keeps each quantity several times: raw by device, and derived. One file of each is read,
the one that Fit shows itself: steps as "estimated_steps", else merged ones. Devices are merged
there already, so nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.bundle import Bundle
from retrowalk.formats.health.bulk import Troubles, finite
from retrowalk.formats.health.json_rows import rows_of
from retrowalk.formats.health.shares import (
    CADENCE,
    DISTANCE,
    HEART_RATE,
    SPEED,
    STEPS,
    Records,
    Spans,
)

MOST_POINTS = 1_000_000
_KINDS = (
    (STEPS, "com.google.step_count.delta", ("estimated_steps", "merge_step_deltas")),
    (DISTANCE, "com.google.distance.delta", ("merge_distance_delta",)),
    (HEART_RATE, "com.google.heart_rate.bpm", ("merge_heart_rate_bpm",)),
    (SPEED, "com.google.speed", ("merge_speed",)),
    (CADENCE, "com.google.step_count.cadence", ("merge_step_cadence",)),
)


def points_of(
    bundle: Bundle,
    members: Sequence[str],
    spans: Sequence[tuple[float, float]],
    troubles: Troubles,
) -> Records:
    """Read the points inside sessions; a file that is damaged is told to `troubles`."""
    held = Spans(spans)
    rows: list[tuple[float, ...]] = []
    sources: list[str] = []
    for kind, name, ways in _KINDS:
        member = _chosen(members, name, ways)
        if member is None:
            continue
        where = f"{bundle.name}/{member}"
        try:
            with bundle.stream(member) as stream:
                for start, end, value in _points(rows_of(stream, "Data Points", where)):
                    if held.hold(np.array([start]), np.array([end]))[0]:
                        rows.append((kind, len(sources), start, end, value))
                    if len(rows) > MOST_POINTS:
                        raise RetrowalkError(
                            f"more than {MOST_POINTS:,} points lie inside sessions", where=where
                        )
        except RetrowalkError as error:
            troubles.add(error)
        sources.append(PurePosixPath(member).name[:100])
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    table = table[np.argsort(table[:, 2], kind="stable")]
    return Records(
        table[:, 0].astype(np.uint8),
        table[:, 1].astype(np.uint16),
        table[:, 2],
        table[:, 3],
        table[:, 4],
        tuple(sources),
    )


def _chosen(members: Sequence[str], name: str, ways: Sequence[str]) -> str | None:
    """Return the file of a quantity that Fit derived in the first of these ways."""
    for way in ways:
        for member in members:
            last = PurePosixPath(member).name
            if last.startswith(f"derived_{name}_") and last.endswith(f"{way}.json"):
                return member
    return None


def _points(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[float, float, float]]:
    """Yield start and end in seconds since 1970, and value."""
    for row in rows:
        start, end = _nanos(row.get("startTimeNanos")), _nanos(row.get("endTimeNanos"))
        value = _value(row.get("fitValue"))
        if start is not None and end is not None and value is not None:
            yield start, end, value


def _nanos(value: object) -> float | None:
    if isinstance(value, str) and len(value) > 25:
        return None
    try:
        found = float(value) * 1e-9 if isinstance(value, int | str) else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and 0.0 < found < 4.1e9 else None


def _value(values: object) -> float | None:
    if not isinstance(values, list) or len(values) != 1 or not isinstance(values[0], Mapping):
        return None
    inner = values[0].get("value")
    if not isinstance(inner, Mapping):
        return None
    return finite(inner.get("intVal", inner.get("fpVal")))
