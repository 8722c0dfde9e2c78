"""What the speed models have learnt: one factor for each placement and direction, and how sure.

Made by ``python -m lab.fit.speed`` into speed_gains.json; docs/model-card.md says from whom.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from retrowalk.recording import Placement, Wearer
from retrowalk.tracker.base import Direction

# Raised when a told speed changes its meaning: older personal scales no longer fit.
MODEL = 2
# Strides are measured there, without the body's size.
STRIDE_PLACEMENTS = frozenset({Placement.ANKLE, Placement.FOOT})
# Where a bout starts and ends is known to so many seconds, and from one steady walk to the next
# a person's own factor changes by so much (design choices, one SD): by strides, by steps.
_EDGE_S = (0.2, 0.3)
_STEADY_SPREAD = (0.01, 0.03)
# Leg length as a share of body height, and what is taken when neither is known
# (design choices; the second is an adult's).
LEG_OF_HEIGHT = 0.53
USUAL_LEG_M = 0.90
_MEASURED_SPREAD = 0.01
_FROM_HEIGHT_SPREAD = 0.03
_USUAL_SPREAD = 0.06


def edge_spread(placement: Placement, seconds: float) -> float:
    """Return the relative spread of a bout's speed that its uncertain ends make."""
    return _EDGE_S[placement not in STRIDE_PLACEMENTS] / seconds


def steady_spread(placement: Placement) -> float:
    """Return by how much one person's factor differs between two steady walks of one style."""
    return _STEADY_SPREAD[placement not in STRIDE_PLACEMENTS]


@dataclass(frozen=True, slots=True)
class Gain:
    """A factor and the spread of its errors; spreads are standard deviations of the logarithm.

    Attributes:
        factor: what the model's figure is multiplied by.
        person: from person to person, once the body's size is known.
        bout: from bout to bout of one person; a known distance does not take it away.
    """

    factor: float
    person: float
    bout: float


@cache
def gains() -> Mapping[tuple[Placement, Direction], Gain]:
    """Return the fitted factors by placement and direction."""
    text = resources.files("retrowalk.tracker").joinpath("speed_gains.json").read_text()
    return {
        (Placement(row["placement"]), Direction(row["direction"])): Gain(
            float(row["factor"]), float(row["person"]), float(row["bout"])
        )
        for row in json.loads(text)["gains"]
    }


def leg_length(wearer: Wearer) -> tuple[float, float]:
    """Return leg length, hip joint to ground, in metres and its relative spread (one SD)."""
    if wearer.leg_length_m is not None:
        return wearer.leg_length_m, _MEASURED_SPREAD
    if wearer.height_m is not None:
        return LEG_OF_HEIGHT * wearer.height_m, _FROM_HEIGHT_SPREAD
    return USUAL_LEG_M, _USUAL_SPREAD
