"""The pictures of a plan's progress, drawn by hand as SVG: bars, felt numbers, test results.

One look with the ribbon: the deep blue of backward, ink for what was planned, text that is part
of the picture. Shapes tell apart what colours do, so each can be read in grey print::

    load     ▆ done   ━ planned
    felt     ●─● pain during   ○┄○ pain next morning   ■─■ effort   ▲ swelling
    test     ●  result with its error   ▒ noise around the first result
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from retrowalk.report.look import HAIR, INK, LOOKS, MUTED
from retrowalk.tracker.base import Direction

BLUE = LOOKS[Direction.BACKWARD].dark
ORANGE = LOOKS[Direction.FORWARD].dark
BAND = "#c9ccd3"
PALE_BAND = "#e6e7ea"
WIDTH = 560
FONT = "system-ui, 'DejaVu Sans', sans-serif"
TEXT = 15
LEFT, RIGHT = 44, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: its name, minutes done and planned."""

    name: str
    done: float
    planned: float


@dataclass(frozen=True, slots=True)
class Felt:
    """One session as it felt; None where it was not said."""

    week: int
    during: int | None
    morning: int | None
    effort: int | None
    swelling: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One test result: day from the first one, value and error, and its label."""

    day: float
    value: float
    low: float
    high: float
    name: str
    label: str


def load_svg(bars: Sequence[Bar], planned: str, alt: str, lang: str) -> str:
    """Return minutes done as bars, minutes planned as a line across each."""
    height, top, base = 250, 30, 212
    most = max([*(max(bar.done, bar.planned) for bar in bars), 1.0])
    ticks = _ticks(most)
    most = ticks[-1]
    slot = (WIDTH - LEFT - RIGHT) / len(bars)
    width = min(slot * 0.56, 64)

    def y(value: float) -> float:
        return base - (base - top) * value / most

    parts = [_grid(ticks, y, WIDTH - RIGHT)]
    every = max(1, -(-len(bars) // 12))
    for at, bar in enumerate(bars):
        middle = LEFT + slot * (at + 0.5)
        left = middle - width / 2
        if bar.done > 0.0:
            parts.append(
                f'<rect x="{left:.1f}" y="{y(bar.done):.1f}" width="{width:.1f}"'
                f' height="{base - y(bar.done):.1f}" rx="3" fill="{BLUE}"/>'
            )
        if bar.planned > 0.0:
            line = (
                f'x1="{left - 7:.1f}" x2="{left + width + 7:.1f}"'
                f' y1="{y(bar.planned):.1f}" y2="{y(bar.planned):.1f}"'
            )
            parts.append(f'<line {line} stroke="#ffffff" stroke-width="6"/>')
            parts.append(f'<line {line} stroke="{INK}" stroke-width="3"/>')
        if at % every == 0:
            parts.append(_text(middle, base + 22, bar.name, anchor="middle"))
    shown = [bar for bar in bars if bar.planned > 0.0]
    if shown:
        at = bars.index(shown[-1])
        edge = LEFT + slot * (at + 0.5) + width / 2 + 7
        parts.append(_text(min(edge, WIDTH - 2), y(shown[-1].planned) - 8, planned, anchor="end"))
    return _svg(height, "".join(parts), alt, lang)


def felt_svg(
    sessions: Sequence[Felt], names: tuple[str, str, str, str], week: str, alt: str, lang: str
) -> str:
    """Return pain during, pain next morning and effort by session, 0 to 10.

    `names` are those of the three lines and of the mark for swelling.
    """
    height, top, base = 300, 62, 252
    slot = (WIDTH - LEFT - RIGHT) / max(len(sessions), 1)

    def y(value: float) -> float:
        return base - (base - top) * value / 10.0

    def x(at: int) -> float:
        return LEFT + slot * (at + 0.5)

    parts = [_grid([0, 2, 4, 6, 8, 10], y, WIDTH - RIGHT)]
    weeks = [session.week for session in sessions]
    for at, number in enumerate(weeks):
        if at == 0 or weeks[at - 1] != number:
            many = weeks.count(number)
            middle = x(at) + slot * (many - 1) / 2
            if at:
                edge = x(at) - slot / 2
                parts.append(
                    f'<line x1="{edge:.1f}" x2="{edge:.1f}" y1="{top}" y2="{base}"'
                    f' stroke="{HAIR}" stroke-width="1"/>'
                )
            if slot * many > 22:
                parts.append(_text(middle, base + 22, str(number), anchor="middle"))
    parts.append(_text(LEFT, base + 42, week, colour=MUTED))
    lines = (
        ([s.effort for s in sessions], ORANGE, "square", ""),
        ([s.morning for s in sessions], BLUE, "ring", "6 5"),
        ([s.during for s in sessions], BLUE, "disc", ""),
    )
    for values, colour, mark, dashes in lines:
        spots = [(x(at), y(value)) for at, value in enumerate(values) if value is not None]
        parts.append(_polyline(spots, colour, dashes))
        parts += [_mark(mark, *spot, colour) for spot in spots]
    for at, session in enumerate(sessions):
        if session.swelling:
            highest = max(v or 0 for v in (session.during, session.morning, session.effort))
            parts.append(_mark("triangle", x(at), y(highest) - 16, INK))
    keys = [
        ("disc", BLUE, ""),
        ("ring", BLUE, "6 5"),
        ("square", ORANGE, ""),
        ("triangle", INK, None),
    ]
    if not any(session.swelling for session in sessions):
        keys.pop()
    # two columns, so that long names never meet
    for at, ((mark, colour, dash), name) in enumerate(zip(keys, names, strict=False)):
        key_x, key_y = LEFT + (at % 2) * 260, 16 + (at // 2) * 22
        if dash is not None:
            parts.append(_polyline([(key_x, key_y), (key_x + 30, key_y)], colour, dash))
        parts.append(_mark(mark, key_x + 15, key_y, colour))
        parts.append(_text(key_x + 38, key_y + 5, name))
    return _svg(height, "".join(parts), alt, lang)


def result_svg(
    points: Sequence[Point], bands: Sequence[float], noise: str, better: str, alt: str, lang: str
) -> str:
    """Return results over time with the noise bands around the first.

    Args:
        points: in time order, at least one.
        bands: half widths of the noise, narrowest first; empty where none is known.
        noise: what the narrowest band is called.
        better: which way is better, in words.
        alt: the picture in words.
        lang: of all words.
    """
    height, top, base = 250, 34, 200
    first = points[0].value
    high = max([point.high for point in points] + [first + band for band in bands])
    ticks = _ticks(high * 1.04)
    high = ticks[-1]
    last = max(points[-1].day, 1.0)
    right = WIDTH - (96 if bands else RIGHT)

    def y(value: float) -> float:
        return base - (base - top) * min(max(value, 0.0), high) / high

    def x(day: float) -> float:
        return LEFT + 36 + (right - LEFT - 82) * day / last

    parts = []
    for at, half in reversed(list(enumerate(bands))):
        colour = BAND if at == 0 else PALE_BAND
        upper, lower = y(first + half), y(first - half)
        parts.append(
            f'<rect x="{LEFT}" y="{upper:.1f}" width="{right - LEFT}"'
            f' height="{lower - upper:.1f}" fill="{colour}"/>'
        )
    parts.append(_grid(ticks, y, right))
    if bands:
        parts.append(
            f'<line x1="{LEFT}" x2="{right}" y1="{y(first):.1f}" y2="{y(first):.1f}"'
            f' stroke="{MUTED}" stroke-width="1.5" stroke-dasharray="2 4"/>'
        )
        inside = y(first) + 5
        parts.append(_text(right + 6, inside, noise))
    parts.append(_text(LEFT, 18, better, colour=MUTED))
    parts.append(_polyline([(x(p.day), y(p.value)) for p in points], BLUE, ""))
    free = float("-inf")
    for point in points:
        spot = x(point.day)
        parts.append(
            f'<line x1="{spot:.1f}" x2="{spot:.1f}" y1="{y(point.high):.1f}"'
            f' y2="{y(point.low):.1f}" stroke="{INK}" stroke-width="2"/>'
        )
        parts.append(_mark("disc", spot, y(point.value), BLUE, 6))
        parts.append(_haloed(spot + 11, y(point.value) - 9, point.label))
        if spot - free > 62:
            parts.append(_text(spot, base + 22, point.name, anchor="middle"))
            free = spot
    return _svg(height - 20, "".join(parts), alt, lang)


def _ticks(most: float) -> list[float]:
    """Return two to six round numbers from 0 to at least `most`."""
    steps = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
    step = next((one for one in steps if most / one <= 5), most)
    ticks = [0.0]
    while ticks[-1] < most - 1e-9:
        ticks.append(round(ticks[-1] + step, 6))
    return ticks if len(ticks) > 1 else [*ticks, ticks[0] + step]


def _grid(ticks: Sequence[float], y: Callable[[float], float], right: float) -> str:
    lines = []
    for tick in ticks:
        at = y(tick)
        colour = MUTED if tick == ticks[0] else HAIR
        lines.append(
            f'<line x1="{LEFT}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"'
            f' stroke="{colour}" stroke-width="1"/>'
        )
        lines.append(_text(LEFT - 8, at + 5, f"{tick:g}", anchor="end", colour=MUTED))
    return "".join(lines)


def _polyline(spots: Sequence[tuple[float, float]], colour: str, dashes: str) -> str:
    if len(spots) < 2:
        return ""
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def _mark(kind: str, x: float, y: float, colour: str, size: float = 5.0) -> str:
    if kind == "square":
        side = 2 * size - 1
        return (
            f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}"'
            f' height="{side:.1f}" fill="{colour}"/>'
        )
    if kind == "triangle":
        return (
            f'<path d="M{x:.1f} {y - size - 1:.1f} l{size + 1:.1f} {2 * size:.1f}'
            f' h{-2 * size - 2:.1f} z" fill="{colour}"/>'
        )
    fill = "#ffffff" if kind == "ring" else colour
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" stroke="{colour}"'
        ' stroke-width="2"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{TEXT}"'
        f' fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _haloed(x: float, y: float, text: str) -> str:
    """Return bold text with a white rim, readable on lines and bands.

    The rim is a shape of its own, so that the text is there only once.
    """
    width = 9.6 * len(text)
    return (
        f'<rect x="{x - 3:.1f}" y="{y - 13:.1f}" width="{width:.1f}" height="17" rx="4"'
        ' fill="#ffffff" fill-opacity="0.8"/>'
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{TEXT}"'
        f' font-weight="bold" fill="{INK}">{escape(text)}</text>'
    )


def _svg(height: int, inside: str, alt: str, lang: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' lang="{lang}"><title>{escape(alt)}</title>{inside}</svg>'
    )
