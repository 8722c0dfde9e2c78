"""How fast and how far.

    leg      step length = k * 2 l sin(a / 2)       a: swing of the segment from turning point
             speed       = step length * cadence       to turning point, l: leg length
    foot     stride vector = double integral of acceleration from one stance to the next,
             with zero velocity at both (zero-velocity update, ZUPT)
    trunk    forward only: speed = k * l * cadence^2; backward the same cadence means shorter
             steps (EVIDENCE K-23), by how much differs too much from person to person

k depends on placement and direction; speed_gains.json, made by ``python -m lab.fit.speed``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Wearer
from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.timebase import PERIOD_S

# Leg length as a share of body height, and what is taken when neither is known
# (design choices; the second is an adult's, with a wider interval).
_LEG_OF_HEIGHT = 0.53
_USUAL_LEG_M = 0.90
_USUAL_LEG_SPREAD = 0.07
_FOOT_SPREAD = 0.06


@dataclass(frozen=True, slots=True)
class Gain:
    """A fitted factor and its relative spread (one standard deviation)."""

    factor: float
    spread: float


@cache
def gains() -> Mapping[tuple[Placement, Direction], Gain]:
    """Return the fitted factors by placement and direction."""
    text = resources.files("retrowalk.tracker").joinpath("speed_gains.json").read_text()
    return {
        (Placement(row["placement"]), Direction(row["direction"])): Gain(
            float(row["factor"]), float(row["spread"])
        )
        for row in json.loads(text)["gains"]
    }


def leg_length(wearer: Wearer) -> tuple[float, float]:
    """Return leg length in metres and its relative spread (one standard deviation)."""
    if wearer.leg_length_m is not None:
        return wearer.leg_length_m, 0.01
    if wearer.height_m is not None:
        return _LEG_OF_HEIGHT * wearer.height_m, 0.03
    return _USUAL_LEG_M, _USUAL_LEG_SPREAD


def leg_predictor(steps: tuple[TurningPoint, ...], cadence_hz: float) -> float:
    """Return the speed in leg lengths per second before the gain."""
    swing = float(np.median([step.swing for step in steps[1:]]))
    return 2.0 * float(np.sin(0.5 * min(swing, np.pi))) * cadence_hz


def speed(
    steps: tuple[TurningPoint, ...],
    cadence_hz: float,
    placement: Placement,
    direction: Direction,
    wearer: Wearer,
    strides: tuple[Stride, ...],
) -> Estimate:
    """Estimate the mean walking speed of a bout.

    Args:
        steps: its steps.
        cadence_hz: steps per second.
        placement: where the sensor is worn.
        direction: which way it went.
        wearer: leg length or height, when known.
        strides: strides of a foot sensor, else empty.

    Returns:
        Speed in m/s with a 95 % interval, or why there is none.
    """
    if placement is Placement.FOOT and strides:
        seconds = sum(stride.end - stride.start for stride in strides) * PERIOD_S
        value = sum(stride.length_m for stride in strides) / seconds
        return _with_spread(value, _FOOT_SPREAD)
    gain = gains().get((placement, direction))
    if gain is None:
        return Estimate.unknown("m/s", f"no speed model for {placement} and {direction} walking")
    leg_m, leg_spread = leg_length(wearer)
    if placement is Placement.WAIST:
        predictor = cadence_hz**2
    else:
        predictor = leg_predictor(steps, cadence_hz)
    return _with_spread(gain.factor * leg_m * predictor, float(np.hypot(gain.spread, leg_spread)))


def _with_spread(value: float, spread: float) -> Estimate:
    half = 1.96 * spread
    return Estimate(value, value * max(0.0, 1.0 - half), value * (1.0 + half), "m/s")
