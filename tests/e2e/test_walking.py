"""A walk with the phone: calibrated, counted as Python counts it, and never lost."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import DESKTOP, PHONE, OpenPhone
from tests.e2e.flow import to_the_places
from tests.e2e.motion import as_told, feed
from tests.e2e.test_access import violations

from retrowalk.formats.recording_json import from_json
from retrowalk.recording import Array, Recording
from retrowalk.simulate import simulate
from retrowalk.tracker import track

RECORDS = """async () => {
  const db = await new Promise((resolve) => {
    indexedDB.open("retrowalk").onsuccess = (event) => resolve(event.target.result);
  });
  const all = (store, call) => new Promise((resolve) => {
    const asked = db.transaction(store).objectStore(store)[call]();
    asked.onsuccess = () => resolve(asked.result);
  });
  const [heads, names, bytes] = [
    await all("heads", "getAll"), await all("bytes", "getAllKeys"), await all("bytes", "getAll"),
  ];
  db.close();
  return heads.map(({ id, kind }) => [id, kind, Array.from(bytes[names.indexOf(id)])]);
}"""
SEEN = """(isSeen) => {
  const value = isSeen ? "visible" : "hidden";
  Object.defineProperty(document, "visibilityState", { value, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
HOLD_MS = 1500


@dataclass(frozen=True)
class Day:
    """What one person does: the calibration walk, and the walk after it."""

    calibration: Array
    walk: Array


@pytest.fixture(scope="module")
def day() -> Day:
    first, truth = simulate(
        "stand 8, forward 16, stand 2", sensor="browser", mounting="random", seed=4
    )
    then, _ = simulate(
        "stand 5, forward 10, stand 3, backward 30, stand 4, forward 12, stand 5",
        sensor="browser",
        mounting=truth.mounting,
        seed=5,
    )
    return Day(as_told(first), as_told(then))


def _shaken() -> Array:
    time_ms = np.arange(150) * 16.7
    rows = np.zeros((150, 7))
    rows[:, 0], rows[:, 2] = time_ms, np.round(9.8 + 8.0 * np.sin(time_ms / 40.0), 1)
    return rows


def _kept(page: Page) -> tuple[dict[str, Any], Recording, Recording | None]:
    """Return the walk's record and its samples, those of the calibration last."""
    records = {name: (kind, bytes(data)) for name, kind, data in page.evaluate(RECORDS)}
    (walk,) = (json.loads(data) for kind, data in records.values() if kind == "walk")

    def samples(name: str) -> Recording:
        return from_json(json.loads(gzip.decompress(records[name][1])))

    calibration = walk.get("calibration")
    return walk, samples(walk["motion"]), None if calibration is None else samples(calibration)


def _bouts_by_python(samples: Recording, calibration: Recording | None) -> list[Any]:
    walk = track(samples, calibration=calibration)
    return [
        (bout.direction.value, bout.steps.value, bout.start_s, bout.end_s) for bout in walk.bouts
    ]


def _bouts(walk: dict[str, Any]) -> list[Any]:
    return [
        (bout["direction"], bout["steps"]["value"], bout["start_s"], bout["end_s"])
        for bout in walk["walk"]["bouts"]
    ]


def _begin(page: Page, day: Day, place: int = 0) -> float:
    """Choose a place, shake, calibrate; return when the walk's first sample may come."""
    page.locator(".places button").nth(place).click()
    expect(page.locator(".shake")).to_be_visible()
    now_ms = feed(page, _shaken(), float(page.evaluate("performance.now()")))
    page.locator("button.main").click()
    return feed(page, day.calibration, now_ms)


def _unlock(page: Page) -> None:
    page.get_by_role("slider").press("End")
    expect(page.locator(".walk-count")).to_be_visible()


def _stop(page: Page) -> None:
    """Press for a moment, anywhere."""
    page.mouse.move(120, 260)
    page.mouse.down()
    page.wait_for_timeout(HOLD_MS)
    page.mouse.up()
    expect(page.locator(".ribbon")).to_be_visible()


@pytest.mark.parametrize(("language", "size"), [("en-GB", PHONE), ("de-DE", DESKTOP)])
def test_a_walk_is_counted_as_python_counts_it(
    phone: OpenPhone, day: Day, language: str, size: Any
) -> None:
    page = phone(language=language, size=size, has_answered=True)
    to_the_places(page)
    now_ms = _begin(page, day)
    _unlock(page)
    feed(page, day.walk, now_ms)
    count = int(page.locator(".walk-count b").inner_text())
    _stop(page)
    walk, samples, calibration = _kept(page)
    bouts = _bouts(walk)
    assert bouts == _bouts_by_python(samples, calibration)
    assert [bout[0] for bout in bouts][-3:] == ["forward", "backward", "forward"]
    assert walk["walk"]["summary"]["backward"]["steps"]["value"] == count > 30
    assert walk["walk"]["knowledge"] == "calibrated"
    expect(page.locator(".number b").first).to_have_text(str(count))


def test_a_page_closed_in_the_middle_goes_on_where_it_was(phone: OpenPhone, day: Day) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    now_ms = _begin(page, day)
    _unlock(page)
    half = len(day.walk) // 2
    for start in range(0, half, 900):
        feed(page, day.walk[start : min(half, start + 900)], now_ms)
        page.wait_for_timeout(1100)
    count = page.locator(".walk-count b").inner_text()
    context = page.context
    page.close()
    page = context.new_page()
    page.goto("/#/walk")
    page.locator(".card.strong button.main").click()
    expect(page.locator(".walk-count b")).to_have_text(count)
    again_ms = float(page.evaluate("performance.now()")) - float(day.walk[half, 0])
    feed(page, day.walk[half:], again_ms)
    _stop(page)
    walk, samples, calibration = _kept(page)
    assert _bouts(walk) == _bouts_by_python(samples, calibration)
    assert len(walk["walk"]["recording"]["gaps"]) == 1


def test_nothing_is_counted_while_the_screen_is_off(phone: OpenPhone, day: Day) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    now_ms = _begin(page, day)
    _unlock(page)
    parts = np.split(day.walk, [1500, 1800])
    feed(page, parts[0], now_ms)
    page.evaluate(SEEN, False)
    feed(page, parts[1], now_ms)
    page.evaluate(SEEN, True)
    feed(page, parts[2], now_ms)
    _stop(page)
    walk, samples, calibration = _kept(page)
    (gap,) = walk["walk"]["recording"]["gaps"]
    assert gap["end_s"] - gap["start_s"] == pytest.approx(5.0, abs=0.2)
    assert _bouts(walk) == _bouts_by_python(samples, calibration)
    for _, _, start_s, end_s in _bouts(walk):
        assert end_s <= gap["start_s"] + 0.1 or start_s >= gap["end_s"] - 0.1


def test_the_pocket_screen_is_deaf_to_all_but_a_slide(phone: OpenPhone, day: Day) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    _begin(page, day)
    pocket = page.locator(".pocket")
    box = page.get_by_role("slider").bounding_box()
    assert box is not None
    x, y, width = box["x"], box["y"] + box["height"] / 2, box["width"]
    for press in ((x + width - 20, y), (200, 300), (x + 20, y)):
        page.mouse.move(*press)
        page.mouse.down()
        page.wait_for_timeout(HOLD_MS)
        page.mouse.up()
        expect(pocket).to_be_visible()
    for until in (x + width / 2, x + width - 4):
        expect(pocket).to_be_visible()
        page.mouse.move(x + 30, y)
        page.mouse.down()
        page.mouse.move(until, y, steps=6)
        page.mouse.up()
    expect(pocket).to_be_hidden()


def test_a_walk_by_keys_alone(phone: OpenPhone, day: Day) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    page.locator(".places button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shake")).to_be_visible()
    now_ms = feed(page, _shaken(), float(page.evaluate("performance.now()")))
    page.locator("button.main").focus()
    page.keyboard.press("Enter")
    now_ms = feed(page, day.calibration, now_ms)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".walk-count")).to_be_visible()
    feed(page, day.walk, now_ms)
    page.keyboard.press("Space")
    expect(page.locator(".walk-direction")).to_contain_text("Pause")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.ask")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".ribbon")).to_be_visible()


def test_the_rear_view_ends_its_camera(phone: OpenPhone, day: Day) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    now_ms = _begin(page, day, place=3)
    expect(page.locator(".walk-count")).to_be_visible()
    feed(page, day.walk[:900], now_ms)
    page.get_by_role("button", name="Rear view").click()
    expect(page.locator("video")).to_have_js_property("readyState", 4)
    page.evaluate("window.track = document.querySelector('video').srcObject.getTracks()[0]")
    expect(page.get_by_text("Nothing is recorded.")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".walk-count")).to_be_visible()
    assert page.evaluate("window.track.readyState") == "ended"


def test_each_screen_is_accessible(phone: OpenPhone, day: Day) -> None:
    page = phone(has_answered=True)
    to_the_places(page)
    expect(page.locator(".places")).to_be_visible()
    assert violations(page) == []
    page.locator(".places button").first.click()
    expect(page.locator(".shake")).to_be_visible()
    assert violations(page) == []
    now_ms = feed(page, _shaken(), float(page.evaluate("performance.now()")))
    expect(page.locator("button.main")).to_be_visible()
    assert violations(page) == []
    page.locator("button.main").click()
    expect(page.locator(".pocket")).to_be_visible()
    assert violations(page) == []
    now_ms = feed(page, day.calibration[:300], now_ms)
    page.get_by_role("slider").press("End")
    assert violations(page) == []
    start_ms = now_ms - float(day.calibration[299, 0]) - 16.7
    now_ms = feed(page, day.calibration[300:900], start_ms)
    assert violations(page) == []
    feed(page, day.calibration[900:], start_ms)
    expect(page.locator(".walk-count")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert violations(page) == []
