"""Tables and Retrowalk's own recording."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import polars
import pyarrow as pa
import pyarrow.parquet as pq

from lab.format_samples import Sample

RATE_HZ = 50.0
SAMPLES_COUNT = 500


def swing() -> dict[str, list[float]]:
    """Return ten seconds of a leg that swings, as columns in SI units."""
    time_s = np.arange(SAMPLES_COUNT) / RATE_HZ
    phase = 2.0 * np.pi * 0.9 * time_s
    columns = {
        "time_s": time_s,
        "acc_x_ms2": 2.0 * np.sin(phase),
        "acc_y_ms2": 9.81 + 1.5 * np.cos(2.0 * phase),
        "acc_z_ms2": np.cos(phase),
        "gyr_x_rads": 2.5 * np.sin(phase + 0.4),
        "gyr_y_rads": 0.1 * np.cos(phase),
        "gyr_z_rads": 0.2 * np.sin(2.0 * phase),
    }
    return {name: np.round(values, 4).tolist() for name, values in columns.items()}


def _csv(path: Path) -> None:
    columns = swing()
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(columns)
        table.writerows(zip(*columns.values(), strict=True))


def _parquet(path: Path) -> None:
    pq.write_table(pa.table(swing()), path)


def _feather(path: Path) -> None:
    polars.DataFrame(swing()).write_ipc(path, compression="lz4")


def _json(path: Path) -> None:
    columns = swing()
    told = {
        "kind": "retrowalk.recording",
        "schema": 1,
        "time_s": columns["time_s"],
        "acceleration_ms2": list(zip(*(columns[f"acc_{axis}_ms2"] for axis in "xyz"), strict=True)),
        "angular_rate_rads": list(
            zip(*(columns[f"gyr_{axis}_rads"] for axis in "xyz"), strict=True)
        ),
    }
    path.write_text(json.dumps(told), encoding="utf-8")


SAMPLES = (
    Sample("csv", "walk.csv", _csv, False, "docs/formats.md"),
    Sample("parquet", "walk.parquet", _parquet, True, "docs/formats.md"),
    Sample("feather", "walk.feather", _feather, True, "Arrow's IPC format; made by polars"),
    Sample("json", "walk.json", _json, False, "docs/recording.md"),
)
