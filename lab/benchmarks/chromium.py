"""The twin in Chromium: time for a second of signal, and memory over a walk of two hours.

    npm --prefix web run build:bench && python -m lab.benchmarks.chromium

Golden vectors are walked again and again; samples are handed over one at a time, as a phone does.
One line of a table for each placement, for docs/browser.md.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "web" / "build" / "bench" / "page.js"
WALKS = ("pocket-unknown", "ankle-unknown", "foot-unknown", "waist-calibrated")
MIB = 2.0**20


def opened(page: Page) -> None:
    """Open an empty page that has the script."""
    page.route("http://twin.test/", lambda route: route.fulfill(body="<!doctype html>"))
    page.route(
        "http://twin.test/page.js",
        lambda route: route.fulfill(
            body=SCRIPT.read_text(encoding="utf-8"), content_type="text/javascript"
        ),
    )
    page.goto("http://twin.test/")


def asked(page: Page, name: str, length_s: float) -> Any:
    """Run one walk in the page."""
    vector = (ROOT / "conformance" / "inputs" / f"{name}.json").read_text(encoding="utf-8")
    return page.evaluate(
        "async ([input, lengthS]) => (await import('/page.js')).run(input, lengthS, 1)",
        [vector, length_s],
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=2.0)
    hours = parser.parse_args().hours
    print("| walk | ms per second of signal | longest call, ms | bouts | heap grown, MiB |")
    print("|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
        )
        page = browser.new_page()
        page.set_default_timeout(0)
        opened(page)
        for name in WALKS:
            run = asked(page, name, 3600.0 * hours)
            grown = (run["heap"][1] - run["heap"][0]) / MIB
            print(
                f"| {name} | {run['msPerSecond']:.2f} | {run['longestMs']:.0f}"
                f" | {run['bouts']} | {grown:+.2f} |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
