"""Chair, rail, step, wall ...: where each stands, and where a hand holds it.

A form names its things with an optional place along x in metres, ``"rail-front@0.45"``; the
figure's first resting part stands at x = 0 and she faces +x.

    rail-left rail-right   a rail along her way          rail-front   a rail across, before her
    chair-front            a chair, its back to her      table-front  a table's edge before her
    chair chair-high       a seat under her              wall-back wall-front   a wall
    chair-low                a lower seat
    step-5 step-10 step-15 a step, height in centimetres mat          under a lying body
    roll                   a towel roll                  pad          a soft pad
    line                   a line on the floor           band-knees band-ankles  a rubber band
    band-rail              a band from the knee to a rail before her
    weight-left weight-right   a cuff with a weight above the ankle
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.report.body import names
from retrowalk.report.body.rotation import FORWARD, LEFT, UP, Vector
from retrowalk.report.body.skeleton import Posture

RAIL_HEIGHT = 0.95
RAIL_ASIDE = 0.30
_ARM = 0.555
STEP_BEFORE, STEP_BEHIND = -0.14, 0.42
OWN = ("hip", "thigh")
_PLACES = MappingProxyType(
    {
        "rail-left": 0.0,
        "rail-right": 0.0,
        "rail-front": 0.42,
        "chair-front": 0.40,
        "table-front": 0.36,
        "wall-front": 0.55,
        "wall-back": 0.0,
        "chair": 0.0,
        "chair-high": 0.0,
        "chair-low": 0.0,
        "step-5": 0.30,
        "step-10": 0.30,
        "step-15": 0.30,
        "mat": 0.0,
        "roll": 0.0,
        "pad": 0.0,
        "line": 0.0,
        "band-knees": 0.0,
        "band-ankles": 0.0,
        "band-rail": 0.42,
        "weight-left": 0.0,
        "weight-right": 0.0,
    }
)
KINDS = tuple(_PLACES)
SEATS = MappingProxyType({"chair": 0.45, "chair-high": 0.55, "chair-low": 0.38})
TOPS = MappingProxyType({"rail-front": RAIL_HEIGHT, "chair-front": 0.90, "table-front": 0.76})


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: what, and where along x, metres."""

    kind: str
    x: float
    placed: bool


def thing(text: str) -> Thing:
    """Return the thing that a form names.

    Raises:
        RetrowalkError: no thing of that name, or no number after the @.
    """
    kind, at, place = text.partition("@")
    if kind not in _PLACES:
        raise RetrowalkError(f"there is no thing '{kind}' to draw", where="form")
    try:
        return Thing(kind, float(place) if at else _PLACES[kind], bool(at))
    except ValueError:
        raise RetrowalkError(f"'{place}' is not a place in metres", where=f"thing {kind}") from None


def grip(
    held: str, side: str, things: Mapping[str, Thing], body: Posture, at: Mapping[str, Vector]
) -> Vector:
    """Return where the palm of a side goes to hold something, metres.

    Args:
        held: a thing with a top or a rail; ``near-rail-left`` for a hand above it; ``seat``,
            ``mat``; or a part of the own body: ``hip``, ``thigh``.
        side: ``"left"`` or ``"right"``.
        things: of the form, by kind.
        body: the posture.
        at: its points.
    """
    out = 1.0 if side == "left" else -1.0
    shoulder = at[f"shoulder_{side}"]
    if held in TOPS:
        wide = 0.17 if held == "chair-front" else 0.22
        inset = 0.06 if held == "table-front" else 0.0
        return np.array([things[held].x + inset, at["neck"][1] + out * wide, TOPS[held] + 0.02])
    if held.removeprefix("near-") in ("rail-left", "rail-right"):
        aside = RAIL_ASIDE * (1.0 if held.endswith("left") else -1.0)
        above = 0.12 if held.startswith("near-") else 0.02
        across, down = aside - shoulder[1], RAIL_HEIGHT + above - shoulder[2]
        ahead = np.sqrt(max(_ARM**2 - across**2 - down**2, 0.0))
        return np.array([shoulder[0] + min(ahead, 0.2), aside, RAIL_HEIGHT + above])
    if held == "wall-front":
        return np.array([things[held].x - 0.03, shoulder[1], shoulder[2] - 0.12])
    if held == "hip":
        pelvis = body.in_room("pelvis")
        waist: Vector = at["waist"] + pelvis @ (LEFT * out * 0.155 + UP * 0.02 + FORWARD * 0.02)
        return waist
    if held == "thigh":
        thigh = body.in_room(f"thigh_{side}")
        front: Vector = at[f"hip_{side}"] + thigh @ (FORWARD * 0.095 - UP * 0.26)
        return front
    if held == "seat":
        seat: Vector = at["pelvis"] + np.array([0.02, out * 0.235, -names.SEAT_BELOW_HIP + 0.03])
        return seat
    if held == "mat":
        return np.array([shoulder[0] + 0.25, at["chest"][1] - 0.1, 0.03])
    raise RetrowalkError(f"nobody can hold '{held}'", where="pose")
