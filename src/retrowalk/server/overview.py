"""What a physiotherapist reads at a glance: adherence, pain, tests with their noise.

In: what a share shows. Out: numbers and series; nothing is said of what was not shared.

    adherence   sessions logged / sessions planned up to yesterday (today's counts once done)
    pain        the newest three sessions or walks against the three before  (a design choice)
    tests       latest against first, judged by the smallest detectable change
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import fmean
from typing import Any

from pydantic import BaseModel, Field

from retrowalk.coach.assessments.catalogue import assessment
from retrowalk.coach.assessments.judging import judge
from retrowalk.coach.base import Advice
from retrowalk.coach.contract import History
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.limits import DAYS, limit
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase
from retrowalk.report.plan_progress import done_s
from retrowalk.server.history import Known, Told

RECENT = 3
WALKS_MOST = 50


class Words(BaseModel):
    """One text in each language."""

    en: str
    de: str


class PlanSummary(BaseModel):
    """The plan in force."""

    goal: str
    ability: str
    minutes: int
    start: date
    advice: str
    settings: list[str]
    week: int = Field(description="that today is in, from 1")


class WeekDone(BaseModel):
    """One week of the plan."""

    week: int
    planned: int
    done: int
    minutes: float = Field(description="walked backward")


class Adherence(BaseModel):
    """Sessions done of those that were due."""

    planned: int
    done: int
    weeks: list[WeekDone]


class PainDay(BaseModel):
    """One session, or one walk outside the plan."""

    date: date
    during: int | None
    next_morning: int | None
    effort: int | None
    swelling: bool


class Pain(BaseModel):
    """Pain, 0 to 10, of sessions and walks; the change is null with too few of them."""

    days: list[PainDay]
    recent: float | None = Field(description="mean of the newest three")
    change: float | None = Field(description="against the three before; above 0 is more pain")


class Test(BaseModel):
    """One test, each leg by itself."""

    test: str
    side: str | None
    name: Words
    unit: str
    better: str
    results: list[dict[str, Any]]
    change: str
    by: dict[str, Any]
    is_better: bool | None
    band: dict[str, Any]
    sentence: Words
    sources: list[str]


class SharedWalk(BaseModel):
    """One walk, its totals only."""

    id: str
    made_at: str
    placement: str | None
    backward: dict[str, Any] | None
    forward: dict[str, Any] | None
    duration_s: float | None


class Overview(BaseModel):
    """What a share shows; a part is null where it was not shared or there is nothing."""

    plan: PlanSummary | None = None
    adherence: Adherence | None = None
    pain: Pain | None = None
    tests: list[Test] | None = None
    walks: list[SharedWalk] | None = None
    screening: dict[str, Any] | None = None
    unread: int = Field(
        default=0, description="records that could not be read, or were too much to read"
    )


def words(phrase: Phrase) -> Words:
    """Return a text in each language."""
    return Words(en=phrase.en, de=phrase.de)


def overview_of(
    records: Sequence[Told],
    known: Known,
    kinds: frozenset[str],
    today: date,
    left_out: int = 0,
) -> Overview:
    """Return what is read at a glance.

    Args:
        records: that the share shows.
        known: the same, read.
        kinds: that the share shows.
        today: of the reader.
        left_out: records that the share shows and that are not among them.
    """
    plan = known.plan
    felt = felt_on_walks(records)
    return Overview(
        plan=None if plan is None else plan_summary(plan, today),
        adherence=(
            adherence(plan, known.logs, today) if plan is not None and "log" in kinds else None
        ),
        pain=pain(known.logs, felt) if "log" in kinds or felt else None,
        tests=tests(known.results) if "result" in kinds else None,
        walks=walks(records) if "walk" in kinds else None,
        screening=_newest(records, "screening", "screening"),
        unread=known.unread + left_out,
    )


def plan_summary(plan: Plan, today: date) -> PlanSummary:
    """Return the plan in one line."""
    return PlanSummary(
        goal=plan.goal.value,
        ability=plan.ability.value,
        minutes=plan.minutes,
        start=plan.start,
        advice=plan.advice.value,
        settings=[place.value for place in plan.settings],
        week=_week_of(plan, today),
    )


def adherence(plan: Plan, logs: Sequence[LogEntry], today: date) -> Adherence | None:
    """Return how much of what was due is done; None where the plan waits for a doctor."""
    if plan.advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW):
        return None
    history = History(plan, tuple(logs))
    last = max([_week_of(plan, today), *(entry.week for entry in logs)])
    last = min(last, int(limit("weeks_most")))  # whatever a record or a reader says
    weeks = []
    for number in range(1, last + 1):
        days = next(
            (tuple(s.day for s in week.sessions) for week in plan.weeks if week.number == number),
            DAYS,
        )
        mine = [entry for entry in logs if entry.week == number]
        logged = {entry.day for entry in mine}
        over = (today - plan.start).days - 7 * (number - 1)  # whole days of the week gone by
        due = sum(day <= over or day in logged for day in days)
        done = [entry for entry in mine if entry.completed_share > 0.0]
        weeks.append(
            WeekDone(
                week=number,
                planned=due,
                done=min(len(done), due),
                minutes=round(sum(done_s(entry, history) for entry in done) / 60.0, 1),
            )
        )
    return Adherence(
        planned=sum(week.planned for week in weeks),
        done=sum(week.done for week in weeks),
        weeks=weeks,
    )


def pain(logs: Sequence[LogEntry], felt: Sequence[PainDay] = ()) -> Pain:
    """Return how it felt, in the sessions of the plan and on walks outside it."""
    days = [
        PainDay(
            date=entry.date,
            during=entry.pain_during,
            next_morning=entry.pain_next_morning,
            effort=entry.effort,
            swelling=entry.swelling,
        )
        for entry in logs
    ]
    days = sorted([*days, *felt], key=lambda day: day.date)
    known = [day.during for day in days if day.during is not None]
    recent, before = known[-RECENT:], known[-2 * RECENT : -RECENT]
    change = fmean(recent) - fmean(before) if len(before) == RECENT else None
    return Pain(
        days=days,
        recent=round(fmean(recent), 2) if recent else None,
        change=None if change is None else round(change, 2),
    )


def felt_on_walks(records: Sequence[Told]) -> list[PainDay]:
    """Return pain and effort that stand with the walks themselves.

    Those of a session stand in its log entry, and not here as well.
    """
    found = []
    for one in records:
        if one.kind != "walk":
            continue
        during, effort = (_score(one.body.get(key)) for key in ("pain", "effort"))
        if during is not None or effort is not None:
            found.append(
                PainDay(
                    date=one.made.date(),
                    during=during,
                    next_morning=None,
                    effort=effort,
                    swelling=False,
                )
            )
    return found


def _score(value: Any) -> int | None:
    is_score = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10
    return value if is_score else None


def tests(results: Sequence[TestResult]) -> list[Test]:
    """Return each test with its results and whether they changed by more than noise."""
    found = []
    for test, side in dict.fromkeys((result.test, result.side) for result in results):
        mine = [r for r in results if (r.test, r.side) == (test, side)]
        try:
            about, judged = assessment(test), judge(test, mine, side=side)
        except RetrowalkError:  # a test that this version does not know
            continue
        found.append(
            Test(
                test=test,
                side=side,
                name=words(about.name),
                unit=about.unit,
                better=about.better.value,
                results=[
                    {"date": r.date.isoformat(), "by": r.by, **r.value.to_dict()} for r in mine
                ],
                change=judged.change.value,
                by=judged.by.to_dict(),
                is_better=judged.better,
                band=judged.band.to_dict(),
                sentence=words(judged.sentence),
                sources=list(judged.sources),
            )
        )
    return found


def walks(records: Sequence[Told]) -> list[SharedWalk]:
    """Return the newest walks, newest first."""
    found = []
    for one in reversed([record for record in records if record.kind == "walk"]):
        walk = one.body.get("walk")
        if not isinstance(walk, dict):
            continue
        found.append(
            SharedWalk(
                id=one.id,
                made_at=one.made.isoformat(),
                placement=_text(walk, "recording", "placement"),
                backward=_total(walk, "backward"),
                forward=_total(walk, "forward"),
                duration_s=_number(walk, "recording", "duration_s"),
            )
        )
        if len(found) == WALKS_MOST:
            break
    return found


def _week_of(plan: Plan, today: date) -> int:
    return max(1, (today - plan.start).days // 7 + 1)


def _newest(records: Sequence[Told], kind: str, key: str) -> dict[str, Any] | None:
    bodies = [record.body.get(key) for record in records if record.kind == kind]
    return bodies[-1] if bodies and isinstance(bodies[-1], dict) else None


def _total(walk: dict[str, Any], direction: str) -> dict[str, Any] | None:
    summary = walk.get("summary")
    total = summary.get(direction) if isinstance(summary, dict) else None
    return total if isinstance(total, dict) else None


def _text(walk: dict[str, Any], part: str, key: str) -> str | None:
    inside = walk.get(part)
    value = inside.get(key) if isinstance(inside, dict) else None
    return value if isinstance(value, str) else None


def _number(walk: dict[str, Any], part: str, key: str) -> float | None:
    inside = walk.get(part)
    value = inside.get(key) if isinstance(inside, dict) else None
    return float(value) if isinstance(value, int | float) else None
