"""The internal clock: nothing shifted, nothing invented, nothing across gaps."""

from __future__ import annotations

import numpy as np
import pytest
from tests.motions import rotation, turned

from retrowalk.recording import Array, Recording
from retrowalk.tracker.timebase import GAP_S, PERIOD_S, RATE_HZ, Grid, stretches

RATES_HZ = (25.0, 60.0, 100.0, 200.0)
SLOPE = np.array([0.7, -1.3, 2.1])
START = np.array([3.0, -2.0, 9.0])


def clock(rate_hz: float, jitter_s: float = 0.0, seconds: float = 10.0) -> Array:
    count = round(seconds * rate_hz) + 1
    wobble = np.random.default_rng(3).uniform(-jitter_s, jitter_s, count)
    wobble[[0, -1]] = 0.0
    return np.asarray(np.arange(count) / rate_hz + wobble)


def line(time_s: Array) -> Array:
    return np.asarray(START + time_s[:, None] * SLOPE)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("jitter_share", [0.0, 0.3])
def test_a_straight_line_stays_the_same_line_at_any_rate(
    rate_hz: float, jitter_share: float
) -> None:
    time_s = clock(rate_hz, jitter_share / rate_hz)
    (found,) = stretches(Recording(time_s, line(time_s), 0.1 * line(time_s)))
    inner = slice(1, -1)  # the first and last cells are cut in half
    np.testing.assert_allclose(found.acceleration_ms2[inner], line(found.time_s)[inner], atol=1e-9)
    np.testing.assert_allclose(
        found.angular_rate_rads[inner], 0.1 * line(found.time_s)[inner], atol=1e-9
    )


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_grid_value_is_the_mean_over_its_cell_of_the_lines_through_the_samples(
    rate_hz: float,
) -> None:
    time_s = clock(rate_hz, 0.2 / rate_hz)
    values = np.random.default_rng(1).normal(size=(len(time_s), 3))
    (found,) = stretches(Recording(time_s, values))
    for k in (1, 57, 250, len(found) - 2):
        cell = found.time_s[k] + PERIOD_S * ((np.arange(20000) + 0.5) / 20000 - 0.5)
        expected = [np.interp(cell, time_s, column).mean() for column in values.T]
        np.testing.assert_allclose(found.acceleration_ms2[k], expected, atol=1e-6)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_the_grid_is_50_hz_from_the_first_sample_to_the_last(rate_hz: float) -> None:
    time_s = clock(rate_hz)
    (found,) = stretches(Recording(time_s, line(time_s)))
    assert len(found) == 10 * RATE_HZ + 1
    np.testing.assert_allclose(found.time_s, np.arange(len(found)) / 50.0, atol=1e-12)


def test_a_slow_wave_is_not_shifted_in_time() -> None:
    for rate_hz in RATES_HZ:
        time_s = clock(rate_hz)
        wave = np.tile(np.sin(2 * np.pi * time_s)[:, None], (1, 3))
        (found,) = stretches(Recording(time_s, wave))
        in_phase = found.acceleration_ms2[1:-1, 0] @ np.sin(2 * np.pi * found.time_s[1:-1])
        across = found.acceleration_ms2[1:-1, 0] @ np.cos(2 * np.pi * found.time_s[1:-1])
        assert abs(np.arctan2(across, in_phase)) < 2 * np.pi * 0.0005, rate_hz


def test_where_the_clock_starts_does_not_matter() -> None:
    time_s = clock(60.0, 0.003)
    here = stretches(Recording(time_s, line(time_s)))
    later = stretches(Recording(time_s + 4096.0, line(time_s)))
    assert [part.first for part in later] == [part.first for part in here]
    np.testing.assert_allclose(later[0].acceleration_ms2, here[0].acceleration_ms2, atol=1e-8)


def test_turning_the_sensor_turns_the_grid_values_and_nothing_else() -> None:
    time_s = clock(60.0, 0.003)
    values = np.random.default_rng(2).normal(size=(len(time_s), 3))
    plain, mount = Recording(time_s, values, values), rotation(5)
    (a,), (b,) = stretches(plain), stretches(turned(plain, mount))
    np.testing.assert_allclose(b.acceleration_ms2, a.acceleration_ms2 @ mount.T, atol=1e-12)
    np.testing.assert_allclose(b.angular_rate_rads, a.angular_rate_rads @ mount.T, atol=1e-12)


def with_hole(start_s: float, length_s: float) -> Recording:
    time_s = clock(100.0)
    # the samples at both edges of the hole stay
    keep = (time_s < start_s + 0.001) | (time_s > start_s + length_s - 0.001)
    return Recording(time_s[keep], line(time_s[keep]))


def test_no_stretch_crosses_a_gap_and_the_grid_goes_on_behind_it() -> None:
    before, after = stretches(with_hole(4.0, 1.5))
    assert before.time_s[-1] == pytest.approx(4.0)
    assert after.time_s[0] == pytest.approx(5.5)
    assert after.first == 275
    np.testing.assert_allclose(after.acceleration_ms2[1:-1], line(after.time_s)[1:-1], atol=1e-9)


def test_a_hole_shorter_than_a_gap_is_bridged_and_one_just_longer_is_not() -> None:
    assert len(stretches(with_hole(4.0, GAP_S - 0.01))) == 1
    assert len(stretches(with_hole(4.0, GAP_S + 0.01))) == 2


def test_a_scrap_of_under_a_second_is_left_out() -> None:
    time_s = np.concatenate([clock(100.0, seconds=0.8), 3.0 + clock(100.0, seconds=5.0)])
    (found,) = stretches(Recording(time_s, line(time_s)))
    assert found.time_s[0] == pytest.approx(3.0)
    assert stretches(Recording(time_s[:80], line(time_s[:80]))) == ()


def test_without_a_gyroscope_the_turning_is_zero_and_marked_as_not_measured() -> None:
    time_s = clock(60.0)
    (found,) = stretches(Recording(time_s, line(time_s)))
    assert not found.has_gyroscope
    assert not found.angular_rate_rads.any()
    (measured,) = stretches(Recording(time_s, line(time_s), line(time_s)))
    assert measured.has_gyroscope


@pytest.mark.parametrize("rate_hz", [50.0, 60.0, 100.0])
def test_a_stretch_closes_where_it_ended_wherever_a_push_ends(rate_hz: float) -> None:
    for count in range(200, 260):
        before = np.arange(count) / rate_hz
        grid = Grid()
        blocks = grid.push(before, np.zeros((count, 6)))
        after = before[-1] + 1.0 + np.arange(100) / rate_hz
        blocks += grid.push(after, np.zeros((100, 6)))
        known = 0
        for block in blocks:
            assert block.opens or block.first == known
            known = block.first + len(block.values)
            if block.closes:
                break
        assert known == int(before[-1] * 50.0 + 1e-6) + 1
