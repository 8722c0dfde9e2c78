"""Sessions as CSV: a line of words per session, a header, and a row per instant.

# retrowalk-session: {"schema": 1, "session": 1, "start_utc": "...", ...}
session,time_s,heart_rate_bpm,steps,direction
1,0,92,0,
1,1,92,2,backward
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.shown import shown
from retrowalk.formats.tables.rows import NUMBER, Gathering, table_of
from retrowalk.formats.tables.words import TOLD, Words, text_of, words_of
from retrowalk.session import Session

KEY = "retrowalk-session"
MOST_LINE_BYTES = 16 * 1024**2
_MARK = b"\xef\xbb\xbf"
_HEADS = (f"# {KEY}:".encode(), f'"# {KEY}:'.encode())
_SEPARATORS = (",", ";", "\t")


class SessionCsvReader:
    """Files that `SessionCsvWriter` made, a spreadsheet's copies too."""

    name = "session-csv"
    title = "sessions as CSV"
    suffixes: tuple[str, ...] = (".session.csv",)
    carries = "everything, several sessions in one file"

    def sniff(self, head: bytes, path: Path) -> float:
        """The line of words, which comes first."""
        return 1.0 if head.removeprefix(_MARK).startswith(_HEADS) else 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the sessions in their order; see `_sessions`."""
        with path.open("rb") as stream:
            yield from _sessions(stream, path.name)

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        """Yield the sessions in their order; see `_sessions`."""
        yield from _sessions(io.BytesIO(data), name)


class SessionCsvWriter:
    """All fields of all sessions."""

    name = "session-csv"
    title = "sessions as CSV"
    suffixes: tuple[str, ...] = (".session.csv",)
    loses = "numbers of a course that are not finite"

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file; numbers keep every digit."""
        import pyarrow.csv as pacsv

        table = table_of(sessions, path.name)
        told = [text_of(words_of(one, i), path.name) for i, one in enumerate(sessions, 1)]
        with path.open("wb") as stream:
            for words in told:
                stream.write(f"# {KEY}: {words}\n".encode())
            stream.write((",".join(table.column_names) + "\n").encode())
            options = pacsv.WriteOptions(include_header=False, quoting_style="none")
            pacsv.write_csv(table, stream, options)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file.

    Attributes:
        number: from 1.
        text: without its end.
        is_whole: whether it has an end.
    """

    number: int
    text: str
    is_whole: bool


def _lines(stream: BinaryIO, name: str) -> Iterator[_Line]:
    """Yield the lines that are not blank.

    Raises:
        RetrowalkError: a line that is too long or no UTF-8.
    """
    number = 0
    while raw := stream.readline(MOST_LINE_BYTES + 1):
        number += 1
        where = f"{name}, line {number}"
        if len(raw) > MOST_LINE_BYTES:
            raise RetrowalkError(
                f"the line has more than {MOST_LINE_BYTES // 1024**2} MiB",
                where=where,
                remedy="write the file again",
            )
        try:
            text = raw.removeprefix(_MARK if number == 1 else b"").decode()
        except UnicodeDecodeError as error:
            raise RetrowalkError(
                f"byte {error.start + 1} of the line is not UTF-8 text",
                where=where,
                remedy="save it as CSV in UTF-8",
            ) from error
        bare = text.rstrip("\r\n")
        if bare.strip(" ,;\t"):
            yield _Line(number, bare, len(bare) < len(text))


def _sessions(stream: BinaryIO, name: str) -> Iterator[Session]:
    """Yield the sessions in their order.

    Raises:
        RetrowalkError: no words, or a row that cannot be; with the line.
    """
    words: list[Words] = []
    notes: list[str] = []
    header: _Header | None = None
    gathering: Gathering | None = None
    for line in _lines(stream, name):
        where = f"{name}, line {line.number}"
        try:
            if header is None and line.text.startswith(("#", '"#')):
                words.append(_words(line.text, where))
                continue
            if not words:
                raise _wordless(name)
            if header is None or gathering is None:
                header, gathering = _Header(line, name), Gathering(words, name)
                continue
            number, time_s, values, direction = header.row(line.text, where)
            if number != gathering.number:
                yield from gathering.before(number, where)
            gathering.add(time_s, values, direction, where)
        except RetrowalkError:
            if line.is_whole or not words:
                raise
            notes.append(f"warning: line {line.number} is cut off; it was left out")
            continue
        if not line.is_whole:
            notes.append(f"warning: line {line.number}, the last, has no end; it may be cut off")
    if not words:
        raise _wordless(name)
    yield from (gathering or Gathering(words, name)).rest(tuple(notes))


def _wordless(name: str) -> RetrowalkError:
    return RetrowalkError(
        f"there is no line '# {KEY}: ...'",
        where=f"{name}, line 1",
        remedy="keep the lines above the header",
    )


def _words(line: str, where: str) -> Words:
    """Read a line of words; a spreadsheet may have cut it into cells and put quotes on them."""
    text = line.removeprefix(f"# {KEY}:")
    if text != line:
        try:
            return Words(text, where)
        except RetrowalkError:
            if not any(f'"{separator}' in line or '""' in line for separator in _SEPARATORS):
                raise
    for separator in _SEPARATORS:
        joined = separator.join(_split(line, separator)).rstrip(separator)
        again = joined.removeprefix(f"# {KEY}:")
        if again != joined and again.rstrip().endswith("}"):
            return Words(again, where)
    raise RetrowalkError(
        f"the line is not '# {KEY}: {{...}}'", where=where, remedy="write the file again"
    )


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


class _Header:
    """The names of the columns, and how the rows below are read."""

    def __init__(self, line: _Line, name: str) -> None:
        where = f"{name}, line {line.number}"
        self._separator = max(_SEPARATORS, key=line.text.count)
        self._names = [one.strip() for one in _split(line.text, self._separator)]
        for needed in (NUMBER, "time_s"):
            if self._names.count(needed) != 1:
                raise RetrowalkError(
                    f"the column '{needed}' is not there once",
                    where=where,
                    remedy="keep the header as it was written",
                )
        twice = [one for one in TOLD if self._names.count(one) > 1]
        if twice:
            raise RetrowalkError(
                f"the column '{twice[0]}' is there twice", where=where, remedy="keep one of them"
            )

    def row(self, text: str, where: str) -> tuple[int, float, dict[str, float], str]:
        """Return number, time, values and direction of a row.

        Raises:
            RetrowalkError: too few cells or too many, or one that is no number.
        """
        quoted = '"' in text
        cells = _split(text, self._separator) if quoted else text.split(self._separator)
        if len(cells) != len(self._names):
            raise RetrowalkError(
                f"the line has {len(cells)} cells, the header has {len(self._names)}",
                where=where,
                remedy="mend or remove that line",
            )
        number, time_s, direction = math.nan, math.nan, ""
        values: dict[str, float] = {}
        for name, cell in zip(self._names, cells, strict=True):
            bare = cell.strip()
            if not bare:
                continue
            if name == "direction":
                direction = bare
            elif name == NUMBER:
                number = self._number(bare, name, where)
            elif name == "time_s":
                time_s = self._number(bare, name, where)
            elif name in TOLD:
                values[name] = self._number(bare, name, where)
        if not (0 <= number < 2**31) or number != int(number):
            raise RetrowalkError(
                "the session has no number", where=where, remedy="mend or remove that line"
            )
        return int(number), time_s, values, direction

    def _number(self, text: str, name: str, where: str) -> float:
        if self._separator != ",":
            text = text.replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or "_" in text:
            raise RetrowalkError(
                f"'{shown(text)}' is not a number",
                where=f"{where}, column '{name}'",
                remedy="mend or remove that line",
            )
        return number
