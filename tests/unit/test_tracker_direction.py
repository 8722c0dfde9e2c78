"""Evidence for forward and backward, and the belief that gathers it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.motions import runs_of, walked

from retrowalk.recording import Placement
from retrowalk.tracker.direction import (
    Belief,
    Model,
    both_signs,
    known_log_odds,
    log_odds,
    models,
    sigma,
)
from retrowalk.tracker.frame import sagittal
from retrowalk.tracker.moments import FLIP_FREE, FRONT_NAMES, NAMES, Moments, moments_of

LEGS = (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT)
NOTHING = Belief(0.0, 0.0)
HOPS_PER_S = 2


def some_window(seed: int) -> Moments:
    rng = np.random.default_rng(seed)
    return Moments(0.4 * rng.normal(size=len(NAMES)), 0.4 * rng.normal(size=len(FRONT_NAMES)))


def after(belief: Belief, *evidence: float) -> Belief:
    for one in evidence:
        belief = belief.with_evidence(one, first=False)
    return belief


def test_nothing_seen_decides_nothing() -> None:
    assert not NOTHING.decided
    assert not after(NOTHING, 0.0, 0.0, 0.0).decided


def test_one_clear_window_decides_a_new_walk() -> None:
    assert NOTHING.with_evidence(3.0, first=True).decided
    assert NOTHING.with_evidence(-3.0, first=True).forward < 0


@pytest.mark.parametrize("way", [1.0, -1.0])
@pytest.mark.parametrize("clear", [3.0, 6.0, 50.0])
def test_a_turn_round_is_told_within_a_second_however_long_the_walk_before(
    way: float, clear: float
) -> None:
    long_walk = after(NOTHING, *[way * 50.0] * 200)
    turned = after(long_walk, *[-way * clear] * HOPS_PER_S)
    assert turned.decided
    assert turned.forward * way < 0


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_one_contrary_window_does_not_turn_a_walk_round(way: float) -> None:
    walk = after(NOTHING, *[way * 4.0] * 10)
    assert after(walk, -way * 4.0).forward * way > -0.9
    assert not (after(walk, -way * 4.0).decided and after(walk, -way * 4.0).forward * way < 0)


def test_a_belief_without_new_evidence_fades_to_unknown_within_two_seconds() -> None:
    sure = after(NOTHING, *[8.0] * 20)
    assert after(sure, 0.0).decided
    assert not after(sure, *[0.0] * 4).decided


def test_no_single_window_counts_for_more_than_its_limit() -> None:
    assert after(NOTHING, 10.0) == after(NOTHING, 1e6)
    assert after(NOTHING, -10.0) == after(NOTHING, -1e6)


def test_evidence_for_and_against_weighs_the_same() -> None:
    rng = np.random.default_rng(0)
    many = rng.normal(0, 4, 30).tolist()
    assert after(NOTHING, *many).forward == pytest.approx(
        -after(NOTHING, *(-e for e in many)).forward
    )


def test_the_front_is_learnt_slowly_kept_and_bounded() -> None:
    belief = NOTHING.with_front(2.0, first=True)
    assert belief.front == pytest.approx(2.0)
    assert belief.with_front(2.0, first=False).front == pytest.approx(3.0)
    for _ in range(50):
        belief = belief.with_front(1e6, first=False)
    assert belief.front == pytest.approx(6.0)
    for _ in range(20):
        belief = belief.with_evidence(0.0, first=False)
    assert belief.front == pytest.approx(6.0)


def test_log_odds_and_probability_are_each_others_inverse_and_finite() -> None:
    for value in (-8.0, -1.0, 0.0, 0.3, 7.0):
        assert log_odds(sigma(value)) == pytest.approx(value, abs=1e-6)
    assert np.isfinite([log_odds(0.0), log_odds(1.0), sigma(1e9), sigma(-1e9)]).all()


@pytest.mark.parametrize("placement", [*LEGS, Placement.WAIST])
def test_below_the_margin_a_known_mounting_says_nothing(placement: Placement) -> None:
    model = models()[placement]
    one = model.cues / (model.cues @ model.cues)  # moments whose score is 1

    def told(score: float) -> float:
        return known_log_odds(model, Moments(score * one, np.zeros(len(FRONT_NAMES))))

    if model.margin > 0:
        assert told(0.98 * model.margin) == told(-0.98 * model.margin) == 0.0
    clear = 1.02 * model.margin + 0.1
    assert told(clear) == pytest.approx(clear)
    assert told(-clear) == pytest.approx(-clear)


@pytest.mark.parametrize("placement", LEGS)
def test_below_the_margin_an_unknown_mounting_says_nothing_of_way_or_front(
    placement: Placement,
) -> None:
    model = models()[placement]
    window = some_window(1)
    size = abs(model.flip_free @ window.odd) + abs(model.flipping @ window.odd)
    faint = Moments(window.odd * 0.98 * model.margin / size, window.front)
    clear = Moments(window.odd * (1.02 * model.margin + 0.1) / size, window.front)
    if model.margin > 0:
        assert both_signs(model, faint, 2.0) == (0.0, 0.0)
    assert both_signs(model, clear, 2.0) != (0.0, 0.0)


@pytest.mark.parametrize("placement", LEGS)
@pytest.mark.parametrize("front", [-4.0, 0.0, 1.5])
def test_calling_the_left_axis_right_changes_the_front_and_not_the_way(
    placement: Placement, front: float
) -> None:
    model = models()[placement]
    for seed in range(10):
        way, told = both_signs(model, some_window(seed), front)
        same_way, turned = both_signs(model, some_window(seed).turned(), -front)
        assert same_way == pytest.approx(way)
        assert turned == pytest.approx(-told)


@pytest.mark.parametrize("placement", LEGS)
def test_a_film_run_backward_turns_the_way_round_and_not_the_front(placement: Placement) -> None:
    model = models()[placement]
    for seed in range(10):
        window = some_window(seed)
        back = Moments(-window.odd, window.front)
        way, told = both_signs(model, window, 1.0)
        other, same = both_signs(model, back, 1.0)
        assert other == pytest.approx(-way)
        assert same == pytest.approx(told)


@pytest.mark.parametrize("placement", LEGS)
def test_a_front_known_for_certain_gives_the_sum_of_both_kinds_of_cue(
    placement: Placement,
) -> None:
    model = models()[placement]
    for seed in range(5):
        odd = 10.0 * some_window(seed).odd
        window = Moments(odd, some_window(seed).front)
        way, _ = both_signs(model, window, 200.0)
        assert way == pytest.approx(float((model.flip_free + model.flipping) @ odd))


def test_every_placement_that_can_be_told_has_a_model_and_arms_have_none() -> None:
    assert set(models()) == {*LEGS, Placement.WAIST}
    for model in models().values():
        assert model.margin >= 0
        assert model.hardest_ms2 > 0
        assert model.cues.any()
        # what survives an unknown mounting uses only moments that survive it
        assert not model.flip_free[~np.array(FLIP_FREE)].any()
        assert not model.flipping[np.array(FLIP_FREE)].any()


def scores(model: Model, placement: Placement, seed: int) -> tuple[float, float]:
    recording, truth = walked(seed, placement)
    left = truth.mounting.body_from_sensor[1]
    forward, backward = (
        known_log_odds(model, moments_of(sagittal(motion, slice(run.start, run.end), left)))
        for motion, run in runs_of(recording, placement)[:2]
    )
    return forward, backward


@pytest.mark.parametrize("placement", LEGS)
def test_a_simulated_walk_scores_forward_above_zero_and_backward_below(
    placement: Placement,
) -> None:
    for seed in range(4):
        forward, backward = scores(models()[placement], placement, seed)
        assert forward > 0 > backward, seed
