"""Any counts come back; damaged and cut files never end in a crash."""

from __future__ import annotations

import datetime as dt
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from lab.format_samples import loggers as made

from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS
from retrowalk.formats.base import Options
from retrowalk.recording import STANDARD_GRAVITY_MS2 as G
from retrowalk.recording import Recording

READER = {reader.name: reader for reader in READERS}
FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MANY = settings(FEW, max_examples=150)
Counts = npt.NDArray[np.int64]


def counts(bits: int, most: int) -> st.SearchStrategy[Counts]:
    half = 1 << (bits - 1)
    shape = st.tuples(st.integers(1, most), st.just(3))
    return shape.flatmap(lambda s: arrays(np.int64, s, elements=st.integers(-half, half - 1)))


def _read(path: Path, name: str) -> Recording:
    return READER[name].read(path, Options())


def _same(found: Recording, values: Counts, one_g: float) -> None:
    assert found.acceleration_ms2.shape == values.shape
    np.testing.assert_allclose(found.acceleration_ms2 * (one_g / G), values, atol=1e-9)


@FEW
@given(counts(10, 120), st.integers(0, 3))
def test_packed_counts_come_back(tmp_path: Path, values: Counts, exponent: int) -> None:
    packed = made.thirty_bits(values << exponent, exponent).astype("<u4").tobytes()
    block = made.cwa_block(
        packed, at=made.START, count=len(values), layout=0x30, rate=0x4A, scales=0, sequence=0
    )
    (tmp_path / "a.cwa").write_bytes(made.cwa(0x17, [block]))
    _same(_read(tmp_path / "a.cwa", "axivity"), values << exponent, 256.0)


@FEW
@given(counts(16, 40), st.integers(0, 7), st.integers(1, 7), st.integers(6, 15))
def test_words_come_back(tmp_path: Path, values: Counts, scale: int, gyro: int, rate: int) -> None:
    rows = np.column_stack([values[::-1], values]).astype("<i2").tobytes()
    block = made.cwa_block(
        rows, at=made.START, count=len(values), layout=0x62, rate=rate,
        scales=scale << 13 | gyro << 10, sequence=0,
    )  # fmt: skip
    (tmp_path / "a.cwa").write_bytes(made.cwa(0x64, [block]))
    found = _read(tmp_path / "a.cwa", "axivity")
    _same(found, values, float(1 << (8 + scale)))
    assert found.angular_rate_rads is not None
    one_dps = 32_768.0 / (8000.0 / (1 << gyro))
    back = np.degrees(found.angular_rate_rads) * one_dps
    np.testing.assert_allclose(back, values[::-1], atol=1e-6)
    assert (np.diff(found.time_s) > 0).all()


@FEW
@given(st.lists(st.tuples(*[st.integers(-2048, 2047)] * 3), min_size=300, max_size=300))
def test_geneactiv_counts_come_back(tmp_path: Path, rows: list[tuple[int, int, int]]) -> None:
    digits = "".join(
        f"{(x & 0xFFF) << 36 | (y & 0xFFF) << 24 | (z & 0xFFF) << 12:012X}" for x, y, z in rows
    )
    head, _, page = made.geneactiv(3).rpartition(b"100.0\r\n")
    (tmp_path / "a.bin").write_bytes(head + b"100.0\r\n" + digits.encode() + page[-2:])
    found = _read(tmp_path / "a.bin", "geneactiv")
    back = (found.acceleration_ms2 / G * made.GAIN + made.OFFSET) / 100.0
    np.testing.assert_allclose(back, np.array(rows), atol=1e-9)


@FEW
@given(counts(12, 100), st.booleans())
def test_actigraph_counts_come_back(tmp_path: Path, values: Counts, packed: bool) -> None:
    payload = made.twelve_bits(values) if packed else values.astype("<i2").tobytes()
    log = made.gt3x_record(0x00 if packed else 0x1A, made.START_S, payload)
    made.gt3x(tmp_path / "a.gt3x", packed=packed, log=log)
    _same(_read(tmp_path / "a.gt3x", "actigraph"), values, 256.0)


@FEW
@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2063, 12, 31)))
def test_dates_of_the_clock_come_back(tmp_path: Path, at: dt.datetime) -> None:
    packed = made.thirty_bits(made.swing(100.0, 256.0, 1)).astype("<u4").tobytes()
    block = made.cwa_block(packed, at=at, count=100, layout=0x30, rate=0x4A, scales=0, sequence=0)
    (tmp_path / "a.cwa").write_bytes(made.cwa(0x17, [block]))
    found = READER["axivity"].read(tmp_path / "a.cwa", Options(zone="+00:00"))
    assert found.start_utc is not None
    assert abs(found.start_utc - at.replace(tzinfo=dt.UTC)) < dt.timedelta(milliseconds=0.1)


@cache
def whole(name: str) -> bytes:
    if name == "axivity":
        return made.cwa(0x64, made.ax6_blocks(3))
    if name == "geneactiv":
        return made.geneactiv(6)
    return made.imu_log(4)


def _put(path: Path, name: str, data: bytes) -> None:
    if name != "actigraph":
        path.write_bytes(data)
        return
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("info.txt", made.INFO.format(serial="TAS1E31150000", rate=30, scale=""))
        archive.writestr("log.bin", data)


@pytest.mark.parametrize("name", ["axivity", "geneactiv", "actigraph"])
@MANY
@given(st.data())
def test_mutated_files_are_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    mutated = bytearray(whole(name))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        mutated[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        low = data.draw(st.integers(0, len(mutated)))
        high = data.draw(st.integers(low, min(len(mutated), low + 2000)))
        mutated[low:high] = data.draw(st.binary(max_size=50))
    path = tmp_path / "file"
    _put(path, name, bytes(mutated))
    try:
        found = _read(path, name)
    except RetrowalkError:
        return
    assert np.isfinite(found.acceleration_ms2).all()
    assert (np.diff(found.time_s) > 0).all()


@pytest.mark.parametrize("name", ["axivity", "geneactiv", "actigraph"])
@FEW
@given(st.data())
def test_cut_files_give_what_is_whole(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = tmp_path / "file"
    _put(path, name, whole(name))
    all_of_it = _read(path, name)
    _put(path, name, whole(name)[: data.draw(st.integers(0, len(whole(name)) - 1))])
    try:
        found = _read(path, name)
    except RetrowalkError:
        return
    count = len(found.time_s)
    if found.angular_rate_rads is not None or all_of_it.angular_rate_rads is None:
        assert count <= len(all_of_it.time_s)
        assert (found.acceleration_ms2 == all_of_it.acceleration_ms2[:count]).all()
