"""A bar that holds today may not break: the validation on a few people and clips, under a minute.

The list is written by ``python -m lab.validation --quick --hold tests/validation/holding.txt``;
bars that are reached for the first time are added by running it again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.mocap.clips import SHARED
from lab.validation.bars import Bar
from lab.validation.page import all_bars, grouped
from lab.validation.run import MEASURED, QUICK, SIMULATED, run

HOLDING = Path(__file__).with_name("holding.txt").read_text(encoding="utf-8").splitlines()


def broken(parts: tuple[str, ...]) -> list[str]:
    """Return the bars out of the list that were counted and are not reached."""
    results = run(QUICK, parts, workers=1)
    bars: dict[str, Bar] = {bar.name: bar for bar in all_bars(results, grouped(results))}
    counted = [bars[name] for name in HOLDING if name in bars]
    assert counted, "no bar of the list was counted"
    return [f"{bar.name}: {bar.figure} [{bar.asked}]" for bar in counted if bar.met is False]


def test_simulated_bars_that_hold_do_not_break() -> None:
    assert broken(SIMULATED) == []


@pytest.mark.shared_data
@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
)
def test_measured_bars_that_hold_do_not_break() -> None:
    assert broken(MEASURED) == []
