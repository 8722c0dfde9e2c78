"""`retrowalk inspect` of what apps made of walks: a line for each session, or one in full.

Lines are printed as they are read, so that exports of gigabytes can be gone through.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import typer

from retrowalk.cli.common import progress
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats import Kind, read_sessions
from retrowalk.formats.lost import WORDS
from retrowalk.formats.shown import shown
from retrowalk.formats.tables.words import columns_of, lap_of, totals_of
from retrowalk.report.numbers import clock
from retrowalk.session import Course, Lap, Session
from retrowalk.zones import zone_of

SCHEMA = 1
_HEAD = (
    f"{'#':>4}  {'start':<19}  {'zone':<14}  {'sport':<12}  {'time':>8}  {'km':>7}"
    f"  {'steps':>6}  {'backward':>8}  {'bpm':>4}  {'laps':>4}  {'rows':>6}"
)
_WARNING = "warning: "
_MOST_SIGNS = 300


def show_sessions(
    file: Path,
    format: str | None,
    zone: str | None,
    number: int | None,
    plot: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print what a file of sessions holds; a single one, or the one asked for, in full.

    Args:
        file: to read.
        format: of the file, or None.
        zone: of the wearer, where the file does not say it.
        number: of the only session to show, from 1; None for all.
        plot: picture of that session to draw, or None.
        as_json: whether to print JSON.

    Raises:
        RetrowalkError: a file that cannot be read, no such session, or several to draw.
    """
    numbered = _numbered(file, format, zone, number)
    drawn = _print_json(numbered, file) if as_json else _print_text(numbered)
    if plot is None:
        return
    if drawn is None:
        raise RetrowalkError(
            "one session can be drawn, and there are several",
            where=file.name,
            remedy="choose one with --session N",
        )
    from retrowalk.report.contents import write_session_picture

    with progress("drawing"):
        write_session_picture(drawn, plot)


def _numbered(
    file: Path, format: str | None, zone: str | None, number: int | None
) -> Iterator[tuple[int, Session]]:
    count = 0
    for one in read_sessions(file, format=format, zone=zone):
        count += 1
        if number is None or count == number:
            yield count, one
        if count == number:
            return
    if number is not None:
        raise RetrowalkError(f"there is no session {number} among {count}", where=file.name)
    if not count:
        raise RetrowalkError("there is no session in it", where=file.name)


def _print_text(numbered: Iterator[tuple[int, Session]]) -> Session | None:
    """Print line by line; return the session where it is the only one."""
    first = next(numbered)
    second = next(numbered, None)
    if second is None:
        for line in whole_lines(first[1]):
            typer.echo(line)
        return first[1]
    typer.echo(_HEAD)
    typer.echo(line_of(*first))
    typer.echo(line_of(*second))
    for number, one in numbered:
        typer.echo(line_of(number, one))
    return None


def _print_json(numbered: Iterator[tuple[int, Session]], file: Path) -> Session | None:
    """Print one object whose list grows as the file is read."""
    last: Session | None = None
    head = {"schema": SCHEMA, "kind": Kind.SESSIONS.value, "source": file.name}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    for at, (number, one) in enumerate(numbered):
        typer.echo(f'{opening}, "sessions": [' if at == 0 else ",")
        typer.echo(json.dumps(facts_of_session(number, one), ensure_ascii=False), nl=False)
        last = one if at == 0 else None
    typer.echo("\n]}")
    return last


def facts_of_session(number: int, session: Session) -> dict[str, Any]:
    """Return what `--json` prints of one session; fields in docs/formats.md."""
    course = session.course
    return {
        "session": number,
        "start_utc": session.start_utc.isoformat(),
        "zone": session.zone,
        "elapsed_s": session.elapsed_s,
        "sport": session.sport or None,
        "sub_sport": session.sub_sport or None,
        "name": session.name or None,
        "device": session.device or None,
        "placement": None if session.placement is None else session.placement.value,
        "totals": totals_of(session.totals),
        "laps": [lap_of(lap) for lap in session.laps],
        "pauses": [{"start_s": start_s, "end_s": end_s} for start_s, end_s in session.pauses],
        "rows": 0 if course is None else len(course.time_s),
        "columns": [] if course is None else columns_of(course),
        "notes": [note for note in session.notes if not note.startswith(_WARNING)],
        "warnings": [
            note.removeprefix(_WARNING) for note in session.notes if note.startswith(_WARNING)
        ],
    }


def line_of(number: int, session: Session) -> str:
    """Return a session in one line, under the heading of the list."""
    totals = session.totals
    rows = 0 if session.course is None else len(session.course.time_s)
    began = _local(session)
    return (
        f"{number:>4}  {began:%Y-%m-%d %H:%M:%S}  {(session.zone or 'UTC')[:14]:<14}"
        f"  {shown(session.sport or '?', 12):<12}  {clock(session.elapsed_s):>8}"
        f"  {_cell(totals.distance_m, 0.001, 2):>7}  {_cell(totals.steps):>6}"
        f"  {_cell(totals.backward_steps):>8}  {_cell(totals.heart_rate_bpm):>4}"
        f"  {len(session.laps):>4}  {rows:>6}"
    )


def _cell(estimate: Estimate | None, factor: float = 1.0, digits: int = 0) -> str:
    if estimate is None:
        return "-"
    return "?" if estimate.value is None else f"{factor * estimate.value:.{digits}f}"


def _local(session: Session) -> dt.datetime:
    """Return the wearer's time; UTC where no zone that is known here is told."""
    try:
        return session.start_utc.astimezone(zone_of(session.zone or "UTC"))
    except RetrowalkError:
        return session.start_utc


def whole_lines(session: Session) -> Iterator[str]:
    """Yield all that a session says but its rows."""
    began = _local(session)
    kinds = " ".join(filter(None, (session.sport or "unknown", session.sub_sport)))
    for word, text in (
        ("source", session.source),
        ("name", session.name),
        ("sport", kinds),
        ("start", f"{session.start_utc:%Y-%m-%d %H:%M:%S} UTC ({began:%Y-%m-%d %H:%M:%S} local)"),
        ("time zone", session.zone or "unknown"),
        ("duration", clock(session.elapsed_s)),
        ("device", session.device or "unknown"),
        ("placement", "unknown" if session.placement is None else session.placement.value),
    ):
        if text:
            yield f"{word + ':':<11} {shown(text, _MOST_SIGNS)}"
    for one in fields(session.totals):
        estimate = getattr(session.totals, one.name)
        if estimate is not None:
            yield f"  {WORDS[one.name] + ':':<22} {_quantity(estimate)}"
    if session.laps:
        yield f"laps:       {len(session.laps)}"
        for at, lap in enumerate(session.laps, start=1):
            yield f"  {_lap_line(at, lap)}"
    paused_s = sum(end_s - start_s for start_s, end_s in session.pauses)
    if session.pauses:
        yield f"pauses:     {len(session.pauses)}, {clock(paused_s)} together"
    yield f"rows:       {_course_line(session.course)}"
    for note in session.notes:
        mark = "!" if note.startswith(_WARNING) else "-"
        yield f"{mark} {shown(note.removeprefix(_WARNING), _MOST_SIGNS)}"


def _quantity(estimate: Estimate) -> str:
    if estimate.value is None:
        return f"unknown ({shown(estimate.reason or '', _MOST_SIGNS)})"
    unit = "" if estimate.unit in ("1", "steps") else f" {estimate.unit}"
    digits = 0 if estimate.unit == "steps" else 3 if abs(estimate.value) < 10 else 1
    value = f"{estimate.value:.{digits}f}"
    if estimate.low is None or estimate.high is None:
        return f"{value}{unit}"
    return f"{value}{unit} ({estimate.low:.{digits}f}-{estimate.high:.{digits}f})"


def _lap_line(at: int, lap: Lap) -> str:
    direction = "" if lap.direction is None else f"  {lap.direction.value}"
    sure = "" if lap.probability is None else f" ({lap.probability:.2f})"
    steps = "" if lap.totals.steps is None else f"  {_quantity(lap.totals.steps)} steps"
    return f"{at:>3}  {clock(lap.start_s)}-{clock(lap.end_s)}{direction}{sure}{steps}"


def _course_line(course: Course | None) -> str:
    if course is None or not len(course.time_s):
        return "none"
    steps = np.diff(course.time_s)
    every = f", one every {np.median(steps):.3g} s" if len(steps) else ""
    names = ", ".join(WORDS.get(name, name) for name in columns_of(course))
    return f"{len(course.time_s)}{every}: {names or 'only times'}"
