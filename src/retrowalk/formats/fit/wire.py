"""What a FIT file is made of: number types, layouts of messages, the checksum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

MAGIC = b".FIT"
MAGIC_AT = 8
SHORT_HEADER_BYTES = 12
HEADER_BYTES = 14
CRC_BYTES = 2
EPOCH_UNIX_S = 631_065_600
"""FIT counts seconds from the last day of 1989, UTC."""
FIRST_DATE_S = 0x1000_0000
"""Smaller times count from switching the device on."""

LAST_DATE_S = 0xFFFF_FFFE

TIMESTAMP = 253
MESSAGE_INDEX = 254


@dataclass(frozen=True, slots=True)
class BaseType:
    """A type of number, or text.

    Attributes:
        code: the byte that names it in a definition.
        kind: its letter and size for numpy, without the byte order; "S1" for text.
        invalid: the bits that say "no value".
    """

    code: int
    kind: str
    invalid: int

    @property
    def size(self) -> int:
        """Bytes of one number, or letter."""
        return int(self.kind[1:])

    def dtype(self, big_endian: bool) -> np.dtype[np.generic]:
        """Return the numpy type of one number."""
        return np.dtype((">" if big_endian else "<") + self.kind)


ENUM = BaseType(0x00, "u1", 0xFF)
SINT8 = BaseType(0x01, "i1", 0x7F)
UINT8 = BaseType(0x02, "u1", 0xFF)
SINT16 = BaseType(0x83, "i2", 0x7FFF)
UINT16 = BaseType(0x84, "u2", 0xFFFF)
SINT32 = BaseType(0x85, "i4", 0x7FFF_FFFF)
UINT32 = BaseType(0x86, "u4", 0xFFFF_FFFF)
TEXT = BaseType(0x07, "S1", 0)
FLOAT32 = BaseType(0x88, "f4", 0xFFFF_FFFF)
FLOAT64 = BaseType(0x89, "f8", 0xFFFF_FFFF_FFFF_FFFF)
UINT8Z = BaseType(0x0A, "u1", 0)
UINT16Z = BaseType(0x8B, "u2", 0)
UINT32Z = BaseType(0x8C, "u4", 0)
BYTE = BaseType(0x0D, "u1", 0xFF)
SINT64 = BaseType(0x8E, "i8", 0x7FFF_FFFF_FFFF_FFFF)
UINT64 = BaseType(0x8F, "u8", 0xFFFF_FFFF_FFFF_FFFF)
UINT64Z = BaseType(0x90, "u8", 0)
_TYPES = (ENUM, SINT8, UINT8, SINT16, UINT16, SINT32, UINT32, TEXT, FLOAT32, FLOAT64, UINT8Z)
_MORE_TYPES = (UINT16Z, UINT32Z, BYTE, SINT64, UINT64, UINT64Z)
_NUMBER_BITS = 0x1F
BASE_TYPES: Mapping[int, BaseType] = {
    one.code & _NUMBER_BITS: one for one in (*_TYPES, *_MORE_TYPES)
}


def base_type(code: int) -> BaseType | None:
    """Return the type with this byte, or None; bit 7 only says that it has a byte order."""
    return BASE_TYPES.get(code & _NUMBER_BITS)


@dataclass(frozen=True, slots=True)
class Field:
    """Where a field lies: bytes from the message's header byte on, and its type."""

    at: int
    size: int
    base: BaseType


@dataclass(frozen=True, slots=True)
class Layout:
    """What a definition message says of the messages that follow.

    Attributes:
        number: which kind of message.
        big_endian: byte order of its numbers.
        step: bytes of a message, its header byte included.
        fields: by field number.
        developer: (offset, size) by developer index and field number.
    """

    number: int
    big_endian: bool
    step: int
    fields: Mapping[int, Field]
    developer: Mapping[tuple[int, int], tuple[int, int]]


def instant(fit_s: float) -> dt.datetime:
    """Return the UTC instant of FIT seconds, to the millisecond."""
    epoch = dt.datetime.fromtimestamp(EPOCH_UNIX_S, dt.UTC)
    return epoch + dt.timedelta(milliseconds=round(fit_s * 1000.0))


def _tables() -> npt.NDArray[np.uint16]:
    """Return the checksum's shift by 1, 2, 4, ... bytes as (32, 2, 256) look-up tables."""
    low = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        low = np.where(low & 1, (low >> 1) ^ 0xA001, low >> 1).astype(np.uint16)
    high = np.arange(256, dtype=np.uint16)  # a shift by 8 bits, nothing falls out
    both = [np.stack([low, high])]
    for _ in range(31):
        last = both[-1]
        both.append(last[0][last & 0xFF] ^ last[1][last >> 8])
    return np.stack(both)


_SHIFTS = _tables()


def checksum(data: Bytes) -> int:
    """Return the CRC-16 of FIT (polynomial 0x8005, reflected, from 0).

    It is linear: that of two halves joined is the first's, shifted by the second's length,
    plus the second's. So all pairs are joined at once, then pairs of pairs.
    """
    if len(data) % 2:
        data = np.concatenate([np.zeros(1, np.uint8), data])  # leading zeros change nothing
    words = data.view("<u2") if data.flags.c_contiguous else data.copy().view("<u2")
    sums = _shifted(words.astype(np.uint16), 1)
    level = 1
    while len(sums) > 1:
        if len(sums) % 2:
            sums = np.concatenate([np.zeros(1, np.uint16), sums])
        sums = _shifted(sums[0::2], level) ^ sums[1::2]
        level += 1
    return int(sums[0]) if len(sums) else 0


def _shifted(sums: npt.NDArray[np.uint16], level: int) -> npt.NDArray[np.uint16]:
    low, high = _SHIFTS[level]
    shifted: npt.NDArray[np.uint16] = low[sums & 0xFF] ^ high[sums >> 8]
    return shifted
