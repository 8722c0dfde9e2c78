"""The picture of a walk: headline, three big numbers, the ribbon, cadence and speed."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable
from contextlib import AbstractContextManager
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retrowalk.estimate import Estimate
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED, PAPER
from retrowalk.report.numbers import clock, number
from retrowalk.report.panels import draw_cadence, draw_gaps, draw_speed, draw_time
from retrowalk.report.ribbon import Scale, draw_key, draw_ribbon, text_width_px, write
from retrowalk.report.words import WORDS, Language, Words
from retrowalk.tracker.base import Direction, Walk

WIDTH_PX, HEIGHT_PX = 1080.0, 700.0
LEFT_PX, RIGHT_PX = 64.0, 1040.0
BIG_PX = 46.0
ORDER = (
    Direction.BACKWARD,
    Direction.FORWARD,
    Direction.SIDEWAYS,
    Direction.UNKNOWN,
    Direction.STILL,
)


def svg_text(walk: Walk, language: Language = Language.EN) -> str:
    """Return the picture as SVG, with a title and a description for screen readers."""
    figure, words = draw(walk, language), WORDS[language]
    stream = io.StringIO()
    with _same_everywhere():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    svg = stream.getvalue()
    start = svg.index("<svg")
    opening_end = svg.index(">", start)
    spoken = (
        f"<title>{escape(title(walk, words))}</title>"
        f"<desc>{escape(description(walk, words))}</desc>"
    )
    return (
        f'{svg[start:opening_end]} role="img" lang="{words.language}">\n {spoken}'
        f"{svg[opening_end + 1 :]}"
    )


def png_bytes(walk: Walk, language: Language = Language.EN) -> bytes:
    """Return the picture as PNG, 2160 pixels wide."""
    figure = draw(walk, language)
    stream = io.BytesIO()
    with _same_everywhere():
        figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def _same_everywhere() -> AbstractContextManager[None]:
    """Return the settings under which the same walk gives the same bytes."""
    return mpl.rc_context(
        {"svg.hashsalt": "retrowalk", "svg.fonttype": "path", "hatch.linewidth": 0.6}
    )


def title(walk: Walk, words: Words) -> str:
    """Return the picture's headline."""
    directions = {bout.direction for bout in walk.bouts}
    if not directions:
        return words.title_no_walk
    if Direction.BACKWARD in directions:
        return words.title_backward
    return words.title_unknown if directions == {Direction.UNKNOWN} else words.title_none


def description(walk: Walk, words: Words) -> str:
    """Return the picture in sentences, for whoever cannot see it."""
    sentences = [
        words.described.format(
            clock(walk.duration_s),
            words.placements[walk.placement],
            words.knowledge[walk.knowledge],
        )
    ]
    sentences += [
        words.described_bout.format(
            clock(bout.start_s),
            clock(bout.end_s),
            words.directions[bout.direction],
            words.unknown if bout.steps.value is None else number(bout.steps.value, 0, words),
        )
        for bout in walk.bouts
    ]
    return " ".join(sentences)


def draw(walk: Walk, language: Language) -> Figure:
    """Return the picture as a matplotlib figure."""
    words = WORDS[language]
    base_px = 0.0 if walk.bouts else 236.0
    figure = Figure(figsize=(WIDTH_PX / 100, (HEIGHT_PX - base_px) / 100), dpi=200, facecolor=PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH_PX)
    axes.set_ylim(base_px, HEIGHT_PX)
    axes.set_axis_off()
    scale = Scale(LEFT_PX, RIGHT_PX, walk.duration_s)
    _headline(axes, walk, words)
    _big_numbers(axes, walk, words)
    present = {bout.direction for bout in walk.bouts} | {Direction.STILL}
    draw_key(axes, [d for d in ORDER if d in present], RIGHT_PX, 491, words)
    draw_gaps(axes, walk.gaps, scale, (base_px + 64, 456), words)
    draw_ribbon(axes, walk, scale, 380, 112, words)
    if walk.bouts:
        draw_cadence(axes, walk, scale, 196, 268, words)
        draw_speed(axes, walk, scale, 64, 132, words)
        write(axes, LEFT_PX, base_px + 20, words.band_note, 11, MUTED)
    draw_time(axes, scale, base_px + 59)
    write(axes, RIGHT_PX, base_px + 20, words.time, 11, MUTED, align="right")
    return figure


def _headline(axes: Axes, walk: Walk, words: Words) -> None:
    write(axes, LEFT_PX, 648, title(walk, words), 27, INK, "bold")
    parts = [
        walk.source,
        clock(walk.duration_s),
        words.placements[walk.placement],
        words.knowledge[walk.knowledge],
    ]
    write(axes, LEFT_PX, 622, "  ·  ".join(part for part in parts if part), 13, MUTED)


def _big_numbers(axes: Axes, walk: Walk, words: Words) -> None:
    backward = walk.summary.backward
    columns = (
        (backward.steps, words.steps_backward, lambda value: number(value, 0, words)),
        (backward.duration_s, words.time_backward, clock),
        (backward.distance_m, words.distance_backward, lambda value: number(value, 0, words)),
    )
    told = [(label, *_told(estimate, tell, words)) for estimate, label, tell in columns]
    widths_px = [
        text_width_px(value, BIG_PX, "bold")
        + 14
        + max(text_width_px(label, 14), *(text_width_px(note, 12) for note in ("", *notes)))
        for label, value, notes in told
    ]
    spare_px = max((RIGHT_PX - LEFT_PX - sum(widths_px)) / 2, 16.0)
    x_px = LEFT_PX
    for (label, value, notes), width_px in zip(told, widths_px, strict=True):
        write(axes, x_px, 546, value, BIG_PX, LOOKS[Direction.BACKWARD].dark, "bold")
        right_px = x_px + text_width_px(value, BIG_PX, "bold") + 14
        write(axes, right_px, 567, label, 14, INK)
        for line, note in enumerate(notes):
            write(axes, right_px, 548 - 15 * line, note, 12, MUTED)
        x_px += width_px + min(spare_px, 130.0)
    axes.plot([LEFT_PX, RIGHT_PX], [518, 518], color=HAIR, linewidth=0.8)


def _told(
    estimate: Estimate, tell: Callable[[float], str], words: Words
) -> tuple[str, tuple[str, ...]]:
    """Return the big number and the lines under its label."""
    if estimate.value is None:
        reason = words.not_known.format(estimate.reason)
        return "?", tuple(textwrap.wrap(reason, 34, max_lines=2, placeholder=" …"))
    if estimate.low is None or estimate.high is None:
        return tell(estimate.value), ()
    low, high = tell(estimate.low), tell(estimate.high)
    return tell(estimate.value), () if low == high else (words.probably.format(low, high),)
