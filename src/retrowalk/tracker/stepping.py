"""Which turning points are steps, by where the sensor is worn.

    leg     each turning point of its angle
    trunk   each lowest point of its vertical velocity
    arm     swings like a leg        each turning point of its angle
            bobs with the trunk      each lowest point of its force

An arm swings to and fro once a stride, the wider the slower it is; one that turns quickly and
little is carried, and bobs once with each step. Two feet do not come down within 0.28 s. Who
sits, stands up or lies down dips and turns, too: a trunk or a thigh that leans over meanwhile
takes no step.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.frame import SwingAxes
from retrowalk.tracker.steps import (
    ARM_PLACEMENTS,
    LEG_PLACEMENTS,
    StepSignal,
    Turn,
    TurningPoint,
    Turns,
    arm_turns,
    foot_turns,
    force_size,
    leg_angle,
    leg_turns,
    trunk_turns,
)
from retrowalk.tracker.timebase import RATE_HZ

# the quickest step that is a walker's
SOONEST_S = 0.28
_SOONEST = round(SOONEST_S * RATE_HZ)
# Design choices: within 2 s of walking captured trunks lean by up to 14 degrees, thighs by 40
# and a few, wildly swung, by 70; sitting down turns a thigh by 75 and more.
_LEAN_HALF = round(1.0 * RATE_HZ)
_TRUNK_LEANS_COSINE = float(np.cos(np.radians(30.0)))
_THIGH_LEANS_COSINE = float(np.cos(np.radians(65.0)))
# which takes longer than a wide step
_WIDE_STEP = round(0.7 * RATE_HZ)
# Design choices between captured and simulated arms: what a swing must reach for a pendulum.
_SWINGS_RAD = 0.15
_QUICK_SWINGS_RAD = 0.40
_QUICK = round(0.48 * RATE_HZ)
# turning points that tell, and how long they do
_TELLING = 3
_OLDEST = round(3.0 * RATE_HZ)
# from a step of one kind to one of the other kind
_OTHERWISE = round(0.44 * RATE_HZ)


@dataclass(eq=False, slots=True)
class Line:
    """Follows one signal of the motion to its turning points.

    Attributes:
        signal: makes the step signal.
        turns: finds its turning points.
        fed: samples of the stretch that went in.
    """

    signal: StepSignal
    turns: Turns
    fed: int = 0

    def push(self, values: Array, *, ended: bool) -> list[TurningPoint]:
        """Add (n,) samples; return the turning points that are known since the last call."""
        self.fed += len(values)
        found = self.turns.push(self.signal.push(values))
        if ended:
            found += self.turns.push(self.signal.finish())
            found += self.turns.finish()
        return found


@dataclass(eq=False, slots=True)
class ArmChoice:
    """Turning points of an arm's swing and lowest points of its force in, steps out."""

    _swings: list[TurningPoint] = field(default_factory=list)  # not yet looked at
    _lows: list[TurningPoint] = field(default_factory=list)
    _telling: list[TurningPoint] = field(default_factory=list)
    _last: int = -_OTHERWISE
    _swung: bool | None = None  # whether the last step was a turning point of the swing

    def push(
        self, swings: list[TurningPoint], lows: list[TurningPoint], settled: int
    ) -> list[TurningPoint]:
        """Add what is known before sample `settled`; return the steps among it in time order."""
        self._swings += swings
        self._lows += lows
        points = [(one.sample, 0, one) for one in self._swings if one.sample < settled]
        points += [(one.sample, 1, one) for one in self._lows if one.sample < settled]
        self._swings = [one for one in self._swings if one.sample >= settled]
        self._lows = [one for one in self._lows if one.sample >= settled]
        return [
            one
            for _, kind, one in sorted(points, key=lambda point: point[:2])
            if self._is_step(one, swing=kind == 0)
        ]

    def _is_step(self, one: TurningPoint, *, swing: bool) -> bool:
        if swing:
            self._telling = [*self._telling, one][-_TELLING:]
        if self._swinging(one.sample) is not swing:
            return False
        least = _SOONEST if self._swung in (None, swing) else _OTHERWISE
        if one.sample - self._last < least:
            return False
        self._last, self._swung = one.sample, swing
        return True

    def _swinging(self, now: int) -> bool:
        """Return whether the arm swings to and fro once a stride; a single swing may be slow."""
        near = [one for one in self._telling if now - one.sample <= _OLDEST]
        if not near:
            return False
        sizes = sorted(one.swing for one in near)
        slow = near[-1].sample - near[0].sample >= _QUICK * (len(near) - 1)
        return sizes[len(sizes) // 2] >= (_SWINGS_RAD if slow else _QUICK_SWINGS_RAD)


@dataclass(eq=False)
class Stepping:
    """Motion of one stretch in, steps out.

    Attributes:
        swings: whether axes of swing are needed.
    """

    swings: bool

    def __init__(self, placement: Placement, *, has_gyroscope: bool) -> None:
        """Begin a stretch."""
        leg = placement in LEG_PLACEMENTS and has_gyroscope
        self._arm = placement in ARM_PLACEMENTS
        self._leans_cosine = -np.inf
        if placement in (Placement.POCKET, Placement.THIGH):
            self._leans_cosine = _THIGH_LEANS_COSINE
        elif placement not in ARM_PLACEMENTS | LEG_PLACEMENTS:
            self._leans_cosine = _TRUNK_LEANS_COSINE
        self.swings = leg or (self._arm and has_gyroscope)
        turns = foot_turns() if placement is Placement.FOOT else leg_turns()
        self._swing = Line(StepSignal.of_leg(), turns) if self.swings else None
        self._low: Line | None = None
        if self._arm:
            self._low = Line(StepSignal.of_arm(), arm_turns())
        elif not leg:
            self._low = Line(StepSignal.of_trunk(), trunk_turns())
        self._choice = ArmChoice()
        self._last = -_SOONEST

    @property
    def settled(self) -> int:
        """The first sample at which a step may still be found."""
        lines = (self._swing, self._low)
        return min(line.turns.settled for line in lines if line is not None)

    def push(
        self, motion: Motion, base: int, axes: SwingAxes | None, turned: int, *, ended: bool
    ) -> list[TurningPoint]:
        """Return the steps that are known since the last call.

        Args:
            motion: the known end of the stretch's motion.
            base: sample of the stretch at which it begins.
            axes: of swing, where they are needed.
            turned: samples of the stretch up to which they are known.
            ended: whether the stretch ends with it.
        """
        swings: list[TurningPoint] = []
        if self._swing is not None and axes is not None:
            start, end = self._swing.fed, max(turned, self._swing.fed)
            angle = leg_angle(motion.part(start - base, end - base), axes.at(start, end))
            swings = self._swing.push(angle, ended=ended)
        if self._low is None:
            return [one for one in swings if self._quick(one) or self._upright(one, motion, base)]
        part = motion.part(self._low.fed - base, len(motion))
        found = self._low.push(force_size(part) if self._arm else part.rise_mps, ended=ended)
        lows = [one for one in found if one.turn is Turn.LOW]
        if self._swing is not None:
            settled = base + len(motion) if ended else self.settled
            return self._choice.push(swings, lows, settled)
        return [one for one in lows if self._upright(one, motion, base) and self._in_time(one)]

    def _quick(self, swing: TurningPoint) -> bool:
        """Return whether a leg swung from one turning point to the next in a step's time."""
        before, self._last = self._last, swing.sample
        return swing.sample - before <= _WIDE_STEP

    def _in_time(self, low: TurningPoint) -> bool:
        """Return whether a lowest point comes when another foot may come down."""
        if low.sample - self._last < _SOONEST:
            return False
        self._last = low.sample
        return True

    def _upright(self, one: TurningPoint, motion: Motion, base: int) -> bool:
        """Return whether the sensor leans as in walking in the 2 s around a turning point."""
        at = one.sample - base
        before, after = (
            motion.part(k, k + 1).up_in_sensor[0]
            for k in (max(0, at - _LEAN_HALF), min(at + _LEAN_HALF, len(motion) - 1))
        )
        return float(before @ after) >= self._leans_cosine
