"""Whatever is a measured number in the public API says its unit in its name."""

from __future__ import annotations

import dataclasses
import inspect
import re
import typing
from typing import Any

import pytest

import retrowalk

SUFFIX = re.compile(r"_(?:s|ms|hz|m|m2|mps|ms2|rads|deg|spm|bpm|kg|kcal|n|nm|hpa|ut|years|utc)$")
WITHOUT_UNIT = {
    ("Estimate", "value"): "in Estimate.unit",
    ("Estimate", "low"): "in Estimate.unit",
    ("Estimate", "high"): "in Estimate.unit",
    ("Channel", "values"): "in the name of the Recording's field",
    ("Mounting", "body_from_sensor"): "a rotation",
    ("Bout", "probability"): "a share",
    ("Second", "probability"): "a share",
    ("DirectionEvent", "probability"): "a share",
    ("Lap", "probability"): "a share",
    ("Calibration", "left"): "a direction",
    ("Calibration", "up"): "a direction",
    ("Calibration", "front_log_odds"): "log-odds",
    ("Calibration", "forward"): "moments without a unit",
    ("Calibration", "agreement"): "a cosine",
    ("Bout", "steps"): "a count",
    ("Course", "steps"): "a count",
    ("Course", "backward_steps"): "a count",
    ("Totals", "steps"): "a count",
    ("Steadiness", "step_time_cv"): "a ratio",
    ("Steadiness", "step_time_asymmetry"): "a ratio",
    ("Steadiness", "harmonic_ratio"): "a ratio",
    ("simulate", "looseness"): "a share",
}
MEASURED = re.compile(r"\b(float|float64|Estimate|Array|ndarray)\b")


def _numbers() -> list[tuple[str, str]]:
    """Return (owner, name) of every field, property and argument that is a number."""
    found = []
    for owner in retrowalk.__all__:
        thing: Any = getattr(retrowalk, owner)
        if inspect.isclass(thing):
            if dataclasses.is_dataclass(thing):
                found += [(owner, f.name) for f in dataclasses.fields(thing) if _measured(f.type)]
            found += [
                (owner, name)
                for name, member in vars(thing).items()
                if isinstance(member, property)
                and _measured(typing.get_type_hints(member.fget).get("return"))
            ]
        elif inspect.isfunction(thing):
            found += [
                (owner, name)
                for name, parameter in inspect.signature(thing).parameters.items()
                if _measured(parameter.annotation)
            ]
    return found


def _measured(annotation: object) -> bool:
    return bool(MEASURED.search(str(annotation))) and "tuple" not in str(annotation)


NUMBERS = _numbers()


@pytest.mark.parametrize(("owner", "name"), NUMBERS)
def test_a_measured_number_says_its_unit(owner: str, name: str) -> None:
    assert SUFFIX.search(name) or (owner, name) in WITHOUT_UNIT


def test_the_list_of_exceptions_is_not_longer_than_needed() -> None:
    assert set(WITHOUT_UNIT) <= set(NUMBERS)


def test_the_check_sees_the_api() -> None:
    assert {("Walk", "duration_s"), ("Recording", "rate_hz"), ("read", "rate_hz")} <= set(NUMBERS)
    assert not SUFFIX.search("distance")
