"""`retrowalk attention`: spoken tasks while walking, and what one cost."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.cli.walk_file import read_walk
from retrowalk.coach.attention.cost import (
    TaskCost,
    brain_claim,
    brain_sentence,
    cost_sentence,
    reason_said,
    task_cost,
)
from retrowalk.coach.attention.tasks import AFTER, BEFORE, GRADE_WORDS, TASKS
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.texts import number_text
from retrowalk.language import Language, Phrase
from retrowalk.tracker.base import Direction

_CADENCE = Phrase("Steps a minute", "Schritte je Minute")
_STEADINESS = Phrase("Step-time variability, per cent", "Streuung der Schrittzeit, Prozent")
_UNKNOWN = Phrase("unknown", "unbekannt")
_PAIRS = Phrase("Pairs of bouts", "Paare von Abschnitten")


class Job(StrEnum):
    """What to do with tasks."""

    LIST = "list"
    COST = "cost"


def attention(
    job: Annotated[Job, typer.Argument(help="list the tasks, or tell what one cost.")],
    without: Annotated[
        Path | None,
        typer.Argument(metavar="[WITHOUT]", help="The walk without a task, `track --json`."),
    ] = None,
    with_task: Annotated[
        Path | None, typer.Argument(metavar="[WITH]", help="The walk with it, `track --json`.")
    ] = None,
    direction: Annotated[
        Direction, typer.Option(help="cost: which bouts, backward or forward.")
    ] = Direction.BACKWARD,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.EN,
) -> None:
    """Train attention: tasks to say while walking, and what one cost in cadence and steadiness."""
    if job is Job.LIST:
        if without is not None:
            raise RetrowalkError(
                "a list takes no walks", where="attention", remedy="say `attention cost`"
            )
        _list(lang, as_json=as_json)
        return
    if without is None or with_task is None:
        raise RetrowalkError(
            "two walks are needed",
            where="attention cost",
            remedy="name the one without and the one with the task, by `retrowalk track --json`",
        )
    cost = task_cost(read_walk(without), read_walk(with_task), direction)
    _tell(cost, lang, as_json=as_json)


def _list(lang: Language, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "id": one.id,
                "grade": one.grade.value,
                "name": one.name.said(lang),
                "say": one.say.said(lang),
            }
            for one in TASKS.values()
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    typer.echo(BEFORE.said(lang))
    for one in TASKS.values():
        typer.echo(f"{one.id:<13} {GRADE_WORDS[one.grade].said(lang):<7} {one.say.said(lang)}")
    typer.echo(AFTER.said(lang))
    typer.echo(brain_sentence(lang))


def _tell(cost: TaskCost, lang: Language, *, as_json: bool) -> None:
    if as_json:
        whole = {
            "cadence_spm": cost.cadence_spm.to_dict(),
            "step_time_cv": cost.step_time_cv.to_dict(),
            "pairs": cost.pairs,
            "method": cost.method.said(lang),
            "sentence": cost_sentence(cost).said(lang),
            "brain": brain_sentence(lang),
            "sources": [*brain_claim().ids_for, *brain_claim().ids_against],
        }
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    typer.echo(cost_sentence(cost).said(lang))
    typer.echo(f"{_CADENCE.said(lang)}: {_change(cost.cadence_spm, 1.0, lang)}")
    typer.echo(f"{_STEADINESS.said(lang)}: {_change(cost.step_time_cv, 100.0, lang)}")
    typer.echo(f"{_PAIRS.said(lang)}: {cost.pairs}. {cost.method.said(lang)}")
    typer.echo(brain_sentence(lang))


def _change(estimate: Estimate, times: float, lang: Language) -> str:
    """Return a change with its sign and interval, ``+1.2 (-0.3 … +2.7)``."""
    if estimate.value is None:
        return f"{_UNKNOWN.said(lang)} ({reason_said(estimate.reason or '', lang)})"

    def signed(number: float) -> str:
        shown = round(number * times, 1)
        return f"{'+' if shown > 0 else ''}{number_text(shown, lang.value)}"

    if estimate.low is None or estimate.high is None:
        return signed(estimate.value)
    return f"{signed(estimate.value)} ({signed(estimate.low)} … {signed(estimate.high)})"
