"""How a person walked.

In: a `Recording` of one motion sensor, where it was worn and what is known of its mounting.
Out: a `Walk`: bouts with direction, steps, cadence, speed and distance, each with its interval;
live, the same as events.
"""

from retrowalk.tracker.activity import session_of
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
from retrowalk.tracker.calibration import Calibration
from retrowalk.tracker.personal import PersonalScale, personal_scale
from retrowalk.tracker.satellite import scale_from_positions
from retrowalk.tracker.stream import (
    BoutEvent,
    DirectionEvent,
    Event,
    NoticeEvent,
    StepEvent,
    Tracker,
)
from retrowalk.tracker.track import calibrate, track

__all__ = [
    "Bout",
    "BoutEvent",
    "Calibration",
    "Contact",
    "Direction",
    "DirectionEvent",
    "Event",
    "Knowledge",
    "NoticeEvent",
    "PersonalScale",
    "Second",
    "Side",
    "Steadiness",
    "Step",
    "StepEvent",
    "Summary",
    "Totals",
    "Tracker",
    "Walk",
    "calibrate",
    "personal_scale",
    "scale_from_positions",
    "session_of",
    "track",
]
