"""The seventeen exercises: complete, plain, within three minutes, and cited from the table."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.reading import flesch, sentences, wiener, words_a_sentence

from retrowalk.coach.base import Exercise, Form, Goal, Level
from retrowalk.coach.exercises import exercise, exercises
from retrowalk.coach.exercises.build import CHOSEN
from retrowalk.coach.exercises.words import dose_text, minutes, to_dict
from retrowalk.errors import RetrowalkError
from retrowalk.evidence import evidence
from retrowalk.language import Language, Phrase
from retrowalk.report.body.things import KINDS

LONGEST_S = 180.0
MEAN_SENTENCE, LONGEST_SENTENCE = 10.0, 20
HARDEST_WIENER = 6.0
LEAST_FLESCH = 85.0
FLAGS = {
    "knee-pain", "knee-swollen", "knee-replaced", "hip-replaced", "hip-pain", "back-pain",
    "recent-surgery", "recent-fracture", "falls", "dizziness", "poor-vision",
    "high-blood-pressure", "balance-medication", "pregnant", "alone", "inactive", "severe-pain",
    "cannot-kneel",
}  # fmt: skip
PARTS = ("thigh", "shank", "foot", "toes", "upper_arm", "forearm", "hand", "pelvis", "trunk")

ALL = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
FORMS = [(e, level) for e in exercises() for level in Level]
EACH_FORM = pytest.mark.parametrize(
    ("found", "level"), FORMS, ids=[f"{e.id}-{level.value}" for e, level in FORMS]
)


def _phrases(thing: Any) -> Iterator[Phrase]:
    if isinstance(thing, Phrase):
        yield thing
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from _phrases(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _phrases(part)
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from _phrases(part)


def _text(found: Exercise, language: Language) -> str:
    said = [phrase.said(language).rstrip() for phrase in _phrases(found)]
    return " ".join(text for text in said if text.endswith((".", "?")))


def test_there_are_seventeen_in_order() -> None:
    assert [found.number for found in exercises()] == list(range(1, 18))
    assert len({found.id for found in exercises()}) == 17
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", found.id) for found in exercises())


@ALL
def test_it_is_found_by_id_and_number(found: Exercise) -> None:
    assert exercise(found.id) is found
    assert exercise(f" {found.number} ") is found


def test_an_unknown_one_is_refused_with_a_suggestion() -> None:
    with pytest.raises(RetrowalkError, match="did you mean 'heel-raise'"):
        exercise("heel-rise")
    with pytest.raises(RetrowalkError, match="exercise list"):
        exercise("zzz")


@ALL
def test_every_field_is_filled(found: Exercise) -> None:
    assert 3 <= len(found.steps) <= 6
    assert len(found.faults) >= 2
    assert found.cautions
    assert len(found.stop_signs) >= 3
    assert found.goals
    assert set(found.goals) <= set(Goal)
    assert found.sources
    assert list(found.forms) == list(Level)
    for level, form in found.forms.items():
        assert form.level is level
        assert 2 <= len(form.poses) <= 4
        assert form.work
        assert form.dose_note


@ALL
def test_both_languages_differ_and_use_their_own_letters(found: Exercise) -> None:
    for phrase in _phrases(found):
        assert phrase.en != phrase.de
        assert not re.search(r"[äöüßÄÖÜ]", phrase.en)
        assert not re.search(r"\b(du|dein|deine|dich|dir)\b", phrase.de, flags=re.IGNORECASE)


@EACH_FORM
def test_a_form_takes_three_minutes_at_most(found: Exercise, level: Level) -> None:
    dose = found.forms[level].dose
    assert 45.0 <= dose.total_s <= LONGEST_S
    assert min(dose.sets, dose.repetitions) >= 1
    assert dose.sides in (1, 2)


@EACH_FORM
def test_a_dose_that_no_source_gives_is_called_our_choice(found: Exercise, level: Level) -> None:
    form = found.forms[level]
    note = form.dose_note
    assert note
    assert re.search(r"\b(choice|chose)\b", note.en) or "We begin with less" in note.en
    assert re.search(r"\b(Wahl|gewählt)\b|Wir (machen|beginnen)", note.de)
    assert not (note is CHOSEN and form.dose.sources)


def test_a_dose_with_a_source_has_its_repetitions() -> None:
    rows = evidence()
    for found, level in FORMS:
        dose = found.forms[level].dose
        for source in dose.sources:
            per_side = dose.sets * dose.repetitions * (dose.hold_s if source == "X-17" else 1)
            assert per_side == rows[source].value, (found.id, level)


@ALL
def test_every_cited_row_is_shipped(found: Exercise) -> None:
    cited = {*found.sources, *(s for f in found.forms.values() for s in f.dose.sources)}
    assert cited <= set(evidence())
    assert not cited & {"X-20", "X-21"}


@ALL
def test_it_is_left_out_with_known_flags_only(found: Exercise) -> None:
    assert set(found.avoid_with) <= FLAGS
    assert "recent-surgery" in found.avoid_with
    assert "recent-fracture" in found.avoid_with


@EACH_FORM
def test_a_form_that_lets_go_is_not_for_the_unsteady(found: Exercise, level: Level) -> None:
    form = found.forms[level]
    assert set(form.avoid_with) <= FLAGS
    assert level is not Level.EASIER or not form.avoid_with  # there is always one to fall back to
    free = re.search(r"ohne Festhalten|Hand ist (knapp )?über|knapp über dem", form.how.de)
    if free is not None:
        barred = {*found.avoid_with, *form.avoid_with}
        assert {"falls", "dizziness", "poor-vision", "balance-medication"} <= barred


@EACH_FORM
def test_a_form_is_told_without_contradiction(found: Exercise, level: Level) -> None:
    steps = " ".join(step.de for step in found.steps_of(level))
    told = f"{found.setup_of(level).de} {steps}"
    how = found.forms[level].how.de
    assert 3 <= len(found.steps_of(level)) <= 6
    if "Die Hand bleibt" in how:
        assert "lösen" not in steps
    apart = (("Am Tisch stehen", "Bauch"), ("Im Sitzen", "stehen"), ("Händen abdrücken", "kreuzen"))
    assert not any(word in how and other in told for word, other in apart)
    seconds = {"Eine Sekunde": 1, "Zwei Sekunden": 2, "Vier Sekunden": 4, "Fünf Sekunden": 5}
    for text, hold_s in seconds.items():
        if f"{text} halten" in steps:
            assert found.forms[level].dose.hold_s == hold_s


@EACH_FORM
def test_pictures_name_known_things_and_parts(found: Exercise, level: Level) -> None:
    form: Form = found.forms[level]
    assert {thing.partition("@")[0] for thing in form.things} <= set(KINDS)
    assert all(part.removesuffix("_left").removesuffix("_right") in PARTS for part in form.work)
    assert all(pose.seconds > 0 for pose in form.poses)


@ALL
def test_sentences_are_short(found: Exercise) -> None:
    for language in Language:
        assert words_a_sentence(_text(found, language)) <= MEAN_SENTENCE
        assert max(map(len, sentences(_text(found, language)))) <= LONGEST_SENTENCE


@ALL
def test_english_is_easy_to_read(found: Exercise) -> None:
    assert flesch(_text(found, Language.EN)) >= LEAST_FLESCH


@ALL
def test_german_is_easy_to_read(found: Exercise) -> None:
    assert wiener(_text(found, Language.DE)) <= HARDEST_WIENER


def test_the_reading_checks_see_a_hard_text() -> None:
    assert wiener("Die Quadrizepskräftigung verbessert die Belastungstoleranz betroffener.") > 12
    assert flesch("Isometric contraction facilitates neuromuscular rehabilitation.") < 0
    assert words_a_sentence("One two three. Four five six seven!") == 3.5


def test_the_dose_is_said_in_one_line() -> None:
    form = exercise("quad-set").forms[Level.STANDARD]
    assert dose_text(form.dose, Language.EN) == (
        "1 round each side, 15 ×, 4 s held, 15 s rest; 2:45 min in all"
    )
    assert dose_text(form.dose, Language.DE) == (
        "1 Runde je Seite, 15 ×, 4 s halten, 15 s Pause; 2:45 min insgesamt"
    )
    assert minutes(59.6) == "1:00"


def test_as_data_it_holds_all_forms() -> None:
    data = to_dict(exercise("backward-walk-rail"), Language.DE)
    assert data["name"] == "Rückwärtsgehen am Geländer"
    assert set(data["forms"]) == {"easier", "standard", "harder"}
    assert data["forms"]["standard"]["total_s"] == 160.0
    assert len(data["forms"]["standard"]["pictures"]) == 4
