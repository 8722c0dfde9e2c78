"""Walks that other apps and older versions kept: what they leave out breaks no screen."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import OpenPhone

MADE_AT = "2026-11-25T08:30:00.000Z"
KEEP = """([id, text]) => new Promise((resolve, reject) => {
  const asked = indexedDB.open("retrowalk");
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const db = asked.result;
    const all = db.transaction(["heads", "bytes", "meta"], "readwrite");
    const bytes = new TextEncoder().encode(text);
    const last = all.objectStore("meta").get("seq");
    last.onsuccess = () => {
      const seq = (last.result ?? 0) + 1;
      const { made_at: madeAt } = JSON.parse(text);
      all.objectStore("heads").put({ id, kind: "walk", madeAt, size: bytes.length, seq });
      all.objectStore("bytes").put(bytes, id);
      all.objectStore("meta").put(seq, "seq");
    };
    all.oncomplete = () => { db.close(); resolve(); };
    all.onerror = () => reject(all.error);
  };
})"""


def keep_walk(page: Page, walk: Any, **more: Any) -> str:
    """Keep a walk as if another app had sent it; returns its id."""
    record = {"kind": "walk", "version": 1, "made_at": MADE_AT, "walk": walk, **more}
    text = json.dumps(record)
    id = hashlib.sha256(text.encode()).hexdigest()
    page.evaluate(KEEP, [id, text])
    return id


@pytest.mark.parametrize(
    ("walk", "said"),
    [
        (
            {
                "recording": {"duration_s": 300.0},
                "summary": {"backward": {"steps": {"value": 205, "low": 200, "high": 211}}},
            },
            "205 steps backward",
        ),
        ({}, "steps not known"),
        (None, "steps not known"),
    ],
    ids=["no bouts", "empty", "none"],
)
def test_a_walk_that_says_little_is_shown(phone: OpenPhone, walk: Any, said: str) -> None:
    page = phone(has_answered=True)
    page.locator("main").wait_for()
    id = keep_walk(page, walk)
    page.reload()
    expect(page.locator(".ribbon svg")).to_be_visible()
    expect(page.locator("main")).to_contain_text(said)
    for path in ("history", f"history/{id}"):
        page.goto(f"/#/{path}")
        expect(page.locator("#content h1")).to_be_visible()
        expect(page.locator("[role=alert]")).to_have_count(0)
    expect(page.locator(".ribbon svg")).to_be_visible()
