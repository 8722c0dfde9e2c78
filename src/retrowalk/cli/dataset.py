"""`retrowalk dataset`: labelled recordings as a folder to check, pack and bring together."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrowalk.cli.common import BAD_INPUT, Commands
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement

if TYPE_CHECKING:
    from retrowalk.dataset import Person, Source

dataset = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Labelled recordings as a Motion-BIDS folder: check, pack, import.",
)


class WornSide(StrEnum):
    """The side it was worn on."""

    LEFT = "left"
    RIGHT = "right"


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder, or its zip.")]


@dataset.command()
def check(folder: Folder) -> None:
    """Say every problem in one line: file, place, remedy."""
    from retrowalk.dataset import check as checked
    from retrowalk.dataset import open_source

    found = checked(folder)
    for problem in found:
        typer.echo(str(problem))
    if found:
        typer.echo(f"{folder}: {len(found)} problems", err=True)
        raise typer.Exit(BAD_INPUT)
    source = open_source(folder)
    typer.echo(f"{folder}: no problems in {len(source.stems)} recordings of {_people(source)}")


def _people(source: Source) -> str:
    count = len({stem.sub for stem in source.stems})
    return "1 person" if count == 1 else f"{count} people"


@dataset.command()
def pack(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="ZIP", help="The zip to write.")],
) -> None:
    """Make a zip to give away: without names, with shifted dates; a folder with problems is not."""
    from retrowalk.dataset import pack as packed

    done = packed(folder, out)
    typer.echo(f"{out}: {done.recordings} recordings, {done.people} people")
    typer.echo("Not in it, or changed:")
    for line in done.left_out:
        typer.echo(f"  {line}")
    if done.as_written:
        typer.echo("In it as it was written; look whether it names anybody:")
    for line in done.as_written:
        typer.echo(f"  {line}")


@dataset.command("import")
def import_(
    exports: Annotated[
        list[Path],
        typer.Argument(
            metavar="EXPORT…", help="The app's exports, folders, or, with --labels, a recording."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The new folder.")],
    labels: Annotated[
        Path | None,
        typer.Option(metavar="TABLE", help="What was done when, for one recording of a logger."),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(metavar="LABEL", help="Whose recording: letters and digits, no name."),
    ] = None,
    consent: Annotated[
        str | None,
        typer.Option(metavar="WHICH", help="What was agreed to: retrowalk-1, other, simulated."),
    ] = None,
    placement: Annotated[
        Placement | None, typer.Option(help="Where it was worn; wins over what the file says.")
    ] = None,
    side: Annotated[WornSide | None, typer.Option(help="On which side.")] = None,
    axes: Annotated[
        str | None,
        typer.Option(metavar="AXES", help="Which device axis points where, as for track."),
    ] = None,
    device: Annotated[str, typer.Option(metavar="MODEL", help="What recorded it.")] = "",
) -> None:
    """Bring exports together; the same person's become one."""
    from retrowalk.dataset import collect, write_folder
    from retrowalk.dataset.collect import from_export, from_recording
    from retrowalk.formats import read

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RetrowalkError(
            "something is there already",
            where=str(out),
            remedy="name a new folder; to add to this one, name it among the exports",
        )
    parts = [from_export(path) for path in exports] if labels is None else []
    if labels is not None:
        who = _person(exports, person, consent)
        one = from_recording(
            read(exports[0]),
            labels,
            who,
            placement=placement,
            side=None if side is None else side.value,
            axes=axes,
            phone=device,
        )
        parts.append(((who,), [one]))
    found = collect(parts)
    write_folder(found.people, found.measurements, out)
    again = f"; {found.repeated} were there before" if found.repeated else ""
    typer.echo(f"{out}: {len(found.measurements)} recordings, {len(found.people)} people{again}")


def _person(exports: list[Path], label: str | None, consent: str | None) -> Person:
    from retrowalk.dataset import Person

    if len(exports) != 1:
        raise RetrowalkError("labels belong to one recording", where="--labels")
    if label is None or consent is None:
        raise RetrowalkError(
            "whose recording it is, and what was agreed to, is not said",
            where="--labels",
            remedy="give --person and --consent",
        )
    return Person(label, consent)
