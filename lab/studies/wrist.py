"""What helps at the wrist: ``python -m lab.studies.wrist [--only NAME] [--write docs/wrist.md]``.

Prints one table for each study; with --write the tables between the page's markers are made anew.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from lab.mocap.clips import SHARED
from lab.studies import course, impulse, pairs, turns
from lab.studies.rows import Row

STUDIES: Mapping[str, Callable[[], list[Row]]] = {
    "impulse": impulse.rows,
    "course": course.rows,
    "pairs": pairs.rows,
    "turns": turns.rows,
}


def table(rows: list[Row]) -> str:
    """Return rows as a Markdown table."""
    lines = ["| data | what | counts |", "|---|---|---|"]
    lines.extend(f"| {row.data} | {row.what} | {row.figure} |" for row in rows)
    return "\n".join(lines)


def written(page: str, name: str, text: str) -> str:
    """Return a page with the table between the markers of one study replaced.

    Raises:
        ValueError: the page has no markers of that name.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"the page has no place for the table '{name}'")
    return pattern.sub(lambda _: f"{begin}\n\n{text}\n\n{end}", page)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=tuple(STUDIES))
    parser.add_argument("--write", type=Path, help="page whose tables are made anew")
    given = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the labelled recordings are not in {SHARED}")
    for name, study in STUDIES.items():
        if given.only not in (None, name):
            continue
        started = time.monotonic()
        text = table(study())
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
        print(f"\n## {name}\n\n{text}")
        if given.write is not None:
            given.write.write_text(written(given.write.read_text(), name, text))


if __name__ == "__main__":
    main()
