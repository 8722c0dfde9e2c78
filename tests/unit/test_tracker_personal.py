"""A known distance: nearer to the person, narrower, for its own direction, and back from JSON."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab.validation.speed import known_distance, scaled, simulated_walks
from tests.walks import bout, told_walk, totals

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Wearer
from retrowalk.tracker import Direction, Walk
from retrowalk.tracker.gains import gains
from retrowalk.tracker.personal import (
    Measured,
    PersonalScale,
    interval,
    personal_scale,
    rescaled,
)
from retrowalk.tracker.speed import speed
from retrowalk.tracker.steps import Turn, TurningPoint

FORWARD, BACKWARD = Direction.FORWARD, Direction.BACKWARD
TALL = Wearer(height_m=1.8)
STEPS = tuple(TurningPoint(25 * k, Turn((-1) ** k), 0.6) for k in range(24))


def told(
    direction: Direction,
    wearer: Wearer,
    scale: PersonalScale | None = None,
    seconds: float = 12.0,
) -> Estimate:
    span = (0, round(50 * seconds))
    return speed(STEPS, 2.0, Placement.POCKET, direction, wearer, (), span, scale)


def walk_of(*parts: tuple[Direction, float, float], wearer: Wearer | None = None) -> Walk:
    """Return a walk of bouts told by the model itself."""
    found = []
    for direction, start_s, end_s in parts:
        speed_mps = told(direction, wearer or Wearer(), seconds=end_s - start_s)
        plain = bout(start_s, end_s, direction, steps=round(2 * (end_s - start_s)))
        if speed_mps.known:
            distance_m = speed_mps.scaled(end_s - start_s, "m")
            plain = replace(plain, speed_mps=speed_mps, distance_m=distance_m)
        found.append(plain)
    bouts = tuple(found)
    walk = told_walk()
    return replace(walk, bouts=bouts, summary=replace(walk.summary, forward=totals(bouts, FORWARD)))


def value(found: Estimate) -> float:
    assert found.value is not None
    return found.value


def spread(found: Estimate) -> float:
    assert found.low is not None
    assert found.high is not None
    return math.log(found.high / found.low) / 3.92


def known(direction: Direction, ratio: float, wearer: Wearer | None = None) -> PersonalScale:
    """Walk 20 s of which the true distance is the told one times a ratio."""
    walk = walk_of((direction, 5.0, 25.0), wearer=wearer)
    true_m = ratio * value(walk.bouts[0].distance_m)
    return personal_scale(walk, true_m, wearer=wearer)


@pytest.mark.parametrize("direction", [FORWARD, BACKWARD])
@pytest.mark.parametrize("ratio", [0.8, 1.25])
def test_a_known_distance_moves_the_speed_towards_it_and_narrows_it(
    direction: Direction, ratio: float
) -> None:
    plain = told(direction, Wearer())
    mine = told(direction, Wearer(), known(direction, ratio))
    moved = math.log(value(mine) / value(plain)) / math.log(ratio)
    assert 0.6 < moved < 1.0
    assert spread(mine) < 0.8 * spread(plain)


def test_a_longer_walk_says_the_same_more_surely() -> None:
    short = walk_of((FORWARD, 5.0, 11.0))
    long = walk_of((FORWARD, 5.0, 65.0))
    one, two = (
        personal_scale(walk, 1.2 * value(walk.bouts[0].distance_m)).forward
        for walk in (short, long)
    )
    assert one is not None
    assert two is not None
    assert one.ratio == pytest.approx(two.ratio)
    assert two.spread < one.spread


def test_forward_reaches_backward_only_through_the_leg_length() -> None:
    forward = known(FORWARD, 1.2)
    moved = value(told(BACKWARD, Wearer(), forward)) / value(told(BACKWARD, Wearer()))
    assert 1.02 < moved < 1.12
    measured = Wearer(leg_length_m=0.9)
    of_known_leg = known(FORWARD, 1.2, measured)
    plain, mine = told(BACKWARD, measured), told(BACKWARD, measured, of_known_leg)
    assert value(mine) == pytest.approx(value(plain), rel=0.01)


def test_both_directions_are_kept_apart() -> None:
    both = known(FORWARD, 1.15).joined(known(BACKWARD, 0.9))
    assert value(told(FORWARD, Wearer(), both)) > value(told(FORWARD, Wearer()))
    assert value(told(BACKWARD, Wearer(), both)) < value(told(BACKWARD, Wearer()))


def test_a_scale_stays_true_when_the_height_is_told_later() -> None:
    scale = known(FORWARD, 1.1)
    before, after = told(FORWARD, Wearer(), scale), told(FORWARD, TALL, scale)
    unscaled = value(told(FORWARD, TALL)) / value(told(FORWARD, Wearer()))
    assert abs(math.log(value(after) / value(before))) < 0.5 * abs(math.log(unscaled))


@pytest.mark.parametrize("placement", [Placement.ANKLE, Placement.FOOT])
def test_strides_are_scaled_without_any_leg(placement: Placement) -> None:
    plain = interval(1.0, 0.05)
    scale = PersonalScale(placement, 0.9, forward=Measured(1.05, 0.01, 20.0))
    for wearer in (Wearer(), TALL):
        # what strides have wrong is hardly the person's
        assert 1.0 < value(rescaled(plain, placement, FORWARD, wearer, scale)) < 1.03
        # neither direction says anything of the other
        assert value(rescaled(plain, placement, BACKWARD, wearer, scale)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("placement", "direction"),
    [
        (Placement.ANKLE, FORWARD),
        (Placement.POCKET, Direction.SIDEWAYS),
        (Placement.POCKET, Direction.UNKNOWN),
    ],
)
def test_another_placement_or_direction_is_left_alone(
    placement: Placement, direction: Direction
) -> None:
    plain = interval(1.0, 0.1)
    assert rescaled(plain, placement, direction, Wearer(), known(FORWARD, 1.2)) == plain


def test_without_a_value_there_is_nothing_to_scale() -> None:
    nothing = Estimate.unknown("m/s", "the direction is unknown")
    assert rescaled(nothing, Placement.POCKET, FORWARD, Wearer(), known(FORWARD, 1.2)) == nothing


def test_only_the_part_that_is_named_counts() -> None:
    walk = walk_of((FORWARD, 5.0, 25.0), (BACKWARD, 30.0, 60.0))
    scale = personal_scale(walk, 22.0, start_s=28.0, end_s=62.0)
    assert scale.forward is None
    assert scale.backward is not None
    assert scale.backward.distance_m == pytest.approx(22.0)


def test_a_stretch_without_direction_is_taken_to_be_as_fast() -> None:
    walk = walk_of((FORWARD, 0.0, 18.0), (Direction.UNKNOWN, 18.0, 20.0))
    scale = personal_scale(walk, 25.0)
    assert scale.forward is not None
    assert scale.forward.distance_m == pytest.approx(22.5)


@pytest.mark.parametrize(
    ("parts", "distance_m", "says"),
    [
        (((FORWARD, 5.0, 25.0),), 3.0, "too short"),
        (((FORWARD, 5.0, 25.0),), math.nan, "too short"),
        (((FORWARD, 5.0, 25.0),), 900.0, "said to be true"),
        (((FORWARD, 5.0, 25.0), (BACKWARD, 30.0, 60.0)), 20.0, "both forward and backward"),
        (((FORWARD, 5.0, 15.0), (Direction.UNKNOWN, 15.0, 25.0)), 20.0, "known to be forward"),
        (((Direction.UNKNOWN, 5.0, 25.0),), 20.0, "no forward or backward"),
        ((), 20.0, "no forward or backward"),
    ],
)
def test_a_distance_that_teaches_nothing_is_refused(
    parts: tuple[tuple[Direction, float, float], ...], distance_m: float, says: str
) -> None:
    with pytest.raises(RetrowalkError, match=says) as caught:
        personal_scale(walk_of(*parts), distance_m)
    assert caught.value.remedy


positive = st.floats(1e-3, 1e3)
measured = st.builds(Measured, positive, positive, positive)


@given(
    st.builds(
        PersonalScale,
        st.sampled_from(Placement),
        positive,
        st.none() | measured,
        st.none() | measured,
    )
)
def test_a_scale_comes_back_from_json(scale: PersonalScale) -> None:
    assert PersonalScale.from_dict(json.loads(json.dumps(scale.to_dict()))) == scale


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 9},
        {"model": 1},
        {"placement": "nose"},
        {"leg_m": 0},
        {"leg_m": None},
        {"forward": {"ratio": 1.0}},
        {"forward": {"ratio": True, "spread": 0.1, "distance_m": 20}},
        {"backward": 3},
    ],
)
def test_another_model_or_a_damaged_scale_is_refused(change: dict[str, object]) -> None:
    data = known(FORWARD, 1.1).to_dict() | change
    with pytest.raises(RetrowalkError, match="known distance"):
        PersonalScale.from_dict(data)
    missing = {name: data[name] for name in data if name not in change}
    with pytest.raises(RetrowalkError, match="known distance"):
        PersonalScale.from_dict(missing)


def test_scales_of_different_bodies_or_places_do_not_join() -> None:
    one = known(FORWARD, 1.1)
    for other in (replace(one, leg_m=0.8), replace(one, placement=Placement.ANKLE)):
        with pytest.raises(RetrowalkError, match="walk the distance again"):
            one.joined(other)


def test_no_spread_of_a_scaled_speed_is_below_what_varies_from_bout_to_bout() -> None:
    for (placement, direction), gain in gains().items():
        plain = interval(1.0, math.hypot(gain.person, gain.bout, 0.01))
        scale = PersonalScale(placement, 0.9, Measured(1.0, 0.001, 1e3), Measured(1.0, 0.001, 1e3))
        mine = rescaled(plain, placement, direction, Wearer(leg_length_m=0.9), scale)
        assert spread(mine) >= gain.bout - 1e-9


@pytest.mark.parametrize("placement", [Placement.POCKET, Placement.ANKLE, Placement.WAIST])
def test_distances_of_simulated_people_after_twenty_metres_are_within_five_percent(
    placement: Placement,
) -> None:
    off = []
    for seed in range(2, 6):
        (scale,) = known_distance(seed, placement, [Wearer()])
        assert scale is not None
        for direction in (FORWARD, BACKWARD):
            mine = [
                scaled(one, Wearer(), scale)
                for one in simulated_walks(seed, placement, [Wearer()])[0]
                if one.direction is direction
            ]
            true_m = sum(one.true_mps * one.seconds for one in mine)
            told_m = sum(value(one.bout.speed_mps) * one.seconds for one in mine)
            off.append(abs(told_m / true_m - 1.0))
    assert np.mean(off) <= 0.05
    assert np.mean(np.array(off) <= 0.05) >= 0.75
