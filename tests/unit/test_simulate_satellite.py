"""Satellite positions of the virtual walker: errors as asked for, the walk itself unchanged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.errors import RetrowalkError
from retrowalk.formats import read
from retrowalk.recording import Array, Positions
from retrowalk.simulate import SatelliteModel, simulate
from retrowalk.simulate.satellite import EARTH_RADIUS_M, satellite_positions

PLAN = "stand 2, forward 20, stand 3, backward 20, stand 2"
PERFECT = SatelliteModel(
    position_sd_m=0.0, jitter_m=0.0, velocity_sd_mps=0.0, delay_s=0.0, averaging_s=0.1
)


def ways_m(positions: Positions) -> tuple[Array, Array]:
    """Return east and north from the first position."""
    north = np.radians(positions.latitude_deg - positions.latitude_deg[0]) * EARTH_RADIUS_M
    scale = np.cos(np.radians(positions.latitude_deg[0]))
    east = np.radians(positions.longitude_deg - positions.longitude_deg[0]) * EARTH_RADIUS_M
    return east * scale, north


def test_a_straight_path_gives_its_speed_course_and_length() -> None:
    time_s = np.arange(0.0, 100.01, 0.01)
    path = np.stack([1.2 * time_s, np.zeros_like(time_s)], axis=1)
    model = replace(PERFECT, facing_deg=60.0)
    positions = satellite_positions(time_s, path, model, np.random.default_rng(0))
    assert len(positions.time_s) == 101
    assert positions.speed_mps[5:95] == pytest.approx(1.2, abs=1e-6)
    assert positions.course_deg[5:95] == pytest.approx(60.0, abs=1e-6)
    east, north = ways_m(positions)
    assert east[-1] == pytest.approx(120.0 * np.sin(np.radians(60.0)), rel=1e-3)
    assert north[-1] == pytest.approx(120.0 * np.cos(np.radians(60.0)), rel=1e-3)


def test_left_of_north_is_west() -> None:
    time_s = np.arange(0.0, 20.0, 0.01)
    path = np.stack([np.zeros_like(time_s), time_s], axis=1)
    positions = satellite_positions(
        time_s, path, replace(PERFECT, facing_deg=0.0), np.random.default_rng(0)
    )
    assert positions.course_deg[10] == pytest.approx(270.0)
    assert ways_m(positions)[0][10] < -9.0


def test_errors_are_as_large_as_asked_for_and_wander() -> None:
    time_s = np.arange(0.0, 4000.0, 0.05)
    path = np.zeros((len(time_s), 2))
    model = SatelliteModel(position_sd_m=4.0, correlation_s=30.0, velocity_sd_mps=0.2)
    positions = satellite_positions(time_s, path, model, np.random.default_rng(1))
    # against the mean: the first position errs as well
    for error in ways_m(positions):
        centred = error - error.mean()
        assert centred.std() == pytest.approx(4.0, rel=0.25)
        # neighbours err alike, half a minute later a third is left
        assert np.corrcoef(centred[:-1], centred[1:])[0, 1] > 0.9
        assert np.corrcoef(centred[:-30], centred[30:])[0, 1] == pytest.approx(0.37, abs=0.25)
    assert np.sqrt(np.mean(positions.speed_mps**2) / 2) == pytest.approx(0.2, rel=0.05)
    slow = positions.speed_mps < model.slow_mps
    assert np.array_equal(np.isnan(positions.course_deg), slow)
    assert 0.1 < slow.mean() < 0.9


def test_a_receiver_tells_what_was_true_a_while_ago() -> None:
    time_s = np.arange(0.0, 20.0, 0.01)
    path = np.stack([np.maximum(0.0, time_s - 10.0), np.zeros_like(time_s)], axis=1)
    late = satellite_positions(
        time_s, path, replace(PERFECT, delay_s=2.0), np.random.default_rng(0)
    )
    assert late.speed_mps[11] == pytest.approx(0.0, abs=1e-9)
    assert late.speed_mps[13] == pytest.approx(1.0, abs=1e-6)


def test_positions_are_off_by_default_and_change_nothing_else() -> None:
    plain, truth = simulate(PLAN, placement="wrist", seed=3)
    seen, same = simulate(PLAN, placement="wrist", satellites=SatelliteModel(), seed=3)
    again, _ = simulate(PLAN, placement="wrist", satellites=SatelliteModel(), seed=3)
    assert plain.positions is None
    assert seen.positions is not None
    assert again.positions is not None
    assert np.array_equal(plain.acceleration_ms2, seen.acceleration_ms2)
    assert truth == same
    assert np.array_equal(seen.positions.latitude_deg, again.positions.latitude_deg)
    assert np.array_equal(seen.positions.speed_mps, again.positions.speed_mps)


def test_a_simulated_walk_comes_back_on_its_own_way() -> None:
    recording, truth = simulate(PLAN, placement="waist", satellites=PERFECT, seed=1)
    assert recording.positions is not None
    east, north = ways_m(recording.positions)
    far = np.hypot(east, north)
    assert far.max() == pytest.approx(truth.segments[1].distance_m, abs=0.5)
    assert far[-1] == pytest.approx(
        abs(truth.segments[1].distance_m - truth.segments[3].distance_m), abs=0.7
    )


@pytest.mark.parametrize(
    ("field", "value"), [("rate_hz", 0.0), ("delay_s", -1.0), ("latitude_deg", 90.0)]
)
def test_a_receiver_that_cannot_be_is_refused(field: str, value: float) -> None:
    with pytest.raises(RetrowalkError, match=field):
        replace(SatelliteModel(), **{field: value})


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_the_command_line_writes_positions_that_read_back(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"walk.{ending}"
    words = ["simulate", str(out), "--plan", "forward 12", "--placement", "wrist", "--satellites"]
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 0, answer.output
    positions = read(out).positions
    assert positions is not None
    assert len(positions.time_s) == 13
    assert positions.latitude_deg[0] == pytest.approx(46.0, abs=0.001)
