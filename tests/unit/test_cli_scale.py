"""`retrowalk scale`, and `retrowalk track --scale` with what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import retrowalk
from retrowalk.cli import app

PLAN = "stand 2, forward 16, stand 3, backward 24, stand 2"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float, float]:
    """Return a recording, and how far it truly went forward and backward."""
    recording, truth = retrowalk.simulate(PLAN, placement=retrowalk.Placement.POCKET, seed=5)
    path = tmp_path_factory.mktemp("scale") / "walk.csv"
    retrowalk.write(recording, path)
    ways = {segment.direction.value: segment.distance_m for segment in truth.segments}
    return path, ways["forward"], ways["backward"]


def test_a_known_distance_each_way_brings_the_told_distance_near(
    walk: tuple[Path, float, float], tmp_path: Path
) -> None:
    path, forward_m, backward_m = walk
    out = tmp_path / "me.json"
    one = call("scale", path, "--distance", forward_m, "--between", "2:18", "-o", out)
    assert one.exit_code == 0, one.stderr
    assert json.loads(out.read_text())["backward"] is None
    two = call(
        "scale", path, "--distance", backward_m, "--between", "21:45", "--join", out, "-o", out
    )
    assert two.exit_code == 0, two.stderr
    assert two.stdout.startswith("pocket, backward: ")
    told = json.loads(call("track", path, "--scale", out, "--json").stdout)["summary"]
    for way, true_m in (("forward", forward_m), ("backward", backward_m)):
        assert told[way]["distance_m"]["value"] == pytest.approx(true_m, rel=0.05)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--distance", "2"), "2 m is too short"),
        (("--distance", "500"), "500 m are said to be true"),
        (("--distance", "nan"), "nan m is too short"),
        (("--distance", "20", "--between", "9"), "--between: '9' is not a span of time"),
        (("--distance", "20", "--between", "9:4"), "ends before it starts"),
        (("--distance", "20"), "walked both forward and backward"),
        (("--distance", "20", "--join", "none.json"), "none.json: cannot be read"),
    ],
)
def test_bad_input_is_one_sentence_and_writes_nothing(
    walk: tuple[Path, float, float], tmp_path: Path, words: tuple[str, ...], text: str
) -> None:
    out = tmp_path / "me.json"
    where = () if "both" in text or "--between" in words else ("--between", "2:18")
    told = call("scale", walk[0], *words, *where, "-o", out)
    assert told.exit_code == 2
    assert text in told.stderr
    assert told.stderr.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"schema": 99}'])
def test_a_file_that_is_no_scale_is_refused_by_name(
    walk: tuple[Path, float, float], tmp_path: Path, content: str
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content)
    told = call("track", walk[0], "--scale", wrong)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"retrowalk: {wrong}: ")
    assert told.stderr.count("\n") == 1
