"""Which part of the foot touched first, from the heights of its heel and ball.

    height of each point above the place where it itself comes to rest in this stance

         heel ----\\                                    side view, walker faces right
                   \\          ball ------\\                   A   ankle joint
    1 cm . . . . . .\\. . . . . . . . . . .\\. . . .           /|\\
                     \\____                 \\____            / | \\___
         ------------|----------------------|----- time    H--+----B---
                 heel arrives          ball arrives

A point has *arrived* when it stays within 1 cm of its own resting height until the foot rests.
The point that arrives first touched first. The *gap* is how high the other one is above it, at
most, from that instant until it arrives too: a heel may skim the floor before the toes are up.

    gap of 1 cm or more (4 degrees), same order at 0.5 and 1.5 cm  ->  heel or ball first
    anything else                                                  ->  flat, or unclear

Heights come from the captured skeleton, not from any sensor. Each point is compared with its own
rest because neither skeleton's sole is level with the floor, and CMU's floor slopes. The ball
is the captured joint of the toes. The heel is not captured: it is a point of the rigid foot 5 cm
behind the ankle joint and 7 cm below it (design choice; `python -m lab.validation.contact` says
how many labels change when the ankle joint itself is taken).

Only steps between two rests that the clip shows count: without the rest before, the swing was not
seen, and without the rest after, there is no resting height.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.signal import butter, sosfiltfilt

from lab.mocap.clips import MOCAP
from retrowalk.recording import Array
from retrowalk.simulate.body import BodyMotion, Segment
from retrowalk.tracker.base import Contact, Direction

TOLERANCE_M = 0.01
CLEAR_M = 0.01
_OTHER_TOLERANCES_M = (0.005, 0.015)
_LOW_PASS_HZ = 10.0
_REST_MPS = 0.35
_REST_S = 0.9
_NEXT_S = 0.35
_EARLIER_S = 0.6
_SWING_S = 1.5


@dataclass(frozen=True, eq=False, slots=True)
class Sole:
    """Two points of the rigid foot in its segment's frame, (3,) m from the ankle joint."""

    heel_m: Array
    ball_m: Array


# the ball: offsets of the toes' joint in the two BVH skeletons
_HEEL = np.array([-0.05, 0.0, -0.07])
SOLES = {
    "snu": Sole(_HEEL, np.array([0.085, 0.0, -0.044])),
    "cmu": Sole(_HEEL, np.array([0.121, 0.0, -0.037])),
}


@dataclass(frozen=True, slots=True)
class TrueLanding:
    """How one foot came down.

    Attributes:
        time_s: when its first part arrived, on the body's clock.
        contact: that part; unknown where it is flat or unclear.
        gap_m: how high the other part was at most, positive for heel first.
    """

    time_s: float
    contact: Contact
    gap_m: float


def _speed_mps(point: Array, rate_hz: float) -> Array:
    return np.asarray(np.linalg.norm(np.gradient(point, 1.0 / rate_hz, axis=0), axis=1))


def _arrival(above: Array, tolerance_m: float, low: int, rest: int) -> float | None:
    """Return the frame, with its fraction, after which a point stays below the tolerance."""
    high = np.flatnonzero(above[low:rest] > tolerance_m)
    if not len(high):
        return None
    k = low + int(high[-1])
    return float(k + (above[k] - tolerance_m) / (above[k] - above[k + 1]))


def _landing(heel: Array, ball: Array, low: int, rest: int, rate_hz: float) -> TrueLanding | None:
    """Label one landing from heights (n,) above rest."""
    leads = []
    for tolerance_m in (TOLERANCE_M, *_OTHER_TOLERANCES_M):
        arrivals = [_arrival(point, tolerance_m, low, rest) for point in (heel, ball)]
        if arrivals[0] is None or arrivals[1] is None:
            return None
        leads.append((arrivals[1] - arrivals[0], min(arrivals[0], arrivals[1])))
    lead, first = leads[0]
    frames = np.append(first, np.arange(int(first) + 1, int(first + abs(lead)) + 1))
    higher = np.interp(frames, np.arange(len(heel)), ball - heel)
    gap_m = float(higher.max() if lead > 0.0 else higher.min())
    agreed = all(other * lead > 0.0 for other, _ in leads)
    contact = Contact.UNKNOWN
    if agreed and gap_m * lead > 0.0 and abs(gap_m) >= CLEAR_M:
        contact = Contact.HEEL if lead > 0.0 else Contact.BALL
    return TrueLanding(first / rate_hz, contact, gap_m)


def landings(
    moving: BodyMotion, side: str, contacts_s: Sequence[float], sole: Sole
) -> tuple[TrueLanding | None, ...]:
    """Label the landings of one foot.

    Args:
        moving: the body; its clock starts at 0.
        side: "left" or "right".
        contacts_s: instants near which that foot came down, in time order.
        sole: its heel and ball.

    Returns:
        One landing for each contact; None where the rest before or after it is not shown.
    """
    rate_hz, foot = moving.rate_hz, moving.segments[Segment(f"foot_{side}")]
    points = [foot.point_m(sole.heel_m), foot.point_m(sole.ball_m)]
    if rate_hz > 2.2 * _LOW_PASS_HZ:
        sos = butter(2, _LOW_PASS_HZ, fs=rate_hz, output="sos")
        points = [np.asarray(sosfiltfilt(sos, point, axis=0)) for point in points]
    width = max(1, round(0.1 * rate_hz))
    speed = np.hypot(*(_speed_mps(point, rate_hz) for point in points))
    speed = np.convolve(speed, np.full(width, 1.0 / width), "same")
    found: list[TrueLanding | None] = []
    for k, contact_s in enumerate(contacts_s):
        until_s = contact_s + _REST_S
        if k + 1 < len(contacts_s):
            until_s = min(until_s, contacts_s[k + 1] - _NEXT_S)
        at = round(contact_s * rate_hz)
        last = min(int(until_s * rate_hz), len(speed) - 1 - width)
        found.append(None)
        if last - at < width:
            continue
        rest = at + int(np.argmin(speed[at : last + 1]))
        low = max(0, at - round(_EARLIER_S * rate_hz))
        before = speed[max(width, at - round(_SWING_S * rate_hz)) : at]
        if speed[rest] > _REST_MPS or not np.any(before < _REST_MPS):
            continue
        still = slice(rest - width // 2, rest + width // 2 + 1)
        heel, ball = (point[:, 2] - point[still, 2].mean() for point in points)
        found[-1] = _landing(heel, ball, low, rest, rate_hz)
    return tuple(found)


@cache
def captured_contacts() -> dict[tuple[str, str], tuple[tuple[float, Direction], ...]]:
    """Return mocap/contacts.csv by clip and side: seconds, direction."""
    found: dict[tuple[str, str], list[tuple[float, Direction]]] = {}
    with (MOCAP / "contacts.csv").open() as file:
        for row in csv.DictReader(file):
            one = (float(row["time_s"]), Direction(row["direction"]))
            found.setdefault((row["clip"], row["side"]), []).append(one)
    return {key: tuple(sorted(ones)) for key, ones in found.items()}
