"""GPX 1.1: a track per session, Garmin's extension beside the points, and Retrowalk's own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.xml import extension
from retrowalk.formats.xml.gpx_read import GPX_1_1
from retrowalk.formats.xml.native import (
    Points,
    column,
    pieces,
    points_of,
    strides_text,
    whole_number,
)
from retrowalk.formats.xml.values import attributes_of, number_text, stamp_text, text_of
from retrowalk.session import Course, Session

GARMIN_V2 = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2"
_MOST_HEART_RATE = 255


class GpxWriter:
    """One track per session; a walk without positions is refused."""

    name = "gpx"
    title = "GPX 1.1 track"
    suffixes: tuple[str, ...] = (".gpx",)
    loses = (
        "a session without positions is refused; the order of rows of one instant; "
        f"{extension.LOSES}"
    )

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file.

        Raises:
            RetrowalkError: a session without positions, or with one that is not on Earth.
        """
        for session in sessions:
            _check(session, path)
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in _lines(sessions, path.name))


def _check(session: Session, path: Path) -> None:
    points = points_of(session, path.name)
    if points is None or not points.placed.any():
        raise RetrowalkError(
            f"GPX is made of positions, and the session of {session.start_utc:%Y-%m-%d %H:%M} UTC "
            "has none",
            where=path.name,
            remedy="write FIT or TCX, which do without: let the name end in .fit or .tcx",
        )


def _lines(sessions: Sequence[Session], name: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    spaces = {
        "xmlns": GPX_1_1,
        "xmlns:gpxtpx": GARMIN_V2,
        f"xmlns:{extension.PREFIX}": extension.NAMESPACE,
    }
    yield f'<gpx version="1.1" creator="Retrowalk"{attributes_of({**spaces})}>'
    for session in sessions:
        yield from _track(session, name)
    yield "</gpx>"


def _track(session: Session, name: str) -> Iterator[str]:
    points = points_of(session, name)
    if points is None:
        return
    course = points.course
    yield "<trk>"
    for tag, text in (("name", session.name), ("src", session.device), ("type", session.sport)):
        if text:
            yield f"<{tag}>{text_of(text)}</{tag}>"
    elsewhere = [
        extension.point_text(course, row, {}, float(course.time_s[row]))
        for row in np.flatnonzero(~points.placed).tolist()
    ]
    yield "<extensions>"
    yield from extension.session_lines(session, elsewhere)
    yield "</extensions>"
    for rows in pieces(session, course):
        kept = [row for row in rows if points.placed[row]]
        if kept:
            yield "<trkseg>"
            for row in kept:
                yield _point(points, row, name)
            yield "</trkseg>"
    yield "</trk>"


def _point(points: Points, row: int, name: str) -> str:
    """Return a point; what its elements round is told exactly by the own one."""
    course = points.course
    instant, exact_s = points.instants[row]
    told: dict[str, float] = {}
    text = []
    for key in ("latitude_deg", "longitude_deg"):
        told[key] = column(course, key, row)
    if told["longitude_deg"] == 180.0:
        told["longitude_deg"] = -180.0  # the schema has one of the two only
    text.append(
        f'<trkpt lat="{number_text(told["latitude_deg"])}"'
        f' lon="{number_text(told["longitude_deg"])}">'
    )
    altitude = column(course, "altitude_m", row)
    if math.isfinite(altitude):
        told["altitude_m"] = altitude
        text.append(f"<ele>{number_text(altitude)}</ele>")
    text.append(f"<time>{stamp_text(instant, name)}</time>")
    garmin = _garmin(course, row, told)
    own = extension.point_text(course, row, told, exact_s)
    if garmin or own:
        text.append(f"<extensions>{garmin}{own}</extensions>")
    text.append("</trkpt>")
    return "".join(text)


def _garmin(course: Course, row: int, told: dict[str, float]) -> str:
    parts = []
    rate = whole_number(column(course, "heart_rate_bpm", row), 1, _MOST_HEART_RATE)
    if rate is not None:
        told["heart_rate_bpm"] = rate
        parts.append(f"<gpxtpx:hr>{rate}</gpxtpx:hr>")
    strides = strides_text(column(course, "cadence_spm", row))
    if strides is not None:
        told["cadence_spm"] = 2.0 * int(strides)
        parts.append(f"<gpxtpx:cad>{strides}</gpxtpx:cad>")
    speed = column(course, "speed_mps", row)
    if 0.0 <= speed < math.inf:
        told["speed_mps"] = speed
        parts.append(f"<gpxtpx:speed>{number_text(speed)}</gpxtpx:speed>")
    heading = column(course, "heading_deg", row)
    if 0.0 <= heading < 360.0:
        told["heading_deg"] = heading
        parts.append(f"<gpxtpx:course>{number_text(heading)}</gpxtpx:course>")
    if not parts:
        return ""
    return f"<gpxtpx:TrackPointExtension>{''.join(parts)}</gpxtpx:TrackPointExtension>"
