"""Exercise 15: stand on one leg."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
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


def _poses(
    begin: str, hold: str, end_en: str, end_de: str, height: float = 0.0
) -> tuple[Pose, ...]:
    stands = f"foot_right@{height}"
    return (
        pose(
            say("Stand beside the rail", "Neben dem Geländer stehen"),
            2.0,
            HANGING,
            rests=(stands, f"foot_left@{height}"),
            holds=(begin,),
        ),
        pose(
            say(end_en, end_de),
            5.0,
            HANGING,
            right(hip_abduction=-3, knee_flexion=2, hip_flexion=1),
            left(hip_flexion=24, knee_flexion=62),
            rests=(stands,),
            holds=(hold,),
        ),
    )


EXERCISE = Exercise(
    id="single-leg-stance",
    number=15,
    name=say("Stand on one leg", "Einbeinstand"),
    purpose=say(
        "Trains balance. Every step is a short stand on one leg.",
        "Übt das Gleichgewicht. Jeder Schritt ist ein kurzer Stand auf einem Bein.",
    ),
    setup=say(
        "Stand beside a rail, the hand on it.", "Neben einem Geländer stehen, die Hand darauf."
    ),
    steps=(
        say("Shift your weight onto one leg.", "Das Gewicht auf ein Bein verlagern."),
        say("Lift the other foot off the floor.", "Den anderen Fuß vom Boden heben."),
        say(
            "Lift the hand a little and stand for ten seconds.",
            "Die Hand etwas lösen und zehn Sekunden stehen.",
        ),
        say("Put the foot down. Then change legs.", "Den Fuß abstellen. Danach das Bein wechseln."),
    ),
    breathing=say("Breathe on calmly.", "Ruhig weiteratmen."),
    faults=(
        say("The hip sinks on the free side: pull it level.", "Die Hüfte sinkt ab: gerade halten."),
        say(
            "The free leg leans on the other one: keep it apart.",
            "Das freie Bein lehnt an: mit Abstand halten.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say("Keep the hand on the rail.", "Die Hand bleibt am Geländer."),
                dose(3, 1, 3, 10, 12, 2),
                _poses(
                    "left:rail-left",
                    "left:rail-left",
                    "One foot up, hold the rail",
                    "Ein Fuß hoch, festhalten",
                ),
                steps=(
                    say("Shift the weight to one leg.", "Das Gewicht auf ein Bein verlagern."),
                    say("Lift the other foot from the floor.", "Den anderen Fuß vom Boden heben."),
                    say(
                        "Stand for ten seconds. The hand stays on the rail.",
                        "Zehn Sekunden stehen. Die Hand bleibt am Geländer.",
                    ),
                    say(
                        "Put the foot down. Then change legs.",
                        "Den Fuß abstellen. Danach das Bein wechseln.",
                    ),
                ),
                things=("rail-left",),
                work=("thigh_right", "shank_right"),
                arrows=("lift:ankle_left#2",),
            ),
            form(
                Level.STANDARD,
                say("The hand is just above the rail.", "Die Hand ist knapp über dem Geländer."),
                dose(3, 1, 3, 10, 12, 2),
                _poses(
                    "left:rail-left",
                    "left:near-rail-left",
                    "One foot up, hand is near",
                    "Ein Fuß hoch, Hand bereit",
                ),
                things=("rail-left",),
                work=("thigh_right", "shank_right"),
                arrows=("lift:ankle_left#2",),
                note=say(
                    "The source stands 3 times 10 for each leg. How long to stand is our choice.",
                    "Die Quelle steht 3-mal 10 je Bein. Wie lange, haben wir gewählt.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "On a firm, flat cushion, up to 25 seconds.",
                    "Auf einem festen, flachen Kissen, bis zu 25 Sekunden.",
                ),
                dose(2, 1, 4, 25, 15, 2),
                _poses(
                    "left:rail-left",
                    "left:near-rail-left",
                    "One foot up on the cushion",
                    "Ein Fuß hoch auf dem Kissen",
                    0.05,
                ),
                setup=say(
                    "Put a firm, flat cushion beside a rail and stand on it, hand on the rail.",
                    "Ein festes, flaches Kissen neben ein Geländer legen und sich darauf "
                    "stellen, die Hand am Geländer.",
                ),
                steps=(
                    say("Shift the weight to one leg.", "Das Gewicht auf ein Bein verlagern."),
                    say(
                        "Lift the other foot from the cushion.",
                        "Den anderen Fuß vom Kissen heben.",
                    ),
                    say(
                        "Loosen the hand a little and stand for up to 25 seconds.",
                        "Die Hand etwas lösen und bis zu 25 Sekunden stehen.",
                    ),
                    say(
                        "Put the foot down. Then change legs.",
                        "Den Fuß abstellen. Danach das Bein wechseln.",
                    ),
                ),
                avoid=UNSTEADY,
                things=("rail-left", "pad"),
                work=("thigh_right", "shank_right"),
                arrows=("lift:ankle_left#2",),
            ),
        )
    ),
    cautions=(
        say("Always within reach of a rail.", "Immer mit Geländer in Reichweite."),
        say(
            "After a fall: not alone, and keep the hand on the rail.",
            "Nach einem Sturz: nicht allein, die Hand bleibt am Geländer.",
        ),
    ),
    avoid_with=(
        "dizziness",
        "recent-surgery",
        "recent-fracture",
        "severe-pain",
        "falls",
        "poor-vision",
        "balance-medication",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("X-08", "X-14", "X-15", "X-16"),
)
