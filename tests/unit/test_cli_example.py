"""`retrowalk example`: from nothing to a table and pictures, with the right answer."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.tracker.base import Direction
from retrowalk.tracker.contract import from_dict


def test_the_example_goes_forward_backward_forward(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["example", str(tmp_path / "out")])
    assert result.exit_code == 0, result.stderr
    assert "simulated" in result.stdout
    walk = from_dict(json.loads((tmp_path / "out" / "example.json").read_text()))
    assert [bout.direction for bout in walk.bouts] == [
        Direction.FORWARD,
        Direction.BACKWARD,
        Direction.FORWARD,
    ]
    for name in ("example.csv", "example.svg", "example.html"):
        assert (tmp_path / "out" / name).stat().st_size > 0
    assert str(tmp_path / "out" / "example.svg") in result.stdout


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(app, ["example", str(tmp_path / "file" / "out")])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
