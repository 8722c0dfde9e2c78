"""Counts with their intervals, and how a walk is asked for an answer.

    truth   |-------- forward --------|-------- backward --------|
    windows [  5 s  ][  5 s  ][  5 s  ][  5 s  ] ...                one answer each
    walk    [          one           ][          one            ]   "per bout"

The answer is the direction that holds most of the window; time in no bout holds *unknown*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from retrowalk.tracker import Direction, Walk

WINDOW_S = 5.0
SHORT_WINDOW_S = 2.5
NO_WALKING = "no walking was found there"
Facts = Callable[[float, float], Mapping[str, float]]
MOVING = (Direction.FORWARD, Direction.BACKWARD, Direction.SIDEWAYS)


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(share * (1 - share) / total + z * z / (4 * total**2))
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def share(hits: int, total: int) -> str:
    """Return counts, share and interval as text: ``"98/100 (98.0 %, 93.0-99.4)"``."""
    if total == 0:
        return "0/0"
    low, high = wilson(hits, total)
    return f"{hits}/{total} ({100 * hits / total:.1f} %, {100 * low:.1f}-{100 * high:.1f})"


def _held(walk: Walk, start_s: float, end_s: float) -> dict[Direction, float]:
    held = dict.fromkeys(Direction, 0.0)
    for bout in walk.bouts:
        held[bout.direction] += max(0.0, min(bout.end_s, end_s) - max(bout.start_s, start_s))
    held[Direction.UNKNOWN] += end_s - start_s - sum(held.values())
    return held


def answer(walk: Walk, start_s: float, end_s: float) -> Direction:
    """Return the direction that holds most of a window; time in no bout counts as unknown."""
    held = _held(walk, start_s, end_s)
    return max(held, key=lambda direction: held[direction])


def reason_of(walk: Walk, start_s: float, end_s: float) -> str:
    """Return what the tracker said where a window was unknown."""
    reasons: Counter[str] = Counter()
    for bout in walk.bouts:
        inside = min(bout.end_s, end_s) - max(bout.start_s, start_s)
        if inside > 0 and bout.direction is Direction.UNKNOWN:
            reasons[bout.reason or "no reason was given"] += round(1000 * inside)
    missing = (
        end_s
        - start_s
        - sum(max(0.0, min(b.end_s, end_s) - max(b.start_s, start_s)) for b in walk.bouts)
    )
    reasons[NO_WALKING] += round(1000 * missing)
    return reasons.most_common(1)[0][0]


def windows(start_s: float, end_s: float, window_s: float = WINDOW_S) -> list[tuple[float, float]]:
    """Cut a labelled stretch into windows; one that is shorter gives a single window."""
    count = int((end_s - start_s) / window_s + 1e-9)
    if count == 0:
        return [(start_s, end_s)]
    return [(start_s + k * window_s, start_s + (k + 1) * window_s) for k in range(count)]


class Key(NamedTuple):
    """What was asked. `data` names the recordings, `group` the gait or the kind of question."""

    data: str
    group: str
    placement: str
    knowledge: str
    quality: str
    unit: str
    truth: str


@dataclass(frozen=True, slots=True)
class Score:
    """Answers added up.

    Attributes:
        right: the true direction was told.
        wrong: another direction was told.
        unknown: no direction was told.
        backward: backward was told, whatever the truth.
    """

    right: int = 0
    wrong: int = 0
    unknown: int = 0
    backward: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.wrong + other.wrong,
            self.unknown + other.unknown,
            self.backward + other.backward,
        )

    @property
    def total(self) -> int:
        """How many answers were asked for."""
        return self.right + self.wrong + self.unknown

    @property
    def answered(self) -> int:
        """How many times a direction was told."""
        return self.right + self.wrong

    def right_of_answered(self, least: float) -> bool:
        """Whether at least this share of the told directions is right."""
        return self.answered > 0 and self.right >= least * self.answered

    def __str__(self) -> str:
        return (
            f"{share(self.right, self.answered)} right of the answered, "
            f"{share(self.answered, self.total)} answered, {self.wrong} wrong"
        )


@dataclass(frozen=True, slots=True)
class Miss:
    """One answer that was not right.

    Attributes:
        key: what was asked.
        place: clip and side, trial, or person.
        start_s: of the window.
        end_s: of the window.
        told: what was answered.
        reason: the tracker's own words where it said unknown.
        length_s: of the labelled stretch that holds the window.
        facts: what is known of the window, units in the names.
    """

    key: Key
    place: str
    start_s: float
    end_s: float
    told: str
    reason: str
    length_s: float
    facts: Mapping[str, float] = field(default_factory=dict)

    @property
    def wrong(self) -> bool:
        """Whether a direction was told, and not the true one."""
        return self.told in set(MOVING)


@dataclass
class Ledger:
    """Answers by what was asked; grows only by `add` and `merge`."""

    told: dict[Key, Counter[str]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, key: Key, told: str, miss: Miss | None = None) -> None:
        """Count one answer."""
        self.told.setdefault(key, Counter())[str(told)] += 1
        if miss is not None and told != key.truth:
            self.misses.append(miss)

    def merge(self, other: Ledger) -> None:
        """Add another ledger's counts and misses."""
        for key, counter in other.told.items():
            self.told.setdefault(key, Counter()).update(counter)
        self.misses.extend(other.misses)

    def score(self, **wanted: str | Sequence[str]) -> Score:
        """Add up all answers whose key has the wanted values, one or several for each field."""
        total = Score()
        for key, counter in self.told.items():
            if all(_fits(getattr(key, name), values) for name, values in wanted.items()):
                total += score_of(key.truth, counter)
        return total

    def values(self, name: str, **wanted: str | Sequence[str]) -> list[str]:
        """Return the values one field of the key takes, in order of their first appearance."""
        return list(
            dict.fromkeys(
                getattr(key, name)
                for key in self.told
                if all(_fits(getattr(key, n), values) for n, values in wanted.items())
            )
        )


def _fits(value: str, wanted: str | Sequence[str]) -> bool:
    return value == wanted if isinstance(wanted, str) else value in wanted


def score_of(truth: str, told: Counter[str]) -> Score:
    """Return the score of answers that share one truth."""
    right = told[truth]
    moving = sum(told[direction] for direction in MOVING)
    wrong = moving - (right if truth in set(MOVING) else 0)
    rest = sum(told.values()) - moving
    if truth not in set(MOVING):  # a turn on the spot has no direction: unknown is right
        return Score(rest, moving, 0, told[Direction.BACKWARD])
    return Score(right, wrong, rest, told[Direction.BACKWARD])


def ask(
    ledger: Ledger,
    walk: Walk | str,
    stretch: tuple[float, float],
    key: Key,
    place: str,
    *,
    keep: bool = True,
    facts: Facts | None = None,
) -> None:
    """Ask a walk about one labelled stretch: windows of 5 s and 2.5 s, and the whole.

    Args:
        ledger: takes the answers.
        walk: what the tracker said, or why it refused.
        stretch: (start_s, end_s) with one true direction.
        key: what is asked; its unit is set here.
        place: where this is, for the list of errors.
        keep: whether unknown answers are listed; wrong ones always are.
        facts: tells what is known of a window; asked only where the answer was not right.
    """
    units: Iterable[tuple[str, list[tuple[float, float]]]] = (
        ("5 s", windows(*stretch)),
        ("2.5 s", windows(*stretch, SHORT_WINDOW_S)),
        ("walk", [stretch]),
    )
    for unit, parts in units:
        mine = key._replace(unit=unit)
        for low, high in parts:
            told = Direction.UNKNOWN if isinstance(walk, str) else answer(walk, low, high)
            miss = None
            listed = keep or told in MOVING
            if listed and told != key.truth and unit != "walk":
                reason = ""
                if isinstance(walk, str):
                    reason = walk
                elif told not in MOVING:
                    reason = reason_of(walk, low, high)
                length = stretch[1] - stretch[0]
                known = {} if facts is None else facts(low, high)
                miss = Miss(mine, place, low, high, str(told), reason, length, known)
            ledger.add(mine, told, miss)
