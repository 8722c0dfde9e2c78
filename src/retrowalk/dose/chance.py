"""Fixed chance: the same draws for every question, so that answers repeat and compare.

Every uncertain input has a name and its own stream of standard normal numbers. Asking
at two speeds uses the same draws, so that a difference between the answers is never
noise, and a new input does not shift the draws of the others.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from retrowalk.dose.design import chosen
from retrowalk.estimate import Estimate
from retrowalk.recording import Array

Chance = Callable[[str], Array]
"""From the name of an uncertain input to its standard normal draws."""


@lru_cache(maxsize=64)
def draws(name: str) -> Array:
    """Return the standard normal draws of one uncertain input; the array is read-only."""
    rng = np.random.default_rng([int(chosen("seed")), zlib.crc32(name.encode())])
    values = rng.standard_normal(int(chosen("draws")))
    values.setflags(write=False)
    return values


def centre(name: str) -> Array:
    """Return the middle of every input: the chance of the best estimate."""
    return np.zeros(1)


def only(wanted: str) -> Chance:
    """Return a chance in which only one input varies, to see what it contributes."""
    return lambda name: draws(name) if name == wanted else centre(name)


def share(z: Array) -> Array:
    """Return standard normal draws as uniform ones on [0, 1]; the middle becomes one half."""
    from scipy.special import ndtr

    return np.asarray(ndtr(z), dtype=np.float64)


def interval(
    quantity: Callable[[Chance], Array],
    unit: str,
    sources: tuple[str, ...],
    reason: str | None = None,
) -> Estimate:
    """Return best estimate and 95 % interval of a quantity computed from a chance."""
    value = float(quantity(centre)[0])
    low, high = np.quantile(quantity(draws), [0.025, 0.975])
    return Estimate(value, min(float(low), value), max(float(high), value), unit, reason, sources)
