"""The check of golden vectors: what counts as equal, and strict with whoever is wrong."""

from __future__ import annotations

import copy
import json
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.golden import ANSWERS, FOLDER, few, vector
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.conformance import TOLERANCE, Vector, differences
from retrowalk.conformance.files import text_of

# -- comparing


def changed(name: str, how: Callable[[Any], None]) -> list[str]:
    given = copy.deepcopy(ANSWERS[name])
    how(given)
    return differences(ANSWERS[name], given, vector(name).knowledge)


def turn(hop: Any, keep: list[bool]) -> None:
    """Turn the axis of swing of a half second round, as another eigenvector routine may."""
    window = hop["window"]
    window["swing"] = [-value for value in window["swing"]]
    window["front"] = [-value for value in window["front"]]
    window["odd"] = [v if k else -v for v, k in zip(window["odd"], keep, strict=True)]
    hop["front"] = -hop["front"]


KEEP = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["moments"][
    "odd_keep_sign"
]


def test_the_sign_of_an_axis_of_swing_is_free() -> None:
    def all_turned(given: Any) -> None:
        for hop in given["hops"]:
            turn(hop, KEEP)
            hop["belief"]["front"] = -hop["belief"]["front"]

    assert changed("ankle-unknown", all_turned) == []


def test_a_known_left_axis_has_one_sign() -> None:
    def front_turned(given: Any) -> None:
        given["hops"][3]["belief"]["front"] *= -1

    (line,) = changed("ankle-known", front_turned)
    assert line.startswith("hops[3 at ")
    assert ".belief.front is -" in line


def test_an_axis_turned_without_its_moments_is_found() -> None:
    def half_turned(given: Any) -> None:
        window = given["hops"][0]["window"]
        window["swing"] = [-value for value in window["swing"]]

    assert changed("ankle-unknown", half_turned)


def _set(path: tuple[str | int, ...], value: Any) -> Callable[[Any], None]:
    def how(given: Any) -> None:
        for part in path[:-1]:
            given = given[part]
        given[path[-1]] = value

    return how


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("hops", 2, "direction"), "backward"),
        (("hops", 2, "reason"), "unsure"),
        (("hops", 2, "front"), 0),
        (("hops", 2, "window", "across"), None),
        (("hops", 2, "window", "odd"), []),
        (("hops", 2, "belief"), 3),
        (("hops", 2), None),
        (("hops",), {}),
        (("steps", 0, "time_s"), float("nan")),
        (("bouts", 0, "steps", 0), 12),
        (("bouts", 0, "contact"), "heel"),
        (("bouts", 0, "speed_mps"), None),
        (("bouts", 0, "speed_mps", 0), "fast"),
        (("bouts", 0, "probability"), True),
        (("calibration", "refused"), 0),
        (("calibration", "left", 1), 0.0),
        (("losses",), [{"time_s": 1.0, "reason": "reworn"}]),
        (("more",), 1),
    ],
)
def test_one_wrong_thing_is_found_at_its_place(path: tuple[str | int, ...], value: Any) -> None:
    found = changed("ankle-calibrated", _set(path, value))
    assert found
    assert found[0].startswith(str(path[0]))
    assert all("\n" not in line for line in found)


def test_what_is_missing_is_named() -> None:
    def without(given: Any) -> None:
        del given["bouts"][0]["end_s"]
        del given["steps"][-1]

    found = changed("hand", without)
    assert any(
        line.startswith("bouts[0 at ") and line.endswith("end_s is missing") for line in found
    )
    assert "steps has 11, expected 12" in found


def test_numbers_are_compared_within_the_tolerance() -> None:
    def moved(by: float) -> Callable[[Any], None]:
        def how(given: Any) -> None:
            for hop in given["hops"]:
                hop["window"]["lift_ms2"] += by
                hop["belief"]["forward"] *= 1.0 + by

        return how

    assert changed("foot-known", moved(0.4 * TOLERANCE)) == []
    assert changed("foot-known", moved(4.0 * TOLERANCE))


# -- other programs

ECHO = """
import json, pathlib, sys
given = json.load(sys.stdin)
answer = json.loads(pathlib.Path(sys.argv[1], given["name"] + ".json").read_text())
{change}
json.dump(answer, sys.stdout)
"""


def program(tmp_path: Path, change: str = "") -> str:
    """Return a command that gives the expected answers, changed."""
    script = tmp_path / "other.py"
    script.write_text(ECHO.format(change=change))
    answers = FOLDER / "answers"
    return shlex.join([sys.executable, str(script), str(answers)])


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return few(tmp_path / "vectors", "ankle-unknown", "hand")


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["conformance", *words])


def test_a_program_that_answers_alike_passes(two: Path, tmp_path: Path) -> None:
    result = run("check", str(two), "--command", program(tmp_path))
    assert result.exit_code == 0, result.stdout
    assert "2 vectors answered as expected" in result.stdout


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ('answer["steps"][3]["direction"] = "sideways"', 'direction is "sideways", expected'),
        ('answer["bouts"][-1]["cadence_spm"][0] += 0.01', "cadence_spm[0] is "),
        ('answer["hops"].pop()', "hops has "),
        ("answer = []", "is a list of 0, expected an object"),
        ("raise SystemExit('it is broken')", "ended with 1: it is broken"),
        ("print('words')", "is not JSON"),
    ],
)
def test_a_program_with_one_fault_fails_with_one_line_for_it(
    two: Path, tmp_path: Path, change: str, line: str
) -> None:
    result = run("check", str(two), "--command", program(tmp_path, change))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    assert [text.split(":")[0] for text in lines] == ["ankle-unknown", "hand"]
    assert all(line in text for text in lines)


def test_many_differences_are_counted_not_listed(two: Path, tmp_path: Path) -> None:
    change = 'for step in answer["steps"]: step["time_s"] += 1.0'
    steps = len(json.loads((two / "answers" / "ankle-unknown.json").read_text())["steps"])
    result = run("check", str(two), "--command", program(tmp_path, change))
    assert result.stdout.splitlines()[6] == f"ankle-unknown: {steps - 6} more"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("check", "nowhere"), "manifest.json: cannot be read"),
        (("make", "--command", "x"), "vectors are made by this implementation"),
        (("check", str(FOLDER), "--command", "no-such-program-here"), "cannot be run"),
        (("check", str(FOLDER), "--command", ""), "the command is empty"),
        (("check", str(FOLDER), "--command", "'"), "cannot be read"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(words: tuple[str, ...], text: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert text in result.stderr
    assert len(result.stderr.splitlines()) == 1


# -- files


def test_a_changed_a_missing_and_a_foreign_file_are_told(two: Path) -> None:
    (two / "inputs" / "hand.json").unlink()
    shutil.copy(two / "answers" / "hand.json", two / "answers" / "more.json")
    path = two / "answers" / "ankle-unknown.json"
    path.write_text(path.read_text().replace('"forward"', '"backward"', 1))
    result = run("check", str(two))
    assert result.exit_code == 1
    assert "inputs/hand.json is in the manifest but not in the folder" in result.stdout
    assert "answers/more.json is not in the manifest" in result.stdout
    assert "answers/ankle-unknown.json is not the file that the manifest names" in result.stdout
    assert "ankle-unknown (batch): hops[" in result.stdout


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("manifest.json", "{}", "no manifest of format 1"),
        ("manifest.json", "[", "is not JSON"),
        ("inputs/hand.json", "{}", "format None, not 1"),
        ("inputs/hand.json", '{"format": 1}', "no input of a vector"),
        ("inputs/hand.json", "[]", "format None, not 1"),
        ("answers/hand.json", "no", "is not JSON"),
    ],
)
def test_files_that_cannot_be_read_are_refused(two: Path, name: str, text: str, why: str) -> None:
    (two / name).write_text(text)
    result = run("check", str(two))
    assert result.exit_code == 2
    assert why in result.stderr
    assert Path(name).name in result.stderr


def test_samples_survive_their_file() -> None:
    given = vector("clock-uneven")
    again = Vector.from_dict(json.loads(text_of(given.to_dict())), "again")
    assert again.to_dict() == given.to_dict()
    assert given.samples.recording.time_s[0] == given.samples.time_ms[0] / 1000 > 9.0
