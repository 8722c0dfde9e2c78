"""Retrowalk: the open tracking mode for walking backward.

The main job in three lines:

    recording = retrowalk.read("walk.csv")
    walk = retrowalk.track(recording)
    walk.summary.backward.steps  # an Estimate

Files of apps and watches, which tell totals and no motion: `retrowalk.read_sessions`; a tracked
walk becomes such a file with `retrowalk.session_of` and `retrowalk.write_sessions`.

Live, the same as events while the samples come: `retrowalk.Tracker`.
"""

from __future__ import annotations

from retrowalk._version import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats import Kind, kind_of, read, read_sessions, write, write_sessions
from retrowalk.recording import Channel, Mounting, Placement, Positions, Recording, Wearer
from retrowalk.session import Course, Lap, Session
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
    session_of,
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
    "Course",
    "Direction",
    "DirectionEvent",
    "Estimate",
    "Event",
    "Kind",
    "Knowledge",
    "Lap",
    "Mounting",
    "NoticeEvent",
    "PersonalScale",
    "Placement",
    "Positions",
    "Recording",
    "RetrowalkError",
    "Second",
    "Session",
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
    "kind_of",
    "personal_scale",
    "read",
    "read_sessions",
    "scale_from_positions",
    "session_of",
    "simulate",
    "track",
    "walk_from_dict",
    "walk_to_dict",
    "write",
    "write_sessions",
]
