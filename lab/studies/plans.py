"""Plans that simulated people of fits and studies walk."""

from __future__ import annotations

import numpy as np


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
