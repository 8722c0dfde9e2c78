"""The JSON file of a plan: it comes back as it went, and a bad one is one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.coach_plans import logs, plan, results

from retrowalk.coach.contract import History, from_dict, read_history, to_dict, to_json
from retrowalk.errors import RetrowalkError

WHOLE = History(plan(), logs(), results())


def test_a_plan_with_log_and_results_comes_back() -> None:
    assert from_dict(json.loads(to_json(WHOLE))) == WHOLE


def test_an_export_of_the_whole_store_holds_it() -> None:
    assert from_dict({"version": 1, "plan": [], "history": to_dict(WHOLE)}) == WHOLE


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return the file with one value changed, or taken out where it is `...`."""
    data = json.loads(to_json(WHOLE))
    *way, last = path.split("/")
    at = data
    for part in way:
        at = at[int(part) if part.isdigit() else part]
    if value is ...:
        del at[last]
    else:
        at[int(last) if last.isdigit() else last] = value
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("version", 2, "version 2, this Retrowalk reads up to 1 (update Retrowalk)"),
        ("version", "1", "does not say its version"),
        ("kind", "walk", "no plan of Retrowalk"),
        ("plan", ..., "'plan' is missing"),
        ("plan/goal", "world peace", "'world peace' is not a valid Goal"),
        ("plan/weeks/0/sessions", None, "no plan"),
        ("plan/weeks/0/sessions/0/blocks/0/kind", "swim", "kind 'swim'"),
        ("plan/weeks/0/sessions/0/blocks/0/bout_s", -60, "bouts of -60 s"),
        ("plan/start", "soon", "no plan"),
        ("logs/0/pain_during", 11, "pain during is 11"),
        ("logs/0/backward_s", -1, "backward s is -1"),
        ("logs/0/steadiness_cv", {}, "'value' is missing"),
        ("results/0/by", "guess", "by 'guess'"),
        ("results/0/value/low", 99, "does not hold the value"),
    ],
)
def test_a_bad_file_is_one_sentence(path: str, value: Any, says: str) -> None:
    with pytest.raises(RetrowalkError) as told:
        from_dict(changed(path, value), "plan.json")
    assert says in str(told.value)
    assert str(told.value).startswith("plan.json: ")


def test_files_that_are_no_json_or_not_there(tmp_path: Path) -> None:
    cut = tmp_path / "cut.json"
    cut.write_text(to_json(WHOLE)[:500], encoding="utf-8")
    with pytest.raises(RetrowalkError, match="not JSON"):
        read_history(cut)
    cut.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RetrowalkError, match="not JSON"):
        read_history(cut)
    with pytest.raises(RetrowalkError, match="cannot be read"):
        read_history(tmp_path / "none.json")
    with pytest.raises(RetrowalkError, match="no plan"):
        from_dict([1, 2])


def test_every_truncation_is_refused_or_whole(tmp_path: Path) -> None:
    text = to_json(WHOLE)
    for share in range(1, 20):
        path = tmp_path / "cut.json"
        path.write_text(text[: len(text) * share // 20], encoding="utf-8")
        with pytest.raises(RetrowalkError):
            read_history(path)


def test_the_form_says_kind_and_version() -> None:
    assert list(to_dict(WHOLE)) == ["kind", "version", "plan", "logs", "results"]
