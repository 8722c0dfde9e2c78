"""The words that all of the coach shares: goals, places, what a session and an exercise are.

Everything here is a value. Texts come in every language; each rule and number names the
evidence rows it rests on, or none, which means that it is a design choice and is shown as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from retrowalk.language import Phrase


class Goal(StrEnum):
    """What the person wants it for."""

    KNEE = "knee"
    BALANCE = "balance"
    FITNESS = "fitness"
    SPORT = "sport"


class Ability(StrEnum):
    """How well the person walks backward at the start."""

    NEW = "new"
    SOME = "some"
    PRACTISED = "practised"


class Advice(StrEnum):
    """What a screening says, most careful last."""

    GO = "go"
    WITH_SUPPORT = "go with a rail or a companion"
    ASK_DOCTOR = "ask your doctor first"
    NOT_NOW = "not now"


class Setting(StrEnum):
    """Where to walk backward, safest first."""

    RAIL = "rail"
    HALLWAY = "hallway"
    TREADMILL = "treadmill with handrail"
    OPEN = "flat open ground"


class Support(StrEnum):
    """What the hands hold, most support first."""

    BOTH_HANDS = "both hands"
    ONE_HAND = "one hand"
    HAND_NEAR = "hand near the rail"
    NONE = "no hands"


class Pace(StrEnum):
    """How fast, in words a walker can follow."""

    SLOW = "slow"
    COMFORTABLE = "comfortable"
    BRISK = "brisk"


class Level(StrEnum):
    """How hard a form of an exercise is."""

    EASIER = "easier"
    STANDARD = "standard"
    HARDER = "harder"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: which rule, in one sentence, resting on what.

    Attributes:
        rule: id of the rule, e.g. ``"pain-next-morning"``.
        sentence: the reason as the person reads it.
        sources: ids of evidence rows; empty for a design choice.
    """

    rule: str
    sentence: Phrase
    sources: tuple[str, ...] = ()

    @property
    def design_choice(self) -> bool:
        """Whether no readable source stands behind the rule."""
        return not self.sources


@dataclass(frozen=True, slots=True)
class WalkBlock:
    """Some bouts of walking backward, with rests between them.

    Attributes:
        bouts: how many.
        bout_s: length of one bout, seconds.
        rest_s: rest between two bouts, seconds.
        setting: where.
        support: what the hands hold.
        pace: how fast.
        slope_percent: uphill; 0 is flat.
        task: id of the task for the mind, or None.
        cadence_spm: steps a minute for the metronome, or None.
    """

    bouts: int
    bout_s: float
    rest_s: float
    setting: Setting
    support: Support
    pace: Pace
    slope_percent: float = 0.0
    task: str | None = None
    cadence_spm: float | None = None

    @property
    def backward_s(self) -> float:
        """Time walked backward, seconds."""
        return self.bouts * self.bout_s

    @property
    def total_s(self) -> float:
        """Time from first step to last, rests included, seconds."""
        return self.bouts * self.bout_s + (self.bouts - 1) * self.rest_s


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One three-minute exercise in one of its forms."""

    exercise: str
    level: Level


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise, as a timeline.

    Attributes:
        sets: rounds for each side.
        repetitions: in each round.
        move_s: time to get into the position and back, for one repetition, seconds.
        hold_s: time held in each repetition, seconds.
        rest_s: rest between rounds, seconds.
        sides: 2 where each side is done in turn, else 1.
        sources: evidence rows whose dose this is; empty where it is shorter or chosen.
    """

    sets: int
    repetitions: int
    move_s: float
    hold_s: float
    rest_s: float
    sides: int
    sources: tuple[str, ...] = ()

    @property
    def total_s(self) -> float:
        """All rounds of all sides with the rests between them, seconds."""
        rounds = self.sets * self.sides
        return rounds * self.repetitions * (self.move_s + self.hold_s) + (rounds - 1) * self.rest_s


class View(StrEnum):
    """From where a figure is seen."""

    SIDE = "side"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Pose:
    """One key position of the figure.

    Attributes:
        angles_deg: joint name to angle; the names are those of `retrowalk.report.body`.
        caption: what is done here, short.
        seconds: how long the moving picture takes to get here and stay.
        rests: parts of the body that rest on something, first the one that carries; the words
            are those of `retrowalk.report.body.contact`.
        holds: what the hands hold, e.g. ``"left:rail-left"``.
    """

    angles_deg: Mapping[str, float]
    caption: Phrase
    seconds: float
    rests: tuple[str, ...] = ("foot_right", "foot_left")
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an exercise: how it is done, how much, what it looks like.

    Attributes:
        level: how hard.
        how: what is done otherwise than in the standard form.
        dose: how much, within three minutes.
        view: from where the figure is seen.
        poses: key positions in their order; after the last comes the first again.
        things: what stands around; the words are those of `retrowalk.report.body.things`.
        work: parts of the body that are shown as working, e.g. ``"thigh_right"``.
        arrows: points of the body whose way is shown, or ``"backward"`` for the way she goes.
        dose_note: how the dose stands to that of the source.
        setup: how to begin, where it is otherwise than in the standard form.
        steps: what to do, where it is otherwise than in the standard form.
        avoid_with: ids of screening flags with which an easier form is taken.
    """

    level: Level
    how: Phrase
    dose: Dose
    view: View
    poses: tuple[Pose, ...]
    things: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    arrows: tuple[str, ...] = ()
    dose_note: Phrase | None = None
    setup: Phrase | None = None
    steps: tuple[Phrase, ...] = ()
    avoid_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of about three minutes.

    Attributes:
        id: short name in commands, e.g. ``"heel-raise"``.
        number: place in the list, 1 to 17.
        name: what it is called.
        purpose: what it is for, no promise.
        setup: what is needed and how to begin.
        steps: what to do, in order.
        breathing: when to breathe.
        faults: what often goes wrong and how to mend it.
        forms: the easier, the standard and the harder form.
        cautions: who should take care or ask first.
        avoid_with: ids of screening flags with which the plan leaves it out.
        stop_signs: when to stop at once.
        goals: what a plan takes it for.
        sources: evidence rows.
    """

    id: str
    number: int
    name: Phrase
    purpose: Phrase
    setup: Phrase
    steps: tuple[Phrase, ...]
    breathing: Phrase
    faults: tuple[Phrase, ...]
    forms: Mapping[Level, Form]
    cautions: tuple[Phrase, ...]
    avoid_with: tuple[str, ...]
    stop_signs: tuple[Phrase, ...]
    goals: tuple[Goal, ...]
    sources: tuple[str, ...]

    def setup_of(self, level: Level) -> Phrase:
        """Return how to begin this form."""
        return self.forms[level].setup or self.setup

    def steps_of(self, level: Level) -> tuple[Phrase, ...]:
        """Return what to do in this form, in order."""
        return self.forms[level].steps or self.steps


@dataclass(frozen=True, slots=True)
class Session:
    """What to do on one day.

    Attributes:
        week: week of the plan, from 1.
        day: day of the week of the plan, 1 to 7.
        hard: whether it is one of the harder days.
        blocks: in their order.
        reasons: why it looks so.
    """

    week: int
    day: int
    hard: bool
    blocks: tuple[WalkBlock | ExerciseBlock, ...]
    reasons: tuple[Reason, ...]

    @property
    def backward_s(self) -> float:
        """Time walked backward, seconds."""
        return sum(b.backward_s for b in self.blocks if isinstance(b, WalkBlock))
