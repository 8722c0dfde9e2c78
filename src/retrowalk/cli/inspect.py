"""`retrowalk inspect`: what is in a file, and how sure the reader is of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import typer

from retrowalk.cli.common import output
from retrowalk.formats import READERS, read
from retrowalk.recording import Array, Recording
from retrowalk.units import magnitude, thinned

SCHEMA = 1
GAP_S = 0.25
SHOWN_GAPS = 5
_FORMATS = ", ".join(reader.name for reader in READERS)


def inspect(
    file: Annotated[Path, typer.Argument(help="A recording, or an app's export folder.")],
    format: Annotated[
        str | None, typer.Option("--format", help=f"Read it as one of {_FORMATS}.")
    ] = None,
    rate: Annotated[
        float | None, typer.Option("--rate", help="Samples per second, for files without a clock.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show what a recording holds: sensors, rates, gaps, units and why, device, start."""
    recording = read(file, format=format, rate_hz=rate)
    facts = facts_of(recording)
    if as_json:
        sys.stdout.write(json.dumps(facts, indent=2, allow_nan=False) + "\n")
    else:
        _print(recording, facts)


def facts_of(recording: Recording) -> dict[str, Any]:
    """Return what `--json` prints; fields in docs/formats.md."""
    gaps = recording.gaps(GAP_S)
    warnings = [n.removeprefix("warning: ") for n in recording.notes if n.startswith("warning: ")]
    return {
        "schema": SCHEMA,
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
    median = None if values is None or not len(values) else float(np.median(thinned(values)))
    return {
        "name": name,
        "unit": unit,
        "samples": len(time_s),
        "rate_hz": float(1.0 / np.median(steps)) if len(steps) and np.median(steps) > 0 else None,
        "median": median,
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
        ("duration", _clock(facts["duration_s"])),
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


def _clock(seconds: float) -> str:
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
        local = recording.start_utc.astimezone(ZoneInfo(recording.zone))
    except (ZoneInfoNotFoundError, ValueError):
        return f"{text} (the time zone '{recording.zone}' is not known here)"
    return f"{text} ({local:%Y-%m-%d %H:%M:%S} in {recording.zone})"


def _gap_words(gaps: list[dict[str, float]]) -> str:
    if not gaps:
        return f"none longer than {GAP_S:g} s"
    shown = ", ".join(
        f"{gap['end_s'] - gap['start_s']:.1f} s at {_clock(gap['start_s'])}"
        for gap in gaps[:SHOWN_GAPS]
    )
    more = f" and {len(gaps) - SHOWN_GAPS} more" if len(gaps) > SHOWN_GAPS else ""
    return f"{shown}{more}"
