"""What follows when an exercise hurts: it is logged, and the plan adapts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import typer

from retrowalk.cli.stored import current, keep_entry
from retrowalk.coach.base import ExerciseBlock, Session
from retrowalk.coach.guide.player import Outcome
from retrowalk.coach.logs import WORST, LogEntry
from retrowalk.coach.plan.limits import limit
from retrowalk.coach.plan.replay import next_session
from retrowalk.coach.store import open_store, store_path
from retrowalk.language import Language, Phrase

_HOW_MUCH = Phrase(
    "How strong is the pain, 0 to 10? Enter if you cannot say.",
    "Wie stark ist der Schmerz, 0 bis 10? Enter, wenn Sie es nicht sagen können.",
)
_NO_PLAN = Phrase(
    "There is no plan to log it in.", "Es gibt keinen Plan, in den es eingetragen werden könnte."
)


def log_hurt(exercise: str, ended: Outcome, lang: Language, ask: Callable[[], str]) -> None:
    """Ask how much it hurts, log the session that is due, and say what changes.

    Without a number it counts as a flare (design choice: the careful reading).

    Args:
        exercise: id of what was played.
        ended: how it ended.
        lang: of what is said.
        ask: returns a line, empty at the end of the input.
    """
    if not store_path().exists():
        typer.echo(_NO_PLAN.said(lang))
        return
    today = date.today()
    with open_store() as store:
        if store.plan() is None:
            typer.echo(_NO_PLAN.said(lang))
            return
        screening, made, logs = current(store, today)
        pain = _pain(lang, ask)
        due = next_session(made, logs, screening.pain)
        if due is not None:
            share = share_done(due, exercise, ended.completed_share)
            entry = LogEntry(due.week, due.day, today, share, pain, note="hurts")
        elif logs:  # the week is done: the last entry gets the pain
            last = max(logs, key=lambda e: (e.date, e.week, e.day))
            worst = max(pain, last.pain_during or 0)
            entry = replace(last, pain_during=worst, note=last.note or "hurts")
        else:  # a plan that waits for a doctor
            typer.echo(_NO_PLAN.said(lang))
            return
        for line in keep_entry(store, entry, made, today, lang):
            typer.echo(line)


def share_done(session: Session, exercise: str, share: float) -> float:
    """Return the share of a session that is done when it stops in this exercise.

    What comes before it counts as done; an exercise that is not in the session adds nothing.
    """
    names = [b.exercise if isinstance(b, ExerciseBlock) else "" for b in session.blocks]
    if exercise not in names:
        return 0.0
    return (names.index(exercise) + share) / len(names)


def line_from_stdin() -> str:
    """Return a line of the input, empty at its end."""
    return sys.stdin.readline().strip()


def _pain(lang: Language, ask: Callable[[], str]) -> int:
    while True:
        typer.echo(_HOW_MUCH.said(lang), err=True)
        text = ask()
        if not text:
            return round(limit("flare_pain"))
        if text.isdecimal() and int(text) <= WORST:
            return int(text)
