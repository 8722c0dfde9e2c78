"""Golden vectors of the guide: timelines of exercises and walks, and scripts for the player."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lab.vector_parts import Vector, vector
from retrowalk.coach.attention.tasks import TASKS
from retrowalk.coach.base import (
    Dose,
    Exercise,
    Form,
    Level,
    Pace,
    Pose,
    Setting,
    Support,
    View,
    WalkBlock,
)
from retrowalk.coach.exercises import exercise, exercises
from retrowalk.coach.guide import player
from retrowalk.coach.guide.timeline import (
    Cue,
    Timeline,
    exercise_timeline,
    joined,
    walk_timeline,
)
from retrowalk.coach.plan.contract import log_to_dict
from retrowalk.language import Phrase

_DAY = date(2026, 11, 25)
_NAME = Phrase("Made up", "Erdacht")
_WHOLE = ("heel-raise", "single-leg-stance", "quad-set")
Command = tuple[str, float] | tuple[str]


def vectors() -> dict[str, list[Vector]]:
    """Return the file of the guide."""
    return {"guide": [*_exercises(), *_made_up(), *_walks(), *_scripts()]}


def _phrase(phrase: Phrase | None) -> dict[str, str] | None:
    return None if phrase is None else {"en": phrase.en, "de": phrase.de}


def _cue(cue: Cue) -> list[Any]:
    """Return a cue as a row: times, kind, texts, where in the dose."""
    return [
        cue.start_s,
        cue.duration_s,
        cue.kind.value,
        _phrase(cue.say),
        _phrase(cue.show),
        cue.pose,
        cue.repetition,
        cue.round,
        cue.side,
    ]


def _cues(timeline: Timeline) -> dict[str, Any]:
    return {
        "title": _phrase(timeline.title),
        "total_s": timeline.total_s,
        "dose_s": timeline.dose_s,
        "cues": [_cue(cue) for cue in timeline.cues],
    }


def _brief(timeline: Timeline) -> dict[str, Any]:
    """Return length and a digest of all that is said and shown, for the many timelines."""
    texts = [
        f"{cue.kind.value}|{'' if cue.say is None else f'{cue.say.en}|{cue.say.de}'}"
        f"|{cue.show.en}|{cue.show.de}"
        for cue in timeline.cues
    ]
    return {
        "total_s": timeline.total_s,
        "dose_s": timeline.dose_s,
        "count": len(timeline.cues),
        "texts": hashlib.sha256("\n".join(texts).encode()).hexdigest(),
    }


def _exercises() -> list[Vector]:
    found = []
    for one in exercises():
        for level, form in one.forms.items():
            whole = one.id in _WHOLE and level is Level.STANDARD
            timeline = exercise_timeline(one.name, form)

            def answer(timeline: Timeline = timeline, whole: bool = whole) -> Any:
                return _cues(timeline) if whole else _brief(timeline)

            given = {"exercise": one.id, "level": level.value}
            found.append(vector(f"{one.id}, {level.value}", "exercise", given, answer))
    return found


def _form(dose: Dose, *captions: str) -> Form:
    poses = tuple(Pose({}, Phrase(text, f"{text} (de)"), 1.0) for text in captions)
    how = Phrase("As it is.", "So, wie es ist.")
    return Form(Level.STANDARD, how, dose, View.SIDE, poses)


def _form_data(form: Form) -> dict[str, Any]:
    dose = form.dose
    return {
        "how": _phrase(form.how),
        "dose": {
            "sets": dose.sets,
            "repetitions": dose.repetitions,
            "move_s": dose.move_s,
            "hold_s": dose.hold_s,
            "rest_s": dose.rest_s,
            "sides": dose.sides,
        },
        "poses": [{"caption": _phrase(pose.caption)} for pose in form.poses],
    }


def _made_up() -> list[Vector]:
    cases = (
        ("no poses", _form(Dose(1, 2, 4.0, 3.0, 0.0, 1)), 8.0),
        ("one pose", _form(Dose(2, 2, 4.0, 0.0, 20.0, 1), "bend"), 8.0),
        ("three poses, two sides, no rest", _form(Dose(1, 3, 6.0, 2.0, 0.0, 2), *"abc"), 3.0),
        ("only holding, short", _form(Dose(2, 3, 0.0, 2.5, 5.0, 2), *"ab"), 8.0),
        ("only holding, no poses", _form(Dose(1, 3, 0.0, 10.0, 0.0, 1)), 8.0),
        ("no time to get ready", _form(Dose(1, 1, 2.0, 3.0, 0.0, 1), *"ab"), 0.0),
        ("a moment to get ready", _form(Dose(1, 1, 2.0, 3.0, 0.0, 1), *"ab"), 2.5),
    )
    found = []
    for name, form, ready_s in cases:

        def answer(form: Form = form, ready_s: float = ready_s) -> Any:
            return _cues(exercise_timeline(_NAME, form, ready_s))

        given = {"name": _phrase(_NAME), "form": _form_data(form), "ready_s": ready_s}
        found.append(vector(f"made up: {name}", "form", given, answer))
    return found


def _walk_block(index: int) -> WalkBlock:
    settings, supports, paces = list(Setting), list(Support), list(Pace)
    return WalkBlock(
        bouts=index % 3 + 1,
        bout_s=20.0 + 10.0 * index,
        rest_s=0.0 if index == 2 else 30.0,
        setting=settings[index % len(settings)],
        support=supports[index % len(supports)],
        pace=paces[index % len(paces)],
    )


def _block_data(block: WalkBlock) -> dict[str, Any]:
    return {
        "bouts": block.bouts,
        "bout_s": block.bout_s,
        "rest_s": block.rest_s,
        "setting": block.setting.value,
        "support": block.support.value,
        "pace": block.pace.value,
        "slope_percent": block.slope_percent,
        "task": block.task,
        "cadence_spm": block.cadence_spm,
    }


def _walks() -> list[Vector]:
    found: list[Vector] = []
    given: dict[str, Any]
    for index in range(5):
        block = _walk_block(index)
        said = TASKS["animals"].say if index == 1 else None

        def answer(block: WalkBlock = block, said: Phrase | None = said) -> Any:
            return _cues(walk_timeline(block, task=said))

        given = {"block": _block_data(block), "task": _phrase(said)}
        found.append(vector(f"walk {index}", "walk", given, answer))

    def both() -> Any:
        heel = exercise("heel-raise")
        parts = (
            walk_timeline(_walk_block(0)),
            exercise_timeline(heel.name, heel.forms[Level.EASIER]),
            walk_timeline(_walk_block(1)),
        )
        return _cues(joined(parts))

    blocks = [_block_data(_walk_block(index)) for index in (0, 1)]
    given = {"blocks": blocks, "exercise": "heel-raise", "level": "easier"}
    return [*found, vector("one after the other", "joined", given, both)]


def _play(state: player.Playing, command: Command) -> player.Playing:
    if len(command) == 2:
        return player.passed(state, command[1])
    return {
        "pause": player.paused,
        "resume": player.resumed,
        "skip": player.skipped,
        "too hard": player.too_hard,
        "hurts": player.hurts,
    }[command[0]](state)


def _state(state: player.Playing) -> dict[str, Any]:
    return {
        "level": None if state.level is None else state.level.value,
        "time_s": state.time_s,
        "status": state.status.value,
        "done_s": state.done_s,
        "skipped_s": state.skipped_s,
        "eased": state.eased,
        "hurt": state.hurt,
        "note": _phrase(state.note),
        "completed_share": state.completed_share,
        "cue": [state.cue.start_s, state.cue.kind.value],
    }


def _played(
    state: player.Playing, commands: Sequence[Command], pain: int | None, effort: int | None
) -> dict[str, Any]:
    states = [_state(state)]
    for command in commands:
        state = _play(state, command)
        states.append(_state(state))
    told = player.outcome(state)
    return {
        "states": states,
        "outcome": {
            "completed_share": told.completed_share,
            "hurt": told.hurt,
            "level": None if told.level is None else told.level.value,
            "eased": told.eased,
            "sentence": _phrase(told.sentence),
        },
        "entry": log_to_dict(told.entry(2, 3, _DAY, pain, effort)),
    }


def _scripts() -> list[Vector]:
    heel = exercise("heel-raise")
    only = replace(heel, forms={Level.STANDARD: heel.forms[Level.STANDARD]})
    wait: Command = ("wait", 7.5)
    given: dict[str, Any]
    cases: tuple[tuple[str, Exercise, Level, list[Command], int | None], ...] = (
        ("to the end", heel, Level.STANDARD, [("wait", 30.0), ("wait", 999.0), ("skip",)], 2),
        ("pause and resume", heel, Level.EASIER, [wait, ("pause",), wait, ("resume",), wait], None),
        ("skipping to the end", heel, Level.EASIER, [("wait", 9.0), *[("skip",)] * 60], 0),
        ("too hard twice", heel, Level.HARDER, [wait, *[("too hard",), wait] * 3, ("resume",)], 4),
        ("too hard, then done", heel, Level.HARDER, [("too hard",), ("wait", 999.0)], 3),
        ("it hurts", heel, Level.STANDARD, [("wait", 31.0), ("hurts",), wait, ("resume",)], 7),
        ("it hurts in a pause", heel, Level.STANDARD, [("pause",), ("hurts",), ("too hard",)], 7),
        ("hurts after the end", heel, Level.STANDARD, [("wait", 999.0), ("hurts",)], 1),
        ("paused twice", heel, Level.STANDARD, [("pause",), ("pause",), ("skip",), ("skip",)], 1),
        ("no easier form", only, Level.STANDARD, [wait, ("too hard",)], 1),
        ("no such form", only, Level.HARDER, [], 1),
        ("pain beyond the scale", heel, Level.STANDARD, [("wait", 999.0)], 11),
    )
    found = []
    for name, one, level, commands, pain in cases:

        def answer(
            one: Exercise = one,
            level: Level = level,
            commands: Sequence[Command] = tuple(commands),
            pain: int | None = pain,
        ) -> Any:
            return _played(player.start(one, level), commands, pain, 5)

        given = {
            "exercise": one.id,
            "levels": [form.value for form in one.forms],
            "level": level.value,
            "commands": [list(command) for command in commands],
            "pain": pain,
        }
        found.append(vector(f"played: {name}", "play", given, answer))

    def walked() -> Any:
        block = _walk_block(1)
        commands: list[Command] = [("wait", 20.0), ("too hard",), ("resume",), ("wait", 999.0)]
        return _played(player.start_walk(walk_timeline(block)), commands, None, 5)

    given = {
        "block": _block_data(_walk_block(1)),
        "commands": [["wait", 20.0], ["too hard"], ["resume"], ["wait", 999.0]],
        "pain": None,
    }
    return [*found, vector("played: a walk", "play walk", given, walked)]
