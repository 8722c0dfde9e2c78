"""A walk with positions and heart rate, over midnight and changes of clocks, through files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import retrowalk
from retrowalk import Channel, Direction, Recording, Session
from retrowalk.estimate import Estimate
from retrowalk.simulate import SatelliteModel
from retrowalk.zones import zone_of

STARTS = {
    "midnight": ("2026-11-25T23:59:45+01:00", "Europe/Berlin"),
    "clocks back": ("2026-10-25T02:59:45+02:00", "Europe/Berlin"),
    "clocks forward": ("2026-03-29T01:59:45+01:00", "Europe/Berlin"),
    "an offset alone": ("2026-12-31T23:59:45+05:30", "+05:30"),
    "no zone": ("2026-12-31T23:59:45+00:00", None),
}
FORMATS = (".fit", ".gpx", ".tcx", ".session.csv", ".session.parquet")


@pytest.fixture(scope="module")
def tracked() -> tuple[retrowalk.Walk, Recording]:
    recording, _ = retrowalk.simulate(
        "forward 12, stand 3, backward 20", seed=4, satellites=SatelliteModel()
    )
    every_s = np.array([float(second) for second in range(int(recording.duration_s))])
    recording = replace(recording, heart_rate_bpm=Channel(every_s, 95.0 + every_s))
    return retrowalk.track(recording), recording


def told_from(tracked: tuple[retrowalk.Walk, Recording], start: str) -> Session:
    began, zone = STARTS[start]
    walk, recording = tracked
    placed = replace(recording, start_utc=dt.datetime.fromisoformat(began), zone=zone)
    return retrowalk.session_of(walk, placed)


def near(one: Estimate | None, other: Estimate | None) -> None:
    assert one is not None
    assert other is not None
    told = [(one.value, other.value), (one.low, other.low), (one.high, other.high)]
    for before, after in told:
        assert after == pytest.approx(before, rel=1e-6, abs=5e-3)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("start", STARTS)
def test_a_walk_comes_back(
    tracked: tuple[retrowalk.Walk, Recording], tmp_path: Path, suffix: str, start: str
) -> None:
    session, walk = told_from(tracked, start), tracked[0]
    path = tmp_path / f"walk{suffix}"
    retrowalk.write_sessions([session], path)
    (back,) = retrowalk.read_sessions(path)
    assert back.start_utc == dt.datetime.fromisoformat(STARTS[start][0])
    assert back.elapsed_s == pytest.approx(walk.duration_s, abs=1e-3)
    zone = STARTS[start][1]
    if zone is not None:
        assert back.zone == zone
        assert back.start_utc.astimezone(zone_of(zone)).isoformat() == STARTS[start][0]
    for name in ("steps", "distance_m", "backward_steps", "backward_distance_m", "backward_s"):
        near(getattr(session.totals, name), getattr(back.totals, name))
    assert [lap.direction for lap in back.laps] == [Direction.FORWARD, Direction.BACKWARD]
    for mine, theirs in zip(session.laps, back.laps, strict=True):
        assert theirs.start_s == pytest.approx(mine.start_s, abs=1e-3)
        assert theirs.end_s == pytest.approx(mine.end_s, abs=1e-3)
        near(mine.totals.steps, theirs.totals.steps)
    assert session.course is not None
    assert back.course is not None
    assert back.course.direction == session.course.direction
    np.testing.assert_allclose(back.course.time_s, session.course.time_s, atol=1e-3)
    for name, most in (
        ("steps", 0.0),
        ("backward_steps", 0.0),
        ("heart_rate_bpm", 0.0),
        ("latitude_deg", 1e-7),
        ("longitude_deg", 1e-7),
        ("speed_mps", 1e-3),
    ):
        before, after = getattr(session.course, name), getattr(back.course, name)
        np.testing.assert_allclose(after, before, rtol=0.0, atol=most, err_msg=name)


def test_the_last_row_has_every_step(tracked: tuple[retrowalk.Walk, Recording]) -> None:
    session, walk = told_from(tracked, "midnight"), tracked[0]
    assert session.course is not None
    assert session.course.steps is not None
    assert session.course.steps[-1] == len(walk.steps)
