"""The answer for every half second of a walk.

movement in the plane of walking?         no  -> sideways (known left axis) or unknown
moments of the window                         -> log-odds of forward
backward, but stairs, a jump or a turn?   yes -> says nothing
firm stride of a foot                         -> adds its own direction, or says sideways
belief = what was gathered before, fading, and this window -> answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrowalk.recording import Array
from retrowalk.tracker.base import Direction
from retrowalk.tracker.bouts import HopAnswer
from retrowalk.tracker.calibration import Calibration, calibrated_log_odds
from retrowalk.tracker.direction import (
    Belief,
    Model,
    both_signs,
    clearness,
    known_log_odds,
    log_odds,
    sigma,
)
from retrowalk.tracker.gates import (
    aside,
    axis_of,
    climbs,
    gathered,
    goes_sideways,
    pushed_aside,
    swings,
    turns,
)
from retrowalk.tracker.measure import Window, heard_after
from retrowalk.tracker.strides import Stride, stride_direction

UNSURE = "the movement fits neither forward nor backward walking well enough"
VIGOROUS = "the movement is too vigorous for walking backward: stairs, jogging or a jump"
TURNS = "the walker turns too fast for walking backward"
ACROSS = "the leg swings across the usual plane"
ASIDE = "the steps push the body to the side and not to the front"

# Design choices, checked against motion capture (docs/validation.md).
# cosine between the axis of swing and the usual left axis below which a walk goes sideways
_ACROSS_COSINE = 0.5
_SIDEWAYS_SURE = 0.9
# log-odds of the front from which its axis is surely that of walking
_AXIS_LEARNT = 5.0
# lift against the wearer's own forward walk beyond which backward is not believed
_HARDER_THAN_OWN = 1.4
# log-odds of the front from which a stride's own angle is read, and how sure that reading is
FRONT_KNOWN = 3.0
# doubt of a known front: what one window may add, and from where on it is not believed
_MOST_DOUBT = 1.5
_TRUST = 8.0
_STRIDE_SURE = 0.95


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """What is carried from one half second to the next.

    Attributes:
        left: (3,) left axis in the sensor frame, or None before the first walking.
        spread: (3, 3) gathered axes of swing, where the mounting is unknown.
        belief: of front and direction.
        doubt: log-odds against a known front, gathered over the walk; a leg that walks shows its
            front, so that a device that was turned round is found out.
    """

    left: Array | None
    spread: Array
    belief: Belief
    doubt: float = 0.0

    def with_belief(self, belief: Belief) -> State:
        """Return the state with another belief."""
        return replace(self, belief=belief)

    def with_front_told(self, told: float) -> State:
        """Return the state after log-odds of a known front from one window."""
        limited = float(np.clip(-0.5 * told, -_MOST_DOUBT, _MOST_DOUBT))
        return replace(self, doubt=float(np.clip(self.doubt + limited, -_TRUST, _TRUST)))

    @property
    def contradicted(self) -> bool:
        """Whether the walk contradicts the known front."""
        return self.doubt >= _TRUST

    def with_turning(self, window: Window, model: Model) -> State:
        """Return the state after one more window, the sign of the left axis carried on."""
        spread = gathered(self.spread, window, self.left, model)
        main = axis_of(spread)
        if self.left is None:
            left = main if window.swing is None or main @ window.swing >= 0 else -main
            return State(left, spread, self.belief)
        cosine = float(main @ self.left)
        belief = self.belief
        if abs(cosine) < _ACROSS_COSINE:  # most of the walk was about another axis: learn anew
            belief = Belief(0.0, belief.forward)
        return State(main if cosine >= 0 else -main, spread, belief)


def _stride_at(strides: Sequence[Stride], centre: int, until: int) -> Stride | None:
    """Return the firm stride of a foot sensor that holds a sample and is known in time."""
    for stride in reversed(strides):
        if stride.start <= centre < stride.end:
            return stride if stride.firm and stride.known < until else None
    return None


def _answer(belief: Belief, centre: int, reason: str, front: int) -> HopAnswer:
    if not belief.decided:
        return HopAnswer(centre, Direction.UNKNOWN, 0.0, reason, front)
    direction = Direction.FORWARD if belief.forward > 0 else Direction.BACKWARD
    return HopAnswer(centre, direction, sigma(abs(belief.forward)), None, front)


def _sideways(
    window: Window, known: Known, state: State, reason: str, *, sure: bool
) -> tuple[HopAnswer, State]:
    """Answer sideways where the left axis is sure, else nothing."""
    state = state.with_belief(Belief(state.belief.front, 0.0))
    if turns(window):
        return HopAnswer(window.centre, Direction.UNKNOWN, 0.0, TURNS), state
    if sure and (known.front_fixed or abs(state.belief.front) >= FRONT_KNOWN):
        return HopAnswer(window.centre, Direction.SIDEWAYS, _SIDEWAYS_SURE), state
    return HopAnswer(window.centre, Direction.UNKNOWN, 0.0, reason), state


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What does not change from one half second to the next.

    Attributes:
        model: weights of the placement.
        calibration: the wearer's own forward walk, or None.
        front_fixed: whether the left axis is known from the mounting or a calibration.
    """

    model: Model
    calibration: Calibration | None
    front_fixed: bool

    @property
    def hardest_ms2(self) -> float:
        """Lift beyond which backward must be very clear."""
        if self.calibration is None:
            return self.model.hardest_ms2
        return min(self.model.hardest_ms2, _HARDER_THAN_OWN * self.calibration.lift_ms2)


def decide(
    window: Window, known: Known, state: State, strides: Sequence[Stride], *, first: bool
) -> tuple[HopAnswer, State]:
    """Answer one half second of a walk.

    Args:
        window: what was measured around it.
        known: what is known of mounting and wearer.
        state: what was known before.
        strides: of a foot sensor, else empty.
        first: whether it is the first of a walk.

    Returns:
        The answer, and the state after it.
    """
    model, moments, axis = known.model, window.moments, state.left
    centre, reason, turned = window.centre, UNSURE, 1
    if window.swing is not None:
        if not window.swing.any():  # the leg has not moved yet
            return HopAnswer(centre, Direction.UNKNOWN, 0.0, UNSURE), state
        swing = window.swing
        if not known.front_fixed:
            state = state.with_turning(window, model)
        assert state.left is not None
        cosine = float(swing @ state.left)
        if aside(window, state.left, model) or abs(cosine) < _ACROSS_COSINE:
            return _sideways(window, known, state, ACROSS, sure=True)
        learnt = known.front_fixed or abs(state.belief.front) >= _AXIS_LEARNT
        if not learnt and not swings(state.spread, model):
            return _sideways(window, known, state, ACROSS, sure=False)
        turned = 1 if cosine > 0 else -1
        axis = swing * turned
        moments = moments if cosine > 0 else moments.turned()
    elif pushed_aside(window):
        return _sideways(window, known, state, ASIDE, sure=goes_sideways(window))
    belief = state.belief
    if known.front_fixed:
        evidence = known_log_odds(model, moments)
        state = state.with_front_told(both_signs(model, moments, 0.0)[1])
    else:
        evidence, told = both_signs(model, moments, belief.front)
        belief = belief.with_front(told, first=first)
    if known.calibration is not None:
        evidence = calibrated_log_odds(known.calibration, evidence, moments.odd)
    clear = clearness(model, moments, front_fixed=known.front_fixed) >= model.vigorous_margin
    hard = window.lift_ms2 > known.hardest_ms2 and not clear
    other = VIGOROUS if hard or climbs(window, model) else TURNS if turns(window) else None
    if evidence < 0 and other is not None:
        evidence, reason = 0.0, other
        belief = Belief(belief.front, max(belief.forward, 0.0))
    stride = _stride_at(strides, centre, centre + heard_after(model))
    if stride is not None and axis is not None and abs(belief.front) >= FRONT_KNOWN:
        way = stride_direction(stride.angle_rad(axis if belief.front > 0 else -axis))
        if way is Direction.FORWARD:
            evidence += 2.0 * log_odds(_STRIDE_SURE)
        elif not turns(window):  # in a turn the foot turns while it travels
            if way is Direction.SIDEWAYS:
                state = state.with_belief(Belief(belief.front, 0.0))
                return HopAnswer(centre, Direction.SIDEWAYS, _STRIDE_SURE), state
            evidence -= 2.0 * log_odds(_STRIDE_SURE)
    belief = belief.with_evidence(evidence, first=first)
    sure = window.swing is not None and abs(belief.front) >= FRONT_KNOWN
    front = turned * int(np.sign(belief.front)) if sure else 0
    return _answer(belief, centre, reason, front), state.with_belief(belief)
