"""How the pictures in docs/images look, and how they are saved the same each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.pyplot import close

INK = "#1f2937"
MUTED = "#9aa3b2"
BACKWARD = "#1b7f5c"
FORWARD = "#3b6fb6"

STYLE: Any = {
    "svg.hashsalt": "retrowalk",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def styled(draw: Callable[[], None]) -> Callable[[], None]:
    """Return a drawing function that draws in this style and leaves others as they were."""

    def inside() -> None:
        with matplotlib.rc_context(STYLE):
            draw()

    return inside


def save(figure: Figure, path: Path) -> None:
    """Save a figure as SVG without date and close it; the same figure is the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight", facecolor="white")
    close(figure)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"[ \t]+\n", "\n", text), encoding="utf-8")
