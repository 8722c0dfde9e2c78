"""Why an answer on measured recordings was not right; what no rule explains fails the run.

A rule excuses either unknown answers or wrong directions, never both. A wrong direction is
excused only at places named one by one, or where the cause follows from what is asked (a
single stride in a tracker of bouts of four steps); an unknown answer also by facts that are
checked for each window: how short the clip is, how fast the body turns, what the tracker said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lab.validation.score import NO_WALKING, Key, Miss
from lab.validation.waist import DATA as WAIST
from lab.validation.waist import FalseBackward
from retrowalk.recording import Placement
from retrowalk.tracker import Direction
from retrowalk.tracker.decide import ACROSS, TURNS, UNSURE, VIGOROUS
from retrowalk.tracker.outcomes import HANDLED, REWORN

# a labelled stretch up to this long may not hold four steps and a window around them
_SHORT_S = 3.5
# a body that turns faster than this walks a tight curve; the waist's cues expect a straight walk
_CURVE_DEG_S = 10.0
_SLOW_MPS = 0.55
_CAPTURES = ("SNU", "CMU", "held out")


@dataclass(frozen=True, slots=True)
class Rule:
    """One cause.

    Attributes:
        why: in plain words.
        wrong: whether it excuses wrong directions; else unknown answers.
        applies: checks the facts of one miss.
        places: beginnings of the places it is about; empty for all.
        by_definition: a wrong direction that follows from what is asked.
    """

    why: str
    wrong: bool
    applies: Callable[[Miss], bool]
    places: tuple[str, ...] = ()
    by_definition: bool = False

    def __post_init__(self) -> None:
        if self.wrong and not self.places and not self.by_definition:
            raise ValueError(f"a wrong direction needs its places named: {self.why}")

    def explains(self, miss: Miss) -> bool:
        """Whether this is the cause of a miss."""
        named = not self.places or miss.place.startswith(self.places)
        return miss.wrong == self.wrong and named and self.applies(miss)


def _of(*data: str) -> Callable[[Miss], bool]:
    return lambda miss: miss.key.data in data


def _curve(miss: Miss) -> bool:
    turning = miss.facts.get("turning_deg_s", 0.0)
    return miss.key.placement == Placement.WAIST and turning >= _CURVE_DEG_S


RULES: tuple[Rule, ...] = (
    Rule(
        "The person's other clips hold less than 8 s of recognised steps, so the calibration was "
        "refused and nothing was answered.",
        wrong=False,
        applies=lambda m: m.reason.startswith("refused: calibration"),
    ),
    Rule(
        "Side steps: unknown is a permitted answer for them (the bar is sideways or unknown).",
        wrong=False,
        applies=lambda m: m.key.truth == Direction.SIDEWAYS and m.key.data in _CAPTURES,
    ),
    Rule(
        f"The labelled stretch lasts at most {_SHORT_S:g} s: fewer than four steps lie between its "
        "cut ends, or the one or two windows in it are not clear enough.",
        wrong=False,
        applies=lambda m: m.key.data in _CAPTURES and m.length_s <= _SHORT_S,
    ),
    Rule(
        f"A curve: the body turns at {_CURVE_DEG_S:g} degrees a second or more, and the waist's "
        "cues, made for straight walking, are weak or held back.",
        wrong=False,
        applies=lambda m: m.key.data in _CAPTURES and _curve(m),
    ),
    Rule(
        "A slow, winding or turning walk: the turning points of the leg are not even for six steps "
        "in a row.",
        wrong=False,
        applies=lambda m: m.key.data in (*_CAPTURES, "PyShoe") and m.reason == NO_WALKING,
    ),
    Rule(
        "The walker turns faster than one walks backward, or the leg swings across: held back.",
        wrong=False,
        applies=lambda m: m.reason in (TURNS, ACROSS, VIGOROUS),
    ),
    Rule(
        "The window fits neither forward nor backward walking well enough: held back.",
        wrong=False,
        applies=lambda m: m.reason == UNSURE,
    ),
    Rule(
        "The foot does not stand still between two swings: no stride is cut there.",
        wrong=False,
        applies=lambda m: m.key.data == "PyShoe" and m.reason.startswith("no stride"),
    ),
    Rule(
        "Side steps and single strides back among forward ones: a bout has four steps, and what is "
        "shorter is told as what is around it.",
        wrong=True,
        applies=lambda m: m.key.placement == Placement.FOOT,
        places=(
            "2017-11-22-11-27-30",
            "2017-11-22-11-28-03",
            "2017-11-22-11-28-39",
            "2017-11-22-11-49-03",
        ),
    ),
    Rule(
        "One window at the slow end of a tight spiral.",
        wrong=True,
        applies=lambda m: m.key.placement == Placement.ANKLE,
        places=("snu/wd2_spiral_walk_slow04 left",),
    ),
    Rule(
        "Side steps at an unknown mounting: without the front, across and along look alike.",
        wrong=True,
        applies=lambda m: m.key.knowledge == "unknown" and m.key.truth == Direction.SIDEWAYS,
        places=("cmu/06_08", "cmu/06_09"),
    ),
    Rule(
        f"Slow steps of a daily activity (under {_SLOW_MPS:g} m/s) with pauses and turns among "
        "them: their rhythm is too uneven to be taken for walking.",
        wrong=False,
        applies=lambda m: m.key.data == "lower back" and m.facts["speed_mps"] < _SLOW_MPS,
    ),
    Rule(
        "Bending by half a right angle and more and turning among the steps of a daily activity: "
        "taken for a device in a hand, so that the mounting has to be told anew.",
        wrong=False,
        applies=lambda m: m.key.data == "lower back" and m.reason in (HANDLED, REWORN),
        places=("HA Test11_Trial1",),
    ),
    Rule(
        "Eight steps within a daily activity: the cues of the waist are weak; with a calibration "
        "the same walk is read rightly.",
        wrong=False,
        applies=_of("lower back"),
        places=("HA Test11_Trial1 120 s",),
    ),
    Rule(
        "Fourteen steps in 10 s at 0.37 m/s by the person with multiple sclerosis: the three cues "
        "of the waist point backward. A false alarm without an excuse; known gap.",
        wrong=True,
        applies=_of("lower back"),
        places=("MS Test11_Trial1 45 s",),
    ),
    Rule(
        "A change of direction that lasts one or two strides of the foot: a bout has at least four "
        "steps, so the bouts cannot show it.",
        wrong=True,
        applies=lambda m: m.key.data == "PyShoe" and m.facts["in_a_row"] <= 2.0,
        by_definition=True,
    ),
    Rule(
        "Standing up, sitting down and lying down are taken for four steps and more, up to 12 s in "
        "a session. Known gap.",
        wrong=True,
        applies=lambda m: m.key.group == "changing between them" and m.length_s <= 12.0,
        by_definition=True,
    ),
    Rule(
        "The first or last seconds of sitting, standing or lying, at most 4 s away from another "
        "label (mostly such a change), up to 5 s in a session. Known gap.",
        wrong=True,
        applies=lambda m: (
            m.key.group == "sitting, standing, lying"
            and m.length_s <= 5.0
            and m.facts["from_edge_s"] <= 4.0
        ),
        by_definition=True,
    ),
)


def waist_misses(false: Iterable[FalseBackward]) -> list[Miss]:
    """Return the seconds of labelled HAPT time that were called backward, one miss a session."""
    found = []
    for one in false:
        if one.group == "unlabelled":
            continue
        key = Key(WAIST, one.group, Placement.WAIST, one.knowledge, one.quality, "seconds", "none")
        told = Direction.BACKWARD.value
        facts = {"from_edge_s": one.from_edge_s}
        found.append(Miss(key, one.session, 0.0, one.seconds, told, "", one.seconds, facts))
    return found


def why(miss: Miss, rules: tuple[Rule, ...] = RULES) -> str | None:
    """Return the cause of a miss, or None where no rule explains it."""
    for rule in rules:
        if rule.explains(miss):
            return rule.why
    return None


@dataclass(frozen=True, slots=True)
class Explained:
    """All misses of one cause; `why` is None for those without one."""

    why: str | None
    misses: tuple[Miss, ...]


def explained(misses: Iterable[Miss]) -> list[Explained]:
    """Group misses by their cause: those without one first, then the largest group."""
    groups: dict[str | None, list[Miss]] = {}
    for miss in misses:
        groups.setdefault(why(miss), []).append(miss)
    found = [Explained(cause, tuple(lines)) for cause, lines in groups.items()]
    return sorted(found, key=lambda group: (group.why is not None, -len(group.misses)))


def idle_rules(misses: Iterable[Miss]) -> list[str]:
    """Return the causes that explain nothing any more; they can be taken out."""
    used = {why(miss) for miss in misses}
    return [rule.why for rule in RULES if rule.why not in used]


def compact(misses: Iterable[Miss], most: int = 12) -> str:
    """Return the places of misses with how often each occurs, the most frequent first."""
    counts = Counter(f"{miss.place}" for miss in misses)
    shown = [
        f"{place} ×{count}" if count > 1 else place for place, count in counts.most_common(most)
    ]
    rest = len(counts) - len(shown)
    return ", ".join(shown) + (f" and {rest} more places" if rest > 0 else "")
