"""A FIT file's headers and checksums; files may be chained one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.fit import scan as scanning
from retrowalk.formats.fit.rows import Rows
from retrowalk.formats.fit.wire import (
    CRC_BYTES,
    HEADER_BYTES,
    MAGIC,
    MAGIC_AT,
    SHORT_HEADER_BYTES,
    checksum,
)

MOST_BYTES = 512 * 1024**2
"""Larger files are refused; a day of six axes at 100 Hz has 210 MB."""
MOST_PARTS = 1000
"""More FIT files than these are not chained in one."""
_AGAIN = "copy or export it again"


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """One FIT file, or one of several that are chained.

    Attributes:
        at: where it begins in the file.
        messages: by kind; kinds that are not there are absent.
        notes: what is wrong with it, each beginning with "warning:".
    """

    at: int
    messages: Mapping[int, Rows]
    notes: tuple[str, ...]

    def of(self, number: int) -> Rows:
        """Return the messages of one kind, in the order of the file; none where absent."""
        found = self.messages.get(number)
        return Rows.none(number) if found is None else found


def is_fit(head: bytes) -> bool:
    """Return whether a file with this beginning is a FIT file."""
    return (
        len(head) >= SHORT_HEADER_BYTES
        and head[0] in (SHORT_HEADER_BYTES, HEADER_BYTES)
        and head[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC
    )


def load(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        RetrowalkError: larger than `MOST_BYTES`.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise RetrowalkError(
            f"a FIT file of {size} bytes is larger than what is read",
            where=path.name,
            remedy=f"split it; up to {MOST_BYTES // 1024**2} MiB are read",
        )
    return path.read_bytes()


def parts_of(data: bytes, name: str, wanted: frozenset[int]) -> Iterator[Part]:
    """Yield the FIT files that are chained in these bytes; mostly one.

    Args:
        data: the whole file.
        name: for messages.
        wanted: kinds of messages to keep.

    Raises:
        RetrowalkError: no FIT file, or one that is damaged at its very beginning.
    """
    if not is_fit(data):
        raise RetrowalkError("this is no FIT file", where=f"{name}, byte 0", remedy=_AGAIN)
    at = 0
    for _ in range(MOST_PARTS):
        start, end, notes = _bounds(data, at)
        found = scanning.scan(data, start, end, wanted)
        if found.damage is not None:
            if found.end == start:
                raise RetrowalkError(found.damage, where=f"{name}, byte {start}", remedy=_AGAIN)
            notes.append(
                f"warning: {found.damage}, at byte {found.end}; what comes before was read"
            )
        yield Part(at, _by_kind(data, found.batches), tuple(notes))
        at = end + CRC_BYTES
        if not is_fit(data[at : at + HEADER_BYTES]):
            return
    raise RetrowalkError(
        f"more than {MOST_PARTS} FIT files are chained in one",
        where=f"{name}, byte {at}",
        remedy="export the walks one by one",
    )


def announces(data: bytes, number: int) -> bool:
    """Return whether the first FIT file in these bytes defines a kind of message.

    Args:
        data: the file, or the beginning of it.
        number: of the kind.
    """
    start, size = data[0], int.from_bytes(data[4:8], "little")
    end = min(start + size, len(data)) if size else len(data)
    return scanning.defines(data, start, end, number)


def _bounds(data: bytes, at: int) -> tuple[int, int, list[str]]:
    """Return where the messages begin and end, and what is wrong with header or checksum."""
    size = int.from_bytes(data[at + 4 : at + 8], "little")
    start = at + data[at]
    if size == 0 and len(data) - start > CRC_BYTES:
        note = "warning: the file was never finished by its device; it was read to its end"
        return start, len(data), [note]
    end = start + size
    if end + CRC_BYTES > len(data):
        missing = end + CRC_BYTES - len(data)
        note = f"warning: the file is cut off, {missing} bytes are missing at its end"
        return start, min(end, len(data)), [note]
    told = int.from_bytes(data[end : end + CRC_BYTES], "little")
    if told != checksum(np.frombuffer(data, np.uint8, end - at, at)):
        return start, end, ["warning: the checksum does not fit; some of it may be wrong"]
    return start, end, []


def _by_kind(data: bytes, batches: tuple[scanning.Batch, ...]) -> dict[int, Rows]:
    seen = np.frombuffer(data, dtype=np.uint8)
    kinds: dict[int, list[scanning.Batch]] = {}
    for batch in batches:
        kinds.setdefault(batch.layout.number, []).append(batch)
    return {number: Rows.of(number, seen, tuple(some)) for number, some in kinds.items()}
