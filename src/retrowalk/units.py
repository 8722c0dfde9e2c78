"""Which unit a column is in, decided from the physics and said in words.

    acceleration   a body on Earth carries 1 g:  median |acc| = 9.81 -> m/s², 1.0 -> g, 1000 -> mg
    angular rate   gravity f turns in the sensor's frame as  df/dt = -k w x f;
                   k = 1 -> w is in rad/s, k = π/180 -> deg/s; and no limb turns at 45 rad/s
    clock          the step between samples must give 5 to 4000 Hz

Statistics are taken on at most 100,000 evenly chosen samples.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array

MOST_SAMPLES = 100_000
_ROWS_AT_A_TIME = 256
_STEPS_AT_A_TIME = 1 << 15
GRAVITY_SHARE = (0.7, 1.6)
"""Median |acc| over 1 g that a worn sensor can have; swinging feet reach 1.3."""
GRAVITY_FREE_RATIO = 0.4
"""Below this share of the usual |acc| in the mean of a block, gravity is not in the signal."""
BLOCK_SAMPLES = 256
"""Some seconds: 2.6 s at 100 Hz."""
MOST_BLOCKS = 400
FASTEST_LIMB_RADS = 45.0
"""No limb turns faster than this; gyroscopes of phones and watches end at 2000 deg/s = 35 rad/s."""

LEAST_CORRELATION = 0.2
"""Between the turning of gravity and the gyroscope, for the fit to count."""

ACCELERATION_UNITS = {"m/s²": 1.0, "g": STANDARD_GRAVITY_MS2, "mg": STANDARD_GRAVITY_MS2 / 1000}
RATE_UNITS = {"rad/s": 1.0, "deg/s": math.pi / 180.0}
CLOCK_UNITS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9, "min": 60.0}


@dataclass(frozen=True, slots=True)
class Finding:
    """A unit, or None where the numbers fit none, and the reason in words."""

    unit: str | None
    why: str


def thinned(values: Array) -> Array:
    """Return at most `MOST_SAMPLES` rows, evenly chosen."""
    return values[:: max(1, len(values) // MOST_SAMPLES)]


def magnitude(vectors: Array) -> Array:
    """Return the (n,) lengths of (n, 3) vectors."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)))


def all_finite(values: Array) -> bool:
    """Return whether no value of any array is NaN or infinite, in one pass without a copy."""
    with np.errstate(invalid="ignore", over="ignore"):
        total = float(values.sum())
    return math.isfinite(total) or bool(np.isfinite(values).all())


def extremes(vectors: Array) -> tuple[Array, Array]:
    """Return the (k,) smallest and (k,) largest values along each axis of (n, k) vectors.

    Rows are taken many at a time: three numbers are too short a loop for the processor.
    """
    count, width = vectors.shape
    whole = count - count % _ROWS_AT_A_TIME
    if whole == 0:
        return vectors.min(axis=0), vectors.max(axis=0)
    rows = vectors[:whole].reshape(-1, _ROWS_AT_A_TIME * width)
    low = rows.min(axis=0).reshape(-1, width).min(axis=0)
    high = rows.max(axis=0).reshape(-1, width).max(axis=0)
    if whole == count:
        return low, high
    rest = vectors[whole:]
    return np.minimum(low, rest.min(axis=0)), np.maximum(high, rest.max(axis=0))


def step_range(time_s: Array) -> tuple[float, float]:
    """Return the shortest and the longest step of (n,) readings; n is at least 2."""
    shortest, longest = np.inf, -np.inf
    for at in range(0, len(time_s) - 1, _STEPS_AT_A_TIME):
        steps = np.diff(time_s[at : at + _STEPS_AT_A_TIME + 1])
        shortest, longest = min(shortest, steps.min()), max(longest, steps.max())
    return float(shortest), float(longest)


def lacks_gravity(acceleration: Array) -> bool:
    """Return whether (n, 3) values in any unit look like acceleration without gravity.

    Gravity stays while movement cancels out: with it, the mean vector of some seconds
    is about as long as the vectors themselves; without it, it is near zero.
    """
    width = min(BLOCK_SAMPLES, len(acceleration))
    count = len(acceleration) // max(1, width)
    if count == 0:
        return False
    blocks = acceleration[: count * width].reshape(count, width, 3)[:: max(1, count // MOST_BLOCKS)]
    lasting = float(np.median(magnitude(blocks.mean(axis=1))))
    usual = float(np.median(magnitude(blocks.reshape(-1, 3))))
    return usual == 0.0 or lasting < GRAVITY_FREE_RATIO * usual


def acceleration_unit(acceleration: Array) -> Finding:
    """Find the unit of (n, 3) acceleration by the 1 g test."""
    middle = float(np.median(magnitude(thinned(acceleration))))
    said = f"median magnitude {middle:.3g}"
    if not lacks_gravity(acceleration):
        for unit, factor in ACCELERATION_UNITS.items():
            if GRAVITY_SHARE[0] <= middle * factor / STANDARD_GRAVITY_MS2 <= GRAVITY_SHARE[1]:
                return Finding(unit, f"{said}, which is 1 g in {unit}")
    return Finding(None, said)


def turning_fit(time_s: Array, acceleration: Array, rate: Array) -> tuple[float, float]:
    """Fit ``df/dt = -k w x f`` to means of a tenth of a second; return k and the correlation.

    Args:
        time_s: (n,) rising seconds.
        acceleration: (n, 3) with gravity, any unit.
        rate: (n, 3) angular rate, any unit.
    """
    part = slice(0, MOST_SAMPLES)
    time_s, acceleration, rate = time_s[part], acceleration[part], rate[part]
    span = float(np.median(np.diff(time_s))) if len(time_s) > 2 else 0.0
    width = max(1, round(0.1 / span)) if span > 0 else 0
    count = len(time_s) // width if width else 0
    if count < 15:
        return 0.0, 0.0

    def means(values: Array) -> Array:
        return np.asarray(values[: count * width].reshape(count, width, -1).mean(axis=1))

    force = means(acceleration)
    force = force / np.maximum(magnitude(force), 1e-12)[:, None]
    turning = np.cross(means(rate), force)
    time = means(time_s[:, None])[:, 0]
    step = time[2:] - time[:-2]
    even = step < 1.5 * float(np.median(step))
    change = ((force[2:] - force[:-2]) / step[:, None])[even].ravel()
    cross = turning[1:-1][even].ravel()
    power = float(cross @ cross)
    both = math.sqrt(power * float(change @ change))
    if both <= 0.0:
        return 0.0, 0.0
    product = -float(change @ cross)
    return product / power, product / both


def rate_unit(time_s: Array, acceleration: Array, rate: Array) -> Finding:
    """Find the unit of (n, 3) angular rate; None where the body hardly turned."""
    length = magnitude(thinned(rate))
    fastest = float(length.max())
    rms = float(np.sqrt(np.mean(length**2)))
    if fastest > 2.0 * FASTEST_LIMB_RADS or rms > 15.0:
        return Finding(
            "deg/s", f"it reaches {fastest:.0f}, and no limb turns at {fastest:.0f} rad/s"
        )
    k, correlation = turning_fit(time_s, acceleration, rate)
    for unit, factor in RATE_UNITS.items():
        if correlation > LEAST_CORRELATION and factor / 4 < k < factor * 4:
            return Finding(
                unit,
                f"gravity turns {k:.2g} times as fast as the numbers say, and that is "
                f"nearest to {factor:.2g} for {unit}",
            )
    if rms > 6.0:
        return Finding("deg/s", f"its mean is {rms:.1f}, too fast for rad/s")
    return Finding(None, f"the sensor hardly turned (mean {rms:.2g})")


def clock_unit(ticks: Array) -> Finding:
    """Find the unit of (n,) clock readings from the size of an epoch and of a step."""
    steps = np.diff(ticks[:MOST_SAMPLES])
    steps = steps[steps > 0]
    if not len(steps):
        return Finding(None, "it never moves forward")
    step = float(np.median(steps))
    first = abs(float(ticks[0]))
    for unit in ("ns", "µs", "ms", "s"):
        factor = CLOCK_UNITS[unit]
        if 3e8 <= first * factor <= 5e9 and step * factor < 10.0:
            return Finding(unit, f"it starts at {first:.4g}, the {unit} since 1970")
    for unit in ("s", "ms", "µs", "ns"):
        rate_hz = 1.0 / (step * CLOCK_UNITS[unit])
        if 5.0 <= rate_hz <= 2500.0:
            return Finding(unit, f"steps of {step:.4g} {unit} give {rate_hz:.3g} samples a second")
    return Finding(None, f"its usual step is {step:.4g}")
