"""Long simulated walks: steps, their times, speed, contact and steadiness of 100 steps and more.

Truth of steps and contact: the contacts the simulator laid down. Truth of speed: length of the
path over the bout's own time. Truth of the harmonic ratio: the
vertical acceleration of a noise-free sensor on the pelvis in the same walk.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from lab.fit.speed_truth import Path, simulated_path
from lab.validation.people import (
    CALIBRATION_PLAN,
    LEGS,
    PLACEMENTS,
    SCORED_FROM_S,
    Person,
    person,
    tracked,
    worn_by,
)
from lab.validation.steady import Evenness, evenness, vertical_ms2
from lab.validation.steps import Matched, matched
from retrowalk import simulate
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement, Wearer
from retrowalk.simulate.truth import TrueSegment, Truth
from retrowalk.tracker import Bout, Direction, Knowledge, Walk

PEOPLE = 100
FEWEST_STEPS = 100
DIRECTIONS = (Direction.FORWARD, Direction.BACKWARD)


@dataclass(frozen=True, slots=True)
class Counted:
    """Steps of one true stretch: told and true."""

    data: str
    placement: str
    quality: str
    direction: str
    told: int
    true: int
    place: str


@dataclass(frozen=True, slots=True)
class Speed:
    """Speed of one told bout against the truth, m/s; all None where none was told."""

    data: str
    placement: str
    knowledge: str
    body: str
    direction: str
    true_mps: float
    told_mps: float | None
    low_mps: float | None
    high_mps: float | None


@dataclass(frozen=True, slots=True)
class Told:
    """One measure of steadiness: truth, and the estimate."""

    placement: str
    direction: str
    measure: str
    true: float
    told: float | None
    low: float | None
    high: float | None


@dataclass
class Long:
    """What one or many people gave."""

    steps: list[Counted] = field(default_factory=list)
    times: list[Matched] = field(default_factory=list)
    speeds: list[Speed] = field(default_factory=list)
    contacts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    steadiness: list[Told] = field(default_factory=list)

    def merge(self, other: Long) -> None:
        """Add another result."""
        self.steps.extend(other.steps)
        self.times.extend(other.times)
        self.speeds.extend(other.speeds)
        self.contacts.update(other.contacts)
        self.steadiness.extend(other.steadiness)


def long_plan(seed: int) -> str:
    """Draw a plan: a calibration walk, then at least 100 steps forward and 100 backward."""
    rng = np.random.default_rng(40_000 + seed)
    return (
        f"{CALIBRATION_PLAN}, forward {rng.integers(75, 90)}, "
        f"stand {rng.integers(3, 7)}, backward {rng.integers(90, 105)}, stand 3"
    )


def speed_of(
    bout: Bout, true_mps: float, *, data: str, placement: str, knowledge: str, body: str
) -> Speed:
    """Return the speed of a bout beside the truth."""
    told: Estimate = bout.speed_mps
    return Speed(
        data,
        placement,
        knowledge,
        body,
        bout.direction.value,
        true_mps,
        told.value,
        told.low,
        told.high,
    )


def _inside(walk: Walk, segment: TrueSegment) -> list[Bout]:
    """Return the told bouts whose middle lies in a true stretch and that hold most of it."""
    return [
        bout
        for bout in walk.bouts
        if segment.start_s <= 0.5 * (bout.start_s + bout.end_s) < segment.end_s
        and min(bout.end_s, segment.end_s) - bout.start_s > 0.5 * (segment.end_s - segment.start_s)
    ]


def _steady(
    found: Long, bout: Bout, way: str, truth: Truth, vertical: tuple[np.ndarray, np.ndarray]
) -> None:
    true: Evenness | None = evenness(
        [c.time_s for c in truth.contacts if bout.start_s <= c.time_s < bout.end_s], *vertical
    )
    if true is None:
        return
    for measure in ("step_time_cv", "step_time_asymmetry", "harmonic_ratio"):
        told: Estimate = getattr(bout.steadiness, measure)
        found.steadiness.append(
            Told(
                truth.placement,
                way,
                measure,
                getattr(true, measure),
                told.value,
                told.low,
                told.high,
            )
        )


def _score(found: Long, walk: Walk, truth: Truth, body: str, path: Path) -> None:
    for segment in truth.segments:
        if segment.direction not in DIRECTIONS or segment.start_s < SCORED_FROM_S:
            continue
        for bout in _inside(walk, segment):
            if bout.direction is segment.direction:
                way_m = path(bout.end_s) - path(bout.start_s)
                found.speeds.append(
                    speed_of(
                        bout,
                        way_m / (bout.end_s - bout.start_s),
                        data="simulated",
                        placement=truth.placement,
                        knowledge=walk.knowledge,
                        body=body,
                    )
                )


def long_of(seed: int) -> Long:
    """Simulate one person's long walk on every placement and score it."""
    who = person(seed)
    plan = long_plan(seed)
    ideal, _ = simulate(
        plan, style=who.style, placement=Placement.WAIST, side=who.side, sensor="ideal", seed=seed
    )
    vertical = (ideal.time_s, vertical_ms2(ideal))
    path = simulated_path(plan, who.style, who.seed)
    found = Long()
    for placement in PLACEMENTS:
        recording, truth = worn_by(who, plan, placement)
        for knowledge, body in (
            (Knowledge.UNKNOWN, "none"),
            (Knowledge.UNKNOWN, "height"),
            (Knowledge.CALIBRATED, "height"),
        ):
            wearer: Wearer | None = who.wearer if body == "height" else None
            walk = tracked(recording, truth, knowledge, wearer)
            if isinstance(walk, str):
                continue
            if knowledge is Knowledge.UNKNOWN or placement not in LEGS:
                _score(found, walk, truth, body, path)
            if knowledge is Knowledge.UNKNOWN and body == "height":
                _count(found, walk, truth, who)
            if knowledge is Knowledge.CALIBRATED:
                _contact_and_steadiness(found, walk, truth, vertical)
    return found


def _count(found: Long, walk: Walk, truth: Truth, who: Person) -> None:
    for segment in truth.segments:
        if segment.direction not in DIRECTIONS:
            continue
        told = [s.time_s for s in walk.steps if segment.start_s <= s.time_s < segment.end_s]
        true = [c.time_s for c in truth.contacts if segment.start_s <= c.time_s < segment.end_s]
        if segment.start_s >= SCORED_FROM_S:
            found.steps.append(
                Counted(
                    "simulated",
                    truth.placement,
                    "mixed",
                    segment.direction,
                    len(told),
                    len(true),
                    f"person {who.seed}",
                )
            )
        found.times.append(
            matched(told, true, data="simulated", placement=truth.placement, way=segment.direction)
        )


def _contact_and_steadiness(
    found: Long, walk: Walk, truth: Truth, vertical: tuple[np.ndarray, np.ndarray]
) -> None:
    for segment in truth.segments:
        if segment.direction not in DIRECTIONS or segment.start_s < SCORED_FROM_S:
            continue
        landed = Counter(
            contact.contact
            for contact in truth.contacts
            if segment.start_s <= contact.time_s < segment.end_s
        )
        for bout in _inside(walk, segment):
            truly = landed.most_common(1)[0][0]
            key = (truth.placement.value, segment.direction.value, truly.value, bout.contact.value)
            found.contacts[key] += 1
            _steady(found, bout, segment.direction.value, truth, vertical)
