"""A bar that holds today may not break: the validation on a few people and clips, under a minute.

The list is written by ``python -m lab.validation --quick --hold tests/validation/holding.txt``;
bars that are reached for the first time are added by running it again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from lab.mocap.clips import SHARED
from lab.validation.bars import Bar
from lab.validation.page import all_bars, grouped
from lab.validation.run import MEASURED, QUICK, SIMULATED, Results, jobs
from tests.kept_jobs import kept, kept_in

HOLDING = Path(__file__).with_name("holding.txt").read_text(encoding="utf-8").splitlines()


BarsOf = Callable[[tuple[str, ...]], dict[str, Bar]]


@pytest.fixture(scope="module")
def bars_of(tmp_path_factory: pytest.TempPathFactory) -> BarsOf:
    """Run some parts in this process and return their bars by name."""
    folder = kept_in(tmp_path_factory)

    @cache
    def of(parts: tuple[str, ...]) -> dict[str, Bar]:
        results = Results(QUICK)
        for part, job in jobs(QUICK, parts):
            if part in SIMULATED and part in parts:
                assert isinstance(job, partial)
                results.merge(part, kept(folder, f"{part} {job.args[0]}", job))
            elif part in parts:
                results.merge(part, job())
        return {bar.name: bar for bar in all_bars(results, grouped(results))}

    return of


def broken(bars: dict[str, Bar]) -> list[str]:
    """Return the bars out of the list that were asked and are not reached any more."""
    # a bar of a part that was not run counts nothing
    named = [bars[name] for name in HOLDING if name in bars]
    asked = [bar for bar in named if not bar.figure.startswith("0/0")]
    assert asked, "no bar of the list was asked"
    return [f"{bar.name}: {bar.figure} [{bar.asked}]" for bar in asked if bar.met is not True]


def test_simulated_bars_that_hold_do_not_break(bars_of: BarsOf) -> None:
    assert broken(bars_of(SIMULATED)) == []


@pytest.mark.shared_data
@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
)
def test_measured_bars_that_hold_do_not_break_and_none_is_left_out(bars_of: BarsOf) -> None:
    measured = bars_of(MEASURED)
    assert broken(measured) == []
    assert set(HOLDING) <= {*measured, *bars_of(SIMULATED)}
