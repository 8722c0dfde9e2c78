"""Google Takeout of Fit: a zip or folder with a JSON for each session, and TCX beside it.

    Takeout/Fit/All Sessions/2026-03-01T07_00_00+01_00_WALKING.json
        {"fitnessActivity": "walking", "startTime": "..Z", "endTime": "..Z", "duration": "1800s",
         "segment": [...], "aggregate": [{"metricName": "com.google.step_count.delta",
         "intValue": 3312}, ...]}
    Takeout/Fit/Activities/2026-03-01T07_00_00+01_00_PT30M_Walking.tcx
    Takeout/Fit/All Data/derived_com.google.step_count.delta_....json
        {"Data Points": [{"startTimeNanos", "endTimeNanos", "fitValue": [{"value": {"intVal"}}]}]}

The folders have names in the language of the account: a file is known by what is in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import MemberReader, Options
from retrowalk.formats.bundle import Bundle, is_bundle, open_bundle
from retrowalk.formats.health.bulk import (
    MOST_FILES,
    Troubles,
    activity,
    finite,
    json_of,
    walked,
)
from retrowalk.formats.health.fit_points import points_of
from retrowalk.formats.health.shares import Records, add_totals, along, inside
from retrowalk.session import Lap, Session, Totals, said
from retrowalk.zones import offset_text

MOST_SESSION_BYTES = 4 * 1024**2
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d(?:\.\d+)?([+-]\d\d_\d\d|Z)?_.*")
_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")
_METRICS = {
    "com.google.step_count.delta": "steps",
    "com.google.distance.delta": "distance_m",
    "com.google.calories.expended": "energy_kcal",
    "com.google.heart_rate.summary": "heart_rate_bpm",
    "com.google.speed.summary": "speed_mps",
}
_SLEEP = "sleep"
_SAME_S = 2.0


@dataclass(frozen=True, slots=True)
class _Times:
    start: dt.datetime
    end: dt.datetime


class TakeoutReader:
    """The folder "Fit" of Google's Takeout."""

    name = "takeout-fit"
    title = "Google Takeout of Fit (zip, folder)"
    suffixes: tuple[str, ...] = (".zip",)
    carries = "sport, totals, segments, zone offset; steps and distance along the way; its TCX"

    def __init__(self, members: Sequence[MemberReader] = ()) -> None:
        self._tcx = tuple(reader for reader in members if reader.name == "tcx")

    def sniff(self, head: bytes, path: Path) -> float:
        """A session's file name, below a folder of Takeout's or with a session in it."""
        if not is_bundle(head, path):
            return 0.0
        try:
            bundle = open_bundle(path, most_files=MOST_FILES)
            for member, last in bundle.names():
                if last.lower().endswith(".json") and _NAME.fullmatch(last):
                    return 1.0 if _is_session(bundle.data(member, MOST_SESSION_BYTES)) else 0.0
        except RetrowalkError:
            return 0.0
        return 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the sessions in the order of their file names; sleep is none.

        Raises:
            RetrowalkError: no such export, a hostile archive, or nothing in it can be read.
        """
        yield from walked(
            path,
            lambda bundle, troubles: self._walk(bundle, troubles, options),
            nothing="there is no session in it",
            remedy="give the export with Fit in it",
        )

    def _walk(self, bundle: Bundle, troubles: Troubles, options: Options) -> Iterator[Session]:
        names = list(bundle.names())
        files = sorted(
            (last, member)
            for member, last in names
            if last.lower().endswith(".json") and _NAME.fullmatch(last)
        )
        spans = [span for span in (_span(bundle, member) for _, member in files) if span]
        points = points_of(bundle, [member for member, _ in names], spans, troubles)
        tracks = {last[:19]: member for member, last in names if last.lower().endswith(".tcx")}
        for last, member in files:
            name = f"{bundle.name}/{member}"
            try:
                told = json_of(bundle.data(member, MOST_SESSION_BYTES), name)
                session = _session(told, name, last, points, options)
            except RetrowalkError as error:
                troubles.add(error)
                continue
            if session is None:
                continue
            track = tracks.get(last[:19])
            if track is not None:
                session = self._with_track(bundle, track, session, troubles, options)
            yield session

    def _with_track(
        self, bundle: Bundle, member: str, session: Session, troubles: Troubles, options: Options
    ) -> Session:
        """Return the session with the course of its TCX."""
        try:
            for track in activity(bundle, member, self._tcx, options):
                apart_s = abs((track.start_utc - session.start_utc).total_seconds())
                if apart_s <= _SAME_S and track.course is not None:
                    return replace(
                        session,
                        course=track.course,
                        notes=(*session.notes, f"the course is from '{member[-80:]}'"),
                    )
        except RetrowalkError as error:
            troubles.add(error)
        return session


def _is_session(data: bytes) -> bool:
    return b'"fitnessActivity"' in data and b'"startTime"' in data


def _span(bundle: Bundle, member: str) -> tuple[float, float] | None:
    try:
        told = json_of(bundle.data(member, MOST_SESSION_BYTES), member)
    except RetrowalkError:
        return None  # told when it is read
    times = _times(told)
    return (times.start.timestamp(), times.end.timestamp()) if times is not None else None


def _times(told: object) -> _Times | None:
    if not isinstance(told, dict):
        return None
    start, end = _instant(told.get("startTime")), _instant(told.get("endTime"))
    return None if start is None or end is None or end < start else _Times(start, end)


def _instant(text: object) -> dt.datetime | None:
    if not isinstance(text, str) or not 20 <= len(text) <= 40:
        return None
    try:
        found = dt.datetime.fromisoformat(text)
        if found.tzinfo is None or not 1970 < found.year < 2200:
            return None
        return found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _session(
    told: object, name: str, last: str, points: Records, options: Options
) -> Session | None:
    """Return a session, or None for a sleep.

    Raises:
        RetrowalkError: no session with start and end.
    """
    times = _times(told)
    if times is None or not isinstance(told, dict):
        raise RetrowalkError(
            "the session has no start and end", where=name, remedy="export it again"
        )
    sport = told.get("fitnessActivity")
    sport = sport.strip().lower()[:60] if isinstance(sport, str) else ""
    if sport.startswith(_SLEEP):
        return None
    values = _totals(told)
    lasts = told.get("duration")
    seconds = _SECONDS.fullmatch(lasts) if isinstance(lasts, str) else None
    if seconds is not None:
        values["moving_s"] = float(seconds[1])
    notes: list[str] = []
    series = inside(points, times.start.timestamp(), times.end.timestamp(), "")
    elapsed_s = (times.end - times.start).total_seconds()
    add_totals(values, series, elapsed_s, notes)
    title = told.get("name")
    return Session(
        start_utc=times.start,
        elapsed_s=elapsed_s,
        sport=sport,
        totals=Totals(**{key: said(key, value) for key, value in values.items()}),
        laps=_laps(told.get("segment"), times),
        course=along(series, None),
        zone=_zone(last) or options.zone,
        name=title.strip() if isinstance(title, str) else "",
        source=name,
        notes=tuple(notes),
    )


def _totals(told: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    aggregate = told.get("aggregate")
    for one in aggregate if isinstance(aggregate, list) else ():
        if not isinstance(one, dict):
            continue
        name = _METRICS.get(str(one.get("metricName")))
        value = finite(one.get("intValue", one.get("floatValue")))
        if name is not None and value is not None:
            found[name] = value
    return found


def _laps(segments: object, times: _Times) -> tuple[Lap, ...]:
    """Return the segments as laps where there are several."""
    found: list[Lap] = []
    for one in segments if isinstance(segments, list) else ():
        part = _times(one)
        if part is not None:
            begin = (part.start - times.start).total_seconds()
            end = (part.end - times.start).total_seconds()
            begin, end = max(0.0, begin), min(end, (times.end - times.start).total_seconds())
            if begin < end:
                found.append(Lap(begin, end))
    return tuple(sorted(found, key=lambda lap: lap.start_s)) if len(found) > 1 else ()


def _zone(last: str) -> str | None:
    """Return the offset that a file name such as 2026-03-01T07_00_00+01_00_WALKING.json has."""
    found = _NAME.fullmatch(last)
    if found is None or found[1] is None:
        return None
    if found[1] == "Z":
        return "UTC"
    hours, minutes = found[1][1:].split("_")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if offset > dt.timedelta(hours=14) or int(minutes) > 59:
        return None
    return offset_text(-offset if found[1][0] == "-" else offset)
