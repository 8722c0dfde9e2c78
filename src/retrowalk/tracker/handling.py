"""Was the device taken off, turned over or put back another way?

While a person walks, stands, sits or turns, a worn device leans only as its segment does, and
comes back to how it leaned before. A hand does other things with it:

    turned over      it walks on with its up more than 50 degrees from where up was
    taken out        it leaned by more than 35 degrees meanwhile (15 on a trunk that walks), and
                     after that its left axis points another way than before: who sits down or
                     bends comes back as they were, and who turned meanwhile cannot be told from
                     a device that was turned
    spun             its left axis turned by more than 150 degrees within a second while nobody
                     walked

After that nothing that was known of the mounting holds. Nobody is certain to be caught: a
device that is turned round slowly, upright, by somebody who stands still, looks like a turn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.frame import HOP

# Design choices; a shank swings by less than 40 degrees, and its mean lean changes by less.
_OVER_COSINE = float(np.cos(np.radians(50.0)))
_LEANING_COSINE = float(np.cos(np.radians(35.0)))
_UPRIGHT_COSINE = float(np.cos(np.radians(25.0)))
# captured trunks that walk lean within 10 degrees of their usual lean, meant over a second
_TRUNK_LEANING_COSINE = float(np.cos(np.radians(15.0)))
_TRUNK_UPRIGHT_COSINE = float(np.cos(np.radians(12.0)))
# sitting down turns a thigh by up to a right angle about the left axis
_SEATED_COSINE = float(np.cos(np.radians(120.0)))
_SAGITTAL = 0.35
_TURNED_RAD = float(np.radians(70.0))
_SPUN_RAD = float(np.radians(150.0))
_KEPT = 0.9
# half seconds in which a device that walks lies over, or leans; then it sits otherwise
_OVER = 2
_LASTING = 6
HALF = HOP  # half a second on both sides of a half second


@dataclass(frozen=True, eq=False, slots=True)
class Lean:
    """How the device leans at one half second.

    Attributes:
        centre: its sample in the stretch.
        up: (3,) mean unit vector up over one second, in the sensor frame.
        rotation: (3, 3) rotation to W at the centre.
        up_in_world: (3,) unit vector up in W.
        spins: whether the device turned more than half round about up within this second.
    """

    centre: int
    up: Array
    rotation: Array
    up_in_world: Array
    spins: bool


def leans(motion: Motion, base: int, centres: npt.NDArray[np.int64]) -> list[Lean]:
    """Return how the device leans at some half seconds.

    Args:
        motion: motion that holds one second around each, where the stretch does.
        base: sample of the stretch at which it begins.
        centres: samples of the stretch.
    """
    low = np.maximum(centres - base - HALF, 0)
    high = np.minimum(centres - base + HALF, len(motion) - 1)
    start, end = int(low[0]), int(high[-1]) + 1
    part = motion.part(start, end)
    sums = np.vstack([np.zeros((1, 3)), np.cumsum(part.up_in_sensor, axis=0)])
    mean = (sums[high + 1 - start] - sums[low - start]) / (high + 1 - low)[:, None]
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
    about_up = np.einsum("ni,nij,nj->n", part.up, part.world_from_sensor, part.raw_rate)
    turned = np.concatenate([[0.0], np.cumsum(about_up)]) / (2.0 * HALF)
    spun = np.abs(turned[high + 1 - start] - turned[low - start]) > _SPUN_RAD
    at = centres - base
    return [
        Lean(
            int(centre),
            mean[k],
            motion.world_from_sensor[at[k]],
            motion.up[at[k]],
            bool(spun[k]),
        )
        for k, centre in enumerate(centres)
    ]


def _turned_rad(before: Lean, now: Lean, axis: Array) -> float:
    """Return by how much an axis of the device turned about up from one instant to another."""
    up = before.up_in_world + now.up_in_world
    up = up / max(float(np.linalg.norm(up)), 1e-9)
    one, other = before.rotation @ axis, now.rotation @ axis
    return float(np.arctan2(up @ np.cross(one, other), one @ other - (one @ up) * (other @ up)))


def _sits(up: Array, now: Array, left: Array | None) -> bool:
    """Return whether a device leans as a thigh does that sits down: about the left axis."""
    return left is not None and abs(float((now - up) @ left)) < _SAGITTAL


def _across(up: Array) -> Array:
    """Return a unit vector across up."""
    least = np.eye(3)[int(np.argmin(np.abs(up)))]
    across = np.cross(up, least)
    return np.asarray(across / np.linalg.norm(across))


@dataclass(frozen=True, eq=False, slots=True)
class Worn:
    """What is remembered of how the device sits; one value follows the other.

    Attributes:
        up: (3,) usual unit vector up in the sensor frame, or None before the first walking.
        upright: the last half second in which it sat as usual, or None.
        leaned: for how many half seconds it has leaned over since then.
        over: for how many half seconds it has walked on while it lay over.
        handled: whether the device was found handled in this half second.
    """

    up: Array | None = None
    upright: Lean | None = None
    leaned: int = 0
    over: int = 0
    handled: bool = False

    def after(self, lean: Lean, left: Array | None, *, walking: bool, trunk: bool = False) -> Worn:
        """Return what is remembered after one half second.

        Args:
            lean: how the device leans then.
            left: (3,) left axis in the sensor frame, where it is known.
            walking: whether a walk was going on.
            trunk: whether it is worn on the trunk, which leans least.
        """
        up = self.up
        if up is None:
            return Worn(lean.up, lean) if walking else Worn()
        cosine = float(lean.up @ up)
        border = _SEATED_COSINE if _sits(up, lean.up, left) else _OVER_COSINE
        over = self.over + 1 if walking and cosine < border else 0
        if over >= _OVER or (lean.spins and not walking):
            return Worn(lean.up if walking else up, lean, handled=True)
        steady = trunk and walking
        leaning = _TRUNK_LEANING_COSINE if steady else _LEANING_COSINE
        upright = _TRUNK_UPRIGHT_COSINE if steady else _UPRIGHT_COSINE
        leaned = self.leaned + 1 if self.leaned or cosine < leaning else 0
        back = cosine >= upright or (walking and leaned > _LASTING)
        if leaned and back and self.upright is not None:
            axis = _across(up) if left is None else left
            if abs(_turned_rad(self.upright, lean, axis)) > _TURNED_RAD:
                return Worn(up, lean, handled=True)
        if not back:
            return Worn(up, self.upright, leaned, over)
        if walking:
            mean = _KEPT * up + (1.0 - _KEPT) * lean.up
            up = np.asarray(mean / np.linalg.norm(mean))
        return Worn(up, lean)
