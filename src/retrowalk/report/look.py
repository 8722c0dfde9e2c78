"""Colours, heights and textures: one look for every picture of a walk.

Colour never speaks alone. Each direction also has its own height and texture, so that the
ribbon can be read in grey print and by colour-blind eyes:

    backward   tall, deep blue, chevrons to the left  <<<
    forward    middle, warm orange, chevrons to the right  >>>
    sideways   low, teal, upright strokes  |||
    unknown    low, grey, hatched  ///
    standing   a thin pale thread
"""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.tracker.base import Direction

INK = "#1b2330"
MUTED = "#5d6674"
HAIR = "#d9d5cb"
PAPER = "#fffdf9"


@dataclass(frozen=True, slots=True)
class Look:
    """How one direction is drawn.

    Attributes:
        fill: colour of the band.
        text: colour of text on the band, readable against `fill`.
        dark: colour of lines and text of this direction on paper.
        height: share of the ribbon's full height.
    """

    fill: str
    text: str
    dark: str
    height: float


LOOKS = {
    Direction.BACKWARD: Look("#1d3f94", "#ffffff", "#1d3f94", 1.0),
    Direction.FORWARD: Look("#f0983f", "#1b2330", "#a85a0c", 0.72),
    Direction.SIDEWAYS: Look("#1f948b", "#ffffff", "#13736b", 0.54),
    Direction.UNKNOWN: Look("#e4e4e2", "#1b2330", "#6b7078", 0.54),
    Direction.STILL: Look("#e9e3d6", "#1b2330", "#8a8475", 0.09),
}
