"""Energy from heart rate: a second estimate, and the two estimates as one.

    E_men   = H-01 + 0.6309·HR + 0.1988·m + 0.2017·age      kJ/min, gross
    E_women = H-02 + 0.4472·HR − 0.1263·m + 0.0740·age      (the sex is not asked: both, mixed)

Backward, the heart beats faster at the same oxygen uptake (row E-35), so the equation,
made for forward exercise, says too much. How much follows from Williford's people: the
uptake they had backward over what their own forward line gives for the same heart rate.
"""

from __future__ import annotations

import math

import numpy as np

from retrowalk.dose.chance import Chance, interval, share
from retrowalk.dose.design import chosen
from retrowalk.dose.energy import KJ_PER_KCAL, check_wearer
from retrowalk.dose.words import note
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row
from retrowalk.recording import Array, Wearer
from retrowalk.tracker.base import Direction

# Coefficients that rows H-01 and H-02 print in their conditions; a test compares them.
MEN = (0.6309, 0.1988, 0.2017)
WOMEN = (0.4472, -0.1263, 0.0740)


def backward_correction() -> tuple[float, float]:
    """Return median and log-sd of true over heart-rate-based energy in walking backward."""
    slope = (row("E-06").number - row("E-01").number) / (row("E-08").number - row("E-04").number)

    def share_of_line(heart: str, uptake: str) -> float:
        line = row("E-01").number + slope * (row(heart).number - row("E-04").number)
        return row(uptake).number / line

    walk, run = share_of_line("E-05", "E-02"), share_of_line("E-09", "E-07")
    return math.sqrt(walk * run), abs(math.log(run / walk))


def energy_from_heart_rate(heart_rate_bpm: float, direction: Direction, wearer: Wearer) -> Estimate:
    """Return the gross energy of one minute in kcal, from the mean heart rate.

    Unknown, with the reason, without mass and age and below the lowest useful heart rate.

    Raises:
        RetrowalkError: a heart rate no living person has, or an age without data.
    """
    if not 20.0 <= heart_rate_bpm <= 250.0:
        raise RetrowalkError(
            f"a heart rate of {heart_rate_bpm:g}",
            where="heart rate",
            remedy="give beats per minute",
        )
    check_wearer(wearer)
    mass, age = wearer.mass_kg, wearer.age_years
    if mass is None or age is None:
        return Estimate.unknown("kcal/min", note("heart_rate_needs_mass_and_age", "en"))
    if heart_rate_bpm < chosen("heart_rate_lowest_bpm"):
        return Estimate.unknown("kcal/min", note("heart_rate_too_low", "en"))

    def equation(intercept: float, coefficients: tuple[float, float, float]) -> float:
        per_beat, per_kg, per_year = coefficients
        return intercept + per_beat * heart_rate_bpm + per_kg * mass + per_year * age

    men, women = equation(row("H-01").number, MEN), equation(row("H-02").number, WOMEN)
    if min(men, women) <= 0.0:
        return Estimate.unknown("kcal/min", note("heart_rate_too_low", "en"))
    used: tuple[str, ...] = ("H-01", "H-02")
    factor, factor_log_sd = 1.0, 0.0
    if direction is Direction.BACKWARD:
        factor, factor_log_sd = backward_correction()
        used += ("E-01", "E-02", "E-04", "E-05", "E-06", "E-07", "E-08", "E-09", "E-35")

    def quantity(z: Chance) -> Array:
        mixed = women + (men - women) * share(z("sex"))
        spread = chosen("heart_rate") * z("heart") + factor_log_sd * z("heart backward")
        return np.asarray(factor * mixed / KJ_PER_KCAL * np.exp(spread))

    return interval(quantity, "kcal/min", used, note("heart_rate_equation", "en"))


def combined(first: Estimate, second: Estimate) -> Estimate:
    """Return two independent estimates of the same positive quantity as one.

    Weighted by the inverse variance of their logarithms. Where they disagree by more than
    their intervals allow, the interval is widened by that factor (Birge).

    Raises:
        RetrowalkError: different units.
    """
    if first.unit != second.unit:
        raise RetrowalkError(f"{first.unit} and {second.unit} cannot be combined", where="estimate")
    known = [e for e in (first, second) if e.value is not None and e.low is not None]
    if len(known) < 2:
        return known[0] if known else first
    logs, variances = [], []
    for e in known:
        assert e.value is not None
        assert e.low is not None
        assert e.high is not None
        logs.append(math.log(e.value))
        variances.append((max(math.log(e.high / e.low), 1e-9) / (2.0 * 1.96)) ** 2)
    weights = [1.0 / v for v in variances]
    mean = sum(w * x for w, x in zip(weights, logs, strict=True)) / sum(weights)
    chi2 = sum(w * (x - mean) ** 2 for w, x in zip(weights, logs, strict=True))
    log_sd = math.sqrt(max(1.0, chi2) / sum(weights))
    return Estimate(
        math.exp(mean),
        math.exp(mean - 1.96 * log_sd),
        math.exp(mean + 1.96 * log_sd),
        first.unit,
        note("combined_with_heart_rate", "en"),
        tuple(dict.fromkeys(first.sources + second.sources)),
    )
