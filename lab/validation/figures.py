"""The pictures of docs/validation.md, the same file for the same results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.pyplot import subplots
from matplotlib.ticker import PercentFormatter

from lab.pictures import INK, MUTED, save, styled
from lab.validation import gaits, simulated, turned_over
from lab.validation.bars_numbers import MEASURES, all_speeds
from lab.validation.people import ARMS, KNOWLEDGE, LEGS, PLACEMENTS
from lab.validation.run import Results
from lab.validation.score import Ledger, Score
from retrowalk.recording import Placement
from retrowalk.report.look import LOOKS
from retrowalk.tracker import Direction

RIGHT, WRONG, UNKNOWN = "#1b7f5c", "#b3372f", "#e4e4e2"
WAYS = (Direction.FORWARD, Direction.BACKWARD)
COLOURS = {way.value: LOOKS[way].fill for way in WAYS}
MARKS = {"forward": "o", "backward": "s"}


def draw(results: Results, folder: Path) -> None:
    """Draw every picture into a folder."""
    pictures = {
        "direction": _direction,
        "captured": _captured,
        "gaits": _gaits,
        "changes": _changes,
        "steps": _steps,
        "step-times": _step_times,
        "speed": _speed,
        "steadiness": _steadiness,
        "handling": _handling,
    }

    def all_of_them() -> None:
        for name, make in pictures.items():
            save(make(results), folder / f"validation-{name}.svg")

    styled(all_of_them)()


def _stacked(axes: Axes, at: float, score: Score) -> None:
    """Draw one bar of right, wrong and unknown with its counts."""
    left = 0.0
    for count, colour, hatch in (
        (score.right, RIGHT, ""),
        (score.wrong, WRONG, "xxxx"),
        (score.unknown, UNKNOWN, "////"),
    ):
        part = count / max(score.total, 1)
        axes.barh(at, part, 0.72, left, color=colour, hatch=hatch, edgecolor=MUTED, linewidth=0.3)
        left += part
    axes.text(1.02, at, f"{score.right} · {score.wrong} · {score.unknown}", va="center", color=INK)


def _share_axis(axes: Axes, title: str) -> None:
    axes.set_xlim(0.0, 1.0)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.invert_yaxis()
    axes.set_title(title, loc="left", fontsize=9.5)
    axes.text(1.02, 1.01, "right · wrong · unknown", transform=axes.transAxes, color=INK, size=7.5)


def _rows(axes: Axes, scores: Sequence[tuple[str, Score]], gaps: int) -> None:
    """Draw rows of stacked bars with a little space after each `gaps` of them."""
    marks = [k + 0.5 * (k // gaps) for k in range(len(scores))]
    for at, (_, score) in zip(marks, scores, strict=True):
        _stacked(axes, at, score)
    axes.set_yticks(marks, [name for name, _ in scores])


def _walking(
    ledger: Ledger, data: tuple[str, ...], quality: str, *, way: str = ""
) -> list[tuple[str, Score]]:
    return [
        (
            f"{placement}, {knowledge}",
            ledger.score(
                data=data,
                group="walking",
                placement=placement,
                knowledge=knowledge,
                quality=quality,
                unit="5 s",
                truth=way or tuple(WAYS),
            ),
        )
        for placement in PLACEMENTS
        for knowledge in KNOWLEDGE
    ]


def _direction(results: Results) -> Figure:
    figure, axes = subplots(figsize=(7.2, 6.2))
    _rows(axes, _walking(results.walks.ledger, (simulated.DATA,), "mixed"), len(KNOWLEDGE))
    people = results.walks.people
    _share_axis(axes, f"simulated: 5 s windows of {people} people")
    return figure


def _captured(results: Results) -> Figure:
    figure, axes = subplots(1, 2, figsize=(10.5, 6.2), sharey=True)
    figure.subplots_adjust(wspace=0.45)
    for one, way in zip(axes, reversed(WAYS), strict=True):
        scores = _walking(results.captured.ledger, ("SNU", "CMU"), "full", way=way)
        _rows(one, scores, len(KNOWLEDGE))
        _share_axis(one, f"measured (SNU, CMU), {way}: 5 s windows")
    axes[1].invert_yaxis()
    return figure


def _gaits(results: Results) -> Figure:
    rows = ("sideways", *gaits.OTHERS)
    columns = [(placement, knowledge) for placement in PLACEMENTS for knowledge in KNOWLEDGE]
    figure, axes = subplots(figsize=(10.0, 3.0))
    for y, gait in enumerate(rows):
        most = 0.05 if gait == "sideways" else 0.02
        for x, (placement, knowledge) in enumerate(columns):
            score = results.gaits.score(
                group=gait, placement=placement, knowledge=knowledge, unit="5 s"
            )
            part = score.backward / max(score.total, 1)
            colour = "white" if part == 0 else ("#dfeee6" if part <= most else "#f2c4be")
            axes.add_patch(_cell(x, y, colour))
            axes.text(x, y, f"{100 * part:.0f}" if part else "0", ha="center", va="center", size=7)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xticks(range(len(columns)), [f"{p}, {k}" for p, k in columns], rotation=90)
    axes.set_title(
        "simulated: % of 5 s windows called backward (red: over the bar)", loc="left", fontsize=9.5
    )
    return figure


def _cell(x: float, y: float, colour: str) -> Rectangle:
    return Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=MUTED, linewidth=0.4)


def _changes(results: Results) -> Figure:
    figure, axes = subplots(1, 2, figsize=(8.0, 2.6))
    for one, legs in zip(axes, (True, False), strict=True):
        mine = [
            change
            for change in results.walks.changes
            if (change.placement in LEGS if legs else change.placement is Placement.WAIST)
            and (legs or change.knowledge != "unknown")
        ]
        told = [c.bouts_s for c in mine if c.bouts_s is not None]
        due = simulated.DUE_S[legs]
        edges = np.arange(-8.0, 8.01, 0.25)
        one.hist(np.clip(told, -8.0, 8.0), edges, color=COLOURS["backward"])
        for at in (-due, due):
            one.axvline(at, color=WRONG, linewidth=1.0, linestyle="--")
        name = "legs" if legs else "waist (calibrated, known)"
        one.set_title(f"simulated, {name}: {len(mine)} changes", loc="left", fontsize=9.5)
        one.set_xlabel(f"told after the true change, s; {len(mine) - len(told)} never told")
    axes[0].set_ylabel("changes")
    return figure


def _steps(results: Results) -> Figure:
    figure, axes = subplots(1, 2, figsize=(9.0, 3.0))
    measured = [*results.captured.steps, *results.lower_back.steps]
    sets = (
        ("simulated, long walks", results.long.steps),
        ("measured (SNU, CMU, lower back)", [c for c in measured if c.quality == "full"]),
    )
    for one, (name, counts) in zip(axes, sets, strict=True):
        for way in WAYS:
            mine = [c for c in counts if c.direction == way and c.placement not in ARMS]
            true = np.array([c.true for c in mine], float)
            off = np.array([c.told - c.true for c in mine], float)
            one.scatter(
                true, off, 9, color=COLOURS[way], marker=MARKS[way], alpha=0.5, linewidths=0
            )
        if counts:
            reach = max(c.true for c in counts) * 1.05
            for sign in (-1.0, 1.0):
                one.plot([0, reach], [0, sign * 0.03 * reach], color=MUTED, linewidth=0.8)
        one.axhline(0.0, color=INK, linewidth=0.6)
        one.set_title(f"{name}: told − true", loc="left", fontsize=9.5)
        one.set_xlabel("true steps of a bout; lines: 3 %")
    axes[0].set_ylabel("steps; orange forward, blue backward")
    return figure


def _step_times(results: Results) -> Figure:
    times = [*results.long.times, *results.captured.times, *results.lower_back.times]
    keys = list(dict.fromkeys((t.data, t.placement, t.direction) for t in times))
    figure, axes = subplots(figsize=(7.2, 0.2 * len(keys) + 0.8))
    for y, key in enumerate(keys):
        errors = [
            1000.0 * e
            for t in times
            if (t.data, t.placement, t.direction) == key
            for e in t.errors_s
        ]
        if not errors:
            continue
        low, lower, middle, upper, high = np.percentile(errors, [5, 25, 50, 75, 95])
        colour = COLOURS.get(key[2], MUTED)
        axes.plot([low, high], [y, y], color=MUTED, linewidth=1.0)
        axes.plot([lower, upper], [y, y], color=colour, linewidth=4.0, solid_capstyle="butt")
        axes.plot(middle, y, "o", color=INK, markersize=3.0)
    for at in (-60.0, 60.0):
        axes.axvline(at, color=WRONG, linewidth=0.8, linestyle="--")
    axes.axvline(0.0, color=INK, linewidth=0.6)
    axes.set_yticks(range(len(keys)), [", ".join(key) for key in keys], fontsize=7)
    axes.invert_yaxis()
    axes.set_xlabel("step told after the contact, ms (5, 25, 50, 75, 95 %)")
    return figure


def _speed(results: Results) -> Figure:
    placements = (*LEGS, Placement.WAIST)
    figure, axes = subplots(1, len(placements), figsize=(11.0, 2.7), sharex=True, sharey=True)
    for one, placement in zip(axes, placements, strict=True):
        wanted = "calibrated" if placement is Placement.WAIST else "unknown"
        for way in WAYS:
            mine = [
                s
                for s in all_speeds(results)
                if (s.data, s.placement, s.knowledge, s.body, s.direction)
                == ("simulated", placement, wanted, "height", way)
                and s.told_mps is not None
            ]
            for s in mine:
                ends = (s.low_mps, s.high_mps)
                one.plot([s.true_mps] * 2, ends, color=COLOURS[way], linewidth=0.6, alpha=0.35)
            one.scatter(
                [s.true_mps for s in mine],
                [s.told_mps for s in mine],
                8,
                color=COLOURS[way],
                marker=MARKS[way],
                linewidths=0,
            )
        one.plot([0.2, 1.7], [0.2, 1.7], color=INK, linewidth=0.6)
        one.set_title(f"{placement}", loc="left", fontsize=9.5)
    axes[0].set_ylabel("told speed and 95 % interval, m/s")
    axes[2].set_xlabel("true speed, m/s; simulated, height known (orange forward, blue backward)")
    return figure


def _steadiness(results: Results) -> Figure:
    figure, axes = subplots(1, len(MEASURES), figsize=(9.5, 3.0))
    figure.subplots_adjust(wspace=0.3)
    for one, measure in zip(axes, MEASURES, strict=True):
        mine = [t for t in results.long.steadiness if t.measure == measure and t.told is not None]
        for way in WAYS:
            true = [t.true for t in mine if t.direction == way]
            told = [t.told for t in mine if t.direction == way]
            one.scatter(
                true, told, 9, color=COLOURS[way], marker=MARKS[way], alpha=0.5, linewidths=0
            )
        reach = max([t.true for t in mine], default=1.0) * 1.05
        one.plot([0, reach], [0, reach], color=INK, linewidth=0.6)
        one.plot([0, reach], [0, 1.1 * reach], color=MUTED, linewidth=0.6)
        one.plot([0, reach], [0, 0.9 * reach], color=MUTED, linewidth=0.6)
        one.set_title(measure, loc="left", fontsize=9.5)
        one.set_xlabel("true")
    axes[0].set_ylabel("told (simulated, all placements)")
    return figure


def _handling(results: Results) -> Figure:
    scores = []
    groups = results.turned.values("group", data=turned_over.DATA)
    for how in turned_over.HOW:
        for name, placements in (("legs", LEGS), ("waist", (Placement.WAIST,)), ("arms", ARMS)):
            for knowledge in KNOWLEDGE:
                score = results.turned.score(
                    group=tuple(g for g in groups if g.startswith(f"{how}, after")),
                    placement=tuple(placements),
                    knowledge=knowledge,
                    unit="5 s",
                )
                scores.append((f"{how}: {name}, {knowledge}", score))
    figure, axes = subplots(figsize=(7.2, 6.6))
    _rows(axes, scores, len(KNOWLEDGE))
    _share_axis(axes, "simulated: 5 s windows after the sensor was turned over")
    return figure
