"""Retrowalk's own elements in GPX and TCX: what those formats have no place for.

docs/retrowalk-activity-1.xsd is their schema. Attributes are called like the fields of
`Session` and `Course`, units and all:

    <rw:Session start_utc="..." elapsed_s="600" sport="walking" ...>
      <rw:Total name="steps" value="980" low="960" high="1000" unit="steps"/>
      <rw:Pause start_s="200" end_s="230"/>
      <rw:Bout start_s="0" end_s="90" direction="backward" probability="0.97">
        <rw:Total .../>
      </rw:Bout>
      <rw:Point time_s="12" steps="20"/>          only where the format has no row for it
    </rw:Session>
    <rw:Point direction="backward" steps="21" backward_steps="9"/>      beside a point

An element stands only for what its surroundings do not say exactly. Where it does, it counts.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats.shown import shown
from retrowalk.formats.xml.events import Element, Event, Opened
from retrowalk.formats.xml.rows import Rows
from retrowalk.formats.xml.values import (
    attributes_of,
    microseconds_of,
    number_of,
    number_text,
    stamp_text,
)
from retrowalk.recording import Placement
from retrowalk.session import COLUMNS, UNITS, Course, Lap, Session, Totals
from retrowalk.zones import zone_of

NAMESPACE = "urn:retrowalk:activity:1"
PREFIX = "rw"
WHOLE = frozenset({"Total", "Pause", "Bout", "Point"})
"""The names to be read in one piece, for `events`."""
LOSES = "source and notes; an empty course or column; characters that XML has not"
"""What neither GPX nor TCX brings back, even with these elements."""
_WORDS = ("sport", "sub_sport", "name", "device")


def session_lines(session: Session, rows: Sequence[str]) -> Iterator[str]:
    """Yield the element of a session, line by line.

    Args:
        session: what it tells; its course is not looked at.
        rows: elements of points that have no other place.
    """
    head: dict[str, str | None] = {
        "start_utc": stamp_text(microseconds_of(session.start_utc), "session"),
        "elapsed_s": number_text(session.elapsed_s),
        **{name: getattr(session, name) or None for name in _WORDS},
        "zone": session.zone,
        "placement": None if session.placement is None else session.placement.value,
    }
    yield f"<{PREFIX}:Session{attributes_of(head)}>"
    yield from _total_lines(session.totals)
    for start_s, end_s in session.pauses:
        span = {"start_s": number_text(start_s), "end_s": number_text(end_s)}
        yield f"<{PREFIX}:Pause{attributes_of(dict(span))}/>"
    for lap in session.laps:
        told: dict[str, str | None] = {
            "start_s": number_text(lap.start_s),
            "end_s": number_text(lap.end_s),
            "direction": None if lap.direction is None else lap.direction.value,
            "probability": None if lap.probability is None else number_text(lap.probability),
            "reason": lap.reason,
        }
        yield f"<{PREFIX}:Bout{attributes_of(told)}>"
        yield from _total_lines(lap.totals)
        yield f"</{PREFIX}:Bout>"
    yield from rows
    yield f"</{PREFIX}:Session>"


def _total_lines(totals: Totals) -> Iterator[str]:
    for name in UNITS:
        one: Estimate | None = getattr(totals, name)
        if one is None:
            continue
        numbers = {
            key: None if number is None else number_text(number)
            for key, number in (("value", one.value), ("low", one.low), ("high", one.high))
        }
        head = attributes_of({"name": name, **numbers, "unit": one.unit, "reason": one.reason})
        if one.sources:
            sources = "".join(
                f"<{PREFIX}:Source{attributes_of({'id': source})}/>" for source in one.sources
            )
            yield f"<{PREFIX}:Total{head}>{sources}</{PREFIX}:Total>"
        else:
            yield f"<{PREFIX}:Total{head}/>"


def point_text(
    course: Course, row: int, told: Mapping[str, float], time_s: float | None = None
) -> str:
    """Return the element of a point, or "" where there is nothing left to say.

    Args:
        course: of the session.
        row: of the course.
        told: what the point says already, per column, as it will be read.
        time_s: seconds from the start, where the point does not tell them exactly.
    """
    values: dict[str, str | None] = {"time_s": None if time_s is None else number_text(time_s)}
    for name in COLUMNS:
        column = getattr(course, name)
        if column is None:
            continue
        number = float(column[row])
        if math.isfinite(number) and told.get(name) != number:
            values[name] = number_text(number)
    direction = None if course.direction is None else course.direction[row]
    if direction is not None:
        values["direction"] = direction.value
    text = attributes_of(values)
    return f"<{PREFIX}:Point{text}/>" if text else ""


class Point:
    """What an own element tells of a point.

    Attributes:
        values: per column.
        time_s: seconds from the start, or None.
        direction: or None.
    """

    def __init__(self, element: Element, name: str) -> None:
        where = f"{name}, line {element.line}"
        known = element.attributes
        self.values = {
            column: number
            for column in COLUMNS
            if column in known and (number := number_of(known[column], where)) is not None
        }
        self.time_s = number_of(known.get("time_s", ""), where)
        self.direction = _direction(known.get("direction"), where)


class Told:
    """What an own element tells of a session, taken in event by event."""

    def __init__(self, name: str, head: Opened) -> None:
        self._name = name
        self._head = head
        self._where = f"{name}, line {head.line}"
        self.start_utc = _start(head.attributes.get("start_utc", ""), self._where)
        self._totals: dict[str, Estimate] = {}
        self._pauses: list[tuple[float, float]] = []
        self._laps: list[Lap] = []

    def take(self, event: Event, rows: Rows) -> None:
        """Take in what belongs to the session; a point goes to the rows.

        Raises:
            RetrowalkError: a value that cannot be, with its line.
        """
        if not isinstance(event, Element) or event.space != NAMESPACE:
            return
        where = f"{self._name}, line {event.line}"
        if event.name == "Total":
            self._totals |= _total(event, where)
        elif event.name == "Pause":
            self._pauses.append(_span(event, where))
        elif event.name == "Bout":
            self._laps.append(_lap(event, where))
        elif event.name == "Point":
            point = Point(event, self._name)
            if point.time_s is None or abs(point.time_s) > _MOST_SECONDS:
                raise RetrowalkError(
                    "the point has no time", where=where, remedy="write the file again"
                )
            instant = microseconds_of(self.start_utc) + round(point.time_s * 1e6)
            rows.add(instant, point.values, point.time_s, point.direction)

    @property
    def sport(self) -> str:
        """The sport of the session."""
        return self._head.attributes.get("sport", "")

    def session(self, course: Course | None, zone: str | None, notes: tuple[str, ...]) -> Session:
        """Return the session.

        Raises:
            RetrowalkError: a value that cannot be, with its line.
        """
        known = self._head.attributes
        zone = known.get("zone", zone)
        try:
            if zone is not None:
                zone_of(zone)
            return Session(
                start_utc=self.start_utc,
                elapsed_s=_needed(self._head, "elapsed_s", self._where),
                **{name: known.get(name, "") for name in _WORDS},
                totals=Totals(**self._totals),
                laps=tuple(self._laps),
                course=course,
                pauses=tuple(self._pauses),
                placement=Placement(known["placement"]) if "placement" in known else None,
                zone=zone,
                source=self._name,
                notes=notes,
            )
        except (ValueError, RetrowalkError) as error:
            raise _impossible(error, self._where) from error


_MOST_SECONDS = 1e10


def _start(text: str, where: str) -> dt.datetime:
    try:
        start = dt.datetime.fromisoformat(text)
        if start.tzinfo is None:
            raise ValueError("it has no zone")
        return start.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise RetrowalkError(
            f"start_utc '{shown(text)}' is no instant", where=where, remedy="write the file again"
        ) from error


def _needed(element: Element | Opened, name: str, where: str) -> float:
    number = number_of(element.attributes.get(name, ""), where)
    if number is None:
        raise RetrowalkError(
            f"the attribute '{name}' is missing", where=where, remedy="write the file again"
        )
    return number


def _span(element: Element, where: str) -> tuple[float, float]:
    return _needed(element, "start_s", where), _needed(element, "end_s", where)


def _direction(text: str | None, where: str) -> Direction | None:
    if text is None:
        return None
    try:
        return Direction(text)
    except ValueError as error:
        raise _impossible(error, where) from error


def _lap(element: Element, where: str) -> Lap:
    start_s, end_s = _span(element, where)
    totals: dict[str, Estimate] = {}
    for child in element.children:
        if child.name == "Total":
            totals |= _total(child, where)
    return Lap(
        start_s,
        end_s,
        Totals(**totals),
        _direction(element.attributes.get("direction"), where),
        number_of(element.attributes.get("probability", ""), where),
        element.attributes.get("reason"),
    )


def _total(element: Element, where: str) -> dict[str, Estimate]:
    known = element.attributes
    name = known.get("name", "")
    if name not in _TOTALS:
        return {}  # of a later Retrowalk
    if known.get("unit") != UNITS[name]:
        raise RetrowalkError(
            f"{name} is in '{shown(known.get('unit', ''))}', not in '{UNITS[name]}'",
            where=where,
            remedy="write the file again",
        )
    try:
        return {
            name: Estimate(
                number_of(known.get("value", ""), where),
                number_of(known.get("low", ""), where),
                number_of(known.get("high", ""), where),
                UNITS[name],
                known.get("reason"),
                tuple(child.attributes.get("id", "") for child in element.children),
            )
        }
    except ValueError as error:
        raise _impossible(error, where) from error


_TOTALS = frozenset(one.name for one in fields(Totals))


def _impossible(error: Exception, where: str) -> RetrowalkError:
    return RetrowalkError(
        f"a value that cannot be: {shown(str(error), 120)}",
        where=where,
        remedy="write the file again",
    )
