"""Retrowalk's own developer fields in a file; those of others are passed over.

Another app's field "direction" may be that of the wind: only fields that are described under
Retrowalk's application id are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrowalk.formats.fit.parts import Part
from retrowalk.formats.fit.profile import (
    APPLICATION_ID,
    DEVELOPER_DATA_ID,
    FIELD_DESCRIPTION,
    Own,
)
from retrowalk.formats.fit.rows import Rows
from retrowalk.formats.fit.wire import BaseType, base_type
from retrowalk.recording import Array

_APPLICATION, _INDEX = 1, 3
_OF, _NUMBER, _TYPE, _NAME = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class OwnFields:
    """Which developer fields of a file are Retrowalk's: key and type by name."""

    known: Mapping[str, tuple[tuple[int, int], BaseType]]

    @classmethod
    def of(cls, part: Part) -> OwnFields:
        """Go through the descriptions of a file."""
        ids = part.of(DEVELOPER_DATA_ID)
        told = ids.numbers(_INDEX)
        if told is None:
            return cls({})
        ours = {
            index
            for index, app in zip(told.tolist(), ids.raw(_APPLICATION), strict=True)
            if app == APPLICATION_ID
        }
        rows = part.of(FIELD_DESCRIPTION)
        columns = [rows.numbers(field) for field in (_OF, _NUMBER, _TYPE)]
        known: dict[str, tuple[tuple[int, int], BaseType]] = {}
        if not ours or any(column is None for column in columns):
            return cls(known)
        of, number, kind = (column.tolist() for column in columns if column is not None)
        for row, name in enumerate(rows.texts(_NAME)):
            if of[row] in ours and number[row] == number[row] and kind[row] == kind[row]:
                base = base_type(int(kind[row]))
                if base is not None:
                    known.setdefault(name, ((int(of[row]), int(number[row])), base))
        return cls(known)

    def numbers(self, rows: Rows, own: Own) -> Array | None:
        """Return (n,) numbers, NaN where a message has none; None without any."""
        found = self.known.get(own.name)
        return None if found is None else rows.developer(*found)

    def texts(self, rows: Rows, own: Own) -> list[str]:
        """Return n texts, "" where a message has none."""
        found = self.known.get(own.name)
        return [""] * len(rows) if found is None else rows.developer_texts(found[0])
