"""Files of research loggers, packed by hand from their makers' descriptions."""

from __future__ import annotations

import struct
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lab.format_samples import Sample

Counts = npt.NDArray[np.int64]
START = datetime(2026, 3, 28, 23, 59, 50)
SECONDS = 12


def swing(rate_hz: float, one_g: float, seconds: int = SECONDS) -> Counts:
    """Return (n, 3) counts of a leg that swings, gravity along y."""
    time_s = np.arange(round(rate_hz * seconds)) / rate_hz
    phase = 2.0 * np.pi * 0.9 * time_s
    g = np.column_stack(
        [0.3 * np.sin(phase), 1.0 + 0.15 * np.cos(2.0 * phase), -0.2 * np.cos(phase)]
    )
    return np.round(g * one_g).astype(np.int64)


def cwa_clock(at: datetime) -> int:
    """Return a date in the logger's four bytes."""
    return (
        (at.year - 2000) << 26
        | at.month << 22
        | at.day << 17
        | at.hour << 12
        | at.minute << 6
        | at.second
    )


def cwa_block(
    data: bytes, *, at: datetime, count: int, layout: int, rate: int, scales: int, sequence: int
) -> bytes:
    """Return a block whose first sample was taken at `at`, with its checksum."""
    fraction = 0x8000 | at.microsecond * 65_536 // 1_000_000 >> 1
    rate_hz = 3200 // (1 << (15 - (rate & 0x0F)))
    offset = -(((fraction & 0x7FFF) << 1) * rate_hz >> 16)
    head = struct.pack(
        "<HHHIIIHHBBBBhH",
        0x5841, 508, fraction, 7, sequence, cwa_clock(at), scales, 0, 0, 0, rate, layout,
        offset, count,
    )  # fmt: skip
    body = head + data.ljust(480, b"\0")
    total = sum(struct.unpack("<255H", body)) & 0xFFFF
    return body + struct.pack("<H", -total & 0xFFFF)


def cwa(kind: int, blocks: list[bytes]) -> bytes:
    """Return a whole file of an AX3 (0x17) or AX6 (0x64), 100 Hz."""
    head = bytearray(1024)
    struct.pack_into("<2sHBHIH", head, 0, b"MD", 1020, kind, 12_345, 7, 0xFFFF)
    # the gyroscope's range (code 3, 1000 °/s) or none, and the rate
    head[35], head[36] = (3, 0x6A) if kind == 0x64 else (0, 0x4A)
    return bytes(head) + b"".join(blocks)


def ax3_blocks(seconds: int = SECONDS) -> list[bytes]:
    """Return packed blocks at 100 Hz, 120 samples each."""
    values = swing(100.0, 256.0, seconds)
    packed = np.zeros(len(values), np.uint32)
    for axis in range(3):
        packed |= ((values[:, axis] & 0x3FF) << (10 * axis)).astype(np.uint32)
    return [
        cwa_block(
            packed[low : low + 120].astype("<u4").tobytes(),
            at=START + timedelta(seconds=low / 100.0),
            count=len(packed[low : low + 120]),
            layout=0x30,
            rate=0x4A,
            scales=0,
            sequence=low // 120,
        )
        for low in range(0, len(packed), 120)
    ]


def ax6_blocks(seconds: int = SECONDS) -> list[bytes]:
    """Return blocks of six axes at 100 Hz, 8 g and 1000 °/s, 40 samples each."""
    acceleration = swing(100.0, 4096.0, seconds)
    time_s = np.arange(len(acceleration)) / 100.0
    turn_dps = np.column_stack([150.0 * np.sin(5.65 * time_s), 0.0 * time_s, 20.0 * np.cos(time_s)])
    turn = np.round(turn_dps * 32_768.0 / 1000.0).astype(np.int64)
    rows = np.column_stack([turn, acceleration]).astype("<i2")
    return [
        cwa_block(
            rows[low : low + 40].tobytes(),
            at=START + timedelta(seconds=low / 100.0),
            count=len(rows[low : low + 40]),
            layout=0x62,
            rate=0x6A,
            scales=4 << 13 | 3 << 10,
            sequence=low // 40,
        )
        for low in range(0, len(rows), 40)
    ]


GAIN, OFFSET = (25_600, 25_500, 25_700), (-120, 250, 30)


GENEACTIV_HEAD = """\
Device Identity
Device Unique Serial Code:041234
Device Type:GENEActiv
Device Model:1.2
Device Firmware Version:Ver06.17 15June23
Calibration Date:2025-09-07 15:04:34:000

Device Capabilities
Accelerometer Range:-8 to 8
Accelerometer Resolution:0.0039
Accelerometer Units:g
Light Meter Range:0 to 20000
Light Meter Resolution:3 to 48
Light Meter Units:lux
Temperature Sensor Range:0 to 70
Temperature Sensor Resolution:0.1
Temperature Sensor Units:deg. C

Configuration Info
Measurement Frequency:100 Hz
Measurement Period:72 Hours
Start Time:2026-03-28 23:59:50:000
Time Zone:GMT +01:00

Trial Info
Study Centre:
Study Code:
Investigator ID:
Exercise Type:
Config Operator ID:
Config Time:2026-03-28 12:00:00:000
Config Notes:
Extract Operator ID:
Extract Time:2026-04-01 12:00:00:000
Extract Notes:

Subject Info
Device Location Code:
Subject Code:
Date of Birth:1900-01-01
Sex:
Height:
Weight:
Handedness Code:
Subject Notes:

Calibration Data
x gain:25600
x offset:-120
y gain:25500
y offset:250
z gain:25700
z offset:30
Volts:300
Lux:800

Memory Status
Number of Pages:{pages}
"""


def geneactiv(seconds: int = SECONDS) -> bytes:
    """Return a GENEActiv file at 100 Hz."""
    lines = GENEACTIV_HEAD.format(pages=seconds // 3).split("\n")
    values = np.round((swing(100.0, 1.0e6, seconds) / 1.0e6 * GAIN + OFFSET) / 100.0)
    for page in range(seconds // 3):
        digits = ""
        for x, y, z in values[300 * page : 300 * (page + 1)].astype(int).tolist():
            whole = (x & 0xFFF) << 36 | (y & 0xFFF) << 24 | (z & 0xFFF) << 12 | 5 << 2
            digits += f"{whole:012X}"
        at = START + timedelta(seconds=3 * page)
        lines += [
            "Recorded Data",
            "Device Unique Serial Code:041234",
            f"Sequence Number:{page}",
            f"Page Time:{at:%Y-%m-%d %H:%M:%S}:000",
            "Unassigned:",
            "Temperature:22.4",
            "Battery voltage:4.1",
            "Device Status:Recording",
            "Measurement Frequency:100.0",
            digits,
        ]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def gt3x_record(kind: int, time_s: int, payload: bytes) -> bytes:
    """Return one record of log.bin with its checksum."""
    head = struct.pack("<BBIH", 0x1E, kind, time_s, len(payload)) + payload
    check = 0
    for one in head:
        check ^= one
    return head + bytes([check ^ 0xFF])


def twelve_bits(values: Counts) -> bytes:
    """Return (n, 3) counts as y, x, z of twelve bits each, one after the other."""
    digits = "".join(f"{int(v) & 0xFFF:03x}" for x, y, z in values for v in (y, x, z))
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


INFO = (
    "Serial Number: {serial}\r\nDevice Type: Link\r\nFirmware: 1.7.2\r\nBattery Voltage: 4.1\r\n"
    "Sample Rate: {rate}\r\nStart Date: 639103391900000000\r\nStop Date: 0\r\n"
    "Last Sample Time: 639103392020000000\r\nTimeZone: 01:00:00\r\n"
    "Download Date: 639103200000000000\r\n"
    "Board Revision: 8\r\nUnexpected Resets: 0\r\n{scale}"
    "Acceleration Min: -8.0\r\nAcceleration Max: 8.0\r\nLimb: Ankle\r\nSide: Left\r\n"
    "Dominance: Dominant\r\nSubject Name: -\r\n"
)
START_S = int((START - datetime(1970, 1, 1)).total_seconds())


def gt3x(path: Path, *, packed: bool, rate: int = 30, log: bytes | None = None) -> None:
    """Write a .gt3x file of the newer form."""
    values = swing(float(rate), 256.0)
    if log is None:
        log = b"".join(
            gt3x_record(
                0x00 if packed else 0x1A,
                START_S + second,
                twelve_bits(values[rate * second : rate * (second + 1)])
                if packed
                else values[rate * second : rate * (second + 1)].astype("<i2").tobytes(),
            )
            for second in range(SECONDS)
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = INFO.format(serial="TAS1E31150000", rate=rate, scale="Acceleration Scale: 256.0\r\n")
        archive.writestr("info.txt", text)
        archive.writestr("log.bin", log)


def nhanes(path: Path) -> None:
    """Write a .gt3x file of the older form, at 80 Hz."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("info.txt", INFO.format(serial="NEO1D1234567", rate=80, scale=""))
        archive.writestr("activity.bin", twelve_bits(swing(80.0, 341.0)))
        archive.writestr("log.txt", "")


_AXIVITY = "AX3/AX6 CWA file format, OpenMovement"
_GENEACTIV = "GENEActiv Instructions, decoding .bin files"
_ACTIGRAPH = "GT3X File Format, ActiGraph"

SAMPLES = (
    Sample(
        "axivity", "ax3.cwa", lambda path: _bytes(path, cwa(0x17, ax3_blocks())), True, _AXIVITY
    ),
    Sample(
        "axivity", "ax6.cwa", lambda path: _bytes(path, cwa(0x64, ax6_blocks())), True, _AXIVITY
    ),
    Sample("geneactiv", "041234.bin", lambda path: _bytes(path, geneactiv()), False, _GENEACTIV),
    Sample("actigraph", "link.gt3x", lambda path: gt3x(path, packed=True), True, _ACTIGRAPH),
    Sample("actigraph", "words.gt3x", lambda path: gt3x(path, packed=False), True, _ACTIGRAPH),
    Sample("actigraph", "nhanes.gt3x", nhanes, True, "NHANES-GT3X, ActiGraph"),
)


def _bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)
