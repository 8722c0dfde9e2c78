"""ActiGraph .gt3x: a zip with info.txt and log.bin, a record for each second.

Layout: the maker's "GT3X File Format" pages on GitHub (actigraph/GT3X-File-Format); of the older
form, activity.bin, its page for NHANES-GT3X.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import ZIP_HEADS, Bundle, open_bundle
from retrowalk.formats.loggers.blocks import nothing_in, rising_blocks, sample_times, start_of
from retrowalk.formats.shown import shown
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

_HEAD = struct.Struct("<BBIH")
_MARK = b"\x1e"
_PACKED, _EVENT, _WORDS = 0x00, 0x03, 0x1A
_SENSORS = 0x19
_ASLEEP = b"\x08"
# how often a place where records begin again is looked for in a damaged log
_MOST_SEARCHES = 200
_MOST_SEARCH_BYTES = 1024**2
_MOST_INFO_BYTES = 1024**2
_PART = 4096  # records that are unpacked at once
_TICKS_S = 10_000_000
_EPOCH = dt.datetime(1970, 1, 1)
_TICKS_AT_EPOCH = 621_355_968_000_000_000
# counts in one g, by the first letters of the serial number, where info.txt does not say
_SCALES = {"NEO": 341.0, "CLE": 341.0, "MOS": 256.0, "TAS": 256.0, "MRA": 256.0}
_OLD_SCALE = 341.0
_ZONE = re.compile(r"([+-]?)(\d{2}):(\d{2}):\d{2}")


@dataclass(frozen=True, slots=True)
class _Second:
    time_s: float
    is_packed: bool
    low: int
    high: int

    @property
    def count(self) -> int:
        """Samples of three axes that are whole."""
        size = self.high - self.low
        return size * 2 // 9 if self.is_packed else size // 6


class ActiGraphReader:
    """A .gt3x file of a GT3X+, wGT3X-BT, GT9X Link or of NHANES."""

    name = "actigraph"
    title = "ActiGraph GT3X"
    suffixes: tuple[str, ...] = (".gt3x",)
    carries = "acceleration, device, start, the offset of the time zone"

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
        seconds = _seconds(data, f"{path.name}/{log}", notes)
        start_s = np.array([one.time_s for one in seconds])
        later = rising_blocks(start_s)
        if not later.all():
            notes.append(
                f"warning: {int((~later).sum())} records begin before the one that precedes them; "
                "they were left out"
            )
            seconds = [one for one, keep in zip(seconds, later, strict=True) if keep]
            start_s = start_s[later]
        if not seconds:
            raise nothing_in(path.name, "record")
        counts = np.array([one.count for one in seconds], np.int64)
        acceleration = _samples(data, seconds, counts)
        acceleration *= STANDARD_GRAVITY_MS2 / _scale(info, path.name)
        time_s = sample_times(start_s - start_s[0], counts, np.full(len(counts), rate_hz))
        notes.insert(0, f"{len(seconds)} seconds at {rate_hz:g} Hz")
        return _recording(time_s, acceleration, float(start_s[0]), info, options, path.name, notes)


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


def _scale(info: dict[str, str], name: str) -> float:
    text = info.get("Acceleration Scale", "")
    try:
        scale = float(text)
    except ValueError:
        scale = _SCALES.get(info.get("Serial Number", "")[:3].upper(), 0.0)
    if not 1.0 <= scale <= 65_536.0:
        raise RetrowalkError(
            f"'Acceleration Scale' is {shown(text) or 'missing'}",
            where=f"{name}/info.txt",
            remedy="write how many counts one g has, such as 'Acceleration Scale: 256.0'",
        )
    return scale


def _seconds(data: bytes, name: str, notes: list[str]) -> list[_Second]:
    """Return the records of samples whose checksum holds, in their order."""
    found: list[_Second] = []
    at, damaged, searches, first = 0, 0, 0, 0
    sleeps = sensors = 0
    while at + _HEAD.size < len(data):
        mark, kind, time_s, size = _HEAD.unpack_from(data, at)
        end = at + _HEAD.size + size
        if mark != _MARK[0] or end >= len(data) or not _holds(data, at, end):
            if mark == _MARK[0] and end >= len(data):
                break
            first = first if damaged else at
            damaged += 1
            searches += 1
            again = _next_record(data, at + 1)
            if again is None or searches > _MOST_SEARCHES:
                break
            at = again
            continue
        low = at + _HEAD.size
        if kind in (_PACKED, _WORDS):
            one = _Second(float(time_s), kind == _PACKED, low, end)
            if one.count:
                found.append(one)
        sensors += kind == _SENSORS
        sleeps += kind == _EVENT and data[low:end] == _ASLEEP
        at = end + 1
    if damaged:
        notes.append(f"warning: {damaged} damaged places in {name}, the first at byte {first}")
    if at < len(data):
        notes.append(f"warning: {name} is cut off or damaged from byte {at} on")
    if sleeps:
        notes.append(f"the logger slept {sleeps} times; what it did not record is a gap")
    if sensors:
        notes.append("warning: records of its gyroscope and magnetometer were passed over")
    return found


def _holds(data: bytes, at: int, end: int) -> bool:
    """Return whether the byte behind a record is the complement of all its bytes together."""
    whole = np.frombuffer(data, np.uint8, end - at, at)
    return int(np.bitwise_xor.reduce(whole)) ^ 0xFF == data[end]


def _next_record(data: bytes, start: int) -> int | None:
    """Return where the next sound record begins, not too far away."""
    at, last = start, start + _MOST_SEARCH_BYTES
    tried = 0
    while (at := data.find(_MARK, at, last)) >= 0 and tried < _MOST_SEARCHES:
        if at + _HEAD.size < len(data):
            end = at + _HEAD.size + int(_HEAD.unpack_from(data, at)[3])
            if end < len(data) and _holds(data, at, end):
                return at
        at += 1
        tried += 1
    return None


def _samples(data: bytes, seconds: list[_Second], counts: npt.NDArray[np.int64]) -> Array:
    """Return (n, 3) counts of all records; those of one size are unpacked at once."""
    found = np.empty((int(counts.sum()), 3))
    whole = np.frombuffer(data, np.uint8)
    low = np.array([one.low for one in seconds], np.int64)
    size = np.array([one.high - one.low for one in seconds], np.int64)
    packed = np.array([one.is_packed for one in seconds])
    changes = np.flatnonzero((np.diff(size) != 0) | (packed[1:] != packed[:-1])) + 1
    done = 0
    for run in np.split(np.arange(len(seconds)), changes):
        for part in np.split(run, np.arange(_PART, len(run), _PART)):
            rows = whole[low[part][:, None] + np.arange(size[part[0]])]
            values = (_packed(rows) if packed[part[0]] else _words(rows)).reshape(-1, 3)
            found[done : done + len(values)] = values
            done += len(values)
    return found


def _packed(rows: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return (k, n, 3) counts x, y, z from twelve bits each, stored as y, x, z."""
    whole = rows.shape[1] // 3 * 3
    triples = rows[:, :whole].reshape(len(rows), -1, 3).astype(np.int64)
    first = triples[:, :, 0] << 4 | triples[:, :, 1] >> 4
    second = (triples[:, :, 1] & 0x0F) << 8 | triples[:, :, 2]
    flat = np.stack([first, second], axis=2).reshape(len(rows), -1)
    if rows.shape[1] - whole == 2:  # an odd number of samples leaves half a byte
        last = rows[:, whole:].astype(np.int64)
        flat = np.column_stack([flat, last[:, 0] << 4 | last[:, 1] >> 4])
    values = flat[:, : flat.shape[1] // 3 * 3].reshape(len(rows), -1, 3)
    return np.asarray(((values ^ 0x800) - 0x800)[:, :, [1, 0, 2]])


def _words(rows: npt.NDArray[np.uint8]) -> npt.NDArray[np.int16]:
    whole = np.ascontiguousarray(rows[:, : rows.shape[1] // 6 * 6])
    return whole.view("<i2").reshape(len(rows), -1, 3)


def _old(
    bundle: Bundle, info: dict[str, str], rate_hz: float, options: Options, name: str
) -> Recording:
    """Read the form without records: all samples in one row from the start on."""
    member = bundle.find("activity.bin")
    if member is None:
        raise RetrowalkError("log.bin is missing", where=name, remedy="download the logger again")
    values = _packed(np.frombuffer(bundle.data(member), np.uint8)[None, :])[0]
    if not len(values):
        raise nothing_in(name, "sample")
    text = info.get("Start Date", "")
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        raise RetrowalkError(
            f"'Start Date' is {shown(text) or 'missing'}",
            where=f"{name}/info.txt",
            remedy="download the logger again",
        )
    start_s = (int(text) - _TICKS_AT_EPOCH) / _TICKS_S
    acceleration = values.astype(np.float64) * (STANDARD_GRAVITY_MS2 / _OLD_SCALE)
    time_s = np.arange(len(values)) / rate_hz
    return _recording(time_s, acceleration, start_s, info, options, name, [f"{rate_hz:g} Hz"])


def _recording(
    time_s: Array,
    acceleration_ms2: Array,
    start_s: float,
    info: dict[str, str],
    options: Options,
    name: str,
    notes: list[str],
) -> Recording:
    if not 0.0 <= start_s <= 2.0**33:
        raise RetrowalkError(
            "the first sample has no date that can be", where=name, remedy="download it again"
        )
    start_utc, zone = start_of(start_s, options.zone or _zone(info), notes)
    return Recording(
        time_s=time_s,
        acceleration_ms2=acceleration_ms2,
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
