"""Motion capture of real people, turned into sensors at random mountings.

Truth: mocap/segments.csv (direction), mocap/contacts.csv (how many steps) and
`lab.mocap.landings` (when; beside it the times of contacts.csv, the foot's greatest reach). The
calibration is the person's own forward walking from other clips, joined; below 8 s there is none.
Speed is scored for SNU only, CMU being retargeted to one skeleton; truth is the pelvis' way over
the bout's own time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from scipy.spatial.transform import Rotation

from lab.fit.speed_truth import captured_path, captured_wearer
from lab.mocap.clips import Labelled, body, clips, contacts, labelled, sides, turned, worn
from lab.mocap.landings import landings
from lab.validation.long_walks import Counted, Speed, speed_of
from lab.validation.people import KNOWLEDGE, LEGS, PLACEMENTS, gives_direction
from lab.validation.quality import QUALITIES, as_quality
from lab.validation.score import Facts, Key, Ledger, ask
from lab.validation.steps import Matched, matched
from retrowalk import track
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.simulate.body import Segment
from retrowalk.tracker import Direction, Knowledge, Walk

CALIBRATION_S = 12.0
SHORTEST_CALIBRATION_S = 8.0
# contacts nearer together than this share of the usual step are not steps: the truth is unclear
_DOUBLED = 0.5
_FEWEST_CONTACTS = 4


@dataclass
class Captured:
    """What one or many clips gave."""

    ledger: Ledger = field(default_factory=Ledger)
    steps: list[Counted] = field(default_factory=list)
    times: list[Matched] = field(default_factory=list)
    reaches: list[Matched] = field(default_factory=list)
    speeds: list[Speed] = field(default_factory=list)
    recognised: dict[str, Counter[str]] = field(default_factory=dict)
    apart: Counter[tuple[str, str]] = field(default_factory=Counter)

    def merge(self, other: Captured) -> None:
        """Add another result."""
        self.ledger.merge(other.ledger)
        self.steps.extend(other.steps)
        self.times.extend(other.times)
        self.reaches.extend(other.reaches)
        self.speeds.extend(other.speeds)
        self.apart.update(other.apart)
        for name, counter in other.recognised.items():
            self.recognised.setdefault(name, Counter()).update(counter)


def person_of(clip: str) -> str:
    """Return who walks in a clip: SNU is one person, CMU names them by number."""
    source, name = clip.split("/")
    return source if source == "snu" else f"{source}/{name[:2]}"


@cache
def _forward_clips(person: str) -> tuple[Labelled, ...]:
    found = [
        one
        for one in labelled()
        if person_of(one.clip) == person
        and one.direction is Direction.FORWARD
        and (person != "snu" or "WalkForwardNormal" in one.clip)
    ]
    return tuple(found)


@cache
def calibration_of(clip: str, placement: Placement, side: str) -> tuple[Recording | None, float]:
    """Join forward walking of the same person from other clips.

    Returns:
        The recording and its seconds; None where the person has too little other walking.
    """
    times, forces, rates = [], [], []
    walked, clock = 0.0, 0.0
    for one in _forward_clips(person_of(clip)):
        if one.clip == clip or walked >= CALIBRATION_S:
            continue
        part = worn(one.clip, placement, side).part(one.start_s, one.end_s)
        rate = part.angular_rate_rads
        if rate is None or len(part.time_s) < 100:
            continue
        times.append(part.time_s - part.time_s[0] + clock)
        forces.append(part.acceleration_ms2)
        rates.append(rate)
        walked += part.duration_s
        clock += part.duration_s + 1.0
    if walked < SHORTEST_CALIBRATION_S:
        return None, walked
    return Recording(np.concatenate(times), np.vstack(forces), np.vstack(rates)), walked


def walk_of(
    clip: str, placement: Placement, side: str, knowledge: Knowledge, quality: str
) -> Walk | str | None:
    """Track one clip; a refusal is its sentence, None says that there is no calibration."""
    index = clips().index(clip)
    mount = Rotation.random(rng=np.random.default_rng(index)).as_matrix()
    recording = as_quality(turned(worn(clip, placement, side), mount), quality, index)
    calibration = None
    if knowledge is Knowledge.CALIBRATED:
        joined, _ = calibration_of(clip, placement, side)
        if joined is None:
            return None
        calibration = as_quality(turned(joined, mount), quality, index)
    try:
        return track(
            recording,
            placement=placement,
            mounting=Mounting(mount.T) if knowledge is Knowledge.KNOWN else None,
            calibration=calibration,
            wearer=captured_wearer(clip.split("/")[0], "leg"),
        )
    except RetrowalkError as error:
        return f"refused: {error}"


def facts_of(one: Labelled) -> Facts:
    """Return what is known of a window: its contacts, how fast the body turns, the speed.

    Turning is looked at over at least 5 s, as long as the tracker's longest window.
    """

    def of(start_s: float, end_s: float) -> dict[str, float]:
        pelvis = body(one.clip).segments[Segment.PELVIS].world_from_segment
        time_s, middle_s = body(one.clip).time_s, 0.5 * (start_s + end_s)
        low_s, high_s = min(start_s, middle_s - 2.5), max(end_s, middle_s + 2.5)
        inside = (time_s >= low_s) & (time_s < high_s)
        yaw = np.unwrap(np.arctan2(pelvis[inside, 1, 0], pelvis[inside, 0, 0]))
        turned_deg = abs(float(np.degrees(yaw[-1] - yaw[0])))
        return {
            "contacts": float(sum(start_s <= t < end_s for t in contacts(one.clip))),
            "speed_mps": one.speed_mps,
            "turning_deg_s": turned_deg / float(np.ptp(time_s[inside])),
        }

    return of


def measurable(one: Labelled) -> list[float]:
    """Return the contacts of a labelled stretch, or none where they cannot be the truth.

    Side steps, and stretches with fewer than four contacts or with doubled ones, are left out.
    """
    true = sorted(t for t in contacts(one.clip) if one.start_s <= t < one.end_s)
    if one.direction is Direction.SIDEWAYS or len(true) < _FEWEST_CONTACTS:
        return []
    gaps = np.diff(true)
    return [] if gaps.min() < _DOUBLED * np.median(gaps) else true


def _steps(found: Captured, walk: Walk, one: Labelled, key: Key, place: str) -> None:
    true = measurable(one)
    if not true:
        return
    told = [s.time_s for s in walk.steps if one.start_s <= s.time_s < one.end_s]
    data, placement, way = key.data, key.placement, one.direction.value
    found.steps.append(Counted(data, placement, key.quality, way, len(told), len(true), place))
    if key.quality == "full":
        landed = [t for t, _ in landings(one.clip) if one.start_s <= t < one.end_s]
        for into, at in ((found.times, landed), (found.reaches, true)):
            into.append(matched(told, at, data=data, placement=placement, way=way))


def _speed(found: Captured, walk: Walk, one: Labelled, key: Key) -> None:
    wanted = Knowledge.UNKNOWN if key.placement in LEGS else Knowledge.CALIBRATED
    if one.source != "snu" or key.knowledge != wanted:
        return
    for bout in walk.bouts:
        middle = 0.5 * (bout.start_s + bout.end_s)
        if one.start_s <= middle < one.end_s and bout.direction is one.direction:
            way_m = np.interp([bout.start_s, bout.end_s], *captured_path(one.clip))
            found.speeds.append(
                speed_of(
                    bout,
                    float(np.diff(way_m)[0]) / (bout.end_s - bout.start_s),
                    data=key.data,
                    placement=key.placement,
                    knowledge=key.knowledge,
                    body="leg length",
                )
            )


def clip_of(clip: str, qualities: Iterable[str] = QUALITIES) -> Captured:
    """Score one clip on every placement, side, state of knowledge and quality."""
    found = Captured()
    mine = [one for one in labelled() if one.clip == clip]
    for placement in PLACEMENTS:
        for side in sides(placement):
            walk = track(worn(clip, placement, side))
            name = f"{walk.placement} {walk.placement_source}"
            found.recognised.setdefault(placement.value, Counter())[name] += 1
            for knowledge in KNOWLEDGE:
                for quality in qualities:
                    told = walk_of(clip, placement, side, knowledge, quality)
                    if told is None:
                        found.apart[person_of(clip), placement.value] += quality == "full"
                        continue
                    for one in mine:
                        _ask(found, told, one, placement, side, knowledge, quality)
    return found


def _ask(
    found: Captured,
    told: Walk | str,
    one: Labelled,
    placement: Placement,
    side: str,
    knowledge: Knowledge,
    quality: str,
) -> None:
    data = one.source.upper()
    group = "sideways" if one.direction is Direction.SIDEWAYS else "walking"
    key = Key(data, group, placement, knowledge, quality, "", one.direction)
    ask(
        found.ledger,
        told,
        (one.start_s, one.end_s),
        key,
        f"{one.clip.removesuffix('.bvh')} {side}",
        keep=gives_direction(placement, knowledge),
        facts=facts_of(one),
    )
    if isinstance(told, str):
        return
    if knowledge is Knowledge.UNKNOWN:
        _steps(found, told, one, key, f"{one.clip.removesuffix('.bvh')} {side}")
    if quality == "full":
        _speed(found, told, one, key)
