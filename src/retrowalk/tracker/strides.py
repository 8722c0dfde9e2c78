"""Strides of a foot-worn sensor: from stance to stance.

stir     __/\\____/\\____/\\__        how fast the foot turns and is shaken
stance   o    o    o    o           stillest instants before and after each swing
stride vector = double integral of acceleration between two stances, with zero velocity
                at both ends (zero-velocity update, ZUPT)
angle = direction of the vector against the foot's front: within 45 degrees forward,
        beyond 135 backward, else sideways
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.attitude import Motion, hann
from retrowalk.tracker.base import Direction
from retrowalk.tracker.steps import Smoother, Turn, Turns
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ

# Design choices, checked on strides measured by optical capture (docs/validation.md).
_SMOOTH_S = 0.2
_SHAKE_S_PER_M = 0.17  # rad/s of stir per m/s² that the force differs from gravity
_SMALLEST_STIR_RADS = 0.7
_STANDING_RADS = 1.5
# and below this share of the swing's own stir: a slow swing has a calm middle
_CALM_SHARE = 0.3
_BRIEF = 2
_FIRM_RADS = 0.5
# of the stir of a swing, from which on the next one has begun
_SWING_SHARE = 0.6
_REACH = round(1.0 * RATE_HZ)
_LONGEST = round(3.0 * RATE_HZ)
_SHORTEST_M = 0.10


@dataclass(frozen=True, eq=False, slots=True)
class Stride:
    """One stride, from stance to stance.

    Attributes:
        start: sample of the stance before it.
        end: sample of the stance after it.
        vector_m: (3,) displacement in the drift frame W.
        up: (3,) unit vector up in W.
        stir_rads: the larger stir of its two stances; a foot that truly stands is still.
        turns: (2, 3, 3) rotations to W in its two stances.
        known: sample with which it is known.
    """

    start: int
    end: int
    vector_m: Array
    up: Array
    stir_rads: float
    turns: Array
    known: int

    @property
    def length_m(self) -> float:
        """Horizontal length."""
        return float(np.linalg.norm(self.vector_m - (self.vector_m @ self.up) * self.up))

    @property
    def tiny(self) -> bool:
        """Whether the foot stayed about where it was."""
        return self.length_m < _SHORTEST_M

    @property
    def firm(self) -> bool:
        """Whether both stances are still enough for its direction to be relied on."""
        return self.stir_rads < _FIRM_RADS and not self.tiny

    def angle_rad(self, left: Array) -> float:
        """Return the direction of travel against the foot's front, counter-clockwise.

        Args:
            left: (3,) left axis in the sensor frame.
        """
        side = (self.turns @ left).sum(axis=0)
        side = side - (side @ self.up) * self.up
        front = np.cross(side, self.up)
        return float(np.arctan2(self.vector_m @ side, self.vector_m @ front))


def stride_direction(angle_rad: float) -> Direction:
    """Name the direction of a stride: within 45 degrees forward, beyond 135 backward."""
    turned = abs(angle_rad)
    if turned < 0.25 * np.pi:
        return Direction.FORWARD
    return Direction.BACKWARD if turned > 0.75 * np.pi else Direction.SIDEWAYS


def _vector(force: Array) -> tuple[Array, Array]:
    """Return displacement and up between two stances from (n, 3) force in W, gravity in it."""
    # the velocity is zero at both ends, so that the mean force is gravity alone
    mean = 0.5 * (force[1:] + force[:-1]).mean(axis=0)
    acceleration = force - mean
    velocity = np.zeros_like(force)
    velocity[1:] = np.cumsum(0.5 * (acceleration[1:] + acceleration[:-1]), axis=0) * PERIOD_S
    up = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return np.asarray(0.5 * (velocity[1:] + velocity[:-1]).sum(axis=0) * PERIOD_S), up


@dataclass(eq=False, slots=True)
class FootStrides:
    """Turning and force of a foot in, strides out; both ends are known a second after a swing."""

    _stir: Smoother = field(default_factory=lambda: Smoother(hann(_SMOOTH_S)))
    _turns: Turns = field(default_factory=lambda: Turns(_SMALLEST_STIR_RADS))
    _rows: Array = field(default_factory=lambda: np.empty((0, 12)))  # force in W, rotation
    _stirs: list[float] = field(default_factory=list)
    _from: int = 0  # the sample that _rows[0] and _stirs[0] are
    _swings: list[tuple[int, int]] = field(default_factory=list)  # not yet cut: at, known
    _before: int = 0  # the swing before those
    _start: int = -1
    _left: int = -1  # start of the last stride

    @property
    def kept(self) -> int:
        """Number of samples that are kept."""
        return len(self._rows)

    def push(self, force: Array, rate: Array, rotation: Array, *, ended: bool) -> list[Stride]:
        """Add what is known of a stretch.

        Args:
            force: (n, 3) in W with gravity, m/s².
            rate: (n, 3) angular rate, sensor frame.
            rotation: (n, 9) rotations to W, row by row.
            ended: whether the stretch ends with it.

        Returns:
            Strides that are known since the last call, in time order.
        """
        self._rows = np.vstack([self._rows, np.hstack([force, rotation])])
        shake = np.linalg.norm(force, axis=1) - STANDARD_GRAVITY_MS2
        turn = np.einsum("ni,ni->n", rate, rate)
        power = self._stir.push(turn + (_SHAKE_S_PER_M * shake) ** 2)
        if ended:
            power = np.concatenate([power, self._stir.finish()])
        stirs = np.sqrt(np.maximum(power, 0.0))
        self._stirs += stirs.tolist()
        points = self._turns.push(stirs)
        if ended:
            points += self._turns.finish()
        self._swings += [(one.sample, one.known) for one in points if one.turn is Turn.HIGH]
        found = self._cut(ended=ended)
        # neither the swings that wait nor those to come look back farther
        coming = [self._turns.settled, *(at for at, _ in self._swings)]
        keep = min(coming) - _LONGEST - 2 * _BRIEF - self._from
        if keep > 0:
            self._rows = self._rows[keep:]
            del self._stirs[:keep]
            self._from += keep
        return found

    def _cut(self, *, ended: bool) -> list[Stride]:
        found = []
        while self._swings and (
            ended or self._swings[0][0] + _REACH + _BRIEF < self._from + len(self._stirs)
        ):
            swing, known = self._swings.pop(0)
            leaving = self._stillest(max(self._before, swing - _REACH), swing + 1)
            # a swing may have two humps: without a stance between them it goes on
            too_long = swing - self._start > _LONGEST
            calm = min(_STANDING_RADS, _CALM_SHARE * self._at(swing))
            if self._start < 0 or too_long or self._stands(leaving, calm):
                self._start = leaving
            landing = self._landing(swing, calm)
            # and it lands once
            both = self._stands(landing, calm) and self._stands(self._start, calm)
            if self._start > self._left and both:
                self._left = self._start
                part = slice(self._start - self._from, landing + 1 - self._from)
                vector, up = _vector(self._rows[part, :3])
                ends = self._rows[part, 3:][[0, -1]].reshape(2, 3, 3)
                stir = max(self._at(self._start), self._at(landing))
                known = max(known, swing + _REACH + _BRIEF) + self._stir.half
                found.append(Stride(self._start, landing, vector, up, stir, ends, known))
            self._before = swing
        return found

    def _at(self, sample: int) -> float:
        return self._stirs[sample - self._from]

    def _stands(self, sample: int, calm: float) -> bool:
        """Return whether the foot stands for a tenth of a second, not just for an instant."""
        k = sample - self._from
        return max(self._stirs[max(0, k - _BRIEF) : k + _BRIEF + 1]) <= calm

    def _stillest(self, start: int, end: int) -> int:
        start = max(start, self._from)
        part = self._stirs[start - self._from : end - self._from]
        return start + part.index(min(part))

    def _landing(self, swing: int, calm: float) -> int:
        """Return the stillest instant of the stance that follows a swing, within a second."""
        last = min(swing + _REACH, self._from + len(self._stirs) - 1)
        standing = [k for k in range(swing, last + 1) if self._stands(k, calm)]
        if not standing:
            return self._stillest(swing, last + 1)
        again = max(calm, _SWING_SHARE * self._at(swing))
        end = standing[0] + 1
        while end <= last and self._at(end) <= again:
            end += 1
        return self._stillest(standing[0], end)


def foot_strides(motion: Motion) -> tuple[Stride, ...]:
    """Cut the motion of a foot into strides.

    Args:
        motion: motion of a whole stretch of a foot sensor with a gyroscope.

    Returns:
        Strides in time order; shuffling on the spot gives tiny ones.
    """
    told = FootStrides().push(
        motion.raw_acceleration, motion.raw_rate, motion.rows[:, :9], ended=True
    )
    return tuple(told)
