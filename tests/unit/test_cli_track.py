"""`retrowalk track` with a reader and a tracker that always give the same walk."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from rich.console import Console
from tests.walks import told_walk
from typer.testing import CliRunner

import retrowalk.formats
import retrowalk.tracker
from retrowalk.cli import app
from retrowalk.cli.known import CALIBRATION, parse_span
from retrowalk.cli.table import print_walk
from retrowalk.cli.text_ribbon import text_ribbon
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language
from retrowalk.recording import Placement, Recording
from retrowalk.report.words import WORDS
from retrowalk.tracker.base import Walk
from retrowalk.tracker.contract import from_dict, json_schema_text

Run = Callable[..., Result]


class Asked:
    """What the command handed to the reader and the tracker."""

    def __init__(self) -> None:
        self.read: list[tuple[Path, dict[str, Any]]] = []
        self.track: list[dict[str, Any]] = []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    seen = Asked()

    def read(path: Any, **options: Any) -> Recording:
        if "bad" in str(path):
            raise RetrowalkError("no such file", where=str(path), remedy="check the name")
        seen.read.append((Path(path), options))
        return Recording(
            np.arange(3.0), np.ones((3, 3)), source=Path(path).name, notes=("read as m/s²",)
        )

    def track(recording: Recording, **options: Any) -> Walk:
        seen.track.append(options)
        return replace(told_walk(), source=recording.source)

    monkeypatch.setattr(retrowalk.formats, "read", read)
    monkeypatch.setattr(retrowalk.tracker, "track", track)
    return seen


@pytest.fixture
def run(asked: Asked) -> Run:
    def call(*words: str) -> Any:
        return CliRunner().invoke(app, ["track", *words])

    return call


def test_json_is_the_contract_and_nothing_else(run: Run) -> None:
    result = run("walk.csv", "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    data = json.loads(result.stdout)
    jsonschema.validate(data, json.loads(json_schema_text()))
    assert from_dict(data) == replace(told_walk(), source="walk.csv")
    assert result.stdout.startswith('{\n  "schema": 1')


def test_several_files_give_one_json_object_per_line(run: Run) -> None:
    result = run("a.csv", "b.csv", "--json")
    sources = [json.loads(line)["recording"]["source"] for line in result.stdout.splitlines()]
    assert sources == ["a.csv", "b.csv"]


def test_each_of_several_tables_is_headed_by_its_file(run: Run) -> None:
    lines = run("one/a.csv", "b.csv").stdout.splitlines()
    assert lines[0] == "one/a.csv"
    assert "b.csv" in lines


def test_a_bad_file_does_not_stop_the_others(run: Run) -> None:
    result = run("a.csv", "bad.csv", "c.csv", "--json")
    assert result.exit_code == 2
    assert result.stderr == "retrowalk: bad.csv: no such file (check the name)\n"
    assert len(result.stdout.splitlines()) == 2


def test_the_options_reach_the_tracker(run: Run, asked: Asked) -> None:
    words = [
        "--placement",
        "ankle",
        "--axes",
        "forward=+z,up=+y",
        "--calibration",
        "4:34",
        "--height",
        "1.7",
    ]
    result = run("walk.csv", *words, "--mass", "70", "--age", "60", "--rate", "50")
    assert result.exit_code == 0, result.stderr
    given = asked.track[0]
    assert given["placement"] is Placement.ANKLE
    assert np.allclose(given["mounting"].body_from_sensor, [[0, 0, 1], [1, 0, 0], [0, 1, 0]])
    assert given["calibration"] == (4.0, 34.0)
    wearer = given["wearer"]
    assert (wearer.height_m, wearer.mass_kg, wearer.age_years) == (1.7, 70, 60)
    assert asked.read[0][1] == {"format": None, "rate_hz": 50}


def test_nothing_is_assumed_when_nothing_is_said(run: Run, asked: Asked) -> None:
    run("walk.csv")
    assert asked.track[0]["placement"] is None
    assert asked.track[0]["mounting"] is None
    assert asked.track[0]["calibration"] is None
    assert asked.track[0]["wearer"].height_m is None


def test_a_calibration_file_is_read(run: Run, asked: Asked, tmp_path: Path) -> None:
    other = tmp_path / "forward.csv"
    other.write_text("")
    run("walk.csv", "--calibration", str(other))
    assert isinstance(asked.track[0]["calibration"], Recording)
    assert asked.read[0][0] == other


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("4:34", (4.0, 34.0)),
        ("4.5:34.25", (4.5, 34.25)),
        ("0:04-0:34", (4.0, 34.0)),
        ("10-25", (10.0, 25.0)),
        ("1:04:2:34", (64.0, 154.0)),
        ("0-1:30", (0.0, 90.0)),
    ],
)
def test_spans_of_time(text: str, span: tuple[float, float]) -> None:
    assert parse_span(text, CALIBRATION) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "a:b",
        "34:4",
        "4:4",
        "1:2:3",
        ":5",
        "5:",
        "-5:10",
        "1-2-3",
        "4:inf",
        "4:nan",
        "1e3:2e3",
    ],
)
def test_what_is_no_span_is_refused_in_one_sentence(run: Run, text: str) -> None:
    result = run("walk.csv", f"--calibration={text}")
    assert result.exit_code == 2
    assert result.stderr.startswith("retrowalk: --calibration: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--axes", "up"),
        ("--height", "172"),
        ("--plot", "walk.gif"),
        ("--parquet", "walk.csv"),
    ],
)
def test_bad_options_are_one_sentence_before_anything_is_read(
    run: Run, asked: Asked, words: tuple[str, ...]
) -> None:
    result = run("walk.csv", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("retrowalk: ")
    assert result.stderr.count("\n") == 1
    assert asked.read == []


def test_wrong_use_is_exit_code_2(run: Run) -> None:
    assert run("walk.csv", "--placement", "elbow").exit_code == 2
    assert run().exit_code == 2


def test_the_table_tells_the_walk(run: Run) -> None:
    lines = run("walk.csv").stdout.splitlines()
    assert lines[0].split() == [
        "bout",
        "start",
        "duration",
        "direction",
        "probability",
        "steps",
        "cadence",
        "speed",
        "distance",
    ]
    assert " ".join(lines[2].split()) == (
        "2 0:40 1:00 backward 0.97 95 (93-98) 95 /min (93-97) 0.70 m/s (0.59-0.80) 42 m (36-48)"
    )
    assert "backward: 95 steps (93-98), 1:00 min (0:59-1:01), 42 m (36-48)" in lines
    assert "bout 4: direction unknown: the mounting is unknown at the waist" in lines
    assert "warning: speed comes from a model without a known distance" in lines
    assert "read: read as m/s²" in lines


def test_german_words(run: Run) -> None:
    text = run("walk.csv", "--lang", "de").stdout
    assert "rückwärts: 95 Schritte (93-98), 1:00 min (0:59-1:01), 42 m (36-48)" in text


@pytest.mark.parametrize("language", list(Language))
def test_the_table_fits_80_columns_without_losing_a_number(language: Language) -> None:
    console = Console(width=80, no_color=True, highlight=False, file=io.StringIO(), record=True)
    print_walk(console, told_walk(), WORDS[language], "told.csv")
    text = console.export_text()
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "…" not in text
    dot = WORDS[language].decimal_mark
    for cell in ("(93-98)", "(93-97)", f"(0{dot}59-0{dot}80)", "(36-48)"):
        assert cell in text


def test_the_text_ribbon_is_to_scale() -> None:
    line = text_ribbon(told_walk(gaps=((104.0, 112.0),)), 162).plain
    assert line.startswith("0:00 ....>")
    assert line.endswith(".. 2:35")
    assert line.count("<") == pytest.approx(60, abs=3)
    assert line.count(">") == pytest.approx(52, abs=4)
    assert line.count("|") == 0  # the gap hides the side-steps
    assert line.count(" ") == pytest.approx(8 + 2, abs=1)


def test_a_picture_is_drawn(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "walk.svg"
    result = run("walk.csv", "--plot", str(out))
    assert f"picture: {out}" in result.stdout
    assert out.read_text().startswith("<svg")


def test_several_pictures_do_not_overwrite_each_other(run: Run, tmp_path: Path) -> None:
    run("a.csv", "b.csv", "--plot", str(tmp_path / "walk.svg"))
    assert {path.name for path in tmp_path.iterdir()} == {"walk-a.svg", "walk-b.svg"}


def test_files_of_the_same_name_keep_their_own_pictures(run: Run, tmp_path: Path) -> None:
    run("one/a.csv", "two/a.csv", "--plot", str(tmp_path / "walk.svg"))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_parquet_table_holds_every_bout_and_the_contract(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "walks.parquet"
    assert run("a.csv", "b.csv", "--parquet", str(out)).exit_code == 0
    table = pq.read_table(out)
    assert table.num_rows == 2 * len(told_walk().bouts)
    second = table.to_pylist()[1]
    assert (second["source"], second["bout"], second["direction"]) == ("a.csv", 2, "backward")
    assert (second["steps"], second["steps_low"], second["steps_high"]) == (95, 93, 98)
    assert table.to_pylist()[3]["speed_mps"] is None
    held = json.loads(table.schema.metadata[b"retrowalk.walks"])
    assert from_dict(held[1]).source == "b.csv"
