"""What a report of a plan says, in one language, before it becomes a page.

In: a `History`. Out: a `Content` of sentences, tables and pictures that the HTML page and the
PDF lay out alike; nothing is worded or computed twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retrowalk.coach.attention.tasks import TASKS
from retrowalk.coach.base import (
    Advice,
    ExerciseBlock,
    Level,
    Reason,
    Session,
    WalkBlock,
)
from retrowalk.coach.contract import History
from retrowalk.coach.exercises.words import LEVELS
from retrowalk.coach.plan.words import DESIGN_CHOICE, GOALS, PACES, SETTINGS, SUPPORTS
from retrowalk.coach.plans import Week
from retrowalk.coach.screening import STOP_RULES
from retrowalk.evidence.table import evidence
from retrowalk.evidence.texts import number_text
from retrowalk.language import Language, Phrase
from retrowalk.report import plan_words as words
from retrowalk.report.plan_parts import Section, Sheet, Table, clock, day_text, table_day
from retrowalk.report.plan_progress import progress
from retrowalk.report.plan_sheets import ExerciseOf, PictureOf, exercise_blocks, sheets_of


@dataclass(frozen=True, slots=True)
class Content:
    """A report in one language.

    Attributes:
        language: of all words.
        title: of the document.
        lead: the first sentences.
        warning: said first and large where the screening asks for a doctor, else empty.
        lists: short lists with a title each: when to stop, what to heed.
        sections: in their order.
        disclaimer: at the foot of each page.
        made: the day of the report.
    """

    language: Language
    title: str
    lead: tuple[str, ...]
    warning: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    sections: tuple[Section, ...]
    disclaimer: str
    made: str


def no_exercise(identifier: str) -> None:
    """Know no exercise: their ids stand for them."""


def no_picture(identifier: str, level: Level, language: Language) -> None:
    """Draw nothing."""


def content_of(
    history: History,
    language: Language,
    today: date,
    exercise_of: ExerciseOf = no_exercise,
    picture_of: PictureOf = no_picture,
) -> Content:
    """Return what the report of a plan says.

    Args:
        history: the plan, its log and its test results.
        language: of all words.
        today: which week is told in full, and the date of the report.
        exercise_of: returns an exercise by its id, or None.
        picture_of: returns the still picture of an exercise as SVG, or None.
    """
    plan = history.plan

    def said(phrase: Phrase) -> str:
        return phrase.said(language)

    places = said(words.OR).join(said(SETTINGS[place]) for place in plan.settings)
    lead = [
        said(words.LEAD).format(goal=said(GOALS[plan.goal]), start=day_text(plan.start, language))
    ]
    cautious = plan.advice in {Advice.ASK_DOCTOR, Advice.NOT_NOW}
    if not cautious:
        lead.append(said(words.ADVICE[plan.advice]))
    if places:
        lead.append(said(words.WHERE).format(places=places))
    lead += [_because(reason, language) for reason in plan.reasons]
    sections = []
    week = _current(history, today)
    if week is not None:
        sections.append(_this_week(history, week, language, exercise_of))
    sheets = sheets_of(plan.weeks if week is None else (week,), language, exercise_of, picture_of)
    if sheets:
        sections.append(Section(said(words.SHEETS_TITLE), (), (), (), sheets))
    if week is not None:
        sections.append(_all_weeks(history, language))
    sections.append(progress(history, language))
    sections.append(_sources(history, sections, sheets, week, language, exercise_of))
    return Content(
        language,
        said(words.TITLE),
        tuple(lead),
        said(words.ADVICE[plan.advice]) if cautious else "",
        (
            (said(words.STOP_TITLE), tuple(said(one) for one in STOP_RULES)),
            (said(words.BEFORE_TITLE), tuple(said(one) for one in words.BEFORE)),
        ),
        tuple(sections),
        said(words.DISCLAIMER),
        said(words.MADE).format(day=day_text(today, language)),
    )


def session_lines(
    session: Session, language: Language, exercise_of: ExerciseOf = no_exercise
) -> tuple[str, ...]:
    """Return what to do in a session, one line for each block."""
    return tuple(_block_line(block, language, exercise_of) for block in session.blocks)


def _because(reason: Reason, language: Language) -> str:
    sources = ", ".join(reason.sources) or DESIGN_CHOICE.said(language)
    return f"{reason.sentence.said(language)} [{sources}]"


def _current(history: History, today: date) -> Week | None:
    """Return the week that holds today; the nearest one outside the plan."""
    weeks = history.plan.weeks
    if not weeks:
        return None
    number = (today - history.plan.start).days // 7 + 1
    return min(weeks, key=lambda week: abs(week.number - number))


def _block_line(
    block: WalkBlock | ExerciseBlock, language: Language, exercise_of: ExerciseOf
) -> str:
    def said(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    if isinstance(block, ExerciseBlock):
        exercise = exercise_of(block.exercise)
        name = block.exercise if exercise is None else exercise.name.said(language)
        return said(words.EXERCISE_LINE, name=name, level=said(LEVELS[block.level]))
    line = said(
        words.WALK_LINE if block.bouts > 1 else words.WALK_LINE_ONCE,
        where=said(SETTINGS[block.setting]),
        pace=said(PACES[block.pace]),
        hands=said(SUPPORTS[block.support]),
        bouts=block.bouts,
        lasts=clock(block.bout_s),
    )
    if block.bouts > 1 and block.rest_s > 0.0:
        line += said(words.WALK_REST, rest=clock(block.rest_s))
    if block.slope_percent:
        line += said(words.WALK_SLOPE, slope=number_text(block.slope_percent, language.value))
    if block.cadence_spm is not None:
        line += said(words.WALK_CADENCE, cadence=round(block.cadence_spm))
    if block.task is not None:
        known = TASKS.get(block.task)
        line += said(words.WALK_TASK, task=block.task if known is None else said(known.name))
    return line


def _minutes(seconds: float, language: Language) -> str:
    return number_text(round(seconds / 60.0, 1), language.value)


def _this_week(
    history: History, week: Week, language: Language, exercise_of: ExerciseOf
) -> Section:
    """Return the sessions of one week, with room to fill in by hand."""

    def said(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    first = history.plan.start + timedelta(days=7 * (week.number - 1))
    rows = []
    for session in week.sessions:
        on = first + timedelta(days=session.day - 1)
        kind = said(words.HARD if session.hard else words.EASY)
        rows.append(
            (
                f"{said(words.WEEKDAYS[on.weekday()])}, {table_day(on, language)}\n({kind})",
                "\n".join(f"• {line}" for line in session_lines(session, language, exercise_of)),
                _minutes(session.backward_s, language),
                "",
                "",
            )
        )
    table = Table(
        said(words.FILL_IN),
        tuple(
            said(name)
            for name in (words.DAY, words.WHAT, words.BACKWARD_MIN, words.PAIN, words.EFFORT)
        ),
        tuple(rows),
        (2.3, 7.5, 1.95, 1.65, 2.4),
        frozenset({2}),
    )
    lead = said(
        words.WEEK_LEAD,
        sessions=len(week.sessions),
        minutes=_minutes(week.backward_s, language),
        first=day_text(first, language),
        last=day_text(first + timedelta(days=6), language),
    )
    reasons = tuple(_because(reason, language) for reason in week.reasons)
    return Section(said(words.WEEK_TITLE, week=week.number), (lead, *reasons), (table,), (), ())


def _all_weeks(history: History, language: Language) -> Section:
    def said(phrase: Phrase) -> str:
        return phrase.said(language)

    rows = tuple(
        (
            str(week.number),
            str(len(week.sessions)),
            _minutes(week.backward_s, language),
            "\n".join(_because(reason, language) for reason in week.reasons),
        )
        for week in history.plan.weeks
    )
    table = Table(
        said(words.PLAN_CAPTION),
        tuple(said(n) for n in (words.WEEK, words.SESSIONS, words.BACKWARD_MIN, words.WHY)),
        rows,
        (1.5, 1.9, 2.0, 9.0),
        frozenset({0, 1, 2}),
    )
    return Section(said(words.PLAN_TITLE), (said(words.LATER),), (table,), (), ())


def _sources(
    history: History,
    sections: Sequence[Section],
    sheets: Sequence[Sheet],
    week: Week | None,
    language: Language,
    exercise_of: ExerciseOf,
) -> Section:
    """Return the rows of evidence that the report names, with their citations."""
    plan = history.plan
    named = [*plan.reasons, *(reason for one in plan.weeks for reason in one.reasons)]
    ids = [source for reason in named for source in reason.sources]
    for block in exercise_blocks(() if week is None else (week,)):
        exercise = exercise_of(block.exercise)
        form = None if exercise is None else exercise.forms.get(block.level)
        ids += [] if form is None or not sheets else list(form.dose.sources)
    ids += [source for section in sections for source in section.sources]
    rows = tuple(
        (one, f"{evidence()[one].citation}. {evidence()[one].reference}".strip())
        for one in sorted(set(ids))
        if one in evidence()
    )
    title, lead = words.SOURCES_TITLE.said(language), words.SOURCES_LEAD.said(language)
    return Section(title, (lead,), (), (), (), tuple(one for one, _ in rows), rows)
