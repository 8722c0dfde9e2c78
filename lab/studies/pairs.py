"""Two sensors at the same time: a leg that knows and a wrist that does not; both wrists as one."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from lab.mocap.clips import clips, labelled, turned, worn
from lab.studies.ask import WALKING, Told, held, motions_of, pieces_of, runs_of, score_truth
from lab.studies.plans import plan_of
from lab.studies.rows import Row, Tally
from lab.validation.score import windows
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction, track
from retrowalk.tracker.direction import models
from retrowalk.tracker.frame import Sagittal, sagittal
from retrowalk.tracker.moments import NAMES, moments_of
from retrowalk.tracker.pair import answers_of, clock_offset

LEFT = np.array([0.0, 1.0, 0.0])
SHORTEST_PAIR_S = 20.0


def _transferred(leg: Recording, arm: Recording, offset_s: float) -> list[Told]:
    """Give the walks of an arm the directions that a leg of unknown mounting tells."""
    walk = track(leg, placement=Placement.POCKET)
    told: list[Told] = []
    for motion, run in runs_of(motions_of(arm), Placement.WRIST):
        told.extend(pieces_of(motion, run, answers_of(motion, run, walk, offset_s)))
    return told


def simulated_rows(walks: int) -> list[Row]:
    """Score a phone in the pocket and a watch whose clocks differ by up to 1.8 s."""
    tally, errors, refused = Tally(), [], 0
    for seed in range(walks):
        style = WalkerStyle.varied(seed)
        recordings = [
            simulate(
                plan_of(seed),
                style=style,
                placement=placement,
                sensor="browser",
                mounting="random",
                seed=seed,
            )
            for placement in (Placement.POCKET, Placement.WRIST)
        ]
        (leg, truth), (arm, _) = recordings
        late_s = float(np.random.default_rng(seed).uniform(-1.8, 1.8))
        leg, arm = leg.part(max(0.0, -late_s), 1e9), arm.part(max(0.0, late_s), 1e9)
        offset = clock_offset(motions_of(leg), motions_of(arm))
        if offset.value is None:
            refused += 1
            continue
        # both cut at the same instant would differ by nothing
        errors.append(offset.value - (float(arm.time_s[0]) - float(leg.time_s[0])))
        told = _transferred(leg, arm, offset.value)
        score_truth(tally, told, truth, f"{seed}", after_s=0.0, delay_s=float(arm.time_s[0]))
    name = f"simulated, {walks} walks"
    size = np.abs(errors)
    return [
        Row(
            name,
            "offset of the clocks, up to 1.8 s",
            f"found {len(errors)} of {walks}, median error {np.median(size):.2f} s, "
            f"largest {size.max():.2f} s, {refused} refused",
        ),
        Row(name, "wrist by a pocket of unknown mounting: windows", str(tally)),
    ]


def captured_rows() -> list[Row]:
    """Score captured clips; the clock is asked only where a clip lasts 20 s."""
    tallies = {direction: Tally() for direction in WALKING}
    errors: list[float] = []
    asked = 0
    for index, clip in enumerate(clips()):
        mount = Rotation.random(rng=np.random.default_rng(index)).as_matrix()
        leg = turned(worn(clip, Placement.POCKET, "right"), mount)
        for side in ("left", "right"):
            arm = turned(worn(clip, Placement.WRIST, side), mount)
            if arm.duration_s >= SHORTEST_PAIR_S:
                late = arm.part(1.3, 1e9)
                asked += 1
                offset = clock_offset(motions_of(leg), motions_of(late))
                if offset.value is not None:
                    errors.append(offset.value - 1.3)
            told = _transferred(leg, arm, 0.0)
            for one in labelled():
                if one.clip == clip and one.direction in WALKING:
                    for low, high in windows(one.start_s, one.end_s):
                        tallies[one.direction].add(one.direction, held(told, low, high), clip)
    size = np.abs(errors)
    return [
        Row(
            "captured",
            f"offset of the clocks, 1.3 s, clips of {SHORTEST_PAIR_S:g} s and more",
            f"found {len(errors)} of {asked}, median error {np.median(size):.2f} s, "
            f"largest {size.max():.2f} s",
        ),
        *(
            Row("captured", f"wrist by a pocket of unknown mounting: {d} windows", str(tally))
            for d, tally in tallies.items()
        ),
    ]


def _signals(clip: str, placement: Placement, side: str, low: float, high: float) -> Sagittal:
    (motion,) = motions_of(worn(clip, placement, side))
    first, last = np.searchsorted(motion.time_s, [low, high])
    rows = np.arange(first, min(last, len(motion)), dtype=np.int64)
    return sagittal(motion, rows, LEFT)


def _mean(one: Sagittal, other: Sagittal) -> Sagittal:
    count = min(len(one.velocity_x), len(other.velocity_x))
    return Sagittal(
        *(
            0.5 * (getattr(one, name)[:count] + getattr(other, name)[:count])
            for name in Sagittal.__slots__
        )
    )


def _counts(score: Array, forward: Array) -> str:
    ahead, back = score[forward > 0], score[forward < 0]
    return f"{(ahead > 0).sum()}/{len(ahead)} forward, {(back < 0).sum()}/{len(back)} backward"


def both_wrists_rows() -> list[Row]:
    """Ask the waist's cues, and cues chosen on the other source, of the mean of both wrists."""
    moments: dict[str, list[Array]] = {"waist": [], "right wrist": [], "mean of both wrists": []}
    forward, sources = [], []
    for one in labelled():
        if one.direction not in WALKING:
            continue
        for low, high in windows(one.start_s, one.end_s):
            left = _signals(one.clip, Placement.WRIST, "left", low, high)
            right = _signals(one.clip, Placement.WRIST, "right", low, high)
            waist = _signals(one.clip, Placement.WAIST, "right", low, high)
            for name, signals in zip(moments, (waist, right, _mean(left, right)), strict=True):
                moments[name].append(moments_of(signals).odd)
            forward.append(1.0 if one.direction is Direction.FORWARD else -1.0)
            sources.append(one.source)
    truth, source = np.array(forward), np.array(sources)
    found = []
    for name, rows in moments.items():
        table = np.array(rows)
        fixed = table @ models()[Placement.WAIST].cues
        found.append(
            Row("captured", f"{name}: the waist's cues, axes known", _counts(fixed, truth))
        )
        for here, there in (("snu", "cmu"), ("cmu", "snu")):
            cue, sign = _best_cue(table[source == here], truth[source == here])
            told = sign * table[source == there, cue]
            found.append(
                Row(
                    there.upper(),
                    f"{name}: best single cue of {here.upper()}, {NAMES[cue]}",
                    _counts(told, truth[source == there]),
                )
            )
    return found


def _best_cue(table: Array, truth: Array) -> tuple[int, float]:
    """Return the moment and sign that are right most often, both directions counting alike."""
    shares = [
        (0.5 * float((ahead > 0).mean() + (back < 0).mean()), cue, sign)
        for cue in range(table.shape[1])
        for sign in (1.0, -1.0)
        for ahead, back in [(sign * table[truth > 0, cue], sign * table[truth < 0, cue])]
    ]
    _, cue, sign = max(shares)
    return cue, sign


def rows(walks: int = 40) -> list[Row]:
    """Return all rows of the study."""
    return [*simulated_rows(walks), *captured_rows(), *both_wrists_rows()]
