"""The push from rest and the brake before it, against the front of the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lab.mocap.clips import Labelled, clips, labelled, sides, worn
from lab.studies import measured
from lab.studies.ask import WALKING, held, motions_of, told_by_travel
from lab.studies.course import reposed
from lab.studies.measured import counts, verdict
from lab.studies.plans import plan_of
from lab.studies.rows import Row, Tally
from lab.validation.captured import person_of
from lab.validation.score import windows
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.impulse import Movement, front_of, movements
from retrowalk.tracker.travel import front_in_span

PLACEMENTS = (Placement.WRIST, Placement.HAND, Placement.WAIST, Placement.POCKET)
CALIBRATION_S = (1.0, 18.5)
STATES = ("known", "calibrated")
# a start or stop of a captured clip is this near to a labelled stretch
_NEAR_S = 1.2


def gestured(recording: Recording, at_s: Sequence[float], seed: int) -> Recording:
    """Let the arm do something else as well: move by 0.4 m, turn by about 40 degrees and back.

    Args:
        recording: of a sensor without gaps.
        at_s: starts of walks; each gesture begins within a second of one, and lasts 0.8 s
            (1.6 s with the turn back).
        seed: draws times and directions.
    """
    rng = np.random.default_rng(seed)
    begins = [start_s + float(rng.uniform(-1.0, 1.0)) for start_s in at_s]
    (motion,) = motions_of(recording)
    extra = np.zeros((len(motion), 3))
    for begin_s in begins:
        way = np.cross(motion.up[0], rng.normal(size=3))
        way *= 0.4 / float(np.linalg.norm(way))
        u = np.clip((motion.time_s - begin_s) / 0.8, 0.0, 1.0)
        extra += way * ((60.0 * u - 180.0 * u**2 + 120.0 * u**3) / 0.8**2)[:, None]
    in_sensor = np.einsum("nji,nj->ni", motion.world_from_sensor, extra)
    time_s = recording.time_s - recording.time_s[0]
    more = np.stack([np.interp(time_s, motion.time_s, x) for x in in_sensor.T], axis=1)
    moved = replace(recording, acceleration_ms2=recording.acceleration_ms2 + more)
    there = reposed(moved, begins, 40.0, seed, lasts_s=0.8)
    return reposed(there, [begin_s + 0.8 for begin_s in begins], -40.0, seed, lasts_s=0.8)


def gesture_rows(walks: int) -> list[Row]:
    """Score wrists that gesture at the start of each walk; the calibration walk is quiet."""
    tallies = {(state, d): Tally() for state in STATES for d in WALKING}
    for seed in range(walks):
        recording, truth = simulate(
            plan_of(seed),
            style=WalkerStyle.varied(seed),
            placement=Placement.WRIST,
            side="right" if seed % 2 else "left",
            sensor="browser",
            seed=seed,
        )
        starts = [s.start_s + 0.3 for s in truth.segments[2:] if s.direction in WALKING]
        motions = motions_of(gestured(recording, starts, seed))
        fronts = {
            "known": truth.mounting.body_from_sensor[0],
            "calibrated": front_in_span(motions, CALIBRATION_S),
        }
        for state, front in fronts.items():
            told = told_by_travel(motions, Placement.WRIST, front=front)
            for segment in truth.segments[2:]:
                if segment.direction in WALKING:
                    for low, high in windows(segment.start_s, segment.end_s):
                        answer = held(told, low, high)
                        tallies[state, segment.direction].add(segment.direction, answer, f"{seed}")
    return [
        Row(
            f"simulated, {walks} walks",
            f"wrist, {state}, gesture at each start: {d} windows",
            str(t),
        )
        for (state, d), t in tallies.items()
    ]


def simulated_rows(walks: int) -> list[Row]:
    """Score 5 s windows of simulated walks after the calibration walk."""
    found: list[Row] = []
    for placement in PLACEMENTS:
        tallies = {(state, d): Tally() for state in STATES for d in WALKING}
        for seed in range(walks):
            recording, truth = simulate(
                plan_of(seed),
                style=WalkerStyle.varied(seed),
                placement=placement,
                side="right" if seed % 2 else "left",
                sensor="browser" if seed % 3 else "logger",
                mounting="random",
                seed=seed,
            )
            motions = motions_of(recording)
            fronts = {
                "known": truth.mounting.body_from_sensor[0],
                "calibrated": front_in_span(motions, CALIBRATION_S),
            }
            for state, front in fronts.items():
                told = told_by_travel(motions, placement, front=front)
                for segment in truth.segments[2:]:
                    if segment.direction in WALKING:
                        for low, high in windows(segment.start_s, segment.end_s):
                            answer = held(told, low, high)
                            tallies[state, segment.direction].add(
                                segment.direction, answer, f"{seed}"
                            )
        found.extend(
            Row(f"simulated, {walks} walks", f"{placement}, {state}: {d} windows", str(tally))
            for (state, d), tally in tallies.items()
        )
    return found


def _fronts(placement: Placement, side: str) -> dict[str, list[tuple[str, Motion, Movement]]]:
    """Return forward movements of each person, for their calibration."""
    found: dict[str, list[tuple[str, Motion, Movement]]] = {}
    for one in labelled():
        if one.direction is not Direction.FORWARD or "spiral" in one.clip or "turn" in one.clip:
            continue
        for motion, movement in _near(one, placement, side):
            found.setdefault(person_of(one.clip), []).append((one.clip, motion, movement))
    return found


def _near(one: Labelled, placement: Placement, side: str) -> list[tuple[Motion, Movement]]:
    """Return the movements that hold a labelled stretch."""
    return [
        (motion, movement)
        for motion in motions_of(worn(one.clip, placement, side))
        for movement in movements(motion)
        if motion.time_s[movement.start] < one.end_s
        and motion.time_s[movement.end - 1] > one.start_s
    ]


def _calibrated_front(walks: Sequence[tuple[str, Motion, Movement]], but: str) -> Array | None:
    """Learn the front from at most three forward walks of other clips."""
    others = [(motion, movement) for clip, motion, movement in walks if clip != but]
    clear = [
        (motion, movement)
        for motion, movement in others
        if movement.push is not None and movement.push.clear
    ]
    return front_of(tuple(clear[:3]))


def captured_rows() -> list[Row]:
    """Score single impulses, then 5 s windows, of captured people."""
    found: list[Row] = []
    for placement in PLACEMENTS:
        ends: dict[tuple[str, Direction], Counter[str]] = {}
        tallies: dict[tuple[str, Direction], Tally] = {}
        for side in sides(placement):
            walks = _fronts(placement, side)
            for clip in clips():
                mine = [one for one in labelled() if one.clip == clip]
                motions = motions_of(worn(clip, placement, side))
                fronts: dict[str, Array | None] = {
                    "known": np.array([1.0, 0.0, 0.0]),
                    "calibrated": _calibrated_front(walks.get(person_of(clip), ()), clip),
                }
                for state, front in fronts.items():
                    told = told_by_travel(motions, placement, front=front)
                    for one in mine:
                        tally = tallies.setdefault((state, one.direction), Tally())
                        for low, high in windows(one.start_s, one.end_s):
                            tally.add(one.direction, held(told, low, high), f"{clip} {side}")
                for one in mine:
                    for name, told_end in _ends(one, placement, side):
                        ends.setdefault((name, one.direction), Counter())[told_end] += 1
        found.extend(
            Row("captured", f"{placement}, known: {name} of {d} walks", counts(counter, d))
            for (name, d), counter in ends.items()
        )
        found.extend(
            Row("captured", f"{placement}, {state}: {d} windows", str(tally))
            for (state, d), tally in tallies.items()
        )
    return found


def _ends(one: Labelled, placement: Placement, side: str) -> list[tuple[str, str]]:
    """Return what push and brake of a labelled stretch say, where it begins or ends at rest."""
    front = np.array([1.0, 0.0, 0.0])
    told = []
    for motion, movement in _near(one, placement, side):
        start_s = float(motion.time_s[movement.start])
        end_s = float(motion.time_s[movement.end - 1])
        if movement.push is not None and abs(start_s - one.start_s) < _NEAR_S:
            told.append(("push", verdict(movement.push, motion, front)))
        if movement.brake is not None and abs(end_s - one.end_s) < _NEAR_S:
            told.append(("brake", verdict(movement.brake, motion, front)))
    return told


def both_wrists_rows() -> list[Row]:
    """Score captured windows where either wrist may tell, the other agreeing or silent."""
    tallies: dict[Direction, Tally] = {}
    front = np.array([1.0, 0.0, 0.0])
    for clip in clips():
        told = [
            told_by_travel(
                motions_of(worn(clip, Placement.WRIST, side)), Placement.WRIST, front=front
            )
            for side in sides(Placement.WRIST)
        ]
        for one in labelled():
            if one.clip == clip:
                tally = tallies.setdefault(one.direction, Tally())
                for low, high in windows(one.start_s, one.end_s):
                    answers = {held(each, low, high) for each in told} - {Direction.UNKNOWN}
                    answer = answers.pop() if len(answers) == 1 else Direction.UNKNOWN
                    tally.add(one.direction, answer, clip)
    return [
        Row("captured", f"both wrists, known, either tells: {d} windows", str(tally))
        for d, tally in tallies.items()
    ]


def rows(walks: int = 60) -> list[Row]:
    """Return all rows of the study."""
    return [
        *simulated_rows(walks),
        *gesture_rows(walks),
        *captured_rows(),
        *both_wrists_rows(),
        *measured.rows(),
    ]
