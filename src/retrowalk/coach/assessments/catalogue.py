"""All tests by their ids, and a result by hand."""

from __future__ import annotations

import math
from datetime import date
from types import MappingProxyType

from retrowalk.coach.assessments.backward_walk import BACKWARD_WALK
from retrowalk.coach.assessments.base import Assessment
from retrowalk.coach.assessments.others import (
    CHAIR_STAND,
    FOUR_STAGE,
    SINGLE_LEG,
    TEN_METRES_BACKWARD,
    TEN_METRES_FORWARD,
    TIMED_UP_AND_GO,
)
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.language import Phrase

ASSESSMENTS = MappingProxyType(
    {
        one.id: one
        for one in (
            BACKWARD_WALK,
            CHAIR_STAND,
            FOUR_STAGE,
            SINGLE_LEG,
            TEN_METRES_FORWARD,
            TEN_METRES_BACKWARD,
            TIMED_UP_AND_GO,
        )
    }
)
PROTOCOL_NOTE = Phrase(
    "The steps follow how the test is usually done. The original instructions could not be read;"
    " distances and times in them are design choices of ours.",
    "Die Schritte folgen der üblichen Durchführung. Die ursprünglichen Anleitungen konnten wir"
    " nicht nachlesen; Strecken und Zeiten darin sind unsere Festlegung.",
)
TEN_METRES_M = 10.0
_SLOWEST_S = 200.0
_SIDES = ("left", "right")


def assessment(identifier: str) -> Assessment:
    """Return the test with this id.

    Raises:
        RetrowalkError: there is none.
    """
    found = ASSESSMENTS.get(identifier)
    if found is None:
        raise RetrowalkError(
            f"there is no test '{identifier}'",
            where="assess",
            remedy=f"use one of {', '.join(ASSESSMENTS)}",
        )
    return found


def ten_metres_by_hand(test: str, day: date, seconds: float) -> TestResult:
    """Return the speed over ten metres from a stopwatch's seconds.

    Raises:
        RetrowalkError: not a 10-metre walk, or seconds that give no walking speed.
    """
    known = assessment(test)
    if known.unit != "m/s":
        raise RetrowalkError("this is no 10-metre walk", where=test)
    fastest_s = TEN_METRES_M / known.most
    if not math.isfinite(seconds) or not fastest_s <= seconds <= _SLOWEST_S:
        raise RetrowalkError(
            f"{seconds:g} s is no result of this test",
            where=test,
            remedy=f"give {fastest_s:.1f} to {_SLOWEST_S:g} s",
        )
    low, value, high = (
        TEN_METRES_M / (seconds + off) for off in (known.by_hand, 0.0, -known.by_hand)
    )
    return TestResult(test, day, Estimate(value, low, high, "m/s"), "stopwatch")


def by_hand(test: str, day: date, value: float, side: str | None = None) -> TestResult:
    """Return a result by stopwatch or by counting; for ten metres see `ten_metres_by_hand`.

    The interval is that of timing or counting by hand (design choice, `Assessment.by_hand`).

    Raises:
        RetrowalkError: no such test, a number that cannot be, or a side that is missing,
            unknown or too much.
    """
    known = assessment(test)
    if not math.isfinite(value) or not 0.0 <= value <= known.most:
        raise RetrowalkError(
            f"{value:g} {known.unit} is no result of this test",
            where=test,
            remedy=f"give 0 to {known.most:g} {known.unit}",
        )
    if value == 0.0 and test in {"3mbwt", "tug"}:
        raise RetrowalkError("a walk takes some time", where=test, remedy="give more than 0")
    if known.unit in {"stands", "stages"} and value != round(value):
        raise RetrowalkError(
            f"{value:g} {known.unit} cannot be counted", where=test, remedy="give a whole number"
        )
    if known.sides != (side is not None) or (side is not None and side not in _SIDES):
        raise RetrowalkError(
            "this test is done on each leg" if known.sides else "this test has no side",
            where=test,
            remedy="give --side left or --side right" if known.sides else "leave out --side",
        )
    if known.unit == "m/s":
        raise RetrowalkError(
            "this test is timed", where=test, remedy="use `ten_metres_by_hand` with seconds"
        )
    low, high = max(value - known.by_hand, 0.0), min(value + known.by_hand, known.most)
    return TestResult(test, day, Estimate(value, low, high, known.unit), "stopwatch", side)
