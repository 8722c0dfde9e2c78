"""The body's own axes as the sensor sees them.

A leg turns about the body's left-right axis when it walks forward or backward: that axis is
where the horizontal part of the angular rate is largest.

    C = sum over the window of  w w',  w = rate minus its part along up   (sensor frame)
    axis = eigenvector of C with the largest eigenvalue; its sign is free

The pelvis turns little. Its front-back axis is where horizontal acceleration goes with the
step, up and down (sideways sway has half that rhythm and cancels):

    M = [ <a_h a_z>, <a_h v_z> ],   axis = first left singular vector; its sign is free

A known mounting or a calibration walk gives the sign; a leg gives it away over the walk
(`retrowalk.tracker.direction`); on the trunk it stays free without them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array
from retrowalk.tracker.attitude import Motion

HOP = 25  # samples between answers: 0.5 s
# A leg that turns less than this (root mean square) does not walk (design choice).
STILL_RADS = 0.25
# Added to the vigour that is evened out, so that a pause is not blown up (design choice).
_KEPT_UNEVEN = 0.3


@dataclass(frozen=True, eq=False, slots=True)
class Sagittal:
    """Signals of one window, or of many, in the plane of walking.

    With x to the front, y to the left and z up: each (n,) or (h, n). Where the sign of the left
    axis is free, turning it round changes the sign of all but the vertical signals.

    Attributes:
        acceleration_x: m/s².
        acceleration_y: m/s².
        acceleration_z: m/s².
        rate_y: rad/s about the left axis; positive tips the top of the segment forward.
        velocity_x: m/s.
        velocity_z: m/s.
        angle_y: rad.
    """

    acceleration_x: Array
    acceleration_y: Array
    acceleration_z: Array
    rate_y: Array
    velocity_x: Array
    velocity_z: Array
    angle_y: Array


def leg_axis(motion: Motion, window: slice | npt.NDArray[np.int64]) -> Array:
    """Return the (3,) unit axis of leg swing in the sensor frame; the sign is free."""
    rate, up = motion.rate[window], motion.up_in_sensor[window]
    flat = rate - np.einsum("ni,ni->n", rate, up)[:, None] * up
    return np.asarray(np.linalg.eigh(flat.T @ flat)[1][:, -1])


def first_hop(first: int) -> int:
    """Return the first sample of a stretch on the recording's half-second grid.

    Args:
        first: grid index of the stretch's first sample.
    """
    return -first % HOP


def hop_centres(motion: Motion) -> npt.NDArray[np.int64]:
    """Return the samples of a stretch that lie on the recording's half-second grid."""
    return np.arange(first_hop(motion.first), len(motion), HOP, dtype=np.int64)


@dataclass(eq=False, slots=True)
class SwingAxes:
    """The axis of leg swing at each half second, followed through a stretch.

    The sign is carried on from one to the next; while the leg rests the last axis is kept;
    before it first moves there is none (zero).

    Attributes:
        window: samples of each window, centred on its half second.
        offset: sample of the first half second.
    """

    window: int
    offset: int
    _axes: Array = field(default_factory=lambda: np.empty((0, 3)))
    _dropped: int = 0  # half seconds that were forgotten
    _last: Array = field(default_factory=lambda: np.zeros(3))

    def __len__(self) -> int:
        return self._dropped + len(self._axes)

    def axes(self, hops: slice) -> Array:
        """Return (h, 3) unit axes in the sensor frame of half seconds that are not forgotten."""
        return self._axes[hops.start - self._dropped : hops.stop - self._dropped]

    def at(self, start: int, end: int) -> Array:
        """Return (end - start, 3) axes of samples: those of the last half second before each."""
        hops = np.clip((np.arange(start, end) - self.offset) // HOP, 0, len(self) - 1)
        return np.asarray(self._axes[hops - self._dropped])

    def forget(self, sample: int) -> None:
        """Drop what lies more than a half second before a sample."""
        drop = min((sample - self.offset) // HOP - self._dropped, len(self._axes) - 1)
        if drop > 0:
            self._axes = self._axes[drop:]
            self._dropped += drop

    def push(self, motion: Motion, base: int, *, ended: bool) -> None:
        """Add the half seconds that are known.

        Args:
            motion: the known end of the stretch's motion.
            base: sample of the stretch at which it begins.
            ended: whether the stretch ends with it.
        """
        length = base + len(motion)
        last = length - 1 if ended else length - self.window // 2 - 1
        centres = np.arange(self.offset + HOP * len(self), last + 1, HOP, dtype=np.int64)
        if not len(centres):
            return
        start = max(base, int(centres[0]) - self.window // 2)
        vectors, moving = _swings(
            motion.part(start - base, len(motion)), centres - start, self.window
        )
        signed = np.empty_like(vectors)
        for k, axis in enumerate(vectors):
            if moving[k]:
                self._last = axis if axis @ self._last >= 0 else -axis
            signed[k] = self._last
        self._axes = np.vstack([self._axes, signed])


def _swings(
    motion: Motion, centres: npt.NDArray[np.int64], window: int
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Return (h, 3) axes of swing, their signs free, and whether the leg moves there."""
    rate, up = motion.rate, motion.up_in_sensor
    flat = rate - np.einsum("ni,ni->n", rate, up)[:, None] * up
    products = np.einsum("ni,nj->nij", flat, flat).reshape(len(flat), 9)
    sums = np.vstack([np.zeros((1, 9)), np.cumsum(products, axis=0)])
    low = np.maximum(centres - window // 2, 0)
    high = np.minimum(centres + window // 2 + 1, len(motion))
    covariance = ((sums[high] - sums[low]) / (high - low)[:, None]).reshape(-1, 3, 3)
    sizes, vectors = np.linalg.eigh(covariance)
    moving = np.sqrt(np.maximum(sizes[:, -1], 0.0)) >= STILL_RADS
    return vectors[:, :, -1], moving


def leg_axes(motion: Motion, window: int) -> Array:
    """Return (hops, 3) axes of leg swing of a whole stretch; see `SwingAxes`."""
    axes = SwingAxes(window, first_hop(motion.first))
    axes.push(motion, 0, ended=True)
    return axes.axes(slice(0, len(axes)))


def trunk_axis(motion: Motion, windows: npt.NDArray[np.int64]) -> tuple[Array, float]:
    """Find the front-back axis of a sensor on the trunk from a forward or backward walk.

    Args:
        motion: filtered motion.
        windows: (h, n) indices of windows of walking.

    Returns:
        The (3,) unit left axis in the sensor frame, its sign free; and how clearly the two
        horizontal directions differ, 0 (not at all) to 1.
    """
    turn = motion.world_from_sensor[windows]
    in_sensor = np.einsum("hnji,hnj->hni", turn, motion.acceleration[windows])
    columns = np.zeros((3, 2))
    for k, vertical in enumerate((motion.lift_ms2[windows], motion.rise_mps[windows])):
        size = np.maximum(vertical.std(axis=1), 1e-9)
        columns[:, k] = np.einsum("hni,hn,h->i", in_sensor, vertical, 1.0 / size)
    up = motion.up_in_sensor[windows].mean(axis=(0, 1))
    up = up / np.linalg.norm(up)
    columns -= np.outer(up, up @ columns)
    basis, sizes, _ = np.linalg.svd(columns)
    return np.cross(up, basis[:, 0]), float(1.0 - sizes[1] / max(sizes[0], 1e-9))


def windows_at(
    motion: Motion, centres: npt.NDArray[np.int64], samples: int
) -> npt.NDArray[np.int64]:
    """Return (h, n) indices of the window around each centre, moved inward at the ends."""
    length = min(samples, len(motion))
    first = np.clip(centres - length // 2, 0, len(motion) - length)
    return np.asarray(first[:, None] + np.arange(length)[None, :])


def sagittal(
    motion: Motion, window: slice | npt.NDArray[np.int64], left: Array, *, evened: bool = False
) -> Sagittal:
    """Resolve one window, or many at once, along front and up.

    Args:
        motion: filtered motion.
        window: samples to use: a slice, or (h, n) indices.
        left: (3,) unit left axis in the sensor frame, or (h, 3) one for each window.
        evened: whether vigour is evened out within a window, so that the brisk half of a long
            one does not outvote the gentle half.

    Returns:
        Signals of shape (n,) or (h, n); the front turns with the walker.
    """
    turn, up = motion.world_from_sensor[window], motion.up[window]
    left_in_world = np.einsum("...nij,...j->...ni", turn, left)
    front = np.cross(left_in_world, up)
    front /= np.maximum(np.linalg.norm(front, axis=-1, keepdims=True), 1e-9)
    acceleration, velocity = motion.acceleration[window], motion.velocity[window]
    even = np.ones(up.shape[:-1])
    if evened:
        vigour = motion.vigour[window]
        usual = vigour.mean(axis=-1, keepdims=True)
        even = usual / np.maximum(vigour + _KEPT_UNEVEN * usual, 1e-9)

    def along(values: Array, axis: Array) -> Array:
        return np.asarray(np.einsum("...ni,...ni->...n", values, axis) * even)

    return Sagittal(
        acceleration_x=along(acceleration, front),
        acceleration_y=along(acceleration, np.cross(up, front)),
        acceleration_z=along(acceleration, up),
        rate_y=np.einsum("...ni,...i->...n", motion.rate[window], left) * even,
        velocity_x=along(velocity, front),
        velocity_z=along(velocity, up),
        angle_y=np.einsum("...ni,...i->...n", motion.angle[window], left) * even,
    )
