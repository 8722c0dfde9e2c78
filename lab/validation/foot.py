"""PyShoe: a sensor on the foot beside optical capture, stride by stride (validation only)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from scipy.io import loadmat

from lab.mocap.clips import SHARED
from lab.validation.score import Row, Tally, answer
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.tracker import Direction, track
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.strides import foot_strides, stride_direction
from retrowalk.tracker.timebase import stretches

FOLDER = SHARED / "foot_imu_pyshoe"
# the file's axes are x to the toe, z down
MOUNTING = Mounting(np.diag([1.0, -1.0, -1.0]))
LABELS = {"fwd": Direction.FORWARD, "back": Direction.BACKWARD, "side": Direction.SIDEWAYS}


def recording(path: Path) -> Recording:
    """Read one trial."""
    data = loadmat(path)
    time_s = np.ravel(data["ts"])
    return Recording(time_s - time_s[0], data["imu"][:, :3], data["imu"][:, 3:6])


def _by_bouts(strides: list[dict[str, str]]) -> list[Row]:
    """Score the same strides by the bout of the whole tracker that holds them.

    A bout has at least four steps, so a change of direction that lasts one stride is lost here.
    """
    found: list[Row] = []
    for name, mounting in (("known", MOUNTING), ("unknown", None)):
        tallies = {direction: Tally() for direction in LABELS.values()}
        for trial in sorted({row["trial"] for row in strides}):
            walk = track(
                recording(FOLDER / f"{trial}.mat"), placement=Placement.FOOT, mounting=mounting
            )
            for row in strides:
                if row["trial"] == trial:
                    middle = 0.5 * (float(row["t0_s"]) + float(row["t1_s"]))
                    told = answer(walk, middle - 0.1, middle + 0.1)
                    tallies[LABELS[row["label"]]].add(LABELS[row["label"]], told, trial)
        found.extend(
            Row("PyShoe foot", f"by bouts, mounting {name}: {direction}", str(tally))
            for direction, tally in tallies.items()
        )
    return found


def rows() -> tuple[list[Row], list[str]]:
    """Score every labelled stride."""
    with (FOLDER / "stride_direction.csv").open() as file:
        strides = [row for row in csv.DictReader(file) if row["label"] in LABELS]
    tallies = {direction: Tally() for direction in LABELS.values()}
    lengths = []
    for trial in sorted({row["trial"] for row in strides}):
        found = [
            (part.time_s, stride)
            for part in stretches(recording(FOLDER / f"{trial}.mat"))
            for stride in foot_strides(motion_of(part))
        ]
        for row in strides:
            if row["trial"] != trial:
                continue
            truth = LABELS[row["label"]]
            middle = 0.5 * (float(row["t0_s"]) + float(row["t1_s"]))
            told = Direction.UNKNOWN
            for at_s, stride in found:
                if at_s[stride.start] <= middle < at_s[stride.end]:
                    told = stride_direction(stride.angle_rad(MOUNTING.body_from_sensor[1]))
                    lengths.append(abs(stride.length_m - float(row["len_vicon_m"])))
            where = f"{trial} {row['t0_s']} s ({row['angle_deg_rel_foot_x']} degrees)"
            tallies[truth].add(truth, told, where)
    back, forward = tallies[Direction.BACKWARD], tallies[Direction.FORWARD]
    found_rows = [
        Row(
            "PyShoe foot",
            "stride by stride, mounting known: backward",
            str(back),
            ">= 11 of 12",
            back.right >= 11,
        ),
        Row(
            "PyShoe foot",
            "stride by stride, mounting known: forward",
            str(forward),
            ">= 98 %",
            forward.right >= 0.98 * forward.total,
        ),
        Row(
            "PyShoe foot",
            "stride by stride, mounting known: sideways",
            str(tallies[Direction.SIDEWAYS]),
        ),
        *_by_bouts(strides),
        Row(
            "PyShoe foot",
            "stride length against optical capture",
            f"mean absolute error {np.mean(lengths):.3f} m over {len(lengths)} strides",
        ),
    ]
    return found_rows, [line for tally in tallies.values() for line in tally.errors]
