"""The golden vectors of the coach are those that the package answers now."""

from __future__ import annotations

import json

import pytest
from lab.coach_vectors import FOLDER, files

from retrowalk.coach.plan import RULES as PLAN_RULES
from retrowalk.coach.screening import RULES as SCREENING_RULES

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


def test_every_rule_has_its_say() -> None:
    outputs = [v["output"] for name in ("plan", "today") for v in json.loads(MADE[f"{name}.json"])]
    told = {line.split()[-1] for output in outputs for line in output.get("decisions", ())}
    for output in outputs:
        session = output.get("next") or output.get("session") or {"reasons": ()}
        told |= {reason["rule"] for reason in session["reasons"]}
    assert {rule.id for rule in PLAN_RULES} <= told
    fired = {
        reason["rule"]
        for vector in json.loads(MADE["screening.json"])
        for reason in vector["output"].get("screening", {"fired": ()})["fired"]
    }
    assert {rule.id for rule in SCREENING_RULES} <= fired
