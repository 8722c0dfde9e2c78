"""Exercise 4: stand up from a chair."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import (
    CROSSED,
    HANGING,
    STOP_SIGNS,
    both,
    dose,
    form,
    pose,
    say,
)


def _poses(seat: str, arms: dict[str, float], seat_hold: bool) -> tuple[Pose, ...]:
    held = ("right:seat", "left:seat") if seat_hold else ()
    sitting = both(hip_flexion=86, knee_flexion=96)
    return (
        pose(
            say("Sit at the front of the seat", "Vorn auf dem Stuhl sitzen"),
            2.0,
            arms,
            sitting,
            rests=("foot_right", "foot_left", seat),
            holds=held,
        ),
        pose(
            say("Lean, nose over the toes", "Vorbeugen, Nase über die Zehen"),
            2.5,
            arms,
            both(hip_flexion=108, knee_flexion=96),
            {"body_pitch": 22, "trunk_lean": 16, "head_nod": -22},
            rests=("foot_right", "foot_left", seat),
            holds=held,
        ),
        pose(
            say("Stand up tall", "Ganz aufrichten"),
            3.0,
            HANGING if seat_hold else arms,
            both(hip_flexion=2, knee_flexion=3),
        ),
    )


EXERCISE = Exercise(
    id="sit-to-stand",
    number=4,
    name=say("Stand up from a chair", "Aufstehen vom Stuhl"),
    purpose=say(
        "Trains the legs for what you do all day: getting up and sitting down.",
        "Kräftigt die Beine für den Alltag: aufstehen und hinsetzen.",
    ),
    setup=say(
        "Put a firm chair against the wall. Sit at the front, feet under the knees.",
        "Einen festen Stuhl an die Wand stellen. Vorn sitzen, Füße unter den Knien.",
    ),
    steps=(
        say("Cross your arms on the chest.", "Die Arme vor der Brust kreuzen."),
        say(
            "Lean forward until the nose is over the toes.",
            "Vorbeugen, bis die Nase über den Zehen ist.",
        ),
        say(
            "Push the feet down and stand up tall.", "Die Füße in den Boden drücken und aufstehen."
        ),
        say("Sit down slowly, without a thud.", "Langsam hinsetzen, ohne zu plumpsen."),
    ),
    breathing=say(
        "Breathe out as you stand up, in as you sit.", "Beim Aufstehen aus, beim Setzen ein."
    ),
    faults=(
        say(
            "The knees fall in: push them over the toes.",
            "Die Knie fallen ein: über die Zehen führen.",
        ),
        say(
            "You drop into the seat: count to three on the way down.",
            "Sie fallen in den Stuhl: beim Setzen bis drei zählen.",
        ),
        say(
            "The feet are too far in front: pull them back.",
            "Die Füße stehen zu weit vorn: zurückziehen.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Take a higher seat and push with your hands.",
                    "Einen höheren Sitz nehmen und mit den Händen abdrücken.",
                ),
                dose(2, 6, 5, 1, 45),
                _poses("seat@0.55", HANGING, seat_hold=True),
                setup=say(
                    "Put a firm, high chair against a wall. Sit at the front, feet under the "
                    "knees.",
                    "Einen festen, hohen Stuhl an die Wand stellen. Vorn sitzen, Füße unter den "
                    "Knien.",
                ),
                steps=(
                    say(
                        "Put both hands on the seat or the arm rests.",
                        "Beide Hände auf den Sitz oder die Armlehnen legen.",
                    ),
                    say(
                        "Lean forward until the nose is over the toes.",
                        "Vorbeugen, bis die Nase über den Zehen ist.",
                    ),
                    say(
                        "Push with hands and feet, and stand up.",
                        "Mit Händen und Füßen drücken und aufstehen.",
                    ),
                    say("Sit down slowly, with the hands.", "Langsam hinsetzen, die Hände helfen."),
                ),
                things=("chair-high",),
                work=("thigh_right", "thigh_left"),
                arrows=("head>",),
            ),
            form(
                Level.STANDARD,
                say("Stand up without your hands.", "Ohne Hände aufstehen."),
                dose(2, 8, 5, 1, 45),
                _poses("seat@0.45", CROSSED, seat_hold=False),
                things=("chair",),
                work=("thigh_right", "thigh_left"),
                arrows=("head>",),
            ),
            form(
                Level.HARDER,
                say(
                    "A lower seat. Sit down so slowly that it takes three seconds.",
                    "Ein niedrigerer Sitz. So langsam setzen, dass es drei Sekunden dauert.",
                ),
                dose(3, 8, 6, 0, 15),
                _poses("seat@0.38", CROSSED, seat_hold=False),
                things=("chair-low",),
                work=("thigh_right", "thigh_left"),
                arrows=("head>",),
            ),
        )
    ),
    cautions=(
        say(
            "Dizzy when you get up: sit again, wait, and tell your doctor.",
            "Schwindel beim Aufstehen: setzen, warten und ärztlich besprechen.",
        ),
        say(
            "Knee pain: take a higher seat.",
            "Schmerz im Knie: einen höheren Sitz nehmen.",
        ),
    ),
    avoid_with=("recent-surgery", "recent-fracture", "severe-pain"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("L-10", "B-31"),
)
