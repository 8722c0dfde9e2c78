"""The table of cited numbers and how to find a row in it.

One row is one quantity read in one source::

    id     quantity             value [low, high] unit   population; n   condition   citation
    E-01   VO2 forward walking  12.42 [10.13, 14.71] ..  athletes; 13    1.34 m/s    Williford 1998

The letter before the dash is the topic. The table is `table.csv` beside this
file, written by ``python -m lab.evidence_table`` and never by hand.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate

TOPICS = MappingProxyType(
    {
        "F": "the 100 = 1000 formula",
        "E": "energy cost",
        "M": "muscle activity",
        "K": "knee loads and gait",
        "O": "knee osteoarthritis trials",
        "B": "falls and balance",
        "N": "brain",
        "L": "guidelines and load",
        "S": "sitting",
        "I": "motion sensors",
        "X": "exercises",
        "W": "activity guidance of the WHO",
        "A": "age and the cost of walking",
        "C": "conversions",
        "H": "energy from heart rate",
        "G": "body segments and lever arms",
        "D": "derived numbers",
    }
)


class Standing(StrEnum):
    """How the number got here."""

    SEEN = "seen"
    AS_QUOTED = "as quoted"
    DERIVED = "derived"


class IntervalType(StrEnum):
    """What the two ends of a row's interval are."""

    NONE = ""
    SD = "sd"
    CI95 = "ci95"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One quantity from one source.

    Attributes:
        id: letter of the topic, dash, number; derived rows begin with D.
        quantity: what was measured.
        value: the number in `unit`, or None where the source gives words or a range only.
        finding: the source's words where it gives no number; empty otherwise.
        low: lower end of the interval, or None.
        high: upper end of the interval, or None.
        interval: mean ± 1 SD of people, 95 % interval of the mean, range, or none.
        unit: as the source prints it.
        population: who.
        n: how many, in the source's words; empty when not stated in what was read.
        condition: at which speed, grade, comparison.
        citation: the source; for a derived row the ids of its inputs.
        reference: DOI, PMID or address; empty when none was read.
        standing: seen, as quoted, or derived.
        formula: how a derived row is computed; empty otherwise.
    """

    id: str
    quantity: str
    value: float | None
    finding: str
    low: float | None
    high: float | None
    interval: IntervalType
    unit: str
    population: str
    n: str
    condition: str
    citation: str
    reference: str
    standing: Standing
    formula: str

    @property
    def topic(self) -> str:
        """The topic in words."""
        return TOPICS[self.id.partition("-")[0]]

    @property
    def count(self) -> int:
        """Number of people or studies; RetrowalkError when the row does not say."""
        digits = re.match(r"\d+", self.n)
        if digits is None:
            raise RetrowalkError(f"the row does not say how many ('{self.n}')", where=self.id)
        return int(digits.group())

    @property
    def sd(self) -> float:
        """Standard deviation between people; RetrowalkError when the row gives none."""
        if self.interval is not IntervalType.SD or self.low is None or self.high is None:
            raise RetrowalkError("the row gives no standard deviation", where=self.id)
        return (self.high - self.low) / 2.0

    @property
    def number(self) -> float:
        """The value; RetrowalkError when the row holds words or a range only."""
        if self.value is None:
            raise RetrowalkError("the row holds no single number", where=self.id)
        return self.value

    def estimate(self) -> Estimate:
        """Return the row as an `Estimate`; only a 95 % interval is taken as one."""
        unit = self.unit or "1"
        if self.value is None:
            return Estimate.unknown(unit, self.finding or "the source gives no single number")
        if self.interval is IntervalType.CI95:
            return Estimate(self.value, self.low, self.high, unit, None, (self.id,))
        return Estimate(self.value, None, None, unit, None, (self.id,))

    def shown(self) -> str:
        """Return value, interval and unit in one line, as docs and command line show it."""
        names = {"sd": "mean ± SD", "ci95": "95 % interval", "range": "range", "": ""}
        text = f"{self.value:g}" if self.value is not None else self.finding
        if self.low is not None and self.high is not None:
            joint = " to ".join(f"{end:g}" for end in (self.low, self.high))
            text = f"{text} [{joint}; {names[self.interval]}]".strip()
        return f"{text or '–'} {self.unit}".strip()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, one key per attribute, and the topic."""
        return {
            "id": self.id,
            "topic": self.topic,
            "quantity": self.quantity,
            "value": self.value,
            "finding": self.finding,
            "low": self.low,
            "high": self.high,
            "interval": self.interval.value,
            "unit": self.unit,
            "population": self.population,
            "n": self.n,
            "condition": self.condition,
            "citation": self.citation,
            "reference": self.reference,
            "standing": self.standing.value,
            "formula": self.formula,
        }


def _number(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=1)
def evidence() -> MappingProxyType[str, EvidenceRow]:
    """Return every row of the shipped table by id, in the table's order."""
    text = (resources.files("retrowalk.evidence") / "table.csv").read_text(encoding="utf-8")
    found = {
        line["id"]: EvidenceRow(
            id=line["id"],
            quantity=line["quantity"],
            value=_number(line["value"]),
            finding=line["finding"],
            low=_number(line["low"]),
            high=_number(line["high"]),
            interval=IntervalType(line["interval"]),
            unit=line["unit"],
            population=line["population"],
            n=line["n"],
            condition=line["condition"],
            citation=line["citation"],
            reference=line["reference"],
            standing=Standing(line["standing"]),
            formula=line["formula"],
        )
        for line in csv.DictReader(text.splitlines())
    }
    return MappingProxyType(found)


def row(identifier: str) -> EvidenceRow:
    """Return the row with this id.

    Raises:
        RetrowalkError: no such row; the sentence names the topics.
    """
    found = evidence().get(identifier.strip().upper())
    if found is None:
        raise RetrowalkError(
            f"there is no evidence row '{identifier}'",
            where="evidence",
            remedy="ids look like E-01; `retrowalk evidence` lists them all",
        )
    return found


def rows_on(topic: str) -> tuple[EvidenceRow, ...]:
    """Return the rows of a topic, given by its letter or by its words in `TOPICS`."""
    letters = [
        letter for letter, words in TOPICS.items() if topic.upper() == letter or topic == words
    ]
    if not letters:
        raise RetrowalkError(
            f"there is no topic '{topic}'",
            where="evidence",
            remedy="topics: " + ", ".join(f"{k} {v}" for k, v in TOPICS.items()),
        )
    return tuple(r for r in evidence().values() if r.id.partition("-")[0] == letters[0])


def search(words: str) -> tuple[EvidenceRow, ...]:
    """Return the rows that hold every one of the words, in any of their texts."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    return tuple(
        r
        for r in evidence().values()
        if all(
            word
            in " ".join(
                (r.id, r.topic, r.quantity, r.finding, r.population, r.condition, r.citation)
            ).casefold()
            for word in wanted
        )
    )
