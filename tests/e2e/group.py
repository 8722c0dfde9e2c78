"""A server with accounts, and people on it, each with a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from tests.e2e.conftest import PHONE, serving

PASSWORD = "eleven green bottles, hanging"
# cookies of accounts need a safe page, and browsers hold localhost for one
LOCALHOST = ("127.0.0.1", "localhost")

_HEADS = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("retrowalk");
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const db = asked.result;
    const keys = db.transaction("heads").objectStore("heads").getAllKeys();
    keys.onsuccess = () => { db.close(); resolve(keys.result); };
  };
})"""

_KEEP = """size => new Promise(async (resolve, reject) => {
  const bytes = crypto.getRandomValues(new Uint8Array(65536));
  const whole = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) {
    whole.set(bytes.subarray(0, Math.min(65536, size - at)), at);
  }
  whole.set([0x1f, 0x8b]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  const id = [...digest].map(byte => byte.toString(16).padStart(2, "0")).join("");
  const asked = indexedDB.open("retrowalk");
  asked.onsuccess = async () => {
    const db = asked.result;
    const all = db.transaction(["heads", "bytes", "meta"], "readwrite");
    const last = all.objectStore("meta").get("seq");
    last.onsuccess = () => {
      const seq = (last.result ?? 0) + 1;
      const madeAt = new Date().toISOString();
      all.objectStore("heads").put({ id, kind: "motion", madeAt, size, seq });
      all.objectStore("bytes").put(whole, id);
      all.objectStore("meta").put(seq, "seq");
    };
    all.oncomplete = () => { db.close(); resolve(id); };
    all.onerror = () => reject(all.error);
  };
})"""


def heads(page: Page) -> set[str]:
    """Return the names of the records that this browser keeps."""
    return set(page.evaluate(_HEADS))


def keep_motion(page: Page, size: int) -> str:
    """Keep bytes as if a walk had been recorded; returns their name."""
    return str(page.evaluate(_KEEP, size))


def until(page: Page, true: Any, what: str, seconds: float = 20.0) -> None:
    """Wait until something is true."""
    for _ in range(int(seconds * 10)):
        if true():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{what}: not after {seconds:g} s")


class Group:
    """People on one server."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address.replace(*LOCALHOST)
        self._browser = browser
        self.contexts: list[BrowserContext] = []
        self.wrong: list[str] = []

    def open(self, language: str = "en-GB", size: ViewportSize | None = None) -> Page:
        """Open the app in a browser of its own."""
        context = self._browser.new_context(
            base_url=self.address,
            locale=language,
            viewport=size or PHONE,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.goto("/#/home")
        return page

    def register(self, page: Page, name: str, *, german: bool = False) -> None:
        """Make an account and stay on its screen."""
        make, password = (
            ("Konto anlegen", "Passwort") if german else ("Make an account", "Password")
        )
        page.goto("/#/account/new")
        page.get_by_label("Name").fill(name)
        page.get_by_label(password).fill(PASSWORD)
        page.get_by_role("button", name=make).click()
        heading = f"Angemeldet als {name}" if german else f"Signed in as {name}"
        page.get_by_role("heading", name=heading).wait_for()

    def sign_in(self, page: Page, name: str) -> None:
        """Sign in and stay on the account's screen."""
        page.goto("/#/account")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("heading", name=f"Signed in as {name}").wait_for()


@contextmanager
def group_on(browser: Browser, data: Path, port: int = 0) -> Iterator[Group]:
    """Run a server with accounts that anybody may make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RETROWALK_REGISTRATION", "open")
        patch.setenv("RETROWALK_LIMIT_REGISTRATION", "1000/hour")
        for address in serving(data, "--accounts", port=port):
            group = Group(browser, address)
            try:
                yield group
            finally:
                for context in group.contexts:
                    context.close()
