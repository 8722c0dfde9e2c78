"""The 3-metre backward walk test (3MBWT): the one test here that has numbers of its own."""

from __future__ import annotations

from retrowalk.coach.assessments.base import Assessment, Better, NoiseBand, Reference
from retrowalk.language import Phrase

BACKWARD_WALK = Assessment(
    id="3mbwt",
    name=Phrase("3-metre backward walk", "3-Meter-Rückwärtsgehtest"),
    purpose=Phrase(
        "How long it takes to walk three metres backward.",
        "Wie lange drei Meter rückwärts dauern.",
    ),
    equipment=Phrase(
        "Two strips of tape three metres apart on a flat, free floor; a stopwatch or a sensor on"
        " the leg; a second person.",
        "Zwei Klebestreifen im Abstand von drei Metern auf ebenem, freiem Boden; eine Stoppuhr"
        " oder ein Sensor am Bein; eine zweite Person.",
    ),
    steps=(
        Phrase(
            "Stand with both heels on the first line, your back to the way.",
            "Stellen Sie sich mit beiden Fersen an die erste Linie, den Rücken zum Weg.",
        ),
        Phrase(
            "Look over your shoulder once: is the way free?",
            "Schauen Sie einmal über die Schulter: Ist der Weg frei?",
        ),
        Phrase(
            "With a sensor: stand still for two seconds.",
            "Mit Sensor: Stehen Sie zwei Sekunden still.",
        ),
        Phrase(
            "At “go”, walk backward as fast as feels safe. Looking back is allowed.",
            "Gehen Sie bei „Los“ so schnell rückwärts, wie es sich sicher anfühlt. Umschauen ist"
            " erlaubt.",
        ),
        Phrase(
            "Stop at the second line, feet side by side, and stand still for two seconds.",
            "Halten Sie an der zweiten Linie an, Füße nebeneinander, und stehen Sie zwei Sekunden"
            " still.",
        ),
        Phrase(
            "Do it once for practice and then twice. Write down the faster one.",
            "Machen Sie es einmal zur Probe und dann zweimal. Notieren Sie die kürzere Zeit.",
        ),
    ),
    safety=(
        Phrase(
            "The second person walks behind you at arm's length and does not touch you.",
            "Die zweite Person geht eine Armlänge hinter Ihnen und berührt Sie nicht.",
        ),
        Phrase(
            "Do not take the test if you need a rail to walk backward, or feel dizzy or in pain.",
            "Machen Sie den Test nicht, wenn Sie zum Rückwärtsgehen ein Geländer brauchen oder"
            " Ihnen schwindlig ist oder etwas schmerzt.",
        ),
        Phrase("Wear shoes with a firm heel.", "Tragen Sie Schuhe mit fester Ferse."),
    ),
    measured_by=Phrase(
        "The second person with a stopwatch, from the first foot's lift to the last foot's"
        " landing; or a phone at the ankle.",
        "Die zweite Person mit der Stoppuhr, vom Abheben des ersten Fußes bis zum Aufsetzen des"
        " letzten; oder ein Telefon am Knöchel.",
    ),
    unit="s",
    unit_name=Phrase("seconds", "Sekunden"),
    better=Better.LOWER,
    most=120.0,
    by_hand=0.3,
    sides=False,
    references=(
        Reference(
            Phrase(
                "older people who live at home, about 76 years",
                "ältere Menschen zu Hause, etwa 76 Jahre",
            ),
            Phrase(
                "On average {B-04} s without and {B-03} s with a fall in the last year; the two"
                " groups overlap widely.",
                "Im Mittel {B-04} s ohne und {B-03} s mit einem Sturz im letzten Jahr; die beiden"
                " Gruppen überlappen sich weit.",
            ),
            Phrase(
                "Best dividing line {B-06} s, AUC {B-05} (half would be a coin, one would be"
                " certain): of ten people who fell it finds six, and three of ten who did not"
                " fall are also above it. So it is no verdict on you.",
                "Beste Trennlinie {B-06} s, AUC {B-05} (ein halb wäre Münzwurf, eins wäre sicher):"
                " Von zehn Gestürzten findet sie sechs, und drei von zehn nicht Gestürzten liegen"
                " auch darüber. Sie ist also kein Urteil über Sie.",
            ),
            ("B-03", "B-04", "B-05", "B-06"),
        ),
        Reference(
            Phrase("older people who live at home", "ältere Menschen zu Hause"),
            Phrase("Faster than {B-07} s.", "Schneller als {B-07} s."),
            Phrase(
                "Hardly anybody who had fallen was that fast, but many who had not fallen were"
                " slower too. Being fast speaks against a high risk; being slower says little.",
                "Kaum jemand mit Sturz war so schnell, aber viele ohne Sturz waren auch"
                " langsamer. Schnell zu sein spricht gegen ein hohes Risiko; langsamer zu sein"
                " sagt wenig.",
            ),
            ("B-07",),
        ),
        Reference(
            Phrase(
                "people in nursing homes, about 80 years", "Menschen im Pflegeheim, etwa 80 Jahre"
            ),
            Phrase(
                "AUC {B-08} for falls in the next four months.",
                "AUC {B-08} für Stürze in den nächsten vier Monaten.",
            ),
            Phrase(
                "Better than a coin, far from certain; not a number for people at home.",
                "Besser als ein Münzwurf, weit von sicher; keine Zahl für Menschen zu Hause.",
            ),
            ("B-08",),
        ),
        Reference(
            Phrase("people with Parkinson's disease", "Menschen mit Parkinson"),
            Phrase(
                "Dividing lines of two studies: {B-17} s and {B-16} s.",
                "Trennlinien zweier Studien: {B-17} s und {B-16} s.",
            ),
            Phrase(
                "The two contradict each other; neither is used here.",
                "Die beiden widersprechen einander; keine wird hier verwendet.",
            ),
            ("B-16", "B-17"),
        ),
        Reference(
            Phrase("people with multiple sclerosis", "Menschen mit Multipler Sklerose"),
            Phrase("Dividing line {B-19} s.", "Trennlinie {B-19} s."),
            Phrase(
                "One study of 49 people; its accuracy could not be read.",
                "Eine Studie mit 49 Menschen; ihre Treffsicherheit konnten wir nicht nachlesen.",
            ),
            ("B-19",),
        ),
    ),
    no_reference=None,
    bands=(
        NoiseBand(
            "knee-replaced", Phrase("with a knee replacement", "mit Kniegelenkersatz"), "B-12"
        ),
        NoiseBand("hip-replaced", Phrase("with a hip replacement", "mit Hüftgelenkersatz"), "B-13"),
        NoiseBand("stroke", Phrase("after a stroke", "nach einem Schlaganfall"), "D-14"),
        NoiseBand("parkinson", Phrase("with Parkinson's disease", "mit Parkinson"), "B-15"),
        NoiseBand("ms", Phrase("with multiple sclerosis", "mit Multipler Sklerose"), "B-18"),
    ),
    no_band=Phrase(
        "For older people without these illnesses the test repeats well (ICC {B-11}), but the"
        " smallest detectable change could not be read.",
        "Bei älteren Menschen ohne diese Krankheiten wiederholt sich der Test gut (ICC {B-11}),"
        " aber die kleinste erkennbare Änderung konnten wir nicht nachlesen.",
    ),
    sensor=Phrase(
        "Yes, on a leg: best at the ankle or on the foot; in a trouser pocket some walks are not"
        " answered; at waist, wrist and hand none.",
        "Ja, am Bein: am besten am Knöchel oder auf dem Fuß; in der Hosentasche bleiben manche"
        " Gänge ohne Antwort; an Taille, Handgelenk und Hand alle.",
    ),
    sources=("B-03", "B-04", "B-05", "B-06", "B-11", "B-20"),
)
