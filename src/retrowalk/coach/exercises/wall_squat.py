"""Exercise 6: sit against the wall."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import STOP_SIGNS, both, dose, form, pose, say

_ARMS = both(shoulder_flexion=4, shoulder_abduction=10, elbow_flexion=14)
_RESTS = ("foot_right", "foot_left", "wall")


def _poses(knee: float, thigh: float) -> tuple[Pose, ...]:
    return (
        pose(
            say("Back on the wall, feet in front", "Rücken an die Wand, Füße davor"),
            2.5,
            _ARMS,
            both(hip_flexion=24, knee_flexion=14),
            rests=_RESTS,
        ),
        pose(
            say("Slide down and hold", "Hinunter gleiten und halten"),
            5.0,
            _ARMS,
            both(hip_flexion=thigh, knee_flexion=knee),
            rests=_RESTS,
        ),
    )


EXERCISE = Exercise(
    id="wall-squat",
    number=6,
    name=say("Sit on the wall", "Wandsitz"),
    purpose=say(
        "Makes the thighs last longer. The wall carries part of you.",
        "Gibt den Oberschenkeln Ausdauer. Die Wand trägt mit.",
    ),
    setup=say(
        "Lean your back on a smooth wall. The feet stand two foot lengths in front.",
        "Den Rücken an eine glatte Wand lehnen. Die Füße stehen zwei Fußlängen davor.",
    ),
    steps=(
        say(
            "Slide down a little, the back stays on the wall.",
            "Ein wenig hinunter gleiten, der Rücken bleibt an der Wand.",
        ),
        say(
            "Stop while the knees are behind the toes.",
            "Anhalten, solange die Knie hinter den Zehen sind.",
        ),
        say("Hold for ten seconds.", "Zehn Sekunden halten."),
        say("Push up again and shake the legs.", "Wieder hoch schieben und die Beine lockern."),
    ),
    breathing=say(
        "Breathe on calmly while you hold. Never hold your breath.",
        "Beim Halten ruhig weiteratmen. Nie die Luft anhalten.",
    ),
    faults=(
        say("Too deep: you must be able to talk.", "Zu tief: Sprechen muss noch gehen."),
        say(
            "The knees go past the toes: put the feet further out.",
            "Die Knie ragen über die Zehen: Füße weiter vor.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Slide only a hand's width. Hold for five seconds.",
                    "Nur eine Handbreit gleiten. Fünf Sekunden halten.",
                ),
                dose(2, 5, 3, 5, 40),
                _poses(28, 30),
                steps=(
                    say(
                        "Slide down a hand's width. The back stays on the wall.",
                        "Eine Handbreit hinunter gleiten. Der Rücken bleibt an der Wand.",
                    ),
                    say("The knees stay behind the toes.", "Die Knie bleiben hinter den Zehen."),
                    say(
                        "Hold for five seconds. Count aloud.",
                        "Fünf Sekunden halten und laut zählen.",
                    ),
                    say(
                        "Push up again and shake the legs loose.",
                        "Wieder hoch schieben und die Beine lockern.",
                    ),
                ),
                things=("wall-back",),
                work=("thigh_right", "thigh_left"),
                arrows=("elbow_right>",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Slide down a little further and hold for ten seconds.",
                    "Etwas tiefer gleiten und zehn Sekunden halten.",
                ),
                dose(2, 5, 2, 10, 40),
                _poses(40, 36),
                things=("wall-back",),
                work=("thigh_right", "thigh_left"),
                arrows=("elbow_right>",),
                note=say(
                    "The source holds 15 times. We chose 10, to fit three minutes.",
                    "Die Quelle hält 15-mal. Wir haben 10-mal gewählt, damit die Zeit reicht.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "Slide deeper, but never to a right angle.",
                    "Tiefer gleiten, aber nie bis zum rechten Winkel.",
                ),
                dose(2, 5, 3, 10, 40),
                _poses(60, 47),
                things=("wall-back",),
                work=("thigh_right", "thigh_left"),
                arrows=("elbow_right>",),
            ),
        )
    ),
    cautions=(
        say(
            "High blood pressure: use the easy form and count aloud.",
            "Hoher Blutdruck: die leichte Form nehmen und laut zählen.",
        ),
        say(
            "Pain in the front of the knee: stay higher.",
            "Schmerz vorn im Knie: weiter oben bleiben.",
        ),
    ),
    avoid_with=(
        "recent-surgery",
        "recent-fracture",
        "knee-swollen",
        "high-blood-pressure",
        "severe-pain",
        "pregnant",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.FITNESS, Goal.SPORT),
    sources=("X-05",),
)
