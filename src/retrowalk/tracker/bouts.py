"""Walks cut where the direction changes.

    run      |  |  |  |  |  |  |  |  |  |  |  |
    answers  F  F  F  F  F  F  B  B  B  B  B  B     each step takes the answer of its half second
    bouts    [---- forward ---)[-- backward --)     at least four steps each

Fewer than four steps in a row with one answer are too short to tell and join the piece they lie
in, or the first that is long enough. Where an unknown piece ends, short known ones join the known.
Twice as many that never say what the piece says, but not one thing either, are unknown. A piece of
ten minutes ends, and the next one goes on: whoever listens hears of it, and memory stays bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.walking import FEWEST_STEPS, Run

# Design choices.
_ASTRAY = 2 * FEWEST_STEPS
LONGEST_PIECE = round(600.0 * RATE_HZ)


@dataclass(frozen=True, slots=True)
class HopAnswer:
    """The answer for half a second of walking.

    Attributes:
        sample: centre of the half second in the stretch.
        direction: what was decided.
        probability: of that direction; 0 for unknown.
        reason: why it is unknown, else None.
        front: 1 where the axis of swing is the left one, -1 where it is the right one, 0 where
            that is not known.
    """

    sample: int
    direction: Direction
    probability: float
    reason: str | None = None
    front: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a run with one direction: [start, end) in samples of the stretch.

    `fronts` holds `HopAnswer.front` for each step.
    """

    start: int
    end: int
    steps: tuple[TurningPoint, ...]
    direction: Direction
    probability: float
    reason: str | None
    fronts: tuple[int, ...]


@dataclass(eq=False, slots=True)
class Cutter:
    """Steps of one walk with their answers in, pieces of one direction out.

    Attributes:
        start: first sample of the walk.
    """

    start: int
    _now: Direction | None = None  # direction of the piece that grows
    _mine: list[tuple[TurningPoint, HopAnswer]] = field(default_factory=list)
    _others: list[tuple[TurningPoint, HopAnswer]] = field(default_factory=list)

    def push(self, step: TurningPoint, answer: HopAnswer) -> list[Piece]:
        """Add a step and the answer of the half second it lies in."""
        if answer.direction is self._now:
            # a few steps that said otherwise are too short to tell
            self._mine += [*self._others, (step, answer)]
            self._others = []
            return self._long(step.sample)
        self._others.append((step, answer))
        last = [one.direction for _, one in self._others[-FEWEST_STEPS:]]
        if len(last) < FEWEST_STEPS:
            return []
        if len(set(last)) > 1:
            return self._astray()
        new = self._others[-FEWEST_STEPS:]
        before = self._others[:-FEWEST_STEPS]
        if self._now is None:
            self._now, self._mine, self._others = answer.direction, [*before, *new], []
            return []
        if self._now is Direction.UNKNOWN and answer.direction is not Direction.UNKNOWN:
            new, before = [*before, *new], []
        self._mine += before
        return [self._turn(answer.direction, new)]

    def _astray(self) -> list[Piece]:
        """Cut where many steps say something else, now this and now that."""
        if self._now in (None, Direction.UNKNOWN) or len(self._others) < _ASTRAY:
            return []
        return [self._turn(Direction.UNKNOWN, self._others)]

    def _long(self, sample: int) -> list[Piece]:
        """Cut a piece that lasts too long, so that enough steps are left for the next one."""
        if self._now is None or sample - self.start < LONGEST_PIECE:
            return []
        new = self._mine[-FEWEST_STEPS:]
        self._mine = self._mine[:-FEWEST_STEPS]
        return [self._turn(self._now, new)]

    def _turn(self, direction: Direction, steps: list[tuple[TurningPoint, HopAnswer]]) -> Piece:
        """End the piece that grows before some steps, with which the next one begins."""
        cut = round(0.5 * (self._mine[-1][0].sample + steps[0][0].sample))
        found = self._piece(cut)
        self.start, self._now, self._mine, self._others = cut, direction, steps, []
        return found

    def finish(self, end: int) -> list[Piece]:
        """Return the last piece of a walk that ends at a sample."""
        self._mine += self._others
        self._others = []
        if self._now is None:
            self._now = _commonest([answer.direction for _, answer in self._mine])
        return [self._piece(end)]

    def _piece(self, end: int) -> Piece:
        answers = {answer.sample: answer for _, answer in self._mine}.values()
        direction = self._now or Direction.UNKNOWN
        known = direction is not Direction.UNKNOWN
        agreeing = [one.probability for one in answers if one.direction is direction]
        reasons = [one.reason for one in answers if one.reason is not None]
        return Piece(
            self.start,
            end,
            tuple(step for step, _ in self._mine),
            direction,
            sum(agreeing) / len(answers) if known else 0.0,
            None if known or not reasons else max(reasons, key=reasons.count),
            tuple(answer.front for _, answer in self._mine),
        )


def _commonest(directions: list[Direction]) -> Direction:
    """Return the direction of most steps if it holds more than half of them."""
    best = max(directions, key=directions.count)
    return best if 2 * directions.count(best) > len(directions) else Direction.UNKNOWN


def pieces(run: Run, answers: tuple[HopAnswer, ...]) -> tuple[Piece, ...]:
    """Cut a run where its direction changes.

    Args:
        run: consecutive steps.
        answers: one for each half second of the run, in time order; at least one.

    Returns:
        Pieces of at least four steps that cover the run without overlap.
    """
    cutter = Cutter(run.start)
    found = [
        piece
        for step in run.steps
        for piece in cutter.push(
            step, min(answers, key=lambda one: (abs(one.sample - step.sample), one.sample))
        )
    ]
    return (*found, *cutter.finish(run.end))
