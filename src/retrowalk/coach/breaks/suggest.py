"""When to suggest a break, and which snack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from retrowalk.coach.base import Advice, Level, Reason
from retrowalk.coach.breaks.base import BreakRules, Day, Suggestion
from retrowalk.coach.plan.catalogue import CATALOGUE, ExerciseInfo
from retrowalk.coach.screening.base import Screening
from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase
from retrowalk.tracker.base import Walk

SOURCES = ("S-06", "S-07", "S-09")
SENTENCE = Phrase(
    "You have not walked for {sat} minutes. Short breaks lower blood sugar in tests; how"
    " often they are needed, no guideline says.",
    "Sie sind seit {sat} Minuten nicht gegangen. Kurze Pausen senken in Versuchen den"
    " Blutzucker; wie oft es sie braucht, sagt keine Leitlinie.",
)


def snacks(
    screening: Screening | None, catalogue: tuple[ExerciseInfo, ...] = CATALOGUE
) -> tuple[str, ...]:
    """Return the exercises whose standard form suits a break; none before a screening says go."""
    if screening is None or screening.advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW):
        return ()
    return tuple(
        info.id
        for info in catalogue
        if info.snack
        and not set(info.avoid_with) & set(screening.flags)
        and info.level_for(Level.STANDARD, screening.flags) is Level.STANDARD
    )


def sitting_min(day: Day, rules: BreakRules) -> tuple[int | None, ...]:
    """Return the minutes sat up to and with each minute; None where the device was off.

    Walking sets the clock to 0. While the device is off the clock stands, and after
    `forget_min` it begins anew: not worn is not sitting.
    """
    sat, off = 0, 0
    found: list[int | None] = []
    for count in day.steps:
        if count is None:
            off += 1
            if off >= rules.forget_min:
                sat = 0
            found.append(None)
            continue
        off = 0
        sat = 0 if count >= rules.walk_steps else sat + 1
        found.append(sat)
    return tuple(found)


def suggestions(
    day: Day,
    rules: BreakRules,
    choices: Sequence[str] = (),
    snoozed: Sequence[datetime] = (),
) -> tuple[Suggestion, ...]:
    """Return the suggestions of a day: few, quiet, and never about a device not worn.

    Args:
        day: steps by the minute.
        rules: of the person.
        choices: exercises to take in turn; none for simply getting up.
        snoozed: moments at which "later" was tapped.
    """
    found: list[Suggestion] = []
    counts: dict[date, int] = {}
    taps = sorted(snoozed)
    last_sat, threshold, due = 0, rules.after_min, False
    quiet_until: datetime | None = None
    for minute, sat in enumerate(sitting_min(day, rules)):
        if sat is None:
            continue
        if sat < last_sat or sat == 0:  # walked, or away from the device for long
            threshold, due, quiet_until = rules.after_min, False, None
        last_sat = sat
        now = day.moment(minute + 1)
        due = due or sat >= threshold
        while taps and taps[0] <= now:
            later = taps.pop(0) + timedelta(minutes=rules.snooze_min)
            if threshold > rules.after_min:  # something was said in this stretch of sitting
                due, quiet_until = True, later
        if not due or not rules.open_at(now) or counts.get(now.date(), 0) >= rules.most:
            continue
        if quiet_until is not None and now < quiet_until:
            continue
        exercise = choices[len(found) % len(choices)] if choices else None
        found.append(Suggestion(now, sat, exercise, _reason(sat)))
        counts[now.date()] = counts.get(now.date(), 0) + 1
        threshold, due, quiet_until = sat + rules.after_min, False, None
    return tuple(found)


def _reason(sat: int) -> Reason:
    sentence = Phrase(SENTENCE.en.format(sat=sat), SENTENCE.de.format(sat=sat))
    return Reason("time-since-walked", sentence, SOURCES)


def day_from_walks(walks: Sequence[Walk], zone: tzinfo) -> Day:
    """Return the steps by the minute of recordings with a date; gaps are "not worn".

    Args:
        walks: of one person, each with its start.
        zone: of the wearer.

    Raises:
        RetrowalkError: no walk, one without a date, or more than a week between first and last.
    """
    if not walks:
        raise RetrowalkError("there is no recording", where="breaks")
    minutes: dict[int, int] = {}
    for walk in walks:
        if walk.start_utc is None:
            raise RetrowalkError(
                "the recording has no date",
                where=walk.source or "breaks",
                remedy="give step counts with their times instead",
            )
        start_s = datetime.fromisoformat(walk.start_utc).timestamp()
        for second in range(int(walk.duration_s)):
            if not any(begin <= second < end for begin, end in walk.gaps):
                minutes.setdefault(int((start_s + second) // 60), 0)
        for step in walk.steps:
            at = int((start_s + step.time_s) // 60)
            minutes[at] = minutes.get(at, 0) + 1
    first, last = min(minutes), max(minutes)
    if last - first > 7 * 24 * 60:
        raise RetrowalkError(
            "there is more than a week between the recordings",
            where="breaks",
            remedy="give those of one day",
        )
    start = datetime.fromtimestamp(60.0 * first, zone)
    return Day(start, tuple(minutes.get(at) for at in range(first, last + 1)))
