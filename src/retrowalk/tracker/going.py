"""A walk that is going on: what was answered of it and what of that may still be asked for.

A walk may last for hours: what lies in pieces that are cut is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from retrowalk.tracker.base import Contact
from retrowalk.tracker.bouts import Cutter, HopAnswer
from retrowalk.tracker.decide import State
from retrowalk.tracker.handling import Worn
from retrowalk.tracker.measure import Window
from retrowalk.tracker.outcomes import REWORN
from retrowalk.tracker.steps import TurningPoint


@dataclass(frozen=True, eq=False, slots=True)
class Memory:
    """What goes from one half second to the next, inside and outside of walks.

    Attributes:
        state: of front and direction.
        worn: how the device leans.
        part: how often the mounting has changed.
        reason: why it is not known any more, where it is not.
        hops: half seconds of the stretch that have passed.
    """

    state: State
    worn: Worn
    part: int = 0
    reason: str = REWORN
    hops: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Answered:
    """One half second of a walk, answered.

    Attributes:
        answer: which way.
        memory: after it.
        window: what was measured around it; None where no direction can be told.
    """

    answer: HopAnswer
    memory: Memory
    window: Window | None = None


@dataclass(eq=False, slots=True)
class GoingWalk:
    """A walk that is going on.

    Attributes:
        cutter: what cuts it.
        start: its first sample.
        memory: after the last half second that was answered.
        last: after the last half second that stands; before the walk at first.
        answered: its half seconds, without those that are forgotten.
        forgotten: half seconds before those.
        heard: of `answered`, how many were told.
        waiting: steps without an answer yet.
        changed: where the mounting changed.
        landed: how the foot came down, by the start of the stride.
    """

    cutter: Cutter
    start: int
    memory: Memory
    last: Memory
    answered: list[Answered] = field(default_factory=list)
    forgotten: int = 0
    heard: int = 0
    waiting: list[TurningPoint] = field(default_factory=list)
    changed: list[Answered] = field(default_factory=list)
    landed: dict[int, Contact] = field(default_factory=dict)

    @property
    def unheard(self) -> bool:
        """Whether nothing of it was answered yet."""
        return not self.forgotten and not self.answered

    def forget(self, before: int) -> None:
        """Forget half seconds before a sample that were told; changes of the mounting stay."""
        gone = 0
        while gone < self.heard and self.answered[gone].answer.sample < before:
            self._stands(self.answered[gone])
            gone += 1
        self.answered = self.answered[gone:]
        self.forgotten += gone
        self.heard -= gone
        self.landed = {at: how for at, how in self.landed.items() if at >= before}

    def end(self, end: int) -> None:
        """Forget what was answered beyond the end, which was not known then."""
        self.answered = [one for one in self.answered if one.answer.sample < end]

    def finish(self) -> None:
        """Nothing is answered any more: `last` and `changed` are those of the whole walk."""
        for one in self.answered:
            self._stands(one)

    def _stands(self, one: Answered) -> None:
        if one.memory.part > self.last.part:
            self.changed.append(one)
        self.last = one.memory
