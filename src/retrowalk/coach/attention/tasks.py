"""Spoken tasks in three grades. The answers are never judged.

Tasks and grades are design choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase


class TaskGrade(StrEnum):
    """How much a task asks of the mind."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Task:
    """One spoken task.

    Attributes:
        id: short name, as in `WalkBlock.task`.
        grade: how much it asks.
        name: what it is called.
        say: what the voice asks before the walk.
    """

    id: str
    grade: TaskGrade
    name: Phrase
    say: Phrase


GRADE_WORDS = MappingProxyType(
    {
        TaskGrade.LIGHT: Phrase("light", "leicht"),
        TaskGrade.MEDIUM: Phrase("medium", "mittel"),
        TaskGrade.HEAVY: Phrase("heavy", "schwer"),
    }
)

BEFORE = Phrase(
    "Walking comes first. If the task gets in the way, stop the task, not the rail.",
    "Das Gehen geht vor. Wenn die Aufgabe stört, lassen Sie die Aufgabe los, nicht das Geländer.",
)
AFTER = Phrase(
    "Your answers are not judged. We compare how you walked.",
    "Ihre Antworten werden nicht bewertet. Verglichen wird, wie Sie gegangen sind.",
)

TASKS = MappingProxyType(
    {
        task.id: task
        for task in (
            Task(
                "count-up",
                TaskGrade.LIGHT,
                Phrase("Counting", "Zählen"),
                Phrase(
                    "Count your steps aloud, from one to ten and over again.",
                    "Zählen Sie Ihre Schritte laut, von eins bis zehn und wieder von vorn.",
                ),
            ),
            Task(
                "weekdays",
                TaskGrade.LIGHT,
                Phrase("Days of the week", "Wochentage"),
                Phrase(
                    "Say the days of the week aloud, forward.",
                    "Sagen Sie laut die Wochentage auf, vorwärts.",
                ),
            ),
            Task(
                "animals",
                TaskGrade.MEDIUM,
                Phrase("Naming animals", "Tiere nennen"),
                Phrase(
                    "Name as many animals as come to mind, aloud.",
                    "Nennen Sie laut alle Tiere, die Ihnen einfallen.",
                ),
            ),
            Task(
                "count-threes",
                TaskGrade.MEDIUM,
                Phrase("Counting backward in threes", "In Dreierschritten rückwärts zählen"),
                Phrase(
                    "Count backward in threes from sixty, aloud.",
                    "Zählen Sie laut in Dreierschritten rückwärts, ab sechzig.",
                ),
            ),
            Task(
                "count-sevens",
                TaskGrade.HEAVY,
                Phrase("Counting backward in sevens", "In Siebenerschritten rückwärts zählen"),
                Phrase(
                    "Count backward in sevens from one hundred, aloud.",
                    "Zählen Sie laut in Siebenerschritten rückwärts, ab hundert.",
                ),
            ),
            Task(
                "months-back",
                TaskGrade.HEAVY,
                Phrase("Months backward", "Monate rückwärts"),
                Phrase(
                    "Say the months backward, aloud, beginning with December.",
                    "Sagen Sie laut die Monate rückwärts auf, beginnend mit Dezember.",
                ),
            ),
        )
    }
)


def task(identifier: str) -> Task:
    """Return the task with this id.

    Raises:
        RetrowalkError: there is none.
    """
    found = TASKS.get(identifier)
    if found is None:
        raise RetrowalkError(
            f"there is no task '{identifier}'",
            where="attention",
            remedy=f"use one of {', '.join(TASKS)}",
        )
    return found
