"""200 simulated walks of varied people: pocket, ankle, foot and waist at random mountings.

Simulated figures check the code against an exact truth; they are not evidence of accuracy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from lab.validation.score import Row, Tally, answer, windows
from retrowalk.recording import Placement, Wearer
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction, Walk, track

WALKS = 200
LEGS = (Placement.POCKET, Placement.ANKLE, Placement.FOOT)
DIRECTIONS = (Direction.FORWARD, Direction.BACKWARD)


@dataclass(frozen=True)
class Scored:
    """One walk with one placement and state of knowledge."""

    placement: Placement
    calibrated: bool
    seed: int
    answers: tuple[tuple[Direction, Direction, str], ...]
    true_backward: int
    told_backward: float
    speed_errors: tuple[tuple[Direction, float, bool], ...]


def plan_of(seed: int) -> str:
    """Draw a plan: a calibration walk, then forward and backward in turn with pauses."""
    rng = np.random.default_rng(10_000 + seed)
    parts = ["stand 2", "forward 14", "stand 3"]
    for _ in range(int(rng.integers(2, 5))):
        parts.append(f"backward {rng.integers(12, 45)}")
        if rng.random() < 0.6:
            parts.append(f"stand {rng.integers(2, 6)}")
        parts.append(f"forward {rng.integers(10, 30)}")
        if rng.random() < 0.3:
            parts.append("turn 180")
    return ", ".join([*parts, "stand 2"])


def score_walk(seed: int) -> list[Scored]:
    """Simulate one person's walk on every placement and score it."""
    found = []
    style = WalkerStyle.varied(seed)
    side = "right" if seed % 2 else "left"
    sensor = "browser" if seed % 3 else "logger"
    for placement in (*LEGS, Placement.WAIST):
        recording, truth = simulate(
            plan_of(seed),
            style=style,
            placement=placement,
            side=side,
            sensor=sensor,
            mounting="random",
            seed=seed,
        )
        for calibrated in (False, True):
            if placement is Placement.WAIST and not calibrated:
                continue
            walk = track(
                recording,
                placement=placement,
                calibration=(1.0, 17.0) if calibrated else None,
                wearer=Wearer(height_m=style.height_m),
            )
            answers: list[tuple[Direction, Direction, str]] = []
            speeds: list[tuple[Direction, float, bool]] = []
            for segment in truth.segments:
                if segment.direction not in DIRECTIONS:
                    continue
                for low, high in windows(segment.start_s, segment.end_s):
                    place = f"simulated {placement} seed {seed}, {low:.0f}-{high:.0f} s"
                    answers.append((segment.direction, answer(walk, low, high), place))
                speeds.extend(_speeds(walk, segment.start_s, segment.end_s, segment.speed_mps))
            found.append(
                Scored(
                    placement,
                    calibrated,
                    seed,
                    tuple(answers),
                    sum(c.direction is Direction.BACKWARD for c in truth.contacts),
                    walk.summary.backward.steps.value or 0.0,
                    tuple(speeds),
                )
            )
    return found


def _speeds(
    walk: Walk, start_s: float, end_s: float, true_mps: float
) -> Iterable[tuple[Direction, float, bool]]:
    for bout in walk.bouts:
        middle = 0.5 * (bout.start_s + bout.end_s)
        estimate = bout.speed_mps
        if start_s <= middle < end_s and estimate.value is not None:
            assert estimate.low is not None
            assert estimate.high is not None
            covered = estimate.low <= true_mps <= estimate.high
            yield bout.direction, estimate.value - true_mps, covered


def rows(walks: int = WALKS, workers: int = 2) -> tuple[list[Row], list[str]]:
    """Score all walks.

    Returns:
        Rows of the table, and one line for each window that was not right.
    """
    with ProcessPoolExecutor(workers) as pool:
        scored = [one for many in pool.map(score_walk, range(walks), chunksize=4) for one in many]
    groups: dict[tuple[Placement, bool], list[Scored]] = defaultdict(list)
    for one in scored:
        groups[one.placement, one.calibrated].append(one)
    found: list[Row] = []
    errors: list[str] = []
    for (placement, calibrated), mine in groups.items():
        state = "calibrated" if calibrated else "unknown mounting"
        tally = Tally()
        for one in mine:
            for truth, told, where in one.answers:
                tally.add(truth, told, where)
        bar = 95.0 if placement is Placement.WAIST else 98.0
        met = 100.0 * tally.right >= bar * tally.total
        name = f"simulated, {len(mine)} walks"
        what = f"{placement}, {state}"
        found.append(Row(name, f"{what}: 5 s windows", str(tally), f">= {bar:g} % right", met))
        errors.extend(f"{what}: {line}" for line in tally.errors)
        counted = sum(one.told_backward for one in mine)
        true = sum(one.true_backward for one in mine)
        off = 100.0 * (counted - true) / true
        within = sum(
            abs(one.told_backward - one.true_backward) <= 0.05 * one.true_backward for one in mine
        )
        found.append(
            Row(
                name,
                f"{what}: backward steps",
                f"{counted:.0f} told, {true} true ({off:+.1f} %); "
                f"{within}/{len(mine)} walks within 5 %",
                "all together within 5 %",
                abs(off) <= 5.0,
            )
        )
        for direction in DIRECTIONS:
            speeds = [s for one in mine for s in one.speed_errors if s[0] is direction]
            if speeds:
                error = float(np.mean([abs(s[1]) for s in speeds]))
                bias = float(np.mean([s[1] for s in speeds]))
                inside = sum(s[2] for s in speeds)
                found.append(
                    Row(
                        name,
                        f"{what}: speed {direction}",
                        f"mean absolute error {error:.2f} m/s, bias {bias:+.2f}; interval holds "
                        f"the truth in {inside}/{len(speeds)}",
                    )
                )
    return found, errors
