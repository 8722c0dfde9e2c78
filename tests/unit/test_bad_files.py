"""Every bad file: one clear sentence with its name and a remedy, exit code 2, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bad_files import Case, all_cases, good_file
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.errors import RetrowalkError
from retrowalk.formats import read

CASES = all_cases()
LONGEST_SENTENCE = 420


def by_label(case: Case) -> str:
    return case.label


def test_there_are_at_least_200() -> None:
    assert len(CASES) >= 200


def test_the_undamaged_file_is_accepted(tmp_path: Path) -> None:
    assert read(good_file(tmp_path)).notes == ()


@pytest.mark.parametrize("case", CASES, ids=by_label)
def test_refused_in_one_sentence(case: Case, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    with pytest.raises(RetrowalkError) as refusal:
        read(path)
    text = str(refusal.value)
    assert path.name[:60] in text
    assert refusal.value.remedy
    assert "\n" not in text
    assert len(text) - len(path.name) < LONGEST_SENTENCE
    assert case.says in text


@pytest.mark.parametrize("case", CASES, ids=by_label)
def test_command_exits_with_2(case: Case, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    result = CliRunner().invoke(app, ["inspect", str(path)])
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert result.stderr.startswith("retrowalk: ")
    assert result.stderr.count("\n") == 1
    assert path.name[:60] in result.stderr


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = good_file(tmp_path)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(RetrowalkError, match=r"good\.csv: .*Permission denied .*may read it"):
        read(path)


def test_the_bytes_of_a_refused_file_stay(tmp_path: Path) -> None:
    for case in CASES[:20]:
        path = case.make(tmp_path)
        before = path.read_bytes()
        with pytest.raises(RetrowalkError):
            read(path)
        assert path.read_bytes() == before
