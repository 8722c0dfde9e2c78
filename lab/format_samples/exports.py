"""Exports of phone apps with several files, as their makers describe them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from lab.format_samples import Sample
from lab.format_samples.tables import RATE_HZ, swing

_START_NS = 1_790_000_000_000_000_000
_PACKED_AT = (2026, 11, 25, 8, 0, 0)
_LOGGER = "UNITS.md and CROSSPLATFORM.md of github.com/tszheichoi/awesome-sensor-logger"
_PHYPHOX = "DataExport.java of github.com/phyphox/phyphox-android"


def _zipped(members: Mapping[str, str]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in members.items():
                info = zipfile.ZipInfo(name, _PACKED_AT)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, text)

    return make


def _folder(members: Mapping[str, str]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        for name, text in members.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text, encoding="utf-8")

    return make


def _vectors(prefix: str, unit: str) -> list[tuple[float, float, float]]:
    columns = swing()
    return list(zip(*(columns[f"{prefix}_{axis}_{unit}"] for axis in "xyz"), strict=True))


def _logger_csv(rows: Sequence[tuple[float, float, float]]) -> str:
    lines = ["time,seconds_elapsed,z,y,x"]
    for i, (x, y, z) in enumerate(rows):
        lines.append(f"{_START_NS + i * 20_000_000},{i / RATE_HZ:.4f},{z},{y},{x}")
    return "\n".join(lines) + "\n"


_META = (
    "version,device name,recording epoch time,recording time,recording timezone,platform,appVersion"
)
_TOTAL = _vectors("acc", "ms2")
_TURNING = _vectors("gyr", "rads")
_FREE = [(x, round(y - 9.81, 4), z) for x, y, z in _TOTAL]
_DOWN = [(0.0, 9.81, 0.0)] * len(_TOTAL)
_ANDROID = {
    "TotalAcceleration.csv": _logger_csv(_TOTAL),
    "Gyroscope.csv": _logger_csv(_TURNING),
    "Barometer.csv": "time,seconds_elapsed,relativeAltitude,pressure\n"
    + "".join(f"{_START_NS + i * 10**9},{i},0.1,{1013.2 + i / 100:.2f}\n" for i in range(10)),
    "Location.csv": "time,seconds_elapsed,bearing,speed,horizontalAccuracy,longitude,latitude\n"
    + "".join(
        f"{_START_NS + i * 10**9},{i},90.5,1.1,4.2,{8.5 + i / 1e5},47.3\n" for i in range(10)
    ),
    "Metadata.csv": f"{_META}\n3,Pixel,1790000000000,2026-09-21_14-13,Europe/Zurich,android,1.2\n",
}
_IOS = {
    "Accelerometer.csv": _logger_csv([(-x, -y, -z) for x, y, z in _FREE]),
    "Gravity.csv": _logger_csv([(-x, -y, -z) for x, y, z in _DOWN]),
    "Gyroscope.csv": _logger_csv(_TURNING),
    "Metadata.csv": f"{_META}\n3,iPhone,1790000000000,2026-09-21_14-13-20,Europe/Zurich,ios,1.2\n",
}


def _logger_json(path: Path) -> None:
    rows: list[dict[str, str]] = [{"sensor": "Metadata", "platform": "android", "version": "3"}]
    for sensor, values in (("TotalAcceleration", _TOTAL), ("Gyroscope", _TURNING)):
        for i, (x, y, z) in enumerate(values):
            clock = {"time": f"{_START_NS + i * 20_000_000}", "seconds_elapsed": f"{i / RATE_HZ}"}
            rows.append({"sensor": sensor, **clock, "z": f"{z}", "y": f"{y}", "x": f"{x}"})
    path.write_text(json.dumps(rows), encoding="utf-8")


def _phyphox_csv(
    names: str, rows: Sequence[tuple[float, float, float]], sign: str = ",", point: str = "."
) -> str:
    lines = [sign.join(f'"{name}"' for name in ("Time (s)", *names.split("|")))]
    for i, row in enumerate(rows):
        cells = (f"{value:.9E}".replace(".", point) for value in (i / RATE_HZ, *row))
        lines.append(sign.join(cells))
    return "\n".join(lines)


_ACC = "Acceleration x (m/s^2)|Acceleration y (m/s^2)|Acceleration z (m/s^2)"
_GYR = "Gyroscope x (rad/s)|Gyroscope y (rad/s)|Gyroscope z (rad/s)"
_DEVICE = '"property","value"\n"deviceBrand","Fairphone"\n"deviceModel","FP5"\n'
_TIME = (
    '"event","experiment time","system time","system time text"\n'
    '"START",0.000000000E0,1790000000.123,"2026-09-21 14:13:20.123 UTC+00:00"\n'
    '"PAUSE",5.000000000E0,1790000005.123,"2026-09-21 14:13:25.123 UTC+00:00"\n'
    '"START",5.000000000E0,1790000035.123,"2026-09-21 14:13:55.123 UTC+00:00"\n'
)
_EXPERIMENT = {
    "Accelerometer.csv": _phyphox_csv(_ACC, _TOTAL),
    "Gyroscope.csv": _phyphox_csv(_GYR, _TURNING),
    "meta/device.csv": _DEVICE,
    "meta/time.csv": _TIME,
}
_EUROPEAN = {
    "Beschleunigung.csv": _phyphox_csv(_ACC, _TOTAL, ";", ","),
    "meta/device.csv": _DEVICE.replace(",", ";"),
    "meta/time.csv": _TIME.replace(",", ";"),
}


def _phyphox_table(path: Path) -> None:
    path.write_text(_phyphox_csv(_ACC, _TOTAL), encoding="utf-8")


def _table_in_a_zip(path: Path) -> None:
    columns = swing()
    rows = np.column_stack(list(columns.values()))
    lines = [",".join(columns), *(",".join(map(str, row)) for row in rows.tolist())]
    _zipped({"walk.csv": "\n".join(lines) + "\n"})(path)


SAMPLES = (
    Sample("sensor-logger", "android.zip", _zipped(_ANDROID), True, _LOGGER),
    Sample("sensor-logger", "iphone.zip", _zipped(_IOS), True, _LOGGER),
    Sample("sensor-logger", "logger_folder", _folder(_IOS), False, _LOGGER),
    Sample("sensor-logger", "logger.json", _logger_json, False, _LOGGER),
    Sample("phyphox", "experiment.zip", _zipped(_EXPERIMENT), True, _PHYPHOX),
    Sample("phyphox", "european.zip", _zipped(_EUROPEAN), True, _PHYPHOX),
    Sample("phyphox", "raw data.csv", _phyphox_table, False, _PHYPHOX),
    Sample("zipped-csv", "mailed.zip", _table_in_a_zip, True, "docs/formats.md"),
)
