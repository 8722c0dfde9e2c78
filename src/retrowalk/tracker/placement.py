"""Where the sensor is worn: as told, as the file says, as recognised, or assumed and said so.

    a trunk turns little with each step, a leg turns much          spread of the angle
    a thigh is held at the hip, a shank swings far below it        speed per radian of swing

Both are medians over windows of movement. A foot moves like an ankle here and is called one. An
arm can move like an ankle: there only steps are told until the placement is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from retrowalk.recording import Placement, Recording
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.frame import hop_centres, leg_axes, sagittal, windows_at

# Design choices between what captured and simulated walkers show (docs/model-card.md):
# trunk under 0.077 rad, legs above 0.10; thighs 0.6-1.6 m/s per rad, shanks and feet 1.6-6.
_TRUNK_BELOW_RAD = 0.085
_SHANK_ABOVE_M = 1.75
_THIGH_BELOW_M = 1.55
_WINDOW = 125
_MOST_WINDOWS = 120
_FEWEST_WINDOWS = 6
_MOVING_MS2 = 0.4

_NAME_IT = "name it with --placement: a wrong placement can turn the direction round"


@dataclass(frozen=True, slots=True)
class Placed:
    """The placement in use.

    Attributes:
        placement: where the sensor is taken to be.
        source: ``"given"``, ``"file"``, ``"recognised"`` or ``"assumed"``.
        warnings: what the reader must know about it.
        sure: whether a direction may be told from it. An arm moves like an ankle, and a
            placement that is only assumed could turn the direction round.
    """

    placement: Placement
    source: str
    warnings: tuple[str, ...] = ()
    sure: bool = True


def placement_of(
    recording: Recording, given: Placement | None, motions: Iterable[Motion]
) -> Placed:
    """Settle the placement.

    Args:
        recording: may name its placement.
        given: what the caller said.
        motions: its motion, stretch by stretch or in parts; read only if it is needed.
    """
    if given is not None:
        return Placed(given, "given")
    if recording.placement is not None:
        return Placed(recording.placement, "file")
    found = _recognised(motions)
    if found is None:
        text = f"placement not given: trouser pocket assumed; {_NAME_IT}"
        return Placed(Placement.POCKET, "assumed", (text,), sure=False)
    names = {Placement.POCKET: "trouser pocket", Placement.WAIST: "waist", Placement.ANKLE: "ankle"}
    alike = " (an arm can move alike)" if found is Placement.ANKLE else ""
    text = f"placement not given: it moves like one at the {names[found]}{alike}; {_NAME_IT}"
    return Placed(found, "recognised", (text,), sure=found is not Placement.ANKLE)


def _recognised(motions: Iterable[Motion]) -> Placement | None:
    spreads: list[float] = []
    lengths: list[float] = []
    for motion in motions:
        if not motion.has_gyroscope:
            return None
        centres = hop_centres(motion)
        axes = leg_axes(motion, _WINDOW)
        if not len(centres):
            continue
        moving = np.flatnonzero(motion.vigour[centres] > _MOVING_MS2)
        moving = moving[:: max(1, len(moving) // _MOST_WINDOWS)]
        if not len(moving):
            continue
        rows = windows_at(motion, centres[moving], _WINDOW)
        signals = sagittal(motion, rows, axes[moving])
        spread = signals.angle_y.std(axis=-1)
        spreads.extend(spread.tolist())
        lengths.extend((signals.velocity_x.std(axis=-1) / np.maximum(spread, 1e-3)).tolist())
    if len(spreads) < _FEWEST_WINDOWS:
        return None
    if float(np.median(spreads)) < _TRUNK_BELOW_RAD:
        return Placement.WAIST
    length = float(np.median(lengths))
    if length > _SHANK_ABOVE_M:
        return Placement.ANKLE
    return Placement.POCKET if length < _THIGH_BELOW_M else None
