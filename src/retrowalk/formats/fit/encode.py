"""Columns to messages, messages to a FIT file: definitions, rounding, checksums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retrowalk.formats.fit.profile import Number, Own
from retrowalk.formats.fit.wire import (
    BYTE,
    FLOAT32,
    HEADER_BYTES,
    MAGIC,
    TEXT,
    BaseType,
    Bytes,
    checksum,
)
from retrowalk.recording import Array

_PROTOCOL = 0x20
"""2.0: the first with developer fields."""
_PROFILE = 21_218
_DEFINITION, _DEVELOPER = 0x40, 0x20
_MOST_TEXT_BYTES = 254


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """One field of n messages: (n, size) bytes, its number and type; `own` says whose it is."""

    field: int
    base: BaseType
    data: Bytes
    own: Own | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A definition and its (n, step) messages."""

    definition: bytes
    rows: Bytes
    own: tuple[Own, ...]

    def __bytes__(self) -> bytes:
        return self.definition + self.rows.tobytes()


def numbers(number: Number, values: Iterable[float] | Array) -> Cells:
    """Return a field of numbers in their unit; NaN and what does not fit says "no value"."""
    given = np.asarray(values if isinstance(values, np.ndarray) else list(values), np.float64)
    return Cells(number.field, number.base, _packed(number, given))


def texts(field: int, words: Sequence[str]) -> Cells:
    """Return a field of text, as wide as the longest needs, cut after 254 bytes."""
    return Cells(field, TEXT, _packed_texts(words))


def octets(field: int, data: bytes) -> Cells:
    """Return a field of plain bytes in one message."""
    return Cells(field, BYTE, np.frombuffer(data, np.uint8)[None, :])


def own_numbers(own: Own, values: Iterable[float] | Array) -> Cells:
    """Return a developer field of numbers."""
    plain = numbers(Number(own.number, own.base), values)
    return Cells(own.number, own.base, plain.data, own)


def own_texts(own: Own, words: Sequence[str]) -> Cells:
    """Return a developer field of text."""
    return Cells(own.number, own.base, _packed_texts(words), own)


def table(local: int, kind: int, cells: Sequence[Cells]) -> Table:
    """Return messages of one kind.

    Args:
        local: the number by which they are told apart in the file, 0 to 15.
        kind: which messages.
        cells: their fields, all of n rows.
    """
    plain = [one for one in cells if one.own is None]
    own = [one for one in cells if one.own is not None]
    head = _DEFINITION | local | (_DEVELOPER if own else 0)
    definition = bytes((head, 0, 0)) + kind.to_bytes(2, "little") + bytes((len(plain),))
    for one in plain:
        definition += bytes((one.field, one.data.shape[1], one.base.code))
    if own:
        definition += bytes((len(own),))
        for one in own:
            definition += bytes((one.field, one.data.shape[1], 0))
    count = len(cells[0].data)
    first = np.full((count, 1), local, np.uint8)
    rows = np.concatenate([first, *(one.data for one in (*plain, *own))], axis=1)
    return Table(definition, rows, tuple(one.own for one in own if one.own is not None))


def file_of(messages: bytes) -> bytes:
    """Return a whole FIT file."""
    head = bytes((HEADER_BYTES, _PROTOCOL)) + _PROFILE.to_bytes(2, "little")
    head += len(messages).to_bytes(4, "little") + MAGIC
    head += _sum(head)
    whole = head + messages
    return whole + _sum(whole)


def _sum(data: bytes) -> bytes:
    return checksum(np.frombuffer(data, np.uint8)).to_bytes(2, "little")


def _packed(number: Number, values: Array) -> Bytes:
    base = number.base
    kind = base.dtype(big_endian=False)
    if base is FLOAT32:
        most = float(np.finfo(np.float32).max)
        fits = np.abs(values) <= most
        raw = np.where(fits, values, 0.0).astype(kind)
        raw.view("<u4")[~fits] = base.invalid
    else:
        limits = np.iinfo(kind.str)
        scaled = np.rint((values + number.offset) * number.scale)
        fits = (scaled >= limits.min) & (scaled <= limits.max)
        raw = np.where(fits, scaled, base.invalid).astype(kind)
    return raw[:, None].view(np.uint8)


def _packed_texts(words: Sequence[str]) -> Bytes:
    coded = [_cut(word.split("\0", 1)[0]) for word in words]
    width = max(len(one) for one in coded) + 1
    return np.frombuffer(b"".join(one.ljust(width, b"\0") for one in coded), np.uint8).reshape(
        len(coded), width
    )


def _cut(word: str) -> bytes:
    """Return UTF-8 of at most 254 bytes, never half a character."""
    coded = word.encode("utf-8", "replace")
    if len(coded) <= _MOST_TEXT_BYTES:
        return coded
    return coded[:_MOST_TEXT_BYTES].decode("utf-8", "ignore").encode()
