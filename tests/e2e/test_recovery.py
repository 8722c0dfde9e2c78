"""A page that dies in the middle of a walk loses next to nothing, and the walk is offered again."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Error, Page
from tests.e2e.conftest import OpenPhone
from tests.e2e.flow import end_the_walk, to_the_places, to_the_walk
from tests.e2e.kept import of_kind
from tests.e2e.motion import as_told, feed

import retrowalk
from retrowalk import Direction

PLAN = "stand 9, forward 16, stand 4, forward 8, backward 25, forward 9, stand 5"
KILLED_S = 55.0
MOST_LOST_S = 2.0


def killed(page: Page) -> Page:
    """Kill the page's process and open the app anew in the same browser."""
    with pytest.raises(Error):
        page.goto("chrome://crash", timeout=3000)
    page.close()
    again = page.context.new_page()
    again.goto("/#/home")
    return again


def test_a_killed_walk_is_offered_and_goes_on(phone: OpenPhone) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    at_ms = to_the_walk(page, "Trouser pocket")
    recording, _ = retrowalk.simulate(PLAN, sensor="browser", mounting="random", seed=4)
    told = as_told(recording)
    cut = int(np.searchsorted(told[:, 0], 1000.0 * KILLED_S))
    feed(page, told[:cut], at_ms)
    page.wait_for_timeout(1200)  # samples are kept once a second
    page = killed(page)

    page.get_by_role("link", name=re.compile("Continue|not ended")).or_(
        page.get_by_role("button", name=re.compile("^Continue"))
    ).first.click()
    proceed = page.get_by_role("button", name="Continue", exact=True)
    if "walk" in page.url and proceed.count():
        proceed.click()
    page.wait_for_timeout(500)
    rest = told[cut:].copy()
    rest[:, 0] -= rest[0, 0]
    feed(page, rest, page.evaluate("performance.now()"))
    end_the_walk(page)

    (walk,) = of_kind(page, "walk")
    gaps = walk.content["walk"]["recording"]["gaps"]
    assert len(gaps) == 1
    motion = {one.id: one.recording for one in of_kind(page, "motion")}
    samples = motion[walk.content["motion"]]
    kept_s = len(samples.time_s) / 60.0
    asked_s = samples.duration_s - (gaps[0]["end_s"] - gaps[0]["start_s"])
    assert asked_s - kept_s < 0.5
    # all of the backward walking lies before the kill or after it, nothing in between is invented
    backward = [
        bout for bout in walk.content["walk"]["bouts"] if bout["direction"] == Direction.BACKWARD
    ]
    assert backward
    calibration = motion[walk.content["calibration"]]
    whole_s = calibration.duration_s + kept_s
    before_s = told[-1, 0] / 1000.0
    assert before_s - whole_s < 6.5 + MOST_LOST_S  # 6 s of standing before the calibration
