"""Derive the mean stride curves of the virtual walker from motion capture.

    python -m lab.fit.gait_curves            writes src/retrowalk/simulate/gait_curves.json
    python -m lab.fit.gait_curves --show     prints what went in, writes nothing

Each stride from contact to contact of one foot becomes 101 samples: stance is stretched to
the gait's mean duty, swing to the rest; left strides are mirrored. Harmonics of the mean are
kept, with a slope over dimensionless speed where the captures span enough of it. Backward
curves come from backward captures alone.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.signal import butter, sosfiltfilt

from lab.mocap.bvh import read
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.simulate.body import BodyMotion, Segment
from retrowalk.simulate.curves import swing_basis
from retrowalk.simulate.feet import FootShape, bridge

ROOT = Path(__file__).resolve().parents[2]
MOCAP = ROOT.parent / "shared" / "data" / "mocap"
TARGET = ROOT / "src" / "retrowalk" / "simulate" / "gait_curves.json"

HARMONICS = 6
SWING_TERMS = 5
POINTS = 101
LOW_PASS_HZ = 7.0
CLOSE_M = 0.01  # what counts as alike when a swing is fitted
CLOSE_MS2 = 2.0
RESTING = 0.5  # a point slower than this share of the walk stands on the ground
# straight, unstyled walks; ball dribbling (06_06, 06_07) keeps its legs, not its arms
FORWARD_CLIPS = ("snu/wd2_WalkForward", "cmu/02_", "cmu/06_0", "cmu/07_", "cmu/08_")
BUSY_HANDS = ("cmu/06_06", "cmu/06_07")
ARM_CURVES = ("upper_arm_pitch", "elbow_flexion", "upper_arm_roll")
# a symmetric walker: these change sign, those repeat, from one step to the next
ODD_CURVES = ("pelvis_left", "pelvis_obliquity", "pelvis_rotation", "trunk_side", "trunk_rotation")
EVEN_CURVES = ("pelvis_up", "pelvis_front", "pelvis_tilt", "trunk_tilt")
# the rest pose of each skeleton decides these means, not the walk
FREE_MEANS = (
    "pelvis_front",
    "pelvis_tilt",
    "trunk_tilt",
    "thigh_twist",
    "shank_twist",
    "foot_twist",
    "foot_roll",
)
SCRATCH = ("time", "hips_x", "ankle_x", "ankle_z", "ankle_front", "ankle_up", "ball_x", "heel_x")


@dataclass(frozen=True, eq=False)
class Stride:
    """One stride: its source, timing and curves by name, (POINTS,) each."""

    clip: str
    speed: float
    stride_s: float
    length: float
    duty: float
    over: float
    curves: dict[str, Array]


def _smooth(values: Array, rate_hz: float) -> Array:
    sos = butter(2, LOW_PASS_HZ, fs=rate_hz, output="sos")
    return np.asarray(sosfiltfilt(sos, values, axis=0))


def _signals(body: BodyMotion, start_s: float, end_s: float, side: str) -> dict[str, Array]:
    """Return curves over time in the heading frame, mirrored so that `side` is the right."""
    sign = 1.0 if side == "right" else -1.0
    other = "left" if side == "right" else "right"
    inside = (body.time_s >= start_s) & (body.time_s < end_s)
    pelvis = body.segments[Segment.PELVIS]
    front = pelvis.world_from_segment[inside, :2, 0].mean(axis=0)
    yaw = np.arctan2(front[1], front[0])
    cos, sin = np.cos(yaw), np.sin(yaw)
    turn = np.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]])
    rate = body.rate_hz

    def position(segment: Segment) -> Array:
        return _smooth(body.segments[segment].origin_m @ turn.T, rate)

    def axes(segment: Segment) -> Array:
        return np.asarray(turn @ body.segments[segment].world_from_segment)

    def pitch(segment: Segment, axis: int = 2) -> Array:
        v = axes(segment)[:, :, axis]
        angle = np.arctan2(v[:, 0], v[:, 2]) if axis == 2 else np.arctan2(-v[:, 2], v[:, 0])
        return _smooth(np.unwrap(angle), rate)

    def roll(segment: Segment) -> Array:
        v = axes(segment)[:, :, 1]
        return sign * _smooth(np.arctan2(v[:, 2], np.hypot(v[:, 0], v[:, 1])), rate)

    def rotation(segment: Segment) -> Array:
        v = axes(segment)[:, :, 0]
        return sign * _smooth(np.unwrap(np.arctan2(v[:, 1], v[:, 0])), rate)

    def twist(segment: Segment) -> Array:
        v = axes(segment)[:, :, 1]
        return sign * _smooth(np.unwrap(np.arctan2(-v[:, 0], v[:, 1])), rate)

    thigh, shank = Segment(f"thigh_{side}"), Segment(f"shank_{side}")
    foot, arm = Segment(f"foot_{side}"), Segment(f"upper_arm_{side}")
    unit = body.segments[thigh].length_m + body.segments[shank].length_m
    hips, ankle = position(Segment.PELVIS), position(foot)
    other_ankle = position(Segment(f"foot_{other}"))
    middle = 0.5 * (ankle + other_ankle)
    shape = FootShape.of_height(1.72)
    sole = axes(foot)
    ball = ankle + sole @ np.array([shape.ball_m, 0.0, -shape.height_m])
    heel = ankle + sole @ np.array([-shape.heel_m, 0.0, -shape.height_m])
    arm_side = axes(arm)[:, :, 2]
    return {
        "hips_x": hips[:, 0] / unit,
        "ankle_x": ankle[:, 0] / unit,
        "ankle_z": ankle[:, 2] / unit,
        "ball_x": ball[:, 0] / unit,
        "heel_x": heel[:, 0] / unit,
        "pelvis_left": sign * (hips[:, 1] - middle[:, 1]) / unit,
        "pelvis_up": hips[:, 2] / unit,
        "pelvis_tilt": pitch(Segment.PELVIS),
        "pelvis_obliquity": roll(Segment.PELVIS),
        "pelvis_rotation": rotation(Segment.PELVIS),
        "trunk_tilt": pitch(Segment.TRUNK),
        "trunk_side": roll(Segment.TRUNK),
        "trunk_rotation": rotation(Segment.TRUNK),
        "thigh_pitch": pitch(thigh),
        "shank_pitch": pitch(shank),
        "knee_flexion": pitch(shank) - pitch(thigh),
        "foot_pitch": pitch(foot, axis=0),
        "thigh_twist": twist(thigh),
        "shank_twist": twist(shank),
        "foot_twist": twist(foot),
        "foot_roll": roll(foot),
        "upper_arm_pitch": pitch(arm),
        "upper_arm_roll": sign * _smooth(np.arctan2(-arm_side[:, 1], arm_side[:, 2]), rate),
        "elbow_flexion": pitch(arm) - pitch(Segment(f"forearm_{side}")),
    }


def _stride(
    clip: str, body: BodyMotion, signals: dict[str, Array], ic: float, end: float
) -> Stride:
    """Cut one stride from contact to contact."""
    time = np.linspace(ic, end, 400)
    at = {name: np.interp(time, body.time_s, values) for name, values in signals.items()}
    late = (time > ic + 0.4 * (end - ic)) & (time < ic + 0.85 * (end - ic))
    # toe-off: neither ball nor heel rests any more
    mean_rate = abs(at["hips_x"][-1] - at["hips_x"][0]) / (end - ic)
    rates = [np.abs(np.gradient(at[point], time)) for point in ("ball_x", "heel_x")]
    moving = late & (np.minimum(*rates) > RESTING * mean_rate)
    off = float(time[moving][0]) if moving.any() else end
    duty = (off - ic) / (end - ic)
    unit = body.segments[Segment.THIGH_LEFT].length_m + body.segments[Segment.SHANK_LEFT].length_m
    length = at["hips_x"][-1] - at["hips_x"][0]
    stride_s = end - ic
    flat = (time > ic + 0.2 * stride_s) & (time < ic + 0.35 * stride_s)
    at["foot_pitch"] = at["foot_pitch"] - np.median(at["foot_pitch"][flat])
    at["pelvis_front"] = at["hips_x"] - at["hips_x"][0] - length * (time - ic) / stride_s
    ground = np.median(at["ankle_z"][flat])
    # when the mean path of the hips passes the flat foot's ankle
    path = at["hips_x"][0] + float(np.mean(at["pelvis_front"]))
    over_s = (float(np.median(at["ankle_x"][flat])) - path) / length * stride_s
    at["ankle_front"] = (at["ankle_x"] - np.median(at["ankle_x"][flat])) / length
    at["ankle_up"] = at["ankle_z"] - ground
    at["pelvis_up"] = at["pelvis_up"] - ground
    speed = abs(length) * unit / stride_s / np.sqrt(STANDARD_GRAVITY_MS2 * unit)
    return Stride(
        clip, speed, stride_s, length, duty, over_s / (off - ic), {**at, "time": time - ic}
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (MOCAP / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def strides(direction: str) -> list[Stride]:
    """Return all usable strides of one direction."""
    contacts: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in _rows("contacts.csv"):
        if row["direction"] == direction:
            contacts[row["clip"], row["side"]].append(float(row["time_s"]))
    found: list[Stride] = []
    for row in _rows("segments.csv"):
        clip = row["clip"]
        if row["direction"] != direction:
            continue
        if direction == "forward" and not clip.startswith(FORWARD_CLIPS):
            continue
        body = read(MOCAP / clip)
        start, end = float(row["start_s"]), float(row["end_s"])
        for side in ("left", "right"):
            signals = _signals(body, start, end, side)
            times = [t for t in contacts[clip, side] if start <= t < end]
            found += [
                _stride(clip, body, signals, a, b)
                for a, b in itertools.pairwise(times)
                if 0.7 < b - a < 2.2
            ]
    return [s for s in found if 0.5 < s.duty < 0.78]


def _warped(stride: Stride, name: str, duty: float) -> Array:
    phase = np.linspace(0.0, 1.0, POINTS)
    share = np.where(
        phase < duty,
        phase / duty * stride.duty,
        stride.duty + (phase - duty) / (1.0 - duty) * (1.0 - stride.duty),
    )
    return np.interp(share * stride.stride_s, stride.curves["time"], stride.curves[name])


def _weights(chosen: list[Stride]) -> Array:
    """Let each source (SNU, CMU subject) weigh alike, however many strides it has."""
    source = [s.clip.split("_")[0] for s in chosen]
    return np.array([1.0 / source.count(name) for name in source])


def _fit(chosen: list[Stride], name: str, duty: float, reference: float, slope: bool) -> Array:
    """Return (2, 1 + 2 k): Fourier coefficients and their slopes over speed."""
    phase = np.arange(POINTS - 1) / (POINTS - 1)
    columns = [np.ones_like(phase)]
    for k in range(1, HARMONICS + 1):
        columns += [np.cos(2 * np.pi * k * phase), np.sin(2 * np.pi * k * phase)]
    basis = np.stack(columns, axis=1)
    values = np.stack([_warped(s, name, duty) for s in chosen])
    drift = values[:, -1:] - values[:, :1]
    values = values[:, :-1] - drift * (phase - 0.5)
    series = values @ np.linalg.pinv(basis).T
    weights = np.sqrt(_weights(chosen))
    offset = np.array([s.speed for s in chosen]) - reference
    design = np.stack([np.ones_like(offset), offset], axis=1)
    if not slope:
        design = design[:, :1]
    answer = np.linalg.lstsq(design * weights[:, None], series * weights[:, None], rcond=None)[0]
    result = answer if slope else np.vstack([answer, np.zeros_like(answer)])
    for k in range(1, HARMONICS + 1):
        if (name in ODD_CURVES and k % 2 == 0) or (name in EVEN_CURVES and k % 2 == 1):
            result[:, 2 * k - 1 : 2 * k + 1] = 0.0
    if name in ODD_CURVES or name in FREE_MEANS:
        result[:, 0] = 0.0
    return np.asarray(result)


def _fourier(coefficients: Array, phase: Array) -> Array:
    value = np.full_like(phase, coefficients[0])
    for k in range(1, HARMONICS + 1):
        value = value + coefficients[2 * k - 1] * np.cos(2 * np.pi * k * phase)
        value = value + coefficients[2 * k] * np.sin(2 * np.pi * k * phase)
    return value


def _second(values: Array, share: Array, swing_s: float) -> Array:
    """Return second time derivatives along the swing."""
    time = share * swing_s
    return np.asarray(np.gradient(np.gradient(values, time, axis=0), time, axis=0))


def _swing(chosen: list[Stride], duty: float, foot: Array, unit_m: float) -> tuple[Array, Array]:
    """Return the swing shapes left over by the walker's own quintic between two stances."""
    weights = _weights(chosen)
    stride_s = float(np.average([s.stride_s for s in chosen], weights=weights))
    length = float(np.average([s.length for s in chosen], weights=weights)) * unit_m
    front = np.average([_warped(s, "ankle_front", duty) for s in chosen], axis=0, weights=weights)
    up = np.average([_warped(s, "ankle_up", duty) for s in chosen], axis=0, weights=weights)
    phase = np.linspace(0.0, 1.0, POINTS)
    shape = FootShape.of_height((unit_m) / 0.491)

    def state(centre: float, shift: float) -> Array:
        h = 0.005
        times = centre + np.array([-h, 0.0, h])
        roll = np.stack(shape.roll(_fourier(foot, times)), axis=1)
        roll[:, 0] += shift
        step_s = h * stride_s
        return np.stack(
            [
                roll[1],
                (roll[2] - roll[0]) / (2 * step_s),
                0.0 * (roll[2] - 2 * roll[1] + roll[0]) / step_s**2,
            ]
        )

    swing = phase >= duty
    share = (phase[swing] - duty) / (1.0 - duty)
    joined = bridge(share, state(duty, 0.0), state(1.0, length), (1.0 - duty) * stride_s)
    basis = swing_basis(share, SWING_TERMS)
    swing_s = (1.0 - duty) * stride_s
    ends: list[Array] = []
    for want, have, scale in (
        (front[swing] * length, joined[:, 0], length),
        (up[swing] * unit_m, joined[:, 1], unit_m),
    ):
        left = want - have
        # position alone would be bought with acceleration that no leg has
        rows = np.vstack([basis / CLOSE_M, _second(basis, share, swing_s) / CLOSE_MS2])
        goal = np.concatenate([left / CLOSE_M, _second(left, share, swing_s) / CLOSE_MS2])
        answer = np.asarray(np.linalg.lstsq(rows, goal, rcond=None)[0], dtype=np.float64)
        rest = left - basis @ answer
        print(f"  swing residue {np.std(rest) * 1000:.1f} mm of {np.ptp(want):.2f} m")
        ends.append(answer / scale)
    return ends[0], ends[1]


def fitted(direction: str) -> dict[str, object]:
    """Return the JSON form of one gait's curves."""
    chosen = strides(direction)
    weights = _weights(chosen)
    duty = round(float(np.average([s.duty for s in chosen], weights=weights)), 3)
    over = round(float(np.average([s.over for s in chosen], weights=weights)), 3)
    speeds = np.array([s.speed for s in chosen])
    reference = round(float(np.average(speeds, weights=weights)), 3)
    slope = direction == "forward"
    print(
        f"{direction}: {len(chosen)} strides of {len({s.clip for s in chosen})} clips,"
        f" duty {duty}, over {over}, speed {speeds.min():.2f}-{speeds.max():.2f}"
    )
    names = [n for n in chosen[0].curves if n not in SCRATCH]
    curves = {}
    for name in names:
        usable = chosen
        if name in ARM_CURVES:
            usable = [s for s in chosen if not s.clip.startswith(BUSY_HANDS)]
        mean, per_speed = _fit(usable, name, duty, reference, slope)
        curves[name] = {"mean": mean.round(4).tolist(), "per_speed": per_speed.round(4).tolist()}
    front, up = _swing(chosen, duty, np.array(curves["foot_pitch"]["mean"]), 0.85)
    return {
        "duty": duty,
        "over": over,
        "speed_reference": reference,
        "speed_low": round(float(np.quantile(speeds, 0.02)), 3),
        "speed_high": round(float(np.quantile(speeds, 0.98)), 3),
        "strides": len(chosen),
        "clips": len({s.clip for s in chosen}),
        "swing_front": front.round(4).tolist(),
        "swing_up": up.round(4).tolist(),
        "curves": curves,
    }


def _pretty(data: dict[str, object]) -> str:
    """Return JSON with each list of numbers on one line."""
    import re

    text = json.dumps(data, indent=1)
    return re.sub(r"\[[^\[\]{}]*\]", lambda m: re.sub(r"\s+", " ", m[0]), text) + "\n"


def main() -> None:
    """Fit and write, or only show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    data: dict[str, object] = {
        "about": "mean stride curves; see retrowalk/simulate/curves.py; made by "
        "python -m lab.fit.gait_curves from the SNU and CMU motion capture (NOTICE)",
        "gaits": {direction: fitted(direction) for direction in ("forward", "backward")},
    }
    if not options.show:
        TARGET.write_text(_pretty(data), encoding="utf-8")
        print(f"wrote {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
