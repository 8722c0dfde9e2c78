"""Which way the walk went, every half second, and how sure that is.

    window (2.5 s leg, 5 s trunk) -> time-odd moments -> score s: > 0 forward, < 0 backward
                                  -> front moments    -> which sign of the left axis is left

Where the mounting is known or calibrated the sign of the left axis is given. Where it is not,
a leg gives it away: a knee bends one way only. The belief in the sign, r, grows over the walk
(the sensor stays where it is) and both readings are weighed:

    P(forward) = sigma(r) sigma(e + o) + sigma(-r) sigma(e - o)

e: flip-free part of s, o: the rest, which changes sign with the axis. Evidence is clipped, so
that no single window decides and an old belief never outweighs two new windows.

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
_FRONT_LIMIT = 6.0
_OVERLAP = 0.5
_ANSWER_FROM = 0.9


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """Fitted weights of one placement.

    Attributes:
        window_s: length of the window.
        cues: (len(NAMES),) weights of the time-odd moments; log-odds of forward.
        front: (len(FRONT_NAMES),) weights of the front moments; log-odds that the axis is left.
            All zero where nothing tells the front.
    """

    window_s: float
    cues: Array
    front: Array

    @property
    def flip_free(self) -> Array:
        """Weights of the moments that survive an unknown mounting."""
        return np.where(np.array(FLIP_FREE), self.cues, 0.0)


def _model(entry: Mapping[str, object]) -> Model:
    def vector(names: tuple[str, ...], weights: object) -> Array:
        if not isinstance(weights, dict) or not set(weights) <= set(names):
            raise ValueError("direction_weights.json names moments that do not exist")
        return np.array([float(weights.get(name, 0.0)) for name in names])

    return Model(
        float(str(entry["window_s"])),
        vector(NAMES, entry["cues"]),
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


def forward_probability(model: Model, window: Moments, front_belief: float) -> float:
    """Weigh both signs of the left axis.

    Args:
        model: weights of the placement.
        window: moments, resolved with the axis taken as left.
        front_belief: log-odds that the axis is left.

    Returns:
        Probability that the window went forward rather than backward.
    """
    even = float(model.flip_free @ window.odd)
    odd = float(model.cues @ window.odd) - even
    return sigma(front_belief) * sigma(even + odd) + sigma(-front_belief) * sigma(even - odd)


@dataclass(frozen=True, slots=True)
class Belief:
    """What has been gathered so far; one value follows the other.

    Attributes:
        front: log-odds that the axis in use is the left one.
        forward: log-odds that the walk goes forward now.
    """

    front: float
    forward: float

    def after(self, model: Model, window: Moments, *, front_fixed: bool) -> Belief:
        """Return the belief after one more window."""
        front = self.front
        if not front_fixed:
            told = float(np.clip(model.front @ window.front, -_EVIDENCE_LIMIT, _EVIDENCE_LIMIT))
            front = float(np.clip(front + _OVERLAP * told, -_FRONT_LIMIT, _FRONT_LIMIT))
        evidence = _OVERLAP * log_odds(forward_probability(model, window, front))
        return self.with_evidence(front, evidence)

    def with_evidence(self, front: float, evidence: float) -> Belief:
        """Return the belief after log-odds from any source."""
        kept = float(np.clip(self.forward, -_MEMORY_LIMIT, _MEMORY_LIMIT))
        return Belief(front, kept + float(np.clip(evidence, -_EVIDENCE_LIMIT, _EVIDENCE_LIMIT)))

    @property
    def decided(self) -> bool:
        """Whether the belief is strong enough for an answer."""
        return abs(self.forward) >= _ANSWER_FROM
