"""Contacts and directions of every tool against the truth of the same recordings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lab.benchmarks.peers.retrowalk_peer import recording_of
from lab.benchmarks.walks import Stretch, Walked
from lab.validation.score import answer, wilson
from retrowalk import Direction, Mounting, Placement, RetrowalkError, track

TOLERANCE_S = 0.25
AS_WORN = Mounting.from_axes("forward=+x,up=+z")
Key = tuple[str, Direction]
# scikit-digital-health looks at bouts of 8 s and more; most captures are shorter
LONG_S = 8.0


def share(hits: int, total: int) -> str:
    """Return a share and its 95 % Wilson interval in percent."""
    low, high = (min(max(end, 0.0), 1.0) for end in wilson(hits, total))
    return f"{100 * hits / max(total, 1):.0f} %, {100 * low:.0f}-{100 * high:.0f}"


def key_of(source: str, stretch: Stretch) -> Key:
    """Return the group that a stretch is counted in."""
    length = "from" if stretch.end_s - stretch.start_s >= LONG_S else "below"
    return f"{source}, {length} {LONG_S:g} s", stretch.direction


@dataclass(frozen=True)
class Counted:
    """Contacts of some stretches.

    Attributes:
        stretches: how many were asked.
        silent: how many of them the tool gave no contact for.
        true: true contacts.
        told: told contacts.
        matched: pairs of one true and one told contact within `TOLERANCE_S`.
    """

    stretches: int = 0
    silent: int = 0
    true: int = 0
    told: int = 0
    matched: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.stretches + other.stretches,
            self.silent + other.silent,
            self.true + other.true,
            self.told + other.told,
            self.matched + other.matched,
        )

    def cells(self) -> tuple[str, str, str, str]:
        """Return told, true, found with its interval, and stretches without an answer."""
        return (
            str(self.told),
            str(self.true),
            f"{self.matched} ({share(self.matched, self.true)})",
            f"{self.silent} of {self.stretches}",
        )


@dataclass(frozen=True)
class Turned:
    """How often a tool takes the sensor for turned round (or the walk for backward)."""

    turned: int = 0
    kept: int = 0
    silent: int = 0

    def __add__(self, other: Turned) -> Turned:
        return Turned(
            self.turned + other.turned, self.kept + other.kept, self.silent + other.silent
        )

    def __str__(self) -> str:
        total = self.turned + self.kept + self.silent
        text = f"{self.turned} of {total} ({share(self.turned, total)})"
        return text + (f", {self.silent} unanswered" if self.silent else "")


def matches(true_s: Sequence[float], told_s: Sequence[float], within_s: float) -> int:
    """Count pairs of a true and a told time, each used once, in order of time."""
    found, next_told = 0, 0
    ordered = sorted(told_s)
    for at_s in sorted(true_s):
        while next_told < len(ordered) and ordered[next_told] < at_s - within_s:
            next_told += 1
        if next_told < len(ordered) and ordered[next_told] <= at_s + within_s:
            found += 1
            next_told += 1
    return found


def count(stretch: Stretch, told_s: Iterable[float] | None) -> Counted:
    """Score the told contacts of one stretch; those outside it do not count."""
    near = [
        at_s
        for at_s in told_s or ()
        if stretch.start_s - TOLERANCE_S <= at_s < stretch.end_s + TOLERANCE_S
    ]
    inside = sum(stretch.start_s <= at_s < stretch.end_s for at_s in near)
    true = len(stretch.contacts_s)
    found = matches(stretch.contacts_s, near, TOLERANCE_S)
    return Counted(1, int(inside == 0), true, inside, found)


def one_turned(said: bool | None) -> Turned:
    """Return one answer as a count."""
    return Turned(silent=1) if said is None else Turned(int(said), int(not said))


@dataclass(frozen=True)
class Scores:
    """Of one way to use one tool, by source and true direction."""

    contacts: Mapping[Key, Counted]
    turned: Mapping[Key, Turned]


def ours(walked: list[Walked], *, calibrated: bool) -> Scores:
    """Score our tracker, told the mounting or calibrated by a forward walk of the person."""
    contacts: dict[Key, Counted] = {}
    turned: dict[Key, Turned] = {}
    for one in walked:
        if calibrated and one.calibration is None:
            continue
        try:
            walk = track(
                recording_of(one.signals),
                placement=Placement.WAIST,
                mounting=None if calibrated else AS_WORN,
                calibration=one.calibration if calibrated else None,
            )
        except RetrowalkError:
            walk = None
        for stretch in one.stretches:
            key = key_of(one.source, stretch)
            told_s = None if walk is None else [step.time_s for step in walk.steps]
            contacts[key] = contacts.get(key, Counted()) + count(stretch, told_s)
            told = Direction.UNKNOWN
            if walk is not None:
                told = answer(walk, stretch.start_s, stretch.end_s)
            known = told in (Direction.FORWARD, Direction.BACKWARD)
            said = told is Direction.BACKWARD if known else None
            turned[key] = turned.get(key, Turned()) + one_turned(said)
    return Scores(contacts, turned)


def alone(walked: list[Walked], found: list[dict[str, Any]], name: str) -> dict[Key, Counted]:
    """Score contacts that a tool found by itself in whole recordings.

    Args:
        walked: the truth.
        found: for each recording what the adapter wrote.
        name: which of its lists of times; None there means that the tool failed.
    """
    counts: dict[Key, Counted] = {}
    for one, said in zip(walked, found, strict=True):
        for stretch in one.stretches:
            key = key_of(one.source, stretch)
            counts[key] = counts.get(key, Counted()) + count(stretch, said[name])
    return counts


def told_where(walked: list[Walked], found: list[dict[str, Any]], name: str) -> dict[Key, Counted]:
    """Score contacts that a tool found in stretches it was told to be walking."""
    counts: dict[Key, Counted] = {}
    for one, said in zip(walked, found, strict=True):
        for stretch, told in zip(one.stretches, said["told"], strict=True):
            key = key_of(one.source, stretch)
            counts[key] = counts.get(key, Counted()) + count(stretch, told[name])
    return counts


def told_turned(
    walked: list[Walked], found: list[dict[str, Any]], name: str = "turned"
) -> dict[Key, Turned]:
    """Count a yes or no of the adapter for each stretch."""
    counts: dict[Key, Turned] = {}
    for one, said in zip(walked, found, strict=True):
        for stretch, told in zip(one.stretches, said["told"], strict=True):
            key = key_of(one.source, stretch)
            counts[key] = counts.get(key, Turned()) + one_turned(told[name])
    return counts
