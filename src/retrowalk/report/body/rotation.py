"""Turning in space, and reaching a point with two bones."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float64]
Turn: TypeAlias = npt.NDArray[np.float64]

FORWARD: Vector = np.array([1.0, 0.0, 0.0])
LEFT: Vector = np.array([0.0, 1.0, 0.0])
UP: Vector = np.array([0.0, 0.0, 1.0])


def about(axis: Vector, angle_rad: float) -> Turn:
    """Return the 3x3 turn by an angle about a unit axis, right-handed."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turned: Turn = np.eye(3) + np.sin(angle_rad) * cross + (1 - np.cos(angle_rad)) * cross @ cross
    return turned


def degrees_about(axis: Vector, angle_deg: float) -> Turn:
    """Return the turn by an angle in degrees."""
    return about(axis, float(np.radians(angle_deg)))


def unit(v: Vector) -> Vector:
    """Return the direction of a vector."""
    direction: Vector = v / max(float(np.linalg.norm(v)), 1e-12)
    return direction


def between(first: Turn, second: Turn, share: float) -> Turn:
    """Return the turn that is this share of the way from the first to the second."""
    way = first.T @ second
    cosine = float(np.clip((np.trace(way) - 1) / 2, -1.0, 1.0))
    angle_rad = float(np.arccos(cosine))
    axis = np.array([way[2, 1] - way[1, 2], way[0, 2] - way[2, 0], way[1, 0] - way[0, 1]])
    if angle_rad < 1e-9 or float(np.linalg.norm(axis)) < 1e-9:
        return first if share < 0.5 else second
    return first @ about(unit(axis), share * angle_rad)


def reach(
    start: Vector, goal: Vector, upper: float, lower: float, bend: Vector
) -> tuple[Vector, Vector]:
    """Return the joint between two bones and their end, as near the goal as they reach.

    Args:
        start: where the upper bone begins, metres.
        goal: where the lower bone should end.
        upper: length of the upper bone.
        lower: length of the lower bone.
        bend: the direction to which the joint points.
    """
    line = goal - start
    far = float(np.clip(np.linalg.norm(line), abs(upper - lower) + 1e-6, upper + lower - 1e-6))
    along = unit(line)
    side = unit(bend - along * float(bend @ along))
    share = (upper**2 - lower**2 + far**2) / (2 * far)
    high = float(np.sqrt(max(upper**2 - share**2, 0.0)))
    return start + along * share + side * high, start + along * far


def hinge(bone: Vector, axis: Vector) -> Turn:
    """Return the turn of a part whose -z lies along the bone and whose y is near the axis."""
    z = -unit(bone)
    y = unit(axis - z * float(axis @ z))
    return np.stack([np.cross(y, z), y, z], axis=1)
