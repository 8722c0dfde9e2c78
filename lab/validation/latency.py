"""How soon the live form tells, and where it puts a change: ``python -m lab.validation.latency``.

Simulated walks of varied people, forward, backward, forward, without a pause. Delays are in the
recording's own time, samples handed over 0.1 s at a time; what the processor needs is not in them.
Simulated figures check the code; they are not evidence of accuracy.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.tracker import (
    Bout,
    BoutEvent,
    Calibration,
    Direction,
    DirectionEvent,
    Event,
    Knowledge,
    StepEvent,
    Tracker,
    calibrate,
)

WALKS = 24
PLAN = "stand 2, forward 13, backward 15, forward 13, stand 4"
CALIBRATION_PLAN = "forward 14"
PUSH_S = 0.1
LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
PLACEMENTS = (*LEGS, Placement.WAIST)
# an answer counts for a change if its half second is not long before it
_BEFORE_S = 1.5
# and a bout's edge if it is nearer than this
_NEAR_S = 6.0

Heard = list[tuple[float, Event]]


@dataclass(frozen=True)
class Timed:
    """One walk with one placement and state of knowledge; all lists in seconds.

    Attributes:
        placement: where the sensor is worn.
        knowledge: of its mounting.
        changes: how often the walker changed direction.
        after_contact: from the first contact in the new direction until the change was heard.
        after_reversal: the same from the instant at which the body reversed.
        steps: from each step's turning point until it was told.
        bouts: from each bout's end until it was told.
        edges: where bouts were cut, against the reversal; positive is late.
        start: from the first contact of the walk until its first answer.
    """

    placement: Placement
    knowledge: Knowledge
    changes: int
    after_contact: list[float]
    after_reversal: list[float]
    steps: list[float]
    bouts: list[float]
    edges: list[float]
    start: list[float]


def heard(tracker: Tracker, recording: Recording) -> Heard:
    """Return every event with the time of the last sample that was handed over before it."""
    told: Heard = []
    size = round(PUSH_S * recording.rate_hz)
    rate = recording.angular_rate_rads
    assert rate is not None
    for start in range(0, len(recording.time_s), size):
        rows = slice(start, start + size)
        part = Recording(recording.time_s[rows], recording.acceleration_ms2[rows], rate[rows])
        now_s = float(part.time_s[-1] - recording.time_s[0])
        told += [(now_s, event) for event in tracker.push(part)]
    return told + [(recording.duration_s, event) for event in tracker.finish()]


def changes(truth: Truth) -> Iterator[tuple[float, float, Direction]]:
    """Yield reversal, first contact after it and new direction of each change."""
    walked = (Direction.FORWARD, Direction.BACKWARD)
    for before, after in pairwise(truth.segments):
        if before.direction in walked and after.direction in walked:
            contact_s = next(
                contact.time_s
                for contact in truth.contacts
                if contact.time_s >= after.start_s and contact.direction is after.direction
            )
            yield after.start_s, contact_s, after.direction


def edge_s(bouts: list[Bout], reversal_s: float, direction: Direction) -> float | None:
    """Return where the bout in the new direction begins, against the reversal."""
    starts = [
        after.start_s - reversal_s
        for before, after in pairwise(bouts)
        if after.direction is direction and before.direction is not direction
    ]
    near = min(starts, key=abs, default=None)
    return near if near is not None and abs(near) < _NEAR_S else None


def timed(told: Heard, truth: Truth, placement: Placement, knowledge: Knowledge) -> Timed:
    """Time what was told of one walk."""
    answers = [(now, event) for now, event in told if isinstance(event, DirectionEvent)]
    bouts = [(now, event.bout) for now, event in told if isinstance(event, BoutEvent)]
    steps = [now - event.time_s for now, event in told if isinstance(event, StepEvent)]
    after_contact, after_reversal, edges = [], [], []
    wanted = list(changes(truth))
    for reversal_s, contact_s, direction in wanted:
        first = next(
            (
                now
                for now, event in answers
                if event.direction is direction and event.time_s > reversal_s - _BEFORE_S
            ),
            None,
        )
        if first is not None:
            after_contact.append(first - contact_s)
            after_reversal.append(first - reversal_s)
        edge = edge_s([bout for _, bout in bouts], reversal_s, direction)
        if edge is not None:
            edges.append(edge)
    known = [now for now, event in answers if event.direction is not Direction.UNKNOWN]
    return Timed(
        placement,
        knowledge,
        len(wanted),
        after_contact,
        after_reversal,
        steps,
        [now - bout.end_s for now, bout in bouts],
        edges,
        [known[0] - truth.contacts[0].time_s] if known else [],
    )


def time_walk(seed: int, placement: Placement) -> list[Timed]:
    """Simulate one person's walk and follow it live in every state of knowledge."""
    walk = partial(
        simulate,
        style=WalkerStyle.varied(seed),
        placement=placement,
        side="right" if seed % 2 else "left",
        sensor="browser",
    )
    recording, truth = walk(PLAN, mounting="random", seed=seed)
    forward, _ = walk(CALIBRATION_PLAN, mounting=truth.mounting, seed=10_000 + seed)
    states: dict[Knowledge, tuple[Mounting | None, Calibration | None]] = {
        Knowledge.UNKNOWN: (None, None),
        Knowledge.CALIBRATED: (None, calibrate(forward, placement)),
        Knowledge.KNOWN: (truth.mounting, None),
    }
    if placement is Placement.WAIST:
        del states[Knowledge.UNKNOWN]
    return [
        timed(
            heard(Tracker(placement, mounting=mounting, calibration=known), recording),
            truth,
            placement,
            knowledge,
        )
        for knowledge, (mounting, known) in states.items()
    ]


def _spread(values: list[float]) -> str:
    if not values:
        return "none"
    median, most = np.quantile(values, [0.5, 0.9])
    return f"{median:.1f}, {most:.1f}, {max(values):.1f}"


def table(found: list[Timed]) -> str:
    """Return one line for each placement and state of knowledge."""
    lines = [
        "| placement | mounting | walks | changes heard | after first contact | after reversal "
        "| first answer | steps | bouts | edge of the bout |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    groups = dict.fromkeys((one.placement, one.knowledge) for one in found)
    for placement, knowledge in groups:
        mine = [one for one in found if (one.placement, one.knowledge) == (placement, knowledge)]
        edges = [edge for one in mine for edge in one.edges]
        off = "none"
        if edges:
            sizes = [abs(edge) for edge in edges]
            off = f"{np.median(edges):+.1f}; {np.median(sizes):.1f}, {max(sizes):.1f}"
            off += f" of {len(edges)}"
        counts = sum(len(one.after_contact) for one in mine), sum(one.changes for one in mine)
        cells = [
            placement,
            knowledge,
            f"{len(mine)}",
            f"{counts[0]} of {counts[1]}",
            *(
                _spread([value for one in mine for value in getattr(one, name)])
                for name in ("after_contact", "after_reversal", "start", "steps", "bouts")
            ),
            off,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=WALKS, help="walks for each placement")
    parser.add_argument("--only", type=Placement, choices=PLACEMENTS, help="one placement")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    found: list[Timed] = []
    with ProcessPoolExecutor(given.workers) as pool:
        for placement in PLACEMENTS if given.only is None else (given.only,):
            many = pool.map(partial(time_walk, placement=placement), range(given.walks))
            every = [one for walk in many for one in walk]
            found += sorted(every, key=lambda one: list(Knowledge)[::-1].index(one.knowledge))
    print(table(found))


if __name__ == "__main__":
    main()
