"""Turning on the spot: what the tracker calls it, and what tells it from a walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lab.mocap.clips import body, clips, labelled, sides, worn
from lab.studies.ask import motions_of
from lab.studies.rows import Row
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate import Truth, WalkerStyle, simulate
from retrowalk.simulate.body import Segment
from retrowalk.tracker import Direction, track
from retrowalk.tracker.frame import hop_centres, leg_axes, sagittal, windows_at
from retrowalk.tracker.spot import on_the_spot
from retrowalk.tracker.timebase import PERIOD_S
from retrowalk.tracker.turning import turning

LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
TURNS = (
    "stand 2, forward 14, stand 3, turn 360, stand 3, turn -360, stand 3, turn 180, turn -180, "
    "stand 3, turn 720, stand 3, turn -720, stand 2"
)
WALKS = (
    "stand 2, forward 10, forward 8 turn 180, forward 6 turn -180, stand 2, backward 12, "
    "backward 10 turn 180, backward 8 turn 180, stand 2"
)
_WINDOW = 125
CALIBRATION_S = (1.0, 17.0)
LONG_S = 20.0

_Gated = dict[str, list[tuple[bool, bool]]]


@dataclass(frozen=True)
class _Span:
    start_s: float
    end_s: float
    name: str


def tracked_rows(walks: int) -> list[Row]:
    """Count the seconds of simulated turns on the spot by the direction that was told."""
    found = []
    for placement in (*LEGS, Placement.WAIST):
        for state in ("unknown", "calibrated", "known"):
            if placement is Placement.WAIST and state == "unknown":
                continue
            told = dict.fromkeys(Direction, 0.0)
            total = 0.0
            for seed in range(walks):
                recording, truth = simulate(
                    TURNS,
                    style=WalkerStyle.varied(seed),
                    placement=placement,
                    sensor="browser",
                    mounting="random",
                    seed=seed,
                )
                walk = track(
                    recording,
                    placement=placement,
                    mounting=truth.mounting if state == "known" else None,
                    calibration=CALIBRATION_S if state == "calibrated" else None,
                )
                for segment in truth.segments:
                    if segment.gait != "turn":
                        continue
                    total += segment.end_s - segment.start_s
                    for bout in walk.bouts:
                        inside = min(bout.end_s, segment.end_s) - max(bout.start_s, segment.start_s)
                        told[bout.direction] += max(0.0, inside)
            text = ", ".join(f"{told[d]:.0f} s {d}" for d in Direction if d is not Direction.STILL)
            what = f"{placement}, {state}: the tracker's answer in {total:.0f} s of turns"
            found.append(Row(f"simulated, {walks} people", what, text))
    return found


def _gated(recording: Recording, placement: Placement, spans: Sequence[_Span]) -> _Gated:
    """Return, for each half second inside a span, whether either limit is passed."""
    found: _Gated = {}
    for motion in motions_of(recording):
        centres = hop_centres(motion)
        rows = windows_at(motion, centres, _WINDOW)
        signals = sagittal(motion, rows, leg_axes(motion, _WINDOW))
        yaw = motion.yaw_rate[rows].mean(axis=1)
        back, ahead = (
            on_the_spot(yaw, signals.velocity_x, placement, forward=forward)
            for forward in (False, True)
        )
        for k, time_s in enumerate(motion.time_s[centres]):
            names = [span.name for span in spans if span.start_s <= time_s < span.end_s]
            if names:
                found.setdefault(names[0], []).append((bool(back[k]), bool(ahead[k])))
    return found


def _rows_of(data: str, placement: Placement, parts: Sequence[_Gated]) -> list[Row]:
    merged: _Gated = {}
    for part in parts:
        for name, values in part.items():
            merged.setdefault(name, []).extend(values)
    return [
        Row(
            data,
            f"{placement}, {name}: half seconds beyond the limit for backward, for forward",
            f"{sum(b for b, _ in both)}, {sum(a for _, a in both)} of {len(both)}",
        )
        for name, both in sorted(merged.items())
    ]


def _captured_spans(clip: str) -> list[_Span]:
    """Return the labelled stretches of a clip, then turns of the pelvis without travel."""
    spans = [
        _Span(one.start_s, one.end_s, str(one.direction)) for one in labelled() if one.clip == clip
    ]
    moving = body(clip)
    pelvis = moving.segments[Segment.PELVIS]
    time_s = np.arange(0.0, moving.time_s[-1], 0.1)
    front = pelvis.world_from_segment[:, :2, 0]
    yaw = np.interp(time_s, moving.time_s, np.unwrap(np.arctan2(front[:, 1], front[:, 0])))
    mean = np.full(7, 1.0 / 7.0)
    rate = np.convolve(np.gradient(yaw, 0.1), mean, "same")
    place = [np.interp(time_s, moving.time_s, x) for x in pelvis.origin_m[:, :2].T]
    speed = np.hypot(*(np.convolve(np.gradient(x, 0.1), mean, "same") for x in place))
    turns = (np.abs(rate) > 0.6) & (speed < 0.35)
    return spans + [
        _Span(float(t), float(t) + 0.1, "turning without travel") for t in time_s[turns]
    ]


def _simulated_spans(truth: Truth) -> list[_Span]:
    names = {"forward": "forward", "backward": "backward", "turn": "turning on the spot"}
    return [
        _Span(one.start_s + 1.0, one.end_s - 1.0, names[one.gait])
        for one in truth.segments
        if one.gait in names
    ]


def limit_rows(walks: int) -> list[Row]:
    """Count half seconds beyond the limits: turns should be, walks should not."""
    found = []
    for placement in LEGS:
        simulated = []
        for seed in range(walks):
            for plan in (TURNS, WALKS):
                recording, truth = simulate(
                    plan,
                    style=WalkerStyle.varied(seed),
                    placement=placement,
                    sensor="browser",
                    mounting="random",
                    seed=seed,
                )
                simulated.append(_gated(recording, placement, _simulated_spans(truth)))
        found.extend(_rows_of(f"simulated, {walks} people", placement, simulated))
        captured = [
            _gated(worn(clip, placement, "right"), placement, _captured_spans(clip))
            for clip in clips()
        ]
        found.extend(_rows_of("captured", placement, captured))
    return found


def error_rows() -> list[Row]:
    """Compare a device's turning, and the plain integral of its vertical rate, with the pelvis."""
    errors: dict[tuple[str, str], list[Array]] = {}
    for clip in (clip for clip in clips() if body(clip).time_s[-1] >= LONG_S):
        moving = body(clip)
        front = moving.segments[Segment.PELVIS].world_from_segment[:, :2, 0]
        true = np.unwrap(np.arctan2(front[:, 1], front[:, 0]))
        for placement in (Placement.WRIST, Placement.HAND, *LEGS, Placement.WAIST):
            for side in sides(placement):
                (motion,) = motions_of(worn(clip, placement, side))
                turned = turning([motion])
                plain = np.cumsum(motion.yaw_rate) * PERIOD_S
                told = {
                    "mean orientation": turned.angle_rad,
                    "integral of the rate": np.interp(turned.time_s, motion.time_s, plain),
                }
                for name, angle in told.items():
                    off = angle - np.interp(turned.time_s, moving.time_s, true)
                    errors.setdefault((placement, name), []).append(off - np.median(off))
    return [
        Row(
            "captured",
            f"{placement}, {name}: error of the heading against the pelvis, clips of 20-50 s",
            f"{np.degrees(np.sqrt(np.mean(np.concatenate(parts) ** 2))):.1f} degrees (root mean "
            f"square), largest {np.degrees(np.abs(np.concatenate(parts)).max()):.0f}",
        )
        for (placement, name), parts in errors.items()
    ]


def rows(walks: int = 10) -> list[Row]:
    """Return all rows of the study."""
    return [*error_rows(), *tracked_rows(walks), *limit_rows(walks)]
