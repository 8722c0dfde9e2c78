"""Sessions as tables, as docs/files-gpx-tcx.md says, by the standard library and pyarrow."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lab.format_samples import Sample

SECONDS = 90


def _words() -> list[dict[str, object]]:
    """Return two walks, the second without a course."""

    def number(value: float, unit: str, low: float | None = None) -> dict[str, object]:
        high = None if low is None else 2 * value - low
        ends = {"low": low, "high": high}
        return {"value": value, **ends, "unit": unit, "reason": None, "sources": []}

    first = {
        "schema": 1,
        "session": 1,
        "start_utc": "2026-05-02T06:30:00+00:00",
        "elapsed_s": 90.0,
        "sport": "walking",
        "name": 'round, "the" lake; twice',
        "zone": "Europe/Zurich",
        "placement": "thigh",
        "totals": {"steps": number(160, "steps", 150), "distance_m": number(100, "m")},
        "pauses": [[30.0, 31.5]],
        "laps": [
            {
                "start_s": 0.0,
                "end_s": 30.0,
                "direction": "backward",
                "probability": 0.96,
                "reason": None,
                "totals": {"backward_s": number(30, "s")},
            }
        ],
        "notes": ["made by hand"],
        "rows": SECONDS,
        "columns": ["heart_rate_bpm", "steps", "direction"],
    }
    second = {
        **first,
        "session": 2,
        "start_utc": "2026-05-03T06:30:00+00:00",
        "laps": [],
        "pauses": [],
        "rows": None,
        "columns": [],
    }
    return [first, second]


def _columns() -> dict[str, list[object]]:
    return {
        "session": [1] * SECONDS,
        "time_s": [float(s) for s in range(SECONDS)],
        "heart_rate_bpm": [None if s % 7 == 3 else 95.0 + s % 5 for s in range(SECONDS)],
        "steps": [float(int(1.8 * s)) for s in range(SECONDS)],
        "direction": ["backward" if s < 30 else None for s in range(SECONDS)],
    }


def csv_text() -> str:
    """Return the file as text."""
    columns = _columns()
    rows = (
        ",".join("" if cell is None else str(cell) for cell in row)
        for row in zip(*columns.values(), strict=True)
    )
    words = (f"# retrowalk-session: {json.dumps(one)}" for one in _words())
    return "\n".join([*words, ",".join(columns), *rows, ""])


def _csv(path: Path) -> None:
    path.write_text(csv_text(), encoding="utf-8")


def _parquet(path: Path) -> None:
    table = pa.table(_columns())
    words = {"retrowalk-sessions": json.dumps(_words())}
    pq.write_table(table.replace_schema_metadata(words), path)


LAYOUT = "docs/files-gpx-tcx.md"
SAMPLES = (
    Sample("session-csv", "walks.session.csv", _csv, False, LAYOUT),
    Sample("session-parquet", "walks.session.parquet", _parquet, True, LAYOUT),
)
