"""The words of FHIR: which code and which UCUM unit stand for which number.

LOINC only where a stored source says what the code means (docs/files-fhir.md names it): a count
over 24 hours is not the count of a walk. All else is of Retrowalk's own code system.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
LOCAL = "urn:retrowalk:fhir:1"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of UCUM.

    Attributes:
        code: in UCUM.
        word: for people.
        holds: how many of Retrowalk's unit it is: 60 for minutes, which are seconds there.
    """

    code: str
    word: str
    holds: float = 1.0


@dataclass(frozen=True, slots=True)
class Code:
    """What an Observation is about.

    Attributes:
        local: code in Retrowalk's own system.
        display: what it means.
        loinc: (code, display) of LOINC, or None.
    """

    local: str
    display: str
    loinc: tuple[str, str] | None = None


_STEPS = Unit("{steps}", "steps")
_METRES = Unit("m", "m")
_MINUTES = Unit("min", "min", 60.0)
_A_MINUTE = Unit("/min", "1/min")
SHARE = Unit("1", "1")

TOTALS = MappingProxyType(
    {
        "steps": (
            Code("steps", "Steps", ("55423-8", "Number of steps in unspecified time Pedometer")),
            _STEPS,
        ),
        "distance_m": (
            Code(
                "distance", "Distance", ("55430-3", "Walking distance unspecified time Pedometer")
            ),
            _METRES,
        ),
        "moving_s": (Code("duration", "Time moving", ("55411-3", "Exercise duration")), _MINUTES),
        "energy_kcal": (
            Code("energy", "Energy", ("55424-6", "Calories burned in unspecified time Pedometer")),
            Unit("kcal", "kcal"),
        ),
        "speed_mps": (Code("gait-speed", "Mean gait speed"), Unit("m/s", "m/s")),
        "cadence_spm": (Code("cadence", "Mean cadence"), Unit("{steps}/min", "steps/min")),
        "heart_rate_bpm": (
            Code(
                "heart-rate",
                "Mean heart rate",
                ("55425-3", "Heart rate unspecified time mean by Pedometer"),
            ),
            _A_MINUTE,
        ),
        "most_heart_rate_bpm": (
            Code(
                "most-heart-rate",
                "Largest heart rate",
                ("55426-1", "Heart rate unspecified time maximum by Pedometer"),
            ),
            _A_MINUTE,
        ),
        "ascent_m": (Code("ascent", "Ascent"), _METRES),
        "backward_steps": (Code("backward-steps", "Steps walked backward"), _STEPS),
        "backward_distance_m": (
            Code("backward-distance", "Distance walked backward"),
            _METRES,
        ),
        "backward_s": (Code("backward-duration", "Time walked backward"), _MINUTES),
        "step_time_cv": (Code("step-time-cv", "Step-time variability"), SHARE),
    }
)
"""Code and unit of each field of `session.Totals`."""

WALK = Code("walk", "Walk")
BOUT = Code("bout", "Part of a walk in one direction")
PROBABILITY = Code("direction-probability", "Probability of the direction")
INTERVAL = Code("interval-95", "95 % interval")

DIRECTIONS = MappingProxyType(
    {
        "forward": "Walking forward",
        "backward": "Walking backward",
        "sideways": "Walking sideways",
        "unknown": "Walking in an unknown direction",
        "still": "Not walking",
    }
)
"""Codes of directions, in Retrowalk's own system."""

TESTS = MappingProxyType(
    {
        "3mbwt": Code("3mbwt", "3-metre backward walk test"),
        "chair-stand": Code(
            "chair-stand",
            "30-second chair stand",
            ("66247-8", "Sit to stand frequency in 30 seconds"),
        ),
        "four-stage": Code("four-stage", "4-stage balance test"),
        "single-leg": Code("single-leg", "Single-leg stance"),
        "10mw-forward": Code("10mw-forward", "10-metre walk forward"),
        "10mw-backward": Code("10mw-backward", "10-metre walk backward"),
        "tug": Code(
            "tug",
            "Timed up and go",
            (
                "89423-8",
                "Time to rise from chair, walk 10 feet and back, and return to sitting [TUG]",
            ),
        ),
    }
)
"""Code of each test of the coach, by its id."""

TEST_UNITS = MappingProxyType(
    {
        "s": Unit("s", "s"),
        "m/s": Unit("m/s", "m/s"),
        "stands": Unit("{stands}/(30.s)", "stands in 30 s"),
        "stages": Unit("{stages}", "stages"),
    }
)
"""The units of the coach's tests."""
