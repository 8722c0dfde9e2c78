"""From the swings of a leg to the first lift and the last contact: the lags, and how far off.

    python -m lab.fit.walk_test             fits on simulated 3-metre walks, prints the lags
    python -m lab.fit.walk_test --score     scores simulated and captured walks

The first captures are the five of SNU, whose walker starts from a stand and stops by himself after
3.0 to 3.3 m. Their truth: first lift, when heel and ball of a foot both move faster than
0.2 m/s; last contact, when heel or ball of the last foot arrives within 1 cm of its rest.

The second are walks cut at a line: one of CMU's that begins from a stand and goes on beyond 3 m,
and SNU's at 3 m and before. The line is crossed when the pelvis is so far from where it stood;
the recording goes on, or is cut there.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from functools import cache

import numpy as np

from lab.mocap.clips import body, sides, worn
from lab.validation.contact_truth import SOLES, captured_contacts, landings
from retrowalk import track
from retrowalk.coach.assessments.by_sensor import backward_walk_time
from retrowalk.coach.assessments.edges import EDGES, begin_step_s
from retrowalk.coach.assessments.swings import LegMotion, leg_motion
from retrowalk.estimate import Estimate
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.simulate.body import Segment
from retrowalk.tracker import Walk
from retrowalk.tracker.base import Direction

CLIPS = tuple(f"snu/wd2_WalkBackward0{k}.bvh" for k in range(5))
FIT_SEEDS = range(200)
SCORE_SEEDS = range(400, 460)
# a captured walk from a stand that goes on beyond 3 m
FARTHER = "cmu/06_07.bvh"
_MOVES_MPS = 0.2
_BEFORE_S = (1.0, 0.6)
_STOOD_S = 0.4
_ARRIVED_M = 0.01
_LEG = {True: "own", False: "other"}
_MISSED = 0.4
# ten captured walks count as two hundred
_CAPTURED_WEIGHT = 20.0
_FORWARD = "stand 3, forward 14, stand 4, "


@dataclass(frozen=True, slots=True)
class Attempt:
    """One test: what was told and what was true, seconds; `reason` where nothing was told."""

    told: Estimate
    true_s: float

    @property
    def error_s(self) -> float | None:
        """Told minus true."""
        return None if self.told.value is None else self.told.value - self.true_s


@dataclass(frozen=True, slots=True)
class Lagged:
    """One lag from a swing's end, and how long swing or motion lasted, step times."""

    name: str
    lag: float
    lasts: float
    weight: float


def simulated(
    seed: int, placement: Placement, *, calibrated: bool
) -> tuple[Recording, Truth, float]:
    """Return a walk of about 3 m by a random person, its truth and its true seconds."""
    style = WalkerStyle.varied(seed)
    lasts_s = 3.0 / style.backward_speed_mps + 0.9
    plan = f"{_FORWARD if calibrated else 'stand 3, '}backward {lasts_s:.2f}, stand 4"
    recording, truth = simulate(
        plan, style=style, placement=placement, seed=seed, mounting="random", sensor="browser"
    )
    return recording, truth, truth.segments[-2].moving_s


def simulated_attempt(seed: int, placement: Placement, *, calibrated: bool) -> Attempt:
    """Track one simulated test and time it."""
    recording, truth, true_s = simulated(seed, placement, calibrated=calibrated)
    walk = tracked(recording, placement, truth.mounting, calibrated=calibrated)
    return Attempt(backward_walk_time(walk, recording), true_s)


def tracked(
    recording: Recording, placement: Placement, mounting: Mounting, *, calibrated: bool
) -> Walk:
    """Track with the forward walk at the start as calibration, or with the known mounting."""
    if calibrated:
        return track(recording, placement=placement, calibration=(3.0, 17.0))
    return track(recording, placement=placement, mounting=mounting)


def captured_truth(clip: str) -> tuple[float, float]:
    """Return first lift and last contact of a captured backward walk, seconds."""
    moving, sole = body(clip), SOLES[clip.split("/")[0]]
    time_s = moving.time_s
    lifts, stops = [], []
    for side in ("left", "right"):
        foot = moving.segments[Segment(f"foot_{side}")]
        points = [foot.point_m(point) for point in (sole.heel_m, sole.ball_m)]
        speeds = [np.linalg.norm(np.gradient(p, time_s, axis=0), axis=1) for p in points]
        at = np.flatnonzero(np.minimum(*speeds) > _MOVES_MPS)
        lifts.append(float(time_s[at[0]]))
        stops.append((float(time_s[at[-1] + 1]), points))
    stop_s, points = max(stops, key=lambda one: one[0])
    arrivals = []
    for point in points:
        rest_m = point[(time_s > stop_s + 0.1) & (time_s < stop_s + 0.5), 2].mean()
        high = np.flatnonzero((point[:, 2] > rest_m + _ARRIVED_M) & (time_s < stop_s + 0.2))
        arrivals.append(float(time_s[high[-1] + 1]))
    return min(lifts), min(arrivals)


def captured_attempt(clip: str, placement: Placement, side: str) -> Attempt:
    """Track one captured test, axes along the segment, and time it."""
    lift_s, contact_s = captured_truth(clip)
    recording = worn(clip, placement, side)
    walk = track(recording, placement=placement, mounting=Mounting(np.eye(3)))
    return Attempt(backward_walk_time(walk, recording), contact_s - lift_s)


@cache
def captured_contacts_s(clip: str) -> tuple[float, ...]:
    """Return the contacts of a captured backward walk, seconds.

    From heel and ball where the foot is seen to come to rest, else the label; the last step of
    SNU, which closes the feet, has no label and is that of `captured_truth`.
    """
    moving, sole = body(clip), SOLES[clip.split("/")[0]]
    found = []
    for side in ("left", "right"):
        steps = captured_contacts()[clip, side]
        labels = [at for at, direction in steps if direction is Direction.BACKWARD]
        seen = landings(moving, side, labels, sole)
        found += [at if one is None else one.time_s for at, one in zip(labels, seen, strict=True)]
    if clip in CLIPS:
        found.append(captured_truth(clip)[1])
    return tuple(sorted(found))


@cache
def lift_s(clip: str) -> float:
    """Return when the first foot lifted before a captured walk that begins from a stand.

    CMU's feet jitter too much to tell it by their speed: there a foot has lifted when heel and
    ball are both more than 1 cm from where they stood.
    """
    if clip in CLIPS:
        return captured_truth(clip)[0]
    moving, sole = body(clip), SOLES[clip.split("/")[0]]
    time_s, first_s = moving.time_s, captured_contacts_s(clip)[0]
    stood = (time_s > first_s - _BEFORE_S[0]) & (time_s < first_s - _BEFORE_S[1])
    lifts = []
    for side in ("left", "right"):
        foot = moving.segments[Segment(f"foot_{side}")]
        points = [foot.point_m(point) for point in (sole.heel_m, sole.ball_m)]
        gone_m = [np.linalg.norm(p - np.median(p[stood], axis=0), axis=1) for p in points]
        stays = np.flatnonzero((np.minimum(*gone_m) < _ARRIVED_M) & (time_s < first_s))
        lifts.append(float(time_s[stays[-1] + 1]))
    return min(lifts)


def crossed_s(clip: str, line_m: float) -> float | None:
    """Return when the pelvis was `line_m` from where it stood, None where it never was.

    Heels and pelvis stand one above the other at the start, so a line behind the heels is as
    far from the pelvis.
    """
    moving = body(clip)
    time_s, way_m = moving.time_s, moving.segments[Segment.PELVIS].origin_m[:, :2]
    begin_s = lift_s(clip)
    stood = (time_s > begin_s - _STOOD_S) & (time_s < begin_s)
    gone_m = np.linalg.norm(way_m - way_m[stood].mean(axis=0), axis=1)
    beyond = np.flatnonzero((time_s > begin_s) & (gone_m >= line_m))
    return float(time_s[beyond[0]]) if len(beyond) else None


def cut_attempt(
    clip: str, placement: Placement, side: str, line_m: float, *, goes_on: bool
) -> Attempt | None:
    """Time one captured walk to the line; None where it never gets there.

    The recording either goes on after the line or ends there.
    """
    line_s = crossed_s(clip, line_m)
    if line_s is None:
        return None
    contact_s = max(at for at in captured_contacts_s(clip) if at <= line_s)
    recording = worn(clip, placement, side)
    zero_s = float(recording.time_s[0])
    if not goes_on:
        recording = recording.part(zero_s, line_s)
    walk = track(recording, placement=placement, mounting=Mounting(np.eye(3)))
    told = backward_walk_time(walk, recording, line_s=line_s - zero_s)
    return Attempt(told, contact_s - lift_s(clip))


def _leg(recording: Recording, walk: Walk) -> LegMotion | None:
    """Return the swings of the last backward walk."""
    mine = [bout for bout in walk.bouts if bout.direction is Direction.BACKWARD]
    if not mine:
        return None
    zero_s = float(recording.time_s[0])
    start_s, end_s = zero_s + mine[-1].start_s, zero_s + mine[-1].end_s
    step_s = 60.0 / (mine[-1].cadence_spm.value or 90.0)
    return leg_motion(recording, (start_s - 2.5, end_s + 2.5), (start_s, end_s), step_s)


def _simulated_lags(seed: int, placement: Placement) -> list[Lagged]:
    """Return the lags of one simulated walk: lift and contact, and the passing ones."""
    recording, truth, true_s = simulated(seed, placement, calibrated=seed % 2 == 1)
    walk = tracked(recording, placement, truth.mounting, calibrated=seed % 2 == 1)
    found = _leg(recording, walk)
    if found is None:
        return []
    segment = truth.segments[-2]
    inside = [c for c in truth.contacts if segment.start_s <= c.time_s < segment.end_s]
    lags = _lags(
        found,
        (inside[-1].time_s - true_s, inside[-1].time_s),
        (inside[0].side is truth.side, inside[-1].side is truth.side),
        1.0,
    )
    for contact in inside[1:-1]:
        own = contact.side is truth.side
        ends_s = [s.end_s for s in found.swings if s.end_s < contact.time_s + 0.1]
        if ends_s:
            lag = (contact.time_s - ends_s[-1]) / found.step_s
            lags.append(Lagged(f"passing {_LEG[own]}", lag, 0.0, 1.0))
    return lags


def _captured_lags(clip: str, placement: Placement, side: str) -> list[Lagged]:
    """Return the lags of one captured walk. The right leg of SNU begins and ends."""
    recording = worn(clip, placement, side)
    found = _leg(recording, track(recording, placement=placement, mounting=Mounting(np.eye(3))))
    own = side == "right"
    truth = captured_truth(clip)
    return [] if found is None else _lags(found, truth, (own, own), _CAPTURED_WEIGHT)


def _lags(
    found: LegMotion, truth_s: tuple[float, float], own: tuple[bool, bool], weight: float
) -> list[Lagged]:
    first, last, step_s = found.swings[0], found.swings[-1], found.step_s
    begin_s = begin_step_s(found, own=own[0])
    lift = (first.end_s - truth_s[0]) / begin_s
    lasts = (first.end_s - first.start_s) / begin_s
    contact = (truth_s[1] - last.end_s) / step_s
    return [
        Lagged(f"lift {_LEG[own[0]]}", lift, lasts, weight),
        Lagged(f"contact {_LEG[own[1]]}", contact, found.until, weight),
    ]


def _fitted(lags: list[Lagged]) -> tuple[float, float]:
    """Return fixed and per by least squares; a swing that was not seen is left out."""
    kept = lags
    for _ in range(3):
        weights = np.sqrt([one.weight for one in kept])
        table = np.array([[1.0, one.lasts] for one in kept])
        lag = np.array([one.lag for one in kept])
        (fixed, per), *_ = np.linalg.lstsq(table * weights[:, None], lag * weights, rcond=None)
        kept = [one for one in lags if abs(one.lag - fixed - per * one.lasts) < _MISSED]
    return float(fixed), float(per)


def _fit() -> None:
    for placements in ((Placement.THIGH, Placement.POCKET), (Placement.ANKLE,), (Placement.FOOT,)):
        lags: list[Lagged] = []
        for placement in placements:
            for seed in FIT_SEEDS:
                lags += _simulated_lags(seed, placement)
            for clip in CLIPS:
                for side in sides(placement):
                    lags += _captured_lags(clip, placement, side)
        print(", ".join(placements), "   now", EDGES[placements[0]])
        for name in ("lift own", "lift other", "contact own", "contact other"):
            fixed, per = _fitted([one for one in lags if one.name == name])
            print(f"    {name:13} Lag({fixed:.2f}, {per:.2f})")
        for name in ("passing own", "passing other"):
            print(f"    {name:13} {np.median([one.lag for one in lags if one.name == name]):.2f}")


def _row(placement: Placement, name: str, attempts: list[Attempt]) -> str:
    errors = [abs(a.error_s) for a in attempts if a.error_s is not None]
    if not errors:
        return f"| {placement.value} | {name} | 0 of {len(attempts)} | | | | |"
    size = np.array(errors)
    return (
        f"| {placement.value} | {name} | {len(errors)} of {len(attempts)} |"
        f" {np.median(size):.2f} | {np.quantile(size, 0.95):.2f} | {size.max():.2f} |"
        f" {np.mean(size <= 0.3):.0%} |"
    )


def _score() -> None:
    placements = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
    for placement in placements:
        for name, calibrated in (("mounting known", False), ("calibrated", True)):
            made = [
                simulated_attempt(seed, placement, calibrated=calibrated) for seed in SCORE_SEEDS
            ]
            print(_row(placement, f"simulated, {name}", made))
        worn_at = [(clip, side) for clip in CLIPS for side in sides(placement)]
        stopped = [captured_attempt(clip, placement, side) for clip, side in worn_at]
        print(_row(placement, "captured", stopped))
    print()
    for placement in placements:
        for name, clips, lines_m in (
            ("CMU, 3 m", (FARTHER,), (3.0,)),
            ("SNU, 3 m", CLIPS, (3.0,)),
            ("SNU, 2 and 2.5 m", CLIPS, (2.0, 2.5)),
        ):
            for how, goes_on in (("goes on", True), ("cut", False)):
                tried = [
                    cut_attempt(clip, placement, side, line_m, goes_on=goes_on)
                    for clip in clips
                    for side in sides(placement)
                    for line_m in lines_m
                ]
                print(_row(placement, f"{name}, {how}", [one for one in tried if one is not None]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--score", action="store_true")
    if parser.parse_args().score:
        _score()
    else:
        _fit()
