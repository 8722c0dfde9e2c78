"""Varied simulated people walking forward and backward in turn, on every placement.

Asked in every state of knowledge: direction, changes of direction, and at worse sensors. The
calibration walk itself is never scored. Simulated figures check the code against an exact
truth; they are not evidence of accuracy.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from lab.validation.people import (
    KNOWLEDGE,
    LEGS,
    PLACEMENTS,
    SCORED_FROM_S,
    Person,
    gives_direction,
    person,
    tracked,
    walks_plan,
    worn_by,
)
from lab.validation.quality import QUALITIES, as_quality
from lab.validation.score import Facts, Key, Ledger, ask
from retrowalk import track
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import Truth
from retrowalk.simulate.truth import TrueSegment
from retrowalk.tracker import Direction, Knowledge, Walk

WALKS = 200
DATA = "simulated"
DIRECTIONS = (Direction.FORWARD, Direction.BACKWARD)
# a change of direction is due after this much at the placement
DUE_S = {True: 3.0, False: 6.0}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of direction without a pause, and when it was told.

    Attributes:
        placement: where the sensor sat.
        knowledge: what the tracker knew.
        bouts_s: start of the bout with the new direction against the true change; None where
            no bout tells it.
        seconds_s: the same for the first second with the new direction.
    """

    placement: Placement
    knowledge: str
    bouts_s: float | None
    seconds_s: float | None

    def found(self) -> bool:
        """Whether the bouts tell it within what is due at the placement."""
        return self.bouts_s is not None and abs(self.bouts_s) <= DUE_S[self.placement in LEGS]


@dataclass
class Walks:
    """What one or many people gave."""

    ledger: Ledger = field(default_factory=Ledger)
    changes: list[Change] = field(default_factory=list)
    recognised: dict[str, Counter[str]] = field(default_factory=dict)
    people: int = 0

    def merge(self, other: Walks) -> None:
        """Add another result."""
        self.ledger.merge(other.ledger)
        self.changes.extend(other.changes)
        for name, counter in other.recognised.items():
            self.recognised.setdefault(name, Counter()).update(counter)
        self.people += other.people


def change_delay(
    walk: Walk, old_start_s: float, at_s: float, new_end_s: float, new: Direction
) -> tuple[float | None, float | None]:
    """Return how long after a true change the walk tells it, by bouts and by seconds.

    Args:
        walk: what was told.
        old_start_s: start of the stretch before the change.
        at_s: the true change.
        new_end_s: end of the stretch after it.
        new: direction after it.

    Returns:
        Seconds, negative where the new direction is told early; None where it is not told
        within the new stretch.
    """
    starts = [
        max(bout.start_s, old_start_s)
        for bout in walk.bouts
        if bout.direction is new and bout.end_s > at_s and bout.start_s < new_end_s
    ]
    seconds = [
        max(0.0, second.time_s - at_s)
        for second in walk.seconds
        if second.direction is new and second.time_s + 1.0 > at_s and second.time_s < new_end_s
    ]
    return min(starts) - at_s if starts else None, seconds[0] if seconds else None


def _changes(walk: Walk, truth: Truth, knowledge: str) -> list[Change]:
    found = []
    for before, after in zip(truth.segments[:-1], truth.segments[1:], strict=True):
        pair = (before.direction, after.direction)
        if before.start_s < SCORED_FROM_S or pair not in (DIRECTIONS, DIRECTIONS[::-1]):
            continue
        bouts_s, seconds_s = change_delay(
            walk, before.start_s, before.end_s, after.end_s, after.direction
        )
        found.append(Change(truth.placement, knowledge, bouts_s, seconds_s))
    return found


def _told_bouts(ledger: Ledger, walk: Walk, truth: Truth, key: Key) -> None:
    """Count the told bouts by what the person mostly did in them."""
    for bout in walk.bouts:
        held: Counter[str] = Counter()
        for segment in truth.segments:
            inside = min(bout.end_s, segment.end_s) - max(bout.start_s, segment.start_s)
            if inside > 0:
                held[segment.direction] += round(1000 * inside)
        if held and bout.start_s >= SCORED_FROM_S - 3.0:
            truly = held.most_common(1)[0][0]
            ledger.add(key._replace(unit="told bout", truth=truly), bout.direction)


def _ask_all(ledger: Ledger, walk: Walk | str, truth: Truth, key: Key, who: Person) -> None:
    keep = key.quality == "mixed" and gives_direction(truth.placement, Knowledge(key.knowledge))
    before = ""
    for segment in truth.segments:
        if segment.direction in DIRECTIONS and segment.start_s >= SCORED_FROM_S:
            facts = _facts(segment, who, changed=before in DIRECTIONS)
            ask(
                ledger,
                walk,
                (segment.start_s, segment.end_s),
                key._replace(truth=segment.direction.value),
                f"person {who.seed}",
                keep=keep,
                facts=facts,
            )
        before = segment.direction


def _facts(segment: TrueSegment, who: Person, *, changed: bool) -> Facts:
    """Return what is known of a window: speed, pain, and the time since a change of direction."""

    def of(start_s: float, end_s: float) -> dict[str, float]:
        known = {
            "speed_mps": round(segment.speed_mps, 2),
            "sore_knee": float(who.style.pain_side is not None),
        }
        if changed:
            known["since_change_s"] = start_s - segment.start_s
        return known

    return of


def walks_of(seed: int) -> Walks:
    """Simulate one person's walk on every placement and score it."""
    who = person(seed)
    found = Walks(people=1)
    for placement in PLACEMENTS:
        recording, truth = worn_by(who, walks_plan(seed), placement)
        _recognise(found, recording, placement)
        for knowledge in KNOWLEDGE:
            key = Key(DATA, "walking", placement, knowledge, "mixed", "", "")
            walk = tracked(recording, truth, knowledge, who.wearer)
            _ask_all(found.ledger, walk, truth, key, who)
            if not isinstance(walk, str):
                found.changes.extend(_changes(walk, truth, knowledge))
                _told_bouts(found.ledger, walk, truth, key)
            if who.sensor != "logger":
                continue
            for quality in QUALITIES:
                other = walk
                if quality != "full":
                    worse = as_quality(recording, quality, seed)
                    other = tracked(worse, truth, knowledge, who.wearer)
                _ask_all(found.ledger, other, truth, key._replace(quality=quality), who)
    return found


def _recognise(found: Walks, recording: Recording, placement: Placement) -> None:
    """Track without naming the placement and count what it is taken for."""
    walk = track(replace(recording, placement=None))
    name = f"{walk.placement} {walk.placement_source}"
    found.recognised.setdefault(placement.value, Counter())[name] += 1
