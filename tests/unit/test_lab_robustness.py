"""A fixed sample of mutated files against all readers; and that the measuring can fail."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
from lab.robustness import page
from lab.robustness.__main__ import PACKAGES
from lab.robustness.material import Material, made
from lab.robustness.mutate import mutant
from lab.robustness.plan import Plan
from lab.robustness.reading import Outcome, Result, faults, tried
from lab.robustness.run import run
from lab.robustness.tally import Tally, machine

from retrowalk.errors import RetrowalkError

SEED = 2026
FILES = int(os.environ.get("RETROWALK_MUTATED_FILES", "500"))


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> tuple[Material, ...]:
    return made(tmp_path_factory.mktemp("samples"))


def test_mutated_files_are_read_or_refused(materials: tuple[Material, ...], tmp_path: Path) -> None:
    found = run(Plan(SEED, materials), FILES, 1, tmp_path)
    assert not found.failures, [(one.number, one.mutant.how, one.result) for one in found.failures]
    counts = [tally.counts for tally in found.tallies.values()]
    assert sum(sum(one.values()) for one in counts) == FILES
    assert sum(one[Outcome.READ] for one in counts) > FILES / 50
    assert all(one[Outcome.REFUSED] for one in counts)


def test_the_same_seed_makes_the_same_files(materials: tuple[Material, ...]) -> None:
    plan = Plan(SEED, materials)
    for number in range(60):
        material, others, _ = plan.at(number)
        one, two = (mutant(material, others, SEED, number) for _ in range(2))
        assert one == two
    differing = {mutant(materials[0], materials[:1], SEED, n).content for n in range(20)}
    assert len(differing) > 15


def test_every_sample_gets_its_turn_with_and_without_its_format(
    materials: tuple[Material, ...],
) -> None:
    plan = Plan(SEED, materials)
    seen = {(plan.at(i)[0].label, plan.at(i)[2]) for i in range(len(materials) ** 2 * 4)}
    assert len(seen) == 2 * len(materials)


@pytest.mark.parametrize(
    ("error", "lacks"),
    [
        (RetrowalkError("the cell is odd", where="a.csv, line 3", remedy="mend it"), ""),
        (RetrowalkError("the cell is odd", where="a.csv, line 3"), "no remedy"),
        (RetrowalkError("odd", where="a.csv", remedy="mend it"), "no place"),
        (RetrowalkError("odd", where="line 3", remedy="mend it"), "name the file"),
        (RetrowalkError("odd " * 200, where="a.csv, line 3", remedy="mend it"), "characters"),
        (RetrowalkError("", where="a.csv, line 3", remedy="mend it"), "says nothing"),
    ],
)
def test_what_a_refusal_lacks(error: RetrowalkError, lacks: str) -> None:
    told = "; ".join(faults(error, Path("a.csv")))
    assert lacks in told if lacks else not told


def _crashes(path: Path, format: str | None) -> None:
    raise IndexError("list index out of range")


def _fills(path: Path, format: str | None) -> None:
    raise MemoryError


@pytest.mark.parametrize(
    ("reads", "outcome"), [(_crashes, Outcome.CRASH), (_fills, Outcome.MEMORY)]
)
def test_what_escapes_is_told(
    reads: object, outcome: Outcome, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("lab.robustness.reading.read_as", reads)
    assert tried(tmp_path, None).outcome is outcome


def _stuck(path: Path, format: str | None) -> None:
    start_s = time.process_time()
    while time.process_time() - start_s < 20.0:
        pass


def _greedy(path: Path, format: str | None) -> None:
    np.ones(50_000_000).sum()


def _dying(path: Path, format: str | None) -> None:
    os._exit(11)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children that inherit a reader that misbehaves."""
    import multiprocessing

    monkeypatch.setattr("lab.robustness.pool._SPAWN", multiprocessing.get_context("fork"))


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(
    ("reads", "outcome"),
    [(_stuck, Outcome.HANG), (_greedy, Outcome.MEMORY), (_dying, Outcome.CRASH)],
)
def test_what_only_a_process_can_find(
    reads: object,
    outcome: Outcome,
    forked: None,
    materials: tuple[Material, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("lab.robustness.reading.read_as", reads)
    monkeypatch.setattr("lab.robustness.child._warm", lambda plan, folder: 10**9)
    if outcome is Outcome.MEMORY:
        monkeypatch.setattr("lab.robustness.child._warm", lambda plan, folder: 150 * 10**6)
    found = run(Plan(SEED, materials[:1]), 1, 1, tmp_path)
    assert [one.result.outcome for one in found.failures] == [outcome]
    (about,) = (tmp_path / "failures").glob(f"*-{outcome}/about.txt")
    assert "--replay" in about.read_text(encoding="utf-8")


def test_the_page_counts_failures() -> None:
    tally = Tally(2)
    for result in (Result(Outcome.READ, cpu_s=0.5), Result(Outcome.HANG), Result(Outcome.CRASH)):
        tally.add(result)
    text = page.page(page.About("x", machine(PACKAGES), 60.0), {"fit": tally}, [], 420)
    assert "| fit | 2 | 3 | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0.50 | 0 |" in text
    assert tally.failures == 2
