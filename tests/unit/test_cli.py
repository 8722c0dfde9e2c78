"""The command line as a whole: help, version, and no traceback for any wrong word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from retrowalk import __version__
from retrowalk.cli import app
from retrowalk.cli.common import Commands
from retrowalk.errors import RetrowalkError


def test_it_says_its_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"retrowalk {__version__}\n"


def test_help_names_every_command() -> None:
    text = CliRunner().invoke(app, ["--help"]).stdout
    names = ("track", "simulate", "example", "inspect", "formats", "evidence", "factcheck")
    for name in (*names, "conformance", "scale"):
        assert f"  {name} " in text


def test_bad_input_of_any_command_is_one_sentence_and_exit_code_2() -> None:
    other = typer.Typer(cls=Commands)

    @other.command()
    def fail() -> None:
        raise RetrowalkError("wrong\nin two lines", where="file.csv", remedy="do it right")

    @other.command()
    def work() -> None:
        typer.echo("done")

    result = CliRunner().invoke(other, ["fail"])
    assert result.exit_code == 2
    assert result.stderr == "retrowalk: file.csv: wrong\\nin two lines (do it right)\n"
    assert CliRunner().invoke(other, ["work"]).stdout == "done\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.csv", None),
        ("empty.csv", b""),
        ("binary.csv", bytes(range(256)) * 40),
        ("words.csv", b"hello,world\n1,two\n"),
        ("empty.parquet", b"PAR1"),
        ("cut.zip", b"PK\x03\x04cut"),
    ],
)
def test_bad_files_end_without_a_traceback(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = CliRunner().invoke(app, ["track", str(path)])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("retrowalk: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("library", ["matplotlib", "scipy", "pyarrow", "rich"])
def test_help_waits_for_no_large_library(library: str) -> None:
    code = f"import sys, retrowalk.cli; sys.exit('{library}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
