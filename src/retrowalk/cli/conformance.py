"""`retrowalk conformance`: the golden vectors that every implementation must answer alike."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.errors import RetrowalkError

NOT_ALIKE = 1


class Job(StrEnum):
    """What to do with the vectors."""

    MAKE = "make"
    CHECK = "check"


def conformance(
    job: Annotated[Job, typer.Argument(help="make the vectors, or check answers to them.")],
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder of the vectors.")
    ] = Path("conformance"),
    command: Annotated[
        str | None,
        typer.Option(
            "--command",
            metavar="CMD",
            help="Check this program instead: an input on its stdin, the answer on its stdout.",
        ),
    ] = None,
) -> None:
    """Make or check golden vectors: what every implementation of the tracker must answer."""
    from retrowalk.conformance import check, external, make, reference

    if job is Job.MAKE:
        if command is not None:
            raise RetrowalkError(
                "vectors are made by this implementation alone",
                where="--command",
                remedy="leave it out, or say check",
            )
        typer.echo(f"{folder}: {make(folder)} vectors")
        return
    found = check(folder, reference if command is None else external(command))
    for line in found.lines:
        typer.echo(line)
    if found.lines:
        raise typer.Exit(NOT_ALIKE)
    how = "batch and live" if command is None else command
    typer.echo(f"{folder}: {found.vectors} vectors answered as expected ({how})")
