"""Following a stretch: motion, axes of swing, steps, strides and walks, as they become known.

    grid values -> motion (1.08 s later) -> axis of swing at each half second (1 s)
                -> step signal -> turning points -> walks
                -> strides of a foot

Blocks may be of any length; only a tail of the motion is kept. What is told does not depend
on how the stretch was cut into blocks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Attitude, Motion
from retrowalk.tracker.frame import HOP, SwingAxes, first_hop
from retrowalk.tracker.rhythm import Rules
from retrowalk.tracker.stepping import Stepping
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.strides import FootStrides, Stride
from retrowalk.tracker.timebase import RATE_HZ
from retrowalk.tracker.walking import Run, Told, Walks, runs_of

# A walk is recognised at most some 20 s after it began, by eight slow steps.
KEPT = round(24.0 * RATE_HZ)
# samples that give one axis of swing
SWING_WINDOW = round(2.0 * RATE_HZ)


@dataclass(eq=False)
class Follow:
    """One stretch as it is followed.

    Attributes:
        placement: where the sensor is worn.
        motion: the last 24 s of motion that are known.
        base: sample of the stretch at which `motion` begins.
        ended: whether the stretch is over.
    """

    placement: Placement
    motion: Motion
    base: int
    ended: bool

    def __init__(self, first: int, placement: Placement, *, has_gyroscope: bool) -> None:
        """Begin a stretch at grid index `first`."""
        self.placement = placement
        self.motion = Motion(first, np.empty((0, 31)), has_gyroscope)
        self.base = 0
        self._strides: list[Stride] = []
        self._measured = has_gyroscope
        self._new = self.motion
        self.ended = False
        self._attitude = Attitude(first, has_gyroscope)
        self._leg = placement in LEG_PLACEMENTS and has_gyroscope
        self._steps = Stepping(placement, has_gyroscope=has_gyroscope)
        self._axes = SwingAxes(SWING_WINDOW, first_hop(first))
        self._walks = Walks(Rules.of(placement if self._leg else Placement.WAIST))
        self._foot = FootStrides() if placement is Placement.FOOT and has_gyroscope else None

    def __len__(self) -> int:
        return self.base + len(self.motion)

    @property
    def first_hop(self) -> int:
        """Sample of the first half second of the recording's grid that lies in the stretch."""
        return first_hop(self.motion.first - self.base)

    @property
    def hops(self) -> int:
        """How many half seconds have an axis of swing."""
        return len(self._axes)

    def swing(self, hops: slice) -> Array | None:
        """Return (h, 3) axes of swing of half seconds, zero before the leg moved; or None."""
        return self._axes.axes(hops) if self._leg else None

    @property
    def swings(self) -> bool:
        """Whether the sensor is on a leg and shows its swing."""
        return self._leg

    def new_motion(self) -> Motion:
        """Return the motion that is known since the last call."""
        found, self._new = self._new, Motion(len(self), np.empty((0, 31)), self._measured)
        return found

    def new_strides(self) -> list[Stride]:
        """Return the strides of a foot sensor that are known since the last call."""
        found, self._strides = self._strides, []
        return found

    @property
    def earliest(self) -> int:
        """The first sample at which a walk may still begin."""
        return len(self) if self.ended else self._walks.earliest(self._steps.settled)

    def push(self, values: Array) -> list[Told]:
        """Add (n, 6) grid values; return what is known of walks since the last call."""
        raw = self._attitude.resolved(values)
        self._strode(raw, ended=False)
        return self.follow(self._attitude.push_resolved(raw), ended=False)

    def finish(self) -> list[Told]:
        """Return what is left when the stretch ends."""
        self._strode(np.empty((0, 18)), ended=True)
        return self.follow(self._attitude.finish(), ended=True)

    def follow(self, more: Motion, *, ended: bool) -> list[Told]:
        """Add motion that is known already, of a sensor whose strides are not asked for."""
        self.ended = ended
        self._trim()
        self.motion = self.motion.then(more)
        self._new = self._new.then(more)
        if self._steps.swings:
            self._axes.push(self.motion, self.base, ended=self.ended)
        steps = self._steps.push(
            self.motion, self.base, self._axes, self._turned(), ended=self.ended
        )
        told = self._walks.push(steps, self._steps.settled)
        return [*told, *self._walks.finish()] if self.ended else told

    def _strode(self, raw: Array, *, ended: bool) -> None:
        if self._foot is not None:
            self._strides += self._foot.push(raw[:, :3], raw[:, 3:6], raw[:, 9:], ended=ended)

    def _trim(self) -> None:
        cut = len(self.motion) - KEPT
        if cut > 0:
            self.motion = self.motion.part(cut, len(self.motion))
            self.base += cut
            self._axes.forget(self.base)

    def _turned(self) -> int:
        """Return the samples up to which axes of swing are known."""
        if self.ended:
            return len(self)
        hops = len(self._axes)
        return min(len(self), self.first_hop + HOP * hops) if hops else 0


def walks_in(motion: Motion, placement: Placement) -> tuple[Run, ...]:
    """Find the walks of a whole stretch.

    Args:
        motion: its filtered motion.
        placement: where the sensor is worn.

    Returns:
        Runs in time order.
    """
    one = Follow(motion.first, placement, has_gyroscope=motion.has_gyroscope)
    return runs_of(one.follow(motion, ended=True), len(motion))
