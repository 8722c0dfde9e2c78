"""What a sensor on the trunk shows of both feet: how alike, and how far apart in time.

A step of the right foot is that of the left one in a mirror. Front-back acceleration does not
change in that mirror, so there the mean waveforms of the two feet lie on one another, once one
of them is moved by as much as its foot's steps were timed earlier or later:

    left foot    __/\\__|
    right foot   ___/\\_|            apart: by how much

The mounting need not be known. Stride ratio: even over odd harmonics of the vertical
acceleration of one stride, from one step to the next but one (Smidt 1971).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.alignment import FORCE, RISE, VERTICAL, Timing, snippets
from retrowalk.tracker.attitude import hann

HARMONICS = 20
_POINTS = 8 * HARMONICS
# Design choices, checked on simulated walks (docs/validation.md).
_WINDOW = np.asarray(hann(0.5))
_HALF = len(_WINDOW) // 2
_FARTHEST = 12
_STEP = 0.25
_FEWEST = 4
# feet that agree less are not compared
LEAST_ALIKE = 0.8


@dataclass(frozen=True, eq=False, slots=True)
class Trunk:
    """Both feet as the trunk shows them.

    Attributes:
        numbers: (s,) number of the step with which each stride of `ratios` begins.
        ratios: (s,) even over odd harmonics of every second stride.
        apart: samples by which steps of odd number were timed too early against the even ones.
        apart_error: half-width of its 95 % interval.
        alike: how far the feet's waveforms agree, -1 to 1.
    """

    numbers: tuple[int, ...]
    ratios: tuple[float, ...]
    apart: float
    apart_error: float
    alike: float


def stride_ratio(vertical_ms2: Array, start: float, end: float) -> float:
    """Return even over odd harmonics of a stride.

    Args:
        vertical_ms2: (n,) vertical acceleration.
        start: its first instant, in samples.
        end: its last.
    """
    at = np.linspace(start, end, _POINTS, endpoint=False)
    stride = np.interp(at, np.arange(len(vertical_ms2)), vertical_ms2)
    size = np.abs(np.fft.rfft(stride - stride.mean()))[1 : HARMONICS + 1]
    return float(size[1::2].sum() / max(size[0::2].sum(), 1e-12))


def _level(force: Array) -> Array:
    """Return (n, 2) horizontal components of (n, 3) force, along any two axes."""
    up = force.mean(axis=0)
    up = up / max(float(np.linalg.norm(up)), 1e-9)
    aside = np.eye(3)[int(np.argmin(np.abs(up)))]
    one = np.cross(up, aside)
    one = one / np.linalg.norm(one)
    return np.asarray(force @ np.column_stack([one, np.cross(up, one)]))


def _front(wave: Array, level: Array) -> Array:
    """Return the (2,) front-back axis of horizontal force (n, 2).

    Front-back force goes with the rise and fall of each step; sway has half that rhythm, so that
    the two feet cancel it.
    """
    rise = wave[:, RISE]
    columns = [
        level.T @ vertical / max(float(np.linalg.norm(vertical)), 1e-9)
        for vertical in (np.gradient(rise), rise)
    ]
    return np.asarray(np.linalg.svd(np.column_stack(columns))[0][:, 0])


def _misfits(one: Array, wide: Array, moves: Array) -> Array:
    """Return how far (m,) one and moved parts of a wider waveform disagree, 0 to 1."""
    middle = np.full(1, 0.5 * (len(wide) - 1))
    found = []
    for move in moves:
        other = snippets(wide[:, None], middle + move, _HALF)[0, :, 0]
        here, there = one - one.mean(), other - other.mean()
        sizes = _WINDOW @ (here**2 + there**2)
        found.append(float(_WINDOW @ (here - there) ** 2 / max(float(sizes), 1e-12)))
    return np.array(found)


def _apart(wave: Array, even: Array, odd: Array) -> tuple[float, float, float]:
    """Return how far odd steps were timed too early, its error, and how alike the feet are."""
    level = _level(wave[:, FORCE])
    push = (level @ _front(wave, level))[:, None]
    mine = np.median(snippets(push, even, _HALF), axis=0)[:, 0]
    wide = np.median(snippets(push, odd, _HALF + _FARTHEST), axis=0)[:, 0]
    moves = np.arange(-_FARTHEST + 1, _FARTHEST - 1 + 0.5 * _STEP, _STEP)
    costs = _misfits(mine, wide, moves)
    k = int(np.clip(np.argmin(costs), 1, len(moves) - 2))
    bend = costs[k - 1] - 2.0 * costs[k] + costs[k + 1]
    share = 0.5 * (costs[k - 1] - costs[k + 1]) / bend if bend > 0.0 else 0.0
    apart = float(moves[k] + _STEP * np.clip(share, -1.0, 1.0))
    size, slope = (
        float(_WINDOW @ (mine - mine.mean()) ** 2),
        float(_WINDOW @ np.gradient(mine) ** 2),
    )
    error = float(np.sqrt(2.0 * costs[k] * size / max(slope, 1e-12)))
    return apart, error, float(1.0 - costs[k])


def trunk_of(timing: Timing, wave: Array, start: int) -> Trunk:
    """Compare the two feet of one piece of walking.

    Args:
        timing: its steps.
        wave: (n, 8) `retrowalk.tracker.alignment.wave_of` the piece.
        start: sample of the stretch at which it begins.
    """
    at = timing.samples - start
    place = {int(number): k for k, number in enumerate(timing.numbers)}
    strides = [n for n in place if n % 2 == 0 and n + 2 in place]
    ratios = tuple(stride_ratio(wave[:, VERTICAL], at[place[n]], at[place[n + 2]]) for n in strides)
    reach = _HALF + _FARTHEST
    inside = (at >= reach) & (at < len(wave) - reach)
    even, odd = (inside & (timing.numbers % 2 == k) for k in (0, 1))
    if min(even.sum(), odd.sum()) < _FEWEST:
        return Trunk(tuple(strides), ratios, 0.0, 0.0, 0.0)
    return Trunk(tuple(strides), ratios, *_apart(wave, at[even], at[odd]))


def evened(timing: Timing, trunk: Trunk) -> Timing:
    """Return the steps with both feet timed alike, where the feet can be compared."""
    if trunk.alike < LEAST_ALIKE:
        return timing
    odd = timing.numbers % 2 == 1
    shift = np.where(odd, 0.5 * trunk.apart, -0.5 * trunk.apart)
    return replace(timing, samples=np.asarray(timing.samples + shift))
