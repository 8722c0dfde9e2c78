"""Where the ankle is: rolling over the fixed foot in stance, a smooth arc in swing.

    side view, walker faces right          toe up (pitch < 0): turns about the heel H
          A  ankle                          toe down (pitch > 0): about the ball B, later
         /|\\
        / | \\___
       H--+----B-T                          the toe tip T

In swing the ankle's path is the quintic that joins both stances with their velocities and
accelerations, plus the measured shape on a basis that vanishes at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Array
from retrowalk.simulate.curves import swing_basis

# rounding of the change of pivot: a foot is no plank
_BLEND_RAD = 0.03
_BALL_RAD = 0.5
_TOE_RAD = 1.0


@dataclass(frozen=True, slots=True)
class FootShape:
    """Foot seen from the side, from the ankle joint.

    Attributes:
        heel_m: ankle to heel, backward.
        ball_m: ankle to the ball of the foot, forward.
        height_m: ankle to ground when the foot is flat.
        length_m: ankle to toe tip.
    """

    heel_m: float
    ball_m: float
    height_m: float
    length_m: float

    @classmethod
    def of_height(cls, height_m: float) -> FootShape:
        """Scale with body height (Winter 2009; heel and ball shares: design choice)."""
        return cls(0.033 * height_m, 0.085 * height_m, 0.039 * height_m, 0.119 * height_m)

    def roll(self, pitch_rad: Array) -> tuple[Array, Array]:
        """Return how far (front, up) the ankle moves when the standing foot pitches.

        Args:
            pitch_rad: (n,) positive toe down.
        """
        from scipy.interpolate import CubicSpline

        down = _BLEND_RAD * np.logaddexp(0.0, pitch_rad / _BLEND_RAD)
        up = pitch_rad - down
        grid = np.linspace(0.0, 1.6, 81)
        # the rocker wanders from the ball to the toe tip as the heel rises
        onto_toe = np.clip((grid - _BALL_RAD) / (_TOE_RAD - _BALL_RAD), 0.0, 1.0)
        arm = self.ball_m + (self.length_m - self.ball_m) * onto_toe**2 * (3.0 - 2.0 * onto_toe)
        forth = CubicSpline(grid, arm * np.sin(grid) + self.height_m * np.cos(grid))
        lift = CubicSpline(grid, arm * np.cos(grid) - self.height_m * np.sin(grid))
        front = forth.antiderivative()(np.minimum(down, 1.6))
        rise = lift.antiderivative()(np.minimum(down, 1.6))
        front = front - self.heel_m * (1.0 - np.cos(up)) + self.height_m * np.sin(up)
        rise = rise - self.heel_m * np.sin(up) - self.height_m * (1.0 - np.cos(up))
        return front, rise


def bridge(share: Array, start: Array, end: Array, duration_s: float) -> Array:
    """Return the quintic that joins two states.

    Args:
        share: (n,) 0 at the start, 1 at the end.
        start: (3, k) position, velocity per second, acceleration.
        end: (3, k) the same at the end.
        duration_s: seconds from start to end.

    Returns:
        (n, k) positions.
    """
    u = share[:, None]
    scale = np.array([1.0, duration_s, duration_s**2])[:, None]
    p0, v0, a0 = start * scale
    p1, v1, a1 = end * scale
    d = p1 - p0
    c3 = 10 * d - 6 * v0 - 4 * v1 - 1.5 * a0 + 0.5 * a1
    c4 = -15 * d + 8 * v0 + 7 * v1 + 1.5 * a0 - a1
    c5 = 6 * d - 3 * v0 - 3 * v1 - 0.5 * a0 + 0.5 * a1
    return np.asarray(p0 + u * (v0 + u * (0.5 * a0 + u * (c3 + u * (c4 + u * c5)))))


def swing_shape(share: Array, coefficients: Array) -> Array:
    """Return the measured departure (n,) from the quintic at shares of the swing."""
    return np.asarray(swing_basis(share, len(coefficients)) @ coefficients)
