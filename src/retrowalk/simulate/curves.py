"""Mean stride curves from motion capture, as Fourier series of the stride's phase.

    phase 0 = initial contact (IC) of the foot, `duty` = its toe-off (TO), 1 = its next IC
    f(phase, v) = c(phase) + (v - v_ref) * d(phase),   v = speed / sqrt(g * leg)

The numbers are in gait_curves.json, written by ``python -m lab.fit.gait_curves``.
Angles are rotations about the y axis (left) of the world turned to the walker's heading:
positive tips the top forward, so a foot pitch is positive toe down, a thigh pitch is
negative with the knee in front. Leg and arm curves are those of the right side against the
right foot's phase; pelvis and trunk curves are against the right foot's phase too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from retrowalk.recording import Array


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """One Fourier series whose coefficients move with speed.

    Attributes:
        mean: (1 + 2 k,) constant, then cosine and sine of each harmonic.
        per_speed: (1 + 2 k,) change per unit of dimensionless speed.
        reference: dimensionless speed of `mean`.
        low: lowest dimensionless speed of the capture; below it the curve stays.
        high: highest dimensionless speed of the capture.
    """

    mean: Array
    per_speed: Array
    reference: float
    low: float
    high: float

    def at(self, phase: Array, speed: Array) -> Array:
        """Return the curve at phases (n,) and dimensionless speeds (n,) or ()."""
        offset = np.clip(speed, self.low, self.high) - self.reference
        angle = 2.0 * np.pi * phase
        value = self.mean[0] + offset * self.per_speed[0]
        # one complex power per harmonic instead of two sines
        turn = np.exp(1j * angle)
        power = np.ones_like(turn)
        for k in range(1, len(self.mean), 2):
            power = power * turn
            value = value + (self.mean[k] + offset * self.per_speed[k]) * power.real
            value = value + (self.mean[k + 1] + offset * self.per_speed[k + 1]) * power.imag
        return np.asarray(value, dtype=np.float64)


@dataclass(frozen=True, eq=False, slots=True)
class StrideCurves:
    """All mean curves of one gait.

    Attributes:
        duty: stance share of the stride.
        over: share of stance at which the pelvis passes over the ankle.
        curves: by name; lengths are in leg lengths, angles in radians.
        swing_front: shape of the ankle's swing along its displacement, per displacement.
        swing_up: shape of the ankle's swing upward, in leg lengths.
    """

    duty: float
    over: float
    curves: Mapping[str, Curve]
    swing_front: Array
    swing_up: Array


@cache
def stride_curves(gait: str) -> StrideCurves:
    """Return the curves of ``"forward"`` or ``"backward"``."""
    text = resources.files("retrowalk.simulate").joinpath("gait_curves.json").read_text("utf-8")
    data = json.loads(text)["gaits"][gait]
    low, reference, high = data["speed_low"], data["speed_reference"], data["speed_high"]
    curves = {
        name: Curve(np.array(rows["mean"]), np.array(rows["per_speed"]), reference, low, high)
        for name, rows in data["curves"].items()
    }
    return StrideCurves(
        data["duty"],
        data["over"],
        curves,
        np.array(data["swing_front"]),
        np.array(data["swing_up"]),
    )


def swing_basis(share: Array, size: int) -> Array:
    """Return (n, size) shapes that vanish with two derivatives at both ends of the swing.

    Args:
        share: (n,) 0 at toe-off, 1 at contact.
        size: how many; column k is 64 u³(1-u)³ times the k-th Legendre polynomial.
    """
    window = 64.0 * share**3 * (1.0 - share) ** 3
    legendre = np.polynomial.legendre.legvander(2.0 * share - 1.0, size - 1)
    return np.asarray(window[:, None] * legendre)
