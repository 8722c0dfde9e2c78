"""Numbers of each bout, of each second and of the whole walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retrowalk.estimate import Estimate
from retrowalk.recording import Array, Placement, Recording, Wearer
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.base import (
    Bout,
    Direction,
    Knowledge,
    Second,
    Step,
    Summary,
    Totals,
    Walk,
)
from retrowalk.tracker.contact import contact_of_bout
from retrowalk.tracker.contact_times import contact_samples
from retrowalk.tracker.outcomes import Cut
from retrowalk.tracker.personal import PersonalScale
from retrowalk.tracker.placement import Placed
from retrowalk.tracker.speed import speed
from retrowalk.tracker.steadiness import steadiness
from retrowalk.tracker.steps import ARM_PLACEMENTS, LEG_PLACEMENTS
from retrowalk.tracker.timebase import GAP_S, PERIOD_S, RATE_HZ
from retrowalk.tracker.trunk import evened

# Half-widths of the step counts' 95 % intervals, from motion capture and simulation
# (docs/validation.md): the two ends of a bout, and a share for missed or doubled steps.
_LEG_STEP_ERROR = (1.0, 0.02)
_TRUNK_STEP_ERROR = (1.0, 0.05)
_ARM_STEP_ERROR = (2.0, 0.20)
# A leg without a gyroscope: simulated walks have up to 2.6 times the steps that are seen.
_BLIND_LEG = (0.8, 2.7)


def _step_count(count: int, placement: Placement, *, gyroscope: bool) -> Estimate:
    if placement in LEG_PLACEMENTS and not gyroscope:
        low, high = _BLIND_LEG
        reason = "without a gyroscope a sensor on a leg misses many steps"
        return Estimate(float(count), np.floor(low * count), np.ceil(high * count), "steps", reason)
    ends, share = _TRUNK_STEP_ERROR
    if placement in LEG_PLACEMENTS:
        ends, share = _LEG_STEP_ERROR
    elif placement in ARM_PLACEMENTS:
        ends, share = _ARM_STEP_ERROR
    error = ends + share * count
    return Estimate(
        float(count), max(0.0, np.floor(count - error)), np.ceil(count + error), "steps"
    )


def bout_of(
    cut: Cut,
    placement: Placement,
    wearer: Wearer,
    scale: PersonalScale | None,
    *,
    has_gyroscope: bool,
) -> Bout:
    """Return the numbers of one piece of walking.

    Args:
        cut: the piece.
        placement: where the sensor is worn.
        wearer: body size for speed and distance.
        scale: what known distances told of this person, or None.
        has_gyroscope: whether turning was measured.
    """
    piece = cut.piece
    samples = np.array([step.sample for step in piece.steps])
    start_s = (cut.first + piece.start) * PERIOD_S
    end_s = (cut.first + piece.end) * PERIOD_S
    intervals = np.diff(samples) / RATE_HZ
    cadence_hz = float(1.0 / intervals.mean())
    # strides: a leg's turning points are not evenly spaced, its strides are
    strides_s = (samples[2:] - samples[:-2]) / RATE_HZ
    error = 1.96 * float(strides_s.std() / strides_s.mean()) / float(np.sqrt(len(strides_s)))
    cadence = Estimate(
        60.0 * cadence_hz,
        60.0 * cadence_hz * max(0.0, 1.0 - error),
        60.0 * cadence_hz * (1.0 + error),
        "1/min",
    )
    if has_gyroscope or placement not in LEG_PLACEMENTS:
        span = piece.start, piece.end
        speed_mps = speed(
            piece.steps, cadence_hz, placement, piece.direction, wearer, cut.strides, span, scale
        )
    else:
        speed_mps = Estimate.unknown("m/s", "the recording has no gyroscope")
    distance = (
        speed_mps.scaled(end_s - start_s, "m")
        if speed_mps.known
        else Estimate.unknown("m", speed_mps.reason or "speed unknown")
    )
    return Bout(
        start_s=round(start_s, 3),
        end_s=round(end_s, 3),
        direction=piece.direction,
        probability=round(piece.probability, 4),
        steps=_step_count(len(piece.steps), placement, gyroscope=has_gyroscope),
        cadence_spm=cadence,
        speed_mps=speed_mps,
        distance_m=distance,
        contact=contact_of_bout(cut.contacts),
        steadiness=steadiness(cut.timing, cut.trunk),
        reason=piece.reason,
    )


def _instants(cut: Cut, placement: Placement) -> Timing:
    """Return when the steps of one piece were found, before any lag."""
    if cut.trunk is not None:
        return evened(cut.timing, cut.trunk)
    if placement in ARM_PLACEMENTS:
        # no lag is known there, and waveforms place the steps no better than turning points
        found = np.array([step.sample for step in cut.piece.steps], float)
        return replace(cut.timing, samples=found)
    return cut.timing


def contact_times_s(cut: Cut, placement: Placement) -> Array:
    """Return the (n,) instants at which the feet of one piece came down, inside it."""
    piece = cut.piece
    timing = _instants(cut, placement)
    at = contact_samples(piece.steps, piece.fronts, timing, placement, piece.direction)
    return np.asarray((cut.first + np.clip(at, piece.start, piece.end - 1)) * PERIOD_S)


def steps_of(cut: Cut, placement: Placement) -> tuple[Step, ...]:
    """Return the steps of one piece of walking."""
    return tuple(
        Step(round(float(at_s), 3), cut.piece.direction) for at_s in contact_times_s(cut, placement)
    )


def sum_of(estimates: list[Estimate], unit: str, *, shared: bool) -> Estimate:
    """Return the sum; errors that all of them share add up, others partly cancel."""
    known = [e for e in estimates if e.value is not None]
    if estimates and not known:
        return Estimate.unknown(unit, estimates[0].reason or "unknown")
    value = sum(e.value for e in known if e.value is not None)

    def error(ends: list[float]) -> float:
        return float(sum(ends)) if shared else float(np.sqrt(sum(end**2 for end in ends)))

    low = error([e.value - e.low for e in known if e.value is not None and e.low is not None])
    high = error([e.high - e.value for e in known if e.value is not None and e.high is not None])
    reason = None
    if len(known) < len(estimates):
        reason = f"{len(estimates) - len(known)} of {len(estimates)} bouts have none"
    return Estimate(float(value), max(0.0, float(value) - low), float(value) + high, unit, reason)


def lasted(bout: Bout) -> Estimate:
    """Return how long a piece of walking was, give or take a step, in seconds."""
    length = bout.end_s - bout.start_s
    step_s = 60.0 / (bout.cadence_spm.value or 60.0)
    return Estimate(length, max(0.0, length - step_s), length + step_s, "s")


def _with_undecided(steps: Estimate, undecided: float) -> Estimate:
    """Widen a count by the steps whose direction is unknown: any of them may belong to it."""
    if steps.high is None or not undecided:
        return steps
    reason = f"{undecided:.0f} more steps have no known direction"
    return Estimate(steps.value, steps.low, steps.high + undecided, steps.unit, reason)


def _totals(bouts: list[Bout], direction: Direction) -> Totals:
    mine = [bout for bout in bouts if bout.direction is direction]
    if bouts and all(bout.direction is Direction.UNKNOWN for bout in bouts) and not mine:
        # no walk had a direction: there may have been any number of steps this way
        reason = bouts[0].reason or "the direction is unknown"
        return Totals(*(Estimate.unknown(unit, reason) for unit in ("steps", "s", "m")))
    seconds = [lasted(bout) for bout in mine]
    steps = sum_of([bout.steps for bout in mine], "steps", shared=False)
    if direction is not Direction.UNKNOWN:
        lost = [b.steps.value or 0.0 for b in bouts if b.direction is Direction.UNKNOWN]
        steps = _with_undecided(steps, sum(lost))
    return Totals(
        steps,
        sum_of(seconds, "s", shared=False),
        # leg length and gain are the same in every bout
        sum_of([bout.distance_m for bout in mine], "m", shared=True),
    )


def _seconds(
    duration_s: float, cuts: Sequence[Cut], gaps: tuple[tuple[float, float], ...]
) -> tuple[Second, ...]:
    """Give each second the direction that holds most of it."""
    total = int(np.floor(duration_s + 1e-9))
    weight = {d: np.zeros(total) for d in Direction}
    sure = np.zeros(total)

    def spread(into: np.ndarray[tuple[int], np.dtype[np.float64]], a: float, b: float) -> None:
        for second in range(max(0, int(a)), min(total, int(np.ceil(b)))):
            into[second] += min(b, second + 1.0) - max(a, float(second))

    for item in cuts:
        start = (item.first + item.piece.start) * PERIOD_S
        end = (item.first + item.piece.end) * PERIOD_S
        spread(weight[item.piece.direction], start, end)
        at = np.array([(item.first + a.sample) * PERIOD_S for a in item.answers])
        for second in range(max(0, int(start)), min(total, int(np.ceil(end)))):
            sure[second] = item.piece.probability
            if len(at):
                near = item.answers[int(np.argmin(np.abs(at - second - 0.5)))]
                if near.direction is item.piece.direction:
                    sure[second] = near.probability
    hole = np.zeros(total)
    for a, b in gaps:
        spread(hole, a, b)
    found = []
    for second in range(total):
        shares = {d: float(w[second]) for d, w in weight.items()}
        walked = sum(shares.values())
        if hole[second] >= 0.5:
            found.append(Second(float(second), Direction.UNKNOWN, 0.0))
        elif walked < 0.5:
            found.append(Second(float(second), Direction.STILL, 1.0))
        else:
            best = max(shares, key=lambda d: shares[d])
            known = best is not Direction.UNKNOWN
            found.append(
                Second(float(second), best, round(float(sure[second]), 4) if known else 0.0)
            )
    return tuple(found)


def walk_of(
    recording: Recording,
    cuts: Sequence[Cut],
    where: Placed,
    knowledge: Knowledge,
    wearer: Wearer,
    scale: PersonalScale | None,
) -> Walk:
    """Put the answer together.

    Args:
        recording: what was tracked.
        cuts: pieces of walking in time order.
        where: the placement in use.
        knowledge: what was known of the mounting.
        wearer: body size.
        scale: what known distances told of this person, or None.
    """
    measured = recording.angular_rate_rads is not None
    bouts = [bout_of(item, where.placement, wearer, scale, has_gyroscope=measured) for item in cuts]
    offset = float(recording.time_s[0])
    gaps = tuple((a - offset, b - offset) for a, b in recording.gaps(GAP_S))
    steps = tuple(step for item in cuts for step in steps_of(item, where.placement))
    warnings = []
    lost = sum(b - a for a, b in gaps)
    if gaps:
        warnings.append(
            f"{len(gaps)} gap(s) without samples, {lost:.1f} s together: nothing is counted there"
        )
    if (
        wearer.height_m is None
        and wearer.leg_length_m is None
        and where.placement is not Placement.FOOT
    ):
        warnings.append("body height not given: speed and distance have wider intervals")
    if not bouts:
        warnings.append("no walking found: at least four steps in a row are needed")
    return Walk(
        duration_s=recording.duration_s,
        rate_hz=recording.rate_hz,
        placement=where.placement,
        placement_source=where.source,
        knowledge=knowledge,
        summary=Summary(
            backward=_totals(bouts, Direction.BACKWARD),
            forward=_totals(bouts, Direction.FORWARD),
            sideways=_totals(bouts, Direction.SIDEWAYS),
            unknown=_totals(bouts, Direction.UNKNOWN),
        ),
        bouts=tuple(bouts),
        steps=steps,
        seconds=_seconds(recording.duration_s, cuts, gaps),
        gaps=gaps,
        warnings=tuple(warnings),
        source=recording.source,
        device=recording.device,
        start_utc=None if recording.start_utc is None else recording.start_utc.isoformat(),
    )
