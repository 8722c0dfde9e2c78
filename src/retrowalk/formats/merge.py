r"""Bring a stream with its own clock onto the accelerometer's timestamps.

accelerometer  |  |  |  |  |  |  |  |  |
gyroscope       \   \   \         \   \        straight lines between neighbours,
result         -  o  o  o  -  -  -  o  o       nothing across a gap or beyond the ends
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array

LONGEST_BRIDGE_S = 0.25
"""A stream is interpolated between neighbours closer than this, never across more."""


def rising(time_s: Array) -> npt.NDArray[np.bool_]:
    """Return which of (n,) readings are later than every reading before them."""
    highest = np.maximum.accumulate(time_s)
    keep = np.ones(len(time_s), dtype=np.bool_)
    keep[1:] = time_s[1:] > highest[:-1]
    return keep


def onto(time_s: Array, stream_time_s: Array, values: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Interpolate a stream at other timestamps.

    Args:
        time_s: (n,) where values are wanted, seconds.
        stream_time_s: (m,) rising seconds of the stream, on the same clock.
        values: (m, k) of the stream.

    Returns:
        (n, k) values and (n,) whether there is one; the others are NaN.
    """
    result = np.full((len(time_s), values.shape[1]), np.nan)
    if not len(stream_time_s):
        return result, np.zeros(len(time_s), dtype=np.bool_)
    after = np.searchsorted(stream_time_s, time_s, side="left")
    exact = (after < len(stream_time_s)) & (
        stream_time_s[np.minimum(after, len(stream_time_s) - 1)] == time_s
    )
    inside = (after > 0) & (after < len(stream_time_s))
    right = np.clip(after, 1, max(1, len(stream_time_s) - 1))
    right = np.minimum(right, len(stream_time_s) - 1)
    left = np.maximum(right - 1, 0)
    near = stream_time_s[right] - stream_time_s[left] < LONGEST_BRIDGE_S
    there = exact | (inside & near)
    for k in range(values.shape[1]):
        result[there, k] = np.interp(time_s[there], stream_time_s, values[:, k])
    return result, there
