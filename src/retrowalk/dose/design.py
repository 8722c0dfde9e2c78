"""Numbers of the dose that no readable source gives: design choices, in one place.

Each has a name, a unit and the reason for its size. Whatever rests on one of them
says "design choice" where a user sees it; docs/dose.md lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DesignChoice:
    """A number we chose.

    Attributes:
        name: how code and docs refer to it.
        value: in `unit`.
        unit: unit; ``"1"`` for a ratio, ``"log"`` for a standard deviation of a logarithm.
        why: the reason, one sentence.
    """

    name: str
    value: float
    unit: str
    why: str


_CHOICES = (
    DesignChoice("slowest_mps", 0.3, "m/s", "slower than this, steps no longer join to a walk"),
    DesignChoice("fastest_mps", 1.9, "m/s", "just above the energetically best change to running"),
    DesignChoice("steepest_grade", 0.15, "1", "beyond the steepest grade that was measured [E-20]"),
    DesignChoice("youngest_years", 18.0, "years", "no row read is about the energy of children"),
    DesignChoice(
        "between_study_prior", 0.12, "log", "half-normal prior of the spread between studies"
    ),
    DesignChoice("unstated_error", 0.1, "log", "standard error of a source that prints none"),
    DesignChoice(
        "extrapolation",
        0.25,
        "log",
        "spread added for each e-fold of speed outside the measured range",
    ),
    DesignChoice("person_ratio", 0.1, "log", "how far one person's own cost factor strays"),
    DesignChoice(
        "cadence_ratio", 0.1, "log", "backward cadence over forward: equal, give or take this"
    ),
    DesignChoice(
        "unmeasured_age", 0.1, "log", "spread added from the age on at which nobody was measured"
    ),
    DesignChoice("older_from_years", 59.0, "years", "where the source on age draws its line"),
    DesignChoice("step_per_height", 0.41, "1", "forward step length over body height, about"),
    DesignChoice("step_length", 0.12, "log", "spread of that step length between people"),
    DesignChoice("heart_rate", 0.25, "log", "spread of energy from heart rate between people"),
    DesignChoice(
        "heart_rate_lowest_bpm", 90.0, "1/min", "below, heart rate follows rest, mood and heat"
    ),
    DesignChoice("sensor_speed", 0.1, "log", "spread of a speed that comes without an interval"),
    DesignChoice("patella_lever", 0.15, "log", "spread of the quadriceps lever arm"),
    DesignChoice(
        "pressure_centre_m", 0.02, "m", "how far a measured centre of pressure may be off"
    ),
    DesignChoice(
        "tendon_angle_deg",
        15.0,
        "deg",
        "angle between the two tendons of the kneecap in a straight leg; from none to twice this",
    ),
    DesignChoice("draws", 12000.0, "1", "number of Monte Carlo draws"),
    DesignChoice("seed", 20260101.0, "1", "seed of the Monte Carlo, fixed so answers repeat"),
)

DESIGN: MappingProxyType[str, DesignChoice] = MappingProxyType({c.name: c for c in _CHOICES})


def chosen(name: str) -> float:
    """Return the value of a design choice; KeyError when there is none of that name."""
    return DESIGN[name].value
