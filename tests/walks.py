"""Hand-made walks for tests: one told by hand, and Hypothesis strategies for any."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from retrowalk.estimate import Estimate
from retrowalk.recording import Placement
from retrowalk.tracker.base import (
    Bout,
    Contact,
    Direction,
    Knowledge,
    Second,
    Side,
    Steadiness,
    Step,
    Summary,
    Totals,
    Walk,
)

WALKING = (Direction.FORWARD, Direction.BACKWARD, Direction.SIDEWAYS, Direction.UNKNOWN)


def estimate(value: float, unit: str, spread: float = 0.1) -> Estimate:
    return Estimate(value, value * (1 - spread), value * (1 + spread), unit)


def bout(start_s: float, end_s: float, direction: Direction, *, steps: int) -> Bout:
    duration_s = end_s - start_s
    speed_mps = 1.2 if direction is Direction.FORWARD else 0.7
    unknown = direction is Direction.UNKNOWN
    return Bout(
        start_s=start_s,
        end_s=end_s,
        direction=direction,
        probability=0.0 if unknown else 0.97,
        steps=Estimate(steps, steps - 2, steps + 3, "steps"),
        cadence_spm=estimate(60 * steps / duration_s, "1/min", 0.02),
        speed_mps=Estimate.unknown("m/s", "the direction is unknown")
        if unknown
        else estimate(speed_mps, "m/s", 0.15),
        distance_m=Estimate.unknown("m", "the direction is unknown")
        if unknown
        else estimate(speed_mps * duration_s, "m", 0.15),
        contact=Contact.UNKNOWN,
        steadiness=Steadiness(
            estimate(0.04, "1"), estimate(0.02, "1"), Estimate.unknown("1", "too few steps")
        ),
        reason="the mounting is unknown at the waist" if unknown else None,
    )


def totals(bouts: tuple[Bout, ...], direction: Direction) -> Totals:
    mine = [b for b in bouts if b.direction is direction]
    steps = sum(b.steps.value or 0 for b in mine)
    duration_s = sum(b.end_s - b.start_s for b in mine)
    distance_m = sum(b.distance_m.value or 0 for b in mine)
    return Totals(
        Estimate(steps, steps - 2 * len(mine), steps + 3 * len(mine), "steps"),
        Estimate(duration_s, duration_s - len(mine), duration_s + len(mine), "s"),
        Estimate.unknown("m", "the direction is unknown")
        if direction is Direction.UNKNOWN and mine
        else Estimate(distance_m, distance_m * 0.85, distance_m * 1.15, "m"),
    )


def told_walk(*, gaps: tuple[tuple[float, float], ...] = ()) -> Walk:
    """Return forward, standing, backward, sideways, unknown and forward again."""
    bouts = (
        bout(4, 34, Direction.FORWARD, steps=57),
        bout(40, 100, Direction.BACKWARD, steps=95),
        bout(104, 112, Direction.SIDEWAYS, steps=12),
        bout(115, 125, Direction.UNKNOWN, steps=16),
        bout(128, 150, Direction.FORWARD, steps=42),
    )
    steps = []
    seconds = []
    for one in bouts:
        count = int(one.steps.value or 0)
        wobble = np.random.default_rng(count).normal(0, 0.012, count)
        times = np.linspace(one.start_s + 0.1, one.end_s - 0.1, count) + wobble
        steps += [
            Step(float(t), one.direction, (Side.LEFT, Side.RIGHT)[i % 2])
            for i, t in enumerate(times)
        ]
    for at in range(155):
        here = [b for b in bouts if b.start_s <= at + 0.5 < b.end_s]
        direction = here[0].direction if here else Direction.STILL
        seconds.append(Second(float(at), direction, here[0].probability if here else 1.0))
    return Walk(
        duration_s=155.0,
        rate_hz=50.0,
        placement=Placement.POCKET,
        placement_source="given",
        knowledge=Knowledge.UNKNOWN,
        summary=Summary(
            totals(bouts, Direction.BACKWARD),
            totals(bouts, Direction.FORWARD),
            totals(bouts, Direction.SIDEWAYS),
            totals(bouts, Direction.UNKNOWN),
        ),
        bouts=bouts,
        steps=tuple(steps),
        seconds=tuple(seconds),
        gaps=gaps,
        warnings=("speed comes from a model without a known distance",),
        source="told.csv",
    )


numbers = st.floats(-1e6, 1e6, allow_nan=False)
positive = st.floats(0, 1e6, allow_nan=False)
shares = st.floats(0, 1, allow_nan=False)
words = st.text(max_size=12)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    unit = draw(st.sampled_from(["m", "s", "steps", "1/min", "m/s", "1"]))
    if draw(st.booleans()):
        return Estimate.unknown(unit, draw(st.text(min_size=1, max_size=12)))
    reason = draw(st.none() | words)
    sources = tuple(draw(st.lists(words, max_size=2)))
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    if draw(st.booleans()):
        return Estimate(value, None, None, unit, reason, sources)
    return Estimate(value, low, high, unit, reason, sources)


all_totals = st.builds(Totals, estimates(), estimates(), estimates())

walks = st.builds(
    Walk,
    duration_s=positive,
    rate_hz=positive,
    placement=st.sampled_from(Placement),
    placement_source=st.sampled_from(["given", "file", "recognised", "assumed"]),
    knowledge=st.sampled_from(Knowledge),
    summary=st.builds(Summary, all_totals, all_totals, all_totals, all_totals),
    bouts=st.lists(
        st.builds(
            Bout,
            start_s=positive,
            end_s=positive,
            direction=st.sampled_from(WALKING),
            probability=shares,
            steps=estimates(),
            cadence_spm=estimates(),
            speed_mps=estimates(),
            distance_m=estimates(),
            contact=st.sampled_from(Contact),
            steadiness=st.builds(Steadiness, estimates(), estimates(), estimates()),
            reason=st.none() | words,
        ),
        max_size=2,
    ).map(tuple),
    steps=st.lists(
        st.builds(
            Step,
            time_s=positive,
            direction=st.sampled_from(WALKING),
            side=st.none() | st.sampled_from(Side),
        ),
        max_size=3,
    ).map(tuple),
    seconds=st.lists(
        st.builds(
            Second, time_s=positive, direction=st.sampled_from(Direction), probability=shares
        ),
        max_size=3,
    ).map(tuple),
    gaps=st.lists(st.tuples(positive, positive), max_size=2).map(tuple),
    warnings=st.lists(words, max_size=2).map(tuple),
    source=words,
    device=words,
    start_utc=st.none() | st.just("2026-11-23T10:42:00+00:00"),
)
