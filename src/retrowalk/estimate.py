"""A measured or derived quantity with its uncertainty.

No public function of Retrowalk returns a bare float for a quantity that was
measured or modelled. It returns an `Estimate`: a value with its 95 % interval
and unit, or no value and the reason in plain words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Estimate:
    """A quantity, its 95 % interval and its unit; or the reason why there is none.

    Attributes:
        value: best estimate in `unit`; None when unknown.
        low: lower end of the 95 % interval; None when no interval is known.
        high: upper end of the 95 % interval; None when no interval is known.
        unit: SI or field unit, e.g. ``"m"``, ``"steps"``, ``"1/min"``; ``"1"`` for a ratio.
        reason: why the value is missing, or what the reader must know about it.
        sources: ids of the evidence rows the value rests on.

    Raises:
        ValueError: a value that is not finite, an interval that does not hold the
            value, or a missing value without a reason.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    reason: str | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number is not None and not math.isfinite(number):
                raise ValueError(f"Estimate.{name} is {number}; a finite number or None is needed")
        if self.value is None:
            if not self.reason:
                raise ValueError("an Estimate without a value needs the reason why")
            if self.low is not None or self.high is not None:
                raise ValueError("an Estimate without a value cannot have an interval")
            return
        if (self.low is None) != (self.high is None):
            raise ValueError("an Estimate has both ends of its interval or neither")
        if (
            self.low is not None
            and self.high is not None
            and not self.low <= self.value <= self.high
        ):
            raise ValueError(
                f"the interval [{self.low}, {self.high}] does not hold the value {self.value}"
            )

    @classmethod
    def unknown(cls, unit: str, reason: str) -> Estimate:
        """Return an estimate that says why there is no value."""
        return cls(None, None, None, unit, reason)

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    def scaled(self, factor: float, unit: str) -> Estimate:
        """Return value and interval times a positive constant, in another unit."""
        if factor <= 0:
            raise ValueError("factor must be positive")

        def times(number: float | None) -> float | None:
            return None if number is None else number * factor

        return Estimate(
            times(self.value), times(self.low), times(self.high), unit, self.reason, self.sources
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form ``{"value", "low", "high", "unit", "reason", "sources"}``."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "reason": self.reason,
            "sources": list(self.sources),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Estimate:
        """Read the JSON form; KeyError names a missing key."""
        return cls(
            data["value"],
            data["low"],
            data["high"],
            data["unit"],
            data["reason"],
            tuple(data.get("sources", ())),
        )
