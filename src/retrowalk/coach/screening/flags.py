"""What a screening can notice: ids that exercises, plan and tests take care of, and their words."""

from __future__ import annotations

from types import MappingProxyType

from retrowalk.language import Phrase

P = Phrase

FLAGS: MappingProxyType[str, Phrase] = MappingProxyType(
    {
        "knee-pain": P("sore knee", "Knieschmerz"),
        "knee-swollen": P("hot or swollen knee", "heißes oder geschwollenes Knie"),
        "knee-replaced": P("artificial knee", "künstliches Knie"),
        "hip-replaced": P("artificial hip", "künstliche Hüfte"),
        "hip-pain": P("sore hip", "Hüftschmerz"),
        "back-pain": P("sore back", "Rückenschmerz"),
        "recent-surgery": P("recent operation", "Operation vor Kurzem"),
        "recent-fracture": P("recent broken bone", "Knochenbruch vor Kurzem"),
        "falls": P("a fall in the last year", "Sturz im letzten Jahr"),
        "dizziness": P("dizziness", "Schwindel"),
        "poor-vision": P("poor vision", "schlechtes Sehen"),
        "high-blood-pressure": P("high blood pressure", "Bluthochdruck"),
        "balance-medication": P(
            "medicine that affects balance", "Mittel, die das Gleichgewicht beeinflussen"
        ),
        "pregnant": P("pregnancy", "Schwangerschaft"),
        "alone": P("practising alone", "übt allein"),
        "inactive": P("little movement so far", "bisher wenig Bewegung"),
        "severe-pain": P("severe pain", "starker Schmerz"),
        "cannot-kneel": P("kneeling is hard", "Knien fällt schwer"),
    }
)
