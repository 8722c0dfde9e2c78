"""Energy: against each study at its own condition, and what is refused."""

from __future__ import annotations

import math

import pytest
from lab.fit.energy import PAGE, page

from retrowalk.dose.cost_fit import (
    ACSM_RANGE_MPS,
    MEASURED_BACKWARD_MPS,
    PRACTICE_SPEED_MPS,
    anchors,
    cost_fit,
    pooled,
    studies,
)
from retrowalk.dose.energy import EnergyRate, energy_rate
from retrowalk.dose.heart import (
    MEN,
    WOMEN,
    backward_correction,
    combined,
    energy_from_heart_rate,
)
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence import row
from retrowalk.evidence.derived import acsm_forward, printed_number, speed_m_min
from retrowalk.recording import Wearer
from retrowalk.tracker.base import Direction

YOUNG = Wearer(age_years=22.0, mass_kg=70.0, practised=False)


def inside(value: float, e: Estimate) -> bool:
    assert e.low is not None
    assert e.high is not None
    return e.low <= value <= e.high


def backward(speed_m_min: float, grade: float = 0.0, wearer: Wearer = YOUNG) -> EnergyRate:
    return energy_rate(Direction.BACKWARD, speed_m_min / 60.0, wearer, grade)


def test_williford_lies_on_our_prediction_both_ways() -> None:
    for identifier, direction in (("E-01", Direction.FORWARD), ("E-02", Direction.BACKWARD)):
        measured = row(identifier)
        ours = energy_rate(direction, speed_m_min(measured) / 60.0, YOUNG)
        assert measured.low is not None
        assert measured.high is not None
        assert measured.low <= (ours.vo2_gross_ml_kg_min.value or 0.0) <= measured.high
        assert inside(measured.number, ours.vo2_gross_ml_kg_min)


def test_the_compendium_lies_within_our_interval() -> None:
    speed = speed_m_min(row("E-10"))
    assert inside(row("E-10").number, backward(speed).met)
    assert inside(row("E-11").number, backward(speed, 0.05).met)
    forward = energy_rate(Direction.FORWARD, speed / 60.0, YOUNG)
    assert inside(row("E-12").number, forward.met)


def test_hoopers_ratio_on_grades_lies_within_our_interval() -> None:
    hooper = row("E-20")
    assert hooper.low is not None
    for grade in (0.05, 0.075, 0.10):
        ahead = energy_rate(Direction.FORWARD, 1.25, YOUNG, grade).vo2_gross_ml_kg_min.value
        back = energy_rate(Direction.BACKWARD, 1.25, YOUNG, grade).vo2_gross_ml_kg_min
        assert ahead is not None
        assert inside(ahead * (1.0 + hooper.low / 100.0), back)


def test_heath_lies_within_our_interval_for_every_usual_body_mass() -> None:
    # The source prints litres per minute without body mass, so it cannot be fitted.
    for wearer, identifier in ((YOUNG, "E-23"), (Wearer(25.0, 75.0, practised=True), "E-24")):
        ours = energy_rate(Direction.BACKWARD, PRACTICE_SPEED_MPS, wearer).vo2_gross_ml_kg_min
        for mass_kg in (70.0, 80.0, 90.0):
            assert inside(row(identifier).number * 1000.0 / mass_kg, ours)


def test_forward_is_the_acsm_equation_up_to_its_fitted_factor() -> None:
    c = cost_fit().c
    assert c.low < 1.0 < c.high
    ours = energy_rate(Direction.FORWARD, 75.0 / 60.0, YOUNG, 0.03).vo2_gross_ml_kg_min.value
    expected = acsm_forward(75.0, 0.03) + (c.value - 1.0) * 0.1 * 75.0
    assert ours == pytest.approx(expected)


@pytest.mark.parametrize("left_out", studies())
def test_no_single_study_decides_the_cost_factor(left_out: str) -> None:
    whole, without = cost_fit(), cost_fit(left_out)
    for name in ("k", "c", "rho", "kappa"):
        ours = getattr(whole, name)
        assert abs(getattr(without, name).value - ours.value) < (ours.high - ours.low) / 2.0, name
        assert ours.low < getattr(without, name).value < ours.high, name


def test_leaving_out_an_unknown_study_is_an_error() -> None:
    with pytest.raises(KeyError, match="Nobody"):
        cost_fit("Nobody 1999")


def test_the_factor_holds_the_derived_rows_it_is_made_of() -> None:
    k = cost_fit().k
    assert k.low < row("D-18").number < k.high
    assert k.low < row("D-19").number < k.high
    values = {(a.study, a.factor): a.value for a in anchors()}
    assert values["Williford 1998", "rho"] == pytest.approx(row("D-02").number, abs=0.005)
    assert values["Compendium 2011", "rho"] == pytest.approx(row("D-04").number, abs=0.006)


def test_pooling_keeps_the_spread_of_its_inputs() -> None:
    value, log_sd = pooled([2.0, 2.0], [0.1, 0.1])
    assert value == pytest.approx(2.0)
    assert log_sd > 0.1 / math.sqrt(2.0)
    _, alone = pooled([2.0], [0.1])
    assert alone > log_sd
    _, apart = pooled([1.0, 3.0], [0.1, 0.1])
    assert apart > log_sd


def test_constants_are_those_the_rows_print() -> None:
    assert MEASURED_BACKWARD_MPS["slowest"] * 60.0 == pytest.approx(speed_m_min(row("E-02")))
    assert MEASURED_BACKWARD_MPS["fastest"] * 60.0 == pytest.approx(speed_m_min(row("E-21")))
    low, high = row("E-36").condition.partition("m/min")[0].split()[-1].split("-")
    assert (float(low), float(high)) == pytest.approx([60.0 * v for v in ACSM_RANGE_MPS])
    assert "3.5 + 0.1*S + 1.8*S*G" in row("E-36").quantity
    assert printed_number(row("E-23"), r"([\d.]+)-3.7 mph") == 3.2
    for identifier, coefficients in (("H-01", MEN), ("H-02", WOMEN)):
        for number in coefficients:
            assert f"{abs(number):.4f}" in row(identifier).condition


def test_gross_and_net_are_one_met_apart() -> None:
    rate = backward(70.0)
    gross, net, met = rate.vo2_gross_ml_kg_min, rate.vo2_net_ml_kg_min, rate.met
    assert gross.value is not None
    assert net.value is not None
    assert met.value is not None
    assert gross.value - net.value == pytest.approx(3.5)
    assert met.value == pytest.approx(gross.value / 3.5)
    rest = (rate.gross_kcal_min.value or 0.0) - (rate.net_kcal_min.value or 0.0)
    assert rest == pytest.approx(3.5 * 70.0 / 1000.0 * 20.5 / 4.184)


def test_slow_and_fast_walking_is_marked_and_wider() -> None:
    def width(speed_mps: float) -> float:
        e = energy_rate(Direction.BACKWARD, speed_mps, YOUNG).vo2_net_ml_kg_min
        assert e.low is not None
        assert e.high is not None
        return math.log(e.high / e.low)

    assert width(0.4) > width(0.8) > width(1.4)
    assert width(1.9) > width(1.5)
    assert "backward_slower_than_measured" in backward(40.0).notes
    assert "outside_acsm_range" in backward(40.0).notes
    assert "E-02" in (backward(40.0).vo2_gross_ml_kg_min.reason or "")
    assert backward(85.0).notes == ()
    assert "backward_faster_than_measured" in backward(105.0).notes


def test_age_makes_walking_dearer_and_the_answer_wider() -> None:
    old = Wearer(age_years=70.0, mass_kg=70.0, practised=False)
    young, older = backward(85.0).vo2_net_ml_kg_min, backward(85.0, 0.0, old).vo2_net_ml_kg_min
    assert older.value == pytest.approx((young.value or 0.0) * 2.8 / 2.4)
    assert {"A-01", "A-02"} <= set(older.sources)
    assert "older_than_measured" in backward(85.0, 0.0, old).notes
    assert "age_unknown" in backward(85.0, 0.0, Wearer()).notes


def test_energy_without_body_mass_is_unknown_and_says_why() -> None:
    rate = backward(70.0, 0.0, Wearer(age_years=30.0))
    assert not rate.gross_kcal_min.known
    assert "body mass" in (rate.net_kcal_min.reason or "")
    assert rate.met.known


@pytest.mark.parametrize(
    ("speed_mps", "grade", "wearer", "said"),
    [
        (5.0, 0.0, YOUNG, "5 m/s is outside"),
        (0.29, 0.0, YOUNG, "0.29 m/s is outside"),
        (math.nan, 0.0, YOUNG, "nan m/s"),
        (1.0, -0.02, YOUNG, "grade of -0.02"),
        (1.0, 0.3, YOUNG, "grade of 0.3"),
        (1.0, math.nan, YOUNG, "grade of nan"),
        (1.0, 0.0, Wearer(age_years=7.0), "aged 7"),
    ],
)
def test_bad_input_gets_one_clear_sentence(
    speed_mps: float, grade: float, wearer: Wearer, said: str
) -> None:
    with pytest.raises(RetrowalkError, match=said):
        energy_rate(Direction.BACKWARD, speed_mps, wearer, grade)


@pytest.mark.parametrize("bad", [-80.0, math.nan, math.inf])
def test_a_mass_no_person_has_is_refused(bad: float) -> None:
    with pytest.raises(RetrowalkError, match="mass_kg"):
        Wearer(mass_kg=bad)


def test_sideways_has_no_model() -> None:
    with pytest.raises(RetrowalkError, match="no energy model for walking sideways"):
        energy_rate(Direction.SIDEWAYS, 1.0, YOUNG)


def test_the_json_form_says_its_notes_in_words() -> None:
    said = backward(40.0).to_dict("de")
    assert any("langsamer" in text for text in said["notes"])
    assert said["met"]["sources"]


def test_heart_rate_gives_less_backward_than_forward() -> None:
    person = Wearer(age_years=30.0, mass_kg=70.0)
    ahead = energy_from_heart_rate(130.0, Direction.FORWARD, person)
    back = energy_from_heart_rate(130.0, Direction.BACKWARD, person)
    assert back.value is not None
    assert ahead.value is not None
    assert back.value < ahead.value
    assert 0.7 < backward_correction()[0] < 0.9
    assert {"H-01", "H-02", "E-35"} <= set(back.sources)


@pytest.mark.parametrize(
    ("heart_rate_bpm", "wearer", "said"),
    [
        (130.0, Wearer(mass_kg=70.0), "age"),
        (130.0, Wearer(age_years=30.0), "mass"),
        (70.0, Wearer(age_years=30.0, mass_kg=70.0), "too low"),
    ],
)
def test_heart_rate_that_says_nothing_is_unknown(
    heart_rate_bpm: float, wearer: Wearer, said: str
) -> None:
    found = energy_from_heart_rate(heart_rate_bpm, Direction.BACKWARD, wearer)
    assert not found.known
    assert said in (found.reason or "")


@pytest.mark.parametrize("bad", [0.0, 400.0, math.nan])
def test_a_heart_rate_nobody_has_is_refused(bad: float) -> None:
    with pytest.raises(RetrowalkError, match="heart rate"):
        energy_from_heart_rate(bad, Direction.FORWARD, YOUNG)


def test_two_estimates_together_lie_between_and_disagreement_widens() -> None:
    a = Estimate(4.0, 3.0, 5.0, "kcal", None, ("E-02",))
    both = combined(a, Estimate(5.0, 3.5, 7.0, "kcal", None, ("H-01",)))
    assert both.value is not None
    assert 4.0 < both.value < 5.0
    assert both.sources == ("E-02", "H-01")
    far = combined(a, Estimate(20.0, 15.0, 25.0, "kcal"))
    assert far.low is not None
    assert far.high is not None
    assert far.high / far.low > 5.0 / 3.0
    assert combined(a, Estimate.unknown("kcal", "no")) == a
    with pytest.raises(RetrowalkError, match="cannot be combined"):
        combined(a, Estimate(1.0, None, None, "m"))


def test_the_tables_of_the_page_are_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m lab.fit.energy"
