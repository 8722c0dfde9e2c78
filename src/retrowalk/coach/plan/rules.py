"""The rules of the plan, as data: what each looks at, what it does, and its one sentence.

The weekly rules are tried from the top; the first that fits decides. So pain and swelling come
before everything, and something is added only when nothing speaks against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from retrowalk.coach.base import Reason
from retrowalk.language import Phrase


class Does(StrEnum):
    """What a rule does to the load."""

    STARTS = "starts"
    LOWERS = "lowers"
    HOLDS = "holds"
    ADDS = "adds"
    SHAPES = "shapes"


@dataclass(frozen=True, slots=True)
class PlanRule:
    """One rule of the plan.

    Attributes:
        id: its name.
        does: what kind of change it makes.
        when: what it looks at, with its numbers.
        then: what it changes.
        sentence: the reason as the person reads it; may hold ``{numbers}``.
        sources: evidence rows; empty for a design choice.
    """

    id: str
    does: Does
    when: str
    then: str
    sentence: Phrase
    sources: tuple[str, ...] = ()


P = Phrase

RULES: tuple[PlanRule, ...] = (
    # How a plan begins.
    PlanRule(
        "no-plan",
        Does.STARTS,
        "the screening says ask your doctor first, or not now",
        "there are no sessions",
        P(
            "There is no session yet: clear first what the screening names, then answer again.",
            "Noch gibt es keine Einheit: Klären Sie zuerst, was die Fragen ergeben haben, und"
            " antworten Sie dann neu.",
        ),
    ),
    PlanRule(
        "start-knee",
        Does.STARTS,
        "goal knee",
        "three days a week, at most 10 minutes backward a day",
        P(
            "In a trial, people with worn knees walked backward 10 minutes on 3 days a week for 6"
            " weeks, supervised and besides physiotherapy; you begin with less.",
            "In einer Studie gingen Menschen mit Kniearthrose 10 Minuten an 3 Tagen der Woche"
            " rückwärts, 6 Wochen lang, unter Aufsicht und neben Physiotherapie; Sie beginnen mit"
            " weniger.",
        ),
        ("O-01",),
    ),
    PlanRule(
        "start-balance",
        Does.STARTS,
        "goal balance",
        "three days a week, at most 10 minutes backward a day, exercises for balance and strength",
        P(
            "Balance and strength belong on 3 or more days a week; whether walking backward"
            " alone prevents falls is not known.",
            "Gleichgewicht und Kraft gehören auf 3 oder mehr Tage der Woche; ob Rückwärtsgehen"
            " allein Stürze verhütet, weiß man nicht.",
        ),
        ("B-33", "B-31", "B-32"),
    ),
    PlanRule(
        "start-fitness",
        Does.STARTS,
        "goal fitness",
        "three days a week, at most 15 minutes backward a day (10 with support)",
        P(
            "Practice of 15 minutes on 3 days a week made backward walking easier within 4 weeks;"
            " the rest of the week's movement is yours to choose.",
            "15 Minuten an 3 Tagen der Woche machten Rückwärtsgehen in 4 Wochen leichter; die"
            " übrige Bewegung der Woche wählen Sie selbst.",
        ),
        ("E-24", "D-08", "W-01"),
    ),
    PlanRule(
        "start-sport",
        Does.STARTS,
        "goal sport",
        "three days a week, at most 15 minutes backward a day (10 with support)",
        P(
            "Practice of 15 minutes on 3 days a week made backward walking easier within 4 weeks;"
            " that it prevents injuries is not shown.",
            "15 Minuten an 3 Tagen der Woche machten Rückwärtsgehen in 4 Wochen leichter; dass es"
            " Verletzungen verhütet, ist nicht gezeigt.",
        ),
        ("E-24", "D-08"),
    ),
    PlanRule(
        "start-load",
        Does.STARTS,
        "ability at the start, support, little movement so far, pain of 4 or more",
        "the first full day has 3 to 8 minutes backward in bouts of 30 s to 2 min",
        P(
            "You begin with {minutes} minutes backward on a full day, in bouts of {bout} seconds.",
            "Sie beginnen mit {minutes} Minuten rückwärts an einem vollen Tag, in Stücken von"
            " {bout} Sekunden.",
        ),
    ),
    PlanRule(
        "start-rail",
        Does.STARTS,
        "always",
        "week 1 is at a rail",
        P(
            "Everyone begins at a rail. At its end turn slowly, change hands, and go backward"
            " again.",
            "Alle beginnen am Geländer. Am Ende drehen Sie langsam um, wechseln die Hand und gehen"
            " wieder rückwärts.",
        ),
    ),
    PlanRule(
        "supported",
        Does.STARTS,
        "the screening says with a rail or a companion",
        "no open ground, a hand never leaves the rail or the wall",
        P(
            "The screening asks for support: no open ground, and a hand stays at the rail or near"
            " the wall.",
            "Die Fragen ergaben: mit Halt. Kein freies Gelände, und eine Hand bleibt am Geländer"
            " oder nahe der Wand.",
        ),
    ),
    PlanRule(
        "left-out",
        Does.STARTS,
        "a flag of the screening is among the exercise's exceptions",
        "the exercise is left out",
        P(
            "Left out because of your answers: {exercises}.",
            "Wegen Ihrer Antworten weggelassen: {exercises}.",
        ),
    ),
    # What shapes a single day.
    PlanRule(
        "full-day",
        Does.SHAPES,
        "day 1 of the week",
        "all bouts, the longest way",
        P("A full day: all bouts.", "Ein voller Tag: alle Stücke."),
    ),
    PlanRule(
        "easy-day",
        Does.SHAPES,
        "day 3 of the week",
        "0.6 of the bouts, slow, more support, easier exercises",
        P(
            "An easy day between two full ones: fewer bouts, slow, with more support.",
            "Ein leichter Tag zwischen zwei vollen: weniger Stücke, langsam, mit mehr Halt.",
        ),
    ),
    PlanRule(
        "new-day",
        Does.SHAPES,
        "day 5 of the week",
        "all bouts; the task for the mind, where there is one, with more support",
        P(
            "A full day after an easy one.",
            "Ein voller Tag nach einem leichten.",
        ),
    ),
    PlanRule(
        "task-day",
        Does.SHAPES,
        "day 5 of the week, once tasks have begun",
        "a spoken task while walking, one rung nearer to the rail",
        P(
            "Walk and think at once; for that you hold on more. The answers are not judged.",
            "Gehen und denken zugleich; dafür halten Sie sich mehr fest. Die Antworten werden nicht"
            " bewertet.",
        ),
    ),
    PlanRule(
        "test-due",
        Does.SHAPES,
        "day 1 of weeks 1, 3, 5 and so on; not after a flare nor in a pause",
        "a test of the backward walk before the session",
        P(
            "Before you begin: test how long three metres backward take, at the rail.",
            "Bevor Sie beginnen: Testen Sie am Geländer, wie lange drei Meter rückwärts dauern.",
        ),
    ),
    PlanRule(
        "gentle-day",
        Does.SHAPES,
        "the week after a flare",
        "every day counts as an easy one, the exercises in an easier form",
        P(
            "After last week every day is a gentle one.",
            "Nach der letzten Woche ist jeder Tag ein sanfter.",
        ),
    ),
    PlanRule(
        "pause-day",
        Does.SHAPES,
        "a week of pause",
        "no walking backward, gentle exercises only",
        P(
            "No walking backward this week; only gentle exercises, as far as they do not hurt.",
            "Diese Woche nicht rückwärts gehen; nur sanfte Übungen, soweit sie nicht schmerzen.",
        ),
    ),
    PlanRule(
        "eased-day",
        Does.SHAPES,
        "a flare was logged earlier in the same week",
        "half of the bouts, both hands, slow; after swelling no walking backward",
        P(
            "This session is eased because of what you logged this week.",
            "Diese Einheit ist leichter wegen dem, was Sie diese Woche eingetragen haben.",
        ),
    ),
    # The weekly rules, the first that fits decides.
    PlanRule(
        "swelling",
        Does.LOWERS,
        "a joint swelled",
        "at most 0.6 of the bouts, one rung nearer to the rail, slower, no task, easier exercises",
        P(
            "A joint swelled: backward walking falls from {before} to {after} minutes a week.",
            "Ein Gelenk schwoll an: Rückwärtsgehen sinkt von {before} auf {after} Minuten in der"
            " Woche.",
        ),
    ),
    PlanRule(
        "pain-strong",
        Does.LOWERS,
        "pain while walking of 6 or more",
        "as after swelling",
        P(
            "Pain reached {pain} of 10 while walking: backward walking falls from {before} to"
            " {after} minutes a week.",
            "Der Schmerz beim Gehen erreichte {pain} von 10: Rückwärtsgehen sinkt von {before} auf"
            " {after} Minuten in der Woche.",
        ),
    ),
    PlanRule(
        "pain-next-morning",
        Does.LOWERS,
        "pain next morning of 4 or more and 2 above the pain before the plan; 6 at the latest",
        "as after swelling",
        P(
            "Pain was still {pain} of 10 the next morning: backward walking falls from {before} to"
            " {after} minutes a week.",
            "Am nächsten Morgen war der Schmerz noch {pain} von 10: Rückwärtsgehen sinkt von"
            " {before} auf {after} Minuten in der Woche.",
        ),
    ),
    PlanRule(
        "flares-again",
        Does.HOLDS,
        "a second flare within four weeks",
        "comes with the rule of the flare: a word with doctor or physiotherapist",
        P(
            "It is the second time in four weeks: talk to your doctor or physiotherapist.",
            "Es ist das zweite Mal in vier Wochen: Sprechen Sie mit Ihrer Arzt- oder"
            " Physiotherapiepraxis.",
        ),
    ),
    PlanRule(
        "still-paused",
        Does.HOLDS,
        "a pause, and nothing logged or a new flare",
        "the pause goes on",
        P(
            "The pause goes on until a week was logged without strong pain or swelling.",
            "Die Pause dauert, bis eine Woche ohne starken Schmerz oder Schwellung eingetragen"
            " ist.",
        ),
    ),
    PlanRule(
        "after-pause",
        Does.ADDS,
        "a pause, and a calm week logged",
        "the shortest bout, at the first rung",
        P(
            "The pause did you good: begin again with the shortest bouts at the rail.",
            "Die Pause tat gut: Beginnen Sie wieder mit den kürzesten Stücken am Geländer.",
        ),
    ),
    PlanRule(
        "missed",
        Does.LOWERS,
        "nothing logged in the week",
        "three quarters of the bouts, never below the first week's; from the second missed week"
        " on one rung nearer to the rail, slower, no task",
        P(
            "A week without walking: you come back with {after} instead of {before} minutes.",
            "Eine Woche ohne Gehen: Sie kommen mit {after} statt {before} Minuten zurück.",
        ),
    ),
    PlanRule(
        "missed-again",
        Does.LOWERS,
        "a second missed week or more, and the minutes are already the first week's or less",
        "one rung nearer to the rail, slower, no task",
        P(
            "Another week without walking: the same minutes, with more support and slower.",
            "Noch eine Woche ohne Gehen: dieselben Minuten, mit mehr Halt und langsamer.",
        ),
    ),
    PlanRule(
        "missed-start",
        Does.HOLDS,
        "nothing logged, and the load is already the first week's or less",
        "nothing changes",
        P(
            "A week without walking: you begin again where the plan began.",
            "Eine Woche ohne Gehen: Sie beginnen wieder dort, wo der Plan begann.",
        ),
    ),
    PlanRule(
        "test-worse",
        Does.LOWERS,
        "a test got worse by more than its smallest real change that could be read",
        "one bout less, one rung nearer to the rail, slower, no task",
        P(
            "The test {test} got worse by {change} s, more than chance explains ({real} s):"
            " nearer to the rail and shorter.",
            "Der Test {test} wurde um {change} s schlechter, mehr als Zufall ({real} s): näher ans"
            " Geländer und kürzer.",
        ),
    ),
    PlanRule(
        "less-steady",
        Does.LOWERS,
        "step-time variability whose interval lies above that of the steadiest earlier week",
        "one bout less, one rung nearer to the rail, slower, no task",
        P(
            "Your steps were less even than before, beyond the error of measurement: nearer to the"
            " rail and shorter.",
            "Ihre Schritte waren ungleichmäßiger als zuvor, mehr als der Messfehler: näher ans"
            " Geländer und kürzer.",
        ),
    ),
    PlanRule(
        "too-hard",
        Does.LOWERS,
        "effort of 9 or more",
        "one bout less",
        P(
            "It was very hard ({effort} of 10): one bout less.",
            "Es war sehr anstrengend ({effort} von 10): ein Stück weniger.",
        ),
    ),
    PlanRule(
        "little-done",
        Does.LOWERS,
        "less than half of the planned was done",
        "one bout less",
        P(
            "Less than half was done ({done} %): one bout less, so that it fits your week.",
            "Weniger als die Hälfte war möglich ({done} %): ein Stück weniger, damit es in Ihre"
            " Woche passt.",
        ),
    ),
    PlanRule(
        "pain-some",
        Does.HOLDS,
        "pain while walking of 4 or 5, and more than before the plan",
        "nothing changes",
        P(
            "Some pain ({pain} of 10) is no harm at first, but nothing is added.",
            "Etwas Schmerz ({pain} von 10) ist anfangs kein Schaden, aber es kommt nichts dazu.",
        ),
        ("L-05",),
    ),
    PlanRule(
        "hard-enough",
        Does.HOLDS,
        "effort of 7 or 8",
        "nothing changes",
        P(
            "It is hard enough ({effort} of 10): nothing is added.",
            "Es ist anstrengend genug ({effort} von 10): Es kommt nichts dazu.",
        ),
    ),
    PlanRule(
        "not-all-done",
        Does.HOLDS,
        "less than 0.8 of the planned was done",
        "nothing changes",
        P(
            "Not all was done ({done} %): the week stays as it is.",
            "Nicht alles war möglich ({done} %): Die Woche bleibt, wie sie ist.",
        ),
    ),
    PlanRule(
        "not-said",
        Does.HOLDS,
        "no session of the week says how much it hurt",
        "nothing changes",
        P(
            "You did not say how much it hurt; without that nothing is added.",
            "Sie haben nicht gesagt, wie sehr es schmerzte; ohne das kommt nichts dazu.",
        ),
    ),
    PlanRule(
        "calm-week",
        Does.HOLDS,
        "a calm week right after the load was lowered",
        "nothing changes",
        P(
            "A calm week after a step back: once more the same.",
            "Eine ruhige Woche nach einem Schritt zurück: noch einmal dasselbe.",
        ),
    ),
    PlanRule(
        "settle",
        Does.HOLDS,
        "every fourth week",
        "the walking stays; exercises that can step up do",
        P(
            "Every fourth week the walking stays as it is.",
            "Jede vierte Woche bleibt das Gehen, wie es ist.",
        ),
    ),
    PlanRule(
        "exercises-up",
        Does.ADDS,
        "every fourth week, when all went well",
        "the next stage of exercises",
        P(
            "The walking stays this week; the exercises become one stage harder. A published knee"
            " programme steps up every few weeks, too.",
            "Das Gehen bleibt diese Woche gleich; die Übungen werden eine Stufe schwerer. Auch ein"
            " veröffentlichtes Knieprogramm steigert alle paar Wochen.",
        ),
        ("X-02", "X-04", "X-06"),
    ),
    PlanRule(
        "longer",
        Does.ADDS,
        "all went well; next in turn",
        "more bouts: at most a fifth or 3 minutes more backward a week",
        P(
            "It went well: backward walking rises from {before} to {after} minutes a week, by no"
            " more than a fifth or 3 minutes.",
            "Es lief gut: Rückwärtsgehen steigt von {before} auf {after} Minuten in der Woche, um"
            " höchstens ein Fünftel oder 3 Minuten.",
        ),
    ),
    PlanRule(
        "longer-bouts",
        Does.ADDS,
        "all went well; next in turn",
        "about as many minutes, in fewer, longer bouts",
        P(
            "It went well: about as many minutes, in longer bouts of {bout} seconds, with fewer"
            " rests.",
            "Es lief gut: etwa so viele Minuten, in längeren Stücken von {bout} Sekunden, mit"
            " weniger Pausen.",
        ),
    ),
    PlanRule(
        "further",
        Does.ADDS,
        "all went well; next in turn; beyond the rail only when the backward test allows",
        "one rung further from the rail",
        P(
            "It went well: now {place}.",
            "Es lief gut: jetzt {place}.",
        ),
    ),
    PlanRule(
        "faster",
        Does.ADDS,
        "all went well; next in turn",
        "one pace faster on full days; brisk only for fitness and sport without balance flags",
        P(
            "It went well: full days at a {pace} pace.",
            "Es lief gut: volle Tage in {pace} Tempo.",
        ),
    ),
    PlanRule(
        "task",
        Does.ADDS,
        "all went well; next in turn; for balance, and for everyone from 65 on",
        "the next grade of the task on day 5",
        P(
            "It went well: on day 5 you get a task for the mind ({task}).",
            "Es lief gut: Am Tag 5 kommt eine Aufgabe für den Kopf dazu ({task}).",
        ),
    ),
    PlanRule(
        "treadmill",
        Does.ADDS,
        "all went well; next in turn; fitness and sport with a treadmill that has a handrail",
        "day 1 on the treadmill, slow, hand on the rail",
        P(
            "It went well: day 1 on the treadmill, slow, hand on the rail, safety key on.",
            "Es lief gut: Tag 1 auf dem Laufband, langsam, Hand am Handlauf, Sicherheitsclip an.",
        ),
    ),
    PlanRule(
        "steeper",
        Does.ADDS,
        "all went well; next in turn; treadmill, below 65, nothing against it; 5 % at most",
        "one percent more slope on day 1",
        P(
            "It went well: {slope} % slope on the treadmill; uphill costs clearly more.",
            "Es lief gut: {slope} % Steigung auf dem Laufband; bergauf kostet deutlich mehr.",
        ),
        ("E-10", "E-11"),
    ),
    PlanRule(
        "keep",
        Does.HOLDS,
        "all went well, and everything that may be added has been",
        "nothing changes but the exercises in turn",
        P(
            "You do what the plan aims for: keep it up, the exercises take turns.",
            "Sie tun, was der Plan vorsieht: Bleiben Sie dabei, die Übungen wechseln sich ab.",
        ),
    ),
    PlanRule(
        "slow-test",
        Does.HOLDS,
        "from 65 on, the last 3-metre backward walk took longer than 5.5 s",
        "the rail stays; comes with another rule. The test alone predicts falls poorly",
        P(
            "The 3-metre backward walk took {seconds} s: you stay at the rail, better with someone"
            " there. The test alone says little about falls.",
            "3 Meter rückwärts dauerten {seconds} s: Sie bleiben am Geländer, besser mit jemandem"
            " dabei. Der Test allein sagt wenig über Stürze.",
        ),
        ("B-05", "B-06"),
    ),
)

_BY_ID: MappingProxyType[str, PlanRule] = MappingProxyType({rule.id: rule for rule in RULES})


def plan_rule(identifier: str) -> PlanRule:
    """Return a rule by its id; KeyError when there is none."""
    return _BY_ID[identifier]


def because(identifier: str, sources: tuple[str, ...] = (), **filled: Phrase | str) -> Reason:
    """Return the reason that a rule gives, its blanks filled.

    Args:
        identifier: of the rule.
        sources: evidence rows besides the rule's own.
        **filled: what goes into the blanks, in both languages where it is a `Phrase`.
    """
    rule = plan_rule(identifier)
    en = {name: text.en if isinstance(text, Phrase) else text for name, text in filled.items()}
    de = {name: text.de if isinstance(text, Phrase) else text for name, text in filled.items()}
    sentence = Phrase(rule.sentence.en.format(**en), rule.sentence.de.format(**de))
    return Reason(rule.id, sentence, tuple(dict.fromkeys((*rule.sources, *sources))))
