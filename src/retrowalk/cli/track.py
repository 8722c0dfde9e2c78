"""`retrowalk track`: which part of a walk went backward."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retrowalk.cli.common import BAD_INPUT, output, progress_output, tell_error
from retrowalk.cli.known import (
    AxesOption,
    Calibration,
    CalibrationOption,
    HeightOption,
    PlacementOption,
    read_calibration,
    read_scale,
)
from retrowalk.cli.parquet import write_parquet
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language
from retrowalk.recording import Mounting, Placement, Wearer
from retrowalk.report import check_picture_path, write_picture
from retrowalk.report.words import WORDS
from retrowalk.tracker.base import Walk
from retrowalk.tracker.contract import to_dict

if TYPE_CHECKING:
    from rich.progress import Progress

    from retrowalk.dose.session import Dose
    from retrowalk.tracker import PersonalScale

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options of one call say about every file."""

    placement: Placement | None
    mounting: Mounting | None
    calibration: Calibration
    wearer: Wearer
    scale: PersonalScale | None
    format: str | None
    rate_hz: float | None
    dose: bool


def track(
    files: Annotated[list[Path], typer.Argument(help="Recordings to read.", metavar="FILE…")],
    placement: PlacementOption = None,
    axes: AxesOption = None,
    calibration: CalibrationOption = None,
    height: HeightOption = None,
    mass: Annotated[float | None, typer.Option(help="The wearer's mass.", metavar="KG")] = None,
    age: Annotated[float | None, typer.Option(help="The wearer's age.", metavar="Y")] = None,
    scale: Annotated[
        Path | None,
        typer.Option(
            help="What a known distance told of the wearer's speed, from `retrowalk scale`.",
            metavar="FILE",
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            help="Read the files as this format, see `retrowalk formats`.", metavar="NAME"
        ),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(help="Samples per second, for files without a clock.", metavar="HZ"),
    ] = None,
    practised: Annotated[
        bool | None,
        typer.Option(
            "--practised/--no-practised",
            help="Whether the wearer has trained walking backward for some weeks.",
        ),
    ] = None,
    dose: Annotated[
        bool,
        typer.Option("--dose", help="Also say what the walk did: energy, knee, muscles."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write the JSON contract to stdout, nothing else.")
    ] = False,
    parquet: Annotated[
        Path | None,
        typer.Option(help="Also write all bouts as a table.", metavar="OUT.parquet"),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(help="Also draw the walk.", metavar="OUT.svg|.png|.html"),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of table and picture.")] = Language.EN,
) -> None:
    """Tell when a walk went backward: bouts, steps, cadence, speed and distance.

    Bad input gives one sentence on stderr and exit code 2; with several files the others
    are still tracked.
    """
    asked = _Asked(
        placement=placement,
        mounting=None if axes is None else Mounting.from_axes(axes),
        calibration=read_calibration(calibration, format, rate),
        wearer=Wearer(age_years=age, mass_kg=mass, height_m=height, practised=practised),
        scale=None if scale is None else read_scale(scale),
        format=format,
        rate_hz=rate,
        dose=dose,
    )
    _check_outputs(plot, parquet)
    several = len(files) > 1
    pictures = [None] * len(files) if plot is None else _picture_paths(plot, files)
    done: list[Walk] = []
    doses: list[Dose] = []
    failed = False
    with _progress(len(files)) as advance:
        for file, picture in zip(files, pictures, strict=True):
            try:
                walk, notes, given = _track_one(file, asked)
                lines = () if given is None else _dose_lines(given, lang)
                if picture is not None:
                    write_picture(walk, picture, lang, lines)
            except RetrowalkError as error:
                tell_error(error)
                failed = True
                continue
            finally:
                advance()
            done.append(walk)
            if given is not None:
                doses.append(given)
            if as_json:
                extra = {} if given is None else {"dose": given.to_dict(lang.value)}
                sys.stdout.write(json_text(walk, extra, indent=None if several else 2) + "\n")
            else:
                _print_table(walk, notes, picture, lang, heading=str(file) if several else "")
                for line in lines:
                    output().print(line, markup=False)
                if several:
                    typer.echo()
    if doses and not as_json:
        for line in _week_lines(doses, lang):
            output().print(line, markup=False)
    if parquet is not None:
        write_parquet(done, parquet)
    if failed:
        raise typer.Exit(BAD_INPUT)


def _track_one(file: Path, asked: _Asked) -> tuple[Walk, tuple[str, ...], Dose | None]:
    from retrowalk.formats import read
    from retrowalk.tracker import track as track_recording

    recording = read(file, format=asked.format, rate_hz=asked.rate_hz)
    walk = track_recording(
        recording,
        placement=asked.placement,
        mounting=asked.mounting,
        calibration=asked.calibration,
        wearer=asked.wearer,
        scale=asked.scale,
    )
    if not asked.dose:
        return walk, recording.notes, None
    from retrowalk.dose.session import dose

    return walk, recording.notes, dose(walk, asked.wearer, recording.heart_rate_bpm)


def _dose_lines(given: Dose, lang: Language) -> tuple[str, ...]:
    from retrowalk.dose.lines import dose_lines

    return dose_lines(given, lang.value)


def _week_lines(doses: Sequence[Dose], lang: Language) -> tuple[str, ...]:
    """Return one sentence for each week; walks without a date belong to none."""
    from retrowalk.dose.week import week_line, weeks

    dated = [given for given in doses if given.start_utc is not None]
    return tuple(week_line(week, lang.value) for week in weeks(dated))


def _check_outputs(plot: Path | None, parquet: Path | None) -> None:
    """Refuse names that cannot work before any file is read."""
    if plot is not None:
        check_picture_path(plot)
    if parquet is not None and parquet.suffix.lower() not in {".parquet", ".pq"}:
        raise RetrowalkError(
            "this is no name of a Parquet file", where=str(parquet), remedy="let it end in .parquet"
        )


def _picture_paths(plot: Path, files: Sequence[Path]) -> list[Path]:
    """Return where each picture goes: with several files each has its own name in it."""
    if len(files) == 1:
        return [plot]
    stems = [file.stem for file in files]
    names = [
        f"{stem}-{at}" if stems.count(stem) > 1 else stem for at, stem in enumerate(stems, start=1)
    ]
    return [plot.with_name(f"{plot.stem}-{name}{plot.suffix}") for name in names]


def json_text(walk: Walk, extra: Mapping[str, Any] = NOTHING, *, indent: int | None) -> str:
    """Return the JSON contract of a walk as text, with optional parts such as the dose."""
    whole = {**to_dict(walk), **extra}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=indent)


def _print_table(
    walk: Walk, notes: Sequence[str], picture: Path | None, lang: Language, heading: str
) -> None:
    from retrowalk.cli.table import print_walk

    console = output()
    words = WORDS[lang]
    print_walk(console, walk, words, heading)
    for note in notes:
        if note.removeprefix("warning: ") not in walk.warnings and note not in walk.warnings:
            console.print(words.read_as.format(note), markup=False)
    if picture is not None:
        console.print(words.picture.format(picture), markup=False, soft_wrap=True)


class _Advance:
    """Counts one more file as done."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("tracking", total=total)

    def __call__(self) -> None:
        self._progress.advance(self._task)


@contextmanager
def _progress(total: int) -> Iterator[_Advance]:
    """Show files done on stderr, only where a person sees it, and leave nothing behind."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = progress_output()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        yield _Advance(progress, total)
