"""Heel or ball of the foot first: how a foot-worn sensor comes down.

    side view, walker faces right           heights above where each part comes to rest

        S  sensor on the laces               heel ~~\\
       /|\\___                                       ~~\\________    here yet: heel first
      H------B                               ball ~~~~~~~~\\
                                                           \\___    comes later
    heel H 14 cm behind the sensor,          ------------|----|---- time
    ball B 3 cm in front                         landing    flat, then rest

From the rest after the landing the sensor is followed back in time: its pitch against that rest
(gyroscope) and its height above it (twice integrated, velocity zero at rest). That gives the
heights of heel and ball above their own places of rest. The part that arrives first touched
first; how far the foot still turns until the other one arrives is the evidence. Where the body
travels is not looked at, and no slope or stair matters, as the rest on it is the reference.

Needed: the sign of the left axis (known mounting, calibration, or once learnt), and at most 2 s
of samples before the end of the stride. Heel and ball lie where they do for a sensor on the
laces of an adult's shoe; under the ankle or near the toes that hardly matters, behind the heel
answers go wrong (docs/metrics.md). A shank does not show the contact: its lean at landing tells
the direction of travel whatever the foot does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.tracker.attitude import Motion, convolved, hann
from retrowalk.tracker.base import Contact
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.timebase import PERIOD_S, RATE_HZ

# Design choices, nothing here is fitted; docs/metrics.md shows what they do.
_HEEL_M = -0.14  # from the sensor, to the front
_BALL_M = 0.03
_SOLE_M = 0.05  # below the sensor
_ARRIVED_M = 0.01
_CLEAR_RAD = 0.07  # 4 degrees: a foot that turns less landed flat, or too nearly so to say
_WINDOW = round(2.0 * RATE_HZ)
_BACK = round(0.8 * RATE_HZ)
_SETTLE = round(0.5 * RATE_HZ)
_REST = round(0.06 * RATE_HZ)
_CALM = hann(0.14)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Landing:
    """How a foot came down at the end of one stride.

    Attributes:
        contact: the part that touched first; unknown where the foot landed nearly flat.
        sample: when it had come within 1 cm, index into the stretch; a heel that skims the
            floor is there before its impact. The rest where no landing was seen.
        pitch_rad: how far the foot then still had to turn to its rest, about the left axis:
            toe down positive, so negative for heel first. 0 where no landing was seen.
    """

    contact: Contact
    sample: int
    pitch_rad: float


def _rest(motion: Motion, start: int, end: int) -> int:
    """Return the stillest sample soon after the swing; the stance may go on for long."""
    rate = motion.raw_rate[start : end + 1]
    power = np.einsum("ni,ni->n", rate, rate)[:, None]
    power = convolved(power, _CALM, power[0], power[-1])[:, 0]
    # the swing ends where the foot last turns at half its greatest rate
    swing = int(np.flatnonzero(power >= 0.25 * power.max())[-1])
    return start + swing + int(np.argmin(power[swing : swing + _SETTLE + 1]))


def _pitch_and_height(motion: Motion, first: int, rest: int, left: Array) -> tuple[Array, Array]:
    """Follow the sensor from `first` to `rest`.

    Returns:
        (n,) rad, toe down positive, and (n,) m, both against the rest.
    """
    still = slice(max(0, rest - _REST), rest + _REST + 1)
    up = motion.raw_acceleration[still].mean(axis=0)
    up = up / np.linalg.norm(up)
    front = np.cross(motion.world_from_sensor[rest] @ left, up)
    front = front / max(float(np.linalg.norm(front)), 1e-9)
    part = slice(first, rest + 1)
    ahead = motion.world_from_sensor[part] @ (motion.world_from_sensor[rest].T @ front)
    pitch = -np.arcsin(np.clip(ahead @ up, -1.0, 1.0))
    lift = motion.raw_acceleration[part] @ up - STANDARD_GRAVITY_MS2

    def back_from_rest(values: Array) -> Array:
        steps = 0.5 * (values[1:] + values[:-1]) * PERIOD_S
        return np.append(-np.cumsum(steps[::-1])[::-1], 0.0)

    return pitch, back_from_rest(back_from_rest(lift))


def landing_of(motion: Motion, stride: Stride, left: Array) -> Landing:
    """Tell which part of the foot touched first at the end of a stride.

    Args:
        motion: the motion the stride was cut from.
        stride: from stance to stance.
        left: (3,) unit left axis in the sensor frame; its sign must be known.

    Returns:
        The landing; unknown, never a guess, where the foot came down nearly flat.
    """
    begin = max(stride.start, stride.end - _WINDOW)
    rest = _rest(motion, begin, stride.end)
    first = max(begin, rest - _BACK)
    pitch, height = _pitch_and_height(motion, first, rest, left)
    sole = height + _SOLE_M * (1.0 - np.cos(pitch))
    heel, ball = (
        np.flatnonzero(sole - front_m * np.sin(pitch) > _ARRIVED_M)
        for front_m in (_HEEL_M, _BALL_M)
    )
    if not len(heel) or not len(ball):
        return Landing(Contact.UNKNOWN, rest, 0.0)
    # the first sample at which each has arrived for good
    heel_at, ball_at = int(heel[-1]) + 1, int(ball[-1]) + 1
    sample = first + min(heel_at, ball_at)
    if heel_at < ball_at:
        turned = float(pitch[heel_at:ball_at].min())
        contact = Contact.HEEL if turned < -_CLEAR_RAD else Contact.UNKNOWN
    elif ball_at < heel_at:
        turned = float(pitch[ball_at:heel_at].max())
        contact = Contact.BALL if turned > _CLEAR_RAD else Contact.UNKNOWN
    else:
        turned, contact = float(pitch[heel_at]), Contact.UNKNOWN
    return Landing(contact, sample, turned)


def contact_of(motion: Motion, stride: Stride, left: Array) -> Contact:
    """Return the part of the foot that touched first; arguments as for `landing_of`."""
    return landing_of(motion, stride, left).contact


def contact_of_bout(contacts: Sequence[Contact]) -> Contact:
    """Return what at least two thirds of the landings of a bout have in common, else unknown.

    Args:
        contacts: one for each stride, unknown ones too.
    """
    for contact in (Contact.HEEL, Contact.BALL):
        count = sum(one is contact for one in contacts)
        if count >= _FEWEST and 3 * count >= 2 * len(contacts):
            return contact
    return Contact.UNKNOWN
