"""`retrowalk exercise play`: a guided exercise in the terminal.

On a terminal single keys are read, from a pipe one command a line:

    p pause or go on   n next   t too hard   h hurts   q end
"""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrowalk.cli.common import output
from retrowalk.coach.base import Exercise, Level
from retrowalk.coach.exercises.words import minutes
from retrowalk.coach.guide.player import (
    Outcome,
    Playing,
    Status,
    hurts,
    outcome,
    passed,
    paused,
    resumed,
    skipped,
    start,
    too_hard,
)
from retrowalk.coach.guide.timeline import Cue, Timeline
from retrowalk.language import Language, Phrase

if TYPE_CHECKING:
    from rich.console import Console

TICK_S = 0.1
KEYS = Phrase(
    "p pause · n next · t too hard · h hurts · q end",
    "p Pause · n weiter · t zu schwer · h tut weh · q Ende",
)
_TOTAL = Phrase("{} in all, {} of them to get ready.", "{} insgesamt, davon {} zum Bereitmachen.")


def play_exercise(exercise: Exercise, level: Level, lang: Language, *, fast: bool) -> Outcome:
    """Play or print one exercise and say how it ended."""
    console = output()
    state = start(exercise, level)
    if fast:
        for line in cue_lines(state.timeline, lang):
            console.print(line, markup=False, soft_wrap=True)
        return outcome(state)
    console.print(KEYS.said(lang), markup=False)
    with _commands() as poll:
        state = run(state, lang, poll, _teller(console, lang))
    ended = outcome(state)
    console.print(ended.sentence.said(lang), markup=False)
    return ended


def run(
    state: Playing,
    lang: Language,
    poll: Callable[[float], str],
    tell: Callable[[Playing, str | None], None],
    clock: Callable[[], float] = time.monotonic,
) -> Playing:
    """Play until it is done or stopped.

    Args:
        state: at its beginning.
        lang: of what is told.
        poll: waits up to that many seconds and returns a command's letter, or an empty text.
        tell: shows the state; its text is what is spoken now, or None.
        clock: seconds that only rise.
    """
    now, before = clock(), None
    while True:
        cue = state.cue
        fresh = (cue, state.level) != before
        before = (cue, state.level)
        tell(state, cue.say.said(lang) if fresh and cue.say is not None else None)
        if state.status in {Status.DONE, Status.STOPPED}:
            return state
        key = poll(TICK_S)
        later = clock()
        state = commanded(passed(state, later - now), key)
        now = later
        if state.note is not None:
            tell(state, state.note.said(lang))
        if key == "q":
            return state


def commanded(state: Playing, key: str) -> Playing:
    """Return the state after one command; other letters do nothing."""
    if key == "p":
        return resumed(state) if state.status is Status.PAUSED else paused(state)
    if key == "n":
        return skipped(state)
    if key == "t":
        return too_hard(state)
    if key == "h":
        return hurts(state)
    return state


def cue_lines(timeline: Timeline, lang: Language) -> tuple[str, ...]:
    """Return one line for each cue: when, what is shown, what is said."""
    lines = [timeline.title.said(lang)]
    lines += [_cue_line(cue, lang) for cue in timeline.cues]
    total = _TOTAL.said(lang).format(minutes(timeline.total_s), minutes(timeline.ready_s))
    return (*lines, total)


def _cue_line(cue: Cue, lang: Language) -> str:
    said = "" if cue.say is None else f"  „{cue.say.said(lang)}“"
    if cue.say is not None and lang is Language.EN:
        said = f"  “{cue.say.said(lang)}”"
    return f"{minutes(cue.start_s):>5}  {cue.show.said(lang)}{said}"


def _teller(console: Console, lang: Language) -> Callable[[Playing, str | None], None]:
    """Return what shows the state: a line for what is spoken, a status line on a terminal."""

    def tell(state: Playing, spoken: str | None) -> None:
        if spoken is not None:
            if console.is_terminal:
                console.file.write("\r\x1b[2K")
            console.print(f"{minutes(state.time_s):>5}  {spoken}", markup=False, soft_wrap=True)
        if console.is_terminal:
            left = max(state.cue.end_s - state.time_s, 0.0)
            shown = f"       {state.cue.show.said(lang)}  {left:3.0f} s"
            console.file.write(f"\r\x1b[2K{shown[: console.width - 1]}")
            console.file.flush()
            if state.status in {Status.DONE, Status.STOPPED}:
                console.file.write("\r\x1b[2K")

    return tell


@contextmanager
def _commands() -> Iterator[Callable[[float], str]]:
    """Give a function that waits for one command: a key on a terminal, else a line."""
    if not sys.stdin.isatty():
        yield _from_lines
        return
    try:
        import termios
        import tty
    except ImportError:  # no single keys on this system
        yield _wait
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield _from_keys
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _wait(seconds: float) -> str:
    time.sleep(seconds)
    return ""


def _from_keys(seconds: float) -> str:
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return sys.stdin.read(1).lower() if ready else ""


def _from_lines(seconds: float) -> str:
    try:
        ready, _, _ = select.select([sys.stdin], [], [], seconds)
    except (
        OSError,
        ValueError,
    ):  # a stdin without a descriptor lies in memory: nothing to wait for
        ready = [sys.stdin]
    if not ready:
        return ""
    line = sys.stdin.readline()
    if not line:  # the pipe is at its end: nothing more will come
        return _wait(seconds)
    return line.strip()[:1].lower()
