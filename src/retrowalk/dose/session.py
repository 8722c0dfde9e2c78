"""The dose of one walk: minutes, steps, energy, and what is known of knee and muscles.

    bout: t minutes at speed v  ->  VO2(v)  ->  kcal, MET·min, minutes of moderate effort
    direction                   ->  sum over its bouts; one chance for all, since the
                                    person and the model are the same in each

A bout whose speed is unknown, or outside what the energy model answers for, adds minutes
and steps but no energy; the energy says for how many minutes it stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrowalk.dose.chance import Chance, interval
from retrowalk.dose.design import chosen
from retrowalk.dose.energy import (
    check_grade,
    check_wearer,
    gross_uptake,
    kcal_per_ml,
    notes,
    sources,
)
from retrowalk.dose.findings import Finding
from retrowalk.dose.heart import combined, energy_from_heart_rate
from retrowalk.dose.knee import knee_findings
from retrowalk.dose.muscle import muscle_findings
from retrowalk.dose.words import note
from retrowalk.estimate import Estimate
from retrowalk.evidence.derived import REST_ML_KG_MIN
from retrowalk.evidence.table import row
from retrowalk.recording import Array, Channel, Wearer
from retrowalk.tracker.base import Bout, Direction, Walk


@dataclass(frozen=True, slots=True)
class DirectionDose:
    """What walking in one direction did.

    Attributes:
        direction: forward or backward.
        minutes: time walked.
        steps: steps taken, as the tracker counted them.
        minutes_with_energy: the part of the minutes whose speed allows an energy.
        gross_kcal: energy, rest included; heart rate taken in where there is one.
        net_kcal: energy that walking adds to rest.
        met_minutes: gross METs times minutes.
        moderate_minutes: minutes of moderate effort, vigorous ones counted double.
        heart_rate_kcal: gross energy from heart rate alone; unknown without one.
        notes: names of what the reader must know.
    """

    direction: Direction
    minutes: Estimate
    steps: Estimate
    minutes_with_energy: float
    gross_kcal: Estimate
    net_kcal: Estimate
    met_minutes: Estimate
    moderate_minutes: Estimate
    heart_rate_kcal: Estimate
    notes: tuple[str, ...]

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return the JSON form, notes in words."""
        return {
            "direction": self.direction.value,
            "minutes": self.minutes.to_dict(),
            "steps": self.steps.to_dict(),
            "minutes_with_energy": self.minutes_with_energy,
            "gross_kcal": self.gross_kcal.to_dict(),
            "net_kcal": self.net_kcal.to_dict(),
            "met_minutes": self.met_minutes.to_dict(),
            "moderate_minutes": self.moderate_minutes.to_dict(),
            "heart_rate_kcal": self.heart_rate_kcal.to_dict(),
            "notes": [note(name, language) for name in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Dose:
    """What one walk did.

    Attributes:
        start_utc: ISO 8601 instant of the walk, or None.
        backward: the walking backward in it.
        forward: the walking forward in it.
        knee: what is known of knee loads backward.
        muscle: what is known of muscle activity backward.
    """

    start_utc: str | None
    backward: DirectionDose
    forward: DirectionDose
    knee: tuple[Finding, ...]
    muscle: tuple[Finding, ...]

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return the JSON form in one language."""
        return {
            "start_utc": self.start_utc,
            "backward": self.backward.to_dict(language),
            "forward": self.forward.to_dict(language),
            "knee": [f.to_dict(language) for f in self.knee],
            "muscle": [f.to_dict(language) for f in self.muscle],
        }


def moderate_and_vigorous(met: Array) -> Array:
    """Return how much a minute at some METs counts: 0, 1 moderate, or 2 vigorous."""
    found = row("W-03")
    double = _end(row("W-01").low) / _end(row("W-02").low)
    return np.where(met >= _end(found.high), double, np.where(met >= _end(found.low), 1.0, 0.0))


def _end(number: float | None) -> float:
    if number is None:
        raise ValueError("the row has no interval")
    return number


def _minutes(bout: Bout) -> float:
    return (bout.end_s - bout.start_s) / 60.0


def _has_energy(bout: Bout) -> bool:
    speed = bout.speed_mps.value
    return speed is not None and chosen("slowest_mps") <= speed <= chosen("fastest_mps")


def _speed(bout: Bout, z: Chance) -> Array:
    """Return a bout's speed under a chance, kept inside what the model answers for."""
    speed = bout.speed_mps
    assert speed.value is not None
    log_sd = chosen("sensor_speed")
    if speed.low is not None and speed.high is not None and speed.low > 0.0:
        log_sd = math.log(speed.high / speed.low) / (2.0 * 1.96)
    drawn = speed.value * np.exp(log_sd * z("speed"))
    return np.clip(drawn, chosen("slowest_mps"), chosen("fastest_mps"))


def _summed(
    bouts: tuple[Bout, ...], direction: Direction, grade: float, wearer: Wearer, unit: str,
    each: Callable[[Array, Chance], Array], used: tuple[str, ...],
) -> Estimate:  # fmt: skip
    """Return the sum over bouts of minutes times a function of the gross uptake."""
    if not bouts:
        return Estimate(0.0, 0.0, 0.0, unit, None, ())

    def quantity(z: Chance) -> Array:
        total = np.zeros(1)
        for bout in bouts:
            uptake = gross_uptake(direction, _speed(bout, z), grade, wearer, z)
            total = total + _minutes(bout) * each(uptake, z)
        return total

    return interval(quantity, unit, (*sources(direction, grade, wearer), *used))


def _heart_rate_kcal(
    bouts: tuple[Bout, ...], heart_rate_bpm: Channel | None, direction: Direction, wearer: Wearer
) -> Estimate:
    if heart_rate_bpm is None:
        return Estimate.unknown("kcal", note("no_heart_rate", "en"))
    total: Estimate | None = None
    for bout in bouts:
        inside = (heart_rate_bpm.time_s >= bout.start_s) & (heart_rate_bpm.time_s < bout.end_s)
        if not inside.any():
            return Estimate.unknown("kcal", note("heart_rate_has_gaps", "en"))
        mean = float(np.mean(heart_rate_bpm.values[inside]))
        rate = energy_from_heart_rate(mean, direction, wearer)
        if not rate.known:
            return Estimate.unknown("kcal", rate.reason or note("no_heart_rate", "en"))
        part = rate.scaled(_minutes(bout), "kcal")
        total = part if total is None else added(total, part)
    return total or Estimate.unknown("kcal", note("no_walking", "en"))


def added(a: Estimate, b: Estimate) -> Estimate:
    """Return the sum of two estimates whose errors may be the same: ends are added.

    Unknown where either is; without interval where either has none.
    """
    if a.value is None or b.value is None:
        return Estimate.unknown(a.unit, a.reason or b.reason or "a part is unknown")
    both = a.low is not None and b.low is not None
    return Estimate(
        a.value + b.value,
        _end(a.low) + _end(b.low) if both else None,
        _end(a.high) + _end(b.high) if both else None,
        a.unit,
        a.reason or b.reason,
        tuple(dict.fromkeys(a.sources + b.sources)),
    )


def _steps(bouts: Iterable[Bout]) -> Estimate:
    total = Estimate(0.0, 0.0, 0.0, "steps")
    for bout in bouts:
        total = added(total, bout.steps)
    return total


def _direction_dose(
    walk: Walk, direction: Direction, wearer: Wearer, heart_rate_bpm: Channel | None, grade: float
) -> DirectionDose:
    bouts = tuple(b for b in walk.bouts if b.direction is direction)
    usable = tuple(b for b in bouts if _has_energy(b))
    minutes = sum(_minutes(b) for b in bouts)
    covered = sum(_minutes(b) for b in usable)
    told = tuple(
        dict.fromkeys(
            name for b in usable for name in notes(direction, b.speed_mps.value or 0.0, wearer)
        )
    )
    if covered < minutes:
        told += ("some_minutes_without_energy",)

    def summed(unit: str, each: Callable[[Array, Chance], Array], *used: str) -> Estimate:
        if bouts and not usable:
            return Estimate.unknown(unit, note("no_speed", "en"))
        return _summed(usable, direction, grade, wearer, unit, each, used)

    mass = wearer.mass_kg
    if mass is None:
        gross = net = Estimate.unknown("kcal", note("mass_unknown", "en"))
    else:
        gross = summed("kcal", lambda vo2, z: vo2 * mass * kcal_per_ml(z), "C-01")
        net = summed("kcal", lambda vo2, z: (vo2 - REST_ML_KG_MIN) * mass * kcal_per_ml(z), "C-01")
    heart = _heart_rate_kcal(usable, heart_rate_bpm, direction, wearer)
    if heart.known and gross.known:
        gross = combined(gross, heart)
        told += ("combined_with_heart_rate",)
    return DirectionDose(
        direction=direction,
        minutes=Estimate(minutes, minutes, minutes, "min"),
        steps=_steps(bouts),
        minutes_with_energy=covered,
        gross_kcal=gross,
        net_kcal=net,
        met_minutes=summed("MET min", lambda vo2, _: vo2 / REST_ML_KG_MIN),
        moderate_minutes=summed(
            "min",
            lambda vo2, _: moderate_and_vigorous(vo2 / REST_ML_KG_MIN),
            "W-01", "W-02", "W-03",
        ),
        heart_rate_kcal=heart,
        notes=told,
    )  # fmt: skip


def dose(
    walk: Walk, wearer: Wearer, heart_rate_bpm: Channel | None = None, grade: float = 0.0
) -> Dose:
    """Return what a walk did.

    Args:
        walk: the tracker's answer.
        wearer: who walked; what is unknown makes answers unknown or wider, never guessed.
        heart_rate_bpm: the recording's heart rate, on the same clock, or None.
        grade: rise over run of the ground, 0 to 0.15.

    Raises:
        RetrowalkError: a person or grade the energy model gives no answer for.
    """
    check_wearer(wearer)
    check_grade(grade)
    backward, forward = (
        _direction_dose(walk, direction, wearer, heart_rate_bpm, grade)
        for direction in (Direction.BACKWARD, Direction.FORWARD)
    )
    return Dose(walk.start_utc, backward, forward, knee_findings(), muscle_findings())
