"""The main flow: first visit, questions, calibration, forward-backward-forward, summary."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.e2e.conftest import DESKTOP, PHONE, OpenPhone
from tests.e2e.flow import end_the_walk, go_walking, to_the_walk
from tests.e2e.kept import alike, of_kind
from tests.e2e.motion import as_told, feed

import retrowalk
from retrowalk import Placement, Wearer
from retrowalk.tracker.contract import from_dict, to_dict

PLAN = "stand 9, forward 16, stand 4, forward 8, backward 25, forward 9, stand 5"


@pytest.mark.parametrize(
    ("language", "size", "place", "placement", "seed"),
    [
        ("en-GB", PHONE, "Trouser pocket", Placement.POCKET, 4),
        ("de-DE", DESKTOP, "Bauchtasche", Placement.WAIST, 7),
        ("de-DE", PHONE, "Knöchel", Placement.ANKLE, 11),
    ],
)
def test_a_walk_is_told_as_python_tells_it(
    phone: OpenPhone, language: str, size: object, place: str, placement: Placement, seed: int
) -> None:
    page = phone(language=language, size=size)
    go_walking(page)
    at_ms = to_the_walk(page, place)
    recording, truth = retrowalk.simulate(
        PLAN, placement=placement, sensor="browser", mounting="random", seed=seed
    )
    feed(page, as_told(recording), at_ms)
    end_the_walk(page)

    (walk,) = of_kind(page, "walk")
    motion = {one.id: one.recording for one in of_kind(page, "motion")}
    samples = motion[walk.content["motion"]]
    forward = replace(motion[walk.content["calibration"]], placement=placement)
    known = retrowalk.calibrate(forward, placement)
    expected = retrowalk.track(samples, placement=placement, calibration=known, wearer=Wearer())
    told = from_dict(walk.content["walk"])
    assert alike(walk.content["walk"]["bouts"], to_dict(expected)["bouts"])
    assert alike(walk.content["walk"]["summary"], to_dict(expected)["summary"])
    assert alike(walk.content["walk"]["seconds"], to_dict(expected)["seconds"])
    backward = sum(one.direction is retrowalk.Direction.BACKWARD for one in truth.contacts)
    steps = told.summary.backward.steps
    assert steps.low is not None
    assert steps.high is not None
    assert steps.low - 2 <= backward <= steps.high + 2
    assert page.locator("dd b").first.inner_text() == f"{steps.value:.0f}"
