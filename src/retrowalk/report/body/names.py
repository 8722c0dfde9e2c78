"""The joints of the figure, how far each one goes, and how long its parts are.

Axes of the upright body: x forward, y left, z up. Zero is standing straight, arms hanging.

    body_pitch   whole body: + face down (90 prone), - face up (-90 on the back)
    body_roll    whole body: + to its right (-90 lies on the left side)
    body_yaw     whole body: + to its left
    trunk_lean   + forward      trunk_side  + to the right     trunk_turn  + to the left
    head_nod     + down         head_turn   + to the left      head_tilt   + to the right

and on each side (``..._left``, ``..._right``):

    hip_flexion        + thigh forward      hip_abduction  + away from the middle
    hip_rotation       + toes outward       knee_flexion   + heel towards the seat
    ankle              + toes towards the shin             toes  + toes up
    shoulder_flexion   + arm forward        shoulder_abduction + arm away from the trunk
    shoulder_rotation  + outward            elbow_flexion  + hand towards the shoulder

A foot that rests flat on something finds its ankle angle by itself, a leg between two places
that are held finds hip and knee, a hand that holds something finds shoulder and elbow. Their
angles in a pose are then where the search begins.
"""

from __future__ import annotations

from types import MappingProxyType

SIDES = ("left", "right")

_MIDDLE = {
    "body_pitch": (-125.0, 100.0),
    "body_roll": (-100.0, 100.0),
    "body_yaw": (-180.0, 180.0),
    "trunk_lean": (-25.0, 70.0),
    "trunk_side": (-30.0, 30.0),
    "trunk_turn": (-45.0, 45.0),
    "head_nod": (-50.0, 50.0),
    "head_turn": (-80.0, 80.0),
    "head_tilt": (-40.0, 40.0),
}
_PAIRED = {
    "hip_flexion": (-25.0, 125.0),
    "hip_abduction": (-25.0, 50.0),
    "hip_rotation": (-45.0, 50.0),
    "knee_flexion": (-2.0, 150.0),
    "ankle": (-50.0, 35.0),
    "toes": (-30.0, 70.0),
    "shoulder_flexion": (-60.0, 180.0),
    "shoulder_abduction": (-45.0, 180.0),
    "shoulder_rotation": (-90.0, 90.0),
    "elbow_flexion": (-2.0, 150.0),
}

RANGES_DEG = MappingProxyType(
    {**_MIDDLE, **{f"{n}_{side}": r for n, r in _PAIRED.items() for side in SIDES}}
)
"""How far each joint goes, degrees; what a drawing may show, not what anybody should reach."""

JOINTS = tuple(RANGES_DEG)

# metres, of a person of 1.67 m
PELVIS = 0.10
TRUNK = 0.39
NECK = 0.075
HEAD = 0.112
HIP_HALF = 0.085
SHOULDER_HALF = 0.155
SHOULDER_DROP = 0.035
THIGH = 0.41
SHANK = 0.40
UPPER_ARM = 0.28
FOREARM = 0.24
HAND = 0.085
PALM = 0.05
ANKLE_HEIGHT = 0.075
HEEL = -0.055
BALL = 0.115
TOE = 0.065

THICKNESS = MappingProxyType(
    {
        "thigh": (0.076, 0.054),
        "shank": (0.055, 0.038),
        "upper_arm": (0.046, 0.037),
        "forearm": (0.036, 0.028),
        "hand": (0.032, 0.027),
        "neck": (0.045, 0.042),
    }
)
"""Radius of each rounded part at its upper and its lower end, metres."""

SEAT_BELOW_HIP = 0.09
BACK_BEHIND = 0.105
SIDE_BELOW = HIP_HALF + 0.078
