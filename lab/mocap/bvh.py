"""BVH motion capture as a `BodyMotion`.

BVH rest poses here have y up, z to the front and x to the left; the body frame is x front,
y left, z up, so the axes turn cyclically. Arms rest in a T: their segment frames are turned
so that they hang.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.spatial.transform import Rotation

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array
from retrowalk.simulate.body import BodyMotion, Segment, SegmentPath

# body axes (front, left, up) from BVH axes (left, up, front)
_TURN = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

# joint names of the two skeletons: (segment, proximal joint, distal joint)
_SNU = {
    Segment.TRUNK: ("Spine", "Spine1"),
    **{
        Segment(f"{part}_{side.lower()}"): (f"{side}{proximal}", f"{side}{distal}")
        for side in ("Left", "Right")
        for part, proximal, distal in (
            ("thigh", "UpLeg", "Leg"),
            ("shank", "Leg", "Foot"),
            ("foot", "Foot", "Toes"),
            ("upper_arm", "Arm", "ForeArm"),
            ("forearm", "ForeArm", "Hand"),
            ("hand", "Hand", "Hand"),
        )
    },
}
_CMU = {
    Segment.TRUNK: ("abdomen", "chest"),
    **{
        Segment(f"{part}_{side}"): (f"{side[0]}{proximal}", f"{side[0]}{distal}")
        for side in ("left", "right")
        for part, proximal, distal in (
            ("thigh", "Thigh", "Shin"),
            ("shank", "Shin", "Foot"),
            ("foot", "Foot", "Foot"),
            ("upper_arm", "Shldr", "ForeArm"),
            ("forearm", "ForeArm", "Hand"),
            ("hand", "Hand", "Hand"),
        )
    },
}


@dataclass(frozen=True, eq=False, slots=True)
class _Joint:
    parent: int
    offset: Array
    channels: tuple[str, ...]
    first_channel: int
    end_offset: Array | None


def _parse(path: Path) -> tuple[dict[str, int], list[_Joint], float, Array]:
    words = path.read_text().split()
    names: dict[str, int] = {}
    joints: list[_Joint] = []
    stack: list[int] = []
    ends: dict[int, Array] = {}
    in_end = False
    channels = 0
    i = 0
    name = ""
    raw: list[tuple[int, Array, tuple[str, ...], int]] = []
    while words[i] != "MOTION":
        word = words[i]
        if word in {"ROOT", "JOINT"}:
            name = words[i + 1]
            names[name] = len(raw)
            raw.append((stack[-1] if stack else -1, np.zeros(3), (), channels))
            i += 2
        elif word == "End":
            in_end = True
            i += 2
        elif word == "{":
            stack.append(stack[-1] if in_end else len(raw) - 1)
            i += 1
        elif word == "}":
            stack.pop()
            in_end = False
            i += 1
        elif word == "OFFSET":
            offset = np.array([float(w) for w in words[i + 1 : i + 4]])
            if in_end:
                ends[stack[-1]] = offset
            else:
                parent, _, chans, first = raw[-1]
                raw[-1] = (parent, offset, chans, first)
            i += 4
        elif word == "CHANNELS":
            count = int(words[i + 1])
            parent, offset, _, first = raw[-1]
            raw[-1] = (parent, offset, tuple(words[i + 2 : i + 2 + count]), first)
            channels += count
            i += 2 + count
        else:
            i += 1
    joints = [_Joint(p, o, c, f, ends.get(k)) for k, (p, o, c, f) in enumerate(raw)]
    frames = int(words[i + 2])
    frame_s = float(words[i + 5])
    values = np.array([float(w) for w in words[i + 6 : i + 6 + frames * channels]])
    if len(values) != frames * channels:
        raise RetrowalkError(
            "the motion block is cut short", where=str(path), remedy="copy it anew"
        )
    return names, joints, frame_s, values.reshape(frames, channels)


def _kinematics(joints: list[_Joint], motion: Array) -> tuple[list[Array], list[Rotation]]:
    positions: list[Array] = []
    rotations: list[Rotation] = []
    for joint in joints:
        block = motion[:, joint.first_channel : joint.first_channel + len(joint.channels)]
        turns = [k for k, c in enumerate(joint.channels) if c.endswith("rotation")]
        order = "".join(joint.channels[k][0] for k in turns)
        local = Rotation.from_euler(order, block[:, turns], degrees=True)
        shifts = [k for k, c in enumerate(joint.channels) if c.endswith("position")]
        if joint.parent < 0:
            positions.append(joint.offset * 0.0 + block[:, shifts])
            rotations.append(local)
        else:
            parent = rotations[joint.parent]
            positions.append(positions[joint.parent] + parent.apply(joint.offset))
            rotations.append(parent * local)
    return positions, rotations


def read(path: Path) -> BodyMotion:
    """Read a BVH clip of the SNU or CMU skeleton.

    Args:
        path: the .bvh file.

    Returns:
        The moving body in metres; units are told apart by leg length.

    Raises:
        RetrowalkError: another skeleton, or a damaged file.
    """
    names, joints, frame_s, motion = _parse(path)
    if "LeftUpLeg" in names:
        parts, root = _SNU, "Hips"
    elif "lThigh" in names:
        parts, root = _CMU, "hip"
    else:
        raise RetrowalkError("unknown skeleton", where=str(path), remedy="SNU and CMU are read")
    positions, rotations = _kinematics(joints, motion)
    leg = sum(
        float(np.linalg.norm(joints[names[parts[segment][1]]].offset))
        for segment in (Segment.THIGH_LEFT, Segment.SHANK_LEFT)
    )
    metres = 0.01 if leg > 60.0 else 0.0254

    def world(values: Array) -> Array:
        return np.asarray(values @ _TURN.T)

    def turned(rotation: Rotation, hang: Array) -> Array:
        return np.asarray(_TURN @ rotation.as_matrix() @ _TURN.T @ hang)

    hips = 0.5 * (
        positions[names[parts[Segment.THIGH_LEFT][0]]]
        + positions[names[parts[Segment.THIGH_RIGHT][0]]]
    )
    segments = {
        Segment.PELVIS: SegmentPath(
            world(hips) * metres, turned(rotations[names[root]], np.eye(3)), 0.1
        )
    }
    for segment, (proximal, distal) in parts.items():
        k = names[proximal]
        hang = np.eye(3)
        if "arm" in segment or "hand" in segment:
            quarter = 90.0 if segment.endswith("left") else -90.0
            hang = Rotation.from_euler("x", quarter, degrees=True).as_matrix()
        if proximal == distal:
            end = joints[k].end_offset
            reach = np.zeros(3) if end is None else end
            if end is None:  # the joint goes on into toes or fingers
                child = next(j for j in joints if j.parent == k)
                reach = child.offset + (0.0 if child.end_offset is None else child.end_offset)
        else:
            reach = joints[names[distal]].offset
            tip = joints[names[distal]].end_offset
            if segment.startswith("foot") and tip is not None:
                reach = reach + tip
        segments[segment] = SegmentPath(
            world(positions[k]) * metres,
            turned(rotations[k], hang),
            float(np.linalg.norm(reach)) * metres,
        )
    return BodyMotion(np.arange(len(motion), dtype=np.float64) * frame_s, segments)
