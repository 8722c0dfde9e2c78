"""Walks with a task for the mind: the tasks, and what they cost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.walks import bout, estimate, told_walk

from retrowalk.coach.attention.cost import brain_claim, brain_sentence, cost_sentence, task_cost
from retrowalk.coach.attention.tasks import TASKS, TaskGrade, task
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.claims import Grade, Verdict
from retrowalk.language import Language
from retrowalk.tracker.base import Bout, Direction, Steadiness, Walk


def walk(*cadences_spm: float, cv: float = 0.04) -> Walk:
    bouts: list[Bout] = []
    for k, cadence in enumerate(cadences_spm):
        one = bout(40.0 * k, 40.0 * k + 30, Direction.BACKWARD, steps=round(cadence / 2))
        steady = Steadiness(
            estimate(cv, "1"), estimate(0.02, "1"), Estimate.unknown("1", "too few steps")
        )
        bouts.append(replace(one, cadence_spm=estimate(cadence, "1/min", 0.02), steadiness=steady))
    return replace(told_walk(), bouts=tuple(bouts))


def test_tasks_come_in_three_grades_and_two_languages() -> None:
    assert {one.grade for one in TASKS.values()} == set(TaskGrade)
    assert "siebener" in task("count-sevens").say.de.lower()
    with pytest.raises(RetrowalkError, match="no task 'chess'"):
        task("chess")


def test_a_slower_walk_with_the_task_costs_cadence() -> None:
    cost = task_cost(walk(90, 92, 91), walk(80, 83, 81))
    assert cost.pairs == 3
    assert cost.cadence_spm.value == pytest.approx(-29 / 3)
    assert cost.cadence_spm.high is not None
    assert cost.cadence_spm.high < 0.0
    assert "langsamere" in cost_sentence(cost).de


def test_the_interval_is_students_over_the_pairs() -> None:
    cost = task_cost(walk(90, 90), walk(80, 84))
    # differences -10 and -6: mean -8, standard error 2, t(0.975, 1) = 12.706
    assert cost.cadence_spm.low == pytest.approx(-8 - 12.706 * 2, abs=0.01)
    assert cost_sentence(cost).en.startswith("No clear difference")


def test_one_pair_takes_the_intervals_of_the_bouts() -> None:
    cost = task_cost(walk(100), walk(90))
    assert cost.cadence_spm.value == pytest.approx(-10)
    assert cost.cadence_spm.high == pytest.approx(-10 + (2.0**2 + 1.8**2) ** 0.5)


def test_nothing_to_compare_is_unknown_with_the_reason() -> None:
    cost = task_cost(walk(), walk(90))
    assert cost.cadence_spm.value is None
    assert cost.cadence_spm.reason == "both walks need a bout that goes backward"
    assert cost_sentence(cost).de == "Die Gänge lassen sich nicht vergleichen."


def test_equal_walks_cost_nothing() -> None:
    cost = task_cost(walk(90, 91, 92), walk(90, 91, 92))
    assert cost.cadence_spm.value == 0.0


def test_the_claim_about_the_brain_shows_its_grade() -> None:
    found = brain_claim()
    assert found.verdict is Verdict.NOT_CONFIRMED
    assert found.grade is Grade.MECHANISM
    german, english = brain_sentence(Language.DE), brain_sentence(Language.EN)
    assert "nicht bestätigt (Messung im Labor)" in german
    assert "not confirmed (laboratory measurement)" in english
    assert "N-04" in english
