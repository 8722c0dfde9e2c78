"""Arrows: the way a part of the body takes, and the way she walks."""

from __future__ import annotations

import numpy as np

from retrowalk.language import Language, Phrase
from retrowalk.report.body.film import Film
from retrowalk.report.body.rotation import Vector
from retrowalk.report.body.shapes import SCALE, Paper, closed, pair

BACKWARD = "backward"
_WORD = Phrase(en="backward", de="rückwärts")
_PRESS = {
    "down": np.array([0.0, 1.0]),
    "up": np.array([0.0, -1.0]),
    "right": np.array([1.0, 0.0]),
    "left": np.array([-1.0, 0.0]),
}
_ASIDE = 13.0
_SHORTEST = 7.0


def key_arrows(film: Film, key: int, names: tuple[str, ...], paper: Paper) -> str:
    """Return the arrows of the way to a key pose, as SVG.

    Args:
        film: all frames.
        key: index of the key pose, 1 or more.
        names: points of the body; ``"down:knee_right"`` draws a short push without a way.
        paper: the view.
    """
    parts = []
    for name in names:
        push, _, point = name.partition(":")
        if point:
            parts.append(_push(_PRESS[push], paper.flat(film.keys[key].at[point])))
        elif name != BACKWARD:
            way = [
                paper.flat(frame.at[name])
                for before, frame in zip(film.frames, film.frames[1:], strict=False)
                if frame.key == key or before.key == key
            ]
            start = paper.flat(film.keys[key - 1].at[name])
            middle = paper.flat(film.keys[key].at["waist"])
            parts.append(_way([start, *way], middle))
    return "".join(parts)


def _way(way: list[Vector], middle: Vector) -> str:
    lengths = np.cumsum([0.0, *(np.hypot(*(b - a)) for a, b in zip(way, way[1:], strict=False))])
    if lengths[-1] < _SHORTEST:
        return ""
    chord = way[-1] - way[0]
    aside = np.array([-chord[1], chord[0]]) / max(float(np.hypot(*chord)), 1e-6)
    mean = sum(way) / len(way)
    if float(aside @ (mean - middle)) < 0:
        aside = -aside
    shares = np.linspace(0.0, 1.0, 7) * lengths[-1]
    x, y = (np.interp(shares, lengths, [p[i] for p in way]) for i in (0, 1))
    return _arrow([np.array([a, b]) + aside * _ASIDE for a, b in zip(x, y, strict=True)])


def _push(way: Vector, point: Vector) -> str:
    end = point - way * 10.0
    return _arrow([end - way * 24.0, end])


def _arrow(line: list[Vector]) -> str:
    back = line[-1] - line[-2]
    along = back / max(float(np.hypot(*back)), 1e-6)
    aside = np.array([-along[1], along[0]])
    tip = line[-1] + along * 4
    head = closed([tip, tip - along * 9 + aside * 5, tip - along * 9 - aside * 5])
    path = f"M{'L'.join(map(pair, line))}"
    return (
        f'<path class="rw-ao" d="{path}"/><path class="rw-a" d="{path}"/>'
        f'<path class="rw-ah" d="{head}"/>'
    )


def travel(left: float, right: float, top: float, language: Language) -> str:
    """Return the broad arrow of the way she walks: to the left, since she faces right."""
    middle = (left + right) / 2
    half = min((right - left) / 2 - 6, 62.0)
    shape = [
        (-half, 0.0), (-half + 15, -13.0), (-half + 15, -8.0), (half, -8.0),
        (half, 8.0), (-half + 15, 8.0), (-half + 15, 13.0),
    ]  # fmt: skip
    outline = closed([np.array([middle + x, top + 14 + y]) for x, y in shape])
    return (
        f'<path fill="#1d3f94" d="{outline}"/>'
        f'<text class="rw-z" x="{middle + 6:.0f}" y="{top + 18:.0f}">'
        f"{_WORD.said(language)}</text>"
    )


HEIGHT = 0.30 * SCALE
