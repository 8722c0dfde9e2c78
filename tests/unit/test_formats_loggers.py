"""Files of research loggers, against numbers packed by hand and against other readers."""

from __future__ import annotations

import datetime as dt
import struct
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import loggers as made

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read
from retrowalk.recording import STANDARD_GRAVITY_MS2 as G
from retrowalk.recording import Recording

START_UTC = dt.datetime(2026, 3, 28, 22, 59, 50, tzinfo=dt.UTC)


def _bytes(tmp_path: Path, name: str, data: bytes, **options: str) -> Recording:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, **options)  # type: ignore[arg-type]


def _log(tmp_path: Path, log: bytes) -> Recording:
    path = tmp_path / "link.gt3x"
    made.gt3x(path, packed=True, log=log)
    return read(path)


def _seconds(which: range, rate: int = 30) -> bytes:
    values = made.swing(float(rate), 256.0)
    return b"".join(
        made.gt3x_record(0, made.START_S + k, made.twelve_bits(values[rate * k : rate * (k + 1)]))
        for k in which
    )


def _even(found: Recording, rate_hz: float) -> None:
    np.testing.assert_allclose(found.time_s, np.arange(len(found.time_s)) / rate_hz, atol=5e-5)
    assert found.gaps() == ()


def test_ax3_packed(tmp_path: Path) -> None:
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x17, made.ax3_blocks()), zone="Europe/Berlin")
    expected = made.swing(100.0, 256.0) * (G / 256.0)
    np.testing.assert_allclose(found.acceleration_ms2, expected, rtol=1e-15)
    _even(found, 100.0)
    assert (found.start_utc, found.zone) == (START_UTC, "Europe/Berlin")
    assert found.device == "Axivity AX3 12345"
    assert "session 7" in found.notes[0]


def test_ax3_without_a_zone_has_no_instant(tmp_path: Path) -> None:
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x17, made.ax3_blocks()))
    assert (found.start_utc, found.zone) == (None, None)
    assert any("2026-03-28 23:59:50" in note and "no time zone" in note for note in found.notes)


@pytest.mark.parametrize(
    ("axes", "scales", "one_g"), [(3, 0, 256.0), (3, 3 << 13, 2048.0), (6, 6 << 13, 16384.0)]
)
def test_words_of_sixteen_bits(tmp_path: Path, axes: int, scales: int, one_g: float) -> None:
    values = made.swing(50.0, one_g)
    # code 2 of the gyroscope: 2000 °/s, written as 32,768 counts
    turn = np.full_like(values, 1638)
    rows = np.column_stack([turn, values] if axes == 6 else [values]).astype("<i2")
    most = 240 // axes
    blocks = [
        made.cwa_block(
            rows[low : low + most].tobytes(),
            at=made.START + timedelta(seconds=low / 50.0),
            count=len(rows[low : low + most]),
            layout=axes << 4 | 2,
            rate=0x49,
            scales=scales | 2 << 10,
            sequence=low // most,
        )
        for low in range(0, len(rows), most)
    ]
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x64, blocks))
    np.testing.assert_allclose(found.acceleration_ms2, values * (G / one_g), rtol=1e-15)
    _even(found, 50.0)
    if axes == 6:
        assert found.angular_rate_rads is not None
        np.testing.assert_allclose(found.angular_rate_rads, np.radians(1638 * 2000 / 32768))


def test_a_logger_whose_clock_runs_slow(tmp_path: Path) -> None:
    """98.7 samples a second where 100 are said; each block tags another of its samples."""
    packed = made.thirty_bits(made.swing(100.0, 256.0, 60))
    truth_s = np.arange(len(packed)) / 98.7
    blocks = []
    for low in range(0, len(packed), 120):
        tagged = low + 37 * (low // 120) % 120
        at = made.START + timedelta(seconds=float(truth_s[tagged]))
        block = bytearray(
            made.cwa_block(
                packed[low : low + 120].astype("<u4").tobytes(),
                at=at, count=120, layout=0x30, rate=0x4A, scales=0, sequence=low // 120,
            )
        )  # fmt: skip
        (offset,) = struct.unpack_from("<h", block, 26)
        struct.pack_into("<h", block, 26, offset + tagged - low)
        struct.pack_into("<H", block, 510, 0)
        struct.pack_into("<H", block, 510, -sum(struct.unpack("<256H", block)) & 0xFFFF)
        blocks.append(bytes(block))
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x17, blocks))
    assert len(found.time_s) == len(truth_s)
    np.testing.assert_allclose(found.time_s, truth_s, atol=1e-4)


def test_a_damaged_block_is_a_gap(tmp_path: Path) -> None:
    blocks = made.ax3_blocks()
    blocks[4] = blocks[4][:100] + bytes([blocks[4][100] ^ 1]) + blocks[4][101:]
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x17, blocks))
    assert len(found.time_s) == 1080
    assert [round(gap[1] - gap[0], 2) for gap in found.gaps()] == [1.21]
    where = (
        f"warning: 1 of 10 blocks are damaged and were left out, the first at byte {1024 + 2048}"
    )
    assert where in found.notes


def test_pages_and_blocks_that_are_cut_off(tmp_path: Path) -> None:
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x17, made.ax3_blocks())[:-200])
    assert len(found.time_s) == 1080
    assert "warning: the file is cut off; its last 312 bytes are no whole block" in found.notes
    found = _bytes(tmp_path, "a.bin", made.geneactiv()[:-1001])
    assert len(found.time_s) == 900
    assert any(note.startswith("warning: the file is cut off") for note in found.notes)
    log = _seconds(range(12))
    found = _log(tmp_path, log[:-20])
    assert len(found.time_s) == 330
    assert any(note.startswith("warning:") and "cut off" in note for note in found.notes)


def test_geneactiv(tmp_path: Path) -> None:
    found = _bytes(tmp_path, "a.bin", made.geneactiv(), zone="Europe/London")
    step_ms2 = 100.0 * G / np.array(made.GAIN)
    error = found.acceleration_ms2 - made.swing(100.0, 1.0e6) * (G / 1.0e6)
    assert (np.abs(error) <= 0.51 * step_ms2).all()
    _even(found, 100.0)
    assert (found.start_utc, found.zone) == (START_UTC, "+01:00")
    assert found.device == "GENEActiv 041234"


def test_a_damaged_page_is_a_gap(tmp_path: Path) -> None:
    data = made.geneactiv()
    at = data.index(b"Sequence Number:1\r\n")
    first = data.rindex(b"Recorded Data", 0, at) + len(b"Recorded Data\r\n")
    found = _bytes(
        tmp_path, "a.bin", data.replace(b"Page Time:2026-03-28 23:59:53", b"Page Time:?")
    )
    assert len(found.time_s) == 900
    assert len(found.gaps()) == 1
    assert (
        f"warning: 1 pages are damaged and were left out, the first at byte {first}" in found.notes
    )


@pytest.mark.parametrize("what", [b"x gain", b"z offset"])
def test_geneactiv_without_calibration(tmp_path: Path, what: bytes) -> None:
    with pytest.raises(RetrowalkError, match=f"'{what.decode()}' is missing"):
        _bytes(tmp_path, "a.bin", made.geneactiv().replace(what, b"left out"))


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # pygt3x, of pandas
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("rate", [30, 80])  # of packed odd counts pygt3x reads none
def test_actigraph_as_its_makers_reader_reads_it(tmp_path: Path, packed: bool, rate: int) -> None:
    reader = pytest.importorskip("pygt3x.reader")
    path = tmp_path / "link.gt3x"
    made.gt3x(path, packed=packed, rate=rate)
    found = read(path)
    with reader.FileReader(str(path)) as other:
        table = other.to_pandas()
    axes = table[["X", "Y", "Z"]].to_numpy()
    np.testing.assert_allclose(found.acceleration_ms2 / G, axes, atol=1e-15)
    np.testing.assert_allclose(found.time_s, table.index - table.index[0], atol=1e-6)
    np.testing.assert_allclose(axes, made.swing(float(rate), 256.0) / 256.0, rtol=1e-15)
    assert (found.start_utc, found.zone) == (START_UTC, "+01:00")
    assert found.device == "ActiGraph TAS1E31150000"


def test_nhanes(tmp_path: Path) -> None:
    made.nhanes(tmp_path / "n.gt3x")
    found = read(tmp_path / "n.gt3x")
    expected = made.swing(80.0, 341.0) * (G / 341.0)
    np.testing.assert_allclose(found.acceleration_ms2, expected, rtol=1e-14)
    _even(found, 80.0)
    assert found.start_utc == START_UTC


def test_the_makers_worked_example() -> None:
    """The bytes and numbers of the page on ACTIVITY records."""
    data = bytes.fromhex("00 60 08 EB D0 07 00 9E BF 00 70 08 EB F0")
    y_x_z = [[6, 8, -323], [7, 9, -321], [7, 8, -321]]
    x_y_z = np.array(y_x_z)[:, [1, 0, 2]]
    assert made.twelve_bits(x_y_z) == data


def test_sleep_is_a_gap(tmp_path: Path) -> None:
    asleep = made.gt3x_record(0x03, made.START_S + 5, b"\x08")
    awake = made.gt3x_record(0x03, made.START_S + 8, b"\x09")
    one_byte = made.gt3x_record(0x00, made.START_S + 6, b"\x01")
    log = _seconds(range(5)) + asleep + one_byte + awake + _seconds(range(8, 12))
    found = _log(tmp_path, log)
    assert len(found.time_s) == 270
    assert [round(gap[1] - gap[0], 2) for gap in found.gaps()] == [3.03]
    assert "the logger slept at times; what it did not record is a gap" in found.notes


def test_zeros_between_records_are_no_damage(tmp_path: Path) -> None:
    found = _log(tmp_path, _seconds(range(6)) + bytes(7) + _seconds(range(6, 12)) + bytes(3))
    _even(found, 30.0)
    assert not any(note.startswith("warning") for note in found.notes)


def test_a_damaged_record_is_a_gap(tmp_path: Path) -> None:
    log = bytearray(_seconds(range(12)))
    each = len(log) // 12
    log[5 * each + 40] ^= 0x10
    found = _log(tmp_path, bytes(log))
    assert len(found.time_s) == 330
    assert len(found.gaps()) == 1
    where = f"warning: 1 damaged places in link.gt3x/log.bin, the first at byte {5 * each}"
    assert where in found.notes


def test_scale_of_the_log_where_the_info_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "INFO", made.INFO.replace("{scale}", ""))
    found = _log(tmp_path, made.parameters(250.0) + _seconds(range(12)))
    expected = made.swing(30.0, 256.0) * (G / 250.0)
    np.testing.assert_allclose(found.acceleration_ms2, expected, rtol=1e-14)
    with pytest.raises(RetrowalkError, match="'Acceleration Scale' is missing"):
        _log(tmp_path, _seconds(range(12)))


def test_the_second_motion_sensor_of_a_link(tmp_path: Path) -> None:
    found = _log(tmp_path, made.imu_log())
    expected = made.swing(100.0, 2048.0) * (G / 2048.0)
    np.testing.assert_allclose(found.acceleration_ms2, expected, rtol=1e-6)
    assert found.angular_rate_rads is not None
    assert found.magnetic_field_ut is not None
    turn = np.radians(100.0 * np.sin(np.arange(1200) / 20.0))
    half = np.radians(0.51 / 16.384)
    np.testing.assert_allclose(found.angular_rate_rads[:, 0], turn, atol=half)
    np.testing.assert_allclose(found.angular_rate_rads[:, 1], -turn, atol=half)
    np.testing.assert_allclose(found.magnetic_field_ut, 137 / 6.827, rtol=1e-6)
    _even(found, 100.0)
    assert "12 seconds at 100 Hz" in found.notes[0]


@pytest.mark.parametrize(
    ("line", "what"),
    [("Sample Rate: {rate}", "'Sample Rate' is missing"), ("TimeZone: 01:00:00", "")],
)
def test_info_that_lacks_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, what: str
) -> None:
    monkeypatch.setattr(made, "INFO", made.INFO.replace(f"{line}\r\n", ""))
    if what:
        with pytest.raises(RetrowalkError, match=what):
            _log(tmp_path, _seconds(range(12)))
    else:
        assert _log(tmp_path, _seconds(range(12))).start_utc is None


@pytest.mark.parametrize("data", [b"", made.ax3_blocks()[0][:300], bytes(2048), b"\xff" * 5120])
def test_files_without_a_whole_block(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(RetrowalkError, match="holds no whole block"):
        _bytes(tmp_path, "a.cwa", made.cwa(0x17, [data]))


def test_a_log_without_samples(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match="holds no whole record"):
        _log(tmp_path, made.parameters(256.0))


def test_blocks_that_go_back_are_left_out(tmp_path: Path) -> None:
    blocks = made.ax3_blocks()
    found = _bytes(tmp_path, "a.cwa", made.cwa(0x17, [*blocks[:8], blocks[2], *blocks[8:]]))
    _even(found, 100.0)
    assert any(note.startswith("warning: 1 blocks do not follow in time") for note in found.notes)
    found = _log(tmp_path, _seconds(range(8)) + _seconds(range(2, 3)) + _seconds(range(8, 12)))
    _even(found, 30.0)
    assert any(note.startswith("warning: 1 records do not follow in time") for note in found.notes)


def test_samples_stored_in_two_ways_are_refused(tmp_path: Path) -> None:
    data = made.cwa(0x64, made.ax6_blocks() + made.ax3_blocks())
    with pytest.raises(RetrowalkError, match=r"byte 16384: from here on .* in another way"):
        _bytes(tmp_path, "a.cwa", data)


def test_nhanes_without_a_start_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "INFO", made.INFO.replace("Start Date", "Started"))
    made.nhanes(tmp_path / "n.gt3x")
    with pytest.raises(RetrowalkError, match="'Start Date' is missing"):
        read(tmp_path / "n.gt3x")


def test_more_than_memory_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrowalk.formats.loggers.blocks._MOST_RESULT_BYTES", 1024)
    for name, data in (
        ("a.cwa", made.cwa(0x17, made.ax3_blocks())),
        ("a.bin", made.geneactiv()),
    ):
        with pytest.raises(RetrowalkError, match=f"{name}: its .* samples need more than"):
            _bytes(tmp_path, name, data)
    with pytest.raises(RetrowalkError, match="samples need more than"):
        _log(tmp_path, _seconds(range(12)))


def test_more_records_than_a_logger_writes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrowalk.formats.loggers.gt3x_log._MOST_RECORDS", 10)
    with pytest.raises(RetrowalkError, match=r"log\.bin: it holds more than 10 records"):
        _log(tmp_path, _seconds(range(12)))
