"""Breaks as an iCalendar feed (RFC 5545) that any calendar can subscribe to.

Times are written in UTC, computed for each day from the wearer's zone, so that nine o'clock
stays nine o'clock when the clocks change. Lines end with CR LF and are folded at 75 octets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from retrowalk.coach.breaks.base import BreakRules, Suggestion
from retrowalk.coach.plan.words import EXERCISE_NAMES
from retrowalk.language import Language, Phrase

_OCTETS = 75
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
    name = FEED_NAME.said(language)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Retrowalk//Breaks//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{_REFRESH_H}H",
    ]
    for event in events:
        doing = GET_UP if event.exercise is None else EXERCISE_NAMES[event.exercise]
        summary = f"{TITLE.said(language)}: {doing.said(language)}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_utc(event.at)}-break@retrowalk.invalid",
            f"DTSTAMP:{_utc(made)}",
            f"DTSTART:{_utc(event.at)}",
            f"DTEND:{_utc(event.at + _LENGTH)}",
            f"SUMMARY:{_escaped(summary)}",
            f"DESCRIPTION:{_escaped(TEXT.said(language))}",
            "TRANSP:TRANSPARENT",
            "CLASS:PRIVATE",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:PT0S",
            f"DESCRIPTION:{_escaped(summary)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 octets, never inside a character."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode("utf-8"))
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = "", 1  # the space that opens a continued line
        part += sign
        size += octets
    return "\r\n ".join([*parts, part])
