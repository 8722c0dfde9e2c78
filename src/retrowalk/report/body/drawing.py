"""One film as SVG elements: a key pose without motion, or all frames as one moving figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrowalk.coach.base import Form, View
from retrowalk.report.body.film import Film, film
from retrowalk.report.body.furniture import MAT, furniture
from retrowalk.report.body.names import SIDES
from retrowalk.report.body.rotation import Vector
from retrowalk.report.body.shapes import SCALE, Paper, Path, outlines, pair, short

_MARGIN = 10.0
_LEAST_WIDTH = 150.0

_HEAD = ("bun", "hair", "face", "nose", "eye_left", "eye_right", "mouth")


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen of the paper."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left


def _arm(side: str) -> tuple[str, ...]:
    return (f"forearm_{side}", f"upper_arm_{side}", f"hand_{side}")


def _leg(side: str, things: frozenset[str]) -> tuple[str, ...]:
    parts = (f"thigh_{side}", f"shank_{side}", f"toes_{side}", f"foot_{side}")
    return (*parts, f"weight_{side}") if f"weight-{side}" in things else parts


def layers(form: Form, things: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Return groups of parts, far ones first; each group has one rim."""
    if form.view is View.SIDE:
        return (
            _arm("left"),
            _leg("left", things),
            ("pelvis",),
            _leg("right", things),
            ("neck",),
            ("trunk",),
            _HEAD,
            _arm("right"),
        )
    return (
        ("pelvis",),
        _leg("left", things),
        _leg("right", things),
        ("neck",),
        ("trunk",),
        _HEAD,
        _arm("left"),
        _arm("right"),
    )


def style(part: str, form: Form) -> str:
    """Return the tone of a part: near, far or working."""
    far = form.view is View.SIDE and part.endswith("left")
    name = part.rpartition("_")[0] if part.endswith(SIDES) else part
    if part in form.work:
        return "v" if far else "w"
    tones = {
        "thigh": "n", "shank": "n", "pelvis": "n", "foot": "e", "toes": "e", "weight": "e",
        "upper_arm": "s", "forearm": "k", "hand": "k", "trunk": "t", "neck": "k", "head": "k",
        "bun": "h", "hair": "h", "face": "k", "nose": "k", "eye": "e", "mouth": "m",
    }  # fmt: skip
    tone = tones[name]
    if far and name not in ("eye", "weight"):
        tone = {"n": "f", "e": "ef", "s": "sf", "k": "kf"}.get(tone, tone)
    return tone


class Drawing:
    """The groups of one film, in one view."""

    def __init__(self, form: Form, prefix: str) -> None:
        self.form = form
        self.film: Film = film(form)
        self.paper = Paper(form.view)
        self.prefix = prefix
        self.kinds = frozenset(self.film.things)
        self.shapes: list[dict[str, Path]] = []
        for frame in self.film.frames:
            parts = outlines(frame.body, frame.at, self.paper)
            self.shapes.append(parts | self._bands(frame.at))

    def _bands(self, at: Mapping[str, Vector]) -> dict[str, Path]:
        flat = self.paper.flat
        found = {}
        for kind, joint in (("band-knees", "knee"), ("band-ankles", "ankle")):
            if kind in self.kinds:
                ends = [flat(at[f"{joint}_{side}"]) for side in SIDES]
                found[kind] = f"M{pair(ends[0])}L{pair(ends[1])}"
        if "band-rail" in self.kinds:
            post = np.array([(self.film.things["band-rail"].x + 0.35) * SCALE, -0.47 * SCALE])
            knee = flat(at["knee_right"])
            high, low = (knee + np.array([-6.0, y]) for y in (-4.0, 4.0))
            found["band-rail"] = f"M{pair(post)}L{pair(high)}L{pair(low)}Z"
        return found

    def key_index(self, key: int) -> int:
        """Return the frame in which a key pose is reached."""
        pose = self.film.keys[key].body
        return next(i for i, frame in enumerate(self.film.frames) if frame.body is pose)

    def window(self, keys: tuple[int, ...] | None) -> Window:
        """Return what must be seen of all frames, or of some key poses."""
        frames = (
            self.film.frames
            if keys is None
            else [self.film.frames[self.key_index(k)] for k in keys]
        )
        spots = [self.paper.flat(p) for frame in frames for p in frame.at.values()]
        left = min(s[0] for s in spots) - 12
        right = max(s[0] for s in spots) + 12
        top = min(s[1] for s in spots) - 16
        drawn = furniture(self.film.things, self.film.keys, self.paper, (left, right))
        if keys is None or self.film.comes_back:
            for edge in drawn.edges:
                left, right = min(left, edge[0]), max(right, edge[0])
                top = min(top, edge[1])
        wide = max(_LEAST_WIDTH - (right - left), 0.0) / 2 + _MARGIN
        bottom = (MAT * SCALE if "mat" in self.kinds else 0.0) + 8.0
        return Window(left - wide, right + wide, top - _MARGIN, bottom)

    def figure(self, key: int) -> str:
        """Return a key pose without motion."""
        shapes = self.shapes[self.key_index(key)]
        parts = []
        for number, layer in enumerate(layers(self.form, self.kinds)):
            name = f"{self.prefix}k{key}g{number}"
            paths = "".join(
                f'<path class="rw-{style(part, self.form)}" d="{shapes[part]}"/>' for part in layer
            )
            parts.append(_rimmed(name, paths))
        parts += [f'<path class="rw-b" d="{shapes[b]}"/>' for b in shapes if b.startswith("band")]
        return "".join(parts)

    def moving(self) -> str:
        """Return all frames as one moving figure."""
        last = self.film.frames[-1].time_s
        times = ";".join(_share(frame.time_s / last) for frame in self.film.frames)
        parts = []
        for number, layer in enumerate(layers(self.form, self.kinds)):
            paths = "".join(
                self._path(part, f"rw-{style(part, self.form)}", times) for part in layer
            )
            parts.append(_rimmed(f"{self.prefix}m{number}", paths))
        parts += [self._path(b, "rw-b", times) for b in self.shapes[0] if b.startswith("band")]
        return "".join(parts)

    def _path(self, part: str, style: str, times: str) -> str:
        values = [shape[part] for shape in self.shapes]
        start = f'<path class="{style}" d="{values[0]}"'
        if len(set(values)) == 1:
            return f"{start}/>"
        lasts = f'dur="{short(self.film.duration_s)}s" repeatCount="indefinite"'
        return (
            f'{start}><animate attributeName="d" {lasts} keyTimes="{times}" '
            f'values="{";".join(values)}"/></path>'
        )

    def shown_while(self, key: int, content: str) -> str:
        """Return content that is seen only while a key pose is reached and held."""
        ends, last = self.film.leaves_s, self.film.duration_s
        if len(ends) == 1:
            return content
        marks = [(0.0, 0)] if key else []
        marks += [(ends[key - 1] / last if key else 0.0, 1), (ends[key] / last, 0)]
        if key == 0 and self.film.comes_back:
            marks.append((ends[-1] / last, 1))
        marks = [mark for mark in marks if mark[0] < 1.0]
        times = ";".join(_share(at) for at, _ in marks)
        return (
            f'<g opacity="{0 if key else 1}"><animate attributeName="opacity" calcMode="discrete" '
            f'dur="{short(last)}s" repeatCount="indefinite" keyTimes="{times}" '
            f'values="{";".join(str(shown) for _, shown in marks)}"/>{content}</g>'
        )


def _share(share: float) -> str:
    return f"{min(share, 1.0):.4f}".rstrip("0").rstrip(".")


def _rimmed(name: str, paths: str) -> str:
    return (
        f'<defs><g id="{name}">{paths}</g></defs>'
        f'<use href="#{name}" class="rw-o"/><use href="#{name}"/>'
    )
