"""What a session says beside the rows of its course, as JSON values: complete and exact."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats.shown import shown
from retrowalk.recording import Placement
from retrowalk.session import COLUMNS, UNITS, Course, Lap, Session, Totals
from retrowalk.zones import zone_of

SCHEMA = 1
TOLD = (*COLUMNS, "direction")
"""The columns of a course beside its clock."""
_TEXTS = ("sport", "sub_sport", "name", "device", "source")


def words_of(session: Session, number: int) -> dict[str, Any]:
    """Return all of a session but the rows of its course.

    Args:
        session: to be told.
        number: of its rows in the column `session`, from 1.
    """
    course = session.course
    return {
        "schema": SCHEMA,
        "session": number,
        "start_utc": session.start_utc.isoformat(),
        "elapsed_s": session.elapsed_s,
        **{name: getattr(session, name) for name in _TEXTS if getattr(session, name)},
        "zone": session.zone,
        "placement": None if session.placement is None else session.placement.value,
        "totals": totals_of(session.totals),
        "pauses": [list(span) for span in session.pauses],
        "laps": [lap_of(lap) for lap in session.laps],
        "notes": list(session.notes),
        "rows": None if course is None else len(course.time_s),
        "columns": [] if course is None else columns_of(course),
    }


def text_of(words: Any, name: str) -> str:
    """Return words as JSON text in one line.

    Raises:
        RetrowalkError: a number that is not finite.
    """
    try:
        return json.dumps(words, allow_nan=False)
    except ValueError as error:
        raise RetrowalkError(
            "a time or a probability of a session is no number", where=name
        ) from error


def columns_of(course: Course) -> list[str]:
    """Return the columns that a course has, without its clock."""
    return [name for name in TOLD if getattr(course, name) is not None]


def totals_of(totals: Totals) -> dict[str, Any]:
    """Return the JSON form of totals; what nobody said is left out."""
    known = ((name, getattr(totals, name)) for name in UNITS)
    return {name: one.to_dict() for name, one in known if one is not None}


def lap_of(lap: Lap) -> dict[str, Any]:
    """Return the JSON form of a lap."""
    return {
        "start_s": lap.start_s,
        "end_s": lap.end_s,
        "direction": None if lap.direction is None else lap.direction.value,
        "probability": lap.probability,
        "reason": lap.reason,
        "totals": totals_of(lap.totals),
    }


class Words:
    """The words of a session, read and checked.

    Attributes:
        number: of its rows.
        rows: how many it has, or None without a course.
        columns: those of its course.

    Raises:
        RetrowalkError: no JSON, a later schema, or a field that cannot be.
    """

    def __init__(self, text: str, where: str) -> None:
        self._where = where
        try:
            words = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self._refused("the words of the session are not JSON") from error
        if not isinstance(words, Mapping):
            raise self._refused("the words of the session are no JSON object")
        if words.get("schema") != SCHEMA:
            raise RetrowalkError(
                f"schema {shown(str(words.get('schema')))} is not known here",
                where=where,
                remedy=f"use a later Retrowalk; this one reads schema {SCHEMA}",
            )
        self._words = words
        self.number = self._checked("session", _count)
        self.rows = self._checked("rows", _count) if words.get("rows") is not None else None
        self.columns = self._checked("columns", _columns)

    def _refused(self, what: str) -> RetrowalkError:
        return RetrowalkError(what, where=self._where, remedy="write the file again")

    def _checked(self, name: str, read: Callable[[Any], _Read]) -> _Read:
        try:
            return read(self._words.get(name))
        except (TypeError, ValueError, KeyError, OverflowError, RecursionError) as error:
            what = f"'{name}' of the session has a value that cannot be: {shown(str(error), 100)}"
            raise self._refused(what) from error

    def session(self, course: Course | None, source: str, notes: tuple[str, ...]) -> Session:
        """Return the session.

        Args:
            course: from its rows.
            source: where the words name none.
            notes: what was noticed in reading.

        Raises:
            RetrowalkError: a field that cannot be.
        """
        texts = {name: self._checked(name, _text) for name in _TEXTS}
        zone = self._checked("zone", _zone)
        try:
            return Session(
                start_utc=self._checked("start_utc", dt.datetime.fromisoformat),
                elapsed_s=self._checked("elapsed_s", _number),
                **(texts | {"source": texts["source"] or source}),
                totals=self._checked("totals", _read_totals),
                laps=self._checked("laps", _read_laps),
                course=course,
                pauses=self._checked("pauses", _read_pauses),
                placement=self._checked("placement", lambda w: None if w is None else Placement(w)),
                zone=zone,
                notes=(*self._checked("notes", _texts), *notes),
            )
        except (ValueError, OverflowError) as error:
            raise self._refused(f"a value that cannot be: {shown(str(error), 100)}") from error


_Read = TypeVar("_Read")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number")
    return float(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is no count")
    return value


def _text(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value or ""


def _zone(value: Any) -> str | None:
    zone = _text(value)
    try:
        return zone if zone and zone_of(zone) else None
    except RetrowalkError as error:
        raise ValueError(error.what) from error


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in _list(value))


def _columns(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    if not set(names) <= set(TOLD):
        raise ValueError(f"{sorted(set(names) - set(TOLD))} are no columns of a course")
    return names


def _read_pauses(value: Any) -> tuple[tuple[float, float], ...]:
    spans = [_list(one) for one in _list(value)]
    return tuple((_number(start_s), _number(end_s)) for start_s, end_s in spans)


_TOTALS = frozenset(one.name for one in fields(Totals))


def _read_totals(value: Any) -> Totals:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is no object")
    found: dict[str, Estimate] = {}
    for name, told in value.items():
        if name not in _TOTALS:
            continue  # of a later Retrowalk
        if not isinstance(told, Mapping):
            raise TypeError(f"{name} is no object")
        if told.get("unit") != UNITS[name]:
            raise ValueError(f"{name} is not in '{UNITS[name]}'")
        numbers = {
            key: None if told[key] is None else _number(told[key])
            for key in ("value", "low", "high")
        }
        found[name] = Estimate(
            **numbers,
            unit=UNITS[name],
            reason=None if told["reason"] is None else _text(told["reason"]),
            sources=_texts(told["sources"]),
        )
    return Totals(**found)


def _read_laps(value: Any) -> tuple[Lap, ...]:
    found: list[Lap] = []
    for told in _list(value):
        if not isinstance(told, Mapping):
            raise TypeError(f"{told!r} is no lap")
        probability, direction, reason = (
            told.get(key) for key in ("probability", "direction", "reason")
        )
        found.append(
            Lap(
                _number(told["start_s"]),
                _number(told["end_s"]),
                _read_totals(told["totals"]),
                None if direction is None else Direction(direction),
                None if probability is None else _number(probability),
                None if reason is None else _text(reason),
            )
        )
    return tuple(found)
