"""What the writers of GPX and TCX share: rows, their instants, and numbers that schemas round."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.xml.values import microseconds_of
from retrowalk.session import Course, Session

MOST_STRIDES = 254
"""Most strides a minute that Garmin's schemas hold."""


def column(course: Course, name: str, row: int) -> float:
    """Return a number of a course, NaN where there is none."""
    values = getattr(course, name)
    return math.nan if values is None else float(values[row])


@dataclass(frozen=True, eq=False, slots=True)
class Points:
    """A course and what each of its rows becomes in a file.

    Attributes:
        course: of the session.
        placed: (n,) which rows have a position.
        instants: per row microseconds since 1970, and the exact seconds where those round them.
    """

    course: Course
    placed: npt.NDArray[np.bool_]
    instants: list[tuple[int, float | None]]


def points_of(session: Session, name: str) -> Points | None:
    """Return the points of a session, None where it has no course.

    Raises:
        RetrowalkError: a position that is not on Earth.
    """
    course = session.course
    if course is None:
        return None
    return Points(course, _placed(course, name), _instants(session, course))


def _placed(course: Course, name: str) -> npt.NDArray[np.bool_]:
    placed = np.ones(len(course.time_s), dtype=np.bool_)
    for values, most in ((course.latitude_deg, 90.0), (course.longitude_deg, 180.0)):
        if values is None:
            return np.zeros(len(course.time_s), dtype=np.bool_)
        placed &= np.isfinite(values)
        beyond = np.flatnonzero(np.abs(values) > most)
        if len(beyond):
            raise RetrowalkError(
                f"a position of {values[beyond[0]]:g} degrees is not on Earth",
                where=f"{name}, second {course.time_s[beyond[0]]:g} of the session",
                remedy="mend or remove that position",
            )
    return placed


def _instants(session: Session, course: Course) -> list[tuple[int, float | None]]:
    start_us = microseconds_of(session.start_utc)
    apart = np.round(course.time_s * 1e6)
    exact = apart / 1e6 == course.time_s
    return [
        (start_us + int(us), None if same else second)
        for us, same, second in zip(
            apart.tolist(), exact.tolist(), course.time_s.tolist(), strict=True
        )
    ]


def pieces(session: Session, course: Course) -> Iterator[range]:
    """Yield the rows between pauses."""
    begins = sorted(start_s for start_s, _ in session.pauses)
    # The row at the very beginning of a pause is the last of what came before.
    at = np.searchsorted(course.time_s, np.array(begins), side="right").tolist()
    borders = [0, *at, len(course.time_s)]
    for first, end in itertools.pairwise(borders):
        if end > first:
            yield range(first, end)


def whole_number(number: float, least: int, most: int) -> int | None:
    """Return a number rounded, or None where there is none or the schema has no place for it."""
    if not math.isfinite(number):
        return None
    rounded = round(number)
    return rounded if least <= rounded <= most else None


def strides_text(steps_per_min: float) -> str | None:
    """Return steps a minute as whole strides a minute, or None."""
    strides = whole_number(steps_per_min / 2.0, 0, MOST_STRIDES)
    return None if strides is None else str(strides)
