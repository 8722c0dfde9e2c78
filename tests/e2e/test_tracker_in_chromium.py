"""The twin answers every golden vector in a real browser as the reference does in Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser
from tests.e2e.browser import ROOT, WEB, needed

from retrowalk.conformance import Vector, check

ANSWER = WEB / "dist" / "answer.js"


def test_every_vector_is_answered_alike(browser: Browser) -> None:
    needed(ANSWER.exists(), "the twin is not built (make web)")
    page = browser.new_page()
    page.route("http://twin.test/", lambda route: route.fulfill(body="<!doctype html>"))
    page.route(
        "http://twin.test/answer.js",
        lambda route: route.fulfill(
            body=ANSWER.read_text(encoding="utf-8"), content_type="text/javascript"
        ),
    )
    page.goto("http://twin.test/")

    def ask(text: str, vector: Vector) -> Iterator[tuple[str, Any]]:
        del vector
        for block in (None, 7):
            told = page.evaluate(
                """async ([input, block]) => {
                  const { answer } = await import("/answer.js");
                  return JSON.stringify(answer(JSON.parse(input), block ?? Infinity));
                }""",
                [text, block],
            )
            yield f"Chromium, blocks of {block}", json.loads(told)

    found = check(ROOT / "conformance", ask)
    page.close()
    assert found.lines == ()
    assert found.vectors == len(list((ROOT / "conformance" / "inputs").iterdir()))
