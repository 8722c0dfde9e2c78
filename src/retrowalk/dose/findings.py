"""What the sources say of knee and muscles in walking backward, sentence by sentence.

Shared by `knee` and `muscle`. Only what is supported is said: a direction where a source
gives one, a size where a number exists, "no number" where none does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import filled


class Change(StrEnum):
    """Backward against forward."""

    LOWER = "lower"
    HIGHER = "higher"
    SAME = "same"
    UNCLEAR = "unclear"
    CONTRADICTORY = "contradictory"
    NO_NUMBER = "no number"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing known, or known to be unknown, of a load in walking backward.

    Attributes:
        name: what it is about.
        change: backward against forward.
        gait: in which movement it was found.
        size: how much, or unknown with the reason.
        ids: evidence ids.
        sentences: one plain sentence by language, with placeholders.
    """

    name: str
    change: Change
    gait: str
    size: Estimate
    ids: tuple[str, ...]
    sentences: MappingProxyType[str, str]

    def sentence(self, language: str) -> str:
        """Return the sentence, numbers filled in, with the ids a reader can look up."""
        text = filled(self.sentences[language], language)
        return f"{text} [{', '.join(self.ids)}]" if self.ids else text

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return the JSON form in one language."""
        return {
            "name": self.name,
            "change": self.change.value,
            "gait": self.gait,
            "size": self.size.to_dict(),
            "evidence": list(self.ids),
            "sentence": self.sentence(language),
        }


@lru_cache(maxsize=4)
def findings(room: str) -> tuple[Finding, ...]:
    """Return the findings of a room, ``"knee"`` or ``"muscle"``; KeyError for another."""
    text = (resources.files("retrowalk.dose") / "findings.json").read_text(encoding="utf-8")
    by_room: dict[str, list[Finding]] = {"knee": [], "muscle": []}
    for item in json.loads(text):
        size = (
            row(item["size"]).estimate()
            if "size" in item
            else Estimate.unknown("%", "no number exists for walking in what could be read")
        )
        by_room[item["room"]].append(
            Finding(
                name=item["name"],
                change=Change(item["change"]),
                gait=item["gait"],
                size=size,
                ids=tuple(item["ids"]),
                sentences=MappingProxyType(item["sentence"]),
            )
        )
    return tuple(by_room[room])
