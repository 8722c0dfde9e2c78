"""How far the wearer turned, from a device that swings on an arm or a leg.

The rate about the vertical alone does not tell it: a swinging limb draws cones, and each cone
adds a little turn that is none (1 degree per second in a trouser pocket). So the turn is read
from the device's orientation averaged over some strides, in which the swing cancels:

    turned back by the running integral of the vertical rate --> mean over 4 s (Hann weights)
    --> turn about the vertical that best carries one mean orientation into the next, added up

What it cannot know: a device that is turned on the body about the vertical looks like a turn of
the body. A change of posture shows in where up points in the device, and counts as doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.frame import HOP
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ

HOP_S = HOP / RATE_HZ
# Design choices, checked on captured walks along spirals and round corners (docs/wrist.md).
_BLOCKS = 9
_WALK_RAD = np.radians(1.5)  # doubt that each half second adds
_TURN_SHARE = np.radians(5.0)  # and each radian of turning, as its square root
_POSTURE = 1.5  # per radian by which the device tips on the body
_FIRM = 0.85
_LOOSE_RAD = np.radians(60.0)
_GAP_RAD = np.radians(10.0)
_GAP_RADS = np.radians(15.0)
_BESIDE_GAP = 4  # half seconds whose turning may have gone on in the gap
_REST_RADS = np.radians(4.0)


@dataclass(frozen=True, eq=False, slots=True)
class Turning:
    """Turning of the wearer, every half second of all stretches of a recording.

    Attributes:
        time_s: (h,) seconds from the recording's first sample.
        angle_rad: (h,) turned since the first, counter-clockwise seen from above.
        doubt_rad: (h,) standard deviation of what was added since the half second before.
        resting_rads: (h,) rate about the vertical where the device rests, else NaN: the
            gyroscope's own error.
        up_in_sensor: (h, 3) mean direction of up.
    """

    time_s: Array
    angle_rad: Array
    doubt_rad: Array
    resting_rads: Array
    up_in_sensor: Array

    def at(self, time_s: Array) -> Array:
        """Return the angle at other times, rad; beyond the ends it stays."""
        return np.interp(time_s, self.time_s, self.angle_rad)


def turning(motions: Sequence[Motion]) -> Turning:
    """Follow the wearer's turning through all stretches.

    Args:
        motions: filtered motion of the stretches, in time order, with a gyroscope.

    Returns:
        One value per half second; a gap between stretches adds doubt.
    """
    parts = [part for part in (_part(motion) for motion in motions) if len(part.time_s)]
    if not parts:
        none = np.empty(0)
        return Turning(none, none, none, none, np.empty((0, 3)))
    angles, doubts = [parts[0].angle_rad], [parts[0].doubt_rad]
    for before, part in pairwise(parts):
        gap_s = float(part.time_s[0] - before.time_s[-1])
        beside = (before.angle_rad[-_BESIDE_GAP:], part.angle_rad[:_BESIDE_GAP])
        fastest = max(float(np.ptp(angle)) for angle in beside) / (_BESIDE_GAP * HOP_S)
        doubt = part.doubt_rad.copy()
        doubt[0] = _GAP_RAD + (_GAP_RADS + fastest) * gap_s
        angles.append(part.angle_rad + angles[-1][-1])
        doubts.append(doubt)
    return Turning(
        np.concatenate([part.time_s for part in parts]),
        np.concatenate(angles),
        np.concatenate(doubts),
        np.concatenate([part.resting_rads for part in parts]),
        np.concatenate([part.up_in_sensor for part in parts]),
    )


def _part(motion: Motion) -> Turning:
    vertical = np.einsum("nij,nj,ni->n", motion.world_from_sensor, motion.raw_rate, motion.up)
    turned = np.concatenate([[0.0], np.cumsum(0.5 * (vertical[1:] + vertical[:-1]))]) * PERIOD_S
    # half seconds of the recording's grid; an incomplete one at either end is left out
    first = -motion.first % HOP
    count = (len(motion) - first) // HOP
    rows = slice(first, first + count * HOP)

    def blocks(values: Array) -> Array:
        inside = values[rows] if len(values) > count * HOP else values
        return np.asarray(inside.reshape(count, HOP, *values.shape[1:]).mean(axis=1))

    level = np.repeat(_levels(blocks(motion.up)), HOP, axis=0)
    facing = _about_up(-turned[rows]) @ level @ motion.world_from_sensor[rows]
    mean = _averaged(blocks(facing).reshape(count, 9)).reshape(count, 3, 3)
    carried = mean[1:] @ np.swapaxes(mean[:-1], 1, 2)
    across = carried[:, 1, 0] - carried[:, 0, 1]
    along = carried[:, 0, 0] + carried[:, 1, 1]
    more = np.arctan2(across, along)
    # an orientation that changes much within the mean has no facing of its own
    loose = np.maximum(0.0, 1.0 - 0.5 * np.hypot(across, along) / _FIRM)
    middle = blocks(turned[:, None])[:, 0]
    angle = middle - middle[:1] + np.concatenate([np.zeros(min(1, count)), np.cumsum(more)])
    up = _averaged(blocks(motion.up_in_sensor))
    up /= np.maximum(np.linalg.norm(up, axis=1, keepdims=True), 1e-9)
    tipped = np.linalg.norm(np.diff(up, axis=0, prepend=up[:1]), axis=1)
    step = np.abs(np.diff(angle, prepend=angle[:1]))
    doubt = np.sqrt(_WALK_RAD**2 + _TURN_SHARE**2 * step + (_POSTURE * tipped) ** 2)
    doubt[1:] = np.hypot(doubt[1:], _LOOSE_RAD * loose)
    size = np.sqrt(blocks(np.einsum("ni,ni->n", motion.raw_rate, motion.raw_rate)[:, None])[:, 0])
    resting = np.where(size < _REST_RADS, blocks(vertical[:, None])[:, 0], np.nan)
    time_s = motion.time_s[0] + (first + HOP * (np.arange(count) + 0.5)) * PERIOD_S
    return Turning(time_s, angle, doubt, resting, up)


def _averaged(values: Array) -> Array:
    """Average (h, k) rows with Hann weights; at the ends over what is there."""
    half = _BLOCKS // 2
    weights = 0.5 * (1.0 + np.cos(np.pi * np.arange(-half, half + 1) / (half + 1)))
    sums = np.stack([np.convolve(column, weights)[half:][: len(column)] for column in values.T], 1)
    there = np.convolve(np.ones(len(values)), weights)[half:][: len(values)]
    return np.asarray(sums / there[:, None])


def _about_up(angle_rad: Array) -> Array:
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    zero, one = np.zeros_like(cos), np.ones_like(cos)
    rows = [[cos, -sin, zero], [sin, cos, zero], [zero, zero, one]]
    return np.moveaxis(np.array(rows), 2, 0)


def _levels(up: Array) -> Array:
    """Return (h, 3, 3) rotations that carry (h, 3) up vectors to z without turning about them.

    The drift frame tips slowly; each level frame is the one before, tipped the shortest way.
    """
    found = np.empty((len(up), 3, 3))
    before = np.eye(3)
    for k, vector in enumerate(up):
        seen = before @ vector
        x, y, z = seen / max(float(np.linalg.norm(seen)), 1e-9)
        if z < 0.0:  # only the first one can be far: half a turn about x brings it near
            half = np.diag([1.0, -1.0, -1.0])
            before, y, z = half @ before, -y, -z
        c = 1.0 / (1.0 + z)
        tip = np.array(
            [[1.0 - c * x * x, -c * x * y, -x], [-c * x * y, 1.0 - c * y * y, -y], [x, y, z]]
        )
        before = tip @ before
        found[k] = before
    return found
