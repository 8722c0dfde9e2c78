"""Before the first step backward: plain questions, and what their answers allow.

In: answers. Out: a `Screening`: advice, where to walk, what to take care of, the rules that
spoke, and when to stop. Never a diagnosis.
"""

from __future__ import annotations

from retrowalk.coach.screening.base import Answers, Kind, Option, Question, Rule, Screening, When
from retrowalk.coach.screening.flags import FLAGS
from retrowalk.coach.screening.questions import QUESTIONS, answers_from, check_answer, is_asked
from retrowalk.coach.screening.rules import RULES, STOP_RULES
from retrowalk.coach.screening.screen import (
    may_be_cleared,
    screen,
    screening_from_dict,
    screening_to_dict,
)

__all__ = [
    "FLAGS",
    "QUESTIONS",
    "RULES",
    "STOP_RULES",
    "Answers",
    "Kind",
    "Option",
    "Question",
    "Rule",
    "Screening",
    "When",
    "answers_from",
    "check_answer",
    "is_asked",
    "may_be_cleared",
    "screen",
    "screening_from_dict",
    "screening_to_dict",
]
