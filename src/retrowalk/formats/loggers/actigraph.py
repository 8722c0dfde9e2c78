"""ActiGraph .gt3x: a zip with info.txt and log.bin, a record for each second.

Layout: the maker's "GT3X File Format" pages on GitHub (actigraph/GT3X-File-Format); of the older
form, activity.bin, its page for NHANES-GT3X.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import ZIP_HEADS, Bundle, open_bundle
from retrowalk.formats.loggers.blocks import (
    check_size,
    left_out,
    nothing_in,
    rising_blocks,
    sample_times,
    start_of,
    worn_at,
)
from retrowalk.formats.loggers.gt3x_imu import (
    PARAMETERS,
    SCHEMA,
    SENSOR_DATA,
    Imu,
    acceleration_scale,
    imu,
)
from retrowalk.formats.loggers.gt3x_log import Records, records
from retrowalk.formats.loggers.gt3x_samples import (
    WORDS,
    XYZ,
    YXZ,
    counts_of,
    row_of,
    samples_of,
)
from retrowalk.formats.shown import shown
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

_EVENT = 0x03
_KINDS = (YXZ, XYZ, _EVENT, WORDS, PARAMETERS, SCHEMA, SENSOR_DATA)
_ASLEEP = b"\x08"
_MOST_INFO_BYTES = 1024**2
_TICKS_S = 10_000_000
_EPOCH = dt.datetime(1970, 1, 1)
_TICKS_AT_EPOCH = 621_355_968_000_000_000
# counts in one g, by the first letters of the serial number, where no file says
_SCALES = {"NEO": 341.0, "CLE": 341.0, "MOS": 256.0}
_OLD_SCALE = 341.0
_RAW = re.compile(rb'"isCalibrated"\s*:\s*false')
_ZONE = re.compile(r"([+-]?)(\d{2}):(\d{2}):\d{2}")


class ActiGraphReader:
    """A .gt3x file of a GT3X+, wGT3X-BT, GT9X Link or of NHANES."""

    name = "actigraph"
    title = "ActiGraph GT3X"
    suffixes: tuple[str, ...] = (".gt3x",)
    carries = (
        "acceleration, angular rate and magnetic field (Link), device, start, "
        "the offset of the time zone"
    )

    def sniff(self, head: bytes, path: Path) -> float:
        """A zip with info.txt beside log.bin or activity.bin."""
        if head[:4] not in ZIP_HEADS:
            return 0.0
        names = _names(path)
        return 1.0 if "info.txt" in names and names & {"log.bin", "activity.bin"} else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Return the samples of all sound records; sleep of the logger is a gap.

        Raises:
            RetrowalkError: no sound record, or no scale.
        """
        bundle = open_bundle(path)
        info = _info(bundle, path.name)
        rate_hz = _rate(info, path.name)
        notes: list[str] = []
        log = bundle.find("log.bin")
        if log is None:
            return _old(bundle, info, rate_hz, options, path.name)
        data = bundle.data(log)
        found = records(data, f"{path.name}/{log}", _KINDS, notes)
        notes += _uncalibrated(bundle)
        events = found.of((found.kind == _EVENT) & (found.size == 1))
        if any(data[low : low + 1] == _ASLEEP for low in events.low.tolist()):
            notes.append("the logger slept at times; what it did not record is a gap")
        second = imu(data, found, path.name)
        if second is not None:
            return _of_second(second, info, options, path.name, notes)
        if (found.kind == SENSOR_DATA).any():
            notes.append(
                "warning: the records of the second motion sensor hold no accelerometer and "
                "gyroscope together; they were passed over"
            )
        return _of_first(data, found, rate_hz, info, options, path.name, notes)


def _uncalibrated(bundle: Bundle) -> tuple[str, ...]:
    member = bundle.find("calibration.json")
    if member is None or not _RAW.search(bundle.data(member, _MOST_INFO_BYTES)):
        return ()
    return ("warning: its samples are not calibrated, says calibration.json, which is not used",)


def _of_second(
    second: Imu, info: dict[str, str], options: Options, name: str, notes: list[str]
) -> Recording:
    notes.insert(
        0,
        f"{len(second.counts)} seconds at {second.rate_hz} Hz of the motion sensor with a "
        "gyroscope; the other accelerometer was passed over",
    )
    start_s = second.start_s.astype(np.float64)
    rates_hz = np.full(len(start_s), float(second.rate_hz))
    return _recording(
        sample_times(start_s - start_s[0], second.counts, rates_hz),
        second.acceleration_g * STANDARD_GRAVITY_MS2,
        float(start_s[0]),
        info,
        options,
        name,
        notes,
        np.radians(second.rate_dps),
        second.magnetic_ut,
    )


def _of_first(
    data: bytes,
    found: Records,
    rate_hz: float,
    info: dict[str, str],
    options: Options,
    name: str,
    notes: list[str],
) -> Recording:
    counts = counts_of(found)
    scale = _scale(info, acceleration_scale(data, found), name)
    found, counts = found.of(counts > 0), counts[counts > 0]
    start_s = found.time_s.astype(np.float64)
    if not len(counts):
        raise nothing_in(name, "record")
    keep = rising_blocks(start_s)
    notes += left_out(keep, "records")
    found, counts, start_s = found.of(keep), counts[keep], start_s[keep]
    check_size(int(counts.sum()), 4, name)
    acceleration = samples_of(data, found, counts)
    acceleration *= STANDARD_GRAVITY_MS2 / scale
    time_s = sample_times(start_s - start_s[0], counts, np.full(len(counts), rate_hz))
    notes.insert(0, f"{len(counts)} seconds at {rate_hz:g} Hz, {scale:g} counts in one g")
    return _recording(time_s, acceleration, float(start_s[0]), info, options, name, notes)


def _names(path: Path) -> set[str]:
    try:
        return {last.lower() for _, last in open_bundle(path).names()}
    except RetrowalkError:
        return set()  # whoever reads it says what is wrong


def _info(bundle: Bundle, name: str) -> dict[str, str]:
    member = bundle.find("info.txt")
    if member is None:
        raise RetrowalkError("info.txt is missing", where=name, remedy="download the logger again")
    text = bundle.data(member)[:_MOST_INFO_BYTES].decode("utf-8-sig", errors="replace")
    found: dict[str, str] = {}
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            found[key.strip()] = value.strip()
    return found


def _rate(info: dict[str, str], name: str) -> float:
    text = info.get("Sample Rate", "")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise RetrowalkError(
            f"'Sample Rate' is {shown(text) or 'missing'}",
            where=f"{name}/info.txt",
            remedy="download the logger again",
        )
    return float(text)


def _scale(info: dict[str, str], told: float | None, name: str) -> float:
    """Return the counts of one g: info.txt's, else the log's, else the maker's for the device."""
    text = info.get("Acceleration Scale", "")
    try:
        scale = float(text)
    except ValueError:
        serial = info.get("Serial Number", "")[:3].upper()
        scale = told if told is not None else _SCALES.get(serial, 0.0)
    if not 1.0 <= scale <= 65_536.0:
        raise RetrowalkError(
            f"'Acceleration Scale' is {shown(text) or 'missing'}",
            where=f"{name}/info.txt",
            remedy="write how many counts one g has, such as 'Acceleration Scale: 256.0'",
        )
    return scale


def _old(
    bundle: Bundle, info: dict[str, str], rate_hz: float, options: Options, name: str
) -> Recording:
    """Read the form without records: all samples in one row from the start on."""
    member = bundle.find("activity.bin")
    if member is None:
        raise RetrowalkError("log.bin is missing", where=name, remedy="download the logger again")
    data = bundle.data(member)
    check_size(len(data) * 2 // 9, 4, name)
    acceleration = row_of(data)
    if not len(acceleration):
        raise nothing_in(name, "sample")
    text = info.get("Start Date", "")
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        raise RetrowalkError(
            f"'Start Date' is {shown(text) or 'missing'}",
            where=f"{name}/info.txt",
            remedy="download the logger again",
        )
    start_s = (int(text) - _TICKS_AT_EPOCH) / _TICKS_S
    acceleration *= STANDARD_GRAVITY_MS2 / _OLD_SCALE
    time_s = np.arange(float(len(acceleration)))
    time_s /= rate_hz
    return _recording(time_s, acceleration, start_s, info, options, name, [f"{rate_hz:g} Hz"])


def _recording(
    time_s: Array,
    acceleration_ms2: Array,
    start_s: float,
    info: dict[str, str],
    options: Options,
    name: str,
    notes: list[str],
    angular_rate_rads: Array | None = None,
    magnetic_field_ut: Array | None = None,
) -> Recording:
    if not 0.0 <= start_s <= 2.0**33:
        raise RetrowalkError(
            "the first sample has no date that can be",
            where=f"{name}, {start_s:.0f} s since 1970 in line 'Start Date' or in log.bin",
            remedy="download the logger again",
        )
    start_utc, zone = start_of(start_s, _zone(info) or options.zone, notes)
    for array in (time_s, acceleration_ms2, angular_rate_rads, magnetic_field_ut):
        if array is not None:
            array.setflags(write=False)
    return Recording(
        time_s=time_s,
        acceleration_ms2=acceleration_ms2,
        angular_rate_rads=angular_rate_rads,
        magnetic_field_ut=magnetic_field_ut,
        placement=worn_at(info.get("Limb", "")),
        start_utc=start_utc,
        zone=zone,
        device=f"ActiGraph {shown(info.get('Serial Number', ''))}".strip(),
        source=name,
        notes=tuple(notes),
    )


def _zone(info: dict[str, str]) -> str | None:
    found = _ZONE.fullmatch(info.get("TimeZone", ""))
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    return f"{found[1] or '+'}{found[2]}:{found[3]}"
