"""When a captured foot comes to the ground: the common contacts, moved to where the foot stops.

    speed of the foot      ____
    over the ground       /    \\                 the slower of heel and ball
    v (body) . . . . . . / . . .\\x. . . . . .   x  greatest reach (mocap/contacts.csv)
    v / 2  . . . . . . ./ . . . .\\o . . . . .   o  contact: half of the body's speed
    ___________________/          \\_________

At its greatest reach ahead of the hips a foot moves as fast as they do, by definition, so it
has not landed. One that lands stops at once; smoothed, its speed passes half of what it was at
that instant. The foot is followed from the greatest reach on, for 0.3 s at most.
"""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
from scipy.signal import butter, sosfiltfilt

from lab.mocap.clips import MOCAP, body
from retrowalk.recording import Array
from retrowalk.simulate.body import Segment

_LOW_PASS_HZ = 10.0
_SHARE = 0.5
_AROUND_S = 0.5
_LONGEST_S = 0.3
# points of the rigid foot from the ankle joint, m: as in lab.validation.contact_truth
_HEEL = (-0.05, 0.0, -0.07)
_BALLS = {"snu": (0.085, 0.0, -0.044), "cmu": (0.121, 0.0, -0.037)}


@cache
def reaches() -> dict[str, tuple[tuple[float, str], ...]]:
    """Return mocap/contacts.csv by clip: seconds and side, in time order."""
    found: dict[str, list[tuple[float, str]]] = {}
    with (MOCAP / "contacts.csv").open() as file:
        for row in csv.DictReader(file):
            found.setdefault(row["clip"], []).append((float(row["time_s"]), row["side"]))
    return {clip: tuple(sorted(ones)) for clip, ones in found.items()}


def _speeds(point: Array, rate_hz: float) -> Array:
    """Return how fast (n, 3) places move over the ground, (n,) m/s."""
    sos = butter(2, min(_LOW_PASS_HZ, 0.4 * rate_hz), fs=rate_hz, output="sos")
    smooth = sosfiltfilt(sos, point, axis=0)
    return np.asarray(np.linalg.norm(np.gradient(smooth, axis=0)[:, :2], axis=1) * rate_hz)


def stopped(foot_mps: Array, body_mps: Array, at: int, rate_hz: float) -> float:
    """Return the frame, with its fraction, at which a foot has half of the body's speed.

    Args:
        foot_mps: (n,) speed of the slower part of the foot.
        body_mps: (n,) speed of the hips.
        at: frame of the greatest reach.
        rate_hz: frames in a second.
    """
    near = round(_AROUND_S * rate_hz)
    level = _SHARE * float(body_mps[max(0, at - near) : at + near].mean())
    last = min(len(foot_mps) - 1, at + round(_LONGEST_S * rate_hz))
    for k in range(at, last):
        if foot_mps[k] > level >= foot_mps[k + 1]:
            return k + float((foot_mps[k] - level) / (foot_mps[k] - foot_mps[k + 1]))
    return float(at)


@cache
def landings(clip: str) -> tuple[tuple[float, str], ...]:
    """Return when the feet of a clip came to the ground: seconds and side, in time order."""
    moving = body(clip)
    rate_hz, first_s = moving.rate_hz, float(moving.time_s[0])
    hips = _speeds(moving.segments[Segment.PELVIS].origin_m, rate_hz)
    parts = (_HEEL, _BALLS[clip.split("/")[0]])
    slower = {}
    for side in ("left", "right"):
        foot = moving.segments[Segment(f"foot_{side}")]
        slower[side] = np.min(
            [_speeds(foot.point_m(np.array(part)), rate_hz) for part in parts], axis=0
        )
    found = []
    for at_s, side in reaches().get(clip, ()):
        at = round((at_s - first_s) * rate_hz)
        moved = stopped(slower[side], hips, at, rate_hz) - at if 0 <= at < len(hips) else 0.0
        found.append((at_s + moved / rate_hz, side))
    return tuple(sorted(found))
