"""Samples of accelerometer, gyroscope and magnetometer: a few dozen in each message."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.fit import profile
from retrowalk.formats.fit.activity import device_of, zone_of_part
from retrowalk.formats.fit.course import Records
from retrowalk.formats.fit.developer import OwnFields
from retrowalk.formats.fit.parts import Part, parts_of
from retrowalk.formats.fit.samples import ACCELEROMETER, COMPASS, GYROSCOPE, milliseconds, stream_of
from retrowalk.formats.fit.wire import FIRST_DATE_S, LAST_DATE_S, instant
from retrowalk.formats.merge import onto
from retrowalk.formats.streams import joined
from retrowalk.recording import Array, Channel, Positions, Recording

_WANTED = frozenset(
    {
        profile.FILE_ID,
        profile.DEVICE_INFO,
        profile.RECORD,
        profile.ACTIVITY,
        profile.TIMESTAMP_CORRELATION,
        profile.ACCELEROMETER,
        profile.GYROSCOPE,
        profile.MAGNETOMETER,
        profile.CALIBRATION,
    }
)
_SYSTEM, _UTC_MS, _SYSTEM_MS = 1, 4, 5


def recording_of(data: bytes, name: str, options: Options) -> Recording:
    """Return the first FIT file in these bytes that holds samples of an accelerometer.

    Args:
        data: the whole file.
        name: for messages and `Recording.source`.
        options: what the caller knows; `rate_hz` where the samples have no offsets.

    Raises:
        RetrowalkError: no such samples, raw counts without a calibration, samples without
            times.
    """
    found = [part for part in parts_of(data, name, _WANTED) if len(part.of(profile.ACCELEROMETER))]
    if not found:
        raise RetrowalkError(
            "this FIT file holds no samples of an accelerometer",
            where=name,
            remedy="read it as an activity, or let the watch log its sensors",
        )
    part = found[0]
    notes = list(part.notes)
    if len(found) > 1:
        notes.append(f"warning: {len(found)} recordings are chained in the file; the first is read")
    base = stream_of(part, ACCELEROMETER, name, options, notes)
    if base is None:
        raise RetrowalkError(
            "the accelerometer's messages hold no sample with three axes",
            where=f"{name}, byte {int(part.of(profile.ACCELEROMETER).at[0])}",
            remedy="let the watch log all three axes",
        )
    notes.append("the signs of the axes are those of the file")
    rate: Array | None = None
    gyroscope = stream_of(part, GYROSCOPE, name, options, notes)
    if gyroscope is not None:
        base, rate = joined(base, gyroscope, notes)
    magnetic: Array | None = None
    compass = stream_of(part, COMPASS, name, options, notes)
    if compass is not None:
        values, near = onto(base.time_s, compass.time_s, compass.values)
        magnetic = values if near.all() else None
        if magnetic is None:
            notes.append("warning: the magnetic field has gaps; it was left out")
    zero_s = float(base.time_s[0])
    shift_s = _shift(part)
    is_dated = FIRST_DATE_S <= zero_s + shift_s <= LAST_DATE_S
    if not is_dated:
        notes.append("times count from switching on, so the instant of the start is unknown")
    records = Records.of(part.of(profile.RECORD), OwnFields.of(part))
    side = _Side(records, zero_s + shift_s)
    return Recording(
        time_s=np.round(base.time_s - zero_s, 6),
        acceleration_ms2=base.values,
        angular_rate_rads=rate,
        magnetic_field_ut=magnetic,
        positions=side.positions() if is_dated else None,
        heart_rate_bpm=side.heart_rate() if is_dated else None,
        start_utc=instant(zero_s + shift_s) if is_dated else None,
        zone=zone_of_part(part) or options.zone,
        device=device_of(part),
        source=name,
        notes=tuple(notes),
    )


def _shift(part: Part) -> float:
    """Return what to add to times since switching on to make them dates; 0 where unknown."""
    rows = part.of(profile.TIMESTAMP_CORRELATION)
    first = part.of(profile.ACCELEROMETER).time_s()
    system = rows.numbers(_SYSTEM)
    if system is None or not np.nanmin(first) < FIRST_DATE_S:
        return 0.0
    utc_s = rows.time_s() + milliseconds(rows, _UTC_MS)
    apart = utc_s - system - milliseconds(rows, _SYSTEM_MS)
    told = apart[np.isfinite(apart)]
    return float(told[0]) if len(told) else 0.0


@dataclass(frozen=True, eq=False, slots=True)
class _Side:
    """Records beside the samples, on their clock."""

    records: Records
    zero_s: float

    def _at(self, name: str) -> Array:
        values = self.records.columns.get(name)
        return np.full(len(self.records.time_s), np.nan) if values is None else values

    def positions(self) -> Positions | None:
        """Return where there was a satellite fix."""
        latitude, longitude = self._at("latitude_deg"), self._at("longitude_deg")
        there = np.isfinite(latitude) & np.isfinite(longitude)
        if not there.any():
            return None
        return Positions(
            self.records.time_s[there] - self.zero_s,
            latitude[there],
            longitude[there],
            self._at("speed_mps")[there],
            self._at("heading_deg")[there],
            self._at("accuracy_m")[there],
        )

    def heart_rate(self) -> Channel | None:
        """Return the heart rate where it was known."""
        values = self._at("heart_rate_bpm")
        there = np.isfinite(values)
        return (
            Channel(self.records.time_s[there] - self.zero_s, values[there])
            if there.any()
            else None
        )
