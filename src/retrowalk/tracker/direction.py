"""Which way the walk went, every half second, and how sure that is.

    window (2 s leg, 4 s trunk)  -> time-odd moments -> score s: > 0 forward, < 0 backward
                                  -> front moments    -> which sign of the left axis is left

Where the mounting is known or calibrated the sign of the left axis is given. Where it is not,
a leg gives it away: a knee bends one way only. With r the log-odds of the sign, e the score of
the flip-free cues and o the part of s that changes sign with the axis, the four readings of a
window (forward or backward, axis left or right) weigh

    forward, left   exp(( r + e + o) / 2)      backward, left   exp(( r - e - o) / 2)
    forward, right  exp((-r + e - o) / 2)      backward, right  exp((-r - e + o) / 2)

Summed over the sign they give the direction; summed over the direction they teach the sign,
which stays the same over a walk. Evidence is clipped, so that no single window decides and an
old belief never outweighs two new windows.

What is no ordinary walking (stairs, jogging) fits neither reading well: a window whose best
reading stays under the placement's margin says nothing. Walking backward is slower and softer
than walking forward; a backward reading of a movement that lifts the body harder than a brisk
walk, or clearly harder than the wearer's own forward walk, must be much clearer to say anything.

Weights: direction_weights.json, made by ``python -m lab.fit.direction``; model card in
docs/model-card.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from retrowalk.recording import Array, Placement
from retrowalk.tracker.moments import FLIP_FREE, FRONT_NAMES, NAMES, Moments

# Design choices, checked against motion capture (docs/validation.md).
_EVIDENCE_LIMIT = 3.0
_MEMORY_LIMIT = 2.0
_MEMORY_KEPT = 0.75
_MEMORY_CONTRARY = 0.75
_FRONT_LIMIT = 6.0
_OVERLAP = 0.5
_ANSWER_FROM = 0.9
# flip-free cues and the rest added up are about this much larger than the score of all cues
_UNFIXED = 1.5


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """Fitted weights of one placement.

    Attributes:
        window_s: length of the window.
        margin: log-odds that the best reading must reach for the window to count.
        hardest_ms2: standard deviation of vertical acceleration beyond which a backward
            reading must reach `vigorous_margin`.
        vigorous_margin: what a backward reading of a vigorous movement must reach.
        steepest: vertical against forward velocity beyond which a backward reading is stairs.
        sideways: sideways against sagittal movement above which a leg goes sideways; 0 where
            the placement does not show it.
        sideways_by: whether ``"turning"`` or ``"moving"`` is compared.
        roundest: turning about a second horizontal axis against the axis of swing, gathered over
            a walk, above which a leg does not swing at all; 1 where that shows nothing.
        evened: whether vigour is evened out within its long windows.
        cues: (len(NAMES),) weights of the time-odd moments; log-odds of forward.
        flip_free: (len(NAMES),) weights of those that survive an unknown mounting.
        front: (len(FRONT_NAMES),) weights of the front moments; log-odds that the axis is left.
            All zero where nothing tells the front.
    """

    window_s: float
    margin: float
    hardest_ms2: float
    vigorous_margin: float
    steepest: float
    sideways: float
    sideways_by: str
    roundest: float
    evened: bool
    cues: Array
    flip_free: Array
    front: Array

    @property
    def flipping(self) -> Array:
        """Weights of the cues that change sign with the axis."""
        return np.where(np.array(FLIP_FREE), 0.0, self.cues)


def _model(entry: Mapping[str, object]) -> Model:
    def vector(names: tuple[str, ...], weights: object) -> Array:
        if not isinstance(weights, dict) or not set(weights) <= set(names):
            raise ValueError("direction_weights.json names moments that do not exist")
        return np.array([float(weights.get(name, 0.0)) for name in names])

    return Model(
        float(str(entry["window_s"])),
        float(str(entry["margin"])),
        float(str(entry["hardest_ms2"])),
        float(str(entry["vigorous_margin"])),
        float(str(entry["steepest"])),
        float(str(entry["sideways"])),
        str(entry["sideways_by"]),
        float(str(entry["roundest"])),
        entry["evened"] is True,
        vector(NAMES, entry["cues"]),
        vector(NAMES, entry["flip_free"]),
        vector(FRONT_NAMES, entry["front"]),
    )


@cache
def models() -> Mapping[Placement, Model]:
    """Return the fitted model of each placement that has one."""
    text = resources.files("retrowalk.tracker").joinpath("direction_weights.json").read_text()
    return {Placement(name): _model(entry) for name, entry in json.loads(text)["models"].items()}


def log_odds(probability: float) -> float:
    """Return ln(p / (1 - p)), kept finite."""
    inside = min(max(probability, 1e-9), 1.0 - 1e-9)
    return float(np.log(inside / (1.0 - inside)))


def sigma(value: float) -> float:
    """Return the logistic function."""
    return float(1.0 / (1.0 + np.exp(-np.clip(value, -40.0, 40.0))))


def clearness(model: Model, window: Moments, *, front_fixed: bool) -> float:
    """Return how clear a window's best reading is, in log-odds of a known front."""
    if front_fixed:
        return abs(float(model.cues @ window.odd))
    both = abs(float(model.flip_free @ window.odd)) + abs(float(model.flipping @ window.odd))
    return both / _UNFIXED


def known_log_odds(model: Model, window: Moments) -> float:
    """Return the log-odds of forward of a window whose left axis is known."""
    score = float(model.cues @ window.odd)
    return score if abs(score) >= model.margin else 0.0


def both_signs(model: Model, window: Moments, front: float) -> tuple[float, float]:
    """Weigh both signs of the left axis.

    Args:
        model: weights of the placement.
        window: moments, resolved with the axis taken as left.
        front: log-odds that the axis is left.

    Returns:
        Log-odds of forward, and what the window adds to the log-odds of the front; both zero
        where no reading is clear enough.
    """
    even = float(model.flip_free @ window.odd)
    odd = float(model.flipping @ window.odd)
    if abs(even) + abs(odd) < model.margin:
        return 0.0, 0.0
    ahead = np.logaddexp(0.5 * (front + even + odd), 0.5 * (-front + even - odd))
    back = np.logaddexp(0.5 * (front - even - odd), 0.5 * (-front - even + odd))
    same, other = 0.5 * (even + odd), 0.5 * (even - odd)
    learned = np.logaddexp(same, -same) - np.logaddexp(other, -other)
    return float(ahead - back), float(learned + model.front @ window.front)


@dataclass(frozen=True, slots=True)
class Belief:
    """What has been gathered so far; one value follows the other.

    Attributes:
        front: log-odds that the axis in use is the left one.
        forward: log-odds that the walk goes forward now.
    """

    front: float
    forward: float

    def with_front(self, told: float, *, first: bool) -> Belief:
        """Return the belief after log-odds of the front from one window."""
        limited = float(np.clip(told, -_EVIDENCE_LIMIT, _EVIDENCE_LIMIT))
        front = self.front + (1.0 if first else _OVERLAP) * limited
        return Belief(float(np.clip(front, -_FRONT_LIMIT, _FRONT_LIMIT)), self.forward)

    def with_evidence(self, evidence: float, *, first: bool) -> Belief:
        """Return the belief after log-odds of forward from one window.

        Args:
            evidence: log-odds that the window went forward.
            first: whether it is the first of a walk; later ones overlap the one before and
                count half.
        """
        kept = _MEMORY_KEPT * float(np.clip(self.forward, -_MEMORY_LIMIT, _MEMORY_LIMIT))
        if kept * evidence < 0.0:  # a change is heard sooner than more of the same
            kept *= _MEMORY_CONTRARY
        weighed = (1.0 if first else _OVERLAP) * evidence
        limited = float(np.clip(weighed, -_EVIDENCE_LIMIT, _EVIDENCE_LIMIT))
        return Belief(self.front, kept + limited)

    @property
    def decided(self) -> bool:
        """Whether the belief is strong enough for an answer."""
        return abs(self.forward) >= _ANSWER_FROM
