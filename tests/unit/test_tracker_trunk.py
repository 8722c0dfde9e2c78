"""What the trunk shows of both feet."""

from __future__ import annotations

import numpy as np
import pytest

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.trunk import stride_ratio, trunk_of

STEP = 25.0  # samples


def walked(early: float, mount: Array) -> tuple[Timing, Array]:
    """Return a walk of equal steps whose odd ones are timed too early, its sway once a stride."""
    at = np.arange(2000) / STEP
    push = np.sin(2 * np.pi * at) + 0.3 * np.sin(4 * np.pi * at + 0.4)
    sway = 0.8 * np.sin(np.pi * at)
    lift = 2.0 * np.cos(2 * np.pi * at + 0.5)
    body = np.stack([push, sway, lift + STANDARD_GRAVITY_MS2], axis=1)
    rise = np.sin(2 * np.pi * at + 0.5)
    wave = np.column_stack([body @ mount.T, np.zeros((2000, 3)), lift, rise])
    numbers = np.arange(70)
    samples = 100.0 + STEP * numbers - early * (numbers % 2)
    return Timing(samples, numbers, np.ones(70), 0.0), wave


@pytest.mark.parametrize("early", [-6.3, -0.2, 0.0, 1.0, 8.4])
def test_how_far_the_feet_are_apart_is_measured_back_at_any_mounting(early: float) -> None:
    for seed in range(4):
        mount = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0]
        found = trunk_of(*walked(early, mount), 0)
        assert found.apart == pytest.approx(early, abs=0.05)
        assert found.alike > 0.98


def test_a_foot_with_another_waveform_is_less_alike_and_less_sure() -> None:
    timing, wave = walked(0.0, np.eye(3))
    odd = (np.arange(2000) - 100.0) / STEP % 2.0
    other = wave.copy()
    other[:, 0] *= np.where((odd > 0.5) & (odd <= 1.5), 0.3, 1.0)
    one, two = trunk_of(timing, wave, 0), trunk_of(timing, other, 0)
    assert two.alike < one.alike
    assert two.apart_error > one.apart_error


def test_too_few_steps_compare_nothing() -> None:
    timing, wave = walked(0.0, np.eye(3))
    few = Timing(timing.samples[:6], timing.numbers[:6], timing.alike[:6], 0.0)
    assert trunk_of(few, wave, 0).alike == 0.0


@pytest.mark.parametrize("uneven", [0.1, 0.5])
@pytest.mark.parametrize("step", [19.3, 25.0, 41.0])
def test_the_stride_ratio_is_that_of_the_step_to_the_stride(uneven: float, step: float) -> None:
    at = np.arange(2000)
    lift = np.sin(2 * np.pi * at / step) + uneven * np.sin(np.pi * at / step)
    ratio = stride_ratio(lift, 100.5, 100.5 + 2 * step)
    assert ratio == pytest.approx(1.0 / uneven, rel=0.1)


def test_every_second_stride_has_a_ratio() -> None:
    timing, wave = walked(0.0, np.eye(3))
    found = trunk_of(timing, wave, 0)
    assert found.numbers == tuple(range(0, 68, 2))
    assert len(found.ratios) == len(found.numbers)
