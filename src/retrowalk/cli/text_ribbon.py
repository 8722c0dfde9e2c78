"""The ribbon in one line of text: ``0:00 ..>>>>>>>..<<<<<<<<<<<<<.. 2:35``."""

from __future__ import annotations

from rich.text import Text

from retrowalk.report.numbers import clock
from retrowalk.tracker.base import Direction, Walk

MARKS = {
    Direction.BACKWARD: "<",
    Direction.FORWARD: ">",
    Direction.SIDEWAYS: "|",
    Direction.UNKNOWN: "?",
    Direction.STILL: ".",
}
NO_SAMPLES = " "
STYLES = {
    Direction.BACKWARD: "bold blue",
    Direction.FORWARD: "dark_orange",
    Direction.SIDEWAYS: "cyan",
    Direction.UNKNOWN: "bright_black",
    Direction.STILL: "dim",
}


def text_ribbon(walk: Walk, columns: int) -> Text:
    """Return the ribbon; each character stands for the middle of its share of time."""
    end = clock(walk.duration_s)
    marks = max(columns - len(end) - len("0:00") - 3, 10)
    line = Text("0:00 ")
    for at in range(marks):
        time_s = (at + 0.5) * walk.duration_s / marks
        if any(start_s <= time_s < end_s for start_s, end_s in walk.gaps):
            line.append(NO_SAMPLES)
            continue
        direction = next(
            (b.direction for b in walk.bouts if b.start_s <= time_s < b.end_s), Direction.STILL
        )
        line.append(MARKS[direction], style=STYLES[direction])
    return line.append(f" {end}")
