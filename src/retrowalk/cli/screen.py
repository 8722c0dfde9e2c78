"""`retrowalk screen`: plain questions before the first step backward."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from retrowalk.cli.coach_text import screening_lines
from retrowalk.coach.screening.base import Answers, Kind, Question, Value
from retrowalk.coach.screening.questions import QUESTIONS, answers_from, check_answer, is_asked
from retrowalk.coach.screening.screen import may_be_cleared, screen, screening_to_dict
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase

_HINTS = {
    Kind.NUMBER: Phrase("a number", "eine Zahl"),
    Kind.SCALE: Phrase("0 to 10", "0 bis 10"),
    Kind.YES_NO: Phrase("one number", "eine Nummer"),
    Kind.CHOICE: Phrase("one number", "eine Nummer"),
    Kind.SEVERAL: Phrase(
        "numbers with commas, Enter for none", "Nummern mit Komma, Enter für nichts davon"
    ),
}
_WHY = Phrase("why", "warum")
_ASK_WHY = Phrase("? for why", "? für warum")
_WHOLE = Phrase(
    "Please say a whole number from {low} to {high}.",
    "Bitte sagen Sie eine ganze Zahl von {low} bis {high}.",
)
_ONE_OF = Phrase(
    "Please give the numbers before the answers, 1 to {count}.",
    "Bitte nennen Sie die Nummern vor den Antworten, 1 bis {count}.",
)
_SAVED = Phrase(
    "Saved; go on with `retrowalk plan new`.", "Gespeichert; weiter mit `retrowalk plan new`."
)


def screen_command(
    answers: Annotated[
        Path | None,
        typer.Option(help="Answers as JSON instead of asking.", metavar="FILE.json"),
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="Show the questions with their reasons, ask none.")
    ] = False,
    save: Annotated[
        bool, typer.Option("--save/--no-save", help="Keep answers and result for the plan.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.EN,
) -> None:
    """Ask a few plain questions and say what is safe; never a diagnosis."""
    if questions:
        _show_questions(lang, as_json=as_json)
        return
    given = read_answers(answers) if answers is not None else _asked(lang)
    found = screen(given)
    if save:
        from retrowalk.coach.store import open_store

        with open_store() as store:
            store.save_screening(found, given)
    if as_json:
        whole = {**screening_to_dict(found), "answers": given.to_dict()}
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for line in screening_lines(found, lang):
        typer.echo(line)
    if save:
        typer.echo(_SAVED.said(lang))


def read_answers(path: Path) -> Answers:
    """Read answers from a JSON file.

    Raises:
        RetrowalkError: the file cannot be read, is no JSON, or an answer is wrong.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RetrowalkError(f"it cannot be read ({reason})", where=str(path)) from error
    except json.JSONDecodeError as error:
        raise RetrowalkError(f"this is no JSON ({error})", where=str(path)) from error
    return answers_from(data.get("answers", data) if isinstance(data, dict) else data)


def _asked(lang: Language) -> Answers:
    """Ask the questions on the terminal."""
    values: dict[str, Value] = {}
    for question in QUESTIONS:
        if question.id == "cleared":
            if not may_be_cleared(screen(answers_from(values))):
                continue
        elif not is_asked(question, values):
            continue
        values[question.id] = _ask(question, lang)
    return answers_from(values)


def _ask(question: Question, lang: Language) -> Value:
    typer.echo(f"\n{question.text.said(lang)}", err=True)
    for number, option in enumerate(question.options, start=1):
        typer.echo(f"  {number}  {option.text.said(lang)}", err=True)
    hint = f"{_HINTS[question.kind].said(lang)}, {_ASK_WHY.said(lang)}"
    while True:
        typer.echo(f"[{hint}] ", nl=False, err=True)
        text = _line()
        if text == "?":
            typer.echo(question.why.said(lang), err=True)
            continue
        try:
            return check_answer(question, _understood(question, text))
        except RetrowalkError:
            typer.echo(_again(question, lang), err=True)


def _again(question: Question, lang: Language) -> str:
    """Say what an answer must be, in the language of the questions."""
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return _WHOLE.said(lang).format(low=question.low, high=question.high)
    return _ONE_OF.said(lang).format(count=len(question.options))


def _line() -> str:
    try:
        return input().strip()
    except EOFError:
        raise RetrowalkError(
            "the answers ended before the questions",
            where="screening",
            remedy="answer them all, or give --answers FILE.json",
        ) from None


def _understood(question: Question, text: str) -> Any:
    """Turn what was typed into an answer: numbers stand for options."""
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return int(text) if text.lstrip("-").isdecimal() else text
    names = tuple(option.id for option in question.options)

    def option(part: str) -> str:
        return names[int(part) - 1] if part.isdecimal() and 0 < int(part) <= len(names) else part

    if question.kind is Kind.SEVERAL:
        return [option(part) for part in text.replace(",", " ").split()]
    return option(text)


def _show_questions(lang: Language, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "id": q.id,
                "text": {"en": q.text.en, "de": q.text.de},
                "why": {"en": q.why.en, "de": q.why.de},
                "kind": q.kind.value,
                "options": [
                    {"id": o.id, "text": {"en": o.text.en, "de": o.text.de}} for o in q.options
                ],
                "low": q.low if q.kind in (Kind.NUMBER, Kind.SCALE) else None,
                "high": q.high if q.kind in (Kind.NUMBER, Kind.SCALE) else None,
            }
            for q in QUESTIONS
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for question in QUESTIONS:
        typer.echo(f"{question.id}: {question.text.said(lang)}")
        for option in question.options:
            typer.echo(f"    {option.id}: {option.text.said(lang)}")
        typer.echo(f"  ({_WHY.said(lang)}: {question.why.said(lang)})")
