"""The tracker live: samples in as they are measured, events out as soon as they are sure.

    push(samples) -> StepEvent       a step of a walk, some 4 s after it
                     DirectionEvent  which way, every half second of a walk: 2.1 s after the instant
                                     on a leg, 3.6 s at the waist, once the walk is recognised
                     BoutEvent       a finished bout with its numbers, as `track` gives it
                     NoticeEvent     what the wearer must know, such as "calibrate again"

The same code as `retrowalk.track` runs on whatever has come so far, so the bouts are the same.
Measured delays: docs/streaming.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Placement, Recording, Wearer
from retrowalk.tracker.base import Bout, Direction, Step
from retrowalk.tracker.calibration import Calibration
from retrowalk.tracker.outcomes import Cut, Found, Heard, Lost, Outcome
from retrowalk.tracker.personal import PersonalScale
from retrowalk.tracker.session import Session
from retrowalk.tracker.summary import bout_of, steps_of
from retrowalk.tracker.timebase import GAP_S, PERIOD_S, Grid
from retrowalk.tracker.track import setting_of

# more than any sensor on a body tells, in m/s² and rad/s
_MOST = 1e5


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A step of a walk; its direction and the instant of contact follow with its bout.

    Attributes:
        time_s: when the step signal turned, from the first sample.
    """

    time_s: float


@dataclass(frozen=True, slots=True)
class DirectionEvent:
    """Which way the walk goes at one half second.

    Attributes:
        time_s: the instant, from the first sample.
        direction: forward, backward, sideways or unknown.
        probability: of that direction; 0 for unknown.
        reason: why it is unknown, else None.
    """

    time_s: float
    direction: Direction
    probability: float
    reason: str | None


@dataclass(frozen=True, slots=True)
class BoutEvent:
    """A bout that is over, with its steps.

    Attributes:
        bout: its numbers.
        steps: its steps in time order.
    """

    bout: Bout
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NoticeEvent:
    """What the wearer must know.

    Attributes:
        time_s: the instant, from the first sample.
        text: in words.
    """

    time_s: float
    text: str


Event = StepEvent | DirectionEvent | BoutEvent | NoticeEvent


class Tracker:
    """Tells how a person walks while they walk.

    Nothing is counted through a gap, and nothing is kept but the last 24 s and the walk that is
    going on.
    """

    def __init__(
        self,
        placement: Placement,
        *,
        mounting: Mounting | None = None,
        calibration: Calibration | None = None,
        wearer: Wearer | None = None,
        scale: PersonalScale | None = None,
        has_gyroscope: bool = True,
    ) -> None:
        """Begin.

        Args:
            placement: where the device is worn.
            mounting: how its axes point on the body, when known.
            calibration: from `retrowalk.calibrate`, when there is one.
            wearer: body size for speed and distance.
            scale: from `retrowalk.personal_scale`, when a known distance was walked.
            has_gyroscope: whether the samples will have an angular rate.

        Raises:
            RetrowalkError: both a mounting and a calibration, or one of another placement.
        """
        self._placement = placement
        self._wearer = wearer or Wearer()
        self._scale = scale
        self._measured = has_gyroscope
        self._session = Session(
            setting_of(
                placement, has_gyroscope=has_gyroscope, mounting=mounting, calibration=calibration
            )
        )
        self._grid = Grid()
        self._start_s: float | None = None
        self._last_s = 0.0

    def push(self, samples: Recording) -> tuple[Event, ...]:
        """Add samples in time order.

        Args:
            samples: the next ones, as few or as many as there are. One with a value that no sensor
                tells, such as NaN, is left out; where over 0.25 s is missing, that is a gap.

        Returns:
            What is known since the last call, in time order of its kind.

        Raises:
            RetrowalkError: samples that are older than the last ones, or without an angular rate
                where one was promised.
        """
        if not len(samples.time_s):
            return ()
        if (samples.angular_rate_rads is not None) != self._measured:
            raise RetrowalkError(
                "the angular rate is missing" if self._measured else "there is an angular rate",
                where=f"samples at {samples.time_s[0]:.3f} s",
                remedy="say has_gyroscope as the samples have it",
            )
        last_s = -np.inf if self._start_s is None else self._start_s + self._last_s
        falling = np.flatnonzero(~(np.diff(samples.time_s, prepend=last_s) > 0.0))
        if len(falling):
            at_s = samples.time_s[falling[0]]
            raise RetrowalkError(
                f"samples go back from {last_s if falling[0] == 0 else at_s:.3f} s",
                where=f"samples at {at_s:.3f} s",
                remedy="push samples in time order, each once",
            )
        if self._start_s is None:
            self._start_s = float(samples.time_s[0])
        rate = samples.angular_rate_rads
        turning = np.zeros_like(samples.acceleration_ms2) if rate is None else rate
        values = np.hstack([samples.acceleration_ms2, turning])
        measured = (np.abs(values) <= _MOST).all(axis=1)
        time_s, values = samples.time_s[measured] - self._start_s, values[measured]
        events: list[Event] = []
        times = np.concatenate([[self._last_s], time_s])
        for at in np.flatnonzero(np.diff(times) > GAP_S):
            text = f"a gap of {times[at + 1] - times[at]:.1f} s: nothing is counted there"
            events.append(NoticeEvent(float(times[at]), text))
        if len(time_s):
            self._last_s = float(time_s[-1])
        for block in self._grid.push(time_s, values):
            events += self._events(self._session.push(block))
        return tuple(events)

    def finish(self) -> tuple[Event, ...]:
        """Return what is left when no more samples come."""
        found = [one for block in self._grid.finish() for one in self._session.push(block)]
        return tuple(self._events(found))

    def _events(self, outcomes: list[Outcome]) -> list[Event]:
        found: list[Event] = []
        for one in outcomes:
            if isinstance(one, Found):
                found.append(StepEvent(round((one.first + one.step.sample) * PERIOD_S, 3)))
            elif isinstance(one, Heard):
                answer = one.answer
                at = round((one.first + answer.sample) * PERIOD_S, 3)
                probability = round(answer.probability, 4)
                found.append(DirectionEvent(at, answer.direction, probability, answer.reason))
            elif isinstance(one, Cut):
                bout = bout_of(
                    one,
                    self._placement,
                    self._wearer,
                    self._scale,
                    has_gyroscope=self._measured,
                )
                found.append(BoutEvent(bout, steps_of(one, self._placement)))
            elif isinstance(one, Lost):
                found.append(NoticeEvent(round(one.index * PERIOD_S, 3), one.reason))
        return found
