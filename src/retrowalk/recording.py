"""What a motion sensor saw: samples with their own timestamps, in SI units.

Frames (docs/frames.md)
    sensor: the axes printed in the device's manual; x, y, z right-handed.
    body:   x to the front, y to the left, z up; right-handed.

Acceleration is specific force: a sensor at rest reads +9.81 m/s² along the axis
that points up. Angular rate follows the right-hand rule.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError

Array = npt.NDArray[np.float64]

STANDARD_GRAVITY_MS2 = 9.80665


class Placement(StrEnum):
    """Where on the body the sensor is worn."""

    POCKET = "pocket"
    THIGH = "thigh"
    ANKLE = "ankle"
    FOOT = "foot"
    WAIST = "waist"
    WRIST = "wrist"
    HAND = "hand"


def _frozen(values: npt.ArrayLike, name: str, columns: int | None) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if array.flags.writeable or array.base is not None:
        array = array.copy()
    if columns is None:
        if array.ndim != 1:
            raise ValueError(f"{name} must be one-dimensional")
    elif array.ndim != 2 or array.shape[1] != columns:
        raise ValueError(f"{name} must have shape (n, {columns}), has {array.shape}")
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False, slots=True)
class Channel:
    """A slow side channel with its own timestamps, such as heart rate or heading.

    Attributes:
        time_s: (k,) seconds on the recording's clock.
        values: (k,) in the unit that the Recording's field names.
    """

    time_s: Array
    values: Array

    def __post_init__(self) -> None:
        object.__setattr__(self, "time_s", _frozen(self.time_s, "time_s", None))
        object.__setattr__(self, "values", _frozen(self.values, "values", None))
        if self.time_s.shape != self.values.shape:
            raise ValueError("time_s and values must have the same length")


@dataclass(frozen=True, eq=False, slots=True)
class Positions:
    """Satellite positions; NaN where a receiver gave no speed, course or accuracy.

    Attributes:
        time_s: (k,) seconds on the recording's clock.
        latitude_deg: (k,) WGS 84.
        longitude_deg: (k,) WGS 84.
        speed_mps: (k,) speed over ground.
        course_deg: (k,) course over ground, clockwise from north.
        accuracy_m: (k,) horizontal accuracy, one standard deviation.
    """

    time_s: Array
    latitude_deg: Array
    longitude_deg: Array
    speed_mps: Array
    course_deg: Array
    accuracy_m: Array

    def __post_init__(self) -> None:
        for name in self.__slots__:
            object.__setattr__(self, name, _frozen(getattr(self, name), name, None))
            if getattr(self, name).shape != self.time_s.shape:
                raise ValueError(f"{name} must be as long as time_s")


@dataclass(frozen=True, eq=False, slots=True)
class Recording:
    """Samples of one sensor on one body, with their own timestamps.

    Attributes:
        time_s: (n,) strictly rising seconds; `start_utc` is the instant of ``time_s == 0``.
        acceleration_ms2: (n, 3) specific force with gravity, sensor frame.
        angular_rate_rads: (n, 3) angular rate, sensor frame, or None without a gyroscope.
        magnetic_field_ut: (n, 3) microtesla, sensor frame, or None.
        placement: where the sensor was worn, when the file says so.
        positions: satellite positions, or None.
        heading_deg: compass heading of the device, clockwise from north, or None.
        heart_rate_bpm: heart rate, or None.
        pressure_hpa: barometric pressure, or None.
        start_utc: time-zone-aware instant of ``time_s == 0``, or None when unknown.
        zone: IANA name of the wearer's time zone, or None.
        device: what recorded it, in words; empty when unknown.
        source: file name or maker of the samples; empty when unknown.
        notes: what a reader recognised and why (units, clocks, columns), one sentence each.
    """

    time_s: Array
    acceleration_ms2: Array
    angular_rate_rads: Array | None = None
    magnetic_field_ut: Array | None = None
    placement: Placement | None = None
    positions: Positions | None = None
    heading_deg: Channel | None = None
    heart_rate_bpm: Channel | None = None
    pressure_hpa: Channel | None = None
    start_utc: dt.datetime | None = None
    zone: str | None = None
    device: str = ""
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "time_s", _frozen(self.time_s, "time_s", None))
        for name in ("acceleration_ms2", "angular_rate_rads", "magnetic_field_ut"):
            values = getattr(self, name)
            if values is not None:
                values = _frozen(values, name, 3)
                object.__setattr__(self, name, values)
                if len(values) != len(self.time_s):
                    raise ValueError(f"{name} must be as long as time_s")
        if self.start_utc is not None and self.start_utc.tzinfo is None:
            raise ValueError("start_utc needs a time zone")

    @property
    def duration_s(self) -> float:
        """Seconds from the first to the last sample."""
        return float(self.time_s[-1] - self.time_s[0]) if len(self.time_s) else 0.0

    @property
    def rate_hz(self) -> float:
        """Median sampling rate; gaps do not count."""
        if len(self.time_s) < 2:
            return 0.0
        return float(1.0 / np.median(np.diff(self.time_s), overwrite_input=True))

    def gaps(self, longer_than_s: float = 0.25) -> tuple[tuple[float, float], ...]:
        """Return the intervals [start, end) without samples, in seconds."""
        steps = np.diff(self.time_s)
        at = np.flatnonzero(steps > longer_than_s)
        return tuple((float(self.time_s[i]), float(self.time_s[i + 1])) for i in at)

    def part(self, start_s: float, end_s: float) -> Recording:
        """Return the samples in [start_s, end_s) on the same clock."""
        keep = (self.time_s >= start_s) & (self.time_s < end_s)

        def cut(values: Array | None) -> Array | None:
            return None if values is None else values[keep]

        return replace(
            self,
            time_s=self.time_s[keep],
            acceleration_ms2=self.acceleration_ms2[keep],
            angular_rate_rads=cut(self.angular_rate_rads),
            magnetic_field_ut=cut(self.magnetic_field_ut),
        )


_AXES = {"x": (1.0, 0.0, 0.0), "y": (0.0, 1.0, 0.0), "z": (0.0, 0.0, 1.0)}


def _axis(text: str) -> Array:
    sign, letter = (text[0], text[1:]) if text[:1] in "+-" else ("+", text)
    if letter.lower() not in _AXES:
        raise RetrowalkError(
            f"'{text}' is not a device axis", where="--axes", remedy="use +x, -x, +y, -y, +z or -z"
        )
    return np.array(_AXES[letter.lower()]) * (-1.0 if sign == "-" else 1.0)


@dataclass(frozen=True, eq=False, slots=True)
class Mounting:
    """How the sensor sits on the body segment.

    Attributes:
        body_from_sensor: (3, 3) rotation; a sensor-frame vector times it is a body-frame
            vector (x front, y left, z up) when the wearer stands upright.
    """

    body_from_sensor: Array

    def __post_init__(self) -> None:
        matrix = _frozen(self.body_from_sensor, "body_from_sensor", 3)
        if matrix.shape != (3, 3) or not np.allclose(matrix @ matrix.T, np.eye(3), atol=1e-6):
            raise ValueError("body_from_sensor must be a rotation")
        if np.linalg.det(matrix) < 0:
            raise ValueError("body_from_sensor must be right-handed")
        object.__setattr__(self, "body_from_sensor", matrix)

    @classmethod
    def from_axes(cls, text: str) -> Mounting:
        """Read ``"forward=+z,up=+y"``: which device axis points to the front, which up.

        Any two of forward, left (or right, backward, down) and up are enough.

        Raises:
            RetrowalkError: unknown words, axes that are not perpendicular, too few of them.
        """
        known: dict[str, Array] = {}
        flips = {"backward": "forward", "right": "left", "down": "up"}
        for part in text.split(","):
            name, equals, axis = (piece.strip() for piece in part.partition("="))
            if not equals or name not in {"forward", "left", "up", *flips}:
                raise RetrowalkError(
                    f"cannot read '{part.strip()}'",
                    where="--axes",
                    remedy="write two of forward, left and up, such as forward=+z,up=+y",
                )
            vector = _axis(axis)
            known[flips.get(name, name)] = -vector if name in flips else vector
        if len(known) < 2:
            raise RetrowalkError(
                "one direction is not enough",
                where="--axes",
                remedy="write two of forward, left and up, such as forward=+z,up=+y",
            )
        if "forward" not in known:
            known["forward"] = np.cross(known["left"], known["up"])
        if "up" not in known:
            known["up"] = np.cross(known["forward"], known["left"])
        left = np.cross(known["up"], known["forward"])
        if abs(float(known["up"] @ known["forward"])) > 1e-9 or (
            "left" in known and not np.allclose(left, known["left"])
        ):
            raise RetrowalkError(
                f"the axes in '{text}' do not fit together",
                where="--axes",
                remedy="they must be perpendicular and right-handed: left = up x forward",
            )
        return cls(np.stack([known["forward"], left, known["up"]]))


@dataclass(frozen=True, slots=True)
class Wearer:
    """Who walked; every field may stay unknown.

    Attributes:
        age_years: age.
        mass_kg: body mass with clothes.
        height_m: body height.
        leg_length_m: hip joint (greater trochanter) to ground.
        practised: whether the person has trained walking backward for some weeks.

    Raises:
        RetrowalkError: a value no living adult or child can have.
    """

    age_years: float | None = None
    mass_kg: float | None = None
    height_m: float | None = None
    leg_length_m: float | None = None
    practised: bool | None = None

    def __post_init__(self) -> None:
        for name, low, high, unit in (
            ("age_years", 0.0, 125.0, "years"),
            ("mass_kg", 10.0, 400.0, "kg"),
            ("height_m", 0.5, 2.6, "metres"),
            ("leg_length_m", 0.2, 1.5, "metres"),
        ):
            value: Any = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise RetrowalkError(
                    f"{name} is {value:g}",
                    where="wearer",
                    remedy=f"give {low:g} to {high:g} {unit}",
                )
