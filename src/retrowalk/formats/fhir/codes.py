"""What each number is called in FHIR: LOINC where a term fits, else a code of this project.

LOINC terms as the US Physical Activity guide (hl7.org/fhir/us/physical-activity, version 1.0.0)
and loinc.org name them. Terms for a day or a week ("41950-7", "41957-2") are not for one walk.
"""

from __future__ import annotations

from dataclasses import dataclass

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
LOCAL = "urn:retrowalk:observation:1"
"""The code system of this project; its codes stand in docs/files-fhir.md."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured.

    Attributes:
        system: of the code.
        code: in that system.
        display: its name there.
        unit: to show.
        ucum: the unit's UCUM code.
        factor: the number in its own unit times this is the number in `unit`.
    """

    system: str
    code: str
    display: str
    unit: str
    ucum: str
    factor: float = 1.0


ACTIVITY = Measure(LOINC, "73985-4", "Exercise activity", "", "")
MEASURES: dict[str, Measure] = {
    "steps": Measure(
        LOINC, "55423-8", "Number of steps in unspecified time Pedometer", "steps", "{steps}"
    ),
    "distance_m": Measure(
        LOINC, "55430-3", "Walking distance unspecified time Pedometer", "m", "m"
    ),
    "moving_s": Measure(LOINC, "55411-3", "Exercise duration", "min", "min", 1.0 / 60.0),
    "energy_kcal": Measure(
        LOINC, "55424-6", "Calories burned in unspecified time Pedometer", "kcal", "kcal"
    ),
    "heart_rate_bpm": Measure(
        LOINC, "55425-3", "Heart rate unspecified time mean by Pedometer", "/min", "/min"
    ),
    "most_heart_rate_bpm": Measure(
        LOINC, "55426-1", "Heart rate unspecified time maximum by Pedometer", "/min", "/min"
    ),
    "speed_mps": Measure(LOCAL, "walking-speed", "Mean walking speed of one walk", "m/s", "m/s"),
    "cadence_spm": Measure(
        LOCAL, "cadence", "Mean cadence of one walk", "steps/min", "{steps}/min"
    ),
    "ascent_m": Measure(LOCAL, "ascent", "Metres climbed in one walk", "m", "m"),
    "backward_steps": Measure(
        LOCAL, "backward-steps", "Number of steps walked backward", "steps", "{steps}"
    ),
    "backward_distance_m": Measure(
        LOCAL, "backward-distance", "Distance walked backward", "m", "m"
    ),
    "backward_s": Measure(
        LOCAL, "backward-duration", "Time walked backward", "min", "min", 1.0 / 60.0
    ),
    "step_time_cv": Measure(
        LOCAL, "step-time-variability", "Step-time variability (coefficient of variation)", "1", "1"
    ),
}
"""Of each field of `Totals`."""

LOW = Measure(LOCAL, "interval-low", "Lower end of the 95 % interval", "", "")
HIGH = Measure(LOCAL, "interval-high", "Upper end of the 95 % interval", "", "")
