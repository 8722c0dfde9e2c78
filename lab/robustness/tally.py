"""What a run told, format by format."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, field

from lab.robustness.material import Mutant
from lab.robustness.plan import Plan
from lab.robustness.reading import GOOD, Outcome, Result


@dataclass(slots=True)
class Tally:
    """Counts and extremes of one format, added to as results come.

    Attributes:
        layouts: samples that were mutated.
        counts: files by outcome.
        located: refusals that name a place in the file.
        cpu_s: of every file that was read or refused.
        peak_bytes: of every file that was read or refused.
    """

    layouts: int
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    located: int = 0
    cpu_s: list[float] = field(default_factory=list)
    peak_bytes: list[int] = field(default_factory=list)

    @property
    def files(self) -> int:
        """How many were given to the reader."""
        return sum(self.counts.values())

    @property
    def failures(self) -> int:
        """How many ended otherwise than read or refused in one clear sentence."""
        return self.files - sum(self.counts[outcome] for outcome in GOOD)

    def add(self, result: Result) -> None:
        """Count a result."""
        self.counts[result.outcome] += 1
        self.located += result.outcome is Outcome.REFUSED and result.located
        if result.outcome in GOOD:
            self.cpu_s.append(result.cpu_s)
            self.peak_bytes.append(result.peak_bytes)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that ended otherwise, kept for replay.

    Attributes:
        number: of the file in its run.
        format: named to the reader, or None.
        mutant: the file.
        result: what became of it.
    """

    number: int
    format: str | None
    mutant: Mutant
    result: Result


def empty(plan: Plan) -> dict[str, Tally]:
    """Return a tally for each format of a run."""
    formats = sorted({material.format for material in plan.materials})
    return {
        format: Tally(sum(one.format == format for one in plan.materials)) for format in formats
    }


def machine(packages: Sequence[str]) -> str:
    """Return processor, system and versions in words."""
    from importlib.metadata import version

    told = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {told}"
