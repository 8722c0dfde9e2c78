"""One code for batch and live: what is told does not depend on how the samples were cut."""

from __future__ import annotations

import pytest

from retrowalk.recording import Placement
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import Direction
from retrowalk.tracker.bouts import Cutter, HopAnswer
from retrowalk.tracker.outcomes import Cut, Outcome
from retrowalk.tracker.session import Session
from retrowalk.tracker.steps import Turn, TurningPoint
from retrowalk.tracker.timebase import Grid, samples_of
from retrowalk.tracker.track import setting_of


def told(placement: Placement, plan: str, seed: int, size: int) -> list[Cut]:
    recording, truth = simulate(
        plan,
        style=WalkerStyle.varied(seed),
        placement=placement,
        sensor="browser",
        mounting="random",
        seed=seed,
    )
    session = Session(setting_of(placement, has_gyroscope=True, mounting=truth.mounting))
    grid, found = Grid(), list[Outcome]()
    time_s, values = samples_of(recording)
    for start in range(0, len(time_s), size):
        for block in grid.push(time_s[start : start + size], values[start : start + size]):
            found += session.push(block)
    found += [one for block in grid.finish() for one in session.push(block)]
    return [one for one in found if isinstance(one, Cut)]


@pytest.mark.parametrize(
    ("placement", "plan", "seed"),
    [
        # a stride of the foot that becomes known between the two answers
        (Placement.FOOT, "forward 6, right 7, stand 1", 114),
        # a half second beyond the last step, answered before the end was known
        (Placement.ANKLE, "stand 1, forward 14, stand 2, backward 8", 5),
    ],
)
def test_blocks_of_any_size_give_the_same_answers_and_pieces(
    placement: Placement, plan: str, seed: int
) -> None:
    whole = told(placement, plan, seed, 10**6)
    assert whole
    for size in (1, 7, 50):
        parts = told(placement, plan, seed, size)
        assert [one.contacts for one in parts] == [one.contacts for one in whole]
        for part, one in zip(parts, whole, strict=True):
            assert (part.piece.start, part.piece.end) == (one.piece.start, one.piece.end)
            assert part.piece.direction is one.piece.direction
            assert part.piece.probability == pytest.approx(one.piece.probability, abs=1e-9)
            for mine, other in zip(part.answers, one.answers, strict=True):
                assert (mine.sample, mine.direction) == (other.sample, other.direction)
                assert mine.probability == pytest.approx(other.probability, abs=1e-9)


def test_of_two_reasons_that_are_as_common_the_first_is_told() -> None:
    cutter = Cutter(0)
    for k in range(12):
        reason = ("first", "second", "third")[k // 2 % 3]
        answer = HopAnswer(25 * k, Direction.UNKNOWN, 0.0, reason)
        cutter.push(TurningPoint(25 * k, Turn.HIGH, 0.5), answer)
    (piece,) = cutter.finish(300)
    assert piece.reason == "first"
