"""`retrowalk simulate`: a virtual walker's recording, and what it really did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording
from retrowalk.tracker.base import Side

COLUMNS = (
    "time_s",
    *(
        f"{kind}_{axis}_{unit}"
        for kind, unit in (("acc", "ms2"), ("gyr", "rads"))
        for axis in "xyz"
    ),
)


def simulate(
    out: Annotated[
        Path, typer.Argument(help="File to write: .csv, or another format by its ending.")
    ],
    plan: Annotated[
        str,
        typer.Option(
            help='What to do, such as "forward 15, stand 3, backward 60 @0.6, turn 180".',
            metavar="PLAN",
        ),
    ] = "forward 15, stand 3, backward 60",
    placement: Annotated[
        Placement, typer.Option(help="Where the sensor is worn.")
    ] = Placement.POCKET,
    side: Annotated[Side, typer.Option(help="On which side.")] = Side.RIGHT,
    seed: Annotated[int, typer.Option(help="The same seed gives the same recording.", min=0)] = 0,
    height: Annotated[float | None, typer.Option(help="The walker's height.", metavar="M")] = None,
    speed: Annotated[
        float | None,
        typer.Option(help="Walking speed, forward and backward.", metavar="M/S"),
    ] = None,
    cadence: Annotated[float | None, typer.Option(help="Steps per minute.", metavar="SPM")] = None,
    pain: Annotated[
        Side | None, typer.Option(help="The knee that hurts: shorter stance, stiffer knee.")
    ] = None,
    anyone: Annotated[
        bool, typer.Option("--anyone", help="Draw a random walker from the seed.")
    ] = False,
    sensor: Annotated[
        str, typer.Option(help="browser, logger or ideal.", metavar="KIND")
    ] = "logger",
    rate: Annotated[
        float | None, typer.Option(help="Samples per second, 25 to 200.", metavar="HZ")
    ] = None,
    mounting: Annotated[
        str,
        typer.Option(help="body: axes along the body; random: any rotation.", metavar="HOW"),
    ] = "body",
    looseness: Annotated[
        float, typer.Option(help="How loose the pocket is, 0 to 1.", min=0.0, max=1.0)
    ] = 0.5,
    satellites: Annotated[
        bool, typer.Option("--satellites", help="Add satellite positions, once a second.")
    ] = False,
    truth: Annotated[
        Path | None,
        typer.Option(help="Also write what really happened.", metavar="TRUTH.json"),
    ] = None,
) -> None:
    """Simulate a walk with one motion sensor, and the exact truth beside it."""
    from retrowalk.formats import write
    from retrowalk.simulate import SatelliteModel, WalkerStyle, sensor_model
    from retrowalk.simulate import simulate as simulated

    style = WalkerStyle.varied(seed) if anyone else WalkerStyle()
    if height is not None:
        style = replace(style, height_m=height, leg_length_m=None)
    if speed is not None:
        style = replace(style, speed_mps=speed, backward_speed_mps=speed)
    style = replace(style, cadence_spm=cadence, pain_side=style.pain_side if pain is None else pain)
    model = sensor_model(sensor)
    if rate is not None:
        # jitter shrinks with the interval between samples
        jitter = model.jitter_s * min(1.0, model.rate_hz / rate)
        model = replace(model, rate_hz=rate, jitter_s=jitter)
    recording, what = simulated(
        plan,
        style=style,
        placement=placement,
        side=side,
        sensor=model,
        mounting=mounting,
        looseness=looseness,
        satellites=SatelliteModel() if satellites else None,
        seed=seed,
    )
    if out.suffix.lower() == ".csv" and recording.positions is None:
        _write(out, lambda path: _write_csv(recording, path))
    else:
        write(recording, out)
    if truth is not None:
        _write(truth, lambda path: path.write_text(what.to_json() + "\n", encoding="utf-8"))
    typer.echo(
        f"{out}: {recording.duration_s:.0f} s, {len(recording.time_s)} samples,"
        f" {len(what.contacts)} steps"
    )


def _write_csv(recording: Recording, path: Path) -> None:
    import numpy as np

    kinds = [recording.time_s[:, None], recording.acceleration_ms2, recording.angular_rate_rads]
    table = np.hstack([values for values in kinds if values is not None])
    formats = ["%.6f", *["%.5f"] * 6]
    np.savetxt(path, table, fmt=formats, delimiter=",", header=",".join(COLUMNS), comments="")


def _write(path: Path, how: Callable[[Path], object]) -> None:
    try:
        how(path)
    except OSError as error:
        raise RetrowalkError(
            f"cannot be written ({error.strerror or error})",
            where=str(path),
            remedy="give a file in a folder that exists",
        ) from error
