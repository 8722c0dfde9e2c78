"""The virtual sensor: a point fixed to a body segment, read by an ideal IMU.

    path of the point -- low-pass --> twice differentiated --> minus gravity --> turned into
    the sensor's frame = specific force; the segment's rotation -- log --> angular rate.

The low-pass is the same for every source of motion, so that smoothing is never a cue for
where a recording came from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement
from retrowalk.simulate.body import BodyMotion, Segment

UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Site:
    """Where a sensor sits: the segment and the offset from its proximal joint.

    Attributes:
        segment: the segment that carries it.
        along: share of the segment's length from the proximal joint downward.
        front_m: offset to the segment's front.
        left_m: offset to the segment's left.
        up_m: offset upward, added to `along`.
    """

    segment: Segment
    along: float = 0.0
    front_m: float = 0.0
    left_m: float = 0.0
    up_m: float = 0.0

    def path_m(self, body: BodyMotion) -> Array:
        """Return the (n, 3) world path of the sensor on a moving body."""
        path = body.segments[self.segment]
        along = self.up_m - self.along * path.length_m
        return path.point_m(np.array([self.front_m, self.left_m, along]))


def site_of(placement: Placement, side: str = "right") -> Site:
    """Return the usual place of a sensor (design choice: typical wear positions).

    Raises:
        ValueError: side is neither "left" nor "right".
    """
    if side not in {"left", "right"}:
        raise ValueError(f"side is '{side}'; use left or right")
    out = 1.0 if side == "left" else -1.0
    sites = {
        Placement.POCKET: Site(Segment(f"thigh_{side}"), 0.30, 0.06, 0.05 * out),
        Placement.THIGH: Site(Segment(f"thigh_{side}"), 0.55, 0.08, 0.02 * out),
        Placement.ANKLE: Site(Segment(f"shank_{side}"), 0.85, 0.0, 0.05 * out),
        Placement.FOOT: Site(Segment(f"foot_{side}"), 0.0, 0.09, 0.0, -0.03),
        Placement.WAIST: Site(Segment.PELVIS, 0.0, -0.10, 0.0, 0.08),
        Placement.WRIST: Site(Segment(f"forearm_{side}"), 0.95, 0.0, 0.03 * out),
        Placement.HAND: Site(Segment(f"hand_{side}"), 0.5, 0.0, 0.0),
    }
    return sites[placement]


@dataclass(frozen=True, eq=False, slots=True)
class ImuSamples:
    """Ideal readings of one sensor.

    Attributes:
        time_s: (n,) seconds.
        acceleration_ms2: (n, 3) specific force in the sensor frame.
        angular_rate_rads: (n, 3) in the sensor frame.
    """

    time_s: Array
    acceleration_ms2: Array
    angular_rate_rads: Array


def _smooth(values: Array, rate_hz: float, low_pass_hz: float) -> Array:
    from scipy.signal import butter, sosfiltfilt

    sos = butter(2, low_pass_hz, fs=rate_hz, output="sos")
    pad = min(len(values) - 1, int(1.5 * rate_hz))
    return np.asarray(sosfiltfilt(sos, values, axis=0, padlen=pad))


def virtual_sensor(
    body: BodyMotion,
    site: Site,
    *,
    sensor_from_segment: Array | None = None,
    rate_hz: float = 100.0,
    low_pass_hz: float | None = 6.0,
) -> ImuSamples:
    """Read a moving body with an ideal IMU.

    Args:
        body: segment paths on a uniform clock.
        site: where the sensor sits.
        sensor_from_segment: (3, 3) rotation of the mounting; identity when None.
        rate_hz: rate of the readings.
        low_pass_hz: zero-phase second-order Butterworth (run both ways) on positions and
            orientations before differentiation; None where the motion is smooth already.

    Returns:
        Readings on a uniform clock over the body's time.

    Raises:
        KeyError: the body has no such segment.
    """
    from scipy.interpolate import CubicSpline
    from scipy.spatial.transform import Rotation, Slerp

    path = body.segments[site.segment]
    point = site.path_m(body)
    quaternions = Rotation.from_matrix(path.world_from_segment).as_quat()
    flips = np.sign(np.sum(quaternions[1:] * quaternions[:-1], axis=1))
    quaternions[1:] *= np.cumprod(np.where(flips == 0, 1.0, flips))[:, None]
    if low_pass_hz is not None:
        point = _smooth(point, body.rate_hz, low_pass_hz)
        quaternions = _smooth(quaternions, body.rate_hz, low_pass_hz)
    start, end = float(body.time_s[0]), float(body.time_s[-1])
    time = start + np.arange(int(np.floor((end - start) * rate_hz + 1e-9)) + 1) / rate_hz
    acceleration = np.asarray(CubicSpline(body.time_s, point)(time, 2))
    slerp = Slerp(body.time_s, Rotation.from_quat(quaternions))
    turned = slerp(np.clip(time, start, end))
    # central difference of the rotation over one frame of the source
    half = 0.5 / body.rate_hz
    before = slerp(np.clip(time - half, start, end))
    after = slerp(np.clip(time + half, start, end))
    span = np.clip(time + half, start, end) - np.clip(time - half, start, end)
    rate_segment = turned.inv().apply((after * before.inv()).as_rotvec()) / span[:, None]
    force_segment = turned.inv().apply(acceleration + STANDARD_GRAVITY_MS2 * UP)
    mount = np.eye(3) if sensor_from_segment is None else sensor_from_segment
    return ImuSamples(time, force_segment @ mount.T, rate_segment @ mount.T)
