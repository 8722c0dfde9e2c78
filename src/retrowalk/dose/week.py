"""Weekly totals against the activity guidance of the WHO (rows W-01 to W-03).

The guidance is about all activity of the week, of which a recorder sees only the
recorded walks: the share says what these walks contribute, never what is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retrowalk.dose.session import DirectionDose, Dose, added
from retrowalk.dose.words import say
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import number_text


@dataclass(frozen=True, slots=True)
class Week:
    """The walks of one ISO week together.

    Attributes:
        week: ISO week such as ``"2026-W48"``, by the walks' UTC dates.
        walks: how many.
        backward_minutes: minutes walked backward.
        backward_steps: steps backward.
        gross_kcal: energy of all walking, both directions, rest included.
        met_minutes: MET-minutes of all walking.
        moderate_minutes: minutes of moderate effort, vigorous ones counted double.
        share_of_guidance: the same over the lower end of the WHO range; unit 1.
    """

    week: str
    walks: int
    backward_minutes: Estimate
    backward_steps: Estimate
    gross_kcal: Estimate
    met_minutes: Estimate
    moderate_minutes: Estimate
    share_of_guidance: Estimate

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "week": self.week,
            "walks": self.walks,
            "backward_minutes": self.backward_minutes.to_dict(),
            "backward_steps": self.backward_steps.to_dict(),
            "gross_kcal": self.gross_kcal.to_dict(),
            "met_minutes": self.met_minutes.to_dict(),
            "moderate_minutes": self.moderate_minutes.to_dict(),
            "share_of_guidance": self.share_of_guidance.to_dict(),
        }


def _week_of(given: Dose) -> str:
    if given.start_utc is None:
        raise RetrowalkError(
            "a walk without a date belongs to no week",
            where="weekly totals",
            remedy="leave it out or give its recording a start",
        )
    year, week, _ = dt.datetime.fromisoformat(given.start_utc).date().isocalendar()
    return f"{year}-W{week:02d}"


def _sum(parts: Sequence[Estimate]) -> Estimate:
    total = parts[0]
    for part in parts[1:]:
        total = added(total, part)
    return total


def weeks(doses: Sequence[Dose]) -> tuple[Week, ...]:
    """Return the totals of each week in which there was a walk, in time order.

    Raises:
        RetrowalkError: a dose without a date.
    """
    by_week: dict[str, list[Dose]] = {}
    for given in doses:
        by_week.setdefault(_week_of(given), []).append(given)
    return tuple(_week(name, by_week[name]) for name in sorted(by_week))


def _week(name: str, doses: list[Dose]) -> Week:
    both: list[DirectionDose] = [part for d in doses for part in (d.backward, d.forward)]
    moderate = _sum([part.moderate_minutes for part in both])
    guidance = row("W-01").low
    assert guidance is not None
    return Week(
        week=name,
        walks=len(doses),
        backward_minutes=_sum([d.backward.minutes for d in doses]),
        backward_steps=_sum([d.backward.steps for d in doses]),
        gross_kcal=_sum([part.gross_kcal for part in both]),
        met_minutes=_sum([part.met_minutes for part in both]),
        moderate_minutes=moderate,
        share_of_guidance=moderate.scaled(1.0 / guidance, "1"),
    )


def week_line(week: Week, language: str) -> str:
    """Return a week against the guidance in one plain sentence."""
    moderate = week.moderate_minutes
    if moderate.value is None or moderate.low is None or moderate.high is None:
        return say("week_unknown", language, week=week.week)
    return say(
        "week",
        language,
        week=week.week,
        value=number_text(moderate.value, language, ".0f"),
        low=number_text(moderate.low, language, ".0f"),
        high=number_text(moderate.high, language, ".0f"),
    )
