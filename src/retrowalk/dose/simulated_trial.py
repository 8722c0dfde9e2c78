"""A made-up step for testing the knee's mechanics; its numbers are no evidence of anything.

Joint angles are short Fourier series, so that positions, velocities and accelerations
are known exactly; the ground reaction has the usual two humps over the stance. Another
implementation can therefore be fed the exact motion and must find the same moments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.dose.link_segment import Provenance, SagittalTrial, leg_positions_m
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.base import Direction

PERIOD_S = 1.2
STANCE = 0.62
THIGH_M, SHANK_M, FOOT_M = 0.42, 0.43, 0.14
HIP_HEIGHT_M = 0.9
SPEED_MPS = 1.2
MASS_KG = 75.0

# Mean, then cosine and sine of each harmonic, in degrees (design choices, shaped like gait).
_THIGH = (6.0, ((22.0, -4.0), (-1.0, -3.0)))
_KNEE = (26.0, ((-4.0, -21.0), (-14.0, 7.0), (1.0, 4.0)))
_FOOT = (-12.0, ((12.0, 24.0), (6.0, -10.0)))


@dataclass(frozen=True, eq=False, slots=True)
class Motion:
    """Exact motion of shank and foot: four coordinates with two derivatives each.

    Attributes:
        time_s: (n,) seconds.
        position: (n, 4) knee x, knee z, shank angle, foot angle relative to the shank.
        velocity: (n, 4) their first derivatives.
        acceleration: (n, 4) their second derivatives.
    """

    time_s: Array
    position: Array
    velocity: Array
    acceleration: Array


def _series(time_s: Array, terms: tuple[float, tuple[tuple[float, float], ...]]) -> list[Array]:
    """Return a Fourier series in rad with its first two derivatives."""
    mean, harmonics = terms
    out = [np.full_like(time_s, mean), np.zeros_like(time_s), np.zeros_like(time_s)]
    for k, (a, b) in enumerate(harmonics, start=1):
        w = 2.0 * np.pi * k / PERIOD_S
        c, s = np.cos(w * time_s), np.sin(w * time_s)
        out[0] += a * c + b * s
        out[1] += w * (b * c - a * s)
        out[2] -= w * w * (a * c + b * s)
    return [np.radians(x) for x in out]


def simulated_motion(rate_hz: float = 200.0) -> Motion:
    """Return the exact motion of one gait cycle."""
    t = np.arange(0.0, PERIOD_S, 1.0 / rate_hz)
    thigh, flexion, foot = _series(t, _THIGH), _series(t, _KNEE), _series(t, _FOOT)
    # The thigh leans by `thigh` with the knee in front; flexion turns the shank's top forward.
    lean = [-a for a in thigh]
    shank = [a + b for a, b in zip(lean, flexion, strict=True)]
    s, c = np.sin(lean[0]), np.cos(lean[0])
    knee = [
        np.column_stack([SPEED_MPS * t - THIGH_M * s, HIP_HEIGHT_M - THIGH_M * c]),
        np.column_stack([SPEED_MPS - THIGH_M * c * lean[1], THIGH_M * s * lean[1]]),
        np.column_stack(
            [
                -THIGH_M * (c * lean[2] - s * lean[1] ** 2),
                THIGH_M * (s * lean[2] + c * lean[1] ** 2),
            ]
        ),
    ]
    orders = [np.column_stack([knee[k], shank[k], -shank[k] + foot[k]]) for k in range(3)]
    return Motion(t, *orders)


def ground_reaction(time_s: Array) -> Array:
    """Return the force on the foot, x and z, over one cycle: two humps, braking then push."""
    phase = np.clip(time_s / (STANCE * PERIOD_S), 0.0, 1.0)
    window = np.sin(np.pi * phase) ** 0.8 * (phase < 1.0)
    vertical = window * (1.0 + 0.2 * np.cos(4.0 * np.pi * (phase - 0.25)) - 0.1)
    along = -0.18 * np.sin(2.0 * np.pi * phase) * window
    return np.column_stack([along, vertical]) * MASS_KG * STANDARD_GRAVITY_MS2


def simulated_trial(rate_hz: float = 200.0) -> SagittalTrial:
    """Return the trial that a camera and a force plate would have seen of the motion."""
    motion = simulated_motion(rate_hz)
    shank = motion.position[:, 2]
    hip = np.column_stack([SPEED_MPS * motion.time_s, np.full_like(shank, HIP_HEIGHT_M)])
    lean = -_series(motion.time_s, _THIGH)[0]
    foot = shank + motion.position[:, 3]
    knee, ankle, toe = leg_positions_m(hip, lean, shank, foot, (THIGH_M, SHANK_M, FOOT_M))
    progress = np.clip(motion.time_s / (STANCE * PERIOD_S), 0.0, 1.0)
    return SagittalTrial(
        time_s=motion.time_s,
        hip_m=hip,
        knee_m=knee,
        ankle_m=ankle,
        toe_m=toe,
        force_n=ground_reaction(motion.time_s),
        pressure_x_m=ankle[:, 0] - 0.04 + 0.19 * progress,
        mass_kg=MASS_KG,
        direction=Direction.FORWARD,
        provenance=Provenance.SIMULATED,
    )
