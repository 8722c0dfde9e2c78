"""Fit the factors of the speed models: ``python -m lab.fit.speed [--check]``.

Truth is the pelvis' travel in the SNU captures (one person; CMU is retargeted to one skeleton,
so its speeds are not truth). The spread written is the larger of the residual's and 0.10,
because one person says nothing about how much people differ (design choice).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from lab.mocap.clips import labelled, sides, worn
from retrowalk.recording import Placement
from retrowalk.tracker import Direction
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.speed import leg_predictor
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.timebase import RATE_HZ, stretches

OUT = Path(__file__).resolve().parents[2] / "src/retrowalk/tracker/speed_gains.json"
LEAST_SPREAD = 0.10


def predictors(placement: Placement, direction: Direction) -> tuple[list[float], list[float]]:
    """Return predicted speed before the gain and true speed, both in leg lengths per second."""
    predicted, true = [], []
    for one in labelled():
        if one.source != "snu" or one.direction is not direction:
            continue
        for side in sides(placement):
            for part in stretches(worn(one.clip, placement, side)):
                motion = motion_of(part)
                steps = [step for run in walks_in(motion, placement) for step in run.steps]
                times = motion.time_s
                mine = tuple(s for s in steps if one.start_s <= times[s.sample] < one.end_s)
                if len(mine) < 4:
                    continue
                cadence_hz = float(RATE_HZ / np.diff([s.sample for s in mine]).mean())
                predicted.append(
                    leg_predictor(mine, cadence_hz)
                    if placement in LEG_PLACEMENTS
                    else cadence_hz**2
                )
                true.append(one.speed_mps / one.leg_m)
    return predicted, true


def fit() -> list[dict[str, object]]:
    """Fit all factors and print their residuals."""
    rows: list[dict[str, object]] = []
    for placement, directions in (
        (Placement.POCKET, (Direction.FORWARD, Direction.BACKWARD)),
        (Placement.THIGH, (Direction.FORWARD, Direction.BACKWARD)),
        (Placement.ANKLE, (Direction.FORWARD, Direction.BACKWARD)),
        (Placement.WAIST, (Direction.FORWARD,)),
    ):
        for direction in directions:
            x, y = (np.array(values) for values in predictors(placement, direction))
            factor = float(np.median(y / x))
            residual = y - factor * x
            spread = float(np.std(residual / y))
            print(
                f"{placement} {direction}: factor {factor:.3f}, {len(x)} bouts, mean absolute "
                f"error {np.abs(residual).mean() * 0.866:.3f} m/s, relative spread {spread:.3f}"
            )
            rows.append(
                {
                    "placement": placement.value,
                    "direction": direction.value,
                    "factor": round(factor, 3),
                    "spread": round(max(LEAST_SPREAD, spread), 3),
                }
            )
    return rows


def main() -> None:
    """Write the factors, or check that they are current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the file would change")
    check = parser.parse_args().check
    text = json.dumps({"made_by": "python -m lab.fit.speed", "gains": fit()}, indent=1) + "\n"
    if check and OUT.read_text() != text:
        raise SystemExit("speed_gains.json is not what this code and data give")
    OUT.write_text(text)


if __name__ == "__main__":
    main()
