"""When the foot came down, from when the step signal turned.

A leg's angle turns once for its own foot and once for the other one, and a trunk sinks fastest
once a step, but not at the instant of contact:

    forward    own foot      |.          . turning point    | contact
               other foot    |    .      by a share of the stride that depends on placement,
    backward   own foot      .  |        direction and foot
               other foot  |     .

contact = turning point + lag * stride time

The turning points of one of the two feet are the surer ones. The other foot's steps are put
half-way between them on average: a leg does not tell how unlike the feet are.

Lags: contact_lags.json, made by ``python -m lab.fit.contact_lags``. Where direction or foot is not
known, the mean of what it could be is taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Placement
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import LEG_PLACEMENTS, Turn, TurningPoint

OWN, OTHER = "own", "other"


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    text = resources.files("retrowalk.tracker").joinpath("contact_lags.json").read_text()
    return tuple(json.loads(text)["lags"])


@cache
def lags() -> Mapping[tuple[Placement, Direction, str], float]:
    """Return the fitted lags by placement, direction and foot, in stride times."""
    return {
        (Placement(row["placement"]), Direction(row["direction"]), row["foot"]): float(row["lag"])
        for row in _rows()
    }


@cache
def leads(placement: Placement, direction: Direction) -> bool:
    """Return whether the sensor's own foot is the surer one, on a leg that walks that way."""
    return any(
        (row["placement"], row["direction"], row["foot"]) == (placement, direction, OWN)
        and row["leads"]
        for row in _rows()
    )


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


def _owns(
    steps: Sequence[TurningPoint], fronts: Sequence[int], timing: Timing, direction: Direction
) -> npt.NDArray[np.bool_] | None:
    """Return which steps are the sensor's own foot's, by what most of them say; None if none do."""
    told = 0
    for step, front, number in zip(steps, fronts, timing.numbers, strict=True):
        own = own_foot(step.turn, direction, front)
        if own is not None:
            told += 1 if own == (number % 2 == 0) else -1
    if told == 0:
        return None
    return np.asarray((timing.numbers % 2 == 0) == (told > 0))


def _halfway(timing: Timing, first: npt.NDArray[np.bool_], at: Array) -> Array:
    """Put the steps that are not `first` half-way between those that are, on average.

    Args:
        timing: when each step was found.
        first: (n,) whether it is of the surer foot.
        at: (n,) when each foot came down by its own lag.
    """
    place = {int(n): k for k, n in enumerate(timing.numbers) if first[k]}
    off = [
        0.5 * (at[place[n - 1]] + at[place[n + 1]]) - timing.samples[k]
        for k, n in enumerate(timing.numbers.tolist())
        if not first[k] and n - 1 in place and n + 1 in place
    ]
    if not off:
        return at
    return np.asarray(np.where(first, at, timing.samples + float(np.median(off))))


def contact_samples(
    steps: Sequence[TurningPoint],
    fronts: Sequence[int],
    timing: Timing,
    placement: Placement,
    direction: Direction,
) -> Array:
    """Return when each foot came down.

    Args:
        steps: turning points of one bout in time order.
        fronts: which way the axis of swing pointed at each, see `own_foot`.
        timing: when each of them happened.
        placement: where the sensor is worn.
        direction: of the bout.

    Returns:
        (n,) instants in samples of the stretch, in time order.
    """
    passed = float(timing.numbers[-1] - timing.numbers[0])
    stride = 2.0 * float(timing.samples[-1] - timing.samples[0]) / max(passed, 1.0)

    def lagged(own: bool | None) -> Array:
        return timing.samples + lag(placement, direction, own) * stride

    owns = _owns(steps, fronts, timing, direction) if placement in LEG_PLACEMENTS else None
    if owns is None:
        return np.asarray(np.maximum.accumulate(lagged(None)))
    at = np.where(owns, lagged(True), lagged(False))
    at = _halfway(timing, owns == leads(placement, direction), at)
    return np.asarray(np.maximum.accumulate(at))
