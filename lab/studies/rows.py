"""Counts as rows of a table, for studies of a single question."""

from __future__ import annotations

from dataclasses import dataclass, field

from lab.validation.score import wilson
from retrowalk.tracker import Direction


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
