"""Files made to harm, given to every reader: refused in time and within memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.robustness.child import Replay
from lab.robustness.plan import Plan
from lab.robustness.pool import Pool
from lab.robustness.reading import GOOD, Outcome, Result
from tests.hostile_files import Hostile, all_hostile

from retrowalk.formats import READERS, SESSION_READERS

CASES = all_hostile()
FORMATS: tuple[str | None, ...] = (
    None,
    *(reader.name for reader in READERS),
    *(reader.name for reader in SESSION_READERS),
)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with Pool(Plan(0, ()), 1, tmp_path_factory.mktemp("pool")) as one:
        yield one


def by_label(case: Hostile) -> str:
    return case.label


@pytest.mark.parametrize("case", CASES, ids=by_label)
def test_no_reader_is_harmed(case: Hostile, pool: Pool, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    results: dict[str | None, Result] = {}
    for order, result in pool.results(Replay(path, format) for format in FORMATS):
        assert isinstance(order, Replay)
        results[order.format] = result
    failed = {name: one for name, one in results.items() if one.outcome not in GOOD}
    assert not failed, "\n".join(f"{name}: {one}" for name, one in failed.items())
    assert not [name for name, one in results.items() if one.outcome is Outcome.READ]
    assert not [one for one in results.values() if case.never in one.detail]
