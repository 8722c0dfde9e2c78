"""Who the virtual walker is: size, speed, rhythm and habits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.tracker.base import Side

# Segment lengths as shares of body height (Winter 2009 after Drillis and Contini 1966).
LEG_SHARE = 0.530
THIGH_SHARE = 0.245
SHANK_SHARE = 0.246


@dataclass(frozen=True, slots=True)
class WalkerStyle:
    """One person's way of walking.

    Attributes:
        height_m: body height.
        leg_length_m: hip joint to ground; None for 0.53 of the height.
        speed_mps: steady speed forward.
        backward_speed_mps: steady speed backward.
        cadence_spm: steps per minute, forward and backward; None for the usual one at the
            speed and leg length.
        step_width_m: distance between the ankles' lines of travel.
        step_time_asymmetry: (right - left step time) / mean step time.
        step_time_cv: step-time variability, standard deviation / mean.
        arm_swing: arm amplitude against the usual one; 0 holds the arms still.
        foot_pitch: foot rocking amplitude against the usual one.
        foot_lift: foot clearance in swing against the usual one.
        knee_flexion: knee yielding in stance against the usual one.
        trunk_lean_rad: steady lean, positive to the front.
        toe_out_rad: feet turned outward.
        elbow_flexion_rad: added to the usual elbow angle.
        pain_side: the knee that hurts (antalgic gait): shorter stance, less knee flexion.
    """

    height_m: float = 1.72
    leg_length_m: float | None = None
    speed_mps: float = 1.15
    backward_speed_mps: float = 0.65
    cadence_spm: float | None = None
    step_width_m: float = 0.12
    step_time_asymmetry: float = 0.0
    step_time_cv: float = 0.025
    arm_swing: float = 1.0
    foot_pitch: float = 1.0
    foot_lift: float = 1.0
    knee_flexion: float = 1.0
    trunk_lean_rad: float = 0.0
    toe_out_rad: float = 0.10
    elbow_flexion_rad: float = 0.0
    pain_side: Side | None = None

    def __post_init__(self) -> None:
        limits: dict[str, tuple[float, float]] = {
            "height_m": (1.0, 2.3),
            "speed_mps": (0.1, 2.5),
            "backward_speed_mps": (0.1, 2.0),
            "step_width_m": (0.0, 0.4),
            "step_time_asymmetry": (-0.4, 0.4),
            "step_time_cv": (0.0, 0.15),
            "arm_swing": (0.0, 3.0),
            "foot_pitch": (0.0, 1.3),
            "foot_lift": (0.2, 2.0),
            "knee_flexion": (0.0, 1.5),
        }
        if self.leg_length_m is not None:
            limits["leg_length_m"] = (0.4 * self.height_m, 0.62 * self.height_m)
        if self.cadence_spm is not None:
            limits["cadence_spm"] = (40.0, 220.0)
        for name, (low, high) in limits.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise RetrowalkError(
                    f"{name} is {value:g}", where="walker", remedy=f"give {low:.3g} to {high:.3g}"
                )

    @property
    def leg_m(self) -> float:
        """Hip joint to ground."""
        return LEG_SHARE * self.height_m if self.leg_length_m is None else self.leg_length_m

    @classmethod
    def varied(cls, seed: int) -> WalkerStyle:
        """Draw a plausible person of 40 to 85 years (design choice: the ranges below)."""
        rng = np.random.default_rng(seed)
        height = float(np.clip(rng.normal(1.69, 0.09), 1.48, 1.95))
        pain = rng.choice(["", "", "", "", "left", "right"])
        return cls(
            height_m=height,
            leg_length_m=height * LEG_SHARE * float(rng.uniform(0.96, 1.04)),
            speed_mps=float(rng.uniform(0.8, 1.4)),
            backward_speed_mps=float(rng.uniform(0.4, 0.8)),
            step_width_m=float(rng.uniform(0.08, 0.18)),
            step_time_asymmetry=float(rng.normal(0.0, 0.02)),
            step_time_cv=float(rng.uniform(0.015, 0.05)),
            arm_swing=float(rng.uniform(0.3, 1.4)),
            foot_pitch=float(rng.uniform(0.65, 1.1)),
            foot_lift=float(rng.uniform(0.8, 1.3)),
            knee_flexion=float(rng.uniform(0.7, 1.2)),
            trunk_lean_rad=float(rng.normal(0.03, 0.05)),
            toe_out_rad=float(rng.uniform(0.0, 0.25)),
            elbow_flexion_rad=float(rng.uniform(-0.15, 0.4)),
            pain_side=Side(str(pain)) if pain else None,
        )
