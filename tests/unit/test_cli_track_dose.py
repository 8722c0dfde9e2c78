"""What a walk did is said when it is asked for, in the table, in JSON and on the page."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.formats import write
from retrowalk.simulate import simulate


@pytest.fixture(scope="module")
def walk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dose") / "walk.csv"
    recording, _ = simulate("stand 2, forward 12, stand 3, backward 20, stand 2", seed=2)
    write(recording, path)
    return path


def _run(*words: str) -> str:
    result = CliRunner().invoke(app, ["track", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_dose_is_said_in_both_languages(walk_file: Path) -> None:
    who = ("--dose", "--mass", "80", "--height", "1.72", "--age", "65")
    english = _run(str(walk_file), *who)
    assert "kilocalories" in english
    assert "E-36" in english
    assert "Kilokalorien" in _run(str(walk_file), *who, "--lang", "de")


def test_without_asking_there_is_no_dose(walk_file: Path) -> None:
    assert "kilocalories" not in _run(str(walk_file))
    assert "dose" not in json.loads(_run(str(walk_file), "--json"))


def test_the_dose_is_in_json(walk_file: Path) -> None:
    whole = json.loads(_run(str(walk_file), "--dose", "--mass", "80", "--json"))
    kcal = whole["dose"]["backward"]["gross_kcal"]
    assert kcal["low"] <= kcal["value"] <= kcal["high"]
    assert kcal["sources"]


def test_practice_lowers_the_energy_of_walking_backward(walk_file: Path) -> None:
    def energy(word: str) -> float:
        text = _run(str(walk_file), "--dose", "--mass", "80", word, "--json")
        return float(json.loads(text)["dose"]["backward"]["gross_kcal"]["value"])

    assert energy("--practised") < energy("--no-practised")


def test_dated_walks_are_added_up_by_week(tmp_path: Path) -> None:
    walk, _ = simulate("stand 2, forward 12, stand 3, backward 20, stand 2", seed=2)
    files = []
    for day in (2, 4, 11):
        start = dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC)
        files.append(tmp_path / f"{day}.csv")
        write(replace(walk, start_utc=start), files[-1])
    told = _run(*map(str, files), "--dose", "--mass", "80")
    assert "2026-W45" in told
    assert "2026-W46" in told


def test_the_page_has_the_dose(walk_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "walk.html"
    _run(str(walk_file), "--dose", "--mass", "80", "--plot", str(page))
    assert "<h2>What it did</h2>" in page.read_text()
    _run(str(walk_file), "--plot", str(page))
    assert "What it did" not in page.read_text()
