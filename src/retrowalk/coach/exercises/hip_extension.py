"""Exercise 11: lift the leg to the back."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import (
    HANGING,
    STOP_SIGNS,
    both,
    dose,
    form,
    left,
    pose,
    right,
    say,
)

_PRONE = {"body_pitch": 90, "head_turn": -72, "head_nod": 0} | both(
    shoulder_abduction=16, elbow_flexion=4, shoulder_flexion=4, ankle=-50, hip_flexion=2
)


def _lying(lift: float) -> tuple[Pose, ...]:
    return (
        pose(
            say("Lie face down, legs straight", "Auf dem Bauch, Beine lang"),
            2.5,
            _PRONE,
            rests=("front",),
        ),
        pose(
            say("Lift one straight leg", "Ein gestrecktes Bein heben"),
            3.5,
            _PRONE,
            right(hip_flexion=-lift, ankle=-20),
            rests=("front",),
        ),
    )


EXERCISE = Exercise(
    id="hip-extension",
    number=11,
    name=say("Lift the leg back", "Bein nach hinten heben"),
    purpose=say(
        "Trains the seat. It takes the leg back at every backward step.",
        "Kräftigt das Gesäß. Es führt das Bein bei jedem Schritt nach hinten.",
    ),
    setup=say(
        "Lie on your front on a bed or mat, a flat cushion under the belly. Turn the head aside.",
        "Auf den Bauch legen, auf Bett oder Matte, ein flaches Kissen unter dem Bauch. Den Kopf "
        "zur Seite drehen.",
    ),
    steps=(
        say("Tighten the seat.", "Das Gesäß anspannen."),
        say("Lift one straight leg a hand's width.", "Ein gestrecktes Bein eine Handbreit heben."),
        say(
            "Hold briefly. Both hips stay down.",
            "Kurz halten. Beide Hüften bleiben unten.",
        ),
        say("Lower slowly. Then change legs.", "Langsam senken. Danach das Bein wechseln."),
    ),
    breathing=say("Breathe out as you lift, in as you lower.", "Beim Heben aus, beim Senken ein."),
    faults=(
        say("The hip turns up: lift less high.", "Die Hüfte dreht mit hoch: weniger heben."),
        say(
            "The back arches: tighten the belly first.",
            "Der Rücken wird hohl: erst den Bauch anspannen.",
        ),
        say("The knee bends: make the leg long.", "Das Knie beugt sich: das Bein lang machen."),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Stand at a table and lift the leg back, both hands on the table.",
                    "Am Tisch stehen und das Bein zurück heben, beide Hände am Tisch.",
                ),
                dose(2, 8, 2, 1, 15, 2),
                (
                    pose(
                        say("Both hands on the table", "Beide Hände am Tisch"),
                        2.5,
                        HANGING,
                        both(hip_flexion=24),
                        {"body_pitch": 24, "trunk_lean": 4, "head_nod": -14},
                        holds=("right:table-front", "left:table-front"),
                    ),
                    pose(
                        say("Lift the straight leg back", "Gestrecktes Bein zurück heben"),
                        3.5,
                        HANGING,
                        {"body_pitch": 28, "trunk_lean": 4, "head_nod": -16},
                        left(hip_flexion=29, knee_flexion=4),
                        right(hip_flexion=-2, knee_flexion=2, ankle=4),
                        rests=("foot_left",),
                        holds=("right:table-front", "left:table-front"),
                    ),
                ),
                setup=say(
                    "Stand in front of a firm table. Both hands are on it.",
                    "Vor einem festen Tisch stehen. Beide Hände liegen darauf.",
                ),
                steps=(
                    say("Tighten the seat.", "Das Gesäß anspannen."),
                    say(
                        "Lift one straight leg back a little. The back stays still.",
                        "Ein gestrecktes Bein ein wenig zurück heben. Der Rücken bleibt ruhig.",
                    ),
                    say("Hold briefly.", "Kurz halten."),
                    say(
                        "Lower slowly. Then change legs.",
                        "Langsam senken. Danach das Bein wechseln.",
                    ),
                ),
                things=("table-front@0.36",),
                work=("pelvis", "thigh_right", "shank_right"),
                arrows=("heel_right",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Lie on your front and lift one straight leg.",
                    "Auf dem Bauch liegen und ein gestrecktes Bein heben.",
                ),
                dose(2, 10, 2, 1, 15, 2),
                _lying(14),
                avoid=("back-pain", "cannot-kneel"),
                things=("mat",),
                work=("pelvis", "thigh_right", "shank_right"),
                arrows=("ankle_right",),
            ),
            form(
                Level.HARDER,
                say(
                    "With a light weight above the ankle. Hold for two seconds.",
                    "Mit leichtem Gewicht über dem Knöchel. Zwei Sekunden halten.",
                ),
                dose(2, 8, 2, 2, 15, 2),
                _lying(14),
                avoid=("back-pain", "cannot-kneel"),
                things=("mat", "weight-right"),
                work=("pelvis", "thigh_right", "shank_right"),
                arrows=("ankle_right",),
            ),
        )
    ),
    cautions=(
        say("Back pain: only the standing form.", "Rückenschmerzen: nur die Form im Stehen."),
        say(
            "Hard to get to the floor: use the bed or the standing form.",
            "Der Weg zum Boden fällt schwer: im Bett oder im Stehen üben.",
        ),
    ),
    avoid_with=("pregnant", "recent-surgery", "recent-fracture", "severe-pain"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("X-11",),
)
