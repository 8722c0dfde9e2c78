"""The questions before the first step backward, as data, and the check of their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrowalk.coach.screening.base import Answers, Kind, Option, Question, Value, When
from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase

P = Phrase


def _options(*options: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(name, Phrase(en, de)) for name, en, de in options)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "age",
        P("How old are you?", "Wie alt sind Sie?"),
        P(
            "Balance and reaction change with age; the plan begins more carefully.",
            "Gleichgewicht und Reaktion ändern sich mit dem Alter; der Plan beginnt vorsichtiger.",
        ),
        Kind.NUMBER,
        low=0,
        high=110,
    ),
    Question(
        "knee",
        P("What is true of your knees?", "Was trifft auf Ihre Knie zu?"),
        P(
            "Sore knees may train. A hot or swollen knee needs a doctor first.",
            "Schmerzende Knie dürfen üben. Ein heißes oder geschwollenes Knie gehört zuerst"
            " zum Arzt.",
        ),
        Kind.SEVERAL,
        _options(
            (
                "hard-to-kneel",
                "Kneeling or getting up from the floor is hard for me",
                "Knien oder vom Boden aufstehen fällt mir schwer",
            ),
            ("sore", "A knee is sore", "Ein Knie schmerzt"),
            ("replaced", "I have an artificial knee joint", "Ich habe ein künstliches Kniegelenk"),
            ("locks", "A knee locks or gives way", "Ein Knie blockiert oder knickt weg"),
            (
                "swollen",
                "A knee is hot, swollen, or cannot be straightened now",
                "Ein Knie ist jetzt heiß, geschwollen oder lässt sich nicht strecken",
            ),
        ),
    ),
    Question(
        "hip-back",
        P("What is true of your hips and back?", "Was trifft auf Hüften und Rücken zu?"),
        P(
            "Some exercises are left out with a sore back or an artificial hip.",
            "Bei Rückenschmerzen oder künstlicher Hüfte lassen wir manche Übungen weg.",
        ),
        Kind.SEVERAL,
        _options(
            ("back-sore", "My back is sore", "Mein Rücken schmerzt"),
            ("hip-sore", "A hip is sore", "Eine Hüfte schmerzt"),
            (
                "hip-replaced",
                "I have an artificial hip joint",
                "Ich habe ein künstliches Hüftgelenk",
            ),
            (
                "back-numb",
                "Back pain with a numb or weak leg, or new trouble holding water or stool",
                "Rückenschmerz mit taubem oder schwachem Bein, oder neue Probleme, Wasser oder"
                " Stuhl zu halten",
            ),
        ),
    ),
    Question(
        "pain",
        P(
            "How strong is the pain in knee, hip or back when you walk? 0 is none, 10 the worst.",
            "Wie stark schmerzen Knie, Hüfte oder Rücken beim Gehen? 0 ist kein Schmerz, 10 der"
            " stärkste.",
        ),
        P(
            "It sets how gently you begin, and later weeks are compared with it.",
            "Danach richtet sich, wie sanft Sie beginnen; spätere Wochen werden damit verglichen.",
        ),
        Kind.SCALE,
    ),
    Question(
        "recent",
        P(
            "In the last six months, did you have …?",
            "Hatten Sie in den letzten sechs Monaten …?",
        ),
        P(
            "Bone and tissue need time; whoever treated you knows how much they bear.",
            "Knochen und Gewebe brauchen Zeit; wer Sie behandelt hat, weiß, was sie tragen.",
        ),
        Kind.SEVERAL,
        _options(
            ("surgery", "an operation", "eine Operation"),
            ("fracture", "a broken bone", "einen Knochenbruch"),
        ),
    ),
    Question(
        "heart",
        P("What is true of heart and blood pressure?", "Was trifft auf Herz und Blutdruck zu?"),
        P(
            "At the same speed the heart beats faster backward than forward.",
            "Bei gleichem Tempo schlägt das Herz rückwärts schneller als vorwärts.",
        ),
        Kind.SEVERAL,
        _options(
            (
                "pressure-treated",
                "High blood pressure, well set by treatment",
                "Bluthochdruck, gut eingestellt",
            ),
            (
                "pressure-high",
                "High blood pressure, not well set or not checked for long",
                "Bluthochdruck, nicht gut eingestellt oder lange nicht gemessen",
            ),
            ("heart-disease", "A heart disease", "Eine Herzkrankheit"),
            (
                "chest-pain",
                "Pain or pressure in the chest, or breathless at small efforts",
                "Schmerz oder Druck in der Brust, oder Atemnot bei kleiner Anstrengung",
            ),
        ),
    ),
    Question(
        "falls",
        P(
            "Did you fall in the last twelve months?",
            "Sind Sie in den letzten zwölf Monaten gestürzt?",
        ),
        P(
            "After a fall, a rail comes first.",
            "Nach einem Sturz kommt zuerst das Geländer.",
        ),
        Kind.CHOICE,
        _options(
            ("none", "No", "Nein"),
            ("one", "Once", "Einmal"),
            ("several", "Twice or more", "Zweimal oder öfter"),
        ),
    ),
    Question(
        "dizziness",
        P("Do you get dizzy?", "Ist Ihnen manchmal schwindlig?"),
        P(
            "Backward there is less to see that keeps you steady.",
            "Rückwärts hilft das Sehen weniger, sicher zu stehen.",
        ),
        Kind.CHOICE,
        _options(
            ("no", "No", "Nein"),
            ("sometimes", "Now and then", "Ab und zu"),
            ("often", "Often, or I have fainted", "Oft, oder ich war ohnmächtig"),
        ),
    ),
    Question(
        "senses",
        P(
            "What is true of eyes, nerves and balance?",
            "Was trifft auf Augen, Nerven und Gleichgewicht zu?",
        ),
        P(
            "Trials of walking backward left out people with illnesses of nerves or inner ear.",
            "Studien zum Rückwärtsgehen nahmen Menschen mit Nerven- oder Innenohrleiden nicht auf.",
        ),
        Kind.SEVERAL,
        _options(
            (
                "poor-vision",
                "Even with glasses I see kerbs and steps badly",
                "Auch mit Brille sehe ich Bordsteine und Stufen schlecht",
            ),
            (
                "nerves",
                "An illness of nerves or of the inner ear, such as stroke, Parkinson's or numb"
                " feet",
                "Ein Leiden der Nerven oder des Innenohrs, etwa Schlaganfall, Parkinson oder taube"
                " Füße",
            ),
        ),
    ),
    Question(
        "medication",
        P("Do you take …?", "Nehmen Sie …?"),
        P(
            "Some medicines make sleepy or unsteady; with blood thinners a fall does more harm.",
            "Manche Mittel machen müde oder unsicher; mit Blutverdünnern schadet ein Sturz mehr.",
        ),
        Kind.SEVERAL,
        _options(
            ("blood-thinner", "a blood thinner", "einen Blutverdünner"),
            (
                "balance",
                "something to sleep or calm down, a strong pain killer, or anything that makes you"
                " sleepy or unsteady",
                "etwas zum Schlafen oder zur Beruhigung, ein starkes Schmerzmittel oder sonst"
                " etwas, das müde oder unsicher macht",
            ),
        ),
    ),
    Question(
        "pregnancy",
        P("Are you pregnant?", "Sind Sie schwanger?"),
        P(
            "Joints grow looser and the balance shifts.",
            "Gelenke werden lockerer, und der Schwerpunkt verlagert sich.",
        ),
        Kind.CHOICE,
        _options(
            ("no", "No, or it does not apply", "Nein, oder trifft nicht zu"),
            ("early", "Yes, up to the 27th week", "Ja, bis zur 27. Woche"),
            ("late", "Yes, from the 28th week on", "Ja, ab der 28. Woche"),
        ),
        asked_when=(When("age", at_least=12, at_most=55),),
        unasked="no",
    ),
    Question(
        "home",
        P("What do you have for practising?", "Was haben Sie zum Üben?"),
        P(
            "The first steps backward need something firm to hold.",
            "Die ersten Schritte rückwärts brauchen etwas Festes zum Halten.",
        ),
        Kind.SEVERAL,
        _options(
            (
                "rail",
                "A rail, banister or long worktop to hold on to",
                "Ein Geländer, einen Handlauf oder eine lange Arbeitsplatte zum Festhalten",
            ),
            ("person", "Someone who can be with me", "Jemanden, der dabei sein kann"),
            (
                "treadmill",
                "A treadmill with a handrail",
                "Ein Laufband mit Handlauf",
            ),
        ),
    ),
    Question(
        "activity",
        P(
            "How much do you move in an ordinary week?",
            "Wie viel bewegen Sie sich in einer gewöhnlichen Woche?",
        ),
        P(
            "Whoever moves little begins with fewer minutes.",
            "Wer sich wenig bewegt, beginnt mit weniger Minuten.",
        ),
        Kind.CHOICE,
        _options(
            (
                "regular",
                "Two and a half hours or more of brisk movement",
                "Zweieinhalb Stunden zügige Bewegung oder mehr",
            ),
            ("some", "Less than that", "Weniger"),
            ("hardly", "I hardly leave the chair", "Ich sitze fast nur"),
        ),
    ),
    Question(
        "cleared",
        P(
            "Has a doctor or physiotherapist, who knows all of this, said that you may train?",
            "Hat jemand in Arztpraxis oder Physiotherapie, der all das weiß, dem Üben zugestimmt?",
        ),
        P(
            "With that yes you can begin at a rail.",
            "Mit diesem Ja können Sie am Geländer beginnen.",
        ),
        Kind.YES_NO,
        _options(("yes", "Yes", "Ja"), ("no", "No, not yet", "Nein, noch nicht")),
        unasked="no",
    ),
)

BY_ID = {question.id: question for question in QUESTIONS}


def answers_from(given: Mapping[str, Any]) -> Answers:
    """Check answers and return them.

    Args:
        given: question id to answer: a number, an option's id, or a list of them. Questions
            that are not asked in this case may be left out.

    Raises:
        RetrowalkError: an answer that is missing, unknown or out of range; the sentence names
            the question and what may be said.
    """
    if not isinstance(given, Mapping):
        raise RetrowalkError(
            "answers are one object with a key for each question", where="screening"
        )
    for name in given:
        if name not in BY_ID:
            raise RetrowalkError(
                f"there is no question '{name}'",
                where="screening",
                remedy="questions: " + ", ".join(BY_ID),
            )
    values: dict[str, Value] = {}
    for question in QUESTIONS:
        if question.id in given:
            values[question.id] = check_answer(question, given[question.id])
        elif question.unasked is not None and not is_asked(question, values):
            values[question.id] = question.unasked
        elif question.id == "cleared":
            values[question.id] = "no"
        else:
            raise RetrowalkError(
                f"question '{question.id}' has no answer",
                where="screening",
                remedy=_remedy(question),
            )
    return Answers(values)


def is_asked(question: Question, values: Mapping[str, Value]) -> bool:
    """Say whether a question is asked after these answers."""
    return not question.asked_when or any(when.holds(values) for when in question.asked_when)


def check_answer(question: Question, value: Any) -> Value:
    """Return one checked answer.

    Raises:
        RetrowalkError: it is unknown or out of range.
    """
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and question.low <= value <= question.high:
            return int(value)
        raise RetrowalkError(
            f"the answer to '{question.id}' is {value!r}",
            where="screening",
            remedy=_remedy(question),
        )
    known = tuple(option.id for option in question.options)
    if question.kind is Kind.SEVERAL:
        picked = _picked(value)
        for option in picked:
            if option not in known:
                raise _unknown(question, option)
        return tuple(option for option in known if option in picked)
    if isinstance(value, bool) and question.kind is Kind.YES_NO:
        return "yes" if value else "no"
    if value not in known:
        raise _unknown(question, value)
    return str(value)


def _picked(value: Any) -> tuple[Any, ...]:
    if value is None or value in ("none", ""):
        return ()
    return (value,) if not isinstance(value, (list, tuple)) else tuple(value)


def _unknown(question: Question, option: Any) -> RetrowalkError:
    return RetrowalkError(
        f"'{option}' is no answer to '{question.id}'", where="screening", remedy=_remedy(question)
    )


def _remedy(question: Question) -> str:
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return f"say a whole number from {question.low} to {question.high}"
    names = ", ".join(option.id for option in question.options)
    if question.kind is Kind.SEVERAL:
        return f"give a list of any of: {names}; an empty list for none"
    return f"say one of: {names}"
