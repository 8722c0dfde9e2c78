"""When the foot came down, from when the step signal turned.

A leg's angle turns once for its own foot and once for the other one, and a trunk sinks fastest
once a step, but not at the instant of contact:

    forward    own foot      |.          . turning point    | contact
               other foot    |    .      by a share of the stride that depends on placement,
    backward   own foot      .  |        direction and foot
               other foot  |     .

contact = turning point + lag * stride time

Lags: contact_lags.json, made by ``python -m lab.fit.contact_lags``. Where direction or foot is not
known, the mean of what it could be is taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from retrowalk.recording import Placement
from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import Turn, TurningPoint

OWN, OTHER = "own", "other"


@cache
def lags() -> Mapping[tuple[Placement, Direction, str], float]:
    """Return the fitted lags by placement, direction and foot, in stride times."""
    text = resources.files("retrowalk.tracker").joinpath("contact_lags.json").read_text()
    return {
        (Placement(row["placement"]), Direction(row["direction"]), row["foot"]): float(row["lag"])
        for row in json.loads(text)["lags"]
    }


def own_foot(turn: Turn, direction: Direction, front: int) -> bool | None:
    """Return whether a leg's turning point belongs to its own foot; None where it is not known.

    Args:
        turn: highest or lowest angle about the axis of swing.
        direction: of the walk.
        front: 1 where that axis is the left one, -1 the right one, 0 not known.
    """
    if front == 0 or direction not in (Direction.FORWARD, Direction.BACKWARD):
        return None
    # about the left axis a positive angle brings the foot to the back
    behind = int(turn) * front > 0
    return behind == (direction is Direction.BACKWARD)


def lag(placement: Placement, direction: Direction, own: bool | None) -> float:
    """Return from turning point to contact, in stride times; 0 for placements without lags."""
    feet = (OWN, OTHER) if own is None else ((OWN,) if own else (OTHER,))
    ways = (
        (direction,) if direction in (Direction.FORWARD, Direction.BACKWARD) else tuple(Direction)
    )
    known = [
        lags()[placement, way, foot]
        for way in ways
        for foot in feet
        if (placement, way, foot) in lags()
    ]
    return sum(known) / len(known) if known else 0.0


def contact_samples(
    steps: Sequence[TurningPoint],
    fronts: Sequence[int],
    placement: Placement,
    direction: Direction,
) -> list[float]:
    """Return when each foot came down.

    Args:
        steps: turning points of one bout in time order.
        fronts: which way the axis of swing pointed at each, see `own_foot`.
        placement: where the sensor is worn.
        direction: of the bout.

    Returns:
        Instants in samples of the stretch, in time order.
    """
    found: list[float] = []
    for k, (step, front) in enumerate(zip(steps, fronts, strict=True)):
        near = [steps[max(0, k - 1)].sample, steps[min(len(steps) - 1, k + 1)].sample]
        stride = (near[1] - near[0]) * (2.0 if k in (0, len(steps) - 1) else 1.0)
        own = own_foot(step.turn, direction, front)
        at = step.sample + lag(placement, direction, own) * stride
        found.append(max(at, found[-1]) if found else at)
    return found
