"""One run: mutated files through the pool, counted, and what failed kept for replay."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lab.robustness.material import Material
from lab.robustness.mutate import mutant
from lab.robustness.plan import Plan
from lab.robustness.pool import Pool
from lab.robustness.reading import GOOD
from lab.robustness.tally import Failure, Tally, empty

MOST_KEPT = 200
"""Files that are kept of those that fail; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run told: tallies by format, and the files that failed."""

    tallies: dict[str, Tally]
    failures: tuple[Failure, ...]


def run(
    plan: Plan, files: int, processes: int, folder: Path, done: Callable[[], None] | None = None
) -> Run:
    """Read mutated files.

    Args:
        plan: the samples and the seed.
        files: how many.
        processes: that read at the same time.
        folder: for traces, and for what fails.
        done: called after each file.
    """
    tallies = empty(plan)
    failures: list[Failure] = []
    with Pool(plan, processes, folder) as pool:
        for order, result in pool.results(range(files)):
            assert isinstance(order, int)
            material, others, format = plan.at(order)
            tallies[material.format].add(result)
            if result.outcome not in GOOD and len(failures) < MOST_KEPT:
                made = mutant(material, others, plan.seed, order)
                failures.append(Failure(order, format, made, result))
                keep(failures[-1], material, folder / "failures")
            if done is not None:
                done()
    return Run(tallies, tuple(sorted(failures, key=lambda one: one.number)))


def keep(failure: Failure, material: Material, folder: Path) -> None:
    """Write the file of a failure with what is known of it."""
    here = folder / f"{failure.number:06d}-{failure.result.outcome}"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir(parents=True)
    path = failure.mutant.put(here)
    named = f" --format {failure.format}" if failure.format else ""
    about = (
        f"python -m lab.robustness --replay '{path}'{named}\n"
        f"{material.label}: {', '.join(failure.mutant.how)}\n"
        f"{failure.result.cpu_s:.2f} s, {failure.result.peak_bytes / 1e6:.0f} MB\n"
        f"{failure.result.detail}\n"
    )
    (here / "about.txt").write_text(about, encoding="utf-8", errors="backslashreplace")
