"""A plan: weeks of sessions, and why they look as they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrowalk.coach.base import Ability, Advice, Goal, Reason, Session, Setting


@dataclass(frozen=True, slots=True)
class Week:
    """One week of sessions.

    Attributes:
        number: from 1.
        sessions: in the order of their days.
        reasons: what changed against the week before, and why.
    """

    number: int
    sessions: tuple[Session, ...]
    reasons: tuple[Reason, ...]

    @property
    def backward_s(self) -> float:
        """Time walked backward in the week, seconds."""
        return sum(session.backward_s for session in self.sessions)


@dataclass(frozen=True, slots=True)
class Plan:
    """Weeks of sessions for one person.

    Attributes:
        goal: what it is for.
        advice: what the screening said.
        settings: where walking backward is allowed, safest first.
        flags: ids of what the screening noticed.
        minutes: available for one session.
        start: first day of week 1.
        weeks: as planned so far; later weeks wait for the log.
        reasons: why the plan begins as it does.
        ability: how well the person walked backward at the start.
    """

    goal: Goal
    advice: Advice
    settings: tuple[Setting, ...]
    flags: tuple[str, ...]
    minutes: int
    start: date
    weeks: tuple[Week, ...]
    reasons: tuple[Reason, ...]
    ability: Ability = Ability.NEW
