"""A day of motion as CSV, read by us and by fast libraries: ``python -m lab.benchmarks.csv``.

The file has 24 h at 100 Hz, a clock, three axes of acceleration and three of angular rate, and is
the same each time. Each reader runs in a process of its own, one after the other, in turn, with
the file in the cache; what is timed is the call from the path to arrays of numpy, the library
loaded before. Ours also finds columns and units, joins, and checks that it can be a body on Earth.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from lab.benchmarks.processes import BUILD, LAUNCH, ROOT

RATE_HZ = 100
DAY_ROWS = 24 * 3600 * RATE_HZ
ROUNDS = 5
OURS = "retrowalk"
READERS = (OURS, "polars", "pyarrow")
MOST_TIMES = 1.3
_HOUR_ROWS = 3600 * RATE_HZ
_SEED = 7


def make(path: Path, rows: int) -> None:
    """Write the file: a leg that swings, rounded as a logger rounds; an hour at a time."""
    rng = np.random.default_rng(_SEED)
    names = ["time_s", *(f"acc_{a}_ms2" for a in "xyz"), *(f"gyr_{a}_rads" for a in "xyz")]
    with path.open("wb") as stream:
        stream.write((",".join(names) + "\n").encode())
        for start in range(0, rows, _HOUR_ROWS):
            count = min(_HOUR_ROWS, rows - start)
            time_s = np.arange(start, start + count) / RATE_HZ
            phase = 2 * np.pi * 0.9 * time_s
            angle, turning = 0.5 * np.sin(phase), 0.9 * np.pi * np.cos(phase)
            up = np.stack([-np.sin(angle), np.zeros(count), np.cos(angle)])
            force = 9.80665 * up * (1 + 0.15 * np.cos(2 * phase)) + rng.normal(0, 0.2, (3, count))
            rate = np.stack([np.zeros(count), turning, np.zeros(count)])
            rate += rng.normal(0, 0.02, (3, count))
            columns = [np.round(time_s, 2), *np.round(force, 4), *np.round(rate, 5)]
            table = pa.table(dict(zip(names, columns, strict=True)))
            pacsv.write_csv(table, stream, pacsv.WriteOptions(include_header=False))


def _ours() -> Callable[[str], object]:
    import polars  # noqa: F401  # the readers load it when they first need it

    from retrowalk.formats import read

    return read


def _polars() -> Callable[[str], object]:
    import polars

    return lambda path: [c.to_numpy() for c in polars.read_csv(path).get_columns()]


def _pyarrow() -> Callable[[str], object]:
    return lambda path: [c.to_numpy() for c in pacsv.read_csv(path).columns]


_LOADED = {OURS: _ours, "polars": _polars, "pyarrow": _pyarrow}


def one(reader: str, path: str) -> dict[str, float]:
    """Read the file once in this process and return the seconds it took."""
    read = _LOADED[reader]()
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    kept = read(path)
    found = {"wall_s": time.perf_counter() - wall_s, "cpu_s": time.process_time() - cpu_s}
    del kept
    return found


def _measured(reader: str, path: Path) -> dict[str, float]:
    """Read the file in a process of its own; its peak memory counts imports too."""
    target = BUILD / "csv.measured.json"
    command = [sys.executable, "-m", "lab.benchmarks.csv", "--one", reader, str(path)]
    done = subprocess.run(
        [sys.executable, str(LAUNCH), str(target), "300", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return {**found, "peak_mib": float(json.loads(target.read_text())["peak_mib"])}


def text(runs: dict[str, list[dict[str, float]]], rows: int, size: int) -> str:
    """Return the table, and how many times the fastest library ours takes."""
    lines = [
        f"{rows:,} rows, 7 columns, {size / 1e6:.0f} MB; median of {len(runs[OURS])} runs "
        f"(fastest-slowest); {os.cpu_count()} processors",
        "",
        "| reader | s | processor s | peak MiB |",
        "| --- | --- | --- | --- |",
    ]
    middle: dict[str, float] = {}
    for reader, some in runs.items():
        wall = sorted(run["wall_s"] for run in some)
        middle[reader] = statistics.median(wall)
        cpu_s = statistics.median(run["cpu_s"] for run in some)
        peak = max(run["peak_mib"] for run in some)
        lines.append(
            f"| {reader} {version(reader)} | {middle[reader]:.2f} ({wall[0]:.2f}-{wall[-1]:.2f}) "
            f"| {cpu_s:.2f} | {peak:.0f} |"
        )
    fastest = min((reader for reader in runs if reader != OURS), key=middle.__getitem__)
    ratio = middle[OURS] / middle[fastest]
    lines += [
        "",
        f"Ours takes {ratio:.2f} times what {fastest} takes; at most {MOST_TIMES} is due.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Make the file, read it in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=DAY_ROWS, help="samples in the file")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of each reader")
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help="one run, as JSON")
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(one(*given.one)))
        return
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / "day.csv"
    make(path, given.rows)
    try:
        path.read_bytes()
        runs: dict[str, list[dict[str, float]]] = {reader: [] for reader in READERS}
        for _ in range(given.rounds):
            for reader in READERS:
                runs[reader].append(_measured(reader, path))
        print(text(runs, given.rows, path.stat().st_size))
    finally:
        path.unlink()


if __name__ == "__main__":
    main()
