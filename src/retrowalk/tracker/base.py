"""What the tracker answers: a `Walk` made of bouts, steps and seconds.

Everything here is a value: frozen, without behaviour beyond reading itself.
Times are seconds from the recording's first sample; intervals are [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrowalk.direction import Direction as Direction
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement


class Knowledge(StrEnum):
    """What the tracker knew of the sensor's mounting."""

    KNOWN = "known"
    CALIBRATED = "calibrated"
    UNKNOWN = "unknown"


class Contact(StrEnum):
    """Which part of the foot touches the ground first."""

    HEEL = "heel"
    BALL = "ball"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """The leg whose foot came down."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Step:
    """One initial contact (IC)."""

    time_s: float
    direction: Direction
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Second:
    """The answer for one second of the recording, [time_s, time_s + 1)."""

    time_s: float
    direction: Direction
    probability: float


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How even the walk was. Formulas: docs/metrics.md."""

    step_time_cv: Estimate
    step_time_asymmetry: Estimate
    harmonic_ratio: Estimate


@dataclass(frozen=True, slots=True)
class Bout:
    """At least four steps in one direction without a pause of 2 s.

    `probability` is that of `direction`; for `unknown` it is 0 and `reason` says why.
    """

    start_s: float
    end_s: float
    direction: Direction
    probability: float
    steps: Estimate
    cadence_spm: Estimate
    speed_mps: Estimate
    distance_m: Estimate
    contact: Contact
    steadiness: Steadiness
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all bouts of one direction."""

    steps: Estimate
    duration_s: Estimate
    distance_m: Estimate


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals for each direction."""

    backward: Totals
    forward: Totals
    sideways: Totals
    unknown: Totals


@dataclass(frozen=True, slots=True)
class Walk:
    """The tracker's answer for one recording.

    Attributes:
        duration_s: length of the recording.
        rate_hz: its median sampling rate.
        placement: the placement the answer assumes.
        placement_source: ``"given"``, ``"file"``, ``"recognised"`` or ``"assumed"``.
        knowledge: what was known of the mounting.
        summary: totals for each direction.
        bouts: in time order.
        steps: in time order.
        seconds: one for each second of the recording, standing included.
        gaps: intervals [start, end) without samples.
        warnings: what the reader of the result must know, one sentence each.
        source: file name or maker of the samples.
        device: what recorded them.
        start_utc: ISO 8601 instant of the first sample, or None.
    """

    duration_s: float
    rate_hz: float
    placement: Placement
    placement_source: str
    knowledge: Knowledge
    summary: Summary
    bouts: tuple[Bout, ...]
    steps: tuple[Step, ...]
    seconds: tuple[Second, ...]
    gaps: tuple[tuple[float, float], ...]
    warnings: tuple[str, ...]
    source: str = ""
    device: str = ""
    start_utc: str | None = None
