"""Help measure it, from the consent to a file that the command line finds sound."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from lab.validation.dataset import score
from playwright.sync_api import Page, expect
from tests.e2e.conftest import DESKTOP, OpenPhone
from tests.e2e.motion import as_told
from tests.e2e.test_access import violations

from retrowalk.dataset import Label, Timing, check, open_source
from retrowalk.dataset.check import measurements
from retrowalk.simulate import simulate

# as the store of the app keeps a record
PUT = """async (content) => {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const id = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const db = await new Promise((resolve) => {
    indexedDB.open("retrowalk").onsuccess = (event) => resolve(event.target.result);
  });
  const done = db.transaction(["heads", "bytes"], "readwrite");
  const head = { id, kind: content.kind, madeAt: content.made_at, size: bytes.length, seq: 1 };
  done.objectStore("heads").put(head);
  done.objectStore("bytes").put(bytes, id);
  await new Promise((resolve) => { done.oncomplete = resolve; });
  db.close();
}"""
# plays the rows of what is done now, again and again, on the page's clock
PLAY = """(rows) => {
  window.doing = "stand";
  let at = 0, before = "stand";
  setInterval(() => {
    if (window.doing !== before) { at = 0; before = window.doing; }
    const mine = rows[window.doing];
    const [, x, y, z, alpha, beta, gamma] = mine[at++ % mine.length];
    const event = new DeviceMotionEvent("devicemotion", {
      accelerationIncludingGravity: { x, y, z }, rotationRate: { alpha, beta, gamma }, interval: 16,
    });
    Object.defineProperty(event, "timeStamp", { value: performance.now() });
    dispatchEvent(event);
  }, 1000 / 60);
}"""
DONE = {
    "standing still": "stand",
    "walking forward": "forward",
    "walking backward": "backward",
    "stepping sideways": "left",
    "turning round on the spot": "turn 360",
}
LONGEST_S = 400


def _screening(settings: list[str], flags: list[str] | None = None) -> dict[str, Any]:
    result = {"version": 1, "settings": settings, "flags": flags or []}
    made = "2026-11-25T08:00:00.000Z"
    return {"kind": "screening", "version": 1, "made_at": made, "screening": result}


def _rows() -> dict[str, list[list[float]]]:
    rows = {}
    for gait in DONE.values():
        plan = f"{gait} 30" if gait != "turn 360" else "turn 360"
        recording, _ = simulate(plan, placement="pocket", seed=5, sensor="browser")
        rows[gait.split()[0]] = as_told(recording).tolist()
    return rows


def _begun(open_phone: OpenPhone, **how: Any) -> Page:
    page = open_phone("home", **how)
    page.locator("nav.bar").wait_for()
    page.evaluate(PUT, _screening(["rail", "hallway", "flat open ground"]))
    page.clock.install()
    page.goto("/#/measure")
    page.reload()
    page.evaluate(PLAY, _rows())
    return page


def _walk(page: Page) -> None:
    """Do what the page asks for until it is done, second by second."""
    for _ in range(LONGEST_S):
        page.clock.run_for(1000)
        if page.get_by_role("heading", name="Look and cut").is_visible():
            return
        said = page.locator(".measure-now").text_content() or ""
        page.evaluate("doing => { window.doing = doing; }", DONE.get(said, "stand").split()[0])
    pytest.fail("the protocol does not end")


def _to_start(page: Page) -> None:
    page.get_by_role("button", name="I agree").click()
    page.get_by_label("Phone model").fill("Fairphone 5")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Start")).to_be_disabled()
    page.get_by_label("All of this is so").check()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(1000)
    page.locator(".measure-now").wait_for()


def test_without_a_screening_nothing_begins(phone: OpenPhone) -> None:
    page = phone("measure")
    expect(page.get_by_role("heading", name="Not yet")).to_be_visible()
    expect(page.get_by_role("button", name="I agree")).to_have_count(0)
    page.evaluate(PUT, _screening([]))
    page.reload()
    expect(page.get_by_text("cleared with a doctor")).to_be_visible()


def test_from_consent_to_a_sound_file(phone: OpenPhone, tmp_path: Path) -> None:
    page = _begun(phone)
    found = violations(page)
    _to_start(page)
    found += violations(page)
    _walk(page)
    found += violations(page)
    kept = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert kept == ["retrowalk"], "nothing is kept before it was looked at"
    page.get_by_label("Begin at").fill("4")
    page.get_by_role("button", name="Leave out: stepping sideways").click()
    page.get_by_role("button", name="Keep it as a file").click()
    found += violations(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    path = tmp_path / "export.zip"
    download.value.save_as(path)
    assert found == []
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert check(path) == ()
    source = open_source(path)
    assert [p.consent for p in source.people.values()] == ["retrowalk-1"]
    (one,) = measurements(source)
    labels = [piece.label for piece in one.pieces]
    assert Label.SIDEWAYS not in labels
    assert {Label.STAND, Label.FORWARD, Label.STOP, Label.BACKWARD, Label.TURN} == set(labels)
    assert (one.timing, one.phone, one.side) == (Timing.SPOKEN, "Fairphone 5", "right")
    assert one.software.startswith("Retrowalk; Chromium")
    assert 100.0 < one.recording.duration_s < 220.0
    backward = score(path).ledger.score(group="backward", knowledge="calibrated", unit="5 s")
    assert backward.total == 7
    assert backward.wrong == 0
    assert backward.right == backward.total


def test_a_pocket_presses_nothing_and_stopping_keeps_what_was_done(phone: OpenPhone) -> None:
    page = _begun(phone, size=DESKTOP)
    _to_start(page)
    page.clock.run_for(30_000)
    hold = page.get_by_role("button", name="Hold for controls")
    hold.click()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    hold.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(1000)
    expect(page.locator(".measure-now")).to_have_text("Paused")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Look and cut")).to_be_visible()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_no_samples_are_said_in_words(phone: OpenPhone) -> None:
    page = phone("home", language="de-DE")
    page.locator("nav.bar").wait_for()
    page.evaluate(PUT, _screening(["rail"]))
    page.goto("/#/measure")
    page.get_by_role("button", name="Ich stimme zu").click()
    expect(page.get_by_text("Es gibt eine Treppe")).to_have_count(0)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("All das ist so").check()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("Bewegungssensor")
