"""The body's own axes, found in the sensor's readings."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation
from tests.motions import GRAVITY, rotation, runs_of, stretch, walked

from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.frame import (
    HOP,
    STILL_RADS,
    Sagittal,
    SwingAxes,
    hop_centres,
    leg_axes,
    leg_axis,
    sagittal,
    trunk_axis,
    windows_at,
)
from retrowalk.tracker.timebase import PERIOD_S

ALL = slice(100, 700)
WINDOWS = np.array([np.arange(100, 400), np.arange(400, 700)])
AT_S = np.arange(800) * PERIOD_S
LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)


def swinging(left: Array, up: Array, size_rad: float = 0.5) -> Motion:
    """Return a sensor that swings about `left`, an axis across `up`, and spins a little."""
    angle = size_rad * np.sin(2 * np.pi * 0.9 * AT_S)
    rate = np.gradient(angle, PERIOD_S)
    spin = 0.5 * np.sin(2 * np.pi * 1.7 * AT_S + 0.4)
    upright = Rotation.from_rotvec(angle[:, None] * left).inv().apply(up)
    force = 9.80665 * upright
    return motion_of(stretch(force, rate[:, None] * left + spin[:, None] * upright))


@pytest.mark.parametrize("seed", range(4))
def test_a_leg_swings_about_the_axis_that_is_found(seed: int) -> None:
    _, left, up = rotation(seed)
    found = leg_axis(swinging(left, up), ALL)
    assert abs(found @ left) > np.cos(np.radians(2.0))
    assert np.linalg.norm(found) == pytest.approx(1.0)


@pytest.mark.parametrize("placement", LEGS)
def test_a_walkers_left_axis_is_found_at_a_random_mounting(placement: Placement) -> None:
    for seed in range(3):
        recording, truth = walked(seed, placement)
        left = truth.mounting.body_from_sensor[1]
        for motion, run in runs_of(recording, placement):
            found = leg_axis(motion, slice(run.start, run.end))
            assert abs(found @ left) > np.cos(np.radians(20.0)), seed


def test_the_followed_axis_keeps_its_sign() -> None:
    _, left, up = rotation(1)
    axes = leg_axes(swinging(left, up), 125)
    assert np.all(np.einsum("ni,ni->n", axes[1:], axes[:-1]) > 0.9)


def test_before_the_leg_moves_there_is_no_axis() -> None:
    moving = swinging(*rotation(1)[1:])
    rows = moving.rows.copy()
    rows[:300, 18:21] = 0.0
    axes = leg_axes(replace(moving, rows=rows), 125)
    late = hop_centres(moving) > 365
    assert np.all(axes[hop_centres(moving) < 235] == 0.0)
    np.testing.assert_allclose(np.linalg.norm(axes[late], axis=1), 1.0)


@pytest.mark.parametrize("block", [40, 131, 400])
def test_the_axes_do_not_depend_on_the_length_of_blocks(block: int) -> None:
    motion = swinging(*rotation(3)[1:])
    axes = SwingAxes(125, 0)
    for end in range(block, len(motion) + block, block):
        axes.push(motion.part(0, min(end, len(motion))), 0, ended=end >= len(motion))
    np.testing.assert_allclose(axes.axes(slice(0, len(axes))), leg_axes(motion, 125), atol=1e-9)


def test_while_the_leg_rests_the_last_axis_is_kept() -> None:
    _, left, up = rotation(2)
    moving = swinging(left, up)
    rows = moving.rows.copy()
    rows[400:, 18:21] = 0.3 * STILL_RADS * np.random.default_rng(0).normal(size=(400, 3))
    axes = leg_axes(replace(moving, rows=rows), 125)
    rests = hop_centres(moving) >= 475
    assert np.any(rests)
    np.testing.assert_allclose(axes[rests], np.tile(axes[rests][0], (rests.sum(), 1)))
    assert abs(axes[rests][0] @ left) > 0.99


@pytest.mark.parametrize("first", [0, 1, 24, 25, 137])
def test_answers_lie_on_the_recordings_half_seconds_wherever_the_stretch_starts(
    first: int,
) -> None:
    motion = replace(swinging(*rotation(0)[1:]), first=first)
    centres = hop_centres(motion)
    assert np.all((centres + first) % HOP == 0)
    assert 0 <= centres[0] < HOP
    assert len(motion) - HOP <= centres[-1] < len(motion)


def bouncing(mount: Array, seed: int = 0) -> Motion:
    """Return a pelvis: fore-aft and vertical with the step, sway at half the rhythm."""
    step = 2 * np.pi * 1.8 * AT_S
    noise = 0.1 * np.random.default_rng(seed).normal(size=(len(AT_S), 3))
    body = np.stack([1.2 * np.sin(step + 0.9), 1.5 * np.sin(0.5 * step), 2.0 * np.sin(step)], 1)
    return motion_of(stretch((GRAVITY + body + noise) @ mount))  # mount: body_from_sensor


@pytest.mark.parametrize("seed", range(4))
def test_the_pelvis_goes_to_and_fro_with_the_step_along_the_axis_that_is_found(seed: int) -> None:
    mount = rotation(seed)
    found, clear = trunk_axis(bouncing(mount, seed), WINDOWS)
    assert abs(found @ mount[1]) > np.cos(np.radians(3.0))
    assert clear > 0.8


def test_sway_alone_gives_no_clear_axis() -> None:
    rng = np.random.default_rng(3)
    shaken = motion_of(stretch(GRAVITY + rng.normal(size=(800, 3))))
    told = [
        trunk_axis(motion_of(stretch(GRAVITY + rng.normal(size=(800, 3)))), WINDOWS)[1]
        for _ in range(8)
    ]
    assert trunk_axis(shaken, WINDOWS)[1] < 1.0
    assert np.mean(told) < trunk_axis(bouncing(rotation(0)), WINDOWS)[1]


def test_front_left_and_up_are_told_apart() -> None:
    mount = rotation(6)
    motion = bouncing(mount)
    found = sagittal(motion, ALL, mount[1])
    step = 2 * np.pi * 1.8 * AT_S[ALL]
    for signal, phase in ((found.acceleration_x, 0.9), (found.acceleration_z, 0.0)):
        assert np.corrcoef(signal, np.sin(step + phase))[0, 1] > 0.98
    for signal, phase in ((found.velocity_x, 0.9), (found.velocity_z, 0.0)):
        assert np.corrcoef(signal, -np.cos(step + phase))[0, 1] > 0.98


def test_a_positive_rate_about_left_tips_the_top_forward() -> None:
    left, up = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
    found = sagittal(swinging(left, up), ALL, left)
    swing = 2 * np.pi * 0.9 * AT_S[ALL]
    assert np.corrcoef(found.rate_y, np.cos(swing))[0, 1] > 0.99
    assert np.corrcoef(found.angle_y, np.sin(swing))[0, 1] > 0.99


def test_turning_the_left_axis_round_changes_all_but_the_vertical() -> None:
    recording, truth = walked(1)
    left = truth.mounting.body_from_sensor[1]
    ((motion, run), *_) = runs_of(recording, Placement.POCKET)
    here, round_ = (sagittal(motion, slice(run.start, run.end), s * left) for s in (1, -1))
    for name in ("acceleration_z", "velocity_z"):
        np.testing.assert_allclose(getattr(round_, name), getattr(here, name))
    for name in ("acceleration_x", "velocity_x", "rate_y", "angle_y"):
        np.testing.assert_allclose(getattr(round_, name), -getattr(here, name))


def test_many_windows_at_once_give_what_each_gives_alone() -> None:
    recording, truth = walked(1)
    left = truth.mounting.body_from_sensor[1]
    ((motion, _), *_) = runs_of(recording, Placement.POCKET)
    rows = windows_at(motion, np.array([200, 325, 450]), 125)
    lefts = np.array([left, -left, left])
    many = sagittal(motion, rows, lefts)
    for k, row in enumerate(rows):
        alone = sagittal(motion, slice(row[0], row[-1] + 1), lefts[k])
        for field in fields(Sagittal):
            np.testing.assert_allclose(getattr(many, field.name)[k], getattr(alone, field.name))


def test_a_window_at_the_end_is_moved_inward_and_never_shortened_if_it_can_be_helped() -> None:
    motion = swinging(*rotation(0)[1:])
    rows = windows_at(motion, np.array([0, 400, 799]), 125)
    assert rows.shape == (3, 125)
    assert rows[0][0] == 0
    assert rows[1][62] == 400
    assert rows[2][-1] == len(motion) - 1
    assert windows_at(motion, np.array([400]), 5000).shape == (1, len(motion))
