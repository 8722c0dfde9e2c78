"""Instants, numbers and text as XML has them, read with the line and written with every digit."""

from __future__ import annotations

import datetime as dt
import math
import re
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.shown import shown
from retrowalk.zones import offset_text, zone_of

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_FIRST_US = (dt.datetime.min.replace(tzinfo=dt.UTC) - EPOCH) // _MICROSECOND
_LAST_US = (dt.datetime.max.replace(tzinfo=dt.UTC) - EPOCH) // _MICROSECOND
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_OFFSET = dt.timedelta(hours=14)
_SHORTEST_STAMP = len("2026-11-25T07:00:00")
_EMPTY = frozenset({"", "nan", "null", "none"})


def number_of(text: str, where: str) -> float | None:
    """Return a finite number, or None for an empty text and the words for it.

    Raises:
        RetrowalkError: no number.
    """
    bare = text.strip()
    if bare.lower() in _EMPTY:
        return None
    try:
        number = float(bare)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in bare:
        raise RetrowalkError(
            f"'{shown(bare)}' is not a number", where=where, remedy="mend or remove that line"
        )
    return number


class Stamp:
    """How the instants of one file are read: the zone they name, or what is taken for it.

    Attributes:
        offset: the first offset that a time named and that is not zero, such as "+02:00".
        zoneless: whether a time named none.
    """

    def __init__(self, zone: str | None) -> None:
        self._zone = dt.UTC if zone is None else zone_of(zone)
        self.offset: str | None = None
        self.zoneless = False

    def microseconds(self, text: str, where: str) -> int | None:
        """Return microseconds since 1970, or None for an empty text.

        Raises:
            RetrowalkError: no date with time, or beyond the calendar.
        """
        bare = text.strip()
        if not bare:
            return None
        try:
            if len(bare) < _SHORTEST_STAMP:
                raise ValueError("too short")
            instant = dt.datetime.fromisoformat(bare)
            if instant.tzinfo is None:
                self.zoneless = True
                instant = instant.replace(tzinfo=self._zone)
            elif self.offset is None and instant.tzinfo is not dt.UTC:
                self.offset = _offset_of(instant)
            microseconds = (instant - EPOCH) // _MICROSECOND
            if not _FIRST_US <= microseconds <= _LAST_US:
                raise ValueError("beyond the calendar")
            return microseconds
        except (ValueError, OverflowError) as error:
            raise RetrowalkError(
                f"'{shown(bare)}' is not a date with time",
                where=where,
                remedy="write it as 2026-11-25T07:00:00Z",
            ) from error


def _offset_of(instant: dt.datetime) -> str | None:
    offset = instant.utcoffset()
    return offset_text(offset) if offset and abs(offset) <= _MOST_OFFSET else None


def instant_at(microseconds: int, where: str) -> dt.datetime:
    """Return the UTC instant of microseconds since 1970.

    Raises:
        RetrowalkError: beyond the calendar.
    """
    try:
        return EPOCH + dt.timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise RetrowalkError(
            "the time is beyond the calendar", where=where, remedy="export the walk again"
        ) from error


def microseconds_of(instant: dt.datetime) -> int:
    """Return microseconds since 1970."""
    return (instant - EPOCH) // _MICROSECOND


def stamp_text(microseconds: int, where: str) -> str:
    """Return an instant as `xsd:dateTime` in UTC, with three or six decimals where it needs them.

    Raises:
        RetrowalkError: beyond the calendar.
    """
    instant = instant_at(microseconds, where).replace(tzinfo=None)
    if microseconds % 1_000_000 == 0:
        return instant.isoformat(timespec="seconds") + "Z"
    exact = "milliseconds" if microseconds % 1000 == 0 else "microseconds"
    return instant.isoformat(timespec=exact) + "Z"


def number_text(number: float) -> str:
    """Return the shortest decimal that reads back as the same number, without an exponent."""
    return np.format_float_positional(number, trim="-")


def text_of(text: str) -> str:
    """Return text for between two tags; characters that XML has not become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def attributes_of(values: dict[str, str | None]) -> str:
    """Return attributes with a blank before each; None is left out."""
    return "".join(
        f" {name}={quoteattr(_NOT_XML.sub(chr(0xFFFD), value))}"
        for name, value in values.items()
        if value is not None
    )
