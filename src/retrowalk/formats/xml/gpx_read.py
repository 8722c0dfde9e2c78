"""GPX 1.0 and 1.1: each track with times is a session, its segments are parted by pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.shown import shown
from retrowalk.formats.xml import extension
from retrowalk.formats.xml.events import Closed, CutOff, Element, Opened, events, sureness
from retrowalk.formats.xml.rows import TURNS, Rows
from retrowalk.formats.xml.sports import sport_of
from retrowalk.formats.xml.values import Stamp, instant_at, microseconds_of, number_of
from retrowalk.session import Session, Totals, said

GPX_1_1 = "http://www.topografix.com/GPX/1/1"
GPX_1_0 = "http://www.topografix.com/GPX/1/0"
_GPX = frozenset({GPX_1_0, GPX_1_1, ""})
_GARMIN = "http://www.garmin.com/xmlschemas/TrackPointExtension/"
_STATS = "http://www.garmin.com/xmlschemas/TrackStatsExtension/"
_CLUETRUST = "http://www.cluetrust.com/"
_WHOLE = extension.WHOLE | {"trkpt", "wpt", "rtept", "name", "type", "src", "TrackStatsExtension"}
_PLAIN = {
    "ele": "altitude_m",
    "speed": "speed_mps",
    "course": "heading_deg",
    "hr": "heart_rate_bpm",
    "cad": TURNS,
    "cadence": TURNS,
    "hAcc": "accuracy_m",
}
"""Children of a point in GPX's own namespace; beyond `ele` 1.1 has none, yet apps write them."""
_NOT_NEGATIVE = frozenset({"speed_mps", "heading_deg", "accuracy_m", TURNS})
"""Phones write -1 where they do not know."""
_TOTALS = {
    "Distance": "distance_m",
    "MovingTime": "moving_s",
    "Ascent": "ascent_m",
    "Calories": "energy_kcal",
}


def _column(space: str, name: str) -> str | None:
    """Return the column that an element beside or below a point fills."""
    if space in _GPX or space.startswith(_GARMIN):
        return _PLAIN.get(name)
    if space.startswith(_CLUETRUST):
        return {"hr": "heart_rate_bpm", "cadence": TURNS}.get(name)
    if name == "accuracy_horizontal" and "opentracks" in space:
        return "accuracy_m"
    return None


def _is_said(column: str, number: float) -> bool:
    if column == "heart_rate_bpm":
        return number > 0
    return number >= 0 or column not in _NOT_NEGATIVE


class GpxReader:
    """Tracks with times; routes and way points are no walks."""

    name = "gpx"
    title = "GPX 1.0 or 1.1 track"
    suffixes: tuple[str, ...] = (".gpx",)
    carries = (
        "positions, altitude, speed, course, heart rate, cadence, pauses, sport; "
        "everything in files of Retrowalk"
    )

    def sniff(self, head: bytes, path: Path) -> float:
        """The root of the XML; of XML that is broken there, the name."""
        return sureness(head, path, "gpx", ".gpx")

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield a session per track; see `_sessions`."""
        with path.open("rb") as stream:
            yield from _sessions(stream, path.name, options)

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        """Yield a session per track; see `_sessions`."""
        yield from _sessions(data, name, options)


def _sessions(source: bytes | BinaryIO, name: str, options: Options) -> Iterator[Session]:
    """Yield a session per track that has times.

    Raises:
        RetrowalkError: no GPX, no track with times, or a number that is none; with the line.
    """
    track: _Track | None = None
    held: Session | None = None
    notes: list[str] = []
    file = _File(name)
    for event in events(source, name, _WHOLE):
        match event:
            case Opened("trk"):
                track = _Track(name, file.creator, options)
            case Closed("trk") if track is not None:
                done = track.session()
                track = None
                if done is None:
                    file.without_time += 1
                    continue
                if held is not None:
                    yield held
                held = done
            case CutOff(line):
                notes.append(
                    f"warning: the file is cut off in line {line}; what is whole before was read"
                )
                if track is not None and (done := track.session()) is not None:
                    if held is not None:
                        yield held
                    held = done
            case _ if track is not None:
                track.take(event)
            case _:
                file.take(event)
    if held is None:
        raise file.without_session(cut_off=bool(notes))
    if file.without_time:
        notes.append(f"warning: {file.without_time} track(s) without times were left out")
    yield replace(held, notes=(*held.notes, *notes))


class _File:
    """What stands around the tracks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.creator = ""
        self.without_time = 0
        self._root: Opened | None = None
        self._planned = False

    def take(self, event: object) -> None:
        if isinstance(event, Opened):
            if self._root is None:
                self._root = event
                if event.name != "gpx":
                    raise RetrowalkError(
                        f"the root is <{shown(event.name)}>, not <gpx>",
                        where=f"{self.name}, line {event.line}",
                        remedy="give a GPX file",
                    )
                self.creator = event.attributes.get("creator", "").strip()
            self._planned |= event.name == "rte"
        elif isinstance(event, Element):
            self._planned |= event.name == "wpt"

    def without_session(self, *, cut_off: bool) -> RetrowalkError:
        """Return why there is no session."""
        if cut_off:
            what, remedy = "it is cut off before the first point with a time", "copy it again"
        elif self.without_time:
            what = "its tracks have no points with times, so this is a way, not a walk"
            remedy = "export the recorded activity with its times"
        elif self._planned:
            what = "it holds routes or way points, but no recorded track"
            remedy = "export the recorded activity, not the plan"
        else:
            what, remedy = "there is no track in it", "export the recorded activity"
        return RetrowalkError(what, where=self.name, remedy=remedy)


class _Track:
    """One track, taken in event by event."""

    def __init__(self, name: str, creator: str, options: Options) -> None:
        self._file = name
        self._options = options
        self._stamp = Stamp(options.zone)
        self._rows = Rows()
        self._segments: list[int] = []
        self._told: extension.Told | None = None
        self._words = {"src": creator}
        self._totals: dict[str, float] = {}
        self._timeless = 0

    def take(self, event: object) -> None:
        if isinstance(event, Opened):
            if event.name == "trkseg":
                self._segments.append(len(self._rows))
            elif event.name == "Session" and event.space == extension.NAMESPACE:
                self._told = extension.Told(self._file, event)
        elif isinstance(event, Element):
            if event.name == "trkpt":
                self._point(event)
            elif event.parent == "trk" and event.name in ("name", "type", "src"):
                self._words[event.name] = event.text.strip()
            elif event.name == "TrackStatsExtension" and event.space.startswith(_STATS):
                self._statistics(event)
            elif self._told is not None:
                self._told.take(event, self._rows)

    def _point(self, point: Element) -> None:
        where = f"{self._file}, line {point.line}"
        values: dict[str, float] = {}
        for key, column, most in (("lat", "latitude_deg", 90.0), ("lon", "longitude_deg", 180.0)):
            number = number_of(point.attributes.get(key, ""), where)
            if number is None or abs(number) > most:
                raise RetrowalkError(
                    f"the point has no {key} on Earth", where=where, remedy="export it again"
                )
            values[column] = number
        instant: int | None = None
        own: extension.Point | None = None
        for child in point.all():
            if child.name == "time" and child.parent == "trkpt":
                instant = self._stamp.microseconds(child.text, f"{self._file}, line {child.line}")
            elif child.space == extension.NAMESPACE and child.name == "Point":
                own = extension.Point(child, self._file)
            elif (column_of := _column(child.space, child.name)) is not None:
                number = number_of(child.text, f"{self._file}, line {child.line}")
                if number is not None and _is_said(column_of, number):
                    values[column_of] = number
        if instant is None:
            self._timeless += 1
        elif own is None:
            self._rows.add(instant, values)
        else:
            self._rows.add(instant, values | own.values, own.time_s, own.direction)

    def _statistics(self, element: Element) -> None:
        for child in element.children:
            number = number_of(child.text, f"{self._file}, line {child.line}")
            if child.name in _TOTALS and number is not None:
                self._totals[_TOTALS[child.name]] = number

    def session(self) -> Session | None:
        """Return the session, or None where no point has a time."""
        if not len(self._rows):
            return None
        zone = self._stamp.offset or self._options.zone
        found: list[str] = []
        if self._timeless:
            found.append(f"warning: {self._timeless} point(s) without a time were left out")
        if self._told is not None:
            start_us = microseconds_of(self._told.start_utc)
            course, _ = self._rows.course(start_us, self._told.sport, ours=True)
            return self._told.session(course, zone, tuple(found))
        if self._stamp.zoneless and self._options.zone is None:
            found.append("the times name no zone; they were taken as UTC, as GPX has it")
        start_us = min(self._rows.instants)
        sport = sport_of(self._words.get("type", ""))
        course, more = self._rows.course(start_us, sport, ours=False)
        return Session(
            start_utc=instant_at(start_us, self._file),
            elapsed_s=(max(self._rows.instants) - start_us) / 1e6,
            sport=sport,
            totals=Totals(**{key: said(key, number) for key, number in self._totals.items()}),
            course=course,
            pauses=self._pauses(start_us),
            zone=zone,
            name=self._words.get("name", ""),
            device=self._words.get("src", ""),
            source=self._file,
            notes=(*found, *more),
        )

    def _pauses(self, start_us: int) -> tuple[tuple[float, float], ...]:
        time_s = self._rows.seconds(start_us)
        borders = [i for i in sorted(set(self._segments)) if 0 < i < len(time_s)]
        spans = [(float(time_s[i - 1]), float(time_s[i])) for i in borders]
        return tuple(span for span in spans if span[1] > span[0])
