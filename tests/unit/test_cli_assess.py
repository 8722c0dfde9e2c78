"""`retrowalk assess`: protocols, results by hand and by sensor, real change or noise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.coach_plans import plan
from typer.testing import CliRunner, Result

from retrowalk.cli import app
from retrowalk.coach.assessments.catalogue import ASSESSMENTS
from retrowalk.coach.contract import History, read_history, to_json


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["assess", *words])


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(to_json(History(plan())), encoding="utf-8")
    return path


def test_list_names_every_test() -> None:
    text = run("list", "--lang", "de").stdout
    assert all(identifier in text for identifier in ASSESSMENTS)
    rows = json.loads(run("list", "--json").stdout)
    assert [one["id"] for one in rows] == list(ASSESSMENTS)


@pytest.mark.parametrize("test", ASSESSMENTS)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_show_tells_protocol_safety_and_what_it_can_tell(test: str, lang: str) -> None:
    told = run("show", test, "--lang", lang)
    assert told.exit_code == 0
    assert "{" not in told.stdout
    assert ("Safety:" if lang == "en" else "Sicherheit:") in told.stdout


def test_results_are_kept_and_judged(plan_file: Path) -> None:
    for day, seconds in (("2026-01-05", "9.1"), ("2026-01-19", "5,9s")):
        told = run("log", "3mbwt", seconds, "--date", day, "--file", str(plan_file))
        assert told.exit_code == 0, told.stderr
        assert told.stdout.startswith("kept: ")
    assert [r.value.value for r in read_history(plan_file).results] == [9.1, 5.9]
    told = run("judge", "3mbwt", "--file", str(plan_file), "--group", "knee-replaced")
    assert told.stdout.startswith("real change: 3.2 s is more than the 2.94 s")
    told = run("judge", "3mbwt", "--file", str(plan_file), "--lang", "de")
    assert told.stdout.startswith("nicht zu sagen")
    data = json.loads(run("judge", "3mbwt", "--file", str(plan_file), "--json").stdout)
    assert data["change"] == "cannot tell"


def test_ten_metres_are_timed_and_kept_as_speed(plan_file: Path) -> None:
    assert run("log", "10mw-backward", "16", "--file", str(plan_file)).exit_code == 0
    (result,) = read_history(plan_file).results
    assert result.value.value == pytest.approx(0.625)
    assert result.value.low == pytest.approx(10 / 16.3)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show",), "TEST is missing"),
        (("show", "hop"), "no test 'hop'"),
        (("log", "3mbwt"), "VALUE is missing"),
        (("log", "3mbwt", "soon"), "'soon' is no number"),
        (("log", "3mbwt", "nan"), "no result"),
        (("log", "single-leg", "9"), "each leg"),
        (("log", "10mw-forward", "0"), "no result"),
        (("log", "3mbwt", "7", "--file", "none.json"), "cannot be read"),
        (("measure", "3mbwt", "none.csv"), "none.csv"),
    ],
)
def test_wrong_input_is_one_sentence(words: tuple[str, ...], says: str) -> None:
    told = run(*words)
    assert told.exit_code == 2
    assert says in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_recording_is_measured_and_kept(tmp_path: Path, plan_file: Path) -> None:
    walk = tmp_path / "test.csv"
    simulated = CliRunner().invoke(
        app,
        [
            *("simulate", str(walk), "--plan", "stand 3, backward 5.5, stand 4"),
            *("--placement", "ankle", "--seed", "4"),
        ],
    )
    assert simulated.exit_code == 0, simulated.stderr
    words = ["measure", "3mbwt", str(walk), "--placement", "ankle", "--axes", "forward=+x,up=+z"]
    told = run(*words, "--save", "--file", str(plan_file), "--lang", "de")
    assert told.exit_code == 0, told.stderr
    (result,) = read_history(plan_file).results
    assert result.by == "sensor"
    assert result.value.value == pytest.approx(4.95, abs=0.3)
    tug = run("measure", "tug", str(walk))
    assert "unknown: by stopwatch" in tug.stdout
    sooner = run(*words, "--between", "0:6.5", "--json")
    assert 2.5 < json.loads(sooner.stdout)["value"]["value"] < 3.2
    at_waist = run("measure", "3mbwt", str(walk), "--placement", "waist")
    assert at_waist.stdout.rstrip().endswith("the last step; do it by stopwatch")
    empty = run(*words, "--between", "0:2")
    assert empty.exit_code == 2
    assert "no whole walk" in empty.stderr


def test_results_are_exported_as_fhir(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "tests.fhir.json"
    nothing = run("export", str(out), "--file", str(plan_file))
    assert nothing.exit_code == 2
    assert "no result to write" in nothing.stderr
    run("log", "tug", "9.4", "--date", "2026-01-05", "--file", str(plan_file))
    told = run("export", str(out), "--file", str(plan_file), "--patient", "Patient/17")
    assert told.exit_code == 0, told.stderr
    assert told.stderr.startswith("1 results written")
    (entry,) = json.loads(out.read_text(encoding="utf-8"))["entry"]
    assert entry["resource"]["valueQuantity"]["value"] == 9.4
    for words, why in (
        (("export",), "OUT is missing"),
        (("export", str(tmp_path / "tests.csv")), "end in .fhir.json"),
        (("export", str(out), "--file", str(plan_file), "--patient", "17"), "no reference"),
    ):
        refused = run(*words)
        assert refused.exit_code == 2
        assert why in refused.stderr
