"""The second motion sensor of a GT9X Link: records whose columns another record describes.

Layout: the maker's pages SENSOR_SCHEMA, SENSOR_DATA and PARAMETERS (actigraph/GT3X-File-Format).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from retrowalk.formats.loggers.blocks import check_size
from retrowalk.formats.loggers.gt3x_log import Counts, Records
from retrowalk.recording import Array

SCHEMA, SENSOR_DATA, PARAMETERS = 0x18, 0x19, 0x15
_HEAD = struct.Struct("<hhh")
_COLUMN = struct.Struct("<BBBI16s")
_NUMBER = struct.Struct("<h")
_PARAMETER = struct.Struct("<HHI")
_ACCELERATION_SCALE = (0, 55)
_BIG_ENDIAN, _SIGNED = 0x01, 0x02
_MOST_COLUMNS, _MOST_SAMPLES = 32, 2000
_SENSORS = ("accelerometer", "gyroscope", "magnetometer")


@dataclass(frozen=True, slots=True)
class Imu:
    """What that sensor recorded.

    Attributes:
        start_s: (b,) seconds on the logger's wall clock.
        counts: (b,) samples of each second.
        rate_hz: samples a second.
        acceleration_g: (n, 3).
        rate_dps: (n, 3) degrees a second.
        magnetic_ut: (n, 3) microtesla, or None.
    """

    start_s: Counts
    counts: Counts
    rate_hz: int
    acceleration_g: Array
    rate_dps: Array
    magnetic_ut: Array | None


@dataclass(frozen=True, slots=True)
class _Schema:
    number: int
    samples: int
    row: np.dtype[np.void]
    scales: dict[str, float]


def decoded(code: int) -> float:
    """Return the number that four bytes stand for: a fraction of 24 bits and a power of two."""
    fraction = ((code & 0xFFFFFF) ^ 0x800000) - 0x800000
    power = ((code >> 24) ^ 0x80) - 0x80
    return float(np.ldexp(fraction / 8_388_608.0, power))


def acceleration_scale(data: bytes, records: Records) -> float | None:
    """Return the counts of one g that the log tells, or None."""
    for one in np.flatnonzero(records.kind == PARAMETERS):
        low, size = int(records.low[one]), int(records.size[one])
        for at in range(low, low + size - _PARAMETER.size + 1, _PARAMETER.size):
            space, number, code = _PARAMETER.unpack_from(data, at)
            if (space, number) == _ACCELERATION_SCALE:
                return decoded(code)
    return None


def imu(data: bytes, records: Records, name: str) -> Imu | None:
    """Return the samples of that sensor, or None without both accelerometer and gyroscope.

    Raises:
        RetrowalkError: more samples than memory holds.
    """
    schema = _schema(data, records)
    if schema is None:
        return None
    whole = np.frombuffer(data, np.uint8)
    mine = records.of((records.kind == SENSOR_DATA) & (records.size > _NUMBER.size))
    number = whole[mine.low].astype(np.int64) | whole[mine.low + 1].astype(np.int64) << 8
    mine = mine.of(number == schema.number & 0xFFFF)
    counts = np.minimum((mine.size - _NUMBER.size) // schema.row.itemsize, schema.samples)
    rises = np.diff(mine.time_s, prepend=-1) > 0
    keep = (counts > 0) & rises
    mine, counts = mine.of(keep), counts[keep]
    if not len(counts) or (np.diff(mine.time_s) <= 0).any():
        return None
    total = int(counts.sum())
    check_size(total, 1 + 3 * len(_SENSORS), name)
    found = {s: np.empty((total, 3)) for s in _SENSORS if f"{s} x" in schema.scales}
    done = 0
    for low, count in zip(mine.low.tolist(), counts.tolist(), strict=True):
        rows = np.frombuffer(data, schema.row, count, low + _NUMBER.size)
        for sensor, values in found.items():
            for axis in range(3):
                values[done : done + count, axis] = rows[f"{sensor} {'xyz'[axis]}"]
        done += count
    for sensor, values in found.items():
        values /= [schema.scales[f"{sensor} {axis}"] for axis in "xyz"]
    return Imu(
        mine.time_s,
        counts,
        schema.samples,
        found["accelerometer"],
        found["gyroscope"],
        found.get("magnetometer"),
    )


def _schema(data: bytes, records: Records) -> _Schema | None:
    """Return the first description that has all axes of accelerometer and gyroscope."""
    for one in np.flatnonzero(records.kind == SCHEMA)[:_MOST_COLUMNS]:
        low = int(records.low[one])
        found = _read(data[low : low + int(records.size[one])])
        if found is not None:
            return found
    return None


def _read(payload: bytes) -> _Schema | None:
    if len(payload) < _HEAD.size:
        return None
    number, columns, samples = _HEAD.unpack_from(payload)
    fits = _HEAD.size + columns * _COLUMN.size <= len(payload)
    if not (0 < columns <= _MOST_COLUMNS and 0 < samples <= _MOST_SAMPLES and fits):
        return None
    names, forms, scales = [], [], {}
    for k in range(columns):
        at = _HEAD.size + k * _COLUMN.size
        flags, _, bits, code, label = _COLUMN.unpack_from(payload, at)
        if bits not in (8, 16):
            return None
        name = label.decode("ascii", errors="replace").strip(" \0").lower()
        scale = decoded(code)
        if flags & _SIGNED and scale != 0.0 and name not in scales:
            scales[name] = scale
        names.append(name if name and name not in names else f"column {k}")
        order, sign = ">" if flags & _BIG_ENDIAN else "<", "i" if flags & _SIGNED else "u"
        forms.append(f"{order}{sign}{bits // 8}")
    whole = [s for s in _SENSORS if all(f"{s} {axis}" in scales for axis in "xyz")]
    if not {"accelerometer", "gyroscope"} <= set(whole):
        return None
    row: np.dtype[np.void] = np.dtype(list(zip(names, forms, strict=True)))
    return _Schema(
        number, samples, row, {f"{s} {x}": scales[f"{s} {x}"] for s in whole for x in "xyz"}
    )
