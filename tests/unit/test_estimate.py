"""An Estimate is a value with its interval, or the reason why not."""

from __future__ import annotations

import math

import pytest

from retrowalk.estimate import Estimate


def test_round_trip() -> None:
    one = Estimate(5.0, 4.0, 6.0, "m", sources=("a",))
    assert Estimate.from_dict(one.to_dict()) == one
    assert one.known
    unknown = Estimate.unknown("m", "no height given")
    assert Estimate.from_dict(unknown.to_dict()) == unknown
    assert not unknown.known


@pytest.mark.parametrize(
    ("value", "low", "high", "reason", "says"),
    [
        (math.nan, None, None, None, "finite"),
        (1.0, math.inf, 2.0, None, "finite"),
        (None, None, None, None, "reason"),
        (None, 1.0, 2.0, "why", "interval"),
        (1.0, 0.0, None, None, "both ends"),
        (3.0, 1.0, 2.0, None, "does not hold"),
    ],
)
def test_impossible_ones_are_refused(
    value: float | None, low: float | None, high: float | None, reason: str | None, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Estimate(value, low, high, "m", reason)


def test_scaling_keeps_the_interval() -> None:
    assert Estimate(5.0, 4.0, 6.0, "m").scaled(100, "cm") == Estimate(500.0, 400.0, 600.0, "cm")
    assert Estimate.unknown("m", "why").scaled(100, "cm").reason == "why"
    with pytest.raises(ValueError, match="positive"):
        Estimate(5.0, 4.0, 6.0, "m").scaled(-1, "m")
