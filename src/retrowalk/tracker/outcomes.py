"""What a session is told before the first sample, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.recording import Array, Placement
from retrowalk.tracker.alignment import Timing
from retrowalk.tracker.base import Contact
from retrowalk.tracker.bouts import HopAnswer, Piece
from retrowalk.tracker.calibration import Calibration
from retrowalk.tracker.direction import Belief, Model
from retrowalk.tracker.measure import Window
from retrowalk.tracker.steps import LEG_PLACEMENTS, TurningPoint
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.trunk import Trunk

NO_DIRECTION = {
    Placement.WRIST: "the arm's swing hides the direction; wear the device on a leg or belt",
    Placement.HAND: "a device in the hand does not show the walking direction",
}
UNKNOWN_WAIST = "at the waist the direction needs a calibration walk or the device's axes"
NO_GYROSCOPE = "the recording has no gyroscope; the direction needs one"
WHERE = "where the device is worn is not sure enough for a direction; name it with --placement"
REWORN = "after a gap of over 5 s the device may sit differently: calibrate again"
HANDLED = "the device was turned or taken out on the way: calibrate again"
# A longer gap ends what was learnt of the mounting (design choice).
REWORN_S = 5.0


@dataclass(frozen=True, eq=False, slots=True)
class Setting:
    """What is known before the first sample.

    Attributes:
        placement: where the sensor is worn.
        sure: whether a direction may be told from that placement.
        has_gyroscope: whether turning is measured.
        model: weights of the placement; None where there are none.
        calibration: the wearer's own forward walk, or None.
        left: (3,) left axis in the sensor frame, where it is known.
        front_log_odds: how sure the sign of `left` is.
        valid_part: the part between changes of the mounting in which `left` holds.
    """

    placement: Placement
    sure: bool
    has_gyroscope: bool
    model: Model | None
    calibration: Calibration | None = None
    left: Array | None = None
    front_log_odds: float = 0.0
    valid_part: int = 0

    @property
    def refusal(self) -> str | None:
        """Why no direction can be told at all, or None."""
        if self.placement in NO_DIRECTION:
            return NO_DIRECTION[self.placement]
        if not self.sure:
            return WHERE
        if not self.has_gyroscope or self.model is None:
            return NO_GYROSCOPE
        if self.placement not in LEG_PLACEMENTS and self.left is None:
            return UNKNOWN_WAIST
        return None


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """A piece of one walk, whole and final.

    Attributes:
        first: grid index of the first sample of its stretch.
        piece: steps and direction; samples count from there.
        answers: of the half seconds in it.
        strides: of a sensor at foot or ankle, from stance to stance, else empty.
        contacts: which part of the foot came down first at the end of each stride of which that
            could be asked.
        timing: when each step happened.
        trunk: what the waist shows of both feet; None elsewhere.
    """

    first: int
    piece: Piece
    answers: tuple[HopAnswer, ...]
    strides: tuple[Stride, ...]
    contacts: tuple[Contact, ...]
    timing: Timing
    trunk: Trunk | None


@dataclass(frozen=True, eq=False, slots=True)
class Heard:
    """One half second of a walk that goes on; what follows may show that it had ended before.

    Attributes:
        first: grid index of the first sample of its stretch.
        answer: the answer of that half second.
        window: what was measured around it; None where no direction can be told at all.
        belief: of front and direction after it.
    """

    first: int
    answer: HopAnswer
    window: Window | None
    belief: Belief


@dataclass(frozen=True, slots=True)
class Lost:
    """What was known of the mounting ended.

    Attributes:
        index: grid index of the instant.
        reason: why, in words.
    """

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A step is known to be part of a walk.

    Attributes:
        first: grid index of the first sample of its stretch.
        step: the step; samples count from there.
    """

    first: int
    step: TurningPoint


Outcome = Cut | Heard | Lost | Found
