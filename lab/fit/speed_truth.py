"""What the tracker tells of a bout's speed beside what was true, over the bout's own time.

A bout's speed is the length of its path over its time, starting and stopping included, so the
truth is the length of the body's path between the bout's own start and end:

    simulated   the walker's mean path on the ground, laid down before any step
    captured    the pelvis' horizontal path, low-passed at 0.6 Hz so that sway adds no length

Only the public output of the tracker is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.signal import butter, sosfiltfilt

from lab.mocap.clips import body, labelled, sides, worn
from retrowalk.recording import Array, Mounting, Placement, Recording, Wearer
from retrowalk.simulate import Plan, WalkerStyle, simulate
from retrowalk.simulate.body import Segment
from retrowalk.simulate.footsteps import PATH_RATE_HZ, lay_footsteps
from retrowalk.tracker import Bout, Direction, Walk, track

PLACEMENTS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT, Placement.WAIST)
DIRECTIONS = (Direction.FORWARD, Direction.BACKWARD)
SWAY_HZ = 0.6
# hip joint to ankle as a share of hip joint to ground (Winter 2009: 0.491 / 0.530 of height)
ANKLE_SHARE = 0.93
LEG_OF_HEIGHT = 0.53

Path = Callable[[float], float]


@dataclass(frozen=True)
class Told:
    """One bout: what was told, and what was true.

    Attributes:
        source: ``"simulated"``, ``"snu"`` or ``"cmu"``.
        person: who walked; the two sessions of SNU's one person are kept apart.
        name: which recording.
        placement: where the sensor was worn.
        bout: as the tracker tells it.
        true_mps: mean speed along the path over the bout's own time.
    """

    source: str
    person: str
    name: str
    placement: Placement
    bout: Bout
    true_mps: float

    @property
    def direction(self) -> Direction:
        """Return which way it went."""
        return self.bout.direction

    @property
    def seconds(self) -> float:
        """Return how long it lasted."""
        return self.bout.end_s - self.bout.start_s

    @property
    def error(self) -> float:
        """Return log(true / told)."""
        value = self.bout.speed_mps.value
        return float(np.log(self.true_mps / value)) if value else float("nan")

    @property
    def covered(self) -> bool:
        """Return whether the interval holds the truth."""
        low, high = self.bout.speed_mps.low, self.bout.speed_mps.high
        return low is not None and high is not None and low <= self.true_mps <= high


def _beside(
    walk: Walk,
    path: Path,
    spans: list[tuple[float, float, Direction]],
    source: str,
    person: str,
    name: str,
) -> Iterator[Told]:
    """Yield the bouts that have a speed and whose direction is the true one at their middle."""
    for bout in walk.bouts:
        middle = 0.5 * (bout.start_s + bout.end_s)
        if bout.speed_mps.known and any(
            start <= middle < end and direction is bout.direction for start, end, direction in spans
        ):
            true_m = path(bout.end_s) - path(bout.start_s)
            true_mps = true_m / (bout.end_s - bout.start_s)
            yield Told(source, person, name, walk.placement, bout, true_mps)


def simulated_path(plan: str, style: WalkerStyle, seed: int) -> Path:
    """Return the length of the walker's path up to a time, exactly as `simulate` lays it."""
    steps = lay_footsteps(Plan.parse(plan), style, np.random.default_rng(seed))
    way = np.hypot(*np.diff(steps.path_m[:, :2], axis=0).T)
    travelled = np.concatenate([[0.0], np.cumsum(way)])
    at = np.arange(len(travelled)) / PATH_RATE_HZ
    return lambda time_s: float(np.interp(time_s, at, travelled))


def simulated(
    seed: int, placement: Placement, plan: str, wearers: list[Wearer], looseness: float = 0.5
) -> list[list[Told]]:
    """Simulate one varied person and track the walk once for each state of knowledge.

    Args:
        seed: of the person and of the walk.
        placement: where the sensor is worn.
        plan: what is walked.
        wearers: what the tracker is told of the body.
        looseness: of a pocket.
    """
    style = WalkerStyle.varied(seed)
    recording, truth = simulate(
        plan,
        style=style,
        placement=placement,
        side="right" if seed % 2 else "left",
        sensor="browser" if seed % 3 else "logger",
        mounting="random",
        looseness=looseness,
        seed=seed,
    )
    path = simulated_path(plan, style, seed)
    spans = [(s.start_s, s.end_s, s.direction) for s in truth.segments]
    found = []
    for wearer in wearers:
        walk = track(recording, placement=placement, mounting=truth.mounting, wearer=wearer)
        name = f"seed {seed}"
        found.append(list(_beside(walk, path, spans, "simulated", name, name)))
    return found


@cache
def captured_path(clip: str) -> tuple[Array, Array]:
    """Return the times of a clip and the length of the pelvis' path up to them."""
    moving = body(clip)
    sos = butter(2, SWAY_HZ, fs=moving.rate_hz, output="sos")
    way = moving.segments[Segment.PELVIS].origin_m[:, :2]
    way = sosfiltfilt(sos, way, axis=0, padlen=min(len(way) - 1, round(2.0 * moving.rate_hz)))
    travelled = np.cumsum(np.hypot(*np.diff(way, axis=0).T))
    return moving.time_s, np.concatenate([[0.0], travelled])


def captured_wearer(source: str, known: str) -> Wearer:
    """Return what the tracker is told of a captured body: ``"leg"``, ``"height"`` or nothing.

    The skeletons' legs end at the ankle; the tracker's reach the ground.
    """
    to_ankle = next(one.leg_m for one in labelled() if one.source == source)
    leg_m = to_ankle / ANKLE_SHARE
    if known == "leg":
        return Wearer(leg_length_m=leg_m)
    return Wearer(height_m=leg_m / LEG_OF_HEIGHT) if known == "height" else Wearer()


def _person(source: str, clip: str) -> str:
    if source == "snu":
        return "snu, first session" if "wd2_Walk" in clip else "snu, second session"
    return clip.split("_")[0]


def captured(source: str, placement: Placement, known: str) -> list[Told]:
    """Track every clip of SNU or CMU with the sensor's axes known.

    CMU's speeds are those of one skeleton for all of its people: true only in leg lengths.
    """
    wearer = captured_wearer(source, known)
    found: list[Told] = []
    for clip in sorted({one.clip for one in labelled() if one.source == source}):
        times, travelled = captured_path(clip)

        def path(time_s: float, at: Array = times, way: Array = travelled) -> float:
            return float(np.interp(time_s, at, way))

        spans = [(o.start_s, o.end_s, o.direction) for o in labelled() if o.clip == clip]
        for side in sides(placement):
            recording: Recording = worn(clip, placement, side)
            walk = track(
                recording, placement=placement, mounting=Mounting(np.eye(3)), wearer=wearer
            )
            found.extend(_beside(walk, path, spans, source, _person(source, clip), clip))
    return found
