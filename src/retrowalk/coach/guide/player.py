"""A player without a clock: whoever has one tells it how much time went by.

    playing ── pause ──> paused ── resume ──> playing
       │  skip: to the next cue        │
       ├─ too hard ──> playing the easier form, from getting ready
       ├─ hurts ─────> stopped, with what goes to the log
       └─ end ───────> done

Every function takes a state and returns the next; nothing is kept elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from retrowalk.coach.base import Exercise, Level
from retrowalk.coach.guide.timeline import READY_S, Cue, CueKind, Timeline, exercise_timeline
from retrowalk.coach.logs import LogEntry
from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase

_EASIER = {Level.HARDER: Level.STANDARD, Level.STANDARD: Level.EASIER}
_DOSE_CUES = frozenset({CueKind.MOVE, CueKind.HOLD, CueKind.WALK})


class Status(StrEnum):
    """Where a session stands."""

    PLAYING = "playing"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Playing:
    """A session in play.

    Attributes:
        timeline: what is played.
        exercise: what it was made from; None for a walk.
        level: the form in play; None for a walk.
        time_s: where in the timeline.
        status: playing, paused, stopped or done.
        done_s: seconds of moving, holding and walking that were really done.
        skipped_s: seconds of those that were skipped.
        eased: how often "too hard" was said.
        hurt: whether "hurts" was said.
        note: what the player tells the person after the last command, or None.
    """

    timeline: Timeline
    exercise: Exercise | None = None
    level: Level | None = None
    time_s: float = 0.0
    status: Status = Status.PLAYING
    done_s: float = 0.0
    skipped_s: float = 0.0
    eased: int = 0
    hurt: bool = False
    note: Phrase | None = None

    @property
    def cue(self) -> Cue:
        """What is asked for now."""
        return self.timeline.at(self.time_s)

    @property
    def completed_share(self) -> float:
        """Done of what the form in play asks for, 0 to 1."""
        whole_s = sum(cue.duration_s for cue in self.timeline.cues if cue.kind in _DOSE_CUES)
        return min(self.done_s / whole_s, 1.0) if whole_s > 0.0 else 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session ended, ready for the log.

    Attributes:
        completed_share: 0 to 1.
        hurt: whether it stopped because it hurt.
        level: the form that was done last; None for a walk.
        eased: how often it was made easier.
        sentence: for the person.
    """

    completed_share: float
    hurt: bool
    level: Level | None
    eased: int
    sentence: Phrase

    def entry(
        self,
        week: int,
        day: int,
        on: date,
        pain_during: int | None = None,
        effort: int | None = None,
    ) -> LogEntry:
        """Return the log entry of this session; RetrowalkError for pain or effort beyond 10."""
        note = "hurts" if self.hurt else ("too hard" if self.eased else "")
        return LogEntry(
            week, day, on, self.completed_share, pain_during=pain_during, effort=effort, note=note
        )


def start(exercise: Exercise, level: Level = Level.STANDARD, ready_s: float = READY_S) -> Playing:
    """Return an exercise at its beginning.

    Raises:
        RetrowalkError: the exercise has no such form.
    """
    form = exercise.forms.get(level)
    if form is None:
        names = ", ".join(exercise.forms)
        raise RetrowalkError(
            f"there is no {level.value} form", where=exercise.id, remedy=f"use {names}"
        )
    return Playing(exercise_timeline(exercise.name, form, ready_s), exercise, level)


def start_walk(timeline: Timeline) -> Playing:
    """Return a walk at its beginning."""
    return Playing(timeline)


def passed(state: Playing, seconds: float) -> Playing:
    """Return the state after some time; nothing happens unless it is playing.

    Raises:
        ValueError: negative time.
    """
    if seconds < 0.0:
        raise ValueError("time does not run backward")
    if state.status is not Status.PLAYING:
        return state
    end_s = state.timeline.total_s
    now_s = min(state.time_s + seconds, end_s)
    return replace(
        state,
        time_s=now_s,
        done_s=state.done_s + _of_dose(state.timeline, state.time_s, now_s),
        status=Status.DONE if now_s >= end_s else Status.PLAYING,
        note=None,
    )


def paused(state: Playing) -> Playing:
    """Return the state with the clock held."""
    if state.status is not Status.PLAYING:
        return state
    note = Phrase("Paused. Go on when you are ready.", "Pause. Weiter, wenn Sie bereit sind.")
    return replace(state, status=Status.PAUSED, note=note)


def resumed(state: Playing) -> Playing:
    """Return the state with the clock running again."""
    return (
        replace(state, status=Status.PLAYING, note=None) if state.status is Status.PAUSED else state
    )


def skipped(state: Playing) -> Playing:
    """Return the state at the next cue."""
    if state.status not in {Status.PLAYING, Status.PAUSED}:
        return state
    end_s = state.cue.end_s
    last = end_s >= state.timeline.total_s
    return replace(
        state,
        time_s=end_s,
        skipped_s=state.skipped_s + _of_dose(state.timeline, state.time_s, end_s),
        status=Status.DONE if last else state.status,
        note=None,
    )


def too_hard(state: Playing, ready_s: float = READY_S) -> Playing:
    """Return the easier form from its beginning; the easiest stays and says so."""
    if state.status not in {Status.PLAYING, Status.PAUSED}:
        return state
    easier = None if state.level is None else _EASIER.get(state.level)
    if state.exercise is None or easier is None or easier not in state.exercise.forms:
        note = Phrase(
            "There is no easier form. Rest, do fewer, or stop here.",
            "Leichter geht es nicht. Machen Sie Pause, machen Sie weniger oder hören Sie auf.",
        )
        return replace(state, status=Status.PAUSED, note=note)
    form = state.exercise.forms[easier]
    note = Phrase(f"The easier form: {form.how.en}", f"Die leichtere Form: {form.how.de}")
    return replace(
        state,
        timeline=exercise_timeline(state.exercise.name, form, ready_s),
        level=easier,
        time_s=0.0,
        status=Status.PLAYING,
        done_s=0.0,
        skipped_s=0.0,
        eased=state.eased + 1,
        note=note,
    )


def hurts(state: Playing) -> Playing:
    """Return the state stopped for good."""
    if state.status is Status.DONE:
        return state
    note = Phrase("Stop. That is enough for today.", "Stopp. Das genügt für heute.")
    return replace(state, status=Status.STOPPED, hurt=True, note=note)


def outcome(state: Playing) -> Outcome:
    """Return how it ended, or would if it ended now."""
    if state.hurt:
        sentence = Phrase(
            "Stopped because it hurt. If pain stays or the joint swells, ask your doctor.",
            "Beendet, weil es wehtat. Wenn der Schmerz bleibt oder das Gelenk anschwillt, fragen"
            " Sie Ihren Arzt.",
        )
    elif state.status is Status.DONE:
        sentence = (
            _DONE
            if not state.eased
            else Phrase("Done, in an easier form.", "Geschafft, in einer leichteren Form.")
        )
    else:
        sentence = Phrase("Ended early.", "Vorzeitig beendet.")
    return Outcome(round(state.completed_share, 3), state.hurt, state.level, state.eased, sentence)


_DONE = Phrase("Done.", "Geschafft.")


def _of_dose(timeline: Timeline, start_s: float, end_s: float) -> float:
    """Return the seconds of moving, holding and walking in [start_s, end_s)."""
    return sum(
        max(min(cue.end_s, end_s) - max(cue.start_s, start_s), 0.0)
        for cue in timeline.cues
        if cue.kind in _DOSE_CUES
    )
