"""What a labelled recording is: who, what was worn where, what was done when.

samples  |..............................................................|
pieces      [ stand ]  [  forward  ]  [stop]  [  backward  ]  [stop]
            half-open, never overlapping; between them nothing is claimed
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording


class Label(StrEnum):
    """What the wearer did."""

    STAND = "stand"
    FORWARD = "forward"
    STOP = "stop"
    BACKWARD = "backward"
    SIDEWAYS = "sideways"
    TURN = "turn"
    STAIRS_UP = "stairs_up"
    STAIRS_DOWN = "stairs_down"


class Timing(StrEnum):
    """How the labels were timed."""

    SPOKEN = "spoken"
    OBSERVED = "observed"
    SIMULATED = "simulated"


class Sex(StrEnum):
    """As the person says."""

    FEMALE = "F"
    MALE = "M"
    OTHER = "O"


CONSENT_OTHER = "other"
CONSENT_SIMULATED = "simulated"
OLDEST_YEARS = 89
"""Ages above are given as this, as BIDS asks."""
HEIGHTS_M = (0.5, 2.6)


@dataclass(frozen=True, slots=True)
class Person:
    """Who walked; all but label and consent may stay unknown.

    Attributes:
        label: letters and digits, no name.
        consent: ``"retrowalk-1"`` (version of the text), ``"other"`` or ``"simulated"``.
        consent_date: the day on which it was agreed to.
        age_years: at most 89, which stands for older too.
        sex: as the person says.
        height_m: body height.
    """

    label: str
    consent: str
    consent_date: dt.date | None = None
    age_years: float | None = None
    sex: Sex | None = None
    height_m: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One labelled stretch, [start_s, end_s) from the first sample; steps where counted."""

    label: Label
    start_s: float
    end_s: float
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One labelled recording.

    Attributes:
        person: label of the `Person`.
        recording: raw samples; its clock begins at 0, `start_utc` is the instant of the first.
        pieces: in time order.
        placement: where the device was worn.
        timing: how the labels were timed.
        side: ``"left"`` or ``"right"``; None at the middle or when not said.
        phone: the model as the person says it; empty when not said.
        software: browser, app or logger; empty when unknown.
        axes: the mounting as `Mounting.from_axes` reads it, or None.
        nominal_hz: the rate the device promises; the median rate when None.
        tracksys: what recorded it; several devices on one person differ here.
        session: label of the day or visit, or None.
        run: number among several alike, or None.
    """

    person: str
    recording: Recording
    pieces: tuple[Piece, ...]
    placement: Placement
    timing: Timing
    side: str | None = None
    phone: str = ""
    software: str = ""
    axes: str | None = None
    nominal_hz: float | None = None
    tracksys: str = "phone"
    session: str | None = None
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do.

    Attributes:
        file: path inside the folder, with "/".
        place: in the file; empty where the file itself is meant.
        what: one sentence.
        remedy: what to do.
    """

    file: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return " ".join(f"{where}: {self.what} ({self.remedy})".split())


@dataclass
class Problems:
    """What has been found so far; only grows."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, place: str, what: str, remedy: str) -> None:
        """Note one."""
        self.found.append(Problem(file, place, what, remedy))

    @contextmanager
    def noting(self, file: str, place: str = "") -> Iterator[None]:
        """Turn a refusal into a problem of this file."""
        try:
            yield
        except RetrowalkError as error:
            self.add(file, place, error.what, error.remedy or "correct it")
