"""Two answers to one vector, side by side: labels and counts equal, numbers nearly so.

The sign of an axis of swing is free: an eigenvector has none. So the axis of each half second is
turned to the side of the expected one first, and its moments and its `front` with it. Where the
mounting is unknown the sign of `belief.front` hangs on such an axis, and only its size counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeGuard

from retrowalk.tracker.base import Knowledge
from retrowalk.tracker.moments import FLIP_FREE

# absolute for numbers below one, relative above
TOLERANCE = 1e-6


def differences(
    expected: Any, given: Any, knowledge: Knowledge, tolerance: float = TOLERANCE
) -> list[str]:
    """Compare two answers.

    Args:
        expected: the answer to be given.
        given: another answer to the same vector.
        knowledge: what the vector tells of the mounting.
        tolerance: of numbers: absolute below one, relative above.

    Returns:
        One line for each difference, with its place.
    """
    return list(_differing("", expected, _aligned(expected, given, knowledge), tolerance))


def _aligned(expected: Any, given: Any, knowledge: Knowledge) -> Any:
    """Return the given answer with free signs as in the expected one."""
    if not isinstance(given, dict) or not isinstance(given.get("hops"), list):
        return given
    hops = [
        _aligned_hop(one, hop, knowledge)
        for one, hop in zip(expected["hops"], given["hops"], strict=False)
    ]
    return {**given, "hops": [*hops, *given["hops"][len(hops) :]]}


def _aligned_hop(expected: Any, given: Any, knowledge: Knowledge) -> Any:
    if not isinstance(given, dict):
        return given
    window, belief = given.get("window"), given.get("belief")
    if expected["window"] is not None and isinstance(window, dict):
        swing, wanted = window.get("swing"), expected["window"]["swing"]
        if _numbers(swing, 3) and wanted is not None and _product(swing, wanted) < 0:
            given = {**given, "window": _turned(window), "front": _minus(given.get("front"))}
    if knowledge is Knowledge.UNKNOWN and isinstance(belief, dict):
        front = belief.get("front")
        if _number(front) and front * expected["belief"]["front"] < 0:
            given = {**given, "belief": {**belief, "front": -front}}
    return given


def _turned(window: dict[str, Any]) -> dict[str, Any]:
    odd, front = window.get("odd"), window.get("front")
    turned = {**window, "swing": _minus(window["swing"]), "front": _minus(front)}
    if _numbers(odd, len(FLIP_FREE)):
        turned["odd"] = [
            value if keeps else -value for value, keeps in zip(odd, FLIP_FREE, strict=True)
        ]
    return turned


def _minus(value: Any) -> Any:
    if isinstance(value, list):
        return [_minus(item) for item in value]
    return -value if _number(value) else value


def _number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(value: Any, count: int) -> TypeGuard[list[float]]:
    return isinstance(value, list) and len(value) == count and all(map(_number, value))


def _product(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _differing(place: str, expected: Any, given: Any, tolerance: float) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(given, dict):
        for key, value in expected.items():
            inside = f"{place}.{key}" if place else key
            if key in given:
                yield from _differing(inside, value, given[key], tolerance)
            else:
                yield f"{inside} is missing"
        for key in given:
            if key not in expected:
                yield f"{place}.{key} is not expected" if place else f"{key} is not expected"
    elif isinstance(expected, list) and isinstance(given, list):
        if len(expected) != len(given):
            yield f"{place} has {len(given)}, expected {len(expected)}"
        for at, (one, other) in enumerate(zip(expected, given, strict=False)):
            yield from _differing(f"{place}[{at}{_when(one)}]", one, other, tolerance)
    elif _number(expected) and _number(given):
        # also wrong where it is no finite number at all
        whole = isinstance(expected, int)
        close = abs(given - expected) <= tolerance * max(1.0, abs(expected))
        if not (given == expected if whole else close):
            yield f"{place} is {given:.9g}, expected {expected:.9g}"
    elif expected != given or isinstance(expected, bool) != isinstance(given, bool):
        yield f"{place} is {_said(given)}, expected {_said(expected)}"


def _when(item: Any) -> str:
    """Return the time of an item for people who look for it."""
    if not isinstance(item, dict):
        return ""
    at_s = item.get("time_s", item.get("start_s"))
    return "" if at_s is None else f" at {at_s:.2f} s"


def _said(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return "an object" if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
