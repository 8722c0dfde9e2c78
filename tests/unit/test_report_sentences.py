"""Every sentence that the tracker's code holds has a German twin."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from retrowalk.language import Language
from retrowalk.report.sentences import translated

TRACKER = Path(str(resources.files("retrowalk.tracker")))
FEWEST_WORDS = 2


def _silent(tree: ast.Module) -> set[int]:
    """Return the nodes that no walk carries: documentation, errors, parts of f-strings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr):
                found |= {id(part) for part in ast.walk(first)}
        elif isinstance(node, ast.Raise):
            found |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.JoinedStr):
            found |= {id(part) for part in ast.walk(node) if part is not node}
    return found


def _text(node: ast.AST) -> str:
    """Return a string as the walk would carry it, 7 in each placeholder."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return "7"
    return str(node.value) if isinstance(node, ast.Constant) else ""


def tracker_sentences() -> Iterator[str]:
    for path in sorted(TRACKER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = _silent(tree)
        for node in ast.walk(tree):
            if id(node) in silent:
                continue
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text or isinstance(node, ast.JoinedStr):
                text = _text(node)
                if len(text.split()) >= FEWEST_WORDS:
                    yield text


SENTENCES = sorted(set(tracker_sentences()))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_the_tracker_has_a_german_twin(sentence: str) -> None:
    assert translated(sentence, Language.DE) != sentence, "add it to report/sentences.py"
    assert translated(sentence, Language.EN) == sentence


def test_the_search_finds_plain_and_filled_sentences() -> None:
    assert "the recording has no gyroscope" in SENTENCES
    assert "fewer than 7 strides" in SENTENCES


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("fewer than 6 strides", "weniger als 6 Doppelschritte"),
        (
            "no speed model for waist and backward walking",
            "kein Tempomodell für: Taille, rückwärts",
        ),
        (
            "2 gap(s) without samples, 4.5 s together: nothing is counted there",
            "2 Lücke(n) ohne Messwerte, zusammen 4,5 s: dort wird nichts gezählt",
        ),
        (
            "the calibration was not used:"
            " a device in the hand does not show the walking direction",
            "die Kalibrierung wurde nicht verwendet:"
            " ein Gerät in der Hand zeigt die Gehrichtung nicht",
        ),
        (
            "placement not given: it moves like one at the ankle (an arm can move alike);"
            " name it with --placement:"
            " a wrong placement can turn the direction round",
            "Ort des Sensors nicht angegeben: er bewegt sich wie an diesem Ort: Knöchel"
            " (ein Arm kann sich ähnlich bewegen);"
            " nennen Sie ihn mit --placement: ein falscher Ort kann die Richtung umkehren",
        ),
        ("a sentence of tomorrow", "a sentence of tomorrow"),
    ],
)
def test_numbers_names_and_sentences_inside_are_kept_or_turned(english: str, german: str) -> None:
    assert translated(english, Language.DE) == german
