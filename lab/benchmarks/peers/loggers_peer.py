"""Readers of research loggers' files: each reads a file whole, once, as its users get it."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lab.benchmarks.peers.exchange import Job, main


def _retrowalk(path: Path) -> int:
    return len(importlib.import_module("retrowalk.formats").read(path).time_s)


def _skdh_cwa(path: Path) -> int:
    return len(importlib.import_module("skdh.io").ReadCwa().predict(file=path)["time"])


def _skdh_bin(path: Path) -> int:
    return len(importlib.import_module("skdh.io").ReadBin().predict(file=path)["time"])


def _actfast(path: Path) -> int:
    found = importlib.import_module("actfast").read(str(path))["timeseries"]
    return max(len(some["datetime"]) for some in found.values())


def _cwa_reader(path: Path) -> int:
    return len(importlib.import_module("cwa_reader_rs").read_cwa_file(str(path)))


def _openmovement(path: Path) -> int:
    with importlib.import_module("openmovement.load").CwaData(str(path)) as file:
        return len(file.get_samples())


def _pygt3x(path: Path) -> int:
    with importlib.import_module("pygt3x.reader").FileReader(str(path)) as file:
        return len(file.to_pandas())


READERS: dict[str, tuple[str, str, Callable[[Path], int], tuple[str, ...]]] = {
    "retrowalk": ("retrowalk", "retrowalk", _retrowalk, (".cwa", ".bin", ".gt3x")),
    "skdh-cwa": ("scikit-digital-health", "logger-readers", _skdh_cwa, (".cwa",)),
    "skdh-bin": ("scikit-digital-health", "logger-readers", _skdh_bin, (".bin",)),
    "actfast": ("actfast", "logger-readers", _actfast, (".cwa", ".bin", ".gt3x")),
    "cwa-reader-rs": ("cwa-reader-rs", "logger-readers", _cwa_reader, (".cwa",)),
    "openmovement": ("openmovement", "openmovement", _openmovement, (".cwa",)),
    "pygt3x": ("pygt3x", "logger-readers", _pygt3x, (".gt3x",)),
}
"""Package, environment, what is timed and for which files, by the name of the job."""


def _timed(read: Callable[[Path], int]) -> Job:
    def job(source: Path) -> dict[str, Any]:
        read(source.with_name(f"short{source.suffix}"))  # imports and first use are not timed
        started = time.perf_counter()
        found = read(source)
        return {"work_s": time.perf_counter() - started, "answer": found}

    return job


if __name__ == "__main__":
    main({name: _timed(one[2]) for name, one in READERS.items()}, (READERS[sys.argv[1]][0],))
