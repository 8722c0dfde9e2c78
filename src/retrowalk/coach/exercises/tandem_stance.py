"""Exercise 14: stand heel to toe."""

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

_HEEL_TO_TOE = (
    right(hip_flexion=8.5, hip_abduction=-6, knee_flexion=1),
    left(hip_flexion=-8.5, hip_abduction=-6, knee_flexion=1),
)
_NEAR = ("left:near-rail-left",)


def _begin(*holds: str) -> Pose:
    return pose(
        say("Stand beside the rail", "Neben dem Geländer stehen"), 2.0, HANGING, holds=holds
    )


def _stand(caption_en: str, caption_de: str, *holds: str) -> Pose:
    return pose(
        say(caption_en, caption_de),
        5.0,
        HANGING,
        *_HEEL_TO_TOE,
        rests=("foot_left", "foot_right!"),
        holds=holds,
    )


EXERCISE = Exercise(
    id="tandem-stance",
    number=14,
    name=say("Stand heel to toe", "Tandemstand"),
    purpose=say("Trains balance on a narrow base.", "Übt das Gleichgewicht auf schmaler Fläche."),
    setup=say(
        "Stand beside a rail. Fix your eyes on a spot on the wall.",
        "Neben einem Geländer stehen. Einen Punkt an der Wand ansehen.",
    ),
    steps=(
        say(
            "Hold the rail and put one foot right in front of the other.",
            "Am Geländer halten und einen Fuß genau vor den anderen stellen.",
        ),
        say(
            "The front heel touches the toes behind.",
            "Die vordere Ferse berührt die hinteren Zehen.",
        ),
        say(
            "Lift the hand a little and stand for ten seconds.",
            "Die Hand etwas lösen und zehn Sekunden stehen.",
        ),
        say("Rest. Then put the other foot in front.", "Pause. Danach den anderen Fuß nach vorn."),
    ),
    breathing=say("Breathe on calmly.", "Ruhig weiteratmen."),
    faults=(
        say("The knees are stiff: keep them soft.", "Die Knie sind steif: locker lassen."),
        say(
            "The eyes look down: look at the spot.", "Der Blick geht nach unten: zum Punkt schauen."
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Put one foot half in front. The hand stays on the rail.",
                    "Einen Fuß nur halb nach vorn. Die Hand bleibt am Geländer.",
                ),
                dose(3, 1, 3, 10, 12, 2),
                (
                    _begin("left:rail-left"),
                    pose(
                        say(
                            "Half a foot forward, hold the rail", "Halber Fuß nach vorn, festhalten"
                        ),
                        5.0,
                        HANGING,
                        right(hip_flexion=5, hip_abduction=-1, knee_flexion=1),
                        left(hip_flexion=-4, hip_abduction=-1, knee_flexion=1),
                        rests=("foot_left", "foot_right!"),
                        holds=("left:rail-left",),
                    ),
                ),
                steps=(
                    say(
                        "Hold the rail. The hand stays on it all the time.",
                        "Am Geländer halten. Die Hand bleibt die ganze Zeit daran.",
                    ),
                    say(
                        "Put one foot half a foot ahead, close to the other.",
                        "Einen Fuß einen halben Fuß weiter nach vorn stellen, nah am anderen.",
                    ),
                    say("Stand for ten seconds.", "Zehn Sekunden stehen."),
                    say(
                        "Rest. Then put the other foot in front.",
                        "Pause. Danach den anderen Fuß nach vorn.",
                    ),
                ),
                things=("rail-left",),
                work=("foot_right", "foot_left", "toes_right", "toes_left"),
            ),
            form(
                Level.STANDARD,
                say(
                    "Heel to toe, the hand just above the rail.",
                    "Ferse an Zehen, die Hand knapp über dem Geländer.",
                ),
                dose(3, 1, 3, 10, 12, 2),
                (
                    _begin("left:rail-left"),
                    _stand(
                        "Heel touches toes, hand is near", "Ferse an Zehen, Hand bereit", *_NEAR
                    ),
                ),
                avoid=UNSTEADY,
                things=("rail-left",),
                work=("foot_right", "foot_left", "toes_right", "toes_left"),
            ),
            form(
                Level.HARDER,
                say(
                    "Turn the head slowly from side to side. Stand for 20 seconds.",
                    "Den Kopf langsam hin und her drehen. 20 Sekunden stehen.",
                ),
                dose(3, 1, 3, 20, 8, 2),
                (
                    _begin("left:rail-left"),
                    _stand("Heel touches toes", "Ferse an Zehen", *_NEAR),
                    pose(
                        say("Turn the head slowly", "Kopf langsam drehen"),
                        3.0,
                        HANGING,
                        *_HEEL_TO_TOE,
                        {"head_turn": -68},
                        rests=("foot_left", "foot_right"),
                        holds=_NEAR,
                    ),
                ),
                steps=(
                    say(
                        "Hold the rail and put one foot right in front of the other.",
                        "Am Geländer halten und einen Fuß genau vor den anderen stellen.",
                    ),
                    say(
                        "Loosen the hand a little. It stays close to the rail.",
                        "Die Hand etwas lösen. Sie bleibt nah am Geländer.",
                    ),
                    say(
                        "Turn the head slowly from side to side for 20 seconds.",
                        "Den Kopf 20 Sekunden langsam hin und her drehen.",
                    ),
                    say(
                        "Rest. Then put the other foot in front.",
                        "Pause. Danach den anderen Fuß nach vorn.",
                    ),
                ),
                avoid=UNSTEADY,
                things=("rail-left",),
                work=("foot_right", "foot_left", "toes_right", "toes_left"),
            ),
        )
    ),
    cautions=(
        say(
            "Always within reach of a rail or a wall.",
            "Immer mit Geländer oder Wand in Reichweite.",
        ),
        say(
            "After a fall: not alone, and keep the hand on the rail.",
            "Nach einem Sturz: nicht allein, die Hand bleibt am Geländer.",
        ),
    ),
    avoid_with=("dizziness", "recent-surgery", "recent-fracture"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.BALANCE, Goal.SPORT),
    sources=("B-31", "B-34"),
)
