"""How long a leg is calm while it walks: does a walk test end by itself too early?

    python -m lab.validation.calm

`web/src/coach/assessments/watch.ts` ends a test when a leg has stood still for 2 s, still being
under 0.35 rad/s. Told here: the longest calm stretch between first lift and last contact.
"""

from __future__ import annotations

import numpy as np

from lab.fit.walk_test import CLIPS, SCORE_SEEDS, captured_truth, simulated
from lab.mocap.clips import sides, worn
from retrowalk.recording import Placement, Recording

STILL_RADS = 0.35
PLACEMENTS = (Placement.POCKET, Placement.ANKLE, Placement.FOOT)


def longest_calm_s(recording: Recording, start_s: float, end_s: float) -> float:
    """Return the longest stretch under the limit in [start_s, end_s), on its clock."""
    rate = recording.angular_rate_rads
    if rate is None:
        raise ValueError("a gyroscope is needed")
    inside = (recording.time_s >= start_s) & (recording.time_s < end_s)
    time_s, moves = recording.time_s[inside], np.linalg.norm(rate[inside], axis=1) > STILL_RADS
    edges_s = [start_s, *time_s[moves].tolist(), end_s]
    return float(np.max(np.diff(edges_s)))


def captured_s(placement: Placement) -> float:
    """Return the longest of SNU's five backward walks, both legs."""
    return max(
        longest_calm_s(worn(clip, placement, side), *captured_truth(clip))
        for clip in CLIPS
        for side in sides(placement)
    )


def simulated_s(placement: Placement) -> float:
    """Return the longest of the simulated walks of about 3 m."""
    found = []
    for seed in SCORE_SEEDS:
        recording, truth, moving_s = simulated(seed, placement, calibrated=False)
        last_s = truth.contacts[-1].time_s
        found.append(longest_calm_s(recording, last_s - moving_s, last_s))
    return max(found)


def main() -> None:
    """Print the longest calm stretch of each placement."""
    for placement in PLACEMENTS:
        told = f"captured {captured_s(placement):.2f} s, simulated {simulated_s(placement):.2f} s"
        print(f"{placement.value}: {told}")


if __name__ == "__main__":
    main()
