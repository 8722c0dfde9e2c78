"""`retrowalk breaks`: when a day of sitting called for a break, and a calendar feed."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, time, tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from retrowalk.cli.coach_text import date_text, reason_text
from retrowalk.cli.common import day_from
from retrowalk.coach.breaks import (
    BreakRules,
    Day,
    calendar_text,
    day_from_walks,
    looks_like_steps,
    planned,
    read_steps,
    snacks,
    suggestions,
)
from retrowalk.coach.plan.words import EXERCISE_NAMES
from retrowalk.coach.screening.base import Screening
from retrowalk.coach.screening.screen import reason_to_dict
from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language, Phrase

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NONE = Phrase("Nothing to suggest on this day.", "Für diesen Tag gibt es nichts vorzuschlagen.")
_UP = Phrase("get up and walk a few steps", "aufstehen und ein paar Schritte gehen")
_WROTE = Phrase("{count} breaks written to {path}", "{count} Pausen geschrieben nach {path}")


def breaks(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="A day: a CSV with time,steps in each minute, or recordings. None: only the feed.",
            metavar="[FILE…]",
        ),
    ] = None,
    hours: Annotated[
        str, typer.Option(help="Working hours.", metavar="HH:MM-HH:MM")
    ] = "09:00-17:00",
    days: Annotated[
        str, typer.Option(help="Working days, such as mon-fri or mon,wed.", metavar="DAYS")
    ] = "mon-fri",
    after: Annotated[int, typer.Option(help="Minutes of sitting before a word.")] = 45,
    quiet: Annotated[
        list[str] | None,
        typer.Option(help="Do not disturb in this span; may be given often.", metavar="SPAN"),
    ] = None,
    snoozed: Annotated[
        list[str] | None,
        typer.Option(help="When 'later' was tapped, such as 10:30.", metavar="HH:MM"),
    ] = None,
    snooze: Annotated[int, typer.Option(help="Minutes that 'later' keeps quiet.")] = 15,
    zone: Annotated[
        str | None,
        typer.Option(help="Time zone; left out, this machine's.", metavar="AREA/CITY"),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(help="Write a calendar feed of the coming days.", metavar="OUT.ics"),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(help="First day of the feed; left out, today.", metavar="YYYY-MM-DD"),
    ] = None,
    ahead: Annotated[int, typer.Option(help="Days in the feed.", metavar="DAYS")] = 28,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.EN,
) -> None:
    """Suggest few breaks from sitting, each with a snack of three minutes."""
    place = zone_from(zone)
    rules = BreakRules(
        on=True,
        begin=_span(hours, "--hours")[0],
        end=_span(hours, "--hours")[1],
        weekdays=_weekdays(days),
        after_min=after,
        snooze_min=snooze,
        quiet=tuple(_span(text, "--quiet") for text in quiet or ()),
    )
    choices = snacks(_saved_screening())
    if not files and ics is None:
        raise RetrowalkError(
            "there is no day to look at", where="breaks", remedy="give a file, or --ics OUT.ics"
        )
    if files:
        day = _day(files, place)
        _show(day, rules, choices, snoozed or [], lang, as_json=as_json)
    if ics is not None:
        begin = day_from(first, "--first") if first else datetime.now(place).date()
        if not 1 <= ahead <= 366:
            raise RetrowalkError(f"{ahead} days", where="--ahead", remedy="say 1 to 366")
        events = planned(rules, begin, ahead, place, choices)
        text = calendar_text(events, datetime.now(UTC), lang)
        with writing(ics):
            ics.write_text(text, encoding="utf-8", newline="")
        typer.echo(_WROTE.said(lang).format(count=len(events), path=ics), err=True)


def _show(
    day: Day,
    rules: BreakRules,
    choices: tuple[str, ...],
    snoozed: list[str],
    lang: Language,
    *,
    as_json: bool,
) -> None:
    taps = [
        datetime.combine(day.start.date(), clock_from(text, "--snoozed"), day.start.tzinfo)
        for text in snoozed
    ]
    found = suggestions(day, rules, choices, taps)
    if as_json:
        rows = [
            {
                "at": s.at.isoformat(),
                "sat_min": s.sat_min,
                "exercise": s.exercise,
                "reason": reason_to_dict(s.reason),
            }
            for s in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(_NONE.said(lang))
    for s in found:
        doing = _UP if s.exercise is None else EXERCISE_NAMES[s.exercise]
        typer.echo(f"{date_text(s.at.date(), lang)} {s.at:%H:%M}  {doing.said(lang)}")
        typer.echo(f"    {reason_text(s.reason, lang)}")


def _day(files: list[Path], place: tzinfo) -> Day:
    if len(files) == 1 and looks_like_steps(files[0]):
        return read_steps(files[0], place)
    from retrowalk.formats import read
    from retrowalk.tracker import track

    return day_from_walks([track(read(file)) for file in files], place)


def _saved_screening() -> Screening | None:
    """Return the saved screening, without making a file where there is none."""
    from retrowalk.coach.store import open_store, store_path

    if not store_path().exists():
        return None
    with open_store() as store:
        return store.screening()


def zone_from(name: str | None) -> tzinfo:
    """Return a time zone by its name; None is this machine's.

    Raises:
        RetrowalkError: there is none of that name, or the machine does not say its own.
    """
    if name is None:
        return _zone_here()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RetrowalkError(
            f"there is no time zone '{name}'", where="--zone", remedy="such as Europe/Berlin"
        ) from error


def _zone_here() -> tzinfo:
    """Return this machine's zone with its changes of clocks, where the machine tells it."""
    named = os.environ.get("TZ")
    if named:
        return zone_from(named.removeprefix(":"))
    try:
        with Path("/etc/localtime").open("rb") as file:
            return ZoneInfo.from_file(file, key="localtime")
    except (OSError, ValueError):
        raise RetrowalkError(
            "this machine does not say its time zone",
            where="--zone",
            remedy="give --zone, such as Europe/Berlin",
        ) from None


def _span(text: str, where: str) -> tuple[time, time]:
    begin, dash, end = text.partition("-")
    if not dash:
        raise RetrowalkError(f"'{text}' is no span", where=where, remedy="such as 09:00-17:00")
    return clock_from(begin, where), clock_from(end, where)


def clock_from(text: str, where: str) -> time:
    """Return a time of day from ``HH:MM``.

    Raises:
        RetrowalkError: it is none.
    """
    try:
        found = time.fromisoformat(text.strip())
    except ValueError as error:
        raise RetrowalkError(
            f"'{text}' is no time of day", where=where, remedy="such as 09:00"
        ) from error
    return found.replace(tzinfo=None)


def _weekdays(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.lower().split(","):
        first, _, last = part.strip().partition("-")
        names = (first, last or first)
        if any(name not in _WEEKDAYS for name in names):
            raise RetrowalkError(
                f"'{part}' is no weekday", where="--days", remedy="such as mon-fri or mon,wed"
            )
        begin, end = (_WEEKDAYS.index(name) for name in names)
        found |= {(begin + k) % 7 for k in range((end - begin) % 7 + 1)}
    return tuple(sorted(found))
