"""An iCalendar feed (RFC 5545) that any calendar can subscribe to or import.

Times are written in UTC, computed for each day from the wearer's zone, so that nine o'clock
stays nine o'clock when the clocks change. Lines end with CR LF and are folded at 75 octets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar.

    Attributes:
        uid: the same for the same thing whenever the feed is made.
        begins: with its time zone; or a day, for something without a time of day.
        lasts: how long; a day where `begins` is one.
        summary: the title.
        description: more, lines and all.
        remind: how long before it to say something; None for silence.
    """

    uid: str
    begins: datetime | date
    lasts: timedelta
    summary: str
    description: str
    remind: timedelta | None = None


def feed_text(
    entries: Iterable[Entry], name: str, product: str, made: datetime, refresh: timedelta
) -> str:
    """Return the feed.

    Args:
        entries: with their time zones.
        name: of the calendar.
        product: the part of Retrowalk that makes it, in a word.
        made: when the feed is made, with its zone.
        refresh: how often a calendar may look again.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Retrowalk//{product}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh // timedelta(hours=1)}H",
    ]
    for entry in entries:
        lines += _entry_lines(entry, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def utc_text(moment: datetime) -> str:
    """Return an instant as iCalendar writes it."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _entry_lines(entry: Entry, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{utc_text(made)}"
    if isinstance(entry.begins, datetime):
        yield f"DTSTART:{utc_text(entry.begins)}"
        yield f"DTEND:{utc_text(entry.begins.astimezone(UTC) + entry.lasts)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.begins:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.begins + entry.lasts:%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    yield f"DESCRIPTION:{_escaped(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    if entry.remind is not None:
        minutes = entry.remind // timedelta(minutes=1)
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-PT{minutes}M" if minutes else "TRIGGER:PT0S"
        yield f"DESCRIPTION:{_escaped(entry.summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


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
