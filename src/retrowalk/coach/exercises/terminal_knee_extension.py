"""Exercise 3: straighten the knee over a towel roll."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level
from retrowalk.coach.exercises.build import (
    HANGING,
    ON_BACK,
    STOP_SIGNS,
    UNSTEADY,
    dose,
    form,
    left,
    pose,
    right,
    say,
)

_BENT = left(hip_flexion=45, knee_flexion=92, ankle=-45)
_OVER = right(hip_flexion=25, knee_flexion=45, ankle=-10)
_DOWN = pose(
    say("Knee over the roll, heel down", "Knie über der Rolle, Ferse unten"),
    2.5,
    ON_BACK,
    _BENT,
    _OVER,
    rests=("back", "heel_right", "foot_left"),
)

EXERCISE = Exercise(
    id="terminal-knee-extension",
    number=3,
    name=say("Straighten the knee", "Knie strecken über der Rolle"),
    purpose=say(
        "Trains the last part of straightening the knee. You need it at every step.",
        "Übt das letzte Stück der Streckung im Knie. Das braucht jeder Schritt.",
    ),
    setup=say(
        "Lie on your back on a bed or mat, a thick towel roll under one knee. The heel rests.",
        "Auf den Rücken legen, auf Bett oder Matte, eine dicke Rolle unter ein Knie. Die Ferse "
        "liegt auf.",
    ),
    steps=(
        say("Pull the toes towards you.", "Die Zehen zu sich ziehen."),
        say(
            "Lift the heel until the knee is straight. The thigh stays on the roll.",
            "Die Ferse heben, bis das Knie gerade ist. Der Schenkel bleibt auf der Rolle.",
        ),
        say("Hold for one second.", "Eine Sekunde halten."),
        say(
            "Lower slowly. Do ten, then change legs.",
            "Langsam senken. Zehnmal, dann das Bein wechseln.",
        ),
    ),
    breathing=say("Breathe out as you lift, in as you lower.", "Beim Heben aus, beim Senken ein."),
    faults=(
        say(
            "The whole leg comes up: keep the thigh on the roll.",
            "Das ganze Bein hebt ab: den Schenkel auf der Rolle lassen.",
        ),
        say(
            "The knee snaps: lift as slowly as you lower.",
            "Das Knie schnellt hoch: ruhig heben, ruhig senken.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Do not lift. Press the knee into the roll for four seconds.",
                    "Nicht heben. Das Knie vier Sekunden in die Rolle drücken.",
                ),
                dose(1, 10, 2, 4, 20, 2),
                (
                    _DOWN,
                    pose(
                        say(
                            "Press into the roll, heel stays", "In die Rolle drücken, Ferse bleibt"
                        ),
                        4.0,
                        ON_BACK,
                        _BENT,
                        _OVER,
                        right(ankle=12),
                        rests=("back", "heel_right", "foot_left"),
                    ),
                ),
                steps=(
                    say("Pull the toes towards you.", "Die Zehen zu sich ziehen."),
                    say(
                        "Press the knee down into the roll. The heel stays down.",
                        "Das Knie in die Rolle drücken. Die Ferse bleibt unten.",
                    ),
                    say("Hold for four seconds.", "Vier Sekunden halten."),
                    say(
                        "Let go. Do all on one leg, then change.",
                        "Lösen. Erst ein Bein, dann das andere.",
                    ),
                ),
                things=("mat", "roll"),
                work=("thigh_right",),
                arrows=("down:knee_right",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Lift the heel until the knee is straight.",
                    "Die Ferse heben, bis das Knie gerade ist.",
                ),
                dose(3, 10, 1.5, 1, 6, 2, ("X-04",)),
                (
                    _DOWN,
                    pose(
                        say("Straighten the knee", "Knie strecken"),
                        3.5,
                        ON_BACK,
                        _BENT,
                        _OVER,
                        right(knee_flexion=2, ankle=8),
                        rests=("back", "foot_left"),
                    ),
                ),
                things=("mat", "roll"),
                work=("thigh_right", "shank_right"),
                arrows=("toe_right>",),
                note=say(
                    "Three rounds of 10 as in the source. The short rests are our choice.",
                    "Drei Runden mit 10 wie in der Quelle. Die kurzen Pausen sind unsere Wahl.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "Stand with a band behind the knee. It pulls forward, you press the knee back.",
                    "Im Stehen: Ein Band zieht das Knie vor. Das Knie gegen das Band strecken.",
                ),
                dose(2, 10, 2, 1, 15, 2),
                (
                    pose(
                        say("The band pulls the knee forward", "Das Band zieht das Knie vor"),
                        2.5,
                        HANGING,
                        right(hip_flexion=19, knee_flexion=36),
                        left(hip_flexion=-2, knee_flexion=3),
                        {"trunk_lean": 3},
                        rests=("foot_left", "ball_right"),
                        holds=("left:rail-left",),
                    ),
                    pose(
                        say("Press the knee back, heel down", "Knie strecken, Ferse am Boden"),
                        3.5,
                        HANGING,
                        right(hip_flexion=1, knee_flexion=1),
                        left(hip_flexion=-2, knee_flexion=3),
                        {"trunk_lean": 3},
                        rests=("foot_left", "foot_right"),
                        holds=("left:rail-left",),
                    ),
                ),
                setup=say(
                    "Tie a band low on a firm rail and put it behind one knee. Face the rail.",
                    "Ein Band tief an einem festen Geländer festmachen und um eine Kniekehle "
                    "legen. Zum Geländer schauen.",
                ),
                steps=(
                    say(
                        "One hand holds the rail. Step back until the band is tight.",
                        "Eine Hand hält das Geländer. Zurückgehen, bis das Band spannt.",
                    ),
                    say(
                        "Let the band pull the knee forward a little.",
                        "Das Knie vom Band ein wenig nach vorn ziehen lassen.",
                    ),
                    say(
                        "Press the knee back until the leg is straight. The heel stays down.",
                        "Das Knie zurückdrücken, bis das Bein gerade ist. Die Ferse bleibt unten.",
                    ),
                    say(
                        "Hold, then let go slowly. Do all on one leg, then change.",
                        "Halten, dann langsam nachgeben. Erst ein Bein, dann das andere.",
                    ),
                ),
                avoid=UNSTEADY,
                things=("rail-left", "band-rail@0.35"),
                work=("thigh_right", "shank_right"),
                arrows=("back:knee_right",),
            ),
        )
    ),
    cautions=(
        say(
            "After surgery on the knee only when your doctor or therapist says yes.",
            "Nach einer Operation am Knie nur mit Zusage aus Praxis oder Therapie.",
        ),
        say(
            "Pain behind the kneecap: lift only as far as it feels easy.",
            "Schmerz hinter der Kniescheibe: nur so weit, wie es leicht geht.",
        ),
    ),
    avoid_with=(
        "recent-surgery",
        "recent-fracture",
        "knee-swollen",
        "severe-pain",
        "high-blood-pressure",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE,),
    sources=("X-04",),
)
