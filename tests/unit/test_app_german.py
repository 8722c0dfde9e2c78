"""What the engines and the server refuse is said in German on German screens."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "web" / "src"
SERVER = ROOT / "src" / "retrowalk" / "server"
RULES = (SOURCES / "i18n" / "german_errors.ts").read_text(encoding="utf-8")
# what only whoever writes a program with these modules can meet
NO_SCREEN = ("dose", "evidence", "recording.ts", "coach/breaks")
# a value in a sentence
VALUE = "7"


def rules(name: str) -> list[re.Pattern[str]]:
    """Return the patterns of one of the lists."""
    (part,) = re.findall(
        rf"export const {name}: readonly Rule\[\] = \[(.*?)^\];", RULES, re.S | re.M
    )
    found = re.findall(r"^  \[/(.+)/, ", part, re.M)
    assert len(found) == part.count("\n  [")
    return [re.compile(one) for one in found]


WHATS, REMEDIES = rules("WHATS"), rules("REMEDIES")


def _literals(text: str) -> Iterator[str]:
    """Yield the texts of an expression in TypeScript, with a value for what is put in."""
    for plain, template in re.findall(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`', text):
        yield re.sub(r"\$\{[^}]*\}", VALUE, plain or template)


def of_the_app() -> Iterator[tuple[str, str, str]]:
    """Yield (place, what or remedy, text) of every error of the app's own."""
    for path in sorted(SOURCES.rglob("*.ts*")):
        place = path.relative_to(SOURCES).as_posix()
        if place.startswith(NO_SCREEN) or "/i18n/" in path.as_posix():
            continue
        text = path.read_text(encoding="utf-8")
        for found in re.findall(r"new (?:Retrowalk|Server)Error\((.*?)\);", text, re.S):
            what, _, _ = re.sub(r"^\s*\d+,", "", found).partition("{ ")
            what = re.split(r",\s*\{|,\s*remedy", what)[0]
            for one in list(_literals(what))[:1]:
                if not what.lstrip().startswith(("say(", "`${say")):
                    yield place, "what", one
            for one in re.findall(r"remedy:\s*(\"[^\"]*\"|`[^`]*`)", found):
                yield place, "remedy", next(_literals(one))
        for what, remedy in re.findall(r'refused\(("[^"]*"|`[^`]*`),\s*("[^"]*"|`[^`]*`)\)', text):
            yield place, "what", next(_literals(what))
            yield place, "remedy", next(_literals(remedy))


def _said(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [str(one.value) if isinstance(one, ast.Constant) else VALUE for one in node.values]
        return "".join(parts)
    return None


def of_the_server() -> Iterator[tuple[str, str, str]]:
    """Yield the same of every problem that the server answers with."""
    for path in sorted(SERVER.rglob("*.py")):
        place = path.relative_to(SERVER).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            at = {"Problem": 1, "_wrong": 0}.get(node.func.id)
            if at is None or len(node.args) <= at:
                continue
            remedy = next((one.value for one in node.keywords if one.arg == "remedy"), None)
            for kind, text in (("what", _said(node.args[at])), ("remedy", _said(remedy))):
                if text is not None:
                    yield place, kind, text


ALL = [*of_the_app(), *of_the_server()]


def test_there_are_many() -> None:
    assert len(ALL) > 200


@pytest.mark.parametrize(("place", "kind", "text"), ALL)
def test_a_sentence_has_its_german(place: str, kind: str, text: str) -> None:
    known = WHATS if kind == "what" else REMEDIES
    assert any(rule.search(text) for rule in known), f"{place}: no German for the {kind} '{text}'"
