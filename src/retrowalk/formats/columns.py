"""What a column means, from its name alone: quantity, axis and the unit it declares.

"acc_x_ms2"             -> acceleration, x, m/s²       (native)
"Gyroscope x (rad/s)"   -> angular rate, x, rad/s
"userAcceleration.y"    -> linear acceleration, y, unit to be found
"seconds_elapsed"       -> time, s
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_NAME = 100
"""Longer names are not looked at: they are noise, and could be made to take minutes."""


class Role(StrEnum):
    """What a column holds; the values are the words used in notes."""

    TIME = "time"
    INDEX = "sample counter"
    ACCELERATION = "acceleration"
    LINEAR = "acceleration without gravity"
    GRAVITY = "gravity"
    RATE = "angular rate"
    MAGNETIC = "magnetic field"
    HEART_RATE = "heart rate"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    SPEED = "speed"
    COURSE = "course"
    ACCURACY = "position accuracy"
    HEADING = "heading"
    PRESSURE = "pressure"


VECTORS = (Role.ACCELERATION, Role.LINEAR, Role.GRAVITY, Role.RATE, Role.MAGNETIC)


@dataclass(frozen=True, slots=True)
class Column:
    """A recognised column.

    Attributes:
        position: in the header, from 0.
        name: as written.
        role: what it holds.
        axis: 0, 1, 2 for x, y, z; None for a quantity without axes.
        unit: the unit its name declares, or None.
        bare: whether the name is only the axis, so that the quantity is a guess to be tested.
        apple: whether the name is Core Motion's, whose acceleration has the opposite sign.
    """

    position: int
    name: str
    role: Role
    axis: int | None = None
    unit: str | None = None
    bare: bool = False
    apple: bool = False


NATIVE: dict[str, tuple[Role, int | None, str]] = {
    "time_s": (Role.TIME, None, "s"),
    **{f"acc_{a}_ms2": (Role.ACCELERATION, i, "m/s²") for i, a in enumerate("xyz")},
    **{f"gyr_{a}_rads": (Role.RATE, i, "rad/s") for i, a in enumerate("xyz")},
    **{f"mag_{a}_ut": (Role.MAGNETIC, i, "µT") for i, a in enumerate("xyz")},
    "heart_rate_bpm": (Role.HEART_RATE, None, "1/min"),
    "latitude_deg": (Role.LATITUDE, None, "deg"),
    "longitude_deg": (Role.LONGITUDE, None, "deg"),
    "speed_mps": (Role.SPEED, None, "m/s"),
    "course_deg": (Role.COURSE, None, "deg"),
    "accuracy_m": (Role.ACCURACY, None, "m"),
    "heading_deg": (Role.HEADING, None, "deg"),
    "pressure_hpa": (Role.PRESSURE, None, "hPa"),
}
"""The columns Retrowalk itself writes."""

_UNITS = {
    "m/s²": "m_s_2 m_s2 m_s² ms2 mps2 m_s_s ms_2 ms² meters_per_second_squared",
    "g": "g gs gee",
    "mg": "mg milli_g millig",
    "rad/s": "rad_s rads radps rad_s_1 radians_per_second",
    "deg/s": "deg_s degs dps degps °_s degrees_s degree_s degrees_per_second deg_sec",
    "s": "s sec secs second seconds",
    "ms": "ms msec millis milliseconds millisecond",
    "µs": "us µs μs usec micros microseconds",
    "ns": "ns nsec nanos nanoseconds",
    "min": "min minutes",
    "µT": "ut µt μt microtesla",
    "hPa": "hpa mbar millibar",
    "kPa": "kpa",
    "Pa": "pa",
    "1/min": "bpm",
    "deg": "deg ° degrees",
    "m": "m meters metres",
    "m/s": "mps m_s",
    "km/h": "kmh km_h kph",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}

_WORDS: dict[Role, str] = {
    Role.TIME: "time t ts timestamp time_stamp elapsed elapsed_time time_elapsed epoch epoch_time "
    "datetime date_time unix unix_time unix_timestamp unixtime utc utc_time time_utc logging_time "
    "seconds_elapsed seconds millis sensor_time sensor_timestamp clock "
    "zeit zeitstempel temps tiempo tempo tijd",
    Role.INDEX: "sample samples index idx n row frame counter packet sample_index sample_number "
    "sample_no count unnamed_0",
    Role.HEART_RATE: "heart_rate heartrate hr pulse bpm",
    Role.LATITUDE: "latitude lat",
    Role.LONGITUDE: "longitude lon lng long",
    Role.SPEED: "speed velocity ground_speed gps_speed",
    Role.COURSE: "course bearing direction direction_of_travel",
    Role.ACCURACY: "accuracy horizontal_accuracy hacc",
    Role.HEADING: "heading compass magnetic_bearing true_heading magnetic_heading",
    Role.PRESSURE: "pressure baro barometer barometric_pressure",
}
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_SECONDS_BY_NAME = {"seconds_elapsed": "s", "seconds": "s", "millis": "ms"}

_SHORT = {
    **{f"a{a}": (Role.ACCELERATION, i, None) for i, a in enumerate("xyz")},
    **{f"gf{a}": (Role.ACCELERATION, i, "g") for i, a in enumerate("xyz")},
    **{f"{k}{a}": (Role.RATE, i, None) for k in "gw" for i, a in enumerate("xyz")},
    **{f"{k}{a}": (Role.MAGNETIC, i, None) for k in "mb" for i, a in enumerate("xyz")},
}
_ACCELERATION_WORDS = {"a", "acc", "accel", "acceleration", "accelerometer", "acl"}
_RATE_WORDS = {"g", "gyr", "gyro", "gyroscope", "gyrometer", "omega", "w"}
_MAGNETIC_WORDS = {"m", "mag", "magnetometer", "magnetic"}


def _tokens(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return [t for t in re.split(r"[^a-zà-ÿ0-9µμ²°]+", spaced.lower()) if t]


def _without_unit(name: str) -> tuple[list[str], str | None]:
    """Split a name into its tokens and the unit it declares."""
    bracket = re.search(r"[(\[]([^)\]]*)[)\]]\s*$", name)
    if bracket:
        unit = _UNIT_OF.get("_".join(_tokens(bracket.group(1).lower())))
        return _tokens(name[: bracket.start()]), unit
    tokens = _tokens(name)
    for count in (3, 2, 1):
        if len(tokens) > count and (unit := _UNIT_OF.get("_".join(tokens[-count:]))):
            return tokens[:-count], unit
    return tokens, None


def is_unit(text: str) -> bool:
    """Return whether a cell is a unit, in brackets or not, such as "m/s²" or "[deg/s]"."""
    return len(text) <= LONGEST_NAME and "_".join(_tokens(text.strip("[]() "))) in _UNIT_OF


def _vector_role(words: set[str], unit: str | None) -> Role | None:
    if "user" in words or any(word.startswith(("linea", "linéa")) for word in words):
        return Role.LINEAR
    if words & {"gravity", "grav"} and "including" not in words:
        return Role.GRAVITY
    if words & {"rotation", "rate", "angular"}:
        return Role.RATE
    if words & _ACCELERATION_WORDS or {"specific", "force"} <= words or {"g", "force"} <= words:
        return Role.ACCELERATION
    if words & _RATE_WORDS:
        return Role.RATE
    if words & _MAGNETIC_WORDS:
        return Role.MAGNETIC
    return {"m/s²": Role.ACCELERATION, "g": Role.ACCELERATION, "rad/s": Role.RATE}.get(
        unit or "", Role.RATE if unit == "deg/s" else Role.MAGNETIC if unit == "µT" else None
    )


def recognise(position: int, name: str) -> Column | None:
    """Return what a column name means, or None for a name that says nothing of use."""
    bare_name = name.strip()
    if len(bare_name) > LONGEST_NAME:
        return None
    if bare_name in NATIVE:
        role, axis, unit_native = NATIVE[bare_name]
        return Column(position, name, role, axis, unit_native)
    if not bare_name:
        return Column(position, name, Role.INDEX)
    tokens, unit = _without_unit(bare_name)
    if not tokens:
        return None
    joined = "_".join(tokens)
    if joined in _ROLE_OF:
        return Column(position, name, _ROLE_OF[joined], None, unit or _SECONDS_BY_NAME.get(joined))
    if joined in _SHORT or joined.replace("_", "") in {"gfx", "gfy", "gfz"}:
        role, axis, declared = _SHORT.get(joined) or _SHORT[joined.replace("_", "")]
        return Column(position, name, role, axis, unit or declared)
    return _vector_column(position, name, tokens, unit)


def _vector_column(
    position: int, name: str, tokens: Sequence[str], unit: str | None
) -> Column | None:
    words = [t for t in tokens if t not in ("axis", "uncalibrated", "calibrated")]
    axes = [t for t in words if t in ("x", "y", "z")]
    if not axes and words and words[-1][-1] in "xyz":
        stem, letter = words[-1][:-1], words[-1][-1]
        if stem in _ACCELERATION_WORDS | _RATE_WORDS | _MAGNETIC_WORDS and len(stem) > 1:
            words, axes = [*words[:-1], stem, letter], [letter]
    if len(axes) != 1:
        seconds = unit in ("s", "ms", "µs", "ns") and name.rstrip().endswith((")", "]"))
        is_clock = seconds and not axes and len(words) == 1
        return Column(position, name, Role.TIME, None, unit) if is_clock else None
    rest = [t for t in words if t not in ("x", "y", "z")]
    axis = "xyz".index(axes[0])
    if not rest and unit is None:
        return Column(position, name, Role.ACCELERATION, axis, None, bare=True)
    role = _vector_role(set(rest), unit)
    if role is None:
        return None
    joined = "_".join(rest)
    apple = "user_acceleration" in joined or joined.startswith(("motion_", "accelerometer_accel"))
    return Column(position, name, role, axis, unit, apple=apple)


def physics_toolbox(columns: tuple[Column, ...], header: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns as Physics Toolbox means them where it wrote the header.

    Beside gFx, gFy and gFz (in g, with gravity) its ax, ay and az are without gravity. On iOS,
    where the sum is called gFTotal and not TgF, gravity has Core Motion's sign.
    """
    names = ["".join(_tokens(name)) for name in header]
    if not {"gfx", "gfy", "gfz"} <= set(names):
        return columns
    apple = "gftotal" in names
    changed: list[Column] = []
    for column in columns:
        name = names[column.position]
        if name in ("ax", "ay", "az"):
            column = replace(column, role=Role.LINEAR)
        elif name in ("gfx", "gfy", "gfz"):
            column = replace(column, apple=apple)
        changed.append(column)
    return tuple(changed)
