"""The walks that the app's contract is compared with are those of this tracker."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lab.web_walks import FOLDER, NAMES, walk_of


def _flat(value: Any, where: str = "walk") -> dict[str, Any]:
    """Return every leaf of a JSON value by its place."""
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = dict(enumerate(value)).items()
    else:
        return {where: value}
    return {k: v for key, part in parts for k, v in _flat(part, f"{where}.{key}").items()}


def _near(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-6)
    return bool(one == other)


@pytest.mark.parametrize("name", NAMES)
def test_walk_is_current(name: str) -> None:
    kept = _flat(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    made = _flat(walk_of(name))
    remedy = "write them again with `python -m lab.web_walks`"
    assert set(made) == set(kept), remedy
    assert not [key for key in made if not _near(made[key], kept[key])], remedy


def test_no_walk_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(NAMES)
