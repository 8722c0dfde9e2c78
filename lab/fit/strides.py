"""Single strides out of the motion capture, from contact to contact."""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.signal import butter, sosfiltfilt

from lab.mocap.bvh import read
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array
from retrowalk.simulate.body import BodyMotion, Segment
from retrowalk.simulate.feet import FootShape

ROOT = Path(__file__).resolve().parents[2]
MOCAP = ROOT.parent / "shared" / "data" / "mocap"
LOW_PASS_HZ = 7.0
RESTING = 0.5  # a point slower than this share of the walk stands on the ground
# straight, unstyled walks
FORWARD_CLIPS = ("snu/wd2_WalkForward", "cmu/02_", "cmu/06_0", "cmu/07_", "cmu/08_")


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
