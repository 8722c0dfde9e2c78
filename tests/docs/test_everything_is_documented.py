"""A command, option, public name, JSON key or file format without documentation fails here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from tests.docs.pages import page_text

import retrowalk
from retrowalk.cli import app
from retrowalk.formats import READERS, SESSION_READERS, SESSION_WRITERS, WRITERS
from retrowalk.tracker.contract import json_schema_text

# typer.main.get_command returns its own vendored click objects, untyped from here.
ROOT_COMMAND: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = ROOT_COMMAND.commands
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in (*parameter.opts, *parameter.secondary_opts)
    if option.startswith("--") and option != "--help"
]


def _section(name: str) -> str:
    """Return the part of docs/cli.md on one command."""
    parts = re.split(r"^## ", page_text("cli.md"), flags=re.MULTILINE)
    return next((p for p in parts if re.match(rf"`retrowalk {name}[ `]", p)), "")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_section_and_help(name: str) -> None:
    assert _section(name), f"docs/cli.md has no section '## `retrowalk {name}`'"
    assert COMMANDS[name].help


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_each_option_is_in_its_commands_section(name: str, option: str) -> None:
    assert f"`{option}`" in _section(name)


def test_no_option_is_documented_that_does_not_exist() -> None:
    for name in COMMANDS:
        real = {option for command, option in OPTIONS if command == name}
        table = [line for line in _section(name).splitlines() if line.startswith("| `--")]
        told = {word for line in table for word in re.findall(r"`(--[\w-]+)`", line.split("|")[1])}
        assert told == real, name


@pytest.mark.parametrize("name", retrowalk.__all__)
def test_each_public_name_is_on_the_python_page(name: str) -> None:
    assert re.search(rf"`{name}[`(]", page_text("python.md"))


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for name, part in schema.items():
            if name == "properties":
                yield from part
            yield from _keys(part)


@pytest.mark.parametrize("key", sorted(set(_keys(json.loads(json_schema_text())))))
def test_each_json_key_is_on_the_json_page(key: str) -> None:
    assert f"`{key}`" in page_text("json.md")


FORMATS = {one.name for one in READERS} | {one.name for one in SESSION_READERS}
FORMATS |= {one.name for one in WRITERS} | {one.name for one in SESSION_WRITERS}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_is_on_the_formats_page(name: str) -> None:
    assert re.search(rf"^\| `?{name}`? \|", page_text("formats.md"), flags=re.MULTILINE)
