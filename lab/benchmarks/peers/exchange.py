"""How a tool's own process is given recordings and hands back what it found.

    python -m lab.benchmarks.peers.TOOL JOB SOURCE TARGET

SOURCE is a folder of .npy files (one long recording) or one .npz file (many short ones), TARGET
a .json or .npz file. Peers have another Python environment, so numpy is all that is used here.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Job = Callable[[Path], dict[str, Any]]

RATE_HZ = 100.0
WARM_UP_S = 60.0
STANDARD_GRAVITY_MS2 = 9.80665
_KIB_PER_MIB = 1024.0


@dataclass(frozen=True, eq=False)
class Signals:
    """One recording at 100 Hz without gaps, body axes (x front, y left, z up).

    Attributes:
        name: what it is called.
        acceleration_ms2: (n, 3) specific force.
        angular_rate_rads: (n, 3).
        spans_s: (start, end) of each stretch of walking that is scored.
        height_m: of the person.
    """

    name: str
    acceleration_ms2: Array
    angular_rate_rads: Array
    spans_s: tuple[tuple[float, float], ...] = ()
    height_m: float = 1.7

    def part(self, start_s: float, end_s: float) -> Signals:
        """Return the samples in [start_s, end_s), spans left out."""
        rows = slice(round(start_s * RATE_HZ), round(end_s * RATE_HZ))
        return Signals(
            self.name,
            self.acceleration_ms2[rows],
            self.angular_rate_rads[rows],
            height_m=self.height_m,
        )


def save_long(folder: Path, signals: Signals) -> None:
    """Write one long recording as plain arrays, which load without a second copy."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "acceleration_ms2.npy", signals.acceleration_ms2)
    np.save(folder / "angular_rate_rads.npy", signals.angular_rate_rads)


def load_long(folder: Path) -> Signals:
    """Read what `save_long` wrote."""
    acceleration = np.load(folder / "acceleration_ms2.npy")
    return Signals(folder.name, acceleration, np.load(folder / "angular_rate_rads.npy"))


def save_many(path: Path, many: list[Signals]) -> None:
    """Write short recordings into one .npz file."""
    arrays: dict[str, Any] = {}
    for index, one in enumerate(many):
        arrays[f"{index}_acceleration_ms2"] = one.acceleration_ms2
        arrays[f"{index}_angular_rate_rads"] = one.angular_rate_rads
    about = [{"name": one.name, "spans_s": one.spans_s, "height_m": one.height_m} for one in many]
    arrays["about"] = np.array(json.dumps(about))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **arrays)


def load_many(path: Path) -> list[Signals]:
    """Read what `save_many` wrote."""
    with np.load(path) as data:
        return [
            Signals(
                one["name"],
                data[f"{index}_acceleration_ms2"],
                data[f"{index}_angular_rate_rads"],
                tuple((start, end) for start, end in one["spans_s"]),
                one["height_m"],
            )
            for index, one in enumerate(json.loads(str(data["about"])))
        ]


def peak_mib() -> float:
    """Return the most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (_KIB_PER_MIB**2 if sys.platform == "darwin" else _KIB_PER_MIB)


def timed(
    prepare: Callable[[Signals], Any], work: Callable[[Any], Mapping[str, Any]]
) -> Callable[[Path], dict[str, Any]]:
    """Return a job that times `work` on one long recording.

    Args:
        prepare: brings the samples into the tool's own units, axes and types; not timed.
        work: what is timed. It runs on the first minute before, so that compiling on first use
            and late imports are not timed either.
    """

    def job(source: Path) -> dict[str, Any]:
        signals = load_long(source)
        work(prepare(signals.part(0.0, WARM_UP_S)))
        given = prepare(signals)
        before_mib = peak_mib()
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        found = work(given)
        return {
            "work_s": time.perf_counter() - wall_s,
            "cpu_s": time.process_time() - cpu_s,
            "before_mib": before_mib,
            "answer": dict(found),
        }

    return job


def main(jobs: Mapping[str, Job], packages: tuple[str, ...]) -> None:
    """Do the job that the command line names and write its result with the versions used."""
    job, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    found = jobs[job](source)
    found["versions"] = {name: version(name) for name in (*packages, "numpy")}
    target.write_text(json.dumps(found))
