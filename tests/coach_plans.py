"""A small exercise, a plan, a log and results, made by hand for tests."""

from __future__ import annotations

from datetime import date, timedelta

from retrowalk.coach.assessments.catalogue import by_hand
from retrowalk.coach.base import (
    Advice,
    Dose,
    Exercise,
    ExerciseBlock,
    Form,
    Goal,
    Level,
    Pace,
    Pose,
    Reason,
    Session,
    Setting,
    Support,
    View,
    WalkBlock,
)
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plans import Plan, Week
from retrowalk.coach.results import TestResult
from retrowalk.estimate import Estimate
from retrowalk.language import Phrase

START = date(2026, 1, 5)
POSES = (
    Pose({}, Phrase("Stand", "Stehen"), 1.0),
    Pose({}, Phrase("Raise both heels", "Beide Fersen heben"), 1.0),
)


def form(level: Level, how: Phrase, dose: Dose) -> Form:
    return Form(level, how, dose, View.SIDE, POSES)


HEEL_RAISE = Exercise(
    id="heel-raise",
    number=12,
    name=Phrase("Heel raise", "Fersenheben"),
    purpose=Phrase("Strong calves.", "Kräftige Waden."),
    setup=Phrase("Stand at the rail.", "Stellen Sie sich ans Geländer."),
    steps=(
        Phrase("Raise both heels.", "Heben Sie beide Fersen."),
        Phrase("Hold, then lower slowly.", "Halten, dann langsam senken."),
    ),
    breathing=Phrase("Breathe out as you rise.", "Atmen Sie beim Heben aus."),
    faults=(
        Phrase("The ankles tip out: press the big toe.", "Die Knöchel kippen: große Zehe drücken."),
    ),
    forms={
        Level.EASIER: form(
            Level.EASIER,
            Phrase("Sitting, both feet.", "Im Sitzen, beide Füße."),
            Dose(2, 8, 2.0, 2.0, 20.0, 1),
        ),
        Level.STANDARD: form(
            Level.STANDARD,
            Phrase("Standing, both hands.", "Im Stehen, beide Hände."),
            Dose(2, 10, 2.0, 3.0, 30.0, 1),
        ),
        Level.HARDER: form(
            Level.HARDER,
            Phrase("On one leg.", "Auf einem Bein."),
            Dose(2, 6, 2.0, 3.0, 10.0, 2),
        ),
    },
    cautions=(Phrase("Sore Achilles tendon: ask first.", "Achillessehne gereizt: erst fragen."),),
    avoid_with=(),
    stop_signs=(Phrase("Sharp pain.", "Stechender Schmerz."),),
    goals=(Goal.BALANCE,),
    sources=("B-29",),
)

_REASON = Reason("pain-low", Phrase("Pain stayed low.", "Der Schmerz blieb gering."))
_WALKS = (2, 2, 3, 2, 3, 3)


def walk_block(bouts: int) -> WalkBlock:
    return WalkBlock(bouts, 60.0, 60.0, Setting.RAIL, Support.ONE_HAND, Pace.SLOW)


def plan(weeks: int = 6) -> Plan:
    made = tuple(
        Week(
            number,
            tuple(
                Session(
                    number,
                    day,
                    day == 5,
                    (
                        walk_block(_WALKS[(number - 1) % 6] + (day == 5)),
                        ExerciseBlock("heel-raise", Level.STANDARD),
                    ),
                    (_REASON,),
                )
                for day in (1, 3, 5)
            ),
            (
                Reason(
                    "progress",
                    Phrase("A little more than last week.", "Etwas mehr als letzte Woche."),
                    ("O-01",),
                ),
            ),
        )
        for number in range(1, weeks + 1)
    )
    return Plan(
        Goal.KNEE,
        Advice.WITH_SUPPORT,
        (Setting.RAIL,),
        ("knee-pain",),
        20,
        START,
        made,
        (Reason("start", Phrase("You begin at a rail.", "Sie beginnen am Geländer."), ("O-01",)),),
    )


def logs(weeks: int = 5) -> tuple[LogEntry, ...]:
    found = []
    for week in range(1, weeks + 1):
        for day in (1, 3, 5):
            pain = 6 if week == 3 and day == 5 else 2 + (day == 5)
            found.append(
                LogEntry(
                    week,
                    day,
                    START + timedelta(days=7 * (week - 1) + day - 1),
                    0.5 if pain == 6 else 1.0,
                    pain,
                    pain - 1,
                    4 + (day == 5),
                    week == 3 and day == 5,
                    Estimate(0.05, 0.04, 0.06, "1"),
                    80 + 10 * week,
                    100.0 + 20 * week,
                    "Geländer im Flur, schön ruhig" if week == 2 else "",
                )
            )
    return tuple(found)


def results() -> tuple[TestResult, ...]:
    walk = ((0, 8.4), (14, 7.1), (28, 6.6))
    stands = ((0, 9), (14, 10), (28, 12))
    return (
        *(by_hand("3mbwt", START + timedelta(days=d), s) for d, s in walk),
        *(by_hand("chair-stand", START + timedelta(days=d), n) for d, n in stands),
        by_hand("single-leg", START, 6.0, "left"),
        by_hand("single-leg", START + timedelta(days=28), 9.5, "left"),
    )
