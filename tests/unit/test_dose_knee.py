"""Knee and muscle: what is said, what is refused, and the mechanics against hand sums."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrowalk.dose.findings import Change, findings
from retrowalk.dose.knee import (
    knee_findings,
    knee_load,
    patellofemoral_force_n,
    quadriceps_force_n,
    quadriceps_lever_m,
)
from retrowalk.dose.link_segment import (
    Provenance,
    SagittalTrial,
    joint_moments_nm,
    knee_flexion_rad,
    knee_moment_nm,
    leg_positions_m,
)
from retrowalk.dose.muscle import muscle_findings
from retrowalk.dose.simulated_trial import (
    HIP_HEIGHT_M,
    SHANK_M,
    THIGH_M,
    simulated_motion,
    simulated_trial,
)
from retrowalk.errors import RetrowalkError
from retrowalk.evidence import evidence, row
from retrowalk.recording import STANDARD_GRAVITY_MS2 as G
from retrowalk.recording import Array
from retrowalk.tracker.base import Direction

N = 11


def still(**changes: object) -> SagittalTrial:
    """Return a person standing still on a vertical leg, foot flat, foot 0.2 m long."""

    def at(x: float, z: float) -> Array:
        return np.tile([x, z], (N, 1))

    trial = SagittalTrial(
        time_s=np.arange(N) / 100.0,
        hip_m=at(0.0, 0.95),
        knee_m=at(0.0, 0.5),
        ankle_m=at(0.0, 0.08),
        toe_m=at(0.2, 0.08),
        force_n=at(0.0, 400.0),
        pressure_x_m=np.full(N, 0.06),
        mass_kg=80.0,
        direction=Direction.FORWARD,
        provenance=Provenance.MEASURED,
    )
    return replace(trial, **changes)  # type: ignore[arg-type]


def test_standing_gives_the_moments_of_a_sum_by_hand() -> None:
    # Only the foot's weight and the ground act: the shank's weight passes through the knee.
    foot_kg = row("G-01").number * 80.0
    foot_x = row("G-03").number * 0.2
    ankle, knee = joint_moments_nm(still())
    expected = 400.0 * 0.06 - foot_kg * G * foot_x
    assert ankle == pytest.approx(np.full(N, expected), abs=1e-9)
    assert knee == pytest.approx(np.full(N, expected), abs=1e-9)


def test_ground_force_behind_the_knee_asks_the_quadriceps() -> None:
    behind = knee_moment_nm(still(pressure_x_m=np.full(N, -0.06)))
    ahead = knee_moment_nm(still(pressure_x_m=np.full(N, 0.06)))
    assert (behind > 20.0).all()
    assert (ahead < -20.0).all()


def test_pushing_forward_on_the_ground_loads_the_knee_by_its_height() -> None:
    pushed = still(force_n=np.tile([50.0, 400.0], (N, 1)))
    difference = knee_moment_nm(still()) - knee_moment_nm(pushed)
    assert difference == pytest.approx(np.full(N, 50.0 * 0.5), abs=1e-9)


def test_a_swinging_shank_without_ground_gives_the_pendulum_moment() -> None:
    # Shank and foot as one rigid pendulum about a knee that stays where it is.
    t = np.arange(0.0, 1.0, 0.001)
    angle, rate = 0.3 * np.sin(2.0 * np.pi * t), 2.0 * np.pi
    turning = -0.3 * rate**2 * np.sin(2.0 * np.pi * t)

    def turned(x: float, z: float) -> Array:
        c, s = np.cos(angle), np.sin(angle)
        return np.column_stack([c * x + s * z, 0.5 - s * x + c * z])

    trial = SagittalTrial(
        time_s=t,
        hip_m=np.tile([0.0, 0.95], (len(t), 1)),
        knee_m=np.tile([0.0, 0.5], (len(t), 1)),
        ankle_m=turned(0.0, -0.42),
        toe_m=turned(0.2, -0.42),
        force_n=np.zeros((len(t), 2)),
        pressure_x_m=np.zeros(len(t)),
        mass_kg=80.0,
        direction=Direction.BACKWARD,
        provenance=Provenance.MEASURED,
    )
    inertia, weight = 0.0, np.zeros(len(t))
    for mass, centre, gyration, top, bottom, length in (
        ("G-02", "G-04", "G-06", (0.0, 0.0), (0.0, -0.42), 0.42),
        ("G-01", "G-03", "G-05", (0.0, -0.42), (0.2, -0.42), 0.2),
    ):
        m = row(mass).number * 80.0
        x, z = np.array(top) + row(centre).number * (np.array(bottom) - np.array(top))
        inertia += m * ((row(gyration).number * length) ** 2 + x**2 + z**2)
        weight += m * G * (np.cos(angle) * x + np.sin(angle) * z)
    _, knee = joint_moments_nm(trial)
    assert knee[2:-2] == pytest.approx((inertia * turning - weight)[2:-2], abs=1e-3)


def test_time_reversal_leaves_the_moment_unchanged() -> None:
    trial = simulated_trial()
    turned = trial.time_reversed()
    assert np.abs(knee_moment_nm(turned)[::-1] - knee_moment_nm(trial)).max() < 1e-9
    assert turned.provenance is Provenance.TIME_REVERSED
    assert turned.direction is Direction.BACKWARD


def test_a_reversed_trial_says_nothing_of_backward_knee_load() -> None:
    turned = simulated_trial().time_reversed()
    for trial in (turned, turned.time_reversed(), turned.with_pressure_centre_moved(0.01)):
        with pytest.raises(RetrowalkError, match="reversed in time"):
            knee_load(trial)
    assert knee_load(simulated_trial()).moment_nm.known


def test_the_simulated_knee_bends_as_told() -> None:
    trial, motion = simulated_trial(), simulated_motion()
    flexion = np.degrees(knee_flexion_rad(trial))
    assert flexion.min() > 0.0
    assert 55.0 < flexion.max() < 75.0
    hip_to_knee = np.linalg.norm(trial.hip_m - trial.knee_m, axis=1)
    assert hip_to_knee == pytest.approx(np.full(len(motion.time_s), THIGH_M))
    assert np.linalg.norm(trial.knee_m - trial.ankle_m, axis=1) == pytest.approx(
        np.full(len(motion.time_s), SHANK_M)
    )
    assert trial.hip_m[0, 1] == HIP_HEIGHT_M
    step_s = float(motion.time_s[1])
    for lower, upper in (
        (motion.position, motion.velocity),
        (motion.velocity, motion.acceleration),
    ):
        found = np.gradient(lower, step_s, axis=0)
        assert np.abs(found - upper)[2:-2].max() < 1e-2 * np.abs(upper).max()


def test_segment_angles_give_the_same_leg_as_the_exact_motion() -> None:
    trial, motion = simulated_trial(), simulated_motion()
    assert trial.knee_m == pytest.approx(motion.position[:, :2])
    thigh = knee_flexion_rad(trial) - motion.position[:, 2]
    knee, ankle, toe = leg_positions_m(
        trial.hip_m, -thigh, motion.position[:, 2], np.zeros(len(thigh)), (THIGH_M, SHANK_M, 0.2)
    )
    assert knee == pytest.approx(trial.knee_m)
    assert ankle == pytest.approx(trial.ankle_m)
    assert toe - ankle == pytest.approx(np.tile([0.2, 0.0], (len(thigh), 1)))


def test_lever_arm_is_that_of_the_rows() -> None:
    lever = quadriceps_lever_m(np.radians([0.0, 10.0, 50.0, 90.0]))
    at_10 = (row("G-07").number + row("G-08").number) / 2000.0
    at_50 = (row("G-09").number + row("G-10").number) / 2000.0
    assert lever == pytest.approx([at_10, at_10, at_50, at_50])


def test_forces_follow_from_the_moment() -> None:
    flexion = np.radians([30.0, 60.0, 60.0])
    force = quadriceps_force_n(np.array([40.0, 40.0, -40.0]), flexion)
    assert force[2] == 0.0
    assert force[1] > force[0] > 40.0 / 0.047
    assert (np.diff(patellofemoral_force_n(force[:2], flexion[:2])) > 0.0).all()


def test_kneecap_force_is_the_vector_sum_of_its_tendons() -> None:
    quadriceps, flexion, offset = np.array([1000.0]), np.radians([70.0]), 20.0
    tendon = 1000.0 / row("G-12").number
    pull = np.array([1000.0, 0.0]) - tendon * np.array(
        [np.cos(np.radians(90.0)), np.sin(np.radians(90.0))]
    )
    found = patellofemoral_force_n(quadriceps, flexion, offset)
    assert found[0] == pytest.approx(float(np.hypot(*pull)))


def test_a_knee_load_has_intervals_sources_and_its_limits() -> None:
    found = knee_load(simulated_trial())
    for e in (found.moment_nm, found.quadriceps_n, found.patellofemoral_n, found.patellofemoral_bw):
        assert e.low is not None
        assert e.value is not None
        assert e.high is not None
        assert e.low < e.value < e.high
        assert set(e.sources) <= set(evidence())
    assert "lower bound" in (found.patellofemoral_n.reason or "")
    assert "design choice" in (found.patellofemoral_bw.reason or "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mass_kg": -80.0}, "mass_kg is -80"),
        ({"mass_kg": float("nan")}, "mass_kg is nan"),
        ({"force_n": np.full((N, 2), np.nan)}, "force_n holds values"),
        ({"knee_m": np.zeros((3, 2))}, "knee_m has shape"),
        ({"time_s": np.arange(N) ** 2 / 100.0}, "not evenly spaced"),
        ({"time_s": -np.arange(N) / 100.0}, "not evenly spaced"),
    ],
)
def test_bad_trials_get_one_clear_sentence(changes: dict[str, object], said: str) -> None:
    with pytest.raises(RetrowalkError, match=said):
        still(**changes)


def test_a_trial_cannot_be_changed_under_its_reader() -> None:
    with pytest.raises(ValueError, match="read-only"):
        still().force_n[0, 0] = 1.0


def test_no_number_is_given_where_none_exists_for_walking() -> None:
    by_name = {f.name: f for f in knee_findings()}
    assert by_name["patellofemoral_walking"].change is Change.NO_NUMBER
    assert not by_name["patellofemoral_walking"].size.known
    assert "No number exists for walking" in by_name["patellofemoral_walking"].sentence("en")
    sized = [f for f in knee_findings() if f.size.known]
    assert [f.name for f in sized] == ["patellofemoral_running"]
    assert sized[0].gait == "running"
    assert sized[0].change is Change.CONTRADICTORY


def test_muscles_have_directions_but_no_amounts() -> None:
    assert all(not f.size.known for f in muscle_findings())
    assert {f.change for f in muscle_findings()} >= {Change.HIGHER, Change.UNCLEAR}


@pytest.mark.parametrize("room", ["knee", "muscle"])
def test_every_sentence_is_linked_to_its_sources(room: str) -> None:
    for f in findings(room):
        assert set(f.ids) <= set(evidence()), f.name
        assert f.ids or f.change is Change.NO_NUMBER, f.name
        for language in ("de", "en"):
            assert all(i in f.sentence(language) for i in f.ids)
        assert f.to_dict("de")["evidence"] == list(f.ids)
