"""Exercise sheets: one form of one exercise each, to hang on the wall."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrowalk.coach.base import Dose, Exercise, ExerciseBlock, Form, Level
from retrowalk.coach.plans import Week
from retrowalk.evidence.texts import number_text
from retrowalk.language import Language, Phrase
from retrowalk.report import plan_words as words
from retrowalk.report.plan_parts import Picture, Sheet, clock

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

    name, level = said(exercise.name), said(words.LEVELS[form.level])
    picture = None
    if svg is not None:
        picture = Picture(svg, said(words.PICTURE_ALT, name=name, level=level), "", None)
    others = tuple(
        f"{said(words.LEVELS[other.level])}: {said(other.how)} {dose_line(other.dose, language)}."
        for other in exercise.forms.values()
        if other.level is not form.level
    )
    sources = f" [{', '.join(form.dose.sources)}]" if form.dose.sources else ""
    chosen = sources or f" [{said(words.DESIGN_CHOICE)}]"
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
                (words.DOSE, (f"{dose_line(form.dose, language)}{chosen}",)),
                (words.BREATHING, (said(exercise.breathing),)),
                (words.FORMS, others),
                (words.FAULTS, tuple(said(fault) for fault in exercise.faults)),
                (words.CAUTIONS, tuple(said(caution) for caution in exercise.cautions)),
                (words.STOP_SIGNS, tuple(said(sign) for sign in exercise.stop_signs)),
            )
            if lines
        ),
    )


def dose_line(dose: Dose, language: Language) -> str:
    """Return how much of an exercise: rounds, repetitions, holds, sides, rests, in all."""

    def said(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    return said(
        words.DOSE_LINE,
        rounds=said(words.DOSE_ROUNDS, sets=dose.sets) if dose.sets > 1 else "",
        repetitions=dose.repetitions,
        held=said(words.DOSE_HELD, hold=number_text(dose.hold_s, language.value))
        if dose.hold_s >= 3.0
        else "",
        sides=said(words.DOSE_SIDES) if dose.sides > 1 else "",
        rest=said(words.DOSE_REST, rest=number_text(dose.rest_s, language.value))
        if dose.rest_s > 0.0 and dose.sets * dose.sides > 1
        else "",
        total=clock(dose.total_s),
    )
