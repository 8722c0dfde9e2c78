"""PyShoe: a sensor on the foot beside optical capture, stride by stride (validation only).

Asked twice: the bouts of the whole tracker at the middle of every labelled stride, where a
change that lasts one or two strides is lost; and the stride detector alone, which is part of
the tracker's inside and sees a foot's own way from stance to stance.
"""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.io import loadmat

from lab.mocap.clips import SHARED
from lab.validation.long_walks import Speed, speed_of
from lab.validation.quality import QUALITIES, as_quality
from lab.validation.score import Key, Ledger, Miss, answer, reason_of
from retrowalk import track
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.tracker import Direction, Knowledge, Walk
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.strides import foot_strides, stride_direction
from retrowalk.tracker.timebase import stretches

FOLDER = SHARED / "foot_imu_pyshoe"
DATA = "PyShoe"
# the file's axes are x to the toe, z down
MOUNTING = Mounting(np.diag([1.0, -1.0, -1.0]))
LABELS = {"fwd": Direction.FORWARD, "back": Direction.BACKWARD, "side": Direction.SIDEWAYS}


@dataclass(frozen=True, slots=True)
class TrueStride:
    """One labelled stride: from one stance to the next."""

    trial: str
    start_s: float
    end_s: float
    length_m: float
    angle_deg: float
    direction: Direction
    run: int

    @property
    def middle_s(self) -> float:
        """Middle of the stride."""
        return 0.5 * (self.start_s + self.end_s)


@dataclass
class Foot:
    """What one or many trials gave."""

    ledger: Ledger = field(default_factory=Ledger)
    speeds: list[Speed] = field(default_factory=list)
    length_errors_m: list[float] = field(default_factory=list)

    def merge(self, other: Foot) -> None:
        """Add another result."""
        self.ledger.merge(other.ledger)
        self.speeds.extend(other.speeds)
        self.length_errors_m.extend(other.length_errors_m)


def strides() -> list[TrueStride]:
    """Return stride_direction.csv; `run` counts the strides of one direction in a row."""
    with (FOLDER / "stride_direction.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in LABELS]
    runs = [1] * len(rows)
    first = 0
    for k in range(1, len(rows) + 1):
        same = k < len(rows) and all(
            rows[k][name] == rows[first][name] for name in ("trial", "label")
        )
        if same and float(rows[k]["t0_s"]) - float(rows[k - 1]["t1_s"]) < 1.0:
            continue
        runs[first:k] = [k - first] * (k - first)
        first = k
    return [
        TrueStride(
            row["trial"],
            float(row["t0_s"]),
            float(row["t1_s"]),
            float(row["len_vicon_m"]),
            float(row["angle_deg_rel_foot_x"]),
            LABELS[row["label"]],
            run,
        )
        for row, run in zip(rows, runs, strict=True)
    ]


def recording(path: Path) -> Recording:
    """Read one trial."""
    data = loadmat(path)
    time_s = np.ravel(data["ts"])
    return Recording(time_s - time_s[0], data["imu"][:, :3], data["imu"][:, 3:6])


def trials() -> list[str]:
    """Return the names of the trials with labelled strides."""
    return sorted({stride.trial for stride in strides()})


def trial_of(name: str, qualities: tuple[str, ...] = QUALITIES) -> Foot:
    """Score one trial."""
    found = Foot()
    mine = [stride for stride in strides() if stride.trial == name]
    whole = recording(FOLDER / f"{name}.mat")
    for quality in qualities:
        for knowledge in (Knowledge.KNOWN, Knowledge.UNKNOWN):
            walk = track(
                as_quality(whole, quality, 0),
                placement=Placement.FOOT,
                mounting=MOUNTING if knowledge is Knowledge.KNOWN else None,
            )
            for stride in mine:
                low, high = stride.middle_s - 0.1, stride.middle_s + 0.1
                told = answer(walk, low, high)
                reason = "" if told is not Direction.UNKNOWN else reason_of(walk, low, high)
                _add(found, stride, "bouts", knowledge, quality, told, reason)
            if quality == "full" and knowledge is Knowledge.KNOWN:
                _speed(found, walk, mine)
    _alone(found, whole, mine)
    return found


def _add(
    found: Foot,
    stride: TrueStride,
    group: str,
    knowledge: Knowledge,
    quality: str,
    told: Direction,
    reason: str,
) -> None:
    key = Key(DATA, group, Placement.FOOT, knowledge, quality, "stride", stride.direction)
    facts = {"angle_deg": stride.angle_deg, "in_a_row": float(stride.run)}
    miss = Miss(
        key,
        stride.trial,
        stride.start_s,
        stride.end_s,
        told.value,
        reason,
        stride.end_s - stride.start_s,
        facts,
    )
    found.ledger.add(key, told, miss)


def _speed(found: Foot, walk: Walk, mine: list[TrueStride]) -> None:
    """Put a bout's speed beside the measured strides that follow one another in it.

    A labelled stride is the time a foot is under way; with the stance after it, it lasts until
    the next one begins.
    """
    pairs = [
        (one, following)
        for one, following in itertools.pairwise(mine)
        if following.start_s - one.end_s < 1.0
    ]
    for bout in walk.bouts:
        inside = [
            (one.length_m, following.start_s - one.start_s)
            for one, following in pairs
            if bout.start_s <= one.start_s and following.start_s <= bout.end_s
        ]
        seconds = sum(lasts for _, lasts in inside)
        if seconds < 0.5 * (bout.end_s - bout.start_s):
            continue
        found.speeds.append(
            speed_of(
                bout,
                sum(length for length, _ in inside) / seconds,
                data=DATA,
                placement=Placement.FOOT,
                knowledge=Knowledge.KNOWN,
                body="none",
            )
        )


def _alone(found: Foot, whole: Recording, mine: list[TrueStride]) -> None:
    """Score the stride detector alone, at the known mounting."""
    detected = [
        (motion, stride)
        for motion in map(motion_of, stretches(whole))
        for stride in foot_strides(motion)
    ]
    left = MOUNTING.body_from_sensor[1]
    for true in mine:
        told, reason = Direction.UNKNOWN, "no stride was found there"
        for motion, stride in detected:
            if motion.time_s[stride.start] <= true.middle_s < motion.time_s[stride.end]:
                told, reason = stride_direction(stride.angle_rad(left)), ""
                found.length_errors_m.append(stride.length_m - true.length_m)
        _add(found, true, "strides alone", Knowledge.KNOWN, "full", told, reason)
