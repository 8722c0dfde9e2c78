"""GENEActiv files with pages that are damaged, cut off or written by other computers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import loggers as made

from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS
from retrowalk.formats.base import Options
from retrowalk.recording import Placement, Recording

(READER,) = (one for one in READERS if one.name == "geneactiv")
START_UTC = dt.datetime(2026, 3, 28, 22, 59, 50, tzinfo=dt.UTC)


def _read(tmp_path: Path, data: bytes, zone: str | None = None) -> Recording:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    return READER.read(path, Options(zone=zone))


def _changed(old: bytes, new: bytes, count: int = -1) -> bytes:
    data = made.geneactiv()
    assert old in data
    return data.replace(old, new, count)


def test_cut_off_between_two_pages(tmp_path: Path) -> None:
    data = made.geneactiv()
    found = _read(tmp_path, data[: data.rindex(b"Recorded Data")])
    assert len(found.time_s) == 900
    assert "warning: the file is cut off after 3 of 4 pages" in found.notes


def test_cut_off_between_two_samples(tmp_path: Path) -> None:
    found = _read(tmp_path, made.geneactiv()[: -2 - 12 * 100])
    assert len(found.time_s) == 1100
    assert any(note.startswith("warning: the file is cut off") for note in found.notes)


def test_a_last_page_that_is_shorter(tmp_path: Path) -> None:
    found = _read(tmp_path, made.geneactiv()[: -2 - 12 * 100] + b"\r\n")
    assert len(found.time_s) == 1100
    assert not any(note.startswith("warning") for note in found.notes)
    np.testing.assert_allclose(np.diff(found.time_s), 0.01, atol=1e-6)


@pytest.mark.parametrize("year", [b"1970", b"9999"])
def test_a_wrong_date_costs_one_page(tmp_path: Path, year: bytes) -> None:
    old = b"Page Time:2026-03-28 23:59:53"
    found = _read(tmp_path, _changed(old, old.replace(b"2026", year)))
    assert len(found.time_s) == 900
    assert found.duration_s == pytest.approx(11.99)
    assert "warning: 1 pages do not follow in time and were left out" in found.notes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Page Time:2026-03-28 23:59:53:000", b"Page Time:2026-02-30 23:59:53:000"),
        (b"Page Time:2026-03-28 23:59:53:000", b""),
        (b"Measurement Frequency:100.0", b"Measurement Frequency:0"),
        (b"Measurement Frequency:100.0", b"Measurement Frequency:nan"),
        (b"Measurement Frequency:100.0", b"Measurement Frequency:1e9"),
    ],
)
def test_a_page_without_time_or_rate(tmp_path: Path, old: bytes, new: bytes) -> None:
    found = _read(tmp_path, _changed(old, new, 1))
    assert len(found.time_s) == 900
    assert any("1 pages are damaged" in note for note in found.notes)


def test_a_comma_for_the_point(tmp_path: Path) -> None:
    data = _changed(b"Measurement Frequency:100.0", b"Measurement Frequency:100,0")
    assert len(_read(tmp_path, data).time_s) == 1200


def test_a_line_of_digits_that_is_too_long(tmp_path: Path) -> None:
    data = made.geneactiv()
    at = data.index(b"Measurement Frequency:100.0\r\n") + 29
    found = _read(tmp_path, data[:at] + b"0" * 12 + data[at:])
    assert len(found.time_s) == 900


@pytest.mark.parametrize(
    ("line", "zone", "start_utc", "kept"),
    [
        (b"GMT -05:00", None, dt.datetime(2026, 3, 29, 4, 59, 50, tzinfo=dt.UTC), "-05:00"),
        (b"GMT +05:30", None, dt.datetime(2026, 3, 28, 18, 29, 50, tzinfo=dt.UTC), "+05:30"),
        (b"GMT", None, dt.datetime(2026, 3, 28, 23, 59, 50, tzinfo=dt.UTC), "+00:00"),
        (b"?", None, None, None),
        (b"?", "Europe/Berlin", START_UTC, "Europe/Berlin"),
    ],
)
def test_zones(
    tmp_path: Path, line: bytes, zone: str | None, start_utc: dt.datetime | None, kept: str | None
) -> None:
    found = _read(tmp_path, _changed(b"GMT +01:00", line), zone)
    assert (found.start_utc, found.zone) == (start_utc, kept)


@pytest.mark.parametrize(
    ("code", "place"),
    [("left wrist", Placement.WRIST), ("Right Ankle", Placement.ANKLE), ("", None)],
)
def test_where_it_was_worn(tmp_path: Path, code: str, place: Placement | None) -> None:
    data = _changed(b"Device Location Code:", b"Device Location Code:" + code.encode())
    assert _read(tmp_path, data).placement is place


@pytest.mark.parametrize("gain", [b"0", b"nan", b"1e400", b"?"])
def test_a_gain_that_cannot_be(tmp_path: Path, gain: bytes) -> None:
    with pytest.raises(RetrowalkError, match="'y gain' is"):
        _read(tmp_path, _changed(b"y gain:25500", b"y gain:" + gain))


@pytest.mark.parametrize("rest", [b"", b"Recorded Data\r\n" * 5000, b"\0" * 100_000])
def test_a_header_without_pages(tmp_path: Path, rest: bytes) -> None:
    data = made.geneactiv()
    with pytest.raises(RetrowalkError, match="holds no whole page"):
        _read(tmp_path, data[: data.index(b"Recorded Data")] + rest)
