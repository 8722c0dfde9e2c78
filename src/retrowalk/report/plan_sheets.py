"""Exercise sheets: one form of one exercise each, to hang on the wall."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrowalk.coach.base import Exercise, ExerciseBlock, Form, Level
from retrowalk.coach.exercises.words import LEVELS, dose_text
from retrowalk.coach.plan.words import DESIGN_CHOICE
from retrowalk.coach.plans import Week
from retrowalk.language import Language, Phrase
from retrowalk.report import plan_words as words
from retrowalk.report.plan_parts import Picture, Sheet

PictureOf = Callable[[str, Level, Language], str | None]
ExerciseOf = Callable[[str], Exercise | None]


def exercise_blocks(weeks: Sequence[Week]) -> tuple[ExerciseBlock, ...]:
    """Return the exercises of some weeks, each form once, in order."""
    return tuple(
        dict.fromkeys(
            block
            for week in weeks
            for session in week.sessions
            for block in session.blocks
            if isinstance(block, ExerciseBlock)
        )
    )


def sheets_of(
    weeks: Sequence[Week], language: Language, exercise_of: ExerciseOf, picture_of: PictureOf
) -> tuple[Sheet, ...]:
    """Return a sheet for each form of some weeks; exercises that nobody knows have none."""
    found = []
    for block in exercise_blocks(weeks):
        exercise = exercise_of(block.exercise)
        form = None if exercise is None else exercise.forms.get(block.level)
        if exercise is not None and form is not None:
            svg = picture_of(exercise.id, block.level, language)
            found.append(_sheet(exercise, form, svg, language))
    return tuple(found)


def _sheet(exercise: Exercise, form: Form, svg: str | None, language: Language) -> Sheet:
    def said(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    name, level = said(exercise.name), said(LEVELS[form.level])
    picture = None
    if svg is not None:
        picture = Picture(svg, said(words.PICTURE_ALT, name=name, level=level), "", None)
    others = tuple(
        f"{said(LEVELS[other.level])}: {said(other.how)} {dose_text(other.dose, language)}."
        for other in exercise.forms.values()
        if other.level is not form.level
    )
    sources = f" [{', '.join(form.dose.sources)}]" if form.dose.sources else ""
    chosen = sources or f" [{said(DESIGN_CHOICE)}]"
    return Sheet(
        f"{name} ({level})",
        said(exercise.purpose),
        picture,
        (
            (said(words.SETUP), (said(exercise.setup_of(form.level)),)),
            (said(words.THIS_FORM), (said(form.how),)),
        ),
        tuple(said(step) for step in exercise.steps_of(form.level)),
        said(words.STEPS),
        tuple(
            (said(title), lines)
            for title, lines in (
                (words.DOSE, (f"{dose_text(form.dose, language)}{chosen}",)),
                (words.BREATHING, (said(exercise.breathing),)),
                (words.FORMS, others),
                (words.FAULTS, tuple(said(fault) for fault in exercise.faults)),
                (words.CAUTIONS, tuple(said(caution) for caution in exercise.cautions)),
                (words.STOP_SIGNS, tuple(said(sign) for sign in exercise.stop_signs)),
            )
            if lines
        ),
    )
