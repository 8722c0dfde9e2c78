"""From the second visit on the app needs no network."""

from __future__ import annotations

import re

from playwright.sync_api import Page
from tests.e2e.conftest import OpenPhone
from tests.e2e.test_access import PATHS

FIRST_LOAD_KB = 300.0
# they are about the server, and say that it is not there
NEED_SERVER = {"account", "share", "patients", "mail"}


def wait_until_kept(page: Page) -> None:
    """Wait until the service worker has kept the whole app."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_every_screen_opens_without_network_from_the_second_visit_on(phone: OpenPhone) -> None:
    page = phone()
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()
    for path in PATHS:
        page.goto(f"/#/{path}")
        page.reload()
        page.locator("#content h1, #content h2").first.wait_for()
        alerts = page.locator("[role=alert]").all_inner_texts()
        if path in NEED_SERVER:
            assert all("server cannot be reached" in text for text in alerts), (path, alerts)
        else:
            assert alerts == [], path


def test_the_first_load_is_small(phone: OpenPhone) -> None:
    page = phone("home")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    page.reload(wait_until="networkidle")
    kb = sum(sizes) / 1000.0
    assert sizes
    assert kb <= FIRST_LOAD_KB, f"{kb:.0f} kB"


def test_the_page_names_its_language(phone: OpenPhone) -> None:
    for language, short in (("de-DE", "de"), ("en-GB", "en"), ("fr-FR", "en")):
        page = phone(language=language)
        page.locator("#content h1").first.wait_for()
        assert page.locator("html").get_attribute("lang") == short
        assert re.search("Retrowalk", page.title())
