"""Claims, evidence rows, the dose's numbers and words, and the German of the tracker."""

from __future__ import annotations

import re
from dataclasses import asdict
from enum import Enum
from typing import Any

from lab.web_content.phrases import both, kept
from retrowalk.dose import cost_fit, energy, heart
from retrowalk.dose.design import DESIGN
from retrowalk.dose.findings import findings
from retrowalk.dose.words import sentences as dose_sentences
from retrowalk.evidence.claims import GRADE_WORDS, VERDICT_WORDS
from retrowalk.evidence.claims import claims as all_claims
from retrowalk.evidence.derived import REST_ML_KG_MIN
from retrowalk.evidence.table import TOPICS, row
from retrowalk.evidence.table import evidence as all_evidence
from retrowalk.language import Language, Phrase
from retrowalk.report.sentences import GERMAN, names
from retrowalk.report.words import WORDS

LANGUAGES = ("en", "de")
# what the dose looks up besides its fitted factors
_DOSE_ROWS = ("A-01", "A-02", "C-01", "H-01", "H-02", "W-01", "W-02", "W-03")
_DOI = re.compile(r"doi:\s*(10\.[^\s;,]+)", re.IGNORECASE)
_PMID = re.compile(r"PMID\s*(\d+)")
_PMC = re.compile(r"\b(PMC\d+)")
_ADDRESS = re.compile(r"https?://[^\s;,]+")


def claims() -> dict[str, Any]:
    """Return the popular claims with their verdicts."""
    return {
        "claims": [
            {
                "number": one.number,
                "claim": both(Phrase(one.claims["en"], one.claims["de"])),
                "verdict": one.verdict.value,
                "grade": one.grade.value,
                "sentence": {language: one.sentence(language) for language in LANGUAGES},
                "for": list(one.ids_for),
                "against": list(one.ids_against),
            }
            for one in all_claims()
        ],
        "verdicts": _words(VERDICT_WORDS),
        "grades": _words(GRADE_WORDS),
    }


def _words(by_language: Any) -> dict[str, dict[str, str]]:
    return {
        key.value: {language: by_language[language][key] for language in LANGUAGES}
        for key in by_language["en"]
    }


def evidence() -> dict[str, Any]:
    """Return every evidence row by its id."""
    return {
        "topics": dict(TOPICS),
        "rows": {
            one.id: {**one.to_dict(), "shown": one.shown(), "url": address(one.reference)}
            for one in all_evidence().values()
        },
    }


def address(reference: str) -> str | None:
    """Return where a source can be read: its DOI, PubMed's page, or the address it names."""
    if doi := _DOI.search(reference):
        return f"https://doi.org/{doi.group(1)}"
    if pmc := _PMC.search(reference):
        return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{pmc.group(1)}/"
    if pmid := _PMID.search(reference):
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid.group(1)}/"
    found = _ADDRESS.search(reference)
    return found.group().rstrip(".") if found else None


def dose() -> dict[str, Any]:
    """Return the fitted factors, design choices, findings and sentences of the dose."""
    fit = cost_fit.cost_fit()
    factors = {"c": fit.c, "rho": fit.rho, "kappa": fit.kappa, "practice": fit.practice}
    correction, log_sd = heart.backward_correction()
    return {
        "design": {
            one.name: {"value": one.value, "unit": one.unit, "why": one.why}
            for one in DESIGN.values()
        },
        "fit": {
            **{
                name: {"value": one.value, "log_sd": one.log_sd, "sources": list(one.sources)}
                for name, one in factors.items()
            },
            "person_log_sd": fit.person_log_sd,
        },
        "rest_ml_kg_min": REST_ML_KG_MIN,
        "horizontal": cost_fit.HORIZONTAL,
        "vertical": cost_fit.VERTICAL,
        "measured_backward_mps": dict(cost_fit.MEASURED_BACKWARD_MPS),
        "acsm_range_mps": list(cost_fit.ACSM_RANGE_MPS),
        "practice_speed_mps": cost_fit.PRACTICE_SPEED_MPS,
        "kj_per_kcal": energy.KJ_PER_KCAL,
        "heart": {
            "men": list(heart.MEN),
            "women": list(heart.WOMEN),
            "backward": {"value": correction, "log_sd": log_sd},
        },
        "rows": {
            name: {"value": row(name).value, "low": row(name).low, "high": row(name).high}
            for name in _DOSE_ROWS
        },
        "findings": [
            {
                "room": room,
                "name": one.name,
                "change": one.change.value,
                "gait": one.gait,
                "size": one.size.to_dict(),
                "evidence": list(one.ids),
                "sentence": {language: one.sentence(language) for language in LANGUAGES},
            }
            for room in ("knee", "muscle")
            for one in findings(room)
        ],
        "words": {
            name: {language: kept(text[language], language) for language in LANGUAGES}
            for name, text in dose_sentences().items()
        },
    }


def sentences() -> dict[str, Any]:
    """Return the German of the tracker's sentences, and the words of tables and ribbons."""
    return {
        "patterns": [{"en": english, "de": german} for english, german in GERMAN.items()],
        "names": names(Language.DE),
        "words": {language.value: _plain(asdict(WORDS[language])) for language in Language},
    }


def _plain(value: Any) -> Any:
    """Return data whose keys and values of enumerations are plain text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return value
