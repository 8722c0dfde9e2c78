"""Push and brake on recordings of real sensors: a phone at the waist, a sensor on the back.

Everybody there walks forward, so these show false answers only, never a backward walk found.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from lab.mocap.clips import SHARED
from lab.studies.ask import motions_of, told_by_travel
from lab.studies.rows import Row
from lab.validation.score import wilson
from lab.validation.waist import DOWN, RATE_HZ, UP, Person, first_walk, names, session
from lab.validation.waist import WALKING as LEVEL
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement, Recording
from retrowalk.tracker import Direction
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.impulse import Impulse, movements
from retrowalk.tracker.travel import front_in_span

_ALONG = 0.7


def verdict(impulse: Impulse | None, motion: Motion, front: Array) -> str:
    """Return forward or backward as one impulse tells it, "unclear", or "none" without rest."""
    if impulse is None:
        return "none"
    ahead = impulse.ahead_mps(motion, front)
    if not impulse.clear or abs(ahead) < _ALONG * impulse.speed_mps:
        return "unclear"
    return Direction.FORWARD if ahead > 0 else Direction.BACKWARD


def counts(counter: Counter[str], truth: Direction) -> str:
    """Say how many impulses were right and wrong, with the Wilson interval of those that told."""
    right = counter[truth]
    wrong = counter[Direction.FORWARD] + counter[Direction.BACKWARD] - right
    low, high = wilson(right, right + wrong)
    share = 100.0 * right / max(right + wrong, 1)
    return (
        f"{right} right, {wrong} wrong ({share:.1f} % of those told, {100 * low:.1f}-"
        f"{100 * high:.1f}), {counter['unclear']} unclear, {counter['none']} without rest"
    )


def waist_phone_rows() -> list[Row]:
    """Score HAPT: a phone on the waist of 30 people who walked forward, on level and stairs."""
    groups = {LEVEL: "level", UP: "upstairs", DOWN: "downstairs"}
    ends: dict[tuple[str, str], Counter[str]] = {}
    seconds: dict[tuple[str, Direction], float] = {}
    sessions = without = 0
    for person in map(session, names()):
        front, motions, after_s = _front_of_person(person)
        if front is None:
            without += 1
            continue
        sessions += 1
        for motion in motions:
            for movement in movements(motion):
                if motion.time_s[movement.start] < after_s:
                    continue
                labels = person.labels[movement.start : movement.end]
                most, count = Counter(labels.tolist()).most_common(1)[0]
                if most in groups and count > 0.5 * len(labels):
                    for name, impulse in (("push", movement.push), ("brake", movement.brake)):
                        counter = ends.setdefault((groups[most], name), Counter())
                        counter[verdict(impulse, motion, front)] += 1
        told = told_by_travel(motions, Placement.WAIST, front=front)
        for label, name in groups.items():
            mine = np.flatnonzero(person.labels == label) / RATE_HZ
            mine = mine[mine >= after_s]
            for one in told:
                inside = float(((mine >= one.start_s) & (mine < one.end_s)).sum()) / RATE_HZ
                key = (name, one.direction)
                seconds[key] = seconds.get(key, 0.0) + inside
    data = f"measured: HAPT waist phone, {sessions} sessions"
    found = [
        Row(data, f"calibrated: {name}, {group}", counts(counter, Direction.FORWARD))
        for (group, name), counter in sorted(ends.items())
    ]
    for group in groups.values():
        text = ", ".join(
            f"{seconds.get((group, d), 0.0):.0f} s {d}"
            for d in (Direction.FORWARD, Direction.BACKWARD, Direction.UNKNOWN)
        )
        found.append(Row(data, f"calibrated: walks, {group}", text))
    found.append(Row(data, "sessions whose first walk gives no front", str(without)))
    return found


def _front_of_person(person: Person) -> tuple[Array | None, list[Motion], float]:
    """Return front, motion, and the end of the walk that told the front."""
    motions = motions_of(person.recording)
    span = first_walk(person.labels)
    if span is None:
        return None, motions, 0.0
    return front_in_span(motions, (span[0] - 2.0, span[1] + 2.0)), motions, span[1]


def lower_back_rows() -> list[Row]:
    """Count impulses of two people's laboratory and daily-life walks, axes known."""
    counters: dict[str, Counter[str]] = {}
    for path in sorted((SHARED / "lower_back_mobilised" / "data_csv").glob("*/001/*.csv")):
        table = np.loadtxt(path, delimiter=",", skiprows=1)
        recording = Recording(
            np.arange(len(table)) / 100.0,
            table[:, 1:4] * STANDARD_GRAVITY_MS2,
            np.radians(table[:, 4:7]),
        )
        for motion in motions_of(recording):
            for movement in movements(motion):
                for name, impulse in (("push", movement.push), ("brake", movement.brake)):
                    if impulse is not None:
                        # the file's axes are up, left, front
                        told = verdict(impulse, motion, np.array([0.0, 0.0, 1.0]))
                        counters.setdefault(name, Counter())[told] += 1
    return [
        Row(
            "measured: lower back, 2 people, 6 tests",
            f"known: {name}",
            counts(counter, Direction.FORWARD),
        )
        for name, counter in counters.items()
    ]


def rows() -> list[Row]:
    """Return all rows of the study."""
    return [*waist_phone_rows(), *lower_back_rows()]
