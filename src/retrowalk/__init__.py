"""Retrowalk: the open tracking mode for walking backward.

The main job in three lines:

    recording = retrowalk.read("walk.csv")
    walk = retrowalk.track(recording)
    walk.summary.backward.steps  # an Estimate

Live, the same as events while the samples come: `retrowalk.Tracker`.
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
    BoutEvent,
    Calibration,
    Contact,
    Direction,
    DirectionEvent,
    Event,
    Knowledge,
    NoticeEvent,
    PersonalScale,
    Second,
    Side,
    Steadiness,
    Step,
    StepEvent,
    Summary,
    Totals,
    Tracker,
    Walk,
    calibrate,
    personal_scale,
    scale_from_positions,
    track,
)
from retrowalk.tracker.contract import from_dict as walk_from_dict
from retrowalk.tracker.contract import to_dict as walk_to_dict

__all__ = [
    "Bout",
    "BoutEvent",
    "Calibration",
    "Channel",
    "Contact",
    "Direction",
    "DirectionEvent",
    "Estimate",
    "Event",
    "Knowledge",
    "Mounting",
    "NoticeEvent",
    "PersonalScale",
    "Placement",
    "Positions",
    "Recording",
    "RetrowalkError",
    "Second",
    "Side",
    "Steadiness",
    "Step",
    "StepEvent",
    "Summary",
    "Totals",
    "Tracker",
    "Walk",
    "Wearer",
    "__version__",
    "calibrate",
    "personal_scale",
    "read",
    "scale_from_positions",
    "simulate",
    "track",
    "walk_from_dict",
    "walk_to_dict",
    "write",
]
