"""Where the sensor is worn: as told, as the file says, or assumed and said so."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.recording import Placement, Recording
from retrowalk.tracker.attitude import Motion


@dataclass(frozen=True, slots=True)
class Placed:
    """The placement in use.

    Attributes:
        placement: where the sensor is taken to be.
        source: ``"given"``, ``"file"`` or ``"assumed"``.
        warnings: what the reader must know about it.
    """

    placement: Placement
    source: str
    warnings: tuple[str, ...] = ()


def placement_of(recording: Recording, given: Placement | None, motions: list[Motion]) -> Placed:
    """Settle the placement.

    Args:
        recording: may name its placement.
        given: what the caller said.
        motions: motion of its stretches.
    """
    if given is not None:
        return Placed(given, "given")
    if recording.placement is not None:
        return Placed(recording.placement, "file")
    return Placed(
        Placement.POCKET,
        "assumed",
        (
            "placement not given: trouser pocket assumed; name it with --placement, "
            "a wrong placement can turn the direction round",
        ),
    )
