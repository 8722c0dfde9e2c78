"""Every number shown to a user names its evidence row or says "design choice".

Three nets, from tight to wide:

1. sentence files of this project's rooms hold no digit of their own: numbers come from
   the table through placeholders (`evidence.texts`);
2. sentences inside the code that users see are read from the syntax tree;
3. texts made by hand elsewhere (exercises, app, templates) may hold numbers if they, or
   the entry they belong to, name a known row or say "design choice" / "Festlegung".
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retrowalk.dose.design import DESIGN
from retrowalk.evidence import evidence
from retrowalk.evidence.texts import bare_numbers, filled, identifiers, unsourced_numbers

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "retrowalk"
STRICT = (PACKAGE / "dose" / "words.json", PACKAGE / "dose" / "findings.json")
CLAIMS = PACKAGE / "evidence" / "claims.json"
CODE = (
    *sorted((PACKAGE / "dose").glob("*.py")),
    *sorted((PACKAGE / "evidence").glob("*.py")),
    *sorted((PACKAGE / "coach").rglob("*.py")),
    PACKAGE / "cli" / "evidence.py",
    PACKAGE / "cli" / "factcheck.py",
)
BY_HAND = (
    *sorted((PACKAGE / "coach").rglob("*.json")),
    *sorted((PACKAGE / "coach").rglob("*.toml")),
    *sorted((PACKAGE / "report").rglob("*.html")),
    *sorted((PACKAGE / "report").rglob("*.typ")),
    *sorted((ROOT / "web" / "src" / "i18n").rglob("*.json")),
)
# Sentences that count or name, not measure: ranges a program accepts, numbers of claims.
TECHNICAL = re.compile(r"give 0 to|1 to |five frames|outside 10 to 50|10 to 400|1609|more than 0")
# and what tests are called
TEST_NAMES = re.compile(
    r"\b(3-metre|10-metre|30-second|3-Meter|10-Meter)\b|, (30 Sekunden|10 Meter)\b"
)


def _strings(node: Any, sources: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every text in nested data with the ids that its entry names."""
    if isinstance(node, dict):
        named = [
            v for k, v in node.items() if k in ("sources", "ids", "evidence", "for", "against")
        ]
        here = sources + tuple(i for v in named if isinstance(v, list) for i in v)
        if node.get("design_choice"):
            return
        for value in node.values():
            yield from _strings(value, here)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value, sources)
    elif isinstance(node, str):
        yield node, sources


def _sourced(tree: ast.AST) -> set[int]:
    """Return the strings of entries that name their sources: calls with `sources=("X-01", …)`."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and any(
            word.arg == "sources" and isinstance(word.value, ast.Tuple) and word.value.elts
            for word in node.keywords
        ):
            found |= {id(inner) for inner in ast.walk(node)}
    return found


def _sentences_in_code(path: Path) -> Iterator[str]:
    """Yield strings with at least three words; docstrings and search patterns are left out.

    So are the texts of hand-made entries that name their sources.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    sourced = _sourced(tree)
    unseen = {
        id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)
    }  # docstrings, also of constants
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        words = re.findall(r"[A-Za-zäöü]{3,}", node.value)
        pattern = "\\" in node.value
        if id(node) not in unseen | sourced and len(words) >= 3 and not pattern:
            yield node.value


def _visible(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        yield from _strings(json.loads(text))
    elif path.suffix == ".toml":
        yield from _strings(tomllib.loads(text))
    elif path.suffix == ".typ":  # words come as data; what it says itself stands in quotes
        for said in re.findall(r'"([^"\n]*)"', text):
            if len(re.findall(r"[A-Za-zäöü]{3,}", said)) >= 3:
                yield said, ()
    else:
        text = re.sub(r"(?s)<(style|script)\b.*?</\1>|<!--.*?-->|\{[{%#].*?[}%#]\}", "", text)
        for line in re.sub(r"(?s)<[^>]+>", "\n", text).splitlines():
            if re.search(r"[A-Za-z]{3,} +[A-Za-z]{2,}", line):
                yield line, ()


def unsourced(path: Path, *, strict: bool) -> list[str]:
    """Return the texts of a file that show a number without saying where it is from."""
    if strict:
        return [t for t, _ in _strings(json.loads(path.read_text("utf-8"))) if _loose(t)]
    return [t for t, ids in _visible(path) if unsourced_numbers(t, ids)]


def _loose(text: str) -> bool:
    return bool(bare_numbers(text)) and identifiers(text) != (text,)


@pytest.mark.parametrize("path", STRICT, ids=lambda p: p.name)
def test_sentence_files_hold_no_digit_of_their_own(path: Path) -> None:
    assert unsourced(path, strict=True) == []


def test_claims_quote_numbers_only_with_evidence_and_answer_through_the_table() -> None:
    for item in json.loads(CLAIMS.read_text("utf-8")):
        for sentence in item["sentence"].values():
            assert not bare_numbers(sentence), item["number"]
        if any(bare_numbers(c) for c in item["claim"].values()):
            assert item["for"] + item["against"], item["number"]


@pytest.mark.parametrize("path", CODE, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_sentences_in_code_name_the_source_of_their_numbers(path: Path) -> None:
    found = [
        s
        for s in _sentences_in_code(path)
        if unsourced_numbers(TEST_NAMES.sub("", s)) and not TECHNICAL.search(s)
    ]
    assert found == []


def test_texts_made_by_hand_name_the_source_of_their_numbers() -> None:
    found = {str(path.relative_to(ROOT)): unsourced(path, strict=False) for path in BY_HAND}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_every_placeholder_of_the_sentences_has_a_row_behind_it() -> None:
    for path in (*STRICT, CLAIMS):
        for text, _ in _strings(json.loads(path.read_text("utf-8"))):
            names = re.findall(r"\{=(\w+)", text)
            filled(text, "de", dict.fromkeys(names, 1.0))
            assert set(identifiers(text)) <= set(evidence()), text


def test_every_design_choice_says_why() -> None:
    for choice in DESIGN.values():
        assert len(choice.why) > 15
        assert choice.unit


@pytest.mark.parametrize(
    ("suffix", "planted"),
    [
        (".json", '[{"sentence": {"en": "Walk 12 minutes a day."}}]'),
        (".toml", 'text = "Gehen Sie 40 Schritte."'),
        (".typ", '#text("Walk 12 minutes a day.")'),
        (".html", "<p class='a1'>Backward walking burns 40 % more.</p>"),
    ],
)
def test_a_planted_number_without_source_is_found(
    tmp_path: Path, suffix: str, planted: str
) -> None:
    path = tmp_path / f"planted{suffix}"
    path.write_text(planted, encoding="utf-8")
    assert len(unsourced(path, strict=False)) == 1
    for cure in ("(design choice)", "(Festlegung)", "[E-02]"):
        path.write_text(re.sub(r"\.(?=[\"<])", f" {cure}.", planted), encoding="utf-8")
        assert unsourced(path, strict=False) == [], cure
    path.write_text(re.sub(r"\.(?=[\"<])", " [E-99].", planted), encoding="utf-8")
    assert len(unsourced(path, strict=False)) == 1, "an id that does not exist is no source"


def test_a_number_planted_in_a_sentence_file_is_found(tmp_path: Path) -> None:
    words = json.loads(STRICT[0].read_text("utf-8"))
    words["worth_own"]["de"] += " Das sind 1.000 Schritte [F-03]."
    path = tmp_path / "words.json"
    path.write_text(json.dumps(words), encoding="utf-8")
    assert len(unsourced(path, strict=True)) == 1


def test_a_number_planted_in_code_is_found(tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text('"""Doc of 3 words here."""\nLINE = f"walk for 30 minutes {1}"\n', "utf-8")
    assert [s for s in _sentences_in_code(path) if unsourced_numbers(s)] == ["walk for 30 minutes "]


def test_an_entry_may_name_its_sources_beside_the_text(tmp_path: Path) -> None:
    path = tmp_path / "exercise.json"
    entry = {"dose": "3 x 10 repeats of it", "sources": ["X-02"]}
    path.write_text(json.dumps([entry]), encoding="utf-8")
    assert unsourced(path, strict=False) == []
    path.write_text(json.dumps([entry | {"sources": ["X-20"]}]), encoding="utf-8")
    assert unsourced(path, strict=False) != [], "a recalled row is no source"
