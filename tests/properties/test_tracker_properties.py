"""What must hold for any walker, any mounting and any sensor."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation
from tests.motions import cut, played_backward, turned

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Mounting, Placement, Recording
from retrowalk.simulate import SensorModel, Truth, WalkerStyle, simulate
from retrowalk.tracker import Bout, BoutEvent, Direction, Tracker, Walk, track
from retrowalk.tracker.contract import to_dict

LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
PLAN = "stand 2, forward 12, stand 3, backward 14, stand 2"
CALIBRATION = (1.0, 15.5)
RATES_HZ = (50.0, 60.0, 100.0, 200.0)

# a failing example is not made smaller: each try takes a whole walk
few = settings(
    max_examples=10, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
people = st.integers(0, 11)
legs = st.sampled_from(LEGS)


@st.composite
def rotations(draw: st.DrawFn) -> Array:
    parts = draw(st.tuples(*[st.floats(-1.0, 1.0)] * 4).filter(lambda q: np.hypot(*q[:2]) > 0.05))
    return np.asarray(Rotation.from_quat(parts).as_matrix())


@cache
def walked(
    person: int, placement: Placement, plan: str = PLAN, rate_hz: float = 60.0
) -> tuple[Recording, Truth]:
    """Simulate a walk with the sensor along the body and no noise, so that rates compare."""
    sensor = SensorModel(rate_hz=rate_hz, acc_noise_ms2=0.02, gyr_noise_rads=0.002)
    return simulate(
        plan, style=WalkerStyle.varied(person), placement=placement, sensor=sensor, seed=person
    )


@cache
def tracked(person: int, placement: Placement, plan: str = PLAN, rate_hz: float = 60.0) -> Walk:
    return track(walked(person, placement, plan, rate_hz)[0])


def directions(walk: Walk) -> list[Direction]:
    return [bout.direction for bout in walk.bouts]


def steps(walk: Walk) -> int:
    return len(walk.steps)


def assert_same(one: Walk, other: Walk) -> None:
    """Require the same answer."""
    assert directions(other) == directions(one)
    assert steps(other) == steps(one)
    for a, b in zip(one.bouts, other.bouts, strict=True):
        assert b.end_s == pytest.approx(a.end_s, abs=0.3)
        strides_s = []  # of one foot: steps of a leg sensor come unevenly in turn
        for walk in (one, other):
            at = np.array([s.time_s for s in walk.steps if a.start_s < s.time_s < a.end_s])
            strides_s.append(float(np.median(at[2:] - at[:-2])))
        assert strides_s[1] == pytest.approx(strides_s[0], abs=0.03)
    assert [s.direction for s in other.seconds] == [s.direction for s in one.seconds]


@few
@given(person=people, placement=legs, mount=rotations())
def test_turning_a_sensor_of_unknown_mounting_changes_nothing(
    person: int, placement: Placement, mount: Array
) -> None:
    recording, _ = walked(person, placement)
    assert_same(tracked(person, placement), track(turned(recording, mount)))


@few
@given(person=people, placement=legs, mount=rotations())
def test_turning_a_calibrated_sensor_changes_nothing(
    person: int, placement: Placement, mount: Array
) -> None:
    recording, _ = walked(person, placement)
    plain = track(recording, calibration=CALIBRATION)
    assert_same(plain, track(turned(recording, mount), calibration=CALIBRATION))


@few
@given(person=people, placement=st.sampled_from([*LEGS, Placement.WAIST]), mount=rotations())
def test_turning_a_sensor_and_saying_so_changes_nothing(
    person: int, placement: Placement, mount: Array
) -> None:
    recording, _ = walked(person, placement)
    plain = track(recording, mounting=Mounting(np.eye(3)))
    seated = track(turned(recording, mount), mounting=Mounting(mount.T))
    assert directions(seated) == directions(plain)
    assert steps(seated) == steps(plain)


@few
@given(person=people, mount=rotations())
def test_at_the_waist_a_calibration_makes_up_for_any_mounting(person: int, mount: Array) -> None:
    recording, _ = walked(person, Placement.WAIST)
    plain = track(recording, calibration=CALIBRATION)
    other = track(turned(recording, mount), calibration=CALIBRATION)
    assert directions(other) == directions(plain)
    assert steps(other) == steps(plain)


FORWARD = "stand 3, forward 14, stand 3"


@few
@given(person=people, placement=legs, known=st.booleans())
def test_a_forward_walk_played_backward_is_a_backward_walk_of_as_many_steps(
    person: int, placement: Placement, known: bool
) -> None:
    recording, truth = walked(person, placement, FORWARD)
    mounting = truth.mounting if known else None
    ahead = track(recording, mounting=mounting)
    back = track(played_backward(recording), mounting=mounting)
    assert directions(ahead) == [Direction.FORWARD]
    assert Direction.FORWARD not in directions(back)
    assert abs(steps(back) - steps(ahead)) <= 1
    assert Direction.BACKWARD in directions(back)


@few
@given(person=people, placement=legs)
def test_the_sampling_rate_changes_neither_way_nor_steps(person: int, placement: Placement) -> None:
    walks = [tracked(person, placement, PLAN, rate_hz) for rate_hz in RATES_HZ]
    counts = [steps(walk) for walk in walks]
    assert max(counts) - min(counts) <= 1, counts
    for walk in walks:
        assert directions(walk) == [Direction.FORWARD, Direction.BACKWARD]


def stand(recording: Recording, at_s: float, length_s: float) -> Recording:
    """Return the recording with rest put in at an instant when the walker stands."""
    k = int(np.searchsorted(recording.time_s, at_s))
    rate = recording.angular_rate_rads
    assert rate is not None
    count = round(60.0 * length_s)
    rng = np.random.default_rng(count)
    near = recording.acceleration_ms2[max(0, k - 20) : k + 20].mean(axis=0)
    rest = np.tile(near * STANDARD_GRAVITY_MS2 / np.linalg.norm(near), (count, 1))
    before, after = recording.time_s[:k], recording.time_s[k:]
    start = before[-1] if len(before) else 0.0
    times = start + np.arange(1, count + 1) / 60.0
    return replace(
        recording,
        time_s=np.concatenate([before, times, after - start + times[-1] + 1 / 120]),
        acceleration_ms2=np.vstack(
            [
                recording.acceleration_ms2[:k],
                rest + rng.normal(0, 0.02, rest.shape),
                recording.acceleration_ms2[k:],
            ]
        ),
        angular_rate_rads=np.vstack([rate[:k], rng.normal(0, 0.002, rest.shape), rate[k:]]),
    )


@few
@given(
    person=people,
    placement=legs,
    where=st.sampled_from([0.4, 15.5, 32.6]),
    length_s=st.floats(1.0, 25.0),
)
def test_standing_before_between_or_after_adds_no_steps_and_changes_no_way(
    person: int, placement: Placement, where: float, length_s: float
) -> None:
    recording, _ = walked(person, placement)
    plain, longer = tracked(person, placement), track(stand(recording, where, length_s))
    assert steps(longer) <= steps(plain) + 1
    assert steps(longer) >= steps(plain) - 1
    assert directions(longer) == directions(plain)
    assert len(longer.seconds) == pytest.approx(len(plain.seconds) + length_s, abs=1.1)


@few
@given(
    person=people,
    placement=st.sampled_from(list(Placement)),
    start_s=st.sampled_from([-512.0, -3.25, 0.5, 7.0, 4096.0, 1.0e6]),
)
def test_where_the_files_clock_starts_does_not_change_a_letter_of_the_answer(
    person: int, placement: Placement, start_s: float
) -> None:
    recording, _ = walked(person, placement)
    # instants that stay exact when the clock is moved
    exact = replace(recording, time_s=np.round(recording.time_s * 1024) / 1024)
    moved = replace(exact, time_s=exact.time_s + start_s)
    assert json.dumps(to_dict(track(moved))) == json.dumps(to_dict(track(exact)))


@few
@given(person=people, placement=legs, cut_s=st.floats(7.0, 11.0))
def test_a_part_of_a_walk_reads_as_that_part_of_the_whole(
    person: int, placement: Placement, cut_s: float
) -> None:
    recording, truth = walked(person, placement, FORWARD)
    whole = track(recording, mounting=truth.mounting)
    part = track(recording.part(0.0, cut_s), mounting=truth.mounting)
    told = sum(step.time_s < cut_s for step in whole.steps)
    assert abs(steps(part) - told) <= 1
    assert Direction.BACKWARD not in directions(part)


@few
@given(
    person=people,
    placement=st.sampled_from(list(Placement)),
    sizes=st.lists(st.integers(1, 400), min_size=1, max_size=4),
    known=st.booleans(),
)
def test_streamed_is_the_same_as_batch(
    person: int, placement: Placement, sizes: list[int], known: bool
) -> None:
    recording, truth = walked(person, placement)
    # what push, brake and course tell of an arm needs the whole recording
    arm = placement in (Placement.WRIST, Placement.HAND)
    mounting = truth.mounting if known and not arm else None
    whole = track(recording, mounting=mounting)
    tracker = Tracker(placement, mounting=mounting)
    told = [event for part in cut(recording, sizes) for event in tracker.push(part)]
    told += tracker.finish()
    bouts = [event.bout for event in told if isinstance(event, BoutEvent)]
    steps = [step for event in told if isinstance(event, BoutEvent) for step in event.steps]
    assert steps == list(whole.steps)
    assert_alike(bouts, list(whole.bouts))


def assert_alike(told: list[Bout], expected: list[Bout]) -> None:
    """Require the same bouts; sums are formed in another order, so to twelve digits."""
    assert len(told) == len(expected)
    for one, other in zip(told, expected, strict=True):
        here, there = numbers(asdict(one)), numbers(asdict(other))
        assert here == pytest.approx(there, rel=1e-9, abs=1e-9)
        assert (one.direction, one.reason, one.contact) == (
            other.direction,
            other.reason,
            other.contact,
        )


def numbers(value: object) -> list[float]:
    """Return all numbers of a nested value."""
    if isinstance(value, dict):
        return [number for one in value.values() for number in numbers(one)]
    return [float(value)] if isinstance(value, int | float) else []
