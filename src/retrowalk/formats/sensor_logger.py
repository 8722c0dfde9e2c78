"""Exports of Sensor Logger (Kelvin Choi): a zip, its folder, or the JSON file.

    Accelerometer.csv         m/s², WITHOUT gravity      Gravity.csv          m/s²
    TotalAcceleration.csv     m/s², with gravity         Gyroscope.csv        rad/s
    AccelerometerUncalibrated.csv   with gravity, g on iOS, m/s² on Android
    every file: time (ns since 1970), seconds_elapsed, z, y, x
    Metadata.csv: device name, platform, recording timezone, standardisation, ...

On iOS all accelerations have the opposite sign, unless "Standardise Units & Frames"
was on. Units and frames as documented by the app's author, see docs/formats.md.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import Bundle, is_bundle, open_bundle
from retrowalk.formats.clock import instant
from retrowalk.formats.delimited import read_numbers, small_rows
from retrowalk.formats.sensor_logger_json import sensors_in_json
from retrowalk.formats.streams import Stream, joined, with_gravity
from retrowalk.recording import Array, Channel, Placement, Positions, Recording
from retrowalk.units import ACCELERATION_UNITS, acceleration_unit

AXES = ("x", "y", "z")
WRIST_AXES = tuple(f"{k}{a}" for k in ("acceleration", "gravity", "rotationRate") for a in "XYZ")
OTHERS = ("bpm", "pressure", "magneticBearing")
PLACES = ("latitude", "longitude", "speed", "bearing", "horizontalAccuracy")
WANTED = ("time", *AXES, *WRIST_AXES, *OTHERS, *PLACES)
_ZONE = re.compile(r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$")
_ACCELERATIONS = ("TotalAcceleration", "Accelerometer", "AccelerometerUncalibrated")

Sensor = Mapping[str, Array]
"""Columns of one sensor by name; the clock is "time", ns since 1970."""


@dataclass(frozen=True, slots=True)
class Export:
    """One export, whatever its container.

    Attributes:
        name: of the file or folder.
        sensor: returns the columns of a sensor by the app's name for it, or None.
        about: the one row of Metadata.
    """

    name: str
    sensor: Callable[[str], Sensor | None]
    about: Mapping[str, str]

    @property
    def turned(self) -> bool:
        """Whether accelerations have iOS's sign."""
        standardised = self.about.get("standardisation", "").lower() in ("true", "1", "yes", "on")
        return "ios" in self.about.get("platform", "").lower() and not standardised


class SensorLoggerReader:
    """The app's zip, folder or JSON."""

    name = "sensor-logger"
    title = "Sensor Logger export (zip, folder, JSON)"
    suffixes: tuple[str, ...] = (".zip", ".json")
    carries = (
        "acceleration (recombined with gravity), angular rate, positions, heart rate, "
        "heading, pressure, device, time zone"
    )

    def sniff(self, head: bytes, path: Path) -> float:
        """The app's file names inside, or its field names in a JSON array."""
        if head.lstrip().startswith(b"[") and b'"seconds_elapsed"' in head:
            return 1.0
        if not is_bundle(head, path):
            return 0.0
        try:
            bundle = open_bundle(path)
        except RetrowalkError:
            return 0.0
        stems = {Path(last).stem for _, last in bundle.names() if last.lower().endswith(".csv")}
        if stems & {*_ACCELERATIONS, "WristMotion"} and not any(
            member.startswith("meta/") or "/meta/" in member for member in bundle.members
        ):
            return 0.9 if stems & {"Metadata", "metadata"} else 0.6
        return 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Join the sensors on the accelerometer's timestamps."""
        notes: list[str] = []
        if options.rate_hz is not None:
            notes.append(f"the export has its own clock; --rate {options.rate_hz:g} was not needed")
        with path.open("rb") if path.is_file() else io.BytesIO() as stream:
            head = stream.read(4)
        in_bundle = is_bundle(head, path)
        export = _in_bundle(open_bundle(path), notes) if in_bundle else _in_json(path)
        return _recording(export, notes)


def _in_bundle(bundle: Bundle, notes: list[str]) -> Export:
    @cache
    def sensor(name: str) -> Sensor | None:
        member = bundle.find(f"{name}.csv")
        if member is None:
            return None
        values, seen = read_numbers(bundle.text(member), WANTED)
        notes.extend(seen)
        return values

    about: dict[str, str] = {}
    member = bundle.find("Metadata.csv")
    if member is not None:
        rows = small_rows(bundle.text(member))
        if len(rows) > 1:
            about = {k.strip(): v.strip() for k, v in zip(rows[0], rows[1], strict=False)}
    return Export(bundle.path.name, sensor, about)


def _in_json(path: Path) -> Export:
    sensors, about = sensors_in_json(path, WANTED)
    by_name = {name.lower(): columns for name, columns in sensors.items()}
    return Export(path.name, lambda name: by_name.get(name.lower()), about)


# -- acceleration ------------------------------------------------------------------------


def _stream(export: Export, sensor: Sensor, what: str, axes: tuple[str, ...], t0: float) -> Stream:
    missing = [name for name in ("time", *axes) if name not in sensor]
    if missing:
        raise RetrowalkError(
            f"the sensor {what} has no column {', '.join(missing)}",
            where=export.name,
            remedy="export the recording again",
        )
    values = np.column_stack([sensor[axis] for axis in axes])
    return Stream(what, (sensor["time"] - t0) * 1e-9, values).whole()


def _start_ns(export: Export, sensor: Sensor) -> float:
    time = sensor.get("time")
    if time is None or not np.isfinite(time).any():
        raise RetrowalkError(
            "the accelerometer has no 'time' column with times",
            where=export.name,
            remedy="export the recording again with this app",
        )
    return float(time[np.isfinite(time)][0])


def _phone(export: Export, notes: list[str]) -> tuple[Stream, float]:
    """Return acceleration with gravity in m/s², the app's sign, and time zero in ns."""
    total = export.sensor("TotalAcceleration")
    if total is not None:
        notes.append("acceleration from TotalAcceleration (m/s², with gravity)")
        t0 = _start_ns(export, total)
        return _stream(export, total, "TotalAcceleration", AXES, t0), t0
    linear = export.sensor("Accelerometer")
    gravity = export.sensor("Gravity")
    if linear is not None and gravity is not None:
        t0 = _start_ns(export, linear)
        notes.append("Accelerometer is without gravity in this app; Gravity was added (m/s²)")
        return (
            with_gravity(
                _stream(export, linear, "Accelerometer", AXES, t0),
                _stream(export, gravity, "Gravity", AXES, t0),
                export.name,
                notes,
            ),
            t0,
        )
    raw = export.sensor("AccelerometerUncalibrated")
    if raw is not None:
        t0 = _start_ns(export, raw)
        stream = _stream(export, raw, "AccelerometerUncalibrated", AXES, t0)
        return _scaled(export, stream, notes), t0
    raise RetrowalkError(
        "only acceleration without gravity is there, so up and down cannot be told",
        where=f"{export.name}, Accelerometer",
        remedy="switch on Gravity or Total Acceleration in the app and record again",
    )


def _scaled(export: Export, stream: Stream, notes: list[str]) -> Stream:
    finding = acceleration_unit(stream.values) if len(stream.values) else None
    if finding is None or finding.unit is None:
        raise RetrowalkError(
            f"{stream.name} is 1 g in no usual unit",
            where=export.name,
            remedy="record again with Accelerometer and Gravity",
        )
    notes.append(f"acceleration from {stream.name} in {finding.unit}: {finding.why}")
    return Stream(stream.name, stream.time_s, stream.values * ACCELERATION_UNITS[finding.unit])


def _wrist(export: Export, sensor: Sensor, notes: list[str]) -> tuple[Stream, Stream, float]:
    """Return a watch's acceleration in m/s² and angular rate in rad/s."""
    t0 = _start_ns(export, sensor)
    linear = _stream(export, sensor, "WristMotion", WRIST_AXES[:3], t0)
    gravity = _stream(export, sensor, "WristMotion", WRIST_AXES[3:6], t0)
    total = with_gravity(linear, gravity, export.name, notes)
    rate = _stream(export, sensor, "angular rate", WRIST_AXES[6:], t0)
    return _scaled(export, Stream("WristMotion", total.time_s, total.values), notes), rate, t0


# -- all together ------------------------------------------------------------------------


def _recording(export: Export, notes: list[str]) -> Recording:
    watch = export.sensor("WristMotion")
    has_phone = any(export.sensor(name) is not None for name in _ACCELERATIONS)
    rate: Stream | None = None
    if has_phone or watch is None:
        base, t0 = _phone(export, notes)
        if watch is not None:
            notes.append("the watch's WristMotion is there too and was not read")
        for name in ("Gyroscope", "GyroscopeUncalibrated"):
            gyroscope = export.sensor(name)
            if gyroscope is not None:
                rate = _stream(export, gyroscope, name, AXES, t0)
                break
    else:
        base, rate, t0 = _wrist(export, watch, notes)
    angular_rate: Array | None = None
    if rate is not None:
        base, angular_rate = joined(base, rate, notes)
        if angular_rate is not None:
            notes.append(f"angular rate from {rate.name} (rad/s)")
    return Recording(
        time_s=base.time_s,
        acceleration_ms2=_signed(export, base.values, notes),
        angular_rate_rads=angular_rate,
        placement=None if has_phone or watch is None else Placement.WRIST,
        positions=_positions(export, t0),
        heading_deg=_channel(export, "Compass", "magneticBearing", t0),
        heart_rate_bpm=_channel(export, "HeartRate", "bpm", t0),
        pressure_hpa=_channel(export, "Barometer", "pressure", t0),
        start_utc=instant(t0 * 1e-9, f"{export.name}, column 'time'"),
        zone=_zone(export),
        device=" ".join(
            filter(None, (export.about.get("device name"), export.about.get("platform")))
        ),
        source=export.name,
        notes=tuple(notes),
    )


def _signed(export: Export, values: Array, notes: list[str]) -> Array:
    if not export.about.get("platform"):
        notes.append(
            "warning: no Metadata names the phone's system; the sign of the acceleration is "
            "taken as Android's, which is wrong for an iPhone"
        )
    if not export.turned:
        return values
    notes.append(
        "recorded on iOS, which reads -1 g upward: the sign of the acceleration was turned"
    )
    return -values


def _zone(export: Export) -> str | None:
    zone = export.about.get("recording timezone", "")
    return zone if _ZONE.match(zone) else None


def _channel(export: Export, sensor: str, column: str, t0: float) -> Channel | None:
    found = export.sensor(sensor)
    if found is None or column not in found or "time" not in found:
        return None
    stream = Stream(sensor, (found["time"] - t0) * 1e-9, found[column][:, None]).whole()
    return Channel(stream.time_s, stream.values[:, 0]) if len(stream.time_s) else None


def _positions(export: Export, t0: float) -> Positions | None:
    found = export.sensor("Location")
    if found is None or not {"time", "latitude", "longitude"} <= set(found):
        return None
    keep = np.isfinite(found["time"] + found["latitude"] + found["longitude"])
    if not keep.any():
        return None

    def valid(name: str) -> Array:
        values = found.get(name, np.full(len(keep), np.nan))[keep]
        return np.where(values >= 0.0, values, np.nan)

    return Positions(
        (found["time"][keep] - t0) * 1e-9,
        found["latitude"][keep],
        found["longitude"][keep],
        valid("speed"),
        valid("bearing"),
        valid("horizontalAccuracy"),
    )
