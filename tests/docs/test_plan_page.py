"""docs/plan.md says what the data says, and every option of the coach's commands is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from lab.plan_page import TABLES, filled
from tests.docs.pages import page_text
from tests.persons import entry, planned, screened

from retrowalk.cli import app
from retrowalk.coach.plan.contract import log_to_dict, plan_to_dict
from retrowalk.coach.store import SCHEMA, SCHEMA_VERSION

ROOT_COMMAND: Any = typer.main.get_command(app)
PARTS: dict[str, Any] = ROOT_COMMAND.commands["plan"].commands


def test_the_tables_are_made_from_the_data() -> None:
    text = page_text("plan.md")
    assert filled(text) == text, "run `python -m lab.plan_page` and commit docs/plan.md"
    assert set(re.findall(r"<!-- table: (\w+) -->", text)) == set(TABLES)


def test_the_schema_is_documented() -> None:
    text = page_text("plan.md")
    assert f"Schema version **{SCHEMA_VERSION}**" in text
    for table, columns in re.findall(r"CREATE TABLE (\w+) \((.*?)\);", SCHEMA, flags=re.DOTALL):
        line = next(line for line in text.splitlines() if line.startswith(f"| `{table}` |"))
        for column in re.findall(r"(\w+) (?:INTEGER|TEXT|REAL)", columns):
            assert f"`{column}`" in line, (table, column)


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for part in data.values():
            yield from _keys(part)
    elif isinstance(data, list):
        for part in data:
            yield from _keys(part)


def test_every_key_of_a_plan_and_of_an_entry_is_documented() -> None:
    text = page_text("plan.md")
    data = [plan_to_dict(planned(screened())), log_to_dict(entry(1, 1))]
    assert {key for key in _keys(data) if f"`{key}`" not in text} == set()


@pytest.mark.parametrize("name", PARTS)
def test_each_part_of_plan_has_its_section_and_options(name: str) -> None:
    sections = re.split(r"^## ", page_text("cli.md"), flags=re.MULTILINE)
    section = next((s for s in sections if re.match(rf"`retrowalk plan {name}[ `]", s)), None)
    assert section is not None, f"docs/cli.md has no section '## `retrowalk plan {name}`'"
    assert PARTS[name].help
    real = {
        option
        for parameter in PARTS[name].params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    table = [line for line in section.splitlines() if line.startswith("| `--")]
    told = {word for line in table for word in re.findall(r"`(--[\w-]+)`", line.split("|")[1])}
    assert told == real
