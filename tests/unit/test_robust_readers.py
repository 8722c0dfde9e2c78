"""What mutated files once brought down, each as small as it can be."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import samples
from lab.format_samples.tables import swing

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read

MADE = {f"{one.format} {one.file_name}": one for one in samples()}


def of(sample: str, folder: Path) -> Path:
    one = MADE[sample]
    path = folder / one.file_name
    one.make(path)
    return path


def refused(path: Path, format: str | None = None) -> str:
    with pytest.raises(RetrowalkError) as refusal:
        read(path, format=format)
    assert refusal.value.remedy
    return str(refusal.value)


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path


def rezipped(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return path


def test_what_is_quoted_stands_in_one_line() -> None:
    error = RetrowalkError("a\nb \x1b[31m \u202e", where="c\0", remedy="d\u2028e \udcff é °")
    assert str(error) == r"c\x00: a\nb \x1b[31m \u202e (d\u2028e \udcff é °)"
    assert (error.what, error.where) == (r"a\nb \x1b[31m \u202e", r"c\x00")
    str(error).encode()


def test_a_stray_line_end_in_a_line(tmp_path: Path) -> None:
    path = of("csv walk.csv", tmp_path)
    text = refused(changed(path, lambda data: data.replace(b"\n0.06,", b"\n0.\r6,", 1)))
    assert "walk.csv, line 5" in text


def test_a_line_of_other_cells_that_is_no_text(tmp_path: Path) -> None:
    path = of("csv walk.csv", tmp_path)
    text = refused(changed(path, lambda data: data.replace(b"\n0.06,", b"\n0.06\xff,,", 1)))
    assert "walk.csv, line 5: byte 5 of the line is not UTF-8 text" in text


def test_a_comment_between_the_rows_is_passed_over(tmp_path: Path) -> None:
    path = of("csv walk.csv", tmp_path)
    assert len(read(changed(path, lambda d: d.replace(b"\n0.06,", b"\n# b\n0.06,"))).time_s) == 500


@pytest.mark.parametrize("value", ["1e308", "-1e300", "1e13"])
@pytest.mark.parametrize("column", ["acc_x_ms2", "gyr_z_rads", "time_s"])
def test_numbers_that_no_sensor_tells(value: str, column: str, tmp_path: Path) -> None:
    columns = {name: list(map(str, values)) for name, values in swing().items()}
    columns[column][-1] = value
    lines = [",".join(columns), *map(",".join, zip(*columns.values(), strict=True))]
    path = tmp_path / "walk.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = refused(path)
    assert "walk.csv, " in text


def test_json_with_a_very_long_number_and_very_deep(tmp_path: Path) -> None:
    path = tmp_path / "walk.json"
    path.write_bytes(b'{"kind": "retrowalk.recording", "schema": ' + b"9" * 5000 + b"}")
    assert "walk.json, byte 43: the JSON holds a number" in refused(path)
    path.write_bytes(b'{"a": "[[", "b": ' + b"[" * 100_000)
    assert "walk.json, byte 117: the JSON is nested" in refused(path)


def test_a_schema_as_long_as_the_file(tmp_path: Path) -> None:
    path = tmp_path / "walk.json"
    path.write_text(json.dumps({"kind": "retrowalk.recording", "schema": [1.5] * 5000}))
    assert len(refused(path)) < 200


def test_words_nested_deeply_beside_a_table(tmp_path: Path) -> None:
    path = of("csv walk.csv", tmp_path)
    changed(path, lambda data: b"# retrowalk: " + b"[" * 50_000 + b"\n" + data)
    assert "walk.csv, retrowalk metadata" in refused(path)


def test_damage_of_a_parquet_column_is_no_missing_file(tmp_path: Path) -> None:
    path = of("parquet walk.parquet", tmp_path)
    whole = path.read_bytes()
    rng = np.random.default_rng(7)
    told = []
    for at in rng.integers(200, 12_000, 20).tolist():
        path.write_bytes(whole[:at] + bytes(40) + whole[at + 40 :])
        try:
            read(path)
        except RetrowalkError as error:
            told.append(str(error))
    assert told
    assert not [text for text in told if "may read it" in text]
    assert [text for text in told if "walk.parquet, column '" in text]


def test_a_name_in_a_parquet_schema_that_is_no_text(tmp_path: Path) -> None:
    path = of("parquet walk.parquet", tmp_path)
    changed(path, lambda data: data.replace(b"acc_x_ms2", b"\xe7cc_x_ms2"))
    assert "walk.parquet, " in refused(path)


def test_a_zip_whose_directory_lies_before_its_beginning(tmp_path: Path) -> None:
    path = of("zipped-csv mailed.zip", tmp_path)
    whole = path.read_bytes()
    end = whole.rindex(b"PK\x05\x06")
    path.write_bytes(whole[: end + 12] + b"\xff\xff\xff\x7f" + whole[end + 16 :])
    assert "damaged" in refused(path)


def test_a_member_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "walk.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("w"), b"1")
    data = path.read_bytes()
    at = data.rindex(b"w")
    path.write_bytes(data[:at] + b"\0" + data[at + 1 :])
    assert "has no name" in refused(path, "phyphox")


def test_a_description_with_a_stray_line_end(tmp_path: Path) -> None:
    path = of("sensor-logger android.zip", tmp_path)

    def stray(members: dict[str, bytes]) -> None:
        members["Metadata.csv"] = members["Metadata.csv"].replace(b"Pixel", b"Pi\rxel")

    assert len(read(rezipped(path, stray)).time_s) == 500


def test_a_description_with_a_cell_without_end(tmp_path: Path) -> None:
    path = of("sensor-logger android.zip", tmp_path)

    def endless(members: dict[str, bytes]) -> None:
        members["Metadata.csv"] += b'"' + b"x" * 200_000

    assert "android.zip/Metadata.csv, line" in refused(rezipped(path, endless))

    def huge(members: dict[str, bytes]) -> None:
        members["Metadata.csv"] += b"x" * 2_000_000

    assert "android.zip/Metadata.csv: the description" in refused(rezipped(path, huge))


@pytest.mark.parametrize("when", [b"nan", b"inf", b"1e300"])
def test_a_start_that_is_no_time(when: bytes, tmp_path: Path) -> None:
    path = of("phyphox experiment.zip", tmp_path)

    def moved(members: dict[str, bytes]) -> None:
        members["meta/time.csv"] = members["meta/time.csv"].replace(b"1790000000.123", when, 1)

    assert "experiment.zip, times of the experiment, line 2" in refused(rezipped(path, moved))


def test_a_clock_in_a_unit_of_something_else(tmp_path: Path) -> None:
    path = of("phyphox experiment.zip", tmp_path)

    def renamed(members: dict[str, bytes]) -> None:
        table = members["Accelerometer.csv"]
        members["Accelerometer.csv"] = table.replace(b"Time (s)", b"Time (m/s^2)", 1)

    assert "Accelerometer.csv, column 'Time (m/s^2)': 'm/s²' is no unit of time" in refused(
        rezipped(path, renamed)
    )


def test_a_json_number_without_a_float(tmp_path: Path) -> None:
    path = of("sensor-logger logger.json", tmp_path)
    changed(path, lambda data: data.replace(b'"x": "0.0"', b'"x": 1' + b"0" * 400, 1))
    assert "field 'x'" in refused(path)
