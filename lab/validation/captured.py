"""Motion capture of real people, turned into sensors at random mountings.

Truth: mocap/segments.csv (direction) and mocap/contacts.csv (steps). The calibration is the
person's own forward walking from other clips, joined; below 8 s it is reported apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.spatial.transform import Rotation

from lab.mocap.clips import Labelled, clips, contacts, labelled, sides, turned, worn
from lab.validation.score import Row, Tally, answer, windows
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.tracker import Direction, Walk, track
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.placement import placement_of
from retrowalk.tracker.timebase import stretches

PLACEMENTS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT, Placement.WAIST)
STATES = ("unknown", "calibrated", "known")
CALIBRATION_S = 12.0
SHORTEST_CALIBRATION_S = 8.0
DEGREE = np.pi / 180.0


def browser(recording: Recording, seed: int) -> Recording:
    """Return the recording as a browser gives it: 60 Hz jittered, 0.1 m/s², 0.1 degrees/s."""
    rng = np.random.default_rng(seed)
    count = int(recording.duration_s * 60.0)
    time_s = recording.time_s[0] + np.sort(np.arange(count) / 60.0 + rng.normal(0, 0.003, count))
    time_s = time_s[(time_s >= recording.time_s[0]) & (time_s <= recording.time_s[-1])]
    time_s = time_s[np.concatenate([[True], np.diff(time_s) > 1e-4])]
    rate = recording.angular_rate_rads
    assert rate is not None

    def at(values: np.ndarray, step: float, noise: float) -> np.ndarray:
        read = np.stack([np.interp(time_s, recording.time_s, v) for v in values.T], axis=1)
        return np.asarray(np.round((read + rng.normal(0, noise, read.shape)) / step) * step)

    return Recording(
        time_s,
        at(recording.acceleration_ms2, 0.1, 0.03),
        at(rate, 0.1 * DEGREE, 0.05 * DEGREE),
    )


def person_of(clip: str) -> str:
    """Return who walks in a clip: SNU is one person, CMU names them by number."""
    source, name = clip.split("/")
    return source if source == "snu" else f"{source}/{name[:2]}"


@cache
def _forward_clips(person: str) -> tuple[Labelled, ...]:
    found = [
        one
        for one in labelled()
        if person_of(one.clip) == person
        and one.direction is Direction.FORWARD
        and (person != "snu" or "WalkForwardNormal" in one.clip)
    ]
    return tuple(found)


@cache
def calibration_of(clip: str, placement: Placement, side: str) -> tuple[Recording | None, float]:
    """Join forward walking of the same person from other clips.

    Returns:
        The recording and its seconds; None where the person has no other forward walk.
    """
    times, forces, rates = [], [], []
    walked, clock = 0.0, 0.0
    for one in _forward_clips(person_of(clip)):
        if one.clip == clip or walked >= CALIBRATION_S:
            continue
        part = worn(one.clip, placement, side).part(one.start_s, one.end_s)
        rate = part.angular_rate_rads
        if rate is None or len(part.time_s) < 100:
            continue
        times.append(part.time_s - part.time_s[0] + clock)
        forces.append(part.acceleration_ms2)
        rates.append(rate)
        walked += part.duration_s
        clock += part.duration_s + 1.0
    if not times:
        return None, 0.0
    joined = Recording(np.concatenate(times), np.vstack(forces), np.vstack(rates))
    return joined, walked


@dataclass(frozen=True)
class Case:
    """One clip worn at one place in one state of knowledge."""

    clip: str
    placement: Placement
    side: str
    state: str
    quality: str
    walk: Walk | None
    note: str


def cases(placement: Placement, state: str, quality: str) -> list[Case]:
    """Track every clip."""
    found = []
    for index, clip in enumerate(clips()):
        for side in sides(placement):
            mount = Rotation.random(rng=np.random.default_rng(index)).as_matrix()
            recording = turned(worn(clip, placement, side), mount)
            if quality == "browser":
                recording = browser(recording, index)
            calibration, note = None, ""
            if state == "calibrated":
                joined, walked = calibration_of(clip, placement, side)
                if joined is None or walked < SHORTEST_CALIBRATION_S:
                    note = f"calibration of {walked:.1f} s"
                    found.append(Case(clip, placement, side, state, quality, None, note))
                    continue
                calibration = turned(joined, mount)
            try:
                walk = track(
                    recording,
                    placement=placement,
                    mounting=Mounting(mount.T) if state == "known" else None,
                    calibration=calibration,
                )
            except RetrowalkError as error:
                found.append(Case(clip, placement, side, state, quality, None, str(error)))
                continue
            found.append(Case(clip, placement, side, state, quality, walk, ""))
    return found


def score(found: list[Case]) -> tuple[dict[tuple[str, Direction], Tally], list[str]]:
    """Count windows by source and direction; list cases without a usable calibration."""
    tallies: dict[tuple[str, Direction], Tally] = {}
    apart = []
    for case in found:
        if case.walk is None:
            apart.append(f"{case.clip} {case.placement} {case.side}: {case.note}")
            continue
        for one in labelled():
            if one.clip != case.clip:
                continue
            tally = tallies.setdefault((one.source, one.direction), Tally())
            for low, high in windows(one.start_s, one.end_s):
                tally.add(one.direction, answer(case.walk, low, high), f"{case.clip} {case.side}")
    return tallies, apart


def steps(found: list[Case]) -> dict[tuple[str, Direction], tuple[int, int, int, int]]:
    """Count steps against contacts: told, true, bouts within one step, bouts."""
    counts: dict[tuple[str, Direction], tuple[int, int, int, int]] = {}
    for case in found:
        if case.walk is None:
            continue
        for one in labelled():
            if one.clip != case.clip:
                continue
            true = sum(one.start_s <= t < one.end_s for t in contacts(one.clip))
            if true < 4:
                continue
            told = sum(one.start_s <= s.time_s < one.end_s for s in case.walk.steps)
            a, b, c, d = counts.get((one.source, one.direction), (0, 0, 0, 0))
            close = int(abs(told - true) <= 1)
            counts[one.source, one.direction] = (a + told, b + true, c + close, d + 1)
    return counts


def recognised() -> list[Row]:
    """Count what an unnamed placement is taken for."""
    found = []
    for placement in Placement:
        told: dict[str, int] = {}
        for clip in clips():
            for side in sides(placement):
                recording = worn(clip, placement, side)
                motions = [motion_of(part) for part in stretches(recording)]
                where = placement_of(recording, None, motions)
                name = f"{where.placement} {where.source}"
                told[name] = told.get(name, 0) + 1
        text = ", ".join(f"{count} {name}" for name, count in sorted(told.items()))
        found.append(Row("captured", f"{placement} not named: taken for", text))
    return found


def rows(quality: str = "full") -> tuple[list[Row], list[str]]:
    """Score all captures.

    Returns:
        Rows of the table, and one line for each window that was not right.
    """
    found: list[Row] = []
    errors: list[str] = []
    for placement in PLACEMENTS:
        for state in STATES:
            if placement is Placement.WAIST and state == "unknown":
                continue
            mine = cases(placement, state, quality)
            tallies, apart = score(mine)
            if apart:
                people = sorted({person_of(line.split()[0]) for line in apart})
                text = f"{len(apart)} clips of {', '.join(people)} without 8 s of calibration"
                found.append(Row("captured", f"{placement}, {state}", text))
            for (source, direction), tally in sorted(tallies.items()):
                what = f"{placement}, {state}, {quality} quality: {direction} windows"
                found.append(Row(source.upper(), what, str(tally)))
                errors.extend(f"{what}: {line}" for line in tally.errors)
            if state == "unknown" or placement is Placement.WAIST:
                for (source, direction), (told, true, close, bouts) in sorted(steps(mine).items()):
                    found.append(
                        Row(
                            source.upper(),
                            f"{placement}, {quality} quality: steps {direction}",
                            f"{told} told, {true} true ({100 * (told - true) / true:+.1f} %); "
                            f"{close}/{bouts} bouts within 1",
                        )
                    )
    return found, errors
