"""``retrowalk exercise``: the seventeen exercises, in words and pictures."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrowalk.coach.base import Level
from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language, Phrase

if TYPE_CHECKING:
    from retrowalk.coach.base import Exercise


class Job(StrEnum):
    """What to do with the exercises."""

    LIST = "list"
    SHOW = "show"
    PLAY = "play"


_HEADS = {
    "setup": Phrase(en="Set-up", de="Vorbereitung"),
    "steps": Phrase(en="Steps", de="Ablauf"),
    "breathing": Phrase(en="Breathing", de="Atmung"),
    "faults": Phrase(en="What often goes wrong", de="Häufige Fehler"),
    "cautions": Phrase(en="Take care", de="Vorsicht"),
    "stop": Phrase(en="When to stop", de="Wann Sie aufhören"),
    "dose": Phrase(en="How much", de="Wie viel"),
    "sources": Phrase(en="Sources", de="Quellen"),
    "form": Phrase(en="This form", de="Diese Form"),
}


def exercise(
    job: Annotated[Job, typer.Argument(help="list all, show one, or play one.")],
    identifier: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Which one: its id or its number.")
    ] = None,
    level: Annotated[Level, typer.Option("--level", help="Which form.")] = Level.STANDARD,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="Also write the moving picture.")
    ] = None,
    still: Annotated[
        Path | None, typer.Option("--still", help="Also write the key poses side by side.")
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Play: print all cues at once.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: Annotated[Language, typer.Option("--lang", help="Language.")] = Language.EN,
) -> None:
    """List the three-minute exercises, show one with its pictures, or play one with its cues."""
    from retrowalk.coach.exercises import exercise as find
    from retrowalk.coach.exercises import exercises
    from retrowalk.coach.exercises.words import to_dict

    if job is Job.LIST:
        if identifier or svg or still:
            raise RetrowalkError(
                "a list takes neither an id nor pictures",
                where="exercise list",
                remedy="say 'exercise show ID'",
            )
        if as_json:
            data = [to_dict(found, lang) for found in exercises()]
            typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            _print_list(lang)
        return
    if identifier is None:
        raise RetrowalkError(
            "say which exercise", where=f"exercise {job}", remedy="see 'retrowalk exercise list'"
        )
    found = find(identifier)
    if job is Job.PLAY:
        from retrowalk.cli.exercise_play import play_exercise

        if as_json or svg or still:
            raise RetrowalkError(
                "playing takes neither JSON nor pictures",
                where="exercise play",
                remedy="say 'exercise show ID'",
            )
        ended = play_exercise(found, level, lang, fast=fast)
        if ended.hurt:
            from retrowalk.cli.hurt import line_from_stdin, log_hurt

            log_hurt(found.id, ended, lang, line_from_stdin)
        return
    _write_pictures(found, level, lang, svg, still)
    if as_json:
        typer.echo(json.dumps(to_dict(found, lang), ensure_ascii=False, indent=2))
        return
    for line in sheet(found, level, lang):
        typer.echo(line)


def _print_list(lang: Language) -> None:
    from retrowalk.coach.exercises import exercises
    from retrowalk.coach.exercises.words import minutes

    for found in exercises():
        total = minutes(found.forms[Level.STANDARD].dose.total_s)
        typer.echo(f"{found.number:>2}  {found.id:<26}{total:>5}  {found.name.said(lang)}")


def sheet(found: Exercise, level: Level, lang: Language) -> list[str]:
    """Return one exercise as lines of text."""
    from retrowalk.coach.exercises.words import LEVELS, dose_text

    form = found.forms[level]

    def head(name: str) -> str:
        return f"\n{_HEADS[name].said(lang)}"

    def dashed(phrases: tuple[Phrase, ...]) -> list[str]:
        return [f"  - {phrase.said(lang)}" for phrase in phrases]

    lines = [f"{found.number}  {found.name.said(lang)} ({LEVELS[level].said(lang)})"]
    lines += [found.purpose.said(lang), head("form"), f"  {form.how.said(lang)}"]
    lines += [head("setup"), f"  {found.setup_of(level).said(lang)}", head("steps")]
    steps = found.steps_of(level)
    lines += [f"  {i}. {step.said(lang)}" for i, step in enumerate(steps, start=1)]
    lines += [head("dose"), f"  {dose_text(form.dose, lang)}"]
    lines += [f"  {form.dose_note.said(lang)}"] if form.dose_note else []
    lines += [head("breathing"), f"  {found.breathing.said(lang)}"]
    lines += [head("faults"), *dashed(found.faults)]
    lines += [head("cautions"), *dashed(found.cautions)]
    lines += [head("stop"), *dashed(found.stop_signs)]
    return [*lines, head("sources"), f"  {', '.join(found.sources)}"]


def _write_pictures(
    found: Exercise, level: Level, lang: Language, svg: Path | None, still: Path | None
) -> None:
    if svg is None and still is None:
        return
    from retrowalk.report.body import moving_svg, still_svg

    for path, draw in ((svg, moving_svg), (still, still_svg)):
        if path is None:
            continue
        if path.suffix.lower() != ".svg":
            raise RetrowalkError(
                f"'{path.suffix}' is not a kind of picture",
                where=str(path),
                remedy="use a name that ends in .svg",
            )
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(draw(found, level, lang), encoding="utf-8")
