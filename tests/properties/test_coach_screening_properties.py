"""One more complaint never loosens a screening."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retrowalk.coach.base import Advice
from retrowalk.coach.screening import QUESTIONS, Kind, Question, answers_from, screen
from retrowalk.coach.screening.base import ADVICE_ORDER

HELPS = {"home", "cleared"}  # more of these is better, not worse


def _answer(question: Question) -> st.SearchStrategy[Any]:
    names = [option.id for option in question.options]
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return st.integers(question.low, question.high)
    if question.kind is Kind.SEVERAL:
        return st.lists(st.sampled_from(names), unique=True)
    return st.sampled_from(names)


ANSWERS = st.fixed_dictionaries({question.id: _answer(question) for question in QUESTIONS})


def _worse(question: Question, value: Any, data: st.DataObject) -> Any:
    """Return an answer that complains of more."""
    names = [option.id for option in question.options]
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return data.draw(st.integers(value, question.high))
    if question.kind is Kind.SEVERAL:
        if question.id in HELPS:
            return [name for name in value if data.draw(st.booleans())]
        return sorted({*value, *data.draw(st.lists(st.sampled_from(names)))})
    at = names.index(value)
    return names[data.draw(st.integers(at, len(names) - 1))]


@given(ANSWERS, st.data())
def test_a_complaint_more_never_loosens_advice_nor_adds_a_setting(
    answers: dict[str, Any], data: st.DataObject
) -> None:
    before = screen(answers_from(answers))
    question = data.draw(st.sampled_from([q for q in QUESTIONS if q.id != "age"]))
    more = {**answers, question.id: _worse(question, answers[question.id], data)}
    after = screen(answers_from(more))
    assert ADVICE_ORDER.index(after.advice) >= ADVICE_ORDER.index(before.advice)
    assert set(after.settings) <= set(before.settings)
    assert set(before.flags) <= set(after.flags)


@given(ANSWERS, st.integers(0, 60))
def test_of_adults_the_older_is_never_allowed_more(answers: dict[str, Any], years: int) -> None:
    age = max(18, answers["age"])
    before = screen(answers_from({**answers, "age": age}))
    after = screen(answers_from({**answers, "age": min(110, age + years)}))
    assert ADVICE_ORDER.index(after.advice) >= ADVICE_ORDER.index(before.advice)
    assert set(after.settings) <= set(before.settings)


@given(ANSWERS)
def test_every_result_says_why_when_to_stop_and_what_to_clear(answers: dict[str, Any]) -> None:
    found = screen(answers_from(answers))
    assert found.fired
    assert found.stop_rules
    waits = found.advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW)
    assert (not found.settings) == waits
    assert found.clear_with_doctor or not waits
