"""`retrowalk plan calendar`: the sessions to come as a file for any calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.cli.coach_text import block_text
from retrowalk.cli.common import clock_from, day_from, zone_from
from retrowalk.cli.stored import current
from retrowalk.coach.feed import Entry, feed_text
from retrowalk.coach.plan.schedule import Planned, planned
from retrowalk.coach.plan.words import NO_SESSION, minutes_phrase
from retrowalk.coach.plans import Plan
from retrowalk.coach.store import open_store
from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language, Phrase

_NAME = Phrase("Retrowalk plan", "Retrowalk-Plan")
_SUMMARY = Phrase("Walking: {} min backward", "Gehen: {} min rückwärts")
_EXERCISES = Phrase("Exercises", "Übungen")
_IF_WELL = Phrase(
    "This is what comes if all goes well; what you log decides.",
    "So kommt es, wenn alles gut geht; Ihre Einträge entscheiden.",
)
_WROTE = Phrase("{} sessions written to {}", "{} Einheiten geschrieben nach {}")
_REFRESH = timedelta(hours=24)
_MOST_WEEKS = 52


def calendar(
    out: Annotated[Path, typer.Argument(help="File to write.", metavar="OUT.ics")],
    at: Annotated[
        str | None,
        typer.Option(help="Time of day; left out, they are entries of a day.", metavar="HH:MM"),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(help="Time zone; left out, this machine's.", metavar="AREA/CITY"),
    ] = None,
    ahead: Annotated[
        int, typer.Option(help="Weeks beyond this one, as if all went well.", metavar="WEEKS")
    ] = 0,
    remind: Annotated[
        int | None, typer.Option(help="Remind so many minutes before.", metavar="MIN")
    ] = None,
    today: Annotated[
        str | None, typer.Option(help="Act as if it were this day.", metavar="YYYY-MM-DD")
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.EN,
) -> None:
    """Write the sessions to come for a calendar; written again, they replace themselves."""
    if not 0 <= ahead <= _MOST_WEEKS:
        raise RetrowalkError(f"{ahead} weeks", where="--ahead", remedy=f"say 0 to {_MOST_WEEKS}")
    if remind is not None and (at is None or not 0 <= remind <= 24 * 60):
        raise RetrowalkError(
            f"{remind} minutes before a day" if at is None else f"{remind} minutes",
            where="--remind",
            remedy="say 0 to 1440, and a time of day with --at",
        )
    if out.suffix.lower() != ".ics":
        raise RetrowalkError(
            "this is no name of a calendar", where=str(out), remedy="let it end in .ics"
        )
    clock = None if at is None else clock_from(at, "--at")
    place = zone_from(zone, "plan calendar") if at is not None or zone is not None else None
    now = day_from(today, "--today") if today else datetime.now(place).date()
    with open_store() as store:
        screening, made, logs = current(store, now)
        sessions = planned(made, screening, logs, store.results(), now, ahead)
    if not sessions:
        raise RetrowalkError(NO_SESSION.said(lang), where="plan")

    def begins(day: date) -> datetime | date:
        return day if clock is None else datetime.combine(day, clock, place)

    before = None if remind is None else timedelta(minutes=remind)
    entries = [entry_of(made, one, begins(one.on), before, lang) for one in sessions]
    write_feed(out, entries, lang)


def write_feed(out: Path, entries: Sequence[Entry], lang: Language) -> None:
    """Write entries of a plan and say how many.

    Raises:
        RetrowalkError: a place that cannot be written.
    """
    text = feed_text(entries, _NAME.said(lang), "Plan", datetime.now(UTC), _REFRESH)
    with writing(out):
        out.write_text(text, encoding="utf-8", newline="")
    typer.echo(_WROTE.said(lang).format(len(entries), out), err=True)


def entry_of(
    plan: Plan,
    one: Planned,
    begins: datetime | date,
    remind: timedelta | None,
    lang: Language,
) -> Entry:
    """Return a session as an entry; it keeps its name however often and whenever it is written."""
    session = one.session
    lines = [f"- {block_text(block, lang)}" for block in session.blocks]
    lines += [] if one.decided else [_IF_WELL.said(lang)]
    title = _EXERCISES.said(lang)
    if session.backward_s:
        title = _SUMMARY.said(lang).format(minutes_phrase(session.backward_s).said(lang))
    timed = isinstance(begins, datetime)
    return Entry(
        uid=f"{plan.start.isoformat()}-{session.week}-{session.day}-session@retrowalk.invalid",
        begins=begins,
        lasts=timedelta(minutes=plan.minutes) if timed else timedelta(days=1),
        summary=title if one.decided else f"{title} *",
        description="\n".join(lines),
        remind=remind,
    )
