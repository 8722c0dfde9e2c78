"""A walk over a known distance makes the speed personal.

    z = log(true distance / told distance)            one figure for each direction walked
    z_forward  = L + g_forward  + noise               L: leg length, shared by both directions
    z_backward = L + g_backward + noise               g: the person's way of walking, not shared

L and g are Gaussian with the spreads that the models are known to have (retrowalk.tracker.gains,
leg_length), so a short or single walk moves the figures less than a long one. What was measured
forward reaches backward walking through L alone: where the leg length is already known, or the
strides are measured without it, it reaches it not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Wearer
from retrowalk.tracker.base import Bout, Direction, Walk
from retrowalk.tracker.gains import (
    MODEL,
    STRIDE_PLACEMENTS,
    edge_spread,
    gains,
    leg_length,
    steady_spread,
)

SCHEMA = 1
SCALED = (Direction.FORWARD, Direction.BACKWARD)
_Z95 = 1.96
# A distance paced out with a tape or along a marked track (design choice, one SD).
_DISTANCE_SPREAD = 0.01
_SHORTEST_M = 5.0
_LEAST_SHARE = 0.7  # of the time must have the direction; the rest went as fast
_WILDEST = 2.0  # true and told distance differ by more: another walk, or another unit


@dataclass(frozen=True, slots=True)
class Measured:
    """True distance against told distance in one direction.

    Attributes:
        ratio: true over told.
        spread: standard deviation of its logarithm, from everything but the person.
        distance_m: true distance it rests on.
    """

    ratio: float
    spread: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class PersonalScale:
    """What known distances told of one person and one placement.

    Attributes:
        placement: where the sensor was worn.
        leg_m: the leg length that the told distances were made with.
        forward: from walking forward, or None.
        backward: from walking backward, or None.
    """

    placement: Placement
    leg_m: float
    forward: Measured | None = None
    backward: Measured | None = None

    def joined(self, other: PersonalScale) -> PersonalScale:
        """Return this scale with the other's directions added; the other's win.

        Raises:
            RetrowalkError: the other is of another placement or body size.
        """
        if (other.placement, other.leg_m) != (self.placement, self.leg_m):
            raise RetrowalkError(
                f"one is for {self.placement} and a leg of {self.leg_m:.2f} m, "
                f"the other for {other.placement} and {other.leg_m:.2f} m",
                where="known distance",
                remedy="walk the distance again with the sensor and the height you use",
            )
        return replace(
            self, forward=other.forward or self.forward, backward=other.backward or self.backward
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; `from_dict` reads it back without loss."""

        def plain(one: Measured | None) -> dict[str, float] | None:
            if one is None:
                return None
            return {"ratio": one.ratio, "spread": one.spread, "distance_m": one.distance_m}

        return {
            "schema": SCHEMA,
            "model": MODEL,
            "placement": self.placement.value,
            "leg_m": self.leg_m,
            "forward": plain(self.forward),
            "backward": plain(self.backward),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PersonalScale:
        """Read the JSON form.

        Raises:
            RetrowalkError: another schema or speed model, or a key that is missing or wrong.
        """
        made_with = (data.get("schema"), data.get("model"))
        if made_with != (SCHEMA, MODEL):
            raise RetrowalkError(
                f"schema and speed model are {made_with}, not {(SCHEMA, MODEL)}",
                where="known distance",
                remedy="walk the known distance again",
            )

        def read(name: str) -> Measured | None:
            one = data[name]
            if one is None:
                return None
            return Measured(
                _positive(one["ratio"]), _positive(one["spread"]), _positive(one["distance_m"])
            )

        try:
            return cls(
                Placement(data["placement"]),
                _positive(data["leg_m"]),
                read("forward"),
                read("backward"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise RetrowalkError(
                f"cannot be read ({error})",
                where="known distance",
                remedy="walk the known distance again",
            ) from None


def _positive(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < np.inf:
        raise ValueError(f"{value!r} is not a positive number")
    return float(value)


def _leg(placement: Placement, wearer: Wearer) -> tuple[float, float]:
    """Return the leg length in use and its spread; strides need none."""
    leg_m, spread = leg_length(wearer)
    return leg_m, 0.0 if placement in STRIDE_PLACEMENTS else spread


def _spread_of(estimate: Estimate) -> float:
    """Return the standard deviation of the logarithm that an interval tells."""
    if not estimate.low or estimate.high is None:
        raise ValueError("an interval with a positive lower end is needed")
    return float(np.log(estimate.high / estimate.low)) / (2.0 * _Z95)


def interval(value: float, spread: float, reason: str | None = None) -> Estimate:
    """Return a speed with the 95 % interval of a spread of its logarithm."""
    half = float(np.exp(_Z95 * spread))
    return Estimate(value, value / half, value * half, "m/s", reason)


def rescaled(
    speed_mps: Estimate,
    placement: Placement,
    direction: Direction,
    wearer: Wearer,
    scale: PersonalScale,
) -> Estimate:
    """Apply a personal scale to a speed that was told without one.

    Args:
        speed_mps: the speed of a bout.
        placement: where the sensor is worn.
        direction: which way the bout went.
        wearer: body size that the speed was told with.
        scale: what known distances told.

    Returns:
        The speed nearer to this person's, with a narrower interval; unchanged for another
        placement, for a direction that is neither forward nor backward, or without a value.
    """
    gain = gains().get((placement, direction))
    if (
        speed_mps.value is None
        or gain is None
        or direction not in SCALED
        or placement is not scale.placement
    ):
        return speed_mps
    leg_m, leg_spread = _leg(placement, wearer)
    # what was told then, with the leg length of now
    shift = 0.0 if placement in STRIDE_PLACEMENTS else float(np.log(scale.leg_m / leg_m))
    mean, variance = _posterior(scale, direction, leg_spread, shift)
    rest = _spread_of(speed_mps) ** 2 - gain.person**2 - leg_spread**2
    spread = float(np.sqrt(max(rest, 0.0) + variance))
    return interval(speed_mps.value * float(np.exp(mean)), spread, speed_mps.reason)


def _posterior(
    scale: PersonalScale, direction: Direction, leg_spread: float, shift: float
) -> tuple[float, float]:
    """Return mean and variance of the logarithm that a told speed is wrong by."""
    persons = [gains()[scale.placement, one].person for one in SCALED]
    prior = leg_spread**2 + np.diag(np.square(persons))
    told = (scale.forward, scale.backward)
    seen = [k for k, one in enumerate(told) if one is not None]
    values = np.array([np.log(one.ratio) + shift for one in told if one is not None])
    noise = np.diag([one.spread**2 for one in told if one is not None])
    gain = prior[:, seen] @ np.linalg.inv(prior[np.ix_(seen, seen)] + noise)
    mean = gain @ values
    variance = prior - gain @ prior[seen]
    k = SCALED.index(direction)
    return float(mean[k]), float(max(variance[k, k], 0.0))


def personal_scale(
    walk: Walk,
    distance_m: float,
    *,
    wearer: Wearer | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
) -> PersonalScale:
    """Learn from a walk over a known distance.

    Args:
        walk: told without a scale.
        distance_m: length of the path that was walked in it.
        wearer: the body size that the walk was told with.
        start_s: begin of the part that was measured; the whole walk when None.
        end_s: its end.

    Returns:
        A scale for the direction that was walked; `PersonalScale.joined` adds the other.

    Raises:
        RetrowalkError: no walking there, both directions in one distance, a distance under
            5 m, or one that the walk cannot have had.
    """
    if not np.isfinite(distance_m) or distance_m < _SHORTEST_M:
        raise RetrowalkError(
            f"{distance_m:g} m is too short",
            where="known distance",
            remedy="walk 20 m, at least 5 m",
        )
    low = 0.0 if start_s is None else start_s
    high = walk.duration_s if end_s is None else end_s
    bouts = [b for b in walk.bouts if low <= 0.5 * (b.start_s + b.end_s) < high]
    told = [b for b in bouts if b.direction in SCALED and b.distance_m.known]
    if not told:
        raise RetrowalkError(
            "no forward or backward walking with a speed was found",
            where="known distance",
            remedy="walk the distance in one go and name its start and end",
        )
    if len({bout.direction for bout in told}) > 1:
        raise RetrowalkError(
            "this part was walked both forward and backward",
            where="known distance",
            remedy="measure one direction at a time and name its start and end",
        )
    share = sum(b.end_s - b.start_s for b in told) / sum(b.end_s - b.start_s for b in bouts)
    if share < _LEAST_SHARE:
        raise RetrowalkError(
            f"only {share:.0%} of this part is known to be {told[0].direction}",
            where="known distance",
            remedy="walk the distance once more, straight and at an even pace",
        )
    return scale_of(walk.placement, told, share * distance_m, _DISTANCE_SPREAD, wearer or Wearer())


def scale_of(
    placement: Placement, bouts: list[Bout], true_m: float, true_spread: float, wearer: Wearer
) -> PersonalScale:
    """Compare what some bouts of one direction told with the distance they had.

    Args:
        placement: where the sensor was worn.
        bouts: forward or backward, with distances told without a scale.
        true_m: their true distance together.
        true_spread: standard deviation of its logarithm.
        wearer: the body size that they were told with.

    Raises:
        RetrowalkError: the two distances cannot belong to the same walk.
    """
    direction = bouts[0].direction
    leg_m, _ = leg_length(wearer)
    told = np.array([bout.distance_m.value or 0.0 for bout in bouts])
    ratio = true_m / float(told.sum())
    if not 1.0 / _WILDEST < ratio < _WILDEST:
        raise RetrowalkError(
            f"{told.sum():.1f} m were told where {true_m:g} m are said to be true",
            where="known distance",
            remedy="check the distance in metres, and the start and end of the part",
        )
    # bouts of one walk are walked alike: only what their ends add or lose partly cancels
    ends = [edge_spread(placement, bout.end_s - bout.start_s) for bout in bouts] * told
    own = np.linalg.norm(ends) / told.sum(), steady_spread(placement)
    measured = Measured(ratio, float(np.linalg.norm([*own, true_spread])), true_m)
    if direction is Direction.FORWARD:
        return PersonalScale(placement, leg_m, forward=measured)
    return PersonalScale(placement, leg_m, backward=measured)
