"""`retrowalk simulate`: files written, bad input in one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from retrowalk.cli.common import Commands
from retrowalk.cli.simulate import simulate
from retrowalk.formats import read
from retrowalk.simulate import Truth

HEADER = "time_s,acc_x_ms2,acc_y_ms2,acc_z_ms2,gyr_x_rads,gyr_y_rads,gyr_z_rads"


@pytest.fixture(name="app")
def _app() -> typer.Typer:
    app = typer.Typer(cls=Commands)
    app.command()(simulate)

    @app.callback()
    def root() -> None:
        """Stand in for the whole command line."""

    return app


def test_writes_the_native_columns_and_the_truth(app: typer.Typer, tmp_path: Path) -> None:
    out, truth = tmp_path / "walk.csv", tmp_path / "truth.json"
    words = ["simulate", str(out), "--plan", "forward 6, backward 6 @0.5", "--seed", "1"]
    words += ["--placement", "ankle", "--height", "1.6", "--sensor", "browser"]
    words += ["--mounting", "random", "--rate", "50", "--truth", str(truth)]
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 0, answer.output
    assert out.read_text().splitlines()[0] == HEADER
    recording = read(out)
    assert recording.rate_hz == pytest.approx(50.0, rel=0.05)
    assert recording.duration_s == pytest.approx(12.0, abs=0.05)
    known = Truth.from_json(truth.read_text())
    assert known.placement.value == "ankle"
    assert [s.gait for s in known.segments] == ["forward", "backward"]
    assert np.median(np.linalg.norm(recording.acceleration_ms2, axis=1)) > 8.0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--plan", "forward 5, hop 3"], "item 2 'hop 3'"),
        (["--sensor", "radar"], "no sensor 'radar'"),
        (["--rate", "500"], "the rate is 500 Hz"),
        (["--height", "9"], "height_m is 9"),
        (["--mounting", "odd"], "'odd' is unknown"),
    ],
)
def test_bad_input_is_one_sentence(
    app: typer.Typer, tmp_path: Path, words: list[str], told: str
) -> None:
    answer = CliRunner().invoke(app, ["simulate", str(tmp_path / "o.csv"), *words])
    assert answer.exit_code == 2
    assert told in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_missing_folder_is_named(app: typer.Typer, tmp_path: Path) -> None:
    out = tmp_path / "none" / "o.csv"
    answer = CliRunner().invoke(app, ["simulate", str(out), "--plan", "stand 2"])
    assert answer.exit_code == 2
    assert str(out) in answer.stderr
