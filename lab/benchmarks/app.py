"""The app in Chromium: bytes of the first visit, and how soon it is there from its cache.

    python -m lab.benchmarks.app

Needs the app to be built (`make app`). Prints a table for docs/app.md.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROUNDS = 5
READY = "#content a.main"


def first_load_kb(page: Page, address: str) -> float:
    """Return the compressed size of what the first screen asks for, kB."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    return sum(sizes) / 1000.0


def from_cache_s(page: Page) -> float:
    """Return the time from asking to a button that can be pressed, without network, s."""
    page.reload()
    page.locator(READY).first.wait_for()
    return float(page.evaluate("performance.now()")) / 1000.0


def main() -> None:
    """Print the table."""
    command = [str(Path(sys.executable).with_name("retrowalk")), "serve", "--port", "0"]
    with (
        tempfile.TemporaryDirectory() as data,
        subprocess.Popen(
            [*command, "--data", data], stderr=subprocess.PIPE, encoding="utf-8"
        ) as server,
        sync_playwright() as playwright,
    ):
        assert server.stderr is not None
        found = re.search(r"http://\S+", server.stderr.readline())
        assert found is not None
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_context().new_page()
        size_kb = first_load_kb(page, found.group())
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_timeout(2000)
        page.context.set_offline(True)
        times_s = [from_cache_s(page) for _ in range(ROUNDS)]
        browser.close()
        server.terminate()
    print("| | |")
    print("|---|---|")
    print(f"| first visit, compressed | {size_kb:.0f} kB |")
    told = f"{statistics.median(times_s):.2f} s (median of {ROUNDS}, longest {max(times_s):.2f} s)"
    print(f"| from the cache, network off: a button can be pressed | {told} |")


if __name__ == "__main__":
    main()
