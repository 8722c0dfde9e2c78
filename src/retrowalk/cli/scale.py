"""`retrowalk scale`: what a known distance tells of a wearer's speed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.cli.known import (
    AxesOption,
    CalibrationOption,
    HeightOption,
    PlacementOption,
    parse_span,
    read_calibration,
    read_scale,
)
from retrowalk.errors import writing
from retrowalk.recording import Mounting, Wearer


def scale(
    file: Annotated[Path, typer.Argument(help="A recording of the known distance.")],
    distance: Annotated[
        float, typer.Option(help="How far it was; 20 m is good, 5 m the least.", metavar="M")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Write here.", metavar="OUT.json")],
    between: Annotated[
        str | None,
        typer.Option(
            help="From when to when, in seconds (or 0:10-0:25 in minutes:seconds);"
            " the whole recording where left out.",
            metavar="START:END",
        ),
    ] = None,
    join: Annotated[
        Path | None,
        typer.Option(
            help="Add to this scale, such as that of the other direction.", metavar="FILE"
        ),
    ] = None,
    placement: PlacementOption = None,
    axes: AxesOption = None,
    calibration: CalibrationOption = None,
    height: HeightOption = None,
) -> None:
    """Learn from a walk over a known distance; `retrowalk track --scale` uses it.

    One direction at a time: walk 20 m forward and 20 m backward, and join the two.
    """
    from retrowalk.formats import read
    from retrowalk.tracker import personal_scale, track

    start_s, end_s = (None, None) if between is None else parse_span(between, "--between")
    before = None if join is None else read_scale(join)
    wearer = Wearer(height_m=height)
    walk = track(
        read(file),
        placement=placement,
        mounting=None if axes is None else Mounting.from_axes(axes),
        calibration=read_calibration(calibration, None, None),
        wearer=wearer,
    )
    found = personal_scale(walk, distance, wearer=wearer, start_s=start_s, end_s=end_s)
    whole = found if before is None else before.joined(found)
    with writing(out):
        out.write_text(json.dumps(whole.to_dict(), indent=1) + "\n", encoding="utf-8")
    for way, measured in (("forward", found.forward), ("backward", found.backward)):
        if measured is not None:
            typer.echo(
                f"{found.placement}, {way}: {measured.distance_m:.1f} m of this direction,"
                f" told {measured.distance_m / measured.ratio:.1f} m; written to {out}"
            )
