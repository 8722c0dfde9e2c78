"""Which way somebody walks: the one word that files, tracker and reports share."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Which way the body travelled against the way it faced."""

    FORWARD = "forward"
    BACKWARD = "backward"
    SIDEWAYS = "sideways"
    UNKNOWN = "unknown"
    STILL = "still"
