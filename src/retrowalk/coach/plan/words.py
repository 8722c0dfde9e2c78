"""What places, paces and tasks are called, and numbers as a person reads them."""

from __future__ import annotations

from types import MappingProxyType

from retrowalk.coach.base import Ability, Advice, Goal, Pace, Setting, Support
from retrowalk.coach.exercises import exercises
from retrowalk.language import Phrase

P = Phrase
DESIGN_CHOICE = P("design choice", "eigene Festlegung")

ADVICE: MappingProxyType[Advice, Phrase] = MappingProxyType(
    {
        Advice.GO: P("go", "los geht's"),
        Advice.WITH_SUPPORT: P("go with a rail or a companion", "mit Geländer oder in Begleitung"),
        Advice.ASK_DOCTOR: P("ask your doctor first", "zuerst in der Arztpraxis fragen"),
        Advice.NOT_NOW: P("not now", "jetzt nicht"),
    }
)
GOALS: MappingProxyType[Goal, Phrase] = MappingProxyType(
    {
        Goal.KNEE: P("knee", "Knie"),
        Goal.BALANCE: P("balance", "Gleichgewicht"),
        Goal.FITNESS: P("fitness", "Fitness"),
        Goal.SPORT: P("sport", "Sport"),
    }
)
ABILITIES: MappingProxyType[Ability, Phrase] = MappingProxyType(
    {
        Ability.NEW: P("new to it", "neu darin"),
        Ability.SOME: P("some practice", "etwas geübt"),
        Ability.PRACTISED: P("practised", "geübt"),
    }
)
SETTINGS: MappingProxyType[Setting, Phrase] = MappingProxyType(
    {
        Setting.RAIL: P("at the rail", "am Geländer"),
        Setting.HALLWAY: P("in the hallway", "im Flur"),
        Setting.TREADMILL: P("on the treadmill with handrail", "auf dem Laufband mit Handlauf"),
        Setting.OPEN: P("on flat open ground", "auf ebenem freiem Gelände"),
    }
)
SUPPORTS: MappingProxyType[Support, Phrase] = MappingProxyType(
    {
        Support.BOTH_HANDS: P("both hands on it", "beide Hände daran"),
        Support.ONE_HAND: P("one hand on it", "eine Hand daran"),
        Support.HAND_NEAR: P("hands ready, not holding", "Hände griffbereit, ohne zu halten"),
        Support.NONE: P("hands free", "Hände frei"),
    }
)
PACES: MappingProxyType[Pace, Phrase] = MappingProxyType(
    {
        Pace.SLOW: P("slow", "langsam"),
        Pace.COMFORTABLE: P("comfortable", "angenehm"),
        Pace.BRISK: P("brisk", "zügig"),
    }
)
PACES_AS_ADJECTIVE: MappingProxyType[Pace, Phrase] = MappingProxyType(
    {
        Pace.SLOW: P("slow", "langsamem"),
        Pace.COMFORTABLE: P("comfortable", "angenehmem"),
        Pace.BRISK: P("brisk", "zügigem"),
    }
)
TASK_NAMES: MappingProxyType[str, Phrase] = MappingProxyType(
    {
        "count-up": P("count aloud", "laut zählen"),
        "animals": P("name animals aloud", "laut Tiere nennen"),
        "count-threes": P("count back in threes aloud", "laut in Dreierschritten rückwärts zählen"),
    }
)
# what is said of the next session, besides the session
MOVED = P(
    "That day has passed, or a day of rest comes first: do it on {date}.",
    "Dieser Tag ist vorbei, oder erst kommt ein Ruhetag: Machen Sie sie am {date}.",
)
TOO_LATE = P(
    "It does not fit into this week any more: leave it out. The next week begins on {date}.",
    "Sie passt nicht mehr in diese Woche: Lassen Sie sie aus. Die nächste Woche beginnt am {date}.",
)
NOTHING_LEFT = P(
    "This week is done; the next session is in week {week}, from {date}.",
    "Diese Woche ist geschafft; die nächste Einheit ist in Woche {week}, ab {date}.",
)
NO_SESSION = P("There is no session yet.", "Noch gibt es keine Einheit.")
EXERCISE_NAMES: MappingProxyType[str, Phrase] = MappingProxyType(
    {one.id: one.name for one in exercises()}
)


def number_phrase(value: float, decimals: int = 1) -> Phrase:
    """Return a number without needless zeros, with a comma in German."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Phrase(text, text.replace(".", ","))


def minutes_phrase(seconds: float) -> Phrase:
    """Return seconds as minutes."""
    return number_phrase(seconds / 60.0)


def listed(phrases: tuple[Phrase, ...]) -> Phrase:
    """Return several phrases separated by commas."""
    return Phrase(", ".join(p.en for p in phrases), ", ".join(p.de for p in phrases))
