"""The sessions of a plan as a calendar; the same events as the phone app writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from retrowalk.cli.coach_text import block_text
from retrowalk.coach.icalendar import Entry
from retrowalk.coach.plan.replay import session_date
from retrowalk.coach.plan.words import minutes_phrase
from retrowalk.coach.plans import Plan
from retrowalk.language import Language, Phrase

FEED_NAME = Phrase("Walking backward: plan", "Rückwärtsgehen: Plan")
WROTE = Phrase("{count} sessions written to {path}", "{count} Einheiten geschrieben nach {path}")
_SUMMARY = Phrase("Walk backward, {minutes} min", "Rückwärts gehen, {minutes} min")
_EXERCISES = Phrase("Exercises", "Übungen")


def entries(
    plan: Plan, first: date, at: time | None, zone: tzinfo | None, lang: Language
) -> Iterator[Entry]:
    """Yield the sessions from a day on.

    Args:
        plan: the plan.
        first: earlier sessions are left out.
        at: the hour at which they begin, on the wearer's clock; None: whole days.
        zone: the wearer's; only needed with an hour.
        lang: of the texts.
    """
    for session in (one for week in plan.weeks for one in week.sessions):
        day = session_date(plan, session)
        if day < first:
            continue
        minutes = minutes_phrase(session.backward_s).said(lang)
        walks = session.backward_s > 0
        summary = _SUMMARY.said(lang).format(minutes=minutes) if walks else _EXERCISES.said(lang)
        start: date | datetime = day
        end: date | datetime = day + timedelta(days=1)
        if at is not None:
            start = datetime.combine(day, at, zone)
            # as an instant: the clocks may change meanwhile
            end = datetime.fromtimestamp(start.timestamp() + 60.0 * plan.minutes, zone)
        yield Entry(
            f"{plan.start.isoformat()}-{session.week}-{session.day}-session@retrowalk.invalid",
            start,
            end,
            summary,
            "\n".join(block_text(block, lang) for block in session.blocks),
            is_busy=at is not None,
        )
