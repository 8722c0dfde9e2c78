"""`retrowalk attention`: the tasks, and what one cost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.walks import bout, estimate, told_walk
from typer.testing import CliRunner, Result

from retrowalk.cli import app
from retrowalk.coach.attention.tasks import TASKS
from retrowalk.tracker.base import Direction
from retrowalk.tracker.contract import to_dict


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["attention", *words])


def _file(path: Path, *cadences_spm: float) -> str:
    bouts = tuple(
        replace(
            bout(40.0 * k, 40.0 * k + 30, Direction.BACKWARD, steps=45),
            cadence_spm=estimate(cadence, "1/min", 0.02),
        )
        for k, cadence in enumerate(cadences_spm)
    )
    path.write_text(json.dumps(to_dict(replace(told_walk(), bouts=bouts))), encoding="utf-8")
    return str(path)


def test_the_list_says_each_task_and_what_is_known_of_the_brain() -> None:
    told = run("list", "--lang", "de").stdout
    assert all(one.id in told and one.say.de in told for one in TASKS.values())
    assert "nicht bestätigt" in told
    assert {row["grade"] for row in json.loads(run("list", "--json").stdout)} == {
        "light",
        "medium",
        "heavy",
    }


def test_the_cost_has_an_interval_and_a_sentence(tmp_path: Path) -> None:
    plain = _file(tmp_path / "plain.json", 90, 92, 91)
    task = _file(tmp_path / "task.json", 80, 83, 81)
    told = run("cost", plain, task, "--lang", "de").stdout
    assert "langsamere Schritte" in told
    assert "Schritte je Minute: −9,7 (−11,1 … −8,2)" in told
    data = json.loads(run("cost", plain, task, "--json").stdout)
    assert data["pairs"] == 3
    assert data["cadence_spm"]["high"] < 0


def test_walks_that_cannot_be_compared_say_why(tmp_path: Path) -> None:
    plain = _file(tmp_path / "plain.json", 90)
    told = run("cost", plain, plain, "--direction", "forward", "--lang", "de").stdout
    assert "in beiden Gängen muss es vorwärts gehen" in told


def test_bad_use_is_one_sentence(tmp_path: Path) -> None:
    plain = _file(tmp_path / "plain.json", 90)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    for words in (
        ("cost", plain),
        ("cost", plain, str(tmp_path / "broken.json")),
        ("cost", plain, str(tmp_path / "none.json")),
        ("cost", plain, plain, "--direction", "still"),
        ("list", plain),
    ):
        result = run(*words)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
