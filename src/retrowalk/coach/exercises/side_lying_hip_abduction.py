"""Exercise 10: lift the leg, lying on the side."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose, View
from retrowalk.coach.exercises.build import STOP_SIGNS, dose, form, left, pose, right, say

_SIDE = (
    {"body_roll": -90, "trunk_side": 9, "head_tilt": 0}
    | left(shoulder_abduction=172, elbow_flexion=4)
    | right(shoulder_flexion=30, elbow_flexion=70)
)
_UNDER = left(hip_flexion=26, knee_flexion=52, hip_abduction=0, ankle=0)
_HOLD = ("right:mat",)


def _poses(lift: float) -> tuple[Pose, ...]:
    return (
        pose(
            say("Lie on the side, upper leg straight", "Auf der Seite, oberes Bein lang"),
            2.5,
            _SIDE,
            _UNDER,
            right(hip_abduction=-4, ankle=6),
            rests=("side",),
            holds=_HOLD,
        ),
        pose(
            say("Lift the upper leg", "Oberes Bein heben"),
            3.5,
            _SIDE,
            _UNDER,
            right(hip_abduction=lift, hip_flexion=-4, ankle=6),
            rests=("side",),
            holds=_HOLD,
        ),
    )


EXERCISE = Exercise(
    id="side-lying-hip-abduction",
    number=10,
    name=say("Lift the leg on your side", "Beinheben in Seitenlage"),
    purpose=say(
        "Trains the side of the hip. It keeps the pelvis level when you walk.",
        "Kräftigt die Seite der Hüfte. Sie hält das Becken beim Gehen gerade.",
    ),
    setup=say(
        "Lie on your side on a bed or mat, the head on the lower arm. The lower knee is bent.",
        "Auf die Seite legen, auf Bett oder Matte. Der Kopf liegt auf dem Arm, das untere Knie "
        "ist gebeugt.",
    ),
    steps=(
        say(
            "Put the upper hand on the mat in front of you.",
            "Die obere Hand vor sich auf die Matte stützen.",
        ),
        say(
            "Lift the upper leg, straight, toes forward.",
            "Das obere Bein gestreckt heben, Zehen nach vorn.",
        ),
        say("Hold briefly.", "Kurz halten."),
        say(
            "Lower slowly. Then turn to the other side.",
            "Langsam senken. Danach die Seite wechseln.",
        ),
    ),
    breathing=say("Breathe out as you lift, in as you lower.", "Beim Heben aus, beim Senken ein."),
    faults=(
        say(
            "The body rolls back: let the upper hip point to the ceiling.",
            "Der Körper kippt zurück: die Hüfte zeigt zur Decke.",
        ),
        say("The toes turn up: turn them forward.", "Die Zehen drehen hoch: nach vorn richten."),
        say(
            "The leg moves forward: lift it a little to the back.",
            "Das Bein wandert vor: etwas nach hinten heben.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Both knees bent, feet together. Open the upper knee like a shell.",
                    "Beide Knie gebeugt, Füße zusammen. Das obere Knie öffnen wie eine Muschel.",
                ),
                dose(2, 8, 2, 1, 20, 2),
                (
                    pose(
                        say("Knees bent, one on the other", "Knie gebeugt aufeinander"),
                        2.5,
                        _SIDE,
                        left(hip_flexion=42, knee_flexion=80),
                        right(hip_flexion=42, knee_flexion=80, hip_abduction=-6),
                        rests=("side", "heel_right@0.165"),
                        holds=_HOLD,
                    ),
                    pose(
                        say("Open the upper knee, feet stay", "Oberes Knie öffnen, Füße bleiben"),
                        3.5,
                        _SIDE,
                        left(hip_flexion=42, knee_flexion=80),
                        right(hip_flexion=45, knee_flexion=86, hip_abduction=26, hip_rotation=45),
                        rests=("side", "heel_right@0.165"),
                        holds=_HOLD,
                    ),
                ),
                view=View.FRONT,
                setup=say(
                    "Lie on your side on a bed or mat, the head on the lower arm. Both knees are "
                    "bent.",
                    "Auf die Seite legen, auf Bett oder Matte. Der Kopf liegt auf dem Arm, beide "
                    "Knie sind gebeugt.",
                ),
                steps=(
                    say(
                        "Put the upper hand on the mat in front of you.",
                        "Die obere Hand vor sich auf die Matte stützen.",
                    ),
                    say(
                        "Lift the upper knee. The feet stay together.",
                        "Das obere Knie heben. Die Füße bleiben zusammen.",
                    ),
                    say("Hold briefly.", "Kurz halten."),
                    say(
                        "Lower slowly. Then change sides.",
                        "Langsam senken. Danach die Seite wechseln.",
                    ),
                ),
                things=("mat",),
                work=("thigh_right",),
                arrows=("knee_right",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Lift the straight leg a foot high.",
                    "Das gestreckte Bein etwa 30 Zentimeter heben.",
                ),
                dose(2, 10, 2, 1, 15, 2),
                _poses(28),
                view=View.FRONT,
                things=("mat",),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_right",),
                note=say(
                    "The source works up to 12. Two rounds of 10 are our choice.",
                    "Die Quelle steigert bis 12. Zwei Runden mit 10 sind unsere Wahl.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "The same with a rubber band above the knees.",
                    "Das Gleiche mit einem Gummiband über den Knien.",
                ),
                dose(2, 8, 2, 2, 15, 2),
                _poses(24),
                view=View.FRONT,
                things=("mat", "band-knees"),
                work=("thigh_right", "shank_right"),
                arrows=("ankle_right",),
            ),
        )
    ),
    cautions=(
        say(
            "New hip joint: ask before you lie on your side.",
            "Neue Hüfte: vor der Seitenlage fragen.",
        ),
        say(
            "Pain where you lie: put a folded blanket under the hip.",
            "Schmerz beim Liegen: eine Decke unter die Hüfte legen.",
        ),
    ),
    avoid_with=(
        "hip-replaced",
        "recent-surgery",
        "recent-fracture",
        "severe-pain",
        "hip-pain",
        "pregnant",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.SPORT),
    sources=("X-11", "X-12"),
)
