"""The browser of the end-to-end tests: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
APP = ROOT / "src" / "retrowalk" / "server" / "app"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# what a walk needs beside the page: sounds without a tap, a picture for the front camera
ARGUMENTS = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


def needed(is_there: bool, what: str) -> None:
    """Skip a test for lack of something, unless everything must be tested."""
    if is_there:
        return
    if os.environ.get("RETROWALK_TEST_ALL"):
        pytest.fail(f"{what}, and RETROWALK_TEST_ALL asks for every test")
    pytest.skip(what)


def need_browser() -> None:
    """Skip without Chromium."""
    needed(CHROMIUM is not None, "no chromium here (Debian: apt install chromium)")


def need_app() -> None:
    """Skip where the app is not built."""
    needed((APP / "index.html").exists(), "the app is not built (make app)")


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Start Chromium, and stop it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
        yield browser
        browser.close()
