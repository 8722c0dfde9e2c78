"""Lower-back recordings of two people beside instrumented insoles (validation only).

One healthy adult and one person with multiple sclerosis: two straight walks and one round of
daily activities each, all forward. Truth of steps: the insoles (INDIP); the optical reference is
shown beside it. Sensor axes: x up, z to the front; acceleration in g, angular rate in degrees/s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.io import loadmat

from lab.mocap.clips import SHARED
from lab.validation.long_walks import Counted, Speed, speed_of
from lab.validation.people import KNOWLEDGE
from lab.validation.quality import QUALITIES, as_quality
from lab.validation.score import Facts, Key, Ledger, ask
from lab.validation.steps import Matched, matched
from retrowalk import track
from retrowalk.errors import RetrowalkError
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Mounting, Placement, Recording, Wearer
from retrowalk.tracker import Direction, Knowledge, Walk

FOLDER = SHARED / "lower_back_mobilised"
DATA = "lower back"
PEOPLE = {"HA": 1.59, "MS": 1.68}  # height, m (participant_metadata.json)
MOUNTING = Mounting.from_axes("forward=+z,up=+x")
REFERENCES = ("INDIP", "Stereophoto")
# the longest round of each person holds the walking that the short trials are calibrated with
LONG_TEST = "Test11"
FORWARD = Direction.FORWARD.value


@dataclass(frozen=True, slots=True)
class Period:
    """One walking period of a reference.

    Attributes:
        start_s: from the trial's start.
        end_s: from the trial's start.
        contacts_s: initial contacts of both feet, entries without a value dropped.
        speed_mps: mean speed as the reference gives it.
    """

    start_s: float
    end_s: float
    contacts_s: tuple[float, ...]
    speed_mps: float


@dataclass(frozen=True, eq=False, slots=True)
class Trial:
    """One recording with its references."""

    person: str
    name: str
    recording: Recording
    periods: dict[str, tuple[Period, ...]]


@dataclass
class LowerBack:
    """What the trials gave."""

    ledger: Ledger = field(default_factory=Ledger)
    steps: list[Counted] = field(default_factory=list)
    times: list[Matched] = field(default_factory=list)
    speeds: list[Speed] = field(default_factory=list)
    recognised: Counter[str] = field(default_factory=Counter)
    between_references: list[Counted] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def merge(self, other: LowerBack) -> None:
        """Add another result."""
        self.ledger.merge(other.ledger)
        self.recognised.update(other.recognised)
        for name in ("steps", "times", "speeds", "between_references", "refused"):
            getattr(self, name).extend(getattr(other, name))


def _periods(standard: Any) -> tuple[Period, ...]:
    found = []
    for one in np.atleast_1d(standard.MicroWB):
        times = np.atleast_1d(np.asarray(one.InitialContact_Event, float))
        times = np.sort(times[np.isfinite(times)])
        speed = float(one.WalkingSpeed)
        found.append(Period(float(one.Start), float(one.End), tuple(times.tolist()), speed))
    return tuple(found)


def trials(person: str) -> list[Trial]:
    """Read all trials of one person from data.mat."""
    path = FOLDER / "data" / "lab" / person / "001" / "data.mat"
    tests = loadmat(path, squeeze_me=True, struct_as_record=False)["data"].TimeMeasure1
    found = []
    for test in sorted(tests._fieldnames):
        for trial in sorted(getattr(tests, test)._fieldnames):
            one = getattr(getattr(tests, test), trial)
            unit = one.SU.LowerBack
            recording = _recording(np.asarray(unit.Acc, float), np.asarray(unit.Gyr, float))
            periods = {name: _periods(getattr(one.Standards, name)) for name in REFERENCES}
            found.append(Trial(person, f"{test}_{trial}", recording, periods))
    return found


def _recording(acceleration_g: Array, rate_deg: Array) -> Recording:
    return Recording(
        np.arange(len(acceleration_g)) / 100.0,
        acceleration_g * STANDARD_GRAVITY_MS2,
        np.radians(rate_deg),
        source="lower_back_mobilised",
    )


def from_csv(person: str, name: str) -> Recording:
    """Read the same signals from data_csv, to check the units against."""
    path: Path = FOLDER / "data_csv" / person / "001" / f"TimeMeasure1_{name}.csv"
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    return _recording(table[:, 1:4], table[:, 4:7])


def _walk(
    trial: Trial, knowledge: Knowledge, quality: str, calibration: Recording | tuple[float, float]
) -> Walk | str:
    try:
        using: Recording | tuple[float, float] | None = None
        if knowledge is Knowledge.CALIBRATED:
            using = calibration
            if isinstance(calibration, Recording):
                using = as_quality(calibration, quality, 1)
        return track(
            as_quality(trial.recording, quality, 0),
            placement=Placement.WAIST,
            mounting=MOUNTING if knowledge is Knowledge.KNOWN else None,
            calibration=using,
            wearer=Wearer(height_m=PEOPLE[trial.person]),
        )
    except RetrowalkError as error:
        return f"refused: {error}"


def run(qualities: tuple[str, ...] = QUALITIES) -> LowerBack:
    """Score all trials."""
    found = LowerBack()
    for person in PEOPLE:
        mine = trials(person)
        (long,) = [trial for trial in mine if trial.name.startswith(LONG_TEST)]
        longest = max(long.periods["INDIP"], key=lambda period: period.end_s - period.start_s)
        span = (longest.start_s - 1.0, longest.end_s + 1.0)
        for trial in mine:
            unnamed = track(trial.recording)
            found.recognised[f"{unnamed.placement} {unnamed.placement_source}"] += 1
            _compare(found, trial)
            calibration = span if trial is long else long.recording.part(*span)
            for quality in qualities:
                for knowledge in KNOWLEDGE:
                    walk = _walk(trial, knowledge, quality, calibration)
                    if isinstance(walk, str) and quality == "full":
                        found.refused.append(f"{trial.person} {trial.name}, {knowledge}: {walk}")
                    apart = longest if trial is long else None
                    _score(found, walk, trial, apart, knowledge, quality)
    return found


def _compare(found: LowerBack, trial: Trial) -> None:
    """Put the optical reference beside the insoles, where both have the period."""
    for period in trial.periods["INDIP"]:
        for other in trial.periods["Stereophoto"]:
            overlap = min(period.end_s, other.end_s) - max(period.start_s, other.start_s)
            if overlap > 0.7 * (period.end_s - period.start_s):
                told = len(_near(other.contacts_s, period))
                true = len(period.contacts_s)
                place = f"{trial.person} {trial.name} {period.start_s:.0f} s"
                found.between_references.append(
                    Counted(DATA, "optical", "full", "forward", told, true, place)
                )


def _near(times_s: Iterable[float], period: Period) -> list[float]:
    """Return the times from half a step before a period's first contact to half after its last."""
    true = period.contacts_s
    half_s = 0.5 * float(np.median(np.diff(true)))
    return [t for t in times_s if true[0] - half_s <= t < true[-1] + half_s]


def _score(
    found: LowerBack,
    walk: Walk | str,
    trial: Trial,
    apart: Period | None,
    knowledge: Knowledge,
    quality: str,
) -> None:
    """Score a trial; the direction of the period that calibrates is not asked."""
    for period in trial.periods["INDIP"]:
        place = f"{trial.person} {trial.name} {period.start_s:.0f} s"
        key = Key(DATA, "walking", Placement.WAIST, knowledge, quality, "", FORWARD)
        if period is not apart:
            ask(
                found.ledger,
                walk,
                (period.start_s, period.end_s),
                key,
                place,
                keep=knowledge is not Knowledge.UNKNOWN,
                facts=_facts(period),
            )
        if isinstance(walk, str):
            continue
        if knowledge is Knowledge.UNKNOWN:
            _steps(found, walk, period, quality, place)
        if quality == "full" and knowledge is Knowledge.KNOWN:
            _speed(found, walk, period)


def _facts(period: Period) -> Facts:
    known = {"speed_mps": period.speed_mps, "contacts": float(len(period.contacts_s))}
    return lambda start_s, end_s: known


def _steps(found: LowerBack, walk: Walk, period: Period, quality: str, place: str) -> None:
    told = _near([step.time_s for step in walk.steps], period)
    true = period.contacts_s
    found.steps.append(
        Counted(DATA, Placement.WAIST, quality, FORWARD, len(told), len(true), place)
    )
    if quality == "full":
        found.times.append(matched(told, true, data=DATA, placement=Placement.WAIST, way=FORWARD))


def _speed(found: LowerBack, walk: Walk, period: Period) -> None:
    for bout in walk.bouts:
        middle = 0.5 * (bout.start_s + bout.end_s)
        if period.start_s <= middle < period.end_s and bout.direction == FORWARD:
            found.speeds.append(
                speed_of(
                    bout,
                    period.speed_mps,
                    data=DATA,
                    placement=Placement.WAIST,
                    knowledge=Knowledge.KNOWN,
                    body="height",
                )
            )
