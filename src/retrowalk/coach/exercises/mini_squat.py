"""Exercise 5: small knee bends."""

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

_AHEAD = both(shoulder_flexion=62, elbow_flexion=8, shoulder_abduction=4)


def _poses(
    knee: float, thigh: float, lean: float, arms: dict[str, float], *holds: str
) -> tuple[Pose, ...]:
    return (
        pose(
            say("Stand tall", "Aufrecht stehen"),
            2.5,
            HANGING,
            both(hip_flexion=1, knee_flexion=2),
            holds=holds,
        ),
        pose(
            say("Seat back, knees over the toes", "Gesäß zurück, Knie über den Zehen"),
            3.0,
            arms,
            both(hip_flexion=thigh + lean, knee_flexion=knee),
            {"body_pitch": lean, "trunk_lean": 4, "head_nod": -lean / 2},
            holds=holds,
        ),
    )


EXERCISE = Exercise(
    id="mini-squat",
    number=5,
    name=say("Small knee bend", "Kleine Kniebeuge"),
    purpose=say(
        "Trains thigh and seat while you stand, in a small and safe range.",
        "Kräftigt Oberschenkel und Gesäß im Stehen, in einem kleinen Bereich.",
    ),
    setup=say(
        "Stand behind a firm chair, feet as wide as the hips.",
        "Hinter einem festen Stuhl stehen, die Füße so breit wie die Hüfte.",
    ),
    steps=(
        say("Keep the heels on the floor.", "Die Fersen am Boden lassen."),
        say(
            "Move the seat back, as if to sit down.", "Das Gesäß zurückschieben, wie zum Hinsetzen."
        ),
        say("Bend the knees a little, about a third of the way.", "Die Knie ein wenig beugen."),
        say("Push the feet down and stand tall.", "Die Füße in den Boden drücken und aufrichten."),
    ),
    breathing=say(
        "Breathe in on the way down, out on the way up.", "Beim Beugen ein, beim Strecken aus."
    ),
    faults=(
        say(
            "The knees fall in: let them point to the second toe.",
            "Die Knie fallen ein: sie zeigen zur zweiten Zehe.",
        ),
        say(
            "The heels lift: bend less, seat further back.",
            "Die Fersen heben ab: weniger beugen, Gesäß zurück.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say("Hold the rail with both hands.", "Mit beiden Händen am Geländer halten."),
                dose(2, 10, 3, 0.5, 30),
                _poses(30, 18, 10, HANGING, "right:rail-front", "left:rail-front"),
                setup=say(
                    "Stand in front of a rail or a worktop, feet as wide as the hips.",
                    "Vor einem Geländer oder einer Arbeitsplatte stehen, die Füße so breit wie "
                    "die Hüfte.",
                ),
                things=("rail-front@0.40",),
                work=("thigh_right", "thigh_left"),
                arrows=("pelvis<",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Arms forward, no hands on the chair. The chair stays within reach.",
                    "Arme nach vorn, ohne Festhalten. Der Stuhl bleibt in Reichweite.",
                ),
                dose(3, 10, 3, 0.5, 30, sources=("X-06",)),
                _poses(30, 20, 14, _AHEAD),
                avoid=UNSTEADY,
                things=("chair-front@0.62",),
                work=("thigh_right", "thigh_left"),
                arrows=("pelvis<",),
                note=say(
                    "Three rounds of 10 as in the source. The rests are our choice.",
                    "Drei Runden mit 10 wie in der Quelle. Die Pausen sind unsere Wahl.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "Bend half as far again. If that stays easy, a little deeper later.",
                    "Etwas tiefer beugen. Wenn das leicht bleibt, später noch ein wenig mehr.",
                ),
                dose(3, 8, 4, 1, 25),
                _poses(50, 32, 22, _AHEAD),
                avoid=UNSTEADY,
                things=("chair-front@0.68",),
                work=("thigh_right", "thigh_left"),
                arrows=("pelvis<",),
            ),
        )
    ),
    cautions=(
        say(
            "Pain in the front of the knee: bend less.",
            "Schmerz vorn im Knie: weniger beugen.",
        ),
        say(
            "Unsteady: keep both hands on the rail.",
            "Unsicher im Stand: beide Hände am Geländer lassen.",
        ),
    ),
    avoid_with=("recent-surgery", "recent-fracture", "knee-swollen", "severe-pain"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("X-06",),
)
