"""Speed and distance beside the truth: ``python -m lab.validation.speed [--walks N]
[--placement P]``.

Truth is the mean speed along the path over the bout's own time (lab.fit.speed_truth): simulated
people 0 to N - 1, whom no fit has seen, and the SNU captures, which the factors of pocket, thigh
and waist were fitted to (`python -m lab.fit.speed` prints what a fit without them does). PyShoe's
foot walks beside optical capture; nothing is fitted to it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.io import loadmat
from scipy.signal import butter, sosfiltfilt

from lab.fit.speed_truth import (
    DIRECTIONS,
    Told,
    captured,
    captured_wearer,
    simulated,
    simulated_path,
)
from lab.studies.plans import plan_of
from lab.studies.rows import Row, table
from lab.validation import foot
from lab.validation.score import wilson
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Array, Placement, Wearer
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction, track
from retrowalk.tracker.gains import STRIDE_PLACEMENTS
from retrowalk.tracker.personal import PersonalScale, personal_scale, rescaled, scale_of

WALKS = 200
PLACEMENTS = (Placement.POCKET, Placement.ANKLE, Placement.FOOT, Placement.WAIST)
KNOWN_M = 20.0
STANDING_MPS = 0.15
CLOSE = 0.05  # distance within 5 %
# SNU clips that serve as the known distance, by session and direction
SNU_KNOWN = {
    ("snu, first session", Direction.FORWARD): ("WalkForwardNormal00", "WalkForwardNormal02"),
    ("snu, first session", Direction.BACKWARD): ("WalkBackward00", "WalkBackward02"),
    ("snu, second session", Direction.FORWARD): ("freeWalk_01",),
}


@dataclass(frozen=True)
class Case:
    """One bout in one state of knowledge."""

    state: str
    told: Told
    walk: str


def scaled(told: Told, wearer: Wearer, scale: PersonalScale) -> Told:
    """Return the bout as it is told with a personal scale."""
    bout = told.bout
    speed_mps = rescaled(bout.speed_mps, told.placement, bout.direction, wearer, scale)
    return replace(told, bout=replace(bout, speed_mps=speed_mps))


def known_distance(
    seed: int, placement: Placement, wearers: list[Wearer]
) -> list[PersonalScale | None]:
    """Let a simulated person walk 20 m each way, another day, sensor and mounting anew.

    Returns:
        A scale for each state of knowledge; None where the tracker takes one of the two walks
        for something else.
    """
    style = WalkerStyle.varied(seed)
    forward_s, backward_s = KNOWN_M / style.speed_mps, KNOWN_M / style.backward_speed_mps
    plan = f"stand 2, forward {forward_s:.1f}, stand 3, backward {backward_s:.1f}, stand 2"
    day = 50_000 + seed
    recording, truth = simulate(
        plan,
        style=style,
        placement=placement,
        side="right" if seed % 2 else "left",
        sensor="browser",
        mounting="random",
        seed=day,
    )
    path = simulated_path(plan, style, day)
    parts = [(s.start_s, s.end_s) for s in truth.segments if s.direction in DIRECTIONS]
    found: list[PersonalScale | None] = []
    for wearer in wearers:
        walk = track(recording, placement=placement, mounting=truth.mounting, wearer=wearer)
        try:
            forward, backward = (
                personal_scale(
                    walk, path(end_s) - path(start_s), wearer=wearer, start_s=start_s, end_s=end_s
                )
                for start_s, end_s in parts
            )
        except RetrowalkError as error:
            print(f"seed {seed}, {placement}: {error}", file=sys.stderr)
            found.append(None)
        else:
            found.append(forward.joined(backward))
    return found


def simulated_walks(seed: int, placement: Placement, wearers: list[Wearer]) -> list[list[Told]]:
    """Walk the plan of lab.validation.simulated, tracked once for each state of knowledge."""
    return simulated(seed, placement, plan_of(seed), wearers)


def simulated_cases(seed: int, placement: Placement) -> list[Case]:
    """Walk one held-out person in every state of knowledge."""
    wearers = states(Wearer(height_m=WalkerStyle.varied(seed).height_m), placement)
    found: list[Case] = []
    walks = simulated_walks(seed, placement, list(wearers.values()))
    scales = known_distance(seed, placement, list(wearers.values()))
    for state, told, scale in zip(wearers, walks, scales, strict=True):
        for one in told:
            found.append(Case(state, one, one.name))
            if scale is None:
                continue
            own = scaled(one, wearers[state], scale)
            found.append(Case(f"{state}, after 20 m each way", own, one.name))
            if one.direction is Direction.BACKWARD:
                other = scaled(one, wearers[state], replace(scale, backward=None))
                found.append(Case(f"{state}, after 20 m forward alone", other, one.name))
    return found


def states(measured: Wearer, placement: Placement) -> dict[str, Wearer]:
    """Return what may be known of a body; strides need nothing."""
    if placement in STRIDE_PLACEMENTS:
        return {"nothing known": Wearer()}
    return {"height known": measured, "height unknown": Wearer()}


def captured_cases(placement: Placement) -> list[Case]:
    """Track the SNU captures in every state of knowledge."""
    found: list[Case] = []
    for state, wearer in states(captured_wearer("snu", "height"), placement).items():
        told = captured("snu", placement, "height" if state == "height known" else "unknown")
        for one in told:
            found.append(Case(state, one, one.person))
        for (session, direction), clips in SNU_KNOWN.items():
            mine = [o for o in told if o.person == session and o.direction is direction]
            known_part = [one for one in mine if any(clip in one.name for clip in clips)]
            if not known_part:
                continue
            true_m = sum(one.true_mps * one.seconds for one in known_part)
            bouts = [one.bout for one in known_part]
            scale = scale_of(placement, bouts, true_m, 0.01, wearer)
            found.extend(
                Case(f"{state}, after {true_m:.0f} m", scaled(one, wearer, scale), one.person)
                for one in mine
                if one not in known_part
            )
    return found


def _share(held: int, total: int) -> str:
    low, high = wilson(held, total)
    return f"{held}/{total} ({100 * held / total:.1f} %, {100 * low:.1f}-{100 * high:.1f})"


def _row(data: str, what: str, cases: list[Case]) -> Row:
    """Say bias, error, coverage by bouts and by people, and distances of whole walks."""
    true = np.array([case.told.true_mps for case in cases])
    told = np.array([case.told.bout.speed_mps.value for case in cases], dtype=np.float64)
    held = np.array([case.told.covered for case in cases])
    seconds = np.array([case.told.seconds for case in cases])
    names = np.array([case.walk for case in cases])
    first = np.array([np.flatnonzero(names == name)[0] for name in np.unique(names)])
    off = np.array(
        [
            np.sum((told * seconds)[names == name]) / np.sum((true * seconds)[names == name]) - 1.0
            for name in np.unique(names)
        ]
    )
    wide = [
        (case.told.bout.speed_mps.high or 0.0) / (case.told.bout.speed_mps.value or 1.0) - 1.0
        for case in cases
    ]
    figure = (
        f"mean absolute error {np.abs(told - true).mean():.3f} m/s, bias "
        f"{np.mean(told - true):+.3f}; interval ({np.median(wide):+.0%}) holds the truth in "
        f"{_share(int(held.sum()), len(held))}"
    )
    if len(first) > 2:
        close = int(np.sum(np.abs(off) <= CLOSE))
        figure += (
            f", first bout of each walk {_share(int(held[first].sum()), len(first))}; distance "
            f"within 5 % in {close}/{len(off)} walks, mean {np.abs(off).mean():.1%}"
        )
    return Row(data, what, figure)


def _rows(data: str, cases: Iterable[Case]) -> list[Row]:
    groups: dict[tuple[Placement, Direction, str], list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.told.placement, case.told.direction, case.state].append(case)
    return [
        _row(data, f"{placement}, speed {direction}, {state}", mine)
        for (placement, direction, state), mine in groups.items()
    ]


def _stance_path(data: Mapping[str, Array], time_s: Array) -> tuple[Array, Array]:
    """Return when a captured foot stood, and how far it had come, straight from stand to stand."""
    rate_hz = 1.0 / float(np.median(np.diff(time_s)))
    sos = butter(2, 10.0, fs=rate_hz, output="sos")
    way = sosfiltfilt(sos, data["gt"], axis=0)
    still = np.linalg.norm(np.gradient(way, time_s, axis=0), axis=1) < STANDING_MPS
    edges = np.flatnonzero(np.diff(np.concatenate([[0], still.astype(int), [0]])))
    middles = [(a + b) // 2 for a, b in edges.reshape(-1, 2) if b - a > 0.05 * rate_hz]
    chords = np.hypot(*np.diff(way[middles, :2], axis=0).T)
    return time_s[middles], np.concatenate([[0.0], np.cumsum(chords)])


def foot_bouts() -> list[tuple[Estimate, float]]:
    """Return what is told of a real foot's bouts, and the truth by optical capture."""
    found = []
    for path in sorted(foot.FOLDER.glob("*.mat")):
        data = loadmat(path)
        time_s = np.ravel(data["ts"]) - np.ravel(data["ts"])[0]
        stood_s, travelled = _stance_path(data, time_s)
        walk = track(foot.recording(path), placement=Placement.FOOT, mounting=foot.MOUNTING)
        for bout in walk.bouts:
            if bout.speed_mps.known:
                ends = np.interp([bout.start_s, bout.end_s], stood_s, travelled)
                true_mps = float(np.diff(ends)[0]) / (bout.end_s - bout.start_s)
                found.append((bout.speed_mps, true_mps))
    return found


def foot_row() -> Row:
    """Score PyShoe's bouts (validation only)."""
    bouts = foot_bouts()
    off = np.array([(told.value or 0.0) - true for told, true in bouts])
    held = sum((told.low or 0.0) <= true <= (told.high or 0.0) for told, true in bouts)
    return Row(
        "PyShoe foot",
        "foot, speed of bouts of any direction",
        f"mean absolute error {np.abs(off).mean():.3f} m/s, bias {off.mean():+.3f}; interval "
        f"holds the truth in {_share(held, len(off))}",
    )


def rows(walks: int = WALKS, placements: tuple[Placement, ...] = PLACEMENTS) -> list[Row]:
    """Score everything; about seven minutes for 200 walks on one core."""
    found: list[Row] = []
    for placement in placements:
        cases = [case for seed in range(walks) for case in simulated_cases(seed, placement)]
        found.extend(_rows(f"simulated, {walks} walks", cases))
        found.extend(_rows("SNU", captured_cases(placement)))
        if placement is Placement.FOOT:
            found.append(foot_row())
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=WALKS, help="simulated walks")
    parser.add_argument("--placement", type=Placement, choices=PLACEMENTS, help="only this one")
    given = parser.parse_args()
    placements = PLACEMENTS if given.placement is None else (given.placement,)
    print(table(rows(given.walks, placements)))


if __name__ == "__main__":
    main()
