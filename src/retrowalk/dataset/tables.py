"""Tab-separated tables as BIDS has them: UTF-8, a header, ``n/a`` for what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrowalk.dataset.base import Problems
from retrowalk.recording import Array

MISSING = "n/a"
EXPORT_AGAIN = "export or write it again"
_MOST_SHOWN = 40
MOST_SAMPLES_BYTES = 256 * 1024**2
"""Some hours at 100 Hz; reading takes several times as much memory."""
_ROWS_AT_ONCE = 100_000


def text_of(data: bytes, file: str, problems: Problems) -> str | None:
    """Return UTF-8 text, a byte order mark left out."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(file, f"byte {error.start}", "this is no UTF-8 text", "save it as UTF-8")
        return None
    if "\0" in text:
        problems.add(file, f"byte {text.index(chr(0))}", "it holds a zero byte", EXPORT_AGAIN)
        return None
    return text


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header; `rows` are (line in the file, cells by column)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def read_table(data: bytes, file: str, required: Sequence[str], problems: Problems) -> Table | None:
    """Read a table with a header; lines that do not fit are problems and left out."""
    text = text_of(data, file, problems)
    if text is None:
        return None
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        problems.add(file, "line 1", "there are no column names", f"begin with {required[0]}")
        return None
    columns = tuple(name.strip() for name in lines[0].split("\t"))
    missing = [name for name in required if name not in columns]
    if missing or len(set(columns)) != len(columns):
        what = f"the column '{missing[0]}' is missing" if missing else "a column is there twice"
        problems.add(file, "line 1", what, f"name the columns {', '.join(required)}, with tabs")
        return None
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(columns):
            problems.add(
                file,
                f"line {number}",
                f"{len(cells)} cells where there are {len(columns)} columns",
                "fill every cell, n/a where it is unknown",
            )
            continue
        rows.append((number, dict(zip(columns, cells, strict=True))))
    return Table(columns, tuple(rows))


def number_in(
    cell: str, file: str, line: int, column: str, problems: Problems, *, optional: bool = False
) -> float | None:
    """Return a cell's number; None where it is missing or, with a problem noted, none."""
    if cell == MISSING and optional:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        problems.add(
            file,
            f"line {line}, column '{column}'",
            f"'{cell[:_MOST_SHOWN]}' is no number",
            "write it with a point, such as 1.72" + (", or n/a" if optional else ""),
        )
        return None
    return value


def read_samples(data: bytes, file: str, columns: int, problems: Problems) -> Array | None:
    """Read a table of numbers without header, shape (n, columns)."""
    if len(data) > MOST_SAMPLES_BYTES:
        problems.add(file, "", "it is larger than 256 MiB", "split it into several runs")
        return None
    text = text_of(data, file, problems)
    if text is None:
        return None
    lines = text.splitlines()
    if not lines:
        problems.add(file, "", "it holds no samples", EXPORT_AGAIN)
        return None
    if not text.endswith("\n"):
        # its last number may lack digits
        what = "the last line has no end"
        problems.add(file, f"line {len(lines)}", what, "it may be cut off: " + EXPORT_AGAIN)
        return None
    parts = []
    for first in range(0, len(lines), _ROWS_AT_ONCE):
        part = _rows(lines[first : first + _ROWS_AT_ONCE], first + 1, file, columns, problems)
        if part is None:
            return None
        parts.append(part)
    return np.concatenate(parts)


def _rows(
    lines: Sequence[str], first: int, file: str, columns: int, problems: Problems
) -> Array | None:
    """Read some lines, counted from `first`."""
    cells = [line.split("\t") for line in lines]
    for number, row in enumerate(cells, start=first):
        if len(row) != columns:
            what = f"{len(row)} cells where {columns} channels are named"
            problems.add(file, f"line {number}", what, "it may be cut off: " + EXPORT_AGAIN)
            return None
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        for number, row in enumerate(cells, start=first):
            for column, cell in enumerate(row, start=1):
                if number_in(cell, file, number, f"{column}", problems) is None:
                    return None
        raise


def table_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table with a header; None becomes ``n/a``."""
    lines = ["\t".join(columns)]
    lines.extend("\t".join(_cell(value) for value in row) for row in rows)
    return ("\n".join(lines) + "\n").encode()


def samples_bytes(time_s: Array, values: Array) -> bytes:
    """Return a table of numbers: times to the microsecond, values with every digit."""
    lines = [
        "\t".join([f"{at:.6f}", *map(repr, row)])
        for at, row in zip(time_s.tolist(), values.tolist(), strict=True)
    ]
    return ("\n".join(lines) + "\n").encode()


def _cell(value: object) -> str:
    if value is None or value == "":
        return MISSING
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".") if value == value else MISSING
    return " ".join(str(value).split())
