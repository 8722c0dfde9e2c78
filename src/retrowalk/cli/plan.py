"""`retrowalk plan`: the weeks to come, what was done, and the next session."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.cli.coach_text import date_text, plan_lines, reason_text
from retrowalk.cli.common import Commands, day_from
from retrowalk.cli.plan_calendar import calendar
from retrowalk.cli.stored import current, keep_entry, next_lines, screening_of
from retrowalk.cli.walk_file import what_a_walk_says
from retrowalk.coach.base import Ability, Goal, Session
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.contract import log_to_dict, plan_to_dict, session_to_dict
from retrowalk.coach.plan.replay import (
    decisions,
    due_date,
    next_session,
    outlook,
    plan_from,
    session_date,
)
from retrowalk.coach.plan.words import NO_SESSION, NOTHING_LEFT
from retrowalk.coach.plans import Plan
from retrowalk.coach.screening.screen import screen
from retrowalk.coach.store import delete_files, open_store, store_path
from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language, Phrase

plan = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The weeks to come: new, show, log, next, calendar, export, delete.",
)

Lang = Annotated[Language, typer.Option(help="Language.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Today = Annotated[
    str | None, typer.Option(help="Act as if it were this day.", metavar="YYYY-MM-DD")
]
_DELETED = Phrase("Deleted; nothing remains.", "Gelöscht; nichts bleibt zurück.")
_NO_DATA = Phrase("There was nothing to delete.", "Es gab nichts zu löschen.")
_REALLY = Phrase(
    "Delete all answers, plans, entries and tests?",
    "Alle Antworten, Pläne, Einträge und Tests löschen?",
)


@plan.command()
def new(
    goal: Annotated[Goal, typer.Option(help="What it is for.")],
    minutes: Annotated[int, typer.Option(help="Minutes for one session, 5 to 90.")] = 20,
    ability: Annotated[Ability, typer.Option(help="How well you walk backward now.")] = Ability.NEW,
    start: Annotated[
        str | None, typer.Option(help="First day; left out, today.", metavar="YYYY-MM-DD")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            help="Answers as JSON; left out, those of `retrowalk screen`.", metavar="FILE.json"
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = Language.EN,
) -> None:
    """Make a plan from the screening, a goal and the minutes at hand."""
    from retrowalk.cli.screen import read_answers

    begin = _day(start, "--start")
    with open_store() as store:
        if answers is not None:
            given = read_answers(answers)
            store.save_screening(screen(given), given)
        made = plan_from(screening_of(store), goal, ability, minutes, begin)
        store.save_plan(made)
    _show(made, lang, as_json=as_json, decided=len(made.weeks), only=None)


@plan.command()
def show(
    week: Annotated[int | None, typer.Option(help="Only this week.", metavar="N")] = None,
    ahead: Annotated[
        int, typer.Option(help="Show up to this week, as if all went well.", metavar="WEEKS")
    ] = 0,
    why: Annotated[bool, typer.Option("--why", help="Every decision so far, in order.")] = False,
    today: Today = None,
    as_json: Json = False,
    lang: Lang = Language.EN,
) -> None:
    """Show the plan as it stands after everything that was logged."""
    with open_store() as store:
        screening, made, logs = current(store, _day(today, "--today"))
        results = store.results()
    if why:
        _show_decisions(made, lang, as_json=as_json)
        return
    decided = len(made.weeks)
    if max(ahead, week or 0) > decided:
        made = outlook(made, screening, max(ahead, week or 0), logs, results)
    if week is not None and week not in {w.number for w in made.weeks}:
        raise RetrowalkError(f"there is no week {week}", where="plan")
    _show(made, lang, as_json=as_json, decided=decided, only=week)


@plan.command()
def log(
    pain: Annotated[int | None, typer.Option(help="Pain while walking, 0 to 10.")] = None,
    effort: Annotated[int | None, typer.Option(help="Effort, 0 to 10.")] = None,
    morning: Annotated[
        int | None,
        typer.Option(help="Pain next morning, 0 to 10; alone, it is added to the last entry."),
    ] = None,
    done: Annotated[float, typer.Option(help="Share done of what was planned, 0 to 1.")] = 1.0,
    swelling: Annotated[bool, typer.Option("--swelling", help="A joint swelled.")] = False,
    week: Annotated[int | None, typer.Option(help="Week; left out, the next session's.")] = None,
    day: Annotated[int | None, typer.Option(help="Day of the week, 1 to 7.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Date; left out, today.", metavar="YYYY-MM-DD")
    ] = None,
    walk: Annotated[
        Path | None,
        typer.Option(help="The walk as JSON of `retrowalk track --json`.", metavar="FILE.json"),
    ] = None,
    note: Annotated[str, typer.Option(help="In your own words.")] = "",
    as_json: Json = False,
    lang: Lang = Language.EN,
) -> None:
    """Log a session: what was done and how it felt; the plan adapts."""
    dated = _day(on, "--on")
    with open_store() as store:
        _, made, logs = current(store, dated)
        asked = (pain, effort, week, day, walk)
        if morning is not None and logs and all(x is None for x in asked) and not swelling:
            last = max(logs, key=lambda e: (e.date, e.week, e.day))
            entry = replace(last, pain_next_morning=morning, note=note or last.note)
        else:
            at = _which(made, logs, week, day)
            entry = LogEntry(
                week=at[0],
                day=at[1],
                date=dated,
                completed_share=done,
                pain_during=pain,
                pain_next_morning=morning,
                effort=effort,
                swelling=swelling,
                note=note,
            )
            if walk is not None:
                entry = what_a_walk_says(entry, walk)
        lines = tuple(keep_entry(store, entry, made, dated, lang))
    if as_json:
        typer.echo(json.dumps(log_to_dict(entry), ensure_ascii=False, indent=2))
        return
    for line in lines:
        typer.echo(line)


@plan.command("next")
def next_command(today: Today = None, as_json: Json = False, lang: Lang = Language.EN) -> None:
    """Say what the next session is."""
    now = _day(today, "--today")
    with open_store() as store:
        screening, made, logs = current(store, now)
        results = store.results()
    session = next_session(made, logs, screening.pain)
    ahead: Session | None = None
    if session is None and made.weeks:
        ahead = outlook(made, screening, len(made.weeks) + 1, logs, results).weeks[-1].sessions[0]
    due = None if session is None else due_date(made, session, logs, now)
    if as_json:
        on = None if due is None else due.isoformat()
        whole = None if session is None else {**session_to_dict(session), "date": on}
        typer.echo(json.dumps(whole, ensure_ascii=False))
    elif session is not None:
        for line in next_lines(made, session, due, lang):
            typer.echo(line)
    elif ahead is not None:
        first = date_text(session_date(made, ahead), lang)
        typer.echo(NOTHING_LEFT.said(lang).format(week=ahead.week, date=first))
    else:
        typer.echo(NO_SESSION.said(lang))
        for reason in made.reasons:
            typer.echo(f"  - {reason_text(reason, lang)}")


plan.command()(calendar)


@plan.command()
def export(
    out: Annotated[
        Path | None, typer.Argument(help="File to write; left out, stdout.", metavar="OUT.json")
    ] = None,
) -> None:
    """Export everything that is kept, as JSON."""
    if not store_path().exists():
        raise RetrowalkError("there is nothing to export", where=str(store_path()))
    with open_store() as store:
        text = json.dumps(store.export(), ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
        return
    with writing(out):
        out.write_text(text + "\n", encoding="utf-8")


@plan.command()
def delete(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    lang: Lang = Language.EN,
) -> None:
    """Delete everything that is kept, also when it is damaged."""
    if not yes:
        typer.confirm(_REALLY.said(lang), abort=True, err=True)
    existed = store_path().exists()
    try:
        if existed:
            open_store().delete_all()
    except RetrowalkError:
        delete_files()
    typer.echo((_DELETED if existed else _NO_DATA).said(lang))


def _day(text: str | None, where: str) -> date:
    if text is None:
        return date.today()
    return day_from(text, where)


def _which(
    made: Plan, logs: tuple[LogEntry, ...], week: int | None, day: int | None
) -> tuple[int, int]:
    """Return the session that an entry is about: the one named, or the next one."""
    if not made.weeks:
        raise RetrowalkError(
            "the plan has no sessions",
            where="log",
            remedy="clear first what the screening names, then `retrowalk screen` again",
        )
    if week is None and day is None:
        due = next_session(made, logs)
        if due is None:
            raise RetrowalkError(
                "this week's sessions are all logged",
                where="log",
                remedy="name --week and --day to correct one",
            )
        return due.week, due.day
    number = made.weeks[-1].number if week is None else week
    days = {s.day for w in made.weeks if w.number == number for s in w.sessions}
    if day is None or not days:
        raise RetrowalkError(
            f"there is no session on day {day} of week {number}",
            where="log",
            remedy="name both --week and --day of a session in `retrowalk plan show`",
        )
    return number, day


def _show(made: Plan, lang: Language, *, as_json: bool, decided: int, only: int | None) -> None:
    if as_json:
        whole = plan_to_dict(made)
        if only is not None:
            whole["weeks"] = [w for w in whole["weeks"] if w["number"] == only]
        whole["decided_weeks"] = decided
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for line in plan_lines(made, lang, decided=decided, only=only):
        typer.echo(line)


def _show_decisions(made: Plan, lang: Language, *, as_json: bool) -> None:
    found = decisions(made)
    if as_json:
        rows = [
            {
                "week": d.week,
                "does": d.does.value,
                "rule": d.reason.rule,
                "sentence": {"en": d.reason.sentence.en, "de": d.reason.sentence.de},
                "sources": list(d.reason.sources),
                "design_choice": d.reason.design_choice,
            }
            for d in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for decision in found:
        typer.echo(f"{decision.week:>3}  {reason_text(decision.reason, lang)}")
