"""The shapes of a screening: a question, the answers, a rule, the result.

    questions ──answers──> rules ──> advice, settings, flags, what fired, what to clear

A rule looks at answers and says the least careful thing that is still safe. The most careful
of all rules that fire decides, so one more complaint can only make the result more careful.
Nothing here is a diagnosis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from retrowalk.coach.base import Advice, Reason, Setting
from retrowalk.language import Phrase

Value = int | str | tuple[str, ...]

ADVICE_ORDER = tuple(Advice)
SETTING_ORDER = tuple(Setting)


class Kind(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    SCALE = "scale"
    YES_NO = "yes-no"
    CHOICE = "choice"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be picked."""

    id: str
    text: Phrase


@dataclass(frozen=True, slots=True)
class When:
    """One condition on one answer; whichever parts are given must all hold.

    Attributes:
        question: id of the question.
        any_of: one of these options was picked.
        lacks: this option was not picked.
        at_least: the number is this or more.
        at_most: the number is this or less.
    """

    question: str
    any_of: tuple[str, ...] = ()
    lacks: str | None = None
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Say whether the answers meet the condition."""
        value = values[self.question]
        if isinstance(value, int):
            return (self.at_least is None or value >= self.at_least) and (
                self.at_most is None or value <= self.at_most
            )
        picked = (value,) if isinstance(value, str) else value
        found = not self.any_of or any(option in picked for option in self.any_of)
        return found and (self.lacks is None or self.lacks not in picked)


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question.

    Attributes:
        id: key of its answer.
        text: as it is asked.
        why: why it is asked.
        kind: how it is answered.
        options: what can be picked, the least worrying first.
        low: smallest number allowed.
        high: largest number allowed.
        asked_when: asked only where one of these holds; empty for always.
        unasked: the answer that counts where it is not asked.
    """

    id: str
    text: Phrase
    why: Phrase
    kind: Kind
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 10
    asked_when: tuple[When, ...] = ()
    unasked: Value | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Checked answers to every question; made by `answers_from`."""

    values: Mapping[str, Value]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def number(self, question: str) -> int:
        """Return the answer to a question about a number."""
        value = self.values[question]
        assert isinstance(value, int)
        return value

    def to_dict(self) -> dict[str, int | str | list[str]]:
        """Return the JSON form, which `answers_from` reads."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the screening.

    Attributes:
        id: its name.
        when: conditions that must all hold.
        advice: what it says.
        settings: where walking backward stays allowed.
        sentence: the reason as the person reads it.
        flags: what the plan and the exercises must know.
        clear: what to clear with a doctor or physiotherapist, or None.
        clearable: whether a doctor's yes turns the advice into "with support".
        sources: evidence rows; empty for a design choice.
        covers: rules that need not be told once this one is.
    """

    id: str
    when: tuple[When, ...]
    advice: Advice
    settings: tuple[Setting, ...]
    sentence: Phrase
    flags: tuple[str, ...] = ()
    clear: Phrase | None = None
    clearable: bool = False
    sources: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screening:
    """What the answers allow. Never a diagnosis.

    Attributes:
        advice: what to do.
        settings: where walking backward is allowed, safest first; none before a doctor's yes.
        flags: what exercises and plan must take care of.
        fired: the rules that spoke, the most careful first; never empty.
        clear_with_doctor: what to clear first.
        stop_rules: when to stop at once; always there.
        age_years: age.
        pain: pain in knee, hip or back when walking, 0 to 10.
    """

    advice: Advice
    settings: tuple[Setting, ...]
    flags: tuple[str, ...]
    fired: tuple[Reason, ...]
    clear_with_doctor: tuple[Phrase, ...]
    stop_rules: tuple[Phrase, ...]
    age_years: int
    pain: int
