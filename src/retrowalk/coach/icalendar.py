"""iCalendar (RFC 5545): what any calendar can subscribe to or read in.

Times are written in UTC, computed for each day from the wearer's zone, so that nine o'clock
stays nine o'clock when the clocks change. Lines end with CR LF and are folded at 75 octets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar.

    Attributes:
        uid: the same for the same thing, so that a calendar replaces and does not add.
        start: an aware instant, or a whole day.
        end: likewise, not in it; a day is over with the next one.
        summary: its title.
        description: what more there is to say.
        is_busy: whether the time is taken.
    """

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    description: str
    is_busy: bool = True


def feed_text(
    product: str, name: str, entries: Iterable[Entry], made: datetime, *, refresh_h: int
) -> str:
    """Return a calendar; an entry at an hour sounds when it begins.

    Args:
        product: word for its maker's line.
        name: of the calendar.
        entries: in any order.
        made: when it is made, aware.
        refresh_h: hours after which whoever subscribed looks again.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Retrowalk//{product}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_h}H",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{utc_text(made)}",
            f"DTSTART{_when(entry.start)}",
            f"DTEND{_when(entry.end)}",
            f"SUMMARY:{_escaped(entry.summary)}",
            f"DESCRIPTION:{_escaped(entry.description)}",
            f"TRANSP:{'OPAQUE' if entry.is_busy else 'TRANSPARENT'}",
            "CLASS:PRIVATE",
        ]
        if isinstance(entry.start, datetime):
            lines += [
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                "TRIGGER:PT0S",
                f"DESCRIPTION:{_escaped(entry.summary)}",
                "END:VALARM",
            ]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def utc_text(moment: datetime) -> str:
    """Return an instant as iCalendar writes it in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _when(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return f":{utc_text(moment)}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


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
