"""Turning, ground velocity and course: whichever way the walk went over the ground."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from retrowalk.recording import Array, Channel, Mounting, Positions, Recording
from retrowalk.simulate import SatelliteModel, SensorModel, Truth, WalkerStyle, simulate
from retrowalk.tracker.attitude import Motion, motion_of
from retrowalk.tracker.course import CourseHop, course_evidence
from retrowalk.tracker.ground import EARTH_RADIUS_M, ground_velocity
from retrowalk.tracker.timebase import stretches
from retrowalk.tracker.turning import Turning, turning

PLAN = "stand 2, forward 14, stand 3, backward 14, stand 2, turn 180, stand 2, forward 14, stand 2"
ANCHOR = (1.0, 17.0)


@cache
def walked(seed: int = 1, placement: str = "wrist", plan: str = PLAN) -> tuple[Recording, Truth]:
    return simulate(
        plan,
        style=WalkerStyle.varied(seed),
        placement=placement,
        sensor="browser",
        satellites=SatelliteModel(),
        seed=seed,
    )


def motions_of(recording: Recording) -> list[Motion]:
    return [motion_of(part) for part in stretches(recording)]


def evidence(recording: Recording, anchor: tuple[float, float] | None = ANCHOR) -> dict[str, float]:
    """Return the mean log-odds of forward inside each walk of the plan."""
    hops = course_evidence(recording, motions_of(recording), anchor)
    return means(hops)


def means(hops: tuple[CourseHop, ...]) -> dict[str, float]:
    spans = {"forward": (5.0, 14.0), "backward": (22.0, 31.0), "again": (43.0, 52.0)}
    return {
        name: float(np.mean([h.log_odds_forward for h in hops if low <= h.time_s < high]))
        for name, (low, high) in spans.items()
    }


def still_turning(angle_rad: Array) -> Turning:
    count = len(angle_rad)
    return Turning(
        np.arange(count, dtype=np.float64) * 0.5,
        angle_rad,
        np.full(count, 0.02),
        np.full(count, np.nan),
        np.tile([0.0, 0.0, 1.0], (count, 1)),
    )


def fixes(east_m: Array, north_m: Array, *, course: bool = True) -> Positions:
    count = len(east_m)
    none = np.full(count, np.nan)
    speed = np.hypot(np.gradient(east_m), np.gradient(north_m))
    heading = np.degrees(np.arctan2(np.gradient(east_m), np.gradient(north_m))) % 360.0
    return Positions(
        np.arange(count, dtype=float),
        10.0 + np.degrees(north_m / EARTH_RADIUS_M),
        20.0 + np.degrees(east_m / (EARTH_RADIUS_M * np.cos(np.radians(10.0)))),
        speed if course else none,
        heading if course else none,
        np.full(count, 3.0),
    )


@pytest.mark.parametrize("course", [True, False])
def test_ground_velocity_of_a_straight_walk(course: bool) -> None:
    at = np.arange(60.0)
    positions = fixes(1.2 * at, 0.5 * at, course=course)
    turned = still_turning(np.zeros(120))
    found = ground_velocity(positions, turned, np.array([30.0]), 10.0, 0.0)
    assert found.velocity_mps[0] == pytest.approx(1.2 + 0.5j, abs=0.01)
    assert 0.0 < found.sd_mps[0] < 1.0


def test_a_circle_is_a_straight_line_for_who_turns_with_it() -> None:
    rate = 0.2
    at = np.arange(60.0)
    positions = fixes(np.sin(rate * at) / rate, (1.0 - np.cos(rate * at)) / rate)
    turned = still_turning(np.arange(120, dtype=np.float64) * 0.5 * rate)
    centres = np.arange(10.0, 50.0)
    found = ground_velocity(positions, turned, centres, 5.0, 0.0)
    assert found.velocity_mps == pytest.approx(np.ones(len(centres)), abs=0.05)


def test_without_positions_near_nothing_is_known() -> None:
    at = np.arange(10.0)
    found = ground_velocity(fixes(at, at), still_turning(np.zeros(200)), np.array([80.0]), 5.0, 0.0)
    assert np.isinf(found.sd_mps[0])


def test_poor_accuracy_counts_less() -> None:
    at = np.arange(60.0)
    good = fixes(at, at)
    poor = replace(good, accuracy_m=np.full(60, 50.0))
    turned = still_turning(np.zeros(120))
    sds = [ground_velocity(p, turned, np.array([30.0]), 5.0, 0.0).sd_mps[0] for p in (good, poor)]
    assert sds[1] > 2.0 * sds[0]


@pytest.mark.parametrize("placement", ["wrist", "hand", "pocket", "waist"])
def test_turning_is_the_body_s_at_any_placement_and_mounting(placement: str) -> None:
    recording, _ = simulate(
        "stand 2, forward 10, forward 12 turn 360, stand 2, turn -180, stand 2",
        placement=placement,
        sensor="ideal",
        mounting="random",
        seed=4,
    )
    angle = np.degrees(turning(motions_of(recording)).angle_rad)
    time_s = turning(motions_of(recording)).time_s
    assert angle[time_s < 10.0] == pytest.approx(0.0, abs=12.0)
    assert np.mean(angle[(time_s > 24.5) & (time_s < 26.0)]) == pytest.approx(360.0, abs=12.0)
    assert angle[-1] == pytest.approx(180.0, abs=12.0)


def test_a_device_tipped_on_the_body_raises_doubt() -> None:
    recording, _ = walked()
    assert recording.angular_rate_rads is not None
    u = np.clip(recording.time_s - 17.5, 0.0, 1.0)
    turn = Rotation.from_rotvec(np.array([1.2, 0.0, 0.0]) * (u * u * (3 - 2 * u))[:, None]).inv()
    rate = turn.apply(recording.angular_rate_rads.copy())
    rate[:, 0] += 1.2 * 6.0 * u * (1.0 - u)
    moved = replace(
        recording,
        acceleration_ms2=turn.apply(recording.acceleration_ms2.copy()),
        angular_rate_rads=rate,
    )
    plain, tipped = (turning(motions_of(r)) for r in (recording, moved))
    there = (plain.time_s > 16.0) & (plain.time_s < 20.0)
    assert np.sum(tipped.doubt_rad[there] ** 2) > 2.0 * np.sum(plain.doubt_rad[there] ** 2)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("placement", ["wrist", "hand", "pocket"])
def test_coming_back_without_a_turn_is_backward_with_a_turn_forward(
    placement: str, seed: int
) -> None:
    told = evidence(walked(seed, placement)[0])
    assert told["forward"] > 3.0
    assert told["backward"] < -3.0
    assert told["again"] > 3.0


def test_the_anchor_may_lie_at_the_end() -> None:
    recording, _ = walked()
    told = evidence(recording, (40.0, 54.0))
    assert told["forward"] > 3.0
    assert told["backward"] < -3.0


def test_an_anchor_that_went_backward_turns_everything_round() -> None:
    told = evidence(walked()[0], (19.0, 33.0))
    assert told["forward"] < -3.0
    assert told["backward"] > 3.0


def test_without_anchor_positions_or_gyroscope_there_is_no_answer() -> None:
    recording, _ = walked()
    motions = motions_of(recording)
    assert course_evidence(recording, motions, None) == ()
    assert course_evidence(replace(recording, positions=None), motions, ANCHOR) == ()
    assert course_evidence(recording, [], ANCHOR) == ()
    blind = replace(recording, angular_rate_rads=None)
    assert course_evidence(blind, motions_of(blind), ANCHOR) == ()
    # nothing but standing: no course to anchor with
    assert course_evidence(recording, motions, (0.0, 2.0)) == ()


def test_turning_on_the_spot_travels_nowhere() -> None:
    hops = course_evidence(walked()[0], motions_of(walked()[0]), ANCHOR)
    turn = [h for h in hops if 36.5 <= h.time_s < 37.5]
    assert all(np.isinf(h.sigma_deg) for h in turn)
    assert all(h.log_odds_forward == 0.0 for h in turn)


def test_side_steps_are_no_backward_walk() -> None:
    recording, truth = walked(2, "waist", "stand 2, forward 14, stand 2, left 16, stand 2")
    hops = course_evidence(recording, motions_of(recording), ANCHOR)
    aside = [h for h in hops if 22.0 <= h.time_s < 32.0 and np.isfinite(h.sigma_deg)]
    assert truth.segments[3].gait == "left"
    assert sum(h.sideways_log_odds > 0.0 for h in aside) > 0.6 * len(aside)
    assert np.mean([h.sideways_log_odds for h in aside]) > 0.5


def with_compass(recording: Recording, seed: int, *, off_deg: float) -> Recording:
    """Add the heading of a device whose y axis points to the wearer's left."""
    ideal, _ = simulate(
        PLAN,
        style=WalkerStyle.varied(seed),
        placement="wrist",
        sensor=SensorModel(rate_hz=60.0),
        satellites=SatelliteModel(),
        seed=seed,
    )
    turned = turning(motions_of(ideal))
    at = np.arange(0.0, recording.duration_s, 0.2)
    facing = (90.0 - 30.0 + 90.0) + np.degrees(turned.at(at))
    noise = np.random.default_rng(seed).normal(0.0, 8.0, len(at))
    return replace(recording, heading_deg=Channel(at, (90.0 - facing + off_deg + noise) % 360.0))


@pytest.mark.parametrize("off_deg", [-20.0, 0.0, 25.0])
def test_a_compass_at_a_known_mounting_replaces_the_anchor(off_deg: float) -> None:
    recording = with_compass(walked()[0], 1, off_deg=off_deg)
    told = means(course_evidence(recording, motions_of(recording), None, Mounting(np.eye(3))))
    assert told["forward"] > 2.0
    assert told["backward"] < -2.0
    assert told["again"] > 2.0


def test_a_compass_narrows_what_the_gyroscope_loses_in_a_long_pause() -> None:
    plan = "stand 2, forward 14, stand 120, backward 20, stand 2"
    drifting, straight = (
        simulate(
            plan,
            placement="wrist",
            sensor=SensorModel(rate_hz=60.0, gyr_bias_rads=bias),
            satellites=SatelliteModel(),
            seed=6,
        )[0]
        for bias in (np.radians(1.0), 0.0)
    )
    turned = turning(motions_of(straight))
    at = np.arange(0.0, drifting.duration_s, 0.2)
    compassed = replace(
        drifting, heading_deg=Channel(at, (-np.degrees(turned.at(at)) + 70.0) % 360.0)
    )
    sigma_deg = {}
    for name, one in (("alone", drifting), ("compass", compassed)):
        hops = course_evidence(one, motions_of(one), ANCHOR)
        back = [h for h in hops if 139.0 <= h.time_s < 154.0]
        assert np.mean([h.log_odds_forward for h in back]) < -3.0
        sigma_deg[name] = back[0].sigma_deg
    assert sigma_deg["compass"] < sigma_deg["alone"]


def test_gaps_add_doubt_and_do_not_turn_the_answer() -> None:
    sensor = SensorModel(rate_hz=60.0, gaps_s=((25.0, 25.5), (45.0, 45.5)))
    recording, _ = simulate(
        PLAN,
        style=WalkerStyle.varied(1),
        placement="wrist",
        sensor=sensor,
        satellites=SatelliteModel(),
        seed=1,
    )
    told = evidence(recording)
    assert told["backward"] < -2.0
    assert told["again"] > 1.0
