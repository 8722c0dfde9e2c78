"""The GPX files that an Apple Health export keeps beside its workouts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import MemberReader, Options
from retrowalk.formats.bundle import Bundle
from retrowalk.formats.health.apple_workouts import Workout
from retrowalk.session import COLUMNS, Course, Session

MOST_BYTES = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class Route:
    """A way in seconds from the workout's start, or None, and what was left out of it."""

    course: Course | None
    notes: tuple[str, ...]


def joined(bundle: Bundle, gpx: MemberReader, workout: Workout, options: Options) -> Route:
    """Return the routes of a workout as one course; a broken file is told in a note."""
    rows: list[Course] = []
    notes: list[str] = []
    for path in workout.routes:
        member = _member(bundle, path)
        if member is None:
            notes.append(f"warning: the route '{path[:80]}' is not in the export")
            continue
        try:
            data = bundle.data(member, MOST_BYTES)
            for session in gpx.sessions_in(data, f"{bundle.name}/{member}", options):
                course = _shifted(session, workout)
                if course is not None:
                    rows.append(course)
        except RetrowalkError as error:
            notes.append(f"warning: the route was left out: {error}")
    return Route(_one(rows), tuple(notes))


def _member(bundle: Bundle, path: str) -> str | None:
    """Return the member that a path such as "/workout-routes/route_1.gpx" means."""
    wanted = PurePosixPath(path.replace("\\", "/")).parts
    last = tuple(part for part in wanted if part not in ("/", "..", "."))[-2:]
    if not last:
        return None
    for member in bundle.members:
        if PurePosixPath(member).parts[-len(last) :] == last:
            return member
    return None


def _shifted(session: Session, workout: Workout) -> Course | None:
    """Return the rows of a track inside the workout; Apple writes -1 for what is unknown."""
    course = session.course
    if course is None:
        return None
    time_s = course.time_s + (session.start_utc - workout.start).total_seconds()
    inside = (time_s >= 0.0) & (time_s <= workout.elapsed_s)
    if not inside.any():
        return None
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        values = getattr(course, name)
        if values is None:
            continue
        values = values[inside]
        if name in ("heading_deg", "speed_mps", "accuracy_m"):
            values = np.where(values < 0.0, np.nan, values)
        if np.isfinite(values).any():
            columns[name] = values
    return Course(time_s[inside], **columns)


def _one(rows: list[Course]) -> Course | None:
    if len(rows) < 2:
        return rows[0] if rows else None
    time_s = np.concatenate([one.time_s for one in rows])
    order = np.argsort(time_s, kind="stable")
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        parts = [getattr(one, name) for one in rows]
        if any(part is not None for part in parts):
            filled = [
                np.full(len(one.time_s), np.nan) if part is None else part
                for one, part in zip(rows, parts, strict=True)
            ]
            columns[name] = np.concatenate(filled)[order]
    return Course(time_s[order], **columns)
