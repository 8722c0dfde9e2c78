"""From the swings of one leg to the first lift and the last contact, whichever leg made them.

    standing │ first swing ...  last swing │ standing
             └─ lift                        └─ last contact

    first swing is the sensor's     lift about one step time before its end
    ... is the other leg's          lift about two step times before it
    last swing is the sensor's      contact about at its end
    ... is the other leg's          contact about one step time after it

Which leg began shows in two things. From feet side by side a swing goes half as far as the
others, in turn and travel, and does not last longer. A thigh's travel is too little to be told;
but it leaves its rest when its own swing begins, or a step before it, carried along by the other
leg. The end mirrors the beginning. The signs are added up, see `Rule`; between its two limits,
or where they contradict each other, the answer is unknown. Lags are fitted to the virtual walker
and to the captured walks of SNU (`python -m lab.fit.walk_test`); the weights and limits of the
rules divide the same walks.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.coach.assessments.swings import LegMotion, Swing
from retrowalk.recording import Placement


@dataclass(frozen=True, slots=True)
class Lag:
    """Step times from a swing's end: fixed + per * how long the swing or the motion lasts."""

    fixed: float
    per: float

    def steps(self, lasts: float) -> float:
        """Return the lag; `lasts` in step times too."""
        return self.fixed + self.per * lasts


@dataclass(frozen=True, slots=True)
class Rule:
    """Whose step it was, by a weighted sum of signs.

    Attributes:
        turn: weight of the swing's `share`.
        travel: weight of its `travel_share`.
        lasts: weight of its `lasts_share`.
        motion: weight of `since` or `until`.
        own: below it, it was the sensor's leg.
        other: above it, it was the other leg.
        turns: no other leg's step where the share is less, no own step where it is more.
        motions: less means that stances were taken for swings, more that a swing was missed.
    """

    turn: float
    travel: float
    lasts: float
    motion: float
    own: float
    other: float
    turns: tuple[float, float] = (0.0, 9.0)
    motions: tuple[float, float] = (0.0, 9.0)

    def is_own(self, swing: Swing, motion: float) -> bool | None:
        """Return whether the leg with the sensor made this step, None where it is not clear."""
        value = (
            self.turn * swing.share
            + self.travel * swing.travel_share
            + self.lasts * swing.lasts_share
            + self.motion * motion
        )
        if not self.motions[0] <= motion <= self.motions[1]:
            return None
        if value < self.own and swing.share < self.turns[1]:
            return True
        return False if value > self.other and swing.share > self.turns[0] else None


@dataclass(frozen=True, slots=True)
class Edges:
    """How a placement shows the beginning and the end.

    Attributes:
        first: whose the first step is.
        last: whose the last step is.
        lift_own: before the end of the first swing, by how long it lasts.
        lift_other: the same, the other leg began.
        contact_own: after the end of the last swing, by how long motion goes on.
        contact_other: the same, the other leg ended.
        passing_own: from the end of a swing to its contact while the walk goes on, step times.
        passing_other: the same, to the contact of the other leg.
    """

    first: Rule
    last: Rule
    lift_own: Lag
    lift_other: Lag
    contact_own: Lag
    contact_other: Lag
    passing_own: float
    passing_other: float

    def lift_s(self, found: LegMotion, *, own: bool) -> float:
        """Return when the first foot lifted, on the recording's clock."""
        lag = self.lift_own if own else self.lift_other
        swing, step_s = found.swings[0], begin_step_s(found, own=own)
        return swing.end_s - lag.steps((swing.end_s - swing.start_s) / step_s) * step_s

    def contact_s(self, found: LegMotion, *, own: bool) -> float:
        """Return when the last foot came down, on the recording's clock."""
        lag = self.contact_own if own else self.contact_other
        return found.swings[-1].end_s + lag.steps(found.until) * found.step_s

    def passing_s(self, found: LegMotion) -> tuple[float, ...]:
        """Return the contacts of both legs from the first swing on, the walk going on."""
        return tuple(
            swing.end_s + lag * found.step_s
            for swing in found.swings
            for lag in (self.passing_own, self.passing_other)
        )


def begin_step_s(found: LegMotion, *, own: bool) -> float:
    """Return the step time at the beginning: a first stride is slower than the usual one."""
    first_s = 0.5 * (found.swings[1].end_s - found.swings[0].end_s)
    return found.step_s if own else first_s


_THIGH = Edges(
    Rule(1.0, 0.0, 0.0, 1.43, 2.38, 2.43, (0.48, 0.82), (0.45, 2.45)),
    Rule(1.0, 0.0, 0.0, 1.56, 0.94, 1.20, motions=(0.0, 1.45)),
    Lag(1.38, -1.03),
    Lag(1.89, -0.01),
    Lag(-0.18, 0.97),
    Lag(0.77, 0.20),
    0.04,
    0.92,
)
EDGES = {
    Placement.POCKET: _THIGH,
    Placement.THIGH: _THIGH,
    Placement.ANKLE: Edges(
        Rule(0.0, 1.0, 0.28, 0.0, 0.84, 0.90),
        Rule(0.0, 1.0, 0.0, 0.0, 0.68, 0.76),
        Lag(0.56, 0.00),
        Lag(1.38, 0.35),
        Lag(0.04, 0.57),
        Lag(0.99, 0.21),
        0.19,
        1.20,
    ),
    Placement.FOOT: Edges(
        Rule(0.0, 1.0, 0.28, 0.0, 0.88, 0.97),
        Rule(0.0, 1.0, 0.0, 0.0, 0.68, 0.74),
        Lag(-0.32, 1.91),
        Lag(0.58, 1.97),
        Lag(0.22, 0.28),
        Lag(0.80, 0.99),
        0.16,
        1.16,
    ),
}
