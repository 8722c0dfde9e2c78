"""Properties of the energy model that hold for every person, speed and grade."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.dose.cost_fit import cost_fit
from retrowalk.dose.energy import energy_rate
from retrowalk.dose.heart import combined
from retrowalk.dose.ratio import step_ratio
from retrowalk.estimate import Estimate
from retrowalk.recording import Wearer
from retrowalk.tracker.base import Direction

speeds = st.floats(0.3, 1.9)
grades = st.floats(0.0, 0.15)
both = st.sampled_from((Direction.FORWARD, Direction.BACKWARD))
wearers = st.builds(
    Wearer,
    age_years=st.none() | st.floats(18.0, 100.0),
    mass_kg=st.floats(35.0, 180.0),
    height_m=st.floats(1.4, 2.1),
    practised=st.none() | st.booleans(),
)
few = settings(max_examples=12, deadline=None)


def log_width(e: Estimate) -> float:
    assert e.low is not None
    assert e.high is not None
    return math.log(e.high / e.low)


@few
@given(direction=both, wearer=wearers, grade=grades, pair=st.tuples(speeds, speeds))
def test_cost_rises_with_speed(
    direction: Direction, wearer: Wearer, grade: float, pair: tuple[float, float]
) -> None:
    slow, fast = (
        energy_rate(direction, v, wearer, grade).vo2_gross_ml_kg_min.value for v in sorted(pair)
    )
    assert slow is not None
    assert fast is not None
    assert slow < fast or math.isclose(pair[0], pair[1])


@few
@given(direction=both, wearer=wearers, speed=speeds, pair=st.tuples(grades, grades))
def test_cost_rises_with_grade(
    direction: Direction, wearer: Wearer, speed: float, pair: tuple[float, float]
) -> None:
    flat, steep = (
        energy_rate(direction, speed, wearer, g).vo2_gross_ml_kg_min.value for g in sorted(pair)
    )
    assert flat is not None
    assert steep is not None
    assert flat < steep or math.isclose(pair[0], pair[1], abs_tol=1e-9)


@few
@given(direction=both, speed=speeds, factor=st.floats(1.01, 3.0))
def test_energy_scales_with_body_mass(direction: Direction, speed: float, factor: float) -> None:
    light = energy_rate(direction, speed, Wearer(30.0, 50.0, practised=False)).gross_kcal_min
    heavy = energy_rate(
        direction, speed, Wearer(30.0, 50.0 * factor, practised=False)
    ).gross_kcal_min
    for name in ("value", "low", "high"):
        assert math.isclose(getattr(heavy, name), factor * getattr(light, name), rel_tol=1e-9)


@few
@given(direction=both, wearer=wearers, speed=speeds, grade=grades)
def test_every_interval_holds_its_value_and_names_its_rows(
    direction: Direction, wearer: Wearer, speed: float, grade: float
) -> None:
    rate = energy_rate(direction, speed, wearer, grade)
    for e in (
        rate.vo2_gross_ml_kg_min,
        rate.vo2_net_ml_kg_min,
        rate.met,
        rate.gross_kcal_min,
        rate.net_kcal_min,
    ):
        assert e.low is not None
        assert e.value is not None
        assert e.high is not None
        assert 0.0 < e.low < e.value < e.high
        assert e.sources


@few
@given(wearer=wearers, speed=speeds)
def test_an_interval_is_never_narrower_than_its_inputs_allow(wearer: Wearer, speed: float) -> None:
    fit = cost_fit()
    net = energy_rate(Direction.BACKWARD, speed, wearer).vo2_net_ml_kg_min
    widest = max(fit.c.log_sd, fit.rho.log_sd, fit.person_log_sd)
    joint = math.hypot(fit.c.log_sd, fit.rho.log_sd, fit.person_log_sd)
    assert log_width(net) > 2.0 * 1.96 * widest
    assert log_width(net) > 0.95 * 2.0 * 1.96 * joint


@few
@given(wearer=wearers, back=speeds, ahead=speeds)
def test_the_ratio_of_steps_never_reaches_the_viral_ten(
    wearer: Wearer, back: float, ahead: float
) -> None:
    ratio = step_ratio(back, back, wearer).ratio
    assert ratio.high is not None
    assert ratio.high < 10.0
    own = step_ratio(back, ahead, wearer)
    assert math.isclose(sum(share for _, share in own.shares), 1.0, rel_tol=1e-9)
    assert log_width(own.ratio) > 2.0 * 1.96 * 0.1 * 0.9  # cadence alone


@few
@given(speed=speeds)
def test_knowing_more_of_practice_never_widens_the_middle(speed: float) -> None:
    trained, unknown, untrained = (
        energy_rate(Direction.BACKWARD, speed, Wearer(30.0, 70.0, practised=p)).met.value
        for p in (True, None, False)
    )
    assert trained is not None
    assert unknown is not None
    assert untrained is not None
    assert trained < unknown < untrained


positive = st.floats(0.1, 1e3)


@given(a=positive, b=positive, wide_a=st.floats(1.05, 4.0), wide_b=st.floats(1.05, 4.0))
def test_combining_lies_between_and_is_never_narrower_than_weighting_allows(
    a: float, b: float, wide_a: float, wide_b: float
) -> None:
    joint = combined(
        Estimate(a, a / wide_a, a * wide_a, "kcal"), Estimate(b, b / wide_b, b * wide_b, "kcal")
    )
    assert joint.value is not None
    assert min(a, b) * (1 - 1e-9) <= joint.value <= max(a, b) * (1 + 1e-9)
    best = 1.0 / math.sqrt(math.log(wide_a) ** -2 + math.log(wide_b) ** -2)
    assert log_width(joint) >= 2.0 * best * (1 - 1e-6)
