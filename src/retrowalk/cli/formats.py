"""`retrowalk formats`: the table of file formats, made from the registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from retrowalk.cli.common import output
from retrowalk.formats import READERS, WRITERS

HEADINGS = ("format", "files", "read", "written", "what it carries", "what writing loses")


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
    """Return one row per format, in the order of `HEADINGS`."""
    writers = {writer.name: writer for writer in WRITERS}
    found: list[Sequence[str]] = []
    for reader in READERS:
        writer = writers.get(reader.name)
        loses = "" if writer is None else writer.loses or "nothing"
        found.append(
            (
                reader.name,
                f"{reader.title}: {' '.join(reader.suffixes)}",
                "yes",
                "" if writer is None else "yes",
                reader.carries,
                loses,
            )
        )
    return found


def markdown_table() -> str:
    """Return the table as Markdown."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + " --- |" * len(HEADINGS)]
    lines += ["| " + " | ".join(row) + " |" for row in rows()]
    return "\n".join(lines)
