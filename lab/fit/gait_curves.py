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
import json
import re

import numpy as np

from lab.fit.strides import ROOT, Stride, strides
from retrowalk.recording import Array
from retrowalk.simulate.curves import swing_basis
from retrowalk.simulate.feet import FootShape, bridge

TARGET = ROOT / "src" / "retrowalk" / "simulate" / "gait_curves.json"

HARMONICS = 6
SWING_TERMS = 5
POINTS = 101
CLOSE_M = 0.01  # what counts as alike when a swing is fitted
CLOSE_MS2 = 2.0
# these dribble a ball: their legs count, their arms do not
BUSY_HANDS = ("cmu/06_06", "cmu/06_07")
ARM_CURVES = ("upper_arm_pitch", "elbow_flexion", "upper_arm_roll")
# a symmetric walker: these change sign, those repeat, from one step to the next
ODD_CURVES = ("pelvis_left", "pelvis_obliquity", "pelvis_rotation", "trunk_side", "trunk_rotation")
EVEN_CURVES = ("pelvis_up", "pelvis_front", "pelvis_tilt", "trunk_tilt")
# the rest pose of each skeleton decides these means, not the walk
FREE_MEANS = (
    "pelvis_up",
    "pelvis_front",
    "pelvis_tilt",
    "trunk_tilt",
    "thigh_twist",
    "shank_twist",
    "foot_twist",
    "foot_roll",
)
SCRATCH = ("time", "hips_x", "ankle_x", "ankle_z", "ankle_front", "ankle_up", "ball_x", "heel_x")


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
