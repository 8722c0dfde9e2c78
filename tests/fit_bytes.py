"""FIT files made by hand, byte after byte, with none of the package's own code."""

from __future__ import annotations

import struct

START_S = 1_130_000_000
"""FIT seconds: 2025-10-21 16:53:20 UTC."""
NONE_U1, NONE_U2, NONE_U4, NONE_S4 = 0xFF, 0xFFFF, 0xFFFF_FFFF, 0x7FFF_FFFF
_CODES = {"B": 0x02, "H": 0x84, "I": 0x86, "i": 0x85, "h": 0x83, "f": 0x88, "d": 0x89}


def crc(data: bytes) -> int:
    """Return the CRC-16 of FIT, bit by bit."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value


def definition(
    local: int,
    number: int,
    fields: list[tuple[int, str]],
    *,
    big: bool = False,
    developer: list[tuple[int, int, int]] | None = None,
) -> bytes:
    """Return a definition message.

    Args:
        local: 0 to 15.
        number: which kind of message.
        fields: number and struct letter; "8s" is text of 8 bytes.
        big: whether numbers are big-endian.
        developer: number, bytes and developer's index of fields that come after.
    """
    order = ">" if big else "<"
    head = struct.pack("BBB", 0x40 | (0x20 if developer else 0) | local, 0, int(big)) + struct.pack(
        order + "H", number
    )
    body = bytes((len(fields),))
    for code, letter in fields:
        size = struct.calcsize("<" + letter)
        body += bytes((code, size, 0x07 if letter.endswith("s") else _CODES[letter[-1]]))
    if developer:
        body += bytes((len(developer), *(number for one in developer for number in one)))
    return head + body


def message(local: int, letters: str, *values: object, big: bool = False) -> bytes:
    """Return a data message."""
    return bytes((local,)) + struct.pack((">" if big else "<") + letters, *values)


def short_message(local: int, offset_s: int, letters: str, *values: object) -> bytes:
    """Return a data message whose header byte holds five bits of its time."""
    return bytes((0x80 | local << 5 | offset_s & 0x1F,)) + struct.pack("<" + letters, *values)


def fit_file(body: bytes, *, header: int = 14) -> bytes:
    """Return a FIT file with these messages."""
    head = struct.pack("<BBHI4s", header, 0x20, 21_218, len(body), b".FIT")
    if header == 14:
        head += struct.pack("<H", crc(head))
    return head + body + struct.pack("<H", crc(head + body))


def file_id(kind: int = 4) -> bytes:
    """Return a definition and a message that say what the file is."""
    return definition(0, 0, [(0, "B"), (1, "H")]) + message(0, "BH", kind, 255)


def session(start_s: int, elapsed_s: float, *, sport: int = 11, cycles: int = NONE_U4) -> bytes:
    """Return a definition and a message of a session."""
    fields = [(253, "I"), (2, "I"), (7, "I"), (5, "B"), (10, "I")]
    end_s = min(start_s + int(elapsed_s), NONE_U4)
    values = (end_s, start_s, round(1000 * elapsed_s), sport, cycles)
    return definition(1, 18, fields) + message(1, "IIIBI", *values)
