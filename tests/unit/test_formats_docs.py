"""The documents say what the registry and the commands do."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bad_files import good_file
from tests.recordings import swinging_leg
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.cli.formats import markdown_table
from retrowalk.cli.inspect import facts_of
from retrowalk.formats import READERS
from retrowalk.formats.columns import NATIVE

DOCS = Path(__file__).parents[2] / "docs"
BEGIN = "<!-- formats: begin (made by `retrowalk formats --markdown`) -->\n"
END = "<!-- formats: end -->"


def test_table_of_formats_is_current() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip() == markdown_table()
    result = CliRunner().invoke(app, ["formats", "--markdown"])
    assert result.stdout.strip() == markdown_table()


def test_every_native_column_and_field_is_documented() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert all(name in text for name in NATIVE)
    assert all(f"`{name}`" in text for name in facts_of(swinging_leg()))


def test_formats_command_lists_every_reader() -> None:
    result = CliRunner().invoke(app, ["formats"])
    assert result.exit_code == 0
    assert all(reader.name in result.stdout for reader in READERS)


def test_inspect_for_people_and_programs(tmp_path: Path) -> None:
    path = good_file(tmp_path)
    people = CliRunner().invoke(app, ["inspect", str(path)])
    assert people.exit_code == 0
    for words in ("acceleration", "100 Hz", "angular rate", "duration:", "0:08.0", "none longer"):
        assert words in people.stdout
    programs = CliRunner().invoke(app, ["inspect", str(path), "--json"])
    facts = json.loads(programs.stdout)
    assert facts["samples"] == 800
    assert facts["gaps"] == []
    assert [sensor["name"] for sensor in facts["sensors"]] == ["acceleration", "angular rate"]
