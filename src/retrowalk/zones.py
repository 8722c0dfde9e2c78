"""The wearer's time zone: a name of the IANA data, or an offset where nothing more is known."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from retrowalk.errors import RetrowalkError

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_MOST_MINUTES = 14 * 60


def zone_of(text: str) -> dt.tzinfo:
    """Return the zone that "Europe/Berlin", "+02:00" or "UTC" names.

    Raises:
        RetrowalkError: neither a zone of the IANA data nor an offset within 14 hours.
    """
    if text == "UTC":
        return dt.UTC
    offset = _OFFSET.fullmatch(text)
    if offset is not None:
        minutes = 60 * int(offset[2]) + int(offset[3])
        if minutes <= _MOST_MINUTES and int(offset[3]) < 60:
            signed = -minutes if offset[1] == "-" else minutes
            return dt.timezone(dt.timedelta(minutes=signed))
    else:
        try:
            return ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # said below
    raise RetrowalkError(
        f"'{text}' is no time zone",
        where="time zone",
        remedy="write a name such as Europe/Berlin, or an offset such as +02:00",
    )


def offset_text(offset: dt.timedelta) -> str:
    """Return an offset from UTC as `zone_of` reads it, such as "+05:30"."""
    minutes = round(offset.total_seconds() / 60.0)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
