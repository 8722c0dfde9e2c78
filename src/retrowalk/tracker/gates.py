"""What is no walking forward or backward, told by numbers that do not know the course of time.

    leg      turns about the front axis as much as about the left one    the thigh goes sideways
             moves to the side as fast as to the front                   shank and foot do
             turns about two axes alike, whichever they are              no swing at all
    trunk    is pushed to the side at the rhythm of its steps,
             little or nothing to the front                              it goes sideways
    any      rises and falls faster than it goes to and fro              stairs
             is lifted hard                                              jogging, a jump
             turns with the walker                                       a turn on the spot

The first two need the left axis: from the mounting or a calibration, or gathered over the walk
(`gathered`). Stairs, vigour and turning only silence a backward reading, which is what they are
mistaken for. All of it is *time-even*: a gate may say that a window says nothing, never which
way it went. Limits: direction_weights.json, made by ``python -m lab.fit.direction``.
"""

from __future__ import annotations

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.direction import Model
from retrowalk.tracker.measure import Window

# Design choices between what captured and simulated walkers show (docs/model-card.md).
# a backward walk turns by less than a quarter turn in three seconds
_TURNING_RADS = 0.5
# in a curve the two sides push unlike: sideways is looked for below this
_STRAIGHT_RADS = 0.35
# push of a trunk to the side: against its push to the front, doubtful and sure, and at least
_PUSHED_ASIDE = 1.2
_SURELY_ASIDE = 2.0
_PUSH_MS2 = 0.3
# every step forward or backward brakes and drives: captured trunks change speed by 0.045 m/s
_HARDLY_ALONG_MPS = 0.03
# in a turn a leg turns about more than one axis: that much more is no side step
_TURNING_ALLOWS = 1.35
# an axis of swing is gathered over some 25 s; a window across it, or in a turn, counts little
_KEPT = 0.98
_ODD_COUNTS = 0.05


def across(window: Window, left: Array, model: Model) -> float:
    """Return sideways against sagittal movement of a leg.

    Args:
        window: what was measured of it.
        left: (3,) unit left axis in the sensor frame.
        model: of the placement; says whether turning or moving is compared.
    """
    matrix = window.turning if model.sideways_by == "turning" else window.moving
    along_left = float(left @ matrix @ left)
    along_front = max(float(np.trace(matrix)) - along_left, 0.0)
    if model.sideways_by == "turning":
        return float(np.sqrt(along_front / max(along_left, 1e-12)))
    return float(np.sqrt(along_left / max(along_front, 1e-12)))


def aside(window: Window, left: Array, model: Model) -> bool:
    """Return whether a leg goes sideways; see `across`."""
    allowed = _TURNING_ALLOWS if model.sideways_by == "turning" and turns(window) else 1.0
    return across(window, left, model) > allowed * model.sideways


def gathered(spread: Array, window: Window, left: Array | None, model: Model) -> Array:
    """Return how a leg has turned so far, after one more window.

    Args:
        spread: (3, 3) sum of the windows' turning, each of size one, fading; zero at first.
        window: what was measured.
        left: (3,) axis of swing so far.
        model: of the placement.
    """
    size = max(float(np.trace(window.turning)), 1e-12)
    plain = left is None or not (turns(window) or aside(window, left, model))
    return np.asarray(_KEPT * spread + (1.0 if plain else _ODD_COUNTS) * window.turning / size)


def axis_of(spread: Array) -> Array:
    """Return the (3,) unit axis a leg has swung about; its sign is free."""
    return np.asarray(np.linalg.eigh(spread)[1][:, -1])


def swings(spread: Array, model: Model) -> bool:
    """Return whether a leg has swung about one axis rather than about two alike."""
    sizes = np.linalg.eigvalsh(spread)
    return bool(sizes[1] <= model.roundest**2 * sizes[2])


def goes_sideways(window: Window) -> bool:
    """Return whether the steps of a trunk surely push it to the side on a straight way."""
    front, side = window.pushed_ms2
    straight = abs(window.yaw_rads) < _STRAIGHT_RADS
    return straight and side > max(_SURELY_ASIDE * front, _PUSH_MS2)


def pushed_aside(window: Window) -> bool:
    """Return whether the steps of a trunk push it to the side rather than to the front."""
    front, side = window.pushed_ms2
    return abs(window.yaw_rads) < _STRAIGHT_RADS and (
        side > max(_PUSHED_ASIDE * front, _PUSH_MS2) or window.along_mps < _HARDLY_ALONG_MPS
    )


def turns(window: Window) -> bool:
    """Return whether the walker turns too fast for walking backward or sideways."""
    return abs(window.yaw_rads) > _TURNING_RADS


def climbs(window: Window, model: Model) -> bool:
    """Return whether the sensor rises and falls as on stairs."""
    return window.steep > model.steepest
