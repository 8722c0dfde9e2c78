"""Which way is up, and filters that are even or odd in time exactly."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.transform import Rotation
from tests.motions import GRAVITY, restless, rotation, stretch

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.attitude import LOOK_AHEAD, Motion, convolved, hann, motion_of, smoothed
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ, Stretch

STILL = np.tile(GRAVITY, (501, 1))


def reversed_in_time(part: Stretch) -> Stretch:
    return stretch(part.acceleration_ms2[::-1].copy(), -part.angular_rate_rads[::-1])


def test_the_sensors_turns_are_those_of_scipy() -> None:
    part = restless(8.0, seed=1)
    expected = [Rotation.identity()]
    for rate in 0.5 * (part.angular_rate_rads[1:] + part.angular_rate_rads[:-1]):
        expected.append(expected[-1] * Rotation.from_rotvec(rate * PERIOD_S))
    found = motion_of(part).world_from_sensor
    np.testing.assert_allclose(found, Rotation.concatenate(expected).as_matrix(), atol=1e-10)


def test_a_steady_turn_ends_where_it_should() -> None:
    axis = np.array([0.36, 0.48, 0.8])
    motion = motion_of(stretch(STILL, np.tile(0.5 * axis, (501, 1))))
    expected = Rotation.from_rotvec(0.5 * 10.0 * axis).as_matrix()
    np.testing.assert_allclose(motion.world_from_sensor[-1], expected, atol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_up_is_found_at_any_tilt(seed: int) -> None:
    up = rotation(seed)[2]
    motion = motion_of(stretch(np.tile(STANDARD_GRAVITY_MS2 * up, (200, 1))))
    np.testing.assert_allclose(motion.up_in_sensor, np.tile(up, (200, 1)), atol=1e-12)
    np.testing.assert_allclose(motion.lift_ms2, 0.0, atol=1e-12)


def test_up_stays_up_while_the_sensor_turns_over() -> None:
    rate = np.array([0.0, 1.2, 0.0])
    turn = Rotation.from_rotvec(np.arange(501)[:, None] * PERIOD_S * rate)
    motion = motion_of(stretch(turn.inv().apply(GRAVITY), np.tile(rate, (501, 1))))
    np.testing.assert_allclose(motion.up, np.tile([0.0, 0.0, 1.0], (501, 1)), atol=1e-10)
    np.testing.assert_allclose(motion.acceleration, 0.0, atol=1e-9)


def test_weights_are_even_in_time_and_sum_to_one() -> None:
    for length_s in (0.1, 0.18, 0.3, 2.5):
        weights = hann(length_s)
        assert len(weights) % 2 == 1
        assert weights.sum() == pytest.approx(1.0)
        np.testing.assert_array_equal(weights, weights[::-1])
        assert np.all(weights > 0)


def knocked(at: int) -> Stretch:
    force = STILL.copy()
    force[at] += 1.0
    return stretch(force)


def test_a_knock_gives_an_even_acceleration_and_an_odd_velocity_around_it() -> None:
    motion = motion_of(knocked(250))
    acceleration, velocity = motion.acceleration[:, 2], motion.velocity[:, 2]
    np.testing.assert_allclose(acceleration, acceleration[::-1], atol=1e-12)
    np.testing.assert_allclose(velocity, -velocity[::-1], atol=1e-12)
    assert acceleration[250] > 0.05
    assert velocity[252] > 0.002 > -0.002 > velocity[248]


def test_nothing_constant_passes_the_band() -> None:
    force = STILL + np.array([0.4, -0.8, 1.6])
    motion = motion_of(stretch(force, np.tile([0.0, 0.0, 0.0], (501, 1))))
    np.testing.assert_allclose(motion.acceleration, 0.0, atol=1e-11)
    np.testing.assert_allclose(motion.velocity, 0.0, atol=1e-11)


@pytest.mark.parametrize("frequency_hz", [0.9, 1.8, 3.0])
def test_velocity_and_angle_are_the_integrals_of_a_walkers_waves(frequency_hz: float) -> None:
    omega = 2 * np.pi * frequency_hz
    at_s = np.arange(1001) * PERIOD_S
    wave = np.zeros((1001, 3))
    wave[:, 1] = np.cos(omega * at_s)
    motion = motion_of(stretch(np.tile(GRAVITY, (1001, 1)) + wave))
    # turning a little about up does not disturb gravity
    spin = np.zeros((1001, 3))
    spin[:, 2] = 0.3 * np.cos(omega * at_s)
    turning = motion_of(stretch(np.tile(GRAVITY, (1001, 1)), spin))
    inner = slice(150, -150)
    for rate, integral, size in (
        (motion.acceleration[:, 1], motion.velocity[:, 1], 1.0),
        (turning.rate[:, 2], turning.angle[:, 2], 0.3),
    ):
        gain = rate[inner] @ wave[inner, 1] / (wave[inner, 1] @ wave[inner, 1]) / size
        assert 0.7 < gain < 1.2
        expected = gain * size * np.sin(omega * at_s) / omega
        np.testing.assert_allclose(integral[inner], expected[inner], atol=0.03 * size / omega)


def test_what_comes_later_than_the_look_ahead_changes_nothing_now() -> None:
    quiet, loud = motion_of(stretch(STILL)), motion_of(knocked(250))
    for name in ("up", "acceleration", "velocity"):
        before = slice(0, 250 - LOOK_AHEAD)
        np.testing.assert_allclose(
            getattr(loud, name)[before], getattr(quiet, name)[before], atol=1e-12
        )
        inside = slice(250 - LOOK_AHEAD, 250)
        assert np.abs(getattr(loud, name)[inside] - getattr(quiet, name)[inside]).max() > 1e-6
    assert LOOK_AHEAD / RATE_HZ <= 1.5  # the answer is promised 3 s later, window included


@pytest.mark.parametrize("seed", range(3))
def test_a_film_run_backward_changes_the_sign_of_exactly_the_odd_signals(seed: int) -> None:
    part = restless(10.0, seed)
    ahead, back = motion_of(part), motion_of(reversed_in_time(part))

    def in_sensor(motion: Motion, name: str) -> Array:
        turn = motion.world_from_sensor
        return np.asarray(np.einsum("nji,nj->ni", turn, getattr(motion, name)))

    for name in ("up", "acceleration", "raw_acceleration"):
        np.testing.assert_allclose(in_sensor(back, name)[::-1], in_sensor(ahead, name), atol=1e-9)
    np.testing.assert_allclose(
        in_sensor(back, "velocity")[::-1], -in_sensor(ahead, "velocity"), atol=1e-9
    )
    for name, sign in (
        ("up_in_sensor", 1),
        ("lift_ms2", 1),
        ("angle", 1),
        ("rise_mps", -1),
        ("rate", -1),
        ("raw_rate", -1),
        ("yaw_rate", -1),
    ):
        np.testing.assert_allclose(
            getattr(back, name)[::-1], sign * getattr(ahead, name), atol=1e-9, err_msg=name
        )


def test_turning_the_sensor_turns_its_own_signals_and_leaves_up_and_down_alone() -> None:
    part, mount = restless(8.0, seed=4), rotation(9)
    plain = motion_of(part)
    other = motion_of(stretch(part.acceleration_ms2 @ mount.T, part.angular_rate_rads @ mount.T))
    for name in ("lift_ms2", "rise_mps", "yaw_rate"):
        np.testing.assert_allclose(getattr(other, name), getattr(plain, name), atol=1e-9)
    for name in ("rate", "angle", "up_in_sensor"):
        np.testing.assert_allclose(getattr(other, name), getattr(plain, name) @ mount.T, atol=1e-9)


def test_a_turn_on_the_spot_is_read_about_up_whatever_the_tilt() -> None:
    up = rotation(2)[2]
    rate = np.tile(0.8 * up, (501, 1))
    motion = motion_of(stretch(np.tile(STANDARD_GRAVITY_MS2 * up, (501, 1)), rate))
    np.testing.assert_allclose(motion.yaw_rate[100:-100], 0.8, atol=1e-9)


def test_smoothing_keeps_a_straight_line_and_its_place() -> None:
    ramp = np.arange(200.0)
    np.testing.assert_allclose(smoothed(ramp, 0.3)[20:-20], ramp[20:-20], atol=1e-9)


def test_a_filter_sees_before_and_after_the_ends_what_it_is_told() -> None:
    kernel = np.array([0.25, 0.5, 0.25])
    found = convolved(np.zeros((4, 1)), kernel, np.array([8.0]), np.array([-4.0]))
    np.testing.assert_allclose(found[:, 0], [2.0, 0.0, 0.0, -1.0])
