"""The questions before the first step backward (questions.json), and the check of answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from retrowalk.coach.screening.base import Answers, Kind, Option, Question, Value
from retrowalk.coach.screening.rules import read_phrase, read_when
from retrowalk.errors import RetrowalkError


def _read(data: Mapping[str, Any]) -> Question:
    return Question(
        id=data["id"],
        text=read_phrase(data["text"]),
        why=read_phrase(data["why"]),
        kind=Kind(data["kind"]),
        options=tuple(Option(o["id"], read_phrase(o["text"])) for o in data["options"]),
        low=data.get("low", 0),
        high=data.get("high", 0),
        asked_when=tuple(read_when(when) for when in data.get("asked_when", ())),
        unasked=data.get("unasked"),
    )


QUESTIONS: tuple[Question, ...] = tuple(
    _read(data)
    for data in json.loads(
        (resources.files("retrowalk.coach.screening") / "questions.json").read_text(
            encoding="utf-8"
        )
    )
)
BY_ID = {question.id: question for question in QUESTIONS}


def answers_from(given: Mapping[str, Any]) -> Answers:
    """Check answers and return them.

    Args:
        given: question id to answer: a number, an option's id, or a list of them. Questions
            that are not asked in this case may be left out.

    Raises:
        RetrowalkError: an answer that is missing, unknown or out of range; the sentence names
            the question and what may be said.
    """
    if not isinstance(given, Mapping):
        raise RetrowalkError(
            "answers are one object with a key for each question", where="screening"
        )
    for name in given:
        if name not in BY_ID:
            raise RetrowalkError(
                f"there is no question '{name}'",
                where="screening",
                remedy="questions: " + ", ".join(BY_ID),
            )
    values: dict[str, Value] = {}
    for question in QUESTIONS:
        if question.id in given:
            values[question.id] = check_answer(question, given[question.id])
        elif question.unasked is not None and not is_asked(question, values):
            values[question.id] = question.unasked
        elif question.id == "cleared":
            values[question.id] = "no"
        else:
            raise RetrowalkError(
                f"question '{question.id}' has no answer",
                where="screening",
                remedy=_remedy(question),
            )
    return Answers(values)


def is_asked(question: Question, values: Mapping[str, Value]) -> bool:
    """Say whether a question is asked after these answers."""
    return not question.asked_when or any(when.holds(values) for when in question.asked_when)


def check_answer(question: Question, value: Any) -> Value:
    """Return one checked answer.

    Raises:
        RetrowalkError: it is unknown or out of range.
    """
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and question.low <= value <= question.high:
            return int(value)
        raise RetrowalkError(
            f"the answer to '{question.id}' is {value!r}",
            where="screening",
            remedy=_remedy(question),
        )
    known = tuple(option.id for option in question.options)
    if question.kind is Kind.SEVERAL:
        picked = _picked(value)
        for option in picked:
            if option not in known:
                raise _unknown(question, option)
        return tuple(option for option in known if option in picked)
    if isinstance(value, bool) and question.kind is Kind.YES_NO:
        return "yes" if value else "no"
    if value not in known:
        raise _unknown(question, value)
    return str(value)


def _picked(value: Any) -> tuple[Any, ...]:
    if value is None or value in ("none", ""):
        return ()
    return (value,) if not isinstance(value, (list, tuple)) else tuple(value)


def _unknown(question: Question, option: Any) -> RetrowalkError:
    return RetrowalkError(
        f"'{option}' is no answer to '{question.id}'", where="screening", remedy=_remedy(question)
    )


def _remedy(question: Question) -> str:
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return f"say a whole number from {question.low} to {question.high}"
    names = ", ".join(option.id for option in question.options)
    if question.kind is Kind.SEVERAL:
        return f"give a list of any of: {names}; an empty list for none"
    return f"say one of: {names}"
