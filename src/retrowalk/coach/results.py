"""What a test of balance, strength or walking gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrowalk.estimate import Estimate


@dataclass(frozen=True, slots=True)
class TestResult:
    """One result of one test on one day.

    Attributes:
        test: id of the test, e.g. ``"3mbwt"``.
        date: the wearer's own day.
        value: the result with its unit; for a stopwatch the interval is that of timing by hand.
        by: ``"stopwatch"`` or ``"sensor"``.
        side: ``"left"`` or ``"right"`` where each leg is tested, else None.
    """

    __test__ = False  # pytest: not a test class

    test: str
    date: date
    value: Estimate
    by: str
    side: str | None = None
