"""Simulated people, and how much the tracker is told about them.

Seeds make everything: who walks (`WalkerStyle.varied`: 40 to 85 years, some with a sore knee),
what they do, which sensor they wear on which side, how loose the pocket is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk import simulate, track
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording, Wearer
from retrowalk.simulate import Truth, WalkerStyle
from retrowalk.tracker import Knowledge, Walk

LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
ARMS = (Placement.WRIST, Placement.HAND)
PLACEMENTS = (*LEGS, Placement.WAIST, *ARMS)
KNOWLEDGE = (Knowledge.CALIBRATED, Knowledge.KNOWN, Knowledge.UNKNOWN)
# every plan begins with it; the calibration takes the walk and half of the standing around it
CALIBRATION_PLAN = "stand 2, forward 14, stand 3"
CALIBRATION_S = (1.0, 17.0)
SCORED_FROM_S = 19.0


@dataclass(frozen=True, slots=True)
class Person:
    """One simulated person."""

    seed: int
    style: WalkerStyle
    side: str
    sensor: str
    looseness: float

    @property
    def wearer(self) -> Wearer:
        """What the tracker is told about the body."""
        return Wearer(height_m=self.style.height_m)


def person(seed: int) -> Person:
    """Draw a person; every third has a logger at full quality, the others a browser."""
    rng = np.random.default_rng(20_000 + seed)
    return Person(
        seed,
        WalkerStyle.varied(seed),
        "right" if rng.random() < 0.5 else "left",
        "browser" if seed % 3 else "logger",
        float(rng.uniform(0.0, 1.0)),
    )


def worn_by(who: Person, plan: str, placement: Placement) -> tuple[Recording, Truth]:
    """Simulate a person's plan with one sensor at a random mounting."""
    return simulate(
        plan,
        style=who.style,
        placement=placement,
        side=who.side,
        sensor=who.sensor,
        mounting="random",
        looseness=who.looseness,
        seed=who.seed,
    )


def tracked(
    recording: Recording,
    truth: Truth,
    knowledge: Knowledge,
    wearer: Wearer | None,
) -> Walk | str:
    """Track a simulated recording in one state of knowledge, or return why that was refused."""
    try:
        return track(
            recording,
            placement=truth.placement,
            mounting=truth.mounting if knowledge is Knowledge.KNOWN else None,
            calibration=CALIBRATION_S if knowledge is Knowledge.CALIBRATED else None,
            wearer=wearer,
        )
    except RetrowalkError as error:
        return f"refused: {error}"


def gives_direction(placement: Placement, knowledge: Knowledge) -> bool:
    """Whether an unknown is worth listing: arms give no direction, a waist with known front."""
    if placement in ARMS:
        return False
    return placement in LEGS or knowledge is not Knowledge.UNKNOWN


def walks_plan(seed: int) -> str:
    """Draw a plan: a calibration walk, then forward and backward in turn, some in curves.

    More than half of the changes of direction have no pause between.
    """
    rng = np.random.default_rng(10_000 + seed)
    parts = [CALIBRATION_PLAN]
    for _ in range(int(rng.integers(2, 5))):
        parts.append(f"backward {rng.integers(12, 45)}")
        if rng.random() < 0.6:
            parts.append(f"stand {rng.integers(2, 6)}")
        curve = f" turn {rng.choice([-90, -60, 60, 90])}" if rng.random() < 0.25 else ""
        parts.append(f"forward {rng.integers(10, 30)}{curve}")
        if rng.random() < 0.3:
            parts.append("turn 180")
    return ", ".join([*parts, "stand 2"])
