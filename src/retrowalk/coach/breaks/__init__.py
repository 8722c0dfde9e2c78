"""Breaks from sitting: when to get up, and what to do for three minutes.

In: steps by the minute, or recordings, and the person's own rules. Out: few suggestions, and a
calendar feed. Off unless switched on.
"""

from __future__ import annotations

from retrowalk.coach.breaks.base import BreakRules, Day, Suggestion
from retrowalk.coach.breaks.calendar import Event, calendar_text, from_suggestions, planned
from retrowalk.coach.breaks.steps_file import looks_like_steps, read_steps
from retrowalk.coach.breaks.suggest import day_from_walks, sitting_min, snacks, suggestions

__all__ = [
    "BreakRules",
    "Day",
    "Event",
    "Suggestion",
    "calendar_text",
    "day_from_walks",
    "from_suggestions",
    "looks_like_steps",
    "planned",
    "read_steps",
    "sitting_min",
    "snacks",
    "suggestions",
]
