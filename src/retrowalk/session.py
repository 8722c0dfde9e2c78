"""What an app or a watch tells of one walk: totals, laps, and numbers second by second.

A `Recording` holds what the sensors saw; a `Session` holds what somebody made of it. Whoever
reads a file fills in what the file says and nothing else: None is "the file does not say".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from retrowalk.direction import Direction
from retrowalk.estimate import Estimate
from retrowalk.recording import Array, Placement

WALKING = "walking"
"""The sport of a walk; other sports keep the word of their file, in lower case."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums and means over a session or a lap; None where nobody said.

    The numbers of other apps come without an interval. `steps` counts single steps (a stride
    is two); `cadence_spm` likewise.

    Attributes:
        steps: in "steps".
        distance_m: in "m".
        moving_s: without pauses, in "s".
        energy_kcal: in "kcal".
        speed_mps: mean while moving, in "m/s".
        cadence_spm: mean while moving, in "1/min".
        heart_rate_bpm: mean, in "1/min".
        most_heart_rate_bpm: largest, in "1/min".
        ascent_m: in "m".
        backward_steps: of `steps`, in "steps".
        backward_distance_m: of `distance_m`, in "m".
        backward_s: of `moving_s`, in "s".
        step_time_cv: step-time variability, docs/metrics.md, in "1".
    """

    steps: Estimate | None = None
    distance_m: Estimate | None = None
    moving_s: Estimate | None = None
    energy_kcal: Estimate | None = None
    speed_mps: Estimate | None = None
    cadence_spm: Estimate | None = None
    heart_rate_bpm: Estimate | None = None
    most_heart_rate_bpm: Estimate | None = None
    ascent_m: Estimate | None = None
    backward_steps: Estimate | None = None
    backward_distance_m: Estimate | None = None
    backward_s: Estimate | None = None
    step_time_cv: Estimate | None = None


UNITS: dict[str, str] = {
    "steps": "steps",
    "distance_m": "m",
    "moving_s": "s",
    "energy_kcal": "kcal",
    "speed_mps": "m/s",
    "cadence_spm": "1/min",
    "heart_rate_bpm": "1/min",
    "most_heart_rate_bpm": "1/min",
    "ascent_m": "m",
    "backward_steps": "steps",
    "backward_distance_m": "m",
    "backward_s": "s",
    "step_time_cv": "1",
}
"""The unit of each field of `Totals`."""


def said(name: str, value: float | None) -> Estimate | None:
    """Return a number that a file gives without an interval, as `Totals` keeps it.

    Args:
        name: the field of `Totals`.
        value: in its unit; None or not finite where the file does not say.
    """
    if value is None or not np.isfinite(value):
        return None
    return Estimate(float(value), None, None, UNITS[name])


@dataclass(frozen=True, slots=True)
class Lap:
    """A part of a session: in files of Retrowalk one bout.

    Attributes:
        start_s: from the session's start.
        end_s: from the session's start; the lap is [start_s, end_s).
        totals: of the lap.
        direction: which way, or None where nobody said.
        probability: of that direction, or None.
        reason: why the direction is unknown, or None.
    """

    start_s: float
    end_s: float
    totals: Totals = Totals()
    direction: Direction | None = None
    probability: float | None = None
    reason: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """Numbers along a session, usually one row a second; NaN where a row does not say.

    A whole column that nobody filled is None.

    Attributes:
        time_s: (n,) rising, from the session's start.
        latitude_deg: (n,) WGS 84.
        longitude_deg: (n,) WGS 84.
        altitude_m: (n,) above sea.
        accuracy_m: (n,) horizontal.
        distance_m: (n,) from the start, along the way.
        speed_mps: (n,) over ground.
        heading_deg: (n,) course over ground, clockwise from north.
        cadence_spm: (n,) steps a minute.
        steps: (n,) counted since the start.
        backward_steps: (n,) counted since the start.
        heart_rate_bpm: (n,).
        direction: n words, None where a row does not say.
    """

    time_s: Array
    latitude_deg: Array | None = None
    longitude_deg: Array | None = None
    altitude_m: Array | None = None
    accuracy_m: Array | None = None
    distance_m: Array | None = None
    speed_mps: Array | None = None
    heading_deg: Array | None = None
    cadence_spm: Array | None = None
    steps: Array | None = None
    backward_steps: Array | None = None
    heart_rate_bpm: Array | None = None
    direction: tuple[Direction | None, ...] | None = None

    def __post_init__(self) -> None:
        for one in fields(self):
            values = getattr(self, one.name)
            if values is None:
                continue
            if one.name != "direction":
                values = _frozen(values)
                object.__setattr__(self, one.name, values)
            if len(values) != len(self.time_s):
                raise ValueError(f"{one.name} must be as long as time_s")
        if not np.isfinite(self.time_s).all() or (np.diff(self.time_s) < 0).any():
            raise ValueError("time_s must rise")


COLUMNS: tuple[str, ...] = tuple(
    one.name for one in fields(Course) if one.name not in ("time_s", "direction")
)
"""The columns of numbers of a `Course`, without its clock."""


def _frozen(values: npt.ArrayLike) -> Array:
    array = np.array(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError("a column of a course is one-dimensional")
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False, slots=True)
class Session:
    """One walk, run or ride as a file tells it.

    Attributes:
        start_utc: aware, in UTC.
        elapsed_s: from the first to the last instant, pauses included.
        sport: `WALKING`, or the file's own word in lower case; "" when it does not say.
        sub_sport: the file's own word, such as "treadmill"; "" when it does not say.
        totals: of the whole.
        laps: in the order of time.
        course: numbers along the way, or None.
        pauses: [start, end) in seconds from the start.
        placement: where the sensor was worn, or None.
        zone: the wearer's: an IANA name, or "+02:00" where only the offset is known, or None.
        name: what the person called it.
        device: what recorded it, in words.
        source: file name, or file and member.
        notes: what the reader recognised or left out, one sentence each.
    """

    start_utc: dt.datetime
    elapsed_s: float
    sport: str = ""
    sub_sport: str = ""
    totals: Totals = Totals()
    laps: tuple[Lap, ...] = ()
    course: Course | None = None
    pauses: tuple[tuple[float, float], ...] = ()
    placement: Placement | None = None
    zone: str | None = None
    name: str = ""
    device: str = ""
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.start_utc.tzinfo is None:
            raise ValueError("start_utc needs a time zone")
        object.__setattr__(self, "start_utc", self.start_utc.astimezone(dt.UTC))
        if not (np.isfinite(self.elapsed_s) and self.elapsed_s >= 0.0):
            raise ValueError("elapsed_s is a number of seconds, 0 or more")
