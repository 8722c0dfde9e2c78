"""Counts of told contacts beside true ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lab.validation.contact_truth import TrueLanding
from lab.validation.score import wilson
from retrowalk.tracker.base import Contact
from retrowalk.tracker.contact import Landing


@dataclass
class Told:
    """Answers beside labels.

    Attributes:
        clear: answer against each clear label.
        flat: answers where the heights say flat or unclear.
        missed: labelled landings for which no stride was found, among `clear` as unknown.
        errors: one line for each wrong answer.
    """

    clear: Counter[tuple[Contact, Contact]]
    flat: Counter[Contact]
    missed: int
    errors: list[str]

    @classmethod
    def none(cls) -> Told:
        """Return an empty count."""
        return cls(Counter(), Counter(), 0, [])

    def add(self, truth: TrueLanding, told: Landing | None, where: str) -> None:
        """Count one landing."""
        contact = Contact.UNKNOWN if told is None else told.contact
        if truth.contact is Contact.UNKNOWN:
            self.flat[contact] += 1
            return
        self.missed += told is None
        self.clear[truth.contact, contact] += 1
        if contact not in (truth.contact, Contact.UNKNOWN):
            self.errors.append(f"{where}, {truth.time_s:.2f} s: {truth.contact} read as {contact}")

    @property
    def right(self) -> int:
        """Clear landings told rightly."""
        return sum(count for (truth, told), count in self.clear.items() if truth is told)

    @property
    def total(self) -> int:
        """Clear landings."""
        return self.clear.total()

    def __str__(self) -> str:
        low, high = wilson(self.right, self.total)
        unknown = sum(n for (_, told), n in self.clear.items() if told is Contact.UNKNOWN)
        text = (
            f"{self.right}/{self.total} right ({100 * self.right / max(self.total, 1):.1f} %, "
            f"{100 * low:.1f}-{100 * high:.1f}), {self.total - self.right - unknown} wrong, "
            f"{unknown} unknown"
        )
        if self.missed:
            text += f" ({self.missed} without a stride)"
        if self.flat:
            flat = ", ".join(f"{n} {told}" for told, n in sorted(self.flat.items()))
            text += f"; flat or unclear ones told {flat}"
        return text


def counts(told: Counter[Contact]) -> str:
    """Return counts as words."""
    return ", ".join(f"{told[contact]} {contact}" for contact in Contact if told[contact])


def together(parts: Iterable[Told]) -> Told:
    """Add counts up."""
    whole = Told.none()
    for part in parts:
        whole.clear.update(part.clear)
        whole.flat.update(part.flat)
        whole.missed += part.missed
        whole.errors.extend(part.errors)
    return whole
