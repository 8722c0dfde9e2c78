"""Recordings from elsewhere: calibrated by a part of their own, or without, or refused in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import OpenPhone
from tests.e2e.kept import of_kind
from tests.e2e.test_access import violations

import retrowalk
from retrowalk import Placement, Recording
from retrowalk.formats import to_json

PLAN = "stand 3, forward 16, stand 3, backward 20, stand 2"
FORWARD_S = (3.0, 18.0)


@pytest.fixture(scope="module")
def waist() -> Recording:
    return retrowalk.simulate(PLAN, placement="waist", sensor="browser", seed=3)[0]


def drop(page: Page, name: str, data: Any) -> None:
    """Choose a file in the first picker of the screen."""
    buffer = json.dumps(data).encode()
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": buffer}
    )


def directions(page: Page) -> tuple[dict[str, Any], set[str]]:
    """Return the walk that was kept, and which ways it went."""
    (walk,) = of_kind(page, "walk")
    return walk.content, {bout["direction"] for bout in walk.content["walk"]["bouts"]}


def test_a_part_that_was_walked_forward_calibrates_the_rest(
    phone: OpenPhone, waist: Recording
) -> None:
    page = phone("data", has_answered=True)
    drop(page, "belt.json", to_json(waist))
    expect(page.get_by_role("heading", name="ordinary forward walking")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("From second").fill("0")
    page.get_by_label("To second").fill("3")
    page.get_by_role("button", name="Use this part").click()
    expect(page.get_by_role("alert")).to_contain_text("s of walking found")
    page.get_by_label("From second").fill("3")
    page.get_by_label("To second").fill("18")
    page.get_by_role("button", name="Use this part").click()
    expect(page.get_by_text("The walk is added.")).to_be_visible()
    content, ways = directions(page)
    assert ways == {"forward", "backward"}
    assert content["walk"]["knowledge"] == "calibrated"
    known = retrowalk.calibrate(waist.part(*FORWARD_S), Placement.WAIST)
    expected = retrowalk.track(waist, placement=Placement.WAIST, calibration=known)
    backward = content["walk"]["summary"]["backward"]["steps"]["value"]
    assert backward == expected.summary.backward.steps.value
    # the part is kept beside it, so that others can track it alike
    kept = {one.id: one.recording for one in of_kind(page, "motion")}
    assert kept[content["calibration"]].duration_s == pytest.approx(15.0, abs=0.1)
    assert len(kept[content["motion"]].time_s) == len(waist.time_s)


def test_without_such_a_part_the_direction_stays_unknown(
    phone: OpenPhone, waist: Recording
) -> None:
    page = phone("data", has_answered=True)
    drop(page, "belt.json", to_json(waist))
    page.get_by_role("button", name="None, add it without").click()
    expect(page.get_by_text("The walk is added.")).to_be_visible()
    content, ways = directions(page)
    assert ways == {"unknown"}
    assert "calibration" not in content


def test_what_the_engine_refuses_is_said_in_german(phone: OpenPhone, waist: Recording) -> None:
    page = phone("data", language="de-DE", has_answered=True)
    drop(page, "gurt.json", to_json(waist))
    page.get_by_label("Ab Sekunde").fill("20")
    page.get_by_label("Bis Sekunde").fill("10")
    page.get_by_role("button", name="Diesen Teil nehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("endet, bevor er beginnt")
    page.get_by_label("Ab Sekunde").fill("0")
    page.get_by_label("Bis Sekunde").fill("3")
    page.get_by_role("button", name="Diesen Teil nehmen").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Kalibrierung: Darin sind nur")
    expect(alert).to_contain_text("Was hilft: 12 s wie gewohnt vorwärts gehen")
    page.get_by_role("button", name="Keiner, ohne hinzufügen").click()
    expect(page.get_by_text("Der Gang ist hinzugefügt.")).to_be_visible()
    drop(page, "kaputt.json", {"kind": "retrowalk.recording", "schema": 1, "time_s": [0, 1]})
    expect(alert).to_contain_text("Das Feld „acceleration_ms2“ enthält nicht 2 mal drei Zahlen.")


def test_what_the_server_refuses_is_said_in_german(phone: OpenPhone) -> None:
    page = phone("data", language="de-DE", has_answered=True)
    drop(page, "leer.csv", "")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=30_000)
    expect(alert).to_contain_text("Der Server sagt: „")


def test_missing_values_go_to_the_server_or_are_refused(phone: OpenPhone, waist: Recording) -> None:
    data = to_json(waist)
    for row in data["acceleration_ms2"][900:904]:
        row[1] = None
    page = phone("data", has_answered=True)
    drop(page, "holes.json", data)
    alert = page.get_by_role("alert")
    # the server's own words, with the place
    expect(alert).to_contain_text("holes.json, sample 901", timeout=30_000)
    page.context.set_offline(True)
    drop(page, "more.json", data)
    expect(alert).to_contain_text("some of its samples lack values")
    expect(alert).to_contain_text("connect a server")
    assert of_kind(page, "walk") == []
