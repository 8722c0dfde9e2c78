"""Oxygen and energy of walking forward and backward.

Definitions (S speed in m/min, G grade as a fraction, m body mass in kg):

    VO2     gross oxygen uptake, mL/kg/min     `cost_fit` gives the equations
    net     VO2 − 3.5, what walking adds to rest
    MET     VO2 / 3.5                          gross by definition
    energy  VO2·m/1000 · kJ per litre / 4.184  kcal/min, gross or net as its name says

The interval is for one person, not for the mean of a study: studies, people,
practice, age and extrapolation each add their spread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrowalk.dose.chance import Chance, interval, share
from retrowalk.dose.cost_fit import (
    ACSM_RANGE_MPS,
    HORIZONTAL,
    MEASURED_BACKWARD_MPS,
    PRACTICE_SPEED_MPS,
    VERTICAL,
    CostFit,
    cost_fit,
)
from retrowalk.dose.design import chosen
from retrowalk.dose.words import note
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.derived import REST_ML_KG_MIN
from retrowalk.evidence.table import row
from retrowalk.recording import Array, Wearer
from retrowalk.tracker.base import Direction

KJ_PER_KCAL = 4.184
"""Exact: the thermochemical calorie."""
_ROUNDING_MPS = 0.005
"""A speed given to two decimals may be a measured one, rounded."""


@dataclass(frozen=True, slots=True)
class EnergyRate:
    """What one minute of walking costs.

    Attributes:
        direction: forward or backward.
        speed_mps: walking speed.
        grade: rise over run.
        vo2_gross_ml_kg_min: oxygen uptake, rest included.
        vo2_net_ml_kg_min: what walking adds to rest.
        met: gross oxygen uptake over that of rest.
        gross_kcal_min: energy, rest included; unknown without a body mass.
        net_kcal_min: energy that walking adds to rest; unknown without a body mass.
        notes: names of what the reader must know (`words.note` says them).
    """

    direction: Direction
    speed_mps: float
    grade: float
    vo2_gross_ml_kg_min: Estimate
    vo2_net_ml_kg_min: Estimate
    met: Estimate
    gross_kcal_min: Estimate
    net_kcal_min: Estimate
    notes: tuple[str, ...]

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return the JSON form, notes in words."""
        return {
            "direction": self.direction.value,
            "speed_mps": self.speed_mps,
            "grade": self.grade,
            "vo2_gross_ml_kg_min": self.vo2_gross_ml_kg_min.to_dict(),
            "vo2_net_ml_kg_min": self.vo2_net_ml_kg_min.to_dict(),
            "met": self.met.to_dict(),
            "gross_kcal_min": self.gross_kcal_min.to_dict(),
            "net_kcal_min": self.net_kcal_min.to_dict(),
            "notes": [note(name, language) for name in self.notes],
        }


def check_speed(speed_mps: float, where: str = "speed") -> None:
    """Raise RetrowalkError for a speed at which the model gives no answer."""
    low, high = chosen("slowest_mps"), chosen("fastest_mps")
    if not (math.isfinite(speed_mps) and low <= speed_mps <= high):
        raise RetrowalkError(
            f"{speed_mps:g} m/s is outside what the energy model answers for",
            where=where,
            remedy=f"give {low:g} to {high:g} m/s; design choice",
        )


def check_grade(grade: float) -> None:
    """Raise RetrowalkError for a grade at which the model gives no answer."""
    if not (math.isfinite(grade) and 0.0 <= grade <= chosen("steepest_grade")):
        raise RetrowalkError(
            f"a grade of {grade:g} is outside what the energy model answers for",
            where="grade",
            remedy=f"give 0 to {chosen('steepest_grade'):g}, uphill only; design choice",
        )


def check_wearer(wearer: Wearer) -> None:
    """Raise RetrowalkError for a person the model has no data for."""
    if wearer.age_years is not None and wearer.age_years < chosen("youngest_years"):
        raise RetrowalkError(
            f"no source we read measured the energy of a person aged {wearer.age_years:g}",
            where="age",
            remedy=f"the model answers for adults from {chosen('youngest_years'):g} years",
        )


Speed = float | Array
"""One speed in m/s, or one for each draw."""


def _beyond(speed_mps: Speed, slowest: float, fastest: float) -> Array:
    """Return how far a speed lies outside a range, as a logarithm; zero inside."""
    speed = np.asarray(speed_mps, dtype=np.float64)
    return np.maximum(np.maximum(np.log(slowest / speed), np.log(speed / fastest)), 0.0)


def _older(wearer: Wearer) -> bool:
    return wearer.age_years is not None and wearer.age_years >= chosen("older_from_years")


def _age_factor(wearer: Wearer, z: Chance) -> Array:
    if not _older(wearer):
        return np.ones(1)
    factor = row("A-02").number / row("A-01").number
    return factor * np.exp(chosen("unmeasured_age") * z("age"))


def _forward_horizontal(speed_mps: Speed, wearer: Wearer, z: Chance) -> Array:
    fit = cost_fit()
    spread = chosen("extrapolation") * _beyond(speed_mps, *ACSM_RANGE_MPS)
    c = fit.c.value * np.exp(fit.c.log_sd * z("c") + spread * z("forward beyond"))
    person = np.exp(fit.person_log_sd * z("person")) * _age_factor(wearer, z)
    return np.asarray(c * person * HORIZONTAL * speed_mps * 60.0)


def _practice(fit: CostFit, wearer: Wearer, z: Chance) -> Array:
    """Return net cost over that of an unpractised person.

    The source prints gross uptake per person without body mass; the gross factor is
    turned into a net one at the model's own uptake at the source's speed.
    """
    if wearer.practised is False:
        return np.ones(1)
    gross = REST_ML_KG_MIN + fit.k.value * HORIZONTAL * PRACTICE_SPEED_MPS * 60.0
    factor = fit.practice.value * np.exp(fit.practice.log_sd * z("practice"))
    net = (factor * gross - REST_ML_KG_MIN) / (gross - REST_ML_KG_MIN)
    return np.asarray(net if wearer.practised else net ** share(z("practised?")))


def net_uptake(
    direction: Direction, speed_mps: Speed, grade: float, wearer: Wearer, z: Chance
) -> Array:
    """Return net oxygen uptake in mL/kg/min under a chance; inputs are taken as checked."""
    level = _forward_horizontal(speed_mps, wearer, z)
    climb = VERTICAL * speed_mps * 60.0 * grade
    if direction is Direction.FORWARD:
        return np.asarray(level + climb)
    if direction is not Direction.BACKWARD:
        raise RetrowalkError(f"no energy model for walking {direction.value}", where="direction")
    fit = cost_fit()
    spread = chosen("extrapolation") * _beyond(
        speed_mps, MEASURED_BACKWARD_MPS["slowest"], MEASURED_BACKWARD_MPS["fastest"]
    )
    rho = fit.rho.value * np.exp(
        fit.rho.log_sd * z("rho")
        + spread * z("backward beyond")
        + chosen("person_ratio") * z("own rho")
        + (chosen("unmeasured_age") if _older(wearer) else 0.0) * z("age backward")
    )
    kappa = fit.kappa.value * np.exp(fit.kappa.log_sd * z("kappa"))
    return np.asarray((level * rho + kappa * climb) * _practice(fit, wearer, z))


def gross_uptake(
    direction: Direction, speed_mps: Speed, grade: float, wearer: Wearer, z: Chance
) -> Array:
    """Return gross oxygen uptake in mL/kg/min under a chance."""
    return REST_ML_KG_MIN + net_uptake(direction, speed_mps, grade, wearer, z)


def kcal_per_ml(z: Chance) -> Array:
    """Return the energy of one millilitre of oxygen in kcal, between the values of row C-01."""
    found = row("C-01")
    assert found.low is not None
    assert found.high is not None
    kj_per_litre = found.low + (found.high - found.low) * share(z("oxygen"))
    return np.asarray(kj_per_litre / KJ_PER_KCAL / 1000.0)


def sources(direction: Direction, grade: float, wearer: Wearer) -> tuple[str, ...]:
    """Return the ids of the rows that an uptake rests on."""
    fit = cost_fit()
    used: tuple[str, ...] = fit.c.sources
    if direction is Direction.BACKWARD:
        used += fit.rho.sources
        if grade > 0.0:
            used += fit.kappa.sources
        if wearer.practised is not False:
            used += fit.practice.sources
    if _older(wearer):
        used += ("A-01", "A-02")
    return tuple(dict.fromkeys(used))


def notes(direction: Direction, speed_mps: float, wearer: Wearer) -> tuple[str, ...]:
    """Return the names of what the reader of an uptake must know."""
    found = []
    if direction is Direction.BACKWARD:
        if speed_mps < MEASURED_BACKWARD_MPS["slowest"] - _ROUNDING_MPS:
            found.append("backward_slower_than_measured")
        if speed_mps > MEASURED_BACKWARD_MPS["fastest"] + _ROUNDING_MPS:
            found.append("backward_faster_than_measured")
        if wearer.practised is None:
            found.append("practice_unknown")
    if not ACSM_RANGE_MPS[0] <= speed_mps <= ACSM_RANGE_MPS[1]:
        found.append("outside_acsm_range")
    if _older(wearer) and direction is Direction.BACKWARD:
        found.append("older_than_measured")
    if wearer.age_years is None:
        found.append("age_unknown")
    return tuple(found)


def energy_rate(
    direction: Direction, speed_mps: float, wearer: Wearer, grade: float = 0.0
) -> EnergyRate:
    """Return what one minute of walking costs this person.

    Args:
        direction: forward or backward.
        speed_mps: 0.3 to 1.9 m/s.
        wearer: age, mass and practice; each may be unknown.
        grade: rise over run, 0 to 0.15.

    Raises:
        RetrowalkError: a speed, grade, age or direction the model gives no answer for.
    """
    check_speed(speed_mps)
    check_grade(grade)
    check_wearer(wearer)
    used, told = sources(direction, grade, wearer), notes(direction, speed_mps, wearer)
    reason = " ".join(note(name, "en") for name in told) or None

    def net(z: Chance) -> Array:
        return net_uptake(direction, speed_mps, grade, wearer, z)

    def energy(rest: float) -> Estimate:
        mass = wearer.mass_kg
        if mass is None:
            return Estimate.unknown("kcal/min", note("mass_unknown", "en"))
        return interval(
            lambda z: (net(z) + rest) * mass * kcal_per_ml(z),
            "kcal/min",
            (*used, "C-01"),
            reason,
        )

    return EnergyRate(
        direction=direction,
        speed_mps=speed_mps,
        grade=grade,
        vo2_gross_ml_kg_min=interval(lambda z: REST_ML_KG_MIN + net(z), "mL/kg/min", used, reason),
        vo2_net_ml_kg_min=interval(net, "mL/kg/min", used, reason),
        met=interval(lambda z: 1.0 + net(z) / REST_ML_KG_MIN, "MET", used, reason),
        gross_kcal_min=energy(REST_ML_KG_MIN),
        net_kcal_min=energy(0.0),
        notes=told,
    )
