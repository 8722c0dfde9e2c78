"""Every word that a table, figure or page of Retrowalk shows, in German and English."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.language import Language
from retrowalk.recording import Placement
from retrowalk.tracker.base import Direction, Knowledge


@dataclass(frozen=True, slots=True)
class Words:
    """One language; `{}` marks where a value goes."""

    language: Language
    decimal_mark: str
    directions: dict[Direction, str]
    placements: dict[Placement, str]
    knowledge: dict[Knowledge, str]
    title_backward: str
    title_none: str
    title_unknown: str
    title_no_walk: str
    steps_backward: str
    time_backward: str
    distance_backward: str
    probably: str
    not_known: str
    unknown: str
    steps: str
    cadence: str
    cadence_unit: str
    speed: str
    time: str
    no_samples: str
    band_note: str
    time_note: str
    bout: str
    start: str
    duration: str
    direction: str
    probability: str
    distance: str
    table_of_bouts: str
    warnings: str
    dose: str
    described: str
    described_bout: str
    model_note: str
    probability_short: str
    bouts_unknown: str
    no_bouts: str
    placement_sources: dict[str, str]
    warning: str
    read_as: str
    picture: str
    example: str


WORDS = {
    Language.EN: Words(
        language=Language.EN,
        decimal_mark=".",
        directions={
            Direction.BACKWARD: "backward",
            Direction.FORWARD: "forward",
            Direction.SIDEWAYS: "sideways",
            Direction.UNKNOWN: "unknown",
            Direction.STILL: "not walking",
        },
        placements={
            Placement.POCKET: "trouser pocket",
            Placement.THIGH: "thigh",
            Placement.ANKLE: "ankle",
            Placement.FOOT: "foot",
            Placement.WAIST: "waist",
            Placement.WRIST: "wrist",
            Placement.HAND: "hand",
        },
        knowledge={
            Knowledge.KNOWN: "mounting known",
            Knowledge.CALIBRATED: "calibrated by a forward walk",
            Knowledge.UNKNOWN: "mounting unknown",
        },
        title_backward="When this walk went backward",
        title_none="No walking backward was recognised",
        title_unknown="The direction of this walk is unknown",
        title_no_walk="No walking was recognised",
        steps_backward="steps backward",
        time_backward="minutes backward",
        distance_backward="metres backward",
        probably="probably {} to {}",
        not_known="not known: {}",
        unknown="unknown",
        steps="steps",
        cadence="Cadence",
        cadence_unit="steps per minute",
        speed="Speed",
        time="time from the first sample, minutes:seconds",
        no_samples="no samples",
        band_note="Pale bands: 95 % intervals. Dots: the cadence around each step.",
        time_note="Time runs from the first sample, minutes:seconds.",
        bout="bout",
        start="start",
        duration="duration",
        direction="direction",
        probability="probability",
        distance="distance",
        table_of_bouts="Bouts",
        warnings="What to know",
        dose="What it did",
        described="{} of recording, sensor: {}, {}.",
        described_bout="{} to {}: {}, {} steps.",
        model_note="Speed and distance come from a model; they are estimates, not measurements.",
        probability_short="prob.",
        bouts_unknown="bout {}: direction unknown: {}",
        no_bouts="no walking was recognised",
        placement_sources={
            "given": "as given",
            "file": "from the file",
            "recognised": "recognised from the signal",
            "assumed": "assumed",
        },
        warning="warning: {}",
        read_as="read: {}",
        picture="picture: {}",
        example="A simulated walk ({}), phone in the {}:",
    ),
    Language.DE: Words(
        language=Language.DE,
        decimal_mark=",",
        directions={
            Direction.BACKWARD: "rückwärts",
            Direction.FORWARD: "vorwärts",
            Direction.SIDEWAYS: "seitwärts",
            Direction.UNKNOWN: "unbekannt",
            Direction.STILL: "kein Gehen",
        },
        placements={
            Placement.POCKET: "Hosentasche",
            Placement.THIGH: "Oberschenkel",
            Placement.ANKLE: "Knöchel",
            Placement.FOOT: "Fuß",
            Placement.WAIST: "Taille",
            Placement.WRIST: "Handgelenk",
            Placement.HAND: "Hand",
        },
        knowledge={
            Knowledge.KNOWN: "Lage des Sensors bekannt",
            Knowledge.CALIBRATED: "durch Vorwärtsgehen kalibriert",
            Knowledge.UNKNOWN: "Lage des Sensors unbekannt",
        },
        title_backward="Wann es rückwärts ging",
        title_none="Kein Rückwärtsgehen erkannt",
        title_unknown="Die Richtung dieses Gangs ist unbekannt",
        title_no_walk="Kein Gehen erkannt",
        steps_backward="Schritte rückwärts",
        time_backward="Minuten rückwärts",
        distance_backward="Meter rückwärts",
        probably="wahrscheinlich {} bis {}",
        not_known="nicht bekannt: {}",
        unknown="unbekannt",
        steps="Schritte",
        cadence="Schrittfrequenz",
        cadence_unit="Schritte je Minute",
        speed="Tempo",
        time="Zeit ab dem ersten Messwert, Minuten:Sekunden",
        no_samples="keine Messwerte",
        band_note="Helle Bänder: 95-%-Intervalle. Punkte: Frequenz um jeden Schritt.",
        time_note="Die Zeit zählt ab dem ersten Messwert, Minuten:Sekunden.",
        bout="Abschnitt",
        start="Beginn",
        duration="Dauer",
        direction="Richtung",
        probability="Wahrscheinlichkeit",
        distance="Strecke",
        table_of_bouts="Abschnitte",
        warnings="Gut zu wissen",
        dose="Was es bewirkt hat",
        described="{} aufgezeichnet, Sensor: {}, {}.",
        described_bout="{} bis {}: {}, {} Schritte.",
        model_note="Tempo und Strecke stammen aus einem Modell; sie sind Schätzungen.",
        probability_short="Wahrsch.",
        bouts_unknown="Abschnitt {}: Richtung unbekannt: {}",
        no_bouts="kein Gehen erkannt",
        placement_sources={
            "given": "wie angegeben",
            "file": "aus der Datei",
            "recognised": "am Signal erkannt",
            "assumed": "angenommen",
        },
        warning="Warnung: {}",
        read_as="gelesen: {}",
        picture="Bild: {}",
        example="Ein simulierter Gang ({}), Ort des Telefons: {}.",
    ),
}
