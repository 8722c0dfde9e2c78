"""How much is asked for in a week, and the single steps by which that changes.

One full day is `bouts` times `bout_s` seconds of walking backward; the easy day has fewer
bouts. What the hands hold and where one walks are one ladder, each rung one change away from
the next, cut to what the screening allows::

    rail both hands - rail one hand - rail hand near - hallway hand near - hallway - open ground
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from retrowalk.coach.base import Ability, Advice, Goal, Level, Pace, Setting, Support
from retrowalk.coach.plan.limits import limit
from retrowalk.coach.screening.base import Screening

PLACES: tuple[tuple[Setting, Support], ...] = (
    (Setting.RAIL, Support.BOTH_HANDS),
    (Setting.RAIL, Support.ONE_HAND),
    (Setting.RAIL, Support.HAND_NEAR),
    (Setting.HALLWAY, Support.HAND_NEAR),
    (Setting.HALLWAY, Support.NONE),
    (Setting.OPEN, Support.NONE),
)
BOUTS_S = (30, 45, 60, 90, 120, 150, 180, 240, 300)
TASKS = ("count-up", "animals", "count-threes")
_BALANCE_FLAGS = frozenset(
    {"falls", "dizziness", "poor-vision", "balance-medication", "pregnant", "inactive"}
)


@dataclass(frozen=True, slots=True)
class Person:
    """What the plan knows before the first log.

    Attributes:
        screening: what is allowed.
        goal: what it is for.
        ability: how well the person walks backward at the start.
        minutes: available for one session.
    """

    screening: Screening
    goal: Goal
    ability: Ability
    minutes: int

    @property
    def supported(self) -> bool:
        """Whether the screening asks for a rail or a companion."""
        return self.screening.advice is not Advice.GO

    @property
    def places(self) -> tuple[tuple[Setting, Support], ...]:
        """The rungs of the ladder that are allowed.

        Whoever needs support never lets go; whoever is allowed the rail only keeps a hand on it.
        """
        held: tuple[Support, ...] = (Support.BOTH_HANDS, Support.ONE_HAND)
        if not self.supported:
            held = tuple(Support)
        elif len(self.screening.settings) > 1:
            held = (*held, Support.HAND_NEAR)
        return tuple(
            (setting, support)
            for setting, support in PLACES
            if setting in self.screening.settings and support in held
        )

    @property
    def aim_s(self) -> float:
        """Most backward walking in one session, seconds."""
        lively = self.goal in (Goal.FITNESS, Goal.SPORT) and not self.supported
        return limit("aim_fitness_s" if lively else "aim_s")

    @property
    def walk_room_s(self) -> float:
        """Most time for walking and its rests in one session, seconds."""
        kept = 2 if self.minutes >= 20 else 1 if self.minutes >= 10 else 0
        return self.minutes * 60.0 - kept * (limit("exercise_s") + limit("change_s"))

    @property
    def fastest(self) -> Pace:
        """The fastest pace that is allowed."""
        lively = self.goal in (Goal.FITNESS, Goal.SPORT) and not self.supported
        return Pace.BRISK if lively and not self._unsteady else Pace.COMFORTABLE

    @property
    def hardest(self) -> Level:
        """The hardest stage of exercises that is allowed."""
        return Level.STANDARD if self.supported else Level.HARDER

    @property
    def treadmill(self) -> bool:
        """Whether a treadmill day may come."""
        return Setting.TREADMILL in self.screening.settings and self.goal in (
            Goal.FITNESS,
            Goal.SPORT,
        )

    @property
    def slope_most(self) -> int:
        """Steepest slope that is allowed, percent; flat for most."""
        careful = self.supported or self.screening.age_years > limit("slope_age")
        flags = set(self.screening.flags)
        barred = self._unsteady or flags & {"high-blood-pressure", "back-pain", "knee-replaced"}
        return 0 if careful or barred or not self.treadmill else int(limit("slope_most"))

    @property
    def tasks(self) -> bool:
        """Whether tasks for the mind belong to the plan."""
        return self.goal is Goal.BALANCE or self.screening.age_years >= limit("older_years")

    @property
    def _unsteady(self) -> bool:
        return bool(_BALANCE_FLAGS & set(self.screening.flags))


@dataclass(frozen=True, slots=True)
class Load:
    """What one week asks for.

    Attributes:
        bouts: bouts on a full day; 0 is a pause from walking backward.
        bout_s: length of a bout, seconds.
        place: rung of `Person.places`.
        pace: how fast on full days.
        task: grade of the task for the mind, 0 for none.
        treadmill: whether the first day is on a treadmill.
        slope_percent: slope of that day.
        stage: stage of the exercises.
        gentle: whether every day is an easy one, as in the week after a flare.
    """

    bouts: int
    bout_s: int
    place: int = 0
    pace: Pace = Pace.SLOW
    task: int = 0
    treadmill: bool = False
    slope_percent: int = 0
    stage: Level = Level.EASIER
    gentle: bool = False

    @property
    def full_s(self) -> float:
        """Backward walking on a full day, seconds."""
        return float(self.bouts * self.bout_s)

    @property
    def easy_bouts(self) -> int:
        """Bouts on the easy day."""
        return max(min(1, self.bouts), round(self.bouts * limit("easy_share")))

    @property
    def week_s(self) -> float:
        """Backward walking of the whole week: two full days and an easy one, seconds."""
        return float((2 * self.bouts + self.easy_bouts) * self.bout_s)

    @property
    def rest_s(self) -> float:
        """Rest between two bouts, seconds."""
        return 30.0 if self.bout_s <= 30 else 45.0 if self.bout_s <= 60 else 60.0

    @property
    def walk_s(self) -> float:
        """A full day's walking with its rests, seconds."""
        return self.full_s + max(0, self.bouts - 1) * self.rest_s


def most_next(week_s: float) -> float:
    """Return the most backward time of a week that may follow one of `week_s`, seconds."""
    return max(week_s * (1.0 + limit("rise_share")), week_s + limit("rise_s"))


def start_load(person: Person) -> Load:
    """Return the first week's load: below every trial's dose, at a rail."""
    screening = person.screening
    gentle = person.supported or "inactive" in screening.flags or screening.pain >= 4
    bouts, bout_s = {
        Ability.NEW: (6 if gentle else 10, 30),
        Ability.SOME: (5 if gentle else 6, 60),
        Ability.PRACTISED: (4, 120),
    }[person.ability]
    practised = person.ability is Ability.PRACTISED and not gentle
    rung = {Ability.NEW: 0, Ability.SOME: 1, Ability.PRACTISED: 2}[person.ability]
    load = Load(
        bouts,
        bout_s,
        place=0 if gentle else min(rung, len(person.places) - 1),
        pace=Pace.COMFORTABLE if practised else Pace.SLOW,
        stage=Level.EASIER if gentle or person.ability is Ability.NEW else Level.STANDARD,
    )
    while load.bouts > 1 and not fits(load, person):
        load = replace(load, bouts=load.bouts - 1)
    return load


def fits(load: Load, person: Person) -> bool:
    """Say whether a full day keeps to the aim and to the minutes at hand."""
    return load.full_s <= person.aim_s and load.walk_s <= person.walk_room_s


def longer(load: Load, person: Person) -> Load | None:
    """Return the load with more or slightly longer bouts, within a week's rise, or None."""
    more = [replace(load, bouts=load.bouts + added) for added in range(1, 20)]
    more += [
        replace(load, bout_s=bout_s)
        for bout_s in range(load.bout_s + 10, int(limit("bout_most_s")) + 1, 10)
    ]
    able = [x for x in more if x.week_s <= most_next(load.week_s) and fits(x, person)]
    return max(able, key=lambda x: (x.week_s, -x.bouts), default=None)


def longer_bouts(load: Load, person: Person) -> Load | None:
    """Return the load in fewer, longer bouts of about the same sum, or None."""
    for bout_s in (longer_s for longer_s in BOUTS_S if longer_s > load.bout_s):
        for bouts in (round(load.full_s / bout_s), int(load.full_s // bout_s)):
            changed = replace(load, bouts=bouts, bout_s=bout_s)
            same = bouts >= 2 and 0.85 * load.week_s <= changed.week_s
            if same and changed.week_s <= 1.15 * load.week_s and fits(changed, person):
                return changed
    return None


def further(load: Load, person: Person, *, at_rail: bool) -> Load | None:
    """Return the load one rung further from the rail, or None; `at_rail` keeps it there."""
    if load.place + 1 >= len(person.places):
        return None
    if at_rail and person.places[load.place + 1][0] is not Setting.RAIL:
        return None
    return replace(load, place=load.place + 1)


def faster(load: Load, person: Person) -> Load | None:
    """Return the load one pace faster, or None."""
    paces = tuple(Pace)
    at = paces.index(load.pace)
    return None if load.pace is person.fastest else replace(load, pace=paces[at + 1])


def with_task(load: Load, person: Person) -> Load | None:
    """Return the load with the next task for the mind, or None; never before one hand is free."""
    ready = person.tasks and load.place >= 1 and load.task < len(TASKS)
    return replace(load, task=load.task + 1) if ready else None


def on_treadmill(load: Load, person: Person) -> Load | None:
    """Return the load with its first day on a treadmill, or None."""
    ready = person.treadmill and not load.treadmill and load.place >= min(2, len(person.places) - 1)
    return replace(load, treadmill=True) if ready else None


def steeper(load: Load, person: Person) -> Load | None:
    """Return the load with one percent more slope, or None."""
    ready = load.treadmill and load.slope_percent < person.slope_most
    return replace(load, slope_percent=load.slope_percent + 1) if ready else None


def harder_exercises(load: Load, person: Person) -> Load | None:
    """Return the load with the next stage of exercises, or None."""
    stages = tuple(Level)
    if stages.index(load.stage) >= stages.index(person.hardest):
        return None
    return replace(load, stage=stages[stages.index(load.stage) + 1])


def shorter(load: Load, keep: float) -> Load:
    """Return the load with at most this share of its bouts, always less than before.

    The last bout gets shorter instead; from the shortest one there is a pause.
    """
    bouts = min(load.bouts - 1, int(load.bouts * keep + 1e-9))
    if load.bouts >= 2:
        return replace(load, bouts=max(1, bouts))
    below = [bout_s for bout_s in BOUTS_S if bout_s < load.bout_s]
    return replace(load, bout_s=below[-1]) if load.bouts and below else replace(load, bouts=0)


def safer(load: Load, *, task: int = 0) -> Load:
    """Return the load one rung nearer to the rail, slower, flat, and with this task at most."""
    paces = tuple(Pace)
    return replace(
        load,
        place=max(0, load.place - 1),
        pace=paces[max(0, paces.index(load.pace) - 1)],
        task=min(load.task, task),
        treadmill=False,
        slope_percent=0,
    )


def gentler_exercises(load: Load) -> Load:
    """Return the load with exercises one stage easier."""
    stages = tuple(Level)
    return replace(load, stage=stages[max(0, stages.index(load.stage) - 1)])
