"""A personal scale from satellite positions, where a walk went long enough under the open sky.

speeds there       distance = speed over ground, averaged over 5 s as a vector where the
                   course is known (noise makes every single speed too large), times time
no speeds          distance = chords between positions at least 10 m and three accuracies apart
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Placement, Positions, Wearer
from retrowalk.tracker.base import Bout, Walk
from retrowalk.tracker.personal import SCALED, PersonalScale, scale_of

# Design choices. Receivers smooth over a few seconds, so that a short bout is not its own.
_SHORTEST_S = 20.0
_FEWEST = 10
_WORST_M = 20.0  # positions of a lower accuracy are not used
_BLOCK_S = 5.0
_SPEED_NOISE_MPS = 0.15  # of one block
_CHORD_M = 20.0
_SYSTEMATIC = 0.02  # of any distance by satellite
_LEAST_SURE = 0.15  # a relative spread above this is no use
_EARTH_M = 6_371_000.0


def _by_speed(
    positions: Positions, keep: npt.NDArray[np.bool_], bout: Bout
) -> tuple[float, float] | None:
    """Return distance and relative spread of a bout from speeds over ground."""
    keep = keep & np.isfinite(positions.speed_mps)
    if keep.sum() < _FEWEST:
        return None
    time_s, speed_mps = positions.time_s[keep], positions.speed_mps[keep]
    course = np.radians(positions.course_deg[keep])
    means = []
    for block in np.unique((time_s - time_s[0]) // _BLOCK_S):
        mine = (time_s - time_s[0]) // _BLOCK_S == block
        if np.isfinite(course[mine]).all():
            turned = speed_mps[mine] * np.exp(1j * course[mine])
            means.append(float(abs(turned.mean())))
        else:
            means.append(float(speed_mps[mine].mean()))
    mean_mps = float(np.mean(means))
    noise = _SPEED_NOISE_MPS / max(mean_mps, 0.1) / np.sqrt(len(means))
    return mean_mps * (bout.end_s - bout.start_s), float(np.hypot(noise, _SYSTEMATIC))


def _by_place(
    positions: Positions, keep: npt.NDArray[np.bool_], bout: Bout
) -> tuple[float, float] | None:
    """Return distance and relative spread of a bout from places alone."""
    if keep.sum() < _FEWEST:
        return None
    time_s = positions.time_s[keep]
    latitude, longitude = (
        np.radians(values[keep]) for values in (positions.latitude_deg, positions.longitude_deg)
    )
    north_m = _EARTH_M * (latitude - latitude[0])
    east_m = _EARTH_M * (longitude - longitude[0]) * np.cos(latitude[0])
    accuracy_m = float(np.median(positions.accuracy_m[keep]))
    apart_m = max(_CHORD_M, 5.0 * accuracy_m)
    chords = int((bout.distance_m.value or 0.0) / apart_m)
    if not chords:
        return None
    half_s = 0.5 * _BLOCK_S
    nodes_s = np.linspace(time_s[0] + half_s, time_s[-1] - half_s, chords + 1)
    nearby = [np.abs(time_s - at) <= half_s for at in nodes_s]
    if not all(near.any() for near in nearby):
        return None
    nodes = np.array([[east_m[near].mean(), north_m[near].mean()] for near in nearby])
    length_m = float(np.hypot(*np.diff(nodes, axis=0).T).sum())
    noise = np.sqrt(2.0) * accuracy_m / max(length_m, 1.0)
    bent = (accuracy_m / apart_m) ** 2  # noise across the path makes chords longer
    spread = float(np.sqrt(noise**2 + bent**2 + _SYSTEMATIC**2))
    return length_m * (bout.end_s - bout.start_s) / float(nodes_s[-1] - nodes_s[0]), spread


def _measured(walk: Walk, positions: Positions, first_s: float) -> Iterator[tuple[Bout, Array]]:
    """Yield bouts that are long enough, each with its distance and relative spread."""
    sure = np.isfinite(positions.accuracy_m) & (positions.accuracy_m <= _WORST_M)
    for bout in walk.bouts:
        long = bout.end_s - bout.start_s >= _SHORTEST_S
        if bout.direction not in SCALED or not bout.distance_m.known or not long:
            continue
        at = positions.time_s - first_s
        keep = sure & (at >= bout.start_s) & (at < bout.end_s)
        found = _by_speed(positions, keep, bout) or _by_place(positions, keep, bout)
        if found is not None and found[1] <= _LEAST_SURE:
            yield bout, np.array(found)


def scale_from_positions(
    walk: Walk, positions: Positions, *, wearer: Wearer | None = None, first_s: float = 0.0
) -> PersonalScale:
    """Learn from satellite positions instead of a known distance.

    Args:
        walk: told without a scale.
        positions: of the same recording.
        wearer: the body size that the walk was told with.
        first_s: the recording's first `time_s`, from which a walk counts its seconds.

    Returns:
        A scale for each direction with a bout of at least 20 s whose positions are good enough.

    Raises:
        RetrowalkError: there is no such bout.
    """
    measured = list(_measured(walk, positions, first_s))
    found: PersonalScale | None = None
    for direction in SCALED:
        mine = [(bout, told) for bout, told in measured if bout.direction is direction]
        if mine:
            one = _joined(walk.placement, mine, wearer or Wearer())
            found = one if found is None else found.joined(one)
    if found is None:
        raise RetrowalkError(
            "no walk of 20 s has positions that are good enough",
            where="positions",
            remedy="walk for half a minute under the open sky, or give a known distance",
        )
    return found


def _joined(placement: Placement, mine: list[tuple[Bout, Array]], wearer: Wearer) -> PersonalScale:
    distances, spreads = np.array([told for _, told in mine]).T
    # noise of separate bouts partly cancels, what is systematic does not
    noise = np.sqrt(np.maximum(spreads**2 - _SYSTEMATIC**2, 0.0)) * distances
    spread = np.hypot(np.sqrt(np.sum(noise**2)) / distances.sum(), _SYSTEMATIC)
    return scale_of(
        placement, [bout for bout, _ in mine], float(distances.sum()), float(spread), wearer
    )
