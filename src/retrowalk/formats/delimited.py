"""Delimited text: let Polars or Arrow read the numbers.

Arrow stops at the first bad cell without its line; only then the file is walked
again, line by line, to say which line and column it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import HEAD_BYTES
from retrowalk.formats.day_time import (
    is_day_time,
    is_other_date,
    seconds_of_dates,
    seconds_of_day,
)
from retrowalk.formats.dialect import decoded, dialect_of, split_line
from retrowalk.formats.pieces import Pieces, joined_up, pieces_of
from retrowalk.formats.swift import plain_numbers
from retrowalk.formats.text_file import BLOCK_BYTES, Dialect, TextFile
from retrowalk.recording import Array

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.csv as pacsv

EMPTY = ("", "NaN", "nan", "NAN", "NA", "N/A", "n/a", "null", "NULL", "None", "-")
_ISO = re.compile(r"^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$")


@dataclass(frozen=True, slots=True)
class Cells:
    """What was made of the columns asked for.

    Attributes:
        columns: per position in the header, floats; NaN where a cell is empty.
        stamps: per position of a column of ISO time stamps, whether they name a zone.
        day_times: positions of columns with the time of day, here in seconds since midnight.
        notes: what the reader saw and did.
    """

    columns: Mapping[int, Pieces]
    stamps: dict[int, bool]
    day_times: frozenset[int]
    notes: tuple[str, ...]


def read_cells(file: TextFile, dialect: Dialect, wanted: Sequence[int]) -> Cells:
    """Read the wanted columns as numbers or ISO time stamps.

    Args:
        file: the text.
        dialect: from `dialect_of`.
        wanted: positions in the header.

    Raises:
        RetrowalkError: a row with too few or too many cells, or a cell that is no number,
            with its line and column.
    """
    import pyarrow as pa
    import pyarrow.csv as pacsv

    names = [f"{i}" for i in range(len(dialect.header))]
    types: dict[str, pa.DataType] = {}
    stamps: dict[int, bool] = {}
    day_times: set[int] = set()
    dates: set[int] = set()
    for i in wanted:
        cells = [row[i] for row in dialect.sample if i < len(row) and row[i] not in EMPTY]
        match = _ISO.match(cells[0]) if cells else None
        if match:
            stamps[i] = match.group(3) is not None
            types[names[i]] = pa.timestamp("ns", "UTC") if stamps[i] else pa.timestamp("ns")
        elif cells and is_day_time(cells[0]):
            day_times.add(i)
            types[names[i]] = pa.string()
        elif cells and is_other_date(cells[0]):
            dates.add(i)
            stamps[i] = False
            types[names[i]] = pa.string()
        else:
            types[names[i]] = pa.float64()
    cut_off = _last_line_without_end(file)
    if not stamps and not day_times and cut_off is None:
        plain = plain_numbers(file, dialect, wanted)
        if plain is not None:
            return Cells(plain, stamps, frozenset(), ())
    dropped: list[str] = []

    def odd_row(row: pacsv.InvalidRow) -> str:
        if row.text.lstrip().startswith("#"):
            return "skip"
        if cut_off is not None and row.text == cut_off and row.actual_columns < len(names):
            dropped.append(row.text)
            return "skip"
        return "error"

    def parsed(handler: Callable[[pacsv.InvalidRow], str] | None) -> pa.Table:
        with file.arrow(dialect.offset) as stream:
            return pacsv.read_csv(
                stream,
                read_options=pacsv.ReadOptions(column_names=names, block_size=1 << 22),
                parse_options=pacsv.ParseOptions(
                    delimiter=dialect.separator, invalid_row_handler=handler
                ),
                convert_options=pacsv.ConvertOptions(
                    column_types=types,
                    include_columns=[names[i] for i in wanted],
                    null_values=list(EMPTY),
                    strings_can_be_null=True,
                    decimal_point=dialect.decimal,
                ),
            )

    try:
        try:
            table = parsed(None)
        except pa.ArrowInvalid:
            # odd rows are looked at only where they are text: else Arrow prints a traceback
            table = parsed(odd_row if file.is_utf8() else None)
    except pa.ArrowInvalid as error:
        raise _located(file, dialect, wanted, stamps, day_times, str(error)) from error
    notes: tuple[str, ...] = ()
    if dropped:
        notes = ("warning: the last line is cut off in the middle; it was left out",)
    columns: dict[int, Pieces] = {}
    for i in wanted:
        column = table.column(names[i])
        if i in day_times or i in dates:
            told = seconds_of_day(column) if i in day_times else seconds_of_dates(column)
            seconds, fits = told
            if not fits:
                raise _located(file, dialect, wanted, stamps, day_times, "an odd time")
            columns[i] = [seconds]
        else:
            columns[i] = pieces_of(column, f"{file.name}, column '{dialect.header[i]}'")
    return Cells(columns, stamps, frozenset(day_times), notes)


def read_numbers(file: TextFile, wanted: Collection[str]) -> tuple[dict[str, Array], list[str]]:
    """Read columns by their exact names, for exports whose layout is documented.

    Returns:
        Per name that is there, (n,) floats, NaN where a cell is empty; and notes.

    Raises:
        RetrowalkError: as `dialect_of` and `read_cells`; a name that is there twice.
    """
    dialect = dialect_of(file)
    positions: dict[str, int] = {}
    for i, name in enumerate(dialect.header):
        if name in wanted and name in positions:
            raise RetrowalkError(
                f"the column '{name}' is there twice",
                where=f"{file.name}, header",
                remedy="export it again",
            )
        if name in wanted:
            positions[name] = i
    cells = read_cells(file, dialect, list(positions.values()))
    values = {name: joined_up(cells.columns[i]) for name, i in positions.items()}
    return values, list(cells.notes)


def small_rows(file: TextFile) -> list[list[str]]:
    """Return the cells of a small table of words, as exports describe themselves with.

    Raises:
        RetrowalkError: larger than a MiB, or a cell without end.
    """
    if file.size > BLOCK_BYTES:
        raise RetrowalkError(
            f"the description of the recording has {file.size} bytes",
            where=file.name,
            remedy="export it again",
        )
    text = b"".join(file.lines()).decode("utf-8-sig", errors="replace").replace("\0", "")
    first = text.split("\n", 1)[0]
    separator = next((s for s in (";", "\t") if s in first), ",")
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=separator)
    try:
        return list(rows)
    except csv.Error as error:
        raise RetrowalkError(
            f"the table is broken: {error}",
            where=f"{file.name}, line {rows.line_num}",
            remedy="export it again",
        ) from error


def _last_line_without_end(file: TextFile) -> str | None:
    tail = file.tail()
    if tail.endswith((b"\n", b"\r")):
        return None
    return tail.splitlines()[-1].decode("utf-8", errors="replace")


def _located(
    file: TextFile,
    dialect: Dialect,
    wanted: Sequence[int],
    stamps: dict[int, bool],
    day_times: Collection[int],
    error: str,
) -> RetrowalkError:
    """Walk the lines to the first one that Arrow could not read and say where it is.

    Raises:
        RetrowalkError: the first such line is no text.
    """
    number = 0
    for number, raw in enumerate(file.lines(), start=1):
        if number <= dialect.header_line or not raw.strip():
            continue
        where = f"{file.name}, line {number}"
        if len(raw) > HEAD_BYTES:
            more = "" if len(raw) < BLOCK_BYTES else " or more"
            return RetrowalkError(
                f"the line has {len(raw)} bytes{more}", where=where, remedy="export the file again"
            )
        text = decoded(raw, file.name, number)
        if text.lstrip().startswith("#"):
            continue
        cells = split_line(text.replace("\0", "\\0"), dialect.separator)
        if len(cells) != len(dialect.header):
            return RetrowalkError(
                f"the line has {len(cells)} cells, the header has {len(dialect.header)}",
                where=where,
                remedy=_cells_remedy(cells, dialect),
            )
        for i in wanted:
            cell = cells[i]
            kind = "a number"
            if i in stamps:
                kind = "a date with time like the first one"
                fits = _ISO.match(cell) is not None or is_other_date(cell)
            elif i in day_times:
                kind, fits = "a time of day like the first one", is_day_time(cell)
            else:
                fits = _is_number(cell, dialect.decimal)
            if cell not in EMPTY and not fits:
                return RetrowalkError(
                    f"'{_short(cell)}' is not {kind}",
                    where=f"{where}, column '{dialect.header[i]}'",
                    remedy="mend or remove that line",
                )
    return RetrowalkError(
        f"the table cannot be read: {error.splitlines()[0][:120]}",
        where=f"{file.name}, {number} lines",
        remedy="export it again as CSV",
    )


def _cells_remedy(cells: Sequence[str], dialect: Dialect) -> str:
    if dialect.separator == "," and len(cells) > len(dialect.header):
        return "if the decimals are commas, separate the columns by semicolons; else mend that line"
    return "mend or remove that line, or export the file again"


def _is_number(cell: str, decimal: str) -> bool:
    try:
        float(cell.replace(decimal, "."))
    except ValueError:
        return False
    return decimal == "." or "." not in cell


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:37]}..."
