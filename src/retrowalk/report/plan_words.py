"""Every word of a printed plan, in German and English."""

from __future__ import annotations

from types import MappingProxyType

from retrowalk.coach.base import Advice
from retrowalk.language import Phrase

ADVICE = MappingProxyType(
    {
        Advice.GO: Phrase("You may begin.", "Sie können beginnen."),
        Advice.WITH_SUPPORT: Phrase(
            "You may begin, with a rail or a companion.",
            "Sie können beginnen, mit Geländer oder Begleitung.",
        ),
        Advice.ASK_DOCTOR: Phrase(
            "Please ask your doctor before you begin.",
            "Bitte fragen Sie vor dem Beginn Ihren Arzt.",
        ),
        Advice.NOT_NOW: Phrase(
            "Please do not walk backward now.", "Bitte gehen Sie jetzt nicht rückwärts."
        ),
    }
)
WEEKDAYS = (
    Phrase("Monday", "Montag"),
    Phrase("Tuesday", "Dienstag"),
    Phrase("Wednesday", "Mittwoch"),
    Phrase("Thursday", "Donnerstag"),
    Phrase("Friday", "Freitag"),
    Phrase("Saturday", "Samstag"),
    Phrase("Sunday", "Sonntag"),
)

TITLE = Phrase("My plan: walking backward", "Mein Plan: Rückwärtsgehen")
LEAD = Phrase("Goal: {goal}. Begun on {start}.", "Ziel: {goal}. Begonnen am {start}.")
WHERE = Phrase("Where: {places}.", "Wo: {places}.")
MADE = Phrase("As of {day}.", "Stand: {day}.")
OR = Phrase(" or ", " oder ")

STOP_TITLE = Phrase("Stop at once", "Sofort aufhören")
BEFORE_TITLE = Phrase("Before each walk", "Vor jedem Gehen")
BEFORE = (
    Phrase("Firm shoes, free floor, good light", "Feste Schuhe, freier Boden, gutes Licht"),
    Phrase(
        "Look over your shoulder once, then small steps",
        "Einmal über die Schulter schauen, dann kleine Schritte",
    ),
    Phrase(
        "The toes touch first, then the heel",
        "Erst kommen die Zehen auf, dann die Ferse",
    ),
)

WEEK_TITLE = Phrase("Week {week}: what to do", "Woche {week}: was zu tun ist")
WEEK_LEAD = Phrase(
    "{sessions} sessions, {minutes} minutes backward in all, {first} to {last}.",
    "{sessions} Einheiten, zusammen {minutes} Minuten rückwärts, {first} bis {last}.",
)
DAY = Phrase("Day", "Tag")
WHAT = Phrase("What", "Was")
BACKWARD_MIN = Phrase("Minutes backward", "Minuten rückwärts")
DONE_BOX = Phrase("Done", "Erledigt")
EFFORT = Phrase("Effort", "Anstrengung")
PAIN = Phrase("Pain", "Schmerz")
FILL_IN = Phrase(
    "Fill in by hand: pain and effort from 0 (none) to 10.",
    "Zum Ausfüllen: Schmerz und Anstrengung von 0 (keine) bis 10.",
)
HARD = Phrase("harder day", "fordernder Tag")
EASY = Phrase("easier day", "leichter Tag")
WALK_LINE = Phrase(
    "Backward {where}, {pace}, {hands}: {bouts} times {lasts}",
    "Rückwärts {where}, {pace}, {hands}: {bouts}-mal {lasts}",
)
WALK_LINE_ONCE = Phrase(
    "Backward {where}, {pace}, {hands}: {lasts}", "Rückwärts {where}, {pace}, {hands}: {lasts}"
)
WALK_REST = Phrase(", rest {rest} between", ", dazwischen {rest} Pause")
WALK_SLOPE = Phrase(", uphill {slope} %", ", bergauf {slope} %")
WALK_TASK = Phrase(", with a task: {task}", ", mit Aufgabe: {task}")
WALK_CADENCE = Phrase(", {cadence} steps a minute", ", {cadence} Schritte je Minute")
EXERCISE_LINE = Phrase("{name} ({level})", "{name} ({level})")

PLAN_TITLE = Phrase("The weeks and why", "Die Wochen und warum")
PLAN_CAPTION = Phrase("All weeks as planned so far", "Alle Wochen, soweit geplant")
WEEK = Phrase("Week", "Woche")
SESSIONS = Phrase("Sessions", "Einheiten")
WHY = Phrase("Why", "Warum")
LATER = Phrase(
    "Later weeks are planned from what you log.",
    "Spätere Wochen entstehen aus dem, was Sie eintragen.",
)

SHEETS_TITLE = Phrase("Exercise sheets", "Übungsblätter")
SETUP = Phrase("To begin", "Ausgangslage")
THIS_FORM = Phrase("In this form", "In dieser Form")
STEPS = Phrase("How to do it", "So geht es")
BREATHING = Phrase("Breathing", "Atmung")
DOSE = Phrase("How much", "Wie viel")
FAULTS = Phrase("Common faults", "Häufige Fehler")
FORMS = Phrase("Easier or harder", "Leichter oder schwerer")
CAUTIONS = Phrase("Take care", "Vorsicht")
STOP_SIGNS = Phrase("Stop at", "Aufhören bei")
PICTURE_ALT = Phrase(
    "Drawing of the exercise {name}, {level}.", "Zeichnung der Übung {name}, {level}."
)

PROGRESS_TITLE = Phrase("Progress", "Verlauf")
NOTHING_LOGGED = Phrase("Nothing is logged yet.", "Noch ist nichts eingetragen.")
LOAD_CAPTION = Phrase("Week by week", "Woche für Woche")
LOAD_TITLE = Phrase("Minutes backward each week", "Minuten rückwärts je Woche")
LOAD_NOTE = Phrase(
    "Bars: done. Line: planned. Where no sensor counted, the share you logged is used.",
    "Balken: geschafft. Linie: geplant. Wo kein Sensor zählte, gilt der eingetragene Anteil.",
)
LOAD_ALT = Phrase("Minutes backward by week. {lines}", "Minuten rückwärts je Woche. {lines}")
LOAD_ALT_WEEK = Phrase("Week {week}: {done} of {planned}.", "Woche {week}: {done} von {planned}.")
PLANNED = Phrase("planned", "geplant")
PLANNED_MIN = Phrase("Planned, min", "Geplant, min")
DONE_MIN = Phrase("Done, min", "Geschafft, min")
STEPS_BACKWARD = Phrase("Steps backward", "Schritte rückwärts")
SESSIONS_DONE = Phrase("Sessions logged", "Einheiten eingetragen")
TOTALS = Phrase(
    "So far: {sessions} sessions, {minutes} minutes and {steps} steps backward.",
    "Bisher: {sessions} Einheiten, {minutes} Minuten und {steps} Schritte rückwärts.",
)
TOTALS_NO_STEPS = Phrase(
    "So far: {sessions} sessions, {minutes} minutes backward; no steps counted.",
    "Bisher: {sessions} Einheiten, {minutes} Minuten rückwärts; keine Schritte gezählt.",
)

FELT_TITLE = Phrase("Pain and effort", "Schmerz und Anstrengung")
FELT_NOTE = Phrase(
    "Each mark is one session; 0 is none, 10 the most that can be imagined.",
    "Jede Marke ist eine Einheit; 0 heißt keine, 10 die stärkste vorstellbare.",
)
FELT_ALT = Phrase(
    "Pain and effort by session. Pain during the session: {during}. Next morning: {morning}."
    " Effort: {effort}.",
    "Schmerz und Anstrengung je Einheit. Schmerz dabei: {during}. Am nächsten Morgen: {morning}."
    " Anstrengung: {effort}.",
)
PAIN_DURING = Phrase("pain during", "Schmerz dabei")
PAIN_MORNING = Phrase("pain next morning", "Schmerz am Morgen danach")
EFFORT_LINE = Phrase("effort", "Anstrengung")
SWELLING = Phrase("swelling", "Schwellung")
FELT_CAPTION = Phrase("Every session as logged", "Jede Einheit, wie eingetragen")
DATE = Phrase("Date", "Datum")
DONE_SHARE = Phrase("Done", "Geschafft")
NOTE = Phrase("Note", "Notiz")
PAIN_DURING_HEAD = Phrase("Pain during", "Schmerz dabei")
PAIN_MORNING_HEAD = Phrase("Pain next morning", "Schmerz am Morgen danach")

TESTS_TITLE = Phrase("Tests: real change or noise?", "Tests: echte Änderung oder Rauschen?")
TESTS_NOTE = Phrase(
    "Points: results with the error of measuring. Grey band around the first result: two tests"
    " differ by that much without any change.",
    "Punkte: Ergebnisse mit dem Messfehler. Graues Band um das erste Ergebnis: So viel"
    " unterscheiden sich zwei Tests auch ohne Änderung.",
)
TESTS_NOTE_TWO = Phrase(
    "Points: results with the error of measuring. Within the dark band around the first result"
    " a change is noise in every group that was measured; beyond the pale band it is real in"
    " every group.",
    "Punkte: Ergebnisse mit dem Messfehler. Im dunklen Band um das erste Ergebnis ist eine"
    " Änderung in jeder gemessenen Gruppe Rauschen; jenseits des hellen Bands ist sie in jeder"
    " echt.",
)
TESTS_NOTE_NONE = Phrase(
    "Points: results with the error of measuring. No noise band could be read for this test.",
    "Punkte: Ergebnisse mit dem Messfehler. Für diesen Test konnten wir kein Rauschband nachlesen.",
)
TEST_ALT = Phrase("{name}, {unit}. {lines}", "{name}, {unit}. {lines}")
TEST_ALT_RESULT = Phrase("{day}: {value}.", "{day}: {value}.")
NOISE_BAND = Phrase("noise", "Rauschen")
LOWER_BETTER = Phrase("lower is better", "weniger ist besser")
HIGHER_BETTER = Phrase("higher is better", "mehr ist besser")
RESULT = Phrase("Result", "Ergebnis")
BY = Phrase("By", "Gemessen mit")
STOPWATCH = Phrase("stopwatch", "Stoppuhr")
COUNTED = Phrase("counting", "Zählen")
SENSOR = Phrase("sensor", "Sensor")
LEFT = Phrase("left leg", "linkes Bein")
RIGHT = Phrase("right leg", "rechtes Bein")
UNKNOWN = Phrase("unknown: {reason}", "unbekannt: {reason}")

SOURCES_TITLE = Phrase("Sources", "Quellen")
SOURCES_LEAD = Phrase(
    "Letters and numbers in brackets refer to this list. What has none is a design choice of"
    " Retrowalk.",
    "Buchstaben und Zahlen in Klammern verweisen auf diese Liste. Was keine hat, ist eine"
    " Festlegung von Retrowalk.",
)
DISCLAIMER = Phrase(
    "No diagnosis and no substitute for medical advice.",
    "Keine Diagnose und kein Ersatz für ärztlichen Rat.",
)
PAGE_OF = Phrase("Page {page} of {pages}", "Seite {page} von {pages}")
