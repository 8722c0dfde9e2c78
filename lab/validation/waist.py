"""HAPT: a phone on the waists of 30 people who only walked forward (validation only).

Each person's calibration is their own first labelled walking of at least 12 s (10 s where
no bout is longer); the rest is scored. Nothing is fitted to these recordings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lab.mocap.clips import SHARED
from lab.validation.score import Row
from retrowalk.errors import RetrowalkError
from retrowalk.recording import STANDARD_GRAVITY_MS2, Placement, Recording
from retrowalk.tracker import Direction, Walk, track

FILE = SHARED / "waist_phone_hapt" / "hapt_raw50hz.npz"
RATE_HZ = 50.0
WALKING, UP, DOWN = 1, 2, 3
STILL = (4, 5, 6)


@dataclass(frozen=True, eq=False)
class Person:
    """One recording session."""

    name: str
    recording: Recording
    labels: npt.NDArray[np.int64]


def people() -> list[Person]:
    """Read all sessions."""
    data = np.load(FILE)
    found = []
    for key in sorted(name for name in data.files if name.endswith("_sig")):
        signal = data[key].astype(float)
        time_s = np.arange(len(signal)) / RATE_HZ
        recording = Recording(time_s, signal[:, :3] * STANDARD_GRAVITY_MS2, signal[:, 3:])
        found.append(Person(key[:-4], recording, data[key.replace("_sig", "_label")]))
    return found


def first_walk(labels: npt.NDArray[np.int64]) -> tuple[float, float] | None:
    """Return the first labelled walk that is long enough to calibrate."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], labels == WALKING, [0]])))
    spans = [(a / RATE_HZ, b / RATE_HZ) for a, b in edges.reshape(-1, 2)]
    for shortest in (12.0, 10.0):
        for start, end in spans:
            if end - start >= shortest:
                return start, end
    return None


def _held(walk: Walk, labels: npt.NDArray[np.int64], wanted: tuple[int, ...]) -> dict[str, float]:
    """Return seconds of the wanted labels by the direction that was told, and steps in them."""
    told = np.full(len(labels), "none", dtype=object)
    for bout in walk.bouts:
        told[int(bout.start_s * RATE_HZ) : int(bout.end_s * RATE_HZ)] = bout.direction.value
    mine = np.isin(labels, wanted)
    seconds = {name: float((told[mine] == name).sum() / RATE_HZ) for name in (*Direction, "none")}
    at = np.array([int(step.time_s * RATE_HZ) for step in walk.steps], dtype=int)
    seconds["steps"] = float(mine[np.clip(at, 0, len(labels) - 1)].sum()) if len(at) else 0.0
    seconds["all"] = float(mine.sum() / RATE_HZ)
    return seconds


def rows() -> tuple[list[Row], list[str]]:
    """Score all sessions."""
    sums = {group: dict[str, float]() for group in ("walking", "up", "down", "still")}
    errors = []
    sessions = 0
    for person in people():
        span = first_walk(person.labels)
        if span is None:
            errors.append(f"HAPT {person.name}: no walk of 10 s to calibrate with")
            continue
        try:
            walk = track(person.recording, placement=Placement.WAIST, calibration=span)
        except RetrowalkError as error:
            errors.append(f"HAPT {person.name}: {error}")
            continue
        sessions += 1
        rest = person.labels.copy()
        rest[int(span[0] * RATE_HZ) : int(span[1] * RATE_HZ)] = -1
        for group, wanted in (
            ("walking", (WALKING,)),
            ("up", (UP,)),
            ("down", (DOWN,)),
            ("still", STILL),
        ):
            held = _held(walk, rest, wanted)
            if group == "walking" and held[Direction.BACKWARD] > 0:
                errors.append(
                    f"HAPT {person.name}: {held[Direction.BACKWARD]:.1f} s of forward walking "
                    "called backward"
                )
            for name, value in held.items():
                sums[group][name] = sums[group].get(name, 0.0) + value
    found = []
    for group, held in sums.items():
        share = 100.0 * held[Direction.BACKWARD] / held["all"]
        figure = (
            f"{held[Direction.BACKWARD]:.0f} of {held['all']:.0f} s called backward "
            f"({share:.2f} %), {held[Direction.FORWARD]:.0f} s forward, "
            f"{held[Direction.UNKNOWN]:.0f} s unknown"
        )
        if group == "still":
            figure += f", {60.0 * held['steps'] / held['all']:.2f} steps a minute"
        bar = "<= 2 % backward" if group == "walking" else ""
        met = share <= 2.0 if bar else None
        found.append(
            Row(f"HAPT waist, {sessions} sessions", f"{group}, calibrated", figure, bar, met)
        )
    return found, errors
