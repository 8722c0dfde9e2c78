"""When feet come down.

A leg that walks swings like a pendulum, once to and fro per stride, so each turning point of
its angle is one step, whichever way the walker goes:

    angle   front  /\\      /\\        own foot        . = turning points = steps
                  .  \\    .  \\       and the other
            back      .'     .'       in turn

On the trunk the body's rise and fall shows each step: it sinks into every contact, so each
lowest point of the vertical velocity is one step. An arm that swings turns like a leg; one that
is carried shows the body's rise and fall in the size of its force, which does not care about
the direction: each lowest point of its band-limited integral is one step.

A turning point counts when the signal then comes back by a share of its own recent size
(hysteresis), so that size, speed and mounting do not matter, and when it was reached and left
within the time of a slow step: rest is no turning point. How it was reached cannot be seen in
the first quarter of a second of a stretch, which may begin in mid-walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement
from retrowalk.tracker.attitude import INTEGRAL, Motion, hann
from retrowalk.tracker.timebase import RATE_HZ

ARM_PLACEMENTS = frozenset({Placement.WRIST, Placement.HAND})
LEG_PLACEMENTS = frozenset({Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT})

# Design choices, checked against motion capture (docs/validation.md).
_LEG_SMOOTH_S = 0.30
_LEG_SMALLEST_RAD = 0.06
_TRUNK_SMOOTH_S = 0.22
_TRUNK_SMALLEST_MPS = 0.03
_SIZE_S = 2.5
_SHARE = 0.7
_ARM_SHARE = 0.5
_FOOT_SHARE = 0.85
# a slow walker's step lasts about 0.8 s
_SHARP = round(0.8 * RATE_HZ)
_SHARP_SHARE = 0.6
# half a quick step: nearer to the beginning than that, one side of an extreme is not seen
_EDGE = round(0.25 * RATE_HZ)
# an extreme that lasts longer was rest
_OLDEST = round(2.0 * RATE_HZ)


class Turn(IntEnum):
    """Which way a turning point points."""

    HIGH = 1
    LOW = -1


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A turning point of the step signal.

    Attributes:
        sample: index into the stretch.
        turn: whether the signal was highest or lowest there.
        swing: how far the signal had moved since the turning point before, in its unit.
        known: sample of the signal from which on it is known.
    """

    sample: int
    turn: Turn
    swing: float
    known: int = 0


@dataclass(eq=False, slots=True)
class Smoother:
    """Samples in, their weighted average out, half the kernel later.

    Attributes:
        kernel: (2 h + 1,) symmetric weights.
    """

    kernel: Array
    _tail: Array | None = None

    @property
    def half(self) -> int:
        """How many samples later an average is known."""
        return len(self.kernel) // 2

    def push(self, values: Array) -> Array:
        """Add (n,) samples; return the averages that are known since the last call."""
        before = np.zeros(self.half) if self._tail is None else self._tail
        known = np.concatenate([before, values])
        self._tail = known[-2 * self.half :]
        if len(known) < len(self.kernel):
            return np.empty(0)
        return np.convolve(known, self.kernel, "valid")

    def finish(self) -> Array:
        """Return the last averages: nothing moves beyond the end."""
        return self.push(np.zeros(self.half))


@dataclass(eq=False, slots=True)
class Turns:
    """Follows a signal from one turning point to the next.

    Attributes:
        smallest: swings below this, in the signal's unit, never count.
        share: part of the signal's recent size that a swing must reach.
        seen: how many samples have been followed.
    """

    smallest: float
    share: float = _SHARE
    seen: int = 0
    _size: Smoother = field(default_factory=lambda: Smoother(hann(_SIZE_S)))
    _waiting: Array = field(default_factory=lambda: np.empty(0))
    _values: list[float] = field(default_factory=list)
    _from: int = 0  # the sample that _values[0] is
    _turn: int = 0  # what the signal does now: 1 rises, -1 falls, 0 not known yet
    _high: tuple[int, float, float] = (0, -np.inf, 0.0)  # sample, value, needed swing
    _low: tuple[int, float, float] = (0, np.inf, 0.0)

    @property
    def settled(self) -> int:
        """The first sample at which a turning point may still be found."""
        waiting = {1: self._high[0], -1: self._low[0], 0: min(self._high[0], self._low[0])}
        return max(waiting[self._turn], self.seen - 1 - _OLDEST)

    def push(self, signal: Array) -> list[TurningPoint]:
        """Add (n,) samples; return the turning points that are known since the last call."""
        self._waiting = np.concatenate([self._waiting, signal])
        return self._followed(self._size.push(signal**2))

    def finish(self) -> list[TurningPoint]:
        """Return what is left when the signal ends."""
        return self._followed(self._size.finish())

    def _followed(self, power: Array) -> list[TurningPoint]:
        needed = np.maximum(self.smallest, self.share * np.sqrt(np.maximum(power, 0.0))).tolist()
        now = self._waiting[: len(power)].tolist()
        self._waiting = self._waiting[len(power) :]
        self._values.extend(now)
        found = []
        for i, (value, least) in enumerate(zip(now, needed, strict=True), self.seen):
            if value > self._high[1]:
                self._high = (i, value, least)
            if value < self._low[1]:
                self._low = (i, value, least)
            swing = self._high[1] - self._low[1]
            if self._turn >= 0 and self._high[1] - value > self._high[2]:
                found += self._point(self._high, i, Turn.HIGH, swing)
                self._turn, self._low = -1, (i, value, least)
            elif self._turn <= 0 and value - self._low[1] > self._low[2]:
                found += self._point(self._low, i, Turn.LOW, swing)
                self._turn, self._high = 1, (i, value, least)
        self.seen += len(now)
        cut = self.seen - _OLDEST - _SHARP - self._from
        if cut > 0:
            del self._values[:cut]
            self._from += cut
        return found

    def _point(
        self, extreme: tuple[int, float, float], now: int, turn: Turn, swing: float
    ) -> list[TurningPoint]:
        """Return a turning point if it was reached and left within the time of a slow step."""
        at, middle, needed = extreme
        if now - at > _OLDEST:
            return []
        k = at - self._from
        before = self._values[max(0, k - _SHARP) : k]
        after = self._values[k + 1 : min(k + _SHARP, now - self._from) + 1]
        least = _SHARP_SHARE * needed
        sides = (after,) if before and at < _EDGE else (before, after)
        for side in sides:
            if not side or max(max(side) - middle, middle - min(side)) < least:
                return []
        return [TurningPoint(at, turn, swing, now + self._size.half)]


def turning_points(
    signal: Array, smallest: float, share: float = _SHARE
) -> tuple[TurningPoint, ...]:
    """Find the alternating highs and lows of a signal.

    Args:
        signal: (n,) smooth samples at 50 Hz.
        smallest: swings below this, in the signal's unit, never count.
        share: part of the signal's recent size that a swing must reach.

    Returns:
        Highs and lows in turn; each is known once the signal has come back from it.
    """
    turns = Turns(smallest, share)
    return (*turns.push(signal), *turns.finish())


def leg_turns() -> Turns:
    """Return what follows the angle of a leg: one turning point per step."""
    return Turns(_LEG_SMALLEST_RAD)


def foot_turns() -> Turns:
    """Return what follows the angle of a foot, which rocks once more in a slow stance."""
    return Turns(_LEG_SMALLEST_RAD, _FOOT_SHARE)


def trunk_turns() -> Turns:
    """Return what follows the vertical velocity of the trunk: one lowest point per step."""
    return Turns(_TRUNK_SMALLEST_MPS)


def arm_turns() -> Turns:
    """Return what follows the force of an arm: about one lowest point per step."""
    return Turns(_TRUNK_SMALLEST_MPS, _ARM_SHARE)


@dataclass(eq=False, slots=True)
class StepSignal:
    """Motion in, the signal whose turning points are steps out, a little later.

    Attributes:
        stages: filters one behind the other.
    """

    stages: tuple[Smoother, ...]

    @classmethod
    def of_leg(cls) -> StepSignal:
        """Return the smoother of a leg segment's angle about its axis."""
        return cls((Smoother(hann(_LEG_SMOOTH_S)),))

    @classmethod
    def of_trunk(cls) -> StepSignal:
        """Return the smoother of the vertical velocity."""
        return cls((Smoother(hann(_TRUNK_SMOOTH_S)),))

    @classmethod
    def of_arm(cls) -> StepSignal:
        """Return what integrates and smooths the size of the force without gravity."""
        return cls((Smoother(INTEGRAL), Smoother(hann(_TRUNK_SMOOTH_S))))

    def push(self, values: Array) -> Array:
        """Add (n,) samples; return the signal that is known since the last call."""
        for stage in self.stages:
            values = stage.push(values)
        return values

    def finish(self) -> Array:
        """Return the rest of the signal."""
        values = np.empty(0)
        for stage in self.stages:
            values = np.concatenate([stage.push(values), stage.finish()])
        return values


def leg_angle(motion: Motion, left: Array) -> Array:
    """Return the (n,) angle of a leg segment about its axis, rad.

    Args:
        motion: filtered motion.
        left: (n, 3) unit axis of swing in the sensor frame at each sample.
    """
    return np.asarray(np.einsum("ni,ni->n", motion.angle, left))


def force_size(motion: Motion) -> Array:
    """Return the (n,) size of the force beyond gravity, m/s²."""
    return np.asarray(np.linalg.norm(motion.raw_acceleration, axis=1) - STANDARD_GRAVITY_MS2)
