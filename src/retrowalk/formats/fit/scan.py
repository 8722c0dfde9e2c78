"""Which bytes of a FIT file are which message.

Messages of one layout mostly follow each other: one look at every n-th byte finds where such a
run ends. Only starts and lengths of runs are kept, and only of the kinds that are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from retrowalk.formats.fit.wire import (
    TIMESTAMP,
    UINT32,
    Bytes,
    Field,
    Ints,
    Layout,
    base_type,
)

_COMPRESSED = 0x80
_DEFINITION = 0x40
_DEVELOPER = 0x20
_LOCAL = 0x0F
_SHORT_LOCAL_SHIFT, _SHORT_LOCAL = 5, 0x03
_SECONDS = 0x1F
_TIME_BYTES = 4
_DEFINITION_HEAD, _FIELD_BYTES = 6, 3
_CUT_OFF = "the file is cut off inside a message"
_MOST_LAYOUTS = 2000
_FIRST_WINDOW, _MOST_WINDOW = 32, 65_536


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """All messages of one layout.

    Attributes:
        layout: where their fields lie.
        at: (n,) rising positions of their header bytes.
        seconds: (n,) their time where the header byte holds it, else None.
    """

    layout: Layout
    at: Ints
    seconds: Ints | None


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found.

    Attributes:
        batches: of the wanted kinds.
        end: where the last whole message ends.
        damage: what was wrong there, None where the file is whole.
    """

    batches: tuple[Batch, ...]
    end: int
    damage: str | None


@dataclass(slots=True)
class _Found:
    """Messages of one layout while the file is gone through: single ones, runs, short ones."""

    layout: Layout
    wanted: bool
    step: int
    time_at: int
    alone: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    short_starts: list[int] = field(default_factory=list)
    short_seconds: list[int] = field(default_factory=list)

    def batches(self) -> list[Batch]:
        answer = []
        at = np.array(self.alone, np.int64)
        if self.starts:
            counts = np.array(self.counts)
            before = np.cumsum(counts) - counts
            within = np.arange(counts.sum()) - np.repeat(before, counts)
            runs = np.repeat(np.array(self.starts), counts) + self.step * within
            at = np.sort(np.concatenate([at, runs])) if len(at) else runs
        if len(at):
            answer.append(Batch(self.layout, at, None))
        if self.short_starts:
            at, seconds = np.array(self.short_starts), np.array(self.short_seconds)
            answer.append(Batch(self.layout, at, seconds))
        return answer


class _Damaged(Exception):
    """What is wrong at a place of the file; ends the scan there."""


@dataclass(slots=True)
class _Going:
    """What is known while the file is gone through.

    Attributes:
        by_head: the layout that each header byte of a plain message has now.
        by_bytes: layouts by the bytes that define them; many devices repeat them.
        stamped: the last message with a full time.
        stamped_end: where it ends.
        last_s: the time that header bytes with five bits of seconds go on from.
    """

    data: bytes
    end: int
    wanted: frozenset[int]
    by_head: list[_Found | None] = field(default_factory=lambda: [None] * 256)
    by_bytes: dict[bytes, _Found] = field(default_factory=dict)
    stamped: _Found | None = None
    stamped_end: int = 0
    last_s: int | None = None

    def define(self, at: int) -> tuple[_Found, int]:
        """Read a definition; return its layout and where it ends."""
        data, head = self.data, self.data[at]
        size = _definition_size(data, at, self.end)
        key = data[at + 1 : at + size] + (b"+" if head & _DEVELOPER else b"-")
        found = self.by_bytes.get(key)
        if found is None:
            if len(self.by_bytes) >= _MOST_LAYOUTS:
                raise _Damaged(f"more than {_MOST_LAYOUTS} different definitions")
            layout = _layout(data[at : at + size], bool(head & _DEVELOPER))
            time = layout.fields.get(TIMESTAMP)
            time_at = time.at if time is not None and time.size == _TIME_BYTES else 0
            found = _Found(layout, layout.number in self.wanted, layout.step, time_at)
            self.by_bytes[key] = found
        for plain in range(head & _LOCAL, _DEFINITION, _LOCAL + 1):
            self.by_head[plain] = found
        return found, at + size

    def other(self, at: int) -> tuple[_Found, int]:
        """Read what is no plain message: a definition, or one with a short time."""
        head = self.data[at]
        if head & (_COMPRESSED | _DEFINITION) == _DEFINITION:
            return self.define(at)
        one = self.by_head[(head >> _SHORT_LOCAL_SHIFT) & _SHORT_LOCAL]
        if one is None or not head & _COMPRESSED:
            raise _Damaged("a message of a kind that was not defined")
        if at + one.step > self.end:
            raise _Damaged(_CUT_OFF)
        self._keep_short(one, at)
        return one, at + one.step

    def _keep_short(self, one: _Found, at: int) -> None:
        if self.stamped is not None:
            place = self.stamped_end - self.stamped.step + self.stamped.time_at
            order: Literal["big", "little"] = "big" if self.stamped.layout.big_endian else "little"
            told = int.from_bytes(self.data[place : place + _TIME_BYTES], order)
            self.last_s = self.last_s if told == UINT32.invalid else told
            self.stamped = None
        if self.last_s is None:
            return
        self.last_s += ((self.data[at] & _SECONDS) - self.last_s) & _SECONDS
        if one.wanted:
            one.short_starts.append(at)
            one.short_seconds.append(self.last_s)


def scan(data: bytes, start: int, end: int, wanted: frozenset[int]) -> Scan:
    """Go through the messages in data[start:end].

    Args:
        data: the file.
        start: of the first message.
        end: one past the last.
        wanted: kinds of messages to keep.
    """
    going = _Going(data, end, wanted)
    at, damage = start, None
    seen = np.frombuffer(data, dtype=np.uint8)
    by_head = going.by_head
    try:
        while at < end:
            head = data[at]
            one = by_head[head]
            if one is None:
                _, at = going.other(at)
                continue
            after = at + one.step
            if after < end and data[after] == head:
                count = _run(seen, at, one.step, head, (end - at) // one.step)
                if one.wanted:
                    one.starts.append(at)
                    one.counts.append(count)
                at += count * one.step
            elif after > end:
                raise _Damaged(_CUT_OFF)
            else:
                if one.wanted:
                    one.alone.append(at)
                at = after
            if one.time_at:
                going.stamped, going.stamped_end = one, at
    except _Damaged as error:
        damage = str(error)
    batches = [batch for found in going.by_bytes.values() for batch in found.batches()]
    return Scan(tuple(batches), at, damage)


def defines(data: bytes, start: int, end: int, number: int) -> bool:
    """Return whether a kind of message is defined in data[start:end]."""
    going = _Going(data, end, frozenset())
    seen = np.frombuffer(data, dtype=np.uint8)
    at = start
    try:
        while at < end:
            head = data[at]
            one = going.by_head[head]
            if one is not None:
                most = max(1, (end - at) // one.step)
                at += one.step * _run(seen, at, one.step, head, most)
                continue
            found, at = going.other(at)
            if found.layout.number == number:
                return True
    except _Damaged:
        pass  # what is cut off is not asked here
    return False


def _run(seen: Bytes, at: int, step: int, head: int, most: int) -> int:
    """Return how many messages with the same header byte follow each other, 1 or more."""
    count, window = 1, _FIRST_WINDOW
    while count < most:
        end = min(count + window, most)
        other = seen[at + count * step : at + (end - 1) * step + 1 : step] != head
        first = int(other.argmax())
        if other[first]:
            return count + first
        count, window = end, min(4 * window, _MOST_WINDOW)
    return count


def _definition_size(data: bytes, at: int, end: int) -> int:
    """Return the bytes of a definition message, its header byte included."""
    size = _DEFINITION_HEAD
    if at + size <= end:
        size += _FIELD_BYTES * data[at + size - 1]
        if data[at] & _DEVELOPER:
            size += 1 + (_FIELD_BYTES * data[at + size] if at + size < end else 0)
    if at + size > end:
        raise _Damaged("the file is cut off inside a definition")
    return size


def _layout(definition: bytes, has_developer: bool) -> Layout:
    order, count = definition[2], definition[_DEFINITION_HEAD - 1]
    if order > 1:
        raise _Damaged("a definition with a byte order that does not exist")
    big = order == 1
    number = int.from_bytes(definition[3:5], "big" if big else "little")
    fields: dict[int, Field] = {}
    place, at = _DEFINITION_HEAD, 1
    for _ in range(count):
        code, size, type_code = definition[place : place + _FIELD_BYTES]
        base = base_type(type_code)
        if base is not None and size and size % base.size == 0:
            fields[code] = Field(at, size, base)
        place, at = place + _FIELD_BYTES, at + size
    developer: dict[tuple[int, int], tuple[int, int]] = {}
    if has_developer:
        for begin in range(place + 1, len(definition), _FIELD_BYTES):
            code, size, index = definition[begin : begin + _FIELD_BYTES]
            developer[index, code] = (at, size)
            at += size
    return Layout(number, big, at, fields, developer)
