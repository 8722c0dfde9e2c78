"""Walks cut where the direction changes: nothing lost, nothing twice."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.tracker.base import Direction
from retrowalk.tracker.bouts import LONGEST_PIECE, HopAnswer, Piece, pieces
from retrowalk.tracker.frame import HOP
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.walking import FEWEST_STEPS, Run

LETTERS = {
    "F": Direction.FORWARD,
    "B": Direction.BACKWARD,
    "S": Direction.SIDEWAYS,
    "?": Direction.UNKNOWN,
}
REASON = {"?": "not clear enough"}


def a_run(step_count: int, gap: int = HOP, start: int = 100) -> Run:
    steps = tuple(
        TurningPoint(start + gap // 2 + k * gap, Turn.HIGH, 0.6) for k in range(step_count)
    )
    return Run(start, start + step_count * gap, steps)


def answers(letters: str, start: int = 100, probability: float = 0.9) -> tuple[HopAnswer, ...]:
    return tuple(
        HopAnswer(
            start + HOP // 2 + k * HOP,
            LETTERS[letter],
            0.0 if letter == "?" else probability,
            REASON.get(letter),
        )
        for k, letter in enumerate(letters)
    )


def cut(letters: str) -> tuple[Piece, ...]:
    """Cut a run with one step in each half second."""
    return pieces(a_run(len(letters)), answers(letters))


def told(found: tuple[Piece, ...]) -> str:
    names = {direction: letter for letter, direction in LETTERS.items()}
    return "".join(names[piece.direction] * len(piece.steps) for piece in found)


def test_one_direction_is_one_piece_as_long_as_the_run() -> None:
    (piece,) = cut("FFFFFFFF")
    assert (piece.start, piece.end) == (100, 100 + 8 * HOP)
    assert piece.direction is Direction.FORWARD
    assert piece.probability == pytest.approx(0.9)
    assert piece.reason is None


def test_a_change_of_direction_cuts_half_way_between_the_steps_around_it() -> None:
    before, after = cut("FFFFFFBBBBB")
    assert before.end == after.start == 100 + 6 * HOP
    assert (before.direction, after.direction) == (Direction.FORWARD, Direction.BACKWARD)
    assert (len(before.steps), len(after.steps)) == (6, 5)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("FFFFFFBBFFFFF", "F" * 13),  # too short to tell
        ("FFFFFBBB", "F" * 8),
        ("BBFFFFF", "F" * 7),
        ("FFFFFBBBBBB", "FFFFFBBBBBB"),
        ("FFFFFBBBFFFFFFF", "F" * 15),
        ("FFFFBFBBBBBBB", "FFFFFFBBBBBBB"),  # the shortest, then the longer neighbour
        ("FF??BB", "?" * 6),  # nothing long enough to believe
        ("FFFFF???????", "FFFFF???????"),
        ("????F????", "?" * 9),
    ],
)
def test_fewer_than_four_steps_join_a_neighbour(letters: str, expected: str) -> None:
    assert told(cut(letters)) == expected


def test_a_short_answer_joins_a_known_neighbour_rather_than_an_unknown_one() -> None:
    assert told(cut("FFFFBB????????")) == "FFFFFF????????"


def test_a_run_of_four_steps_keeps_one_direction() -> None:
    assert len(cut("FBFB")) == 1


def test_the_probability_is_that_of_the_direction_over_all_half_seconds() -> None:
    (piece,) = cut("FFFFFFBBFF")
    assert piece.direction is Direction.FORWARD
    assert piece.probability == pytest.approx(0.9 * 8 / 10)


def test_unknown_has_no_probability_and_says_why() -> None:
    (piece,) = cut("??????")
    assert piece.probability == 0.0
    assert piece.reason == REASON["?"]


def test_the_most_common_reason_is_given() -> None:
    few = [HopAnswer(a.sample, a.direction, 0.0, "rare") for a in answers("???")]
    (piece,) = pieces(a_run(8), (*few, *answers("????????")[3:]))
    assert piece.reason == REASON["?"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    letters=st.text("FBS?", min_size=1, max_size=30),
    step_count=st.integers(FEWEST_STEPS, 40),
    gap=st.integers(14, 65),
)
def test_pieces_cover_the_run_without_overlap(letters: str, step_count: int, gap: int) -> None:
    run = a_run(step_count, gap)
    found = pieces(run, answers(letters))
    assert found[0].start == run.start
    assert found[-1].end == run.end
    for before, after in pairwise(found):
        assert before.end == after.start
        assert before.direction is not after.direction
    assert tuple(step for piece in found for step in piece.steps) == run.steps
    for piece in found:
        assert len(piece.steps) >= FEWEST_STEPS
        assert all(piece.start <= step.sample < piece.end for step in piece.steps)
        assert 0.0 <= piece.probability <= 1.0
        unknown = piece.direction is Direction.UNKNOWN
        assert piece.probability == 0.0 or not unknown
        assert np.isfinite(piece.probability)


def test_a_long_piece_is_cut_every_ten_minutes_and_loses_no_step() -> None:
    count = 2 * LONGEST_PIECE // HOP + 1
    found = cut("F" * count)
    assert [piece.direction for piece in found] == [Direction.FORWARD] * 3
    assert [(a.end, b.start) for a, b in pairwise(found)] == [(p.start, p.start) for p in found[1:]]
    assert all(piece.end - piece.start <= LONGEST_PIECE for piece in found)
    assert all(len(piece.steps) >= FEWEST_STEPS for piece in found)
    assert [step for piece in found for step in piece.steps] == list(a_run(count).steps)


def test_a_change_of_direction_just_before_ten_minutes_is_one_cut() -> None:
    count = LONGEST_PIECE // HOP
    found = cut("F" * (count - 3) + "B" * 20)
    assert [piece.direction for piece in found] == [Direction.FORWARD, Direction.BACKWARD]
