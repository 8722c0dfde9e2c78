"""Arrows: the way a part of the body takes, and the way she walks."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType

import numpy as np

from retrowalk.language import Language, Phrase
from retrowalk.report.body.film import Film
from retrowalk.report.body.rotation import Vector
from retrowalk.report.body.shapes import SCALE, Paper, closed, pair

BACKWARD = "backward"
_WORD = Phrase(en="backward", de="rückwärts")
_WHERE = MappingProxyType({">": np.array([1.0, -0.9]), "<": np.array([-1.0, -0.9])})
_PRESS = {
    "down": np.array([0.0, 1.0]),
    "up": np.array([0.0, -1.0]),
    "right": np.array([1.0, 0.0]),
    "left": np.array([-1.0, 0.0]),
}
_AWAY = MappingProxyType({"lift": np.array([0.0, -1.0]), "back": np.array([-1.0, 0.0])})
_ASIDE = MappingProxyType({"head": 20.0, "pelvis": 19.0, "knee": 15.0})
_SHORTEST, _SHOWN = 0.8, 24.0
_LOWEST = -2.0


def key_arrows(film: Film, key: int, names: tuple[str, ...], paper: Paper) -> str:
    """Return the arrows of the way to a key pose, as SVG.

    Args:
        film: all frames.
        key: index of the key pose, 1 or more.
        names: points of the body, with ``>`` or ``<`` at the end where the arrow shall stand
            beside it; ``"down:knee_right"`` draws a short push onto a point, ``"lift:pelvis"`` and
            ``"back:pelvis"`` one from it upward or back; ``#2`` at the end only in key pose 2.
        paper: the view.
    """
    parts = []
    for spec in names:
        name, _, only = spec.partition("#")
        if only and int(only) != key + 1:
            continue
        push, _, point = name.partition(":")
        if point:
            parts.append(_push(push, paper.flat(film.keys[key].at[point])))
        elif name != BACKWARD:
            name, mark = (name[:-1], name[-1]) if name[-1] in _WHERE else (name, "")
            way = [paper.flat(frame.at[name]) for frame in film.frames if frame.key == key]
            start = paper.flat(film.keys[key - 1].at[name])
            where = _WHERE[mark] if mark else start - paper.flat(film.keys[key].at["waist"])
            clear = _ASIDE.get(name.partition("_")[0], 13.0)
            parts.append(_way([start, *way], where, clear))
    return "".join(parts)


def _way(way: list[Vector], where: Vector, clear: float) -> str:
    lengths = np.cumsum([0.0, *(np.hypot(*(b - a)) for a, b in pairwise(way))])
    if lengths[-1] < _SHORTEST:
        return ""
    chord = way[-1] - way[0]
    aside = np.array([-chord[1], chord[0]]) / max(float(np.hypot(*chord)), 1e-6)
    if float(aside @ where) < 0:
        aside = -aside
    level = lengths[-1] > _SHOWN and abs(chord[0]) > abs(chord[1])
    if level and max(p[1] + aside[1] * clear for p in way) > _LOWEST:
        aside = -aside
    if lengths[-1] < _SHOWN:
        centre, half = (way[0] + way[-1]) / 2, chord / np.hypot(*chord) * _SHOWN / 2
        way, lengths = [centre - half, centre + half], np.array([0.0, _SHOWN])
    start, middle, end = (
        np.array([np.interp(share * lengths[-1], lengths, [p[i] for p in way]) for i in (0, 1)])
        for share in (0.0, 0.5, 1.0)
    )
    bend = 2 * middle - (start + end) / 2
    line = [
        (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t * t * end + aside * clear
        for t in np.linspace(0.0, 1.0, 9)
    ]
    sunk = max(*(p[1] for p in line), _LOWEST) - _LOWEST
    return _arrow([p - np.array([0.0, sunk]) for p in line])


def _push(push: str, point: Vector) -> str:
    if push in _AWAY:
        return _arrow([point + _AWAY[push] * 13.0, point + _AWAY[push] * 34.0])
    end = point - _PRESS[push] * 10.0
    return _arrow([end - _PRESS[push] * 24.0, end])


def _arrow(line: list[Vector]) -> str:
    back = line[-1] - line[-2]
    along = back / max(float(np.hypot(*back)), 1e-6)
    aside = np.array([-along[1], along[0]])
    tip = line[-1] + along * 5
    head = closed([tip, tip - along * 12 + aside * 6.5, tip - along * 12 - aside * 6.5])
    path = f"M{'L'.join(map(pair, line))}"
    return (
        f'<path class="rw-ao" d="{path}"/><path class="rw-a" d="{path}"/>'
        f'<path class="rw-ah" d="{head}"/>'
    )


def travel(left: float, right: float, top: float, language: Language | None) -> str:
    """Return the broad arrow of the way she walks: to the left, since she faces right."""
    middle = (left + right) / 2
    half = min((right - left) / 2 - 6, 62.0)
    shape = [
        (-half, 0.0), (-half + 15, -13.0), (-half + 15, -8.0), (half, -8.0),
        (half, 8.0), (-half + 15, 8.0), (-half + 15, 13.0),
    ]  # fmt: skip
    outline = closed([np.array([middle + x, top + 14 + y]) for x, y in shape])
    arrow = f'<path fill="#1d3f94" d="{outline}"/>'
    if language is None:
        return arrow
    word = _WORD.said(language)
    return f'{arrow}<text class="rw-z" x="{middle + 6:.0f}" y="{top + 18:.0f}">{word}</text>'


HEIGHT = 0.30 * SCALE
