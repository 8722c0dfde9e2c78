"""The figure as SVG: a still with numbered key poses, and a moving picture.

The moving picture steps through frames that were computed joint by joint. Where the reader's
system asks for reduced motion, and in print, it shows the still instead.
"""

from __future__ import annotations

from html import escape

from retrowalk.coach.base import Exercise, Form, Level, Pose
from retrowalk.language import Language
from retrowalk.report.body.arrows import BACKWARD, HEIGHT, key_arrows, travel
from retrowalk.report.body.drawing import Drawing, Window
from retrowalk.report.body.furniture import furniture
from retrowalk.report.body.look import MOTION, PAPER, STYLE
from retrowalk.report.body.shapes import short

_LINE = 14.0
_BADGE = 9.0
_LETTER = 6.6


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and (len(lines[-1]) + 1 + len(word)) * _LETTER > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _lines(pose: Pose, width: float, language: Language | None) -> list[str]:
    if language is None:
        return []
    return _wrapped(pose.caption.said(language), width - 2 * _BADGE - 14)


def _caption(pose: Pose, number: int, window: Window, top: float, language: Language | None) -> str:
    lines = _lines(pose, window.width, language)
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


def _caption_height(form: Form, width: float, language: Language | None) -> float:
    lines = max(len(_lines(pose, width, language)) for pose in form.poses)
    return 2 * _BADGE + 8 + max(0, lines - 1) * _LINE


def _panel(drawing: Drawing, key: int, window: Window, language: Language | None) -> str:
    drawn = furniture(
        drawing.film.things, drawing.film.keys, drawing.paper, (window.left, window.right)
    )
    arrows = key_arrows(drawing.film, key, drawing.form.arrows, drawing.paper) if key else ""
    return "".join((*drawn.behind, drawing.figure(key), *drawn.before, arrows))


def _still_body(drawing: Drawing, language: Language | None) -> tuple[str, float, float]:
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
            Window((w.left + w.right) / 2 - half, (w.left + w.right) / 2 + half, top, w.bottom)
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


def _title(exercise: Exercise, level: Level, language: Language | None) -> str:
    if language is None:
        return ""
    form = exercise.forms[level]
    captions = " ".join(
        f"{i}. {pose.caption.said(language)}." for i, pose in enumerate(form.poses, start=1)
    )
    return (
        f"<title>{escape(exercise.name.said(language))}</title>"
        f"<desc>{escape(form.how.said(language))} {escape(captions)}</desc>"
    )


def _svg(width: float, height: float, inside: str, style: str, language: Language | None) -> str:
    spoken = "" if language is None else f' lang="{language.value}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {short(width)} {short(height)}" '
        f'width="{short(width)}" height="{short(height)}"{spoken} role="img">'
        f"<style>{style}</style>{inside}</svg>\n"
    )


def still_svg(exercise: Exercise, level: Level, language: Language | None = Language.EN) -> str:
    """Return the key poses of a form side by side, numbered, as SVG.

    Args:
        exercise: the exercise.
        level: its form.
        language: of the words in it; None leaves all words out, for whoever says them beside it.

    Raises:
        RetrowalkError: an impossible pose.
    """
    drawing = Drawing(exercise.forms[level], f"{exercise.id}-{level.value}-")
    panels, width, height = _still_body(drawing, language)
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    title = _title(exercise, level, language)
    return _svg(width, height, title + ground + panels, STYLE, language)


def moving_svg(exercise: Exercise, level: Level, language: Language | None = Language.EN) -> str:
    """Return a form as a moving SVG that stands still where reduced motion is asked for.

    Args:
        exercise: the exercise.
        level: its form.
        language: of the words in it; None leaves all words out, for whoever says them beside it.

    Raises:
        RetrowalkError: an impossible pose.
    """
    form = exercise.forms[level]
    drawing = Drawing(form, f"{exercise.id}-{level.value}-")
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
