"""A scale from satellite positions, made with noise as receivers have it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from lab.fit.speed_truth import Path, simulated_path

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Positions, Recording, Wearer
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction, Walk, track
from retrowalk.tracker.personal import Measured
from retrowalk.tracker.satellite import scale_from_positions

PLAN = "stand 3, forward 90, stand 4, backward 90, stand 3"
METRES_PER_DEGREE = 6_371_000.0 * math.pi / 180.0


def walked(seed: int) -> tuple[Recording, Walk, Path]:
    style = WalkerStyle.varied(seed)
    recording, truth = simulate(
        PLAN, style=style, placement=Placement.POCKET, mounting="random", seed=seed
    )
    walk = track(recording, placement=Placement.POCKET, mounting=truth.mounting)
    return recording, walk, simulated_path(PLAN, style, seed)


def received(
    path: Path,
    duration_s: float,
    seed: int,
    *,
    accuracy_m: float = 4.0,
    speeds: bool = True,
    courses: bool = True,
) -> Positions:
    """Return what a receiver says of a straight way, once a second: its errors wander slowly."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(0.0, duration_s)
    count = len(time_s)

    def wandering(size: float, length_s: float) -> np.ndarray:
        keep = math.exp(-1.0 / length_s)
        values = np.zeros(count)
        values[0] = size * rng.normal()
        for k in range(1, count):
            values[k] = keep * values[k - 1] + size * math.sqrt(1 - keep**2) * rng.normal()
        return values

    way_m = np.array([path(at) for at in time_s])
    north_m = way_m * math.cos(0.7) + wandering(accuracy_m, 60.0)
    east_m = way_m * math.sin(0.7) + wandering(accuracy_m, 60.0)
    velocity = np.gradient(way_m) * np.exp(0.7j)
    velocity = velocity + wandering(0.15, 2.0) + 1j * wandering(0.15, 2.0)
    unknown = np.full(count, np.nan)
    return Positions(
        time_s,
        48.0 + north_m / METRES_PER_DEGREE,
        11.0 + east_m / METRES_PER_DEGREE / math.cos(math.radians(48.0)),
        np.abs(velocity) if speeds else unknown,
        np.degrees(np.angle(velocity)) % 360.0 if speeds and courses else unknown,
        np.full(count, accuracy_m),
    )


def ratios(walk: Walk, path: Path) -> dict[Direction, float]:
    """Return true over told distance of the bouts of each direction."""
    found = {}
    for direction in (Direction.FORWARD, Direction.BACKWARD):
        mine = [bout for bout in walk.bouts if bout.direction is direction]
        true_m = sum(path(bout.end_s) - path(bout.start_s) for bout in mine)
        found[direction] = true_m / sum(bout.distance_m.value or 0.0 for bout in mine)
    return found


@pytest.mark.parametrize("courses", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_speeds_over_ground_give_the_factor_of_each_direction(seed: int, courses: bool) -> None:
    recording, walk, path = walked(seed)
    positions = received(path, recording.duration_s, seed, courses=courses)
    scale = scale_from_positions(walk, positions)
    true = ratios(walk, path)
    for direction, told in zip(true, (scale.forward, scale.backward), strict=True):
        assert isinstance(told, Measured)
        assert told.ratio == pytest.approx(true[direction], rel=0.08)
        assert abs(math.log(told.ratio / true[direction])) < 2.5 * told.spread
        assert told.spread < 0.12


def test_places_alone_say_less_surely_the_same() -> None:
    recording, walk, path = walked(1)
    true = ratios(walk, path)
    by_speed = scale_from_positions(walk, received(path, recording.duration_s, 1))
    by_place = scale_from_positions(walk, received(path, recording.duration_s, 1, speeds=False))
    assert by_place.forward is not None
    assert by_speed.forward is not None
    assert by_place.forward.spread > by_speed.forward.spread
    off = abs(math.log(by_place.forward.ratio / true[Direction.FORWARD]))
    assert off < 2.5 * by_place.forward.spread


def test_the_clock_of_the_recording_may_start_anywhere() -> None:
    recording, walk, path = walked(0)
    positions = received(path, recording.duration_s, 0)
    later = replace(positions, time_s=positions.time_s + 1000.0)
    assert scale_from_positions(walk, later, first_s=1000.0) == scale_from_positions(
        walk, positions
    )


def test_a_scale_remembers_the_body_it_was_told_with() -> None:
    recording, walk, path = walked(0)
    positions = received(path, recording.duration_s, 0)
    scale = scale_from_positions(walk, positions, wearer=Wearer(leg_length_m=0.8))
    assert scale.leg_m == 0.8


@pytest.mark.parametrize(
    "change",
    [
        {"accuracy_m": np.full(190, 60.0)},
        {"accuracy_m": np.full(190, np.nan)},
        {"time_s": np.arange(190.0) + 5000.0},
    ],
)
def test_positions_that_are_no_use_are_refused(change: dict[str, np.ndarray]) -> None:
    _, walk, path = walked(0)
    positions = replace(received(path, 190.0, 0), **change)
    with pytest.raises(RetrowalkError, match="open sky"):
        scale_from_positions(walk, positions)
