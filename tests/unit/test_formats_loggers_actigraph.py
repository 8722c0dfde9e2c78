"""ActiGraph files: kinds of records beside each other, zones, sleep, against the maker's reader."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import loggers as made

from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS
from retrowalk.formats.base import Options
from retrowalk.recording import STANDARD_GRAVITY_MS2 as G
from retrowalk.recording import Placement, Recording

(READER,) = (one for one in READERS if one.name == "actigraph")
VALUES = made.swing(30.0, 256.0)


def _record(kind: int, second: int, values: made.Counts) -> bytes:
    if kind == 0x1A:
        payload = values.astype("<i2").tobytes()
    else:
        # kind 0x1B is packed in the order x, y, z
        payload = made.twelve_bits(values[:, [1, 0, 2]] if kind == 0x1B else values)
    return made.gt3x_record(kind, made.START_S + second, payload)


def _part(second: int) -> made.Counts:
    return VALUES[30 * second : 30 * (second + 1)]


def _read(tmp_path: Path, log: bytes, zone: str | None = None) -> Recording:
    made.gt3x(tmp_path / "link.gt3x", packed=True, log=log)
    return READER.read(tmp_path / "link.gt3x", Options(zone=zone))


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # pygt3x, of pandas
def test_all_kinds_as_the_makers_reader_reads_them(tmp_path: Path) -> None:
    reader = pytest.importorskip("pygt3x.reader")
    log = b"".join(_record((0x00, 0x1A, 0x1B)[k % 3], k, _part(k)) for k in range(12))
    found = _read(tmp_path, log)
    with reader.FileReader(str(tmp_path / "link.gt3x")) as other:
        table = other.to_pandas()
    np.testing.assert_allclose(found.acceleration_ms2 / G, table[["X", "Y", "Z"]], atol=1e-15)
    np.testing.assert_allclose(found.acceleration_ms2, VALUES * (G / 256.0), rtol=1e-14)
    np.testing.assert_allclose(found.time_s, table.index - table.index[0], atol=1e-6)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # pygt3x, of pandas
def test_sleep_is_what_the_makers_reader_fills(tmp_path: Path) -> None:
    """pygt3x repeats the last value while the logger slept, and says where."""
    reader = pytest.importorskip("pygt3x.reader")
    asleep = made.gt3x_record(0x03, made.START_S + 5, b"\x08")
    awake = made.gt3x_record(0x03, made.START_S + 8, b"\x09")
    log = b"".join(_record(0x1A, k, _part(k)) for k in range(5)) + asleep + awake
    log += b"".join(_record(0x1A, k, _part(k)) for k in range(8, 12))
    found = _read(tmp_path, log)
    with reader.FileReader(str(tmp_path / "link.gt3x")) as other:
        table = other.to_pandas()
    table = table[~table["IdleSleepMode"]]
    np.testing.assert_allclose(found.acceleration_ms2 / G, table[["X", "Y", "Z"]], atol=1e-15)
    np.testing.assert_allclose(found.time_s, table.index - table.index[0], atol=1e-6)


@pytest.mark.parametrize("kind", [0x00, 0x1B])
@pytest.mark.parametrize("count", [1, 2, 3, 29, 31])
def test_odd_and_even_counts_of_samples(tmp_path: Path, kind: int, count: int) -> None:
    found = _read(tmp_path, _record(kind, 0, VALUES[:count]))
    np.testing.assert_allclose(found.acceleration_ms2, VALUES[:count] * (G / 256.0), rtol=1e-14)


def test_seconds_of_uneven_counts(tmp_path: Path) -> None:
    """A second with a sample less lasts a second; half a one does not."""
    log = b"".join(_record(0, k, _part(k)[: (30, 29, 15)[k % 3]]) for k in range(6))
    found = _read(tmp_path, log)
    assert len(found.time_s) == 148
    np.testing.assert_allclose(np.diff(found.time_s)[30:58], 1.0 / 29.0)
    assert [round(gap[1] - gap[0], 3) for gap in found.gaps()] == [0.533]


@pytest.mark.parametrize("away_s", [-(10**9), 10**9])
def test_a_wrong_time_costs_one_record(tmp_path: Path, away_s: int) -> None:
    log = b"".join(_record(0, k + (away_s if k == 5 else 0), _part(k)) for k in range(12))
    found = _read(tmp_path, log)
    assert len(found.time_s) == 330
    assert found.duration_s == pytest.approx(12.0 - 1.0 / 30.0)
    assert "warning: 1 records do not follow in time and were left out" in found.notes


@pytest.mark.parametrize(
    ("line", "zone", "start_utc", "kept"),
    [
        ("-05:00:00", None, dt.datetime(2026, 3, 29, 4, 59, 50, tzinfo=dt.UTC), "-05:00"),
        ("05:30:00", None, dt.datetime(2026, 3, 28, 18, 29, 50, tzinfo=dt.UTC), "+05:30"),
        ("99:00:00", None, None, None),
        (
            "?",
            "Europe/Berlin",
            dt.datetime(2026, 3, 28, 22, 59, 50, tzinfo=dt.UTC),
            "Europe/Berlin",
        ),
    ],
)
def test_zones(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    zone: str | None,
    start_utc: dt.datetime | None,
    kept: str | None,
) -> None:
    monkeypatch.setattr(made, "INFO", made.INFO.replace("01:00:00", line))
    found = _read(tmp_path, _record(0, 0, _part(0)), zone)
    assert (found.start_utc, found.zone) == (start_utc, kept)


def test_where_it_was_worn(tmp_path: Path) -> None:
    assert _read(tmp_path, _record(0, 0, _part(0))).placement is Placement.ANKLE


@pytest.mark.parametrize("scale", ["0", "nan", "1e9", "-256"])
def test_a_scale_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scale: str
) -> None:
    line = f"Acceleration Scale: {scale}\r\n"
    monkeypatch.setattr(made, "INFO", made.INFO.replace("{scale}", line))
    with pytest.raises(RetrowalkError, match="'Acceleration Scale' is"):
        _read(tmp_path, _record(0, 0, _part(0)))


@pytest.mark.parametrize(
    "names", [(), ("info.txt",), ("log.bin",), ("info.txt", "log.txt"), ("activity.bin", "a.csv")]
)
def test_other_archives_are_not_taken_for_one(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"1")
    assert READER.sniff(path.read_bytes(), path) == 0.0


@pytest.mark.parametrize("log", [b"\x1e" * 100_000, bytes(900_000), b"\x1e\x00" * 40_000])
def test_logs_of_nothing(tmp_path: Path, log: bytes) -> None:
    with pytest.raises(RetrowalkError, match="holds no whole record"):
        _read(tmp_path, log)


def test_records_that_change_all_the_time(tmp_path: Path) -> None:
    """Each record of another kind or size than the one before is no slower."""
    log = b"".join(
        _record((0x00, 0x1A)[k % 2], k, np.tile(VALUES[:1], (1 + k % 3, 1))) for k in range(20_000)
    )
    found = _read(tmp_path, log)
    assert len(found.time_s) == sum(1 + k % 3 for k in range(20_000))
    np.testing.assert_allclose(
        found.acceleration_ms2, np.tile(VALUES[:1] * (G / 256.0), (len(found.time_s), 1))
    )


@pytest.mark.parametrize("is_raw", [True, False])
def test_samples_that_are_not_calibrated(tmp_path: Path, is_raw: bool) -> None:
    path = tmp_path / "link.gt3x"
    made.gt3x(path, packed=True)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("calibration.json", f'{{"isCalibrated": {str(not is_raw).lower()}}}')
    notes = READER.read(path, Options()).notes
    assert any("are not calibrated" in note for note in notes) == is_raw
