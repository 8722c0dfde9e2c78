"""Is this a recording of a body on Earth, in the units it claims?

Refused, because the answer would be wrong: samples missing, infinite or absurd, a clock that
goes back or is in another unit, acceleration without 1 g in it, angular rate in
degrees, a sensor that never changes, much clipping, below 15 Hz, shorter than 2 s.

Warned, as a note that begins with "warning:", because only accuracy suffers: a little
clipping, repeated time stamps (the repeats are left out), a gyroscope of zeros (left
out), gaps. Nothing is filled, sorted or resampled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording
from retrowalk.units import (
    CLOCK_UNITS,
    FASTEST_LIMB_RADS,
    GRAVITY_SHARE,
    acceleration_unit,
    extremes,
    lacks_gravity,
    magnitude,
    rate_unit,
    step_range,
    thinned,
)

SHORTEST_S = 2.0
"""Two steps; a bout needs four, but a first look at a short file is allowed."""
SLOWEST_HZ = 15.0
"""Steps and their direction live below 6 Hz; less than 15 Hz cannot show them."""
FASTEST_HZ = 4000.0
"""No motion sensor of a phone, watch or clinic samples faster."""
LARGEST = 1e12
"""In SI units no sensor tells a larger number; sums of squares of such numbers stay finite."""
MOST_REPEATS = 0.05
"""Largest share of repeated time stamps that is a hiccup and not a coarse clock."""
MOST_CLIPPED = 0.01
"""Largest share of clipped samples; above, step times and impacts are cut off."""
CLIP_ACCELERATION_MS2 = 1.5 * STANDARD_GRAVITY_MS2
CLIP_RATE_RADS = 4.0
"""Below these a repeated extreme is rest or rounding, not the end of a range."""
LONG_GAP_S = 0.25
_BLOCK_ROWS = 1 << 14


def validate(recording: Recording, *, where: str | None = None) -> Recording:
    """Return the recording, with warnings among its notes, or refuse it.

    Args:
        recording: as a reader found it.
        where: what messages call it; its source when None.

    Raises:
        RetrowalkError: see the head of this file; names the sample and the remedy.
    """
    name = where or recording.source or "recording"
    _complete(recording, name)
    recording, notes = _without_repeats(recording, name)
    _clock(recording, name)
    _acceleration(recording, name)
    recording, gyro_notes = _angular_rate(recording, name)
    notes += gyro_notes + _clipping(recording, name) + _gaps(recording)
    new = tuple(note for note in notes if note not in recording.notes)
    return replace(recording, notes=recording.notes + new) if new else recording


def _refuse(what: str, where: str, remedy: str) -> NoReturn:
    raise RetrowalkError(what, where=where, remedy=remedy)


def _at(recording: Recording, index: int) -> str:
    return f"sample {index + 1} at {recording.time_s[index]:.6g} s"


def _complete(recording: Recording, name: str) -> None:
    count = len(recording.time_s)
    if count < 2:
        _refuse(
            f"there {'is' if count == 1 else 'are'} only {count} samples",
            name,
            f"record at least {SHORTEST_S:g} s of walking",
        )
    for what, values in (
        ("the time", recording.time_s),
        ("the acceleration", recording.acceleration_ms2),
        ("the angular rate", recording.angular_rate_rads),
        ("the magnetic field", recording.magnetic_field_ut),
    ):
        # a missing number makes both comparisons false
        if values is None or (values.min() >= -LARGEST and values.max() <= LARGEST):
            continue
        told = np.abs(values).reshape(count, -1) <= LARGEST
        index = int(np.flatnonzero(~told.all(axis=1))[0])
        absurd = np.isfinite(values[index]).all()
        _refuse(
            f"{what} is larger than anything a sensor tells"
            if absurd
            else f"{what} is missing or infinite",
            f"{name}, {_at(recording, index)}",
            "leave out samples that were not measured",
        )


def _without_repeats(recording: Recording, name: str) -> tuple[Recording, tuple[str, ...]]:
    if step_range(recording.time_s)[0] > 0.0:
        return recording, ()
    steps = np.diff(recording.time_s)
    if float(steps.min()) < 0.0:
        index = int(np.flatnonzero(steps < 0)[0])
        _refuse(
            f"the clock goes back from {recording.time_s[index]:.6g} "
            f"to {recording.time_s[index + 1]:.6g} s",
            f"{name}, {_at(recording, index + 1)}",
            "sort the rows by time, or split the file where a second recording begins",
        )
    keep = np.append(True, steps > 0)
    repeats = int(len(keep) - keep.sum())
    if repeats > MOST_REPEATS * len(keep):
        index = int(np.flatnonzero(steps == 0)[0])
        _refuse(
            f"{repeats} of {len(keep)} samples repeat the time of the sample before",
            f"{name}, first {_at(recording, index + 1)}",
            "export the time with its fractions of a second, or name the rate and drop the clock",
        )

    def kept(values: Array | None) -> Array | None:
        return None if values is None else values[keep]

    note = f"warning: {repeats} samples repeat a time stamp; the first of each was kept"
    return replace(
        recording,
        time_s=recording.time_s[keep],
        acceleration_ms2=recording.acceleration_ms2[keep],
        angular_rate_rads=kept(recording.angular_rate_rads),
        magnetic_field_ut=kept(recording.magnetic_field_ut),
    ), (note,)


def _clock(recording: Recording, name: str) -> None:
    rate_hz = _about_rate_hz(recording)
    if not 1.2 * SLOWEST_HZ <= rate_hz <= FASTEST_HZ / 1.2:
        rate_hz = recording.rate_hz
    if not SLOWEST_HZ <= rate_hz <= FASTEST_HZ:
        for unit in ("ms", "µs", "ns"):
            if rate_hz < 1.0 and SLOWEST_HZ <= rate_hz / CLOCK_UNITS[unit] < 1000.0:
                _refuse(
                    f"{1 / rate_hz:.4g} s from sample to sample: the clock is in {unit}, not s",
                    f"{name}, time",
                    f"name the column time_{unit.replace('µ', 'u')}, or divide it",
                )
        _refuse(
            f"{rate_hz:.3g} samples a second are too few to see steps"
            if rate_hz < SLOWEST_HZ
            else f"{rate_hz:.3g} samples a second are more than any motion sensor takes",
            f"{name}, time",
            f"record at {SLOWEST_HZ:g} Hz or more; 50 Hz are good"
            if rate_hz < SLOWEST_HZ
            else "check the unit of the clock",
        )
    if recording.duration_s < SHORTEST_S:
        _refuse(
            f"the recording lasts only {recording.duration_s:.2g} s",
            name,
            f"record at least {SHORTEST_S:g} s of walking",
        )


def _about_rate_hz(recording: Recording) -> float:
    """Return the median rate of evenly chosen samples; of all of them a day takes long."""
    time_s = recording.time_s
    return float(1.0 / np.median(thinned(time_s[1:]) - thinned(time_s[:-1])))


def _acceleration(recording: Recording, name: str) -> None:
    values = recording.acceleration_ms2
    low, high = extremes(values)
    spread = high - low
    if not spread.any():
        _refuse(
            "the acceleration never changes, so nothing was measured",
            f"{name}, acceleration",
            "check that the sensor was on, and record again",
        )
    for axis in range(3):
        if spread[axis] == 0.0 and values[0, axis] == 0.0:
            _refuse(
                f"the acceleration along {'xyz'[axis]} is 0 throughout",
                f"{name}, acceleration",
                "export all three axes",
            )
    middle = float(np.median(magnitude(thinned(values))))
    if lacks_gravity(values):
        _refuse(
            f"the acceleration is without gravity (median {middle:.2g} m/s², often near zero)",
            f"{name}, acceleration",
            "record the accelerometer with gravity, or export the gravity sensor too",
        )
    least, most = (share * STANDARD_GRAVITY_MS2 for share in GRAVITY_SHARE)
    if not least <= middle <= most:
        unit = acceleration_unit(values).unit
        _refuse(
            f"the median of |acceleration| is {middle:.3g} m/s² where 9.81 is due"
            + (f": the values are in {unit}" if unit else ""),
            f"{name}, acceleration",
            "give m/s², or name the columns acc_x_g, ... for g" if unit else "check the unit",
        )


def _angular_rate(recording: Recording, name: str) -> tuple[Recording, tuple[str, ...]]:
    rate = recording.angular_rate_rads
    if rate is None:
        return recording, ()
    if not rate.any():
        note = "warning: the gyroscope reads 0 throughout; it was left out"
        return replace(recording, angular_rate_rads=None), (note,)
    finding = rate_unit(recording.time_s, recording.acceleration_ms2, rate)
    fastest = float(magnitude(thinned(rate)).max())
    if finding.unit == "deg/s" or fastest > 2 * FASTEST_LIMB_RADS:
        _refuse(
            f"the angular rate is in deg/s, not rad/s: {finding.why}",
            f"{name}, angular rate",
            "name the columns gyr_x_degs, ... or multiply by π/180",
        )
    return recording, ()


def _clipped(values: Array, least: float) -> int:
    """Count samples in runs of three or more at the same extreme of an axis."""
    hit: list[npt.NDArray[np.intp]] = []
    for extreme in extremes(values):
        if (np.abs(extreme) < least).all():
            continue
        cells = _cells_at(values, extreme)
        for axis in range(3):
            if abs(extreme[axis]) < least:
                continue
            rows = cells[cells % 3 == axis] // 3
            first = np.flatnonzero(rows[2:] - rows[:-2] == 2)
            hit += [rows[first], rows[first] + 1, rows[first] + 2]
    return len(np.unique(np.concatenate(hit))) if hit else 0


def _cells_at(values: Array, extreme: Array) -> npt.NDArray[np.intp]:
    """Return where (n, 3) values, counted through, equal the extreme of their axis."""
    cells, row = values.reshape(-1), np.tile(extreme, _BLOCK_ROWS)
    found = [
        start + np.flatnonzero(block == row[: len(block)])
        for start in range(0, len(cells), len(row))
        if len(block := cells[start : start + len(row)])
    ]
    return np.concatenate(found)


def _clipping(recording: Recording, name: str) -> tuple[str, ...]:
    notes: list[str] = []
    for what, values, least in (
        ("acceleration", recording.acceleration_ms2, CLIP_ACCELERATION_MS2),
        ("angular rate", recording.angular_rate_rads, CLIP_RATE_RADS),
    ):
        if values is None:
            continue
        count = _clipped(values, least)
        share = count / len(values)
        if share > MOST_CLIPPED:
            _refuse(
                f"the {what} is cut off at the end of the sensor's range in {share:.0%} of samples",
                f"{name}, {what}",
                "set a larger range in the logger, such as ±8 g and ±1000 deg/s",
            )
        if count:
            notes.append(
                f"warning: {count} samples of {what} are cut off at the end of the sensor's range"
            )
    return tuple(notes)


def _gaps(recording: Recording) -> tuple[str, ...]:
    if step_range(recording.time_s)[1] <= LONG_GAP_S:
        return ()
    gaps = recording.gaps(LONG_GAP_S)
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    lost = sum(b - a for a, b in gaps)
    return (
        f"warning: {len(gaps)} gaps of {lost:.1f} s in all, the longest "
        f"{end - start:.1f} s at {start:.1f} s; they stay gaps",
    )
