"""Tests of balance and walking: what they say, and real change or noise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.coach.assessments.base import Assessment, said
from retrowalk.coach.assessments.by_sensor import by_stopwatch_only
from retrowalk.coach.assessments.catalogue import ASSESSMENTS, assessment, by_hand
from retrowalk.coach.assessments.judging import Change, judge
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.evidence.table import evidence, row
from retrowalk.evidence.texts import identifiers
from retrowalk.language import Language, Phrase

DAY = date(2026, 1, 5)


def texts(one: Assessment) -> Iterator[Phrase]:
    yield from (one.name, one.purpose, one.equipment, one.measured_by, one.unit_name, one.sensor)
    yield from (*one.steps, *one.safety)
    for reference in one.references:
        yield from (reference.people, reference.text, reference.can_tell)
    yield from (phrase for phrase in (one.no_reference, one.no_band) if phrase is not None)


def test_every_test_of_the_issue_is_there() -> None:
    wanted = {"3mbwt", "chair-stand", "four-stage", "10mw-forward", "10mw-backward", "tug"}
    assert wanted <= set(ASSESSMENTS)


@pytest.mark.parametrize("one", ASSESSMENTS.values(), ids=lambda one: one.id)
def test_a_test_is_complete_in_both_languages(one: Assessment) -> None:
    for phrase in texts(one):
        for language in Language:
            assert "{" not in said(phrase, language)
    assert len(one.steps) >= 3
    assert len(one.safety) >= 2
    assert one.references or one.no_reference
    assert one.bands or one.no_band
    rows = {
        *one.sources,
        *(b.row for b in one.bands),
        *(i for r in one.references for i in r.sources),
    }
    assert rows <= set(evidence())


@pytest.mark.parametrize("one", ASSESSMENTS.values(), ids=lambda one: one.id)
def test_numbers_of_sources_come_from_the_table_and_name_it(one: Assessment) -> None:
    for reference in one.references:
        assert reference.sources
        used = set(identifiers(f"{reference.text.en} {reference.can_tell.en}"))
        assert used <= set(reference.sources)


def test_a_weak_cut_off_does_not_read_as_a_verdict() -> None:
    (weak,) = [r for r in assessment("3mbwt").references if "B-05" in r.sources]
    english, german = (said(weak.can_tell, language) for language in Language)
    assert "0.655" in english
    assert "no verdict" in english
    assert "0,655" in german
    assert "kein Urteil" in german
    # the words say what the row says: sensitivity 59.5 %, specificity 68.6 %
    assert "59.5" in row("B-06").condition
    assert "68.6" in row("B-06").condition


def test_a_stopwatch_result_has_the_interval_of_the_hand() -> None:
    result = by_hand("3mbwt", DAY, 5.0)
    assert (result.value.low, result.value.high) == (4.7, 5.3)
    assert result.by == "stopwatch"


@pytest.mark.parametrize(
    ("test", "value", "side", "says"),
    [
        ("3mbwt", -1.0, None, "no result"),
        ("3mbwt", float("nan"), None, "no result"),
        ("3mbwt", 0.0, None, "takes some time"),
        ("chair-stand", 9.5, None, "cannot be counted"),
        ("four-stage", 5, None, "no result"),
        ("single-leg", 9.0, None, "each leg"),
        ("tug", 9.0, "left", "no side"),
        ("hop", 9.0, None, "no test 'hop'"),
    ],
)
def test_a_result_that_cannot_be_is_refused(
    test: str, value: float, side: str | None, says: str
) -> None:
    with pytest.raises(RetrowalkError, match=says):
        by_hand(test, DAY, value, side)


def walked(*seconds: float) -> list[TestResult]:
    return [by_hand("3mbwt", DAY + timedelta(days=14 * k), s) for k, s in enumerate(seconds)]


def test_a_change_beyond_the_band_of_the_group_is_real() -> None:
    told = judge("3mbwt", walked(9.0, 5.9), "knee-replaced")
    assert told.change is Change.REAL
    assert told.better is True
    assert told.band.value == row("B-12").value
    assert "2.94 s" in told.sentence.en
    assert told.sources == ("B-12",)


def test_the_same_change_is_noise_where_the_band_is_wider() -> None:
    told = judge("3mbwt", walked(9.0, 5.9), "hip-replaced")
    assert told.change is Change.NOISE


def test_without_a_group_only_what_every_group_says_is_said() -> None:
    assert judge("3mbwt", walked(7.0, 6.0)).change is Change.NOISE
    between = judge("3mbwt", walked(9.0, 6.0))
    assert between.change is Change.CANNOT_TELL
    assert between.band.value is None
    assert judge("3mbwt", walked(12.0, 6.0)).change is Change.REAL


def test_the_band_of_stroke_is_the_one_that_its_error_implies() -> None:
    told = judge("3mbwt", walked(9.0, 7.0), "stroke")
    assert told.change is Change.NOISE  # 1.57 s as printed would have called it real
    assert told.sources == ("D-14",)


def test_one_result_shows_no_change() -> None:
    assert judge("3mbwt", walked(7.0)).change is Change.TOO_FEW


def test_without_any_band_only_the_error_of_measuring_speaks() -> None:
    stands = [by_hand("chair-stand", DAY, 9), by_hand("chair-stand", DAY + timedelta(14), 10)]
    assert judge("chair-stand", stands).change is Change.NOISE
    more = [stands[0], by_hand("chair-stand", DAY + timedelta(14), 14)]
    assert judge("chair-stand", more).change is Change.CANNOT_TELL


def test_legs_are_not_mixed() -> None:
    mixed = [
        by_hand("single-leg", DAY, 3.0, "left"),
        by_hand("single-leg", DAY + timedelta(14), 20.0, "right"),
    ]
    assert judge("single-leg", mixed, side="left").change is Change.TOO_FEW


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="no group 'astronauts'"):
        judge("3mbwt", walked(7.0, 6.0), "astronauts")


@given(st.floats(1.0, 60.0), st.floats(1.0, 60.0))
def test_a_judgement_always_has_a_reason_in_both_languages(before: float, after: float) -> None:
    told = judge("3mbwt", walked(before, after))
    assert told.sentence.en
    assert told.sentence.de
    assert set(told.sources) <= set(evidence())
    backward = judge("3mbwt", walked(after, before))
    assert backward.change is told.change


def test_what_no_sensor_measures_says_so() -> None:
    assert by_stopwatch_only("tug", DAY, "s").value.reason == "unknown: by stopwatch"
