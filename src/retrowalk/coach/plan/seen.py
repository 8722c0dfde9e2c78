"""What one week's logs and tests say, each as the most careful reading of it.

Of several entries the worst counts: the strongest pain, any swelling, the least even steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.limits import limit
from retrowalk.coach.results import TestResult
from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row

# The row with the smallest change of each test that is more than chance, read for the people
# nearest to the wearer. For healthy older people none could be read; the smallest that was read
# anywhere (multiple sclerosis, B-18) is the careful choice: it only ever makes a plan easier.
REAL_CHANGES: MappingProxyType[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "3mbwt": (("hip-replaced", "B-13"), ("knee-replaced", "B-12"), ("", "B-18")),
        "tug": (("", "O-24"),),
    }
)
BACKWARD_TEST = "3mbwt"


@dataclass(frozen=True, slots=True)
class Worse:
    """A test that got worse by more than chance."""

    test: str
    change_s: float
    real_s: float
    source: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One week as it went.

    Attributes:
        entries: how many were logged.
        done: share of the planned that was done, 0 to 1.
        pain: strongest pain while walking, or None.
        morning: strongest pain next morning, or None.
        effort: highest effort, or None.
        swelling: whether a joint swelled.
        unsteady: whether steps were less even than in the steadiest earlier week.
        worse: a test that got worse, or None.
        backward_test_s: the latest 3-metre backward walk so far, seconds, or None.
    """

    entries: int
    done: float
    pain: int | None
    morning: int | None
    effort: int | None
    swelling: bool
    unsteady: bool
    worse: Worse | None
    backward_test_s: float | None


def morning_limit(pain_before: int) -> float:
    """Return the pain next morning that counts as a flare, after this pain before the plan."""
    above = max(limit("morning_pain"), pain_before + limit("morning_rise"))
    return min(limit("flare_pain"), above)


def flared(entry: LogEntry, pain_before: int) -> bool:
    """Say whether one entry tells of a flare."""
    during = entry.pain_during is not None and entry.pain_during >= limit("flare_pain")
    morning = entry.pain_next_morning is not None and entry.pain_next_morning >= morning_limit(
        pain_before
    )
    return entry.swelling or during or morning


def seen_in_week(
    week: int,
    days: Sequence[int],
    logs: Sequence[LogEntry],
    results: Sequence[TestResult],
    start: date,
    flags: tuple[str, ...],
) -> Seen:
    """Return what a week's entries and the tests up to its end say.

    Args:
        week: number of the week, from 1.
        days: days of the week with a planned session.
        logs: all entries.
        results: all tests.
        start: first day of week 1.
        flags: of the screening.
    """
    entries = [entry for entry in logs if entry.week == week]
    done = {
        day: max((e.completed_share for e in entries if e.day == day), default=0.0)
        for day in sorted({e.day for e in entries})
    }
    return Seen(
        entries=len(entries),
        done=min(1.0, math.fsum(done.values()) / max(1, len(days))),
        pain=_most(entry.pain_during for entry in entries),
        morning=_most(entry.pain_next_morning for entry in entries),
        effort=_most(entry.effort for entry in entries),
        swelling=any(entry.swelling for entry in entries),
        unsteady=_unsteady(week, logs),
        worse=_worse(week, results, start, flags),
        backward_test_s=_backward_test(week, results, start),
    )


def _most(numbers: Iterable[int | None]) -> int | None:
    return max((n for n in numbers if n is not None), default=None)


def _unsteady(week: int, logs: Sequence[LogEntry]) -> bool:
    def known(entry: LogEntry) -> Estimate | None:
        cv = entry.steadiness_cv
        return cv if cv is not None and cv.low is not None and cv.high is not None else None

    now = [cv for e in logs if e.week == week and (cv := known(e)) is not None]
    before = [cv for e in logs if e.week < week and (cv := known(e)) is not None]
    steadiest = min((cv.high for cv in before if cv.high is not None), default=None)
    return steadiest is not None and any(cv.low is not None and cv.low > steadiest for cv in now)


def _week_of(result: TestResult, start: date) -> int:
    return (result.date - start).days // 7 + 1


def _up_to(week: int, results: Sequence[TestResult], start: date) -> list[TestResult]:
    known = [r for r in results if r.value.value is not None and _week_of(r, start) <= week]
    return sorted(known, key=lambda r: (r.date, r.test, r.side or "", r.value.value or 0.0))


def _worse(
    week: int, results: Sequence[TestResult], start: date, flags: tuple[str, ...]
) -> Worse | None:
    known = _up_to(week, results, start)
    for test, rows in REAL_CHANGES.items():
        source = next(source for flag, source in rows if not flag or flag in flags)
        real_s = row(source).number
        for side in sorted({r.side or "" for r in known if r.test == test}):
            series = [r for r in known if r.test == test and (r.side or "") == side]
            if len(series) < 2 or _week_of(series[-1], start) != week:
                continue
            change_s = (series[-1].value.value or 0.0) - (series[-2].value.value or 0.0)
            if change_s > real_s:
                return Worse(test, change_s, real_s, source)
    return None


def _backward_test(week: int, results: Sequence[TestResult], start: date) -> float | None:
    tests = [r for r in _up_to(week, results, start) if r.test == BACKWARD_TEST]
    return tests[-1].value.value if tests else None
