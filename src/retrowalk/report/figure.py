"""The picture of a walk: headline, three big numbers, the ribbon, cadence and speed.

On a page the headline, the numbers and the notes are text, and the picture is drawn without
them: once wide, once narrow for a phone.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retrowalk.estimate import Estimate
from retrowalk.language import Language
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED, PAPER
from retrowalk.report.numbers import backward_of, clock, number
from retrowalk.report.panels import draw_cadence, draw_gaps, draw_speed, draw_time
from retrowalk.report.ribbon import Scale, draw_key, draw_ribbon, text_width_px, write
from retrowalk.report.sentences import translated
from retrowalk.report.words import WORDS, Words
from retrowalk.tracker.base import Direction, Walk

BIG_PX = 46.0
ORDER = (
    Direction.BACKWARD,
    Direction.FORWARD,
    Direction.SIDEWAYS,
    Direction.UNKNOWN,
    Direction.STILL,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the picture is drawn on.

    Attributes:
        width_px: how wide.
        left_px: where the time begins.
        key_names: how many names the key has in one line.
        whole: with headline, numbers and notes; without them the page around it says them.
    """

    width_px: float
    left_px: float
    key_names: int
    whole: bool

    @property
    def right_px(self) -> float:
        """Where the time ends."""
        return self.width_px - (40.0 if self.whole else 24.0)


WHOLE = Sheet(1080.0, 64.0, 5, whole=True)
WIDE = Sheet(1080.0, 44.0, 5, whole=False)
NARROW = Sheet(440.0, 40.0, 3, whole=False)


def svg_text(walk: Walk, language: Language = Language.EN, sheet: Sheet = WHOLE) -> str:
    """Return the picture as SVG, with a title and a description for screen readers."""
    figure, words = draw(walk, language, sheet), WORDS[language]
    stream = io.StringIO()
    with _same_everywhere(sheet):
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
    with _same_everywhere(WHOLE):
        figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def _same_everywhere(sheet: Sheet) -> AbstractContextManager[None]:
    """Return the settings under which the same walk gives the same bytes.

    Two sheets on one page have names of their own inside.
    """
    salt = "retrowalk" if sheet.whole else f"retrowalk-{sheet.width_px:g}"
    return mpl.rc_context({"svg.hashsalt": salt, "svg.fonttype": "path", "hatch.linewidth": 0.6})


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


def draw(walk: Walk, language: Language, sheet: Sheet = WHOLE) -> Figure:
    """Return the picture as a matplotlib figure."""
    words = WORDS[language]
    present = {bout.direction for bout in walk.bouts} | {Direction.STILL}
    named = [d for d in ORDER if d in present]
    key = [named[i : i + sheet.key_names] for i in range(0, len(named), sheet.key_names)]
    lower_px = 0.0 if walk.bouts else 236.0  # where the lowest panel would stand
    base_px = lower_px if sheet.whole else lower_px + 36
    top_px = 700.0 if sheet.whole else 492.0 + 22 * len(key)
    size = (sheet.width_px / 100, (top_px - base_px) / 100)
    figure = Figure(figsize=size, dpi=200, facecolor=PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, sheet.width_px)
    axes.set_ylim(base_px, top_px)
    axes.set_axis_off()
    scale = Scale(sheet.left_px, sheet.right_px, walk.duration_s)
    if sheet.whole:
        write(axes, sheet.left_px, 648, title(walk, words), 27, INK, "bold")
        write(axes, sheet.left_px, 622, circumstances(walk, words), 13, MUTED)
        _big_numbers(axes, walk, sheet, words)
    for line, directions in enumerate(reversed(key)):
        draw_key(axes, directions, sheet.right_px, 491 + 22 * line, words)
    draw_gaps(axes, walk.gaps, scale, (lower_px + 64, 456), words)
    draw_ribbon(axes, walk, scale, 380, 112, words)
    if walk.bouts:
        draw_cadence(axes, walk, scale, 196, 268, words)
        draw_speed(axes, walk, scale, 64, 132, words)
        if sheet.whole:
            write(axes, sheet.left_px, base_px + 20, words.band_note, 11, MUTED)
    draw_time(axes, scale, lower_px + 59)
    if sheet.whole:
        write(axes, sheet.right_px, base_px + 20, words.time, 11, MUTED, align="right")
    return figure


def circumstances(walk: Walk, words: Words) -> str:
    """Return the line under the headline."""
    parts = [
        walk.source,
        clock(walk.duration_s),
        words.placements[walk.placement],
        words.knowledge[walk.knowledge],
    ]
    return "  ·  ".join(part for part in parts if part)


def big_numbers(walk: Walk, words: Words) -> list[tuple[str, str, str]]:
    """Return label, number and what is to be said of it, for steps, minutes and metres."""
    backward = backward_of(walk)
    columns = (
        (backward.steps, words.steps_backward, lambda value: number(value, 0, words)),
        (backward.duration_s, words.time_backward, clock),
        (backward.distance_m, words.distance_backward, lambda value: number(value, 0, words)),
    )
    return [(label, *_told(estimate, tell, words)) for estimate, label, tell in columns]


def _big_numbers(axes: Axes, walk: Walk, sheet: Sheet, words: Words) -> None:
    told = [
        (label, value, tuple(textwrap.wrap(note, 34, max_lines=2, placeholder=" …")))
        for label, value, note in big_numbers(walk, words)
    ]
    widths_px = [
        text_width_px(value, BIG_PX, "bold")
        + 14
        + max(text_width_px(label, 14), *(text_width_px(note, 12) for note in ("", *notes)))
        for label, value, notes in told
    ]
    spare_px = max((sheet.right_px - sheet.left_px - sum(widths_px)) / 2, 16.0)
    x_px = sheet.left_px
    for (label, value, notes), width_px in zip(told, widths_px, strict=True):
        write(axes, x_px, 546, value, BIG_PX, LOOKS[Direction.BACKWARD].dark, "bold")
        right_px = x_px + text_width_px(value, BIG_PX, "bold") + 14
        write(axes, right_px, 567, label, 14, INK)
        for line, note in enumerate(notes):
            write(axes, right_px, 548 - 15 * line, note, 12, MUTED)
        x_px += width_px + min(spare_px, 130.0)
    axes.plot([sheet.left_px, sheet.right_px], [518, 518], color=HAIR, linewidth=0.8)


def _told(estimate: Estimate, tell: Callable[[float], str], words: Words) -> tuple[str, str]:
    """Return the big number and what stands under its label."""
    if estimate.value is None:
        return "?", words.not_known.format(translated(estimate.reason or "", words.language))
    if estimate.low is None or estimate.high is None:
        return tell(estimate.value), ""
    low, high = tell(estimate.low), tell(estimate.high)
    return tell(estimate.value), "" if low == high else words.probably.format(low, high)
