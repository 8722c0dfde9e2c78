"""The true steadiness of a simulated walk, from its contacts and a noise-free pelvis sensor.

Formulas as in docs/metrics.md, from the exact contacts instead of found ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Recording

_HARMONICS = 20
_FEWEST_STRIDES = 6
_STANDING_S = 1.5


@dataclass(frozen=True, slots=True)
class Evenness:
    """True steadiness of one bout; names as in `retrowalk.Steadiness`."""

    step_time_cv: float
    step_time_asymmetry: float
    harmonic_ratio: float


def vertical_ms2(recording: Recording) -> Array:
    """Return the vertical acceleration (n,) of a noise-free sensor that begins at rest.

    The sensor's turning is added up from its angular rate, so nothing is filtered.
    """
    from scipy.spatial.transform import Rotation

    rate = recording.angular_rate_rads
    assert rate is not None
    steps = np.diff(recording.time_s)[:, None]
    turns = Rotation.from_rotvec(0.5 * (rate[1:] + rate[:-1]) * steps)
    still = recording.time_s < recording.time_s[0] + _STANDING_S
    up = recording.acceleration_ms2[still].mean(axis=0)
    up = up / np.linalg.norm(up)
    vertical = np.empty(len(recording.time_s))
    vertical[0] = up @ recording.acceleration_ms2[0]
    for k, turn in enumerate(turns.inv().as_matrix(), start=1):
        up = turn @ up
        vertical[k] = up @ recording.acceleration_ms2[k]
    return vertical - STANDARD_GRAVITY_MS2


def harmonic_ratio(contacts_s: Sequence[float], time_s: Array, vertical: Array) -> float:
    """Return the mean ratio of even to odd harmonics over strides of two steps."""
    ratios = []
    for start, end in zip(contacts_s[:-2:2], contacts_s[2::2], strict=False):
        at = np.linspace(start, end, 8 * _HARMONICS, endpoint=False)
        stride = np.interp(at, time_s, vertical)
        size = np.abs(np.fft.rfft(stride - stride.mean()))[1 : _HARMONICS + 1]
        ratios.append(float(size[1::2].sum() / size[0::2].sum()))
    return float(np.mean(ratios))


def evenness(contacts_s: Sequence[float], time_s: Array, vertical: Array) -> Evenness | None:
    """Return the true steadiness of a bout, or None where it is too short.

    Args:
        contacts_s: true contacts of both feet inside the bout.
        time_s: (n,) clock of the pelvis sensor.
        vertical: (n,) its vertical acceleration.
    """
    times = np.asarray(contacts_s, float)
    if len(times) < 2 * _FEWEST_STRIDES + 1:
        return None
    steps, strides = np.diff(times), times[2:] - times[:-2]
    even, odd = float(steps[0::2].mean()), float(steps[1::2].mean())
    return Evenness(
        float(strides.std(ddof=1) / np.sqrt(2.0) / steps.mean()),
        abs(even - odd) / float(steps.mean()),
        harmonic_ratio(contacts_s, time_s, vertical),
    )
