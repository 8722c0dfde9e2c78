"""Mutated files against all readers; `make test` has a few hundred of them.

`RETROWALK_SOAK_FILES` says how many, `RETROWALK_SOAK_GUIDED_S` how long atheris has for each binary
format.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lab.robustness import guides
from lab.robustness.__main__ import SEED
from lab.robustness.material import made
from lab.robustness.plan import Plan
from lab.robustness.run import run

FILES = int(os.environ.get("RETROWALK_SOAK_FILES", "20000"))
GUIDED_S = int(os.environ.get("RETROWALK_SOAK_GUIDED_S", "60"))


@pytest.mark.soak
def test_mutated_files(tmp_path: Path) -> None:
    plan = Plan(SEED, made(tmp_path / "samples"))
    found = run(plan, FILES, 2, tmp_path)
    assert sum(tally.files for tally in found.tallies.values()) == FILES
    assert not found.failures, [(one.number, one.result) for one in found.failures[:5]]


@pytest.mark.soak
def test_led_by_coverage(tmp_path: Path) -> None:
    if not guides.is_there():
        pytest.skip(guides.MISSING)
    for one in guides.runs(made(tmp_path / "samples"), GUIDED_S, tmp_path / "guided"):
        assert not one.failure, one.failure
        assert one.files > GUIDED_S, one
