"""Two sensors worn at the same time: what one knows of the direction, the other may use.

    leg     [---- forward ---]   [-- backward --]        a Walk
    watch    |  |  |  |  |  |     |  |  |  |  |          its own steps, no direction
    offset  found where both start and stop together

Their clocks differ by some seconds. How hard a leg and an arm move differs, but when they start,
stop, hurry and rest is the same walk: the vigour of both, compared at all offsets, is most alike
at the right one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.recording import Array
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.base import Direction, Walk
from retrowalk.tracker.bouts import HopAnswer
from retrowalk.tracker.frame import hop_centres
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ
from retrowalk.tracker.walking import Run

# Design choices, checked on simulated and captured pairs (docs/wrist.md).
MOST_OFFSET_S = 2.0
_LEAST_ALIKE = 0.75
_SHORTEST_S = 10.0
_BEYOND_S = 1.0  # looked at further than asked, so that the true offset stands out on both sides
_QUIET_MS2 = 0.2
# offsets this much less alike than the best one are still possible
_AS_ALIKE = 0.12
_NOT_SAID = "the other sensor does not tell the direction here"


def clock_offset(
    first: Sequence[Motion], second: Sequence[Motion], *, most_s: float = MOST_OFFSET_S
) -> Estimate:
    """Find by how much the second sensor's clock is behind the first's.

    Args:
        first: motion of the stretches of one sensor.
        second: of the other, worn by the same person over the same time.
        most_s: the clocks differ by no more than this.

    Returns:
        Seconds to add to the second's times to get the first's; unknown where the two do not
        move alike, or where starts and stops are missing.
    """
    a, b = _vigour(first), _vigour(second)
    reach = round((most_s + _BEYOND_S) * RATE_HZ)
    asked = (most_s + 0.5 * _BEYOND_S) * RATE_HZ
    alike = np.array([_alike(a, b, lag) for lag in range(-reach, reach + 1)])
    if not np.isfinite(alike).any():
        return Estimate.unknown("s", "the two recordings hardly overlap")
    best = int(np.nanargmax(alike))
    if alike[best] < _LEAST_ALIKE:
        return Estimate.unknown("s", "the two sensors do not move alike")
    near = np.flatnonzero(alike >= alike[best] - _AS_ALIKE)
    low, high = int(near[0]), int(near[-1])
    if low == 0 or high == 2 * reach or abs(best - reach) > asked:
        return Estimate.unknown(
            "s", f"no offset within {most_s:g} s stands out; start and stop a few times"
        )
    value, least, most = ((k - reach) * PERIOD_S for k in (best, low, high))
    return Estimate(value, least, most, "s")


def _vigour(motions: Sequence[Motion]) -> Array:
    """Return log vigour on the recording's grid; NaN in gaps."""
    if not motions:
        return np.empty(0)
    last = motions[-1].first + len(motions[-1])
    values = np.full(last, np.nan)
    for motion in motions:
        values[motion.first : motion.first + len(motion)] = np.log(motion.vigour + _QUIET_MS2)
    return values


def _alike(a: Array, b: Array, lag: int) -> float:
    """Return the correlation of a with b moved `lag` samples later; NaN where they are short."""
    start, end = max(0, lag), min(len(a), len(b) + lag)
    if end - start < _SHORTEST_S * RATE_HZ:
        return float("nan")
    x, y = a[start:end], b[start - lag : end - lag]
    there = np.isfinite(x) & np.isfinite(y)
    if there.sum() < _SHORTEST_S * RATE_HZ:
        return float("nan")
    x, y = x[there] - x[there].mean(), y[there] - y[there].mean()
    size = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(x @ y) / size if size > 1e-9 else float("nan")


def answers_of(motion: Motion, run: Run, walk: Walk, offset_s: float) -> tuple[HopAnswer, ...]:
    """Give a run the directions that another sensor's walk has at the same time.

    Args:
        motion: the stretch the run lies in.
        run: consecutive steps of the sensor that does not know the direction.
        walk: answer of the sensor that does.
        offset_s: what to add to this sensor's times to get the walk's (`clock_offset`).

    Returns:
        One answer for each half second; unknown where the other walk has no direction.
    """
    centres = hop_centres(motion)
    centres = centres[(centres >= run.start) & (centres < run.end)]
    return tuple(
        _answer_at(int(centre), float(motion.time_s[centre]) + offset_s, walk) for centre in centres
    )


def _answer_at(centre: int, time_s: float, walk: Walk) -> HopAnswer:
    for bout in walk.bouts:
        if bout.start_s <= time_s < bout.end_s:
            if bout.direction is Direction.UNKNOWN:
                return HopAnswer(centre, bout.direction, 0.0, bout.reason or _NOT_SAID)
            return HopAnswer(centre, bout.direction, bout.probability)
    return HopAnswer(centre, Direction.UNKNOWN, 0.0, _NOT_SAID)


def forward_span(walk: Walk, offset_s: float = 0.0) -> tuple[float, float] | None:
    """Return the longest forward bout of a walk, as an anchor for the course of another sensor.

    Args:
        walk: answer of a sensor that knows the direction.
        offset_s: what to add to the other sensor's times to get the walk's.

    Returns:
        (start_s, end_s) on the other sensor's clock, or None without a forward bout.
    """
    bouts = [bout for bout in walk.bouts if bout.direction is Direction.FORWARD]
    if not bouts:
        return None
    longest = max(bouts, key=lambda bout: bout.end_s - bout.start_s)
    return longest.start_s - offset_s, longest.end_s - offset_s
