"""The tracker scored on everything we have: ``python -m lab.validation [--write PAGE]``.

Prints every bar with its counts, then every measured error with its cause. Ends with an error
where a bar is not reached or a measured error has no explanation.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path

from lab.mocap.clips import SHARED
from lab.validation.explain import compact, idle_rules
from lab.validation.figures import draw
from lab.validation.page import all_bars, grouped, measured_misses, page
from lab.validation.run import FULL, PARTS, QUICK, Results, run


def _results(given: argparse.Namespace) -> Results:
    """Run what is wanted, or take what was kept of an earlier run."""
    size = QUICK if given.quick else FULL
    if given.people is not None:
        size = size.scaled(given.people)
    kept: Results | None = None
    if given.keep is not None and given.keep.exists():
        kept = pickle.loads(given.keep.read_bytes())
    parts = tuple(given.only or PARTS)
    if kept is not None:
        if kept.size != size:
            raise SystemExit(f"{given.keep} holds a run of another size; remove it")
        parts = tuple(part for part in parts if part not in kept.seconds or given.only)
    results = run(size, parts, given.workers) if parts else Results(size)
    if kept is not None:
        results = kept.replaced(results)
    if given.keep is not None:
        given.keep.parent.mkdir(parents=True, exist_ok=True)
        given.keep.write_bytes(pickle.dumps(results))
    return results


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few people and clips: a minute")
    parser.add_argument("--people", type=int, help="simulated people instead of 200")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts only")
    parser.add_argument("--workers", type=int, default=2, help="processes side by side")
    parser.add_argument("--keep", type=Path, help="keep results here; parts found there are reused")
    parser.add_argument("--write", type=Path, help="write the page and its pictures")
    parser.add_argument("--hold", type=Path, help="write the names of the bars that are reached")
    given = parser.parse_args()
    results = _results(given)
    if not SHARED.is_dir():
        print("measured parts are skipped: the shared recordings are not here", file=sys.stderr)
    groups = grouped(results)
    bars = all_bars(results, groups)
    for bar in bars:
        if bar.asked:
            met = "      " if bar.met is None else ("yes   " if bar.met else "NO    ")
            print(f"{met}{bar.name}: {bar.figure} [{bar.asked}]")
    unexplained = [miss for group in groups if group.why is None for miss in group.misses]
    for group in groups:
        print(f"{len(group.misses):5d}  {group.why or 'NOT EXPLAINED'}: {compact(group.misses)}")
    for why in idle_rules(measured_misses(results)):
        print(f"an explanation that explains nothing any more: {why}", file=sys.stderr)
    for part, seconds in results.seconds.items():
        print(f"{part}: {seconds:.0f} s of work", file=sys.stderr)
    if given.write is not None:
        if set(results.seconds) != set(PARTS):
            raise SystemExit("--write needs every part")
        given.write.write_text(page(results, bars, groups), encoding="utf-8")
        draw(results, given.write.parent / "images")
    if given.hold is not None:
        names = "".join(f"{bar.name}\n" for bar in bars if bar.met)
        given.hold.write_text(names, encoding="utf-8")
    missed = sum(bar.met is False for bar in bars)
    if missed or unexplained:
        raise SystemExit(f"{missed} bars not reached, {len(unexplained)} errors not explained")


if __name__ == "__main__":
    main()
