"""Exercise 13: lift the toes."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import (
    HANGING,
    STOP_SIGNS,
    UNSTEADY,
    both,
    dose,
    form,
    pose,
    say,
)


def _standing(*holds: str) -> tuple[Pose, ...]:
    return (
        pose(say("Whole feet on the floor", "Ganze Füße am Boden"), 2.0, HANGING, holds=holds),
        pose(
            say("Lift the toes, heels stay", "Zehen heben, Fersen bleiben"),
            3.0,
            HANGING,
            both(ankle=18, toes=10, hip_flexion=4),
            {"body_pitch": 4},
            rests=("heel_right", "heel_left"),
            holds=holds,
        ),
    )


_SIT = both(hip_flexion=86, knee_flexion=92)
_LAP = ("right:thigh", "left:thigh")

EXERCISE = Exercise(
    id="toe-raise",
    number=13,
    name=say("Lift the toes", "Zehen heben"),
    purpose=say(
        "Trains the muscle that lifts the foot. It works more when you walk backward.",
        "Kräftigt den Muskel, der den Fuß hebt. Rückwärts arbeitet er mehr.",
    ),
    setup=say(
        "Stand at a rail or behind a firm chair.",
        "Am Geländer oder hinter einem festen Stuhl stehen.",
    ),
    steps=(
        say("Put the feet as wide as the hips.", "Die Füße hüftbreit stellen."),
        say("Lift the toes and the front of both feet.", "Zehen und Vorfuß beider Füße heben."),
        say(
            "Hold for one second, the heels stay down.",
            "Eine Sekunde halten, die Fersen bleiben unten.",
        ),
        say("Lower slowly.", "Langsam senken."),
    ),
    breathing=say("Breathe calmly, out as you lift.", "Ruhig atmen, beim Heben aus."),
    faults=(
        say(
            "The seat goes back: stay tall, move only the feet.",
            "Das Gesäß weicht zurück: aufrecht bleiben, nur die Füße bewegen.",
        ),
        say(
            "The feet slap down: lower them as slowly as you lifted.",
            "Die Füße klatschen: so langsam senken wie heben.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say("Do it while you sit.", "Im Sitzen üben."),
                dose(2, 10, 2, 1, 30),
                (
                    pose(
                        say("Sit tall, feet flat", "Aufrecht sitzen, Füße flach"),
                        2.0,
                        _SIT,
                        rests=("foot_right", "foot_left", "seat@0.45"),
                        holds=_LAP,
                    ),
                    pose(
                        say("Lift the toes, heels stay", "Zehen heben, Fersen bleiben"),
                        3.0,
                        _SIT,
                        both(ankle=22, toes=10),
                        rests=("heel_right", "heel_left", "seat@0.45"),
                        holds=_LAP,
                    ),
                ),
                setup=say(
                    "Sit tall on a firm chair.",
                    "Aufrecht auf einem festen Stuhl sitzen.",
                ),
                things=("chair",),
                work=("shank_right", "shank_left"),
                arrows=("toe_right>",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Stand and hold the chair with both hands.",
                    "Im Stehen, beide Hände an der Stuhllehne.",
                ),
                dose(2, 10, 2, 1, 30),
                _standing("right:chair-front", "left:chair-front"),
                things=("chair-front@0.38",),
                work=("shank_right", "shank_left"),
                arrows=("toe_right>",),
            ),
            form(
                Level.HARDER,
                say(
                    "Stand without holding on. The rail stays within reach.",
                    "Im Stehen ohne Festhalten. Das Geländer bleibt in Reichweite.",
                ),
                dose(3, 10, 2, 1, 30),
                _standing("left:near-rail-left"),
                avoid=UNSTEADY,
                things=("rail-left",),
                work=("shank_right", "shank_left"),
                arrows=("toe_right>",),
            ),
        )
    ),
    cautions=(say("Unsteady backward: do it seated.", "Unsicher nach hinten: im Sitzen üben."),),
    avoid_with=("recent-surgery", "recent-fracture"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("M-03",),
)
