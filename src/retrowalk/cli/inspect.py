"""`retrowalk inspect`: what is in a file, and how sure the reader is of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from retrowalk.cli.common import output, progress
from retrowalk.cli.inspect_sessions import show_sessions
from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS, SESSION_READERS, Kind, kind_of, read
from retrowalk.recording import Array, Recording
from retrowalk.units import magnitude, thinned
from retrowalk.zones import zone_of

SCHEMA = 1
GAP_S = 0.25
SHOWN_GAPS = 5
_FORMATS = ", ".join(
    dict.fromkeys([*(one.name for one in READERS), *(one.name for one in SESSION_READERS)])
)


def inspect(
    file: Annotated[Path, typer.Argument(help="A recording, an activity, or an app's export.")],
    format: Annotated[
        str | None, typer.Option("--format", help=f"Read it as one of {_FORMATS}.")
    ] = None,
    rate: Annotated[
        float | None, typer.Option("--rate", help="Samples per second, for files without a clock.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            help="The wearer's time zone, where the file does not say it.", metavar="AREA/CITY"
        ),
    ] = None,
    session: Annotated[
        int | None, typer.Option(help="Only this session of an export, in full.", metavar="N")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Also draw what is in it.", metavar="OUT.svg|.png")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show what a file holds: sensors, rates, gaps, units and why; or an app's sessions."""
    if plot is not None:
        _check_picture(plot, file)
    if kind_of(file, format=format) is Kind.SESSIONS:
        show_sessions(file, format, zone, session, plot, as_json=as_json)
        return
    if session is not None:
        raise RetrowalkError("a recording of motion is one walk", where="--session")
    with progress("reading"):
        recording = read(file, format=format, rate_hz=rate, zone=zone)
    facts = facts_of(recording)
    if as_json:
        sys.stdout.write(json.dumps(facts, indent=2, allow_nan=False) + "\n")
    else:
        _print(recording, facts)
    if plot is not None:
        from retrowalk.report.contents import write_recording_picture

        with progress("drawing"):
            write_recording_picture(recording, plot)


def _check_picture(plot: Path, file: Path) -> None:
    """Refuse before anything is read what cannot be drawn, or would fall on the original."""
    if plot.suffix.lower() not in (".svg", ".png"):
        raise RetrowalkError(
            f"'{plot.suffix}' is not a kind of picture",
            where=str(plot),
            remedy="use a name that ends in .svg or .png",
        )
    if plot.exists() and file.exists() and plot.samefile(file):
        raise RetrowalkError("this is the file itself", where=str(plot))


def facts_of(recording: Recording) -> dict[str, Any]:
    """Return what `--json` prints of motion; fields in docs/formats.md."""
    gaps = recording.gaps(GAP_S)
    warnings = [n.removeprefix("warning: ") for n in recording.notes if n.startswith("warning: ")]
    return {
        "schema": SCHEMA,
        "kind": Kind.MOTION.value,
        "source": recording.source,
        "device": recording.device or None,
        "placement": None if recording.placement is None else recording.placement.value,
        "start_utc": None if recording.start_utc is None else recording.start_utc.isoformat(),
        "zone": recording.zone,
        "duration_s": recording.duration_s,
        "samples": len(recording.time_s),
        "rate_hz": recording.rate_hz,
        "gaps": [{"start_s": start, "end_s": end} for start, end in gaps],
        "sensors": list(_sensors(recording)),
        "notes": [n for n in recording.notes if not n.startswith("warning: ")],
        "warnings": warnings,
    }


def _sensors(recording: Recording) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, unit, values in (
        ("acceleration", "m/s²", recording.acceleration_ms2),
        ("angular rate", "rad/s", recording.angular_rate_rads),
        ("magnetic field", "µT", recording.magnetic_field_ut),
    ):
        if values is not None:
            found.append(_sensor(name, unit, recording.time_s, magnitude(values)))
    for name, unit, channel in (
        ("heading", "deg", recording.heading_deg),
        ("heart rate", "1/min", recording.heart_rate_bpm),
        ("pressure", "hPa", recording.pressure_hpa),
    ):
        if channel is not None:
            found.append(_sensor(name, unit, channel.time_s, channel.values))
    if recording.positions is not None:
        positions = recording.positions
        found.append(_sensor("positions", "deg", positions.time_s, None))
    return found


def _sensor(name: str, unit: str, time_s: Array, values: Array | None) -> dict[str, Any]:
    steps = np.diff(time_s)
    known = np.empty(0) if values is None else values[np.isfinite(values)]
    return {
        "name": name,
        "unit": unit,
        "samples": len(time_s),
        "rate_hz": float(1.0 / np.median(steps)) if len(steps) and np.median(steps) > 0 else None,
        "median": float(np.median(thinned(known))) if len(known) else None,
    }


def _print(recording: Recording, facts: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    console = output()
    table = Table(title=facts["source"] or None, title_justify="left", box=None, pad_edge=False)
    table.add_column("sensor")
    table.add_column("samples", justify="right")
    table.add_column("rate", justify="right")
    table.add_column("median", justify="right")
    for sensor in facts["sensors"]:
        median, rate_hz = sensor["median"], sensor["rate_hz"]
        table.add_row(
            sensor["name"],
            f"{sensor['samples']}",
            "" if rate_hz is None else f"{rate_hz:.3g} Hz",
            "" if median is None else f"{median:.4g} {sensor['unit']}",
        )
    console.print(table)
    for word, text in (
        ("duration", clock(facts["duration_s"])),
        ("start", _start(recording)),
        ("time zone", facts["zone"] or "unknown"),
        ("device", facts["device"] or "unknown"),
        ("placement", facts["placement"] or "unknown"),
        ("gaps", _gap_words(facts["gaps"])),
    ):
        console.print(Text(f"{word + ':':<11} {text}"))
    for note in facts["notes"]:
        console.print(Text(f"- {note}"))
    for warning in facts["warnings"]:
        console.print(Text(f"! {warning}", style="yellow"))


def clock(seconds: float) -> str:
    """Return ``m:ss.s``, from one hour on ``h:mm:ss.s``."""
    minutes, rest = divmod(round(seconds, 1), 60.0)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"


def _start(recording: Recording) -> str:
    if recording.start_utc is None:
        return "unknown"
    text = f"{recording.start_utc:%Y-%m-%d %H:%M:%S} UTC"
    if recording.zone is None:
        return text
    try:
        local = recording.start_utc.astimezone(zone_of(recording.zone))
    except RetrowalkError:
        return f"{text} (the time zone '{recording.zone}' is not known here)"
    return f"{text} ({local:%Y-%m-%d %H:%M:%S} in {recording.zone})"


def _gap_words(gaps: list[dict[str, float]]) -> str:
    if not gaps:
        return f"none longer than {GAP_S:g} s"
    shown = ", ".join(
        f"{gap['end_s'] - gap['start_s']:.1f} s at {clock(gap['start_s'])}"
        for gap in gaps[:SHOWN_GAPS]
    )
    more = f" and {len(gaps) - SHOWN_GAPS} more" if len(gaps) > SHOWN_GAPS else ""
    return f"{shown}{more}"
