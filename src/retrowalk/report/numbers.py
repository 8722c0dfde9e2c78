"""How quantities are written for people: digits, intervals, clock times."""

from __future__ import annotations

from retrowalk.estimate import Estimate
from retrowalk.report.words import Words
from retrowalk.tracker.base import Direction, Totals, Walk


def number(value: float, digits: int, words: Words) -> str:
    """Return a number with fixed digits and the language's decimal mark."""
    return f"{value:.{digits}f}".replace(".", words.decimal_mark)


def clock(time_s: float) -> str:
    """Return ``m:ss``, from one hour on ``h:mm:ss``; 65.4 becomes ``1:05``."""
    whole_s = round(time_s)
    minutes, seconds = divmod(whole_s, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def interval(estimate: Estimate, digits: int, words: Words) -> str | None:
    """Return ``low-high``, or None where there is no interval wider than the digits."""
    if estimate.low is None or estimate.high is None:
        return None
    low, high = number(estimate.low, digits, words), number(estimate.high, digits, words)
    return None if low == high else f"{low}-{high}"


def with_interval(estimate: Estimate, digits: int, words: Words, unknown: str = "-") -> str:
    """Return ``value (low-high)``; `unknown` where there is no value."""
    if estimate.value is None:
        return unknown
    spread = interval(estimate, digits, words)
    value = number(estimate.value, digits, words)
    return f"{value} ({spread})" if spread else value


def backward_of(walk: Walk) -> Totals:
    """Return how much went backward; unknown, not nothing, where no direction was told.

    The sums of a walk whose every bout is of unknown direction are 0 steps backward, which a
    reader would take for an answer.
    """
    bouts, known = walk.bouts, walk.summary.backward.steps.known
    if not known or not bouts or any(b.direction is not Direction.UNKNOWN for b in bouts):
        return walk.summary.backward
    longest = max(bouts, key=lambda bout: bout.end_s - bout.start_s)
    reason = longest.reason or "the direction is unknown"
    return Totals(*(Estimate.unknown(unit, reason) for unit in ("steps", "s", "m")))
