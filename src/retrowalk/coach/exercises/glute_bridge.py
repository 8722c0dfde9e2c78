"""Exercise 9: lift the seat, lying on the back."""

from __future__ import annotations

from retrowalk.coach.base import Exercise, Goal, Level, Pose
from retrowalk.coach.exercises.build import (
    ON_BACK,
    STOP_SIGNS,
    both,
    dose,
    form,
    left,
    pose,
    right,
    say,
)

_RESTS = ("back", "foot_right", "foot_left")
_LYING = pose(
    say("Lie down, feet on the mat", "Liegen, Füße aufgestellt"),
    2.5,
    ON_BACK,
    both(hip_flexion=48, knee_flexion=100, ankle=-45, hip_abduction=15),
    rests=_RESTS,
)


def _lifted(caption_en: str, caption_de: str, lift: float, seconds: float = 3.5) -> Pose:
    return pose(
        say(caption_en, caption_de),
        seconds,
        {"body_pitch": -90 - lift, "head_nod": lift},
        both(
            shoulder_abduction=14,
            elbow_flexion=4,
            shoulder_flexion=-lift - 9,
            hip_flexion=26 - lift,
            knee_flexion=96,
            ankle=-30,
            hip_abduction=15,
        ),
        rests=_RESTS,
    )


EXERCISE = Exercise(
    id="glute-bridge",
    number=9,
    name=say("Lift the seat", "Becken heben"),
    purpose=say(
        "Trains the seat. It pushes you up the stairs and carries you backward.",
        "Kräftigt das Gesäß. Es hilft auf der Treppe und beim Rückwärtsgehen.",
    ),
    setup=say(
        "Lie on your back on a bed or mat, the feet up. Knees and feet are well apart.",
        "Auf den Rücken legen, auf Bett oder Matte. Die Füße sind aufgestellt, weit auseinander.",
    ),
    steps=(
        say("Tighten the seat.", "Das Gesäß anspannen."),
        say(
            "Lift it until trunk and thighs form one line.",
            "Heben, bis Rumpf und Oberschenkel eine Linie bilden.",
        ),
        say("Hold for one second.", "Eine Sekunde halten."),
        say(
            "Lower slowly, back first, then the seat.",
            "Langsam senken, erst den Rücken, dann das Gesäß.",
        ),
    ),
    breathing=say("Breathe out as you lift, in as you lower.", "Beim Heben aus, beim Senken ein."),
    faults=(
        say("The back arches: lift less high.", "Der Rücken wird hohl: weniger hoch heben."),
        say("The knees fall in: keep them apart.", "Die Knie fallen ein: auseinander halten."),
        say(
            "Cramp behind the thigh: move the feet closer.",
            "Krampf hinten am Schenkel: Füße näher ans Gesäß.",
        ),
    ),
    forms=dict(
        (
            form(
                Level.EASIER,
                say("Lift only a little, a hand's width.", "Nur wenig heben, eine Handbreit."),
                dose(2, 8, 3, 1, 30),
                (_LYING, _lifted("Lift a little", "Ein wenig heben", 10)),
                steps=(
                    say("Tighten the seat.", "Das Gesäß anspannen."),
                    say("Lift it a hand's width.", "Eine Handbreit heben."),
                    say("Hold for one second.", "Eine Sekunde halten."),
                    say(
                        "Lower slowly, the back first, then the seat.",
                        "Langsam senken, erst den Rücken, dann das Gesäß.",
                    ),
                ),
                things=("mat",),
                work=("pelvis", "thigh_right", "thigh_left"),
                arrows=("lift:pelvis",),
            ),
            form(
                Level.STANDARD,
                say(
                    "Lift until trunk and thighs are one line.",
                    "Heben, bis Rumpf und Oberschenkel eine Linie sind.",
                ),
                dose(3, 10, 3, 1, 30),
                (_LYING, _lifted("Lift the seat and hold", "Becken heben und halten", 24)),
                things=("mat",),
                work=("pelvis", "thigh_right", "thigh_left"),
                arrows=("lift:pelvis",),
                note=say(
                    "That the legs are apart has a source. The dose is our own choice.",
                    "Für die breite Stellung gibt es eine Quelle. Die Dosis haben wir gewählt.",
                ),
            ),
            form(
                Level.HARDER,
                say(
                    "Lift, then stretch out one leg. The hips stay level.",
                    "Heben, dann ein Bein strecken. Das Becken bleibt gerade.",
                ),
                dose(2, 5, 4, 2, 15, 2),
                (
                    _LYING,
                    _lifted("Lift the seat", "Becken heben", 24, 2.5),
                    pose(
                        say("Stretch out one leg", "Ein Bein strecken"),
                        3.5,
                        {"body_pitch": -114, "head_nod": 24},
                        both(shoulder_abduction=14, elbow_flexion=4, shoulder_flexion=-33),
                        right(hip_flexion=2, knee_flexion=96, ankle=-30, hip_abduction=15),
                        left(hip_flexion=2, knee_flexion=2, ankle=4, hip_abduction=8),
                        rests=("back", "foot_right"),
                    ),
                ),
                steps=(
                    say(
                        "Tighten the seat and lift it until trunk and thighs are in line.",
                        "Das Gesäß anspannen und heben, bis Rumpf und Oberschenkel eine Linie "
                        "bilden.",
                    ),
                    say(
                        "Stretch out one leg. The pelvis stays level.",
                        "Ein Bein strecken. Das Becken bleibt gerade.",
                    ),
                    say("Put the foot down again.", "Den Fuß wieder abstellen."),
                    say(
                        "Lower slowly. Then the other leg.",
                        "Langsam senken. Danach das andere Bein.",
                    ),
                ),
                things=("mat",),
                work=("pelvis", "thigh_right"),
                arrows=("lift:pelvis#2", "heel_left#3"),
            ),
        )
    ),
    cautions=(
        say(
            "Heartburn: lift less high, and not after a meal.",
            "Sodbrennen: weniger hoch heben und nicht nach dem Essen.",
        ),
        say(
            "Pregnant: ask first; lying on the back may not be right.",
            "Schwanger: vorher fragen, die Rückenlage passt nicht immer.",
        ),
    ),
    avoid_with=("pregnant", "recent-surgery", "recent-fracture", "severe-pain"),
    stop_signs=STOP_SIGNS,
    goals=(Goal.KNEE, Goal.FITNESS, Goal.SPORT),
    sources=("X-13",),
)
