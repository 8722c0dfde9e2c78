"""Explanations are safe: nothing wrong is excused by accident, nothing is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lab.validation.bars_numbers import explanations
from lab.validation.explain import RULES, Rule, compact, explained, why
from lab.validation.score import Key, Miss

KEY = Key("SNU", "walking", "pocket", "known", "full", "5 s", "forward")
WRONG = Miss(KEY, "snu/new_clip right", 3.0, 8.0, "backward", "", 12.0)
UNKNOWN = replace(WRONG, told="unknown", reason="too dark")


def test_a_wrong_direction_needs_its_places_named() -> None:
    with pytest.raises(ValueError, match="places named"):
        Rule("anything", wrong=True, applies=lambda miss: True)


def test_a_rule_for_unknown_answers_never_excuses_a_wrong_one() -> None:
    rule = Rule("anything", wrong=False, applies=lambda miss: True)
    assert rule.explains(UNKNOWN)
    assert not rule.explains(WRONG)


def test_a_rule_holds_only_at_its_places() -> None:
    rule = Rule("there", wrong=True, applies=lambda miss: True, places=("snu/old_clip",))
    assert not rule.explains(WRONG)
    assert rule.explains(replace(WRONG, place="snu/old_clip left"))


@pytest.mark.parametrize("data", ["SNU", "CMU", "PyShoe", "HAPT", "lower back", "held out"])
@pytest.mark.parametrize("placement", ["pocket", "ankle", "foot", "waist"])
def test_a_new_wrong_direction_is_not_explained(data: str, placement: str) -> None:
    key = KEY._replace(data=data, placement=placement)
    facts = {"in_a_row": 9.0, "turning_deg_s": 90.0, "speed_mps": 0.3}
    assert why(replace(WRONG, key=key, facts=facts)) is None


def test_a_long_unknown_stretch_of_a_leg_is_not_explained() -> None:
    assert why(UNKNOWN) is None
    assert why(replace(UNKNOWN, length_s=2.0)) is not None


def test_what_is_not_explained_comes_first_and_misses_the_bar() -> None:
    groups = explained([replace(UNKNOWN, length_s=2.0), replace(UNKNOWN, length_s=2.0), UNKNOWN])
    assert [group.why is None for group in groups] == [True, False]
    (bar,) = explanations(groups)
    assert bar.met is False
    assert bar.figure.startswith("2 of 3")


def test_places_are_listed_with_how_often_they_occur() -> None:
    other = replace(WRONG, place="snu/other left")
    assert compact([WRONG, other, WRONG]) == "snu/new_clip right ×2, snu/other left"
    assert compact([WRONG, other], 1).endswith("and 1 more places")


def test_every_rule_says_why() -> None:
    assert len({rule.why for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") for rule in RULES)
