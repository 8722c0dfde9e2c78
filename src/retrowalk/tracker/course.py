"""Where the walk went over the ground against where the body faces: forward or backward.

    direction of travel = course over ground - facing
    facing = facing in a stretch known to be forward (the anchor) + turning since then

Coming back the way one went without a turn is walking backward, at any placement, the wrist
and the hand included. The turning is read from the gyroscope (`retrowalk.tracker.turning`),
whose drift is followed: a half second whose direction is clear tells the drift as well,
whichever way it went. A compass, where there is one, bounds it; with a known mounting it
replaces the anchor. With neither, two stretches may be told to go opposite ways, but not which
of them backward: then there is no answer.

    angle of the velocity in the turning frame = offset + (0, 180, 90 or -90 degrees)
    offset drifts slowly; it is filtered from the anchor to both ends of the recording
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Mounting, Recording
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.compass import COMPASS_SD_RAD, MOUNTED_SD_RAD, anchored, compass_of
from retrowalk.tracker.ground import ground_velocity
from retrowalk.tracker.turning import HOP_S, Turning, turning

# Design choices, checked on simulated receivers and captured turns (docs/wrist.md).
WINDOW_S = 5.0
_WITHOUT_COURSE_S = 10.0
_DRIFT_SD_RADS = np.radians(1.0)
_REST_SD_RADS = np.radians(1.0)
_DRIFT_WALK_RADS = np.radians(0.005)
# an arm's own facing wanders against the body's, for some ten seconds at a time
_WANDER_RAD = np.radians(10.0)
_WANDER_S = 10.0
_COMPASS_S = 20.0
_COMPASS_GATE = 3.0
_LEAST_ANCHOR_S = 4.0
# a device that travels slower, or no faster than its arm's length times the turning, stands
_LEAST_SPEED_MPS = 0.25
_ARM_M = 0.4
_LOOSEST_RAD = np.radians(60.0)
# share of half seconds in which nothing assumed here holds
_OUTLIERS = 0.02
_FOLLOW_FROM = 0.95
# forward, backward, to the left, to the right; side steps are rare
_ANGLES = np.array([0.0, np.pi, 0.5 * np.pi, -0.5 * np.pi])
_PRIOR = np.array([0.45, 0.45, 0.05, 0.05])


@dataclass(frozen=True, slots=True)
class CourseHop:
    """What the course over ground says about half a second.

    Attributes:
        time_s: its centre, seconds from the recording's first sample.
        log_odds_forward: of forward against backward; 0 where it says nothing.
        sideways_log_odds: of sideways against forward or backward; 0 where it says nothing.
        sigma_deg: standard deviation of the angle between travel and facing; infinite where
            nothing was received or the device did not travel.
    """

    time_s: float
    log_odds_forward: float
    sideways_log_odds: float
    sigma_deg: float


@dataclass(frozen=True, eq=False, slots=True)
class _Seen:
    """What the filter is given for each half second.

    Attributes:
        turning: of the wearer.
        angle_rad: (h,) angle of the velocity in the turning frame.
        sd_rad: (h,) its error; infinite without travel.
        compass_rad: (h,) the offset by the compass; NaN where it tells nothing.
        compass_sd_rad: its error.
    """

    turning: Turning
    angle_rad: Array
    sd_rad: Array
    compass_rad: Array
    compass_sd_rad: float


@dataclass(frozen=True, eq=False, slots=True)
class _State:
    """Offset (rad) and its drift (rad/s) with their covariance."""

    offset_rad: float
    drift_rads: float
    covariance: Array

    def after(self, lasted_s: float, doubt_rad: float) -> _State:
        """Return the state some time later, or earlier where `lasted_s` is negative."""
        step = np.array([[1.0, lasted_s], [0.0, 1.0]])
        grown = step @ self.covariance @ step.T
        grown += np.diag([doubt_rad**2, _DRIFT_WALK_RADS**2 * abs(lasted_s)])
        return _State(self.offset_rad + lasted_s * self.drift_rads, self.drift_rads, grown)

    def told(self, row: Array, error: float, variance: float) -> _State:
        """Return the state after a measurement of `row` @ state that is off by `error`."""
        gain = self.covariance @ row / float(row @ self.covariance @ row + variance)
        return _State(
            self.offset_rad + float(gain[0]) * error,
            self.drift_rads + float(gain[1]) * error,
            self.covariance - np.outer(gain, row @ self.covariance),
        )


_OFFSET, _DRIFT = np.array([1.0, 0.0]), np.array([0.0, 1.0])


def _wrapped(angle_rad: Array | float) -> Array:
    return np.asarray((np.asarray(angle_rad) + np.pi) % (2.0 * np.pi) - np.pi)


def _with_side_channels(state: _State, seen: _Seen, k: int) -> _State:
    """Use rest (the gyroscope's own error) and the compass."""
    rest = float(seen.turning.resting_rads[k])
    if np.isfinite(rest):
        state = state.told(_DRIFT, -rest - state.drift_rads, _REST_SD_RADS**2)
    compass = float(seen.compass_rad[k])
    if np.isfinite(compass):
        error = float(_wrapped(compass - state.offset_rad))
        usual = float(np.sqrt(state.covariance[0, 0] + seen.compass_sd_rad**2))
        if abs(error) < _COMPASS_GATE * usual:
            correlated = _COMPASS_S / HOP_S
            state = state.told(_OFFSET, error, correlated * seen.compass_sd_rad**2)
    return state


def _likelihood(state: _State, seen: _Seen, k: int) -> Array:
    """Return (4,) densities of the angle seen, for each direction."""
    variance = float(state.covariance[0, 0]) + float(seen.sd_rad[k]) ** 2 + _WANDER_RAD**2
    off = _wrapped(float(seen.angle_rad[k]) - state.offset_rad - _ANGLES)
    turns = off[:, None] + 2.0 * np.pi * np.arange(-1, 2)[None, :]
    peak = np.exp(-0.5 * turns**2 / variance).sum(axis=1) / np.sqrt(2.0 * np.pi * variance)
    return np.asarray((1.0 - _OUTLIERS) * peak + _OUTLIERS / (2.0 * np.pi))


def _followed(state: _State, seen: _Seen, k: int, angle_rad: float) -> _State:
    """Let a half second of known direction tell offset and drift."""
    error = float(_wrapped(float(seen.angle_rad[k]) - state.offset_rad - angle_rad))
    overlap = WINDOW_S / HOP_S
    variance = overlap * float(seen.sd_rad[k]) ** 2 + _WANDER_S / HOP_S * _WANDER_RAD**2
    return state.told(_OFFSET, error, variance)


def _run(
    state: _State, seen: _Seen, order: Sequence[int], *, known: bool
) -> tuple[dict[int, CourseHop], _State]:
    """Filter half seconds in the order given, neighbours after each other.

    Args:
        state: at the first of them.
        seen: all half seconds.
        order: which, forth or back in time.
        known: whether they are known to go forward.
    """
    time_s = seen.turning.time_s
    found: dict[int, CourseHop] = {}
    for place, k in enumerate(order):
        if place:
            before = order[place - 1]
            doubt = float(seen.turning.doubt_rad[max(before, k)])
            state = state.after(float(time_s[k] - time_s[before]), doubt)
        state = _with_side_channels(state, seen, k)
        if not np.isfinite(seen.sd_rad[k]):
            found[k] = CourseHop(float(time_s[k]), 0.0, 0.0, float("inf"))
            continue
        likely = _likelihood(state, seen, k)
        sigma = np.sqrt(state.covariance[0, 0] + seen.sd_rad[k] ** 2 + _WANDER_RAD**2)
        found[k] = CourseHop(
            float(time_s[k]),
            float(np.log(likely[0] / likely[1])),
            float(np.log(likely[2:].sum() / likely[:2].sum())),
            float(np.degrees(sigma)),
        )
        weighed = _PRIOR * likely
        best = 0 if known else int(np.argmax(weighed))
        if known or weighed[best] >= _FOLLOW_FROM * weighed.sum():
            state = _followed(state, seen, k, float(_ANGLES[best]))
    return found, state


def _seen(recording: Recording, turned: Turning) -> _Seen:
    start_s = float(recording.time_s[0])
    assert recording.positions is not None
    told = np.isfinite(recording.positions.course_deg) & np.isfinite(recording.positions.speed_mps)
    window_s = WINDOW_S if told.any() else _WITHOUT_COURSE_S
    ground = ground_velocity(recording.positions, turned, turned.time_s, window_s, start_s)
    speed = np.abs(ground.velocity_mps)
    sd = ground.sd_mps / np.maximum(speed, 1e-6)
    width = round(WINDOW_S / HOP_S)
    rate = np.gradient(turned.angle_rad, HOP_S) if len(turned.time_s) > 1 else np.zeros(1)
    rate = np.convolve(np.pad(np.abs(rate), width // 2, "edge"), np.full(width, 1.0 / width))
    rate = rate[width // 2 * 2 :][: len(speed)]
    travelled = (speed >= _LEAST_SPEED_MPS + _ARM_M * rate) & (sd <= _LOOSEST_RAD)
    compass = np.full(len(turned.time_s), np.nan)
    if recording.heading_deg is not None:
        compass = compass_of(recording.heading_deg, turned, start_s).offset_rad
    return _Seen(
        turned,
        np.angle(ground.velocity_mps),
        np.where(travelled, sd, np.inf),
        compass,
        COMPASS_SD_RAD,
    )


def _from_anchor(seen: _Seen, inside: npt.NDArray[np.bool_]) -> tuple[CourseHop, ...]:
    moving = np.flatnonzero(inside & np.isfinite(seen.sd_rad))
    if len(moving) * HOP_S < _LEAST_ANCHOR_S:
        return ()
    first, last = int(moving[0]), int(moving[-1])
    pointer = np.sum(np.exp(1j * seen.angle_rad[moving]) / seen.sd_rad[moving] ** 2)
    wide = np.diag([np.radians(60.0) ** 2, _DRIFT_SD_RADS**2])
    begin = _State(float(np.angle(pointer)), 0.0, wide)
    # the compass is compared with itself: only how it changes after the anchor counts
    silent = np.full_like(seen.compass_rad, np.nan)
    blind = replace(seen, compass_rad=silent)
    told, end = _run(begin, blind, range(first, last + 1), known=True)
    _, start = _run(begin, blind, range(last, first - 1, -1), known=True)
    own = anchored(seen.compass_rad, inside)
    middle = 0.5 * (end.offset_rad + start.offset_rad)
    used = replace(seen, compass_rad=silent if own is None else seen.compass_rad - own + middle)
    later, _ = _run(end, used, range(last, len(seen.turning.time_s)), known=False)
    earlier, _ = _run(start, used, range(first, -1, -1), known=False)
    hops = {**earlier, **later, **told}
    return tuple(hops[k] for k in sorted(hops))


def course_evidence(
    recording: Recording,
    motions: Sequence[Motion],
    anchor: tuple[float, float] | None,
    mounting: Mounting | None = None,
) -> tuple[CourseHop, ...]:
    """Tell the direction of travel against the facing, every half second.

    Args:
        recording: with satellite positions; a compass heading is used where it is there.
        motions: filtered motion of its stretches, in time order.
        anchor: (start_s, end_s) from the recording's first sample, known to be walked forward;
            standing inside it does no harm. None where nothing is known to be forward.
        mounting: how the device's axes point on the body; together with a compass heading it
            tells the facing without an anchor.

    Returns:
        One value per half second of the stretches; empty without positions, without a
        gyroscope, or with neither an anchor nor a compass of known mounting.
    """
    if recording.positions is None or not len(recording.positions.time_s):
        return ()
    if not motions or not all(motion.has_gyroscope for motion in motions):
        return ()
    turned = turning(motions)
    if not len(turned.time_s):
        return ()
    seen = _seen(recording, turned)
    if anchor is not None:
        start_s, end_s = anchor
        inside = (turned.time_s >= start_s) & (turned.time_s < end_s)
        return _from_anchor(seen, inside)
    if mounting is None or recording.heading_deg is None:
        return ()
    start_s = float(recording.time_s[0])
    facing = compass_of(recording.heading_deg, turned, start_s).facing_offset(mounting)
    known = np.flatnonzero(np.isfinite(facing))
    if not len(known):
        return ()
    wide = np.diag([MOUNTED_SD_RAD**2, _DRIFT_SD_RADS**2])
    begin = _State(float(facing[known[0]]), 0.0, wide)
    # the compass's own lasting error is in the state already
    mounted = replace(seen, compass_rad=facing, compass_sd_rad=MOUNTED_SD_RAD)
    hops, _ = _run(begin, mounted, range(len(turned.time_s)), known=False)
    return tuple(hops[k] for k in sorted(hops))
