"""`retrowalk formats`: the table of file formats, made from the registries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from retrowalk.cli.common import output
from retrowalk.formats import READERS, SESSION_READERS, SESSION_WRITERS, WRITERS, Kind
from retrowalk.formats.base import Reader, SessionReader, SessionWriter, Writer

HEADINGS = ("format", "holds", "files", "read", "written", "what it carries", "what writing loses")


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
    """Return one row per format and kind, in the order of `HEADINGS`: motion first."""
    return [
        *_rows(Kind.MOTION, READERS, WRITERS, {}),
        *_rows(
            Kind.SESSIONS,
            SESSION_READERS,
            SESSION_WRITERS,
            {writer.name: writer.title for writer in SESSION_WRITERS},
        ),
    ]


def _rows(
    kind: Kind,
    readers: Sequence[Reader] | Sequence[SessionReader],
    writers: Sequence[Writer] | Sequence[SessionWriter],
    titles: Mapping[str, str],
) -> list[Sequence[str]]:
    loses_of = {writer.name: writer.loses or "nothing" for writer in writers}
    found: list[Sequence[str]] = []
    for reader in readers:
        files = f"{reader.title}: {' '.join(reader.suffixes)}"
        loses = loses_of.pop(reader.name, "")
        written = "yes" if loses else ""
        found.append((reader.name, kind.value, files, "yes", written, reader.carries, loses))
    for writer in writers:
        if writer.name in loses_of:
            files = f"{titles.get(writer.name, writer.name)}: {' '.join(writer.suffixes)}"
            loses = loses_of[writer.name]
            found.append((writer.name, kind.value, files, "", "yes", "", loses))
    return found


def markdown_table() -> str:
    """Return the table as Markdown."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + " --- |" * len(HEADINGS)]
    lines += ["| " + " | ".join(row) + " |" for row in rows()]
    return "\n".join(lines)
