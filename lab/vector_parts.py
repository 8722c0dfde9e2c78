"""What golden vectors of the coach are made of: short numbers, refusals, stored walks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.tracker.base import Walk
from retrowalk.tracker.contract import to_dict

Vector = dict[str, Any]
WalkData = dict[str, Any]

# far more than is compared, fewer than another processor may round otherwise
_DIGITS = 9
_START = "2026-11-25T08:30:00+00:00"


def short(value: Any) -> Any:
    """Return plain JSON with each float to nine digits that count."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: short(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [short(item) for item in value]
    return value


def vector(name: str, ask: str, given: dict[str, Any], answer: Callable[[], Any]) -> Vector:
    """Return one vector; what is refused is its sentence."""
    try:
        output = short(answer())
    except RetrowalkError as error:
        output = {"error": str(error)}
    return {"name": name, "input": {"ask": ask, **short(given)}, "output": output}


def stored(walk: Walk, start_utc: str | None = None) -> WalkData:
    """Return the JSON of a walk without its steps and seconds, which the coach does not read."""
    data = short(to_dict(walk))
    data["recording"]["start_utc"] = start_utc
    # another version of the tracker that says the same makes the same vector
    data["recording"]["tracker_version"] = "any"
    return {**data, "steps": [], "seconds": [], "warnings": []}


def made_up(*bouts: tuple[str, float, Estimate], start_utc: str | None = _START) -> WalkData:
    """Return a walk of bouts one after the other: direction, seconds, speed."""
    unknown = Estimate.unknown("1", "not asked").to_dict()
    at, items = 2.0, []
    for direction, lasts_s, speed in bouts:
        steps = round(lasts_s * 1.6)
        items.append(
            {
                "start_s": at,
                "end_s": at + lasts_s,
                "direction": direction,
                "probability": 0.9 if direction != "unknown" else 0.0,
                "steps": Estimate(steps, steps - 1, steps + 2, "steps").to_dict(),
                "cadence_spm": Estimate(96.0, 94.0, 98.0, "1/min").to_dict(),
                "speed_mps": speed.to_dict(),
                "distance_m": Estimate.unknown("m", "not asked").to_dict(),
                "contact": "unknown",
                "steadiness": {
                    "step_time_cv": unknown,
                    "step_time_asymmetry": unknown,
                    "harmonic_ratio": unknown,
                },
                "reason": None,
            }
        )
        at += lasts_s + 3.0
    totals = {
        "steps": Estimate.unknown("steps", "not asked").to_dict(),
        "duration_s": Estimate.unknown("s", "not asked").to_dict(),
        "distance_m": Estimate.unknown("m", "not asked").to_dict(),
    }
    return {
        "schema": 1,
        "recording": {
            "source": "",
            "device": "",
            "start_utc": start_utc,
            "duration_s": at,
            "rate_hz": 60.0,
            "placement": "pocket",
            "placement_source": "given",
            "gaps": [],
            "tracker_version": "any",
        },
        "knowledge": "known",
        "summary": dict.fromkeys(("backward", "forward", "sideways", "unknown"), totals),
        "bouts": items,
        "steps": [],
        "seconds": [],
        "warnings": [],
    }
