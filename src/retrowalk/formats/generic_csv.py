"""CSV and TSV tables: Retrowalk's own columns, and other loggers' names and units."""

from __future__ import annotations

import json
from pathlib import Path

from retrowalk.formats.assemble import recording_from
from retrowalk.formats.base import Options
from retrowalk.formats.columns import Column, recognise
from retrowalk.formats.delimited import read_cells
from retrowalk.formats.dialect import dialect_of
from retrowalk.formats.native import METADATA_KEY, table_of, with_words, words_of
from retrowalk.formats.table import Table, columns_in, table_from
from retrowalk.formats.text_file import Dialect, TextFile
from retrowalk.recording import Recording

_SUFFIXES = (".csv", ".tsv", ".txt")


def read_text(file: TextFile, options: Options) -> Recording:
    """Read one delimited table.

    Args:
        file: on disk or out of an archive.
        options: what the caller knows.

    Raises:
        RetrowalkError: with line and column.
    """
    file = file.plain()
    dialect = dialect_of(file)
    columns = columns_in(file.name, dialect.header)
    recording = recording_from(text_table(file, dialect, columns), options)
    for comment in dialect.comments:
        key, colon, text = comment.partition(":")
        if colon and key.strip() == METADATA_KEY:
            return with_words(recording, text, file.name)
    return recording


def text_table(file: TextFile, dialect: Dialect, columns: tuple[Column, ...]) -> Table:
    """Read the given columns of a delimited table.

    Raises:
        RetrowalkError: a cell that is no number, with line and column.
    """
    read = read_cells(file, dialect, [c.position for c in columns])
    return table_from(file.name, columns, read.columns, read.stamps, read.notes, read.day_times)


class CsvReader:
    """Any table with a header line, a clock or a sampling rate, and three axes."""

    name = "csv"
    title = "CSV or TSV table"
    suffixes: tuple[str, ...] = _SUFFIXES
    carries = "everything; names and units of other loggers are recognised"

    def sniff(self, head: bytes, path: Path) -> float:
        """A text suffix, or text whose first line names columns we know."""
        if b"\0" in head or not head:
            return 0.1 if path.suffix.lower() in _SUFFIXES and path.is_file() else 0.0
        line = next((x for x in head.splitlines() if x.strip() and not x.startswith(b"#")), b"")
        text = line.decode("utf-8", errors="replace").lstrip("\ufeff")
        for separator in (";", "\t", ",", "|"):
            names = [cell.strip().strip('"') for cell in text.split(separator)]
            if sum(recognise(i, name) is not None for i, name in enumerate(names) if name) >= 3:
                return 0.5
        return 0.2 if path.suffix.lower() in _SUFFIXES else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the table; see `read_text`."""
        return read_text(TextFile(path.name, path), options)


class CsvWriter:
    """The native columns, one comment line with the words beside them, then the rows."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)
    loses = "a second value of a side channel at the same instant; empty side channels"

    def write(self, recording: Recording, path: Path) -> None:
        """Write the file; numbers keep every digit."""
        import pyarrow.csv as pacsv

        table = table_of(recording)
        words = words_of(recording)
        with path.open("wb") as stream:
            if len(words) > 1:
                stream.write(f"# {METADATA_KEY}: {json.dumps(words)}\n".encode())
            stream.write((",".join(table.column_names) + "\n").encode())
            pacsv.write_csv(table, stream, pacsv.WriteOptions(include_header=False))
