"""From points in space to outlines on paper.

Every part is one path whose commands stay the same from frame to frame, so that a moving picture
can go from one frame to the next. Limbs are rounded and taper; the trunk is the hull of a few
balls; the face is the part of the head that looks forward, seen from wherever the viewer is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrowalk.coach.base import View
from retrowalk.report.body import names
from retrowalk.report.body.rotation import FORWARD, LEFT, UP, Vector, unit
from retrowalk.report.body.skeleton import Posture

SCALE = 100.0
_HULL_POINTS = 18
_FACE_POINTS = 14
_FACE_ANGLE = np.radians(68.0)
Path = str
Flat = Vector


def short(number: float) -> str:
    """Return a number with at most one decimal."""
    text = f"{number:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text.replace("0.", ".", 1) if abs(number) < 1 else text


@dataclass(frozen=True, slots=True)
class Paper:
    """The plane on which a figure is drawn, seen from one side.

    The side view is seen from her right, so that she faces to the right; the front view from
    before her. One metre is 100 units; y on paper points down.
    """

    view: View

    def flat(self, point: Vector) -> Flat:
        """Return a point in space on paper."""
        across = point[0] if self.view is View.SIDE else point[1]
        return np.array([across * SCALE, -point[2] * SCALE])

    def depth(self, direction: Vector) -> float:
        """Return how much a direction points to the viewer."""
        return float(-direction[1] if self.view is View.SIDE else direction[0])


def pair(point: Flat) -> str:
    """Return a point as it stands in a path."""
    return f"{short(point[0])} {short(point[1])}"


def closed(points: list[Flat]) -> Path:
    """Return a closed path through points."""
    near = [np.round(point, 1) for point in points]
    steps = "".join(f"l{pair(b - a)}" for a, b in pairwise(near))
    return f"M{pair(near[0])}{steps}Z"


def disc(centre: Flat, radius: float) -> Path:
    """Return a circle, radius in units of the paper."""
    r, x, y = short(radius), short(centre[0]), centre[1]
    top, bottom = short(y - radius), short(y + radius)
    return f"M{x} {top}A{r} {r} 0 1 1 {x} {bottom}A{r} {r} 0 1 1 {x} {top}Z"


def capsule(first: Flat, second: Flat, wide: float, narrow: float) -> Path:
    """Return a rounded limb, radii in units of the paper."""
    line = second - first
    length = max(float(np.hypot(*line)), wide - narrow + 0.5)
    along = unit(np.array([*line, 0.0]))[:2] if float(np.hypot(*line)) > 1e-6 else np.array([0, 1])
    second = first + along * length
    aside = np.array([-along[1], along[0]])
    sine = (wide - narrow) / length
    cosine = float(np.sqrt(max(1 - sine * sine, 0.0)))
    left, right = along * sine + aside * cosine, along * sine - aside * cosine
    a, b = pair(first + left * wide), pair(first + right * wide)
    c, d = pair(second + right * narrow), pair(second + left * narrow)
    w, n = short(wide), short(narrow)
    return f"M{a}A{w} {w} 0 1 1 {b}L{c}A{n} {n} 0 0 1 {d}Z"


def hull(balls: list[tuple[Flat, float]], count: int = _HULL_POINTS) -> Path:
    """Return the outline round some discs."""
    outline = []
    for angle in np.linspace(0.0, 2 * np.pi, count, endpoint=False):
        way = np.array([np.cos(angle), np.sin(angle)])
        centre, radius = max(balls, key=lambda ball: float(ball[0] @ way) + ball[1])
        outline.append(centre + way * radius)
    return closed(outline)


def outlines(body: Posture, at: Mapping[str, Vector], paper: Paper) -> dict[str, Path]:
    """Return every part of the figure as a path, by name."""
    flat = paper.flat

    def ball(point: Vector, radius: float) -> tuple[Flat, float]:
        return flat(point), radius * SCALE

    def limb(part: str, first: str, second: str) -> Path:
        wide, narrow = names.THICKNESS[part]
        return capsule(flat(at[first]), flat(at[second]), wide * SCALE, narrow * SCALE)

    pelvis, trunk = body.in_room("pelvis"), body.in_room("trunk")
    found = {
        "pelvis": hull(
            [
                ball(at["hip_left"] - pelvis @ FORWARD * 0.012, 0.09),
                ball(at["hip_right"] - pelvis @ FORWARD * 0.012, 0.09),
                ball(at["waist"], 0.09),
            ]
        ),
        "trunk": hull(
            [
                ball(at["waist"] - trunk @ UP * 0.03 + trunk @ LEFT * 0.03, 0.09),
                ball(at["waist"] - trunk @ UP * 0.03 - trunk @ LEFT * 0.03, 0.09),
                ball(at["chest"] + trunk @ FORWARD * 0.008 + trunk @ LEFT * 0.055, 0.104),
                ball(at["chest"] + trunk @ FORWARD * 0.008 - trunk @ LEFT * 0.055, 0.104),
                ball(at["shoulder_left"], 0.052),
                ball(at["shoulder_right"], 0.052),
            ]
        ),
        "neck": capsule(flat(at["neck"]), flat(at["head"]), 4.6, 4.4),
    }
    for side in names.SIDES:
        found |= {
            f"thigh_{side}": limb("thigh", f"hip_{side}", f"knee_{side}"),
            f"shank_{side}": limb("shank", f"knee_{side}", f"ankle_{side}"),
            f"foot_{side}": _foot(body, at, side, ball),
            f"upper_arm_{side}": limb("upper_arm", f"shoulder_{side}", f"elbow_{side}"),
            f"forearm_{side}": limb("forearm", f"elbow_{side}", f"wrist_{side}"),
            f"hand_{side}": limb("hand", f"wrist_{side}", f"hand_{side}"),
        }
        cuff = at[f"knee_{side}"] * 0.22 + at[f"ankle_{side}"] * 0.78
        found[f"weight_{side}"] = capsule(flat(cuff), flat(at[f"ankle_{side}"]), 5.6, 5.4)
        found[f"toes_{side}"] = _toes(body, at, side, ball)
    return found | _head(body, at, paper)


def _foot(
    body: Posture,
    at: Mapping[str, Vector],
    side: str,
    ball: Callable[[Vector, float], tuple[Flat, float]],
) -> Path:
    up = body.in_room(f"foot_{side}") @ UP
    wide = body.in_room(f"foot_{side}") @ LEFT * 0.016
    balls = [ball(at[f"ankle_{side}"] + up * 0.01, 0.036)]
    for point, radius in (("heel", 0.034), ("ball", 0.027)):
        sole = at[f"{point}_{side}"] + up * radius
        balls += [ball(sole + wide, radius), ball(sole - wide, radius)]
    return hull(balls, 12)


def _toes(
    body: Posture,
    at: Mapping[str, Vector],
    side: str,
    ball: Callable[[Vector, float], tuple[Flat, float]],
) -> Path:
    up, tip = body.in_room(f"foot_{side}") @ UP, body.in_room(f"toes_{side}") @ UP
    wide = body.in_room(f"foot_{side}") @ LEFT * 0.022
    start, end = at[f"ball_{side}"] + up * 0.027, at[f"toe_{side}"] + tip * 0.022
    return hull(
        [
            ball(start + wide, 0.027),
            ball(start - wide, 0.027),
            ball(end + wide * 0.8, 0.022),
            ball(end - wide * 0.8, 0.022),
        ],
        14,
    )


def _head(body: Posture, at: Mapping[str, Vector], paper: Paper) -> dict[str, Path]:
    turn, centre = body.in_room("head"), at["head"]
    radius = names.HEAD * SCALE
    middle = paper.flat(centre)

    def on(way: Vector) -> tuple[Flat, float]:
        direction = turn @ unit(way)
        return paper.flat(direction) / SCALE, paper.depth(direction)

    axis = unit(FORWARD - UP * 0.32)
    aside, high = LEFT, np.cross(axis, LEFT)
    rim = []
    hidden = on(axis)[1] < -np.sin(_FACE_ANGLE) * 0.92
    for angle in np.linspace(0.0, 2 * np.pi, _FACE_POINTS, endpoint=False):
        side = aside * np.cos(angle) + high * np.sin(angle)
        spot, depth = on(axis * np.cos(_FACE_ANGLE) + side * np.sin(_FACE_ANGLE))
        if depth < 0:
            spot = spot / max(float(np.hypot(*spot)), 1e-6)
        rim.append(middle + spot * radius * (0.0 if hidden else 0.985))
    found = {
        "bun": disc(paper.flat(centre + turn @ (-FORWARD * 0.082 + UP * 0.092)), 4.8),
        "hair": disc(paper.flat(centre + turn @ (UP * 0.008 - FORWARD * 0.008)), radius * 1.07),
        "face": closed(rim),
    }
    nose, nose_depth = on(FORWARD - UP * 0.12)
    seen = nose_depth > -0.35
    found["nose"] = disc(middle + nose * (radius * 1.0), 2.1 if seen else 0.1)
    for name, out in (("left", 1.0), ("right", -1.0)):
        eye, depth = on(FORWARD + LEFT * out * 0.42 + UP * 0.14)
        found[f"eye_{name}"] = disc(middle + eye * radius * 0.96, 1.25 if depth > 0.12 else 0.1)
    smile = []
    for out in (-1.0, 0.0, 1.0):
        spot, depth = on(FORWARD + LEFT * out * 0.3 - UP * (0.5 - 0.06 * abs(out)))
        if depth < 0:
            spot = spot / max(float(np.hypot(*spot)), 1e-6)
        smile.append(middle + spot * radius * 0.95)
    found["mouth"] = f"M{pair(smile[0])}Q{pair(smile[1])} {pair(smile[2])}"
    return found
