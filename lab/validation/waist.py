"""HAPT: a phone on the waists of 30 people who only walked forward (validation only).

Each person's calibration is their own first labelled walking of at least 12 s (10 s where
no bout is longer); the rest is scored. Nothing is fitted to these recordings; the stairs were
looked at after the gate against stairs stood, and chose nothing.

    a backward minute   any 60 s of a session of which more than 30 s are labelled sitting,
                        standing, lying or changing between them and are called backward
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from lab.mocap.clips import SHARED
from lab.validation.quality import as_quality
from retrowalk import track
from retrowalk.errors import RetrowalkError
from retrowalk.recording import STANDARD_GRAVITY_MS2, Placement, Recording
from retrowalk.tracker import Direction, Knowledge, Walk

FILE = SHARED / "waist_phone_hapt" / "hapt_raw50hz.npz"
DATA = "HAPT"
RATE_HZ = 50.0
WALKING, UP, DOWN = 1, 2, 3
STILL = (4, 5, 6)
CHANGING = (7, 8, 9, 10, 11, 12)
GROUPS: Mapping[str, tuple[int, ...]] = {
    "walking": (WALKING,),
    "upstairs": (UP,),
    "downstairs": (DOWN,),
    "sitting, standing, lying": STILL,
    "changing between them": CHANGING,
    "unlabelled": (-1,),
}
NOT_WALKING = ("sitting, standing, lying", "changing between them")
STATES = (Knowledge.CALIBRATED, Knowledge.UNKNOWN)
_MINUTE_S = 60.0
_MOSTLY_S = 30.0


@dataclass(frozen=True, eq=False)
class Person:
    """One recording session."""

    name: str
    recording: Recording
    labels: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FalseBackward:
    """Seconds of one session that were called backward although nobody walked backward.

    Attributes:
        session: whose.
        knowledge: what the tracker knew.
        quality: of the recording.
        group: what the person did, one of `GROUPS`.
        seconds: how long.
        from_edge_s: how far the farthest of them lies from any other label.
    """

    session: str
    knowledge: str
    quality: str
    group: str
    seconds: float
    from_edge_s: float


@dataclass
class Waist:
    """What one or many sessions gave.

    Attributes:
        seconds: by (knowledge, quality, group, told); told is a direction or "no bout".
        steps: by (knowledge, quality, group).
        backward_minutes: by (knowledge, quality).
        false: sessions with false backward.
        sessions: by (knowledge, quality).
        apart: sessions that could not be calibrated, and why.
        recognised: what the placement is taken for.
    """

    seconds: dict[tuple[str, str, str, str], float] = field(default_factory=dict)
    steps: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    backward_minutes: Counter[tuple[str, str]] = field(default_factory=Counter)
    false: list[FalseBackward] = field(default_factory=list)
    sessions: Counter[tuple[str, str]] = field(default_factory=Counter)
    apart: list[str] = field(default_factory=list)
    recognised: Counter[str] = field(default_factory=Counter)

    def merge(self, other: Waist) -> None:
        """Add another result."""
        for key, seconds in other.seconds.items():
            self.seconds[key] = self.seconds.get(key, 0.0) + seconds
        for name in ("steps", "backward_minutes", "sessions", "recognised"):
            getattr(self, name).update(getattr(other, name))
        self.false.extend(other.false)
        self.apart.extend(other.apart)

    def told(self, knowledge: str, quality: str, group: str) -> dict[str, float]:
        """Return seconds by what was told."""
        return {
            told: seconds
            for (k, q, g, told), seconds in self.seconds.items()
            if (k, q, g) == (knowledge, quality, group)
        }


def names() -> list[str]:
    """Return the names of all sessions."""
    with np.load(FILE) as data:
        return sorted(name[:-4] for name in data.files if name.endswith("_sig"))


def session(name: str) -> Person:
    """Read one session."""
    with np.load(FILE) as data:
        signal, labels = data[f"{name}_sig"].astype(float), data[f"{name}_label"]
    time_s = np.arange(len(signal)) / RATE_HZ
    recording = Recording(time_s, signal[:, :3] * STANDARD_GRAVITY_MS2, signal[:, 3:])
    return Person(name, recording, labels)


def first_walk(labels: npt.NDArray[np.int64]) -> tuple[float, float] | None:
    """Return the first labelled walk that is long enough to calibrate."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], labels == WALKING, [0]])))
    spans = [(a / RATE_HZ, b / RATE_HZ) for a, b in edges.reshape(-1, 2)]
    for shortest in (12.0, 10.0):
        for start, end in spans:
            if end - start >= shortest:
                return start, end
    return None


def told_at(walk: Walk, count: int) -> npt.NDArray[np.object_]:
    """Return what was told at each sample: a direction, or "no bout"."""
    told = np.full(count, "no bout", dtype=object)
    for bout in walk.bouts:
        told[int(bout.start_s * RATE_HZ) : int(bout.end_s * RATE_HZ)] = bout.direction.value
    return told


def backward_minutes(told: npt.NDArray[np.object_], labels: npt.NDArray[np.int64]) -> int:
    """Count backward minutes without overlap, each as early as it is complete."""
    not_walking = np.isin(labels, (*STILL, *CHANGING))
    false = (told == Direction.BACKWARD.value) & not_walking
    window, most = round(_MINUTE_S * RATE_HZ), round(_MOSTLY_S * RATE_HZ)
    summed = np.concatenate([[0], np.cumsum(false)])
    found, start = 0, 0
    while start + window <= len(false):
        if summed[start + window] - summed[start] > most:
            found += 1
            start += window
        else:
            start += round(RATE_HZ)
    return found


def _from_edge_s(mine: npt.NDArray[np.bool_], which: npt.NDArray[np.bool_]) -> float:
    """Return how far the farthest of some samples lies from the edge of its label."""
    outside = np.concatenate([[-1], np.flatnonzero(~mine), [len(mine)]])
    at = np.flatnonzero(which)
    after = np.searchsorted(outside, at)
    return float(np.minimum(outside[after] - at, at - outside[after - 1]).max() / RATE_HZ)


def session_of(name: str, qualities: tuple[str, ...]) -> Waist:
    """Score one session."""
    person = session(name)
    found = Waist()
    unnamed = track(person.recording)
    found.recognised[f"{unnamed.placement} {unnamed.placement_source}"] += 1
    span = first_walk(person.labels)
    scored = person.labels.copy()
    if span is not None:
        scored[int(span[0] * RATE_HZ) : int(span[1] * RATE_HZ)] = -2
    for quality in qualities:
        recording = as_quality(person.recording, quality, 0)
        for knowledge in STATES:
            calibration = span if knowledge is Knowledge.CALIBRATED else None
            if knowledge is Knowledge.CALIBRATED and span is None:
                if quality == qualities[0]:
                    found.apart.append(f"{name}: no walk of 10 s to calibrate with")
                continue
            try:
                walk = track(recording, placement=Placement.WAIST, calibration=calibration)
            except RetrowalkError as error:
                found.apart.append(f"{name}, {quality}: {error}")
                continue
            _count(found, walk, scored, name, knowledge, quality)
    return found


def _count(
    found: Waist,
    walk: Walk,
    labels: npt.NDArray[np.int64],
    name: str,
    knowledge: Knowledge,
    quality: str,
) -> None:
    found.sessions[knowledge, quality] += 1
    told = told_at(walk, len(labels))
    found.backward_minutes[knowledge, quality] += backward_minutes(told, labels)
    at = np.array([int(step.time_s * RATE_HZ) for step in walk.steps], dtype=int)
    at = at[at < len(labels)]
    for group, wanted in GROUPS.items():
        mine = np.isin(labels, wanted)
        for what in sorted(set(told[mine])):
            seconds = float((told[mine] == what).sum() / RATE_HZ)
            found.seconds[knowledge, quality, group, what] = seconds
            if what == Direction.BACKWARD:
                far_s = _from_edge_s(mine, mine & (told == what))
                found.false.append(FalseBackward(name, knowledge, quality, group, seconds, far_s))
        found.steps[knowledge, quality, group] += int(mine[at].sum())
