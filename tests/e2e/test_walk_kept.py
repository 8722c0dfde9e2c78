"""What is kept of a walk beside its numbers: how it felt, and how far it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import OpenPhone
from tests.e2e.flow import end_the_walk, to_the_places, to_the_walk
from tests.e2e.kept import Kept, alike, of_kind
from tests.e2e.motion import as_told, feed

import retrowalk
from retrowalk import Placement, Wearer
from retrowalk.tracker.contract import to_dict
from retrowalk.tracker.personal import PersonalScale

PLAN = "stand 9, forward 16, stand 4, forward 8, backward 25, forward 9, stand 5"


def _walk(page: Page, seed: int) -> None:
    at_ms = to_the_walk(page, "Trouser pocket", float(page.evaluate("performance.now()")))
    recording, _ = retrowalk.simulate(
        PLAN, placement=Placement.POCKET, sensor="browser", mounting="random", seed=seed
    )
    feed(page, as_told(recording), at_ms)
    end_the_walk(page)


def _by_python(page: Page, walk: Kept, scale: PersonalScale | None) -> retrowalk.Walk:
    motion = {one.id: one.recording for one in of_kind(page, "motion")}
    forward = replace(motion[walk.content["calibration"]], placement=Placement.POCKET)
    return retrowalk.track(
        motion[walk.content["motion"]],
        placement=Placement.POCKET,
        calibration=retrowalk.calibrate(forward, Placement.POCKET),
        wearer=Wearer(),
        scale=scale,
    )


def test_without_a_plan_the_walk_keeps_how_it_felt_and_how_far_it_was(phone: OpenPhone) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    _walk(page, 4)
    page.get_by_role("slider", name="Pain now").fill("3")
    page.get_by_role("slider", name="Effort").fill("6")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    (walk,) = of_kind(page, "walk")
    assert (walk.content["pain"], walk.content["effort"]) == (3, 6)
    assert of_kind(page, "log") == []

    page.goto("/#/history")
    page.get_by_label("What to show").select_option("pain")
    expect(page.locator("main section").first).not_to_contain_text("no walk")
    page.goto(f"/#/history/{walk.id}")
    expect(page.locator("dl.week")).to_contain_text("3 (slight)")
    expect(page.locator("dl.week")).to_contain_text("6 (moderate)")

    told_m = walk.content["walk"]["summary"]["backward"]["distance_m"]["value"]
    true_m = round(1.1 * told_m, 1)
    page.get_by_text("I know how far this was").click()
    page.locator("fieldset label", has_text="Backward, from").first.click()
    page.get_by_label("True metres").fill(str(true_m))
    page.get_by_role("button", name="Use it from now on").click()
    expect(page.get_by_text("The next walks with the phone in this place")).to_be_visible()
    (kept,) = of_kind(page, "scale")
    python = retrowalk.personal_scale(
        _by_python(page, walk, None),
        true_m,
        wearer=Wearer(),
        start_s=kept.content["start_s"],
        end_s=kept.content["end_s"],
    )
    assert alike(kept.content["scale"], python.to_dict())

    page.goto("/#/walk")
    _walk(page, 5)
    (again,) = [one for one in of_kind(page, "walk") if one.id != walk.id]
    assert alike(again.content["scale"], python.to_dict())
    expected = to_dict(_by_python(page, again, python))
    assert alike(again.content["walk"]["bouts"], expected["bouts"])
    plain = to_dict(_by_python(page, again, None))
    assert plain["summary"]["backward"]["distance_m"]["value"] != pytest.approx(
        again.content["walk"]["summary"]["backward"]["distance_m"]["value"], rel=0.01
    )

    page.goto("/#/settings")
    expect(page.get_by_text(f"{true_m} m backward")).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="Known distances")).to_be_hidden()
    assert of_kind(page, "scale") == []
