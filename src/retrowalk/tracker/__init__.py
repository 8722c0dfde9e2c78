"""How a person walked.

In: a `Recording` of one motion sensor, where it was worn and what is known of its mounting.
Out: a `Walk`: bouts with direction, steps, cadence, speed and distance, each with its interval.
"""

from retrowalk.tracker.base import (
    Bout,
    Contact,
    Direction,
    Knowledge,
    Second,
    Side,
    Steadiness,
    Step,
    Summary,
    Totals,
    Walk,
)
from retrowalk.tracker.track import track

__all__ = [
    "Bout",
    "Contact",
    "Direction",
    "Knowledge",
    "Second",
    "Side",
    "Steadiness",
    "Step",
    "Summary",
    "Totals",
    "Walk",
    "track",
]
