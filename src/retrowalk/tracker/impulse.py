"""The push at the start of a walk and the brake at its end: which way, from rest.

    rest      ____                              ____       0.5 s in which the device is quiet
    speed         /~~~~~~~~~~~~~~~~~~~~~~~~~~~~\\
                  [1.4 s]              [1.4 s]

At rest the velocity is zero and the accelerometer shows gravity alone. What it shows more in
the second and a half that follows adds up to the velocity of the walk; an arm swings to and fro
in that time and nearly cancels. The same backward in time from the rest after the walk. The
velocity against the front of the body is the direction, so the front must be known: from the
mounting, or from a forward walk that began or ended at rest.

Standing is never quite still, and an error of gravity grows with time: a velocity counts when
it is several times as large as the unrest before it allows for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ

# Design choices, looked for on captured and simulated starts and stops (docs/wrist.md).
_QUIET = round(0.5 * RATE_HZ)
_SHAKE_S_PER_M = 0.15  # rad/s of unrest per m/s² that the force varies
_MOST_UNREST_RADS = 0.35
_LEAST_UNREST_RADS = 0.08
_SHARE_OF_WALK = 0.2
_SHORTEST = round(1.5 * RATE_HZ)
_REACH = round(3.0 * RATE_HZ)
_WAIT_COST = 0.02  # unrest that a rest one second nearer may have more
_DELAY = round(0.3 * RATE_HZ)
_SPAN = round(1.4 * RATE_HZ)
# a stop between two walks that is too short for a rest
_DIP_S = 0.5
_DIP_SHARE = 0.45
_FLOOR_MPS = 0.05
_DRIFT_MPS_PER_RAD = 0.25  # per second of integration and rad/s of unrest
_LEAST_SURE = 3.0
_ALONG = 0.7
_MOST_TURN_RAD = np.radians(45.0)
_SLOWEST_MPS, _FASTEST_MPS = 0.2, 2.5
_LOG_ODDS = 1.2
_MOST_LOG_ODDS = 5.0


@dataclass(frozen=True, eq=False, slots=True)
class Impulse:
    """Velocity gained from rest, or lost before it.

    Attributes:
        start: first sample over which the velocity is averaged.
        end: one past the last.
        velocity_mps: (3,) horizontal velocity in the drift frame W.
        up: (3,) unit vector up in W, as the rest showed it.
        sd_mps: how far it may be off, one standard deviation.
        turned_rad: how far the wearer turned between the rest and the end of the average.
    """

    start: int
    end: int
    velocity_mps: Array
    up: Array
    sd_mps: float
    turned_rad: float

    @property
    def speed_mps(self) -> float:
        """Size of the velocity."""
        return float(np.linalg.norm(self.velocity_mps))

    @property
    def clear(self) -> bool:
        """Whether it is a straight walker's velocity, no turn on the spot, no slip of gravity."""
        walks = _SLOWEST_MPS < self.speed_mps < _FASTEST_MPS
        sure = self.speed_mps >= _LEAST_SURE * self.sd_mps
        return walks and sure and self.turned_rad < _MOST_TURN_RAD

    def in_sensor(self, motion: Motion) -> Array:
        """Return its (3,) unit direction in the sensor frame, as the device hung on average."""
        turned = motion.world_from_sensor[self.start : self.end]
        seen = np.einsum("nij,i,n->j", turned, self.velocity_mps, _weights())
        return np.asarray(seen / max(float(np.linalg.norm(seen)), 1e-9))

    def ahead_mps(self, motion: Motion, front: Array) -> float:
        """Return the velocity along a (3,) front axis of the sensor frame, levelled."""
        turned = motion.world_from_sensor[self.start : self.end]
        axis = np.einsum("nij,j,n->i", turned, front, _weights())
        axis -= (axis @ self.up) * self.up
        return float(self.velocity_mps @ axis / max(float(np.linalg.norm(axis)), 1e-9))


@dataclass(frozen=True, eq=False, slots=True)
class Movement:
    """Motion between two rests or dips: [start, end) in samples of the stretch.

    Attributes:
        start: first sample.
        end: one past the last sample.
        push: impulse at its start, or None without a rest before it.
        brake: impulse at its end, or None without a rest after it.
    """

    start: int
    end: int
    push: Impulse | None
    brake: Impulse | None

    def log_odds(self, motion: Motion, front: Array) -> float:
        """Return the log-odds of forward from both ends; 0 where they say nothing.

        Args:
            motion: the stretch it lies in.
            front: (3,) unit front axis in the sensor frame.
        """
        told = [
            _impulse_log_odds(impulse, motion, front)
            for impulse in (self.push, self.brake)
            if impulse is not None
        ]
        if any(value > 0 for value in told) and any(value < 0 for value in told):
            return 0.0
        return float(sum(told))


def _impulse_log_odds(impulse: Impulse, motion: Motion, front: Array) -> float:
    ahead = impulse.ahead_mps(motion, front)
    if not impulse.clear or abs(ahead) < _ALONG * impulse.speed_mps:
        return 0.0
    sure = ahead / impulse.sd_mps
    return float(np.clip(_LOG_ODDS * sure, -_MOST_LOG_ODDS, _MOST_LOG_ODDS))


def _weights() -> Array:
    weights = np.hanning(_SPAN + 2)[1:-1]
    return np.asarray(weights / weights.sum())


def _running(values: Array) -> Array:
    sums = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
    return np.asarray((sums[_QUIET:] - sums[:-_QUIET]) / _QUIET)


def _unrest(motion: Motion) -> tuple[Array, Array]:
    """Return (w,) unrest and (w, 3) mean force in W of every half second, by its first sample."""
    force = motion.raw_acceleration
    mean = _running(force)
    spread = _running((force**2).sum(axis=1)) - (mean**2).sum(axis=1)
    rate = _running(np.linalg.norm(motion.raw_rate, axis=1))
    return rate + _SHAKE_S_PER_M * np.sqrt(np.maximum(spread, 0.0)), mean


def movements(motion: Motion) -> tuple[Movement, ...]:
    """Cut a stretch at its rests.

    Args:
        motion: filtered motion with a gyroscope.

    Returns:
        Movements of at least 1.5 s, in time order.
    """
    if len(motion) < 2 * _QUIET or not motion.has_gyroscope:
        return ()
    unrest, force = _unrest(motion)
    usual = float(np.quantile(unrest, 0.75))
    limit = max(_LEAST_UNREST_RADS, min(_MOST_UNREST_RADS, _SHARE_OF_WALK * usual))
    marks = np.zeros(len(motion) + 1)
    quiet = np.flatnonzero(unrest < limit)
    np.add.at(marks, quiet, 1.0)
    np.add.at(marks, quiet + _QUIET, -1.0)
    resting = np.cumsum(marks)[:-1] > 0.5
    edges = np.flatnonzero(np.diff(np.concatenate([[1], resting.astype(int), [1]])))
    found = []
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start < _SHORTEST:
            continue
        push = _push(motion, unrest, force, resting, start, end)
        brake = _brake(motion, unrest, force, resting, start, end)
        cuts = [start, *_dips(unrest, start, end), end]
        for k, (low, high) in enumerate(pairwise(cuts)):
            first, last = k == 0, k == len(cuts) - 2
            if high - low >= _SHORTEST:
                found.append(Movement(low, high, push if first else None, brake if last else None))
    return tuple(found)


def _dips(unrest: Array, start: int, end: int) -> list[int]:
    """Return samples inside a movement where it nearly stops: the walker may turn round."""
    inside = unrest[start : max(start + 1, end - _QUIET)]
    if len(inside) < 2 * _SHORTEST:
        return []
    low = inside < _DIP_SHARE * float(np.median(inside))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], low.astype(int), [0]])))
    return [
        start + (a + b + _QUIET) // 2
        for a, b in edges.reshape(-1, 2).tolist()
        if a > _SHORTEST and b < len(inside) - _SHORTEST
    ]


def _push(
    motion: Motion,
    unrest: Array,
    force: Array,
    resting: npt.NDArray[np.bool_],
    start: int,
    end: int,
) -> Impulse | None:
    low = start
    while low > 0 and resting[low - 1] and start - low < _REACH:
        low -= 1
    last = start + _DELAY + _SPAN
    if start - low < _QUIET or last > end:
        return None
    at = np.arange(low, start - _QUIET + 1)
    k = int(at[np.argmin(unrest[at] + _WAIT_COST * (start - _QUIET - at) / RATE_HZ)])
    rows = np.arange(k + _QUIET - 1, last)
    return _impulse(motion, rows, force[k], float(unrest[k]), 1.0)


def _brake(
    motion: Motion,
    unrest: Array,
    force: Array,
    resting: npt.NDArray[np.bool_],
    start: int,
    end: int,
) -> Impulse | None:
    high = end
    while high < len(motion) and resting[high] and high - end < _REACH:
        high += 1
    first = end - 1 - _DELAY - _SPAN
    if high - end < _QUIET or first < start:
        return None
    at = np.arange(end, high - _QUIET + 1)
    k = int(at[np.argmin(unrest[at] + _WAIT_COST * (at - end) / RATE_HZ)])
    rows = np.arange(k, first, -1)
    return _impulse(motion, rows, force[k], float(unrest[k]), -1.0)


def _impulse(
    motion: Motion, rows: npt.NDArray[np.int64], gravity: Array, unrest: float, sign: float
) -> Impulse:
    """Integrate from rest along `rows`, forth or back in time, and average over the last."""
    up = gravity / float(np.linalg.norm(gravity))
    velocity = sign * PERIOD_S * np.cumsum(motion.raw_acceleration[rows] - gravity, axis=0)
    mean = _weights() @ velocity[-_SPAN:]
    mean -= (mean @ up) * up
    low, high = int(rows[-_SPAN:].min()), int(rows[-_SPAN:].max()) + 1
    sd_mps = _FLOOR_MPS + _DRIFT_MPS_PER_RAD * unrest * len(rows) * PERIOD_S
    turned = np.cumsum(motion.yaw_rate[rows]) * PERIOD_S
    return Impulse(low, high, mean, up, sd_mps, float(np.ptp(turned)))


def front_of(walks: tuple[tuple[Motion, Movement], ...]) -> Array | None:
    """Learn the front of the sensor from forward walks that began or ended at rest.

    Args:
        walks: movements known to go forward, with their motion.

    Returns:
        The (3,) unit front axis in the sensor frame; None where no impulse was clear, or where
        they do not agree within 45 degrees.
    """
    seen = [
        impulse.in_sensor(motion)
        for motion, walk in walks
        for impulse in (walk.push, walk.brake)
        if impulse is not None and impulse.clear
    ]
    if not seen:
        return None
    mean = np.sum(seen, axis=0)
    size = float(np.linalg.norm(mean))
    front = mean / max(size, 1e-9)
    if min(float(front @ one) for one in seen) < np.cos(np.pi / 4):
        return None
    return np.asarray(front)
