"""Exercise 16: stretch the front of the hip."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import (
    HANGING,
    STOP_SIGNS,
    dose,
    form,
    left,
    pose,
    right,
    say,
)

_NOTE = say(
    "60 seconds for each side in all, as in the source [X-17]. Two holds of 30 are our choice.",
    "60 Sekunden je Seite, wie in der Quelle [X-17]. Zweimal 30 haben wir gewählt.",
)


def _lunge(
    ahead: float, thigh: float, bend: float, back: float, lean: float, *holds: str
) -> tuple[Pose, ...]:
    return (
        pose(
            say("One foot far back", "Einen Fuß weit zurück"),
            3.0,
            HANGING,
            left(hip_flexion=ahead, knee_flexion=3),
            right(hip_flexion=-back + 4, knee_flexion=4, ankle=0.3 * back, toes=10),
            rests=("foot_left", "ball_right"),
            holds=holds,
        ),
        pose(
            say("Bend the front knee, pelvis forward", "Vorderes Knie beugen, Becken vor"),
            5.0,
            HANGING,
            left(hip_flexion=thigh + lean, knee_flexion=bend),
            right(hip_flexion=-24, knee_flexion=8, ankle=0.4 * back, toes=20),
            {"body_pitch": lean},
            rests=("foot_left", "ball_right"),
            holds=holds,
        ),
    )


EXERCISE = Exercise(
    id="hip-flexor-stretch",
    number=16,
    name=say("Stretch the front of the hip", "Hüftbeuger dehnen"),
    purpose=say(
        "Stretches the front of the hip. It gets short work when we sit a lot.",
        "Dehnt die Vorderseite der Hüfte. Im Sitzen wird sie kaum lang gemacht.",
    ),
    setup=say(
        "Stand beside a rail or behind a firm chair. One foot goes far back.",
        "Neben einem Geländer oder hinter einem festen Stuhl stehen. Ein Fuß geht weit zurück.",
    ),
    steps=(
        say("The back heel may lift.", "Die hintere Ferse darf abheben."),
        say(
            "Tighten the seat and tip the pelvis back a little.",
            "Das Gesäß anspannen und das Becken etwas aufrichten.",
        ),
        say(
            "Bend the front knee until the hip pulls softly.",
            "Das vordere Knie beugen, bis es an der Hüfte sanft zieht.",
        ),
        say(
            "Hold for 30 seconds. Then change sides.",
            "30 Sekunden halten. Danach die Seite wechseln.",
        ),
    ),
    breathing=say(
        "Breathe slowly, and let go a little each time you breathe out.",
        "Langsam atmen, mit jedem Ausatmen etwas lockerer werden.",
    ),
    faults=(
        say(
            "The back arches: tighten the seat first.",
            "Der Rücken wird hohl: erst das Gesäß anspannen.",
        ),
        say("You bounce: hold still.", "Sie federn: ruhig halten."),
        say(
            "The pull is in the knee: take a shorter stride.",
            "Es zieht im Knie: den Schritt kürzer machen.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "A small stride, both hands on the chair.",
                    "Ein kleiner Schritt, beide Hände an der Lehne.",
                ),
                dose(2, 1, 5, 30, 10, 2, ("X-17",)),
                _lunge(12, 18, 30, 18, 2, "left:chair-front", "right:chair-front"),
                things=("chair-front@0.27",),
                work=("thigh_right",),
                arrows=("right:pelvis#2",),
                note=_NOTE,
            ),
            form(
                Level.STANDARD,
                say(
                    "A long stride, one hand on the rail.",
                    "Ein langer Schritt, eine Hand am Geländer.",
                ),
                dose(2, 1, 5, 30, 10, 2, ("X-17",)),
                _lunge(20, 35, 50, 25, 0, "left:~rail-left"),
                things=("rail-left",),
                work=("thigh_right",),
                arrows=("right:pelvis#2",),
                note=_NOTE,
            ),
            form(
                Level.HARDER,
                say(
                    "Kneel on a soft pad, one foot in front. Push the pelvis forward.",
                    "Auf einem weichen Kissen knien, ein Fuß vorn. Das Becken vor schieben.",
                ),
                dose(2, 1, 5, 30, 10, 2, ("X-17",)),
                (
                    pose(
                        say("Kneel on the pad, tall", "Auf dem Kissen knien, aufrecht"),
                        3.0,
                        HANGING,
                        right(hip_flexion=0, knee_flexion=88, ankle=-48),
                        left(hip_flexion=86, knee_flexion=88),
                        rests=("knee_right@0.05", "foot_left"),
                        holds=("left:~rail-left",),
                    ),
                    pose(
                        say("Push the pelvis forward", "Becken nach vorn schieben"),
                        5.0,
                        HANGING,
                        right(hip_flexion=-18, knee_flexion=70, ankle=-48),
                        left(hip_flexion=98, knee_flexion=106),
                        rests=("knee_right@0.05", "foot_left"),
                        holds=("left:~rail-left",),
                    ),
                ),
                setup=say(
                    "Put a soft pad on the floor beside a rail. Hold on, and kneel down on one "
                    "knee.",
                    "Ein weiches Kissen neben ein Geländer legen. Festhalten und auf ein Knie "
                    "gehen.",
                ),
                steps=(
                    say(
                        "The other foot stands in front, knee over the heel.",
                        "Der andere Fuß steht vorn, das Knie über der Ferse.",
                    ),
                    say(
                        "Tighten the seat and tip the pelvis back a little.",
                        "Das Gesäß anspannen und das Becken etwas aufrichten.",
                    ),
                    say(
                        "Push the pelvis forward until the hip pulls softly.",
                        "Das Becken vor schieben, bis es an der Hüfte sanft zieht.",
                    ),
                    say(
                        "Hold for 30 seconds. Then change sides.",
                        "30 Sekunden halten. Danach die Seite wechseln.",
                    ),
                ),
                avoid=("cannot-kneel", "knee-replaced", "knee-pain"),
                things=("pad@-0.08", "rail-left"),
                work=("thigh_right",),
                arrows=("right:pelvis#2",),
                note=_NOTE,
            ),
        )
    ),
    cautions=(
        say(
            "Kneeling hurts: use the standing forms.",
            "Knien schmerzt: die Formen im Stehen nehmen.",
        ),
        say("New hip joint: ask first.", "Neue Hüfte: vorher fragen."),
    ),
    avoid_with=(
        "hip-replaced",
        "recent-surgery",
        "recent-fracture",
        "severe-pain",
        "pregnant",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.FITNESS, Goal.SPORT),
    sources=("X-17", "S-05"),
)
