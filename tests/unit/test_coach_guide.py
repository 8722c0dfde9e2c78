"""A guided session: its cues fill the dose, and its player loses nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coach_plans import HEEL_RAISE, POSES, walk_block
from typer.testing import CliRunner

from retrowalk.cli.exercise_play import commanded, cue_lines, play_exercise, run
from retrowalk.coach.base import Dose, Form, Level, View
from retrowalk.coach.guide.player import (
    Playing,
    Status,
    hurts,
    outcome,
    passed,
    paused,
    resumed,
    skipped,
    start,
    start_walk,
    too_hard,
)
from retrowalk.coach.guide.timeline import (
    READY_S,
    CueKind,
    Timeline,
    exercise_timeline,
    joined,
    walk_timeline,
)
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase

doses = st.builds(
    Dose,
    sets=st.integers(1, 4),
    repetitions=st.integers(1, 12),
    move_s=st.sampled_from([0.0, 1.0, 2.5]),
    hold_s=st.sampled_from([1.0, 5.0, 10.0]),
    rest_s=st.sampled_from([0.0, 15.0]),
    sides=st.integers(1, 2),
)
NAME, HOW = Phrase("One", "Eins"), Phrase("Do it", "Tun Sie es")


def no_gaps(timeline: Timeline) -> None:
    assert timeline.cues[0].start_s == 0.0
    for one, after in zip(timeline.cues[:-1], timeline.cues[1:], strict=True):
        assert one.end_s == pytest.approx(after.start_s)


@given(doses, st.sampled_from([0.0, 2.0, 8.0]))
def test_a_timeline_lasts_as_long_as_its_dose_and_getting_ready(dose: Dose, ready_s: float) -> None:
    form = Form(Level.STANDARD, HOW, dose, View.SIDE, POSES)
    timeline = exercise_timeline(NAME, form, ready_s)
    no_gaps(timeline)
    assert timeline.dose_s == pytest.approx(dose.total_s)
    assert timeline.total_s == pytest.approx(dose.total_s + ready_s)
    held_s = sum(cue.duration_s for cue in timeline.cues if cue.kind is CueKind.HOLD)
    assert held_s == pytest.approx(dose.sets * dose.sides * dose.repetitions * dose.hold_s)


def test_sides_are_done_in_turn_with_a_change_between() -> None:
    timeline = exercise_timeline(HEEL_RAISE.name, HEEL_RAISE.forms[Level.HARDER])
    sides = [cue.side for cue in timeline.cues if cue.repetition == 1 and cue.kind is CueKind.MOVE]
    assert sides == [1, 2, 1, 2]
    changes = [cue for cue in timeline.cues if cue.kind is CueKind.CHANGE_SIDE]
    assert len(changes) == 3
    assert changes[0].say == Phrase("Change sides", "Seite wechseln")


def test_cues_speak_both_languages_and_show_a_pose() -> None:
    timeline = exercise_timeline(HEEL_RAISE.name, HEEL_RAISE.forms[Level.STANDARD])
    assert [cue.say.de for cue in timeline.cues[1:4] if cue.say] == ["Drei", "Zwei", "Eins"]
    assert all(cue.pose in (0, 1, None) for cue in timeline.cues)
    assert timeline.at(READY_S).say == Phrase("Raise both heels", "Beide Fersen heben")
    assert timeline.at(1e9).kind is CueKind.DONE


def test_a_walk_becomes_bouts_and_rests() -> None:
    block = walk_block(3)
    timeline = walk_timeline(block, task=Phrase("Count.", "Zählen Sie."))
    no_gaps(timeline)
    assert timeline.dose_s == pytest.approx(block.total_s)
    assert [cue.kind for cue in timeline.cues].count(CueKind.WALK) == 3
    said = [cue.say.de for cue in timeline.cues if cue.kind is CueKind.WALK and cue.say]
    assert said[0] == "Gehen Sie langsam rückwärts. Zählen Sie."


def test_sessions_join_with_next_between() -> None:
    walk = walk_timeline(walk_block(1))
    exercise = exercise_timeline(HEEL_RAISE.name, HEEL_RAISE.forms[Level.STANDARD])
    both = joined((walk, exercise))
    no_gaps(both)
    assert both.total_s == pytest.approx(walk.total_s + exercise.total_s)
    (cue,) = [cue for cue in both.cues if cue.kind is CueKind.NEXT]
    assert cue.say == Phrase("Next: Heel raise.", "Weiter: Fersenheben.")


def test_a_pause_holds_the_clock() -> None:
    held = paused(passed(start(HEEL_RAISE), 12.0))
    assert passed(held, 60.0).time_s == 12.0
    assert passed(resumed(held), 1.0).time_s == 13.0


def test_played_to_its_end_it_is_complete() -> None:
    state = start(HEEL_RAISE)
    for _ in range(2000):
        state = passed(state, 0.1)
    assert state.status is Status.DONE
    assert outcome(state).completed_share == pytest.approx(1.0, abs=1e-3)


def test_skipped_repetitions_do_not_count_as_done() -> None:
    state = start(HEEL_RAISE)
    while state.status is not Status.DONE:
        state = skipped(state)
    assert outcome(state).completed_share == 0.0
    assert state.skipped_s == pytest.approx(2 * 10 * 5.0)


def test_too_hard_takes_the_easier_form_and_in_the_end_says_so() -> None:
    state = too_hard(passed(start(HEEL_RAISE, Level.HARDER), 20.0))
    assert (state.level, state.time_s) == (Level.STANDARD, 0.0)
    state = too_hard(state)
    assert state.level is Level.EASIER
    assert state.note is not None
    assert state.note.de == "Die leichtere Form: Im Sitzen, beide Füße."
    state = too_hard(state)
    assert state.status is Status.PAUSED
    assert outcome(state).eased == 2
    entry = outcome(state).entry(1, 1, date(2026, 1, 5))
    assert entry.note == "too hard"


def test_hurts_stops_and_is_ready_for_the_log() -> None:
    state = hurts(passed(start(HEEL_RAISE), READY_S + 50.0))
    assert state.status is Status.STOPPED
    assert passed(state, 10.0) == state
    assert skipped(state) == state
    entry = outcome(state).entry(2, 3, date(2026, 1, 14), pain_during=6)
    assert entry.pain_during == 6
    assert entry.completed_share == pytest.approx(0.5)
    assert entry.note == "hurts"


def test_an_exercise_without_that_form_is_refused() -> None:
    from dataclasses import replace

    with pytest.raises(RetrowalkError, match="no harder form"):
        start(
            replace(HEEL_RAISE, forms={Level.STANDARD: HEEL_RAISE.forms[Level.STANDARD]}),
            Level.HARDER,
        )


@given(st.lists(st.sampled_from(["", "p", "n", "t", "h", "x"]), max_size=60), st.floats(0.0, 9.0))
def test_whatever_is_pressed_the_player_stays_in_bounds(keys: list[str], step_s: float) -> None:
    state = start(HEEL_RAISE, Level.HARDER)
    for key in keys:
        state = commanded(passed(state, step_s), key)
        assert 0.0 <= state.time_s <= state.timeline.total_s
        assert 0.0 <= outcome(state).completed_share <= 1.0
    if "h" in keys and state.status is not Status.DONE:
        assert state.status is Status.STOPPED


def test_a_walk_can_be_too_hard_as_well() -> None:
    state = too_hard(start_walk(walk_timeline(walk_block(2))))
    assert state.status is Status.PAUSED
    assert state.note is not None


def test_fast_prints_every_cue_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    play_exercise(HEEL_RAISE, Level.STANDARD, Language.DE, fast=True)
    printed = capsys.readouterr().out
    assert "Fersenheben" in printed
    assert "Beide Fersen heben" in printed
    assert "2:18 insgesamt, davon 0:08 zum Bereitmachen." in printed
    assert len(cue_lines(start(HEEL_RAISE).timeline, Language.EN)) == len(printed.splitlines())


def test_the_terminal_player_speaks_each_cue_once_and_obeys() -> None:
    ticks = iter(range(10_000))
    keys = iter([""] * 30 + ["p"] + [""] * 50 + ["p"] + [""] * 9 + ["t"] + [""] * 20 + ["h"])
    said: list[str] = []

    def tell(state: Playing, spoken: str | None) -> None:
        if spoken is not None:
            said.append(spoken)

    ended = run(
        start(HEEL_RAISE), Language.DE, lambda _: next(keys), tell, lambda: float(next(ticks))
    )
    assert ended.status is Status.STOPPED
    assert ended.level is Level.EASIER
    assert said.count("Drei") == 2  # once for each form
    assert any(line.startswith("Stopp.") for line in said)


def test_an_unknown_exercise_is_one_sentence() -> None:
    from retrowalk.cli import app

    told = CliRunner().invoke(app, ["exercise", "play", "no-such-exercise", "--fast"])
    assert told.exit_code == 2
    assert "no exercise 'no-such-exercise'" in told.stderr
