"""Tables as phone and watch apps write them: clocks, signs, commas, and large ones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from lab.benchmarks import csv as day
from tests.bad_files import NAMES, csv_bytes, table
from tests.recordings import swinging_leg

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read, swift
from retrowalk.recording import STANDARD_GRAVITY_MS2, Recording

LEG = swinging_leg()


def stored(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def same(one: Recording, other: Recording = LEG, tolerance: float = 1e-4) -> bool:
    assert one.angular_rate_rads is not None
    assert other.angular_rate_rads is not None
    return (
        np.allclose(one.time_s - one.time_s[0], other.time_s - other.time_s[0], atol=2e-6)
        and np.allclose(one.acceleration_ms2, other.acceleration_ms2, atol=tolerance)
        and np.allclose(one.angular_rate_rads, other.angular_rate_rads, atol=tolerance)
    )


def toolbox(
    stamps: list[str], *, sign: float = 1.0, separator: str = ",", total: str = "TgF"
) -> str:
    """Return a multi-sensor record as Physics Toolbox lays it out."""
    names = ["time", "gFx", "gFy", "gFz", total, "ax", "ay", "az", "wx", "wy", "wz", "Azimuth"]
    lines = [separator.join(names)]
    values = table()
    for stamp, row in zip(stamps, values, strict=True):
        force = sign * row[1:4] / STANDARD_GRAVITY_MS2
        cells = [*force, np.linalg.norm(force), 0.1, -0.2, 0.3, *row[4:], 12.0]
        lines.append(separator.join([stamp, *(f"{x:.6f}" for x in cells)]))
    return "\n".join(lines) + "\n"


def elapsed() -> list[str]:
    return [f"{t:.3f}" for t in LEG.time_s]


def of_day(start: dt.datetime, pattern: str) -> list[str]:
    """Return wall clocks with milliseconds for %L."""
    told = [start + dt.timedelta(seconds=float(t)) for t in LEG.time_s]
    return [t.strftime(pattern.replace("%L", f"{t.microsecond // 1000:03d}")) for t in told]


@pytest.mark.parametrize(
    "text",
    [
        toolbox(elapsed()),
        toolbox(elapsed(), sign=-1.0, total="gFTotal"),
        "\n" + toolbox(elapsed(), separator=";"),
        toolbox(elapsed(), separator=";").replace(".", ","),
        toolbox(elapsed(), separator=";").replace(".", ",").replace("-", "\N{MINUS SIGN}"),
        toolbox(of_day(dt.datetime(2026, 5, 1, 9, 5, 1), "%H:%M:%S:%L")),
        toolbox(of_day(dt.datetime(2026, 5, 1, 17, 5, 1), "%H:%M:%S.%L")),
        toolbox(of_day(dt.datetime(2026, 5, 1, 23, 59, 57), "%H:%M:%S:%L")),
        toolbox(of_day(dt.datetime(2026, 5, 1, 17, 5, 1), "%Y-%m-%d %H:%M:%S.%L0")),
    ],
    ids=["elapsed", "ios", "blank", "comma", "minus", "day", "dot", "midnight", "ios-date"],
)  # fmt: skip
def test_physics_toolbox(text: str, tmp_path: Path) -> None:
    recording = read(stored(tmp_path, "2026-05-01-09.05.01.csv", text))
    assert same(recording)
    assert recording.start_utc is None


def test_the_time_of_day_goes_on_past_midnight_and_names_no_date(tmp_path: Path) -> None:
    stamps = of_day(dt.datetime(2026, 5, 1, 23, 59, 57), "%H:%M:%S:%L")
    recording = read(stored(tmp_path, "walk.csv", toolbox(stamps)))
    assert any("time of day" in n and "midnight was passed 1" in n for n in recording.notes)
    assert recording.gaps() == ()


def test_an_odd_time_of_day_is_named(tmp_path: Path) -> None:
    stamps = of_day(dt.datetime(2026, 5, 1, 9, 5, 1), "%H:%M:%S.%L")
    stamps[77] = "noon"
    with pytest.raises(
        RetrowalkError, match=r"line 79, column 'time': 'noon' is not a time of day"
    ):
        read(stored(tmp_path, "walk.csv", toolbox(stamps)))


def test_the_sign_of_an_iphone_is_turned_and_said(tmp_path: Path) -> None:
    text = toolbox(elapsed(), sign=-1.0, total="gFTotal")
    assert any("-1 g" in note for note in read(stored(tmp_path, "walk.csv", text)).notes)


def test_linear_acceleration_alone_is_refused(tmp_path: Path) -> None:
    rows = zip(LEG.time_s, np.sin(LEG.time_s * 9), np.cos(LEG.time_s * 9), strict=True)
    lines = [f"{t:.3f};{x:.4f};{y:.4f};0.01;0.1" for t, x, y in rows]
    text = "\n".join(["time;ax;ay;az;aT", *lines]).replace(".", ",")
    with pytest.raises(RetrowalkError, match="without gravity"):
        read(stored(tmp_path, "walk.csv", text))


# -- zones -------------------------------------------------------------------------------------


def _dated(start: dt.datetime) -> bytes:
    rows = csv_bytes(table()).decode().splitlines()
    body = [
        (start + dt.timedelta(seconds=float(row.split(",")[0]))).strftime("%Y-%m-%d %H:%M:%S.%f")
        + "," + row.split(",", 1)[1]
        for row in rows[1:]
    ]  # fmt: skip
    return "\n".join(["datetime," + rows[0].split(",", 1)[1], *body]).encode()


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (dt.datetime(2026, 1, 15, 23, 59, 56), dt.datetime(2026, 1, 15, 22, 59, 56)),
        (dt.datetime(2026, 7, 15, 0, 0, 1), dt.datetime(2026, 7, 14, 22, 0, 1)),
    ],
)
def test_dates_without_a_zone_are_read_in_the_zone_told(
    local: dt.datetime, utc: dt.datetime, tmp_path: Path
) -> None:
    recording = read(stored(tmp_path, "walk.csv", _dated(local)), zone="Europe/Berlin")
    assert recording.start_utc == utc.replace(tzinfo=dt.UTC)
    assert recording.zone == "Europe/Berlin"
    assert same(recording)


@pytest.mark.parametrize(
    ("start", "utc_hour", "wall_jump_s"),
    [
        (dt.datetime(2026, 10, 25, 2, 59, 56), 0, -3600),
        (dt.datetime(2026, 3, 29, 1, 59, 56), 0, 3600),
    ],
    ids=["autumn", "spring"],
)
def test_the_change_of_summer_time_is_taken_back(
    start: dt.datetime, utc_hour: int, wall_jump_s: int, tmp_path: Path
) -> None:
    text = _dated(start).decode().splitlines()
    changed = [text[0]]
    for line in text[1:]:
        stamp, rest = line.split(",", 1)
        wall = dt.datetime.fromisoformat(stamp)
        if wall >= start.replace(minute=0, second=0) + dt.timedelta(hours=1):
            wall += dt.timedelta(seconds=wall_jump_s)
        changed.append(f"{wall.isoformat(sep=' ', timespec='microseconds')},{rest}")
    recording = read(stored(tmp_path, "walk.csv", "\n".join(changed)), zone="Europe/Berlin")
    assert same(recording)
    assert recording.start_utc == dt.datetime(
        start.year, start.month, start.day, utc_hour, 59, 56, tzinfo=dt.UTC
    )
    assert any("wall clock was changed" in note for note in recording.notes)


# -- large tables ------------------------------------------------------------------------------


@pytest.fixture
def no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swift, "LARGE_BYTES", 0)


@pytest.mark.usefixtures("no_size")
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_plain_table_is_read_alike_by_both(decimal: str, end: str, tmp_path: Path) -> None:
    text = "# remark\n" + csv_bytes(table()).decode()
    if decimal == ",":
        text = text.replace(",", ";").replace(".", ",")
    path = stored(tmp_path, "walk.csv", text.replace("\n", end))
    swiftly = read(path)
    assert np.array_equal(swiftly.acceleration_ms2, LEG.acceleration_ms2)
    assert np.array_equal(swiftly.time_s, LEG.time_s)


@pytest.mark.usefixtures("no_size")
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\n0.05,", "\n0.05,,", "cells"),
        ("\n0.05,", "\nwalk,", "line 7, column 'time_s'"),
    ],
)
def test_a_large_table_that_is_not_plain_is_refused_with_its_line(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    text = csv_bytes(table()).decode().replace(old, new, 1)
    with pytest.raises(RetrowalkError, match=says):
        read(stored(tmp_path, "walk.csv", text))


@pytest.mark.usefixtures("no_size")
def test_a_short_row_of_a_large_table_is_not_filled_up(tmp_path: Path) -> None:
    lines = csv_bytes(table()).decode().splitlines()
    lines[60] = lines[60].rsplit(",", 1)[0]
    with pytest.raises(RetrowalkError, match=r"line 61: the line has 6 cells"):
        read(stored(tmp_path, "walk.csv", "\n".join(lines) + "\n"))


def test_a_large_table_takes_the_swift_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    plain = swift.plain_numbers

    def watched(*given: object) -> object:
        found = plain(*given)  # type: ignore[arg-type]
        taken.append(found is not None)
        return found

    monkeypatch.setattr("retrowalk.formats.delimited.plain_numbers", watched)
    long = np.tile(table(), (100, 1))
    long[:, 0] = np.arange(len(long)) / 100
    recording = read(stored(tmp_path, "walk.csv", csv_bytes(long, NAMES)))
    assert taken == [True]
    assert len(recording.time_s) == 80_000


# -- more layouts ------------------------------------------------------------------------------


def test_a_timetable_written_by_matlab_as_csv(tmp_path: Path) -> None:
    start = dt.datetime(2024, 9, 30, 23, 59, 58)
    lines = ["Timestamp,X,Y,Z"]
    for t, row in zip(LEG.time_s, LEG.acceleration_ms2.tolist(), strict=True):
        at = start + dt.timedelta(seconds=float(t))
        month = "Sep" if at.month == 9 else "Oct"
        stamp = f"{at.day:02d}-{month}-2024 {at:%H:%M:%S}.{at.microsecond // 1000:03d}"
        lines.append(",".join([stamp, *(f"{x:.4f}" for x in row)]))
    path = stored(tmp_path, "walk.csv", "\n".join(lines) + "\n")
    recording = read(path, zone="Europe/Zurich")
    assert np.allclose(recording.acceleration_ms2, LEG.acceleration_ms2)
    assert recording.start_utc == dt.datetime(2024, 9, 30, 21, 59, 58, tzinfo=dt.UTC)
    lines[5] = lines[5].replace("Sep", "Sex")
    with pytest.raises(RetrowalkError, match="line 6, column 'Timestamp': '30-Sex"):
        read(stored(tmp_path, "walk.csv", "\n".join(lines) + "\n"))


@pytest.mark.parametrize(
    ("names", "factors"),
    [
        (["time(ms)", "ax(mg)", "ay(mg)", "az(mg)", "gx(dps)", "gy(dps)", "gz(dps)"],
         (1e3, 1000 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
        (["t_us", "Acc_X [g]", "Acc_Y [g]", "Acc_Z [g]", "Gyr_X [deg/s]", "Gyr_Y [deg/s]",
          "Gyr_Z [deg/s]"], (1e6, 1 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
        (["Timestamp [ns]", "accel x", "accel y", "accel z", "gyro x", "gyro y", "gyro z"],
         (1e9, 1.0, 1.0)),
        (["elapsed_ms", "AccX", "AccY", "AccZ", "GyrX", "GyrY", "GyrZ"],
         (1e3, 1000 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
        (["timestamp", "accel_x", "accel_y", "accel_z", "gyro_x", "gyro_y", "gyro_z"],
         (1e6, 1 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
        (["Time(s)", "Accelerometer X", "Accelerometer Y", "Accelerometer Z", "Gyroscope X",
          "Gyroscope Y", "Gyroscope Z"], (1.0, 1 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
        (["Time (s)", "Acceleration X (g)", "Acceleration Y (g)", "Acceleration Z (g)",
          "Angular velocity X (°/s)", "Angular velocity Y (°/s)", "Angular velocity Z (°/s)"],
         (1.0, 1 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
        (["epoch (ms)", "x-axis (g)", "y-axis (g)", "z-axis (g)", "x-axis (deg/s)",
          "y-axis (deg/s)", "z-axis (deg/s)"], (1e3, 1 / STANDARD_GRAVITY_MS2, 180 / np.pi)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("layout", [(",", "."), (";", ","), ("\t", ".")])
def test_odd_names_and_units(
    names: list[str], factors: tuple[float, float, float], layout: tuple[str, str], tmp_path: Path
) -> None:
    values = table()
    values[:, 0] *= factors[0]
    values[:, 1:4] *= factors[1]
    values[:, 4:] *= factors[2]
    separator, decimal = layout
    lines = [separator.join(names)]
    for row in values.tolist():
        cells = [f"{row[0]:.3f}", *(f"{x:.6f}" for x in row[1:])]
        lines.append(separator.join(cell.replace(".", decimal) for cell in cells))
    recording = read(stored(tmp_path, "walk.csv", "\n".join(lines) + "\n"))
    assert same(recording, tolerance=2e-4)
    assert any("angular rate in" in note for note in recording.notes)
    assert any("acceleration in" in note for note in recording.notes)


HEADER = ",".join(NAMES)


def _body(separator: str = ",", decimal: str = ".", end: str = "") -> list[str]:
    return [
        separator.join(f"{x:.5f}" for x in row).replace(".", decimal) + end
        for row in table().tolist()
    ]


def _stamped(pattern: str) -> list[str]:
    rows = zip(table().tolist(), _body(";"), strict=True)
    return [
        pattern.format(int(row[0]), round(row[0] % 1 * 1000)) + ";" + text.split(";", 1)[1]
        for row, text in rows
    ]


SEMICOLONS = HEADER.replace(",", ";")
LAYOUTS = {
    "excel's separator": ["sep=;", SEMICOLONS, *_body(";", ",")],
    "prose before": ["Recorded by an app", "Device: One", "", HEADER, *_body()],
    "comma after all": [HEADER + ",", *_body(end=",")],
    "comma after rows": [HEADER, *_body(end=",")],
    "comma after header": [HEADER + ",", *_body()],
    "units below": [
        "Time,Acc X,Acc Y,Acc Z,Gyr X,Gyr Y,Gyr Z",
        "s,m/s²,m/s²,m/s²,[rad/s],[rad/s],[rad/s]",
        *_body(),
    ],
    "quoted decimal commas": [
        HEADER,
        *(",".join(f'"{cell}"' for cell in row.split(";")) for row in _body(";", ",")),
    ],
    "German": ["Zeit;ax;ay;az;gx;gy;gz", *_body(";", ",")],
    "slashed dates": [
        SEMICOLONS.replace("time_s", "timestamp"),
        *_stamped("2026/05/01 10:00:{:02d}.{:03d}"),
    ],
    "comma in dates": [
        SEMICOLONS.replace("time_s", "timestamp"),
        *_stamped("2026-05-01T10:00:{:02d},{:03d}"),
    ],
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_odd_layouts_read_the_same(layout: list[str], tmp_path: Path) -> None:
    assert same(read(stored(tmp_path, "walk.csv", "\n".join(layout) + "\n")))


def test_a_clock_beyond_the_calendar_is_refused(tmp_path: Path) -> None:
    values = table()
    values[:, 0] += 1e14
    lines = ["epoch (s),ax,ay,az"]
    lines += [f"{row[0]:.2f},{row[1]},{row[2]},{row[3]}" for row in values.tolist()]
    with pytest.raises(RetrowalkError, match=r"walk\.csv.*is no date"):
        read(stored(tmp_path, "walk.csv", "\n".join(lines)))


def test_the_benchmark_of_a_day_makes_one_file_and_counts_alike(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.csv", "other.csv")]
    for path in paths:
        day.make(path, 2000)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert len(read(paths[0]).time_s) == 2000
    runs = {reader: [day.one(reader, str(paths[0])) | {"peak_mib": 1.0}] for reader in day.READERS}
    runs["retrowalk"][0]["wall_s"], runs["polars"][0]["wall_s"] = 3.0, 2.0
    runs["pyarrow"][0]["wall_s"] = 5.0
    assert "1.50 times what polars takes" in day.text(runs, 2000, 100)


def test_a_carriage_return_inside_a_line_is_refused_with_the_line(tmp_path: Path) -> None:
    lines = csv_bytes(table()).decode().splitlines()
    lines[60] = lines[60].replace(".", ".\r", 1)
    with pytest.raises(RetrowalkError, match=r"walk\.csv, line 6"):
        read(stored(tmp_path, "walk.csv", "\n".join(lines) + "\n"))
