"""Axivity files with blocks that are damaged, wrong or of another kind."""

from __future__ import annotations

import datetime as dt
import struct
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import loggers as made

from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS
from retrowalk.formats.base import Options
from retrowalk.recording import STANDARD_GRAVITY_MS2 as G
from retrowalk.recording import Recording

(READER,) = (one for one in READERS if one.name == "axivity")


def _read(tmp_path: Path, blocks: list[bytes], zone: str | None = None) -> Recording:
    path = tmp_path / "a.cwa"
    path.write_bytes(made.cwa(0x17, blocks))
    return READER.read(path, Options(zone=zone))


def _with(block: bytes, at: int, form: str, *numbers: int) -> bytes:
    """Return a block with other numbers at a byte, and its checksum."""
    changed = bytearray(block)
    struct.pack_into(form, changed, at, *numbers)
    struct.pack_into("<H", changed, 510, 0)
    struct.pack_into("<H", changed, 510, -sum(struct.unpack("<256H", changed)) & 0xFFFF)
    return bytes(changed)


@pytest.mark.parametrize(
    ("at", "form", "number"),
    [
        (0, "<H", 0x5842),  # mark
        (2, "<H", 500),  # length
        (14, "<I", 0),  # a date of month 0
        (14, "<I", made.cwa_clock(made.START) & ~0x3F | 60),  # second 60
        (24, "<B", 0x45),  # slower than the logger can
        (25, "<B", 0x31),  # stored in no known way
        (28, "<H", 0),
        (28, "<H", 121),  # more samples than fit
    ],
)
def test_a_sound_checksum_is_not_enough(tmp_path: Path, at: int, form: str, number: int) -> None:
    blocks = made.ax3_blocks()
    blocks[3] = _with(blocks[3], at, form, number)
    found = _read(tmp_path, blocks)
    assert len(found.time_s) == 1080
    assert any(f"the first at byte {1024 + 3 * 512}" in note for note in found.notes)


@pytest.mark.parametrize("year", [2000, 2063])
def test_a_wrong_date_costs_one_block(tmp_path: Path, year: int) -> None:
    blocks = made.ax3_blocks()
    clock = made.cwa_clock(made.START.replace(year=year))
    blocks[4] = _with(blocks[4], 14, "<I", clock)
    found = _read(tmp_path, blocks)
    assert len(found.time_s) == 1080
    assert found.duration_s == pytest.approx(11.99, abs=1e-3)
    assert "warning: 1 blocks do not follow in time and were left out" in found.notes


def test_blocks_twice_are_read_once(tmp_path: Path) -> None:
    blocks = made.ax3_blocks()
    once, twice = _read(tmp_path, blocks), _read(tmp_path, [*blocks[:5], *blocks])
    assert (twice.acceleration_ms2 == once.acceleration_ms2).all()
    np.testing.assert_allclose(twice.time_s, once.time_s, atol=1e-4)


def test_another_way_of_storing_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match="stored in another way") as error:
        _read(tmp_path, [*made.ax3_blocks(), made.ax6_blocks()[-1]])
    assert error.value.where == f"a.cwa, byte {1024 + 10 * 512}"


def test_a_gap_over_midnight_and_the_change_of_clocks(tmp_path: Path) -> None:
    """The logger's clock is not changed: seconds go on, the instant of the start is Berlin's."""
    blocks = made.ax3_blocks()
    later = made.START + timedelta(hours=4)
    blocks = [*blocks[:5], *(_with(one, 14, "<I", made.cwa_clock(later)) for one in blocks[5:6])]
    found = _read(tmp_path, blocks, "Europe/Berlin")
    assert found.start_utc == dt.datetime(2026, 3, 28, 22, 59, 50, tzinfo=dt.UTC)
    assert [round(gap[1] - gap[0]) for gap in found.gaps()] == [14_394]


@pytest.mark.parametrize(
    ("at", "utc_hour", "is_told"),
    [
        (dt.datetime(2026, 10, 25, 2, 30), 0, True),  # twice that night
        (dt.datetime(2026, 3, 29, 2, 30), 1, True),  # never that night
        (dt.datetime(2026, 10, 25, 4, 30), 3, False),
    ],
)
def test_hours_of_the_change_of_clocks(
    tmp_path: Path, at: dt.datetime, utc_hour: int, is_told: bool
) -> None:
    packed = made.thirty_bits(made.swing(100.0, 256.0, 1)).astype("<u4").tobytes()
    block = made.cwa_block(packed, at=at, count=100, layout=0x30, rate=0x4A, scales=0, sequence=0)
    found = _read(tmp_path, [block], "Europe/Berlin")
    assert found.start_utc == dt.datetime(at.year, at.month, at.day, utc_hour, 30, tzinfo=dt.UTC)
    assert any("the clocks of Europe/Berlin were changed" in n for n in found.notes) == is_told


def test_an_old_block_without_a_fraction(tmp_path: Path) -> None:
    """The clock's whole second belongs to the sample that the offset names."""
    block = made.ax3_blocks()[0]
    block = _with(block, 4, "<H", 12_345)
    block = _with(block, 26, "<h", 40)
    found = _read(tmp_path, [block], "+00:00")
    before = dt.timedelta(seconds=0.4)
    assert found.start_utc == made.START.replace(tzinfo=dt.UTC) - before


def test_nine_axes_and_a_gyroscope_without_a_range(tmp_path: Path) -> None:
    rows = np.zeros((26, 9), "<i2")
    rows[:, 0], rows[:, 4], rows[:, 8] = 16_384, 256, 99
    block = made.cwa_block(
        rows.tobytes(), at=made.START, count=26, layout=0x92, rate=0x4A, scales=0, sequence=0
    )
    found = _read(tmp_path, [block])
    assert found.angular_rate_rads is not None
    np.testing.assert_allclose(found.angular_rate_rads[:, 0], np.radians(1000.0))
    np.testing.assert_allclose(found.acceleration_ms2[:, 1], G)
    assert found.magnetic_field_ut is None
    assert any("magnetometer was passed over" in note for note in found.notes)


def test_many_blocks_with_a_damaged_one_in_the_second_part(tmp_path: Path) -> None:
    """Blocks are read some thousands at a time."""
    once = made.ax3_blocks(6)[:5]
    blocks = [
        _with(once[k % 5], 14, "<I", made.cwa_clock(made.START + timedelta(seconds=6 * (k // 5))))
        for k in range(4200)
    ]
    blocks[4150] = bytes([1]) + blocks[4150][1:]
    found = _read(tmp_path, blocks)
    assert len(found.time_s) == 4199 * 120
    assert any(f"the first at byte {1024 + 4150 * 512}" in note for note in found.notes)
    expected = np.tile(made.swing(100.0, 256.0, 6), (840, 1)) * (G / 256.0)
    kept = np.delete(expected, np.s_[4150 * 120 : 4151 * 120], axis=0)
    np.testing.assert_allclose(found.acceleration_ms2, kept, rtol=1e-15)
