"""Readers of FIT files: each reads a file whole, in the form that it gives its users."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lab.benchmarks.peers.exchange import Job, main

REPEATS = 5
SLOW_S = 1.0
"""A reader that takes longer is asked once more and no oftener."""


def _fitdecode(path: Path) -> int:
    with importlib.import_module("fitdecode").FitReader(str(path)) as reader:
        return sum(1 for _ in reader)


def _garmin(path: Path) -> int:
    sdk = importlib.import_module("garmin_fit_sdk")
    messages, _ = sdk.Decoder(sdk.Stream.from_file(str(path))).read()
    return sum(len(some) for some in messages.values())


def _fit_tool(path: Path) -> int:
    file = importlib.import_module("fit_tool.fit_file").FitFile
    return len(file.from_file(str(path)).records)


def _fitparse(path: Path) -> int:
    with importlib.import_module("fitparse").FitFile(str(path)) as file:
        return sum(1 for _ in file.get_messages())


def _fittie(path: Path) -> int:
    return len(vars(importlib.import_module("fittie").decode(str(path))))


def _fitfast(path: Path) -> int:
    messages = importlib.import_module("fitfast").parse(str(path))
    return sum(len(some) for some in messages.values())


def _fitfast_columns(path: Path) -> int:
    return len(importlib.import_module("fitfast").records(str(path))["timestamp"])


def _native(path: Path) -> int:
    return len(importlib.import_module("pyfitparsernative").parse_fit_file(str(path)))


def _retrowalk(path: Path) -> int:
    formats = importlib.import_module("retrowalk.formats")
    (session,) = formats.read_sessions(path)
    return len(session.course.time_s)


READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "retrowalk": ("retrowalk", _retrowalk),
    "fitfast-columns": ("fitfast", _fitfast_columns),
    "fitfast": ("fitfast", _fitfast),
    "pyfitparsernative": ("pyfitparsernative", _native),
    "fittie": ("fittie", _fittie),
    "garmin": ("garmin-fit-sdk", _garmin),
    "fitdecode": ("fitdecode", _fitdecode),
    "fitparse": ("fitparse", _fitparse),
    "fit-tool": ("fit-tool", _fit_tool),
}
"""Package and what is timed, by the name of the job."""


def _timed(read: Callable[[Path], int]) -> Job:
    def job(source: Path) -> dict[str, Any]:
        found = read(source)  # imports and first use are not timed
        best_s = float("inf")
        for _ in range(REPEATS):
            started = time.perf_counter()
            read(source)
            taken_s = time.perf_counter() - started
            best_s = min(best_s, taken_s)
            if taken_s > SLOW_S:
                break
        return {"work_s": best_s, "answer": found}

    return job


if __name__ == "__main__":
    main({name: _timed(read) for name, (_, read) in READERS.items()}, (READERS[sys.argv[1]][0],))
