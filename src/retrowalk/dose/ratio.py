"""What a step backward is worth: its energy over that of a step forward.

    matched   VO2_b(v)   / (VO2_f(v)   · q)     both at the same speed v
    own       VO2_b(v_b) / (VO2_f(v_f) · q)     each at the person's own speed

VO2 is gross (a step costs what the body spends while taking it); q is backward over
forward cadence. No readable source gives q at equal speed: it is taken as one and
varied (design choice). What varies the ratio most is found by letting one input vary
at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrowalk.dose.chance import Chance, interval, only
from retrowalk.dose.design import chosen
from retrowalk.dose.energy import (
    check_speed,
    check_wearer,
    gross_uptake,
    kcal_per_ml,
    notes,
    sources,
)
from retrowalk.dose.words import note, say
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.derived import speed_m_min
from retrowalk.evidence.table import row
from retrowalk.recording import Array, Wearer
from retrowalk.tracker.base import Direction

INPUTS = {
    "rho": "rho",
    "own rho": "own_rho",
    "backward beyond": "extrapolation",
    "forward beyond": "extrapolation",
    "practice": "practice",
    "practised?": "practice",
    "cadence": "cadence",
    "c": "forward_cost",
    "person": "person",
    "age": "age",
    "age backward": "age",
}
"""From the name of a draw to the name of the input that a reader understands."""


@dataclass(frozen=True, slots=True)
class StepRatio:
    """Energy of a backward step over that of a forward step.

    Attributes:
        ratio: the ratio with its 95 % interval.
        backward_mps: speed backward.
        forward_mps: speed forward.
        shares: share of the variance by input, largest first; they sum to one.
        notes: names of what the reader must know.
    """

    ratio: Estimate
    backward_mps: float
    forward_mps: float
    shares: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]

    @property
    def dominant(self) -> str:
        """Name of the input that widens the interval most."""
        return self.shares[0][0]

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return the JSON form, names in words."""
        return {
            "ratio": self.ratio.to_dict(),
            "backward_speed_mps": self.backward_mps,
            "forward_speed_mps": self.forward_mps,
            "dominant_input": self.dominant,
            "dominant_input_words": say(f"input_{self.dominant}", language),
            "variance_shares": {name: round(part, 3) for name, part in self.shares},
            "notes": [note(name, language) for name in self.notes],
        }


def cadence_ratio(z: Chance) -> Array:
    """Return backward over forward cadence: one, varied; a design choice."""
    return np.asarray(np.exp(chosen("cadence_ratio") * z("cadence")))


def _shares(quantity: Callable[[Chance], Array]) -> tuple[tuple[str, float], ...]:
    variance: dict[str, float] = {}
    for draw, name in INPUTS.items():
        variance[name] = variance.get(name, 0.0) + float(np.var(np.log(quantity(only(draw)))))
    total = sum(variance.values())
    kept = {name: part for name, part in variance.items() if part > 1e-6 * total}
    whole = sum(kept.values())
    parts = ((name, part / whole) for name, part in kept.items())
    return tuple(sorted(parts, key=lambda item: -item[1]))


def step_ratio(backward_mps: float, forward_mps: float, wearer: Wearer) -> StepRatio:
    """Return the energy of a backward step over that of a forward step, on the level.

    Raises:
        RetrowalkError: a speed or an age the model gives no answer for.
    """
    check_speed(backward_mps, "backward speed")
    check_speed(forward_mps, "forward speed")
    check_wearer(wearer)

    def quantity(z: Chance) -> Array:
        back = gross_uptake(Direction.BACKWARD, backward_mps, 0.0, wearer, z)
        ahead = gross_uptake(Direction.FORWARD, forward_mps, 0.0, wearer, z)
        return np.asarray(back / ahead / cadence_ratio(z))

    told = notes(Direction.BACKWARD, backward_mps, wearer) + notes(
        Direction.FORWARD, forward_mps, wearer
    )
    told = (*dict.fromkeys(told), "cadence_equal")
    return StepRatio(
        ratio=interval(
            quantity,
            "1",
            sources(Direction.BACKWARD, 0.0, wearer),
            " ".join(note(name, "en") for name in told),
        ),
        backward_mps=backward_mps,
        forward_mps=forward_mps,
        shares=_shares(quantity),
        notes=told,
    )


def steps_energy(
    direction: Direction, steps: float, speed_mps: float, forward_mps: float, wearer: Wearer
) -> Estimate:
    """Return the gross energy of some steps in kcal.

    Cadence is that of the person's forward walking, from speed and body height; backward
    it is taken as equal (design choices `step_per_height` and `cadence_ratio`).

    Raises:
        RetrowalkError: a number of steps that is not positive, or what `step_ratio` refuses.
    """
    if not 0.0 < steps < float("inf"):
        raise RetrowalkError(f"{steps} steps", where="steps", remedy="give a positive number")
    check_speed(speed_mps)
    check_speed(forward_mps, "forward speed")
    check_wearer(wearer)
    mass, height = wearer.mass_kg, wearer.height_m
    if mass is None or height is None:
        return Estimate.unknown("kcal", note("mass_or_height_unknown", "en"))

    def quantity(z: Chance) -> Array:
        step_m = chosen("step_per_height") * height * np.exp(chosen("step_length") * z("step"))
        minutes = steps * step_m / (forward_mps * 60.0)
        if direction is Direction.BACKWARD:
            minutes = minutes / cadence_ratio(z)
        uptake = gross_uptake(direction, speed_mps, 0.0, wearer, z)
        return np.asarray(uptake * mass * kcal_per_ml(z) * minutes)

    return interval(
        quantity, "kcal", (*sources(direction, 0.0, wearer), "C-01"), note("cadence_equal", "en")
    )


def measured_conditions() -> tuple[tuple[str, StepRatio], ...]:
    """Return our ratio at the conditions of rows D-01 and D-03, for comparison with them.

    For an adult below the older age, not practised, as the people in those studies.
    """
    person = Wearer(age_years=25.0, practised=False)
    speeds = (("D-01", speed_m_min(row("E-02")) / 60.0), ("D-03", speed_m_min(row("E-21")) / 60.0))
    return tuple((name, step_ratio(v, v, person)) for name, v in speeds)
