"""Exercise 7: step down sideways."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose, View
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

_FREE_ARM = left(shoulder_abduction=16, elbow_flexion=12)


def _poses(height: float, bend: float) -> tuple[Pose, ...]:
    stands = f"foot_right@{height}"
    return (
        pose(
            say("Stand on one leg, on the step", "Auf einem Bein auf der Stufe stehen"),
            2.5,
            HANGING,
            _FREE_ARM,
            left(hip_flexion=4, knee_flexion=8, hip_abduction=4),
            right(hip_flexion=2, knee_flexion=3),
            rests=(stands,),
            holds=("right:rail-right",),
        ),
        pose(
            say("Bend the knee, heel touches the floor", "Knie beugen, Ferse tippt auf den Boden"),
            3.0,
            HANGING,
            _FREE_ARM,
            left(hip_flexion=10, knee_flexion=0, hip_abduction=6),
            right(hip_flexion=bend / 2 + 10, knee_flexion=bend),
            {"body_pitch": 10},
            rests=(stands, "foot_left"),
            holds=("right:rail-right",),
        ),
    )


EXERCISE = Exercise(
    id="lateral-step-down",
    number=7,
    name=say("Step down sideways", "Seitlich absteigen"),
    purpose=say(
        "Trains the leg that carries you on the way down the stairs.",
        "Übt das Bein, das beim Treppabgehen trägt.",
    ),
    setup=say(
        "Stand sideways on a low, firm step. One hand holds a rail.",
        "Seitlich auf einer niedrigen, festen Stufe stehen. Eine Hand hält ein Geländer.",
    ),
    steps=(
        say(
            "One foot stands on the step, the other one hangs beside it.",
            "Ein Fuß steht auf der Stufe, der andere ist daneben frei.",
        ),
        say("Bend the knee of the leg that stands.", "Das Knie vom Standbein langsam beugen."),
        say(
            "Touch the floor with the heel, put no weight on it.",
            "Mit der Ferse den Boden antippen, ohne Gewicht.",
        ),
        say("Push up again. Then change legs.", "Wieder hoch drücken. Danach das Bein wechseln."),
    ),
    breathing=say(
        "Breathe in on the way down, out on the way up.", "Beim Senken ein, beim Heben aus."
    ),
    faults=(
        say(
            "The knee falls in: it points to the second toe.",
            "Das Knie fällt ein: es zeigt zur zweiten Zehe.",
        ),
        say(
            "The hip drops: keep both hips level.",
            "Die Hüfte sinkt ab: beide Seiten gleich hoch halten.",
        ),
        say(
            "You fall onto the foot: take a lower step.",
            "Sie fallen auf den Fuß: eine niedrigere Stufe nehmen.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Without a step. Stand on one leg and tap the other foot to the side.",
                    "Ohne Stufe. Auf einem Bein stehen, der andere Fuß tippt zur Seite.",
                ),
                dose(2, 8, 3, 0, 20, 2),
                (
                    pose(
                        say("Feet side by side", "Füße nebeneinander"),
                        2.5,
                        HANGING,
                        _FREE_ARM,
                        holds=("right:rail-right",),
                    ),
                    pose(
                        say("Bend one knee, tap to the side", "Ein Knie beugen, zur Seite tippen"),
                        3.0,
                        HANGING,
                        _FREE_ARM,
                        right(hip_flexion=27, knee_flexion=36, hip_abduction=3),
                        left(hip_abduction=17, hip_flexion=10, knee_flexion=2, ankle=-14),
                        {"body_pitch": 9},
                        rests=("foot_right", "foot_left!"),
                        holds=("right:rail-right",),
                    ),
                ),
                view=View.FRONT,
                setup=say(
                    "Stand on the floor beside a rail. One hand holds it.",
                    "Auf dem Boden neben einem Geländer stehen. Eine Hand hält es.",
                ),
                steps=(
                    say(
                        "Put the weight on the leg beside the rail.",
                        "Das Gewicht auf das Bein neben dem Geländer nehmen.",
                    ),
                    say("Bend its knee slowly.", "Sein Knie langsam beugen."),
                    say(
                        "Tap the floor to the side with the other foot.",
                        "Mit dem anderen Fuß zur Seite tippen.",
                    ),
                    say(
                        "Push up again. Do all on one leg, then turn round and change.",
                        "Wieder hoch drücken. Erst ein Bein, dann umdrehen und wechseln.",
                    ),
                ),
                things=("rail-right",),
                work=("thigh_right", "shank_right"),
                arrows=("toe_left",),
            ),
            form(
                Level.STANDARD,
                say(
                    "On a step of about five centimetres.",
                    "Auf einer Stufe von etwa fünf Zentimetern.",
                ),
                dose(2, 10, 3, 0, 15, 2),
                _poses(0.05, 42),
                view=View.FRONT,
                things=("rail-right", "step-5"),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_left>",),
                note=say(
                    "The source does three rounds of 10. We chose two, to fit three minutes.",
                    "Die Quelle macht drei Runden mit 10. Wir machen zwei, damit die Zeit reicht.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "On a step of about ten centimetres.",
                    "Auf einer Stufe von etwa zehn Zentimetern.",
                ),
                dose(2, 8, 4, 0, 15, 2),
                _poses(0.10, 60),
                view=View.FRONT,
                things=("rail-right", "step-10"),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_left>",),
            ),
        )
    ),
    cautions=(
        say(
            "Knee pain on the stairs: stay on the floor.",
            "Schmerz im Knie auf der Treppe: am Boden üben.",
        ),
        say("Never without a rail at hand.", "Nie ohne Geländer in Reichweite."),
    ),
    avoid_with=(
        "recent-surgery",
        "recent-fracture",
        "knee-swollen",
        "dizziness",
        "severe-pain",
        "falls",
        "poor-vision",
        "balance-medication",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.SPORT),
    sources=("X-07",),
)
