"""Retrowalk: the open tracking mode for walking backward.

The main job in three lines:

    recording = retrowalk.read("walk.csv")
    walk = retrowalk.track(recording)
    walk.summary.backward.steps  # an Estimate
"""

from __future__ import annotations

from retrowalk._version import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats import read, write
from retrowalk.recording import Channel, Mounting, Placement, Positions, Recording, Wearer
from retrowalk.simulate import simulate
from retrowalk.tracker import (
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
    track,
)
from retrowalk.tracker.contract import from_dict as walk_from_dict
from retrowalk.tracker.contract import to_dict as walk_to_dict

__all__ = [
    "Bout",
    "Channel",
    "Contact",
    "Direction",
    "Estimate",
    "Knowledge",
    "Mounting",
    "Placement",
    "Positions",
    "Recording",
    "RetrowalkError",
    "Second",
    "Side",
    "Steadiness",
    "Step",
    "Summary",
    "Totals",
    "Walk",
    "Wearer",
    "__version__",
    "read",
    "simulate",
    "track",
    "walk_from_dict",
    "walk_to_dict",
    "write",
]
