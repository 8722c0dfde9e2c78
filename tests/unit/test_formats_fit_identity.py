"""What is written is read again, to the steps that docs/files-fit.md states."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.direction import Direction
from retrowalk.estimate import Estimate
from retrowalk.formats import read_sessions, write_sessions
from retrowalk.recording import Placement
from retrowalk.session import COLUMNS, UNITS, Course, Lap, Session, Totals

MS = 0.001
STRIDE_STEP = 2.0 / 128.0
FLOAT32 = 1e-6
"""Of the number itself."""
LEAST = 1e-37
"""Of float32: what is nearer to 0 is 0."""
TOTAL_STEPS = {
    "steps": (1e6, STRIDE_STEP),
    "distance_m": (1e6, 0.01),
    "moving_s": (1e5, MS),
    "energy_kcal": (65_000.0, 1.0),
    "speed_mps": (50.0, 0.001),
    "cadence_spm": (500.0, STRIDE_STEP),
    "heart_rate_bpm": (254.0, 1.0),
    "most_heart_rate_bpm": (254.0, 1.0),
    "ascent_m": (9000.0, 0.01),
    "backward_steps": (1e6, 0.0),
    "backward_distance_m": (1e6, 0.0),
    "backward_s": (1e5, 0.0),
    "step_time_cv": (1.0, 0.0),
}
"""The largest number tried and the step between two that can be told apart."""
COLUMN_STEPS = {
    "latitude_deg": (-90.0, 90.0, 180.0 / 2**31),
    "longitude_deg": (-180.0, 179.9, 180.0 / 2**31),
    "altitude_m": (-400.0, 8000.0, 0.2),
    "accuracy_m": (0.0, 254.0, 1.0),
    "distance_m": (0.0, 1e6, 0.01),
    "speed_mps": (0.0, 50.0, 0.001),
    "heading_deg": (0.0, 360.0, 0.0),
    "cadence_spm": (0.0, 500.0, STRIDE_STEP),
    "steps": (0.0, 1e6, 0.0),
    "backward_steps": (0.0, 1e6, 0.0),
    "heart_rate_bpm": (0.0, 254.0, 1.0),
}
ZONES = (None, "UTC", "Europe/Berlin", "America/St_Johns", "+05:30", "-03:00")
SPORTS = ("walking", "running", "cycling", "hiking", "", "pogo stick")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def _number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_subnormal=False)


@st.composite
def _estimates(draw: st.DrawFn, name: str) -> Estimate | None:
    if draw(st.booleans()):
        return None
    numbers = sorted(draw(st.lists(_number(0.0, TOTAL_STEPS[name][0]), min_size=3, max_size=3)))
    if draw(st.booleans()):
        return Estimate(numbers[1], numbers[0], numbers[2], UNITS[name])
    return Estimate(numbers[1], None, None, UNITS[name])


@st.composite
def _totals(draw: st.DrawFn) -> Totals:
    return Totals(**{name: draw(_estimates(name)) for name in UNITS})


@st.composite
def _courses(draw: st.DrawFn) -> Course | None:
    times = sorted(draw(st.lists(st.integers(0, 600_000), max_size=5)))
    if not times:
        return None
    columns: dict[str, Any] = {}
    for name in draw(st.sets(st.sampled_from(COLUMNS))):
        low, high, _ = COLUMN_STEPS[name]
        number = st.one_of(st.just(np.nan), _number(low, high))
        columns[name] = draw(st.lists(number, min_size=len(times), max_size=len(times)))
    words = st.one_of(st.none(), st.sampled_from(Direction))
    if draw(st.booleans()):
        columns["direction"] = tuple(
            draw(st.lists(words, min_size=len(times), max_size=len(times)))
        )
    return Course(np.array(times) / 1000.0, **columns)


@st.composite
def _laps(draw: st.DrawFn) -> Lap:
    start, end = sorted(draw(st.lists(st.integers(0, 600_000), min_size=2, max_size=2)))
    return Lap(
        start / 1000.0,
        end / 1000.0,
        draw(_totals()),
        draw(st.one_of(st.none(), st.sampled_from(Direction))),
        draw(st.one_of(st.none(), _number(0.0, 1.0))),
        draw(TEXT) or None,
    )


@st.composite
def _sessions(draw: st.DrawFn) -> Session:
    elapsed_ms = draw(st.integers(0, 600_000))
    marks = sorted(draw(st.sets(st.integers(0, elapsed_ms), max_size=6)))
    pauses = [(a / 1000.0, b / 1000.0) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    since = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    return Session(
        since + dt.timedelta(milliseconds=draw(st.integers(0, 10**12))),
        elapsed_ms / 1000.0,
        draw(st.sampled_from(SPORTS)),
        draw(st.sampled_from(("", "treadmill", "indoor_walking", "on a boat"))),
        draw(_totals()),
        tuple(sorted(draw(st.lists(_laps(), max_size=2)), key=lambda lap: lap.start_s)),
        draw(_courses()),
        tuple(pauses),
        draw(st.one_of(st.none(), st.sampled_from(Placement))),
        draw(st.sampled_from(ZONES)),
        draw(TEXT),
        draw(TEXT),
    )


def _same(found: float, written: float, step: float) -> None:
    assert abs(found - written) <= 0.5001 * step + FLOAT32 * abs(written) + LEAST


def _same_totals(found: Totals, written: Totals, on_foot: bool, moving_s: float) -> None:
    for name, (_, step) in TOTAL_STEPS.items():
        ours, theirs = getattr(found, name), getattr(written, name)
        if theirs is None:
            if name == "moving_s":  # every message has it
                _same(ours.value, moving_s, MS)
            else:
                assert ours is None
            continue
        step = 0.0 if name in ("steps", "cadence_spm") and not on_foot else step
        _same(ours.value, theirs.value, step)
        assert ours.unit == theirs.unit
        if theirs.low is None:
            assert ours.low is None
        else:  # the value is rounded apart; the interval holds it all the same
            _same(ours.low, min(theirs.low, ours.value), 0.0)
            _same(ours.high, max(theirs.high, ours.value), 0.0)


def _same_course(found: Course | None, written: Course | None) -> None:
    if written is None:
        assert found is None
        return
    assert found is not None
    np.testing.assert_allclose(found.time_s, written.time_s, atol=1e-9)
    for name, (_, _, step) in COLUMN_STEPS.items():
        ours, theirs = getattr(found, name), getattr(written, name)
        if theirs is None or np.isnan(theirs).all():
            assert ours is None
        else:
            np.testing.assert_allclose(ours, theirs, rtol=FLOAT32, atol=0.5001 * step + LEAST)
    said = written.direction is not None and any(written.direction)
    assert found.direction == (written.direction if said else None)


def _between(session: Session, low: float, high: float) -> float:
    paused = (min(end, high) - max(start, low) for start, end in session.pauses)
    return high - low - sum(max(0.0, length) for length in paused)


@settings(max_examples=40, deadline=None)
@given(st.lists(_sessions(), min_size=1, max_size=2))
def test_written_sessions_are_read_again(sessions: list[Session]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "walk.fit"
        write_sessions(sessions, path)
        found = list(read_sessions(path))
    assert len(found) == len(sessions)
    for ours, theirs in zip(found, sessions, strict=True):
        on_foot = theirs.sport in ("walking", "running")
        for name in ("start_utc", "elapsed_s", "sport", "sub_sport", "placement", "zone", "name"):
            assert getattr(ours, name) == getattr(theirs, name)
        assert (ours.device, ours.notes, ours.source) == (theirs.device, (), "walk.fit")
        assert ours.pauses == theirs.pauses
        _same_totals(ours.totals, theirs.totals, on_foot, _between(theirs, 0.0, theirs.elapsed_s))
        _same_course(ours.course, theirs.course)
        assert len(ours.laps) == len(theirs.laps)
        for lap, written in zip(ours.laps, theirs.laps, strict=True):
            assert (lap.start_s, lap.end_s) == (written.start_s, written.end_s)
            assert (lap.direction, lap.reason) == (written.direction, written.reason)
            assert (lap.probability is None) == (written.probability is None)
            if lap.probability is not None and written.probability is not None:
                _same(lap.probability, written.probability, 0.0)
            moving_s = _between(theirs, written.start_s, written.end_s)
            _same_totals(lap.totals, written.totals, on_foot, moving_s)
