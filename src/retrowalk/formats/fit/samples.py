"""Samples of one sensor: their own times, and counts or calibrated numbers in SI units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.fit import profile
from retrowalk.formats.fit.parts import Part
from retrowalk.formats.fit.rows import Rows
from retrowalk.formats.fit.wire import Ints
from retrowalk.formats.merge import rising
from retrowalk.formats.streams import Stream
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array

_MILLISECONDS, _SAMPLE_OFFSETS = 0, 1
_RAW, _CALIBRATED, _COMPRESSED = (2, 3, 4), (5, 6, 7), (8, 9, 10)
_SENSOR_TYPE, _FACTOR, _DIVISOR, _LEVEL, _OFFSETS, _MATRIX = 0, 1, 2, 3, 4, 5
_MATRIX_SCALE = 65_535.0
_THOUSANDTHS = 1000.0
_MILLI_G_FROM = 100.0
"""A median magnitude beyond this cannot be in g: it is in thousandths."""
_MICROTESLA_PER_GAUSS = 100.0


@dataclass(frozen=True, slots=True)
class Sensor:
    """One kind of message with samples.

    Attributes:
        number: of the message.
        kind: `sensor_type` of its calibration.
        name: what notes and errors call it.
        has_compressed: whether there are fields with thousandths.
        factor: from the unit of calibrated values to ours.
    """

    number: int
    kind: int
    name: str
    has_compressed: bool
    factor: float


ACCELEROMETER = Sensor(profile.ACCELEROMETER, 0, "acceleration", True, STANDARD_GRAVITY_MS2)
GYROSCOPE = Sensor(profile.GYROSCOPE, 1, "angular rate", False, float(np.pi / 180.0))
COMPASS = Sensor(profile.MAGNETOMETER, 2, "magnetic field", False, _MICROTESLA_PER_GAUSS)


@dataclass(frozen=True, eq=False, slots=True)
class _Block:
    """Samples of messages of one layout: (m,) their rows, (m, k) times, (m, k, 3) values."""

    rows: Ints
    time_s: Array
    values: Array


def milliseconds(rows: Rows, field: int) -> Array:
    """Return (n,) a field of milliseconds in seconds, 0 where it is absent."""
    told = rows.numbers(field, 1000.0)
    return np.zeros(len(rows)) if told is None else np.nan_to_num(told)


def stream_of(
    part: Part, sensor: Sensor, name: str, options: Options, notes: list[str]
) -> Stream | None:
    """Return the whole samples of a sensor in SI units; None without any.

    Args:
        part: the FIT file.
        sensor: which.
        name: of the file, for messages.
        options: what the caller knows.
        notes: of the reader; what is left out is added.

    Raises:
        RetrowalkError: raw counts without a calibration, samples without times.
    """
    rows = part.of(sensor.number)
    times = rows.time_s() + milliseconds(rows, _MILLISECONDS)
    blocks: list[_Block] = []
    ways: set[str] = set()
    for index in range(len(rows.batches)):
        at, told = rows.rows_of(index), rows.array(index, _SAMPLE_OFFSETS)
        found = _values(part, rows, sensor, index, f"{name}, byte {int(rows.at[at[0]])}")
        if found is None:
            continue
        values, way = found
        ways.add(way)
        count = values.shape[1]
        if told is not None:
            count = min(count, told.shape[1])
            seconds = told[:, :count] / _THOUSANDTHS
        elif count == 1 or options.rate_hz is not None:
            seconds = np.arange(count)[None, :] / (options.rate_hz or 1.0)
        else:
            raise RetrowalkError(
                f"the samples of {sensor.name} have no times of their own",
                where=f"{name}, byte {int(rows.at[at[0]])}",
                remedy="say the samples per second, such as --rate 25",
            )
        blocks.append(_Block(at, times[at][:, None] + seconds, values[:, :count]))
    if not blocks:
        return None
    stream = Stream(sensor.name, *_flat(blocks)).whole()
    if not len(stream.time_s):
        return None
    up = rising(stream.time_s)
    if not up.all():
        late = len(up) - int(up.sum())
        notes.append(
            f"warning: {late} samples of {sensor.name} go back in time; they were left out"
        )
        stream = Stream(sensor.name, stream.time_s[up], stream.values[up])
    factor = sensor.factor
    if sensor.has_compressed and "calibrated" in ways:
        size = float(np.median(np.linalg.norm(stream.values, axis=1)))
        if size > _MILLI_G_FROM:
            factor /= _THOUSANDTHS
            notes.append(f"acceleration taken as thousandths of g: its median is {size:.0f}")
    notes.append(f"{sensor.name} from {', '.join(sorted(ways))} values")
    return Stream(sensor.name, stream.time_s, stream.values * factor)


def _flat(blocks: list[_Block]) -> tuple[Array, Array]:
    """Return all samples in the order of the file."""
    time_s = np.concatenate([block.time_s.ravel() for block in blocks])
    values = np.concatenate([block.values.reshape(-1, 3) for block in blocks])
    if len(blocks) > 1:
        row = np.concatenate([np.repeat(one.rows, one.time_s.shape[1]) for one in blocks])
        order = np.argsort(row, kind="stable")
        time_s, values = time_s[order], values[order]
    return time_s, values


def _values(
    part: Part, rows: Rows, sensor: Sensor, index: int, where: str
) -> tuple[Array, str] | None:
    """Return (m, k, 3) of one layout in the unit of calibrated values, and which they are."""
    calibrated = _axes(rows, _CALIBRATED, index)
    if calibrated is not None:
        return calibrated, "calibrated"
    compressed = _axes(rows, _COMPRESSED, index) if sensor.has_compressed else None
    if compressed is not None:
        return compressed / _THOUSANDTHS, "compressed"
    raw = _axes(rows, _RAW, index)
    if raw is None:
        return None
    return _calibrated(part, sensor, raw, where), "raw, calibrated here"


def _axes(rows: Rows, fields: tuple[int, int, int], index: int) -> Array | None:
    """Return (m, k, 3) of one layout, or None where an axis is absent or empty."""
    axes = [rows.array(index, field) for field in fields]
    there = [axis for axis in axes if axis is not None and not np.isnan(axis).all()]
    if len(there) < len(axes):
        return None
    count = min(axis.shape[1] for axis in there)
    return np.stack([axis[:, :count] for axis in there], axis=2)


def _calibrated(part: Part, sensor: Sensor, raw: Array, where: str) -> Array:
    """Return matrix x (raw - level - offsets) x factor / divisor, as the profile has it."""
    rows = part.of(profile.CALIBRATION)
    kinds = rows.numbers(_SENSOR_TYPE)
    at = np.flatnonzero(kinds == sensor.kind) if kinds is not None else np.empty(0, np.int64)
    told = [rows.numbers(field) for field in (_FACTOR, _DIVISOR, _LEVEL)]
    if not len(at) or any(one is None for one in told):
        raise RetrowalkError(
            f"the {sensor.name} is in raw counts, and the file does not say what a count is",
            where=where,
            remedy="let the device log calibrated values",
        )
    factor, divisor, level = (float(one[at[0]]) for one in told if one is not None)
    if not (np.isfinite([factor, divisor, level]).all() and factor > 0.0 and divisor > 0.0):
        raise RetrowalkError(
            f"the calibration of the {sensor.name} is incomplete",
            where=where,
            remedy="let the device log calibrated values",
        )
    offsets = _row_of(rows, _OFFSETS, int(at[0]), 3)
    values: Array = raw - level - (np.zeros(3) if offsets is None else offsets)
    values = values * (factor / divisor)
    matrix = _row_of(rows, _MATRIX, int(at[0]), 9)
    return values if matrix is None else values @ (matrix.reshape(3, 3) / _MATRIX_SCALE).T


def _row_of(rows: Rows, field: int, row: int, count: int) -> Array | None:
    """Return an array field of one message, or None where it is absent or not whole."""
    for index in range(len(rows.batches)):
        places, values = rows.rows_of(index), rows.array(index, field)
        if values is not None and values.shape[1] == count and row in places:
            found: Array = values[int(np.flatnonzero(places == row)[0])]
            return found if np.isfinite(found).all() else None
    return None
