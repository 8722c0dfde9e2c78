"""Exports of apps on phones and watches, laid out as their makers document them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import openpyxl  # type: ignore[import-untyped]
import scipy.io

from lab.format_samples import Sample
from lab.format_samples.tables import swing

_G = 9.80665
_START_S = 1_790_000_000
_UNITS = "Units and sampling rates, github.com/tszheichoi/awesome-sensor-logger"
_PHYPHOX = "DataExport.java, github.com/phyphox/phyphox-android"
Row = Sequence[object]


def _rows(kind: str) -> list[list[float]]:
    columns = swing()
    suffix = {"acc": "ms2", "gyr": "rads"}[kind]
    names = ["time_s", *(f"{kind}_{axis}_{suffix}" for axis in "xyz")]
    return [list(row) for row in zip(*(columns[name] for name in names), strict=True)]


def _text(rows: Iterable[Row], separator: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _zip(path: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)


# -- Sensor Logger -----------------------------------------------------------------------------


def _sensor_logger_table(rows: list[list[float]]) -> str:
    header = ["time", "seconds_elapsed", "z", "y", "x"]
    body = [[_START_S * 10**9 + round(t * 1e9), t, z, y, x] for t, x, y, z in rows]
    return _text([header, *body])


def _sensor_logger_zip(path: Path) -> None:
    total = _rows("acc")
    gravity = [[t, 0.0, _G, 0.0] for t, *_ in total]
    free = [[t, x, y - _G, z] for t, x, y, z in total]
    about: list[Row] = [
        ["version", "device name", "recording epoch time", "recording timezone", "platform"],
        [3, "Pixel 9", _START_S * 1000, "Europe/Zurich", "android"],
    ]
    heart: list[Row] = [["time", "seconds_elapsed", "bpm"], [_START_S * 10**9 + 10**9, 1.0, 91]]
    _zip(
        path,
        {
            "Accelerometer.csv": _sensor_logger_table(free),
            "Gravity.csv": _sensor_logger_table(gravity),
            "Gyroscope.csv": _sensor_logger_table(_rows("gyr")),
            "HeartRate.csv": _text(heart),
            "Metadata.csv": _text(about),
        },
    )


def _sensor_logger_one_table(path: Path) -> None:
    path.write_text(_sensor_logger_table(_rows("acc")), encoding="utf-8")


def _sensor_logger_json(path: Path) -> None:
    told: list[dict[str, str]] = [
        {"sensor": "Metadata", "platform": "ios", "device name": "iPhone", "standardisation": "1"}
    ]
    for sensor, rows in (("TotalAcceleration", _rows("acc")), ("Gyroscope", _rows("gyr"))):
        told += [
            {
                "sensor": sensor,
                "time": f"{_START_S * 10**9 + round(t * 1e9)}",
                "seconds_elapsed": f"{t}",
                **{axis: f"{value}" for axis, value in zip("xyz", values, strict=True)},
            }
            for t, *values in rows
        ]
    path.write_text(json.dumps(told), encoding="utf-8")


# -- phyphox -----------------------------------------------------------------------------------


def _phyphox_sheets() -> dict[str, list[Row]]:
    def names(what: str, unit: str) -> list[str]:
        return ["Time (s)", *(f"{what} {axis} ({unit})" for axis in "xyz")]

    return {
        "Accelerometer": [names("Acceleration", "m/s^2"), *_rows("acc")],
        "Gyroscope": [names("Gyroscope", "rad/s"), *_rows("gyr")],
    }


_PHYPHOX_DEVICE: list[Row] = [
    ["property", "value"],
    ["deviceBrand", "Acme"],
    ["deviceModel", "One"],
]
_PHYPHOX_TIMES: list[Row] = [
    ["event", "experiment time", "system time", "system time text"],
    ["START", 0.0, float(_START_S), "2026-09-21 16:13:20.000 UTC+02:00"],
    ["PAUSE", 10.0, _START_S + 10.0, "2026-09-21 16:13:30.000 UTC+02:00"],
]


def _phyphox_text(rows: Iterable[Row], separator: str = ",", decimal: str = ".") -> str:
    """Return a table with quoted names and numbers as the app formats them."""

    def cell(value: object) -> str:
        if not isinstance(value, float):
            return f'"{value}"'
        mantissa, exponent = f"{value:.9E}".split("E")
        return f"{mantissa}E{int(exponent)}".replace(".", decimal)

    return "".join(separator.join(map(cell, row)) + "\n" for row in rows)


def _phyphox_zip(path: Path) -> None:
    tables = {f"{name}.csv": rows for name, rows in _phyphox_sheets().items()}
    tables |= {"meta/device.csv": _PHYPHOX_DEVICE, "meta/time.csv": _PHYPHOX_TIMES}
    _zip(path, {name: _phyphox_text(rows, ";", ",") for name, rows in tables.items()})


def _phyphox_csv(path: Path) -> None:
    path.write_text(_phyphox_text(_phyphox_sheets()["Accelerometer"]), encoding="utf-8")


def _phyphox_xlsx(path: Path) -> None:
    sheets = _phyphox_sheets() | {
        "Metadata Device": _PHYPHOX_DEVICE,
        "Metadata Time": _PHYPHOX_TIMES,
    }
    _workbook(path, sheets)


def _dated_xlsx(path: Path) -> None:
    start = dt.datetime(2026, 5, 1, 23, 59, 55)
    header = ["Datetime", *(f"Acceleration {axis} (m/s²)" for axis in "xyz")]
    rows = [[start + dt.timedelta(seconds=t), *values] for t, *values in _rows("acc")]
    _workbook(path, {"Walk": [header, *rows]})


def _workbook(path: Path, sheets: dict[str, list[Row]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


# -- Physics Toolbox, and a table in a zip -----------------------------------------------------


def _toolbox(path: Path) -> None:
    """Write German decimals and the time of day, over midnight."""
    start = dt.datetime(2026, 5, 1, 23, 59, 55)
    lines: list[Row] = [["time", "gFx", "gFy", "gFz", "TgF", "wx", "wy", "wz"]]
    for (t, *force), (_, *rate) in zip(_rows("acc"), _rows("gyr"), strict=True):
        at = start + dt.timedelta(seconds=t)
        in_g = [value / _G for value in force]
        total = sum(value**2 for value in in_g) ** 0.5
        numbers = [f"{value:.4f}".replace(".", ",") for value in (*in_g, total, *rate)]
        lines.append([f"{at:%H:%M:%S}:{at.microsecond // 1000:03d}", *numbers])
    path.write_text(_text(lines, ";"), encoding="utf-8")


def _zipped(path: Path) -> None:
    header = ["time_s", *(f"acc_{axis}_ms2" for axis in "xyz")]
    _zip(path, {"mail/walk.csv": _text([header, *_rows("acc")])})


# -- watches -----------------------------------------------------------------------------------


def _accellog(path: Path) -> None:
    """Write raw counts; the watch reads -1 g upward."""
    rows = [
        [round(t * 1000), *(round(-value / _G * 8192) for value in values)]
        for t, *values in _rows("acc")
    ]
    path.write_text(_text([["Time (ms)", "X", "Y", "Z"], *rows]), encoding="utf-8")


def _accelrec(path: Path) -> None:
    """Write six seconds at 100 Hz, ten samples of them from before the start."""
    steady = _rows("acc")[:300]
    lines: list[Row] = []
    for i in range(600):
        _, x, y, z = steady[i // 2]
        wiggle = 0.01 * (i % 2)
        values = [round(-x / _G * 2000) / 2000, round(y / _G * 2000) / 2000, -z / _G + wiggle]
        lines.append([max(0, i - 10) * 10, *values[:2], round(values[2] * 2000) / 2000])
    path.write_text(_text([["X", "Y", "Z"], *lines]), encoding="utf-8")


def _infinitime(path: Path) -> None:
    watch = "/org/bluez/hci0/dev_C4_0E_54_C5_A9_EA/service0036/char0037"
    lines = []
    for t, *values in _rows("acc"):
        x, y, z = (round(-value / _G * 1024) for value in values)
        lines.append(f"{_START_S + t:.6f} {watch} {x:5} {y:5} {z:5}\n")
    path.write_text("".join(lines), encoding="utf-8")


# -- MATLAB Mobile -----------------------------------------------------------------------------


def _timetables(path: Path) -> None:
    """Copy a log of four seconds by mat-io (`lab.sensorlog`): timetables are not easily made."""
    path.write_bytes(Path(__file__).with_name("sensorlog.mat").read_bytes())


def _matrices(path: Path) -> None:
    force, rate = np.array(_rows("acc")), np.array(_rows("gyr"))
    told = {"a": force[:, 1:], "t": force[:, :1], "angvel": rate[:, 1:], "tangvel": rate[:, :1]}
    scipy.io.savemat(path, told, do_compression=True)


_ACCELLOG = "accellog and angvellog, help of MATLAB at MathWorks"
_BANGLE = "apps/{}/app.js, github.com/espruino/BangleApps"

SAMPLES = (
    Sample("matlab-mobile", "sensorlog_20240930_103740.mat", _timetables, True, _ACCELLOG),
    Sample("matlab-mobile", "walk.mat", _matrices, True, _ACCELLOG),
    Sample("bangle", "accellog.0.csv", _accellog, False, _BANGLE.format("accellog")),
    Sample("bangle", "accelrec.1.csv", _accelrec, False, _BANGLE.format("accelrec")),
    Sample("infinitime", "motion.log", _infinitime, False, "doc/MotionService.md, InfiniTime"),
    Sample("sensor-logger", "2026-09-21_16-13-20.zip", _sensor_logger_zip, True, _UNITS),
    Sample("sensor-logger", "2026-09-21_16-13-20.json", _sensor_logger_json, False, _UNITS),
    Sample("csv", "TotalAcceleration.csv", _sensor_logger_one_table, False, _UNITS),
    Sample("phyphox", "Acceleration 2026-09-21.zip", _phyphox_zip, True, _PHYPHOX),
    Sample("phyphox", "Acceleration 2026-09-21.csv", _phyphox_csv, False, _PHYPHOX),
    Sample("xlsx", "Acceleration 2026-09-21.xlsx", _phyphox_xlsx, True, _PHYPHOX),
    Sample("xlsx", "walk.xlsx", _dated_xlsx, True, "docs/files-phones.md"),
    Sample("csv", "2026-05-01-23.59.55.csv", _toolbox, False, "Physics Toolbox Sensor Suite"),
    Sample("zipped-csv", "mail.zip", _zipped, True, "docs/formats.md"),
)
