"""The tests without numbers of their own: strength, balance, walking forward and back, rising."""

from __future__ import annotations

from dataclasses import replace

from retrowalk.coach.assessments.base import Assessment, Better, Reference
from retrowalk.language import Phrase

_NO_NORM = Phrase(
    "No norm and no cut-off could be read. Compare yourself with your own earlier results only.",
    "Wir konnten keinen Normwert und keinen Grenzwert nachlesen. Vergleichen Sie sich nur"
    " mit Ihren eigenen früheren Ergebnissen.",
)
_NO_BAND = Phrase(
    "The smallest detectable change could not be read. Trust a change only when it lasts over"
    " several tests.",
    "Die kleinste erkennbare Änderung konnten wir nicht nachlesen. Trauen Sie einer Änderung"
    " erst, wenn sie über mehrere Tests anhält.",
)
_STOPWATCH = Phrase("Unknown: by stopwatch.", "Unbekannt: mit der Stoppuhr.")
_COMPANION = Phrase(
    "A second person stands within reach.", "Eine zweite Person steht in Reichweite."
)
_STOP = Phrase(
    "Stop at once with dizziness, chest pain or sharp pain.",
    "Hören Sie sofort auf bei Schwindel, Brustschmerz oder stechendem Schmerz.",
)
_SECONDS = Phrase("seconds", "Sekunden")

CHAIR_STAND = Assessment(
    id="chair-stand",
    name=Phrase("30-second chair stand", "Aufstehtest, 30 Sekunden"),
    purpose=Phrase(
        "How often you can rise from a chair in half a minute: strength of the legs.",
        "Wie oft Sie in einer halben Minute vom Stuhl aufstehen können: Kraft der Beine.",
    ),
    equipment=Phrase(
        "A firm chair of about 43 cm without wheels, its back against a wall; a stopwatch."
        " Height: design choice.",
        "Ein fester Stuhl von etwa 43 cm ohne Rollen, mit der Lehne an der Wand; eine Stoppuhr."
        " Höhe: Festlegung.",
    ),
    steps=(
        Phrase(
            "Sit in the middle of the seat, feet flat, arms crossed over the chest.",
            "Setzen Sie sich in die Mitte der Sitzfläche, Füße flach, Arme vor der Brust gekreuzt.",
        ),
        Phrase("Rise once for practice.", "Stehen Sie einmal zur Probe auf."),
        Phrase(
            "At “go”, stand up fully and sit down fully, as often as you can until the time is"
            " over.",
            "Stehen Sie bei „Los“ ganz auf und setzen Sie sich ganz hin, so oft Sie können, bis"
            " die Zeit um ist.",
        ),
        Phrase(
            "Count each full stand. More than halfway up at the end counts.",
            "Zählen Sie jedes volle Stehen. Mehr als halb oben am Ende zählt.",
        ),
    ),
    safety=(
        Phrase("The chair cannot slip.", "Der Stuhl kann nicht rutschen."),
        _COMPANION,
        _STOP,
        Phrase(
            "If you need your hands, write that down and count nothing.",
            "Wenn Sie die Hände brauchen, notieren Sie das und zählen nichts.",
        ),
    ),
    measured_by=Phrase(
        "A second person counts and keeps the time.",
        "Eine zweite Person zählt und stoppt die Zeit.",
    ),
    unit="stands",
    unit_name=Phrase("times", "Mal"),
    better=Better.HIGHER,
    most=60.0,
    by_hand=1.0,
    sides=False,
    references=(),
    no_reference=_NO_NORM,
    bands=(),
    no_band=_NO_BAND,
    sensor=_STOPWATCH,
    sources=(),
)

_BALANCE_SAFETY = (
    Phrase(
        "Stand in a corner or beside a kitchen top; hands ready to hold on.",
        "Stellen Sie sich in eine Ecke oder neben die Küchenplatte; Hände griffbereit.",
    ),
    _COMPANION,
    _STOP,
)

FOUR_STAGE = Assessment(
    id="four-stage",
    name=Phrase("Four-stage balance", "Gleichgewicht in vier Stufen"),
    purpose=Phrase(
        "Which of four ways of standing you can hold for ten seconds.",
        "Welche von vier Arten zu stehen Sie zehn Sekunden halten können.",
    ),
    equipment=Phrase(
        "A firm support beside you and a stopwatch.",
        "Ein fester Halt neben Ihnen und eine Stoppuhr.",
    ),
    steps=(
        Phrase("One: feet side by side, touching.", "Eins: Füße nebeneinander, sie berühren sich."),
        Phrase(
            "Two: half a foot ahead; the inside of one heel touches the other big toe.",
            "Zwei: ein Fuß halb davor; die Ferse innen berührt die große Zehe des anderen.",
        ),
        Phrase(
            "Three: one foot straight before the other, heel to toe.",
            "Drei: ein Fuß gerade vor dem anderen, Ferse an Zehe.",
        ),
        Phrase("Four: on one leg.", "Vier: auf einem Bein."),
        Phrase(
            "Each for ten seconds with open eyes, without holding on and without moving the feet."
            " Go on only if you held it.",
            "Jede zehn Sekunden mit offenen Augen, ohne Festhalten und ohne die Füße zu bewegen."
            " Nur weiter, wenn Sie es gehalten haben.",
        ),
        Phrase(
            "The result is the number of stages you held, from none to four.",
            "Das Ergebnis ist die Zahl der gehaltenen Stufen, von null bis vier.",
        ),
    ),
    safety=_BALANCE_SAFETY,
    measured_by=Phrase("A second person with a stopwatch.", "Eine zweite Person mit der Stoppuhr."),
    unit="stages",
    unit_name=Phrase("stages", "Stufen"),
    better=Better.HIGHER,
    most=4.0,
    by_hand=0.0,
    sides=False,
    references=(),
    no_reference=_NO_NORM,
    bands=(),
    no_band=_NO_BAND,
    sensor=_STOPWATCH,
    sources=(),
)

SINGLE_LEG = Assessment(
    id="single-leg",
    name=Phrase("Standing on one leg", "Einbeinstand"),
    purpose=Phrase(
        "How long you can stand on one leg: the fourth stage, timed for each side.",
        "Wie lange Sie auf einem Bein stehen können: die vierte Stufe, mit Zeit für jede Seite.",
    ),
    equipment=FOUR_STAGE.equipment,
    steps=(
        Phrase(
            "Stand beside your support and lift one foot to the height of the other ankle,"
            " without touching it.",
            "Stellen Sie sich neben den Halt und heben Sie einen Fuß auf die Höhe des anderen"
            " Knöchels, ohne ihn zu berühren.",
        ),
        Phrase(
            "The time runs until the foot comes down, the standing foot moves or a hand holds on;"
            " at most one minute.",
            "Die Zeit läuft, bis der Fuß aufsetzt, der Standfuß sich bewegt oder eine Hand"
            " zufasst; höchstens eine Minute.",
        ),
        Phrase("Then the other leg.", "Dann das andere Bein."),
    ),
    safety=_BALANCE_SAFETY,
    measured_by=FOUR_STAGE.measured_by,
    unit="s",
    unit_name=_SECONDS,
    better=Better.HIGHER,
    most=60.0,
    by_hand=0.3,
    sides=True,
    references=tuple(
        Reference(
            people,
            Phrase(f"On average {{{row}}} s.", f"Im Mittel {{{row}}} s."),
            Phrase(
                "An average of many studies. How widely people differ could not be read, so it"
                " does not say whether your time is usual.",
                "Ein Mittel vieler Studien. Wie weit Menschen auseinanderliegen, konnten wir nicht"
                " nachlesen; es sagt also nicht, ob Ihre Zeit üblich ist.",
            ),
            (row,),
        )
        for row, people in (
            ("X-14", Phrase("60 to 69 years", "60 bis 69 Jahre")),
            ("X-15", Phrase("70 to 79 years", "70 bis 79 Jahre")),
            ("X-16", Phrase("80 to 99 years", "80 bis 99 Jahre")),
        )
    ),
    no_reference=None,
    bands=(),
    no_band=_NO_BAND,
    sensor=_STOPWATCH,
    sources=("X-14", "X-15", "X-16"),
)

TEN_METRES_FORWARD = Assessment(
    id="10mw-forward",
    name=Phrase("10-metre walk, forward", "10-Meter-Gehtest, vorwärts"),
    purpose=Phrase(
        "How fast you walk forward over ten metres.",
        "Wie schnell Sie zehn Meter vorwärts gehen.",
    ),
    equipment=Phrase(
        "Ten metres of flat, free way with a line at each end and room to slow down; a stopwatch.",
        "Zehn Meter ebener, freier Weg mit je einer Linie am Anfang und Ende und Platz zum"
        " Auslaufen; eine Stoppuhr.",
    ),
    steps=(
        Phrase("Stand at the first line.", "Stellen Sie sich an die erste Linie."),
        Phrase(
            "At “go”, walk at your usual pace past the second line.",
            "Gehen Sie bei „Los“ in Ihrem üblichen Tempo über die zweite Linie hinaus.",
        ),
        Phrase(
            "The time stops when the first foot crosses the line. Speed is ten metres divided by"
            " the time.",
            "Die Zeit stoppt, wenn der erste Fuß die Linie überquert. Das Tempo ist zehn Meter"
            " geteilt durch die Zeit.",
        ),
    ),
    safety=(
        Phrase("Nothing lies in the way.", "Nichts liegt im Weg."),
        _STOP,
    ),
    measured_by=Phrase(
        "A second person with a stopwatch; or a phone on the leg, whose speed comes from a model.",
        "Eine zweite Person mit der Stoppuhr; oder ein Telefon am Bein, dessen Tempo aus einem"
        " Modell stammt.",
    ),
    unit="m/s",
    unit_name=Phrase("metres per second", "Meter je Sekunde"),
    better=Better.HIGHER,
    most=3.0,
    by_hand=0.3,
    sides=False,
    references=(),
    no_reference=_NO_NORM,
    bands=(),
    no_band=_NO_BAND,
    sensor=Phrase(
        "Speed by the tracker's model, with its interval.",
        "Tempo nach dem Modell des Trackers, mit seinem Intervall.",
    ),
    sources=(),
)

TEN_METRES_BACKWARD = replace(
    TEN_METRES_FORWARD,
    id="10mw-backward",
    name=Phrase("10-metre walk, backward", "10-Meter-Gehtest, rückwärts"),
    purpose=Phrase(
        "How fast you walk backward over ten metres.",
        "Wie schnell Sie zehn Meter rückwärts gehen.",
    ),
    steps=(
        Phrase(
            "Stand with your heels at the first line, your back to the way; look over your"
            " shoulder once.",
            "Stellen Sie sich mit den Fersen an die erste Linie, den Rücken zum Weg; schauen Sie"
            " einmal über die Schulter.",
        ),
        Phrase(
            "At “go”, walk backward at a pace that feels safe, past the second line.",
            "Gehen Sie bei „Los“ in einem Tempo, das sich sicher anfühlt, rückwärts über die"
            " zweite Linie hinaus.",
        ),
        TEN_METRES_FORWARD.steps[2],
    ),
    safety=(
        Phrase(
            "The second person walks behind you at arm's length.",
            "Die zweite Person geht eine Armlänge hinter Ihnen.",
        ),
        *TEN_METRES_FORWARD.safety,
    ),
    references=(
        Reference(
            Phrase(
                "older people who live at home, about 76 years",
                "ältere Menschen zu Hause, etwa 76 Jahre",
            ),
            Phrase(
                "Over three metres from a stand: about {D-10} m/s without and {D-11} m/s with a"
                " fall in the last year (computed from times).",
                "Über drei Meter aus dem Stand: etwa {D-10} m/s ohne und {D-11} m/s mit einem"
                " Sturz im letzten Jahr (aus Zeiten berechnet).",
            ),
            Phrase(
                "Another distance with the start in it, so only a hint of size; not a norm for"
                " ten metres.",
                "Eine andere Strecke mit dem Anlaufen darin, also nur ein Anhalt; kein Normwert"
                " für zehn Meter.",
            ),
            ("D-10", "D-11"),
        ),
    ),
    no_reference=Phrase(
        "No norm for ten metres backward could be read.",
        "Einen Normwert für zehn Meter rückwärts konnten wir nicht nachlesen.",
    ),
    sources=("D-10", "D-11"),
)

TIMED_UP_AND_GO = Assessment(
    id="tug",
    name=Phrase("Timed up and go", "Aufstehen und Gehen auf Zeit (TUG)"),
    purpose=Phrase(
        "How long it takes to rise, walk three metres, turn, walk back and sit down.",
        "Wie lange es dauert, aufzustehen, drei Meter zu gehen, umzukehren, zurückzugehen und"
        " sich zu setzen.",
    ),
    equipment=Phrase(
        "A firm chair with arms, a line three metres before it, a stopwatch.",
        "Ein fester Stuhl mit Armlehnen, eine Linie drei Meter davor, eine Stoppuhr.",
    ),
    steps=(
        Phrase(
            "Sit with your back against the chair, your usual shoes on and your usual aid at hand.",
            "Setzen Sie sich mit dem Rücken an die Lehne, in Ihren üblichen Schuhen und mit Ihrer"
            " üblichen Gehhilfe zur Hand.",
        ),
        Phrase(
            "At “go”, rise, walk to the line at your usual pace, turn, walk back, sit down.",
            "Stehen Sie bei „Los“ auf, gehen Sie im üblichen Tempo zur Linie, drehen Sie um, gehen"
            " Sie zurück und setzen Sie sich.",
        ),
        Phrase(
            "The time runs from “go” until your back touches the chair.",
            "Die Zeit läuft von „Los“, bis Ihr Rücken die Lehne berührt.",
        ),
    ),
    safety=(Phrase("The chair cannot slip.", "Der Stuhl kann nicht rutschen."), _COMPANION, _STOP),
    measured_by=Phrase("A second person with a stopwatch.", "Eine zweite Person mit der Stoppuhr."),
    unit="s",
    unit_name=_SECONDS,
    better=Better.LOWER,
    most=300.0,
    by_hand=0.3,
    sides=False,
    references=(),
    no_reference=_NO_NORM,
    bands=(),
    no_band=_NO_BAND,
    sensor=_STOPWATCH,
    sources=(),
)
