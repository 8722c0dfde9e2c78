"""Numbers that change sign when a walk is played backward in time.

Walking backward is nearly forward walking run backward in time (Grasso 1998, Winter 1989).
Under time reversal acceleration and angle keep their sign; velocity and angular rate change
it. So the mean of a product with an odd count of velocities and rates is *time-odd*: speed,
cadence and body size cannot make it positive or negative, only the course of time can.

    m(u, v, w) = mean( u v w ),  each of u, v, w with its mean removed and divided by its
                 root mean square over the window: a number without unit

A moment with an even count of horizontal letters (x or y) does not change when the sensor is
turned half round about the vertical: it is *flip-free* and survives an unknown mounting.

The other way round, a moment that is time-even and changes sign with the half turn tells
where the front is, whichever way the walker goes: a knee bends one way only. `FRONT_NAMES`
lists those used for legs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.frame import Sagittal

# letter -> field of Sagittal; a: acceleration, A: angle (even); g: rate, V: velocity (odd)
_FIELDS = {
    "ax": "acceleration_x",
    "az": "acceleration_z",
    "Ay": "angle_y",
    "gy": "rate_y",
    "Vx": "velocity_x",
    "Vz": "velocity_z",
}
_EVEN = ("ax", "az", "Ay")
_ODD = ("gy", "Vx", "Vz")
# products of a signal with its own derivative are zero; az.Vx repeats ax.Vz
_PAIRS = ("ax.gy", "ax.Vz", "az.gy", "Ay.Vx", "Ay.Vz")

NAMES: tuple[str, ...] = (
    *_PAIRS,
    *(".".join(letters) for letters in combinations_with_replacement(_ODD, 3)),
    *(
        f"{odd}.{first}.{second}"
        for odd in _ODD
        for first, second in combinations_with_replacement(_EVEN, 2)
    ),
)
FRONT_NAMES: tuple[str, ...] = (
    "az.Ay",
    "gy.Vz",
    "Vx.Vz",
    "ax.ax.ax",
    "Ay.Ay.Ay",
    "Ay.Vz.Vz",
    "az.az.Ay",
    "az.gy.Vz",
    "ax.gy.Vx",
)
FLIP_FREE: tuple[bool, ...] = tuple(
    sum(not letter.endswith("z") for letter in name.split(".")) % 2 == 0 for name in NAMES
)


ODD_SIGNS: Array = np.where(np.array(FLIP_FREE), 1.0, -1.0)


@dataclass(frozen=True, eq=False, slots=True)
class Moments:
    """All moments of one window, or of many.

    Attributes:
        odd: (len(NAMES),) or (h, len(NAMES)) time-odd moments: which way in time.
        front: (len(FRONT_NAMES),) or (h, ...) time-even, flip-odd moments: where the front is.
    """

    odd: Array
    front: Array

    def at(self, k: int) -> Moments:
        """Return those of window k."""
        return Moments(self.odd[k], self.front[k])

    def turned(self) -> Moments:
        """Return what they would be with the left axis turned round."""
        return Moments(self.odd * ODD_SIGNS, -self.front)


def moments_of(signals: Sagittal) -> Moments:
    """Return the moments of a window, or of each of many."""
    unit = {}
    for letter, field in _FIELDS.items():
        values = getattr(signals, field)
        centred = values - values.mean(axis=-1, keepdims=True)
        size = np.sqrt(np.mean(centred**2, axis=-1, keepdims=True))
        unit[letter] = centred / np.maximum(size, 1e-9)

    def of(name: str) -> Array:
        letters = name.split(".")
        product = unit[letters[0]]
        for letter in letters[1:]:
            product = product * unit[letter]
        return np.asarray(product.mean(axis=-1))

    return Moments(
        np.stack([of(name) for name in NAMES], axis=-1),
        np.stack([of(name) for name in FRONT_NAMES], axis=-1),
    )
