"""TCX: an activity per session, a lap per bout, positions where there are any."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.formats.xml import extension
from retrowalk.formats.xml.native import (
    Points,
    column,
    pieces,
    points_of,
    strides_text,
    whole_number,
)
from retrowalk.formats.xml.tcx_read import ACTIVITY_EXTENSION, SPORTS, TCX
from retrowalk.formats.xml.values import (
    attributes_of,
    microseconds_of,
    number_text,
    stamp_text,
    text_of,
)
from retrowalk.session import Lap, Session

_MOST_SHORT = 65_535
_MOST_HEART_RATE = 255
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
Span = tuple[Lap, list[list[int]]]
"""A lap, and the rows in it, parted by pauses."""


class TcxWriter:
    """One activity per session; positions are not needed."""

    name = "tcx"
    title = "TCX activity"
    suffixes: tuple[str, ...] = (".tcx",)
    loses = extension.LOSES

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file.

        Raises:
            RetrowalkError: a position that is not on Earth.
        """
        for session in sessions:
            points_of(session, path.name)  # refused before a file is begun
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in _lines(sessions, path.name))


def _lines(sessions: Sequence[Session], name: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    spaces = {
        "xmlns": TCX,
        "xmlns:xsi": _XSI,
        "xmlns:ax": ACTIVITY_EXTENSION,
        f"xmlns:{extension.PREFIX}": extension.NAMESPACE,
    }
    yield f"<TrainingCenterDatabase{attributes_of({**spaces})}>"
    yield "<Activities>"
    ids: set[int] = set()
    for session in sessions:
        number = microseconds_of(session.start_utc)
        while number in ids:  # the schema wants them different
            number += 1000
        ids.add(number)
        yield from _activity(session, stamp_text(number, name), name)
    yield "</Activities>"
    yield "</TrainingCenterDatabase>"


def _activity(session: Session, number: str, name: str) -> Iterator[str]:
    sport = next((key for key, word in SPORTS.items() if word == session.sport), "Other")
    yield f'<Activity Sport="{sport}">'
    yield f"<Id>{number}</Id>"
    points = points_of(session, name)
    for lap, tracks in _spans(session):
        yield from _lap(session, lap, points, tracks, name)
    notes = ": ".join(text for text in (session.sport, session.name) if text)
    if notes:
        yield f"<Notes>{text_of(notes)}</Notes>"
    if session.device:
        yield (
            f'<Creator xsi:type="Device_t"><Name>{text_of(session.device)}</Name>'
            "<UnitId>0</UnitId><ProductID>0</ProductID><Version><VersionMajor>0</VersionMajor>"
            "<VersionMinor>0</VersionMinor><BuildMajor>0</BuildMajor><BuildMinor>0</BuildMinor>"
            "</Version></Creator>"
        )
    yield "<Extensions>"
    yield from extension.session_lines(session, ())
    yield "</Extensions>"
    yield "</Activity>"


def _spans(session: Session) -> list[Span]:
    """Return the laps with their rows; a row between two laps goes with the earlier one."""
    laps = sorted(session.laps, key=lambda lap: lap.start_s)
    if not laps:
        laps = [Lap(0.0, session.elapsed_s, session.totals)]
    spans: list[Span] = [(lap, []) for lap in laps]
    course = session.course
    if course is None:
        return spans
    starts = np.array([lap.start_s for lap in laps])
    of_lap = np.searchsorted(starts, course.time_s, side="right") - 1
    for rows in pieces(session, course):
        before = -1
        for row in rows:
            at = max(0, int(of_lap[row]))
            if at != before:
                spans[at][1].append([])
            spans[at][1][-1].append(row)
            before = at
    return spans


def _value(one: Estimate | None) -> float | None:
    return None if one is None else one.value


def _lap(
    session: Session, lap: Lap, points: Points | None, tracks: list[list[int]], name: str
) -> Iterator[str]:
    """Yield a lap; time, distance and energy are needed by the schema, 0 where not known."""
    totals = lap.totals
    start = microseconds_of(session.start_utc) + round(lap.start_s * 1e6)
    seconds = _value(totals.moving_s)
    if seconds is None:
        seconds = max(0.0, lap.end_s - lap.start_s)
    yield f'<Lap StartTime="{stamp_text(start, name)}">'
    yield f"<TotalTimeSeconds>{number_text(seconds)}</TotalTimeSeconds>"
    yield f"<DistanceMeters>{number_text(_value(totals.distance_m) or 0.0)}</DistanceMeters>"
    energy = whole_number(_value(totals.energy_kcal) or 0.0, 0, _MOST_SHORT)
    yield f"<Calories>{energy or 0}</Calories>"
    for tag, beats in (
        ("AverageHeartRateBpm", totals.heart_rate_bpm),
        ("MaximumHeartRateBpm", totals.most_heart_rate_bpm),
    ):
        yield from _rate(tag, _value(beats))
    yield "<Intensity>Active</Intensity>"
    yield "<TriggerMethod>Manual</TriggerMethod>"
    if points is not None:
        for rows in tracks:
            yield "<Track>"
            for row in rows:
                yield _point(points, row, name)
            yield "</Track>"
    if lap.direction is not None and session.laps:
        yield f"<Notes>{lap.direction.value}</Notes>"
    sums = _sums(lap)
    if sums:
        yield f"<Extensions><ax:LX>{sums}</ax:LX></Extensions>"
    yield "</Lap>"


def _rate(tag: str, beats: float | None) -> Iterator[str]:
    rounded = whole_number(math.nan if beats is None else beats, 1, _MOST_HEART_RATE)
    if rounded is not None:
        yield f"<{tag}><Value>{rounded}</Value></{tag}>"


def _sums(lap: Lap) -> str:
    parts = []
    speed, cadence = _value(lap.totals.speed_mps), _value(lap.totals.cadence_spm)
    if speed is not None:
        parts.append(f"<ax:AvgSpeed>{number_text(speed)}</ax:AvgSpeed>")
    strides = None if cadence is None else strides_text(cadence)
    if strides is not None:
        parts.append(f"<ax:AvgRunCadence>{strides}</ax:AvgRunCadence>")
    counted = _value(lap.totals.steps)
    steps = whole_number(math.nan if counted is None else counted, 0, _MOST_SHORT)
    if steps is not None:
        parts.append(f"<ax:Steps>{steps}</ax:Steps>")
    return "".join(parts)


def _point(points: Points, row: int, name: str) -> str:
    """Return a point; what its elements round is told exactly by the own one."""
    course = points.course
    instant, exact_s = points.instants[row]
    told: dict[str, float] = {}
    text = [f"<Trackpoint><Time>{stamp_text(instant, name)}</Time>"]
    if points.placed[row]:
        latitude = told["latitude_deg"] = column(course, "latitude_deg", row)
        longitude = column(course, "longitude_deg", row)
        # The schema has one of the two only.
        longitude = told["longitude_deg"] = -180.0 if longitude == 180.0 else longitude
        text.append(
            f"<Position><LatitudeDegrees>{number_text(latitude)}</LatitudeDegrees>"
            f"<LongitudeDegrees>{number_text(longitude)}</LongitudeDegrees></Position>"
        )
    for tag, key in (("AltitudeMeters", "altitude_m"), ("DistanceMeters", "distance_m")):
        number = column(course, key, row)
        if math.isfinite(number):
            told[key] = number
            text.append(f"<{tag}>{number_text(number)}</{tag}>")
    rate = column(course, "heart_rate_bpm", row)
    beats = "".join(_rate("HeartRateBpm", rate))
    if beats:
        told["heart_rate_bpm"] = float(round(rate))
        text.append(beats)
    garmin = []
    speed = column(course, "speed_mps", row)
    if math.isfinite(speed):
        told["speed_mps"] = speed
        garmin.append(f"<ax:Speed>{number_text(speed)}</ax:Speed>")
    strides = strides_text(column(course, "cadence_spm", row))
    if strides is not None:
        told["cadence_spm"] = 2.0 * int(strides)
        garmin.append(f"<ax:RunCadence>{strides}</ax:RunCadence>")
    own = extension.point_text(course, row, told, exact_s)
    if garmin or own:
        beside = f"<ax:TPX>{''.join(garmin)}</ax:TPX>" if garmin else ""
        text.append(f"<Extensions>{beside}{own}</Extensions>")
    text.append("</Trackpoint>")
    return "".join(text)
