"""Counts with their intervals, and how a walk is asked for a window's answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from retrowalk.tracker import Direction, Walk

WINDOW_S = 5.0


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(share * (1 - share) / total + z * z / (4 * total**2))
    return float(middle - half), float(middle + half)


def answer(walk: Walk, start_s: float, end_s: float) -> Direction:
    """Return the direction that holds most of a window; without a bout it is unknown."""
    held = dict.fromkeys(Direction, 0.0)
    for bout in walk.bouts:
        held[bout.direction] += max(0.0, min(bout.end_s, end_s) - max(bout.start_s, start_s))
    best = max(held, key=lambda direction: held[direction])
    return best if held[best] > 0.0 else Direction.UNKNOWN


def windows(start_s: float, end_s: float, window_s: float = WINDOW_S) -> list[tuple[float, float]]:
    """Cut a labelled stretch into windows; one that is shorter gives a single window."""
    count = int((end_s - start_s) / window_s + 1e-9)
    if count == 0:
        return [(start_s, end_s)]
    return [(start_s + k * window_s, start_s + (k + 1) * window_s) for k in range(count)]


@dataclass
class Tally:
    """Answers against one true direction."""

    right: int = 0
    wrong: int = 0
    unknown: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, truth: Direction, told: Direction, where: str) -> None:
        """Count one answer; keep the place of every one that is not right."""
        if told is truth:
            self.right += 1
            return
        if told in (Direction.UNKNOWN, Direction.STILL):
            self.unknown += 1
        else:
            self.wrong += 1
        self.errors.append(f"{where}: {truth} read as {told}")

    @property
    def total(self) -> int:
        """How many answers were asked for."""
        return self.right + self.wrong + self.unknown

    def __str__(self) -> str:
        low, high = wilson(self.right, self.total)
        share = 100.0 * self.right / max(self.total, 1)
        return (
            f"{self.right}/{self.total} right ({share:.1f} %, {100 * low:.1f}-{100 * high:.1f}), "
            f"{self.wrong} wrong, {self.unknown} unknown"
        )


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        data: which recordings; simulated ones say so.
        what: placement, state of knowledge and what was counted.
        figure: counts first, then the share.
        bar: what the project asks for, empty where it asks nothing.
        met: whether the bar is reached; None without a bar.
    """

    data: str
    what: str
    figure: str
    bar: str = ""
    met: bool | None = None


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| data | what | counts | bar | reached |", "|---|---|---|---|---|"]
    for row in rows:
        met = "" if row.met is None else ("yes" if row.met else "**no**")
        lines.append(f"| {row.data} | {row.what} | {row.figure} | {row.bar} | {met} |")
    return "\n".join(lines)
