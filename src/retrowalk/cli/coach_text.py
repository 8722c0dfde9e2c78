"""How screenings, plans and reasons read on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from retrowalk.coach.base import ExerciseBlock, Reason, Session, WalkBlock
from retrowalk.coach.exercises.words import LEVELS
from retrowalk.coach.plan.replay import session_date
from retrowalk.coach.plan.words import (
    ADVICE,
    DESIGN_CHOICE,
    EXERCISE_NAMES,
    GOALS,
    PACES,
    SETTINGS,
    SUPPORTS,
    TASK_NAMES,
    minutes_phrase,
    number_phrase,
)
from retrowalk.coach.plans import Plan
from retrowalk.coach.screening.base import Screening
from retrowalk.language import Language, Phrase

P = Phrase
_RESULT = P("Result", "Ergebnis")
_WHERE = P("Where", "Wo")
_NOWHERE = P("not yet", "noch nirgends")
_WHY = P("Why", "Warum")
_CLEAR = P("Clear with a doctor or physiotherapist", "Mit Arzt- oder Physiotherapiepraxis klären")
_STOP = P("When to stop", "Wann Sie aufhören")
_NO_DIAGNOSIS = P(
    "This is no diagnosis and replaces no examination.",
    "Das ist keine Diagnose und ersetzt keine Untersuchung.",
)
_PLAN = P("Plan", "Plan")
_WEEK = P("Week", "Woche")
_DAY = P("day", "Tag")
_FULL = P("full", "voll")
_EASY = P("easy", "leicht")
_BACKWARD = P("minutes backward", "Minuten rückwärts")
_FROM = P("from", "ab")
_A_SESSION = P("minutes a session", "Minuten je Einheit")
_REST = P("rest", "Pause")
_SLOPE = P("slope", "Steigung")
_ALL_WELL = P(
    "Weeks marked * are what comes if all goes well; each is decided by what you log.",
    "Mit * markierte Wochen kommen so, wenn alles gut geht; jede entscheidet sich nach Ihren"
    " Einträgen.",
)
WEEKDAYS = (
    P("Mon", "Mo"),
    P("Tue", "Di"),
    P("Wed", "Mi"),
    P("Thu", "Do"),
    P("Fri", "Fr"),
    P("Sat", "Sa"),
    P("Sun", "So"),
)


def date_text(day: date, lang: Language) -> str:
    """Return a date as people write it."""
    weekday = WEEKDAYS[day.weekday()].said(lang)
    written = f"{day:%d.%m.%Y}" if lang is Language.DE else day.isoformat()
    return f"{weekday} {written}"


def reason_text(reason: Reason, lang: Language) -> str:
    """Return a reason with its sources, or that it is a design choice."""
    origin = DESIGN_CHOICE.said(lang) if reason.design_choice else ", ".join(reason.sources)
    return f"{reason.sentence.said(lang)} [{reason.rule}: {origin}]"


def screening_lines(found: Screening, lang: Language) -> Iterable[str]:
    """Yield the result of a screening."""
    places = ", ".join(SETTINGS[place].said(lang) for place in found.settings)
    yield f"{_RESULT.said(lang)}: {ADVICE[found.advice].said(lang)}"
    yield f"{_WHERE.said(lang)}: {places or _NOWHERE.said(lang)}"
    yield from _list(_WHY, (reason_text(reason, lang) for reason in found.fired), lang)
    if found.clear_with_doctor:
        yield from _list(_CLEAR, (text.said(lang) for text in found.clear_with_doctor), lang)
    yield from _list(_STOP, (text.said(lang) for text in found.stop_rules), lang)
    yield _NO_DIAGNOSIS.said(lang)


def plan_lines(plan: Plan, lang: Language, *, decided: int, only: int | None) -> Iterable[str]:
    """Yield a plan, or one week of it.

    Args:
        plan: the plan.
        lang: language.
        decided: weeks that are decided; later ones are an outlook.
        only: the week to show, or None for all.
    """
    if only is None:
        yield (
            f"{_PLAN.said(lang)}: {GOALS[plan.goal].said(lang)},"
            f" {plan.minutes} {_A_SESSION.said(lang)},"
            f" {_FROM.said(lang)} {date_text(plan.start, lang)}"
        )
        yield f"{_RESULT.said(lang)}: {ADVICE[plan.advice].said(lang)}"
        for reason in plan.reasons:
            yield f"  - {reason_text(reason, lang)}"
    outlook = False
    for week in plan.weeks:
        if only is not None and week.number != only:
            continue
        star = "*" if week.number > decided else ""
        outlook = outlook or bool(star)
        yield ""
        minutes = minutes_phrase(week.backward_s).said(lang)
        yield f"{_WEEK.said(lang)} {week.number}{star}: {minutes} {_BACKWARD.said(lang)}"
        for reason in week.reasons:
            yield f"  {reason_text(reason, lang)}"
        for session in week.sessions:
            yield from session_lines(plan, session, lang)
    if outlook:
        yield ""
        yield _ALL_WELL.said(lang)


def session_lines(plan: Plan, session: Session, lang: Language) -> Iterable[str]:
    """Yield a session: its day, what to do, and why."""
    kind = (_FULL if session.hard else _EASY).said(lang)
    on = date_text(session_date(plan, session), lang)
    yield f"  {on} ({_DAY.said(lang)} {session.day}, {kind})"
    for block in session.blocks:
        yield f"    - {block_text(block, lang)}"
    for reason in session.reasons:
        yield f"      {reason_text(reason, lang)}"


def block_text(block: WalkBlock | ExerciseBlock, lang: Language) -> str:
    """Return one block in a line."""
    if isinstance(block, ExerciseBlock):
        name = EXERCISE_NAMES.get(block.exercise, Phrase(block.exercise, block.exercise))
        return f"{name.said(lang)} ({LEVELS[block.level].said(lang)}) [{block.exercise}]"
    backward = Phrase("backward", "rückwärts").said(lang)
    parts = [
        f"{backward} {block.bouts} × {block.bout_s:.0f} s",
        SETTINGS[block.setting].said(lang),
        SUPPORTS[block.support].said(lang),
        PACES[block.pace].said(lang),
    ]
    if block.slope_percent:
        slope = number_phrase(block.slope_percent).said(lang)
        parts.append(f"{slope} % {_SLOPE.said(lang)}")
    if block.task is not None:
        parts.append(TASK_NAMES.get(block.task, Phrase(block.task, block.task)).said(lang))
    if block.bouts > 1:
        parts.append(f"{_REST.said(lang)} {block.rest_s:.0f} s")
    return ", ".join(parts)


def _list(title: Phrase, lines: Iterable[str], lang: Language) -> Iterable[str]:
    yield f"{title.said(lang)}:"
    for line in lines:
        yield f"  - {line}"
