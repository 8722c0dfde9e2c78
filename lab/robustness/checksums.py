"""Checksums put right again after an edit, so that the damage is met behind them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

_CRC_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)


def fit_crc(data: bytes) -> int:
    """Return the checksum of FIT: CRC-16 with the polynomial 0xA001, by half bytes."""
    crc = 0
    for value in data:
        for nibble in (value & 15, value >> 4):
            crc = (crc >> 4) ^ _CRC_NIBBLES[(crc ^ nibble) & 15]
    return crc


def _fit(data: bytes) -> bytes:
    """Let the header and the end of a FIT file agree with what stands between them."""
    if len(data) < 16 or data[0] not in (12, 14):
        return data
    head = bytearray(data[: data[0]])
    struct.pack_into("<I", head, 4, len(data) - data[0] - 2)
    if data[0] == 14:
        struct.pack_into("<H", head, 12, fit_crc(bytes(head[:12])))
    body = bytes(head) + data[data[0] : -2]
    return body + struct.pack("<H", fit_crc(body))


_MENDERS: Mapping[str, Callable[[bytes], bytes]] = {"fit": _fit}


def mended(kind: str, data: bytes) -> bytes:
    """Return a file of a format, or with that ending, with right checksums; itself if unknown."""
    mender = next((one for name, one in _MENDERS.items() if kind.startswith(name)), None)
    return data if mender is None else mender(data)
