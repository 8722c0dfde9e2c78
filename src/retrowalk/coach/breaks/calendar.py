"""Breaks as a feed that any calendar can subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from retrowalk.coach.breaks.base import BreakRules, Suggestion
from retrowalk.coach.feed import Entry, feed_text, utc_text
from retrowalk.coach.plan.words import EXERCISE_NAMES
from retrowalk.language import Language, Phrase

_REFRESH_H = 12
_LENGTH = timedelta(minutes=3)
TITLE = Phrase("Get up and move", "Aufstehen und bewegen")
FEED_NAME = Phrase("Breaks from sitting", "Pausen vom Sitzen")
TEXT = Phrase(
    "Three minutes are enough. Walked just now, or does something hurt? Then let it pass.",
    "Drei Minuten genügen. Gerade gegangen, oder schmerzt etwas? Dann lassen Sie es aus.",
)
GET_UP = Phrase("walk a few steps", "ein paar Schritte gehen")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar."""

    at: datetime
    exercise: str | None


def planned(
    rules: BreakRules, first: date, days: int, zone: tzinfo, choices: Sequence[str] = ()
) -> tuple[Event, ...]:
    """Return breaks for the coming days at even times inside the hours, outside quiet ones.

    Args:
        rules: of the person; none where they are off.
        first: first day.
        days: how many days.
        zone: of the wearer.
        choices: exercises to take in turn.
    """
    found: list[Event] = []
    for ahead in range(days):
        count = 0
        clock = datetime.combine(first + timedelta(days=ahead), rules.begin)
        end = datetime.combine(clock.date(), rules.end)
        while (clock := clock + timedelta(minutes=rules.after_min)) < end and count < rules.most:
            if not rules.open_at(clock):
                continue
            exercise = choices[len(found) % len(choices)] if choices else None
            found.append(Event(clock.replace(tzinfo=zone), exercise))
            count += 1
    return tuple(found)


def from_suggestions(found: Iterable[Suggestion]) -> tuple[Event, ...]:
    """Return suggestions as calendar entries."""
    return tuple(Event(s.at, s.exercise) for s in found)


def calendar_text(events: Iterable[Event], made: datetime, language: Language) -> str:
    """Return the feed.

    Args:
        events: with their time zones.
        made: when the feed is made, with its zone.
        language: of titles and texts.
    """
    return feed_text(
        (_entry(event, language) for event in events),
        FEED_NAME.said(language),
        "Breaks",
        made,
        timedelta(hours=_REFRESH_H),
    )


def _entry(event: Event, language: Language) -> Entry:
    doing = GET_UP if event.exercise is None else EXERCISE_NAMES[event.exercise]
    return Entry(
        uid=f"{utc_text(event.at)}-break@retrowalk.invalid",
        begins=event.at,
        lasts=_LENGTH,
        summary=f"{TITLE.said(language)}: {doing.said(language)}",
        description=TEXT.said(language),
        remind=timedelta(0),
    )
