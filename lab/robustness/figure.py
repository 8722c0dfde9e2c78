"""docs/images/robustness.svg: what became of the files, and how near they came to the bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.pyplot import subplots
from matplotlib.ticker import FuncFormatter, PercentFormatter

from lab.pictures import BACKWARD, INK, MUTED, save, styled
from lab.robustness.reading import LONGEST_S, MOST_BYTES, Outcome
from lab.robustness.tally import Tally

READ, REFUSED, FAILED = BACKWARD, "#d9dde3", "#b3372f"
MEGABYTE = 1e6
_LEAST_S, _LEAST_MB = 1e-3, 1.0


def draw(tallies: Mapping[str, Tally], path: Path) -> None:
    """Draw one row for each format."""

    def inside() -> None:
        _draw(tallies, path)

    styled(inside)()


def _draw(tallies: Mapping[str, Tally], path: Path) -> None:
    names = list(tallies)
    figure, (shares, times, memory) = subplots(
        1, 3, figsize=(9.0, 1.3 + 0.22 * len(names)), sharey=True, width_ratios=(2, 1.4, 1.4)
    )
    for row, tally in enumerate(tallies.values()):
        _shares(shares, row, tally)
    for row, tally in enumerate(tallies.values()):
        _spread(times, row, np.maximum(tally.cpu_s, _LEAST_S))
        _spread(memory, row, np.maximum(np.array(tally.peak_bytes) / MEGABYTE, _LEAST_MB))
    shares.set_yticks(range(len(names)), names)
    shares.set_ylim(len(names) - 0.4, -0.6)
    shares.set_xlim(0, 1)
    shares.set_xticks([0.0, 0.5, 1.0])
    shares.xaxis.set_major_formatter(PercentFormatter(1.0))
    shares.set_xlabel("of the files")
    _bounded(times, LONGEST_S, "CPU time, s", (_LEAST_S / 1.5, 4.0), [0.001, 0.01, 0.1, 1])
    _bounded(memory, MOST_BYTES / MEGABYTE, "memory, MB", (0.7, 600.0), [1, 10, 100])
    handles = [
        shares.barh(-5, 0, color=colour, label=label)
        for colour, label in (
            (READ, "read"),
            (REFUSED, "refused in one sentence"),
            (FAILED, "anything else"),
        )
    ]
    figure.legend(handles=handles, loc="upper left", ncols=3, frameon=False)
    dots = (
        times.plot([], [], "|", color=MUTED, label="half of the files are below")[0],
        times.plot([], [], "o", color=INK, ms=3, label="most")[0],
        times.plot([], [], "--", color=FAILED, lw=1, label="bound")[0],
    )
    figure.legend(handles=dots, loc="upper right", ncols=3, frameon=False)
    figure.subplots_adjust(top=1 - 0.5 / figure.get_size_inches()[1], wspace=0.2)
    save(figure, path)


def _shares(axes: Axes, row: int, tally: Tally) -> None:
    left = 0.0
    for count, colour in (
        (tally.counts[Outcome.READ], READ),
        (tally.counts[Outcome.REFUSED], REFUSED),
        (tally.failures, FAILED),
    ):
        width = count / max(1, tally.files)
        axes.barh(row, width, left=left, color=colour, height=0.7)
        left += width


def _spread(axes: Axes, row: int, values: Sequence[float] | np.ndarray) -> None:
    if not len(values):
        return
    axes.plot([np.min(values), np.max(values)], [row, row], color=MUTED, lw=1)
    axes.plot(np.median(values), row, "|", color=MUTED, ms=8)
    axes.plot(np.max(values), row, "o", color=INK, ms=3)


def _bounded(
    axes: Axes, bound: float, label: str, limits: tuple[float, float], ticks: list[float]
) -> None:
    axes.axvline(bound, color=FAILED, lw=1, ls="--")
    axes.set_xscale("log")
    axes.set_xlim(*limits)
    axes.set_xticks([*ticks, bound])
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.set_xlabel(label)
    axes.tick_params(axis="y", length=0)
