"""The rules of the screening, as data, the most careful first.

Each says the least careful thing that is still safe by its own light; the most careful of all
that fire decides. Where no readable source stands behind a rule it is a design choice, made
the careful way. The trials of walking backward say whom they left out (O-19), which is the
best that could be read on whom it was never tried with.
"""

from __future__ import annotations

from retrowalk.coach.base import Advice, Setting
from retrowalk.coach.screening.base import Rule, When
from retrowalk.language import Phrase

P = Phrase

_ALL = tuple(Setting)
_NO_OPEN = (Setting.RAIL, Setting.HALLWAY, Setting.TREADMILL)
_INDOORS = (Setting.RAIL, Setting.HALLWAY)
_RAIL = (Setting.RAIL,)

OLDER_YEARS = 65
OLD_YEARS = 80
STRONG_PAIN = 7
SOME_PAIN = 5

_ASK_TREATER = P(
    "Ask whoever treated you how much you may load, and from when.",
    "Fragen Sie, wer Sie behandelt hat, wie viel und ab wann Sie belasten dürfen.",
)

RULES: tuple[Rule, ...] = (
    Rule(
        "chest-pain",
        (When("heart", any_of=("chest-pain",)),),
        Advice.NOT_NOW,
        (),
        P(
            "Pain or pressure in the chest, or breathlessness, is looked into before any training.",
            "Schmerz oder Druck in der Brust oder Atemnot wird vor jedem Training abgeklärt.",
        ),
        clear=P(
            "Chest pain or breathlessness: see a doctor soon; if you have it now, call the"
            " emergency number (112).",
            "Brustschmerz oder Atemnot: bald zum Arzt; wenn Sie es jetzt spüren, den Notruf 112.",
        ),
    ),
    Rule(
        "back-numb",
        (When("hip-back", any_of=("back-numb",)),),
        Advice.NOT_NOW,
        (),
        P(
            "A numb or weak leg, or new trouble holding water or stool, needs a doctor now.",
            "Ein taubes oder schwaches Bein oder neue Probleme, Wasser oder Stuhl zu halten,"
            " gehören jetzt zum Arzt.",
        ),
        flags=("back-pain",),
        clear=P(
            "Back pain with numbness or weakness: see a doctor today.",
            "Rückenschmerz mit Taubheit oder Schwäche: heute noch zum Arzt.",
        ),
    ),
    Rule(
        "knee-swollen",
        (When("knee", any_of=("swollen",)),),
        Advice.NOT_NOW,
        (),
        P(
            "A knee that is hot, swollen or stuck rests until a doctor has seen it.",
            "Ein heißes, geschwollenes oder blockiertes Knie ruht, bis ein Arzt es gesehen hat.",
        ),
        flags=("knee-swollen", "knee-pain"),
        clear=P("The hot, swollen or stuck knee.", "Das heiße, geschwollene oder blockierte Knie."),
    ),
    Rule(
        "recent-fracture",
        (When("recent", any_of=("fracture",)),),
        Advice.NOT_NOW,
        _RAIL,
        P(
            "A broken bone of the last six months: wait for the yes of whoever treats you.",
            "Ein Knochenbruch im letzten halben Jahr: Warten Sie auf das Ja Ihrer Praxis.",
        ),
        flags=("recent-fracture",),
        clear=_ASK_TREATER,
        clearable=True,
    ),
    Rule(
        "recent-surgery",
        (When("recent", any_of=("surgery",)),),
        Advice.NOT_NOW,
        _RAIL,
        P(
            "An operation in the last six months: wait for the yes of whoever treats you.",
            "Eine Operation im letzten halben Jahr: Warten Sie auf das Ja Ihrer Praxis.",
        ),
        flags=("recent-surgery",),
        clear=_ASK_TREATER,
        clearable=True,
        sources=("O-19",),
    ),
    Rule(
        "heart-disease",
        (When("heart", any_of=("heart-disease",)),),
        Advice.ASK_DOCTOR,
        _INDOORS,
        P(
            "With a heart disease your doctor says how hard you may train; backward the heart"
            " beats faster than forward at the same speed.",
            "Bei einer Herzkrankheit sagt die Praxis, wie sehr Sie sich anstrengen dürfen;"
            " rückwärts schlägt das Herz bei gleichem Tempo schneller als vorwärts.",
        ),
        clear=P(
            "How hard you may train with your heart.",
            "Wie sehr Sie sich mit Ihrem Herzen anstrengen dürfen.",
        ),
        clearable=True,
        sources=("D-05", "E-20"),
    ),
    Rule(
        "pressure-high",
        (When("heart", any_of=("pressure-high",)),),
        Advice.ASK_DOCTOR,
        _INDOORS,
        P(
            "Blood pressure that is high or not checked is set first.",
            "Ein hoher oder lange nicht gemessener Blutdruck wird zuerst eingestellt.",
        ),
        flags=("high-blood-pressure",),
        clear=P("Your blood pressure.", "Ihren Blutdruck."),
        clearable=True,
    ),
    Rule(
        "nerves",
        (When("senses", any_of=("nerves",)),),
        Advice.ASK_DOCTOR,
        _RAIL,
        P(
            "The trials left out people with an illness of nerves or inner ear; a therapist"
            " should be there at first.",
            "Die Studien nahmen Menschen mit Nerven- oder Innenohrleiden nicht auf; am Anfang"
            " sollte jemand aus der Therapie dabei sein.",
        ),
        clear=P(
            "Whether walking backward suits your illness of nerves or inner ear.",
            "Ob Rückwärtsgehen zu Ihrem Nerven- oder Innenohrleiden passt.",
        ),
        clearable=True,
        sources=("O-19",),
    ),
    Rule(
        "dizzy-often",
        (When("dizziness", any_of=("often",)),),
        Advice.ASK_DOCTOR,
        _RAIL,
        P(
            "Frequent dizziness or fainting: the cause is looked for first.",
            "Häufiger Schwindel oder Ohnmacht: Zuerst wird die Ursache gesucht.",
        ),
        flags=("dizziness",),
        clear=P("Where the dizziness comes from.", "Woher der Schwindel kommt."),
        clearable=True,
        sources=("O-19",),
    ),
    Rule(
        "falls-and-dizziness",
        (
            When("falls", any_of=("several",)),
            When("dizziness", any_of=("sometimes", "often")),
        ),
        Advice.ASK_DOCTOR,
        _RAIL,
        P(
            "Several falls together with dizziness: the cause is looked for first.",
            "Mehrere Stürze und Schwindel: Zuerst wird die Ursache gesucht.",
        ),
        flags=("falls", "dizziness"),
        clear=P("Why you fall and get dizzy.", "Warum Sie stürzen und Ihnen schwindlig wird."),
        clearable=True,
        covers=("falls-several", "dizzy-sometimes"),
    ),
    Rule(
        "knee-locks",
        (When("knee", any_of=("locks",)),),
        Advice.ASK_DOCTOR,
        _RAIL,
        P(
            "A knee that locks or gives way can let you fall; it is looked at first.",
            "Ein Knie, das blockiert oder wegknickt, kann zum Sturz führen; es wird zuerst"
            " untersucht.",
        ),
        flags=("knee-pain",),
        clear=P("Why the knee locks or gives way.", "Warum das Knie blockiert oder wegknickt."),
        clearable=True,
        sources=("O-19",),
    ),
    Rule(
        "severe-pain",
        (When("pain", at_least=STRONG_PAIN),),
        Advice.ASK_DOCTOR,
        _RAIL,
        P(
            f"Pain of {STRONG_PAIN} or more when walking is looked at before you train.",
            f"Schmerz von {STRONG_PAIN} oder mehr beim Gehen wird vor dem Üben abgeklärt.",
        ),
        flags=("severe-pain",),
        clear=P(
            "Where the strong pain comes from and what eases it.",
            "Woher der starke Schmerz kommt und was ihn lindert.",
        ),
        clearable=True,
        covers=("some-pain",),
    ),
    Rule(
        "pregnant-late",
        (When("pregnancy", any_of=("late",)),),
        Advice.ASK_DOCTOR,
        _RAIL,
        P(
            "In the last three months the belly hides the feet and the balance shifts.",
            "In den letzten drei Monaten verdeckt der Bauch die Füße, und der Schwerpunkt"
            " verlagert sich.",
        ),
        flags=("pregnant",),
        clear=P("Training in late pregnancy.", "Das Üben in der späten Schwangerschaft."),
        clearable=True,
    ),
    Rule(
        "minor",
        (When("age", at_most=17),),
        Advice.ASK_DOCTOR,
        _INDOORS,
        P(
            "The plan is made for adults; for younger people a professional decides.",
            "Der Plan ist für Erwachsene gemacht; bei Jüngeren entscheidet eine Fachkraft.",
        ),
        clear=P("Training below the age of 18.", "Das Üben unter 18 Jahren."),
        clearable=True,
    ),
    Rule(
        "falls-several",
        (When("falls", any_of=("several",)),),
        Advice.WITH_SUPPORT,
        _RAIL,
        P(
            "After several falls you walk backward at a rail only; people who fell walk backward"
            " more slowly than others.",
            "Nach mehreren Stürzen gehen Sie nur am Geländer rückwärts; Gestürzte gehen rückwärts"
            " langsamer als andere.",
        ),
        flags=("falls",),
        clear=P("Why you fell.", "Warum Sie gestürzt sind."),
        sources=("B-03", "B-04", "K-22"),
    ),
    Rule(
        "fall",
        (When("falls", any_of=("one",)),),
        Advice.WITH_SUPPORT,
        _INDOORS,
        P(
            "After a fall in the last year you begin at a rail and stay near a wall; people who"
            " fell walk backward more slowly than others.",
            "Nach einem Sturz im letzten Jahr beginnen Sie am Geländer und bleiben an der Wand;"
            " Gestürzte gehen rückwärts langsamer als andere.",
        ),
        flags=("falls",),
        sources=("B-03", "B-04", "K-22"),
    ),
    Rule(
        "dizzy-sometimes",
        (When("dizziness", any_of=("sometimes",)),),
        Advice.WITH_SUPPORT,
        _RAIL,
        P(
            "Who gets dizzy now and then walks backward at a rail only.",
            "Wem ab und zu schwindlig ist, der geht nur am Geländer rückwärts.",
        ),
        flags=("dizziness",),
        clear=P("Where the dizziness comes from.", "Woher der Schwindel kommt."),
        sources=("O-19",),
    ),
    Rule(
        "older-with-balance-medicine",
        (
            When("age", at_least=OLDER_YEARS),
            When("medication", any_of=("balance",)),
        ),
        Advice.WITH_SUPPORT,
        _RAIL,
        P(
            f"From {OLDER_YEARS} on, with medicine that makes sleepy or unsteady: at a rail only.",
            f"Ab {OLDER_YEARS} mit Mitteln, die müde oder unsicher machen: nur am Geländer.",
        ),
        flags=("balance-medication",),
        clear=P(
            "Whether a medicine makes you unsteady, and when to take it.",
            "Ob ein Mittel Sie unsicher macht und wann Sie es nehmen.",
        ),
        covers=("balance-medicine",),
    ),
    Rule(
        "balance-medicine",
        (When("medication", any_of=("balance",)),),
        Advice.WITH_SUPPORT,
        _INDOORS,
        P(
            "With medicine that makes sleepy or unsteady: near a rail or a wall.",
            "Mit Mitteln, die müde oder unsicher machen: am Geländer oder nahe der Wand.",
        ),
        flags=("balance-medication",),
        clear=P(
            "Whether a medicine makes you unsteady, and when to take it.",
            "Ob ein Mittel Sie unsicher macht und wann Sie es nehmen.",
        ),
    ),
    Rule(
        "poor-vision",
        (When("senses", any_of=("poor-vision",)),),
        Advice.WITH_SUPPORT,
        _RAIL,
        P(
            "With poor sight: at a rail only, on a way you know.",
            "Bei schlechtem Sehen: nur am Geländer, auf einem bekannten Weg.",
        ),
        flags=("poor-vision",),
        sources=("K-26",),
    ),
    Rule(
        "very-old",
        (When("age", at_least=OLD_YEARS),),
        Advice.WITH_SUPPORT,
        _INDOORS,
        P(
            f"From {OLD_YEARS} on: at a rail or near a wall, better with company.",
            f"Ab {OLD_YEARS}: am Geländer oder nahe der Wand, besser in Begleitung.",
        ),
    ),
    Rule(
        "older-and-alone",
        (When("age", at_least=OLDER_YEARS), When("home", lacks="person")),
        Advice.WITH_SUPPORT,
        _INDOORS,
        P(
            f"From {OLDER_YEARS} on and alone: at a rail or near a wall, the phone in your pocket.",
            f"Ab {OLDER_YEARS} und allein: am Geländer oder nahe der Wand, das Telefon in der"
            " Tasche.",
        ),
        flags=("alone",),
        covers=("alone",),
    ),
    Rule(
        "joint-replaced-knee",
        (When("knee", any_of=("replaced",)),),
        Advice.WITH_SUPPORT,
        _NO_OPEN,
        P(
            "The trials left out operated knees: begin with support.",
            "Die Studien nahmen operierte Knie nicht auf: Beginnen Sie mit Halt.",
        ),
        flags=("knee-replaced",),
        clear=P(
            "Which movements your artificial knee may do.",
            "Welche Bewegungen Ihr künstliches Knie darf.",
        ),
        sources=("O-19",),
    ),
    Rule(
        "joint-replaced-hip",
        (When("hip-back", any_of=("hip-replaced",)),),
        Advice.WITH_SUPPORT,
        _NO_OPEN,
        P(
            "The trials left out operated hips: begin with support.",
            "Die Studien nahmen operierte Hüften nicht auf: Beginnen Sie mit Halt.",
        ),
        flags=("hip-replaced",),
        clear=P(
            "Which movements your artificial hip may do.",
            "Welche Bewegungen Ihre künstliche Hüfte darf.",
        ),
        sources=("O-19",),
    ),
    Rule(
        "hip-sore",
        (When("hip-back", any_of=("hip-sore",)),),
        Advice.WITH_SUPPORT,
        _NO_OPEN,
        P(
            "The trials left out people with a hip disorder: begin with support.",
            "Die Studien nahmen Menschen mit Hüftleiden nicht auf: Beginnen Sie mit Halt.",
        ),
        flags=("hip-pain",),
        sources=("O-19",),
    ),
    Rule(
        "some-pain",
        (When("pain", at_least=SOME_PAIN),),
        Advice.WITH_SUPPORT,
        _NO_OPEN,
        P(
            f"With pain of {SOME_PAIN} or more when walking, begin with support.",
            f"Mit Schmerz von {SOME_PAIN} oder mehr beim Gehen beginnen Sie mit Halt.",
        ),
        clear=P("What eases the pain besides training.", "Was den Schmerz neben dem Üben lindert."),
    ),
    Rule(
        "blood-thinner",
        (When("medication", any_of=("blood-thinner",)),),
        Advice.WITH_SUPPORT,
        _NO_OPEN,
        P(
            "With a blood thinner a fall does more harm: begin with support.",
            "Mit Blutverdünner schadet ein Sturz mehr: Beginnen Sie mit Halt.",
        ),
    ),
    Rule(
        "pregnant",
        (When("pregnancy", any_of=("early",)),),
        Advice.WITH_SUPPORT,
        _INDOORS,
        P(
            "In pregnancy: with support, indoors, never out of breath.",
            "In der Schwangerschaft: mit Halt, drinnen, nie außer Atem.",
        ),
        flags=("pregnant",),
        clear=P("Training in pregnancy.", "Das Üben in der Schwangerschaft."),
    ),
    Rule(
        "knee-sore",
        (When("knee", any_of=("sore",)),),
        Advice.GO,
        _ALL,
        P(
            "Sore knees may train: exercise is advised to everyone with worn knees, and may hurt"
            " a little more at first.",
            "Schmerzende Knie dürfen üben: Training wird allen mit Kniearthrose geraten und darf"
            " anfangs etwas mehr weh tun.",
        ),
        flags=("knee-pain",),
        sources=("L-05", "O-14"),
    ),
    Rule(
        "back-sore",
        (When("hip-back", any_of=("back-sore",)),),
        Advice.GO,
        _ALL,
        P(
            "With a sore back some exercises are left out.",
            "Bei Rückenschmerz lassen wir manche Übungen weg.",
        ),
        flags=("back-pain",),
    ),
    Rule(
        "pressure-treated",
        (When("heart", any_of=("pressure-treated",)),),
        Advice.GO,
        _ALL,
        P(
            "With high blood pressure: breathe on, never press; long holds are left out.",
            "Bei Bluthochdruck: weiteratmen, nie pressen; langes Halten lassen wir weg.",
        ),
        flags=("high-blood-pressure",),
    ),
    Rule(
        "kneeling",
        (When("knee", any_of=("hard-to-kneel",)),),
        Advice.GO,
        _ALL,
        P(
            "Exercises on your knees are left out; those lying down are done on the bed.",
            "Übungen im Knien lassen wir weg; Übungen im Liegen machen Sie auf dem Bett.",
        ),
        flags=("cannot-kneel",),
    ),
    Rule(
        "alone",
        (When("home", lacks="person"),),
        Advice.GO,
        _ALL,
        P(
            "You practise alone: keep the phone in your pocket.",
            "Sie üben allein: Behalten Sie das Telefon in der Tasche.",
        ),
        flags=("alone",),
    ),
    Rule(
        "nothing-to-hold",
        (When("home", lacks="rail"),),
        Advice.GO,
        _ALL,
        P(
            "First find something firm to hold along three metres: a worktop, a banister, or a"
            " corridor where both hands reach a wall. Without it, do not start.",
            "Suchen Sie zuerst etwas Festes zum Halten auf drei Metern: eine Arbeitsplatte, einen"
            " Handlauf oder einen Flur, in dem beide Hände die Wand erreichen. Ohne Halt nicht"
            " beginnen.",
        ),
    ),
    Rule(
        "no-treadmill",
        (When("home", lacks="treadmill"),),
        Advice.GO,
        (Setting.RAIL, Setting.HALLWAY, Setting.OPEN),
        P("There is no treadmill in the plan.", "Ein Laufband kommt im Plan nicht vor."),
    ),
    Rule(
        "inactive",
        (When("activity", any_of=("hardly",)),),
        Advice.GO,
        _ALL,
        P(
            "You have moved little so far: begin with few minutes and walk forward more, too.",
            "Sie haben sich bisher wenig bewegt: Beginnen Sie mit wenigen Minuten, und gehen Sie"
            " auch vorwärts mehr.",
        ),
        flags=("inactive",),
        sources=("W-01",),
    ),
)

STOP_RULES: tuple[Phrase, ...] = (
    P(
        "Stop at pain or pressure in the chest, or breathlessness that does not settle at once:"
        " emergency number 112.",
        "Aufhören bei Schmerz oder Druck in der Brust oder Atemnot, die nicht gleich nachlässt:"
        " Notruf 112.",
    ),
    P(
        "Stop when you get dizzy, see double, or feel weak or numb on one side.",
        "Aufhören bei Schwindel, Doppelbildern, Schwäche oder Taubheit auf einer Seite.",
    ),
    P(
        "Stop when a knee gives way, locks, gets hot or swells.",
        "Aufhören, wenn ein Knie wegknickt, blockiert, heiß wird oder anschwillt.",
    ),
    P(
        "Stop when pain reaches 6 of 10, or turns sharp.",
        "Aufhören, wenn der Schmerz 6 von 10 erreicht oder stechend wird.",
    ),
    P(
        "Stop after a stumble that frightened you; go on another day.",
        "Aufhören nach einem Stolpern, das Sie erschreckt hat; ein andermal weiter.",
    ),
)
