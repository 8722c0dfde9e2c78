"""`retrowalk convert`: one file becomes another; what the other cannot hold is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from retrowalk.cli.asked import Asked, read_recording, walk_of
from retrowalk.cli.common import BAD_INPUT, make_folder, progress, tell_error
from retrowalk.cli.known import AxesOption, CalibrationOption, HeightOption, PlacementOption
from retrowalk.cli.target import (
    APART,
    check_free,
    is_folder,
    names_in,
    put,
    put_sessions,
    writer_for,
)
from retrowalk.errors import RetrowalkError
from retrowalk.formats import Kind, kind_of, read_sessions
from retrowalk.formats.base import SessionWriter, Writer
from retrowalk.formats.fhir.resources import checked_patient
from retrowalk.recording import Recording
from retrowalk.session import Session


def convert(
    file: Annotated[Path, typer.Argument(help="What to read; it stays as it is.", metavar="IN")],
    out: Annotated[
        str, typer.Argument(help="What to write; a folder, OUT/, gets a file for each session.")
    ],
    from_format: Annotated[
        str | None,
        typer.Option("--from", help="Read IN as this format, see `retrowalk formats`."),
    ] = None,
    to_format: Annotated[
        str | None, typer.Option("--to", help="Write this format; left out, OUT's ending says it.")
    ] = None,
    session: Annotated[
        list[int] | None,
        typer.Option(help="Only this session, by its number in `inspect`; may be given often."),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="Several sessions into one FIT, GPX or TCX file.")
    ] = False,
    tracked: Annotated[
        bool,
        typer.Option(
            "--track/--no-track",
            help="Track motion where there is some, or take an activity as its app told it.",
        ),
    ] = True,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a file that is there already.")
    ] = False,
    placement: PlacementOption = None,
    axes: AxesOption = None,
    calibration: CalibrationOption = None,
    height: HeightOption = None,
    rate: Annotated[
        float | None, typer.Option(help="Samples per second, for files without a clock.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(help="The wearer's time zone, where IN does not say it.", metavar="AREA/CITY"),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(help="When the recording began; wins over what IN says.", metavar="DATETIME"),
    ] = None,
    patient: Annotated[
        str | None,
        typer.Option(
            help="FHIR: whose walk it is, such as Patient/17; left out, that stays open.",
            metavar="REF",
        ),
    ] = None,
) -> None:
    """Turn a file into another format; motion becomes an activity by being tracked."""
    asked = Asked(placement, axes, calibration, height, rate, zone, start)
    checked_patient(patient)
    kind = kind_of(file, format=from_format) if tracked else Kind.SESSIONS
    target, folder = Path(out), is_folder(Path(out), out)
    if folder and to_format is None:
        raise RetrowalkError(
            "a folder says no format", where=out, remedy="say which, such as --to gpx"
        )
    writer = writer_for(target, to_format, kind)
    if not folder:
        check_free(target, file, replace=replace)
    if kind is Kind.MOTION and session is not None:
        raise RetrowalkError("a recording of motion is one walk", where="--session")
    if kind is Kind.SESSIONS and asked.for_motion():
        raise RetrowalkError(
            "this is of a recording of motion, and IN is an activity",
            where=asked.for_motion()[0],
            remedy="leave the option out",
        )
    unused = asked.for_tracking()
    if unused and (kind is not Kind.MOTION or writer.motion is not None):
        raise RetrowalkError(
            "nothing is tracked here", where=unused[0], remedy="leave the option out"
        )
    if writer.motion is not None:
        _motion(file, target, writer.motion, asked, from_format, folder=folder)
        return
    assert writer.sessions is not None
    if kind is Kind.MOTION:
        sessions: Iterator[Session] = iter([_tracked(file, asked, from_format)])
    else:
        sessions = _only(read_sessions(file, format=from_format, zone=zone), session, file)
    if folder:
        _apart(sessions, make_folder(target), writer.sessions, file, patient, replace=replace)
    else:
        _one_file(sessions, target, writer.sessions, file, patient, together=together)


def _motion(
    file: Path, out: Path, writer: Writer, asked: Asked, format: str | None, *, folder: bool
) -> None:
    if folder:
        raise RetrowalkError("a recording is one file", where=str(out), remedy="name the file")
    with progress("converting"):
        recording = read_recording(file, asked, format)
        put(out, lambda path: writer.write(recording, path))
    _tell(out, _lost_channels(recording) if writer.loses else ())


def _lost_channels(recording: Recording) -> tuple[str, ...]:
    """Return what a table cannot hold of this recording."""
    found = []
    for name, channel in (
        ("heading", recording.heading_deg),
        ("heart rate", recording.heart_rate_bpm),
        ("pressure", recording.pressure_hpa),
        ("positions", recording.positions),
    ):
        if channel is None:
            continue
        if not len(channel.time_s):
            found.append(f"the empty channel of {name}")
        elif len(np.unique(channel.time_s)) < len(channel.time_s):
            found.append(f"a second {name} at the same instant")
    return tuple(found)


def _tracked(file: Path, asked: Asked, format: str | None) -> Session:
    from retrowalk.tracker import session_of

    with progress("tracking"):
        recording = read_recording(file, asked, format)
        if recording.start_utc is None:
            raise RetrowalkError(
                "the recording does not say when it began, which an activity must",
                where=file.name,
                remedy="say it, such as --start 2026-11-25T14:03:00+01:00",
            )
        return session_of(walk_of(recording, asked), recording)


def _only(sessions: Iterator[Session], numbers: list[int] | None, file: Path) -> Iterator[Session]:
    """Yield the sessions of these numbers, from 1; all where none is named.

    Raises:
        RetrowalkError: a number that is not there.
    """
    if not numbers:
        yield from sessions
        return
    wanted, count = set(numbers), 0
    for count, one in enumerate(sessions, start=1):
        if count in wanted:
            wanted.discard(count)
            yield one
        if not wanted:
            return
    raise RetrowalkError(
        f"there is no session {min(wanted)} among {count}",
        where=file.name,
        remedy="`retrowalk inspect` numbers them",
    )


def _one_file(
    sessions: Iterator[Session],
    out: Path,
    writer: SessionWriter,
    file: Path,
    patient: str | None,
    *,
    together: bool,
) -> None:
    found: list[Session] = []
    with progress("sessions", counted=True) as advance:
        for one in sessions:
            found.append(one)
            advance()
            if len(found) > 1 and writer.name in APART and not together:
                raise RetrowalkError(
                    f"there are several sessions, and of several in one {writer.name.upper()} file"
                    " most apps take one or join all",
                    where=file.name,
                    remedy="choose one with --session N, give a folder with --to"
                    f" {writer.name}, or say --together",
                )
        if not found:
            raise RetrowalkError("there is no session in it", where=file.name)
        gone = put_sessions(found, out, writer, patient)
    _tell(out, gone)


def _apart(
    sessions: Iterator[Session],
    folder: Path,
    writer: SessionWriter,
    file: Path,
    patient: str | None,
    *,
    replace: bool,
) -> None:
    named = names_in(folder, writer.suffixes[0])
    any_there = failed = False
    with progress("sessions", counted=True) as advance:
        for one in sessions:
            any_there = True
            out = named(one)
            try:
                check_free(out, file, replace=replace)
                _tell(out, put_sessions([one], out, writer, patient))
            except RetrowalkError as error:
                tell_error(error)
                failed = True
            advance()
    if not any_there:
        raise RetrowalkError("there is no session in it", where=file.name)
    if failed:
        raise typer.Exit(BAD_INPUT)


def _tell(out: Path, gone: tuple[str, ...]) -> None:
    """Say on stdout what was written, on stderr what it could not hold."""
    typer.echo(out)
    if gone:
        typer.echo(f"{out.name} cannot hold: {', '.join(gone)}", err=True)
