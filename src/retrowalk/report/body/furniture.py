"""Chair, rail, step, wall, mat ... on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrowalk.coach.base import View
from retrowalk.report.body import names
from retrowalk.report.body.contact import Settled
from retrowalk.report.body.rotation import Vector
from retrowalk.report.body.shapes import SCALE, Paper, closed, disc, pair, short
from retrowalk.report.body.things import (
    RAIL_ASIDE,
    RAIL_HEIGHT,
    SEATS,
    STEP_BEFORE,
    STEP_BEHIND,
    TOPS,
    Thing,
)

MAT = 0.035


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands around: behind the figure, before it, and how far it reaches.

    Attributes:
        behind: SVG elements drawn first.
        before: SVG elements drawn last.
        edges: points on paper that must be seen.
    """

    behind: tuple[str, ...]
    before: tuple[str, ...]
    edges: tuple[Vector, ...]


def line(style: str, *points: Vector) -> str:
    """Return an open line through points on paper."""
    return f'<path class="{style}" d="M{"L".join(map(pair, points))}"/>'


def area(style: str, *points: Vector) -> str:
    """Return a closed area through points on paper."""
    return f'<path class="{style}" d="{closed(list(points))}"/>'


def box(x: float, low: float, wide: float, high: float) -> str:
    """Return a block, metres, from its left lower corner."""
    return (
        f'<rect class="rw-g rw-l" x="{short(x * SCALE)}" y="{short(-(low + high) * SCALE)}" '
        f'width="{short(wide * SCALE)}" height="{short(high * SCALE)}" rx="2"/>'
    )


def _spot(x: float, z: float) -> Vector:
    return np.array([x * SCALE, -z * SCALE])


def furniture(
    things: Mapping[str, Thing],
    keys: tuple[Settled, ...],
    paper: Paper,
    window: tuple[float, float],
) -> Drawn:
    """Draw the things of a form.

    Args:
        things: by kind.
        keys: the key poses, for what stands where the body is.
        paper: the view.
        window: left and right edge of the picture, units of the paper.
    """
    behind: list[str] = []
    before: list[str] = []
    edges: list[Vector] = []
    left, right = window[0] / SCALE, window[1] / SCALE
    side = paper.view is View.SIDE
    floor = -MAT if "mat" in things else 0.0
    behind.append(line("rw-l", _spot(left, floor), _spot(right, floor)))
    for kind, found in things.items():
        x = found.x
        if kind == "mat":
            spots = [paper.flat(p)[0] / SCALE for key in keys for p in key.at.values()]
            low, high = min(spots) - 0.1, max(spots) + 0.1
            behind.append(box(low, -MAT, high - low, MAT))
        elif kind in ("rail-left", "rail-right"):
            _rail_along(kind, side, left, right, behind, before)
        elif kind == "rail-front":
            _rail_across(x, side, behind, before, edges)
        elif kind == "chair-front":
            (behind if side else before).extend(_chair_before(x, side))
            edges += [_spot(x + 0.46, 0.5)] if side else []
        elif kind in SEATS:
            behind.extend(_chair_under(SEATS[kind], _seat_x(keys, x)))
            edges.append(_spot(_seat_x(keys, x) - 0.32, 0.9))
        elif kind == "table-front":
            top = TOPS[kind]
            behind.append(box(x, top - 0.04, 0.62, 0.04))
            behind.append(line("rw-r", _spot(x + 0.1, top - 0.06), _spot(x + 0.1, 0.02)))
            edges.append(_spot(x + 0.62, top))
        elif kind in ("wall-back", "wall-front"):
            behind.extend(_wall(kind, x, keys, floor))
            wall = _wall_x(kind, x, keys)
            edges.append(_spot(wall + (-0.1 if kind == "wall-back" else 0.1), 1.85))
        elif kind.startswith("step-"):
            behind.append(_step(int(kind[5:]) / 100, x, keys, side))
            edges += [] if not side else [_spot(x + 0.42, 0.1)]
        elif kind == "roll":
            knee = keys[0].at["knee_right"]
            r = max((knee[2] - 0.058) / 2, 0.02)
            behind.append(
                f'<path class="rw-g rw-l" d="{disc(_spot(knee[0], r), r * SCALE)}"/>'
                f'<path class="rw-m" d="{disc(_spot(knee[0], r), r * SCALE * 0.45)}"/>'
            )
        elif kind == "pad":
            behind.append(box(x - 0.2, floor, 0.4, 0.05))
        elif kind == "line":
            low, high = (left + 0.08, right - 0.08) if side else (-0.03, 0.03)
            behind.append(
                f'<path class="rw-b" d="M{pair(_spot(low, -0.03))}L{pair(_spot(high, -0.03))}"/>'
            )
        elif kind == "band-rail":
            behind.append(line("rw-r", _spot(x + 0.35, 0.0), _spot(x + 0.35, 1.05)))
            edges.append(_spot(x + 0.4, 0.9))
    return Drawn(tuple(behind), tuple(before), tuple(edges))


def _rail_along(
    kind: str, side: bool, left: float, right: float, behind: list[str], before: list[str]
) -> None:
    if not side:
        y = RAIL_ASIDE if kind == "rail-left" else -RAIL_ASIDE
        behind.append(line("rw-r", _spot(y, 0.0), _spot(y, RAIL_HEIGHT)))
        behind.append(f'<path class="rw-e" d="{disc(_spot(y, RAIL_HEIGHT), 4.2)}"/>')
        return
    layer = behind if kind == "rail-left" else before
    for x in (left + 0.12, right - 0.12):
        layer.append(line("rw-l", _spot(x, 0.0), _spot(x, RAIL_HEIGHT)))
    layer.append(line("rw-r", _spot(left + 0.03, RAIL_HEIGHT), _spot(right - 0.03, RAIL_HEIGHT)))


def _rail_across(
    x: float, side: bool, behind: list[str], before: list[str], edges: list[Vector]
) -> None:
    if side:
        behind.append(line("rw-r", _spot(x, 0.0), _spot(x, RAIL_HEIGHT)))
        behind.append(f'<path class="rw-e" d="{disc(_spot(x, RAIL_HEIGHT), 4.2)}"/>')
        edges.append(_spot(x + 0.08, RAIL_HEIGHT))
        return
    for y in (-0.42, 0.42):
        before.append(line("rw-l", _spot(y, 0.0), _spot(y, RAIL_HEIGHT)))
    before.append(line("rw-r", _spot(-0.5, RAIL_HEIGHT), _spot(0.5, RAIL_HEIGHT)))
    edges.extend([_spot(-0.54, RAIL_HEIGHT), _spot(0.54, RAIL_HEIGHT)])


def _chair_before(x: float, side: bool) -> list[str]:
    top = TOPS["chair-front"]
    if not side:
        return [
            line("rw-r", _spot(-0.2, 0.0), _spot(-0.2, top), _spot(0.2, top), _spot(0.2, 0.0)),
            line("rw-r", _spot(-0.2, 0.66), _spot(0.2, 0.66)),
        ]
    return [
        line("rw-r", _spot(x, 0.0), _spot(x, top)),
        line("rw-r", _spot(x + 0.38, 0.0), _spot(x + 0.38, 0.42)),
        box(x, 0.41, 0.42, 0.05),
    ]


def _chair_under(height: float, x: float) -> list[str]:
    return [
        line("rw-r", _spot(x - 0.19, 0.0), _spot(x - 0.19, height), _spot(x - 0.25, height + 0.46)),
        line("rw-r", _spot(x + 0.19, 0.0), _spot(x + 0.19, height - 0.03)),
        box(x - 0.22, height - 0.05, 0.45, 0.05),
    ]


def _seat_x(keys: tuple[Settled, ...], x: float) -> float:
    sitting = (k for k in keys if any(rest.part == "seat" for rest in k.rests))
    key = next(sitting, None)
    return float(key.body.root[0]) - 0.05 if key else x


def _wall_x(kind: str, x: float, keys: tuple[Settled, ...]) -> float:
    if kind == "wall-back":
        key = next((k for k in keys if any(rest.part == "wall" for rest in k.rests)), None)
        return float(key.body.root[0]) - names.BACK_BEHIND if key else x
    return x


def _wall(kind: str, x: float, keys: tuple[Settled, ...], floor: float) -> list[str]:
    wall = _wall_x(kind, x, keys)
    out = -0.09 if kind == "wall-back" else 0.09
    top = 1.8
    parts = [
        area(
            "rw-g",
            _spot(wall, floor),
            _spot(wall + out, floor),
            _spot(wall + out, top),
            _spot(wall, top),
        ),
        line("rw-l", _spot(wall, floor), _spot(wall, top)),
    ]
    for z in np.arange(0.12, top, 0.2):
        parts.append(line("rw-l", _spot(wall, z), _spot(wall + out, z - 0.08)))
    return parts


def _step(height: float, x: float, keys: tuple[Settled, ...], side: bool) -> str:
    if side:
        return box(x + STEP_BEFORE, 0.0, STEP_BEHIND - STEP_BEFORE, height)
    raised = [
        key.at[f"ankle_{rest.side}"][1]
        for key in keys
        for rest in key.rests
        if rest.side and rest.height > 0.0
    ]
    y = float(raised[0]) if raised else 0.0
    out = np.sign(y) or 1.0
    low, high = sorted((y - out * 0.075, y + out * 0.28))
    return box(low, 0.0, high - low, height)
