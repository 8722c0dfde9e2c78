"""Is this walking at all: steps that come one after the other at a walker's rhythm.

    steps   |  |  |  |  |          |        |  |  |  |
            '-- run ----'       (lone)      '-- run -'
            gaps under 2 s, rhythm 0.28-1.3 s per step, even enough, strong enough

Standing, sitting down, typing, driving and shaking the phone give turning points too, but
not at this rhythm, this evenly and with this much swing. Six steps in a row that are even are
walking, whatever comes before and after; so are four to ten steps between two pauses that are
about even. From then on the walk goes on, and reaches back, by any step that fits it; movement
that is too weak or too soon is passed over. After a hesitation six even steps are asked for
again; before 2 s have passed they are the same walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from retrowalk.recording import Placement
from retrowalk.tracker.rhythm import LONGEST_STEP_S, PAUSE_S, Rules
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.timebase import RATE_HZ

# Design choices.
FEWEST_STEPS = 4
# steps that are judged together; from the last of them on, it is known whether they walk
JUDGED = 6
# steps before them that may be taken in
_NEIGHBOURS = 4
# a few steps between two pauses
_ALONE = 10
# steps of a walk that tell how the next one is
_LAST = 6
_LONGEST = round(LONGEST_STEP_S * RATE_HZ)
_PAUSE = round(PAUSE_S * RATE_HZ)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive steps of one walk.

    Attributes:
        start: first sample, half a step before the first step.
        end: one past the last sample, half a step after the last step.
        steps: the steps in time order.
    """

    start: int
    end: int
    steps: tuple[TurningPoint, ...]

    @property
    def step_time_s(self) -> float:
        """Median time from step to step."""
        return float(np.median(np.diff([step.sample for step in self.steps])) / RATE_HZ)


@dataclass(frozen=True, slots=True)
class Opened:
    """A walk was recognised; `start` is half a step before its first step."""

    start: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The walk ended; `end` is half a step after its last step."""

    end: int


Told = Opened | TurningPoint | Closed


@dataclass(eq=False, slots=True)
class Walks:
    """Steps in, walks out.

    A step is told as soon as it is known to be part of a walk, at the latest seven steps later.

    Attributes:
        rules: those of the placement.
    """

    rules: Rules
    _group: list[TurningPoint] = field(default_factory=list)  # in which no walk is known yet
    _count: int = 0  # how many there were since the last pause
    _taken: bool = False  # whether any of them walked
    _walked: list[TurningPoint] = field(default_factory=list)  # the last steps of the open walk
    _last: int = 0  # sample of the last step of any kind

    def earliest(self, now: int) -> int:
        """Return the first sample at which a walk may still begin, steps up to `now` added."""
        waiting = self._group[-(JUDGED + _NEIGHBOURS) :]
        return (waiting[0].sample if waiting else now) - _LONGEST

    def push(self, steps: list[TurningPoint], now: int) -> list[Told]:
        """Add the steps found up to sample `now`; return what is known since the last call."""
        found: list[Told] = []
        for step in steps:
            found += self._paused(step.sample)
            self._count += 1
            self._last = step.sample
            if self._walked and not self.rules.fits(self._walked, step):
                continue
            if self._walked and not self.rules.late(self._walked, step):
                found += self._take([step])
            else:
                self._group.append(step)
                found += self._judged()
        return [*found, *self._paused(now)]

    def finish(self) -> list[Told]:
        """Return what is left when no more steps come."""
        return self._ended()

    def _paused(self, now: int) -> list[Told]:
        """Return what is known once nothing has come up to a sample."""
        found: list[Told] = []
        first = self._group[0].sample if self._group else now
        if self._walked and first - self._walked[-1].sample > _PAUSE:
            found += self._closed()
        if self._count and now - self._last > _PAUSE:
            found += self._ended()
        return found

    def _judged(self) -> list[Told]:
        group = self._group
        if len(group) >= JUDGED and self.rules.even(group[-JUDGED:]):
            return self._take(self._with_neighbours(group))
        del group[: max(0, len(group) - _ALONE)]
        return []

    def _with_neighbours(self, group: list[TurningPoint]) -> list[TurningPoint]:
        """Return the last steps of a group, which are even, and what goes before them."""
        walk = group[-JUDGED:][::-1]
        for step in group[-JUDGED - 1 : -JUDGED - _NEIGHBOURS - 1 : -1]:
            if self.rules.late(walk[-_LAST:], step):
                break
            if self.rules.fits(walk[-_LAST:], step):
                walk.append(step)
        return walk[::-1]

    def _take(self, steps: list[TurningPoint]) -> list[Told]:
        found: list[Told] = []
        if self._walked and steps[0].sample - self._walked[-1].sample > _PAUSE:
            found += self._closed()
        if not self._walked:
            found.append(Opened(max(0, steps[0].sample - _half_step(steps[:4]))))
        self._walked = [*self._walked, *steps][-_LAST:]
        self._group, self._taken = [], True
        return [*found, *steps]

    def _closed(self) -> list[Told]:
        end = self._walked[-1].sample + _half_step(self._walked[-4:]) + 1
        self._walked = []
        return [Closed(end)]

    def _ended(self) -> list[Told]:
        found: list[Told] = []
        few = not self._taken and FEWEST_STEPS <= self._count <= _ALONE
        if few and self.rules.alone(self._group):
            found += self._take(self._group)
        if self._walked:
            found += self._closed()
        self._group, self._count, self._taken = [], 0, False
        return found


def _half_step(steps: list[TurningPoint]) -> int:
    gaps = sorted(b.sample - a.sample for a, b in pairwise(steps))
    return round(0.5 * gaps[len(gaps) // 2])


def runs_of(told: list[Told], length: int) -> tuple[Run, ...]:
    """Gather what `Walks` told of a stretch of `length` samples."""
    found = []
    start, steps = 0, list[TurningPoint]()
    for one in told:
        if isinstance(one, Opened):
            start, steps = one.start, []
        elif isinstance(one, Closed):
            found.append(Run(start, min(one.end, length), tuple(steps)))
        else:
            steps.append(one)
    return tuple(found)


def runs(steps: tuple[TurningPoint, ...], length: int, placement: Placement) -> tuple[Run, ...]:
    """Group steps into walks.

    Args:
        steps: all steps of a stretch.
        length: its samples.
        placement: where the sensor is worn.

    Returns:
        Runs of at least four steps in time order.
    """
    walks = Walks(Rules.of(placement))
    return runs_of([*walks.push(list(steps), length), *walks.finish()], length)
