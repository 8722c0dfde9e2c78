"""Exercise 17: walk backward along a rail."""

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

_LOOK = {"head_turn": -78.0, "trunk_turn": -22.0}


def _steps(hold: str, narrow: float) -> tuple[Pose, ...]:
    free = right(shoulder_flexion=-4, elbow_flexion=20)
    stand = right(hip_abduction=-narrow) | left(hip_abduction=-narrow)
    return (
        pose(
            say("Look back over your shoulder", "Über die Schulter schauen"),
            2.5,
            HANGING,
            free,
            stand,
            _LOOK,
            holds=(hold,),
        ),
        pose(
            say("Short step back, toes first", "Kurzer Schritt zurück, Zehen zuerst"),
            1.8,
            HANGING,
            free,
            stand,
            left(hip_flexion=11, knee_flexion=6),
            right(hip_flexion=-9, knee_flexion=14, ankle=-8, toes=24),
            rests=("foot_left", "ball_right!"),
            holds=(hold,),
        ),
        pose(
            say("Roll down to the heel, other foot back", "Zur Ferse abrollen, anderer Fuß zurück"),
            1.8,
            HANGING,
            free,
            stand,
            right(hip_flexion=11, knee_flexion=6),
            left(hip_flexion=-9, knee_flexion=14, ankle=-8, toes=24),
            rests=("foot_right", "ball_left!"),
            holds=(hold,),
        ),
        pose(
            say("Step by step, look back often", "Schritt für Schritt, oft umschauen"),
            1.8,
            HANGING,
            free,
            stand,
            _LOOK,
            left(hip_flexion=11, knee_flexion=6),
            right(hip_flexion=-9, knee_flexion=14, ankle=-8, toes=24),
            rests=("foot_left", "ball_right!"),
            holds=(hold,),
        ),
    )


EXERCISE = Exercise(
    id="backward-walk-rail",
    number=17,
    name=say("Walk backward at a rail", "Rückwärtsgehen am Geländer"),
    purpose=say(
        "Trains walking backward itself, slowly and with a firm hold.",
        "Übt das Rückwärtsgehen selbst, langsam und mit festem Halt.",
    ),
    setup=say(
        "A free, dry, well lit way with a rail. Wear firm shoes. Walk the way forward once.",
        "Ein freier, trockener, heller Weg mit Geländer. Feste Schuhe. "
        "Den Weg einmal vorwärts gehen.",
    ),
    steps=(
        say(
            "Stand beside the rail, one hand on it.", "Neben dem Geländer stehen, eine Hand darauf."
        ),
        say(
            "Look back over your shoulder: is the way free?",
            "Über die Schulter schauen: Ist der Weg frei?",
        ),
        say(
            "Take a short step back. The toes touch first, then the heel.",
            "Einen kurzen Schritt zurück. Erst die Zehen, dann die Ferse.",
        ),
        say(
            "Let the hand slide along. Take eight steps, then rest.",
            "Die Hand gleitet mit. Acht Schritte, dann Pause.",
        ),
    ),
    breathing=say(
        "Breathe on calmly. If you cannot talk, slow down.",
        "Ruhig atmen. Wenn Sprechen schwerfällt, langsamer gehen.",
    ),
    faults=(
        say(
            "The steps get long: think of half a foot.",
            "Die Schritte werden lang: an halbe Schritte denken.",
        ),
        say(
            "The body leans back: stay tall, weight over the feet.",
            "Der Körper lehnt zurück: aufrecht bleiben.",
        ),
        say(
            "The head stays turned: look back, then ahead again.",
            "Der Kopf bleibt gedreht: umschauen, dann wieder nach vorn.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say(
                    "Both hands on the rail. One foot steps back and comes home again.",
                    "Beide Hände am Geländer. Ein Fuß geht zurück und kommt wieder heran.",
                ),
                dose(2, 6, 4, 0, 20, 2),
                (
                    pose(
                        say("Both hands on the rail", "Beide Hände am Geländer"),
                        2.0,
                        HANGING,
                        holds=("left:rail-front", "right:rail-front"),
                    ),
                    pose(
                        say("One foot back, toes first", "Ein Fuß zurück, Zehen zuerst"),
                        2.0,
                        HANGING,
                        left(hip_flexion=9, knee_flexion=8),
                        right(hip_flexion=-7, knee_flexion=12, ankle=-6, toes=26),
                        rests=("foot_left", "ball_right!"),
                        holds=("left:rail-front", "right:rail-front"),
                    ),
                    pose(
                        say("Heel down, then feet together", "Ferse senken, dann Füße zusammen"),
                        2.0,
                        HANGING,
                        left(hip_flexion=22, knee_flexion=26),
                        right(hip_flexion=-9, knee_flexion=6),
                        rests=("foot_left", "foot_right"),
                        holds=("left:rail-front", "right:rail-front"),
                    ),
                ),
                setup=say(
                    "A dry, bright place in front of a rail or a worktop. Firm shoes.",
                    "Ein trockener, heller Platz vor einem Geländer oder einer Arbeitsplatte. "
                    "Feste Schuhe.",
                ),
                steps=(
                    say(
                        "Face the rail, both hands on it.",
                        "Zum Geländer schauen, beide Hände daran.",
                    ),
                    say(
                        "Look over your shoulder: is it clear behind you?",
                        "Über die Schulter schauen: Ist hinter Ihnen frei?",
                    ),
                    say(
                        "Put one foot back, toes first, then the heel.",
                        "Einen Fuß zurück setzen, erst die Zehen, dann die Ferse.",
                    ),
                    say(
                        "Bring it forward again. Then the other foot.",
                        "Wieder nach vorn holen. Danach der andere Fuß.",
                    ),
                ),
                things=("rail-front@0.33",),
                work=("thigh_right", "shank_right"),
                arrows=("backward",),
            ),
            form(
                Level.STANDARD,
                say(
                    "One hand slides along the rail. Short steps.",
                    "Eine Hand gleitet am Geländer. Kurze Schritte.",
                ),
                dose(5, 8, 2.5, 0, 15),
                _steps("left:~rail-left", 0.0),
                things=("rail-left",),
                work=("thigh_right", "shank_right"),
                arrows=("backward",),
                note=say(
                    "In a trial people walked ten minutes with a helper. We begin with less.",
                    "In einer Studie waren es zehn Minuten mit Anleitung. "
                    "Wir beginnen mit weniger.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "The hand is above the rail, the feet walk along a line.",
                    "Die Hand ist über dem Geländer, die Füße gehen auf einer Linie.",
                ),
                dose(4, 10, 2.5, 0, 20),
                _steps("left:~near-rail-left", 5.0),
                avoid=UNSTEADY,
                things=("rail-left", "line"),
                work=("thigh_right", "shank_right"),
                arrows=("backward",),
            ),
        )
    ),
    cautions=(
        say(
            "With a nerve or inner ear illness ask your doctor first.",
            "Bei Erkrankung von Nerven oder Innenohr erst ärztlich fragen.",
        ),
        say(
            "After a fall: only with a second person beside you.",
            "Nach einem Sturz: nur mit einer zweiten Person daneben.",
        ),
        say(
            "Remove rugs, cables and pets from the way.",
            "Teppiche, Kabel und Tiere aus dem Weg nehmen.",
        ),
    ),
    avoid_with=(
        "dizziness",
        "knee-swollen",
        "recent-surgery",
        "recent-fracture",
        "severe-pain",
    ),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.BALANCE, Goal.FITNESS, Goal.SPORT),
    sources=("O-01", "O-19", "X-09"),
)
