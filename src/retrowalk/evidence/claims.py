"""What people say about walking backward, and what was found about it.

The claims are those of the magazine article that started the project, in its
order. Verdict and grade are about what could be read, not about the truth.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.evidence.texts import filled


class Verdict(StrEnum):
    """What the readable evidence says about a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    PLAUSIBLE = "plausible"
    NOT_SHOWN = "not shown"
    NOT_CONFIRMED = "not confirmed"
    DOUBTFUL = "doubtful"
    CONTRADICTED = "contradicted"
    ADVERTISING = "advertising"
    FORECAST = "forecast"


class Grade(StrEnum):
    """The best kind of evidence behind a verdict, strongest first."""

    SYSTEMATIC_REVIEW = "systematic review"
    RCT = "RCT"
    COHORT = "cohort"
    MECHANISM = "mechanism"
    OPINION = "opinion"
    NONE = "none"


VERDICT_WORDS = MappingProxyType(
    {
        "de": MappingProxyType(
            {
                Verdict.SUPPORTED: "gestützt",
                Verdict.PARTLY: "teilweise",
                Verdict.PLAUSIBLE: "plausibel",
                Verdict.NOT_SHOWN: "nicht gezeigt",
                Verdict.NOT_CONFIRMED: "nicht bestätigt",
                Verdict.DOUBTFUL: "zweifelhaft",
                Verdict.CONTRADICTED: "widersprochen",
                Verdict.ADVERTISING: "Werbung",
                Verdict.FORECAST: "Vorhersage",
            }
        ),
        "en": MappingProxyType({verdict: verdict.value for verdict in Verdict}),
    }
)

GRADE_WORDS = MappingProxyType(
    {
        "de": MappingProxyType(
            {
                Grade.SYSTEMATIC_REVIEW: "Übersichtsarbeit",
                Grade.RCT: "randomisierte Studie",
                Grade.COHORT: "Beobachtung oder Umfrage",
                Grade.MECHANISM: "Messung im Labor",
                Grade.OPINION: "Meinung",
                Grade.NONE: "keine Studie",
            }
        ),
        "en": MappingProxyType(
            {
                Grade.SYSTEMATIC_REVIEW: "systematic review",
                Grade.RCT: "randomised trial",
                Grade.COHORT: "observation or survey",
                Grade.MECHANISM: "laboratory measurement",
                Grade.OPINION: "opinion",
                Grade.NONE: "no study",
            }
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One popular claim with its verdict.

    Attributes:
        number: its place in the article, from 1.
        verdict: what the readable evidence says.
        grade: the best kind of evidence behind the verdict.
        ids_for: evidence ids that support the claim.
        ids_against: evidence ids that speak against it or fail to show it.
        claims: the claim by language; quoted, so it may hold the article's numbers.
        sentences: one plain sentence by language, with placeholders (`texts.filled`).
        about_backward: whether a text must speak of walking backward to mean this claim.
        keywords: groups of word beginnings, joined by ``|``, that a free text about it uses.
    """

    number: int
    verdict: Verdict
    grade: Grade
    ids_for: tuple[str, ...]
    ids_against: tuple[str, ...]
    claims: MappingProxyType[str, str]
    sentences: MappingProxyType[str, str]
    about_backward: bool
    keywords: tuple[str, ...]

    def sentence(self, language: str) -> str:
        """Return the plain sentence, its numbers filled in from the table."""
        return filled(self.sentences[language], language)

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return the JSON form in one language."""
        return {
            "number": self.number,
            "claim": self.claims[language],
            "verdict": self.verdict.value,
            "verdict_words": VERDICT_WORDS[language][self.verdict],
            "grade": self.grade.value,
            "grade_words": GRADE_WORDS[language][self.grade],
            "sentence": self.sentence(language),
            "evidence_for": list(self.ids_for),
            "evidence_against": list(self.ids_against),
        }


@lru_cache(maxsize=1)
def claims() -> tuple[Claim, ...]:
    """Return all claims in the article's order."""
    text = (resources.files("retrowalk.evidence") / "claims.json").read_text(encoding="utf-8")
    return tuple(
        Claim(
            number=item["number"],
            verdict=Verdict(item["verdict"]),
            grade=Grade(item["grade"]),
            ids_for=tuple(item["for"]),
            ids_against=tuple(item["against"]),
            claims=MappingProxyType(item["claim"]),
            sentences=MappingProxyType(item["sentence"]),
            about_backward=item.get("backward", True),
            keywords=tuple(item["keywords"]),
        )
        for item in json.loads(text)
    )


def claim(number: int) -> Claim:
    """Return the claim with this number; RetrowalkError when there is none."""
    for found in claims():
        if found.number == number:
            return found
    raise RetrowalkError(
        f"there is no claim {number}", where="claims", remedy=f"1 to {len(claims())}"
    )
