"""How the device moved over the ground, seen from a body that turns.

    y = w E     Doppler velocity:        y = speed at the course,   E = exp(i angle)
                two positions in a row:  y = way between them,      E = integral of exp(i angle)

w is the velocity in a frame that turns with the wearer, as a complex number, by weighted least
squares over a window. A curve does not blur it; a turn on the spot between two positions makes
E small, so they say little. On the ground east is the real axis, north the imaginary one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Positions
from retrowalk.tracker.turning import Turning

Complex = npt.NDArray[np.complex128]

EARTH_RADIUS_M = 6_371_008.8
# Design choices: what receivers of phones and watches err outdoors.
_DOPPLER_SD_MPS = 0.25
_NO_COURSE_SD_MPS = 0.4
_USUAL_ACCURACY_M = 5.0
_CORRELATION_S = 40.0
_JITTER_M = 0.5
_LONGEST_WAY_S = 30.0
# an error that no averaging removes
_FLOOR_MPS = 0.08
_FINE_S = 0.1


@dataclass(frozen=True, eq=False, slots=True)
class GroundVelocity:
    """Velocity over ground in the turning frame, one value per window.

    Attributes:
        velocity_mps: (h,) complex; 0 where nothing was received.
        sd_mps: (h,) standard deviation of each part; infinite where nothing was received.
    """

    velocity_mps: Complex
    sd_mps: Array


@dataclass(frozen=True, eq=False, slots=True)
class _Rows:
    """Measurements y = w E at `middle_s`, with standard deviation `sd`."""

    middle_s: Array
    y: Complex
    e: Complex
    sd: Array


def ground_velocity(
    positions: Positions, turning: Turning, centres_s: Array, window_s: float, start_s: float
) -> GroundVelocity:
    """Estimate the velocity over ground around each centre.

    Args:
        positions: what the receiver told.
        turning: how the wearer turned.
        centres_s: (h,) seconds from the recording's first sample.
        window_s: length of the windows.
        start_s: the recording's first sample on the clock of `positions`.
    """
    weight = np.zeros(len(centres_s))
    sums = np.zeros(len(centres_s), dtype=np.complex128)
    for rows in (_doppler(positions, turning, start_s), _ways(positions, turning, start_s)):
        low = np.searchsorted(rows.middle_s, centres_s - 0.5 * window_s)
        high = np.searchsorted(rows.middle_s, centres_s + 0.5 * window_s)
        w = np.concatenate([[0.0], np.cumsum((np.abs(rows.e) / rows.sd) ** 2)])
        p = np.concatenate([[0.0], np.cumsum(np.conj(rows.e) * rows.y / rows.sd**2)])
        weight += w[high] - w[low]
        sums += p[high] - p[low]
    there = weight > 1e-6
    safe = np.where(there, weight, 1.0)
    sd = np.where(there, np.sqrt(1.0 / safe + _FLOOR_MPS**2), np.inf)
    return GroundVelocity(np.where(there, sums / safe, 0.0), sd)


def _poor(positions: Positions) -> Array:
    """Return (k,) how many times worse than usual each fix is, at least 1."""
    accuracy_m = np.where(
        np.isfinite(positions.accuracy_m), positions.accuracy_m, _USUAL_ACCURACY_M
    )
    return np.maximum(accuracy_m / _USUAL_ACCURACY_M, 1.0)


def _doppler(positions: Positions, turning: Turning, start_s: float) -> _Rows:
    """Speed and course as told; a speed without a course is a receiver that hardly moved."""
    has_course = np.isfinite(positions.course_deg)
    told = np.isfinite(positions.speed_mps)
    rows = np.flatnonzero(told)
    course = np.radians(90.0 - np.where(has_course, positions.course_deg, 0.0)[rows])
    speed = np.where(has_course, positions.speed_mps, 0.0)[rows]
    sd = np.where(has_course, _DOPPLER_SD_MPS, _NO_COURSE_SD_MPS)[rows]
    at_s = positions.time_s[rows] - start_s
    if not has_course.any():  # speeds alone say nothing about where
        sd = np.full(len(rows), 1e6)
    return _Rows(
        at_s,
        speed * np.exp(1j * course),
        np.exp(1j * turning.at(at_s)),
        sd * _poor(positions)[rows],
    )


def _ways(positions: Positions, turning: Turning, start_s: float) -> _Rows:
    """Ways from each position to the next."""
    at_s = positions.time_s - start_s
    lasted_s = np.diff(at_s)
    keep = np.flatnonzero((lasted_s > 0.0) & (lasted_s <= _LONGEST_WAY_S))
    north = np.radians(np.diff(positions.latitude_deg)) * EARTH_RADIUS_M
    middle = np.radians(0.5 * (positions.latitude_deg[1:] + positions.latitude_deg[:-1]))
    # across the date line the short way counts
    degrees = (np.diff(positions.longitude_deg) + 180.0) % 360.0 - 180.0
    east = np.radians(degrees) * EARTH_RADIUS_M * np.cos(middle)
    poor = np.maximum(_poor(positions)[1:], _poor(positions)[:-1]) * _USUAL_ACCURACY_M
    wander = 1.0 - np.exp(-lasted_s / _CORRELATION_S)
    sd = np.sqrt(2.0 * poor**2 * wander + 2.0 * _JITTER_M**2)
    faced = _integral(turning, at_s)
    return _Rows(
        (0.5 * (at_s[1:] + at_s[:-1]))[keep],
        (east + 1j * north)[keep],
        np.diff(faced)[keep],
        sd[keep],
    )


def _integral(turning: Turning, at_s: Array) -> Complex:
    """Return the integral of exp(i angle) over time, up to each of `at_s`."""
    if not len(at_s):
        return np.empty(0, dtype=np.complex128)
    fine = np.arange(float(at_s.min()), float(at_s.max()) + _FINE_S, _FINE_S)
    facing = np.exp(1j * turning.at(fine))
    running = np.concatenate([[0.0], np.cumsum(0.5 * (facing[1:] + facing[:-1]))]) * _FINE_S
    real, imaginary = (np.interp(at_s, fine, part) for part in (running.real, running.imag))
    return np.asarray(real + 1j * imaginary)
