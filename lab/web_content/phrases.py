"""Texts as JSON, their numbers filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from retrowalk.evidence.texts import filled
from retrowalk.language import Phrase

_BLANK = re.compile(r"\{=(\w+)")


def both(phrase: Phrase, numbers: Mapping[str, float | str] | None = None) -> dict[str, str]:
    """Return a text in both languages, the numbers of evidence and of `numbers` filled in."""
    return {"en": kept(phrase.en, "en", numbers), "de": kept(phrase.de, "de", numbers)}


def both_or_none(phrase: Phrase | None) -> dict[str, str] | None:
    """Return a text in both languages, or None."""
    return None if phrase is None else both(phrase)


def all_of(phrases: Iterable[Phrase]) -> list[dict[str, str]]:
    """Return texts in both languages."""
    return [both(phrase) for phrase in phrases]


def by_key(phrases: Mapping[Any, Phrase]) -> dict[str, dict[str, str]]:
    """Return texts by their key, that of an enumeration by its value."""
    return {
        key.value if isinstance(key, Enum) else str(key): both(text)
        for key, text in phrases.items()
    }


def kept(text: str, language: str, numbers: Mapping[str, float | str] | None = None) -> str:
    """Return a text with its numbers filled in; a blank that is not a number stays."""
    blanks = {name: f"{{={name}}}" for name in _BLANK.findall(text)}
    return filled(text, language, {**blanks, **(numbers or {})})
