"""`retrowalk formats`: the table of file formats, made from the registries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from retrowalk.cli.common import output
from retrowalk.formats import READERS, SESSION_READERS, SESSION_WRITERS, WRITERS
from retrowalk.formats.base import Reader, SessionReader, SessionWriter, Writer

HEADINGS = ("format", "files", "holds", "read", "written", "what it carries", "what writing loses")
MOTION, SESSIONS = "motion", "sessions"


@dataclass(frozen=True, slots=True)
class Row:
    """A format: who reads it and who writes it."""

    holds: str
    reader: Reader | SessionReader | None
    writer: Writer | SessionWriter | None


def formats(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The table of docs/formats.md.")
    ] = False,
) -> None:
    """Show the file formats that can be read and written."""
    if markdown:
        typer.echo(markdown_table())
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in rows():
        table.add_row(*row)
    output().print(table)


def rows() -> list[Sequence[str]]:
    """Return one row per format and kind, motion first, in the order of `HEADINGS`."""
    return [_cells(one) for one in _all()]


def _all() -> Iterator[Row]:
    writers = {writer.name: writer for writer in WRITERS}
    for reader in READERS:
        yield Row(MOTION, reader, writers.get(reader.name))
    told = {writer.name: writer for writer in SESSION_WRITERS}
    for one in SESSION_READERS:
        yield Row(SESSIONS, one, told.pop(one.name, None))
    for left in told.values():
        yield Row(SESSIONS, None, left)


def _cells(row: Row) -> Sequence[str]:
    one = row.reader or row.writer
    assert one is not None
    title = row.reader.title if row.reader is not None else getattr(row.writer, "title", one.name)
    endings = dict.fromkeys([*one.suffixes, *(row.writer.suffixes if row.writer else ())])
    return (
        one.name,
        f"{title}: {' '.join(endings)}",
        row.holds,
        "yes" if row.reader is not None else "",
        "yes" if row.writer is not None else "",
        "" if row.reader is None else row.reader.carries,
        "" if row.writer is None else row.writer.loses or "nothing",
    )


def markdown_table() -> str:
    """Return the table as Markdown."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + " --- |" * len(HEADINGS)]
    lines += ["| " + " | ".join(row) + " |" for row in rows()]
    return "\n".join(lines)
