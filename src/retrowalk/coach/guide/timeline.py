"""A session as cues in time.

    get ready 5 4 3 2 1 | move hold move hold ... | rest | change side | move hold ... | done
    0                   READY_S                                                        end

The dose begins after getting ready; its cues fill `Dose.total_s` exactly. A rest between two
sides is spoken as "change side".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from retrowalk.coach.base import Form, Pace, Setting, Support, WalkBlock
from retrowalk.language import Phrase

# design choices
READY_S = 8.0
COUNT_FROM = 3
_LONG_S = 3.0


class CueKind(StrEnum):
    """What a cue asks for."""

    READY = "ready"
    MOVE = "move"
    HOLD = "hold"
    REST = "rest"
    CHANGE_SIDE = "change side"
    WALK = "walk"
    NEXT = "next"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cue:
    """What to do from one instant on.

    Attributes:
        start_s: from the start of the session, seconds.
        duration_s: until the next cue, seconds.
        kind: what it asks for.
        say: what the voice says; empty text is never spoken, a None is silence.
        show: what the screen shows.
        pose: index of the figure's pose, or None.
        repetition: which one of the round, from 1; None outside.
        round: which one of this side, from 1; None outside.
        side: which one of the two, from 1; None where there is only one.
    """

    start_s: float
    duration_s: float
    kind: CueKind
    say: Phrase | None
    show: Phrase
    pose: int | None = None
    repetition: int | None = None
    round: int | None = None
    side: int | None = None

    @property
    def end_s(self) -> float:
        """When the next cue begins."""
        return self.start_s + self.duration_s


@dataclass(frozen=True, slots=True)
class Timeline:
    """Cues without gaps.

    Attributes:
        title: what is done.
        ready_s: time to get ready, before the dose.
        cues: in time order; the last is `CueKind.DONE` and lasts 0 s.
    """

    title: Phrase
    ready_s: float
    cues: tuple[Cue, ...]

    @property
    def total_s(self) -> float:
        """Getting ready and the dose."""
        return self.cues[-1].end_s

    @property
    def dose_s(self) -> float:
        """The dose alone."""
        return self.total_s - self.ready_s

    def at(self, time_s: float) -> Cue:
        """Return the cue of an instant; the last one from the end on."""
        found = self.cues[0]
        for cue in self.cues:
            if cue.start_s > time_s:
                break
            found = cue
        return found


_GET_READY = Phrase("Get ready", "Machen Sie sich bereit")
_NUMBERS = (Phrase("One", "Eins"), Phrase("Two", "Zwei"), Phrase("Three", "Drei"))
_HOLD = Phrase("Hold", "Halten")
_MOVE = Phrase("Slowly", "Langsam")
_REST = Phrase("Rest", "Pause")
_CHANGE = Phrase("Change sides", "Seite wechseln")
_DONE = Phrase("Done.", "Geschafft.")
_DONE_SHOWN = Phrase("Done", "Fertig")
_NEXT = Phrase("Next", "Weiter")
_PACE = {
    Pace.SLOW: Phrase("slowly", "langsam"),
    Pace.COMFORTABLE: Phrase("at a comfortable pace", "in angenehmem Tempo"),
    Pace.BRISK: Phrase("briskly", "zügig"),
}
_SUPPORT = {
    Support.BOTH_HANDS: Phrase("Hold on with both hands.", "Halten Sie sich mit beiden Händen."),
    Support.ONE_HAND: Phrase("Hold on with one hand.", "Halten Sie sich mit einer Hand."),
    Support.HAND_NEAR: Phrase("Keep one hand near the rail.", "Eine Hand bleibt nah am Geländer."),
    Support.NONE: Phrase("Your hands are free.", "Ihre Hände sind frei."),
}
_SETTING = {
    Setting.RAIL: Phrase("at the rail", "am Geländer"),
    Setting.HALLWAY: Phrase("in the hallway", "im Flur"),
    Setting.TREADMILL: Phrase("on the treadmill", "auf dem Laufband"),
    Setting.OPEN: Phrase("on flat open ground", "auf ebenem, freiem Boden"),
}


def exercise_timeline(name: Phrase, form: Form, ready_s: float = READY_S) -> Timeline:
    """Return one form of an exercise as cues.

    Args:
        name: of the exercise.
        form: with its dose and poses.
        ready_s: time to get ready.
    """
    dose = form.dose
    cues = _ready(form.how, ready_s)
    at = ready_s
    rounds = dose.sets * dose.sides
    for index in range(rounds):
        # each side finishes its rounds in turn: left, right, left, right
        side = index % dose.sides + 1 if dose.sides > 1 else None
        which = index // dose.sides + 1
        for repetition in range(1, dose.repetitions + 1):
            for part in _parts(form, repetition):
                cues.append(
                    Cue(
                        at,
                        part.duration_s,
                        part.kind,
                        part.say,
                        part.show,
                        part.pose,
                        repetition,
                        which,
                        side,
                    )
                )
                at += part.duration_s
        if index + 1 < rounds:
            kind = CueKind.CHANGE_SIDE if dose.sides > 1 else CueKind.REST
            phrase = _CHANGE if dose.sides > 1 else _REST
            if dose.rest_s > 0.0:
                cues.append(Cue(at, dose.rest_s, kind, phrase, phrase, 0 if form.poses else None))
                at += dose.rest_s
            elif kind is CueKind.CHANGE_SIDE:
                cues.append(Cue(at, 0.0, kind, phrase, phrase))
    return Timeline(name, ready_s, (*cues, Cue(at, 0.0, CueKind.DONE, _DONE, _DONE_SHOWN)))


def walk_timeline(
    block: WalkBlock, ready_s: float = READY_S, task: Phrase | None = None
) -> Timeline:
    """Return a block of walking backward as cues.

    Args:
        block: bouts and rests.
        ready_s: time to get ready.
        task: what the voice asks before each bout, or None.
    """
    where, hands, pace = _SETTING[block.setting], _SUPPORT[block.support], _PACE[block.pace]
    look = Phrase(
        f"Walking backward {where.en}. {hands.en} Look over your shoulder once.",
        f"Rückwärtsgehen {where.de}. {hands.de} Schauen Sie einmal über die Schulter.",
    )
    cues = _ready(look, ready_s)
    at = ready_s
    for bout in range(1, block.bouts + 1):
        say = Phrase(f"Walk backward {pace.en}.", f"Gehen Sie {pace.de} rückwärts.")
        if task is not None:
            say = Phrase(f"{say.en} {task.en}", f"{say.de} {task.de}")
        shown = Phrase(f"Backward, {bout} of {block.bouts}", f"Rückwärts, {bout} von {block.bouts}")
        cues.append(Cue(at, block.bout_s, CueKind.WALK, say, shown, None, None, bout))
        at += block.bout_s
        if bout < block.bouts and block.rest_s > 0.0:
            rest = Phrase(
                "Stop and rest. Turn round or walk back forward.",
                "Halten Sie an, Pause. Drehen Sie um oder gehen Sie vorwärts zurück.",
            )
            cues.append(Cue(at, block.rest_s, CueKind.REST, rest, _REST))
            at += block.rest_s
    title = Phrase("Walking backward", "Rückwärtsgehen")
    return Timeline(title, ready_s, (*cues, Cue(at, 0.0, CueKind.DONE, _DONE, _DONE_SHOWN)))


def joined(timelines: tuple[Timeline, ...]) -> Timeline:
    """Return several timelines one after the other, with "next" between them."""
    cues: list[Cue] = []
    at = 0.0
    for index, one in enumerate(timelines):
        last = index + 1 == len(timelines)
        for cue in one.cues:
            moved = replace(cue, start_s=cue.start_s + at)
            if cue.kind is CueKind.DONE and not last:
                title = timelines[index + 1].title
                say = Phrase(f"{_NEXT.en}: {title.en}.", f"{_NEXT.de}: {title.de}.")
                moved = replace(moved, kind=CueKind.NEXT, say=say, show=_NEXT)
            cues.append(moved)
        at += one.total_s
    return Timeline(timelines[0].title, timelines[0].ready_s, tuple(cues))


def _ready(how: Phrase, ready_s: float) -> list[Cue]:
    """Return getting ready: the set-up, then a countdown."""
    counts = min(COUNT_FROM, int(ready_s))
    cues = []
    if ready_s > counts:
        say = Phrase(f"{_GET_READY.en}. {how.en}", f"{_GET_READY.de}. {how.de}")
        cues.append(Cue(0.0, ready_s - counts, CueKind.READY, say, _GET_READY, 0))
    for left in range(counts, 0, -1):
        number = _NUMBERS[left - 1]
        cues.append(Cue(ready_s - left, 1.0, CueKind.READY, number, number, 0))
    return cues


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of one repetition."""

    duration_s: float
    kind: CueKind
    say: Phrase | None
    show: Phrase
    pose: int | None


def _parts(form: Form, repetition: int) -> list[_Part]:
    """Return one repetition: from pose to pose, then the hold in the last.

    The first repetition is told pose by pose, the others are counted.
    """
    dose, poses = form.dose, form.poses
    last = len(poses) - 1 if poses else None
    count = f"{repetition}", f"({repetition}/{dose.repetitions})"
    parts: list[_Part] = []
    if dose.move_s > 0.0:
        targets: list[int | None] = list(range(1, len(poses))) if len(poses) > 1 else [last]
        for at, target in enumerate(targets):
            word = _MOVE if target is None else poses[target].caption
            say: Phrase | None = word
            if repetition > 1:
                say = Phrase(count[0], count[0]) if at == 0 else None
            parts.append(
                _Part(dose.move_s / len(targets), CueKind.MOVE, say, _with(word, count[1]), target)
            )
    if dose.hold_s > 0.0:
        say = _HOLD if dose.hold_s >= _LONG_S and (repetition <= 2 or not parts) else None
        if not parts and repetition == 1 and last is not None:
            say = poses[last].caption
        parts.append(_Part(dose.hold_s, CueKind.HOLD, say, _with(_HOLD, count[1]), last))
    return parts


def _with(word: Phrase, count: str) -> Phrase:
    return Phrase(f"{word.en} {count}", f"{word.de} {count}")
