"""What the virtual walker is asked to do: ``"forward 15, stand 3, backward 60 @0.6"``.

    plan  = item, item, ...
    item  = gait amount [turn degrees] [@speed]

`amount` is seconds, except for ``turn``, whose amount is degrees (positive to the left).
``forward 10 turn 90`` walks a curve; ``turn 180`` turns on the spot.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from retrowalk.errors import RetrowalkError
from retrowalk.tracker.base import Direction

# design choice: an unhurried turn on the spot
TURN_RATE_DEG_S = 65.0
TURN_SETTLE_S = 1.0
SHORTEST_WALK_S = 2.0
SHORTEST_SIT_S = 5.0
LONGEST_PLAN_S = 6 * 3600.0
FASTEST_MPS = 4.5
SLOWEST_MPS = 0.1


class Gait(StrEnum):
    """What the body does during one item of a plan."""

    FORWARD = "forward"
    BACKWARD = "backward"
    LEFT = "left"
    RIGHT = "right"
    TURN = "turn"
    STAND = "stand"
    STAIRS_UP = "stairs-up"
    STAIRS_DOWN = "stairs-down"
    JOG = "jog"
    SHUFFLE = "shuffle"
    SIT = "sit"
    SIT_STAND = "sit-stand"

    @property
    def steps(self) -> bool:
        """Whether the feet leave the ground."""
        return self not in {Gait.STAND, Gait.SIT, Gait.SIT_STAND}

    @property
    def direction(self) -> Direction:
        """Which way the body travels; a turn on the spot has steps but no direction."""
        if self is Gait.BACKWARD:
            return Direction.BACKWARD
        if self in {Gait.LEFT, Gait.RIGHT}:
            return Direction.SIDEWAYS
        if self is Gait.TURN:
            return Direction.UNKNOWN
        return Direction.FORWARD if self.steps else Direction.STILL


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing to do.

    Attributes:
        gait: what.
        duration_s: for how long, starting and stopping included.
        turn_deg: change of heading over the item, positive to the left.
        speed_mps: steady speed; None for the walker's own.
    """

    gait: Gait
    duration_s: float
    turn_deg: float = 0.0
    speed_mps: float | None = None

    def __str__(self) -> str:
        if self.gait is Gait.TURN:
            return f"{self.gait} {self.turn_deg:g}"
        curve = f" turn {self.turn_deg:g}" if self.turn_deg else ""
        speed = "" if self.speed_mps is None else f" @{self.speed_mps:g}"
        return f"{self.gait} {self.duration_s:g}{curve}{speed}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Items in time order."""

    items: tuple[PlanItem, ...]

    def __str__(self) -> str:
        return ", ".join(str(item) for item in self.items)

    @property
    def duration_s(self) -> float:
        """Seconds of all items together."""
        return sum(item.duration_s for item in self.items)

    @classmethod
    def parse(cls, text: str) -> Plan:
        """Read the mini-language of this module's first lines.

        Raises:
            RetrowalkError: an item that cannot be read; it is named by number and text.
        """
        if not text.strip():
            raise RetrowalkError(
                "the plan is empty", where="plan", remedy='write e.g. "forward 15, backward 60"'
            )
        parts = text.split(",")
        plan = cls(tuple(_item(part.strip(), k + 1) for k, part in enumerate(parts)))
        if plan.duration_s > LONGEST_PLAN_S:
            raise RetrowalkError(
                f"the plan lasts {plan.duration_s:.0f} s",
                where="plan",
                remedy=f"at most {LONGEST_PLAN_S:.0f} s are simulated",
            )
        return plan


_NUMBER = r"[+-]?\d+(?:\.\d*)?"
_ITEM = re.compile(
    rf"(?P<gait>[a-z-]+)\s+(?P<amount>{_NUMBER})"
    rf"(?:\s+turn\s+(?P<turn>{_NUMBER}))?(?:\s*@\s*(?P<speed>{_NUMBER}))?"
)


def _item(text: str, number: int) -> PlanItem:
    where = f"plan, item {number} '{text}'"
    match = _ITEM.fullmatch(text.lower())
    if match is None:
        raise RetrowalkError(
            "cannot be read", where=where, remedy="write gait and seconds, such as backward 60 @0.6"
        )
    try:
        gait = Gait(match["gait"])
    except ValueError as error:
        names = ", ".join(Gait)
        raise RetrowalkError(
            f"there is no gait '{match['gait']}'", where=where, remedy=f"use one of {names}"
        ) from error
    amount = float(match["amount"])
    speed = None if match["speed"] is None else float(match["speed"])
    if gait is Gait.TURN:
        if match["turn"] is not None or speed is not None:
            raise RetrowalkError(
                "a turn on the spot has only degrees",
                where=where,
                remedy="for a curve write forward 10 turn 90",
            )
        if not 10.0 <= abs(amount) <= 3600.0:
            raise RetrowalkError(
                f"cannot turn by {amount:g} degrees", where=where, remedy="give 10 to 3600"
            )
        return PlanItem(gait, TURN_SETTLE_S + abs(amount) / TURN_RATE_DEG_S, amount)
    turn = 0.0 if match["turn"] is None else float(match["turn"])
    _check(gait, amount, turn, speed, where)
    return PlanItem(gait, amount, turn, speed)


def _check(gait: Gait, amount: float, turn: float, speed: float | None, where: str) -> None:
    shortest = 0.1
    if gait.steps:
        shortest = SHORTEST_WALK_S
    elif gait is not Gait.STAND:
        shortest = SHORTEST_SIT_S
    if not math.isfinite(amount) or amount < shortest:
        raise RetrowalkError(
            f"{amount:g} s is too short", where=where, remedy=f"{gait} needs {shortest:g} s or more"
        )
    if speed is not None and not gait.steps:
        raise RetrowalkError(f"{gait} has no speed", where=where, remedy="leave out the @")
    if speed is not None and not SLOWEST_MPS <= speed <= FASTEST_MPS:
        raise RetrowalkError(
            f"{speed:g} m/s is not a walking speed",
            where=where,
            remedy=f"give {SLOWEST_MPS:g} to {FASTEST_MPS:g}",
        )
    if turn and gait not in {Gait.FORWARD, Gait.BACKWARD, Gait.JOG, Gait.SHUFFLE}:
        raise RetrowalkError(f"{gait} cannot curve", where=where, remedy="leave out the turn")
    if abs(turn) / amount > TURN_RATE_DEG_S:
        raise RetrowalkError(
            f"turning {turn:g} degrees in {amount:g} s is too fast",
            where=where,
            remedy=f"at most {TURN_RATE_DEG_S:g} degrees per second",
        )
