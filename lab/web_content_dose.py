"""What the phone reads of the dose, the tests, the tasks for the mind and the guide.

Each function returns one file of the app's content (`python -m lab.web_content`): coefficients
that Python fits when it is imported, and texts with the numbers of the evidence table filled in,
so that the phone needs neither the fit nor the table.

    python -m lab.web_content_dose DIR      write these files alone
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from retrowalk.coach.assessments.base import Assessment, said
from retrowalk.coach.assessments.catalogue import ASSESSMENTS, PROTOCOL_NOTE
from retrowalk.coach.assessments.edges import EDGES, Edges, Lag, Rule
from retrowalk.coach.attention.cost import brain_claim, brain_sentence
from retrowalk.coach.attention.tasks import AFTER, BEFORE, GRADE_WORDS, TASKS
from retrowalk.coach.base import Exercise, Form
from retrowalk.coach.exercises import exercises
from retrowalk.dose.cost_fit import Factor, cost_fit
from retrowalk.dose.design import DESIGN
from retrowalk.dose.findings import Finding, findings
from retrowalk.dose.words import sentences
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import filled
from retrowalk.language import Language, Phrase

# rows whose numbers the dose computes with
_ROWS = (
    "A-01", "A-02", "C-01", "E-01", "E-02", "E-04", "E-05", "E-06", "E-07", "E-08", "E-09",
    "H-01", "H-02", "W-01", "W-02", "W-03",
)  # fmt: skip
# words of what the phone says; the others belong to the fact check
_SAID = ("note_", "input_", "dose_", "week")
# design choices of what a phone cannot measure
_OF_MOTION_CAPTURE = frozenset({"patella_lever", "pressure_centre_m", "tendon_angle_deg"})


def dose() -> dict[str, Any]:
    """Return the coefficients, findings and words of the dose."""
    fit = cost_fit()
    return {
        "design": {
            name: choice.value for name, choice in DESIGN.items() if name not in _OF_MOTION_CAPTURE
        },
        "fit": {
            "c": _factor(fit.c),
            "rho": _factor(fit.rho),
            "kappa": _factor(fit.kappa),
            "practice": _factor(fit.practice),
            "person_log_sd": fit.person_log_sd,
        },
        "rows": {name: _row(name) for name in _ROWS},
        "findings": {
            room: [_finding(one) for one in findings(room)] for room in ("knee", "muscle")
        },
        "words": {
            name: {tongue: _with_rows(texts[tongue], tongue) for tongue in ("en", "de")}
            for name, texts in sentences().items()
            if name.startswith(_SAID)
        },
    }


def assessments() -> dict[str, Any]:
    """Return how the tests are done, what a result can tell, and how a leg shows its edges."""
    return {
        "protocol_note": _phrase(PROTOCOL_NOTE),
        "tests": [_assessment(one) for one in ASSESSMENTS.values()],
        "edges": {placement.value: _edges(edges) for placement, edges in EDGES.items()},
    }


def attention() -> dict[str, Any]:
    """Return the tasks for the mind and what is known of the brain."""
    claim = brain_claim()
    return {
        "before": _phrase(BEFORE),
        "after": _phrase(AFTER),
        "grades": {grade.value: _phrase(words) for grade, words in GRADE_WORDS.items()},
        "tasks": [
            {
                "id": one.id,
                "grade": one.grade.value,
                "name": _phrase(one.name),
                "say": _phrase(one.say),
            }
            for one in TASKS.values()
        ],
        "brain": {
            **{language.value: brain_sentence(language) for language in Language},
            "sources": [*claim.ids_for, *claim.ids_against],
        },
    }


def guide() -> dict[str, Any]:
    """Return of each exercise what its player needs: the forms with dose and captions."""
    return {"exercises": [_exercise(one) for one in exercises()]}


def _phrase(phrase: Phrase) -> dict[str, str]:
    return {language.value: said(phrase, language) for language in (Language.EN, Language.DE)}


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "value": factor.value,
        "log_sd": factor.log_sd,
        "sources": list(factor.sources),
    }


def _row(name: str) -> dict[str, float | None]:
    found = row(name)
    return {"value": found.value, "low": found.low, "high": found.high}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "name": one.name,
        "change": one.change.value,
        "gait": one.gait,
        "size": one.size.to_dict(),
        "ids": list(one.ids),
        "sentence": {tongue: one.sentence(tongue) for tongue in ("en", "de")},
    }


def _with_rows(text: str, language: str) -> str:
    """Return a text with the numbers of rows filled in and the computed ones left open."""
    opened = text.replace("{=", "\0")
    return filled(opened, language).replace("\0", "{=")


def _assessment(one: Assessment) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": _phrase(one.name),
        "purpose": _phrase(one.purpose),
        "equipment": _phrase(one.equipment),
        "steps": [_phrase(step) for step in one.steps],
        "safety": [_phrase(line) for line in one.safety],
        "measured_by": _phrase(one.measured_by),
        "unit": one.unit,
        "unit_name": _phrase(one.unit_name),
        "better": one.better.value,
        "most": one.most,
        "by_hand": one.by_hand,
        "sides": one.sides,
        "references": [
            {
                "people": _phrase(reference.people),
                "text": _phrase(reference.text),
                "can_tell": _phrase(reference.can_tell),
                "sources": list(reference.sources),
            }
            for reference in one.references
        ],
        "no_reference": None if one.no_reference is None else _phrase(one.no_reference),
        "bands": [
            {
                "group": band.group,
                "people": _phrase(band.people),
                "row": band.row,
                "size": row(band.row).estimate().to_dict(),
            }
            for band in one.bands
        ],
        "no_band": None if one.no_band is None else _phrase(one.no_band),
        "sensor": _phrase(one.sensor),
        "sources": list(one.sources),
    }


def _edges(edges: Edges) -> dict[str, Any]:
    return {
        "first": _rule(edges.first),
        "last": _rule(edges.last),
        "lift_own": _lag(edges.lift_own),
        "lift_other": _lag(edges.lift_other),
        "contact_own": _lag(edges.contact_own),
        "contact_other": _lag(edges.contact_other),
        "passing_own": edges.passing_own,
        "passing_other": edges.passing_other,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "turn": rule.turn,
        "travel": rule.travel,
        "lasts": rule.lasts,
        "motion": rule.motion,
        "own": rule.own,
        "other": rule.other,
        "turns": list(rule.turns),
        "motions": list(rule.motions),
    }


def _lag(lag: Lag) -> dict[str, float]:
    return {"fixed": lag.fixed, "per": lag.per}


def _exercise(one: Exercise) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": _phrase(one.name),
        "forms": {level.value: _form(form) for level, form in one.forms.items()},
    }


def _form(form: Form) -> dict[str, Any]:
    dose_of_form = form.dose
    return {
        "how": _phrase(form.how),
        "dose": {
            "sets": dose_of_form.sets,
            "repetitions": dose_of_form.repetitions,
            "move_s": dose_of_form.move_s,
            "hold_s": dose_of_form.hold_s,
            "rest_s": dose_of_form.rest_s,
            "sides": dose_of_form.sides,
        },
        "poses": [{"caption": _phrase(pose.caption)} for pose in form.poses],
    }


def main() -> None:
    """Write the files into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in (dose, assessments, attention, guide):
        text = json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
        (folder / f"{make.__name__}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
