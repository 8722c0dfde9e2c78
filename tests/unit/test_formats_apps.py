"""Workbooks, MAT-files, Feather and the logs of watches: layouts, bounds and refusals."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl  # type: ignore[import-untyped]
import polars
import pyarrow as pa
import pyarrow.feather as feather
import pytest
import scipy.io
from lab.format_samples import Sample, samples
from lab.format_samples.tables import swing
from tests.bad_files import zip_bytes
from tests.recordings import swinging_leg

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read, write
from retrowalk.recording import STANDARD_GRAVITY_MS2, Placement, Recording

LEG = swinging_leg(4.0, 50.0)
OURS = ("xlsx", "matlab-mobile", "feather", "bangle", "infinitime")
SAMPLES = [sample for sample in samples() if sample.format in OURS]
SWING = swing()
FORCE = np.column_stack([SWING[f"acc_{axis}_ms2"] for axis in "xyz"])
RATE = np.column_stack([SWING[f"gyr_{axis}_rads"] for axis in "xyz"])


def made(folder: Path, file_name: str) -> Path:
    sample = next(one for one in SAMPLES if one.file_name == file_name)
    path = folder / file_name
    sample.make(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises(RetrowalkError) as refusal:
        read(path)
    text = str(refusal.value)
    assert path.name in text
    assert "\n" not in text
    return text


# -- workbooks ---------------------------------------------------------------------------------


def test_a_workbook_of_phyphox_says_all_that_its_zip_says(tmp_path: Path) -> None:
    recording = read(made(tmp_path, "Acceleration 2026-09-21.xlsx"))
    assert np.allclose(recording.acceleration_ms2, FORCE)
    assert recording.angular_rate_rads is not None
    assert np.allclose(recording.angular_rate_rads, RATE)
    assert recording.start_utc == dt.datetime.fromtimestamp(1_790_000_000, dt.UTC)
    assert (recording.device, recording.zone) == ("Acme One", "+02:00")


def test_dates_in_cells_are_local_and_pass_midnight(tmp_path: Path) -> None:
    path = made(tmp_path, "walk.xlsx")
    assert read(path).start_utc is None
    recording = read(path, zone="Europe/Berlin")
    assert recording.start_utc == dt.datetime(2026, 5, 1, 21, 59, 55, tzinfo=dt.UTC)
    assert np.allclose(recording.time_s, SWING["time_s"], atol=1e-3)


def workbook(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Make a sound workbook, then change its parts; None leaves one out."""
    book = openpyxl.Workbook()
    book.active.append(["time_s", *(f"acc_{axis}_ms2" for axis in "xyz")])
    for t, row in zip(LEG.time_s.tolist(), LEG.acceleration_ms2.tolist(), strict=True):
        book.active.append([t, *row])
    sound = io.BytesIO()
    book.save(sound)
    with zipfile.ZipFile(sound) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    path.write_bytes(zip_bytes({name: data for name, data in parts.items() if data is not None}))
    return path


def sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes | None]:
    def change(name: str, data: bytes) -> bytes | None:
        return data.replace(old, new, 1) if "worksheets" in name else data

    return change


def test_a_workbook_with_named_columns(tmp_path: Path) -> None:
    recording = read(workbook(tmp_path / "walk.xlsx", lambda _, data: data))
    assert np.allclose(recording.acceleration_ms2, LEG.acceleration_ms2)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'), "entity bombs"),
        (sheet(b'r="D5"', b'r="XFD1048576"'), "spans 1048576 rows and 16384 columns"),
        (sheet(b'<row r="5"', b'<row r="1048576"'), "spans 1048576 rows"),
        (sheet(b"<sheetData>", b"<sheetData>" + b" " * 64 * 1024**2), "zip bombs"),
        (sheet(b"<worksheet", b"\xff\xfe<worksheet"), "not in UTF-8"),
        (lambda name, data: None if "worksheets" in name else data, "damaged"),
        (lambda name, data: b"<x/>" if name.endswith("workbook.xml") else data, ""),
    ],
)
def test_a_bad_workbook_is_refused(
    change: Callable[[str, bytes], bytes | None], says: str, tmp_path: Path
) -> None:
    assert says in refused(workbook(tmp_path / "walk.xlsx", change))


def test_a_zip_with_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"x": b"1", "xl/workbook.xml": b"<x/>"}))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
    data[at + 28 : at + 32] = struct.pack("<HH", 0, 1)
    (tmp_path / "walk.xlsx").write_bytes(bytes(data))
    refused(tmp_path / "walk.xlsx")


def test_an_odd_cell_is_named_by_sheet_and_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["time_s", *(f"acc_{axis}_ms2" for axis in "xyz")])
    for t in range(200):
        book.active.append([t / 50, 0.0, 9.81, "fast" if t == 20 else 0.1])
    book.save(tmp_path / "walk.xlsx")
    text = refused(tmp_path / "walk.xlsx")
    assert "'fast' is not a number" in text
    assert "sheet 'Sheet', column 'acc_z_ms2', row 22" in text


# -- MATLAB ------------------------------------------------------------------------------------


def test_a_log_of_timetables(tmp_path: Path) -> None:
    path = made(tmp_path, "sensorlog_20240930_103740.mat")
    recording = read(path, zone="Europe/Zurich")
    assert recording.start_utc == dt.datetime(2024, 9, 30, 8, 37, 40, 125_000, tzinfo=dt.UTC)
    assert np.allclose(recording.acceleration_ms2, FORCE[1:200], atol=1e-4)
    assert recording.positions is not None
    assert recording.positions.latitude_deg.tolist() == [47.37] * 3
    assert read(path).start_utc is None


def _columns(vectors: np.ndarray) -> dict[str, np.ndarray]:
    return {axis: vectors[:, [i]] for i, axis in enumerate("XYZ")}


@pytest.mark.parametrize("pack", [True, False])
@pytest.mark.parametrize(
    "told",
    [
        {"a": FORCE, "t": np.array(SWING["time_s"])},
        {"acc": FORCE, "time": np.array(SWING["time_s"])[:, None], "extra": "words"},
        {"Acceleration": _columns(FORCE) | {"Timestamp": np.array(SWING["time_s"])[:, None]}},
        {"Acceleration": _columns(FORCE) | {
            "Timestamp": 739_890.0 + np.array(SWING["time_s"])[:, None] / 86_400}},
    ],
)  # fmt: skip
def test_plain_matrices_and_structs(told: dict[str, object], pack: bool, tmp_path: Path) -> None:
    scipy.io.savemat(tmp_path / "walk.mat", told, do_compression=pack)
    recording = read(tmp_path / "walk.mat")
    assert np.allclose(recording.acceleration_ms2, FORCE)
    assert np.allclose(recording.time_s, SWING["time_s"], atol=2e-5)


def test_version_7_3_says_how_to_save_anew(tmp_path: Path) -> None:
    head = b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM"
    path = tmp_path / "walk.mat"
    path.write_bytes(head.ljust(512, b"\0") + b"\x89HDF\r\n\x1a\n" + bytes(500))
    assert "'-v7'" in refused(path)


def _mat(body: bytes) -> bytes:
    return b"MATLAB 5.0 MAT-file".ljust(116) + bytes(8) + b"\x00\x01IM" + body


def _nested(depth: int) -> bytes:
    inner = b""
    for _ in range(depth):
        part = struct.pack("<IIII", 6, 8, 1, 0) + struct.pack("<IIii", 5, 8, 1, 1)
        part += struct.pack("<II", 1, 0) + inner
        inner = struct.pack("<II", 14, len(part)) + part
    return inner


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (_nested(500), "nested"),
        (struct.pack("<II", 15, 0), "damaged"),
        (struct.pack("<II", 14, 0xFFFFFFF0), "cut off"),
        (struct.pack("<IIII", 14, 8, 6, 0), "damaged"),
        (b"", "no variable holds acceleration"),
        ((lambda z: struct.pack("<II", 15, len(z)) + z)(zlib.compress(bytes(64 * 1024**2))),
         "swells"),
    ],
)  # fmt: skip
def test_a_bad_mat_file_is_refused(body: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "walk.mat"
    path.write_bytes(_mat(body))
    assert says in refused(path)


def test_a_mat_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = made(tmp_path, "walk.mat")
    scipy.io.savemat(path, {"a": FORCE, "t": np.array(SWING["time_s"]), "w": RATE})
    path.write_bytes(path.read_bytes()[:-2000])
    recording = read(path)
    assert recording.angular_rate_rads is None
    assert any(note.startswith("warning: the file is cut off") for note in recording.notes)


# -- Feather -----------------------------------------------------------------------------------


def test_feather_by_other_makers(tmp_path: Path) -> None:
    feather.write_feather(pa.table(SWING), str(tmp_path / "a.feather"), compression="zstd")
    polars.DataFrame(SWING).write_ipc_stream(tmp_path / "b.arrows", compression="lz4")
    for name in ("a.feather", "b.arrows"):
        assert np.array_equal(read(tmp_path / name).acceleration_ms2, FORCE)


def test_feather_is_written_for_others(tmp_path: Path) -> None:
    write(LEG, tmp_path / "walk.arrow")
    frame = polars.read_ipc(tmp_path / "walk.arrow")
    assert frame["acc_z_ms2"].to_list() == LEG.acceleration_ms2[:, 2].tolist()


def test_a_feather_file_that_is_cut_off_gives_its_whole_batches(tmp_path: Path) -> None:
    table = pa.table(SWING)
    with (
        pa.OSFile(str(tmp_path / "walk.feather"), "wb") as sink,
        pa.ipc.new_file(sink, table.schema) as writer,
    ):
        writer.write_table(table, max_chunksize=125)
    data = (tmp_path / "walk.feather").read_bytes()
    (tmp_path / "walk.feather").write_bytes(data[: int(len(data) * 0.7)])
    recording = read(tmp_path / "walk.feather")
    assert len(recording.time_s) in (250, 375)
    assert recording.notes[0].startswith("warning: the file is cut off")


def test_feather_bombs_are_refused(tmp_path: Path) -> None:
    zeros = dict.fromkeys(SWING, np.zeros(2_000_000))
    feather.write_feather(pa.table(zeros), str(tmp_path / "bomb.feather"), compression="zstd")
    assert "swells" in refused(tmp_path / "bomb.feather")


# -- watches -----------------------------------------------------------------------------------


def _same_force(recording: Recording, tolerance: float) -> bool:
    return np.allclose(recording.acceleration_ms2, FORCE[: len(recording.time_s)], atol=tolerance)


def test_accellog_in_counts_and_in_g(tmp_path: Path) -> None:
    path = made(tmp_path, "accellog.0.csv")
    recording = read(path)
    assert _same_force(recording, 0.002)
    assert recording.placement is Placement.WRIST
    lines = ["Time (ms),X,Y,Z,Total"]
    for t, row in zip(SWING["time_s"], (-FORCE / STANDARD_GRAVITY_MS2).tolist(), strict=True):
        lines.append(f"{t * 1000:.0f},{row[0]},{row[1]},{row[2]},{np.linalg.norm(row)}")
    path.write_text("\n".join(lines) + "\n-1")
    recording = read(path)
    assert _same_force(recording, 1e-6)
    assert any(note.startswith("warning: the last line is cut off") for note in recording.notes)


def test_accelrec_has_two_clocks_and_a_beginning_without_times(tmp_path: Path) -> None:
    path = made(tmp_path, "accelrec.1.csv")
    recording = read(path)
    assert len(recording.time_s) == 590
    assert recording.rate_hz == pytest.approx(100.0)
    assert recording.acceleration_ms2[:, 1].mean() == pytest.approx(9.81, abs=0.1)
    lines = path.read_text().splitlines()[1:]
    slow = [f"{int(a) // 10},{b}" for a, b in (line.split(",", 1) for line in lines)]
    path.write_text("\n".join(slow) + "\n")
    again = read(path)
    assert np.allclose(again.time_s, recording.time_s)
    assert np.array_equal(again.acceleration_ms2, recording.acceleration_ms2)


def test_a_log_slower_than_steps_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "accellog.0.csv")
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], *lines[1::4]]) + "\n")
    assert "12.5 samples a second are too few" in refused(path)


def test_infinitime_names_its_start(tmp_path: Path) -> None:
    path = made(tmp_path, "motion.log")
    recording = read(path)
    assert _same_force(recording, 0.01)
    assert recording.start_utc == dt.datetime.fromtimestamp(1_790_000_000, dt.UTC)
    text = path.read_text()
    path.write_text(text + text.replace("C5_A9_EA", "C5_A9_EB"))
    assert "2 watches" in refused(path)
    path.write_text(text.replace(" -", " x", 1))
    assert "line 1" in refused(path) or "known" in refused(path)


# -- all of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.file_name)
def test_mutated_files_are_read_or_refused_in_a_sentence(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / sample.file_name
    sample.make(path)
    sound = path.read_bytes()
    rng = np.random.default_rng(5)
    for turn in range(25):
        data = bytearray(sound)
        for at in rng.integers(0, len(data), 4):
            data[at] = rng.integers(0, 256)
        path.write_bytes(bytes(data[: len(data) - (turn % 5) * 100]))
        said = ""
        try:
            read(path, format=sample.format)
        except RetrowalkError as refusal:
            said = str(refusal)
        assert not said or path.name in said
        assert "\n" not in said
