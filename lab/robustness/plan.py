"""Which file has which number: every sample gets its turn, alone and with its format named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.robustness.material import Material


@dataclass(frozen=True, slots=True)
class Plan:
    """A run of many files.

    Formats take turns, and within a format its samples, so that a format with many layouts gets
    no more files than one with a single layout.

    Attributes:
        seed: of the run.
        materials: the samples.
    """

    seed: int
    materials: tuple[Material, ...]

    def at(self, number: int) -> tuple[Material, Sequence[Material], str | None]:
        """Return the sample of a file, those of its format, and the format to name or None."""
        formats = list(dict.fromkeys(material.format for material in self.materials))
        turn, which = divmod(number, len(formats))
        same = [one for one in self.materials if one.format == formats[which]]
        material = same[turn % len(same)]
        named = turn // len(same) % 2 == 1
        return material, same, material.format if named else None
