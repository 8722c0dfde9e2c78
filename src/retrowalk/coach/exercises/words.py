"""An exercise in words: its dose as a sentence, and all of it as plain data."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from retrowalk.coach.base import Dose, Exercise, Form, Level
from retrowalk.language import Language, Phrase

LEVELS = MappingProxyType(
    {
        Level.EASIER: Phrase(en="easier form", de="leichtere Form"),
        Level.STANDARD: Phrase(en="standard form", de="übliche Form"),
        Level.HARDER: Phrase(en="harder form", de="schwerere Form"),
    }
)


def _seconds(seconds: float, language: Language) -> str:
    text = f"{seconds:g} s"
    return text.replace(".", ",") if language is Language.DE else text


def minutes(seconds: float) -> str:
    """Return a time as minutes and seconds, ``"2:45"``."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def dose_text(dose: Dose, language: Language) -> str:
    """Return a dose as one line: rounds, repetitions, time held, rest, time in all."""
    german = language is Language.DE
    each = (" je Seite" if german else " each side") if dose.sides == 2 else ""
    rounds = "Runde" if german else "round"
    many = ("Runden" if german else "rounds") if dose.sets > 1 else rounds
    parts = [f"{dose.sets} {many}{each}", f"{dose.repetitions} ×"]
    if dose.hold_s >= 2:
        parts.append(f"{_seconds(dose.hold_s, language)} {'halten' if german else 'held'}")
    if dose.sets * dose.sides > 1:
        parts.append(f"{_seconds(dose.rest_s, language)} {'Pause' if german else 'rest'}")
    total = f"{minutes(dose.total_s)} min {'insgesamt' if german else 'in all'}"
    return f"{', '.join(parts)}; {total}"


def _form_dict(exercise: Exercise, form: Form, language: Language) -> dict[str, Any]:
    dose = form.dose
    return {
        "how": form.how.said(language),
        "setup": exercise.setup_of(form.level).said(language),
        "steps": [step.said(language) for step in exercise.steps_of(form.level)],
        "avoid_with": list(form.avoid_with),
        "dose": dose_text(dose, language),
        "dose_note": form.dose_note.said(language) if form.dose_note else None,
        "sets": dose.sets,
        "repetitions": dose.repetitions,
        "move_s": dose.move_s,
        "hold_s": dose.hold_s,
        "rest_s": dose.rest_s,
        "sides": dose.sides,
        "total_s": dose.total_s,
        "dose_sources": list(dose.sources),
        "pictures": [pose.caption.said(language) for pose in form.poses],
    }


def to_dict(exercise: Exercise, language: Language) -> dict[str, Any]:
    """Return an exercise as JSON data, its texts in one language."""

    def said(phrases: tuple[Phrase, ...]) -> list[str]:
        return [phrase.said(language) for phrase in phrases]

    return {
        "id": exercise.id,
        "number": exercise.number,
        "name": exercise.name.said(language),
        "purpose": exercise.purpose.said(language),
        "setup": exercise.setup.said(language),
        "steps": said(exercise.steps),
        "breathing": exercise.breathing.said(language),
        "faults": said(exercise.faults),
        "forms": {
            level.value: _form_dict(exercise, exercise.forms[level], language) for level in Level
        },
        "cautions": said(exercise.cautions),
        "avoid_with": list(exercise.avoid_with),
        "stop_signs": said(exercise.stop_signs),
        "goals": [goal.value for goal in exercise.goals],
        "sources": list(exercise.sources),
    }
