"""Garmin's data export: DI_CONNECT with zips of FIT files in it, and summaries as JSON.

    DI_CONNECT/DI-Connect-Fitness/NAME_0_summarizedActivities.json
        [{"summarizedActivitiesExport": [{"name", "activityType", "beginTimestamp" (ms), ...}]}]
    DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip
        NAME_123.fit, .gpx, .tcx; most of them hold the day's monitoring and no activity

Units of the summaries: ms, cm.
"""

from __future__ import annotations

import datetime as dt
import struct
from bisect import bisect_left
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
    walked,
)
from retrowalk.formats.health.json_rows import rows_of
from retrowalk.session import Session, Totals, said
from retrowalk.zones import offset_text

_FOLDER = "DI_CONNECT"
_SUMMARIES = "_summarizedactivities.json"
_INSIDE = "summarizedActivitiesExport"
_ENDINGS = (".fit", ".gpx", ".tcx", ".fit.gz", ".gpx.gz", ".tcx.gz")
_SAME_S = 2.0
"""A file and a summary that begin this close together are one activity."""
_ACTIVITY_FILE = 4
_TOTALS = (
    ("movingDuration", "moving_s", 0.001),
    ("distance", "distance_m", 0.01),
    ("elevationGain", "ascent_m", 0.01),
    ("steps", "steps", 1.0),
    ("avgHr", "heart_rate_bpm", 1.0),
    ("maxHr", "most_heart_rate_bpm", 1.0),
    ("avgSpeed", "speed_mps", 10.0),
)


@dataclass(frozen=True, slots=True)
class _Summary:
    """What the JSON says of one activity."""

    start_s: float
    elapsed_s: float
    sport: str
    name: str
    zone: str | None
    totals: Totals
    source: str


class GarminReader:
    """What "Export your data" sends."""

    name = "garmin"
    title = "Garmin data export (zip, folder)"
    suffixes: tuple[str, ...] = (".zip",)
    carries = "what its FIT, GPX and TCX files carry; name and sport of each; those without a file"

    def __init__(self, members: Sequence[MemberReader] = ()) -> None:
        self._members = members

    def sniff(self, head: bytes, path: Path) -> float:
        """The folder DI_CONNECT, or the summaries."""
        if not is_bundle(head, path):
            return 0.0
        try:
            bundle = open_bundle(path, most_files=MOST_FILES)
        except RetrowalkError:
            return 0.0
        for member in bundle.members:
            if f"/{_FOLDER}/" in f"/{member}" or member.lower().endswith(_SUMMARIES):
                return 1.0
        return 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the activities of the files as they lie, then those that have a summary alone.

        Raises:
            RetrowalkError: no such export, a hostile archive, or nothing in it can be read.
        """
        yield from walked(
            path,
            lambda bundle, troubles: self._walk(bundle, troubles, options),
            nothing="there is no activity in it",
            remedy="give the export of Garmin",
        )

    def _walk(self, bundle: Bundle, troubles: Troubles, options: Options) -> Iterator[Session]:
        summaries = _summaries(bundle, troubles)
        starts = sorted(summaries)
        told: set[float] = set()
        for session in self._files(bundle, troubles, options):
            summary = _near(summaries, starts, session.start_utc.timestamp())
            if summary is None:
                yield session
                continue
            if summary.start_s in told:
                continue  # the same activity in another format
            told.add(summary.start_s)
            yield replace(
                session,
                name=summary.name or session.name,
                sport=session.sport or summary.sport,
                zone=session.zone or summary.zone,
                totals=_joined(session.totals, summary.totals),
            )
        for start_s, summary in sorted(summaries.items()):
            if start_s not in told:
                yield _alone(summary)

    def _files(self, bundle: Bundle, troubles: Troubles, options: Options) -> Iterator[Session]:
        for member, last in bundle.names():
            if last.lower().endswith(_ENDINGS):
                yield from self._file(bundle, member, troubles, options)
            elif last.lower().endswith(".zip"):
                try:
                    with bundle.inner(member, MOST_FILES) as inner:
                        for packed, name in inner.names():
                            if name.lower().endswith(_ENDINGS):
                                yield from self._file(inner, packed, troubles, options)
                except RetrowalkError as error:
                    troubles.add(error)

    def _file(
        self, bundle: Bundle, member: str, troubles: Troubles, options: Options
    ) -> Iterator[Session]:
        try:
            yield from activity(bundle, member, self._members, options, wanted=_may_be_activity)
        except RetrowalkError as error:
            troubles.add(error)


def _may_be_activity(data: bytes) -> bool:
    """Return False for a FIT file whose first message says that it is something else."""
    if data[8:12] != b".FIT" or len(data) < 32 or data[0] not in (12, 14):
        return True
    at = data[0]
    big = data[at + 2] == 1
    (message,) = struct.unpack_from(">H" if big else "<H", data, at + 3)
    if data[at] & 0xC0 != 0x40 or message != 0:
        return True
    fields = data[at + 5]
    skipped = 0
    for field in range(fields):
        place = at + 6 + 3 * field
        if place + 3 > len(data):
            return True
        number, size = data[place], data[place + 1]
        if number == 0:
            value = at + 6 + 3 * fields + 1 + skipped
            return value >= len(data) or data[value] == _ACTIVITY_FILE
        skipped += size
    return True


def _summaries(bundle: Bundle, troubles: Troubles) -> dict[float, _Summary]:
    found: dict[float, _Summary] = {}
    for member, last in bundle.names():
        if not last.lower().endswith(_SUMMARIES):
            continue
        name = f"{bundle.name}/{member}"
        try:
            with bundle.stream(member) as stream:
                for row in rows_of(stream, _INSIDE, name):
                    summary = _summary(row, name)
                    if summary is not None:
                        found.setdefault(summary.start_s, summary)
                    if len(found) > MOST_FILES:
                        break
        except RetrowalkError as error:
            troubles.add(error)
    return found


def _summary(row: Mapping[str, Any], source: str) -> _Summary | None:
    start_ms = finite(row.get("beginTimestamp")) or finite(row.get("startTimeGmt"))
    elapsed_ms = finite(row.get("elapsedDuration")) or finite(row.get("duration"))
    if start_ms is None or elapsed_ms is None:
        return None
    if not 0.0 < start_ms < 4.1e12 or not 0.0 <= elapsed_ms < 1e11:
        return None
    kind = row.get("activityType")
    if isinstance(kind, dict):
        kind = kind.get("typeKey")
    values = {name: (finite(row.get(key)), factor) for key, name, factor in _TOTALS}
    return _Summary(
        start_s=start_ms / 1000.0,
        elapsed_s=elapsed_ms / 1000.0,
        sport=kind.lower()[:60] if isinstance(kind, str) else "",
        name=row["name"].strip() if isinstance(row.get("name"), str) else "",
        zone=_zone(start_ms, finite(row.get("startTimeLocal"))),
        totals=Totals(
            **{
                name: said(name, None if value is None else value * factor)
                for name, (value, factor) in values.items()
            }
        ),
        source=f"{source}, activity {str(row.get('activityId', ''))[:30]}",
    )


def _zone(start_ms: float, local_ms: float | None) -> str | None:
    """Return the offset by which the local clock is ahead, where it is a quarter of an hour."""
    if local_ms is None:
        return None
    minutes = (local_ms - start_ms) / 60_000.0
    if abs(minutes) > 14 * 60 or minutes % 15 != 0.0:
        return None
    return offset_text(dt.timedelta(minutes=minutes))


def _near(
    summaries: Mapping[float, _Summary], starts: Sequence[float], start_s: float
) -> _Summary | None:
    at = bisect_left(starts, start_s)
    near = min(starts[max(0, at - 1) : at + 1], key=lambda one: abs(one - start_s), default=None)
    return None if near is None or abs(near - start_s) > _SAME_S else summaries[near]


def _joined(totals: Totals, more: Totals) -> Totals:
    missing = {
        name: getattr(more, name)
        for _, name, _ in _TOTALS
        if getattr(totals, name) is None and getattr(more, name) is not None
    }
    return replace(totals, **missing)


def _alone(summary: _Summary) -> Session:
    return Session(
        start_utc=dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=summary.start_s),
        elapsed_s=summary.elapsed_s,
        sport=summary.sport,
        totals=summary.totals,
        zone=summary.zone,
        name=summary.name,
        source=summary.source,
        notes=("no file of it is in the export: from the summary alone",),
    )
