"""The languages that Retrowalk speaks, and a text in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that reports, plans and cues can speak."""

    EN = "en"
    DE = "de"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text in every language.

    Raises:
        ValueError: a text that is empty.
    """

    en: str
    de: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.de.strip():
            raise ValueError("a phrase needs its text in every language")

    def said(self, language: Language) -> str:
        """Return the text in this language."""
        return self.de if language is Language.DE else self.en
