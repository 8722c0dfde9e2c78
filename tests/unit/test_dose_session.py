"""The dose of a walk and the totals of a week."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from tests.walks import bout, told_walk

from retrowalk.dose.energy import energy_rate
from retrowalk.dose.lines import dose_lines
from retrowalk.dose.session import Dose, added, dose, moderate_and_vigorous
from retrowalk.dose.week import week_line, weeks
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence import evidence, row
from retrowalk.evidence.texts import LANGUAGES
from retrowalk.recording import Channel, Wearer
from retrowalk.tracker.base import Direction, Walk

PERSON = Wearer(age_years=65.0, mass_kg=80.0, height_m=1.72)


def backward_only(speed: Estimate) -> Walk:
    one = replace(bout(0, 600, Direction.BACKWARD, steps=900), speed_mps=speed)
    return replace(told_walk(), bouts=(one,))


def dated(start_utc: str | None = "2026-11-23T10:00:00+00:00") -> Dose:
    return dose(replace(told_walk(), start_utc=start_utc), PERSON)


def test_the_dose_adds_up_the_bouts_of_each_direction() -> None:
    found = dose(told_walk(), PERSON)
    assert found.backward.minutes.value == pytest.approx(1.0)
    assert found.forward.minutes.value == pytest.approx(52.0 / 60.0)
    assert found.backward.steps.value == 95
    assert found.forward.steps.value == 99
    assert found.backward.minutes_with_energy == pytest.approx(1.0)


def test_energy_is_that_of_the_rate_times_minutes() -> None:
    person = Wearer(30.0, 70.0, practised=False)
    found = dose(backward_only(Estimate(1.2, 1.2, 1.2, "m/s")), person).backward
    rate = energy_rate(Direction.BACKWARD, 1.2, person)
    for name in ("value", "low", "high"):
        assert getattr(found.gross_kcal, name) == pytest.approx(
            10.0 * getattr(rate.gross_kcal_min, name)
        )
        assert getattr(found.met_minutes, name) == pytest.approx(10.0 * getattr(rate.met, name))


def test_an_uncertain_speed_makes_the_energy_less_certain() -> None:
    def width(e: Estimate) -> float:
        assert e.low is not None
        assert e.high is not None
        return e.high - e.low

    exact = dose(backward_only(Estimate(1.2, 1.2, 1.2, "m/s")), PERSON).backward.gross_kcal
    vague = dose(backward_only(Estimate(1.2, 0.8, 1.8, "m/s")), PERSON).backward.gross_kcal
    assert width(vague) > width(exact)


def test_bouts_without_a_usable_speed_add_steps_but_no_energy() -> None:
    for speed in (Estimate.unknown("m/s", "no"), Estimate(2.5, 2.4, 2.6, "m/s")):
        found = dose(backward_only(speed), PERSON).backward
        assert found.steps.value == 900
        assert found.minutes_with_energy == 0.0
        assert not found.gross_kcal.known
        assert not found.met_minutes.known
        assert "some_minutes_without_energy" in found.notes


def test_without_body_mass_there_are_met_minutes_but_no_kilocalories() -> None:
    found = dose(told_walk(), Wearer(age_years=40.0)).backward
    assert not found.gross_kcal.known
    assert not found.net_kcal.known
    assert found.met_minutes.known


def test_no_walking_is_zero_not_unknown() -> None:
    found = dose(replace(told_walk(), bouts=()), PERSON)
    assert found.backward.gross_kcal == Estimate(0.0, 0.0, 0.0, "kcal")
    assert dose_lines(found, "en") == ("No walking was found in this recording.",)


def test_heart_rate_is_a_second_estimate_and_joined() -> None:
    beats = Channel(np.arange(0.0, 155.0), np.full(155, 120.0))
    alone, both = dose(told_walk(), PERSON), dose(told_walk(), PERSON, beats)
    assert not alone.backward.heart_rate_kcal.known
    assert both.backward.heart_rate_kcal.known
    values = [
        e.value or 0.0
        for e in (
            alone.backward.gross_kcal,
            both.backward.gross_kcal,
            both.backward.heart_rate_kcal,
        )
    ]
    assert values == sorted(values)
    assert "combined_with_heart_rate" in both.backward.notes
    gap = Channel(np.arange(0.0, 20.0), np.full(20, 120.0))
    assert "missing" in (dose(told_walk(), PERSON, gap).backward.heart_rate_kcal.reason or "")


@pytest.mark.parametrize(
    ("wearer", "grade", "said"),
    [(Wearer(age_years=7.0), 0.0, "aged 7"), (PERSON, 0.5, "grade"), (PERSON, math.nan, "grade")],
)
def test_bad_input_gets_one_clear_sentence(wearer: Wearer, grade: float, said: str) -> None:
    with pytest.raises(RetrowalkError, match=said):
        dose(told_walk(), wearer, None, grade)


def test_every_shown_quantity_names_its_rows() -> None:
    found = dose(told_walk(), PERSON)
    for part in (found.backward, found.forward):
        for e in (part.gross_kcal, part.net_kcal, part.met_minutes, part.moderate_minutes):
            assert e.sources
            assert set(e.sources) <= set(evidence())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dose_reads_as_sentences_and_as_json(language: str) -> None:
    found = dated()
    told = dose_lines(found, language)
    assert not any("{" in line for line in told)
    assert any("K-12" in line for line in told)
    text = json.dumps(found.to_dict(language))
    assert json.loads(text)["backward"]["gross_kcal"]["unit"] == "kcal"
    with pytest.raises(RetrowalkError, match="no texts in 'fr'"):
        dose_lines(found, "fr")


def test_effort_counts_as_the_guidance_says() -> None:
    low, high = row("W-03").low, row("W-03").high
    assert low is not None
    assert high is not None
    assert moderate_and_vigorous(np.array([low - 0.1, low, high - 0.1, high])).tolist() == [
        0.0, 1.0, 1.0, 2.0,
    ]  # fmt: skip


def test_weeks_are_iso_weeks_in_order_and_their_parts_add_up() -> None:
    monday, sunday, next_year = (
        dated("2026-11-23T10:00:00+00:00"),
        dated("2026-11-29T23:00:00+00:00"),
        dated("2027-01-01T10:00:00+00:00"),
    )
    found = weeks([next_year, sunday, monday])
    assert [w.week for w in found] == ["2026-W48", "2026-W53"]
    assert found[0].walks == 2
    assert found[0].backward_steps.value == 190
    single = (monday.backward.met_minutes.value or 0) + (monday.forward.met_minutes.value or 0)
    assert found[0].met_minutes.value == pytest.approx(2.0 * single)
    share = found[0].share_of_guidance
    assert share.value == pytest.approx((found[0].moderate_minutes.value or 0.0) / 150.0)
    assert "W-01" in share.sources
    json.dumps(found[0].to_dict())
    for language in LANGUAGES:
        assert "W-01" in week_line(found[0], language)
        assert "150" in week_line(found[0], language)


def test_a_walk_without_a_date_belongs_to_no_week() -> None:
    with pytest.raises(RetrowalkError, match="without a date"):
        weeks([dated(None)])
    assert weeks([]) == ()


def test_a_week_with_an_unknown_part_is_unknown_and_says_so() -> None:
    unknown = dose(
        replace(
            backward_only(Estimate.unknown("m/s", "no")), start_utc="2026-11-23T10:00:00+00:00"
        ),
        PERSON,
    )
    (found,) = weeks([unknown])
    assert not found.moderate_minutes.known
    assert "unknown" in week_line(found, "en")
    assert "unbekannt" in week_line(found, "de")


def test_adding_keeps_ends_sources_and_the_unknown() -> None:
    a, b = Estimate(1.0, 0.5, 2.0, "m", None, ("E-01",)), Estimate(2.0, 1.0, 3.0, "m")
    assert added(a, b) == Estimate(3.0, 1.5, 5.0, "m", None, ("E-01",))
    assert added(a, Estimate(1.0, None, None, "m")).low is None
    assert added(a, Estimate.unknown("m", "lost")).reason == "lost"
