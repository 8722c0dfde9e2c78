"""Up as VQF tells it against up as our tracker tells it: a cross-check, not a test of accuracy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lab.benchmarks.peers.exchange import RATE_HZ, Array
from lab.benchmarks.peers.retrowalk_peer import recording_of
from lab.benchmarks.walks import Walked
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.timebase import stretches


@dataclass(frozen=True)
class Apart:
    """By how much two answers differ.

    Attributes:
        recordings: how many.
        seconds: in them.
        median_deg: of all samples at 50 Hz.
        p95_deg: 95 % of the samples lie below.
    """

    recordings: int
    seconds: float
    median_deg: float
    p95_deg: float


def angles_deg(ours: Array, theirs: Array) -> Array:
    """Return (n,) angles between two (n, 3) arrays of unit vectors.

    From the chord, because an arc cosine loses small angles to rounding.
    """
    chord = np.linalg.norm(ours - theirs, axis=1)
    return np.asarray(np.degrees(2.0 * np.arcsin(np.clip(0.5 * chord, 0.0, 1.0))))


def apart(walked: list[Walked], folder: Path, files: list[str]) -> Mapping[str, Apart]:
    """Compare by source.

    Args:
        walked: the recordings.
        folder: where VQF's (n, 3) up vectors at 100 Hz lie.
        files: one for each recording.
    """
    by_source: dict[str, list[Array]] = defaultdict(list)
    for one, name in zip(walked, files, strict=True):
        theirs = np.load(folder / name)
        for part in stretches(recording_of(one.signals)):
            motion = motion_of(part)
            at = np.clip(np.round(motion.time_s * RATE_HZ).astype(int), 0, len(theirs) - 1)
            by_source[one.source].append(angles_deg(motion.up_in_sensor, theirs[at]))
    found = {}
    for source, many in by_source.items():
        pooled = np.concatenate(many)
        low, high = np.quantile(pooled, [0.5, 0.95])
        found[source] = Apart(len(many), len(pooled) / 50.0, float(low), float(high))
    return found
