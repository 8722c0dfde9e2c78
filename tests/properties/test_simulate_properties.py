"""Properties of the simulator over plans and people."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.recording import Placement
from retrowalk.simulate import Gait, Plan, PlanItem, SensorModel, Truth, WalkerStyle, simulate

WALKS = [gait for gait in Gait if gait.steps and gait is not Gait.TURN]


@st.composite
def items(draw: st.DrawFn) -> PlanItem:
    gait = draw(st.sampled_from(list(Gait)))
    if gait is Gait.TURN:
        return Plan.parse(
            f"turn {draw(st.integers(20, 360)) * draw(st.sampled_from([1, -1]))}"
        ).items[0]
    return PlanItem(gait, draw(st.floats(5.0, 9.0)))


plans = st.lists(items(), min_size=1, max_size=4).map(lambda found: Plan(tuple(found)))


@settings(max_examples=40, deadline=None)
@given(
    plan=plans,
    person=st.integers(0, 10_000),
    placement=st.sampled_from(list(Placement)),
    rate_hz=st.floats(25.0, 200.0),
)
def test_any_plan_of_anyone_gives_a_sound_recording(
    plan: Plan, person: int, placement: Placement, rate_hz: float
) -> None:
    recording, truth = simulate(
        plan,
        style=WalkerStyle.varied(person),
        placement=placement,
        sensor=SensorModel(rate_hz=rate_hz),
        mounting="random",
        seed=person,
    )
    rates = recording.angular_rate_rads
    assert rates is not None
    assert np.all(np.isfinite(recording.acceleration_ms2))
    assert np.all(np.isfinite(rates))
    assert np.all(np.diff(recording.time_s) > 0.0)
    assert abs(recording.duration_s - plan.duration_s) < 2.0 / rate_hz
    # over a plan that starts and ends at rest, only gravity is left on average
    assert np.mean(np.linalg.norm(recording.acceleration_ms2, axis=1)) > 9.0
    assert np.max(np.abs(rates)) < 35.0
    assert Truth.from_json(truth.to_json()) == truth
    for segment in truth.segments:
        inside = [c for c in truth.contacts if segment.start_s <= c.time_s < segment.end_s]
        assert len(inside) == segment.steps
        assert all(c.direction is segment.direction for c in inside)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), speed=st.floats(0.4, 1.6))
def test_distance_is_speed_times_time_but_for_the_ends(seed: int, speed: float) -> None:
    _, truth = simulate(f"forward 30 @{speed:.3f}", seed=seed)
    assert abs(truth.segments[0].distance_m / (speed * 28.4) - 1.0) < 0.06


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), gait=st.sampled_from(WALKS))
def test_the_mounting_only_turns_the_axes(seed: int, gait: Gait) -> None:
    plan = Plan((PlanItem(gait, 5.0),))
    plain, _ = simulate(plan, sensor="ideal", placement="thigh", seed=seed)
    turned, truth = simulate(plan, sensor="ideal", placement="thigh", mounting="random", seed=seed)
    back = turned.acceleration_ms2 @ truth.mounting.body_from_sensor.T
    np.testing.assert_allclose(back, plain.acceleration_ms2, atol=1e-8)
