"""Walks as a Parquet table: one row per bout, each quantity with its interval beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrowalk.errors import writing
from retrowalk.tracker.base import Bout, Walk
from retrowalk.tracker.contract import to_dict

QUANTITIES = ("steps", "cadence_spm", "speed_mps", "distance_m")


def write_parquet(walks: Sequence[Walk], path: Path) -> None:
    """Write all bouts of all walks; the whole JSON contract of each walk is in the metadata.

    Raises:
        RetrowalkError: the place cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = [(f"{name}{end}", pa.float64()) for name in QUANTITIES for end in _ENDS]
    schema = pa.schema(
        [
            ("source", pa.string()),
            ("bout", pa.int32()),
            ("start_s", pa.float64()),
            ("end_s", pa.float64()),
            ("direction", pa.string()),
            ("probability", pa.float64()),
            *numbers,
            ("contact", pa.string()),
            ("reason", pa.string()),
        ],
        metadata={"retrowalk.walks": json.dumps([to_dict(walk) for walk in walks])},
    )
    rows = [_row(walk, at, bout) for walk in walks for at, bout in enumerate(walk.bouts, start=1)]
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)


_ENDS = ("", "_low", "_high")


def _row(walk: Walk, at: int, bout: Bout) -> dict[str, Any]:
    row: dict[str, Any] = {
        "source": walk.source,
        "bout": at,
        "start_s": bout.start_s,
        "end_s": bout.end_s,
        "direction": bout.direction.value,
        "probability": bout.probability,
        "contact": bout.contact.value,
        "reason": bout.reason,
    }
    for name in QUANTITIES:
        estimate = getattr(bout, name)
        row[name] = estimate.value
        row[f"{name}_low"], row[f"{name}_high"] = estimate.low, estimate.high
    return row
