"""Small words with which the exercises are written down."""

from __future__ import annotations

from collections.abc import Mapping

from retrowalk.coach.base import Dose, Form, Level, Pose, View
from retrowalk.language import Phrase


def say(en: str, de: str) -> Phrase:
    """Return a text in both languages."""
    return Phrase(en=en, de=de)


def right(**angles_deg: float) -> dict[str, float]:
    """Return joint angles of the right side."""
    return {f"{name}_right": angle for name, angle in angles_deg.items()}


def left(**angles_deg: float) -> dict[str, float]:
    """Return joint angles of the left side."""
    return {f"{name}_left": angle for name, angle in angles_deg.items()}


def both(**angles_deg: float) -> dict[str, float]:
    """Return joint angles of both sides."""
    return right(**angles_deg) | left(**angles_deg)


HANGING = both(shoulder_flexion=2.0, shoulder_abduction=7.0, elbow_flexion=12.0)
ON_BACK = {"body_pitch": -90.0} | both(
    shoulder_flexion=-9.0, shoulder_abduction=14.0, elbow_flexion=4.0
)
CROSSED = both(
    shoulder_flexion=14.0, shoulder_abduction=10.0, shoulder_rotation=-66.0, elbow_flexion=126.0
)
ON_FEET = ("foot_right", "foot_left")
# whoever has one of these keeps a hand on something firm, on both feet or both ways
UNSTEADY = ("falls", "dizziness", "poor-vision", "balance-medication")
CHOSEN = say(
    "The dose is our own choice.",
    "Die Dosis haben wir selbst gewählt.",
)


def pose(
    caption: Phrase,
    seconds: float,
    *angles_deg: Mapping[str, float],
    rests: tuple[str, ...] = ON_FEET,
    holds: tuple[str, ...] = (),
) -> Pose:
    """Return a key pose; later angles win over earlier ones."""
    merged: dict[str, float] = {}
    for part in angles_deg:
        merged |= part
    return Pose(merged, caption, seconds, rests, holds)


def dose(
    sets: int,
    repetitions: int,
    move_s: float,
    hold_s: float,
    rest_s: float,
    sides: int = 1,
    sources: tuple[str, ...] = (),
) -> Dose:
    """Return a dose."""
    return Dose(sets, repetitions, move_s, hold_s, rest_s, sides, sources)


def form(
    level: Level,
    how: Phrase,
    amount: Dose,
    poses: tuple[Pose, ...],
    *,
    view: View = View.SIDE,
    things: tuple[str, ...] = (),
    work: tuple[str, ...] = (),
    arrows: tuple[str, ...] = (),
    note: Phrase = CHOSEN,
    setup: Phrase | None = None,
    steps: tuple[Phrase, ...] = (),
    avoid: tuple[str, ...] = (),
) -> tuple[Level, Form]:
    """Return a form under its level."""
    return level, Form(
        level, how, amount, view, poses, things, work, arrows, note, setup, steps, avoid
    )


STOP_SIGNS = (
    say(
        "Chest pain, hard to breathe, dizzy or faint: stop and get help.",
        "Schmerz in der Brust, Atemnot, Schwindel oder Schwäche: aufhören und Hilfe holen.",
    ),
    say(
        "New, sharp pain, or pain that grows with each repetition: stop.",
        "Neuer, stechender Schmerz oder Schmerz, der jedes Mal stärker wird: aufhören.",
    ),
    say(
        "A joint gets hot or swells, locks or gives way: stop and ask your doctor.",
        "Ein Gelenk wird heiß oder dick, klemmt oder gibt nach: aufhören und ärztlich fragen.",
    ),
)
