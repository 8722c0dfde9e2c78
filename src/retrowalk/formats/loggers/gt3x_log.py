"""The records of log.bin in a .gt3x file: where each lies, after its checksum.

Layout: the maker's page "ActiGraph .gt3x File Format" on GitHub (actigraph/GT3X-File-Format).
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError

Counts = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_HEAD = struct.Struct("<BBIH")
_MARK = b"\x1e"
_CHECK_BYTES = 1
# how often a place where records begin again is looked for in a damaged log
_MOST_SEARCHES = 200
_MOST_SEARCH_BYTES = 1024**2
_MOST_RUN = 4096  # records that are checked at once
_MOST_RECORDS = 5_000_000
_ZEROS_BYTES = 1024**2


@dataclass(frozen=True, slots=True)
class Records:
    """What a log holds, in its order.

    Attributes:
        kind: (r,) types.
        time_s: (r,) seconds from 1970 on the logger's wall clock.
        low: (r,) byte where the payload begins.
        size: (r,) bytes of payload.
    """

    kind: Counts
    time_s: Counts
    low: Counts
    size: Counts

    def of(self, which: npt.NDArray[np.bool_]) -> Records:
        """Return some of them."""
        return Records(self.kind[which], self.time_s[which], self.low[which], self.size[which])


def records(data: bytes, name: str, kinds: tuple[int, ...], notes: list[str]) -> Records:
    """Return the records whose checksum holds.

    Args:
        data: the whole log.
        name: for notes.
        kinds: the types that are wanted.
        notes: told what is damaged or cut off.

    Raises:
        RetrowalkError: more records than a logger writes.
    """
    whole = np.frombuffer(data, np.uint8)
    parts: list[Counts] = []
    single = array("q")  # rows of records that were looked at one by one
    at, damaged, first, most, held = 0, 0, 0, 1, 0
    while at + _HEAD.size < len(data):
        if data[at] == 0:  # the maker: zeros may lie between records
            at = _behind_zeros(data, at)
            continue
        mark, kind, time_s, size = _HEAD.unpack_from(data, at)
        each = _HEAD.size + size + _CHECK_BYTES
        if mark == _MARK[0] and at + each > len(data):
            break
        count = 0
        if mark == _MARK[0] and most > 1:
            run = _run(whole, at, size, most)
            count = len(run)
            parts += [np.array(single, np.int64).reshape(-1, 4), run[np.isin(run[:, 0], kinds)]]
            held += len(parts[-1])
            del single[:]
        elif mark == _MARK[0] and _is_sound(whole, at, each):
            count = 1
            if size and kind in kinds:
                single.extend((kind, time_s, at + _HEAD.size, size))
                held += 1
        if held > _MOST_RECORDS:
            raise RetrowalkError(
                f"it holds more than {_MOST_RECORDS:,} records",
                where=name,
                remedy="a logger writes a few each second for some weeks; download it again",
            )
        if count:
            at += count * each
            # long runs are the rule; looking far ahead costs little where they are short
            goes_on = size and count == most and data[at + 6 : at + 8] == size.to_bytes(2, "little")
            most = min(4 * most, _MOST_RUN) if goes_on else 1
            continue
        first = first if damaged else at
        damaged += 1
        again = _next_record(data, whole, at + 1)
        if again is None or damaged > _MOST_SEARCHES:
            break
        at, most = again, 1
    if damaged:
        notes.append(f"warning: {damaged} damaged places in {name}, the first at byte {first}")
    if at < len(data) and data[at : at + _HEAD.size].strip(b"\0"):
        notes.append(f"warning: {name} is cut off or damaged from byte {at} on")
    found = np.concatenate([*parts, np.array(single, np.int64).reshape(-1, 4)])
    return Records(found[:, 0], found[:, 1], found[:, 2], found[:, 3])


def _is_sound(whole: Bytes, at: int, each: int) -> bool:
    """Return whether the byte behind a record is the complement of all its bytes together."""
    return int(np.bitwise_xor.reduce(whole[at : at + each])) == 0xFF


def _run(whole: Bytes, at: int, size: int, most: int) -> Counts:
    """Return (k, 4) kind, time, payload's place and size of sound records of one size."""
    each = _HEAD.size + size + _CHECK_BYTES
    count = min(most, (len(whole) - at) // each)
    rows = whole[at : at + count * each].reshape(count, each)
    is_sound = (rows[:, 0] == _MARK[0]) & (rows[:, 6:8] == rows[0, 6:8]).all(axis=1)
    is_sound &= np.bitwise_xor.reduce(rows, axis=1) == 0xFF
    if not is_sound.all():
        rows = rows[: int(np.argmin(is_sound))]
    found = np.empty((len(rows), 4), np.int64)
    found[:, 0] = rows[:, 1]
    found[:, 1] = np.ascontiguousarray(rows[:, 2:6]).view("<u4")[:, 0]
    found[:, 2] = at + _HEAD.size + each * np.arange(len(rows))
    found[:, 3] = size
    return found


def _behind_zeros(data: bytes, at: int) -> int:
    while at < len(data):
        part = data[at : at + _ZEROS_BYTES]
        rest = part.lstrip(b"\0")
        at += len(part) - len(rest)
        if rest:
            break
    return at


def _next_record(data: bytes, whole: Bytes, start: int) -> int | None:
    """Return where the next sound record begins, not too far away."""
    at, last = start, start + _MOST_SEARCH_BYTES
    tried = 0
    while (at := data.find(_MARK, at, last)) >= 0 and tried < _MOST_SEARCHES:
        if at + _HEAD.size < len(data):
            each = _HEAD.size + int(_HEAD.unpack_from(data, at)[3]) + _CHECK_BYTES
            if at + each <= len(data) and _is_sound(whole, at, each):
                return at
        at += 1
        tried += 1
    return None
