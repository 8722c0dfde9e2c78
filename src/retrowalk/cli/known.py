"""What options say is known already: a calibration, a span of time, a personal scale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording

if TYPE_CHECKING:
    from retrowalk.tracker import PersonalScale

Calibration = Recording | tuple[float, float] | None
CALIBRATION = "--calibration"

PlacementOption = Annotated[
    Placement | None,
    typer.Option(help="Where the sensor was worn; wins over what the file says."),
]
AxesOption = Annotated[
    str | None,
    typer.Option(
        help="Which device axis points where on the upright wearer,"
        " such as forward=+z,up=+y. Left out: the mounting is unknown.",
        metavar="AXES",
    ),
]
CalibrationOption = Annotated[
    str | None,
    typer.Option(
        help="The wearer's ordinary forward walk with the same mounting: another file, or"
        " START:END inside this one in seconds (or 0:10-0:25 in minutes:seconds).",
        metavar="FILE|START:END",
    ),
]
HeightOption = Annotated[float | None, typer.Option(help="The wearer's height.", metavar="M")]


def read_calibration(text: str | None, format: str | None, rate_hz: float | None) -> Calibration:
    """Read the option: a file that exists, or two instants."""
    if text is None:
        return None
    if text and Path(text).exists():
        from retrowalk.formats import read

        return read(text, format=format, rate_hz=rate_hz)
    return parse_span(text, CALIBRATION)


def parse_span(text: str, where: str) -> tuple[float, float]:
    """Read ``4:34`` (seconds), ``0:04-0:34`` or ``0:04:0:34`` (minutes:seconds).

    Raises:
        RetrowalkError: it is neither, or it ends before it starts.
    """
    remedy = "give START:END in seconds such as 4:34, or 0:04-0:34"
    if where == CALIBRATION:
        remedy = f"give a file, or {remedy.removeprefix('give ')}"
    if "-" in text:
        parts = text.split("-")
    else:
        pieces = text.split(":")
        half = len(pieces) // 2
        parts = [":".join(pieces[:half]), ":".join(pieces[half:])] if len(pieces) in (2, 4) else []
    if len(parts) != 2:
        raise RetrowalkError(_no_span(text, where), where=where, remedy=remedy)
    start_s, end_s = (_instant(part, text, where, remedy) for part in parts)
    if end_s <= start_s:
        raise RetrowalkError(f"'{text}' ends before it starts", where=where, remedy=remedy)
    return start_s, end_s


def _instant(part: str, text: str, where: str, remedy: str) -> float:
    minutes, colon, seconds = part.rpartition(":")
    digits = (minutes + seconds).replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit() or not seconds or (colon and not minutes):
        raise RetrowalkError(_no_span(text, where), where=where, remedy=remedy)
    return 60.0 * float(minutes or 0) + float(seconds)


def _no_span(text: str, where: str) -> str:
    neither = "neither a file nor" if where == CALIBRATION else "not"
    return f"'{text}' is {neither} a span of time"


def read_scale(path: Path) -> PersonalScale:
    """Read what `retrowalk scale` wrote.

    Raises:
        RetrowalkError: no such file, no JSON, or made with another version.
    """
    from retrowalk.tracker import PersonalScale

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RetrowalkError(
            f"cannot be read ({error.strerror or error})", where=str(path)
        ) from error
    except ValueError as error:
        raise RetrowalkError(
            f"this is no personal scale ({error})",
            where=str(path),
            remedy="make one with `retrowalk scale`",
        ) from error
    if not isinstance(data, dict):
        raise RetrowalkError(
            "this is no personal scale", where=str(path), remedy="make one with `retrowalk scale`"
        )
    try:
        return PersonalScale.from_dict(data)
    except RetrowalkError as error:
        raise RetrowalkError(error.what, where=str(path), remedy=error.remedy) from None
