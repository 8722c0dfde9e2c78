"""Pictures of every screen of the app, for docs/app.md.

    python -m tests.e2e.pictures docs/images/app

A person in German on a phone, from the first question to a kept walk; a few screens in English, in
dark and on a desktop. Fonts differ between machines, so the pictures are looked at, not compared.
"""

from __future__ import annotations

import argparse
import re
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page
from tests.e2e.browser import chromium
from tests.e2e.conftest import DESKTOP, PHONE, serving
from tests.e2e.flow import RATE_HZ, answer_questions, end_the_walk, shaking, to_the_app
from tests.e2e.motion import as_told, feed

import retrowalk

PLAN = "stand 9, forward 16, stand 4, forward 8, backward 45, forward 9, stand 5"
PATHS = (
    "home", "plan", "session", "stops", "exercises", "exercises/heel-raise", "tests",
    "tests/3mbwt", "history", "claims", "sources", "breaks", "attention", "data", "more",
    "settings", "account", "share", "mail", "measure",
)  # fmt: skip
COLOURS = 64


class Album:
    """A folder of pictures."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def add(self, page: Page, name: str) -> None:
        """Take a picture of what is seen, in few colours."""
        page.wait_for_timeout(500)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS).save(self.folder / f"{name}.png", optimize=True)


def opened(browser: Browser, address: str, language: str, **more: object) -> Page:
    """Return the app on a fresh phone."""
    options = {"viewport": PHONE, "locale": language, **more}
    context = browser.new_context(base_url=address, permissions=["camera"], **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    page.locator("#content h1").first.wait_for()
    return page


def walked(page: Page, album: Album) -> None:
    """Walk, and take pictures on the way."""
    page.goto("/#/walk")
    page.locator(".places button").first.wait_for()
    album.add(page, "place")
    page.locator(".places button").first.click()
    page.locator(".shake").wait_for()
    album.add(page, "shake")
    at_ms = feed(page, shaking(), 1000.0)
    page.locator("button.main").wait_for()
    album.add(page, "ready")
    page.locator("button.main").click()
    recording, _ = retrowalk.simulate(PLAN, sensor="browser", mounting="random", seed=4)
    told = as_told(recording)
    first = 0
    for name, until_s in (("calibrate", 14.0), ("pocket", 62.0), ("walking", 75.0), ("", 200.0)):
        last = int(np.searchsorted(told[:, 0], 1000.0 * until_s))
        part = told[first:last].copy()
        part[:, 0] -= told[first, 0]
        feed(page, part, at_ms + float(told[first, 0]))
        if name == "walking":
            page.get_by_role("slider").press("End")
        if name:
            album.add(page, name)
        first = last
    end_the_walk(page)
    album.add(page, "after")


def rear(page: Page, album: Album) -> None:
    """Hold the phone and look behind."""
    page.goto("/#/walk")
    page.locator(".places button").nth(3).click()
    page.locator(".shake").wait_for()
    at_ms = feed(page, shaking(), 1000.0)
    page.locator("button.main").click()
    still = shaking()[int(-0.5 * RATE_HZ) :]
    still[:, 0] -= still[0, 0]
    for _ in range(30):
        at_ms = feed(page, still, at_ms)
    page.get_by_role("button", name=re.compile("Rear view|Rückspiegel")).click()
    page.locator("video").wait_for()
    album.add(page, "rear")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def made_plan(page: Page, album: Album) -> None:
    """Make a plan for the knee."""
    page.goto("/#/plan/new")
    page.locator("main fieldset").first.wait_for()
    for group in page.locator("main fieldset").all():
        group.locator("label").first.click()
    album.add(page, "plan-new")
    page.locator("main button.main").click()
    page.wait_for_timeout(800)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    album = Album(parser.parse_args().folder)
    with TemporaryDirectory() as data, chromium() as browser:
        for address in serving(Path(data)):
            page = opened(browser, address, "de-DE")
            album.add(page, "first")
            page.goto("/#/screening/age")
            page.goto("/#/screening")
            answer_questions(page)
            album.add(page, "result")
            to_the_app(page)
            made_plan(page, album)
            walked(page, album)
            for path in PATHS:
                page.goto(f"/#/{path}")
                page.locator("#content h1, #content h2").first.wait_for()
                album.add(page, path.replace("/", "-"))
            page.goto("/#/history")
            page.locator("a[href^='#/history/']").first.click()
            album.add(page, "history-walk")
            page.emulate_media(color_scheme="dark")
            page.goto("/#/home")
            album.add(page, "home-dark")
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(DESKTOP)
            page.goto("/#/plan")
            album.add(page, "plan-desktop")
            page.set_viewport_size(PHONE)
            rear(page, album)
            page.close()


if __name__ == "__main__":
    main()
