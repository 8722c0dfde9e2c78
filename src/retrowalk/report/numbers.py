"""How quantities are written for people: digits, intervals, clock times."""

from __future__ import annotations

from retrowalk.estimate import Estimate
from retrowalk.report.words import Words


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
