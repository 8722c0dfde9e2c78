"""Clips with their truth, and clips worn as sensors."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from lab.mocap.bvh import read
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate.body import BodyMotion, Segment, SegmentPath
from retrowalk.simulate.sensor import site_of, virtual_sensor
from retrowalk.tracker.base import Direction

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
MOCAP = SHARED / "mocap"
# faster than anybody's hips
_FLYING_MPS = 12.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch of a clip with one direction of travel."""

    clip: str
    start_s: float
    end_s: float
    direction: Direction
    speed_mps: float
    leg_m: float

    @property
    def source(self) -> str:
        """Return the collection: ``"snu"`` or ``"cmu"``."""
        return self.clip.split("/")[0]


@cache
def labelled() -> tuple[Labelled, ...]:
    """Return mocap/segments.csv."""
    with (MOCAP / "segments.csv").open() as file:
        return tuple(
            Labelled(
                row["clip"],
                float(row["start_s"]),
                float(row["end_s"]),
                Direction(row["direction"]),
                float(row["speed_mps"]),
                float(row["leg_m"]),
            )
            for row in csv.DictReader(file)
            if row["direction"] in set(Direction)
        )


@cache
def contacts(clip: str) -> tuple[float, ...]:
    """Return the times of the initial contacts of a clip, mocap/contacts.csv."""
    with (MOCAP / "contacts.csv").open() as file:
        return tuple(float(row["time_s"]) for row in csv.DictReader(file) if row["clip"] == clip)


@cache
def body(clip: str) -> BodyMotion:
    """Return the moving body of a clip.

    CMU's first frame is a T-pose, and 07_12 stands elsewhere in the second as well: frames from
    which the hips would have to fly are left out; the clock stays that of the labels.
    """
    whole = read(MOCAP / clip)
    if not clip.startswith("cmu"):
        return whole
    hips_m = whole.segments[Segment.PELVIS].origin_m
    hips_mps = np.linalg.norm(np.diff(hips_m, axis=0), axis=1) * whole.rate_hz
    first = 1
    while hips_mps[first] > _FLYING_MPS:
        first += 1
    segments = {
        name: SegmentPath(path.origin_m[first:], path.world_from_segment[first:], path.length_m)
        for name, path in whole.segments.items()
    }
    return BodyMotion(whole.time_s[first:], segments)


@cache
def worn(clip: str, placement: Placement, side: str, rate_hz: float = 100.0) -> Recording:
    """Return what a sensor on the body would have recorded, axes along the segment."""
    samples = virtual_sensor(body(clip), site_of(placement, side), rate_hz=rate_hz)
    return Recording(samples.time_s, samples.acceleration_ms2, samples.angular_rate_rads)


def turned(recording: Recording, mount: Array) -> Recording:
    """Return the recording of the same sensor mounted otherwise: vectors times `mount`'."""
    rate = recording.angular_rate_rads
    return Recording(
        recording.time_s,
        recording.acceleration_ms2 @ mount.T,
        None if rate is None else rate @ mount.T,
    )


def sides(placement: Placement) -> Iterator[str]:
    """Yield the sides a sensor can be worn on."""
    yield "right"
    if placement is not Placement.WAIST:
        yield "left"


def clips() -> tuple[str, ...]:
    """Return all clips that have a labelled stretch."""
    return tuple(sorted({one.clip for one in labelled()}))
