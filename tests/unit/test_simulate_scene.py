"""From plan to recording: direction cues, sensor errors, mounting, exact truth."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording
from retrowalk.simulate import PRESETS, SensorModel, Truth, WalkerStyle, simulate
from retrowalk.tracker.base import Contact, Direction, Side

RATE_HZ = 50.0


def moment(u: Array, v: Array, w: Array) -> float:
    """Return the standardised third moment of research/DIRECTION.md 5.6."""
    parts = [(x - x.mean()) / x.std() for x in (u, v, w)]
    return float(np.mean(parts[0] * parts[1] * parts[2]))


def filtered(values: Array, low_hz: float, high_hz: float | None) -> Array:
    if high_hz is None:
        sos = butter(2, low_hz, "high", fs=RATE_HZ, output="sos")
    else:
        sos = butter(2, [low_hz, high_hz], "band", fs=RATE_HZ, output="sos")
    return np.asarray(sosfiltfilt(sos, values, axis=0))


def cues(recording: Recording) -> dict[str, float]:
    """Return the direction cues of DIRECTION.md 5 from a body-aligned sensor; > 0 forward."""
    t = np.arange(recording.time_s[0], recording.time_s[-1], 1 / RATE_HZ)
    rates = recording.angular_rate_rads
    assert rates is not None
    a, g = (
        filtered(
            np.stack([np.interp(t, recording.time_s, x[:, k]) for k in range(3)], axis=1), 0.5, 5.0
        )
        for x in (recording.acceleration_ms2, rates)
    )
    velocity = filtered(np.cumsum(a, axis=0) / RATE_HZ, 0.5, None)
    angle = filtered(np.cumsum(g, axis=0) / RATE_HZ, 0.5, None)
    gy = g[:, 1]
    return {
        "thigh": moment(gy, gy, velocity[:, 2]),
        "ankle": -moment(gy, gy, gy),
        "ankle, any mounting": moment(a[:, 2], gy, angle[:, 1]),
        "foot": moment(gy, gy, velocity[:, 0]),
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("placement", "cue"),
    [
        ("thigh", "thigh"),
        ("pocket", "thigh"),
        ("ankle", "ankle"),
        ("ankle", "ankle, any mounting"),
        ("foot", "foot"),
    ],
)
def test_direction_cues_have_the_sign_of_the_captures(placement: str, cue: str, seed: int) -> None:
    for gait, sign in (("forward", 1.0), ("backward", -1.0)):
        recording, _ = simulate(
            f"{gait} 14",
            style=WalkerStyle.varied(seed),
            placement=placement,
            sensor="browser",
            seed=seed,
        )
        assert sign * cues(recording.part(2.0, 12.0))[cue] > 0.1, (gait, seed)


@pytest.mark.parametrize(
    "placement", ["pocket", "thigh", "ankle", "foot", "waist", "wrist", "hand"]
)
@pytest.mark.parametrize("side", ["left", "right"])
def test_every_placement_reads_gravity_at_rest(placement: str, side: str) -> None:
    recording, _ = simulate("stand 5", placement=placement, side=side, sensor="ideal", seed=2)
    force = np.linalg.norm(recording.acceleration_ms2, axis=1)
    assert np.all(np.abs(force - STANDARD_GRAVITY_MS2) < 0.5)
    assert recording.acceleration_ms2[:, 2].mean() > 8.0


def test_the_browser_rounds_and_jitters() -> None:
    recording, _ = simulate("forward 10", sensor="browser", seed=1)
    rates = recording.angular_rate_rads
    assert rates is not None
    tenths = recording.acceleration_ms2 / 0.1
    np.testing.assert_allclose(tenths, np.round(tenths), atol=1e-6)
    steps = np.degrees(rates) / 0.1
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-6)
    assert recording.rate_hz == pytest.approx(60.0, rel=0.05)
    assert 0.001 < np.std(np.diff(recording.time_s)) < 0.006


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 128.0, 200.0])
def test_every_rate_is_kept(rate_hz: float) -> None:
    recording, _ = simulate("forward 6", sensor=SensorModel(rate_hz=rate_hz), seed=1)
    assert recording.rate_hz == pytest.approx(rate_hz, rel=1e-3)
    assert recording.duration_s == pytest.approx(6.0, abs=1.5 / rate_hz)


def test_gaps_stay_gaps() -> None:
    model = SensorModel(gaps_s=((3.0, 4.5),))
    recording, _ = simulate("forward 8", sensor=model, seed=1)
    ((start, end),) = recording.gaps()
    assert start == pytest.approx(3.0, abs=0.02)
    assert end == pytest.approx(4.5, abs=0.02)


def test_the_mounting_of_the_truth_turns_the_recording_back() -> None:
    plain, _ = simulate("forward 6", placement="ankle", sensor="ideal", seed=5)
    turned, truth = simulate(
        "forward 6", placement="ankle", sensor="ideal", mounting="random", seed=5
    )
    assert not np.allclose(plain.acceleration_ms2, turned.acceleration_ms2)
    back = turned.acceleration_ms2 @ truth.mounting.body_from_sensor.T
    np.testing.assert_allclose(back, plain.acceleration_ms2, atol=1e-9)


def test_the_same_seed_repeats_and_another_differs() -> None:
    one, _ = simulate("forward 6", seed=1)
    same, _ = simulate("forward 6", seed=1)
    other, _ = simulate("forward 6", seed=2)
    np.testing.assert_array_equal(one.acceleration_ms2, same.acceleration_ms2)
    assert not np.array_equal(one.acceleration_ms2, other.acceleration_ms2)


def test_a_loose_pocket_shakes_the_phone() -> None:
    tight, _ = simulate("forward 10", looseness=0.0, sensor="ideal", seed=1)
    loose, _ = simulate("forward 10", looseness=1.0, sensor="ideal", seed=1)
    assert tight.angular_rate_rads is not None
    assert loose.angular_rate_rads is not None
    apart = np.std(loose.angular_rate_rads - tight.angular_rate_rads, axis=0)
    assert np.max(apart) > 0.3


def test_contacts_knock_at_the_ankle_unless_ideal() -> None:
    real, truth = simulate("forward 10", placement="ankle", sensor=SensorModel(), seed=1)
    ideal, _ = simulate("forward 10", placement="ankle", sensor="ideal", seed=1)
    own = [c.time_s for c in truth.contacts if c.side is Side.RIGHT][2:-1]
    gap = np.abs(real.acceleration_ms2[:, 2] - ideal.acceleration_ms2[:, 2])
    knocks = [gap[(real.time_s >= t) & (real.time_s < t + 0.1)].max() for t in own]
    assert np.min(knocks) > 2.0


def test_truth_is_exact_and_round_trips() -> None:
    plan = "forward 15 @1.2, stand 3, backward 20 @0.6, left 6"
    _, truth = simulate(plan, seed=3)
    assert Truth.from_json(truth.to_json()) == truth
    forward, still, backward, left = truth.segments
    assert [s.direction for s in truth.segments] == [
        Direction.FORWARD,
        Direction.STILL,
        Direction.BACKWARD,
        Direction.SIDEWAYS,
    ]
    assert still.distance_m == 0.0
    assert still.steps == 0
    # starting and stopping cost about a second and a half
    assert forward.distance_m == pytest.approx(1.2 * 13.6, rel=0.06)
    assert backward.distance_m == pytest.approx(0.6 * 18.6, rel=0.06)
    assert 1.0 < left.distance_m < 2.5
    assert truth.direction_at(16.0) is Direction.STILL
    assert truth.direction_at(20.0) is Direction.BACKWARD
    for one, next_one in pairwise(truth.contacts):
        if next_one.time_s - one.time_s < 1.0:
            assert one.side is not next_one.side
    kinds = {c.direction: c.contact for c in truth.contacts}
    assert kinds[Direction.FORWARD] is Contact.HEEL
    assert kinds[Direction.BACKWARD] is Contact.BALL


def test_steps_follow_cadence_and_asymmetry() -> None:
    style = WalkerStyle(cadence_spm=100.0, step_time_cv=0.0, step_time_asymmetry=0.1)
    _, truth = simulate("forward 30", style=style, seed=1)
    times = np.array([c.time_s for c in truth.contacts])
    into = np.array([c.side is Side.RIGHT for c in truth.contacts])[1:]
    steps = np.diff(times)
    assert 60.0 / steps.mean() == pytest.approx(100.0, rel=0.03)
    asymmetry = (steps[into].mean() - steps[~into].mean()) / steps.mean()
    assert asymmetry == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"placement": "hat"}, "placement"),
        ({"side": "middle"}, "side"),
        ({"sensor": "radar"}, "sensor"),
        ({"mounting": "upside"}, "mounting"),
    ],
)
def test_unknown_words_are_refused(options: dict[str, str], word: str) -> None:
    with pytest.raises(RetrowalkError, match=word):
        simulate("forward 5", **options)  # type: ignore[arg-type]


def test_two_minutes_are_quick() -> None:
    simulate("forward 5", seed=1)
    start = time.process_time()
    simulate("forward 20, stand 3, backward 97", seed=1)
    # 0.5 s on a quiet machine; room for a busy one
    assert time.process_time() - start < 1.5


def test_presets_are_what_they_say() -> None:
    assert PRESETS["browser"].rate_hz == 60.0
    assert PRESETS["logger"].rate_hz == 100.0
    assert PRESETS["ideal"].acc_noise_ms2 == 0.0
