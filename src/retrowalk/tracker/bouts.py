"""Walks cut where the direction changes.

    run      |  |  |  |  |  |  |  |  |  |  |  |
    answers  F  F  F  F  F  F  B  B  B  B  B  B     each step takes the answer of its half second
    bouts    [---- forward ---)[-- backward --)     at least four steps each

A stretch of fewer than four steps joins the longer neighbour; it is too short to tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.walking import FEWEST_STEPS, Run


@dataclass(frozen=True, slots=True)
class HopAnswer:
    """The answer for half a second of walking.

    Attributes:
        sample: centre of the half second in the stretch.
        direction: what was decided.
        probability: of that direction; 0 for unknown.
        reason: why it is unknown, else None.
    """

    sample: int
    direction: Direction
    probability: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a run with one direction: [start, end) in samples of the stretch."""

    start: int
    end: int
    steps: tuple[TurningPoint, ...]
    direction: Direction
    probability: float
    reason: str | None


def _groups(directions: list[Direction]) -> list[tuple[int, int, Direction]]:
    found: list[tuple[int, int, Direction]] = []
    for i, direction in enumerate(directions):
        if found and found[-1][2] is direction:
            found[-1] = (found[-1][0], i + 1, direction)
        else:
            found.append((i, i + 1, direction))
    return found


def _absorbed(directions: list[Direction]) -> list[Direction]:
    """Let groups of fewer than four steps join their longer neighbour, shortest first."""
    merged = list(directions)
    while True:
        groups = _groups(merged)
        short = [k for k, (a, b, _) in enumerate(groups) if b - a < FEWEST_STEPS]
        if len(groups) == 1 or not short:
            return merged
        k = min(short, key=lambda k: (groups[k][1] - groups[k][0], k))
        sides = [groups[j] for j in (k - 1, k + 1) if 0 <= j < len(groups)]
        # a short answer beside a known direction says nothing against it
        sides.sort(key=lambda g: (g[2] is Direction.UNKNOWN, g[0] - g[1]))
        start, end, _ = groups[k]
        merged[start:end] = [sides[0][2]] * (end - start)


def pieces(run: Run, answers: tuple[HopAnswer, ...]) -> tuple[Piece, ...]:
    """Cut a run where its direction changes.

    Args:
        run: consecutive steps.
        answers: one for each half second of the run, in time order; at least one.

    Returns:
        Pieces of at least four steps that cover the run without overlap.
    """
    at = np.array([answer.sample for answer in answers])
    nearest = [int(np.argmin(np.abs(at - step.sample))) for step in run.steps]
    directions = _absorbed([answers[k].direction for k in nearest])
    groups = _groups(directions)
    cuts = [
        round(0.5 * (run.steps[end - 1].sample + run.steps[end].sample))
        for _, end, _ in groups[:-1]
    ]
    found = []
    for (first, last, direction), start, end in zip(
        groups, [run.start, *cuts], [*cuts, run.end], strict=True
    ):
        inside = [answers[k] for k in sorted(set(nearest[first:last]))]
        agreeing = [a.probability for a in inside if a.direction is direction]
        reasons = [a.reason for a in inside if a.reason is not None]
        known = direction is not Direction.UNKNOWN
        found.append(
            Piece(
                start,
                end,
                run.steps[first:last],
                direction,
                float(np.sum(agreeing) / len(inside)) if known else 0.0,
                None if known or not reasons else max(set(reasons), key=reasons.count),
            )
        )
    return tuple(found)
