"""Screening: what the answers allow, and bad answers refused."""

from __future__ import annotations

from typing import Any

import pytest
from tests.persons import HEALTHY, PEOPLE, screened

from retrowalk.coach.base import Advice, Setting
from retrowalk.coach.screening import (
    FLAGS,
    QUESTIONS,
    RULES,
    STOP_RULES,
    answers_from,
    may_be_cleared,
    screen,
    screening_from_dict,
    screening_to_dict,
)
from retrowalk.errors import RetrowalkError
from retrowalk.evidence import evidence


@pytest.mark.parametrize("advice", PEOPLE)
def test_each_result_has_its_person(advice: Advice) -> None:
    found = screen(answers_from(PEOPLE[advice]))
    assert found.advice is advice
    assert found.stop_rules == STOP_RULES
    assert found.fired
    waits = advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW)
    assert (found.settings == ()) == waits
    assert bool(found.clear_with_doctor) or not waits


def test_nothing_to_say_is_said() -> None:
    found = screened(home=["rail", "person", "treadmill"])
    assert found.advice is Advice.GO
    assert [reason.rule for reason in found.fired] == ["nothing-found"]
    assert found.settings == tuple(Setting)


@pytest.mark.parametrize(
    ("changes", "advice", "rule"),
    [
        ({"heart": ["chest-pain"]}, Advice.NOT_NOW, "chest-pain"),
        ({"knee": ["swollen"]}, Advice.NOT_NOW, "knee-swollen"),
        ({"recent": ["fracture"]}, Advice.NOT_NOW, "recent-fracture"),
        ({"recent": ["surgery"]}, Advice.NOT_NOW, "recent-surgery"),
        ({"hip-back": ["back-numb"]}, Advice.NOT_NOW, "back-numb"),
        ({"heart": ["pressure-high"]}, Advice.ASK_DOCTOR, "pressure-high"),
        (
            {"falls": "several", "dizziness": "sometimes"},
            Advice.ASK_DOCTOR,
            "falls-and-dizziness",
        ),
        ({"pregnancy": "late"}, Advice.ASK_DOCTOR, "pregnant-late"),
        ({"senses": ["nerves"]}, Advice.ASK_DOCTOR, "nerves"),
        ({"pain": 8}, Advice.ASK_DOCTOR, "severe-pain"),
        ({"falls": "one"}, Advice.WITH_SUPPORT, "fall"),
        (
            {"age": 70, "medication": ["balance"]},
            Advice.WITH_SUPPORT,
            "older-with-balance-medicine",
        ),
        ({"senses": ["poor-vision"]}, Advice.WITH_SUPPORT, "poor-vision"),
        ({"age": 70, "home": ["rail"]}, Advice.WITH_SUPPORT, "older-and-alone"),
        ({"knee": ["sore"], "pain": 3}, Advice.GO, "knee-sore"),
        ({"heart": ["pressure-treated"]}, Advice.GO, "pressure-treated"),
    ],
)
def test_the_most_careful_rule_wins(changes: dict[str, Any], advice: Advice, rule: str) -> None:
    found = screened(**changes)
    assert found.advice is advice
    assert found.fired[0].rule == rule


def test_whoever_needs_support_never_gets_open_ground() -> None:
    for rule in RULES:
        if rule.advice is not Advice.GO:
            assert Setting.OPEN not in rule.settings, rule.id


def test_a_treadmill_is_allowed_only_where_there_is_one() -> None:
    assert Setting.TREADMILL not in screened().settings
    assert Setting.TREADMILL in screened(home=["rail", "person", "treadmill"]).settings


@pytest.mark.parametrize(
    ("changes", "open_after"),
    [
        ({"recent": ["surgery"]}, True),
        ({"heart": ["pressure-high"]}, True),
        ({"heart": ["chest-pain"]}, False),
        ({"knee": ["swollen"]}, False),
        ({"recent": ["surgery"], "knee": ["swollen"]}, False),
    ],
)
def test_a_doctors_yes_opens_the_rail_and_never_more(
    changes: dict[str, Any], open_after: bool
) -> None:
    before = screened(**changes)
    assert may_be_cleared(before) == open_after
    after = screened(**changes, cleared=True)
    if open_after:
        assert after.advice is Advice.WITH_SUPPORT
        assert Setting.OPEN not in after.settings
        assert after.settings[0] is Setting.RAIL
        assert "yes" in after.fired[0].sentence.en
        assert after.clear_with_doctor == ()
    else:
        assert after.advice is before.advice


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pain": 11}, ("pain", "11", "0 to 10")),
        ({"age": -3}, ("age", "-3", "0 to 110")),
        ({"age": 64.5}, ("age", "64.5", "whole number")),
        ({"age": True}, ("age", "True")),
        ({"age": None}, ("age", "None")),
        ({"falls": "often"}, ("falls", "often", "none, one, several")),
        ({"knee": ["sore", "purple"]}, ("knee", "purple", "swollen")),
        ({"knee": [["sore"]]}, ("knee",)),
        ({"falls": ["one"]}, ("falls",)),
        ({"elbow": []}, ("elbow", "questions: age")),
        ({"cleared": "perhaps"}, ("cleared", "perhaps", "yes, no")),
    ],
)
def test_a_bad_answer_names_question_and_remedy(
    changes: dict[str, Any], words: tuple[str, ...]
) -> None:
    with pytest.raises(RetrowalkError) as caught:
        answers_from({**HEALTHY, **changes})
    for word in words:
        assert word in str(caught.value)


def test_a_missing_answer_is_asked_for() -> None:
    given = {name: value for name, value in HEALTHY.items() if name != "falls"}
    with pytest.raises(RetrowalkError, match="'falls' has no answer"):
        answers_from(given)


def test_who_is_65_is_not_asked_about_pregnancy() -> None:
    given = {name: value for name, value in HEALTHY.items() if name != "pregnancy"}
    assert answers_from({**given, "age": 65}).values["pregnancy"] == "no"
    with pytest.raises(RetrowalkError, match="pregnancy"):
        answers_from(given)


def test_at_most_twelve_questions_for_a_person_of_65() -> None:
    asked = [q for q in QUESTIONS if q.id not in ("pregnancy", "cleared")]
    assert len(asked) <= 12


def test_rules_name_only_what_exists() -> None:
    options = {q.id: {o.id for o in q.options} for q in QUESTIONS}
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert set(rule.flags) <= set(FLAGS), rule.id
        assert set(rule.sources) <= set(evidence()), rule.id
        for when in rule.when:
            assert set(when.any_of) <= options[when.question], rule.id
            assert when.lacks is None or when.lacks in options[when.question]
    assert {flag for rule in RULES for flag in rule.flags} == set(FLAGS)


def test_a_covered_rule_is_not_told_twice_and_loosens_nothing() -> None:
    by_id = {rule.id: rule for rule in RULES}
    for rule in RULES:
        for name in rule.covers:
            covered = by_id[name]
            assert set(rule.settings) <= set(covered.settings)
            assert set(covered.flags) <= {*rule.flags}
    found = screened(age=70, home=["rail"])
    assert [reason.rule for reason in found.fired].count("alone") == 0
    assert "alone" in found.flags


def test_every_answer_that_worries_is_looked_at_by_a_rule() -> None:
    looked_at = {(w.question, o) for rule in RULES for w in rule.when for o in w.any_of}
    harmless = {("falls", "none"), ("dizziness", "no"), ("pregnancy", "no")}
    harmless |= {("activity", "regular"), ("activity", "some"), ("cleared", "yes")}
    harmless |= {("cleared", "no")} | {("home", o) for o in ("rail", "person", "treadmill")}
    for question in QUESTIONS:
        for option in question.options:
            assert ((question.id, option.id) in looked_at) != ((question.id, option.id) in harmless)


def test_no_text_names_a_diagnosis_as_found() -> None:
    for rule in RULES:
        for text in (rule.sentence.en, rule.sentence.de):
            assert "you have a" not in text.lower()
            assert "Sie haben eine" not in text


def test_a_screening_reads_back_from_json() -> None:
    for answers in PEOPLE.values():
        found = screen(answers_from(answers))
        assert screening_from_dict(screening_to_dict(found)) == found


def test_answers_read_back_from_json() -> None:
    given = answers_from(PEOPLE[Advice.WITH_SUPPORT])
    assert answers_from(given.to_dict()).values == given.values


def test_a_screening_of_a_newer_version_is_refused() -> None:
    data = {**screening_to_dict(screened()), "version": 2}
    with pytest.raises(RetrowalkError, match="version 2"):
        screening_from_dict(data)
    with pytest.raises(RetrowalkError, match="no screening"):
        screening_from_dict({"version": 1})
