"""GENEActiv .bin: pages of text, each with a date and 300 samples in hexadecimal digits.

Layout: the appendix on .bin files in the maker's "GENEActiv Instructions" manual.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.loggers.blocks import (
    Counts,
    nothing_in,
    rising_blocks,
    sample_times,
    start_of,
)
from retrowalk.formats.shown import shown
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

SAMPLE_BYTES = 6
MOST_SAMPLES = 300
_MOST_LINE_BYTES = 8192
_MOST_HEADER_LINES = 200
_PART = 500  # pages that are unpacked at once
_PAGE = b"Recorded Data"
_TIME = re.compile(rb"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d):(\d{3})")
_ZONE = re.compile(r"GMT\s*([+-]\d{2}:\d{2})?")
_EPOCH = dt.datetime(1970, 1, 1)
Words = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class _Page:
    start_s: float
    rate_hz: float
    packed: bytes


class GeneActivReader:
    """A whole .bin file as extracted by the maker's software."""

    name = "geneactiv"
    title = "GENEActiv"
    suffixes: tuple[str, ...] = (".bin",)
    carries = "acceleration, device, start, the offset of the time zone"

    def sniff(self, head: bytes, path: Path) -> float:
        """The header's first words."""
        start = head.lstrip()[:200]
        return 1.0 if start.startswith(b"Device Identity") and b"GENEActiv" in head else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Return the samples of all sound pages.

        Raises:
            RetrowalkError: no sound page, or a header without calibration.
        """
        notes: list[str] = []
        with path.open("rb") as stream:
            header = _header(stream)
            gain, offset = _calibration(header, path.name)
            start_s, rate_hz, counts, parts = _unpacked_pages(_pages(stream, path.name, notes))
        if not len(start_s):
            raise nothing_in(path.name, "page")
        later = rising_blocks(start_s)
        keep = None
        if not later.all():
            notes.append(
                f"warning: {int((~later).sum())} pages begin before the one that precedes them; "
                "they were left out"
            )
            keep = np.repeat(later, counts)
            start_s, rate_hz, counts = start_s[later], rate_hz[later], counts[later]
        acceleration = _calibrated(parts, keep, gain, offset)
        start_utc, zone = start_of(float(start_s[0]), _zone(header) or options.zone, notes)
        notes.insert(
            0, f"{len(start_s)} pages at {rate_hz[0]:g} Hz, with the file's own calibration"
        )
        number = header.get("Device Unique Serial Code", "")
        return Recording(
            time_s=sample_times(start_s - start_s[0], counts, rate_hz),
            acceleration_ms2=acceleration,
            start_utc=start_utc,
            zone=zone,
            device=f"GENEActiv {shown(number)}".strip(),
            source=path.name,
            notes=tuple(notes),
        )


def _unpacked_pages(pages: Iterator[_Page]) -> tuple[Array, Array, Counts, list[Words]]:
    """Return starts, rates, counts of samples, and the samples of many pages each, in order."""
    starts: list[float] = []
    rates: list[float] = []
    counts: list[int] = []
    parts: list[Words] = []
    for some in _batches(pages):
        starts += [page.start_s for page in some]
        rates += [page.rate_hz for page in some]
        counts += [len(page.packed) // SAMPLE_BYTES for page in some]
        parts.append(_unpacked(b"".join(page.packed for page in some)))
    return np.array(starts), np.array(rates), np.array(counts, np.int64), parts


def _batches(pages: Iterator[_Page]) -> Iterator[list[_Page]]:
    while some := list(islice(pages, _PART)):
        yield some


def _calibrated(
    parts: list[Words], keep: npt.NDArray[np.bool_] | None, gain: Array, offset: Array
) -> Array:
    """Return (n, 3) m/s², each part's counts let go of as soon as they are used."""
    total = sum(len(part) for part in parts) if keep is None else int(keep.sum())
    found = np.empty((total, 3))
    done = passed = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        passed += len(part)
        if keep is not None:
            part = part[keep[passed - len(part) : passed]]
        high = done + len(part)
        found[done:high] = (100.0 * part - offset) * (STANDARD_GRAVITY_MS2 / gain)
        done = high
    found.setflags(write=False)
    return found


def _header(stream: BinaryIO) -> dict[str, str]:
    """Return the words before the first page; the stream stands behind the line that begins it."""
    found: dict[str, str] = {}
    for _ in range(_MOST_HEADER_LINES):
        line = stream.readline(_MOST_LINE_BYTES)
        if not line or line.strip() == _PAGE:
            break
        key, colon, value = line.decode("latin-1").partition(":")
        if colon:
            found.setdefault(key.strip(), value.strip())
    return found


def _calibration(header: dict[str, str], name: str) -> tuple[Array, Array]:
    """Return (3,) gains and (3,) offsets."""
    numbers = []
    for what in ("gain", "offset"):
        for axis in "xyz":
            text = header.get(f"{axis} {what}", "")
            try:
                number = float(text)
            except ValueError:
                number = float("nan")
            if not np.isfinite(number) or abs(number) > 1e9 or (what == "gain" and number == 0.0):
                raise RetrowalkError(
                    f"'{axis} {what}' is {shown(text) or 'missing'}",
                    where=f"{name}, calibration data in the header",
                    remedy="extract the file from the logger again",
                )
            numbers.append(number)
    return np.array(numbers[:3]), np.array(numbers[3:])


def _pages(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[_Page]:
    """Yield the sound pages; the stream stands behind the line that begins the first one."""
    damaged, first = 0, 0
    is_cut = False
    while True:
        at = stream.tell()
        found, has_more = _page(stream)
        if found is not None:
            yield found
        elif has_more:
            damaged += 1
            first = first if damaged > 1 else at
        else:
            is_cut = stream.tell() > at
        if not has_more:
            break
    if damaged:
        notes.append(
            f"warning: {damaged} pages are damaged and were left out, the first at byte {first}"
        )
    if is_cut:
        notes.append("warning: the file is cut off; its last page is not whole and was left out")


def _page(stream: BinaryIO) -> tuple[_Page | None, bool]:
    """Return a page or None for a damaged one, and whether another begins behind it."""
    words: dict[bytes, bytes] = {}
    digits = b""
    while line := stream.readline(_MOST_LINE_BYTES):
        line = line.strip()
        if line == _PAGE:
            return _read(words, digits), True
        key, colon, value = line.partition(b":")
        if colon:
            words[key.strip()] = value.strip()
        elif line:
            digits = line
    return _read(words, digits), False


def _read(words: dict[bytes, bytes], digits: bytes) -> _Page | None:
    at = _TIME.fullmatch(words.get(b"Page Time", b""))
    if at is None:
        return None
    try:
        wall = dt.datetime.fromisoformat(at[1].decode("ascii"))
        rate_hz = float(words.get(b"Measurement Frequency", b""))
        packed = binascii.unhexlify(digits)
    except ValueError:
        return None
    count, rest = divmod(len(packed), SAMPLE_BYTES)
    if rest or not 0 < count <= MOST_SAMPLES or not 1.0 <= rate_hz <= 1000.0:
        return None
    return _Page((wall - _EPOCH).total_seconds() + int(at[2]) / 1000.0, rate_hz, packed)


def _unpacked(data: bytes) -> Words:
    """Return (n, 3) counts of twelve bits with a sign."""
    rows = np.frombuffer(data, np.uint8).reshape(-1, SAMPLE_BYTES)
    found = np.empty((len(rows), 3), np.int16)
    for axis, at in enumerate((0, 1, 3)):
        high, low = rows[:, at].astype(np.int16), rows[:, at + 1].astype(np.int16)
        found[:, axis] = (high & 0x0F) << 8 | low if axis == 1 else high << 4 | low >> 4
    # the highest bit is the sign
    found ^= 0x800
    found -= 0x800
    return found


def _zone(header: dict[str, str]) -> str | None:
    found = _ZONE.fullmatch(header.get("Time Zone", ""))
    if found is None:
        return None
    return found[1] or "+00:00"
