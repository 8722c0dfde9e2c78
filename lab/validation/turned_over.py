"""A sensor turned over on the way: what is told of the walking after it.

    standing   taken out while standing, turned over by half a turn, put back in 2-4 s
    walking    the same in the middle of walking forward
    gap        8 s without samples while standing, worn otherwise (any rotation) afterwards

Each person does one of the three, about one of three axes of the body.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from lab.validation.handling import handled, turned_from, with_gap
from lab.validation.people import (
    CALIBRATION_PLAN,
    KNOWLEDGE,
    PLACEMENTS,
    SCORED_FROM_S,
    person,
    tracked,
    worn_by,
)
from lab.validation.score import SHORT_WINDOW_S, Key, Ledger, ask
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import Truth
from retrowalk.tracker import Direction

PEOPLE = 90
DATA = "simulated, turned over"
HOW = ("standing", "walking", "gap")
AXES = ("front", "left", "up")
GAP_S = 8.0
_PUT_BACK_S = 4.0
# items of the plan: the walk and the standing in which the sensor is handled
_WALK, _STAND = 5, 6


def how_of(seed: int) -> str:
    """Return what happens to a person's sensor."""
    return HOW[seed % len(HOW)]


def axis_of(seed: int) -> int:
    """Return about which axis of the body it is turned: every kind meets every axis in turn."""
    return (seed + seed // len(HOW)) % len(AXES)


def turned_plan(seed: int) -> str:
    """Draw a plan whose second half follows the handling."""
    rng = np.random.default_rng(50_000 + seed)
    between = "forward 16, stand 2" if how_of(seed) == "walking" else "forward 12, stand 12"
    last = f"backward {rng.integers(20, 30)}, stand 2, forward {rng.integers(15, 25)}"
    return f"{CALIBRATION_PLAN}, backward 15, stand 2, {between}, {last}, stand 2"


def turned_over(recording: Recording, truth: Truth, seed: int) -> tuple[Recording, float, float]:
    """Return the handled recording, and from when to when the sensor was in a hand."""
    rng = np.random.default_rng(60_000 + seed)
    how = how_of(seed)
    walking = how == "walking"
    at_s = truth.segments[_WALK if walking else _STAND].start_s + (6.0 if walking else 2.0)
    if how == "gap":
        other = turned_from(recording, at_s, Rotation.random(rng=rng))
        return with_gap(other, at_s, at_s + GAP_S), at_s, at_s + GAP_S
    axis = truth.mounting.body_from_sensor[axis_of(seed)]
    duration_s = float(rng.uniform(2.0, _PUT_BACK_S))
    moved = handled(recording, at_s, axis=axis, duration_s=duration_s, seed=seed)
    return moved, at_s, at_s + duration_s


def turned_over_of(seed: int) -> Ledger:
    """Simulate one person whose sensor is turned over, on every placement."""
    who, how = person(seed), how_of(seed)
    ledger = Ledger()
    for placement in PLACEMENTS:
        if placement is Placement.FOOT and how != "gap":
            continue  # nobody takes a sensor off a foot within four seconds
        recording, truth = worn_by(who, turned_plan(seed), placement)
        recording, from_s, to_s = turned_over(recording, truth, seed)
        for knowledge in KNOWLEDGE:
            walk = tracked(recording, truth, knowledge, who.wearer)
            for segment in truth.segments:
                moving = segment.direction in (Direction.FORWARD, Direction.BACKWARD)
                if not moving or segment.start_s < SCORED_FROM_S:
                    continue
                for when, low, high in (
                    ("before", segment.start_s, min(segment.end_s, from_s)),
                    ("after", max(segment.start_s, to_s), segment.end_s),
                ):
                    if high - low < SHORT_WINDOW_S:
                        continue
                    axis = "any" if how == "gap" else AXES[axis_of(seed)]
                    group = f"{how}, {when}, {axis}"
                    key = Key(DATA, group, placement, knowledge, "mixed", "", segment.direction)
                    ask(ledger, walk, (low, high), key, f"person {seed}", keep=False)
    return ledger
