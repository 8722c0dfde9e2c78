"""What a person did and how it felt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate

WORST = 10  # top of the scales of pain and effort


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One session as it went.

    Attributes:
        week: week of the plan, from 1.
        day: day of the week of the plan, 1 to 7.
        date: the wearer's own day.
        completed_share: done of what was planned, 0 to 1.
        pain_during: 0 to 10, or None when not said.
        pain_next_morning: 0 to 10, or None when not (yet) said.
        effort: 0 to 10, or None.
        swelling: whether a joint swelled.
        steadiness_cv: step-time variability by the tracker, or None.
        backward_steps: counted by the tracker, or None.
        backward_s: walked backward, seconds, or None.
        note: in the person's own words.

    Raises:
        RetrowalkError: a number outside its range.
    """

    week: int
    day: int
    date: date
    completed_share: float
    pain_during: int | None = None
    pain_next_morning: int | None = None
    effort: int | None = None
    swelling: bool = False
    steadiness_cv: Estimate | None = None
    backward_steps: int | None = None
    backward_s: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("pain_during", "pain_next_morning", "effort"):
            number = getattr(self, name)
            if number is not None and not 0 <= number <= WORST:
                raise RetrowalkError(
                    f"{name.replace('_', ' ')} is {number}",
                    where="log",
                    remedy=f"say a whole number from {0} to {WORST}",
                )
        if not 0.0 <= self.completed_share <= 1.0:
            raise RetrowalkError(
                f"the completed share is {self.completed_share:g}",
                where="log",
                remedy=f"say a share from {0} to {1}",
            )
        if self.week < 1 or not 1 <= self.day <= 7:
            raise RetrowalkError(
                f"there is no day {self.day} of week {self.week}",
                where="log",
                remedy="weeks count from 1, days from 1 to 7",
            )
        for name in ("backward_steps", "backward_s"):
            number = getattr(self, name)
            if number is not None and not 0 <= number < float("inf"):
                raise RetrowalkError(
                    f"{name.replace('_', ' ')} is {number}",
                    where="log",
                    remedy="say a number that is not negative",
                )
