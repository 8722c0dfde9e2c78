"""The golden vectors of the coach are those that the package answers now."""

from __future__ import annotations

import json

import pytest

from lab.coach_vectors import FOLDER, files

MADE = files()


@pytest.mark.parametrize("name", sorted(MADE))
def test_vectors_are_current(name: str) -> None:
    path = FOLDER / name
    assert path.exists(), "run: python -m lab.coach_vectors"
    assert path.read_text(encoding="utf-8") == MADE[name], "run: python -m lab.coach_vectors"


def test_no_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == set(MADE)


@pytest.mark.parametrize("name", sorted(MADE))
def test_names_are_different(name: str) -> None:
    names = [vector["name"] for vector in json.loads(MADE[name])]
    assert len(names) == len(set(names))
