"""What each gait changes about the measured forward and backward strides.

Motion capture shared with the project holds forward and backward walking. Everything else
here is a design choice from stated kinematics: stairs (McFadyen and Winter 1988: knee about
60 degrees at contact going up, 80 to 90 late in stance going down), jogging (a flight phase,
knee about 40 degrees in mid-stance), shuffling (flat feet, short quick steps), side steps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from retrowalk.simulate.plan import Gait
from retrowalk.simulate.style import WalkerStyle
from retrowalk.tracker.base import Contact

STAND_KNEE_RAD = 0.10


@dataclass(frozen=True, slots=True)
class GaitShape:
    """How one gait departs from its captured parent.

    Attributes:
        parent: the captured stride, ``"forward"`` or ``"backward"``.
        contact: which part of the foot lands first.
        duty: stance share of the stride; None for the captured one.
        over: share of stance at which the pelvis passes over the ankle; None as captured.
        pitch: foot rocking against the capture.
        pitch_offset_rad: added to the foot's pitch in swing, positive toe down.
        lift: swing height against the capture.
        extra_lift: added swing height in leg lengths.
        sway: pelvis and trunk movement against the capture.
        arms: arm movement against the capture.
        elbow_rad: added elbow flexion.
        knee_rad: knee flexion in stance at even shares of it; empty for the captured one.
        bounce: vertical amplitude of the pelvis in leg lengths; 0 where the stance leg
            carries it.
        bounce_low: share of the step at which the pelvis is lowest, when it bounces.
        lean_rad: trunk lean to the front.
        rise_m: height of one stair, positive up.
        impact: strength of the contact transient against forward walking.
    """

    parent: str = "forward"
    contact: Contact = Contact.HEEL
    duty: float | None = None
    over: float | None = None
    pitch: float = 1.0
    pitch_offset_rad: float = 0.0
    lift: float = 1.0
    extra_lift: float = 0.0
    sway: float = 1.0
    arms: float = 1.0
    elbow_rad: float = 0.0
    knee_rad: tuple[float, ...] = ()
    bounce: float = 0.0
    bounce_low: float = 0.0
    lean_rad: float = 0.0
    rise_m: float = 0.0
    impact: float = 1.0


STAIR_RISE_M = 0.17
STAIR_TREAD_M = 0.28

SHAPES: Mapping[Gait, GaitShape] = MappingProxyType(
    {
        Gait.FORWARD: GaitShape(),
        Gait.BACKWARD: GaitShape("backward", Contact.BALL, impact=0.6),
        Gait.LEFT: GaitShape(
            contact=Contact.BALL,
            duty=0.64,
            over=0.5,
            pitch=0.15,
            lift=0.5,
            sway=0.15,
            arms=0.1,
            knee_rad=(0.25, 0.22, 0.2, 0.22, 0.3),
            impact=0.5,
        ),
        Gait.TURN: GaitShape(
            contact=Contact.UNKNOWN,
            duty=0.66,
            over=0.5,
            pitch=0.2,
            lift=0.5,
            sway=0.5,
            arms=0.2,
            knee_rad=(0.2, 0.18, 0.15, 0.18, 0.25),
            impact=0.5,
        ),
        Gait.STAIRS_UP: GaitShape(
            contact=Contact.BALL,
            duty=0.63,
            over=0.45,
            pitch=0.35,
            lift=0.5,
            extra_lift=0.10,
            sway=0.8,
            arms=0.6,
            knee_rad=(1.05, 1.0, 0.7, 0.38, 0.2, 0.25),
            lean_rad=0.18,
            rise_m=STAIR_RISE_M,
            impact=0.7,
        ),
        Gait.STAIRS_DOWN: GaitShape(
            contact=Contact.BALL,
            duty=0.62,
            over=0.40,
            pitch=0.35,
            pitch_offset_rad=0.30,
            lift=0.35,
            extra_lift=0.05,
            sway=0.8,
            arms=0.6,
            knee_rad=(0.25, 0.4, 0.42, 0.6, 1.0, 1.45),
            rise_m=-STAIR_RISE_M,
            impact=1.5,
        ),
        Gait.JOG: GaitShape(
            duty=0.38,
            over=0.45,
            pitch=0.6,
            lift=1.0,
            extra_lift=0.16,
            sway=1.0,
            arms=1.3,
            elbow_rad=1.0,
            knee_rad=(0.35, 0.65, 0.7, 0.5, 0.35),
            bounce=0.045,
            lean_rad=0.10,
            impact=2.5,
        ),
        Gait.SHUFFLE: GaitShape(
            contact=Contact.UNKNOWN,
            duty=0.70,
            over=0.47,
            pitch=0.15,
            lift=0.10,
            extra_lift=0.008,
            sway=0.5,
            arms=0.3,
            knee_rad=(0.30, 0.33, 0.30, 0.30, 0.35),
            lean_rad=0.12,
            impact=0.3,
        ),
    }
)


def shape_of(gait: Gait) -> GaitShape:
    """Return the shape of a stepping gait; left and right side steps share one."""
    return SHAPES[Gait.LEFT if gait is Gait.RIGHT else gait]


def usual_speed_mps(gait: Gait, style: WalkerStyle) -> float:
    """Return the steady speed when the plan names none (design choice beyond the style)."""
    if gait is Gait.FORWARD:
        return style.speed_mps
    if gait is Gait.BACKWARD:
        return style.backward_speed_mps
    size = style.leg_m / 0.91
    return {
        Gait.LEFT: 0.32 * size,
        Gait.RIGHT: 0.32 * size,
        Gait.TURN: 0.0,
        Gait.STAIRS_UP: 0.46,
        Gait.STAIRS_DOWN: 0.50,
        Gait.JOG: 2.1 * size,
        Gait.SHUFFLE: 0.40 * size,
    }[gait]


def step_time_s(gait: Gait, speed_mps: float, style: WalkerStyle) -> float:
    """Return the mean step time.

    Forward: 113 steps per minute at 1.3 m/s for a leg of 0.91 m, rising with speed to the
    power 0.42; backward: 103 at 0.8 m/s, to the power 0.4 (shared captures, DIRECTION.md 4).
    """
    if gait in {Gait.FORWARD, Gait.BACKWARD} and style.cadence_spm is not None:
        return 60.0 / style.cadence_spm
    size = math.sqrt(style.leg_m / 0.91)
    if gait is Gait.BACKWARD:
        return size / (1.72 * math.pow(speed_mps / 0.8, 0.4))
    if gait in {Gait.STAIRS_UP, Gait.STAIRS_DOWN}:
        return STAIR_TREAD_M / speed_mps
    if gait is Gait.JOG:
        return size / (2.65 * math.pow(speed_mps / 2.2, 0.15))
    if gait is Gait.SHUFFLE:
        return size / (1.9 * math.pow(speed_mps / 0.4, 0.4))
    if gait is Gait.FORWARD:
        return size / (1.88 * math.pow(speed_mps / 1.3, 0.42))
    return 0.55 * size  # side steps and turns on the spot
