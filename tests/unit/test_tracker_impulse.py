"""Push and brake: which way, from rest."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.tracker import Direction
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.course import CourseHop
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.impulse import Movement, front_of, movements
from retrowalk.tracker.timebase import stretches
from retrowalk.tracker.travel import front_in_span, told, travel_of

PLAN = "stand 3, forward 12, stand 3, backward 12, stand 3, forward 12, stand 3"
WALKS = ((3.0, 15.0, 1), (18.0, 30.0, -1), (33.0, 45.0, 1))


def sledge(velocity_mps: Array, *, lean_rad: float = 0.0, shake_ms2: float = 0.0) -> Motion:
    """Return a sensor that slides along x at (n,) speeds, 50 Hz, leaning about y."""
    acceleration = np.zeros((len(velocity_mps), 3))
    acceleration[:, 0] = np.gradient(velocity_mps, 0.02)
    acceleration[:, 2] = STANDARD_GRAVITY_MS2
    moving = np.abs(velocity_mps) > 0.02
    time_s = np.arange(len(velocity_mps), dtype=np.float64) * 0.02
    acceleration[:, 2] += 2.0 * np.sin(2 * np.pi * 1.8 * time_s) * moving
    acceleration[:, 1] += shake_ms2 * np.sin(2 * np.pi * 5.0 * time_s)
    lean = Rotation.from_euler("y", lean_rad)
    rate = np.zeros_like(acceleration)
    # a moving limb turns to and fro
    rate[:, 1] = 0.8 * np.cos(2 * np.pi * 0.9 * time_s) * moving
    swung = Rotation.from_rotvec(np.cumsum(rate, axis=0) * 0.02)
    force = lean.inv().apply(swung.inv().apply(acceleration))
    recording = Recording(time_s, force, lean.inv().apply(rate))
    (part,) = stretches(recording)
    return motion_of(part)


def trapezoid(speed_mps: float, *, rest_s: float = 3.0, walk_s: float = 8.0) -> Array:
    time_s = np.arange(0.0, 2 * rest_s + walk_s, 0.02)
    up = np.clip((time_s - rest_s) / 0.8, 0.0, 1.0)
    down = np.clip((rest_s + walk_s - time_s) / 0.8, 0.0, 1.0)
    return np.asarray(speed_mps * np.minimum(up, down))


FRONT = np.array([1.0, 0.0, 0.0])


@pytest.mark.parametrize("speed_mps", [1.2, -0.7])
def test_push_and_brake_tell_speed_and_way(speed_mps: float) -> None:
    motion = sledge(trapezoid(speed_mps))
    (movement,) = movements(motion)
    for impulse in (movement.push, movement.brake):
        assert impulse is not None
        assert impulse.clear
        assert impulse.ahead_mps(motion, FRONT) == pytest.approx(speed_mps, abs=0.25)
    assert np.sign(movement.log_odds(motion, FRONT)) == np.sign(speed_mps)
    assert abs(movement.log_odds(motion, FRONT)) > 5.0


def test_a_leaning_sensor_needs_its_own_front() -> None:
    motion = sledge(trapezoid(1.0), lean_rad=0.6)
    (movement,) = movements(motion)
    assert movement.push is not None
    leaning = Rotation.from_euler("y", 0.6).inv().apply(FRONT)
    assert movement.push.ahead_mps(motion, leaning) == pytest.approx(1.0, abs=0.25)
    assert movement.push.in_sensor(motion) @ leaning > 0.95


def test_without_rest_there_is_no_impulse() -> None:
    walk = trapezoid(1.0)[160:-160]
    found = movements(sledge(walk))
    assert all(movement.push is None and movement.brake is None for movement in found)


def test_unrest_before_the_start_makes_it_unclear() -> None:
    (calm,) = movements(sledge(trapezoid(0.5)))
    (shaky,) = movements(sledge(trapezoid(0.5), shake_ms2=1.2))
    assert calm.push is not None
    assert shaky.push is not None
    assert shaky.push.sd_mps > 1.5 * calm.push.sd_mps


def test_a_turn_at_the_end_silences_the_brake() -> None:
    recording, _ = simulate(
        "stand 3, forward 10, turn 180, stand 3", placement="waist", sensor="browser", seed=3
    )
    (motion,) = (motion_of(part) for part in stretches(recording))
    last = [movement.brake for movement in movements(motion) if movement.brake is not None]
    assert not last or not last[-1].clear


def test_ends_that_contradict_each_other_say_nothing() -> None:
    ahead, back = sledge(trapezoid(1.0)), sledge(trapezoid(-1.0))
    (one,), (other,) = movements(ahead), movements(back)
    mixed = Movement(one.start, one.end, one.push, other.brake)
    assert mixed.log_odds(ahead, FRONT) == 0.0


def test_without_a_gyroscope_there_are_no_movements() -> None:
    motion = sledge(trapezoid(1.0))
    assert movements(replace(motion, has_gyroscope=False)) == ()


def test_front_of_walks_that_disagree_is_unknown() -> None:
    ahead, back = sledge(trapezoid(1.0)), sledge(trapezoid(-1.0))
    pairs = tuple((motion, movements(motion)[0]) for motion in (ahead, back))
    front = front_of(pairs[:1])
    assert front is not None
    assert front @ FRONT > 0.95
    assert front_of(pairs) is None
    assert front_of(()) is None


@cache
def walked(seed: int, placement: Placement) -> tuple[Recording, Truth]:
    return simulate(
        PLAN,
        style=WalkerStyle.varied(seed),
        placement=placement,
        sensor="browser",
        mounting="random",
        seed=seed,
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("placement", [Placement.WRIST, Placement.HAND, Placement.WAIST])
@pytest.mark.parametrize("state", ["known", "calibrated"])
def test_walks_from_rest_are_told_and_never_wrongly(
    placement: Placement, seed: int, state: str
) -> None:
    recording, truth = walked(seed, placement)
    (motion,) = (motion_of(part) for part in stretches(recording))
    front = truth.mounting.body_from_sensor[0]
    if state == "calibrated":
        learnt = front_in_span([motion], (1.0, 17.0))
        assert learnt is not None
        front = learnt
    found = movements(motion)
    right = 0
    for run in walks_in(motion, placement):
        travel = travel_of(motion, run, found, front, ())
        for answer in travel.answers("because"):
            at_s = float(motion.time_s[answer.sample])
            true = [sign for low, high, sign in WALKS if low + 1.0 <= at_s < high - 1.0]
            if not true:
                continue
            wanted = Direction.FORWARD if true[0] > 0 else Direction.BACKWARD
            assert answer.direction in (wanted, Direction.UNKNOWN)
            right += answer.direction is wanted
    assert right > 30


def test_course_and_impulse_add_up_and_side_steps_win() -> None:
    recording, _ = walked(0, Placement.WRIST)
    (motion,) = (motion_of(part) for part in stretches(recording))
    run = walks_in(motion, Placement.WRIST)[0]
    empty = travel_of(motion, run, (), None, ())
    assert not empty.forward.any()
    assert all(a.direction is Direction.UNKNOWN for a in empty.answers("because"))
    assert all(a.reason == "because" for a in empty.answers("because"))
    course = [CourseHop(0.25 + 0.5 * k, -4.0, 4.0 if k > 14 else -4.0, 20.0) for k in range(40)]
    told_by_course = travel_of(motion, run, (), None, course)
    directions = {a.direction for a in told_by_course.answers("because")}
    assert directions == {Direction.BACKWARD, Direction.SIDEWAYS}
    far = [CourseHop(hop.time_s + 1000.0, *(-4.0, -4.0, 20.0)) for hop in course]
    assert not travel_of(motion, run, (), None, far).forward.any()


@pytest.mark.parametrize(
    ("forward", "sideways", "direction"),
    [
        (4.0, 0.0, Direction.FORWARD),
        (-4.0, -3.0, Direction.BACKWARD),
        (2.0, -3.0, Direction.UNKNOWN),
        (4.0, -0.2, Direction.UNKNOWN),
        (0.1, 3.5, Direction.SIDEWAYS),
    ],
)
def test_log_odds_become_a_direction(forward: float, sideways: float, direction: Direction) -> None:
    assert told(forward, sideways) is direction
