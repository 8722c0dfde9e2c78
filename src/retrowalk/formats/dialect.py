"""How a text with columns is laid out: separator, decimal sign, header, and where numbers begin.

Before the header may stand remarks with "#", Excel's "sep=;" and lines of prose; below it a line
with nothing but units; and every row may end in one more separator.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import MAX_FILE_BYTES
from retrowalk.formats.columns import is_unit, recognise
from retrowalk.formats.text_file import Dialect, TextFile

SEPARATORS = (";", "\t", ",", "|")
MOST_ROWS = 51
_LEAST_NAMES = 3
_NUMBER = re.compile(r"^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*$")
_DECIMAL_COMMA = re.compile(r"^\s*[+-]?\d*,\d+([eE][+-]?\d+)?\s*$")
_SEPARATOR_LINE = re.compile(r"sep=[;,\t|]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that is no remark.

    Attributes:
        text: without its end.
        number: from 1.
        end: byte at which the next one begins.
    """

    text: str
    number: int
    end: int


def dialect_of(file: TextFile) -> Dialect:
    """Find separator, decimal sign, header and first rows.

    Raises:
        RetrowalkError: empty, too large, not text, no header, no separator, no data.
    """
    head = _head(file)
    comments, lines = _lines(file, head)
    if lines and _SEPARATOR_LINE.fullmatch(lines[0].text):
        lines = lines[1:]
    if not lines:
        raise RetrowalkError(
            "no line with column names was found",
            where=file.name,
            remedy="export it again as CSV; lines must be shorter than 64 KiB",
        )
    lines = lines[_header_at(lines) :]
    separator = _separator(lines[0].text, file.name)
    last = lines[0]
    header = split_line(last.text, separator)
    sample = [split_line(line.text, separator) for line in lines[1:]]
    if all(_NUMBER.match(cell) for cell in header if cell) and any(header):
        raise RetrowalkError(
            "the columns have no names",
            where=f"{file.name}, line {last.number}",
            remedy="add a first line such as time_s,acc_x_ms2,acc_y_ms2,acc_z_ms2",
        )
    if sample and len(sample[0]) == len(header) and _are_units(sample[0]):
        header = tuple(
            f"{name} ({unit.strip('[]() ')})" if unit else name
            for name, unit in zip(header, sample[0], strict=True)
        )
        last, sample = lines[1], sample[1:]
    if not sample:
        raise RetrowalkError(
            "there are column names but no samples under them",
            where=f"{file.name}, line {last.number}",
            remedy="record again, or export the whole recording",
        )
    widths = {len(row) for row in sample}
    if widths == {len(header) + 1} and not any(row[-1] for row in sample):
        header = (*header, "")
    elif widths == {len(header) - 1} and not header[-1]:
        header = header[:-1]
    commas = any(_DECIMAL_COMMA.match(cell) for row in sample for cell in row)
    return Dialect(
        separator,
        "," if commas else ".",
        header,
        last.number,
        last.end,
        tuple(comments),
        tuple(sample),
    )


def split_line(line: str, separator: str) -> tuple[str, ...]:
    """Return the cells of a line, without quotes and blanks around them."""
    plain = line.replace("\r", " ").replace("\n", " ")
    try:
        return tuple(cell.strip() for cell in next(csv.reader([plain], delimiter=separator), []))
    except csv.Error:
        # a cell longer than the library takes; no number is
        return tuple(cell.strip() for cell in plain.split(separator))


def _head(file: TextFile) -> bytes:
    """Return the first bytes, after a look at what they cannot be."""
    if file.size == 0:
        raise RetrowalkError("the file is empty", where=file.name, remedy="export it again")
    if file.size > MAX_FILE_BYTES:
        raise RetrowalkError(
            f"the file has {file.size / 1024**3:.1f} GiB, more than {MAX_FILE_BYTES // 1024**3}",
            where=file.name,
            remedy="split it, for example by day",
        )
    head = file.head()
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
    return head


def _lines(file: TextFile, head: bytes) -> tuple[list[str], list[Line]]:
    """Return the remarks before the first line, and the first lines."""
    whole = len(head) == file.size
    comments: list[str] = []
    lines: list[Line] = []
    position = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    for number, raw in enumerate(head[position:].splitlines(keepends=True), start=1):
        if not whole and not raw.endswith((b"\n", b"\r")):
            break
        position += len(raw)
        text = decoded(raw, file.name, number)
        if not text.strip() or text.lstrip().startswith("#"):
            if not lines and text.strip():
                comments.append(text.strip().lstrip("#").strip())
            continue
        lines.append(Line(text, number, position))
        if len(lines) == MOST_ROWS:
            break
    return comments, lines


def _header_at(lines: Sequence[Line]) -> int:
    """Return the first line that names columns we know; else the first line of all."""
    for at, line in enumerate(lines):
        for separator in SEPARATORS:
            names = [name for name in split_line(line.text, separator) if name]
            if len(names) < _LEAST_NAMES:
                continue
            if sum(recognise(i, name) is not None for i, name in enumerate(names)) >= _LEAST_NAMES:
                return at
    return 0


def _are_units(row: Sequence[str]) -> bool:
    told = [cell for cell in row if cell]
    return len(told) >= _LEAST_NAMES and all(is_unit(cell) for cell in told)


def decoded(raw: bytes, name: str, line: int) -> str:
    """Return a line as text, without its end.

    Raises:
        RetrowalkError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise RetrowalkError(
            f"byte {error.start + 1} of the line is not UTF-8 text",
            where=f"{name}, line {line}",
            remedy="save the file as CSV in UTF-8",
        ) from error


def _separator(header: str, name: str) -> str:
    for separator in SEPARATORS:
        if len(split_line(header, separator)) > 1:
            return separator
    raise RetrowalkError(
        "the columns are not separated by comma, semicolon, tab or |",
        where=f"{name}, first line '{header[:40]}'",
        remedy="export it as CSV",
    )
