"""Exercise 2: lift the straight leg."""

from __future__ import annotations

from retrowalk.coach.base import Dose, Exercise, Form, Goal, Level
from retrowalk.coach.exercises.build import (
    CHOSEN,
    ON_BACK,
    STOP_SIGNS,
    dose,
    form,
    left,
    pose,
    right,
    say,
)
from retrowalk.language import Phrase

_BENT = left(hip_flexion=45, knee_flexion=92, ankle=-45)


def _form(
    level: Level, how: Phrase, amount: Dose, lift: float, things: tuple[str, ...], note: Phrase
) -> tuple[Level, Form]:
    return form(
        level,
        how,
        amount,
        (
            pose(
                say("Thigh tight, leg straight", "Oberschenkel fest, Bein lang"),
                2.5,
                ON_BACK,
                _BENT,
                right(ankle=8),
                rests=("back", "heel_right", "foot_left"),
            ),
            pose(
                say("Lift the straight leg", "Gestrecktes Bein heben"),
                3.5,
                ON_BACK,
                _BENT,
                right(hip_flexion=lift, ankle=8),
                rests=("back", "foot_left"),
            ),
        ),
        things=things,
        work=("thigh_right", "shank_right"),
        arrows=("toe_right>",),
        note=note,
    )


EXERCISE = Exercise(
    id="straight-leg-raise",
    number=2,
    name=say("Lift the straight leg", "Gestrecktes Bein heben"),
    purpose=say(
        "Trains the front of the thigh and the hip without bending the knee.",
        "Kräftigt Oberschenkel und Hüfte, ohne das Knie zu beugen.",
    ),
    setup=say(
        "Lie on your back on a bed or mat. One leg is straight, the other one is bent.",
        "Auf den Rücken legen, auf Bett oder Matte. Ein Bein ist lang, das andere ist angestellt.",
    ),
    steps=(
        say(
            "Tighten the thigh, toes point up.",
            "Den Oberschenkel anspannen, die Zehen zeigen hoch.",
        ),
        say(
            "Lift the straight leg, at most until both knees are level.",
            "Das lange Bein heben, höchstens bis beide Knie gleich hoch sind.",
        ),
        say("Hold briefly.", "Kurz halten."),
        say("Lower it slowly. Then change legs.", "Langsam senken. Danach das Bein wechseln."),
    ),
    breathing=say("Breathe out as you lift, in as you lower.", "Beim Heben aus, beim Senken ein."),
    faults=(
        say(
            "The knee bends: tighten the thigh again before you lift.",
            "Das Knie beugt sich: vor dem Heben neu anspannen.",
        ),
        say(
            "The back arches: press the waist softly into the mat.",
            "Der Rücken wird hohl: die Taille sanft in die Matte drücken.",
        ),
        say(
            "The leg drops: count to two on the way down.",
            "Das Bein fällt: beim Senken bis zwei zählen.",
        ),
    ),
    forms=dict(
        (
            _form(
                Level.EASIER,
                say("Lift only half as high.", "Nur halb so hoch heben."),
                dose(2, 6, 2, 1, 20, 2),
                22,
                ("mat",),
                CHOSEN,
            ),
            _form(
                Level.STANDARD,
                say(
                    "Lift until both knees are level.",
                    "Heben, bis beide Knie gleich hoch sind.",
                ),
                dose(2, 10, 2, 1, 15, 2),
                40,
                ("mat",),
                say(
                    "One source does three rounds of 10. We chose two, to fit three minutes.",
                    "Eine Quelle macht drei Runden mit 10. Wir machen zwei, damit die Zeit reicht.",
                ),
            ),
            _form(
                Level.HARDER,
                say(
                    "With a light weight above the ankle. Hold for two seconds.",
                    "Mit leichtem Gewicht über dem Knöchel. Zwei Sekunden halten.",
                ),
                dose(2, 8, 2, 2, 15, 2),
                40,
                ("mat", "weight-right"),
                CHOSEN,
            ),
        )
    ),
    cautions=(
        say(
            "Back pain: stay with the easy form and stop if the back hurts.",
            "Rückenschmerzen: nur die leichte Form, und aufhören, wenn der Rücken schmerzt.",
        ),
        say(
            "After hip surgery ask before you lift the leg.",
            "Nach einer Operation an der Hüfte vorher fragen.",
        ),
    ),
    avoid_with=("back-pain", "recent-surgery", "recent-fracture", "severe-pain", "pregnant"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE,),
    sources=("X-02", "X-03"),
)
