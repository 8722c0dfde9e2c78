"""How the validation counts: windows, answers, intervals, ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from lab.validation.score import (
    NO_WALKING,
    Key,
    Ledger,
    Miss,
    answer,
    ask,
    reason_of,
    score_of,
    share,
    wilson,
    windows,
)

import retrowalk
from retrowalk.recording import Placement
from retrowalk.tracker import Direction, Walk

KEY = Key("simulated", "walking", "pocket", "unknown", "full", "5 s", "forward")


@pytest.fixture(scope="module")
def walk() -> Walk:
    recording, _ = retrowalk.simulate("stand 2, forward 14, stand 4, backward 14, stand 2", seed=3)
    return retrowalk.track(recording, placement=Placement.POCKET)


def test_a_wilson_interval_holds_the_share_and_stays_a_share() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 40)[0] == 0.0
    assert wilson(40, 40)[1] == 1.0
    low, high = wilson(95, 100)
    assert low == pytest.approx(0.888, abs=1e-3)
    assert high == pytest.approx(0.978, abs=1e-3)


def test_a_share_shows_its_counts_first() -> None:
    assert share(95, 100) == "95/100 (95.0 %, 88.8-97.8)"
    assert share(0, 0) == "0/0"


def test_a_stretch_is_cut_into_whole_windows_and_a_short_one_is_one_window() -> None:
    assert windows(1.0, 12.9) == [(1.0, 6.0), (6.0, 11.0)]
    assert windows(1.0, 3.0) == [(1.0, 3.0)]


def test_the_answer_is_what_holds_most_of_the_window(walk: Walk) -> None:
    assert answer(walk, 5.0, 10.0) is Direction.FORWARD
    assert answer(walk, 24.0, 29.0) is Direction.BACKWARD


def test_time_in_no_bout_counts_as_unknown(walk: Walk) -> None:
    (forward, *_) = walk.bouts
    assert answer(walk, forward.start_s - 3.0, forward.start_s + 2.0) is Direction.UNKNOWN
    assert answer(walk, forward.start_s - 2.0, forward.start_s + 3.0) is Direction.FORWARD


def test_an_unknown_window_has_the_trackers_own_reason(walk: Walk) -> None:
    assert reason_of(walk, 17.5, 19.5) == NO_WALKING
    bouts = tuple(replace(b, direction=Direction.UNKNOWN, reason="too dark") for b in walk.bouts)
    assert reason_of(replace(walk, bouts=bouts), 5.0, 10.0) == "too dark"


def test_a_turn_on_the_spot_is_right_when_it_is_unknown() -> None:
    score = score_of("unknown", Counter({"unknown": 3, "backward": 2, "forward": 1}))
    assert (score.right, score.wrong, score.backward) == (3, 3, 2)


def test_a_ledger_adds_what_fits_and_merges(walk: Walk) -> None:
    one, other = Ledger(), Ledger()
    ask(one, walk, (4.0, 14.0), KEY, "here")
    ask(other, walk, (22.0, 32.0), KEY, "there")
    one.merge(other)
    score = one.score(unit="5 s", placement=("pocket", "ankle"))
    assert (score.right, score.wrong, score.unknown) == (2, 2, 0)
    assert one.score(unit="2.5 s").total == 8
    assert one.score(placement="waist").total == 0
    assert [miss.told for miss in one.misses if miss.key.unit == "5 s"] == ["backward"] * 2


def test_a_refused_track_is_unknown_with_its_sentence() -> None:
    ledger = Ledger()
    ask(ledger, "refused: no calibration", (0.0, 10.0), KEY, "here")
    assert ledger.score(unit="5 s").unknown == 2
    assert {miss.reason for miss in ledger.misses} == {"refused: no calibration"}


def test_unknowns_are_listed_only_where_asked_but_wrong_ones_always(walk: Walk) -> None:
    ledger = Ledger()
    ask(ledger, "refused", (0.0, 10.0), KEY, "here", keep=False)
    assert ledger.misses == []
    ask(ledger, walk, (22.0, 32.0), KEY, "here", keep=False)
    assert all(miss.wrong for miss in ledger.misses)
    assert ledger.misses != []


def test_facts_are_asked_of_each_window(walk: Walk) -> None:
    ledger = Ledger()
    ask(ledger, walk, (22.0, 32.0), KEY, "here", facts=lambda a, b: {"middle_s": 0.5 * (a + b)})
    found = [miss.facts["middle_s"] for miss in ledger.misses if miss.key.unit == "5 s"]
    assert found == [24.5, 29.5]


def test_a_miss_knows_whether_it_is_wrong_or_unknown() -> None:
    miss = Miss(KEY, "here", 0.0, 5.0, "backward", "", 5.0)
    assert miss.wrong
    assert not replace(miss, told="unknown").wrong
    assert not replace(miss, told="still").wrong
