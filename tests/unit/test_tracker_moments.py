"""The parities that make a moment a cue for the direction."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from tests.motions import played_backward, restless, runs_of, stretch, walked

from retrowalk.recording import Placement, Recording
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.frame import Sagittal, sagittal
from retrowalk.tracker.moments import FLIP_FREE, FRONT_NAMES, NAMES, moments_of
from retrowalk.tracker.timebase import stretches

ODD_FIELDS = {"rate_y", "velocity_x", "velocity_z"}
VERTICAL_FIELDS = {"acceleration_z", "velocity_z"}
FREE = np.array(FLIP_FREE)


def signals(seed: int) -> Sagittal:
    rng = np.random.default_rng(seed)
    at_s = np.arange(125) / 50.0
    parts = {}
    for field in fields(Sagittal):
        size, phase = rng.normal(size=(2, 4, 1))
        waves = size * np.sin(2 * np.pi * np.arange(1, 5)[:, None] * 0.9 * at_s + 3 * phase)
        parts[field.name] = waves.sum(axis=0)
    return Sagittal(**parts)


def changed(found: Sagittal, names: set[str], *, film_backward: bool = False) -> Sagittal:
    parts = {}
    for field in fields(Sagittal):
        values = getattr(found, field.name)
        values = values[::-1] if film_backward else values
        parts[field.name] = -values if field.name in names else values
    return Sagittal(**parts)


@pytest.mark.parametrize("seed", range(3))
def test_a_film_run_backward_turns_every_cue_round_and_leaves_the_front(seed: int) -> None:
    here = moments_of(signals(seed))
    back = moments_of(changed(signals(seed), ODD_FIELDS, film_backward=True))
    np.testing.assert_allclose(back.odd, -here.odd, atol=1e-12)
    np.testing.assert_allclose(back.front, here.front, atol=1e-12)
    assert np.abs(here.odd).min() > 1e-6  # or nothing was shown


@pytest.mark.parametrize("seed", range(3))
def test_half_a_turn_of_the_sensor_changes_exactly_the_moments_that_are_not_flip_free(
    seed: int,
) -> None:
    here = moments_of(signals(seed))
    flat = {field.name for field in fields(Sagittal)} - VERTICAL_FIELDS
    turned = moments_of(changed(signals(seed), flat))
    np.testing.assert_allclose(turned.odd[FREE], here.odd[FREE], atol=1e-12)
    np.testing.assert_allclose(turned.odd[~FREE], -here.odd[~FREE], atol=1e-12)
    np.testing.assert_allclose(turned.front, -here.front, atol=1e-12)
    assert FREE.any()
    assert not FREE.all()


def test_turned_moments_are_those_of_the_turned_signals() -> None:
    flat = {field.name for field in fields(Sagittal)} - VERTICAL_FIELDS
    expected, found = moments_of(changed(signals(4), flat)), moments_of(signals(4)).turned()
    np.testing.assert_allclose(found.odd, expected.odd, atol=1e-12)
    np.testing.assert_allclose(found.front, expected.front, atol=1e-12)


def test_many_windows_at_once_give_what_each_gives_alone() -> None:
    both = [signals(seed) for seed in (1, 2)]
    many = moments_of(
        Sagittal(
            **{
                field.name: np.stack([getattr(one, field.name) for one in both])
                for field in fields(Sagittal)
            }
        )
    )
    for k, one in enumerate(both):
        np.testing.assert_allclose(many.at(k).odd, moments_of(one).odd, atol=1e-12)
        np.testing.assert_allclose(many.at(k).front, moments_of(one).front, atol=1e-12)


def test_speed_size_and_offset_of_the_signals_do_not_matter() -> None:
    here = moments_of(signals(1))
    louder = Sagittal(
        **{
            field.name: 3.0 + (k + 0.5) * getattr(signals(1), field.name)
            for k, field in enumerate(fields(Sagittal))
        }
    )
    other = moments_of(louder)
    np.testing.assert_allclose(other.odd, here.odd, atol=1e-12)
    np.testing.assert_allclose(other.front, here.front, atol=1e-12)


def test_a_sensor_at_rest_has_moments_of_zero_and_no_division_by_zero() -> None:
    still = Sagittal(**{field.name: np.zeros(125) for field in fields(Sagittal)})
    found = moments_of(still)
    assert not found.odd.any()
    assert not found.front.any()


def test_every_name_is_there_once() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(FLIP_FREE)
    assert len(set(FRONT_NAMES)) == len(FRONT_NAMES)
    assert not set(NAMES) & set(FRONT_NAMES)


def only_motion(recording: Recording) -> Motion:
    (part,) = stretches(recording)
    return motion_of(part)


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE, Placement.WAIST])
def test_a_recorded_walk_played_backward_turns_its_cues_round(placement: Placement) -> None:
    recording, truth = walked(2, placement, sensor="ideal")
    left = truth.mounting.body_from_sensor[1]
    motion, back = only_motion(recording), only_motion(played_backward(recording))
    assert len(motion) == len(back)
    for _, run in runs_of(recording, placement):
        window = slice(run.start, run.end)
        mirrored = slice(len(motion) - run.end, len(motion) - run.start)
        here = moments_of(sagittal(motion, window, left))
        there = moments_of(sagittal(back, mirrored, left))
        np.testing.assert_allclose(there.odd, -here.odd, atol=1e-6)
        np.testing.assert_allclose(there.front, here.front, atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_the_mirror_image_of_a_walk_has_the_same_moments(seed: int) -> None:
    part = restless(8.0, seed)
    mirrored = stretch(
        part.acceleration_ms2 * [1.0, -1.0, 1.0], part.angular_rate_rads * [-1.0, 1.0, -1.0]
    )
    left, window = np.array([0.0, 1.0, 0.0]), slice(50, 350)
    here = moments_of(sagittal(motion_of(part), window, left))
    there = moments_of(sagittal(motion_of(mirrored), window, left))
    np.testing.assert_allclose(there.odd, here.odd, atol=1e-9)
    np.testing.assert_allclose(there.front, here.front, atol=1e-9)


def test_a_single_signal_matters_to_the_moments_that_name_it_only() -> None:
    here = signals(2)
    other = moments_of(replace(here, angle_y=signals(3).angle_y))
    same = np.isclose(other.odd, moments_of(here).odd)
    assert [not s for s in same] == ["Ay" in name.split(".") for name in NAMES]
