"""The tracker scored on everything we have: ``python -m lab.validation [--write PAGE]``.

Prints one table, counts beside every figure, then every answer that was not right with its
explanation.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from lab.mocap.clips import SHARED
from lab.validation import captured, foot, simulated, waist
from lab.validation.page import errors_text, page
from lab.validation.score import Row, table


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=simulated.WALKS, help="simulated walks")
    parser.add_argument("--only", choices=("simulated", "captured", "foot", "waist"))
    parser.add_argument("--write", type=Path, help="write the page of the documentation")
    given = parser.parse_args()
    only, walks = given.only, given.walks
    if given.write is not None and only is not None:
        parser.error("--write needs the whole run, without --only")
    rows: list[Row] = []
    errors: list[str] = []
    parts = {
        "simulated": lambda: simulated.rows(walks),
        "captured": lambda: captured.rows("full"),
        "captured, recognised": lambda: (captured.recognised(), []),
        "captured, browser": lambda: captured.rows("browser"),
        "foot": foot.rows,
        "waist": waist.rows,
    }
    for name, part in parts.items():
        if only is not None and not name.startswith(only):
            continue
        if name != "simulated" and not SHARED.is_dir():
            print(f"{name}: skipped, {SHARED.name} recordings are not here", file=sys.stderr)
            continue
        started = time.monotonic()
        more, wrong = part()
        rows.extend(more)
        errors.extend(wrong)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    print(table(rows))
    print(f"\n{errors_text(errors)}")
    if given.write is not None:
        given.write.write_text(page(rows, errors))
    missed = [row for row in rows if row.met is False]
    if missed:
        raise SystemExit(f"{len(missed)} bars not reached")


if __name__ == "__main__":
    main()
