"""Cadence and speed over time, on the time scale of the ribbon above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from retrowalk.estimate import Estimate
from retrowalk.recording import Array
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED
from retrowalk.report.numbers import clock, number
from retrowalk.report.ribbon import Scale, text_width_px, write
from retrowalk.report.words import Words
from retrowalk.tracker.base import Bout, Walk

MOST_DOTS = 1500
TICK_PX = 108.0
TICKS_S = (5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


def step_cadence(walk: Walk, bout: Bout) -> tuple[Array, Array]:
    """Return times in seconds and steps per minute from the steps of one bout.

    Each value is two steps over the time from the step before to the step after, so that a
    difference between the legs does not become a saw; then the median of three neighbours.
    For the eye only: the bout's own cadence with its interval is the answer.
    """
    inside = [s.time_s for s in walk.steps if bout.start_s <= s.time_s <= bout.end_s]
    times_s = np.array(inside)
    if len(times_s) < 3:
        return np.empty(0), np.empty(0)
    raw_spm = 120.0 / np.maximum(times_s[2:] - times_s[:-2], 0.1)
    smooth_spm = np.array([np.median(raw_spm[max(0, i - 1) : i + 2]) for i in range(len(raw_spm))])
    return times_s[1:-1], smooth_spm


def draw_cadence(
    axes: Axes, walk: Walk, scale: Scale, bottom_px: float, top_px: float, words: Words
) -> None:
    """Draw the cadence of every step and, as a band, of every bout."""
    curves = [(bout, *step_cadence(walk, bout)) for bout in walk.bouts]
    seen = [float(v) for _, _, spm in curves for v in spm]
    seen += [v for bout in walk.bouts for v in _ends(bout.cadence_spm)]
    low, high = _range(seen, least=20.0)
    place = _placer(low, high, bottom_px, top_px)
    _frame(axes, scale, bottom_px, top_px, f"{words.cadence}, {words.cadence_unit}")
    _levels(axes, scale, _ticks(low, high), place, 0, words)
    dots = len(seen) <= MOST_DOTS
    for bout, times_s, spm in curves:
        look = LOOKS[bout.direction]
        _interval(axes, bout, bout.cadence_spm, scale, place)
        x_px = [scale.px(t) for t in times_s]
        y_px = [place(v) for v in spm]
        axes.plot(x_px, y_px, color=look.dark, linewidth=0.9, zorder=4, solid_joinstyle="round")
        if dots:
            axes.plot(x_px, y_px, ".", color=look.dark, markersize=2.6, zorder=5)
        _value(axes, bout, bout.cadence_spm, 0, scale, max(y_px, default=None), place, words)


def draw_speed(
    axes: Axes, walk: Walk, scale: Scale, bottom_px: float, top_px: float, words: Words
) -> None:
    """Draw the speed of every bout with its interval; hatched where it is unknown."""
    seen = [v for bout in walk.bouts for v in _ends(bout.speed_mps)]
    high = max([1.0, *seen]) * 1.12
    place = _placer(0.0, high, bottom_px, top_px)
    _frame(axes, scale, bottom_px, top_px, f"{words.speed}, m/s")
    _levels(
        axes, scale, [t for t in (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0) if t <= high], place, 1, words
    )
    for bout in walk.bouts:
        left_px, right_px = scale.px(bout.start_s), scale.px(bout.end_s)
        if bout.speed_mps.value is None:
            axes.add_patch(
                Rectangle(
                    (left_px, bottom_px),
                    right_px - left_px,
                    top_px - bottom_px - 8,
                    facecolor="none",
                    edgecolor=HAIR,
                    hatch="////",
                    linewidth=0,
                )
            )
            continue
        _interval(axes, bout, bout.speed_mps, scale, place)
        y_px = place(bout.speed_mps.value)
        axes.plot(
            [left_px, right_px],
            [y_px, y_px],
            color=LOOKS[bout.direction].dark,
            linewidth=2.4,
            zorder=4,
            solid_capstyle="butt",
        )
        _value(axes, bout, bout.speed_mps, 2, scale, None, place, words)


def draw_gaps(
    axes: Axes,
    gaps: Sequence[tuple[float, float]],
    scale: Scale,
    ends_px: tuple[float, float],
    words: Words,
) -> None:
    """Mark, through all panels, the intervals without samples."""
    bottom_px, top_px = ends_px
    free_px = scale.start_px
    for start_s, end_s in gaps:
        left_px, right_px = scale.px(start_s), scale.px(end_s)
        for x_px in (left_px, right_px):
            axes.plot(
                [x_px, x_px],
                [bottom_px, top_px],
                color=MUTED,
                linewidth=0.8,
                linestyle=(0, (1, 2)),
                zorder=1,
            )
        name_px = text_width_px(words.no_samples, 10)
        middle_px = (left_px + right_px) / 2
        if middle_px - name_px / 2 > free_px:
            write(axes, middle_px, top_px + 5, words.no_samples, 10, MUTED, align="center")
            free_px = middle_px + name_px / 2 + 4


def draw_time(axes: Axes, scale: Scale, y_px: float) -> None:
    """Write the time scale under the lowest panel."""
    most = (scale.end_px - scale.start_px) / TICK_PX
    step_s = next((s for s in TICKS_S if scale.duration_s / s <= most), TICKS_S[-1])
    time_s = 0.0
    while time_s <= scale.duration_s:
        x_px = scale.px(time_s)
        axes.plot([x_px, x_px], [y_px, y_px + 5], color=MUTED, linewidth=0.8)
        write(axes, x_px, y_px - 14, clock(time_s), 12, MUTED, align="center")
        time_s += step_s


def _ends(estimate: Estimate) -> list[float]:
    return [v for v in (estimate.low, estimate.value, estimate.high) if v is not None]


def _range(seen: Sequence[float], least: float) -> tuple[float, float]:
    """Return the span to draw: the middle 98 % of what was seen, widened to a least span."""
    if not seen:
        return 60.0, 140.0
    low, high = (float(v) for v in np.percentile(seen, [1, 99]))
    spare = max(least - (high - low), 0.12 * (high - low)) / 2
    return low - spare, high + spare


def _ticks(low: float, high: float) -> list[float]:
    step = next((s for s in (5, 10, 20, 25, 50, 100) if (high - low) / s <= 4), 200)
    first = int(np.ceil(low / step))
    return [float(step * i) for i in range(first, int(high / step) + 1)]


def _placer(low: float, high: float, bottom_px: float, top_px: float) -> Callable[[float], float]:
    def place(value: float) -> float:
        share = (value - low) / (high - low)
        return bottom_px + min(max(share, 0.0), 1.0) * (top_px - bottom_px)

    return place


def _frame(axes: Axes, scale: Scale, bottom_px: float, top_px: float, title: str) -> None:
    write(axes, scale.start_px, top_px + 22, title, 12, INK, "bold")
    axes.plot([scale.start_px, scale.end_px], [bottom_px, bottom_px], color=MUTED, linewidth=0.8)


def _levels(
    axes: Axes,
    scale: Scale,
    levels: Sequence[float],
    place: Callable[[float], float],
    digits: int,
    words: Words,
) -> None:
    for level in levels:
        y_px = place(level)
        axes.plot([scale.start_px, scale.end_px], [y_px, y_px], color=HAIR, linewidth=0.6, zorder=0)
        write(
            axes,
            scale.start_px - 8,
            y_px - 4,
            number(level, digits, words),
            11,
            MUTED,
            align="right",
        )


def _interval(
    axes: Axes, bout: Bout, estimate: Estimate, scale: Scale, place: Callable[[float], float]
) -> None:
    if estimate.low is None or estimate.high is None:
        return
    left_px, right_px = scale.px(bout.start_s), scale.px(bout.end_s)
    low_px, high_px = place(estimate.low), place(estimate.high)
    axes.add_patch(
        Rectangle(
            (left_px, low_px),
            right_px - left_px,
            max(high_px - low_px, 1.5),
            facecolor=LOOKS[bout.direction].dark,
            alpha=0.20,
            linewidth=0,
            zorder=3,
        )
    )


def _value(
    axes: Axes,
    bout: Bout,
    estimate: Estimate,
    digits: int,
    scale: Scale,
    above_px: float | None,
    place: Callable[[float], float],
    words: Words,
) -> None:
    """Write the bout's value over its band where there is room."""
    if estimate.value is None:
        return
    text = number(estimate.value, digits, words)
    left_px, right_px = scale.px(bout.start_s), scale.px(bout.end_s)
    if text_width_px(text, 12, "bold") > right_px - left_px - 2:
        return
    top_px = max(place(estimate.high or estimate.value), above_px or 0.0)
    write(
        axes,
        (left_px + right_px) / 2,
        top_px + 5,
        text,
        12,
        LOOKS[bout.direction].dark,
        "bold",
        "center",
    )
