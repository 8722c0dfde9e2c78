"""Is this walking at all: steps that come one after the other at a walker's rhythm.

    steps   |  |  |  |  |          |        |  |  |  |
            '-- run ----'       (lone)      '-- run -'
            gaps under 2 s, rhythm 0.28-1.3 s per step, even enough, strong enough

Standing, sitting down, typing, driving and shaking the phone give turning points too, but
not at this rhythm, this evenly and with this much swing. Six steps in a row that are even are
walking, whatever comes before and after; so is a neighbour that keeps their rhythm, and so
are four to ten steps between two pauses that are about even.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from retrowalk.recording import Placement
from retrowalk.tracker.steps import LEG_PLACEMENTS, TurningPoint
from retrowalk.tracker.timebase import RATE_HZ

# Design choices: cadence 46-214 steps a minute; a pause of 2 s ends a bout.
PAUSE_S = 2.0
FEWEST_STEPS = 4
# steps that are judged together; from the last of them on, it is known whether they walk
JUDGED = 6
_SHORTEST_STEP_S = 0.28
_LONGEST_STEP_S = 1.3
# (longest - shortest) / middle of the strides (leg) or steps (trunk, arm) judged together
_LEG_RANGE = 0.30
_LEG_KNOWN = 0.33
_TRUNK_RANGE = 0.70
_TRUNK_KNOWN = 1.20
# of a leg, against the stride: the shorter step at least, steps of the same foot at most
_SHORTER_STEP = 0.2
_SAME_FOOT = 0.25
_SAME_SWING = 1.0
# of a few steps between two pauses
_ALONE = 10
_ALONE_RANGE = 1.00
_NEIGHBOUR = 0.45
_TRUNK_NEIGHBOUR = 0.7
_NEIGHBOURS = 4
# steps by which a neighbour's rhythm is judged, its own included
_NEAR = 5
_LEG_SWING_RAD = 0.10
# a thigh swings 0.5-1.0 rad in walking and 1.4 rad and more in sitting down
_THIGH_SWING_RAD = 1.35
# half the rise and fall of a step, in speed
_TRUNK_SWING_MPS = 0.05
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


def _range(values: list[float]) -> float:
    return max(values) - min(values)


@dataclass(frozen=True, slots=True)
class Rules:
    """What steps of one placement must be like to be a walk.

    Attributes:
        apart: 2 where only strides compare like with like (a leg), else 1.
        range_share: (longest - shortest) / middle of the times judged together.
        known_share: the same where a walk is known and goes on.
        neighbour: how far a neighbour's time may be from theirs, against it.
        least_swing: in the step signal's unit.
        most_swing: in the step signal's unit.
    """

    apart: int
    range_share: float
    known_share: float
    neighbour: float
    least_swing: float
    most_swing: float = np.inf

    @classmethod
    def of(cls, placement: Placement) -> Rules:
        """Return the rules of a placement; an arm has those of the trunk."""
        if placement not in LEG_PLACEMENTS:
            return cls(1, _TRUNK_RANGE, _TRUNK_KNOWN, _TRUNK_NEIGHBOUR, _TRUNK_SWING_MPS)
        thigh = placement in (Placement.POCKET, Placement.THIGH)
        most = _THIGH_SWING_RAD if thigh else np.inf
        return cls(2, _LEG_RANGE, _LEG_KNOWN, _NEIGHBOUR, _LEG_SWING_RAD, most)

    def times_s(self, steps: list[TurningPoint]) -> list[float]:
        """Return the times that are compared: strides of a leg, steps of the trunk."""
        at = [step.sample for step in steps]
        return [(b - a) / RATE_HZ for a, b in zip(at, at[self.apart :], strict=False)]

    def strong(self, steps: list[TurningPoint], middle_s: float) -> bool:
        """Return whether steps have a walker's rhythm and swing."""
        swings = sorted(step.swing for step in steps)
        return (
            _SHORTEST_STEP_S * self.apart <= middle_s <= _LONGEST_STEP_S * self.apart
            and self.least_swing <= swings[len(swings) // 2] <= self.most_swing
        )

    def even(self, steps: list[TurningPoint], *, known: bool) -> bool:
        """Return whether steps in a row are a walk; one that is known may become uneven."""
        times_s = self.times_s(steps)
        middle = sorted(times_s)[len(times_s) // 2]
        share = self.known_share if known else self.range_share
        if not self.strong(steps, middle) or _range(times_s) > share * middle:
            return False
        if self.apart == 1:
            return True
        # own steps are like each other, and the other foot's are
        gaps_s = [(b.sample - a.sample) / RATE_HZ for a, b in pairwise(steps)]
        swings = [step.swing for step in steps]
        usual = sorted(swings)[len(swings) // 2]
        loose = self.known_share / self.range_share if known else 1.0
        return min(gaps_s) >= _SHORTER_STEP * middle and all(
            _range(gaps_s[foot::2]) <= loose * _SAME_FOOT * middle
            and _range(swings[foot::2]) <= loose * _SAME_SWING * usual
            for foot in (0, 1)
        )

    def alone(self, steps: list[TurningPoint]) -> bool:
        """Return whether the few steps between two pauses are a walk."""
        times_s = sorted(self.times_s(steps))
        middle = times_s[len(times_s) // 2]
        aside = len(times_s) // 6  # one in six may be odd
        inner = times_s[aside : len(times_s) - aside]
        return self.strong(steps, middle) and _range(inner) <= _ALONE_RANGE * middle

    def keeps(self, steps: list[TurningPoint]) -> bool:
        """Return whether the last of steps keeps the rhythm of those before it."""
        *before, own = (abs(time_s) for time_s in self.times_s(steps))
        middle = sorted(before)[len(before) // 2]
        even = abs(own - middle) <= self.neighbour * middle
        return even and self.least_swing <= steps[-1].swing <= self.most_swing


Told = Opened | TurningPoint | Closed


@dataclass(eq=False, slots=True)
class Walks:
    """Steps in, walks out.

    A step is told as soon as it is known to be part of a walk, at the latest seven steps later.

    Attributes:
        rules: those of the placement.
    """

    rules: Rules
    _group: list[TurningPoint] = field(default_factory=list)  # no pause of 2 s between them
    _count: int = 0  # how many there were since the last pause
    _taken: bool = False  # whether any of them walked
    _settled: int = 0  # how many of _group are told or given up
    _walked: list[TurningPoint] = field(default_factory=list)  # the last steps of the open walk

    def earliest(self, now: int) -> int:
        """Return the first sample at which a walk may still begin, steps up to `now` added."""
        waiting = self._group[self._settled :]
        return (waiting[0].sample if waiting else now) - round(_LONGEST_STEP_S * RATE_HZ)

    def push(self, steps: list[TurningPoint], now: int) -> list[Told]:
        """Add the steps found up to sample `now`; return what is known since the last call."""
        found: list[Told] = []
        for step in steps:
            if self._group and step.sample - self._group[-1].sample > _PAUSE:
                found += self._ended()
            self._group.append(step)
            self._count += 1
            found += self._judged()
        if self._group and now - self._group[-1].sample > _PAUSE:
            found += self._ended()
        return found

    def finish(self) -> list[Told]:
        """Return what is left when no more steps come."""
        return self._ended()

    def _judged(self) -> list[Told]:
        group, waiting = self._group, len(self._group) - self._settled
        found: list[Told] = []
        if waiting == 1 and self._walked[-4:] == group[-5:-1] and len(group) >= _NEAR:
            if self.rules.keeps(group[-_NEAR:]):
                found += self._take(group[-1:])
        elif len(group) >= JUDGED and self.rules.even(group[-JUDGED:], known=bool(self._walked)):
            first = len(group) - JUDGED
            while first > self._settled and self.rules.keeps(group[first - 1 : first + 4][::-1]):
                first -= 1
            found += self._take(group[max(first, self._settled) :])
        # what no later six steps or their neighbours can take in is given up
        self._settled = max(self._settled, len(group) - JUDGED - _NEIGHBOURS)
        next_sample = group[self._settled].sample if self._settled < len(group) else 0
        if self._walked and next_sample - self._walked[-1].sample > _PAUSE:
            found += self._closed()
        drop = min(self._settled, len(group) - _ALONE)
        if drop > 0:
            del group[:drop]
            self._settled -= drop
        return found

    def _take(self, steps: list[TurningPoint]) -> list[Told]:
        found: list[Told] = []
        if self._walked and steps[0].sample - self._walked[-1].sample > _PAUSE:
            found += self._closed()
        if not self._walked:
            found.append(Opened(max(0, steps[0].sample - _half_step(steps[:4]))))
        found += steps
        self._walked = [*self._walked, *steps][-4:]
        self._settled, self._taken = len(self._group), True
        return found

    def _closed(self) -> list[Told]:
        end = self._walked[-1].sample + _half_step(self._walked) + 1
        self._walked = []
        return [Closed(end)]

    def _ended(self) -> list[Told]:
        found: list[Told] = []
        group = self._group
        alone = not self._taken and FEWEST_STEPS <= self._count <= _ALONE
        if alone and self.rules.alone(group):
            found += self._take(group)
        if self._walked:
            found += self._closed()
        self._group, self._count, self._settled, self._taken = [], 0, 0, False
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
