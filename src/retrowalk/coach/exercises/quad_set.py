"""Exercise 1: tighten the thigh."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level
from retrowalk.coach.exercises.build import (
    ON_BACK,
    STOP_SIGNS,
    dose,
    form,
    left,
    pose,
    right,
    say,
)

_BENT = left(hip_flexion=45, knee_flexion=92, ankle=-45)
_RESTS = ("back", "heel_right", "foot_left")
_LOOSE = pose(
    say("Lie loose", "Locker liegen"),
    2.5,
    ON_BACK,
    _BENT,
    right(hip_flexion=6, knee_flexion=10, ankle=-28),
    rests=_RESTS,
)
_TIGHT = pose(
    say("Press the knee down, toes up", "Knie nach unten drücken, Zehen hoch"),
    4.0,
    ON_BACK,
    _BENT,
    right(ankle=14),
    rests=("back", "heel_right!", "foot_left"),
)
_TOWEL = right(hip_flexion=18, knee_flexion=32, ankle=-25)

EXERCISE = Exercise(
    id="quad-set",
    number=1,
    name=say("Tighten the thigh", "Oberschenkel anspannen"),
    purpose=say(
        "Wakes up the big muscle on the front of the thigh. It holds the knee.",
        "Weckt den großen Muskel vorn am Oberschenkel. Er hält das Knie.",
    ),
    setup=say(
        "Lie on your back on a bed or mat. One leg is straight, the other one is bent.",
        "Auf den Rücken legen, auf Bett oder Matte. Ein Bein ist lang, das andere ist angestellt.",
    ),
    steps=(
        say(
            "Pull the toes of the straight leg towards you.",
            "Die Zehen am langen Bein zu sich ziehen.",
        ),
        say(
            "Press the back of the knee down. The muscle above the knee gets hard.",
            "Die Kniekehle nach unten drücken. Der Muskel über dem Knie wird fest.",
        ),
        say("Hold for four seconds.", "Vier Sekunden halten."),
        say("Let go. Do all on one leg, then change.", "Lösen. Erst ein Bein, dann das andere."),
    ),
    breathing=say(
        "Breathe on while you press. Count aloud, then you cannot hold your breath.",
        "Beim Drücken weiteratmen. Laut zählen, dann hält man die Luft nicht an.",
    ),
    faults=(
        say(
            "The seat does the work: keep it soft, only the thigh gets hard.",
            "Das Gesäß arbeitet mit: locker lassen, nur der Oberschenkel wird fest.",
        ),
        say(
            "The breath stops: count aloud.",
            "Die Luft wird angehalten: laut mitzählen.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Put a rolled towel under the knee. Press it softly for two seconds.",
                    "Ein gerolltes Handtuch unter das Knie legen. Zwei Sekunden sanft drücken.",
                ),
                dose(1, 12, 2, 2, 15, 2),
                (
                    pose(
                        say("Knee on the towel", "Knie auf dem Handtuch"),
                        2.5,
                        ON_BACK,
                        _BENT,
                        _TOWEL,
                        rests=_RESTS,
                    ),
                    pose(
                        say("Press the towel softly", "Handtuch sanft drücken"),
                        3.0,
                        ON_BACK,
                        _BENT,
                        _TOWEL,
                        right(hip_flexion=17, knee_flexion=30, ankle=12),
                        rests=_RESTS,
                    ),
                ),
                steps=(
                    say(
                        "Put a rolled towel under the straight knee.",
                        "Ein gerolltes Handtuch unter das lange Knie legen.",
                    ),
                    say(
                        "Pull the toes towards you and press the towel softly.",
                        "Die Zehen zu sich ziehen und sanft auf das Handtuch drücken.",
                    ),
                    say("Hold for two seconds.", "Zwei Sekunden halten."),
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
                    "Press the straight knee into the mat for four seconds.",
                    "Das gestreckte Knie vier Sekunden in die Matte drücken.",
                ),
                dose(1, 15, 1, 4, 15, 2),
                (_LOOSE, _TIGHT),
                things=("mat",),
                work=("thigh_right",),
                arrows=("down:knee_right",),
                note=say(
                    "The source does 100 a day in four rounds. We chose 15 for each leg.",
                    "Die Quelle macht 100 in vier Runden. Wir haben 15 je Bein gewählt.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "Press, then lift the heel a hand's width. Hold for four seconds.",
                    "Drücken, dann die Ferse eine Handbreit heben. Vier Sekunden halten.",
                ),
                dose(1, 12, 2, 4, 20, 2),
                (
                    _LOOSE,
                    _TIGHT,
                    pose(
                        say("Lift the heel a little", "Ferse ein wenig heben"),
                        4.0,
                        ON_BACK,
                        _BENT,
                        right(hip_flexion=9, ankle=14),
                        rests=("back", "foot_left"),
                    ),
                ),
                steps=(
                    say(
                        "Pull the toes towards you and press the back of the knee down.",
                        "Die Zehen zu sich ziehen und die Kniekehle nach unten drücken.",
                    ),
                    say(
                        "Lift the heel a hand's width. The knee stays straight.",
                        "Die Ferse eine Handbreit heben. Das Knie bleibt gerade.",
                    ),
                    say("Hold for four seconds.", "Vier Sekunden halten."),
                    say(
                        "Lower and let go. Do all on one leg, then change.",
                        "Senken und lösen. Erst ein Bein, dann das andere.",
                    ),
                ),
                things=("mat",),
                work=("thigh_right",),
                arrows=("down:knee_right#2", "toe_right>#3"),
            ),
        )
    ),
    cautions=(
        say(
            "High blood pressure: press only half as hard and never hold your breath.",
            "Hoher Blutdruck: nur halb so fest drücken und nie die Luft anhalten.",
        ),
        say(
            "After surgery on the knee ask when you may start.",
            "Nach einer Operation am Knie fragen, ab wann es erlaubt ist.",
        ),
    ),
    avoid_with=("recent-surgery", "recent-fracture", "high-blood-pressure"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE,),
    sources=("X-01", "X-18"),
)
