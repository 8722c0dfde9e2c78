"""Axivity AX3 and AX6: .cwa, blocks of 512 bytes.

Layout: the maker's page "AX3/AX6 CWA file format" in its OpenMovement repository.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.loggers.blocks import (
    block_starts,
    check_size,
    left_out,
    nothing_in,
    rising_blocks,
    sample_times,
    start_of,
)
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

HEADER_BYTES = 1024
_MARK = b"MD\xfc\x03"
BLOCK_BYTES = 512
_PART = 1024  # blocks that are unpacked at once
_PACKED, _WORDS = 0, 2  # how samples are stored: three of ten bits in four bytes, or 16 bits each
_AX6 = 0x64
_SLOWEST = 6  # code of 6.25 Hz

_BLOCK = np.dtype(
    [
        ("mark", "<u2"),
        ("length", "<u2"),
        ("fraction", "<u2"),
        ("session", "<u4"),
        ("sequence", "<u4"),
        ("clock", "<u4"),
        ("light_scale", "<u2"),
        ("temperature", "<u2"),
        ("events", "u1"),
        ("battery", "u1"),
        ("rate", "u1"),
        ("layout", "u1"),
        ("offset", "<i2"),
        ("count", "<u2"),
        ("data", "u1", (480,)),
        ("checksum", "<u2"),
    ]
)
_HEAD = [name for name in _BLOCK.names or () if name != "data"]
_HEAD_TYPE = np.dtype([(name, _BLOCK[name]) for name in _HEAD])
Blocks = npt.NDArray[np.void]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Layout:
    axes: int
    packing: int

    @property
    def most(self) -> int:
        """Samples that fit into a block."""
        return 120 if self.packing == _PACKED else 240 // max(1, self.axes)


class AxivityReader:
    """A whole .cwa file as downloaded from the logger."""

    name = "axivity"
    title = "Axivity AX3, AX6"
    suffixes: tuple[str, ...] = (".cwa",)
    carries = "acceleration, angular rate (AX6), device; the start where the zone is given"

    def sniff(self, head: bytes, path: Path) -> float:
        """The header's mark and length."""
        return 1.0 if head.startswith(_MARK) else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Return the samples of all sound blocks.

        Raises:
            RetrowalkError: no sound block, or samples stored in two ways.
        """
        header = _head(path)
        notes: list[str] = []
        heads, place = _sound(path, notes)
        layout = _layout_of(heads, place, path.name)
        rate_hz = _rate_hz(heads)
        tagged_s, offset = _tags(heads, rate_hz)
        counts = heads["count"].astype(np.int64)
        check_size(int(counts.sum()), 7 if layout.axes >= 6 else 4, path.name)
        start_s, measured_hz = block_starts(tagged_s, offset, counts, rate_hz)
        keep = rising_blocks(start_s)
        notes += left_out(keep, "blocks")
        heads, place, rate_hz = heads[keep], place[keep], rate_hz[keep]
        start_s, counts, measured_hz = start_s[keep], counts[keep], measured_hz[keep]
        time_s = sample_times(start_s - start_s[0], counts, measured_hz)
        acceleration, rate = _samples(path, heads, place, layout)
        start_utc, zone = start_of(float(start_s[0]), options.zone, notes)
        device = "Axivity AX6" if header[4] == _AX6 else "Axivity AX3"
        sessions = ", ".join(str(one) for one in np.unique(heads["session"])[:3])
        notes.insert(
            0, f"{len(heads)} blocks of session {sessions} at {_rates(rate_hz)}, as {_way(layout)}"
        )
        return Recording(
            time_s=time_s,
            acceleration_ms2=acceleration,
            angular_rate_rads=rate,
            start_utc=start_utc,
            zone=zone,
            device=f"{device} {_number(header)}",
            source=path.name,
            notes=tuple(notes),
        )


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        header = stream.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        raise nothing_in(path.name, "block")
    if not header.startswith(_MARK):
        raise RetrowalkError(
            "the file does not begin as those of Axivity do",
            where=f"{path.name}, byte 1",
            remedy="download the logger again",
        )
    return header


def _number(header: bytes) -> int:
    lower, upper = (int.from_bytes(header[at : at + 2], "little") for at in (5, 11))
    return lower if upper == 0xFFFF else lower | upper << 16


def _parts(path: Path) -> Iterator[Blocks]:
    """Yield all whole blocks, some thousands at a time."""
    with path.open("rb") as stream:
        stream.seek(HEADER_BYTES)
        while len(data := stream.read(_PART * BLOCK_BYTES)) >= BLOCK_BYTES:
            yield np.frombuffer(data, _BLOCK, len(data) // BLOCK_BYTES)


def _sound(path: Path, notes: list[str]) -> tuple[Blocks, Places]:
    """Return the heads of the blocks that are as they must be, and where these lie."""
    heads: list[Blocks] = []
    places: list[Places] = []
    total = damaged = first = 0
    for part in _parts(path):
        words = part.view("<u2").reshape(len(part), BLOCK_BYTES // 2)
        sums = words.sum(axis=1, dtype=np.uint32) & 0xFFFF
        sound = (part["mark"] == 0x5841) & (part["length"] == BLOCK_BYTES - 4) & (sums == 0)
        sound &= _fits(part)
        # flash that was never written is no damage
        bad = np.flatnonzero(~(sound | (words == 0xFFFF).all(axis=1) | (words == 0).all(axis=1)))
        if len(bad):
            first = first if damaged else HEADER_BYTES + BLOCK_BYTES * (total + int(bad[0]))
            damaged += len(bad)
        heads.append(part[sound][_HEAD].astype(_HEAD_TYPE))
        places.append(total + np.flatnonzero(sound))
        total += len(part)
    if damaged:
        notes.append(
            f"warning: {damaged} of {total} blocks are damaged and were left out, the first "
            f"at byte {first}"
        )
    rest = (path.stat().st_size - HEADER_BYTES) % BLOCK_BYTES
    if rest:
        notes.append(f"warning: the file is cut off; its last {rest} bytes are no whole block")
    if not sum(map(len, heads)):
        raise nothing_in(path.name, "block")
    return np.concatenate(heads), np.concatenate(places)


def _fits(blocks: Blocks) -> npt.NDArray[np.bool_]:
    """Return which blocks hold a known layout, no more samples than fit, and a date."""
    kinds, which = np.unique(blocks["layout"], return_inverse=True)
    layouts = [_Layout(int(kind) >> 4, int(kind) & 0x0F) for kind in kinds]
    most = np.array([one.most if _is_known(one) else 0 for one in layouts], np.int64)
    clock = blocks["clock"].astype(np.int64)
    month, day = clock >> 22 & 0x0F, clock >> 17 & 0x1F
    dated = (month >= 1) & (month <= 12) & (day >= 1) & ((clock >> 12 & 0x1F) < 24)
    dated &= ((clock >> 6 & 0x3F) < 60) & ((clock & 0x3F) < 60)
    sampled = (blocks["rate"] & 0x0F) >= _SLOWEST
    return np.asarray((blocks["count"] > 0) & (blocks["count"] <= most[which]) & dated & sampled)


def _rate_hz(blocks: Blocks) -> Array:
    code = (blocks["rate"] & 0x0F).astype(np.float64)
    return np.asarray(3200.0 / np.exp2(15.0 - code), np.float64)


def _is_known(layout: _Layout) -> bool:
    if layout.packing == _PACKED:
        return layout.axes == 3
    return layout.packing == _WORDS and layout.axes in (3, 6, 9)


def _layout_of(heads: Blocks, place: Places, name: str) -> _Layout:
    first = int(heads["layout"][0])
    other = np.flatnonzero(heads["layout"] != first)
    if len(other):
        byte = HEADER_BYTES + BLOCK_BYTES * int(place[other[0]])
        raise RetrowalkError(
            "from here on the samples are stored in another way",
            where=f"{name}, byte {byte}",
            remedy="cut the file there",
        )
    return _Layout(first >> 4, first & 0x0F)


def _tags(blocks: Blocks, rate_hz: Array) -> tuple[Array, Array]:
    """Return (b,) seconds on the logger's wall clock and which sample of the block each is of."""
    clock = blocks["clock"].astype(np.int64)
    year, month = 2000 + (clock >> 26 & 0x3F), clock >> 22 & 0x0F
    day, hour = clock >> 17 & 0x1F, clock >> 12 & 0x1F
    minute, second = clock >> 6 & 0x3F, clock & 0x3F
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + day - 1
    whole_s = days * 86_400.0 + hour * 3600.0 + minute * 60.0 + second
    has_fraction = (blocks["fraction"] & 0x8000) > 0
    fraction_s = np.where(has_fraction, (blocks["fraction"] & 0x7FFF) / 32_768.0, 0.0)
    # with a fraction the offset was moved for readers that do not know it: move it back
    offset = blocks["offset"] + np.floor(fraction_s * np.floor(rate_hz))
    return np.asarray(whole_s + fraction_s), np.asarray(offset)


def _samples(
    path: Path, heads: Blocks, place: Places, layout: _Layout
) -> tuple[Array, Array | None]:
    """Return (n, 3) m/s² and (n, 3) rad/s, or None without a gyroscope."""
    counts = heads["count"].astype(np.int64)
    total = int(counts.sum())
    acceleration = np.empty((total, 3))
    rate = np.empty((total, 3)) if layout.axes >= 6 else None
    scales = heads["light_scale"].astype(np.int64)
    scale = STANDARD_GRAVITY_MS2 / np.exp2((8 + (scales >> 13)).astype(np.float64))
    code = scales >> 10 & 0x07
    # without a code the maker's readers take 2000 °/s
    range_dps = np.where(code == 0, 2000.0, 8000.0 / np.exp2(code.astype(np.float64)))
    turn: Array = np.radians(range_dps / 32_768.0)
    first = 3 if rate is not None else 0
    done = seen = 0
    for low, part in zip(count(0, _PART), _parts(path), strict=False):
        mine = place[seen : seen + int(np.searchsorted(place[seen:], low + _PART))]
        block = slice(seen, seen + len(mine))
        here = counts[block]
        inside = None if (here == layout.most).all() else np.arange(layout.most) < here[:, None]
        high = done + int(here.sum())
        plain = np.ascontiguousarray(part["data"][mine - low])
        for axis in range(3):
            found = _axis(plain, layout, first + axis) * scale[block, None]
            acceleration[done:high, axis] = found.ravel() if inside is None else found[inside]
            if rate is not None:
                found = _axis(plain, layout, axis) * turn[block, None]
                rate[done:high, axis] = found.ravel() if inside is None else found[inside]
        done, seen = high, block.stop
    acceleration.setflags(write=False)
    if rate is not None:
        rate.setflags(write=False)
    return acceleration, rate


def _axis(
    plain: npt.NDArray[np.uint8], layout: _Layout, axis: int
) -> npt.NDArray[np.int16] | npt.NDArray[np.int32]:
    """Return (blocks, samples) counts of one axis."""
    if layout.packing == _PACKED:
        words = plain.view("<u4")
        # ten bits at the upper end, so that moving them down again keeps the sign
        ten = (words << np.uint32(22 - 10 * axis)).view("<i4") >> 22
        return np.asarray(ten << (words >> np.uint32(30)).view("<i4"))
    whole = plain.view("<i2")[:, : layout.most * layout.axes]
    return np.asarray(whole[:, axis :: layout.axes])


def _rates(rate_hz: Array) -> str:
    known = np.unique(rate_hz)
    return " and ".join(f"{one:g} Hz" for one in known[:3])


def _way(layout: _Layout) -> str:
    if layout.packing == _PACKED:
        return "three axes in four bytes"
    more = "; the magnetometer was passed over" if layout.axes == 9 else ""
    return f"{layout.axes} axes of 16 bits{more}"
