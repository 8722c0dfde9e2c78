"""Breaks from sitting: what a day looked like, and when it is right to say something.

    steps a minute   0 0 0 - - - 40 80 0 0 0 0 …   (- device not worn)
    sitting, min     1 2 3 .  .  .  0  0 1 2 3 4 …   off: the clock does not run

No guideline that could be read names an interval (S-09), so the interval is a design choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from retrowalk.coach.base import Reason
from retrowalk.errors import RetrowalkError


def _span(begin_h: int, end_h: int) -> str:
    return f"{time(begin_h):%H:%M}-{time(end_h):%H:%M}"


@dataclass(frozen=True, slots=True)
class BreakRules:
    """When to suggest a break; nothing is suggested unless the person switched it on.

    Attributes:
        on: whether the person wants it.
        begin: start of the working hours.
        end: end of the working hours.
        weekdays: 0 for Monday to 6 for Sunday.
        after_min: minutes of sitting before a suggestion.
        snooze_min: how long one tap on "later" keeps quiet.
        walk_steps: steps in one minute that count as walking.
        forget_min: minutes without the device after which earlier sitting is forgotten.
        most: suggestions on one day.
        quiet: spans [begin, end) of each day in which nothing is said.
    """

    on: bool = False
    begin: time = time(9)
    end: time = time(17)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    after_min: int = 45
    snooze_min: int = 15
    walk_steps: int = 20
    forget_min: int = 10
    most: int = 8
    quiet: tuple[tuple[time, time], ...] = ()

    def __post_init__(self) -> None:
        if self.end <= self.begin:
            raise RetrowalkError(
                f"the hours end at {self.end:%H:%M} and begin at {self.begin:%H:%M}",
                where="breaks",
                remedy=f"let them end after they begin, such as {_span(9, 17)}",
            )
        for begin, end in self.quiet:
            if end <= begin:
                raise RetrowalkError(
                    f"the quiet time ends at {end:%H:%M} and begins at {begin:%H:%M}",
                    where="breaks",
                    remedy=f"let it end after it begins, such as {_span(12, 13)}",
                )
        for name, least in (("after_min", 10), ("snooze_min", 1), ("walk_steps", 1), ("most", 0)):
            if getattr(self, name) < least:
                raise RetrowalkError(
                    f"{name} is {getattr(self, name)}",
                    where="breaks",
                    remedy=f"say {least} or more",
                )

    def open_at(self, moment: datetime) -> bool:
        """Say whether something may be said at a local moment."""
        clock = moment.time()
        hours = moment.weekday() in self.weekdays and self.begin <= clock < self.end
        return self.on and hours and not any(begin <= clock < end for begin, end in self.quiet)


@dataclass(frozen=True, slots=True)
class Day:
    """Steps of one stretch of time, minute by minute.

    Attributes:
        start: local time of the first minute, with its time zone.
        steps: steps in each minute; None where the device was not worn.
    """

    start: datetime
    steps: tuple[int | None, ...]

    def __post_init__(self) -> None:
        if self.start.tzinfo is None:
            raise RetrowalkError(
                "the day has no time zone", where="breaks", remedy="say one, such as Europe/Berlin"
            )
        for at, count in enumerate(self.steps):
            if count is not None and count < 0:
                raise RetrowalkError(
                    f"minute {at + 1} has {count} steps", where="breaks", remedy="count from 0"
                )

    def moment(self, minute: int) -> datetime:
        """Return the local time at which a minute begins, right across a change of clocks."""
        zone = self.start.tzinfo
        assert zone is not None
        utc = self.start.timestamp() + 60.0 * minute
        return datetime.fromtimestamp(utc, zone)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One friendly word.

    Attributes:
        at: when, local time with its zone.
        sat_min: minutes sat without walking.
        exercise: id of the snack, or None for simply getting up.
        reason: why.
    """

    at: datetime
    sat_min: int
    exercise: str | None
    reason: Reason

    @property
    def end(self) -> datetime:
        """When three minutes are over."""
        return self.at + timedelta(minutes=3)
