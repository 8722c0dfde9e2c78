"""What a person does in the app, step by step, in either language."""

from __future__ import annotations

import re

import numpy as np
from playwright.sync_api import Page
from tests.e2e.motion import feed

from retrowalk.recording import STANDARD_GRAVITY_MS2, Array

NOTHING = re.compile("^(None of these|Nichts davon)$")
# the address changes before the screen does
NEXT_IS_SHOWN = """([href, heading]) => {
  const shown = document.querySelector("main h1");
  return location.href !== href && shown !== null && shown.innerText !== heading;
}"""
SHAKE_S = 3.0
RATE_HZ = 60.0


def answer_questions(page: Page, age_years: int = 65) -> None:
    """Answer the questions before the first walk: healthy, with a rail and company at home."""
    page.get_by_role("link", name=re.compile("^(Begin|Beginnen)$")).click()
    page.locator("main input[type=number]").fill(str(age_years))
    for _ in range(20):
        if page.url.endswith("/result"):
            break
        before = [page.url, page.locator("main h1").inner_text()]
        boxes = page.locator("main input[type=checkbox]")
        if "/home" in page.url:
            boxes.nth(0).check()
            boxes.nth(1).check()
        elif page.locator("main input[type=radio]").count():
            page.locator("main fieldset label").first.click()
        page.locator("main button.main").click()
        page.wait_for_function(NEXT_IS_SHOWN, arg=before)


def to_the_app(page: Page) -> None:
    """Leave the result of the questions without making a plan."""
    page.get_by_role("link", name=re.compile("To the app|Zur App")).or_(
        page.get_by_role("button", name=re.compile("To the app|Zur App"))
    ).click()
    page.wait_for_url(re.compile("#/home"))


def go_walking(page: Page) -> None:
    """Answer the questions on a fresh phone and open the walk."""
    answer_questions(page)
    to_the_app(page)
    to_the_places(page)


def to_the_places(page: Page) -> None:
    """Open the walk on a phone that has answered the questions."""
    page.get_by_role("link", name=re.compile("^(Start|Starten)$")).click()
    page.wait_for_url(re.compile("#/walk"))


def shaking() -> Array:
    """Return the events of a phone that is shaken, and then held still."""
    time_s = np.arange(0.0, SHAKE_S, 1.0 / RATE_HZ)
    told = np.zeros((len(time_s), 7))
    told[:, 0] = np.round(1000.0 * time_s, 1)
    shake = np.where(time_s < SHAKE_S - 1.0, 8.0 * np.sin(2.0 * np.pi * 4.0 * time_s), 0.0)
    told[:, 3] = np.round(STANDARD_GRAVITY_MS2 + shake, 1)
    told[:, 4] = np.round(10.0 * shake, 1)
    return told


def to_the_walk(page: Page, place: str, start_ms: float = 1000.0) -> float:
    """Choose a place, shake, and put the phone in; return when the next event may come."""
    page.get_by_role("button", name=re.compile(place)).click()
    page.get_by_role("heading", name=re.compile("Shake|Schütteln")).wait_for()
    then_ms = feed(page, shaking(), start_ms)
    page.get_by_role("button", name=re.compile("^(Put it in|Einstecken)")).click()
    return then_ms


def end_the_walk(page: Page) -> None:
    """Unlock the pocket screen, end it with the keyboard, and say yes."""
    slide = page.get_by_role("slider")
    stop = page.get_by_role("button", name=re.compile("^(Stop|Beenden)$"))
    slide.or_(stop).wait_for()
    if slide.count():
        slide.press("End")
    stop.wait_for()
    page.keyboard.press("Escape")
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name=re.compile("^(End it|Beenden)$")).click()
    page.wait_for_url(re.compile("#/after/"))
