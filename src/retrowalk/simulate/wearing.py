"""How a sensor sits on the body: loose pockets, and the knock of each foot contact."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from retrowalk.recording import Array, Placement
from retrowalk.simulate.body import BodyMotion, Segment, SegmentPath
from retrowalk.simulate.gaits import shape_of
from retrowalk.simulate.plan import Gait
from retrowalk.simulate.sensor import ImuSamples
from retrowalk.tracker.base import Side

# (own foot, other foot) peak in m/s² at 1.2 m/s forward, ring frequency in Hz, decay in s.
# Design choice: shank peaks of 2 to 4 g and their loss up the body as skin-mounted
# accelerometers show them, softened by cloth and strap.
_KNOCKS: Mapping[Placement, tuple[float, float, float, float]] = MappingProxyType(
    {
        Placement.FOOT: (22.0, 1.0, 18.0, 0.022),
        Placement.ANKLE: (16.0, 1.5, 16.0, 0.025),
        Placement.THIGH: (6.0, 1.5, 13.0, 0.03),
        Placement.POCKET: (6.0, 2.0, 12.0, 0.035),
        Placement.WAIST: (3.0, 3.0, 11.0, 0.04),
        Placement.WRIST: (1.0, 1.0, 9.0, 0.05),
        Placement.HAND: (0.8, 0.8, 9.0, 0.05),
    }
)
WOBBLE_HZ = 2.6
WOBBLE_DAMPING = 0.35


def add_knocks(
    samples: ImuSamples,
    placement: Placement,
    side: Side,
    contacts: list[tuple[float, Side, Gait, float]],
    up: Array,
    front: Array,
    rng: np.random.Generator,
) -> ImuSamples:
    """Return readings with a short decaying ring after each contact.

    Args:
        samples: ideal readings on a dense uniform clock.
        placement: where the sensor sits.
        side: on which side.
        contacts: (time, foot, gait, speed) of every contact.
        up: (n, 3) world up in the sensor frame.
        front: (n, 3) walker's front in the sensor frame.
        rng: strength varies from step to step.
    """
    own, other, ring_hz, decay_s = _KNOCKS[placement]
    time = samples.time_s
    rate = 1.0 / float(time[1] - time[0])
    kernel_s = np.arange(int(8 * decay_s * rate)) / rate
    ring = np.sin(2 * np.pi * ring_hz * kernel_s) * np.exp(-kernel_s / decay_s)
    acceleration = samples.acceleration_ms2.copy()
    for at_s, foot, gait, speed in contacts:
        first = int(np.searchsorted(time, at_s))
        last = min(first + len(ring), len(time))
        peak = own if foot is side else other
        strength = shape_of(gait).impact * min(max(speed, 0.15) / 1.2, 2.0)
        peak *= strength * float(np.clip(rng.normal(1.0, 0.2), 0.3, 1.7))
        # the ground also brakes the foot: against the way it travels
        brake = 0.35 if gait is Gait.BACKWARD else -0.35
        pulse = peak * ring[: last - first, None]
        acceleration[first:last] += pulse * (up[first:last] + brake * front[first:last])
    return ImuSamples(time, acceleration, samples.angular_rate_rads)


def loosened(body: BodyMotion, segment: Segment, looseness: float) -> BodyMotion:
    """Return the body with one segment's sensor hanging loose in its pocket.

    The phone turns against the thigh as a damped oscillator that the thigh's own angular
    acceleration and its lean against gravity drive (design choice: 2.6 Hz, damping 0.35).

    Args:
        body: the moving body.
        segment: the thigh that carries the phone.
        looseness: 0 tight, 1 a wide pocket.
    """
    from scipy.signal import lfilter
    from scipy.spatial.transform import Rotation

    path = body.segments[segment]
    rate_hz = body.rate_hz
    turned = Rotation.from_matrix(path.world_from_segment)
    rate = (turned[:-1].inv() * turned[1:]).as_rotvec() * rate_hz
    rate = np.vstack([rate, rate[-1:]])
    push = -np.gradient(rate, 1.0 / rate_hz, axis=0)
    omega = 2.0 * np.pi * WOBBLE_HZ
    # x'' + 2 d w x' + w² x = push, by the bilinear transform
    k = 2.0 * rate_hz
    a = np.array(
        [
            k * k + 2 * WOBBLE_DAMPING * omega * k + omega**2,
            2 * omega**2 - 2 * k * k,
            k * k - 2 * WOBBLE_DAMPING * omega * k + omega**2,
        ]
    )
    angle = lfilter(np.array([1.0, 2.0, 1.0]) / a[0], a / a[0], push, axis=0)
    # cloth lets the phone turn more about its flat side than out of it
    angle = looseness * np.asarray(angle) * np.array([0.35, 0.30, 0.20])
    angle = 0.4 * np.tanh(angle / 0.4)
    wobbled = (turned * Rotation.from_rotvec(angle)).as_matrix()
    segments = dict(body.segments)
    segments[segment] = SegmentPath(path.origin_m, wobbled, path.length_m)
    return BodyMotion(body.time_s, segments)
