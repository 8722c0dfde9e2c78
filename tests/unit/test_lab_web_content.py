"""What the app says and shows: whole, in both languages, with its numbers filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lab.web_content.__main__ import FILES, main, write
from lab.web_content.evidence import address
from lab.web_content.figures import figures

from retrowalk.coach.exercises import exercises
from retrowalk.evidence import evidence

_PLACEHOLDER = re.compile(r"\{[A-Z]-\d\d")
_MOST_KB = {"exercises.json": 25, "evidence.json": 35, "figures": 400}
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("content")
    write(where)
    return where


def _phrases(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if set(data) == {"en", "de"} and isinstance(data["en"], str):
            yield data
        for item in data.values():
            yield from _phrases(item)
    elif isinstance(data, list):
        for item in data:
            yield from _phrases(item)


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_text_is_in_both_languages_with_its_numbers(folder: Path, name: str) -> None:
    text = (folder / f"{name}.json").read_text(encoding="utf-8")
    assert not _PLACEHOLDER.search(text)
    for phrase in _phrases(json.loads(text)):
        assert phrase["en"].strip()
        assert phrase["de"].strip()


def test_blanks_are_the_same_in_both_languages(folder: Path) -> None:
    for name in FILES:
        data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for phrase in _phrases(data):
            blanks = [sorted(set(re.findall(r"\{=?\w+\}", phrase[one]))) for one in ("en", "de")]
            assert blanks[0] == blanks[1], phrase


def test_every_form_has_two_pictures_without_words() -> None:
    made = dict(figures())
    assert len(made) == 2 * sum(len(one.forms) for one in exercises())
    for name, svg in made.items():
        tree = ElementTree.fromstring(svg)
        words = [text.text or "" for text in tree.iter(f"{_SVG}text")]
        assert all(word.isdecimal() for word in words), name
        assert tree.find(f"{_SVG}title") is None
        moves = next(tree.iter(f"{_SVG}animate"), None) is not None
        assert moves != name.endswith("-still.svg")
        assert "prefers-reduced-motion" in svg or not moves


def test_coordinates_keep_their_numbers() -> None:
    number = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
    svg = dict(figures())["heel-raise-easier-still.svg"]
    for path in re.findall(r' d="([^"]*)"', svg):
        for command in re.findall(r"[ML][^A-Za-z]*", path):
            assert len(number.findall(command)) % 2 == 0, command


def test_it_stays_small_for_phones(folder: Path) -> None:
    sizes = write(folder)
    pictures = sum(size for name, size in sizes.items() if name.endswith(".svg"))
    assert pictures < 1000 * _MOST_KB["figures"]
    for name, most_kb in _MOST_KB.items():
        assert sizes.get(name, 0) < 1000 * most_kb
    # what the first screens need
    first = ("screening", "plan", "breaks", "stops", "attention")
    assert sum(sizes[f"{name}.json"] for name in first) < 25_000


def test_sources_have_an_address() -> None:
    assert address("doi:10.1/abc; PMID 12") == "https://doi.org/10.1/abc"
    assert address("PMID 12") == "https://pubmed.ncbi.nlm.nih.gov/12/"
    assert address("PMC34") == "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC34/"
    assert address("see https://example.org/a.") == "https://example.org/a"
    assert address("a book") is None
    for row in evidence().values():
        found = address(row.reference)
        assert found is None or re.fullmatch(r"https?://\S+[^\s.,;)]", found), row.id


def test_the_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
