"""Pictures of what a file holds, before anybody judges it: motion as it came, or an activity.

Panels above each other on one scale of time, in the look of the walk's picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError, writing
from retrowalk.formats.shown import shown
from retrowalk.language import Language
from retrowalk.recording import Array, Recording
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED, PAPER
from retrowalk.report.panels import draw_gaps, draw_time
from retrowalk.report.ribbon import Scale, write
from retrowalk.report.words import WORDS, Words
from retrowalk.session import Session
from retrowalk.units import magnitude

WIDTH_PX = 1080.0
LEFT_PX = 72.0
RIGHT_PX = 1040.0
PANEL_PX = 110.0
SPACE_PX = 64.0
FOOT_PX = 56.0
HEAD_PX = 84.0
RIBBON_PX = 26.0
GAP_S = 0.25
_COLUMNS = 968
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4)
_EN = WORDS[Language.EN]


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve over time.

    Attributes:
        title: what it shows, with its unit.
        time_s: (n,) rising.
        values: (n,) NaN where nothing is known; the line is broken there.
        color: of the line.
        envelope: whether to draw the smallest and largest value of each pixel.
        from_zero: whether the scale begins with 0 in any case.
    """

    title: str
    time_s: Array
    values: Array
    color: str
    envelope: bool = False
    from_zero: bool = False


def check_name(path: Path) -> None:
    """Refuse a name that is none of an SVG or PNG picture.

    Raises:
        RetrowalkError: another ending.
    """
    if path.suffix.lower() not in (".svg", ".png"):
        raise RetrowalkError(
            f"'{path.suffix}' is not a kind of picture",
            where=str(path),
            remedy="use a name that ends in .svg or .png",
        )


def write_recording_picture(recording: Recording, path: Path) -> None:
    """Draw motion: magnitudes, the sampling rate, heart rate, and the gaps.

    Raises:
        RetrowalkError: another ending than .svg or .png, or a place that cannot be written.
    """
    first_s = float(recording.time_s[0]) if len(recording.time_s) else 0.0
    time_s = recording.time_s - first_s
    blue, orange, grey = (
        LOOKS[one].dark for one in (Direction.BACKWARD, Direction.FORWARD, Direction.UNKNOWN)
    )
    acceleration = magnitude(recording.acceleration_ms2)
    panels = [Panel("acceleration, m/s²", time_s, acceleration, blue, envelope=True)]
    if recording.angular_rate_rads is not None:
        turning = magnitude(recording.angular_rate_rads)
        panels.append(Panel("angular rate, rad/s", time_s, turning, orange, envelope=True))
    panels.append(_rate_panel(time_s, grey))
    if recording.heart_rate_bpm is not None:
        heart = recording.heart_rate_bpm
        panels.append(
            Panel(
                "heart rate, 1/min",
                heart.time_s - first_s,
                heart.values,
                LOOKS[Direction.SIDEWAYS].dark,
            )
        )
    gaps = tuple((a - first_s, b - first_s) for a, b in recording.gaps(GAP_S))
    told = f"{len(time_s)} samples, {len(gaps)} gap{'' if len(gaps) == 1 else 's'}"
    _draw(path, recording.source, told, panels, recording.duration_s, gaps, None)


def write_session_picture(session: Session, path: Path) -> None:
    """Draw an activity: its directions or laps, and what it tells along the way.

    Raises:
        RetrowalkError: nothing along the way to draw, another ending than .svg or .png, or a
            place that cannot be written.
    """
    panels, course = [], session.course
    if course is not None:
        for title, values, look in (
            ("speed, m/s", course.speed_mps, Direction.BACKWARD),
            ("cadence, 1/min", course.cadence_spm, Direction.FORWARD),
            ("heart rate, 1/min", course.heart_rate_bpm, Direction.SIDEWAYS),
            ("altitude, m", course.altitude_m, Direction.UNKNOWN),
        ):
            if values is not None and np.isfinite(values).any():
                time_s, broken = _broken(course.time_s, values)
                panels.append(Panel(title, time_s, broken, LOOKS[look].dark))
        for title, values, look in (
            ("steps so far", course.steps, Direction.FORWARD),
            ("steps backward so far", course.backward_steps, Direction.BACKWARD),
        ):
            if values is not None and np.isfinite(values).any():
                line = _broken(course.time_s, values)
                panels.append(Panel(title, *line, LOOKS[look].dark, from_zero=True))
    bands = _bands(session)
    if not panels and not bands:
        raise RetrowalkError(
            "the session has nothing along the way to draw", where=session.source or None
        )
    told = f"{session.sport or 'session'} of {session.start_utc:%Y-%m-%d %H:%M} UTC"
    _draw(path, session.source, told, panels, session.elapsed_s, session.pauses, bands)


def _longest_s(time_s: Array) -> float:
    """Return how far apart two rows may lie that a line still joins."""
    return max(10.0, 5.0 * float(np.median(np.diff(time_s)))) if len(time_s) > 1 else 10.0


def _broken(time_s: Array, values: Array) -> tuple[Array, Array]:
    """Return the known values, with a NaN wherever two of them are too far apart."""
    known = np.isfinite(values)
    time_s, values = time_s[known], values[known]
    holes = np.flatnonzero(np.diff(time_s) > _longest_s(time_s)) + 1
    return np.insert(time_s, holes, time_s[holes]), np.insert(values, holes, np.nan)


def _bands(session: Session) -> list[tuple[float, float, Direction]]:
    """Return spans of one direction: of the course where it tells them, else of the laps."""
    course = session.course
    if course is not None and course.direction is not None and len(course.time_s):
        longest_s = _longest_s(course.time_s)
        following_s = np.append(course.time_s[1:], max(session.elapsed_s, course.time_s[-1]))
        ends_s = np.minimum(following_s, course.time_s + longest_s)
        spans: list[tuple[float, float, Direction]] = []
        for start_s, end_s, one in zip(course.time_s, ends_s, course.direction, strict=True):
            if one is None:
                continue
            if spans and spans[-1][2] is one and spans[-1][1] == start_s:
                spans[-1] = (spans[-1][0], float(end_s), one)
            else:
                spans.append((float(start_s), float(end_s), one))
        return spans
    return [(lap.start_s, lap.end_s, lap.direction) for lap in session.laps if lap.direction]


def _rate_panel(time_s: Array, color: str) -> Panel:
    """Return the number of samples a second, over each pixel of time."""
    if len(time_s) < 2:
        return Panel("samples a second", time_s, np.zeros(len(time_s)), color, from_zero=True)
    bins = int(min(_COLUMNS, max(1, (time_s[-1] - time_s[0]) // 1)))
    counts, edges = np.histogram(time_s, bins=bins)
    width_s = edges[1] - edges[0]
    middles_s = (edges[:-1] + edges[1:]) / 2
    return Panel("samples a second", middles_s, counts / width_s, color, from_zero=True)


def _draw(
    path: Path,
    name: str,
    told: str,
    panels: Sequence[Panel],
    duration_s: float,
    gaps: Sequence[tuple[float, float]],
    bands: Sequence[tuple[float, float, Direction]] | None,
) -> None:
    check_name(path)
    name, told = shown(name or told), shown(told, 80)
    ribbon_px = RIBBON_PX + SPACE_PX if bands else 0.0
    height_px = HEAD_PX + ribbon_px + len(panels) * (PANEL_PX + SPACE_PX) + FOOT_PX
    figure = Figure(figsize=(WIDTH_PX / 100, height_px / 100), dpi=200, facecolor=PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH_PX)
    axes.set_ylim(0, height_px)
    axes.set_axis_off()
    scale = Scale(LEFT_PX, RIGHT_PX, max(duration_s, 1e-9))
    write(axes, LEFT_PX, height_px - 40, name, 20, INK, "bold")
    write(axes, LEFT_PX, height_px - 60, told, 12, MUTED)
    top_px = height_px - HEAD_PX - SPACE_PX / 2
    if bands:
        _ribbon(axes, bands, scale, top_px - RIBBON_PX)
        top_px -= ribbon_px
    for panel in panels:
        _panel(axes, panel, scale, top_px - PANEL_PX, top_px)
        top_px -= PANEL_PX + SPACE_PX
    draw_gaps(axes, gaps, scale, (FOOT_PX, height_px - HEAD_PX - 8), _gap_words(bands))
    draw_time(axes, scale, FOOT_PX - 8)
    _save(figure, path, name, told)


def _gap_words(bands: object) -> Words:
    return _EN if bands is None else replace(_EN, no_samples="pause")


def _ribbon(
    axes: Axes, bands: Sequence[tuple[float, float, Direction]], scale: Scale, bottom_px: float
) -> None:
    named: set[Direction] = set()
    for start_s, end_s, direction in bands:
        look = LOOKS[direction]
        left_px, right_px = scale.px(start_s), scale.px(end_s)
        axes.add_patch(
            Rectangle(
                (left_px, bottom_px),
                max(right_px - left_px, 1.0),
                RIBBON_PX * look.height,
                facecolor=look.fill,
                linewidth=0,
            )
        )
        named.add(direction)
    x_px = LEFT_PX
    for direction in (one for one in LOOKS if one in named):
        word = _EN.directions[direction]
        write(axes, x_px, bottom_px + RIBBON_PX + 10, word, 12, LOOKS[direction].dark, "bold")
        x_px += 12.0 * len(word) * 0.62 + 24.0


def _panel(axes: Axes, panel: Panel, scale: Scale, bottom_px: float, top_px: float) -> None:
    write(axes, LEFT_PX, top_px + 14, panel.title, 12, INK, "bold")
    axes.plot([LEFT_PX, RIGHT_PX], [bottom_px, bottom_px], color=MUTED, linewidth=0.8)
    known = panel.values[np.isfinite(panel.values)]
    if not len(known):
        return
    low, high = float(known.min()), float(known.max())
    low = 0.0 if low >= 0.0 and (panel.from_zero or low < 0.5 * high) else low
    spare = 0.06 * (high - low) or max(0.1 * abs(high), 0.5)
    low, high = (low if low == 0.0 else low - spare), high + spare

    def place(values: Array) -> Array:
        return np.asarray(bottom_px + (values - low) / (high - low) * (top_px - bottom_px))

    step = next((s for s in _STEPS if (high - low) / s <= 4), (high - low) / 4)
    for level in np.arange(np.ceil(low / step) * step, high, step):
        y_px = float(place(np.array([level]))[0])
        axes.plot([LEFT_PX, RIGHT_PX], [y_px, y_px], color=HAIR, linewidth=0.6, zorder=0)
        write(axes, LEFT_PX - 8, y_px - 4, f"{level:g}", 11, MUTED, align="right")
    if panel.envelope and len(panel.values) > 4 * _COLUMNS:
        _envelope(axes, panel, scale, place)
        return
    x_px = LEFT_PX + panel.time_s / scale.duration_s * (RIGHT_PX - LEFT_PX)
    axes.plot(x_px, place(panel.values), color=panel.color, linewidth=0.9, zorder=4)


def _envelope(axes: Axes, panel: Panel, scale: Scale, place: Callable[[Array], Array]) -> None:
    """Draw for each pixel the span between its smallest and largest value."""
    edges_s = np.linspace(0.0, scale.duration_s, _COLUMNS + 1)
    starts = np.searchsorted(panel.time_s, edges_s[:-1])
    ends = np.searchsorted(panel.time_s, edges_s[1:])
    filled = ends > starts
    at = starts[filled]
    if not len(at):
        return
    least = np.minimum.reduceat(panel.values, at)
    most = np.maximum.reduceat(panel.values, at)
    # each pixel reaches to where the next one begins, so that the curve is in one piece
    following = panel.values[np.append(at[1:], len(panel.values) - 1)]
    least, most = np.minimum(least, following), np.maximum(most, following)
    x_px = LEFT_PX + (np.flatnonzero(filled) + 0.5) / _COLUMNS * (RIGHT_PX - LEFT_PX)
    low_px, high_px = place(least) - 0.5, place(most) + 0.5
    axes.vlines(x_px, low_px, high_px, color=panel.color, linewidth=0.9, zorder=4)


def _save(figure: Figure, path: Path, name: str, told: str) -> None:
    same = mpl.rc_context({"svg.hashsalt": "retrowalk", "svg.fonttype": "path"})
    with same, writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".png":
            figure.savefig(path, format="png", metadata={"Software": None})
            return
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        svg = stream.getvalue()
        at = svg.index(">", svg.index("<svg"))
        spoken = f"<title>{escape(name)}</title><desc>{escape(told)}</desc>"
        path.write_text(f'{svg[:at]} role="img" lang="en">{spoken}{svg[at + 1 :]}', "utf-8")
