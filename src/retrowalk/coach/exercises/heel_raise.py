"""Exercise 12: lift the heels."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import (
    HANGING,
    STOP_SIGNS,
    UNSTEADY,
    both,
    dose,
    form,
    left,
    pose,
    right,
    say,
)


def _poses(*holds: str) -> tuple[Pose, ...]:
    return (
        pose(say("Whole feet on the floor", "Ganze Füße am Boden"), 2.0, HANGING, holds=holds),
        pose(
            say("Rise onto the balls of the feet", "Auf die Fußballen heben"),
            3.0,
            HANGING,
            both(ankle=-34, toes=34),
            rests=("ball_right", "ball_left"),
            holds=holds,
        ),
    )


EXERCISE = Exercise(
    id="heel-raise",
    number=12,
    name=say("Lift the heels", "Fersen heben"),
    purpose=say(
        "Trains the calves. Walking backward, you land on the ball of the foot.",
        "Kräftigt die Waden. Rückwärts setzt meist der Fußballen zuerst auf.",
    ),
    setup=say(
        "Stand at a rail, feet as wide as the hips.", "Am Geländer stehen, die Füße hüftbreit."
    ),
    steps=(
        say("Spread the weight over both feet.", "Das Gewicht auf beide Füße verteilen."),
        say("Lift both heels as high as you can.", "Beide Fersen so hoch wie möglich heben."),
        say(
            "Hold briefly, weight on the big toe.",
            "Kurz halten, Gewicht zur großen Zehe.",
        ),
        say(
            "Lower slowly until the heels touch.",
            "Langsam senken, bis die Fersen den Boden berühren.",
        ),
    ),
    breathing=say("Breathe out as you rise, in as you lower.", "Beim Heben aus, beim Senken ein."),
    faults=(
        say(
            "The ankles roll out: press the big toe down.",
            "Die Knöchel kippen nach außen: große Zehe drücken.",
        ),
        say(
            "You lean on the rail: use it to steady yourself only.",
            "Sie lehnen am Geländer: nur zum Sichern nutzen.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say("Hold the rail in front with both hands.", "Beide Hände vorn am Geländer."),
                dose(2, 8, 3, 0, 30),
                _poses("right:rail-front", "left:rail-front"),
                things=("rail-front@0.40",),
                work=("shank_right", "shank_left"),
                arrows=("heel_right<",),
            ),
            form(
                Level.STANDARD,
                say("One hand on the rail.", "Eine Hand am Geländer."),
                dose(2, 10, 3, 1, 30),
                _poses("left:rail-left"),
                things=("rail-left",),
                work=("shank_right", "shank_left"),
                arrows=("heel_right<",),
            ),
            form(
                Level.HARDER,
                say("On one leg, one hand on the rail.", "Auf einem Bein, eine Hand am Geländer."),
                dose(2, 8, 3, 1, 15, 2),
                (
                    pose(
                        say("Stand on one leg", "Auf einem Bein stehen"),
                        2.0,
                        HANGING,
                        left(hip_flexion=14, knee_flexion=48),
                        rests=("foot_right",),
                        holds=("left:rail-left",),
                    ),
                    pose(
                        say("Rise onto the ball of the foot", "Auf den Fußballen heben"),
                        3.0,
                        HANGING,
                        left(hip_flexion=14, knee_flexion=48),
                        right(ankle=-34, toes=34),
                        rests=("ball_right",),
                        holds=("left:rail-left",),
                    ),
                ),
                setup=say(
                    "Stand beside a rail. One hand holds it.",
                    "Neben einem Geländer stehen. Eine Hand hält es.",
                ),
                steps=(
                    say("Lift one foot from the floor.", "Einen Fuß vom Boden heben."),
                    say(
                        "Lift the heel of the other foot as high as you can.",
                        "Die Ferse vom anderen Fuß so hoch wie möglich heben.",
                    ),
                    say(
                        "Hold briefly, weight on the big toe.",
                        "Kurz halten, Gewicht zur großen Zehe.",
                    ),
                    say(
                        "Lower slowly. Do all on one leg, then change.",
                        "Langsam senken. Erst ein Bein, dann das andere.",
                    ),
                ),
                avoid=UNSTEADY,
                things=("rail-left",),
                work=("shank_right",),
                arrows=("heel_right<",),
            ),
        )
    ),
    cautions=(
        say(
            "Pain in the heel tendon: use the easy form or leave it out.",
            "Schmerz an der Achillessehne: leichte Form oder auslassen.",
        ),
    ),
    avoid_with=("recent-surgery", "recent-fracture", "severe-pain"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("B-29",),
)
