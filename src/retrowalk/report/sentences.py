"""The tracker's reasons and warnings in the reader's language.

The tracker speaks English, because its answer is read by programs too. Here each of its
sentences has a German twin; `{}` stands for a number, a word or another sentence. A sentence
without a twin stays as it is: an English answer is better than none.
"""

from __future__ import annotations

import re
from functools import cache

from retrowalk.language import Language
from retrowalk.report.words import WORDS, Words
from retrowalk.tracker.base import Walk

GERMAN = {
    # what an activity says of its tracking
    "placement {} ({}), mounting {}": "Trageort {} ({}), Lage {}",
    # why a direction is unknown
    "at the waist the direction needs a calibration walk or the device's axes": (
        "an der Taille zeigt sich die Richtung erst mit einem Kalibriergang"
        " oder den Achsen des Geräts"
    ),
    "the arm's swing hides the direction; wear the device on a leg or belt": (
        "der Schwung des Arms verdeckt die Richtung; tragen Sie das Gerät am Bein oder am Gürtel"
    ),
    "a device in the hand does not show the walking direction": (
        "ein Gerät in der Hand zeigt die Gehrichtung nicht"
    ),
    "the recording has no gyroscope; the direction needs one": (
        "die Aufzeichnung hat kein Gyroskop; für die Richtung braucht es eines"
    ),
    "the movement fits neither forward nor backward walking well enough": (
        "die Bewegung passt weder zum Vorwärts- noch zum Rückwärtsgehen gut genug"
    ),
    "the movement is too vigorous for walking backward: stairs, jogging or a jump": (
        "die Bewegung ist zu heftig für Rückwärtsgehen: Treppe, Laufen oder ein Sprung"
    ),
    "the walker turns too fast for walking backward": (
        "die Person dreht sich zu schnell für Rückwärtsgehen"
    ),
    "after a gap of over 5 s the device may sit differently: calibrate again": (
        "nach einer Lücke von über 5 s kann das Gerät anders sitzen: bitte neu kalibrieren"
    ),
    "the device was turned or taken out on the way: calibrate again": (
        "das Gerät wurde unterwegs gedreht oder herausgenommen: bitte neu kalibrieren"
    ),
    "the direction is unknown": "die Richtung ist unbekannt",
    "too few steps look alike": "zu wenige Schritte gleichen einander",
    "the two feet do not look alike enough to be compared": (
        "die beiden Füße gleichen einander nicht genug, um sie zu vergleichen"
    ),
    "the leg swings across the usual plane": "das Bein schwingt quer zur üblichen Ebene",
    "the other sensor does not tell the direction here": (
        "der andere Sensor zeigt die Richtung hier nicht"
    ),
    "the steps push the body to the side and not to the front": (
        "die Schritte stoßen den Körper zur Seite und nicht nach vorn"
    ),
    # why a quantity is unknown
    "the two recordings hardly overlap": "die beiden Aufzeichnungen überschneiden sich kaum",
    "the two sensors do not move alike": "die beiden Sensoren bewegen sich nicht gleichartig",
    "no offset within {} s stands out; start and stop a few times": (
        "kein Versatz unter {} s sticht heraus; gehen Sie einige Male los und bleiben Sie stehen"
    ),
    "the recording has no gyroscope": "die Aufzeichnung hat kein Gyroskop",
    "no speed model for {} and {} walking": "kein Tempomodell für: {}, {}",
    "the foot hardly stands still": "der Fuß steht kaum einmal still",
    "fewer than {} strides": "weniger als {} Doppelschritte",
    "a sensor away from the trunk does not show both feet alike": (
        "ein Sensor abseits des Rumpfs zeigt nicht beide Füße gleich gut"
    ),
    "{} more steps have no known direction": ("{} weitere Schritte haben keine bekannte Richtung"),
    "where the device is worn is not sure enough for a direction; name it with --placement": (
        "wo das Gerät sitzt, ist für eine Richtung nicht sicher genug;"
        " nennen Sie es mit --placement"
    ),
    "without a gyroscope a sensor on a leg misses many steps": (
        "ohne Gyroskop entgehen einem Sensor am Bein viele Schritte"
    ),
    "speed unknown": "Tempo unbekannt",
    "{} of {} bouts have none": "bei {} von {} Abschnitten unbekannt",
    # warnings
    "the calibration was not used: {}": "die Kalibrierung wurde nicht verwendet: {}",
    "placement not given: trouser pocket assumed; {}": (
        "Ort des Sensors nicht angegeben: Hosentasche angenommen; {}"
    ),
    "placement not given: it moves like one at the {}; {}": (
        "Ort des Sensors nicht angegeben: er bewegt sich wie an diesem Ort: {}; {}"
    ),
    "{} (an arm can move alike)": "{} (ein Arm kann sich ähnlich bewegen)",
    "name it with --placement: a wrong placement can turn the direction round": (
        "nennen Sie ihn mit --placement: ein falscher Ort kann die Richtung umkehren"
    ),
    "{} gap(s) without samples, {} s together: nothing is counted there": (
        "{} Lücke(n) ohne Messwerte, zusammen {} s: dort wird nichts gezählt"
    ),
    "a gap of {} s: nothing is counted there": ("eine Lücke von {} s: dort wird nichts gezählt"),
    "at {} s: {}": "bei {} s: {}",
    "body height not given: speed and distance have wider intervals": (
        "Körpergröße nicht angegeben: Tempo und Strecke haben breitere Intervalle"
    ),
    "no walking found: at least four steps in a row are needed": (
        "kein Gehen gefunden: es braucht mindestens vier Schritte hintereinander"
    ),
}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.*)")), german)
        for english, german in GERMAN.items()
    )


@cache
def names(language: Language) -> dict[str, str]:
    """Return directions and placements by the names that the tracker gives them."""
    found: dict[str, str] = {}
    english, words = WORDS[Language.EN], WORDS[language]
    for direction, word in words.directions.items():
        found |= {direction.value: word, english.directions[direction]: word}
    for placement, word in words.placements.items():
        found |= {placement.value: word, english.placements[placement]: word}
    return found


def translated(text: str, language: Language) -> str:
    """Return a sentence, name or number of the tracker in the reader's language."""
    if language is Language.EN:
        return text
    for pattern, german in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return german.format(*(translated(part, language) for part in found.groups()))
    if re.fullmatch(r"\d+\.\d+", text):
        return text.replace(".", WORDS[language].decimal_mark)
    return names(language).get(text, text)


def warnings_of(walk: Walk, language: Language) -> tuple[str, ...]:
    """Return what the reader of a walk must know, in the reader's language."""
    return tuple(translated(warning, language) for warning in walk.warnings)


def reasons_of(walk: Walk, words: Words) -> list[str]:
    """Return why bouts are of unknown direction, each reason once."""
    reasons: dict[str, list[str]] = {}
    for at, bout in enumerate(walk.bouts, start=1):
        if bout.reason:
            reasons.setdefault(translated(bout.reason, words.language), []).append(str(at))
    return [words.bouts_unknown.format(", ".join(at), reason) for reason, at in reasons.items()]
