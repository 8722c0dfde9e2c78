"""Steps are timed by their whole waveform, better than by where a signal turned."""

from __future__ import annotations

import numpy as np
import pytest
from tests.motions import cut, walked, without_gyroscope

from retrowalk.recording import Array, Placement
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import BoutEvent, Direction, Tracker, track
from retrowalk.tracker.alignment import numbered, timing_of
from retrowalk.tracker.steps import Turn, TurningPoint

STEP = 27.4  # samples


def points(samples: Array) -> list[TurningPoint]:
    return [
        TurningPoint(round(float(at)), Turn.HIGH if k % 2 == 0 else Turn.LOW, 0.6)
        for k, at in enumerate(samples)
    ]


def wave(contacts: Array, seed: int = 0, noise: float = 0.2) -> Array:
    """Return what a sensor at random axes feels of steps: each foot has its own waveform."""
    rng = np.random.default_rng(seed)
    shapes = rng.normal(size=(2, 3, 7))
    at = np.arange(round(float(contacts[-1])) + 60)
    felt = np.zeros((len(at), 8))
    for k, contact in enumerate(contacts):
        for column in range(6):
            for height, offset in zip(shapes[k % 2, :, column], (-9.0, 0.0, 7.0), strict=True):
                felt[:, column] += height * np.exp(-0.5 * ((at - contact - offset) / 4.0) ** 2)
    felt[:, :6] += noise * rng.normal(size=(len(at), 6))
    return felt


def contacts(seed: int = 0, count: int = 60) -> Array:
    rng = np.random.default_rng(seed)
    return np.asarray(60.0 + np.cumsum(STEP * (1 + 0.04 * rng.normal(size=count))))


@pytest.mark.parametrize("leg", [True, False])
def test_steps_are_timed_to_a_few_milliseconds(leg: bool) -> None:
    true = contacts()
    rough = true + 3.0 * np.random.default_rng(1).normal(size=len(true))
    found = timing_of(points(rough), wave(true), 0, leg=leg)
    inside = found.alike > 0.0
    assert inside.sum() >= len(true) - 4
    off = (found.samples - true)[inside]
    # of each foot by itself: its mean time is that of its turning points
    for foot in (0, 1):
        assert off[found.numbers[inside] % 2 == foot].std() < 0.25


def test_the_mean_time_of_a_foot_stays_that_of_its_turning_points() -> None:
    true = contacts(2)
    late = true + np.tile([2.0, -5.0], 30)
    found = timing_of(points(late), wave(true), 0, leg=True)
    for foot in (0, 1):
        mine = (found.numbers % 2 == foot) & (found.alike > 0.0)
        assert np.median((found.samples - late)[mine]) == pytest.approx(0.0, abs=0.6)


def test_turning_the_sensor_changes_nothing() -> None:
    true = contacts(3)
    felt, other = wave(true), wave(true)
    turn = np.linalg.qr(np.random.default_rng(4).normal(size=(3, 3)))[0]
    other[:, :3], other[:, 3:6] = felt[:, :3] @ turn, felt[:, 3:6] @ turn
    found = [timing_of(points(true), one, 0, leg=True).samples for one in (felt, other)]
    assert found[1] == pytest.approx(found[0], abs=0.1)


def test_where_the_piece_begins_changes_nothing() -> None:
    true = contacts(5)
    felt = wave(true)
    found = timing_of(points(true), felt, 0, leg=True)
    later = timing_of(points(true + 1000.0), felt, 1000, leg=True)
    assert later.samples - 1000.0 == pytest.approx(found.samples)


def test_a_step_near_the_end_of_its_piece_keeps_its_turning_point() -> None:
    true = contacts(6, 20)
    steps = points(true)
    found = timing_of(steps, wave(true)[: steps[-1].sample + 5], 0, leg=True)
    assert found.samples[-1] == steps[-1].sample
    assert found.alike[-1] == 0.0


def test_a_waveform_that_is_none_of_the_walk_is_unlike_the_others() -> None:
    true = contacts(7)
    felt = wave(true)
    middle = round(float(true[30]))
    felt[middle - 13 : middle + 14, :6] = np.random.default_rng(8).normal(size=(27, 6))
    found = timing_of(points(true), felt, 0, leg=False)
    assert np.argmin(np.where(found.alike > 0.0, found.alike, 1.0)) == 30
    assert found.alike[30] < 0.7


def test_without_a_gyroscope_force_alone_tells() -> None:
    true = contacts(9)
    felt = wave(true)
    felt[:, 3:6] = 0.0
    found = timing_of(points(true), felt, 0, leg=True)
    inside = found.alike > 0.0
    assert (found.samples - true)[inside & (found.numbers % 2 == 0)].std() < 0.4
    assert found.noise == 0.0


def test_noise_is_told_and_grows_with_the_sensor_s() -> None:
    true = contacts(10)
    told = [timing_of(points(true), wave(true, 0, n), 0, leg=True).noise for n in (0.05, 0.8)]
    assert 0.0 < told[0] < 0.2 < told[1]


def test_steps_that_were_missed_are_numbered() -> None:
    steps = points(np.asarray(60.0 + STEP * np.arange(20.0), float))
    assert numbered(steps, leg=True).tolist() == list(range(20))
    trunk = [TurningPoint(one.sample, Turn.LOW, 0.6) for one in steps]
    kept = [one for k, one in enumerate(trunk) if k not in (5, 11, 12)]
    numbers = numbered(kept, leg=False).tolist()
    assert numbers == [k for k in range(20) if k not in (5, 11, 12)]


def test_the_turns_of_a_leg_need_not_be_evenly_spaced() -> None:
    uneven = np.asarray(60.0 + STEP * (np.arange(20.0) + np.tile([0.0, 0.45], 10)), float)
    assert numbered(points(uneven), leg=True).tolist() == list(range(20))


def test_a_standing_sensor_gives_no_numbers_that_are_none() -> None:
    found = timing_of(points(contacts()), np.zeros((3000, 8)), 0, leg=True)
    assert np.isfinite(found.samples).all()
    assert np.isfinite(found.alike).all()
    few = timing_of(points(contacts(count=2)), np.zeros((0, 8)), 0, leg=False)
    assert len(few.samples) == 2


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE, Placement.WAIST])
def test_live_gives_the_steadiness_of_batch(placement: Placement) -> None:
    recording, truth = simulate(
        "stand 2, forward 25, stand 4", placement=placement, sensor="browser", seed=3
    )
    walk = track(recording, placement=placement, mounting=truth.mounting)
    tracker = Tracker(placement, mounting=truth.mounting)
    told = [event for part in cut(recording, [7, 40]) for event in tracker.push(part)]
    told += tracker.finish()
    bouts = [event.bout for event in told if isinstance(event, BoutEvent)]
    assert len(bouts) == len(walk.bouts) == 1
    for name in ("step_time_cv", "step_time_asymmetry", "harmonic_ratio"):
        one, other = (getattr(bout.steadiness, name) for bout in (bouts[0], walk.bouts[0]))
        assert one.known == other.known
        if one.known:
            assert one.value == pytest.approx(other.value, rel=1e-6)
    assert bouts[0].steadiness.step_time_cv.known


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.FOOT, Placement.WAIST])
def test_simulated_variability_is_recovered(placement: Placement) -> None:
    off = []
    for seed in range(4):
        recording, truth = simulate(
            "stand 2, forward 60, stand 3",
            style=WalkerStyle.varied(seed),
            placement=placement,
            sensor="browser",
            seed=seed,
        )
        walk = track(recording, placement=placement, mounting=truth.mounting)
        bout = max(walk.bouts, key=lambda one: one.end_s - one.start_s)
        at = [c.time_s for c in truth.contacts if bout.start_s <= c.time_s < bout.end_s]
        strides = np.array(at)[2:] - np.array(at)[:-2]
        true = float(strides.std(ddof=1) / np.sqrt(2.0) / np.diff(at).mean())
        value = bout.steadiness.step_time_cv.value
        assert value is not None
        off.append(abs(value / true - 1.0))
    assert np.median(off) <= 0.10


def test_without_a_gyroscope_the_trunk_s_variability_is_still_told() -> None:
    recording, _ = walked(2, Placement.WAIST, "stand 2, forward 25, stand 3")
    walk = track(without_gyroscope(recording), placement=Placement.WAIST)
    assert walk.bouts[0].direction is Direction.UNKNOWN
    assert walk.bouts[0].steadiness.step_time_cv.known
