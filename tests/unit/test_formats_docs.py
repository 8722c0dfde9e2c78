"""The documents say what the registry and the commands do."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bad_files import good_file
from tests.recordings import swinging_leg
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.cli.formats import HEADINGS, markdown_table, rows
from retrowalk.cli.inspect import facts_of
from retrowalk.formats import READERS, SESSION_READERS, SESSION_WRITERS, WRITERS
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


def test_formats_command_lists_every_reader_and_writer() -> None:
    result = CliRunner().invoke(app, ["formats"])
    assert result.exit_code == 0
    names = [*(one.name for one in READERS), *(one.name for one in SESSION_READERS)]
    names += [*(one.name for one in WRITERS), *(one.name for one in SESSION_WRITERS)]
    assert not [name for name in names if name not in result.stdout]


def test_table_tells_kind_and_what_is_read_and_written() -> None:
    told = [dict(zip(HEADINGS, row, strict=True)) for row in rows()]
    assert len({(row["format"], row["holds"]) for row in told}) == len(told)
    for kind, readers, writers in (
        ("motion", READERS, WRITERS),
        ("sessions", SESSION_READERS, SESSION_WRITERS),
    ):
        of_kind = {row["format"]: row for row in told if row["holds"] == kind}
        assert {n for n, row in of_kind.items() if row["read"]} == {r.name for r in readers}
        assert {n for n, row in of_kind.items() if row["written"]} == {w.name for w in writers}
        for writer in writers:
            assert of_kind[writer.name]["what writing loses"] == (writer.loses or "nothing")
        for row in of_kind.values():
            assert row["files"]
            assert bool(row["what it carries"]) == bool(row["read"])


def test_no_cell_breaks_the_table() -> None:
    assert not [cell for row in rows() for cell in row if "|" in cell or "\n" in cell]


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
