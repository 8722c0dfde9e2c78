"""What is no walking forward or backward: side steps, stairs, jogging, shuffling, turning.

The same simulated people, each gait 20 s and more, at speeds of their own, entered from
standing, from walking forward or from walking backward.
"""

from __future__ import annotations

import numpy as np

from lab.validation.people import (
    CALIBRATION_PLAN,
    KNOWLEDGE,
    PLACEMENTS,
    SCORED_FROM_S,
    person,
    tracked,
    worn_by,
)
from lab.validation.score import Key, Ledger, ask
from retrowalk.tracker import Direction

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
SIDEWAYS = ("left", "right")
OTHERS = ("stairs-down", "stairs-up", "jog", "shuffle", "turn")


def gaits_plan(seed: int) -> str:
    """Draw a plan: a calibration walk, then every gait once in any order."""
    rng = np.random.default_rng(30_000 + seed)
    parts = [CALIBRATION_PLAN]
    for gait in rng.permutation([*SIDEWAYS, *OTHERS]):
        parts.append(str(rng.choice(_BEFORE)))
        if gait == "turn":
            parts.append(f"turn {rng.choice([-720, 720])}")
        else:
            speed = _SPEEDS[gait] * rng.uniform(0.75, 1.3)
            parts.append(f"{gait} {rng.integers(20, 31)} @{speed:.2f}")
    return ", ".join([*parts, "stand 2"])


def gaits_of(seed: int) -> Ledger:
    """Simulate one person's gaits on every placement and score them."""
    who = person(seed)
    ledger = Ledger()
    for placement in PLACEMENTS:
        recording, truth = worn_by(who, gaits_plan(seed), placement)
        for knowledge in KNOWLEDGE:
            walk = tracked(recording, truth, knowledge, who.wearer)
            for segment in truth.segments:
                if segment.gait in (*SIDEWAYS, *OTHERS) and segment.start_s >= SCORED_FROM_S:
                    sideways = segment.direction is Direction.SIDEWAYS
                    ask(
                        ledger,
                        walk,
                        (segment.start_s, segment.end_s),
                        Key(
                            "simulated gaits",
                            "sideways" if sideways else segment.gait,
                            placement,
                            knowledge,
                            "mixed",
                            "",
                            segment.direction,
                        ),
                        f"person {who.seed}",
                        keep=False,
                    )
    return ledger
