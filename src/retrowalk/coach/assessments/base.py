"""What a test is: how it is done, and what its result can and cannot tell.

Numbers of sources stand in texts as placeholders, ``{B-06}``, and are filled in from the
evidence table when a text is said (`said`); other numbers are part of the test or design choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrowalk.evidence.texts import filled
from retrowalk.language import Language, Phrase


class Better(StrEnum):
    """Which way a result improves."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Reference:
    """One published number to hold a result against.

    Attributes:
        people: whom it was measured on.
        text: the number in words, with placeholders.
        can_tell: what it can tell and what not, with its accuracy.
        sources: evidence rows.
    """

    people: Phrase
    text: Phrase
    can_tell: Phrase
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoiseBand:
    """The smallest change that is larger than noise, in one group of people.

    Attributes:
        group: id, e.g. ``"knee-replaced"``.
        people: whom it was measured on.
        row: evidence row that holds the number.
    """

    group: str
    people: Phrase
    row: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One test.

    Attributes:
        id: short name in commands, e.g. ``"3mbwt"``.
        name: what it is called.
        purpose: what it looks at, no promise.
        equipment: what is needed.
        steps: what to do, in order.
        safety: what to heed.
        measured_by: who measures.
        unit: of the result.
        unit_name: the unit in words.
        better: which way a result improves.
        most: largest result that can be; more is refused.
        by_hand: half of the width of the interval of a result by hand (design choice), in its unit;
            for the 10-metre walks in seconds.
        sides: whether each leg is tested.
        references: norms and cut-offs.
        no_reference: said where no norm could be read, else None.
        bands: smallest detectable changes.
        no_band: said where none could be read, else None.
        sensor: what a sensor can do here.
        sources: evidence rows on the test.
    """

    id: str
    name: Phrase
    purpose: Phrase
    equipment: Phrase
    steps: tuple[Phrase, ...]
    safety: tuple[Phrase, ...]
    measured_by: Phrase
    unit: str
    unit_name: Phrase
    better: Better
    most: float
    by_hand: float
    sides: bool
    references: tuple[Reference, ...]
    no_reference: Phrase | None
    bands: tuple[NoiseBand, ...]
    no_band: Phrase | None
    sensor: Phrase
    sources: tuple[str, ...]


def said(phrase: Phrase, language: Language) -> str:
    """Return a text with the evidence's numbers filled in."""
    return filled(phrase.said(language), language.value)
