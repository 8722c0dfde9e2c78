"""Delimited text: find separator, decimal sign and header, then let Arrow read the numbers.

Arrow stops at the first bad cell without its line; only then the file is walked
again, line by line, to say which line and column it is.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import HEAD_BYTES, MAX_FILE_BYTES
from retrowalk.recording import Array

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.csv as pacsv

SEPARATORS = (";", "\t", ",", "|")
EMPTY = ("", "NaN", "nan", "NAN", "NA", "N/A", "n/a", "null", "NULL", "None", "-")
_BLOCK_BYTES = 1024**2
_ISO = re.compile(r"^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$")
_NUMBER = re.compile(r"^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*$")
_DECIMAL_COMMA = re.compile(r"^\s*[+-]?\d*,\d+([eE][+-]?\d+)?\s*$")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file on disk or the bytes of one inside an archive.

    Attributes:
        name: what messages call it.
        source: a path, or the bytes.
    """

    name: str
    source: Path | bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def head(self) -> bytes:
        """Return the first bytes."""
        if isinstance(self.source, bytes):
            return self.source[:HEAD_BYTES]
        with self.source.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    def tail(self) -> bytes:
        """Return the last bytes."""
        if isinstance(self.source, bytes):
            return self.source[-HEAD_BYTES:]
        with self.source.open("rb") as stream:
            stream.seek(max(0, self.size - HEAD_BYTES))
            return stream.read()

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, one by one; of a line beyond a MiB, piece by piece."""
        with self._stream() as stream:
            yield from iter(lambda: stream.readline(_BLOCK_BYTES), b"")

    def is_utf8(self) -> bool:
        """Return whether all of it is text."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self._stream() as stream:
            try:
                for block in iter(lambda: stream.read(_BLOCK_BYTES), b""):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return True

    def _stream(self) -> BinaryIO:
        return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")

    def arrow(self, offset: int) -> pa.NativeFile:
        """Return an Arrow stream that starts at a byte."""
        import pyarrow as pa

        if isinstance(self.source, bytes):
            return pa.BufferReader(pa.py_buffer(self.source).slice(offset))
        stream = pa.OSFile(os.fsencode(self.source))
        stream.seek(offset)
        return stream


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is laid out.

    Attributes:
        separator: between columns.
        decimal: ``"."`` or ``","``.
        header: column names as written, stripped.
        header_line: line number of the header, from 1.
        offset: byte at which the data begin.
        comments: the lines with ``#`` before the header, without the sign.
        sample: the first data lines, split.
    """

    separator: str
    decimal: str
    header: tuple[str, ...]
    header_line: int
    offset: int
    comments: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """What Arrow made of the columns asked for.

    Attributes:
        table: Arrow columns named by their position in the header.
        stamps: per position of a column of ISO time stamps, whether they name a zone.
        notes: what the reader saw and did.
    """

    table: pa.Table
    stamps: dict[int, bool]
    notes: tuple[str, ...]


def _split(line: str, separator: str) -> tuple[str, ...]:
    """Return the cells of a line; one with a stray line end in it, which csv refuses, unquoted."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        cells = line.split(separator)
    return tuple(cell.strip() for cell in cells)


def dialect_of(file: TextFile) -> Dialect:
    """Find separator, decimal sign, header and first rows.

    Raises:
        RetrowalkError: empty, too large, not text, no header, no separator, no data.
    """
    if file.size == 0:
        raise RetrowalkError("the file is empty", where=file.name, remedy="export it again")
    if file.size > MAX_FILE_BYTES:
        raise RetrowalkError(
            f"the file has {file.size / 1024**3:.1f} GiB, more than {MAX_FILE_BYTES // 1024**3}",
            where=file.name,
            remedy="split it, for example by day",
        )
    head = file.head()
    bom = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RetrowalkError(
            "the text is in UTF-16", where=file.name, remedy="save it as CSV in UTF-8"
        )
    nul = head.find(b"\0")
    if nul >= 0:
        raise RetrowalkError(
            "the byte is zero, so this is not a text file",
            where=f"{file.name}, byte {nul + 1}",
            remedy="give the CSV export of the app, or see `retrowalk formats`",
        )
    whole = len(head) == file.size
    comments: list[str] = []
    rows: list[str] = []
    header_line, offset = 0, 0
    position, number = bom, 0
    for raw in head[bom:].splitlines(keepends=True):
        if not whole and not raw.endswith((b"\n", b"\r")):
            break
        position, number = position + len(raw), number + 1
        text = _decoded(raw, file.name, number)
        if not text.strip() or text.lstrip().startswith("#"):
            if not rows and text.strip():
                comments.append(text.strip().lstrip("#").strip())
            continue
        rows.append(text)
        if len(rows) == 1:
            header_line, offset = number, position
        if len(rows) > 50:
            break
    if not rows:
        raise RetrowalkError(
            "no line with column names was found",
            where=file.name,
            remedy="export it again as CSV; lines must be shorter than 64 KiB",
        )
    separator = _separator(rows, file.name)
    header = _split(rows[0], separator)
    sample = tuple(_split(row, separator) for row in rows[1:])
    if all(_NUMBER.match(cell) for cell in header if cell) and any(header):
        raise RetrowalkError(
            "the columns have no names",
            where=f"{file.name}, line {header_line}",
            remedy="add a first line such as time_s,acc_x_ms2,acc_y_ms2,acc_z_ms2",
        )
    if not sample:
        raise RetrowalkError(
            "there are column names but no samples under them",
            where=f"{file.name}, line {header_line}",
            remedy="record again, or export the whole recording",
        )
    commas = separator != "," and any(_DECIMAL_COMMA.match(cell) for row in sample for cell in row)
    return Dialect(
        separator, "," if commas else ".", header, header_line, offset, tuple(comments), sample
    )


def _decoded(raw: bytes, name: str, line: int) -> str:
    try:
        return raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise RetrowalkError(
            f"byte {error.start + 1} of the line is not UTF-8 text",
            where=f"{name}, line {line}",
            remedy="save the file as CSV in UTF-8",
        ) from error


def _separator(rows: Sequence[str], name: str) -> str:
    for separator in SEPARATORS:
        if len(_split(rows[0], separator)) > 1:
            return separator
    raise RetrowalkError(
        "the columns are not separated by comma, semicolon, tab or |",
        where=f"{name}, first line '{rows[0][:40]}'",
        remedy="export it as CSV",
    )


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
    for i in wanted:
        cells = [row[i] for row in dialect.sample if i < len(row) and row[i] not in EMPTY]
        match = _ISO.match(cells[0]) if cells else None
        if match:
            stamps[i] = match.group(3) is not None
            types[names[i]] = pa.timestamp("ns", "UTC") if stamps[i] else pa.timestamp("ns")
        else:
            types[names[i]] = pa.float64()
    cut_off = _last_line_without_end(file)
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
        raise _located(file, dialect, wanted, stamps, error) from error
    notes: tuple[str, ...] = ()
    if dropped:
        notes = ("warning: the last line is cut off in the middle; it was left out",)
    return Cells(table, stamps, notes)


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
    values = {name: cells.table.column(str(i)).to_numpy() for name, i in positions.items()}
    return values, list(cells.notes)


def small_rows(file: TextFile) -> list[list[str]]:
    """Return the cells of a small table of words, as exports describe themselves with.

    Raises:
        RetrowalkError: larger than a MiB, or a cell without end.
    """
    if file.size > _BLOCK_BYTES:
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
    error: pa.ArrowInvalid,
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
            more = "" if len(raw) < _BLOCK_BYTES else " or more"
            return RetrowalkError(
                f"the line has {len(raw)} bytes{more}", where=where, remedy="export the file again"
            )
        text = _decoded(raw, file.name, number)
        if text.lstrip().startswith("#"):
            continue
        cells = _split(text.replace("\0", "\\0"), dialect.separator)
        if len(cells) != len(dialect.header):
            return RetrowalkError(
                f"the line has {len(cells)} cells, the header has {len(dialect.header)}",
                where=where,
                remedy=_cells_remedy(cells, dialect),
            )
        for i in wanted:
            cell = cells[i]
            fits = _ISO.match(cell) if i in stamps else _is_number(cell, dialect.decimal)
            if cell not in EMPTY and not fits:
                kind = "a date with time like the first one" if i in stamps else "a number"
                return RetrowalkError(
                    f"'{_short(cell)}' is not {kind}",
                    where=f"{where}, column '{dialect.header[i]}'",
                    remedy="mend or remove that line",
                )
    return RetrowalkError(
        f"the table cannot be read: {str(error).splitlines()[0][:120]}",
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
