"""Fit the time from turning point to contact: ``python -m lab.fit.contact_lags [--check]``.

For each placement, direction and foot: the median lag in stride times of each recording, the median
of those for each source (SNU, CMU, the simulator, at the waist also the sensors that were really
worn, lower_back_mobilised with its insoles), then the middle between the least and the largest
source: the lag that is least wrong for the source it is most wrong for. So neither the size of a
source nor the length of a recording counts. On a leg, the foot on which the sources agree better
leads. Contacts of the captures: `lab.mocap.landings`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from lab.benchmarks.walks import mobilised
from lab.mocap.clips import clips, labelled, worn
from lab.mocap.landings import landings
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.base import Direction
from retrowalk.tracker.contact_times import OTHER, OWN, own_foot
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.timebase import PERIOD_S, stretches

OUT = Path(__file__).resolve().parents[2] / "src/retrowalk/tracker/contact_lags.json"
PLACEMENTS = (
    Placement.POCKET,
    Placement.THIGH,
    Placement.ANKLE,
    Placement.FOOT,
    Placement.WAIST,
)
PEOPLE = range(1000, 1060)
PLAN = "stand 2, forward 14, stand 3, backward 14, stand 2"
_FAR = 0.35  # in stride times; a contact farther off belongs to another step
# by source, recording, direction and foot
Lags = dict[tuple[str, str, Direction, str], list[float]]


def _gather(
    lags: Lags,
    source: tuple[str, str],
    recording: Recording,
    placement: Placement,
    truth: list[tuple[float, float, Direction, list[tuple[float, str]]]],
) -> None:
    """Add the lags of one recording whose sensor lies along the body, on the right leg.

    `source` names the source and the recording.
    """
    for part in stretches(recording):
        motion = motion_of(part)
        for run in walks_in(motion, placement):
            for before, step, after in zip(run.steps, run.steps[1:], run.steps[2:], strict=False):
                at = (part.first + step.sample) * PERIOD_S
                stride_s = (after.sample - before.sample) * PERIOD_S
                for start, end, direction, feet in truth:
                    if not start <= at < end:
                        continue
                    foot, mine = OWN, feet
                    if placement in LEG_PLACEMENTS:
                        # the axis of swing of such a sensor is near its y; its sign is the run's
                        front = _front(motion.angle[step.sample], int(step.turn))
                        own = own_foot(step.turn, direction, front)
                        foot = OWN if own else OTHER
                        mine = [one for one in feet if (one[1] == "right") == own]
                    lag = [(time - at) / stride_s for time, _ in mine]
                    near = min(lag, key=abs, default=1.0)
                    if abs(near) < _FAR:
                        lags[(*source, direction, foot)].append(near)


def _front(angle_rad: np.ndarray, turn: int) -> int:
    """Return whether the axis of swing was +y: a high of the signal has a positive angle then."""
    return int(np.sign(angle_rad[1])) * turn


def gathered(placement: Placement) -> Lags:
    """Return all lags of a placement by source, recording, direction and foot."""
    lags: Lags = defaultdict(list)
    for seed in PEOPLE:
        style = WalkerStyle.varied(seed)
        recording, truth = simulate(
            PLAN, style=style, placement=placement, side="right", sensor="logger", seed=seed
        )
        feet = [(one.time_s, one.side.value) for one in truth.contacts]
        spans = [
            (one.start_s + 1.0, one.end_s - 1.0, one.direction, feet)
            for one in truth.segments
            if one.steps
        ]
        _gather(lags, ("simulated", str(seed)), recording, placement, spans)
    for clip in clips():
        spans = [
            (one.start_s, one.end_s, one.direction, list(landings(clip)))
            for one in labelled()
            if one.clip == clip and one.direction in (Direction.FORWARD, Direction.BACKWARD)
        ]
        _gather(lags, (clip[:3], clip), worn(clip, placement, "right"), placement, spans)
    if placement is Placement.WAIST:
        for k, walk in enumerate(mobilised()):
            signals = walk.signals
            time_s = np.arange(len(signals.acceleration_ms2)) / 100.0
            recording = Recording(time_s, signals.acceleration_ms2, signals.angular_rate_rads)
            spans = [
                (one.start_s, one.end_s, one.direction, [(at, "") for at in one.contacts_s])
                for one in walk.stretches
            ]
            _gather(lags, ("mobilised", str(k)), recording, placement, spans)
    return lags


def _of_sources(lags: Lags, direction: Direction, foot: str) -> dict[str, float]:
    """Return the lag of each source: the median over its recordings."""
    found = defaultdict(list)
    for (source, _, way, whose), values in sorted(lags.items()):
        if (way, whose) == (direction, foot):
            found[source].append(float(np.median(values)))
    return {source: float(np.median(values)) for source, values in found.items()}


def fit() -> dict[str, object]:
    """Fit all lags and print each source's."""
    rows = []
    for placement in PLACEMENTS:
        lags = gathered(placement)
        feet = (OWN, OTHER) if placement in LEG_PLACEMENTS else (OWN,)
        for direction in (Direction.FORWARD, Direction.BACKWARD):
            sources = {foot: _of_sources(lags, direction, foot) for foot in feet}
            spread = {foot: max(one.values()) - min(one.values()) for foot, one in sources.items()}
            for foot, one in sources.items():
                lag = 0.5 * (max(one.values()) + min(one.values()))
                leads = spread[foot] == min(spread.values())
                told = ", ".join(f"{name} {value:+.3f}" for name, value in one.items())
                print(f"{placement} {direction} {foot}: {lag:+.3f} of the stride ({told})")
                rows.append(
                    {
                        "placement": placement.value,
                        "direction": direction.value,
                        "foot": foot,
                        "lag": round(lag, 3),
                        "leads": leads,
                    }
                )
    return {"made_by": "python -m lab.fit.contact_lags", "lags": rows}


def main() -> None:
    """Write the lags, or check that they are current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the file would change")
    check = parser.parse_args().check
    text = json.dumps(fit(), indent=1) + "\n"
    if check and OUT.read_text() != text:
        raise SystemExit("contact_lags.json is not what this code and data give")
    OUT.write_text(text)


if __name__ == "__main__":
    main()
