"""Exercise 8: step up."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose, View
from retrowalk.coach.exercises.build import (
    HANGING,
    STOP_SIGNS,
    UNSTEADY,
    dose,
    form,
    left,
    pose,
    right,
    say,
)


def _poses(height: float, thigh: float, knee: float, *holds: str) -> tuple[Pose, ...]:
    foot = f"foot_right@{height}"
    on_step = (
        HANGING,
        right(hip_flexion=thigh + 6, knee_flexion=knee),
        left(hip_flexion=0, knee_flexion=4),
        {"body_pitch": 6},
    )
    return (
        pose(say("Stand before the step", "Vor der Stufe stehen"), 2.0, HANGING, holds=holds),
        pose(
            say("Whole foot on the step", "Ganzen Fuß auf die Stufe"),
            2.0,
            *on_step,
            rests=("foot_left", f"{foot.replace('@', '!@')}"),
            holds=holds,
        ),
        pose(
            say("Push up, stand tall", "Hoch drücken, aufrichten"),
            2.5,
            HANGING,
            right(hip_flexion=3, knee_flexion=4),
            left(hip_flexion=22, knee_flexion=40, ankle=-8),
            rests=(foot,),
            holds=holds,
        ),
        pose(
            say("Free foot back down", "Den freien Fuß zurückstellen"),
            2.0,
            *on_step,
            rests=(foot, "foot_left!"),
            holds=holds,
        ),
    )


EXERCISE = Exercise(
    id="step-up",
    number=8,
    name=say("Step up", "Aufsteigen"),
    purpose=say(
        "Trains thigh and seat for stairs and kerbs.",
        "Kräftigt Oberschenkel und Gesäß für Treppe und Bordstein.",
    ),
    setup=say(
        "Stand before a firm step with a rail beside you. The first stair will do.",
        "Vor einer festen Stufe stehen, ein Geländer daneben. Die erste Treppenstufe genügt.",
    ),
    steps=(
        say("Put the whole foot on the step.", "Den ganzen Fuß auf die Stufe stellen."),
        say("Lean forward a little and push up.", "Ein wenig vorbeugen und hoch drücken."),
        say("Stand tall on this leg.", "Auf diesem Bein ganz aufrichten."),
        say(
            "Step back down slowly. Then change legs.",
            "Langsam zurücksteigen. Danach das Bein wechseln.",
        ),
    ),
    breathing=say(
        "Breathe out as you push up, in as you step down.",
        "Beim Hochdrücken aus, beim Absteigen ein.",
    ),
    faults=(
        say(
            "You jump off the lower foot: let the upper leg do the work.",
            "Der untere Fuß stößt ab: das obere Bein arbeiten lassen.",
        ),
        say(
            "Only the toes are on the step: put the heel on too.",
            "Nur die Zehen sind auf der Stufe: auch die Ferse auflegen.",
        ),
        say(
            "The knee falls in: it points to the second toe.",
            "Das Knie fällt ein: es zeigt zur zweiten Zehe.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "A low step of ten centimetres. The hand holds the rail firmly.",
                    "Niedrige Stufe von zehn Zentimetern. Die Hand hält fest am Geländer.",
                ),
                dose(2, 6, 4, 0, 20, 2),
                _poses(0.10, 40, 54, "left:~rail-left"),
                things=("rail-left", "step-10@0.335"),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_right#2", "head>#3", "ankle_left#4"),
            ),
            form(
                Level.STANDARD,
                say(
                    "A step of about 15 centimetres, one hand on the rail.",
                    "Eine Stufe von etwa 15 Zentimetern, eine Hand am Geländer.",
                ),
                dose(2, 8, 4, 0, 15, 2),
                _poses(0.15, 50, 70, "left:~rail-left"),
                things=("rail-left", "step-15@0.335"),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_right#2", "head>#3", "ankle_left#4"),
            ),
            form(
                Level.HARDER,
                say(
                    "Stand beside the step and step up sideways.",
                    "Neben der Stufe stehen und seitlich aufsteigen.",
                ),
                dose(2, 8, 4, 0, 15, 2),
                (
                    pose(
                        say("Whole foot on the step", "Ganzer Fuß auf der Stufe"),
                        2.5,
                        HANGING,
                        right(hip_flexion=44, knee_flexion=64, hip_abduction=6),
                        left(hip_flexion=8, knee_flexion=4, hip_abduction=4),
                        {"body_pitch": 8},
                        rests=("foot_left", "foot_right@0.15"),
                        holds=("right:rail-right",),
                    ),
                    pose(
                        say("Push up sideways, stand tall", "Seitlich hoch drücken"),
                        3.0,
                        HANGING,
                        right(hip_flexion=2, knee_flexion=3, hip_abduction=1),
                        left(hip_flexion=4, knee_flexion=8, hip_abduction=6),
                        rests=("foot_right@0.15",),
                        holds=("right:rail-right",),
                    ),
                ),
                view=View.FRONT,
                setup=say(
                    "Stand sideways beside a firm step, a rail in reach. One hand holds it.",
                    "Seitlich neben einer festen Stufe stehen, ein Geländer daneben. Eine Hand "
                    "hält es.",
                ),
                steps=(
                    say(
                        "Put the whole near foot on the step.",
                        "Den ganzen nahen Fuß auf die Stufe stellen.",
                    ),
                    say("Push up sideways on this leg.", "Auf diesem Bein seitlich hoch drücken."),
                    say(
                        "Stand tall. The other foot hangs free.",
                        "Ganz aufrichten. Der andere Fuß ist frei.",
                    ),
                    say(
                        "Step down slowly. Do all on one leg, then change.",
                        "Langsam zurücksteigen. Erst ein Bein, dann das andere.",
                    ),
                ),
                avoid=UNSTEADY,
                things=("rail-right", "step-15"),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_left>",),
            ),
        )
    ),
    cautions=(
        say(
            "Knee pain on the stairs: take a lower step.",
            "Schmerz im Knie auf der Treppe: eine niedrigere Stufe nehmen.",
        ),
        say("Unsteady: hold on with both hands.", "Unsicher im Stand: mit beiden Händen halten."),
    ),
    avoid_with=(
        "recent-surgery",
        "recent-fracture",
        "knee-swollen",
        "dizziness",
        "severe-pain",
        "poor-vision",
        "balance-medication",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("X-12",),
)
