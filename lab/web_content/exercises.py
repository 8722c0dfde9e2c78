"""The exercises and the tests as the app reads them."""

from __future__ import annotations

from typing import Any

from lab.web_content.phrases import all_of, both, both_or_none, by_key
from retrowalk.coach.assessments.base import Assessment
from retrowalk.coach.assessments.catalogue import ASSESSMENTS, PROTOCOL_NOTE, TEN_METRES_M
from retrowalk.coach.assessments.reasons import DIRECTION_UNKNOWN, REASONS
from retrowalk.coach.attention.tasks import AFTER, BEFORE, GRADE_WORDS, TASKS
from retrowalk.coach.base import Dose, Exercise, Form
from retrowalk.coach.exercises import exercises as all_exercises
from retrowalk.coach.exercises.words import LEVELS, dose_text
from retrowalk.evidence.table import row
from retrowalk.language import Language, Phrase


def exercises() -> dict[str, Any]:
    """Return every exercise with its three forms."""
    return {
        "levels": by_key(LEVELS),
        "exercises": [_exercise(one) for one in all_exercises()],
    }


def _exercise(one: Exercise) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "name": both(one.name),
        "purpose": both(one.purpose),
        "breathing": both(one.breathing),
        "faults": all_of(one.faults),
        "forms": {level.value: _form(one, form) for level, form in one.forms.items()},
        "cautions": all_of(one.cautions),
        "avoid_with": list(one.avoid_with),
        "stop_signs": all_of(one.stop_signs),
        "goals": [goal.value for goal in one.goals],
        "sources": list(one.sources),
    }


def _form(one: Exercise, form: Form) -> dict[str, Any]:
    return {
        "how": both(form.how),
        "setup": both(one.setup_of(form.level)),
        "steps": all_of(one.steps_of(form.level)),
        "dose": _dose(form.dose),
        "dose_text": both(
            Phrase(dose_text(form.dose, Language.EN), dose_text(form.dose, Language.DE))
        ),
        "dose_note": both_or_none(form.dose_note),
        "view": form.view.value,
        "poses": [{"caption": both(p.caption), "seconds": p.seconds} for p in form.poses],
        "avoid_with": list(form.avoid_with),
    }


def _dose(dose: Dose) -> dict[str, Any]:
    return {
        "sets": dose.sets,
        "repetitions": dose.repetitions,
        "move_s": dose.move_s,
        "hold_s": dose.hold_s,
        "rest_s": dose.rest_s,
        "sides": dose.sides,
        "total_s": dose.total_s,
        "sources": list(dose.sources),
    }


def assessments() -> dict[str, Any]:
    """Return every test, and why a sensor gives no result."""
    return {
        "protocol_note": both(PROTOCOL_NOTE),
        "ten_metres_m": TEN_METRES_M,
        "tests": [_assessment(one) for one in ASSESSMENTS.values()],
        "reasons": all_of(REASONS),
        "direction_unknown": both(DIRECTION_UNKNOWN),
    }


def _assessment(one: Assessment) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": both(one.name),
        "purpose": both(one.purpose),
        "equipment": both(one.equipment),
        "steps": all_of(one.steps),
        "safety": all_of(one.safety),
        "measured_by": both(one.measured_by),
        "unit": one.unit,
        "unit_name": both(one.unit_name),
        "better": one.better.value,
        "most": one.most,
        "by_hand": one.by_hand,
        "sides": one.sides,
        "references": [
            {
                "people": both(reference.people),
                "text": both(reference.text),
                "can_tell": both(reference.can_tell),
                "sources": list(reference.sources),
            }
            for reference in one.references
        ],
        "no_reference": both_or_none(one.no_reference),
        "bands": [
            {
                "group": band.group,
                "people": both(band.people),
                "row": band.row,
                "value": row(band.row).number,
                "unit": row(band.row).unit,
                # as `judge` gives it back
                "estimate": row(band.row).estimate().to_dict(),
            }
            for band in one.bands
        ],
        "no_band": both_or_none(one.no_band),
        "sensor": both(one.sensor),
        "sources": list(one.sources),
    }


def attention() -> dict[str, Any]:
    """Return the spoken tasks."""
    return {
        "tasks": [
            {
                "id": task.id,
                "grade": task.grade.value,
                "name": both(task.name),
                "say": both(task.say),
            }
            for task in TASKS.values()
        ],
        "grades": by_key(GRADE_WORDS),
        "before": both(BEFORE),
        "after": both(AFTER),
    }
