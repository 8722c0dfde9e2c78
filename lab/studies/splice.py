"""Clips of one person joined into one long walk, so that course and turning can be followed.

Each clip is turned about the vertical and moved so that it begins where and facing as the one
before ended; a second of smooth passage lies between. The movement is captured, the passages
and the satellite receiver are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from lab.mocap.clips import body, labelled
from retrowalk.recording import Array
from retrowalk.simulate.body import BodyMotion, Segment, SegmentPath
from retrowalk.tracker import Direction

RATE_HZ = 60.0
PASSAGE_S = 1.0


@dataclass(frozen=True)
class Stretch:
    """A labelled stretch of the joined walk."""

    start_s: float
    end_s: float
    direction: Direction


def _facing(turned: Array) -> float:
    front = turned[:, :2, 0].mean(axis=0)
    return float(np.arctan2(front[1], front[0]))


def spliced(clips: Sequence[str], segment: Segment) -> tuple[BodyMotion, tuple[Stretch, ...]]:
    """Join clips.

    Args:
        clips: in their order.
        segment: the one that carries the sensor.

    Returns:
        The segment's motion over the whole walk, and the labels on its clock.
    """
    origins: list[Array] = []
    turns: list[Array] = []
    labels: list[Stretch] = []
    facing, place, frames, length = 0.0, np.zeros(2), 0, 0.0
    for clip in clips:
        whole = body(clip)
        path, pelvis = whole.segments[segment], whole.segments[Segment.PELVIS]
        length = path.length_m
        at = np.arange(0.0, whole.time_s[-1], 1.0 / RATE_HZ)
        edge = max(2, round(0.3 * whole.rate_hz))
        turn = Rotation.from_euler("z", facing - _facing(pelvis.world_from_segment[:edge]))
        origin = np.stack([np.interp(at, whole.time_s, x) for x in path.origin_m.T], axis=1)
        rotation = Slerp(whole.time_s, Rotation.from_matrix(path.world_from_segment))(at)
        start = pelvis.origin_m[0] * (1.0, 1.0, 0.0)
        origin = turn.apply(origin - start) + np.append(place, 0.0)
        turned = (turn * rotation).as_matrix()
        if turns:
            count = round(PASSAGE_S * RATE_HZ)
            share = 0.5 - 0.5 * np.cos(np.pi * np.arange(1, count + 1) / (count + 1))
            both = Rotation.from_matrix(np.stack([turns[-1][-1], turned[0]]))
            turns.append(Slerp([0.0, 1.0], both)(share).as_matrix())
            origins.append(origins[-1][-1] + share[:, None] * (origin[0] - origins[-1][-1]))
            frames += count
        labels.extend(
            Stretch(one.start_s + frames / RATE_HZ, one.end_s + frames / RATE_HZ, one.direction)
            for one in labelled()
            if one.clip == clip
        )
        origins.append(origin)
        turns.append(turned)
        frames += len(at)
        facing = _facing(turn.as_matrix() @ pelvis.world_from_segment[-edge:])
        last = turn.apply(pelvis.origin_m[-1] - start)
        place = place + last[:2]
    joined = SegmentPath(np.concatenate(origins), np.concatenate(turns), length)
    time_s = np.arange(frames, dtype=np.float64) / RATE_HZ
    return BodyMotion(time_s, {segment: joined}), tuple(labels)
