"""Edits of bytes: what damaged disks, broken downloads and malice do to any file.

Each takes random numbers and bytes and returns changed bytes; none knows a format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Edit = Callable[[Random, bytes], bytes]

MOST_BYTES = 2 * 1024**2
"""What grows beyond this is cut: mutated files stay small files."""
LONGEST_CHUNK = 4096
_NUMBER = re.compile(rb"[+-]?\d[\d.,:eE+-]*")
_EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF)
_WIDE_EDGES = (*_EDGES, 2**62, 2**63 - 1, 2**63, 2**64 - 1)
NUMBER_EDGES = (
    *(b"0", b"-0", b"-1", b"1", b"00", b"0.0000000000000000000000001", b"1e308", b"-1e309"),
    *(b"1e-400", b"nan", b"NaN", b"inf", b"-Infinity", b"2147483648", b"-9223372036854775809"),
    *(b"18446744073709551616", b"9" * 400, b"0x1F", b"1_000", b"1,5", b"1.5.2", b"1e", b"--1"),
    *(b"", b" ", b"null", b"+1", "１２".encode(), "−5".encode(), b"1e5000000", b"." + b"0" * 5000),
)
"""Numbers as text that parsers stumble over."""
_WORDS = (
    *(b"\0", b"\xff", b"\n", b"\r\n", b'"', b",", b";", b"<", b">", b"&", b"{", b"]", b"\t", b"\\"),
    *("\u2028".encode(), "\u202e".encode(), b"\xef\xbb\xbf", b"\xed\xa0\x80", b"%s", b"../"),
    *(b'"' * 40, b"," * 300, b"\n" * 300, b"A" * 70_000),
)


def place(rng: Random, size: int) -> int:
    """Return a byte of a file; beginnings and ends come more often, structures live there."""
    if size <= 1:
        return 0
    kind = rng.random()
    if kind < 0.3:
        return rng.randrange(min(size, 256))
    if kind < 0.4:
        return size - 1 - rng.randrange(min(size, 256))
    return rng.randrange(size)


def _chunk(rng: Random, data: bytes) -> tuple[int, int]:
    start = place(rng, len(data))
    return start, min(len(data), start + int(2.0 ** rng.uniform(0, 12)))


def flip(rng: Random, data: bytes) -> bytes:
    """Turn over 1 to 8 bits."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        changed[place(rng, len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def byte(rng: Random, data: bytes) -> bytes:
    """Set a byte to any value or an edge."""
    changed = bytearray(data)
    changed[place(rng, len(data))] = rng.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF, rng.randrange(256)))
    return bytes(changed)


def delete(rng: Random, data: bytes) -> bytes:
    """Leave out a chunk."""
    start, end = _chunk(rng, data)
    return data[:start] + data[end:]


def duplicate(rng: Random, data: bytes) -> bytes:
    """Repeat a chunk, now and then many times."""
    start, end = _chunk(rng, data)
    times = rng.choice((1, 1, 2, 50))
    return data[:end] + data[start:end] * times + data[end:]


def insert(rng: Random, data: bytes) -> bytes:
    """Put in noise, or a word that parsers stumble over."""
    at = place(rng, len(data))
    noise = rng.randbytes(rng.randint(1, 64))
    return data[:at] + rng.choice((noise, rng.choice(_WORDS))) + data[at:]


def truncate(rng: Random, data: bytes) -> bytes:
    """Cut off the end."""
    return data[: place(rng, len(data))]


def wipe(rng: Random, data: bytes) -> bytes:
    """Fill a chunk with zeros or ones, as lost blocks are."""
    start, end = _chunk(rng, data)
    return data[:start] + rng.choice((b"\0", b"\xff")) * (end - start) + data[end:]


def swap(rng: Random, data: bytes) -> bytes:
    """Exchange two neighbouring chunks."""
    start, middle = _chunk(rng, data)
    end = min(len(data), middle + middle - start)
    return data[:start] + data[middle:end] + data[start:middle] + data[end:]


def field(rng: Random, data: bytes) -> bytes:
    """Write the edge of a whole number over 1, 2, 4 or 8 bytes: lengths, counts, offsets."""
    width = rng.choice((1, 2, 4, 4, 8))
    edge = rng.choice((*_WIDE_EDGES, len(data), len(data) - 1, len(data) + 1))
    return _written(rng, data, place(rng, len(data)), width, edge)


def length(rng: Random, data: bytes) -> bytes:
    """Change a whole number that could be a length in this file, where one is found."""
    for _ in range(50):
        width = rng.choice((2, 4, 8))
        at = place(rng, len(data))
        value = int.from_bytes(data[at : at + width], "little")
        if 0 < value <= len(data):
            edge = rng.choice((0, value - 1, value + 1, value * 2, *_WIDE_EDGES))
            return _written(rng, data, at, width, edge)
    return field(rng, data)


def _written(rng: Random, data: bytes, at: int, width: int, value: int) -> bytes:
    order = rng.choice(("little", "little", "big"))
    cell: bytes = (value % (1 << 8 * width)).to_bytes(width, "little")
    return data[:at] + (cell if order == "little" else cell[::-1]) + data[at + width :]


def number(rng: Random, data: bytes) -> bytes:
    """Put an edge where a number stands in the text."""
    found = _NUMBER.search(data, place(rng, len(data)))
    if found is None:
        return insert(rng, data)
    return data[: found.start()] + rng.choice(NUMBER_EDGES) + data[found.end() :]


def spliced(rng: Random, data: bytes, other: bytes) -> bytes:
    """Join the beginning of one file to the end of another."""
    return data[: place(rng, len(data))] + other[place(rng, len(other)) :]


ANY: tuple[Edit, ...] = (flip, byte, delete, duplicate, insert, truncate, wipe, swap)
BINARY: tuple[Edit, ...] = (*ANY, flip, field, field, length, length, length)
TEXT: tuple[Edit, ...] = (*ANY, number, number, number)


def edited(rng: Random, data: bytes, edits: Sequence[Edit], how: list[str]) -> bytes:
    """Apply one to four edits and note their names."""
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        if not data:
            break
        edit = rng.choice(edits)
        data = edit(rng, data)[:MOST_BYTES]
        how.append(edit.__name__)
    return data
