"""From the swings of one leg to the first lift and the last contact, whichever leg made them.

    standing │ first swing ...  last swing │ standing
             └─ lift                        └─ last contact

    first swing is the sensor's     lift about one step time before its end
    ... is the other leg's          lift about two step times before it
    last swing is the sensor's      contact about at its end
    ... is the other leg's          contact about one step time after it

Which leg began shows in two things. From feet side by side a swing goes half as far as the
others; and the leg with the sensor leaves its rest when its own swing begins, or a step before
it, carried along by the other leg's. The end mirrors the beginning. Both are added up, see `Rule`;
between its two limits the answer is unknown. Lags are fitted to the virtual walker and to the
captured walks of SNU (`python -m lab.fit.walk_test`), the limits lie between what the same
walks show.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.coach.assessments.swings import LegMotion, Swing
from retrowalk.recording import Placement


@dataclass(frozen=True, slots=True)
class Lag:
    """Step times from a swing's end: `fixed`, and `per` for each step time of motion beyond it."""

    fixed: float
    per: float

    def steps(self, motion: float) -> float:
        """Return the lag in step times; `motion` is `since` or `until` of a `LegMotion`."""
        return self.fixed + self.per * motion


@dataclass(frozen=True, slots=True)
class Rule:
    """Whose step it was: turn * share + travel * travel_share + motion * since or until.

    Below `own` it is the sensor's leg, above `other` the other one.
    """

    turn: float
    travel: float
    motion: float
    own: float
    other: float

    def is_own(self, swing: Swing, motion: float) -> bool | None:
        """Return whether the leg with the sensor made this step, None where it is not clear."""
        value = self.motion * motion
        # a share that is not asked for may be unknown
        value += self.turn * swing.share if self.turn else 0.0
        value += self.travel * swing.travel_share if self.travel else 0.0
        if value < self.own:
            return True
        return False if value > self.other else None


@dataclass(frozen=True, slots=True)
class Edges:
    """How a placement shows the beginning and the end.

    Attributes:
        first: whose the first step is.
        last: whose the last step is.
        lift_own: before the end of the first swing.
        lift_other: the same, the other leg began.
        contact_own: after the end of the last swing.
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
        return found.swings[0].end_s - lag.steps(found.since) * found.step_s

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


_THIGH = Edges(
    Rule(1.0, 0.0, 1.43, 2.38, 2.43),
    Rule(1.0, 0.0, 1.56, 1.07, 1.20),
    Lag(1.12, -0.16),
    Lag(1.80, 0.06),
    Lag(-0.11, 0.46),
    Lag(0.56, 0.45),
    -0.06,
    0.93,
)
EDGES = {
    Placement.POCKET: _THIGH,
    Placement.THIGH: _THIGH,
    Placement.ANKLE: Edges(
        Rule(0.0, 1.0, 0.76, 1.08, 1.16),
        Rule(0.0, 1.0, 0.0, 0.68, 0.76),
        Lag(0.26, 0.53),
        Lag(1.66, -0.06),
        Lag(0.05, 0.54),
        Lag(1.02, 0.18),
        0.19,
        1.20,
    ),
    Placement.FOOT: Edges(
        Rule(1.0, 0.86, 0.0, 1.25, 1.45),
        Rule(0.0, 1.0, 0.0, 0.68, 0.74),
        Lag(-0.37, 1.45),
        Lag(0.57, 1.30),
        Lag(0.22, 0.31),
        Lag(0.95, 0.59),
        0.15,
        1.16,
    ),
}
