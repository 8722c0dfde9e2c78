"""The rules of the screening, as data (rules.json), the most careful first.

Each says the least careful thing that is still safe by its own light; the most careful of all
that fire decides. Where no readable source stands behind a rule it is a design choice, made
the careful way. The trials of walking backward say whom they left out (O-19), which is the
best that could be read on whom it was never tried with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from retrowalk.coach.base import Advice, Setting
from retrowalk.coach.screening.base import Rule, When
from retrowalk.evidence.texts import filled
from retrowalk.language import Phrase

_DATA = json.loads(
    (resources.files("retrowalk.coach.screening") / "rules.json").read_text(encoding="utf-8")
)
NUMBERS: MappingProxyType[str, int] = MappingProxyType(_DATA["numbers"])
"""Every number of the rules by name; all of them are design choices."""


def read_phrase(data: Mapping[str, str]) -> Phrase:
    """Return a text with the numbers of the rules filled in."""
    numbers = {**NUMBERS, "scale_bottom": 0}
    return Phrase(filled(data["en"], "en", numbers), filled(data["de"], "de", numbers))


def read_when(data: Mapping[str, Any]) -> When:
    """Return a condition; its numbers may be names of `NUMBERS`."""

    def number(name: str) -> int | None:
        value = data.get(name)
        return NUMBERS[value] if isinstance(value, str) else value

    return When(
        question=data["question"],
        any_of=tuple(data.get("any_of", ())),
        lacks=data.get("lacks"),
        at_least=number("at_least"),
        at_most=number("at_most"),
    )


def _read_rule(data: Mapping[str, Any]) -> Rule:
    return Rule(
        id=data["id"],
        when=tuple(read_when(when) for when in data["when"]),
        advice=Advice(data["advice"]),
        settings=tuple(Setting(place) for place in data["settings"]),
        sentence=read_phrase(data["sentence"]),
        flags=tuple(data["flags"]),
        clear=None if data["clear"] is None else read_phrase(data["clear"]),
        clearable=data["clearable"],
        sources=tuple(data["sources"]),
        covers=tuple(data["covers"]),
    )


RULES: tuple[Rule, ...] = tuple(_read_rule(data) for data in _DATA["rules"])
STOP_RULES: tuple[Phrase, ...] = tuple(read_phrase(data) for data in _DATA["stop_rules"])
