"""Mutated files against all readers.

    python -m lab.robustness --files 20000 [--guided 60] [--write docs/robustness.md]
    python -m lab.robustness --replay FILE [--format FORMAT]

Exits with 1 where a file was neither read nor refused in one clear sentence.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lab.robustness import figure, guides, page
from lab.robustness.child import Replay
from lab.robustness.material import Material, made
from lab.robustness.plan import Plan
from lab.robustness.pool import Pool
from lab.robustness.reading import GOOD, LONGEST_SENTENCE
from lab.robustness.run import Run, run
from lab.robustness.tally import machine

BUILD = Path(__file__).parents[2] / "build" / "robustness"
SEED = 20_261_125
PACKAGES = ("numpy", "pyarrow", "lxml")


def main() -> int:
    """Run, print, write; return how the process is to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="mutated files in all")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", nargs="*", default=[], help="names of formats")
    parser.add_argument("--processes", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--guided", type=int, default=0, help="seconds of atheris a binary format")
    parser.add_argument("--write", type=Path, help="the page of the documentation")
    parser.add_argument("--replay", type=Path, help="a file that failed")
    parser.add_argument("--format", help="with --replay: the format to name")
    given = parser.parse_args()
    if given.write is not None and given.only:
        parser.error("--write needs all formats, without --only")
    BUILD.mkdir(parents=True, exist_ok=True)
    materials = tuple(m for m in _samples() if not given.only or m.format in given.only)
    if not materials:
        parser.error(f"no format of --only has a sample: {', '.join(given.only)}")
    plan = Plan(given.seed, materials)
    if given.replay is not None:
        return _replay(plan, given.replay, given.format)
    started = time.monotonic()
    shutil.rmtree(BUILD / "failures", ignore_errors=True)
    found = _with_bar(plan, given.files, given.processes)
    guided = _guided(materials, given.guided) if given.guided else []
    print(page.table(found.tallies))
    print(page.guided_text(guided))
    for failure in found.failures:
        print(
            f"{failure.number} {failure.result.outcome}: {failure.result.detail.splitlines()[-1]}"
        )
    for one in guided:
        print(one.failure)
    if given.write is not None:
        words = " ".join(["python -m lab.robustness", *sys.argv[1:]])
        about = page.About(words, machine(PACKAGES), time.monotonic() - started)
        text = page.page(about, found.tallies, guided, LONGEST_SENTENCE)
        given.write.write_text(text, encoding="utf-8")
        figure.draw(found.tallies, given.write.parent / "images" / page.PICTURE)
    return 1 if found.failures or any(one.failure for one in guided) else 0


def _samples() -> tuple[Material, ...]:
    folder = BUILD / "samples"
    shutil.rmtree(folder, ignore_errors=True)
    return made(folder)


def _with_bar(plan: Plan, files: int, processes: int) -> Run:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("files", total=files)
        return run(plan, files, processes, BUILD, lambda: bar.advance(task))


def _guided(materials: tuple[Material, ...], seconds: int) -> list[guides.Guided]:
    if not guides.is_there():
        print(guides.MISSING, file=sys.stderr)
        return []
    found = []
    for one in guides.runs(materials, seconds, BUILD / "guided"):
        print(f"{one.format}: {one.files} files led by coverage", file=sys.stderr)
        found.append(one)
    return found


def _replay(plan: Plan, path: Path, format: str | None) -> int:
    with Pool(plan, 1, BUILD) as pool:
        _, result = next(pool.results([Replay(path, format)]))
    print(f"{result.outcome}, {result.cpu_s:.2f} s, {result.peak_bytes / 1e6:.0f} MB")
    print(result.detail)
    return 0 if result.outcome in GOOD else 1


if __name__ == "__main__":
    sys.exit(main())
