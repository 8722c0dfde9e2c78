"""Why a sensor gives no result, in both languages.

An `Estimate` carries the English sentence, because programs read it too; `said` finds its twin.
"""

from __future__ import annotations

from retrowalk.language import Language, Phrase
from retrowalk.tracker.base import Direction

NOT_ON_LEG = Phrase(
    "only a sensor on a leg shows the first and the last step",
    "nur ein Sensor am Bein zeigt den ersten und den letzten Schritt",
)
NO_GYROSCOPE = Phrase("the recording has no gyroscope", "die Aufzeichnung hat kein Gyroskop")
GAP = Phrase("samples are missing during the walk", "während des Gehens fehlen Messwerte")
FEW_SWINGS = Phrase("too few swings of the leg show", "zu wenige Schwünge des Beins sind zu sehen")
UNEVEN = Phrase("the leg swings too unevenly", "das Bein schwingt zu ungleichmäßig")
BEGINS = Phrase(
    "the recording begins while walking; stand still for two seconds first",
    "die Aufzeichnung beginnt im Gehen; stehen Sie davor zwei Sekunden still",
)
ENDS = Phrase(
    "the recording ends while walking; stand still for two seconds after it, or say with"
    " --between when the line was crossed",
    "die Aufzeichnung endet im Gehen; stehen Sie danach zwei Sekunden still oder sagen Sie mit"
    " --between, wann die Linie erreicht war",
)
AT_LINE = Phrase(
    "a foot comes down just as the line is crossed, it may count or not",
    "ein Fuß setzt gerade an der Linie auf, er kann zählen oder nicht",
)
FIRST_LEG = Phrase(
    "it does not show which leg made the first step; wear it at the ankle",
    "es zeigt sich nicht, welches Bein den ersten Schritt machte; tragen Sie ihn am Knöchel",
)
LAST_LEG = Phrase(
    "it does not show which leg made the last step; wear it at the ankle",
    "es zeigt sich nicht, welches Bein den letzten Schritt machte; tragen Sie ihn am Knöchel",
)
NO_WALK = Phrase(
    "no walk of four steps or more shows", "kein Gehen von vier Schritten oder mehr ist zu sehen"
)
NO_PAUSE = Phrase(
    "the backward walk begins or ends without a pause of two seconds",
    "das Rückwärtsgehen beginnt oder endet ohne eine Pause von zwei Sekunden",
)
NONE_GOES = {
    Direction.BACKWARD: Phrase("no walk backward shows", "kein Rückwärtsgehen ist zu sehen"),
    Direction.FORWARD: Phrase("no walk forward shows", "kein Vorwärtsgehen ist zu sehen"),
}
DIRECTION_UNKNOWN = Phrase("the direction is unknown", "die Richtung ist unbekannt")
STOPWATCH = Phrase("unknown: by stopwatch", "unbekannt: mit der Stoppuhr")

REASONS = (
    NOT_ON_LEG,
    NO_GYROSCOPE,
    GAP,
    FEW_SWINGS,
    UNEVEN,
    BEGINS,
    ENDS,
    AT_LINE,
    FIRST_LEG,
    LAST_LEG,
    NO_WALK,
    NO_PAUSE,
    *NONE_GOES.values(),
    DIRECTION_UNKNOWN,
    STOPWATCH,
)
_GERMAN = {phrase.en: phrase.de for phrase in REASONS}


def said(reason: str, language: Language) -> str:
    """Return a reason in this language; what is not one of ours stays as it is."""
    if language is Language.EN:
        return reason
    own, colon, more = reason.partition(": ")
    if colon and own == DIRECTION_UNKNOWN.en:
        return f"{DIRECTION_UNKNOWN.de}: {more}"
    return _GERMAN.get(reason, reason)
