"""Sessions for tests of writers: drawn at will, compared to the last digit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from retrowalk.direction import Direction
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement
from retrowalk.session import COLUMNS, UNITS, Course, Lap, Session, Totals

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64)
SECONDS = st.one_of(st.integers(0, 100_000).map(float), st.floats(0.0, 1e5, allow_subnormal=False))
XML_TEXT = st.text(
    st.characters(
        max_codepoint=0x1F9FF,
        exclude_categories=["Cs"],
        exclude_characters=[chr(i) for i in range(32) if chr(i) not in "\t\n\r"]
        + ["\ufffe", "\uffff"],
    ),
    max_size=12,
)
"""Any text that XML has characters for."""


@st.composite
def estimates(draw: st.DrawFn, unit: str, text: st.SearchStrategy[str]) -> Estimate:
    sources = tuple(draw(st.lists(text, max_size=2)))
    if draw(st.booleans()):
        value = draw(NUMBERS)
        if draw(st.booleans()):
            ends = sorted((draw(NUMBERS), draw(NUMBERS)))
            low, high = min(ends[0], value), max(ends[1], value)
            return Estimate(value, low, high, unit, draw(st.none() | text), sources)
        return Estimate(value, None, None, unit, draw(st.none() | text), sources)
    return Estimate(None, None, None, unit, draw(text) or "?", sources)


@st.composite
def totals(draw: st.DrawFn, text: st.SearchStrategy[str]) -> Totals:
    names = draw(st.lists(st.sampled_from(sorted(UNITS)), max_size=4, unique=True))
    return Totals(**{name: draw(estimates(UNITS[name], text)) for name in names})


@st.composite
def laps(draw: st.DrawFn, text: st.SearchStrategy[str]) -> Lap:
    return Lap(
        draw(SECONDS),
        draw(SECONDS),
        draw(totals(text)),
        draw(st.none() | st.sampled_from(Direction)),
        draw(st.none() | st.floats(0.0, 1.0)),
        draw(st.none() | text),
    )


@st.composite
def courses(draw: st.DrawFn, *, placed: bool) -> Course:
    """Draw a course with a row at least, and no column that is all empty."""
    count = draw(st.integers(1, 5))
    # GPX keeps rows without a position apart, so it loses their order among those of one instant.
    time_s = sorted(draw(st.lists(SECONDS, min_size=count, max_size=count, unique=placed)))
    names = draw(st.lists(st.sampled_from(sorted(COLUMNS)), unique=True, max_size=len(COLUMNS)))
    if placed:
        names = sorted({*names, "latitude_deg", "longitude_deg"})
    columns: dict[str, Any] = {}
    for name in names:
        some = _numbers(name)
        values = draw(st.lists(st.just(math.nan) | some, min_size=count, max_size=count))
        if all(math.isnan(value) for value in values) or (placed and name.endswith("tude_deg")):
            values[0] = draw(some)
        columns[name] = values
    told = draw(st.lists(st.none() | st.sampled_from(Direction), min_size=count, max_size=count))
    direction = tuple(told) if any(told) else None
    return Course(np.array(time_s), **columns, direction=direction)


def _numbers(name: str) -> st.SearchStrategy[float]:
    if name == "latitude_deg":
        return st.floats(-90.0, 90.0)
    if name == "longitude_deg":
        return st.floats(-180.0, 180.0)
    return NUMBERS | st.integers(0, 300).map(float)


@st.composite
def sessions(
    draw: st.DrawFn, *, text: st.SearchStrategy[str] = XML_TEXT, placed: bool = False
) -> Session:
    """Draw a session without source and notes."""
    start = draw(st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2090, 1, 1)))
    return Session(
        start_utc=start.replace(tzinfo=dt.UTC),
        elapsed_s=draw(SECONDS),
        sport=draw(st.sampled_from(["walking", "running", "cycling"]) | text),
        sub_sport=draw(text),
        totals=draw(totals(text)),
        laps=tuple(draw(st.lists(laps(text), max_size=3))),
        course=draw(courses(placed=True) if placed else st.none() | courses(placed=False)),
        pauses=tuple(draw(st.lists(st.tuples(SECONDS, SECONDS), max_size=2))),
        placement=draw(st.none() | st.sampled_from(Placement)),
        zone=draw(st.sampled_from([None, "Europe/Berlin", "+05:30", "UTC"])),
        name=draw(text),
        device=draw(text),
    )


def differences(one: Session, other: Session, without: Collection[str] = ()) -> list[str]:
    """Return which fields differ; NaN equals NaN."""
    found = [
        name
        for name in (one.name for one in fields(Session))
        if name not in {"course", *without} and getattr(one, name) != getattr(other, name)
    ]
    if (one.course is None) != (other.course is None):
        return [*found, "course"]
    if one.course is not None and other.course is not None:
        for name in ("time_s", *COLUMNS):
            a, b = getattr(one.course, name), getattr(other.course, name)
            same = a is b if a is None or b is None else np.array_equal(a, b, equal_nan=True)
            if not same:
                found.append(name)
        if one.course.direction != other.course.direction:
            found.append("direction")
    return found


def walk(*, placed: bool = True) -> Session:
    """Return a walk of ten minutes: forward, backward, a pause, forward."""
    time_s = np.concatenate([np.arange(0.0, 300.0), np.arange(360.0, 600.0)])
    backward = (time_s >= 100.0) & (time_s < 200.0)
    steps = np.round(1.7 * time_s)
    course = Course(
        time_s,
        latitude_deg=np.round(47.37 + 1e-5 * time_s, 7) if placed else None,
        longitude_deg=np.round(8.54 + 1e-5 * time_s, 7) if placed else None,
        altitude_m=np.full(len(time_s), 408.5),
        speed_mps=np.where(backward, 0.7, 1.2),
        cadence_spm=np.where(backward, 91.0, 104.0),
        heart_rate_bpm=np.where(backward, 118.0, 101.0),
        steps=steps,
        backward_steps=np.clip(steps - steps[100], 0, 170),
        direction=tuple(
            Direction.BACKWARD if one else Direction.FORWARD for one in backward.tolist()
        ),
    )

    def lap(start_s: float, end_s: float, direction: Direction) -> Lap:
        seconds = end_s - start_s
        return Lap(
            start_s,
            end_s,
            Totals(
                steps=Estimate(1.7 * seconds, 1.6 * seconds, 1.8 * seconds, "steps"),
                moving_s=Estimate(seconds, None, None, "s"),
            ),
            direction,
            0.97,
        )

    return Session(
        start_utc=dt.datetime(2026, 11, 25, 6, 55, tzinfo=dt.UTC),
        elapsed_s=600.0,
        sport="walking",
        totals=Totals(
            steps=Estimate(920.0, 900.0, 940.0, "steps"),
            backward_steps=Estimate(170.0, 160.0, 180.0, "steps"),
            distance_m=Estimate(560.0, 520.0, 600.0, "m"),
            moving_s=Estimate(540.0, None, None, "s"),
            energy_kcal=Estimate(None, None, None, "kcal", "the mass is not known"),
        ),
        laps=(
            lap(0.0, 100.0, Direction.FORWARD),
            lap(100.0, 200.0, Direction.BACKWARD),
            lap(200.0, 300.0, Direction.FORWARD),
            replace(lap(360.0, 600.0, Direction.UNKNOWN), reason="the pocket was left"),
        ),
        course=course,
        pauses=((300.0, 360.0),),
        placement=Placement.THIGH,
        zone="Europe/Zurich",
        name="Morning & <more>",
        device="Pixel 8",
    )
