"""docs/exercises.md and its pictures are what `python -m lab.exercise_docs` makes today."""

from __future__ import annotations

import re

import pytest
from lab.exercise_docs import PICTURES, page, pictures
from tests.docs.pages import page_text

NUMBER = re.compile(r"-?\d*\.?\d+")
HAIR = 0.51
REMEDY = "run `make pictures` and commit docs"
MADE = pictures()


def test_the_page_is_current() -> None:
    assert page_text("exercises.md") == page(), REMEDY


def test_all_pictures_are_there_and_no_other() -> None:
    assert {path.name for path in PICTURES.iterdir()} == set(MADE), REMEDY
    assert len(MADE) == 17 * 4


@pytest.mark.parametrize("name", sorted(MADE))
def test_each_picture_is_current(name: str) -> None:
    kept = (PICTURES / name).read_text(encoding="utf-8")
    assert NUMBER.sub("#", kept) == NUMBER.sub("#", MADE[name]), REMEDY
    pairs = zip(NUMBER.findall(kept), NUMBER.findall(MADE[name]), strict=True)
    assert max(abs(float(a) - float(b)) for a, b in pairs) < HAIR, REMEDY


def test_pictures_together_are_moderate() -> None:
    assert sum(len(text.encode()) for text in MADE.values()) < 1_500_000


def test_every_picture_is_on_the_page() -> None:
    text = page_text("exercises.md")
    assert all(name in text for name in MADE)
