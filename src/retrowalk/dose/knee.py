"""The knee in walking backward: what is known, and a statement from a measured trial.

A phone or watch cannot see the load on a knee. For a walk this room repeats what was
published. For motion capture with a force plate, `knee_load` computes the moment with
`link_segment` and the force behind the kneecap:

    quadriceps force  F = M / d(φ)              d: effective lever arm, rows G-07 to G-10
    patellar tendon   T = F / q(φ)              q: rows G-11 and G-12
    patellofemoral    P² = F² + T² − 2·F·T·cos(φ + φ₀)

M is the net internal knee extension moment, φ knee flexion, φ₀ the angle that the two
tendons already make in a straight leg (design choice). Muscles that pull against
the quadriceps are left out, so F and P are lower bounds of the true forces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from retrowalk.dose.design import chosen
from retrowalk.dose.findings import Finding, findings
from retrowalk.dose.link_segment import (
    Provenance,
    SagittalTrial,
    knee_flexion_rad,
    knee_moment_nm,
)
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.base import Direction

LEVER_ANGLES_DEG = (10.0, 50.0)
"""Knee flexion at which rows G-07 to G-10 give the lever arm."""
TENDON_ANGLES_DEG = (10.0, 70.0)
"""Knee flexion at which rows G-11 and G-12 give the ratio of tensions."""
_LEVER_ROWS = (("G-07", "G-08"), ("G-09", "G-10"))
_TENDON_ROWS = ("G-11", "G-12")
_SEGMENT_ROWS = ("G-01", "G-02", "G-03", "G-04", "G-05", "G-06")


@dataclass(frozen=True, slots=True)
class KneeLoad:
    """Peaks of the knee's load in one trial.

    Attributes:
        direction: which way the person walked.
        moment_nm: peak internal knee extension moment.
        quadriceps_n: peak quadriceps force, a lower bound.
        patellofemoral_n: peak force behind the kneecap, a lower bound.
        patellofemoral_bw: the same over body weight.
    """

    direction: Direction
    moment_nm: Estimate
    quadriceps_n: Estimate
    patellofemoral_n: Estimate
    patellofemoral_bw: Estimate


def knee_findings() -> tuple[Finding, ...]:
    """Return what is known of knee loads in walking backward."""
    return findings("knee")


def quadriceps_lever_m(flexion_rad: Array) -> Array:
    """Return the effective quadriceps lever arm; held constant outside 10 to 50 degrees."""
    levers = [np.mean([row(i).number for i in ids]) / 1000.0 for ids in _LEVER_ROWS]
    return np.asarray(np.interp(np.degrees(flexion_rad), LEVER_ANGLES_DEG, levers))


def quadriceps_force_n(moment_nm: Array, flexion_rad: Array) -> Array:
    """Return the quadriceps force of an extension moment; none while the knee flexors work."""
    return np.maximum(moment_nm, 0.0) / quadriceps_lever_m(flexion_rad)


def patellofemoral_force_n(
    quadriceps_n: Array, flexion_rad: Array, straight_deg: float | None = None
) -> Array:
    """Return the force behind the kneecap from the pull of its two tendons.

    Args:
        quadriceps_n: quadriceps force.
        flexion_rad: knee flexion.
        straight_deg: angle of the tendons in a straight leg; the design choice when None.
    """
    offset = chosen("tendon_angle_deg") if straight_deg is None else straight_deg
    flexion_deg = np.maximum(np.degrees(flexion_rad), 0.0)
    ratio = np.interp(flexion_deg, TENDON_ANGLES_DEG, [row(i).number for i in _TENDON_ROWS])
    turn = np.radians(flexion_deg + offset)
    return np.asarray(
        quadriceps_n * np.sqrt(1.0 + ratio**-2.0 - 2.0 * np.cos(turn) / ratio), dtype=np.float64
    )


def knee_load(trial: SagittalTrial) -> KneeLoad:
    """Return the peaks of knee moment, quadriceps and patellofemoral force of a trial.

    The intervals hold the effect of a pressure centre off by 2 cm (design choice) and, for
    the forces, of the spread of the lever arm and of the angle between the tendons.

    Raises:
        RetrowalkError: a trial that was reversed in time. Reversal keeps the moment
            exactly, so it can say nothing of how walking backward loads the knee.
    """
    if trial.provenance is Provenance.TIME_REVERSED:
        raise RetrowalkError(
            "this trial was reversed in time; its knee moment is that of the original by "
            "construction and says nothing of walking the other way",
            where="knee load",
            remedy="measure the walk itself",
        )
    flexion = knee_flexion_rad(trial)

    def peaks(shift_m: float, straight_deg: float) -> tuple[float, float, float]:
        moment = knee_moment_nm(trial.with_pressure_centre_moved(shift_m))
        force = quadriceps_force_n(moment, flexion)
        return (
            float(moment.max()),
            float(force.max()),
            float(patellofemoral_force_n(force, flexion, straight_deg).max()),
        )

    off, angle = chosen("pressure_centre_m"), chosen("tendon_angle_deg")
    middle = peaks(0.0, angle)
    ends = np.array([peaks(x, a) for x in (-off, 0.0, off) for a in (0.0, angle, 2.0 * angle)])
    low, high = ends.min(axis=0), ends.max(axis=0)
    spread = math.exp(1.96 * chosen("patella_lever"))
    lever = tuple(i for ids in _LEVER_ROWS for i in ids)
    weight = trial.mass_kg * STANDARD_GRAVITY_MS2

    def estimate(k: int, unit: str, factor: float, used: tuple[str, ...], reason: str) -> Estimate:
        return Estimate(
            middle[k], float(low[k]) / factor, float(high[k]) * factor, unit, reason, used
        )

    bound = "lower bound: muscles pulling against the quadriceps are left out"
    moment = estimate(0, "N m", 1.0, _SEGMENT_ROWS, "net moment, sagittal plane")
    patella = estimate(
        2,
        "N",
        spread,
        _SEGMENT_ROWS + lever + _TENDON_ROWS,
        f"{bound}; tendon angle is a design choice",
    )
    return KneeLoad(
        direction=trial.direction,
        moment_nm=moment,
        quadriceps_n=estimate(1, "N", spread, _SEGMENT_ROWS + lever, bound),
        patellofemoral_n=patella,
        patellofemoral_bw=patella.scaled(1.0 / weight, "BW"),
    )
