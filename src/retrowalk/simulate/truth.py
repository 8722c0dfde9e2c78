"""What the virtual walker really did, exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retrowalk.recording import Mounting, Placement
from retrowalk.tracker.base import Contact, Direction, Side


@dataclass(frozen=True, slots=True)
class TrueContact:
    """One initial contact.

    Attributes:
        time_s: on the recording's clock.
        side: the foot that came down.
        direction: of the gait it belongs to.
        contact: the part of the foot that lands first; unknown where it lands flat.
    """

    time_s: float
    side: Side
    direction: Direction
    contact: Contact


@dataclass(frozen=True, slots=True)
class TrueSegment:
    """One item of the plan, [start_s, end_s), starting and stopping included.

    Attributes:
        start_s: on the recording's clock.
        end_s: on the recording's clock.
        direction: way of travel; still when the feet stay, unknown for a turn on the spot.
        gait: name of the gait as in the plan.
        steps: initial contacts inside.
        distance_m: length of the path on the ground.
        speed_mps: distance over time, starting and stopping included.
        moving_s: from the first foot's lift to the last contact inside; 0 when still.
    """

    start_s: float
    end_s: float
    direction: Direction
    gait: str
    steps: int
    distance_m: float
    speed_mps: float
    moving_s: float


@dataclass(frozen=True, slots=True)
class Truth:
    """The exact truth beside a simulated recording.

    Attributes:
        plan: as it was asked for.
        seed: as it was asked for.
        placement: where the sensor sat.
        side: on which side, where the placement has one.
        body_from_sensor: rows of the mounting's rotation.
        segments: one for each item of the plan.
        contacts: of both feet, in time order.
    """

    plan: str
    seed: int
    placement: Placement
    side: Side
    body_from_sensor: tuple[tuple[float, float, float], ...]
    segments: tuple[TrueSegment, ...]
    contacts: tuple[TrueContact, ...]

    @property
    def mounting(self) -> Mounting:
        """The mounting as the tracker takes it."""
        return Mounting(self.body_from_sensor)  # type: ignore[arg-type]

    def direction_at(self, time_s: float) -> Direction:
        """Return the direction at one instant; still before the start and after the end."""
        for segment in self.segments:
            if segment.start_s <= time_s < segment.end_s:
                return segment.direction
        return Direction.STILL

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "schema": 1,
            "plan": self.plan,
            "seed": self.seed,
            "placement": self.placement.value,
            "side": self.side.value,
            "body_from_sensor": [list(row) for row in self.body_from_sensor],
            "segments": [
                {name: getattr(segment, name) for name in TrueSegment.__slots__}
                for segment in self.segments
            ],
            "contacts": [
                {name: getattr(contact, name) for name in TrueContact.__slots__}
                for contact in self.contacts
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Truth:
        """Read the JSON form; KeyError names a missing key."""
        return cls(
            data["plan"],
            data["seed"],
            Placement(data["placement"]),
            Side(data["side"]),
            tuple((float(x), float(y), float(z)) for x, y, z in data["body_from_sensor"]),
            tuple(
                TrueSegment(**{**row, "direction": Direction(row["direction"])})
                for row in data["segments"]
            ),
            tuple(
                TrueContact(
                    row["time_s"],
                    Side(row["side"]),
                    Direction(row["direction"]),
                    Contact(row["contact"]),
                )
                for row in data["contacts"]
            ),
        )

    def to_json(self) -> str:
        """Return the JSON text."""
        return json.dumps(self.to_dict(), indent=1)

    @classmethod
    def from_json(cls, text: str) -> Truth:
        """Read the JSON text."""
        return cls.from_dict(json.loads(text))
