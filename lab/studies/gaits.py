"""What is called backward and is not: every gait of simulated people, placement by placement.

``python -m lab.studies.gaits [--people 24] [--first 2000] [--places ankle waist]``

Prints, for each gait, placement and state of knowledge, how many windows of 5 s and 2.5 s were
told forward, backward, sideways and not at all. The people begin at seed 2000: none of them is
in the validation. Simulated figures check the gates against an exact truth; they are no evidence
of accuracy on people.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lab.validation.score import answer, windows
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.tracker import Direction, Knowledge, Walk, track

FIRST_SEED = 2000
PLACEMENTS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT, Placement.WAIST)
KNOWLEDGE = (Knowledge.KNOWN, Knowledge.CALIBRATED, Knowledge.UNKNOWN)
GAITS = (
    "forward",
    "backward",
    "left",
    "right",
    "stairs-up",
    "stairs-down",
    "jog",
    "shuffle",
    "turn",
)
CALIBRATION_S = (1.0, 17.0)
_SCORED_FROM_S = 19.0
# usual speeds of the simulator, m/s; each person takes 0.75 to 1.3 of them
_SPEEDS = {
    "left": 0.32,
    "right": 0.32,
    "stairs-down": 0.50,
    "stairs-up": 0.46,
    "jog": 2.1,
    "shuffle": 0.40,
}
_BEFORE = ("stand 3", "forward 8", "forward 8, stand 2", "backward 8", "backward 8, stand 2")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: a gait of some people at one placement, in one state of knowledge."""

    gait: str
    placement: Placement
    knowledge: Knowledge
    window_s: float


def plan_of(seed: int) -> str:
    """Draw a plan: a calibration walk, then every gait once in any order."""
    rng = np.random.default_rng(40_000 + seed)
    parts = ["stand 2, forward 14, stand 3"]
    for gait in rng.permutation(GAITS):
        parts.append(str(rng.choice(_BEFORE)))
        if gait == "turn":
            parts.append(f"turn {rng.choice([-720, 720])}")
        elif gait in _SPEEDS:
            parts.append(f"{gait} 20 @{_SPEEDS[gait] * rng.uniform(0.75, 1.3):.2f}")
        else:
            parts.append(f"{gait} 20")
    return ", ".join([*parts, "stand 2"])


def recorded(seed: int, placement: Placement) -> tuple[Recording, Truth]:
    """Simulate one person's gaits; every third wears a logger, the others a browser."""
    rng = np.random.default_rng(50_000 + seed)
    return simulate(
        plan_of(seed),
        style=WalkerStyle.varied(seed),
        placement=placement,
        side="right" if rng.random() < 0.5 else "left",
        sensor="browser" if seed % 3 else "logger",
        mounting="random",
        looseness=float(rng.uniform(0.0, 1.0)),
        seed=seed,
    )


def tracked(recording: Recording, truth: Truth, knowledge: Knowledge) -> Walk:
    """Track a recording in one state of knowledge."""
    return track(
        recording,
        mounting=truth.mounting if knowledge is Knowledge.KNOWN else None,
        calibration=CALIBRATION_S if knowledge is Knowledge.CALIBRATED else None,
    )


def told(walk: Walk, start_s: float, end_s: float) -> Direction:
    """Return what holds most of a window; time in no bout counts as unknown."""
    held = sum(max(0.0, min(bout.end_s, end_s) - max(bout.start_s, start_s)) for bout in walk.bouts)
    if held < 0.5 * (end_s - start_s):
        return Direction.UNKNOWN
    return answer(walk, start_s, end_s)


def scored(walk: Walk, truth: Truth, knowledge: Knowledge) -> Iterator[tuple[Asked, Direction]]:
    """Yield what was told of each window."""
    for segment in truth.segments:
        if segment.start_s < _SCORED_FROM_S or segment.gait not in GAITS:
            continue
        for window_s in (5.0, 2.5):
            asked = Asked(segment.gait, truth.placement, knowledge, window_s)
            for low, high in windows(segment.start_s, segment.end_s, window_s):
                yield asked, told(walk, low, high)


def _place_of(asked: Asked) -> tuple[int, int]:
    return GAITS.index(asked.gait), PLACEMENTS.index(asked.placement)


def table(counts: dict[Asked, Counter[Direction]]) -> str:
    """Return the counts as text."""
    lines = ["gait         placement state       window  forward backward sideways  unknown"]
    order = (Direction.FORWARD, Direction.BACKWARD, Direction.SIDEWAYS, Direction.UNKNOWN)
    for asked in sorted(counts, key=_place_of):
        total = sum(counts[asked].values())
        shares = " ".join(
            f"{counts[asked][way]:4d}={100 * counts[asked][way] / total:3.0f}%" for way in order
        )
        lines.append(
            f"{asked.gait:12s} {asked.placement:9s} {asked.knowledge:11s} {asked.window_s:4.1f} s "
            f" {shares}"
        )
    return "\n".join(lines)


def count(seeds: Sequence[int], placements: Sequence[Placement]) -> dict[Asked, Counter[Direction]]:
    """Simulate, track and count."""
    counts: dict[Asked, Counter[Direction]] = {}
    for seed in seeds:
        for placement in placements:
            recording, truth = recorded(seed, placement)
            for knowledge in KNOWLEDGE:
                if placement is Placement.WAIST and knowledge is Knowledge.UNKNOWN:
                    continue
                walk = tracked(recording, truth, knowledge)
                for asked, way in scored(walk, truth, knowledge):
                    counts.setdefault(asked, Counter())[way] += 1
    return counts


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="seed of the first person")
    parser.add_argument("--places", nargs="+", type=Placement, default=PLACEMENTS)
    given = parser.parse_args()
    print(table(count(range(given.first, given.first + given.people), given.places)))


if __name__ == "__main__":
    main()
