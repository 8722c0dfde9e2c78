"""Knee moment from motion capture and a force plate: a sagittal link-segment model.

::

        hip o                      x forward, z up, metres and newtons
             \\                     angles by the right-hand rule about y (left): positive
              \\  thigh             turns z towards x; extending the knee is negative
               o knee
              /   shank            Newton and Euler for one segment, from the ground up:
             /                       F_upper = m (a − g) − F_lower
            o ankle                  M_upper = I α − M_lower − r_lower × F_lower
            |__ foot                           − r_upper × F_upper
        ____↑___\\ toe              r from the segment's centre of mass; × gives the y part
          ground force at the centre of pressure

Moments are those that the upper segment exerts on the lower one; `knee_moment_nm` gives
the internal extension moment, positive where the quadriceps works. Segment masses and
lengths: rows G-01 to G-06. Positions must be smooth: they are differenced twice, so
filter them first. Reversing time leaves accelerations, and so the moments, unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.evidence.table import row
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.base import Direction


class Provenance(StrEnum):
    """Where a trial comes from."""

    MEASURED = "measured"
    SIMULATED = "simulated"
    TIME_REVERSED = "time reversed"


@dataclass(frozen=True, eq=False, slots=True)
class SagittalTrial:
    """One leg over one foot contact, in the sagittal plane.

    Attributes:
        time_s: (n,) evenly spaced.
        hip_m: (n, 2) x and z of the hip centre.
        knee_m: (n, 2) knee centre.
        ankle_m: (n, 2) lateral malleolus.
        toe_m: (n, 2) second metatarsal head.
        force_n: (n, 2) ground reaction on the foot, x and z; zero in swing.
        pressure_x_m: (n,) x of the centre of pressure on the ground, z = 0.
        mass_kg: body mass.
        direction: which way the person walked.
        provenance: measured, simulated, or reversed in time.

    Raises:
        RetrowalkError: shapes that differ, uneven times, values that are not finite, a mass
            that no person has.
    """

    time_s: Array
    hip_m: Array
    knee_m: Array
    ankle_m: Array
    toe_m: Array
    force_n: Array
    pressure_x_m: Array
    mass_kg: float
    direction: Direction
    provenance: Provenance

    def __post_init__(self) -> None:
        n = len(np.atleast_1d(self.time_s))
        for name, shape in (
            ("time_s", (n,)),
            ("hip_m", (n, 2)),
            ("knee_m", (n, 2)),
            ("ankle_m", (n, 2)),
            ("toe_m", (n, 2)),
            ("force_n", (n, 2)),
            ("pressure_x_m", (n,)),
        ):
            values = np.array(getattr(self, name), dtype=np.float64)
            if values.shape != shape:
                raise RetrowalkError(f"{name} has shape {values.shape}", where="trial")
            if not np.isfinite(values).all():
                raise RetrowalkError(f"{name} holds values that are not finite", where="trial")
            values.setflags(write=False)
            object.__setattr__(self, name, values)
        steps = np.diff(self.time_s)
        if n < 5 or steps.min() <= 0.0 or np.ptp(steps) > 1e-6 * steps.mean():
            raise RetrowalkError(
                "the times are not evenly spaced",
                where="trial",
                remedy="resample to one rate, at least five frames",
            )
        if not 10.0 <= self.mass_kg <= 400.0:
            raise RetrowalkError(
                f"mass_kg is {self.mass_kg}", where="trial", remedy="give 10 to 400"
            )

    def time_reversed(self) -> SagittalTrial:
        """Return the trial run backward in time, marked as such for ever."""
        turned = {
            name: getattr(self, name)[::-1]
            for name in ("hip_m", "knee_m", "ankle_m", "toe_m", "force_n", "pressure_x_m")
        }
        other = {
            Direction.FORWARD: Direction.BACKWARD,
            Direction.BACKWARD: Direction.FORWARD,
        }
        return replace(
            self,
            **turned,
            direction=other.get(self.direction, self.direction),
            provenance=Provenance.TIME_REVERSED,
        )

    def with_pressure_centre_moved(self, forward_m: float) -> SagittalTrial:
        """Return the trial with the centre of pressure moved; its provenance is kept."""
        return replace(self, pressure_x_m=self.pressure_x_m + forward_m)


def leg_positions_m(
    hip_m: Array, thigh_rad: Array, shank_rad: Array, foot_rad: Array, lengths_m: tuple[float, ...]
) -> tuple[Array, Array, Array]:
    """Return knee, ankle and toe from segment angles, such as thigh and shank sensors give.

    Angles are those of the upward segment axis from z towards x (a leaning shank with the
    knee in front is positive); the foot's is that of its sole's normal. Sensors give no
    ground reaction: without a force plate only the swing phase has a moment.

    Args:
        hip_m: (n, 2) hip centre; any fixed point will do for joint angles.
        thigh_rad: (n,) from knee to hip.
        shank_rad: (n,) from ankle to knee.
        foot_rad: (n,) zero for a flat foot.
        lengths_m: thigh, shank and foot.
    """
    thigh, shank, foot = lengths_m

    def along(angle: Array, length: float) -> Array:
        return length * np.column_stack([np.sin(angle), np.cos(angle)])

    knee = hip_m - along(thigh_rad, thigh)
    ankle = knee - along(shank_rad, shank)
    return knee, ankle, ankle + along(foot_rad + np.pi / 2.0, foot)


def _second_derivative(values: Array, step_s: float) -> Array:
    """Return the second derivative by central differences; the ends repeat their neighbour.

    Symmetric in time: the reversed input gives the reversed output.
    """
    inner = (values[2:] - 2.0 * values[1:-1] + values[:-2]) / step_s**2
    return np.concatenate([inner[:1], inner, inner[-1:]])


def _cross(r: Array, f: Array) -> Array:
    """Return the y part of r × f for vectors in the x-z plane."""
    return np.asarray(r[:, 1] * f[:, 0] - r[:, 0] * f[:, 1])


def _angle(vector: Array) -> Array:
    """Return the angle of a vector from z towards x, unwrapped, in rad."""
    return np.unwrap(np.arctan2(vector[:, 0], vector[:, 1]))


def knee_flexion_rad(trial: SagittalTrial) -> Array:
    """Return knee flexion in rad: zero for a straight leg, positive with the heel backward."""
    thigh, shank = _angle(trial.hip_m - trial.knee_m), _angle(trial.knee_m - trial.ankle_m)
    return np.asarray(shank - thigh)


def _segment(
    top: Array, bottom: Array, mass: float, centre: float, gyration: float, step_s: float
) -> tuple[Array, Array, Array]:
    """Return centre of mass, its m(a − g), and I·α of a segment."""
    com = top + centre * (bottom - top)
    force = mass * (_second_derivative(com, step_s) + np.array([0.0, STANDARD_GRAVITY_MS2]))
    length = float(np.linalg.norm(bottom - top, axis=1).mean())
    turning = _second_derivative(_angle(bottom - top), step_s)
    return com, force, mass * (gyration * length) ** 2 * turning


def joint_moments_nm(trial: SagittalTrial) -> tuple[Array, Array]:
    """Return the moments about y that shank exerts on foot and thigh on shank, in N m."""
    step_s = float(np.mean(np.diff(trial.time_s)))
    pressure = np.column_stack([trial.pressure_x_m, np.zeros_like(trial.pressure_x_m)])
    foot_com, foot_force, foot_turn = _segment(
        trial.ankle_m,
        trial.toe_m,
        row("G-01").number * trial.mass_kg,
        row("G-03").number,
        row("G-05").number,
        step_s,
    )
    ankle_force = foot_force - trial.force_n
    ankle_moment = (
        foot_turn
        - _cross(pressure - foot_com, trial.force_n)
        - _cross(trial.ankle_m - foot_com, ankle_force)
    )
    shank_com, shank_force, shank_turn = _segment(
        trial.knee_m,
        trial.ankle_m,
        row("G-02").number * trial.mass_kg,
        row("G-04").number,
        row("G-06").number,
        step_s,
    )
    knee_force = shank_force + ankle_force
    knee_moment = (
        shank_turn
        + ankle_moment
        + _cross(trial.ankle_m - shank_com, ankle_force)
        - _cross(trial.knee_m - shank_com, knee_force)
    )
    return ankle_moment, knee_moment


def knee_moment_nm(trial: SagittalTrial) -> Array:
    """Return the internal knee extension moment in N m, positive where the quadriceps works."""
    return np.asarray(-joint_moments_nm(trial)[1])
