"""The figure as SVG: a still with numbered key poses, and a moving picture.

The moving picture steps through frames that were computed joint by joint. Where the reader's
system asks for reduced motion, and in print, it shows the still instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from retrowalk.coach.base import Exercise, Form, Level, Pose, View
from retrowalk.language import Language
from retrowalk.report.body.arrows import BACKWARD, HEIGHT, key_arrows, travel
from retrowalk.report.body.film import Film, film
from retrowalk.report.body.furniture import MAT, furniture
from retrowalk.report.body.look import MOTION, PAPER, STYLE
from retrowalk.report.body.names import SIDES
from retrowalk.report.body.shapes import SCALE, Paper, Path, outlines, pair, short

_MARGIN = 10.0
_LEAST_WIDTH = 150.0
_LINE = 14.0
_BADGE = 9.0
_LETTER = 6.0

_HEAD = ("bun", "hair", "face", "nose", "eye_left", "eye_right", "mouth")


@dataclass(frozen=True, slots=True)
class _Window:
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left


def _arm(side: str) -> tuple[str, ...]:
    return (f"forearm_{side}", f"upper_arm_{side}", f"hand_{side}")


def _leg(side: str, things: frozenset[str]) -> tuple[str, ...]:
    parts = (f"thigh_{side}", f"shank_{side}", f"toes_{side}", f"foot_{side}")
    return (*parts, f"weight_{side}") if f"weight-{side}" in things else parts


def _layers(form: Form, things: frozenset[str]) -> tuple[tuple[str, ...], ...]:
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


def _style(part: str, form: Form) -> str:
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


class _Drawing:
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

    def _bands(self, at: object) -> dict[str, Path]:
        assert isinstance(at, dict)
        flat = self.paper.flat
        found = {}
        for kind, joint in (("band-knees", "knee"), ("band-ankles", "ankle")):
            if kind in self.kinds:
                ends = [flat(at[f"{joint}_{side}"]) for side in SIDES]
                found[kind] = f"M{pair(ends[0])}L{pair(ends[1])}"
        if "band-rail" in self.kinds:
            post = np.array([(self.film.things["band-rail"].x + 0.35) * SCALE, -0.47 * SCALE])
            knee = flat(at["knee_right"])
            back = knee - np.array([6.0, 0.0])
            found["band-rail"] = f"M{pair(post)}L{pair(back - [0, 4])}L{pair(back + [0, 4])}Z"
        return found

    def key_index(self, key: int) -> int:
        """Return the frame in which a key pose is reached."""
        pose = self.film.keys[key].body
        return next(i for i, frame in enumerate(self.film.frames) if frame.body is pose)

    def window(self, keys: tuple[int, ...] | None) -> _Window:
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
        return _Window(left - wide, right + wide, top - _MARGIN, bottom)

    def figure(self, key: int) -> str:
        """Return a key pose without motion."""
        shapes = self.shapes[self.key_index(key)]
        parts = []
        for number, layer in enumerate(_layers(self.form, self.kinds)):
            name = f"{self.prefix}k{key}g{number}"
            paths = "".join(
                f'<path class="rw-{_style(part, self.form)}" d="{shapes[part]}"/>' for part in layer
            )
            parts.append(_rimmed(name, paths))
        parts += [f'<path class="rw-b" d="{shapes[b]}"/>' for b in shapes if b.startswith("band")]
        return "".join(parts)

    def moving(self) -> str:
        """Return all frames as one moving figure."""
        last = self.film.frames[-1].time_s
        times = ";".join(_share(frame.time_s / last) for frame in self.film.frames)
        parts = []
        for number, layer in enumerate(_layers(self.form, self.kinds)):
            paths = "".join(
                self._path(part, f"rw-{_style(part, self.form)}", times) for part in layer
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


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and (len(lines[-1]) + 1 + len(word)) * _LETTER > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _caption(pose: Pose, number: int, window: _Window, top: float, language: Language) -> str:
    lines = _wrapped(pose.caption.said(language), window.width - 2 * _BADGE - 14)
    x, y = window.left + _BADGE + 4, top + _BADGE + 3
    words = "".join(
        f'<text class="rw-c" x="{short(x + _BADGE + 5)}" y="{short(y + 4 + i * _LINE)}">'
        f"{escape(text)}</text>"
        for i, text in enumerate(lines)
    )
    return (
        f'<circle cx="{short(x)}" cy="{short(y)}" r="{_BADGE:g}" fill="#1d3f94"/>'
        f'<text class="rw-d" x="{short(x)}" y="{short(y + 4)}">{number}</text>{words}'
    )


def _caption_height(form: Form, width: float, language: Language) -> float:
    lines = max(
        len(_wrapped(pose.caption.said(language), width - 2 * _BADGE - 14)) for pose in form.poses
    )
    return 2 * _BADGE + 8 + (lines - 1) * _LINE


def _panel(drawing: _Drawing, key: int, window: _Window, language: Language) -> str:
    drawn = furniture(
        drawing.film.things, drawing.film.keys, drawing.paper, (window.left, window.right)
    )
    arrows = key_arrows(drawing.film, key, drawing.form.arrows, drawing.paper) if key else ""
    return "".join((*drawn.behind, drawing.figure(key), *drawn.before, arrows))


def _still_body(drawing: _Drawing, language: Language) -> tuple[str, float, float]:
    """Return the panels, their whole width and height."""
    form = drawing.form
    count = len(form.poses)
    if drawing.film.comes_back:
        windows = [drawing.window(None)] * count
    else:
        own = [drawing.window((key,)) for key in range(count)]
        half = max(w.width for w in own) / 2
        top = min(w.top for w in own)
        windows = [
            _Window((w.left + w.right) / 2 - half, (w.left + w.right) / 2 + half, top, w.bottom)
            for w in own
        ]
    width, height = windows[0].width, windows[0].bottom - windows[0].top
    below = height
    extra = HEIGHT if BACKWARD in form.arrows else 0.0
    total = height + extra + _caption_height(form, width, language)
    parts = []
    for key, window in enumerate(windows):
        inside = _panel(drawing, key, window, language)
        if extra:
            inside += travel(window.left, window.right, window.bottom, language)
        inside += _caption(form.poses[key], key + 1, window, window.top + below + extra, language)
        parts.append(
            f'<svg x="{short(key * width)}" y="0" width="{short(width)}" height="{short(total)}" '
            f'viewBox="{short(window.left)} {short(window.top)} {short(width)} {short(total)}">'
            f"{inside}</svg>"
        )
    for key in range(1, count):
        x = short(key * width)
        parts.append(f'<path d="M{x} 8V{short(total - 8)}" stroke="#d9d5cb"/>')
    return "".join(parts), count * width, total


def _title(exercise: Exercise, level: Level, language: Language) -> str:
    form = exercise.forms[level]
    captions = " ".join(
        f"{i}. {pose.caption.said(language)}." for i, pose in enumerate(form.poses, start=1)
    )
    return (
        f"<title>{escape(exercise.name.said(language))}</title>"
        f"<desc>{escape(form.how.said(language))} {escape(captions)}</desc>"
    )


def _svg(width: float, height: float, inside: str, style: str, language: Language) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {short(width)} {short(height)}" '
        f'width="{short(width)}" height="{short(height)}" lang="{language.value}" role="img">'
        f"{inside.replace('<title>', f'<style>{style}</style><title>', 1)}</svg>\n"
    )


def still_svg(exercise: Exercise, level: Level, language: Language = Language.EN) -> str:
    """Return the key poses of a form side by side, numbered, as SVG.

    Raises:
        RetrowalkError: an impossible pose.
    """
    drawing = _Drawing(exercise.forms[level], f"{exercise.id}-{level.value}-")
    panels, width, height = _still_body(drawing, language)
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    title = _title(exercise, level, language)
    return _svg(width, height, title + ground + panels, STYLE, language)


def moving_svg(exercise: Exercise, level: Level, language: Language = Language.EN) -> str:
    """Return a form as a moving SVG that stands still where reduced motion is asked for.

    Raises:
        RetrowalkError: an impossible pose.
    """
    form = exercise.forms[level]
    drawing = _Drawing(form, f"{exercise.id}-{level.value}-")
    window = drawing.window(None)
    drawn = furniture(
        drawing.film.things, drawing.film.keys, drawing.paper, (window.left, window.right)
    )
    captions = _caption_height(form, window.width, language)
    extra = HEIGHT if BACKWARD in form.arrows else 0.0
    width, height = window.width, window.bottom - window.top + extra + captions
    parts = [*drawn.behind, drawing.moving(), *drawn.before]
    if extra:
        parts.append(travel(window.left, window.right, window.bottom, language))
    for key, pose in enumerate(form.poses):
        words = _caption(pose, key + 1, window, window.bottom + extra, language)
        arrows = key_arrows(drawing.film, key, form.arrows, drawing.paper) if key else ""
        parts.append(drawing.shown_while(key, arrows + words))
    panels, still_width, still_height = _still_body(drawing, language)
    fit = min(width / still_width, height / still_height)
    aside, down = (width - still_width * fit) / 2, (height - still_height * fit) / 2
    inside = (
        f"{_title(exercise, level, language)}"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        f'<g class="rw-move" transform="translate({short(-window.left)} {short(-window.top)})">'
        f"{''.join(parts)}</g>"
        f'<g class="rw-still" transform="translate({short(aside)} {short(down)}) '
        f'scale({fit:.3f})">{panels}</g>'
    )
    return _svg(width, height, inside, STYLE + MOTION, language)
