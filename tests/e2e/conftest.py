"""A server, a browser and phones for the end-to-end tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize
from tests.e2e.browser import chromium, need_app, need_browser
from tests.e2e.flow import answer_questions, to_the_app

ADDRESS = re.compile(r"Retrowalk is at (http://\S+)")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests of this process."""
    need_browser()
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `retrowalk serve`, for all tests of this process, one after the other."""
    need_app()
    yield from serving(tmp_path_factory.mktemp("served") / "data")


@pytest.fixture
def served(one_server: str) -> Iterator[str]:
    """The address of a server that holds nothing; what a test leaves there is deleted."""
    yield one_server
    deleted = httpx.request(
        "DELETE", f"{one_server}/api/v1/accounts/me", headers={"Origin": one_server}, timeout=20
    )
    assert deleted.status_code == 204, deleted.text


@pytest.fixture(scope="session")
def answered(browser: Browser, one_server: str) -> Callable[[str], StorageState]:
    """Tell what a phone keeps on which the questions before the first walk were answered."""

    @cache
    def of(language: str) -> StorageState:
        context = browser.new_context(base_url=one_server, locale=language, viewport=PHONE)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/#/home")
        answer_questions(page)
        to_the_app(page)
        state = context.storage_state(indexed_db=True)
        context.close()
        return state

    return of


def serving(data: Path, *options: str, port: int = 0) -> Iterator[str]:
    """Run `retrowalk serve` on a data folder until the caller is done with it."""
    command = [str(Path(sys.executable).with_name("retrowalk")), "serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, "--data", str(data), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )
    assert process.stderr is not None
    told = []
    for line in process.stderr:
        told.append(line)
        if found := ADDRESS.search(line):
            break
    else:
        pytest.fail(f"serve ended: {''.join(told)}")
    # nobody reads the rest: a full pipe would stop the server
    reader = threading.Thread(target=process.stderr.read, daemon=True)
    reader.start()
    try:
        yield found.group(1)
    finally:
        process.terminate()
        process.wait(20)
        reader.join(5)
        process.stderr.close()


OpenPhone = Callable[..., Page]


@pytest.fixture
def phone(
    browser: Browser, served: str, answered: Callable[[str], StorageState]
) -> Iterator[OpenPhone]:
    """Open the app on a fresh phone; what goes wrong in the page fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_(
        path: str = "home",
        *,
        language: str = "en-GB",
        size: ViewportSize | None = None,
        has_answered: bool = False,
    ) -> Page:
        context = browser.new_context(
            storage_state=answered(language) if has_answered else None,
            base_url=served,
            locale=language,
            viewport=size or PHONE,
            permissions=["camera"],
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((served, "data:", "blob:"))
                else wrong.append(f"asked elsewhere: {request.url}")
            ),
        )
        page.on(
            "console",
            lambda message: (
                wrong.append(f"{page.url}: {message.text}")
                if message.type == "error" and "Content Security Policy" in message.text
                else None
            ),
        )
        page.goto(f"/#/{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []
