"""Turning points: one per step, none from ripple, noise or rest."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.motions import runs_of, walked

from retrowalk.recording import Array, Placement
from retrowalk.tracker.steps import Turns, turning_points
from retrowalk.tracker.timebase import PERIOD_S

AT_S = np.arange(1000) * PERIOD_S


def wave(frequency_hz: float, size: float = 1.0) -> Array:
    """Return a swing that starts at a crest, so that its first sample turns as well."""
    return np.asarray(size * np.cos(2 * np.pi * frequency_hz * AT_S))


@pytest.mark.parametrize("frequency_hz", [0.5, 0.9, 1.4])
@pytest.mark.parametrize("size", [0.1, 1.0, 30.0])
def test_a_swing_to_and_fro_has_two_turning_points_per_period_of_any_size(
    frequency_hz: float, size: float
) -> None:
    found = turning_points(wave(frequency_hz, size), 0.06)
    assert abs(len(found) - 2 * frequency_hz * 20.0) <= 1
    for one, other in pairwise(found):
        assert one.turn is not other.turn
        assert (other.sample - one.sample) * PERIOD_S == pytest.approx(0.5 / frequency_hz, abs=0.03)
        assert other.swing == pytest.approx(2 * size, rel=0.02)


def test_highs_are_high_and_lows_are_low() -> None:
    signal = wave(0.9)
    for point in turning_points(signal, 0.06):
        assert signal[point.sample] * point.turn > 0.99


def test_ripple_on_the_swing_is_no_step() -> None:
    plain = turning_points(wave(0.9), 0.06)
    rippled = turning_points(wave(0.9) + wave(4.0, 0.2), 0.06)
    assert len(rippled) == len(plain)
    assert [p.turn for p in rippled] == [p.turn for p in plain]


@pytest.mark.parametrize("seed", range(5))
def test_noise_on_the_swing_is_no_step(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 0.08, len(AT_S))
    found = turning_points(wave(0.9) + noise, 0.06)
    assert abs(len(found) - 36) <= 1


def test_swings_below_the_smallest_never_count_however_regular() -> None:
    assert turning_points(wave(0.9, 0.029), 0.06) == ()
    assert len(turning_points(wave(0.9, 0.032), 0.06)) >= 34


def test_a_share_of_the_recent_size_decides_what_counts() -> None:
    # every other swing is a third of the large one
    uneven = wave(0.9) + wave(1.8, 0.9)
    few, many = turning_points(uneven, 0.06, 1.5), turning_points(uneven, 0.06, 0.3)
    assert len(few) == pytest.approx(36, abs=1)
    assert len(many) == pytest.approx(72, abs=2)


def test_a_quiet_end_behind_loud_swings_adds_nothing() -> None:
    faded = wave(0.9) * np.clip(11.0 - AT_S, 0.0, 1.0)
    found = turning_points(faded, 0.06)
    assert max(point.sample for point in found) * PERIOD_S < 11.0


def test_a_swing_under_way_when_the_stretch_begins_turns_at_once() -> None:
    # the first crest comes 0.1 s after the beginning, so its rise is not seen
    late = np.cos(2 * np.pi * 0.9 * (AT_S - 0.1))
    assert turning_points(late, 0.06)[0].sample * PERIOD_S == pytest.approx(0.1, abs=0.03)
    still = np.where(AT_S < 3.0, 1.0, np.cos(2 * np.pi * 0.9 * (AT_S - 3.0)))
    assert turning_points(still, 0.06)[0].sample * PERIOD_S > 3.0


def test_rest_has_no_turning_point() -> None:
    assert turning_points(np.zeros(500), 0.06) == ()
    assert turning_points(np.full(500, 7.0), 0.06) == ()


def test_played_backward_the_turning_points_are_the_same_but_for_the_ends() -> None:
    noise = np.random.default_rng(1).normal(0, 0.05, len(AT_S))
    signal = wave(0.9) + noise
    ahead = {point.sample for point in turning_points(signal, 0.06)}
    back = {len(AT_S) - 1 - point.sample for point in turning_points(signal[::-1], 0.06)}
    assert len(ahead ^ back) <= 2


@pytest.mark.parametrize("block", [1, 7, 50, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_turning_points_do_not_depend_on_the_length_of_blocks(block: int, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 0.1, len(AT_S))
    signal = wave(0.9) * np.clip(np.sin(0.5 * AT_S), 0, 1) + noise
    whole = turning_points(signal, 0.06)
    turns = Turns(0.06)
    parts = [p for k in range(0, len(signal), block) for p in turns.push(signal[k : k + block])]
    assert (*parts, *turns.finish()) == whole


def test_no_turning_point_is_found_before_what_was_called_settled() -> None:
    signal = wave(0.9) * np.clip(np.sin(0.5 * AT_S), 0, 1)
    turns, settled = Turns(0.06), 0
    for k in range(0, len(signal), 5):
        found = turns.push(signal[k : k + 5])
        assert all(point.sample >= settled for point in found)
        settled = turns.settled
    assert all(point.sample >= settled for point in turns.finish())


def test_an_extreme_that_lasts_was_rest() -> None:
    plateau = np.concatenate([wave(0.9)[:28], np.ones(200), wave(0.9)[:500]])
    assert all(not 28 < p.sample < 200 for p in turning_points(plateau, 0.06))


@pytest.mark.parametrize(
    "placement", [Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT]
)
def test_between_start_and_stop_a_leg_steps_once_per_contact(placement: Placement) -> None:
    for seed in range(6):
        recording, truth = walked(seed, placement)
        found = [
            (motion.first + step.sample) * PERIOD_S
            for motion, run in runs_of(recording, placement)
            for step in run.steps
        ]
        for segment in truth.segments:
            inside = [
                c.time_s for c in truth.contacts if segment.start_s <= c.time_s < segment.end_s
            ]
            if not inside:
                continue
            low, high = inside[1], inside[-2]
            true = sum(low <= at < high for at in inside)
            told = sum(low <= at < high for at in found)
            assert abs(told - true) <= 1, (seed, segment.gait)


def test_a_trunk_steps_about_once_per_contact() -> None:
    told = true = 0
    for seed in range(6):
        recording, truth = walked(seed, Placement.WAIST)
        told += sum(len(run.steps) for _, run in runs_of(recording, Placement.WAIST))
        true += len(truth.contacts)
    assert abs(told - true) <= 0.06 * true
