"""How the validation measures changes, steps, steadiness and worse sensors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from lab.validation.gaits import OTHERS, SIDEWAYS, gaits_plan
from lab.validation.long_walks import FEWEST_STEPS, long_plan
from lab.validation.people import CALIBRATION_S, SCORED_FROM_S, person, walks_plan
from lab.validation.quality import as_quality
from lab.validation.simulated import change_delay
from lab.validation.steady import evenness, vertical_ms2
from lab.validation.steps import matched
from lab.validation.turned_over import AXES, HOW, axis_of, how_of, turned_over, turned_plan

import retrowalk
from retrowalk.recording import Placement
from retrowalk.simulate import WalkerStyle
from retrowalk.tracker import Direction


def test_a_change_is_timed_from_the_true_one() -> None:
    recording, truth = retrowalk.simulate("stand 2, forward 15, backward 15, stand 2", seed=2)
    walk = retrowalk.track(recording, placement=Placement.POCKET)
    at_s = truth.segments[2].start_s
    back = next(bout for bout in walk.bouts if bout.direction is Direction.BACKWARD)
    times = (2.0, at_s, at_s + 15.0)
    bouts_s, seconds_s = change_delay(walk, *times, Direction.BACKWARD)
    assert bouts_s is not None
    assert bouts_s == pytest.approx(back.start_s - at_s)
    assert seconds_s is not None
    assert abs(seconds_s - max(0.0, bouts_s)) <= 1.0
    late = replace(back, start_s=at_s + 5.0)
    delayed = replace(walk, bouts=(walk.bouts[0], late))
    assert change_delay(delayed, *times, Direction.BACKWARD)[0] == pytest.approx(5.0)
    early = replace(back, start_s=at_s - 4.0)
    assert change_delay(replace(walk, bouts=(early,)), *times, Direction.BACKWARD)[
        0
    ] == pytest.approx(-4.0)
    assert change_delay(replace(walk, bouts=(), seconds=()), *times, Direction.BACKWARD) == (
        None,
        None,
    )


def test_a_contact_takes_its_nearest_step_within_half_a_step() -> None:
    true = [0.0, 0.6, 1.2, 1.8]
    told = [0.05, 0.62, 1.75, 3.0]
    found = matched(told, true, data="x", placement="pocket", way="forward")
    assert found.errors_s == pytest.approx((0.05, 0.02, -0.05))
    assert (found.missed, found.extra) == (1, 1)
    assert matched([], true, data="x", placement="pocket", way="forward").missed == 4


def test_two_contacts_may_not_hide_an_extra_step() -> None:
    found = matched([0.1, 0.2], [0.0, 0.6], data="x", placement="foot", way="forward")
    assert found.extra == 1


def test_true_steadiness_follows_the_formulas() -> None:
    steps = np.tile([0.5, 0.6], 10)
    times = np.concatenate([[0.0], np.cumsum(steps)])
    clock = np.arange(0.0, 12.0, 0.01)
    even = np.cos(2 * np.pi * 2 * clock / 1.1)
    odd = np.cos(2 * np.pi * clock / 1.1)
    found = evenness(times.tolist(), clock, even + 0.25 * odd)
    assert found is not None
    assert found.step_time_asymmetry == pytest.approx(0.1 / 0.55)
    assert found.step_time_cv == pytest.approx(0.0, abs=1e-9)
    assert found.harmonic_ratio == pytest.approx(4.0, rel=0.02)
    assert evenness(times[:8].tolist(), clock, even) is None


def test_vertical_acceleration_of_a_clean_sensor_does_not_drift() -> None:
    recording, _ = retrowalk.simulate(
        "stand 3, forward 40 turn 180, stand 3", placement="waist", sensor="ideal", seed=4
    )
    vertical = vertical_ms2(recording)
    assert abs(vertical.mean()) < 0.05
    end = recording.time_s > recording.time_s[-1] - 1.5
    assert np.abs(vertical[end]).max() < 0.3


def test_a_slow_even_walker_is_truly_steadier_than_an_uneven_one() -> None:
    def true(cv: float) -> float:
        style = WalkerStyle(step_time_cv=cv)
        _, truth = retrowalk.simulate("stand 2, forward 40, stand 2", style=style, seed=1)
        clock = np.arange(0.0, 44.0, 0.01)
        contacts = [contact.time_s for contact in truth.contacts]
        found = evenness(contacts, clock, np.sin(clock))
        assert found is not None
        return found.step_time_cv

    assert true(0.01) < 0.5 * true(0.05)


RATES_HZ = {"full": 100.0, "browser": 60.0, "25 Hz": 25.0}


@pytest.mark.parametrize(("quality", "rate_hz"), RATES_HZ.items())
def test_a_worse_sensor_is_slower_and_rounded(quality: str, rate_hz: float) -> None:
    recording, _ = retrowalk.simulate("stand 2, forward 10, stand 2", seed=1)
    worse = as_quality(recording, quality, 1)
    assert worse.rate_hz == pytest.approx(rate_hz, rel=0.03)
    assert worse.placement is recording.placement
    if quality == "browser":
        tenths = worse.acceleration_ms2 / 0.1
        assert np.abs(tenths - np.round(tenths)).max() < 1e-6


def test_a_worse_sensor_does_not_fill_a_gap() -> None:
    from lab.validation.handling import with_gap

    recording, _ = retrowalk.simulate("stand 2, forward 20, stand 2", seed=1)
    holed = with_gap(recording, 8.0, 15.0)
    for quality in ("browser", "25 Hz"):
        (gap,) = as_quality(holed, quality, 1).gaps()
        assert gap == pytest.approx((8.0, 15.0), abs=0.06)


@pytest.mark.parametrize("plan", [walks_plan, gaits_plan, long_plan, turned_plan])
def test_every_plan_begins_with_the_calibration_walk(plan: object) -> None:
    for seed in range(12):
        text = plan(seed)  # type: ignore[operator]
        assert text.startswith("stand 2, forward 14, stand 3, ")
    assert CALIBRATION_S[1] < SCORED_FROM_S


def test_every_gait_is_walked_once() -> None:
    parts = [part.split()[0] for part in gaits_plan(3).split(", ")]
    for gait in (*SIDEWAYS, *OTHERS):
        assert parts.count(gait) == 1


def test_a_long_walk_has_its_hundred_steps_each_way() -> None:
    for seed in range(8):
        _, truth = retrowalk.simulate(long_plan(seed), style=person(seed).style, seed=seed)
        counts = [s.steps for s in truth.segments if s.steps and s.start_s >= SCORED_FROM_S]
        assert len(counts) == 2
        assert min(counts) >= FEWEST_STEPS


def test_every_kind_of_handling_meets_every_axis() -> None:
    pairs = {(how_of(seed), axis_of(seed)) for seed in range(90)}
    assert len(pairs) == len(HOW) * len(AXES)


@pytest.mark.parametrize("seed", range(3))
def test_the_sensor_is_handled_in_the_standing_or_in_the_walk(seed: int) -> None:
    recording, truth = retrowalk.simulate(turned_plan(seed), seed=seed, mounting="random")
    _, from_s, to_s = turned_over(recording, truth, seed)
    assert 2.0 <= to_s - from_s <= 8.0
    at = truth.direction_at(0.5 * (from_s + to_s))
    assert at is (Direction.FORWARD if how_of(seed) == "walking" else Direction.STILL)
