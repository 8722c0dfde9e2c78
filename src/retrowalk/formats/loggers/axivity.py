"""Axivity AX3 and AX6: .cwa, blocks of 512 bytes.

Layout: the maker's page "AX3/AX6 CWA file format" in its OpenMovement repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.loggers.blocks import (
    block_starts,
    check_size,
    nothing_in,
    rising_blocks,
    sample_times,
    start_of,
)
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

HEADER_BYTES = 1024
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
Blocks = npt.NDArray[np.void]


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
        return 1.0 if head[:4] == b"MD\xfc\x03" else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Return the samples of all sound blocks.

        Raises:
            RetrowalkError: no sound block, or samples stored in two ways.
        """
        header = _head(path)
        notes: list[str] = []
        blocks = _sound(path, notes)
        layout = _layout_of(blocks, path.name)
        rate_hz = _rate_hz(blocks)
        tagged_s, offset = _tags(blocks, rate_hz)
        counts = blocks["count"].astype(np.int64)
        check_size(int(counts.sum()), 7 if layout.axes >= 6 else 4, path.name)
        start_s, measured_hz = block_starts(tagged_s, offset, counts, rate_hz)
        later = rising_blocks(start_s)
        if not later.all():
            notes.append(
                f"warning: {int((~later).sum())} blocks begin before the one that precedes them; "
                "they were left out"
            )
            blocks, rate_hz, start_s = blocks[later], rate_hz[later], start_s[later]
            counts, measured_hz = counts[later], measured_hz[later]
        time_s = sample_times(start_s - start_s[0], counts, measured_hz)
        acceleration, rate = _samples(blocks, counts, layout)
        start_utc, zone = start_of(float(start_s[0]), options.zone, notes)
        device = "Axivity AX6" if header[4] == _AX6 else "Axivity AX3"
        sessions = ", ".join(str(one) for one in np.unique(blocks["session"])[:3])
        notes.insert(
            0,
            f"{len(blocks)} blocks of session {sessions} at {_rates(rate_hz)}, as {_way(layout)}",
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
    return header


def _number(header: bytes) -> int:
    lower, upper = (int.from_bytes(header[at : at + 2], "little") for at in (5, 11))
    return lower if upper == 0xFFFF else lower | upper << 16


def _sound(path: Path, notes: list[str]) -> Blocks:
    """Return the blocks whose mark, length, checksum and count are as they must be."""
    size = path.stat().st_size
    count = (size - HEADER_BYTES) // BLOCK_BYTES
    if count < 1:
        raise nothing_in(path.name, "block")
    blocks: Blocks = np.memmap(path, dtype=_BLOCK, mode="r", offset=HEADER_BYTES, shape=(count,))
    keep = np.zeros(count, dtype=np.bool_)
    empty = np.zeros(count, dtype=np.bool_)
    for low in range(0, count, _PART):
        part = blocks[low : low + _PART]
        words = part.view("<u2").reshape(len(part), BLOCK_BYTES // 2)
        sums = words.sum(axis=1, dtype=np.uint32) & 0xFFFF
        keep[low : low + _PART] = (
            (part["mark"] == 0x5841) & (part["length"] == BLOCK_BYTES - 4) & (sums == 0)
        )
        # flash that was never written
        empty[low : low + _PART] = (words == 0xFFFF).all(axis=1) | (words == 0).all(axis=1)
    held = np.asarray(blocks[keep])
    fits = _fits(held)
    at = np.flatnonzero(keep)
    damaged = np.sort(np.concatenate([np.flatnonzero(~keep & ~empty), at[~fits]]))
    if len(damaged):
        byte = HEADER_BYTES + BLOCK_BYTES * int(damaged[0])
        notes.append(
            f"warning: {len(damaged)} of {count} blocks are damaged and were left out, the first "
            f"at byte {byte}"
        )
    rest = (size - HEADER_BYTES) % BLOCK_BYTES
    if rest:
        notes.append(f"warning: the file is cut off; its last {rest} bytes are no whole block")
    if not fits.any():
        raise nothing_in(path.name, "block")
    return held if fits.all() else np.asarray(held[fits])


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


def _layout_of(blocks: Blocks, name: str) -> _Layout:
    first = int(blocks["layout"][0])
    other = np.flatnonzero(blocks["layout"] != first)
    if len(other):
        raise RetrowalkError(
            f"from sound block {int(other[0]) + 1} on the samples are stored in another way",
            where=name,
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
    blocks: Blocks, counts: npt.NDArray[np.int64], layout: _Layout
) -> tuple[Array, Array | None]:
    """Return (n, 3) m/s² and (n, 3) rad/s, or None without a gyroscope."""
    total = int(counts.sum())
    acceleration = np.empty((total, 3))
    rate = np.empty((total, 3)) if layout.axes >= 6 else None
    scales = blocks["light_scale"].astype(np.int64)
    scale = STANDARD_GRAVITY_MS2 / np.exp2((8 + (scales >> 13)).astype(np.float64))
    range_dps = 8000.0 / np.exp2((scales >> 10 & 0x07).astype(np.float64))
    first = 3 if rate is not None else 0
    done = 0
    for low in range(0, len(blocks), _PART):
        here = counts[low : low + _PART]
        inside = None if (here == layout.most).all() else np.arange(layout.most) < here[:, None]
        high = done + int(here.sum())
        plain = np.ascontiguousarray(blocks["data"][low : low + _PART])
        by_block = scale[low : low + _PART, None]
        for axis in range(3):
            found = _axis(plain, layout, first + axis) * by_block
            acceleration[done:high, axis] = found.ravel() if inside is None else found[inside]
            if rate is not None:
                turn = np.radians(range_dps[low : low + _PART, None] / 32_768.0)
                found = _axis(plain, layout, axis) * turn
                rate[done:high, axis] = found.ravel() if inside is None else found[inside]
        done = high
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
