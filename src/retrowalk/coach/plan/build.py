"""From a load to the sessions of a week: hard and easy days, walking and exercises.

day 1  full    all bouts, the longest way; the treadmill, where there is one
day 3  easy    fewer bouts, slow, one rung nearer to the rail, exercises easier
day 5  full    all bouts; with the task for the mind, then one rung nearer to the rail
"""

from __future__ import annotations

from dataclasses import replace

from retrowalk.coach.base import (
    ExerciseBlock,
    Level,
    Pace,
    Reason,
    Session,
    Setting,
    Support,
    WalkBlock,
)
from retrowalk.coach.plan.catalogue import CATALOGUE, ExerciseInfo, fitting
from retrowalk.coach.plan.limits import DAYS, limit
from retrowalk.coach.plan.load import TASKS, Load, Person
from retrowalk.coach.plan.rules import because

_EASY_DAY = DAYS[1]
_LEVELS = tuple(Level)
Blocks = tuple[WalkBlock | ExerciseBlock, ...]


def sessions(
    week: int, load: Load, person: Person, catalogue: tuple[ExerciseInfo, ...] = CATALOGUE
) -> tuple[Session, ...]:
    """Return the sessions of a week with this load."""
    return tuple(_session(week, day, load, person, catalogue) for day in DAYS)


def _session(
    week: int, day: int, load: Load, person: Person, catalogue: tuple[ExerciseInfo, ...]
) -> Session:
    easy = day == _EASY_DAY or load.bouts == 0 or load.gentle
    walk = _walk(day, load, person)
    stage = Level.EASIER if load.bouts == 0 else load.stage
    room_s = person.minutes * 60.0 - (0.0 if walk is None else walk.total_s)
    count = int(room_s // (limit("exercise_s") + limit("change_s")))
    count = max(0, min(count, int(limit("exercises_most")) - easy))
    chosen = _chosen(week, day, count, stage, person, catalogue)
    exercises = tuple(ExerciseBlock(info.id, _level(info, stage, easy, person)) for info in chosen)
    blocks: Blocks = exercises if walk is None else (*exercises[:1], walk, *exercises[1:])
    rule = "full-day"
    if load.bouts == 0:
        rule = "pause-day"
    elif load.gentle:
        rule = "gentle-day"
    elif easy:
        rule = "easy-day"
    elif day == DAYS[-1]:
        rule = "task-day" if load.task else "new-day"
    reasons: tuple[Reason, ...] = (because(rule),)
    if day == DAYS[0] and week % 2 == 1 and load.bouts and not load.gentle:
        reasons = (*reasons, because("test-due"))
    return Session(week, day, not easy, blocks, reasons)


def _walk(day: int, load: Load, person: Person) -> WalkBlock | None:
    if load.bouts == 0:
        return None
    nearer = max(0, load.place - 1)
    easy = day == _EASY_DAY
    with_task = load.task > 0 and day == DAYS[-1]
    setting, support = person.places[nearer if easy or with_task else load.place]
    pace = Pace.SLOW if easy else load.pace
    if load.treadmill and day == DAYS[0]:
        setting = Setting.TREADMILL
        support = Support.BOTH_HANDS if person.supported else Support.ONE_HAND
        pace = Pace.SLOW if load.pace is Pace.SLOW or load.slope_percent else Pace.COMFORTABLE
    if with_task and pace is Pace.BRISK:
        pace = Pace.COMFORTABLE
    return WalkBlock(
        bouts=load.easy_bouts if easy else load.bouts,
        bout_s=float(load.bout_s),
        rest_s=load.rest_s,
        setting=setting,
        support=support,
        pace=pace,
        slope_percent=float(load.slope_percent) if setting is Setting.TREADMILL else 0.0,
        task=TASKS[load.task - 1] if with_task else None,
    )


def _chosen(
    week: int,
    day: int,
    count: int,
    stage: Level,
    person: Person,
    catalogue: tuple[ExerciseInfo, ...],
) -> tuple[ExerciseInfo, ...]:
    """Take exercises in turn; the same ones for two weeks, so that they can be learnt."""
    options = fitting(person.goal, person.screening.flags, stage, catalogue)
    if not options:
        return ()
    first = (week - 1) // 2 + DAYS.index(day) * max(1, count)
    ring = [options[(first + k) % len(options)] for k in range(min(count, len(options)))]
    return tuple(ring)


def _level(info: ExerciseInfo, stage: Level, easy: bool, person: Person) -> Level:
    """Return the form: each exercise begins in its easiest one, when its stage has come."""
    at = _LEVELS.index(stage) - _LEVELS.index(info.stage) - easy
    return info.level_for(_LEVELS[max(0, at)], person.screening.flags)


def eased(session: Session, *, walk: bool) -> Session:
    """Return a session made easier after a flare in the same week.

    Args:
        session: as planned.
        walk: whether walking backward stays, at half the bouts; not after swelling.
    """
    blocks: list[WalkBlock | ExerciseBlock] = []
    for block in session.blocks:
        if isinstance(block, ExerciseBlock):
            blocks.append(ExerciseBlock(block.exercise, Level.EASIER))
        elif walk and block.bouts // 2:
            blocks.append(
                replace(
                    block,
                    bouts=block.bouts // 2,
                    setting=Setting.RAIL,
                    support=Support.BOTH_HANDS,
                    pace=Pace.SLOW,
                    slope_percent=0.0,
                    task=None,
                )
            )
    return replace(session, hard=False, blocks=tuple(blocks), reasons=(because("eased-day"),))
