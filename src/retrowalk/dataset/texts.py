"""The words and fixed parts of the layout: layout.json, which the app reads as well."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from retrowalk.language import Language


@cache
def layout() -> dict[str, Any]:
    """Return layout.json; it is not to be changed by its reader."""
    text = files("retrowalk.dataset").joinpath("layout.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def consent_version() -> str:
    """Return how `participants.tsv` names the consent text of today."""
    return f"retrowalk-{layout()['consent']['version']}"


def consent_text(language: Language) -> str:
    """Return the consent text, one paragraph a line."""
    return "\n".join(layout()["consent"][language.value]) + "\n"


def consent_path(version: str, language: Language) -> str:
    """Return where the folder keeps a consent text."""
    return f"consent/{version}_{language.value}.md"


def dumped(data: Any) -> bytes:
    """Return JSON as the folder holds it."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
