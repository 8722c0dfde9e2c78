"""One Workout of an Apple Health export.

    <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="31.5" durationUnit="min"
     totalDistance=".." totalDistanceUnit="km" totalEnergyBurned=".." totalEnergyBurnedUnit="kcal"
     sourceName=".." device=".." startDate=".." endDate="..">
      <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>
      <WorkoutEvent type="HKWorkoutEventTypePause" date=".."/>
      <WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" sum="3312" unit="count" ../>
      <WorkoutRoute ..><FileReference path="/workout-routes/route_2026-03-01_7.31am.gpx"/>

Totals stand in attributes until iOS 15, in WorkoutStatistics since iOS 16.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from retrowalk.errors import RetrowalkError
from retrowalk.formats.health.apple_records import (
    METRES,
    METRES_PER_SECOND,
    PER_MINUTE,
    PREFIX,
    instant_of,
    number_of,
)
from retrowalk.formats.health.tags import Element
from retrowalk.session import Lap
from retrowalk.zones import offset_text, zone_of

MOST_WORKOUTS = 200_000
_ACTIVITY = "HKWorkoutActivityType"
_EVENT = "HKWorkoutEventType"
_SECONDS = {"s": 1.0, "min": 60.0, "hr": 3600.0}
_KILOCALORIES = {"kcal": 1.0, "Cal": 1.0, "cal": 0.001, "kJ": 1.0 / 4.184, "J": 0.001 / 4.184}
_STATISTICS: Mapping[str, tuple[str, str, Mapping[str, float]]] = {
    "StepCount": ("sum", "steps", {"count": 1.0}),
    "ActiveEnergyBurned": ("sum", "energy_kcal", _KILOCALORIES),
    "HeartRate": ("average", "heart_rate_bpm", PER_MINUTE),
    "RunningSpeed": ("average", "speed_mps", METRES_PER_SECOND),
    "WalkingSpeed": ("average", "speed_mps", METRES_PER_SECOND),
}
_DEVICE = re.compile(r"name:([^,>]*).*?(?:hardware:([^>]*?)(?:, software|>|$))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Workout:
    """What one Workout says.

    Attributes:
        start: with the offset that is written.
        end: likewise.
        sport: in lower case, "walking" for a walk.
        sub_sport: "indoor" where it is told, else "".
        totals: by the names of `Totals`.
        pauses: [start, end) in seconds from the start.
        laps: of events; without totals.
        zone: IANA name or offset.
        device: in words.
        source: the app or device that recorded it.
        routes: paths of GPX files.
        notes: what was left out.
    """

    start: dt.datetime
    end: dt.datetime
    sport: str
    sub_sport: str
    totals: Mapping[str, float]
    pauses: tuple[tuple[float, float], ...]
    laps: tuple[Lap, ...]
    zone: str
    device: str
    source: str
    routes: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def elapsed_s(self) -> float:
        """Seconds."""
        return (self.end - self.start).total_seconds()


def workout_of(element: Element) -> Workout | None:
    """Return what a Workout says, or None where it has no start and end that are dates."""
    told = element.attributes
    start, end = instant_of(told.get("startDate")), instant_of(told.get("endDate"))
    if start is None or end is None or end < start:
        return None
    metadata = {
        child.attributes.get("key", ""): child.attributes.get("value", "")
        for child in element.children
        if child.name == "MetadataEntry"
    }
    notes: list[str] = []
    points = sum(
        place.name == "Location"
        for child in element.children
        if child.name == "WorkoutRoute"
        for place in child.children
    )
    if points:
        notes.append(f"warning: {points} points of a route in the XML itself were not read")
    events = _events(element, start)
    elapsed_s = (end - start).total_seconds()
    return Workout(
        start=start,
        end=end,
        sport=_word(told.get("workoutActivityType", "").removeprefix(_ACTIVITY)),
        sub_sport="indoor" if metadata.get("HKIndoorWorkout") == "1" else "",
        totals=_totals(element, metadata, notes),
        pauses=_pauses(events, elapsed_s),
        laps=_laps(events, elapsed_s, notes),
        zone=_zone(metadata.get("HKTimeZone", ""), start, notes),
        device=_device(told.get("device", ""), told.get("sourceName", "").strip()),
        source=told.get("sourceName", "").strip(),
        routes=tuple(
            reference.attributes["path"]
            for child in element.children
            if child.name == "WorkoutRoute"
            for reference in child.children
            if reference.name == "FileReference" and "path" in reference.attributes
        ),
        notes=tuple(notes),
    )


def _word(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[:60]).lower()


def _zone(named: str, start: dt.datetime, notes: list[str]) -> str:
    if named:
        try:
            zone_of(named)
        except RetrowalkError:
            notes.append(f"warning: the time zone '{named[:40]}' is not known here")
        else:
            return named
    offset = start.utcoffset() or dt.timedelta(0)
    return offset_text(offset) if abs(offset) <= dt.timedelta(hours=14) else "UTC"


def _device(device: str, source: str) -> str:
    found = _DEVICE.search(device[:1000])
    if found is None:
        return source
    name, hardware = found[1].strip(), (found[2] or "").strip()
    return f"{name} ({hardware})" if hardware else name or source


def _amount(
    told: Mapping[str, str],
    value: str,
    unit: str,
    factors: Mapping[str, float],
    notes: list[str],
) -> float | None:
    if value not in told:
        return None
    number, named = number_of(told[value]), told.get(unit, "")
    if number != number or named not in factors:
        notes.append(f"warning: {value} '{told[value][:20]} {named[:20]}' was left out")
        return None
    return number * factors[named]


def _totals(element: Element, metadata: Mapping[str, str], notes: list[str]) -> Mapping[str, float]:
    told = element.attributes
    found: dict[str, float | None] = {
        "moving_s": _amount(told, "duration", "durationUnit", _SECONDS, notes),
        "distance_m": _amount(told, "totalDistance", "totalDistanceUnit", METRES, notes),
        "energy_kcal": _amount(
            told, "totalEnergyBurned", "totalEnergyBurnedUnit", _KILOCALORIES, notes
        ),
    }
    for child in element.children:
        if child.name != "WorkoutStatistics":
            continue
        name = child.attributes.get("type", "").removeprefix(PREFIX)
        if name.startswith("Distance"):
            found["distance_m"] = _amount(child.attributes, "sum", "unit", METRES, notes)
        elif name in _STATISTICS:
            column, total, factors = _STATISTICS[name]
            found[total] = _amount(child.attributes, column, "unit", factors, notes)
        if name == "HeartRate":
            found["most_heart_rate_bpm"] = _amount(
                child.attributes, "maximum", "unit", PER_MINUTE, notes
            )
    value, _, unit = metadata.get("HKElevationAscended", "").partition(" ")
    if value:
        found["ascent_m"] = _amount({"v": value, "u": unit}, "v", "u", METRES, notes)
    return {name: number for name, number in found.items() if number is not None}


@dataclass(frozen=True, slots=True)
class _Event:
    """Kind, seconds from the start, seconds that it lasts (0 where it does not say)."""

    kind: str
    at_s: float
    lasts_s: float


def _events(element: Element, start: dt.datetime) -> list[_Event]:
    told = [child for child in element.children if child.name == "WorkoutEvent"]
    if not told:  # workouts of several activities keep them one deeper
        told = [
            event
            for child in element.children
            if child.name == "WorkoutActivity"
            for event in child.children
            if event.name == "WorkoutEvent"
        ]
    found: set[tuple[float, str, float]] = set()
    for event in told:
        at = instant_of(event.attributes.get("date"))
        if at is None:
            continue
        lasts = number_of(event.attributes.get("duration", "0"))
        lasts *= _SECONDS.get(event.attributes.get("durationUnit", "min"), 60.0)
        kind = event.attributes.get("type", "").removeprefix(_EVENT)
        lasts = lasts if 0.0 <= lasts < 1e7 else 0.0
        found.add(((at - start).total_seconds(), kind, lasts))
    return [_Event(kind, at_s, lasts) for at_s, kind, lasts in sorted(found)]


def _pauses(events: list[_Event], elapsed_s: float) -> tuple[tuple[float, float], ...]:
    """Return the pauses by hand and by lack of motion, joined where they overlap."""
    pauses: list[tuple[float, float]] = []
    reasons: set[str] = set()
    since = 0.0
    for event in events:
        at_s = min(max(event.at_s, 0.0), elapsed_s)
        if event.kind in ("Pause", "MotionPaused"):
            since = since if reasons else at_s
            reasons.add("Motion" if event.kind.startswith("Motion") else "")
        elif event.kind in ("Resume", "MotionResumed") and reasons:
            reasons.discard("Motion" if event.kind.startswith("Motion") else "")
            if not reasons and at_s > since:
                pauses.append((since, at_s))
    if reasons and elapsed_s > since:
        pauses.append((since, elapsed_s))
    return tuple(pauses)


def _laps(events: list[_Event], elapsed_s: float, notes: list[str]) -> tuple[Lap, ...]:
    """Return the laps; where there are none the segments, unless they overlap."""
    laps: list[Lap] = []
    last = 0.0
    for event in events:
        if event.kind == "Lap":
            begin = event.at_s if event.lasts_s else last
            end = event.at_s + event.lasts_s
            begin, end = max(0.0, begin), min(end, elapsed_s)
            if end > begin:
                laps.append(Lap(begin, end))
            last = max(last, end)
    segments = [event for event in events if event.kind == "Segment" and event.lasts_s > 0.0]
    if laps or not segments:
        return tuple(laps)
    if any(b.at_s < a.at_s + a.lasts_s - 1.0 for a, b in pairwise(segments)):
        notes.append(f"{len(segments)} segments that overlap (splits by the way) were left out")
        return ()
    return tuple(
        Lap(max(0.0, one.at_s), min(one.at_s + one.lasts_s, elapsed_s))
        for one in segments
        if 0.0 <= one.at_s < elapsed_s
    )
