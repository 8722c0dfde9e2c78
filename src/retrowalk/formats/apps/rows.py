"""Plain lines of numbers, for logs that are no tables with named columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array

MOST_LOG_BYTES = 64 * 1024**2
"""A log is held as text; at 100 Hz this is more than five hours."""
CUT_OFF = "warning: the last line is cut off in the middle; it was left out"


def text_lines(path: Path) -> tuple[list[str], bool]:
    """Return the lines of a log without their ends, and whether the last one has an end.

    Raises:
        RetrowalkError: too large, or not UTF-8.
    """
    if path.stat().st_size > MOST_LOG_BYTES:
        raise RetrowalkError(
            f"the log is larger than {MOST_LOG_BYTES // 1024**2} MiB",
            where=f"{path.name}, byte {MOST_LOG_BYTES + 1}",
            remedy="split it",
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RetrowalkError(
            f"byte {error.start + 1} is not UTF-8 text",
            where=f"{path.name}, line {line}",
            remedy="copy the log again",
        ) from error
    return text.splitlines(), text.endswith(("\n", "\r"))


def number_rows(
    path: Path, first_line: int, split: Callable[[str], list[str]], width: int, notes: list[str]
) -> Array:
    """Return the numbers of every line that is not blank.

    Args:
        path: the log.
        first_line: number of the first line with numbers, from 1.
        split: from a line to its cells.
        width: how many cells each line has.
        notes: where a cut-off last line is said.

    Raises:
        RetrowalkError: a line with other cells, or no lines at all.
    """
    lines, whole = text_lines(path)
    rows: list[list[float]] = []
    for number, line in enumerate(lines[first_line - 1 :], start=first_line):
        if not line.strip():
            continue
        cells = split(line)
        try:
            values = [float(cell) for cell in cells]
        except ValueError:
            values = []
        if len(values) == width and all(map(np.isfinite, values)):
            rows.append(values)
        elif number == len(lines) and not whole and rows:
            notes.append(CUT_OFF)
        else:
            raise RetrowalkError(
                f"the line does not hold {width} numbers",
                where=f"{path.name}, line {number}, '{line[:40]}'",
                remedy="mend or remove that line",
            )
    if not rows:
        raise RetrowalkError(
            "there are no samples", where=path.name, remedy="record and export again"
        )
    return np.array(rows)
