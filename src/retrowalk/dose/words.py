"""The sentences of this room, German and English, from `words.json`.

Their numbers are placeholders filled from the evidence table or from what was
computed (`evidence.texts`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from retrowalk.errors import RetrowalkError
from retrowalk.evidence.texts import LANGUAGES, filled


@lru_cache(maxsize=1)
def sentences() -> MappingProxyType[str, Mapping[str, str]]:
    """Return every sentence by name and language, placeholders unfilled."""
    text = (resources.files("retrowalk.dose") / "words.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def check_language(language: str) -> None:
    """Raise RetrowalkError for a language we have no words for."""
    if language not in LANGUAGES:
        raise RetrowalkError(
            f"no texts in '{language}'", where="--lang", remedy="use " + " or ".join(LANGUAGES)
        )


def say(name: str, language: str, **values: float | str) -> str:
    """Return a sentence in a language with its numbers filled in.

    Raises:
        RetrowalkError: a language we have no words for.
    """
    check_language(language)
    return filled(sentences()[name][language], language, values)


def note(name: str, language: str) -> str:
    """Return the sentence for one of the notes an estimate carries."""
    return say(f"note_{name}", language)
