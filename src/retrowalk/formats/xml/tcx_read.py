"""TCX: each activity is a session; positions may be missing, and points altogether."""

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
from retrowalk.formats.xml.rows import STRIDES, TURNS, Rows
from retrowalk.formats.xml.sports import sport_of
from retrowalk.formats.xml.tcx_laps import IN_LX, LAP_NUMBERS, OpenLap, summed, whole_laps
from retrowalk.formats.xml.values import Stamp, instant_at, microseconds_of, number_of
from retrowalk.session import Session

TCX = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
ACTIVITY_EXTENSION = "http://www.garmin.com/xmlschemas/ActivityExtension/v2"
SPORTS = {"Running": "running", "Biking": "cycling"}
"""The sports that the format knows; the third, Other, says nothing."""
_POINT = {
    "LatitudeDegrees": "latitude_deg",
    "LongitudeDegrees": "longitude_deg",
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "Value": "heart_rate_bpm",
    "Cadence": TURNS,
    "RunCadence": STRIDES,
    "Speed": "speed_mps",
}
_MOST_DEGREES = {"latitude_deg": 90.0, "longitude_deg": 180.0}
_WHOLE = (extension.WHOLE | {"Id", "Trackpoint", "Notes", "Creator", "LX"} | LAP_NUMBERS) - IN_LX


class TcxReader:
    """Activities, those of several sports too; planned courses and workouts are no walks."""

    name = "tcx"
    title = "TCX activity"
    suffixes: tuple[str, ...] = (".tcx",)
    carries = (
        "laps with their totals, positions, altitude, distance, speed, heart rate, cadence, steps, "
        "pauses, device; everything in files of Retrowalk"
    )

    def sniff(self, head: bytes, path: Path) -> float:
        """The root of the XML; of XML that is broken there, the name."""
        return sureness(head, path, "TrainingCenterDatabase", ".tcx")

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield a session per activity; see `_sessions`."""
        with path.open("rb") as stream:
            yield from _sessions(stream, path.name, options)

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        """Yield a session per activity; see `_sessions`."""
        yield from _sessions(data, name, options)


def _sessions(source: bytes | BinaryIO, name: str, options: Options) -> Iterator[Session]:
    """Yield a session per activity.

    Raises:
        RetrowalkError: no TCX, no activity, or a number that is none; with the line.
    """
    activity: _Activity | None = None
    held: Session | None = None
    root: Opened | None = None
    planned = False
    notes: list[str] = []
    for event in events(source, name, _WHOLE):
        done: Session | None = None
        if isinstance(event, Opened) and root is None:
            root = _checked(event, name)
        elif isinstance(event, Opened) and event.name == "Activity":
            activity = _Activity(name, event, options)
        elif isinstance(event, Closed) and event.name == "Activity" and activity is not None:
            done, activity = activity.session(), None
        elif isinstance(event, CutOff):
            notes.append(
                f"warning: the file is cut off in line {event.line}; what is whole before was read"
            )
            done = None if activity is None else activity.session()
        elif activity is not None:
            activity.take(event)
        elif isinstance(event, Opened):
            planned |= event.name in ("Course", "Workout")
        if done is not None:
            if held is not None:
                yield held
            held = done
    if held is None:
        raise _without_session(name, planned=planned, cut_off=bool(notes))
    yield replace(held, notes=(*held.notes, *notes))


def _checked(root: Opened, name: str) -> Opened:
    if root.name != "TrainingCenterDatabase":
        raise RetrowalkError(
            f"the root is <{shown(root.name)}>, not <TrainingCenterDatabase>",
            where=f"{name}, line {root.line}",
            remedy="give a TCX file",
        )
    return root


def _without_session(name: str, *, planned: bool, cut_off: bool) -> RetrowalkError:
    if cut_off:
        what, remedy = "it is cut off before the first lap or point", "copy it again"
    elif planned:
        what = "it holds planned courses or workouts, but no activity"
        remedy = "export the recorded activity, not the plan"
    else:
        what = "there is no activity with a time in it"
        remedy = "export the recorded activity"
    return RetrowalkError(what, where=name, remedy=remedy)


class _Activity:
    """One activity, taken in event by event."""

    def __init__(self, name: str, head: Opened, options: Options) -> None:
        self._file = name
        self._head = head
        self._options = options
        self._stamp = Stamp(options.zone)
        self._rows = Rows()
        self._laps: list[OpenLap] = []
        self._borders: list[int] = []
        self._told: extension.Told | None = None
        self._start_us: int | None = None
        self._notes = ""
        self._device = ""
        self._timeless = 0

    def take(self, event: object) -> None:
        if isinstance(event, Opened):
            if event.name == "Lap":
                text = event.attributes.get("StartTime", "")
                start_us = self._stamp.microseconds(text, self._at(event))
                self._laps.append(OpenLap(start_us, len(self._rows)))
                self._borders.append(-1)
            elif event.name == "Track":
                self._borders.append(len(self._rows))
            elif event.name == "Session" and event.space == extension.NAMESPACE:
                self._told = extension.Told(self._file, event)
        elif isinstance(event, Element):
            self._take_whole(event)

    def _take_whole(self, one: Element) -> None:
        if one.name == "Trackpoint":
            self._point(one)
            if self._laps:
                self._laps[-1].end_row = len(self._rows)
        elif one.space == extension.NAMESPACE:
            if self._told is not None:
                self._told.take(one, self._rows)
        elif one.parent == "Activity":
            if one.name == "Id":
                self._start_us = self._stamp.microseconds(one.text, self._at(one))
            elif one.name == "Notes":
                self._notes = one.text.strip()
            elif one.name == "Creator":
                name = one.child("Name")
                self._device = "" if name is None else name.text.strip()
        elif self._laps and (one.parent == "Lap" or one.name == "LX"):
            self._total(one)

    def _at(self, one: Element | Opened) -> str:
        return f"{self._file}, line {one.line}"

    def _total(self, one: Element) -> None:
        for part in one.children if one.name == "LX" else (one,):
            value = part.child("Value") or part
            if part.name in LAP_NUMBERS:
                self._laps[-1].say(part.name, number_of(value.text, self._at(value)))

    def _point(self, point: Element) -> None:
        values: dict[str, float] = {}
        instant: int | None = None
        own: extension.Point | None = None
        for one in point.all():
            if one.name == "Time" and one.parent == "Trackpoint":
                instant = self._stamp.microseconds(one.text, self._at(one))
            elif one.space == extension.NAMESPACE and one.name == "Point":
                own = extension.Point(one, self._file)
            elif (column := _POINT.get(one.name)) is not None and not one.children:
                if (one.name == "Value") != (one.parent == "HeartRateBpm"):
                    continue
                number = number_of(one.text, self._at(one))
                if number is None or (column == "heart_rate_bpm" and number <= 0):
                    continue
                if abs(number) > _MOST_DEGREES.get(column, abs(number)):
                    raise RetrowalkError(
                        f"a position of {number:g} degrees is not on Earth",
                        where=self._at(one),
                        remedy="export it again",
                    )
                values[column] = number
        if instant is None:
            self._timeless += 1
        elif own is None:
            self._rows.add(instant, values)
        else:
            self._rows.add(instant, values | own.values, own.time_s, own.direction)

    def session(self) -> Session | None:
        """Return the session, or None where nothing has a time."""
        zone = self._stamp.offset or self._options.zone
        notes: list[str] = []
        if self._timeless:
            notes.append(f"warning: {self._timeless} point(s) without a time were left out")
        if self._told is not None:
            start_us = microseconds_of(self._told.start_utc)
            course, _ = self._rows.course(start_us, self._told.sport, ours=True)
            return self._told.session(course, zone, tuple(notes))
        starts = [lap.start_us for lap in self._laps if lap.start_us is not None]
        if self._start_us is not None and not starts:
            starts = [self._start_us]
        known = [*starts, *self._rows.instants]
        if not known:
            return None
        if self._stamp.zoneless and self._options.zone is None:
            notes.append("the times name no zone; they were taken as UTC")
        start_us = min(known)
        sport = self._sport()
        course, more = self._rows.course(start_us, sport, ours=False)
        laps = whole_laps(self._laps, self._rows, start_us, sport)
        end_s = (max(known) - start_us) / 1e6
        name = self._notes if sport_of(self._notes) != sport else ""
        return Session(
            start_utc=instant_at(start_us, self._file),
            elapsed_s=max([end_s, *(lap.end_s for lap in laps)]),
            sport=sport,
            totals=summed(laps),
            laps=laps,
            course=course,
            pauses=self._pauses(start_us),
            zone=zone,
            name=name,
            device=self._device,
            source=self._file,
            notes=(*notes, *more),
        )

    def _sport(self) -> str:
        word = self._head.attributes.get("Sport", "").strip()
        if word != "Other":
            return SPORTS.get(word, sport_of(word))
        # The format has no walk, so those who write one say it in the notes.
        said_so = sport_of(self._notes.partition(":")[0])
        return said_so if said_so == sport_of("walk") else ""

    def _pauses(self, start_us: int) -> tuple[tuple[float, float], ...]:
        """Return the spans between two tracks of one lap."""
        time_s = self._rows.seconds(start_us)
        spans: list[tuple[float, float]] = []
        for before, at in zip([-1, *self._borders], self._borders, strict=False):
            if 0 <= before < at < len(time_s) and time_s[at] > time_s[at - 1]:
                spans.append((float(time_s[at - 1]), float(time_s[at])))
        return tuple(spans)
