"""What a tracked walk adds to an entry of the log."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from retrowalk.coach.logs import LogEntry
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.tracker.base import Direction, Walk
from retrowalk.tracker.contract import from_dict


def read_walk(path: Path) -> Walk:
    """Read the JSON contract of a walk.

    Raises:
        RetrowalkError: it cannot be read, or is no walk.
    """
    try:
        return from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RetrowalkError(f"it cannot be read ({reason})", where=str(path)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RetrowalkError(
            f"this is no walk ({error})",
            where=str(path),
            remedy="write one with `retrowalk track FILE --json`",
        ) from error


def what_a_walk_says(entry: LogEntry, path: Path) -> LogEntry:
    """Return the entry with steps, seconds and steadiness of a walk's backward part.

    Raises:
        RetrowalkError: the file is no walk.
    """
    walk = read_walk(path)
    backward = walk.summary.backward
    steps, seconds = backward.steps.value, backward.duration_s.value
    return replace(
        entry,
        steadiness_cv=_steadiness(walk),
        backward_steps=None if steps is None else round(steps),
        backward_s=seconds,
    )


def _steadiness(walk: Walk) -> Estimate | None:
    """Return the step-time variability of the longest backward bout that has one."""
    known = [
        bout
        for bout in walk.bouts
        if bout.direction is Direction.BACKWARD and bout.steadiness.step_time_cv.known
    ]
    longest = max(known, key=lambda bout: bout.steps.value or 0.0, default=None)
    return None if longest is None else longest.steadiness.step_time_cv
