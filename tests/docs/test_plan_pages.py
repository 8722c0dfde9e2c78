"""docs/images/plan-*.png are what the example plan looks like today.

Text is drawn alike everywhere, since the fonts come with the libraries; only a hair of grey may
differ between processors.
"""

from __future__ import annotations

import numpy as np
import pytest
from lab.plan_pages import IMAGES, chosen, example
from PIL import Image

from retrowalk.coach.contract import read_history
from retrowalk.language import Language

REMEDY = "run `make pictures` and commit docs/images"


@pytest.mark.parametrize("language", Language)
def test_the_pages_are_current(language: Language) -> None:
    with Image.open(IMAGES / f"plan-{language.value}.png") as kept:
        before = np.asarray(kept.convert("L"), dtype=float)
    now = np.asarray(chosen(language).convert("L"), dtype=float)
    assert before.shape == now.shape, REMEDY
    assert float(np.abs(before - now).mean()) < 2.0, REMEDY


def test_the_example_is_the_file_beside_them() -> None:
    assert read_history(IMAGES / "plan-example.json") == example(), REMEDY


def test_the_pages_are_small() -> None:
    assert sum(path.stat().st_size for path in IMAGES.glob("plan-*.png")) < 400_000
