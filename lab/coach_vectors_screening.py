"""Golden vectors of the screening (see `lab.coach_vectors`).

screening.json  answers -> result, answers as checked, whether a doctor's yes would open the way
"""

from __future__ import annotations

from random import Random
from typing import Any

from lab.coach_people import PEOPLE, any_answers, each_complaint
from retrowalk.coach.screening import answers_from, may_be_cleared, screen, screening_to_dict
from retrowalk.errors import RetrowalkError

Vector = dict[str, Any]
_SEED = 20261125
_RANDOM_ANSWERS = 60
_WRONG: dict[str, Any] = {
    "unknown question": {**PEOPLE["healthy"], "colour": "blue"},
    "no answer": {k: v for k, v in PEOPLE["healthy"].items() if k != "falls"},
    "no whole number": {**PEOPLE["healthy"], "pain": 2.5},
    "out of range": {**PEOPLE["healthy"], "age": 200},
    "a truth for a number": {**PEOPLE["healthy"], "age": True},
    "unknown option": {**PEOPLE["healthy"], "knee": ["sore", "blue"]},
    "unknown choice": {**PEOPLE["healthy"], "falls": "many"},
    "no object": [1, 2],
}


def vectors() -> dict[str, list[Vector]]:
    """Return the vectors by file."""
    return {"screening": _screenings()}


def _screenings() -> list[Vector]:
    chance = Random(_SEED)
    given = {f"person: {name}": dict(answers) for name, answers in PEOPLE.items()}
    given |= {f"only {name}": answers for name, answers in each_complaint()}
    given |= {f"random {at}": any_answers(chance) for at in range(_RANDOM_ANSWERS)}
    given |= {f"refused: {name}": answers for name, answers in _WRONG.items()}
    return [
        {"name": name, "input": answers, "output": _screened(answers)}
        for name, answers in given.items()
    ]


def _screened(given: Any) -> Vector:
    try:
        answers = answers_from(given)
    except RetrowalkError as error:
        return {"error": str(error)}
    found = screen(answers)
    told = screening_to_dict(found)
    del told["stop_rules"]  # always the same
    return {
        "answers": answers.to_dict(),
        "screening": told,
        "may_be_cleared": may_be_cleared(found),
    }
