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
    check_size,
    left_out,
    nothing_in,
    rising_blocks,
    sample_times,
    start_of,
    worn_at,
)
from retrowalk.formats.shown import shown
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

SAMPLE_BYTES = 6
MOST_SAMPLES = 300
_MOST_LINE_BYTES = 8192
_MOST_HEADER_LINES = 200
_PART = 500  # pages that are unpacked at once
_PAGE = b"Recorded Data"
_PAGE_TIME, _PAGE_RATE = b"Page Time", b"Measurement Frequency"
_WORDS = {_PAGE_TIME, _PAGE_RATE}
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
            start_s, rate_hz, counts, parts = _unpacked_pages(
                _pages(stream, _declared(header), notes), path.name
            )
        if not len(start_s):
            raise nothing_in(path.name, "page")
        keep = rising_blocks(start_s)
        notes += left_out(keep, "pages")
        acceleration = _calibrated(parts, np.repeat(keep, counts), gain, offset)
        start_s, rate_hz, counts = start_s[keep], rate_hz[keep], counts[keep]
        start_utc, zone = start_of(float(start_s[0]), _zone(header) or options.zone, notes)
        notes.insert(
            0, f"{len(start_s)} pages at {rate_hz[0]:g} Hz, with the file's own calibration"
        )
        number = header.get("Device Unique Serial Code", "")
        return Recording(
            time_s=sample_times(start_s - start_s[0], counts, rate_hz),
            acceleration_ms2=acceleration,
            placement=worn_at(header.get("Device Location Code", "")),
            start_utc=start_utc,
            zone=zone,
            device=f"GENEActiv {shown(number)}".strip(),
            source=path.name,
            notes=tuple(notes),
        )


def _unpacked_pages(pages: Iterator[_Page], name: str) -> tuple[Array, Array, Counts, list[Words]]:
    """Return starts, rates, counts of samples, and the samples of many pages each, in order."""
    starts: list[float] = []
    rates: list[float] = []
    counts: list[int] = []
    parts: list[Words] = []
    total = 0
    for some in _batches(pages):
        starts += [page.start_s for page in some]
        rates += [page.rate_hz for page in some]
        counts += [len(page.packed) // SAMPLE_BYTES for page in some]
        parts.append(_unpacked(b"".join(page.packed for page in some)))
        total += len(parts[-1])
        check_size(total, 4, name)
    return np.array(starts), np.array(rates), np.array(counts, np.int64), parts


def _batches(pages: Iterator[_Page]) -> Iterator[list[_Page]]:
    while some := list(islice(pages, _PART)):
        yield some


def _calibrated(
    parts: list[Words], keep: npt.NDArray[np.bool_], gain: Array, offset: Array
) -> Array:
    """Return (n, 3) m/s² of the samples to keep, each part let go of as soon as it is used."""
    found = np.empty((int(keep.sum()), 3))
    done = passed = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        here = part[keep[passed : passed + len(part)]]
        passed += len(part)
        found[done : done + len(here)] = (100.0 * here - offset) * (STANDARD_GRAVITY_MS2 / gain)
        done += len(here)
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


def _declared(header: dict[str, str]) -> int:
    """Return how many pages the header counts, or 0."""
    text = header.get("Number of Pages", "")
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else 0


def _pages(stream: BinaryIO, declared: int, notes: list[str]) -> Iterator[_Page]:
    """Yield the sound pages; the stream stands behind the line that begins the first one."""
    pages, damaged, first = 0, 0, 0
    is_cut = False
    has_more = True
    while has_more:
        at = stream.tell()
        found, has_more, is_whole = _page(stream)
        if found is not None:
            pages += 1
            is_cut = not is_whole
            yield found
        elif has_more:
            damaged += 1
            first = first if damaged > 1 else at
        else:
            is_cut = stream.tell() > at
    if damaged:
        notes.append(
            f"warning: {damaged} pages are damaged and were left out, the first at byte {first}"
        )
    if is_cut or pages + damaged < declared:
        told = f" of {declared}" if declared else ""
        notes.append(f"warning: the file is cut off after {pages + damaged}{told} pages")


def _page(stream: BinaryIO) -> tuple[_Page | None, bool, bool]:
    """Return a page or None for a damaged one, whether another begins behind it, and whether
    this one is sure to be whole."""
    words: dict[bytes, bytes] = {}
    digits = b""
    is_whole = True
    while line := stream.readline(_MOST_LINE_BYTES):
        is_whole = line.endswith(b"\n")
        line = line.strip()
        if line == _PAGE:
            return _read(words, digits), True, True
        key, colon, value = line.partition(b":")
        if not colon:
            digits = line or digits
        elif key.strip() in _WORDS:
            words[key.strip()] = value.strip()
    is_whole = is_whole or len(digits) >= 2 * SAMPLE_BYTES * MOST_SAMPLES
    return _read(words, digits), False, is_whole


def _read(words: dict[bytes, bytes], digits: bytes) -> _Page | None:
    at = _TIME.fullmatch(words.get(_PAGE_TIME, b""))
    if at is None:
        return None
    try:
        wall = dt.datetime.fromisoformat(at[1].decode("ascii"))
        # some computers write a comma
        rate_hz = float(words.get(_PAGE_RATE, b"").replace(b",", b"."))
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
