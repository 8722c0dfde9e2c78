"""Fit the weights of the direction model: ``python -m lab.fit.direction [--check]``.

For each placement a short list of cues with a physical reading is kept. Each cue's weight is
half the distance between the class means over its variance (diagonal discriminant, shrunk),
averaged over sources, so that neither a source's size nor its frame rate is the label. Writes
src/retrowalk/tracker/direction_weights.json and prints leave-one-source-out counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lab.mocap.clips import clips, labelled, sides, worn
from retrowalk.recording import Array, Placement
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.base import Direction
from retrowalk.tracker.direction import models
from retrowalk.tracker.frame import HOP, leg_axis, sagittal
from retrowalk.tracker.moments import FRONT_NAMES, NAMES, Moments, moments_of
from retrowalk.tracker.steps import LEG_PLACEMENTS
from retrowalk.tracker.timebase import RATE_HZ, stretches

OUT = Path(__file__).resolve().parents[2] / "src/retrowalk/tracker/direction_weights.json"

_THIGH = (
    ("gy.gy.Vz", "gy.Vz.Vz", "ax.Vz", "Vx.az.az", "Vz.az.Ay", "ax.gy", "gy.gy.gy", "Vx.Vz.Vz"),
    ("gy.gy.Vz", "ax.gy", "gy.Vx.Vz"),
    ("az.Ay", "gy.Vz", "Vx.Vz", "ax.ax.ax"),
)
# placement: window, cues of direction, flip-free ones, cues of the front. Chosen for a reading that
# makes physical sense in both sources and both directions; see docs/model-card.md.
CHOSEN: dict[Placement, tuple[float, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    Placement.POCKET: (2.0, *_THIGH),
    Placement.THIGH: (2.0, *_THIGH),
    Placement.ANKLE: (
        2.0,
        (
            "gy.gy.gy",
            "gy.gy.Vx",
            "gy.Vx.Vx",
            "Vx.ax.Ay",
            "gy.az.Ay",
            "ax.Vz",
            "ax.gy",
            "Ay.Vx",
            "Vx.Ay.Ay",
        ),
        ("Ay.Vx", "gy.az.Ay", "gy.ax.az", "ax.gy", "Vx.az.Ay", "gy.Vx.Vz"),
        ("ax.gy.Vx", "az.gy.Vz", "Ay.Vz.Vz", "az.az.Ay", "ax.ax.ax"),
    ),
    Placement.FOOT: (
        2.0,
        (
            "gy.gy.Vx",
            "gy.Vx.Vx",
            "Vx.ax.ax",
            "Vx.ax.Ay",
            "Vx.Vx.Vx",
            "Vx.Ay.Ay",
            "Ay.Vx",
            "Vx.az.az",
        ),
        ("Ay.Vx", "Vx.az.Ay", "gy.ax.az"),
        ("Ay.Ay.Ay", "az.gy.Vz", "Ay.Vz.Vz", "az.az.Ay"),
    ),
    Placement.WAIST: (4.0, ("Vx.Vx.Vx", "Vx.ax.ax", "Vx.az.az"), (), ()),
}
# How much a cue is believed against the others of its list (1 where it is not named). An earlier
# study of five sources of motion capture, with people in none of the data here, found single cues
# that held on all of them (2) and one that a person running backward turned round (0.5).
BELIEF: dict[Placement, dict[str, float]] = {
    Placement.POCKET: {"gy.gy.Vz": 2.0, "ax.Vz": 0.5},
    Placement.THIGH: {"gy.gy.Vz": 2.0, "ax.Vz": 0.5},
    Placement.ANKLE: {},
    Placement.FOOT: {"Ay.Vx": 2.0},
    Placement.WAIST: {},
}
# Sideways against sagittal movement above which a leg goes sideways. A thigh: turning about the
# front axis against turning about the left one (captured walks stay under 0.62, captured and
# simulated side steps above 0.64; a loose phone sways but does not turn that way). A shank and a
# foot: velocity to the side against velocity to the front (walks under 0.7, side steps above 1.5,
# feet on a tight spiral up to 0.85). Design choices between these.
# Third: turning about two axes alike, the smaller against the larger, above which it is no swing,
# whichever the axes are (walks 0.1-0.43 over a clip, simulated side steps 0.4-0.7; a foot rolls).
SIDEWAYS: dict[Placement, tuple[float, str, float]] = {
    Placement.POCKET: (0.65, "turning", 0.45),
    Placement.THIGH: (0.65, "turning", 0.45),
    Placement.ANKLE: (1.0, "moving", 0.45),
    Placement.FOOT: (1.2, "moving", 1.0),
    Placement.WAIST: (0.0, "moving", 1.0),
}
# Vertical against forward velocity beyond which a backward reading is stairs: captured and
# simulated walking backward stays under 1.3 (pocket), 1.0, 0.65, 0.4 (foot) and 1.2 (waist);
# simulated stairs are above 2.0 down and 1.35 up, 1.3 and 1.0, 0.65, 0.67, 1.9 (design choices).
STEEPEST: dict[Placement, float] = {
    Placement.POCKET: 1.5,
    Placement.THIGH: 1.1,
    Placement.ANKLE: 0.7,
    Placement.FOOT: 0.55,
    Placement.WAIST: 1.5,
}
# Log-odds under which a window says nothing; the lift (standard deviation of vertical
# acceleration, m/s²) above which a movement is vigorous; and the log-odds that a backward reading
# must then reach. Design choices: the first well under what captured walks reach (the 5 %
# quantiles printed below) and above most simulated stairs; the second above every captured
# backward walk; the third above simulated stairs and under forward walks run backward.
# At the waist the cues do not tell stairs: a vigorous backward reading is never believed there.
LIMITS: dict[Placement, tuple[float, float, float]] = {
    Placement.POCKET: (1.25, 2.6, 2.5),
    Placement.THIGH: (1.25, 3.3, 3.0),
    Placement.ANKLE: (1.75, 5.0, 3.5),
    Placement.FOOT: (2.0, 5.0, 4.0),
    Placement.WAIST: (0.1, 2.4, 99.0),
}
# Added to each variance, and the share of the fitted log-odds that is believed: people differ
# more than five subjects show (design choices).
SHRINK = 0.05
BELIEVED = 1.5
TURNING_RADS = 1.0


@dataclass(frozen=True, eq=False, slots=True)
class Window:
    """Moments of one labelled window, resolved with the true left axis."""

    source: str
    direction: Direction
    moments: Moments


def windows(placement: Placement, window_s: float) -> list[Window]:
    """Cut all labelled forward and backward walking into windows."""
    samples = round(window_s * RATE_HZ)
    found = []
    for clip in clips():
        for side in sides(placement):
            for part in stretches(worn(clip, placement, side)):
                motion = motion_of(part)
                for start in range(0, len(motion) - samples + 1, HOP):
                    window = slice(start, start + samples)
                    low, high = motion.time_s[start], motion.time_s[start + samples - 1]
                    label = [
                        one
                        for one in labelled()
                        if one.clip == clip
                        and one.direction in (Direction.FORWARD, Direction.BACKWARD)
                        and min(one.end_s, high) - max(one.start_s, low) > 0.9 * (high - low)
                    ]
                    if not label or abs(motion.yaw_rate[window].mean()) > TURNING_RADS:
                        continue
                    left = np.array([0.0, 1.0, 0.0])
                    if placement in LEG_PLACEMENTS:
                        axis = leg_axis(motion, window)
                        left = axis if axis[1] > 0 else -axis
                    evened = placement is Placement.WAIST
                    told = moments_of(sagittal(motion, window, left, evened=evened))
                    found.append(Window(label[0].source, label[0].direction, told))
    return found


def _by_source(found: Sequence[Window], direction: Direction, cue: str) -> list[Array]:
    at = NAMES.index(cue)
    return [
        np.array([w.moments.odd[at] for w in found if w.source == s and w.direction is direction])
        for s in sorted({w.source for w in found})
    ]


def cue_weights(
    found: Sequence[Window], cues: tuple[str, ...], belief: Mapping[str, float]
) -> dict[str, float]:
    """Return the weight of each cue."""
    weights = {}
    believed = BELIEVED / sum(belief.get(cue, 1.0) for cue in cues) if cues else 0.0
    for cue in cues:
        pairs = list(
            zip(
                _by_source(found, Direction.FORWARD, cue),
                _by_source(found, Direction.BACKWARD, cue),
                strict=True,
            )
        )
        distance = np.mean([0.5 * (f.mean() - b.mean()) for f, b in pairs])
        variance = np.mean(
            [0.5 * (f.var() + b.var()) + (0.5 * (f.mean() + b.mean())) ** 2 for f, b in pairs]
        )
        share = believed * belief.get(cue, 1.0)
        weights[cue] = float(share * distance / (variance + SHRINK))
    return weights


def front_weights(found: Sequence[Window], cues: tuple[str, ...]) -> dict[str, float]:
    """Return the weight of each cue of the front."""
    weights = {}
    for cue in cues:
        at = FRONT_NAMES.index(cue)
        groups = [
            np.array([w.moments.front[at] for w in found if w.source == s and w.direction is d])
            for s in sorted({w.source for w in found})
            for d in (Direction.FORWARD, Direction.BACKWARD)
        ]
        mean = np.mean([g.mean() for g in groups])
        variance = np.mean([g.var() for g in groups])
        weights[cue] = float(BELIEVED * mean / (variance + SHRINK) / len(cues))
    return weights


def _scores(found: Sequence[Window], weights: dict[str, float]) -> Array:
    vector = np.array([weights.get(name, 0.0) for name in NAMES])
    return np.array([vector @ w.moments.odd for w in found])


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Windows of one source and direction, read with weights from the other source alone.

    Attributes:
        source: whose windows they are.
        direction: their true direction.
        right: how many have log-odds of the right sign.
        total: how many there are.
        low: 5 % quantile of the log-odds of the true direction.
    """

    source: str
    direction: Direction
    right: int
    total: int
    low: float


def held_out(
    found: Sequence[Window], cues: tuple[str, ...], belief: Mapping[str, float]
) -> list[HeldOut]:
    """Leave one source out: fit the weights of the cues to the others, count on its windows."""
    counts = []
    for source in sorted({w.source for w in found}):
        weights = cue_weights([w for w in found if w.source != source], cues, belief)
        held = [w for w in found if w.source == source]
        scores = _scores(held, weights)
        for direction, sign in ((Direction.FORWARD, 1.0), (Direction.BACKWARD, -1.0)):
            mine = np.array(
                [sign * s for s, w in zip(scores, held, strict=True) if w.direction is direction]
            )
            right, low = int((mine > 0).sum()), float(np.percentile(mine, 5))
            counts.append(HeldOut(source, direction, right, len(mine), low))
    return counts


def _held_out_lines(
    found: Sequence[Window], cues: tuple[str, ...], belief: Mapping[str, float]
) -> list[str]:
    return [
        f"  held out {one.source} {one.direction:8s} right {one.right}/{one.total}"
        f"  5 % quantile of log-odds {one.low:+.2f}"
        for one in held_out(found, cues, belief)
    ]


def fit_windows(placement: Placement) -> list[Window]:
    """Return the windows a placement's weights are fitted to."""
    found = windows(placement, CHOSEN[placement][0])
    if placement is Placement.WAIST:
        found += windows(placement, 2.5)
    return found


def weights_of(found: Sequence[Window], placement: Placement) -> dict[str, dict[str, float]]:
    """Return all fitted weights of a placement, rounded as they are shipped."""
    _, cues, flip_free, front = CHOSEN[placement]
    belief = BELIEF[placement]
    return {
        "cues": {k: round(v, 3) for k, v in cue_weights(found, cues, belief).items()},
        "flip_free": {k: round(v, 3) for k, v in cue_weights(found, flip_free, belief).items()},
        "front": {k: round(v, 3) for k, v in front_weights(found, front).items()},
    }


@contextmanager
def using(placement: Placement, weights: dict[str, dict[str, float]]) -> Iterator[None]:
    """Let the tracker use other weights of one placement for as long as this lasts.

    The tracker reads its weights once into a mapping; here one entry of it is exchanged.
    """
    shipped = models()
    assert isinstance(shipped, dict)
    before = shipped[placement]
    shipped[placement] = replace(
        before,
        cues=np.array([weights["cues"].get(name, 0.0) for name in NAMES]),
        flip_free=np.array([weights["flip_free"].get(name, 0.0) for name in NAMES]),
        front=np.array([weights["front"].get(name, 0.0) for name in FRONT_NAMES]),
    )
    try:
        yield
    finally:
        shipped[placement] = before


def fit() -> dict[str, object]:
    """Fit all placements and print leave-one-source-out counts."""
    fitted: dict[str, object] = {}
    for placement, (window_s, cues, flip_free, _) in CHOSEN.items():
        found = fit_windows(placement)
        print(f"{placement}: {len(found)} windows")
        belief = BELIEF[placement]
        print("\n".join(_held_out_lines(found, cues, belief)))
        if flip_free:
            print(" flip-free cues alone")
            print("\n".join(_held_out_lines(found, flip_free, belief)))
        fitted[placement.value] = {
            "window_s": window_s,
            "margin": LIMITS[placement][0],
            "hardest_ms2": LIMITS[placement][1],
            "vigorous_margin": LIMITS[placement][2],
            "steepest": STEEPEST[placement],
            "sideways": SIDEWAYS[placement][0],
            "sideways_by": SIDEWAYS[placement][1],
            "roundest": SIDEWAYS[placement][2],
            "evened": placement is Placement.WAIST,
            **weights_of(found, placement),
        }
    return {
        "made_by": "python -m lab.fit.direction",
        "data": "SNU and CMU motion capture turned into sensors; see docs/model-card.md",
        "models": fitted,
    }


def main() -> None:
    """Write the weights, or check that they are current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the file would change")
    check = parser.parse_args().check
    text = json.dumps(fit(), indent=1) + "\n"
    if check and OUT.read_text() != text:
        raise SystemExit("direction_weights.json is not what this code and data give")
    OUT.write_text(text)


if __name__ == "__main__":
    main()
