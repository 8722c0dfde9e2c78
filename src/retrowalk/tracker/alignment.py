"""When each step happened, told by the whole waveform around it.

A turning point of a smooth signal wanders with noise and with the shape of each step. The steps
of one foot look alike, though, so all of them are moved until they agree with their median:

    found at   |    |    |          force and turning within 0.25 s of each turning point
              /\\_   /\\_  /\\_
    moved to   |     |   |          by d = sum(w m' (x - m)) / sum(w m'^2)
              m = median waveform, m' its slope, x one waveform, w = Hann weight over the
              channel's usual misfit (least squares)

Nothing has to be known of the mounting: sensor axes turn with the body. What stays is the mean
time of a foot's steps, so lags from turning point to contact are the same as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.attitude import Motion, convolved, hann
from retrowalk.tracker.steps import TurningPoint

# Design choices, checked on simulated walks (docs/validation.md).
_SMOOTH_S = 0.1
_WINDOW = np.asarray(hann(0.5))
_HALF = len(_WINDOW) // 2
_FARTHEST = 8
_ROUNDS = 6
_LARGEST_MOVE = 2.0
# how many steps of one foot make a waveform
_FEWEST = 4
FORCE, RATE, VERTICAL, RISE = slice(0, 3), slice(3, 6), 6, 7


@dataclass(frozen=True, eq=False, slots=True)
class Timing:
    """When the steps of one piece of walking happened.

    Attributes:
        samples: (n,) instants in samples of the stretch; a step too near to an end of the piece
            keeps its turning point.
        numbers: (n,) which step of the piece each is, counting those that were missed.
        alike: (n,) how well its waveform agrees with the others of its foot: 1 exactly, 0 where
            that was not asked.
        noise: standard deviation of the instants by which force and turning disagree, samples;
            0 where only one of them is known.
    """

    samples: Array
    numbers: npt.NDArray[np.int64]
    alike: Array
    noise: float


def wave_of(motion: Motion) -> Array:
    """Return (n, 8): force and rate in the sensor frame, vertical acceleration, `rise_mps`.

    All but the last are unfiltered.
    """
    force = np.einsum("nji,nj->ni", motion.world_from_sensor, motion.raw_acceleration)
    lift = np.einsum("ni,ni->n", motion.raw_acceleration, motion.up) - STANDARD_GRAVITY_MS2
    return np.column_stack([force, motion.raw_rate, lift, motion.rise_mps])


def snippets(wave: Array, at: Array, half: int) -> Array:
    """Return (k, 2 half + 1, c) pieces of (n, c) samples around k instants, interpolated."""
    first = np.floor(at)
    share = (at - first)[:, None, None]
    around = np.arange(-half, half + 2)
    rows = wave[np.clip(first.astype(np.int64)[:, None] + around, 0, len(wave) - 1)]
    return np.asarray(rows[:, :-1] * (1.0 - share) + rows[:, 1:] * share)


def numbered(steps: Sequence[TurningPoint], *, leg: bool) -> npt.NDArray[np.int64]:
    """Number steps in time order; where a gap holds two or more, some were missed.

    A leg's turning points need not be evenly spaced, but high ones are one foot's and low ones
    the other's: their numbers stay even and odd.
    """
    samples = np.array([step.sample for step in steps], float)
    if len(samples) < 3:
        return np.arange(len(samples), dtype=np.int64)
    gaps = np.diff(samples) / (0.5 * float(np.median(samples[2:] - samples[:-2])))
    passed = np.maximum(1.0, np.round(gaps))
    if leg:
        turns = np.array([int(step.turn) for step in steps])
        least = np.where(turns[1:] == turns[:-1], 2.0, 1.0)
        passed = least + 2.0 * np.maximum(0.0, np.round(0.5 * (gaps - least)))
    return np.concatenate([[0], np.cumsum(passed)]).astype(np.int64)


def _centred(wave: Array, at: Array) -> Array:
    found = snippets(wave, at, _HALF)
    return np.asarray(found - found.mean(axis=1, keepdims=True))


def _moved(wave: Array, found: Array) -> tuple[Array, Array]:
    """Move (k,) instants of one foot until their waveforms agree.

    Returns:
        The instants, and how alike each waveform is to the median.
    """
    at = found
    window = _WINDOW[:, None]
    weight = window
    for _ in range(_ROUNDS):
        pieces = _centred(wave, at)
        middle = np.median(pieces, axis=0)
        misfit = pieces - middle
        usual = np.median((window * misfit**2).sum(axis=1), axis=0)
        # a channel that says nothing, as without a gyroscope, has no weight
        weight = window * np.where(usual > 0.0, 1.0 / np.maximum(usual, 1e-9), 0.0)
        slope = np.gradient(middle, axis=0)
        size = max(float((weight * slope**2).sum()), 1e-12)
        move = (weight * slope * misfit).sum(axis=(1, 2)) / size
        move = np.clip(move, -_LARGEST_MOVE, _LARGEST_MOVE)
        at = found + np.clip(at - move - found, -_FARTHEST, _FARTHEST)
    pieces = _centred(wave, at)
    middle = np.median(pieces, axis=0)
    both = (weight * pieces * middle).sum(axis=(1, 2))
    sizes = (weight * pieces**2).sum(axis=(1, 2)) * (weight * middle**2).sum()
    alike = both / np.sqrt(np.maximum(sizes, 1e-24))
    return at + np.median(found - at), np.asarray(alike)


def timing_of(steps: Sequence[TurningPoint], wave: Array, start: int, *, leg: bool) -> Timing:
    """Time the steps of one piece of walking by their waveforms.

    Args:
        steps: turning points in time order.
        wave: (n, 8) `wave_of` the piece.
        start: sample of the stretch at which it begins.
        leg: whether the steps are turning points of a leg's angle.

    Returns:
        One instant for each step.
    """
    found = np.array([step.sample for step in steps], float)
    numbers = numbered(steps, leg=leg)
    first = numbers % 2 == 0
    at, alike = found - start, np.zeros(len(found))
    reach = _HALF + _FARTHEST
    inside = (at >= reach) & (at < len(wave) - reach)
    if len(wave) < 2:
        return Timing(found, numbers, alike, 0.0)
    smooth = convolved(wave[:, :6], hann(_SMOOTH_S), wave[0, :6], wave[-1, :6])
    told, apart = at.copy(), []
    for foot in (first, ~first):
        mine = foot & inside
        if mine.sum() < _FEWEST:
            continue
        told[mine], alike[mine] = _moved(smooth, at[mine])
        if smooth[:, RATE].any():
            by_force, _ = _moved(smooth[:, FORCE], at[mine])
            by_rate, _ = _moved(smooth[:, RATE], at[mine])
            apart.append(by_force - by_rate)
    # each of the two has about the error of their difference over sqrt(2), their mean half of it
    noise = 0.5 * float(np.concatenate(apart).std()) if apart else 0.0
    # steps stay in order
    samples = start + np.maximum.accumulate(told)
    return Timing(np.asarray(samples), numbers, alike, noise)
