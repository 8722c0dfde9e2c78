"""`retrowalk dataset` and `make validate DATA=`: exit codes, one line each, right counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.validation.dataset import calibration_of, score
from lab.validation.dataset_page import page
from tests.datasets import folder_at
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.dataset import Label, Measurement, Piece, Timing, open_source
from retrowalk.dataset.check import measurements
from retrowalk.formats import write
from retrowalk.recording import Placement
from retrowalk.simulate import simulate

PLAN = "stand 3, forward 24, stand 3, backward 20, stand 3, left 8, stand 3"


def _run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["dataset", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_check_says_every_problem_and_ends_with_two(tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "walks")
    code, out, _ = _run("check", folder)
    assert (code, out.splitlines()[-1]) == (0, f"{folder}: no problems in 3 recordings of 2 people")
    (folder / "README.md").unlink()
    (folder / "sub-anna" / "sub-anna_scans.tsv").unlink()
    code, out, err = _run("check", folder)
    assert code == 2
    assert len(out.splitlines()) == 2
    assert "2 problems" in err
    code, out, err = _run("pack", folder, "-o", tmp_path / "a.zip")
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_pack_says_what_it_left_out(tmp_path: Path) -> None:
    code, out, _ = _run("pack", folder_at(tmp_path / "walks"), "-o", tmp_path / "a.zip")
    assert code == 0
    assert "3 recordings, 2 people" in out
    assert "dates: shifted" in out
    assert "device: Pixel 9" in out
    assert _run("check", tmp_path / "a.zip")[0] == 0


def _simulated(tmp_path: Path) -> Path:
    recording, truth = simulate(PLAN, placement="pocket", seed=4, mounting="random")
    write(recording, tmp_path / "walk.csv")
    (tmp_path / "truth.json").write_text(truth.to_json())
    words = ("--labels", tmp_path / "truth.json", "--person", "a1", "--consent", "simulated")
    code, _, err = _run("import", tmp_path / "walk.csv", *words, "-o", tmp_path / "one")
    assert code == 0, err
    return tmp_path / "one"


def test_import_makes_a_folder_that_is_sound_and_never_writes_over_one(tmp_path: Path) -> None:
    folder = _simulated(tmp_path)
    assert _run("check", folder)[0] == 0
    (one,) = measurements(open_source(folder))
    assert one.timing is Timing.SIMULATED
    assert [p.label for p in one.pieces][:2] == [Label.STAND, Label.FORWARD]
    code, _, err = _run("import", folder, "-o", folder)
    assert code == 2
    assert "name a new folder" in err
    code, out, _ = _run("import", folder, folder, "-o", tmp_path / "two")
    assert (code, out.strip().endswith("1 recordings, 1 people; 1 were there before")) == (0, True)


@pytest.mark.parametrize("missing", ["--person", "--consent"])
def test_labels_need_to_say_whose_they_are(missing: str, tmp_path: Path) -> None:
    recording, truth = simulate("forward 6", seed=4)
    write(recording, tmp_path / "walk.csv")
    (tmp_path / "truth.json").write_text(truth.to_json())
    labels = str(tmp_path / "truth.json")
    words = {"--labels": labels, "--person": "a1", "--consent": "simulated"}
    given = [word for pair in words.items() if pair[0] != missing for word in pair]
    code, _, err = _run("import", tmp_path / "walk.csv", *given, "-o", tmp_path / "one")
    assert code == 2
    assert "give --person and --consent" in err


def test_a_folder_is_scored_with_intervals_and_without_its_calibration(tmp_path: Path) -> None:
    scores = score(_simulated(tmp_path))
    ledger = scores.ledger
    assert scores.recordings == {"simulated": 1}
    calibrated = ledger.score(knowledge="calibrated", group="forward", unit="5 s")
    assert calibrated.total == 2, "24 s less 14 s of calibration"
    backward = ledger.score(knowledge="calibrated", group="backward", unit="5 s")
    assert (backward.right, backward.total) == (4, 4)
    assert not ledger.values("knowledge", knowledge="known"), "no axes are named"
    text = page(scores, "walks")
    assert "4/4 (100.0 %, 51.0-100.0)" in text
    assert "## Simulated" in text
    assert "## Measured" not in text
    assert "say nothing about people" in text


def test_an_answer_that_is_wrong_is_listed(tmp_path: Path) -> None:
    folder = _simulated(tmp_path)
    events = next(folder.rglob("*_events.tsv"))
    events.write_text(events.read_text().replace("backward", "forward"))
    text = page(score(folder), "walks")
    assert text.count("forward, told backward") >= 4


def test_spoken_labels_are_scored_without_their_late_start() -> None:
    recording, _ = simulate("stand 2, forward 20, stand 2", seed=4)
    pieces = (Piece(Label.FORWARD, 2.0, 9.0), Piece(Label.FORWARD, 9.0, 22.0))
    one = Measurement("a", recording, pieces, Placement.POCKET, Timing.SPOKEN)
    assert calibration_of(one) == (11.0, 21.5)
