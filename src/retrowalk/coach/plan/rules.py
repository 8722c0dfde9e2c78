"""The rules of the plan, as data (rules.json): what each looks at, does, and its one sentence.

The weekly rules are tried from the top; the first that fits decides. So pain and swelling come
before everything, and something is added only when nothing speaks against it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

from retrowalk.coach.base import Reason
from retrowalk.coach.plan.limits import numbers
from retrowalk.evidence.texts import filled
from retrowalk.language import Phrase


class Does(StrEnum):
    """What a rule does to the load."""

    STARTS = "starts"
    LOWERS = "lowers"
    HOLDS = "holds"
    ADDS = "adds"
    SHAPES = "shapes"


@dataclass(frozen=True, slots=True)
class PlanRule:
    """One rule of the plan.

    Attributes:
        id: its name.
        does: what kind of change it makes.
        when: what it looks at; numbers as ``{=name}`` or ``{O-01}``.
        then: what it changes.
        sentence: the reason as the person reads it, with blanks in the same way.
        sources: evidence rows; empty for a design choice.
    """

    id: str
    does: Does
    when: str
    then: str
    sentence: Phrase
    sources: tuple[str, ...] = ()


def _read() -> tuple[PlanRule, ...]:
    text = (resources.files("retrowalk.coach.plan") / "rules.json").read_text(encoding="utf-8")
    return tuple(
        PlanRule(
            id=row["id"],
            does=Does(row["does"]),
            when=row["when"],
            then=row["then"],
            sentence=Phrase(row["sentence"]["en"], row["sentence"]["de"]),
            sources=tuple(row["sources"]),
        )
        for row in json.loads(text)
    )


RULES: tuple[PlanRule, ...] = _read()
_BY_ID: MappingProxyType[str, PlanRule] = MappingProxyType({rule.id: rule for rule in RULES})


def plan_rule(identifier: str) -> PlanRule:
    """Return a rule by its id; KeyError when there is none."""
    return _BY_ID[identifier]


def because(identifier: str, sources: tuple[str, ...] = (), **blanks: Phrase | str) -> Reason:
    """Return the reason that a rule gives, its blanks filled.

    Args:
        identifier: of the rule.
        sources: evidence rows besides the rule's own.
        **blanks: what goes into the blanks, in both languages where it is a `Phrase`.
    """
    rule = plan_rule(identifier)
    own = {
        name: text if isinstance(text, Phrase) else Phrase(text, text)
        for name, text in blanks.items()
    }
    sentence = Phrase(
        filled(rule.sentence.en, "en", {**numbers(), **{k: v.en for k, v in own.items()}}),
        filled(rule.sentence.de, "de", {**numbers(), **{k: v.de for k, v in own.items()}}),
    )
    return Reason(rule.id, sentence, tuple(dict.fromkeys((*rule.sources, *sources))))


def rule_text(text: str) -> str:
    """Return a rule's `when` or `then` with its numbers filled in."""
    return filled(text, "en", numbers())
