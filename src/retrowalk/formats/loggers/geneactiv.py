"""GENEActiv .bin: pages of text, each with a date and 300 samples in hexadecimal digits.

Layout: the appendix on .bin files in the maker's "GENEActiv Instructions" manual.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.loggers.blocks import nothing_in, rising_blocks, sample_times, start_of
from retrowalk.formats.shown import shown
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

SAMPLE_DIGITS = 12
MOST_SAMPLES = 300
_MOST_LINE_BYTES = 8192
_MOST_HEADER_LINES = 200
_PART = 2000  # pages that are unpacked at once
_PAGE = b"Recorded Data"
_FORM = "%Y-%m-%d %H:%M:%S:%f"
_ZONE = re.compile(r"GMT\s*([+-]\d{2}:\d{2})?")
_EPOCH = dt.datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Page:
    start_s: float
    rate_hz: float
    digits: bytes


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
            pages = list(_pages(stream, path.name, notes))
        if not pages:
            raise nothing_in(path.name, "page")
        start_s = np.array([page.start_s for page in pages])
        later = rising_blocks(start_s)
        if not later.all():
            notes.append(
                f"warning: {int((~later).sum())} pages begin before the one that precedes them; "
                "they were left out"
            )
            pages = [page for page, keep in zip(pages, later, strict=True) if keep]
            start_s = start_s[later]
        counts = np.array([len(page.digits) // SAMPLE_DIGITS for page in pages], np.int64)
        rate_hz = np.array([page.rate_hz for page in pages])
        acceleration = np.empty((int(counts.sum()), 3))
        done = 0
        for low in range(0, len(pages), _PART):
            digits = b"".join(page.digits for page in pages[low : low + _PART])
            raw = _unpacked(bytes.fromhex(digits.decode("ascii")))
            part = (100.0 * raw - offset) / gain * STANDARD_GRAVITY_MS2
            acceleration[done : done + len(part)] = part
            done += len(part)
        acceleration.setflags(write=False)
        zone = options.zone or _zone(header)
        start_utc, zone = start_of(float(start_s[0]), zone, notes)
        notes.insert(0, f"{len(pages)} pages at {rate_hz[0]:g} Hz, with the file's own calibration")
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
    try:
        wall = dt.datetime.strptime(words[b"Page Time"].decode("ascii"), _FORM)
        rate_hz = float(words[b"Measurement Frequency"])
        bytes.fromhex(digits.decode("ascii"))
    except (KeyError, ValueError):
        return None
    count, rest = divmod(len(digits), SAMPLE_DIGITS)
    if rest or not 0 < count <= MOST_SAMPLES or not 1.0 <= rate_hz <= 1000.0:
        return None
    return _Page((wall - _EPOCH).total_seconds(), rate_hz, digits)


def _unpacked(data: bytes) -> Array:
    """Return (n, 3) counts of twelve bits with a sign."""
    rows = np.frombuffer(data, np.uint8).reshape(-1, SAMPLE_DIGITS // 2).astype(np.int64)
    x = rows[:, 0] << 4 | rows[:, 1] >> 4
    y = (rows[:, 1] & 0x0F) << 8 | rows[:, 2]
    z = rows[:, 3] << 4 | rows[:, 4] >> 4
    return np.asarray(((np.column_stack([x, y, z]) ^ 0x800) - 0x800).astype(np.float64))


def _zone(header: dict[str, str]) -> str | None:
    found = _ZONE.fullmatch(header.get("Time Zone", ""))
    if found is None:
        return None
    return found[1] or "+00:00"
