"""Mutations led by coverage, for one binary format: run by `lab.robustness.guides`.

    build/fuzz/bin/python -m lab.robustness.guided FORMAT SAMPLES FOUND SECONDS

Needs atheris, which lives in an environment of its own (`make soak`). What reaches a new line of
a reader is kept and mutated further; half of the mutations are given right checksums again.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path
from random import Random
from typing import Any

import atheris

with atheris.instrument_imports(include=["retrowalk"]):
    from lab.robustness.checksums import mended
    from lab.robustness.reading import GOOD, LONGEST_S, tried

from lab.robustness import edits

MOST_INPUT_BYTES = 128 * 1024
LONGEST_WALL_S = 60
MOST_GROWN_MB = 600
"""Of the whole process, its corpus and the instruments among it; the pool measures exactly."""


class Found(Exception):
    """A failure; the engine keeps the file that made it."""


def main() -> None:
    """Fuzz until the time is over, or until something is found."""
    format, samples, found, seconds = sys.argv[1:5]
    name = next(iter(sorted(Path(samples).iterdir()))).name.partition("-")[2]
    # on a disk in memory where there is one: each file is written and read once
    memory = Path("/dev/shm")
    folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
    path = Path(folder.name) / name

    def one(data: bytes) -> None:
        path.write_bytes(data)
        result = tried(path, format)
        if result.outcome not in GOOD:
            raise Found(f"{result.outcome}: {result.detail}")
        if result.cpu_s > LONGEST_S:
            raise Found(f"hang: {result.cpu_s:.1f} s")

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        rng = Random(seed)
        engine: Any = atheris.Mutate
        if rng.random() < 0.5:
            changed = bytes(engine(data, most))
        else:
            changed = edits.edited(rng, data, edits.BINARY, [])
        return (mended(format, changed) if rng.random() < 0.7 else changed)[:most]

    warnings.simplefilter("error")
    for sample in sorted(Path(samples).iterdir()):
        one(sample.read_bytes())
    arguments = [
        *(sys.argv[0], found, samples, f"-max_total_time={seconds}", "-print_final_stats=1"),
        *(f"-artifact_prefix={found}/", f"-timeout={LONGEST_WALL_S}", "-seed=20261125"),
        *(f"-max_len={MOST_INPUT_BYTES}", f"-rss_limit_mb={_held_mb() + MOST_GROWN_MB}"),
    ]
    atheris.Setup(arguments, one, custom_mutator=mutated)
    atheris.Fuzz()


def _held_mb() -> int:
    text = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    line = next(line for line in text.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
