"""The ribbon: a walk from left to right, each bout a band on the thread of time.

        ┌──────────────┐
    ┌───┤  backward    ├───┐          height and texture say the direction,
 ───┤ > │ <  <  <  <   │ > ├──── ┄┄┄  the thread says "recorded, not walking",
    └───┤  1:00        ├───┘          dots say "no samples here"
        └──────────────┘

All coordinates are pixels of the figure, y upward; `Scale` turns seconds into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from retrowalk.report.look import INK, LOOKS, MUTED
from retrowalk.report.numbers import clock, number
from retrowalk.report.words import Words
from retrowalk.tracker.base import Bout, Direction, Walk

FONT = "DejaVu Sans"
POINTS_PER_PX = 0.72
MIN_BAND_PX = 2.0
CHEVRON_PX = 15.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds to pixels: `start_px` is 0 s, `end_px` the end of the recording."""

    start_px: float
    end_px: float
    duration_s: float

    def px(self, time_s: float) -> float:
        """Return the horizontal place of an instant."""
        share = time_s / self.duration_s if self.duration_s > 0 else 0.0
        return self.start_px + share * (self.end_px - self.start_px)


@cache
def text_width_px(text: str, size_px: float, weight: str = "normal") -> float:
    """Return how wide a line of text is."""
    if not text:
        return 0.0
    font = FontProperties(family=FONT, weight=weight)
    return float(TextPath((0, 0), text, size=size_px, prop=font).get_extents().width)


def write(
    axes: Axes,
    x_px: float,
    y_px: float,
    text: str,
    size_px: float,
    color: str = INK,
    weight: str = "normal",
    align: str = "left",
) -> None:
    """Put one line of text with its baseline at y."""
    axes.text(
        x_px,
        y_px,
        text,
        fontsize=size_px * POINTS_PER_PX,
        color=color,
        fontweight=weight,
        ha=align,
        va="baseline",
        family=FONT,
    )


def draw_ribbon(
    axes: Axes, walk: Walk, scale: Scale, centre_px: float, height_px: float, words: Words
) -> None:
    """Draw the thread and one band per bout around the line y = centre."""
    _thread(axes, walk, scale, centre_px, height_px * LOOKS[Direction.STILL].height)
    ends_s = [0.0, *(bout.end_s for bout in walk.bouts)]
    starts_s = [*(bout.start_s for bout in walk.bouts[1:]), walk.duration_s]
    for bout, before_s, after_s in zip(walk.bouts, ends_s, starts_s, strict=False):
        left_px = scale.px(bout.start_s)
        width_px = max(scale.px(bout.end_s) - left_px, MIN_BAND_PX)
        free_s = max(min(bout.start_s - before_s, after_s - bout.end_s), 0.0)
        room_px = width_px + scale.px(free_s) - scale.start_px
        _band(axes, bout.direction, left_px, width_px, centre_px, height_px)
        _label(axes, bout, left_px, width_px, room_px, centre_px, height_px, words)


def draw_key(
    axes: Axes, directions: Sequence[Direction], right_px: float, y_px: float, words: Words
) -> None:
    """Draw one small band and name per direction, ending at the right edge."""
    x_px = right_px
    for direction in reversed(directions):
        name = words.directions[direction]
        width_px = text_width_px(name, 12) + 2
        write(axes, x_px - width_px, y_px, name, 12, MUTED)
        x_px -= width_px + 6 + 30
        _band(axes, direction, x_px, 30, y_px + 4.5, 17)
        x_px -= 20


def _thread(axes: Axes, walk: Walk, scale: Scale, centre_px: float, height_px: float) -> None:
    """Draw the recorded time; gaps stay open with a row of dots."""
    edges_s = [0.0, *(edge for gap in walk.gaps for edge in gap), walk.duration_s]
    for start_s, end_s in zip(edges_s[::2], edges_s[1::2], strict=True):
        left_px, right_px = scale.px(start_s), scale.px(end_s)
        axes.add_patch(
            Rectangle(
                (left_px, centre_px - height_px / 2),
                max(right_px - left_px, 0.5),
                height_px,
                facecolor=LOOKS[Direction.STILL].fill,
                edgecolor=LOOKS[Direction.STILL].dark,
                linewidth=0.4,
            )
        )


def _band(
    axes: Axes,
    direction: Direction,
    left_px: float,
    width_px: float,
    centre_px: float,
    full_height_px: float,
) -> None:
    look = LOOKS[direction]
    height_px = look.height * full_height_px
    corner_px = min(7.0, width_px / 2, height_px / 3)
    bottom_px = centre_px - height_px / 2
    shape = FancyBboxPatch(
        (left_px, bottom_px),
        width_px,
        height_px,
        boxstyle=f"round,pad=0,rounding_size={corner_px}",
        facecolor=look.fill,
        edgecolor=look.dark if direction is Direction.UNKNOWN else "none",
        linewidth=0.8,
        zorder=2,
    )
    axes.add_patch(shape)
    strokes = _texture(direction, left_px, left_px + width_px, bottom_px, height_px)
    if strokes is not None:
        strokes_alpha = 0.55 if direction is Direction.UNKNOWN else 0.26
        texture = PathPatch(
            strokes,
            facecolor="none",
            edgecolor=look.dark if direction is Direction.UNKNOWN else look.text,
            alpha=strokes_alpha,
            linewidth=1.3,
            capstyle="round",
            joinstyle="round",
            zorder=3,
        )
        axes.add_patch(texture)
        texture.set_clip_path(shape)


def _texture(
    direction: Direction, left_px: float, right_px: float, bottom_px: float, height_px: float
) -> Path | None:
    """Return the strokes of a direction: chevrons point the way the body went."""
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    tip_px = min(height_px * 0.16, 9.0)
    middle_px = bottom_px + height_px / 2
    lean_px = {Direction.FORWARD: tip_px, Direction.BACKWARD: -tip_px}.get(direction)
    x_px = left_px + CHEVRON_PX / 2
    while direction is not Direction.STILL and x_px < right_px + height_px:
        if lean_px is not None:
            reach_px = height_px * 0.20
            points += [
                (x_px - lean_px / 2, middle_px + reach_px),
                (x_px + lean_px / 2, middle_px),
                (x_px - lean_px / 2, middle_px - reach_px),
            ]
            codes += [int(Path.MOVETO), int(Path.LINETO), int(Path.LINETO)]
        else:
            slant_px = height_px if direction is Direction.UNKNOWN else 0.0
            points += [(x_px - slant_px, bottom_px), (x_px, bottom_px + height_px)]
            codes += [int(Path.MOVETO), int(Path.LINETO)]
        x_px += CHEVRON_PX if lean_px is not None else CHEVRON_PX / 2
    return Path(points, codes) if points else None


def _label(
    axes: Axes,
    bout: Bout,
    left_px: float,
    width_px: float,
    room_px: float,
    centre_px: float,
    height_px: float,
    words: Words,
) -> None:
    """Name a band, its duration and steps inside it, or around it where it is too narrow.

    `room_px` is what a name above the band may take without touching its neighbours'.
    """
    look = LOOKS[bout.direction]
    name = words.directions[bout.direction]
    lasted = clock(bout.end_s - bout.start_s)
    if bout.steps.value is not None:
        counted = f"{lasted} · {number(bout.steps.value, 0, words)} {words.steps}"
        lasted = counted if text_width_px(counted, 12) + 12 < width_px else lasted
    middle_px = left_px + width_px / 2
    half_px = height_px * look.height / 2
    inside = max(text_width_px(name, 13, "bold"), text_width_px(lasted, 12)) + 12 < width_px
    if inside and look.height > 0.6:
        write(axes, middle_px, centre_px + half_px - 19, name, 13, look.text, "bold", "center")
        write(axes, middle_px, centre_px - half_px + 9, lasted, 12, look.text, align="center")
    elif text_width_px(name, 11) < room_px:
        write(axes, middle_px, centre_px + half_px + 6, name, 11, look.dark, align="center")
        if text_width_px(lasted, 11) < room_px:
            write(axes, middle_px, centre_px - half_px - 15, lasted, 11, look.dark, align="center")
