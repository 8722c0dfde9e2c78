"""`retrowalk exercise`: list, show, pictures, and no for what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.coach.base import Exercise
from retrowalk.coach.exercises import exercises


def _run(*words: str) -> str:
    result = CliRunner().invoke(app, ["exercise", *words])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_list_names_all() -> None:
    lines = _run("list", "--lang", "de").splitlines()
    assert len(lines) == 17
    for line, found in zip(lines, exercises(), strict=True):
        assert found.id in line
        assert found.name.de in line


def test_the_list_as_json_is_complete() -> None:
    data = json.loads(_run("list", "--json", "--lang", "de"))
    assert [row["number"] for row in data] == list(range(1, 18))
    assert data[16]["name"] == "Rückwärtsgehen am Geländer"
    assert all(form["total_s"] <= 180 for row in data for form in row["forms"].values())


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_each_can_be_shown(found: Exercise) -> None:
    number = str(found.number)
    text = _run("show", number, "--level", "harder")
    for head in (
        "Set-up",
        "Steps",
        "How much",
        "Breathing",
        "Take care",
        "When to stop",
        "Sources",
    ):
        assert f"\n{head}\n" in text


def test_show_speaks_german_and_writes_pictures(tmp_path: Path) -> None:
    moving, still = tmp_path / "new" / "m.svg", tmp_path / "s.svg"
    words = ("show", "heel-raise", "--level", "easier", "--lang", "de")
    text = _run(*words, "--svg", str(moving), "--still", str(still))
    assert text.startswith("12  Fersen heben (leichtere Form)")
    assert "<animate" in moving.read_text(encoding="utf-8")
    assert "<animate" not in still.read_text(encoding="utf-8")
    assert "Fersen heben" in still.read_text(encoding="utf-8")


def test_show_as_json_is_one(tmp_path: Path) -> None:
    assert json.loads(_run("show", "17", "--json"))["id"] == "backward-walk-rail"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "say which exercise"),
        (("show", "heel-rise"), "did you mean 'heel-raise'?"),
        (("list", "heel-raise"), "a list takes neither"),
        (("show", "1", "--svg", "x.png"), "'.png' is not a kind of picture"),
        (("show", "1", "--still", "/proc/none/x.svg"), "cannot be written"),
    ],
)
def test_wrong_words_are_one_sentence(words: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(app, ["exercise", *words])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
