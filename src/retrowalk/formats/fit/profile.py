"""The numbers of messages and fields that are read and written, after the FIT profile 21.218."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.formats.fit.wire import (
    FLOAT32,
    SINT32,
    TEXT,
    UINT8,
    UINT16,
    UINT32,
    BaseType,
)

FILE_ID, SESSION, LAP, RECORD, EVENT, DEVICE_INFO, ACTIVITY = 0, 18, 19, 20, 21, 23, 34
FILE_CREATOR, FIELD_DESCRIPTION, DEVELOPER_DATA_ID = 49, 206, 207
TIMESTAMP_CORRELATION, GYROSCOPE, ACCELEROMETER, CALIBRATION, MAGNETOMETER = (
    162,
    164,
    165,
    167,
    208,
)

ACTIVITY_FILE = 4
DEVELOPMENT = 255
"""The maker of files by software that has no number of its own."""
DEGREES_PER_SEMICIRCLE = 180.0 / 2**31
STEPS_PER_CYCLE = 2.0
FRACTIONS = 128.0
"""Fractions of cycles are 128ths."""

TIMER_EVENT, SESSION_EVENT, LAP_EVENT, ACTIVITY_EVENT = 0, 8, 9, 26
START, STOP, STOP_ALL = 0, 1, 4
STOPS = frozenset({1, 4, 8, 9})
LAP_AT_THE_END = 7
"""`lap_trigger`: the lap that the end of the session closes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A field: value = raw / scale - offset."""

    field: int
    base: BaseType
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Total:
    """Where a number of `Totals` lies in sessions and laps.

    Attributes:
        name: of the field of `Totals`.
        session: in a session message.
        lap: in a lap message.
        session_before: an older or coarser field, read where the other is absent.
        lap_before: the same for laps.
        session_rest: a field that adds the fraction that the first cannot hold.
        lap_rest: the same for laps.
        per_unit: of ours in one of theirs: 2 steps in a cycle.
    """

    name: str
    session: Number
    lap: Number
    session_before: Number | None = None
    lap_before: Number | None = None
    session_rest: Number | None = None
    lap_rest: Number | None = None
    per_unit: float = 1.0


def _rest(field: int, scale: float) -> Number:
    return Number(field, UINT8, scale)


TOTALS = (
    Total("distance_m", Number(9, UINT32, 100.0), Number(9, UINT32, 100.0)),
    Total("moving_s", Number(8, UINT32, 1000.0), Number(8, UINT32, 1000.0)),
    Total("energy_kcal", Number(11, UINT16), Number(11, UINT16)),
    Total(
        "speed_mps",
        Number(124, UINT32, 1000.0),
        Number(110, UINT32, 1000.0),
        Number(14, UINT16, 1000.0),
        Number(13, UINT16, 1000.0),
    ),
    Total("heart_rate_bpm", Number(16, UINT8), Number(15, UINT8)),
    Total("most_heart_rate_bpm", Number(17, UINT8), Number(16, UINT8)),
    Total(
        "ascent_m",
        Number(22, UINT16),
        Number(21, UINT16),
        session_rest=_rest(199, 100.0),
        lap_rest=_rest(156, 100.0),
    ),
)
"""Totals of every sport."""
FOOT_TOTALS = (
    Total(
        "steps",
        Number(10, UINT32),
        Number(10, UINT32),
        session_rest=_rest(94, FRACTIONS),
        lap_rest=_rest(82, FRACTIONS),
        per_unit=STEPS_PER_CYCLE,
    ),
    Total(
        "cadence_spm",
        Number(18, UINT8),
        Number(17, UINT8),
        session_rest=_rest(92, FRACTIONS),
        lap_rest=_rest(80, FRACTIONS),
        per_unit=STEPS_PER_CYCLE,
    ),
)
"""Totals that mean steps only where the sport is on foot."""


@dataclass(frozen=True, slots=True)
class ColumnField:
    """Where a column of a `Course` lies in records; `rest` and `before` as in `Total`."""

    name: str
    main: Number
    before: Number | None = None
    rest: Number | None = None
    per_unit: float = 1.0


COLUMN_FIELDS = (
    ColumnField("latitude_deg", Number(0, SINT32, 1.0 / DEGREES_PER_SEMICIRCLE)),
    ColumnField("longitude_deg", Number(1, SINT32, 1.0 / DEGREES_PER_SEMICIRCLE)),
    ColumnField("altitude_m", Number(78, UINT32, 5.0, 500.0), Number(2, UINT16, 5.0, 500.0)),
    ColumnField("accuracy_m", Number(31, UINT8)),
    ColumnField("distance_m", Number(5, UINT32, 100.0)),
    ColumnField("speed_mps", Number(73, UINT32, 1000.0), Number(6, UINT16, 1000.0)),
    ColumnField("heart_rate_bpm", Number(3, UINT8)),
)
FOOT_COLUMN_FIELDS = (
    ColumnField(
        "cadence_spm", Number(4, UINT8), None, Number(53, UINT8, FRACTIONS), STEPS_PER_CYCLE
    ),
    ColumnField("steps", Number(19, UINT32), per_unit=STEPS_PER_CYCLE),
)

APPLICATION_ID = b"Retrowalk fit 01"
"""16 bytes that say whose the developer fields are."""


@dataclass(frozen=True, slots=True)
class Own:
    """One of Retrowalk's developer fields."""

    number: int
    name: str
    base: BaseType
    units: str = ""


DIRECTION_WORDS = ("unknown", "forward", "backward", "sideways", "still")
DIRECTION = Own(
    0, "direction", UINT8, ", ".join(f"{i} {word}" for i, word in enumerate(DIRECTION_WORDS))
)
PROBABILITY = Own(1, "direction_probability", FLOAT32, "1")
REASON = Own(2, "direction_reason", TEXT)
FRACTION = Own(3, "fraction_ms", UINT16, "ms")
"""What time stamps of whole seconds leave out, of a record's or event's time or a lap's or
session's start."""
ZONE = Own(4, "time_zone", TEXT)
PLACEMENT = Own(5, "placement", TEXT)
HEADING = Own(6, "heading", FLOAT32, "degrees")
SPORT, SUB_SPORT = Own(7, "sport_name", TEXT), Own(8, "sub_sport_name", TEXT)
"""Words that FIT has no number for."""

OWN_TOTALS: dict[str, str] = {
    "backward_steps": "backward_steps",
    "backward_distance_m": "backward_distance",
    "backward_s": "backward_time",
    "step_time_cv": "steadiness",
    "steps": "steps",
    "distance_m": "distance",
    "moving_s": "time",
    "energy_kcal": "energy",
    "speed_mps": "speed",
    "cadence_spm": "cadence",
    "heart_rate_bpm": "heart_rate",
    "most_heart_rate_bpm": "max_heart_rate",
    "ascent_m": "ascent",
}
"""The developer fields of `Totals`, value, "_low" and "_high", by the name of the total."""
_FIRST_TOTAL = 10


def own_totals(name: str, unit: str) -> tuple[Own, Own, Own]:
    """Return the developer fields for value, lower and upper end of one of `OWN_TOTALS`."""
    first = _FIRST_TOTAL + 3 * list(OWN_TOTALS).index(name)
    word = OWN_TOTALS[name]
    return (
        Own(first, word, FLOAT32, unit),
        Own(first + 1, f"{word}_low", FLOAT32, unit),
        Own(first + 2, f"{word}_high", FLOAT32, unit),
    )
